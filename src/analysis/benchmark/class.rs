//! A reference class: cases of one quantity, in which every programme has the same weight.

use crate::programme::{Alike, Comparator};
use std::collections::BTreeMap;

/// With fewer programmes than this the cases themselves are shown, and no percentile.
pub const FEWEST: usize = 5;

/// Sectors whose cases are mostly the savings of a whole body in one year: a class for themselves.
const WHOLE_BODIES: [&str; 3] = ["local government", "nhs", "fire"];

/// Cases of one quantity.
#[derive(Clone, Debug)]
pub struct Class {
    /// The cases, by value ascending.
    pub cases: Vec<Comparator>,
    /// The weight of each; those of a programme add up to that of every other one.
    weights: Vec<f64>,
    /// How many programmes, forces or studies they are of.
    pub programmes: usize,
    /// Cases of other sectors, which are shown and count for nothing.
    pub others: Vec<Comparator>,
}

impl Class {
    /// The class of some cases.
    pub fn new(mut cases: Vec<Comparator>) -> Self {
        cases.sort_by(|one, other| one.value.total_cmp(&other.value).then_with(|| one.case.cmp(&other.case)));
        let mut cases_of: BTreeMap<&str, u32> = BTreeMap::new();
        cases.iter().for_each(|case| *cases_of.entry(&case.programme).or_default() += 1);
        let programmes = cases_of.len();
        let weight = |case: &Comparator| 1.0 / (f64::from(cases_of[&*case.programme]) * programmes as f64);
        let weights = cases.iter().map(weight).collect();
        Class { cases, weights, programmes, others: Vec::new() }
    }

    /// The class of cases for a programme of a sector: those of its own where these bear percentiles, else those of
    /// programmes of any sector. The others are shown beside it.
    pub fn of_sector(sector: Option<&str>, cases: Vec<Comparator>) -> Self {
        let split = |is_in: &dyn Fn(&Comparator) -> bool| {
            let (class, others): (Vec<_>, Vec<_>) = cases.iter().cloned().partition(|case| is_in(case));
            Class { others, ..Class::new(class) }
        };
        let own = sector.map(|sector| split(&|case| case.is_of(sector)));
        let own = own.filter(Class::bears_percentiles);
        own.or_else(|| {
            Some(split(&|case| !WHOLE_BODIES.contains(&&*case.sector))).filter(|class| !class.cases.is_empty())
        })
        .unwrap_or_else(|| Class::new(cases.clone()))
    }

    /// Whether it bears percentiles.
    pub fn bears_percentiles(&self) -> bool {
        self.programmes >= FEWEST
    }

    /// The share of the class that lies below `value`, with half of what lies at it: 0 to 1.
    pub fn share_below(&self, value: f64) -> f64 {
        let weighed = self.cases.iter().zip(&self.weights);
        let share = weighed.map(|(case, weight)| match case.value.total_cmp(&value) {
            std::cmp::Ordering::Less => *weight,
            std::cmp::Ordering::Equal => 0.5 * weight,
            std::cmp::Ordering::Greater => 0.0,
        });
        share.sum()
    }

    /// The mean over programmes.
    pub fn mean(&self) -> f64 {
        self.cases.iter().zip(&self.weights).map(|(case, weight)| weight * case.value).sum()
    }

    /// Values with their weights, which add up to 1.
    pub fn outcomes(&self) -> impl Iterator<Item = (f64, f64)> {
        self.cases.iter().map(|case| case.value).zip(self.weights.iter().copied())
    }

    /// `2 like for like, 4 alike in part`.
    pub fn alike_in_words(&self) -> String {
        let count = |alike: Alike| self.cases.iter().filter(|case| case.alike == alike).count();
        let counted = Alike::ALL.into_iter().map(|alike| (count(alike), alike)).filter(|(count, _)| *count > 0);
        counted.map(|(count, alike)| format!("{count} {}", alike.in_words())).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::programme::{Mark, Yardstick};

    pub(in crate::analysis::benchmark) fn case(programme: &str, value: f64) -> Comparator {
        Comparator {
            quantity: Yardstick::Realisation,
            case: format!("{programme} {value}"),
            programme: programme.into(),
            group: None,
            sector: "police".into(),
            value,
            low: None,
            high: None,
            alike: Alike::Partial,
            source_title: "A report".into(),
            source_year: None,
            source_ref: None,
            mark: Mark::Published,
            note: None,
        }
    }

    #[test]
    fn two_cases_of_one_programme_weigh_as_much_as_one_of_another() {
        let class = Class::new(vec![case("A", 0.2), case("A", 1.0), case("B", 0.6)]);
        assert_eq!(class.programmes, 2);
        assert_eq!(class.mean(), 0.6);
        assert_eq!(class.share_below(0.5), 0.25);
        assert_eq!(class.share_below(0.6), 0.5);
        assert_eq!(class.share_below(2.0), 1.0);
        assert!((class.outcomes().map(|(_, weight)| weight).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_sector_with_five_programmes_of_its_own_stands_alone_and_another_takes_programmes_of_any() {
        let of_sector = |sector: &str, name: &str| Comparator { sector: sector.into(), ..case(name, 0.5) };
        let mut cases: Vec<Comparator> = ["A", "B", "C", "D", "E"].map(|name| case(name, 0.8)).to_vec();
        cases.extend([of_sector("local government", "F"), of_sector("ict", "G")]);
        let of = |sector, cases: &[Comparator]| {
            let class = Class::of_sector(sector, cases.to_vec());
            (class.programmes, class.others.len())
        };
        assert_eq!(of(Some("police"), &cases), (5, 2));
        for sector in [None, Some("local government"), Some("nhs"), Some("ict")] {
            assert_eq!(of(sector, &cases), (6, 1), "{sector:?}");
        }
        let councils = ["F", "H", "I", "J", "K"].map(|name| of_sector("local government", name));
        cases.extend(councils);
        assert_eq!(of(Some("local government"), &cases).0, 5);
        assert_eq!(of(Some("nhs"), &cases[5..6]), (1, 0), "what there is");
    }

    #[test]
    fn percentiles_need_five_programmes_not_five_cases() {
        let of = |names: &[&str]| Class::new(names.iter().map(|name| case(name, 1.0)).collect());
        assert!(!of(&["A", "A", "B", "B", "C", "D"]).bears_percentiles());
        assert!(of(&["A", "B", "C", "D", "E"]).bears_percentiles());
        assert_eq!(of(&["A", "B"]).alike_in_words(), "2 alike in part");
    }
}
