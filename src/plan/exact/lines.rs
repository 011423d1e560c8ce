//! The plan and the past, line by line, and what they come to for a part.

use super::{
    Alike, Amounts, Calendar, Course, Exact, Indices, Instant, LARGEST_AMOUNT, PlanError, Side, area, own, reported,
};
use crate::plan::{Kind, Kinds, Part};
use crate::programme::{Area, Programme};
use rust_decimal::Decimal;

/// The amounts of every area and of the programme's own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// By area, in the order of the programme.
    pub areas: Vec<Amounts>,
    /// The programme's own: its costs, its grants, and what was reported for it.
    pub own: Amounts,
    /// The pay index of each year at most likely growth.
    pub pay_index: Vec<Decimal>,
    /// The price index of each year at most likely growth.
    pub price_index: Vec<Decimal>,
    /// Which areas partners share alike; added up where it is first asked what lines come to, when they are complete.
    pub(super) alike: Vec<Alike>,
}

/// The plan line: what was promised, over the whole horizon (section 6). Every area of the plan is
/// live on its planned date and realises all of its saving; nothing that was reported changes it.
/// Areas that the plan leaves out bring and cost nothing.
///
/// # Errors
/// Where an index or an amount is too large to be counted exactly.
pub fn planned(programme: &Programme) -> Result<Lines, PlanError> {
    let horizon = programme.horizon;
    let calendar = Calendar { horizon, until: horizon.end() };
    let in_plan = programme.areas.iter().filter(|area| area.in_plan);
    let last_go_live = in_plan.map(|area| horizon.months(area.go_live)).max();
    // Without areas there is no go-live that a cost line could wait for.
    let last_go_live = last_go_live.unwrap_or(i32::MIN);
    let mut lines = model(programme, calendar, last_go_live, |area| Course::as_planned(area, horizon))?;
    for (amounts, area) in lines.areas.iter_mut().zip(&programme.areas) {
        if !area.in_plan {
            *amounts = Amounts::nothing(horizon.len());
        }
    }
    for amounts in lines.areas.iter_mut().chain([&mut lines.own]) {
        amounts.add_up_costs();
        amounts.balance();
    }
    Ok(lines)
}

/// What lies before the data date: the formulas at most likely values with achieved go-live dates
/// and realised shares, and what was reported in place of them. Flows of the year that contains
/// the data date are those before it; levels are given for year ends up to it; the rest is zero.
///
/// # Errors
/// Where an index or an amount is too large to be counted exactly.
pub fn past(programme: &Programme) -> Result<Lines, PlanError> {
    past_with(programme, Kinds::ALL)
}

/// The same with some kinds of uncertainty, the others as the plan line takes them; of areas that may have been live since
/// their planned date or not go ahead at all, as if they did not. It depends on [`Kinds::of_the_past`] alone.
///
/// # Errors
/// As [`past`].
pub fn past_with(programme: &Programme, kinds: Kinds) -> Result<Lines, PlanError> {
    let kinds = kinds.of_the_past();
    let as_of = programme.as_of_months();
    let calendar = Calendar { horizon: programme.horizon, until: as_of };
    // The last go-live is not before the data date, and later spend is not of the past.
    let mut lines = model(programme, calendar, as_of, |area| Course::so_far(area, programme, kinds))?;
    if kinds.has(Kind::Delivery) {
        reported::settle(programme, &mut lines.areas, &mut lines.own);
    } else {
        lines.areas.iter_mut().chain([&mut lines.own]).for_each(Amounts::add_up_costs);
    }
    for (amounts, area) in lines.areas.iter_mut().zip(&programme.areas) {
        if kinds.leaves_out(area) {
            *amounts = Amounts::nothing(programme.horizon.len());
        }
    }
    for amounts in lines.areas.iter_mut().chain([&mut lines.own]) {
        amounts.balance();
    }
    Ok(lines)
}

