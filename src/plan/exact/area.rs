//! Savings, costs and levels of one area along its course (section 4).

use super::{Amounts, Calendar, Course, Exact, Index, Indices, Instant, LARGEST_AMOUNT, PlanError, Side, Span};
use crate::programme::{AreaColumn, Flow};
use rust_decimal::Decimal;

/// The yearly amounts of an area without its totals, £.
pub(super) fn amounts(course: &Course, calendar: Calendar, indices: &Indices) -> Result<Amounts, PlanError> {
    let mut amounts = Amounts::nothing(calendar.horizon.len());
    for year in 0..calendar.horizon.len() {
        let within_range = |amount: Exact| {
            let value = amount.value().filter(|value| value.abs() <= LARGEST_AMOUNT);
            let area = || Some(course.area.name.clone());
            value.ok_or_else(|| PlanError::Amount { area: area(), year: calendar.horizon.year(year) })
        };
        amounts.turnover_needed[year] = within_range(turnover_needed(course, calendar.span(year)))?;
        for (flow, amount) in flows(course, calendar.span(year), indices.of(year)) {
            amounts[flow][year] = within_range(amount)?;
        }
        if let Some(end) = calendar.year_end(year) {
            amounts.run_rate[year] = within_range(run_rate(course, end, indices.of(year)))?;
            amounts.posts_removed[year] = within_range(posts_removed(course, end))?;
            amounts.areas_live[year] = Decimal::from(u8::from(course.live.is_some_and(|live| live < end.month)));
        }
    }
    Ok(amounts)
}

/// What the area saves and costs within a part of a year.
fn flows(course: &Course, span: Span, index: Index) -> [(Flow, Exact); 6] {
    let saving = gross_saving(course, span, index);
    [
        (Flow::GrossSaving, saving),
        (Flow::CashableSaving, saving * course.likely(AreaColumn::CashableShare)),
        (Flow::ImplementationCost, course.planned_spend(span) * index.price),
        (Flow::DelayCost, course.likely(AreaColumn::DelayCostPerMonth) * course.late.overlap(span) * index.price),
        (Flow::RunningCost, running_cost(course, span) * index.price),
        (Flow::RedundancyCost, redundancy_cost(course, span) * index.pay),
    ]
}

/// The integral of the saving rate.
fn gross_saving(course: &Course, span: Span, index: Index) -> Exact {
    let span = span.before(course.ends);
    if let Some(levels) = &course.levels {
        return saving_by_year(course, index, levels.integral(span, course.lateness()));
    }
    let ramp = course.ramp();
    saving(course, index, |start| ramp.integral(span.to - start) - ramp.integral(span.from - start)) / 12
}

/// Twelve times the saving rate at an instant.
pub(super) fn run_rate(course: &Course, at: Instant, index: Index) -> Exact {
    let has_ended = course.ends.is_some_and(|end| match at.side {
        Side::Left => at.month > end,
        Side::Right => at.month >= end,
    });
    if has_ended {
        return Exact::ZERO;
    }
    if let Some(levels) = &course.levels {
        return saving_by_year(course, index, levels.rate(at, course.lateness()));
    }
    saving(course, index, |start| course.ramp().height(Exact::from(at.month) - start, at.side))
}

/// `r B [(1 - f) I^price u + f I^pay u_w]`, where `embedded` is `u` (or its integral) of a part that
/// starts to be saved at the month given to it.
fn saving(course: &Course, index: Index, embedded: impl Fn(Exact) -> Exact) -> Exact {
    let Some(live) = course.live.map(Exact::from) else { return Exact::ZERO };
    let pay_share = course.likely(AreaColumn::PayShare);
    let prices = (Exact::ONE - pay_share) * index.price * embedded(live);
    let pay = pay_share * index.pay * embedded(live + course.likely(AreaColumn::WorkforceLagMonths));
    course.realisation * course.likely(AreaColumn::AnnualSaving) * (prices + pay)
}

/// `r [(1 - f) I^price + f I^pay]` times what was planned.
fn saving_by_year(course: &Course, index: Index, planned: Exact) -> Exact {
    if course.live.is_none() {
        return Exact::ZERO;
    }
    let pay_share = course.likely(AreaColumn::PayShare);
    course.realisation * planned * ((Exact::ONE - pay_share) * index.price + pay_share * index.pay)
}

