//! Small programmes for tests.

use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::programme::{
    Achieved, Area, AreaColumn, Discounting, Draft, Prices, Programme, Quantity, Sampling, Sharing, Simulation, Status,
    Terms,
};
use rust_decimal::Decimal;

/// The first instant of `YYYY-MM`.
pub(super) fn month(text: &str) -> Month {
    let (year, month) = text.split_once('-').unwrap();
    Month::new(year.parse().unwrap(), month.parse().unwrap())
}

/// A programme without areas, in real terms, not discounted.
pub(super) fn programme(first: i32, years: i32, as_of: &str) -> Programme {
    let first = FinancialYear::beginning(first);
    let draft = Draft {
        title: "specimen".into(),
        source: None,
        notes: None,
        horizon: Horizon::new(first, first.plus(years - 1)).unwrap(),
        as_of: month(as_of),
        simulation: Simulation { trials: 1, seed: 1, sampling: Sampling::Random },
        prices: Prices {
            terms: Terms::Real,
            base: first,
            pay_growth: Default::default(),
            price_growth: Default::default(),
            persistence: 0.5,
        },
        discounting: Discounting { base: first, steps: vec![(0, Decimal::ZERO)] },
        partners: Vec::new(),
        sharing: Sharing::default(),
        areas: Vec::new(),
        workforce: Vec::new(),
        risks: Vec::new(),
        actuals: Vec::new(),
        programme_costs: Vec::new(),
        grants: Vec::new(),
        exit: None,
        correlations: Vec::new(),
        targets: Vec::new(),
        benchmarking: Default::default(),
        charts: Vec::new(),
        register: None,
        overrides: Vec::new(),
        files: Vec::new(),
    };
    draft.into()
}

/// An approved area with the model's defaults and the quantities given.
pub(super) fn area(name: &str, go_live: &str, quantities: &[(AreaColumn, &str)]) -> Area {
    let mut area = Area {
        name: name.into(),
        status: Status::Approved,
        go_live: month(go_live),
        probability: Decimal::ONE,
        implementation_months: Decimal::from(12),
        saving_by_year: None,
        cost_by_year: None,
        ends: None,
        after: Vec::new(),
        requires: Vec::new(),
        savings_shares: None,
        costs_shares: None,
        in_plan: true,
        workforce: None,
        portfolio: None,
        owner: None,
        collaboration_model: None,
        source: None,
        note: None,
        quantities: AreaColumn::ALL.map(AreaColumn::built_in),
    };
    for &(column, value) in quantities {
        area.quantities[column as usize] = Quantity::Fixed(value.parse().unwrap());
    }
    area
}

/// The same area, live since `went_live`.
pub(super) fn live(mut area: Area, went_live: &str, realised_share: Option<&str>) -> Area {
    let realised_share = realised_share.map(|share| share.parse().unwrap());
    area.status = Status::Live(Achieved { went_live: month(went_live), realised_share });
    area
}