/// The formulas along each area's course, without totals.
fn model<'a>(
    programme: &'a Programme,
    calendar: Calendar,
    last_go_live: i32,
    course: impl Fn(&'a Area) -> Course<'a>,
) -> Result<Lines, PlanError> {
    let indices = Indices::most_likely(programme)?;
    let line = |area| along(&course(area), programme, calendar, &indices);
    Ok(Lines {
        areas: programme.areas.iter().map(line).collect::<Result<_, _>>()?,
        own: own::amounts(programme, calendar, &indices, last_go_live)?,
        pay_index: indices.pay,
        price_index: indices.price,
        alike: Alike::of(programme),
    })
}

/// The amounts of an area along its course, without totals.
pub(super) fn along(
    course: &Course,
    programme: &Programme,
    calendar: Calendar,
    indices: &Indices,
) -> Result<Amounts, PlanError> {
    let mut amounts = area::amounts(course, calendar, indices)?;
    amounts.current_run_rate = current_run_rate(course, programme, indices)?;
    amounts.posts_at_start = posts_removed(course, programme, 0)?;
    if let Some(group) = course.area.workforce {
        let counted = programme.horizon.months(programme.workforce[group].as_at);
        amounts.posts_when_counted = posts_removed(course, programme, counted)?;
    }
    Ok(amounts)
}

/// Twelve times the saving rate from the data date on, indexed as the year that contains it.
fn current_run_rate(course: &Course, programme: &Programme, indices: &Indices) -> Result<Decimal, PlanError> {
    let year = programme.year_of_as_of().min(programme.horizon.len() - 1);
    let now = Instant { month: programme.as_of_months(), side: Side::Right };
    let rate: Exact = area::run_rate(course, now, indices.of(year));
    rate.value()
        .filter(|rate| rate.abs() <= LARGEST_AMOUNT)
        .ok_or_else(|| PlanError::Amount { area: Some(course.area.name.clone()), year: programme.horizon.year(year) })
}

/// Posts removed just before a month.
fn posts_removed(course: &Course, programme: &Programme, month: i32) -> Result<Decimal, PlanError> {
    let posts = area::posts_removed(course, Instant { month, side: Side::Left });
    posts
        .value()
        .filter(|posts| posts.abs() <= LARGEST_AMOUNT)
        .ok_or_else(|| PlanError::Amount { area: Some(course.area.name.clone()), year: programme.horizon.first() })
}

