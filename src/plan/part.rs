//! Whose part of the programme's amounts: all of it, a partner's, a portfolio's or an area's.
//!
//! Gross saving, cashable saving, run rate and posts are shared by the savings' rule, everything
//! else by the costs' rule (section 6). The number of live areas is never divided.

use crate::programme::{Programme, TargetPart};
use rust_decimal::Decimal;

/// The weights by which areas' and the programme's own amounts belong to a part, each 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Weight of each area's savings, run rate and posts.
    pub savings: Vec<Decimal>,
    /// Weight of each area's costs and of grants reported for it.
    pub costs: Vec<Decimal>,
    /// Weight of savings reported for the programme itself.
    pub own_savings: Decimal,
    /// Weight of the programme's costs and grants, of risks and of an exit.
    pub own_costs: Decimal,
    /// Whether each area counts among the part's live areas.
    pub counts_areas: Vec<bool>,
}

impl Part {
    /// The whole programme.
    pub fn programme(programme: &Programme) -> Self {
        let whole = vec![Decimal::ONE; programme.areas.len()];
        Part {
            savings: whole.clone(),
            costs: whole,
            own_savings: Decimal::ONE,
            own_costs: Decimal::ONE,
            counts_areas: vec![true; programme.areas.len()],
        }
    }

    /// What belongs to the partner at position `partner`; all areas count among its live ones.
    pub fn partner(programme: &Programme, partner: usize) -> Self {
        let areas = || programme.areas.iter();
        Part {
            savings: areas().map(|area| programme.savings_shares(area)[partner]).collect(),
            costs: areas().map(|area| programme.costs_shares(area)[partner]).collect(),
            own_savings: programme.sharing.savings[partner],
            own_costs: programme.sharing.costs[partner],
            counts_areas: vec![true; programme.areas.len()],
        }
    }

    /// The areas of a portfolio, with nothing of the programme's own.
    pub fn portfolio(programme: &Programme, name: &str) -> Self {
        Self::areas_where(programme, |area| programme.areas[area].portfolio.as_deref() == Some(name))
    }

    /// The area at position `area` alone, with nothing of the programme's own.
    pub fn area(programme: &Programme, area: usize) -> Self {
        Self::areas_where(programme, |other| other == area)
    }

    /// The posts of a workforce group, with no costs.
    pub fn workforce(programme: &Programme, group: usize) -> Self {
        let of_group = Self::areas_where(programme, |area| programme.areas[area].workforce == Some(group));
        Part { costs: vec![Decimal::ZERO; programme.areas.len()], ..of_group }
    }

    /// The part that a target looks at.
    pub fn of_target(programme: &Programme, part: &TargetPart) -> Self {
        match part {
            TargetPart::Programme => Self::programme(programme),
            TargetPart::Partner(partner) => Self::partner(programme, *partner),
            TargetPart::Portfolio(name) => Self::portfolio(programme, name),
            TargetPart::Area(area) => Self::area(programme, *area),
            TargetPart::Workforce(group) => Self::workforce(programme, *group),
        }
    }

    fn areas_where(programme: &Programme, belongs: impl Fn(usize) -> bool) -> Self {
        let counts_areas: Vec<bool> = (0..programme.areas.len()).map(belongs).collect();
        let weights: Vec<Decimal> = counts_areas.iter().map(|&counts| Decimal::from(u8::from(counts))).collect();
        Part {
            savings: weights.clone(),
            costs: weights,
            own_savings: Decimal::ZERO,
            own_costs: Decimal::ZERO,
            counts_areas,
        }
    }
}
