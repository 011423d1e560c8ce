//! What holds for any programme.

use super::specimen::{area, live, month, programme};
use super::{Amounts, past, planned};
use crate::fiscal::Month;
use crate::plan::Part;
use crate::programme::{Area, AreaColumn, Flow, Programme, Quantity};
use proptest::prelude::*;
use rust_decimal::Decimal;

const YEARS: i32 = 5;

/// Any area around the horizon 2015/16 to 2019/20, with plain quantities.
fn any_area() -> impl Strategy<Value = Area> {
    let amounts = [(); 4].map(|()| 0_i64..1_000_000);
    let months = [0_i64..48, 0..24, 1..40];
    let shares = [(); 3].map(|()| 0_i64..=100);
    (-24..84, amounts, months, shares, proptest::option::of(-12..84)).prop_map(build)
}

type Draws = (i32, [i64; 4], [i64; 3], [i64; 3], Option<i32>);

fn build((go_live, amounts, months, shares, ends): Draws) -> Area {
    let start = month("2015-04");
    let mut area = area("A", "2015-04", &[]);
    area.go_live = start.plus(go_live);
    area.ends = ends.map(|months| start.plus(months));
    area.implementation_months = Decimal::from(months[2]);
    let columns = [
        (AreaColumn::AnnualSaving, Decimal::from(amounts[0])),
        (AreaColumn::ImplementationCost, Decimal::from(amounts[1])),
        (AreaColumn::RunningCost, Decimal::from(amounts[2])),
        (AreaColumn::PostsRemoved, Decimal::new(amounts[3], 3)),
        (AreaColumn::RedundancyCostPerPost, Decimal::from(100)),
        (AreaColumn::DelayCostPerMonth, Decimal::from(7)),
        (AreaColumn::EmbeddingMonths, Decimal::from(months[0])),
        (AreaColumn::WorkforceLagMonths, Decimal::from(months[1])),
        (AreaColumn::PayShare, Decimal::new(shares[0], 2)),
        (AreaColumn::CashableShare, Decimal::new(shares[1], 2)),
        (AreaColumn::RedundancyShare, Decimal::new(shares[2], 2)),
    ];
    for (column, value) in columns {
        area.quantities[column as usize] = Quantity::Fixed(value);
    }
    area
}

fn with(area: Area, as_of: Month) -> Programme {
    let mut programme = programme(2015, YEARS, "2015-04");
    programme.as_of = as_of;
    programme.areas = vec![area];
    programme
}

fn plan_of(programme: &Programme) -> Amounts {
    planned(programme).unwrap().of(&Part::programme(programme))
}

fn past_of(programme: &Programme) -> Amounts {
    past(programme).unwrap().of(&Part::programme(programme))
}

/// The area live on its planned date, at a data date where that is possible.
fn delivered_as_planned(area: Area) -> Area {
    let date = area.go_live.to_string();
    live(area, &date, None)
}

fn sum(amounts: &[Decimal]) -> Decimal {
    amounts.iter().sum()
}

proptest! {
    #[test]
    fn at_the_end_of_the_horizon_an_area_delivered_as_planned_is_its_plan(area in any_area()) {
        let end = month("2020-04");
        prop_assume!(area.go_live <= end);
        let programme = with(delivered_as_planned(area), end);
        prop_assert_eq!(past_of(&programme), plan_of(&programme));
    }

    #[test]
    fn the_past_only_grows_as_time_passes(area in any_area(), months in 0..60) {
        let [before, after] = [0, 1].map(|more| month("2015-04").plus(months + more));
        prop_assume!(area.go_live <= before);
        let area = delivered_as_planned(area);
        let [before, after] = [before, after].map(|as_of| past_of(&with(area.clone(), as_of)));
        for flow in [Flow::GrossSaving, Flow::CashableSaving, Flow::TotalCost] {
            for year in 0..YEARS as usize {
                prop_assert!(before[flow][year] <= after[flow][year]);
            }
        }
    }

    #[test]
    fn a_later_planned_date_never_increases_savings(area in any_area(), later in 0..24) {
        let postponed = Area { go_live: area.go_live.plus(later), ..area.clone() };
        let [early, late] = [area, postponed].map(|area| plan_of(&with(area, month("2015-04"))));
        for year in 0..YEARS as usize {
            prop_assert!(late[Flow::GrossSaving][year] <= early[Flow::GrossSaving][year]);
        }
    }

    #[test]
    fn posts_that_leave_are_paid_for_once(area in any_area()) {
        let programme = with(area.clone(), month("2015-04"));
        let plan = plan_of(&programme);
        let each = area[AreaColumn::RedundancyShare].most_likely() * Decimal::from(100);
        // What had left before the horizon is not paid for in it: a year earlier, the first year's end is its start.
        let mut earlier = programme.clone();
        earlier.horizon = super::specimen::programme(2014, YEARS + 1, "2014-04").horizon;
        let gone = plan_of(&earlier).posts_removed[0];
        let paid = sum(&plan[Flow::RedundancyCost]);
        let expected = each * (plan.posts_removed[YEARS as usize - 1] - gone);
        prop_assert!((paid - expected).abs() < Decimal::new(1, 6), "{paid} {expected}");
    }

    #[test]
    fn totals_follow_from_their_parts(area in any_area()) {
        let plan = plan_of(&with(area, month("2016-10")));
        for year in 0..YEARS as usize {
            let costs = [Flow::ImplementationCost, Flow::DelayCost, Flow::RunningCost, Flow::RedundancyCost];
            let costs: Decimal = costs.iter().map(|&kind| plan[kind][year]).sum();
            prop_assert!((plan[Flow::TotalCost][year] - costs).abs() < Decimal::new(1, 9));
            prop_assert!((plan[Flow::NetSaving][year] - (plan[Flow::GrossSaving][year] - costs)).abs() < Decimal::new(1, 9));
        }
    }

    #[test]
    fn no_quantity_makes_the_plan_panic(values in proptest::array::uniform14(any::<(i64, u32)>())) {
        let mut extreme = area("A", "2015-10", &[]);
        for (column, (mantissa, exponent)) in AreaColumn::ALL.into_iter().zip(values) {
            let value = super::Exact::from(Decimal::from(mantissa)) * 10_i32.pow(exponent % 10) * 10_i32.pow(exponent % 7);
            extreme.quantities[column as usize] = Quantity::Fixed(value.value().unwrap_or(Decimal::MAX));
        }
        let programme = with(extreme, month("2016-10"));
        for lines in [planned(&programme), past(&programme)].into_iter().flatten() {
            let amounts = lines.of(&Part::programme(&programme));
            let _ = super::whole(&amounts, &programme, &lines.price_index);
        }
    }
}
