//! Areas that belong to each partner alike, which are added up once for all partners.

use super::{Amounts, amounts::add_weighted};
use crate::plan::Part;
use crate::programme::Programme;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Some areas, and what they come to together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alike {
    areas: Vec<usize>,
    sum: OnceLock<Amounts>,
}

/// How much of an area belongs to a part, and whether it counts among its live areas.
#[derive(Clone, Copy, PartialEq)]
struct Weights {
    savings: Decimal,
    costs: Decimal,
    counts: bool,
}

impl Weights {
    const WHOLE: Weights = Weights { savings: Decimal::ONE, costs: Decimal::ONE, counts: true };

    fn of(part: &Part, area: usize) -> Self {
        Weights { savings: part.savings[area], costs: part.costs[area], counts: part.counts_areas[area] }
    }

    fn add(self, sum: &mut Amounts, amounts: &Amounts) {
        if !self.savings.is_zero() || !self.costs.is_zero() {
            sum.add(amounts, self.savings, self.costs);
        }
        if self.counts {
            add_weighted(&mut sum.areas_live, &amounts.areas_live, Decimal::ONE);
        }
    }
}

impl Alike {
    /// The areas of a programme by how partners share them.
    pub(super) fn of(programme: &Programme) -> Vec<Self> {
        let mut alike: BTreeMap<_, Alike> = BTreeMap::new();
        for (at, area) in programme.areas.iter().enumerate() {
            let shares = (area.savings_shares.as_deref(), area.costs_shares.as_deref());
            alike.entry(shares).or_default().areas.push(at);
        }
        alike.into_values().collect()
    }

    /// Adds what of these areas' amounts belongs to a part.
    pub(super) fn add_to(&self, sum: &mut Amounts, part: &Part, amounts: &[Amounts]) {
        let first = Weights::of(part, self.areas[0]);
        if self.areas.iter().all(|&area| Weights::of(part, area) == first) {
            let years = sum.years();
            return first.add(sum, self.together(amounts, years));
        }
        for &area in &self.areas {
            Weights::of(part, area).add(sum, &amounts[area]);
        }
    }

    fn together(&self, amounts: &[Amounts], years: usize) -> &Amounts {
        self.sum.get_or_init(|| {
            let mut sum = Amounts::nothing(years);
            self.areas.iter().for_each(|&area| Weights::WHOLE.add(&mut sum, &amounts[area]));
            sum
        })
    }
}
