//! The distribution that several areas' assumptions make together.

use crate::programme::Quantity;

/// Each law counts with so many equally likely values.
const VALUES: usize = 1_000;

/// Values with weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    points: Vec<(f64, f64)>,
    total: f64,
}

impl Spread {
    /// Adds the values of a quantity, each transformed by `of`, with a weight in all.
    pub fn add(&mut self, quantity: &Quantity, weight: f64, of: impl Fn(f64) -> f64) {
        if weight <= 0.0 {
            return;
        }
        self.total += weight;
        match quantity.law() {
            None => self.points.push((of(quantity.mean()), weight)),
            Some(law) => {
                let each = weight / VALUES as f64;
                let values = (0..VALUES).map(|place| law.quantile((place as f64 + 0.5) / VALUES as f64));
                self.points.extend(values.map(|value| (of(value), each)));
            }
        }
        self.points.sort_by(|one, other| one.0.total_cmp(&other.0));
    }

    /// What of it lies above `value`, as a distribution of its own.
    pub fn above(&self, value: f64) -> Self {
        let points: Vec<_> = self.points.iter().copied().filter(|(point, _)| *point > value).collect();
        let total = points.iter().map(|(_, weight)| weight).sum();
        Spread { points, total }
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The probability of less than `value`.
    pub fn below(&self, value: f64) -> f64 {
        let weights = self.points.iter().take_while(|(point, _)| *point < value).map(|(_, weight)| weight);
        weights.sum::<f64>() / self.total
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.points.iter().map(|(point, weight)| point * weight).sum::<f64>() / self.total
    }

    /// The smallest value that at least the share `p` lies at or below.
    pub fn quantile(&self, p: f64) -> f64 {
        let mut sum = 0.0;
        let wanted = p * self.total * (1.0 - 1e-12);
        let reached = self.points.iter().find(|(_, weight)| {
            sum += weight;
            sum >= wanted
        });
        reached.or(self.points.last()).map_or(f64::NAN, |(point, _)| *point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Distribution;
    use rust_decimal::Decimal;

    #[test]
    fn weights_count_and_laws_spread() {
        let mut spread = Spread::default();
        spread.add(&Quantity::Fixed(Decimal::from(2)), 1.0, |value| value);
        spread.add(&Quantity::Uncertain(Distribution::uniform(0.0, 1.0).unwrap()), 3.0, |value| value);
        assert!((spread.mean() - (0.25 * 2.0 + 0.75 * 0.5)).abs() < 1e-9);
        assert!((spread.below(0.5) - 0.375).abs() < 1e-9);
        assert!((spread.quantile(0.375) - 0.5).abs() < 2e-3);
        assert_eq!(spread.quantile(0.9), 2.0);
    }

    #[test]
    fn what_lies_above_a_value_is_a_distribution_of_its_own() {
        let mut spread = Spread::default();
        spread.add(&Quantity::Uncertain(Distribution::uniform(-1.0, 3.0).unwrap()), 1.0, |value| value);
        let above = spread.above(1.0);
        assert!((above.mean() - 2.0).abs() < 1e-2);
        assert!(spread.above(3.0).is_empty());
    }
}