impl Lines {
    /// What they come to for a part.
    pub fn of(&self, part: &Part) -> Amounts {
        let mut sum = Amounts::nothing(self.own.years());
        sum.add(&self.own, part.own_savings, part.own_costs);
        self.alike.iter().for_each(|alike| alike.add_to(&mut sum, part, &self.areas));
        sum.balance();
        sum.dust();
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{area, live, month, programme};
    use super::super::whole;
    use super::*;
    use crate::fiscal::FinancialYear;
    use crate::money::Pounds;
    use crate::programme::{
        Actual, AreaColumn, Flow, Grant, Partner, ProgrammeCost, Quantity, Shares, Sharing, TargetPart, Until,
    };

    fn decimals(values: [i64; 3]) -> Vec<Decimal> {
        values.map(Decimal::from).to_vec()
    }

    fn actual(area: Option<usize>, year: i32, amounts: [Option<i64>; 3]) -> Actual {
        let pounds = |amount: i64| Pounds::new(Decimal::from(amount));
        let [gross_saving, cost, grant] = amounts.map(|amount| amount.map(pounds));
        Actual { area, year: FinancialYear::beginning(year), gross_saving, cost, grant }
    }

    /// A live area that saves 120 (80 % of it realised) and costs 24 a year, and a team at 12 a year.
    fn delivered(as_of: &str) -> Programme {
        let quantities =
            [(AreaColumn::AnnualSaving, "120"), (AreaColumn::RunningCost, "24"), (AreaColumn::CashableShare, "0.5")];
        let mut programme = programme(2015, 3, as_of);
        programme.areas = vec![live(area("A", "2015-04", &quantities), "2015-04", Some("0.8"))];
        programme.programme_costs = vec![ProgrammeCost {
            name: "Team".into(),
            per_year: Quantity::Fixed(Decimal::from(12)),
            from: month("2014-04"),
            until: Until::Date(month("2018-04")),
        }];
        programme
    }

    fn past_of(programme: &Programme) -> Amounts {
        past(programme).unwrap().of(&Part::programme(programme))
    }

    #[test]
    fn actuals_replace_the_models_figures_of_the_past() {
        let mut programme = delivered("2016-10");
        programme.actuals = vec![
            actual(Some(0), 2015, [Some(100), Some(7), Some(3)]),
            actual(Some(0), 2016, [Some(50), None, None]),
            actual(None, 2015, [Some(20), Some(5), Some(9)]),
        ];
        let past = past_of(&programme);
        assert_eq!(past[Flow::GrossSaving], decimals([120, 50, 0]));
        assert_eq!(past[Flow::CashableSaving], decimals([70, 25, 0]), "the programme's own is all cashable");
        assert_eq!(past[Flow::RunningCost], decimals([24, 12, 0]), "kinds keep the model's figures");
        assert_eq!(past[Flow::ProgrammeCost], decimals([5, 6, 0]));
        assert_eq!(past[Flow::TotalCost], decimals([7 + 5, 12 + 6, 0]));
        assert_eq!(past[Flow::Grant], decimals([12, 0, 0]));
        assert_eq!(past[Flow::NetSaving], decimals([120, 32, 0]));
        assert_eq!(past[Flow::BudgetEffect], decimals([70, 7, 0]));
        assert_eq!(past.current_run_rate, Decimal::from(96), "actuals say nothing of the rate");
    }

    #[test]
    fn the_plan_knows_no_actuals_and_no_realisation() {
        let mut programme = delivered("2016-10");
        programme.actuals = vec![actual(Some(0), 2015, [Some(100), Some(7), Some(3)])];
        let plan = planned(&programme).unwrap().of(&Part::programme(&programme));
        assert_eq!(plan[Flow::GrossSaving], decimals([120, 120, 120]));
        assert_eq!(plan[Flow::TotalCost], decimals([36, 36, 36]));
        assert_eq!(plan.cumulative(Flow::NetSaving), decimals([84, 168, 252]));
    }

    #[test]
    fn actuals_of_one_area_and_year_add_up() {
        let mut programme = delivered("2016-10");
        let one = |saving| actual(Some(0), 2015, [Some(saving), None, None]);
        programme.actuals = vec![one(1), one(2)];
        assert_eq!(past_of(&programme)[Flow::GrossSaving][0], Decimal::from(3));
    }

    #[test]
    fn what_is_said_of_the_future_is_not_the_past() {
        let mut programme = delivered("2016-04");
        programme.actuals = vec![actual(Some(0), 2017, [Some(1), Some(1), Some(1)])];
        let past = past_of(&programme);
        assert_eq!(past[Flow::GrossSaving], decimals([96, 0, 0]));
        assert_eq!(past[Flow::Grant], decimals([0, 0, 0]));
    }

    fn grant(year: i32, amount: i64, probability: &str) -> Grant {
        Grant {
            name: format!("{year} {amount}"),
            year: FinancialYear::beginning(year),
            amount: Quantity::Fixed(Decimal::from(amount)),
            probability: probability.parse().unwrap(),
        }
    }

    #[test]
    fn likely_grants_are_planned_and_those_of_years_that_have_ended_are_facts() {
        let mut programme = delivered("2016-10");
        programme.grants =
            vec![grant(2015, 1, "0.5"), grant(2015, 2, "0.49"), grant(2016, 4, "1"), grant(2030, 8, "1")];
        assert_eq!(planned(&programme).unwrap().own[Flow::Grant], decimals([1, 4, 0]));
        assert_eq!(past(&programme).unwrap().own[Flow::Grant], decimals([1, 0, 0]));
    }

    #[test]
    fn a_team_that_stays_until_the_last_go_live_is_planned_until_the_latest_planned_date() {
        let mut programme = delivered("2017-04");
        programme.programme_costs[0].until = Until::LastGoLive;
        programme.areas.push(area("B", "2016-01", &[]));
        assert_eq!(planned(&programme).unwrap().own[Flow::ProgrammeCost], decimals([9, 0, 0]));
        assert_eq!(past(&programme).unwrap().own[Flow::ProgrammeCost], decimals([12, 12, 0]), "B has kept it waiting");
        programme.areas.clear();
        assert_eq!(planned(&programme).unwrap().own[Flow::ProgrammeCost], decimals([0, 0, 0]));
    }

    #[test]
    fn a_data_date_at_either_end_of_the_horizon_leaves_no_past_or_no_future() {
        let nothing = past_of(&delivered("2015-04"));
        assert_eq!(nothing[Flow::TotalCost], decimals([0, 0, 0]));
        assert_eq!(nothing.current_run_rate, Decimal::from(96), "live from the data date on");
        let all = past_of(&delivered("2018-04"));
        assert_eq!(all[Flow::GrossSaving], decimals([96, 96, 96]));
        assert_eq!(all.run_rate, decimals([96, 96, 96]));
        assert_eq!(all.current_run_rate, Decimal::from(96));
    }

    #[test]
    fn partners_share_savings_by_one_rule_and_costs_by_the_other() {
        let mut programme = delivered("2018-04");
        let tenths = |values: [i64; 2]| Shares::new(&values.map(|tenths| Decimal::new(tenths, 1))).unwrap();
        programme.partners = ["N", "S"].map(|name| Partner { name: name.into(), net_revenue_budget: None }).to_vec();
        programme.sharing = Sharing { savings: tenths([9, 1]), costs: tenths([5, 5]) };
        programme.areas[0].savings_shares = Some(tenths([0, 10]));
        programme.grants = vec![grant(2015, 10, "1")];
        let lines = planned(&programme).unwrap();
        let north = lines.of(&Part::partner(&programme, 0));
        assert_eq!(north[Flow::GrossSaving], decimals([0, 0, 0]), "the area overrides the programme's shares");
        assert_eq!(north[Flow::TotalCost], decimals([18, 18, 18]));
        assert_eq!(north[Flow::Grant], decimals([5, 0, 0]));
        assert_eq!(north[Flow::NetSaving], decimals([-13, -18, -18]));
        assert_eq!(north.areas_live, decimals([1, 1, 1]), "areas are not divided");
        let south = lines.of(&Part::partner(&programme, 1));
        assert_eq!(south.run_rate, decimals([120, 120, 120]));
        assert_eq!(south.current_run_rate, Decimal::from(120));
    }

    #[test]
    fn reported_amounts_are_shared_like_modelled_ones() {
        let mut programme = delivered("2016-04");
        let tenths = |values: [i64; 2]| Shares::new(&values.map(|tenths| Decimal::new(tenths, 1))).unwrap();
        programme.partners = ["N", "S"].map(|name| Partner { name: name.into(), net_revenue_budget: None }).to_vec();
        programme.sharing = Sharing { savings: tenths([9, 1]), costs: tenths([4, 6]) };
        programme.actuals = vec![actual(Some(0), 2015, [None, Some(50), Some(20)]), actual(None, 2015, [Some(10); 3])];
        let south = past(&programme).unwrap().of(&Part::partner(&programme, 1));
        assert_eq!(south[Flow::TotalCost][0], Decimal::from(30 + 6));
        assert_eq!(south[Flow::Grant][0], Decimal::from(12 + 6), "grants go by the costs' rule");
        assert_eq!(south[Flow::GrossSaving][0], Decimal::new(96 + 10, 1));
    }

    #[test]
    fn a_portfolio_and_an_area_have_nothing_of_the_programmes_own() {
        let mut programme = delivered("2015-04");
        programme.areas[0].portfolio = Some("Support".into());
        programme.areas.push(area("B", "2015-04", &[(AreaColumn::AnnualSaving, "1")]));
        let lines = planned(&programme).unwrap();
        let support = lines.of(&Part::of_target(&programme, &TargetPart::Portfolio("Support".into())));
        assert_eq!(support[Flow::NetSaving], decimals([96, 96, 96]));
        assert_eq!(support.areas_live, decimals([1, 1, 1]));
        let area = lines.of(&Part::of_target(&programme, &TargetPart::Area(1)));
        assert_eq!(area[Flow::NetSaving], decimals([1, 1, 1]));
        assert_eq!(whole(&area, &programme, &lines.price_index).unwrap().horizon_gross_saving, Decimal::from(3));
    }
}
