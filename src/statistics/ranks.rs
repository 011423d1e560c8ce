//! Rank correlation, with an error that assumes no straight relation.

use super::{Estimate, error_of};

/// The ranks of some values over their number, centred on zero; of equal values the middle rank.
#[derive(Clone, Debug)]
pub struct Ranks {
    centred: Vec<f64>,
    /// The values' positions from the least to the largest.
    order: Vec<usize>,
    /// For each place in that order, where the run of equal values begins and ends.
    runs: Vec<(usize, usize)>,
}

impl Ranks {
    /// Of some values, none of which is blank.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len();
        // Values side by side with their positions are sorted several times as fast as positions that point to them.
        let mut beside: Vec<(i64, usize)> = values.iter().map(|value| in_total_order(*value)).zip(0..).collect();
        beside.sort_unstable();
        let order: Vec<usize> = beside.into_iter().map(|(_, position)| position).collect();
        let (mut centred, mut runs) = (vec![0.0; n], Vec::new());
        let mut begins = 0;
        while begins < n {
            let value = values[order[begins]];
            let length = order[begins..].partition_point(|&place| values[place] <= value).max(1);
            let middle = begins as f64 + 0.5 * (length as f64 - n as f64);
            order[begins..begins + length].iter().for_each(|&place| centred[place] = middle / n as f64);
            runs.push((begins, begins + length));
            begins += length;
        }
        Ranks { centred, order, runs }
    }

    /// The values that these are the ranks of, from the least to the largest.
    pub fn sorted(&self, values: &[f64]) -> Vec<f64> {
        self.order.iter().map(|&position| values[position]).collect()
    }

    /// Spearman's rank correlation with other values, trial by trial, with its Monte Carlo error; `None` where either does
    /// not vary.
    ///
    /// With `R` and `S` the centred ranks over n, the influence values are `[R_k S_k + a_k + b_k - their mean] / (sd R sd
    /// S)`, `a_k` being the sum of `S_j / n` over the `j` with `X_j >= X_k` and `b_k` that of `R_j / n` over `Y_j >= Y_k`.
    /// Where values are equal they count half, and the standard deviations of the ranks depend on the sample too.
    pub fn correlation(&self, other: &Ranks) -> Option<Estimate> {
        let n = self.centred.len() as f64;
        let mean = |one: &Ranks, other: &Ranks| {
            one.centred.iter().zip(&other.centred).map(|(one, other)| one * other).sum::<f64>() / n
        };
        let (own, others) = (mean(self, self), mean(other, other));
        if own <= 0.0 || others <= 0.0 {
            return None;
        }
        let scale = libm::sqrt(own * others);
        let value = (mean(self, other) / scale).clamp(-1.0, 1.0);
        let (above_x, above_y) = (self.at_or_above(other), other.at_or_above(self));
        let (own_x, own_y) = (self.at_or_above(self), other.at_or_above(other));
        let mut influence: Vec<f64> = (0..self.centred.len())
            .map(|k| {
                let (r, s) = (self.centred[k], other.centred[k]);
                let spread = (r * r + 2.0 * own_x[k]) / own + (s * s + 2.0 * own_y[k]) / others;
                (r * s + above_x[k] + above_y[k]) / scale - 0.5 * value * spread
            })
            .collect();
        let middle = influence.iter().sum::<f64>() / n;
        influence.iter_mut().for_each(|value| *value -= middle);
        Some(Estimate { value, error: error_of(&influence) })
    }

    /// By trial: the sum of another's ranks over n over the trials whose value here is no less; equal ones count half.
    fn at_or_above(&self, other: &Ranks) -> Vec<f64> {
        let n = self.centred.len() as f64;
        let (mut sums, mut above) = (vec![0.0; self.centred.len()], 0.0);
        for &(begins, ends) in self.runs.iter().rev() {
            let run = &self.order[begins..ends];
            let of_run: f64 = run.iter().map(|&place| other.centred[place]).sum();
            run.iter().for_each(|&place| sums[place] = (above + 0.5 * of_run) / n);
            above += of_run;
        }
        sums
    }
}

/// A whole number that is to others as the value is in the total order of values.
fn in_total_order(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
        Ranks::of(one).correlation(&Ranks::of(other)).map(|estimate| estimate.value)
    }

    #[test]
    fn ranks_go_together_or_against_each_other() {
        assert_eq!(correlation(&[1.0, 5.0, 9.0], &[2.0, 30.0, 400.0]), Some(1.0));
        assert_eq!(correlation(&[1.0, 5.0, 9.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(correlation(&[1.0, 1.0], &[3.0, 2.0]), None);
    }

    #[test]
    fn equal_values_have_the_middle_rank() {
        // The textbook's: ranks 1.5, 1.5, 3, 4 beside 1, 3, 2, 4.
        let found = correlation(&[7.0, 7.0, 8.0, 9.0], &[1.0, 3.0, 2.0, 4.0]).unwrap();
        assert!((found - 3.0 / (4.5f64 * 5.0).sqrt()).abs() < 1e-12, "{found}");
    }

    #[test]
    fn what_goes_together_in_every_sample_has_no_error() {
        let values: Vec<f64> = (0..1000).map(|k| f64::from(k * 7 % 1000)).collect();
        let ranks = Ranks::of(&values);
        let own = ranks.correlation(&ranks).unwrap();
        assert!(own.value == 1.0 && own.error < 1e-4, "{own:?}");
    }
}