fn running_cost(course: &Course, span: Span) -> Exact {
    let Some(live) = course.live else { return Exact::ZERO };
    let months = span.before(course.ends).starting_at(Exact::from(live)).length();
    course.likely(AreaColumn::RunningCost) * months / 12
}

fn redundancy_cost(course: &Course, span: Span) -> Exact {
    let each = course.likely(AreaColumn::RedundancyShare) * course.likely(AreaColumn::RedundancyCostPerPost);
    each * posts_released(course, span)
}

/// Posts released other than by redundancy.
fn turnover_needed(course: &Course, span: Span) -> Exact {
    (Exact::ONE - course.likely(AreaColumn::RedundancyShare)) * posts_released(course, span)
}

/// By the growth of the ramp from left limit to left limit: a step at the end of the span comes after it.
fn posts_released(course: &Course, span: Span) -> Exact {
    let growth = released(course, span.to, Side::Left) - released(course, span.from, Side::Left);
    course.posts_in_full() * growth
}

pub(super) fn posts_removed(course: &Course, at: Instant) -> Exact {
    course.posts_in_full() * released(course, Exact::from(at.month), at.side)
}

/// The fraction of the posts that have been released.
fn released(course: &Course, month: Exact, side: Side) -> Exact {
    let Some(live) = course.live else { return Exact::ZERO };
    course.ramp().height(month - live - course.likely(AreaColumn::WorkforceLagMonths), side)
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{area, live, month, programme};
    use super::super::{Lines, past, planned};
    use super::*;
    use crate::fiscal::FinancialYear;
    use crate::plan::Part;
    use crate::programme::{Area, Growth, Programme, Quantity, Terms};

    /// Four years from 2015/16; in the second the pay index doubles and the price index triples.
    fn with(area: Area, as_of: &str) -> Programme {
        let mut programme = programme(2015, 4, as_of);
        let growth = |rise: [i32; 3]| {
            let years = [2016, 2017, 2018].map(FinancialYear::beginning).into_iter().zip(rise);
            years.map(|(year, rise)| Growth { year, rate: Quantity::Fixed(rise.into()) }).collect()
        };
        programme.prices.terms = Terms::Cash;
        programme.prices.pay_growth = growth([1, 0, 0]);
        programme.prices.price_growth = growth([2, 0, 0]);
        programme.areas = vec![area];
        programme
    }

    fn plan_of(area: Area, as_of: &str) -> Amounts {
        whole_of(planned(&with(area.clone(), as_of)).unwrap(), area, as_of)
    }

    fn past_of(area: Area, as_of: &str) -> Amounts {
        whole_of(past(&with(area.clone(), as_of)).unwrap(), area, as_of)
    }

    fn whole_of(lines: Lines, area: Area, as_of: &str) -> Amounts {
        lines.of(&Part::programme(&with(area, as_of)))
    }

    fn numbers(values: [i64; 4]) -> Vec<Decimal> {
        values.map(Decimal::from).to_vec()
    }

    #[test]
    fn a_step_saves_from_its_first_instant_at_each_years_prices() {
        let plan = plan_of(area("A", "2016-01", &[(AreaColumn::AnnualSaving, "120")]), "2015-04");
        assert_eq!(plan[Flow::GrossSaving], numbers([30, 360, 360, 360]));
        assert_eq!(plan.run_rate, numbers([120, 360, 360, 360]));
    }

    #[test]
    fn a_ramp_saves_half_of_what_a_step_would_while_it_rises() {
        let quantities = [(AreaColumn::AnnualSaving, "120"), (AreaColumn::EmbeddingMonths, "24")];
        let plan = plan_of(area("A", "2016-04", &quantities), "2015-04");
        assert_eq!(plan[Flow::GrossSaving], numbers([0, 90, 270, 360]));
        assert_eq!(plan.run_rate, numbers([0, 180, 360, 360]));
    }

    #[test]
    fn the_pay_part_is_late_by_the_workforce_lag_and_follows_pay() {
        let quantities = [
            (AreaColumn::AnnualSaving, "120"),
            (AreaColumn::PayShare, "0.5"),
            (AreaColumn::WorkforceLagMonths, "12"),
            (AreaColumn::CashableShare, "0.1"),
        ];
        let plan = plan_of(area("A", "2015-04", &quantities), "2015-04");
        assert_eq!(plan[Flow::GrossSaving], numbers([60, 180 + 120, 300, 300]));
        assert_eq!(plan[Flow::CashableSaving], numbers([6, 30, 30, 30]));
        assert_eq!(plan.run_rate[0], Decimal::from(60), "the step at the year's end is the next year's");
    }

    #[test]
    fn saving_and_running_cost_stop_where_the_area_ends_and_posts_stay_removed() {
        let quantities =
            [(AreaColumn::AnnualSaving, "120"), (AreaColumn::RunningCost, "24"), (AreaColumn::PostsRemoved, "3")];
        let mut ending = area("A", "2015-04", &quantities);
        ending.ends = Some(month("2016-10"));
        let plan = plan_of(ending.clone(), "2016-10");
        assert_eq!(plan[Flow::GrossSaving], numbers([120, 180, 0, 0]));
        assert_eq!(plan[Flow::RunningCost], numbers([24, 36, 0, 0]));
        assert_eq!(plan.run_rate, numbers([120, 0, 0, 0]));
        assert_eq!(plan.posts_removed, numbers([3; 4]));
        assert_eq!(plan.areas_live, numbers([1; 4]));
        assert_eq!(plan.current_run_rate, Decimal::ZERO, "an area that ends at the data date is over");
        ending.ends = Some(month("2016-04"));
        assert_eq!(plan_of(ending, "2015-04").run_rate[0], Decimal::from(120), "a year's end looks back");
    }

    #[test]
    fn an_area_that_ends_before_it_goes_live_saves_and_costs_nothing() {
        let mut ended = area("A", "2016-10", &[(AreaColumn::AnnualSaving, "120"), (AreaColumn::RunningCost, "24")]);
        ended.ends = Some(month("2016-04"));
        let plan = plan_of(ended, "2015-04");
        assert_eq!(plan[Flow::GrossSaving], numbers([0; 4]));
        assert_eq!(plan[Flow::RunningCost], numbers([0; 4]));
    }

    #[test]
    fn a_step_at_a_years_end_belongs_to_the_next_year() {
        let quantities = [
            (AreaColumn::AnnualSaving, "120"),
            (AreaColumn::PostsRemoved, "10"),
            (AreaColumn::RedundancyShare, "0.5"),
            (AreaColumn::RedundancyCostPerPost, "6"),
        ];
        let plan = plan_of(area("A", "2016-04", &quantities), "2016-04");
        assert_eq!(plan.run_rate, numbers([0, 360, 360, 360]));
        assert_eq!(plan.posts_removed, numbers([0, 10, 10, 10]));
        assert_eq!(plan.areas_live, numbers([0, 1, 1, 1]));
        assert_eq!(plan[Flow::RedundancyCost], numbers([0, 60, 0, 0]));
        assert_eq!(plan.current_run_rate, Decimal::from(360), "but the data date looks forward");
    }

    #[test]
    fn posts_released_at_the_data_date_are_paid_for_after_it() {
        let quantities = [
            (AreaColumn::PostsRemoved, "10"),
            (AreaColumn::RedundancyShare, "1"),
            (AreaColumn::RedundancyCostPerPost, "1"),
        ];
        let released = live(area("A", "2015-10", &quantities), "2015-10", None);
        assert_eq!(past_of(released.clone(), "2015-10")[Flow::RedundancyCost], numbers([0; 4]));
        assert_eq!(past_of(released, "2015-11")[Flow::RedundancyCost], numbers([10, 0, 0, 0]));
    }

    #[test]
    fn posts_leave_along_the_ramp_and_are_never_more_than_planned() {
        let quantities = [
            (AreaColumn::EmbeddingMonths, "24"),
            (AreaColumn::WorkforceLagMonths, "6"),
            (AreaColumn::PostsRemoved, "8"),
            (AreaColumn::RedundancyShare, "1"),
            (AreaColumn::RedundancyCostPerPost, "1"),
        ];
        let delivered = |share| past_of(live(area("A", "2015-04", &quantities), "2015-04", share), "2019-04");
        assert_eq!(delivered(Some("1.5")).posts_removed, numbers([2, 6, 8, 8]));
        assert_eq!(delivered(Some("1.5"))[Flow::RedundancyCost], numbers([2, 8, 4, 0]), "pay has doubled");
        assert_eq!(delivered(Some("0.5")).posts_removed, numbers([1, 3, 4, 4]));
    }

    #[test]
    fn without_an_observed_share_all_of_the_past_saving_counts_as_realised() {
        let quantities = [(AreaColumn::AnnualSaving, "120"), (AreaColumn::Realisation, "0.5")];
        let delivered = |share| past_of(live(area("A", "2015-04", &quantities), "2015-04", share), "2016-04");
        assert_eq!(delivered(None)[Flow::GrossSaving], numbers([120, 0, 0, 0]));
        assert_eq!(delivered(Some("1.5"))[Flow::GrossSaving], numbers([180, 0, 0, 0]));
    }

    #[test]
    fn planned_spend_ends_at_the_planned_date_and_counts_from_the_horizons_start() {
        let mut early = area("A", "2016-10", &[(AreaColumn::ImplementationCost, "240")]);
        early.implementation_months = Decimal::from(24);
        assert_eq!(plan_of(early.clone(), "2015-04")[Flow::ImplementationCost], numbers([120, 180, 0, 0]));
        let past = past_of(early, "2016-07");
        assert_eq!(past[Flow::ImplementationCost], numbers([120, 90, 0, 0]), "the past stops at the data date");
    }

    #[test]
    fn lateness_is_paid_from_the_planned_date_to_go_live_or_the_data_date() {
        let late = area("A", "2015-10", &[(AreaColumn::DelayCostPerMonth, "1"), (AreaColumn::AnnualSaving, "120")]);
        let waiting = past_of(late.clone(), "2016-07");
        assert_eq!(waiting[Flow::DelayCost], numbers([6, 9, 0, 0]));
        assert_eq!(waiting[Flow::GrossSaving], numbers([0; 4]));
        assert_eq!(waiting.current_run_rate, Decimal::ZERO);
        let delivered = past_of(live(late.clone(), "2016-01", None), "2016-07");
        assert_eq!(delivered[Flow::DelayCost], numbers([3, 0, 0, 0]));
        assert_eq!(delivered[Flow::GrossSaving], numbers([30, 90, 0, 0]));
        assert_eq!(delivered.run_rate, numbers([120, 0, 0, 0]), "no level of a year that has not ended");
        assert_eq!(delivered.current_run_rate, Decimal::from(360));
        let early = past_of(live(late, "2015-05", None), "2016-07");
        assert_eq!(early[Flow::DelayCost], numbers([0; 4]));
    }

    #[test]
    fn a_likely_value_outside_its_range_is_clamped() {
        let quantities = [
            (AreaColumn::AnnualSaving, "120"),
            (AreaColumn::EmbeddingMonths, "-5"),
            (AreaColumn::CashableShare, "1.5"),
        ];
        let plan = plan_of(area("A", "2015-04", &quantities), "2015-04");
        assert_eq!(plan[Flow::CashableSaving][0], Decimal::from(120));
    }

    #[test]
    fn thirds_leave_no_dust_that_would_spoil_half_a_penny() {
        let quantities = [(AreaColumn::AnnualSaving, "0.015"), (AreaColumn::EmbeddingMonths, "7")];
        let plan = plan_of(area("A", "2013-04", &quantities), "2015-04");
        assert_eq!(plan[Flow::GrossSaving][0], Decimal::new(15, 3));
        let plan = plan_of(area("A", "2015-08", &[(AreaColumn::AnnualSaving, "0.0075")]), "2015-04");
        assert_eq!(plan[Flow::GrossSaving][0], Decimal::new(5, 3));
    }

    #[test]
    fn an_amount_beyond_counting_is_an_error_that_names_area_and_year() {
        let quantities = [(AreaColumn::AnnualSaving, "700000000000000000")];
        let error = planned(&with(area("A", "2015-04", &quantities), "2015-04")).unwrap_err();
        assert_eq!(error, PlanError::Amount { area: Some("A".into()), year: FinancialYear::beginning(2016) });
    }
}
