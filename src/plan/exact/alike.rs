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
        let weights = |area: usize| (part.savings[area], part.costs[area], part.counts_areas[area]);
        let first = weights(self.areas[0]);
        if self.areas.iter().all(|&area| weights(area) == first) {
            let years = sum.years();
            return add(sum, self.together(amounts, years), first);
        }
        for &area in &self.areas {
            add(sum, &amounts[area], weights(area));
        }
    }

    fn together(&self, amounts: &[Amounts], years: usize) -> &Amounts {
        self.sum.get_or_init(|| {
            let mut sum = Amounts::nothing(years);
            self.areas.iter().for_each(|&area| add(&mut sum, &amounts[area], (Decimal::ONE, Decimal::ONE, true)));
            sum
        })
    }
}

fn add(sum: &mut Amounts, amounts: &Amounts, (savings, costs, counts): (Decimal, Decimal, bool)) {
    if !savings.is_zero() || !costs.is_zero() {
        sum.add(amounts, savings, costs);
    }
    if counts {
        add_weighted(&mut sum.areas_live, &amounts.areas_live, Decimal::ONE);
    }
}
