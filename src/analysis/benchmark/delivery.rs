//! Realisation, delay and cost overrun beside what was delivered.

use super::comparison::{Family, Gathered, Stated};
use super::spread::Spread;
use super::{Subject, saves, to_f64};
use crate::programme::{Area, AreaColumn, Measure, Stock, Whole, Yardstick};

const FAMILY: Family = Family::Delivery;

/// A saving that realises this much of its plan counts as sound.
const SOUND: f64 = 0.95;
/// One that realises less than this counts as overstated.
const OVERSTATED: f64 = 0.5;

/// All comparisons of delivery.
pub(super) fn compare(subject: &Subject<'_>, gathered: &mut Gathered) {
    posts(subject, gathered);
    realisation(subject, gathered);
    delay(subject, gathered);
    waiting(subject, gathered);
    cost(subject, gathered);
}

/// Posts that are forecast to go, over those planned.
fn posts(subject: &Subject<'_>, gathered: &mut Gathered) {
    let Some(row) = subject.inside.programme.rows_of(Measure::Stock(Stock::PostsRemoved)).last() else { return };
    let (Some(planned), Some(posts)) = (row.plan().filter(|plan| *plan > 0.0), row.summary()) else { return };
    let basis = "forecast over planned posts removed by the end of the horizon: with delays, risks and an exit in it, \
                 while programmes that were stopped are not among the cases";
    let stated = (Stated::forecast(posts, |posts| posts / planned), basis);
    gathered.compare((FAMILY, Yardstick::PostsRealisation), ("", None), stated);
}

fn realisation(subject: &Subject<'_>, gathered: &mut Gathered) {
    let mut assumed = Spread::default();
    for area in subject.ahead() {
        let saving = match area.saving_by_year {
            Some(_) => to_f64(area.full_saving(subject.programme.horizon)),
            None => area[AreaColumn::AnnualSaving].mean(),
        };
        let weight = saving * to_f64(area.probability);
        assumed.add(&area[AreaColumn::Realisation], weight, |share| share.clamp(0.0, 2.0));
    }
    if assumed.is_empty() {
        gathered.leave_out("realisation assumed", "every area that saves is live");
    } else {
        let basis = "`realisation` of the areas not live yet, weighted by their expected saving";
        let stated = (Stated::assumed(&assumed), basis);
        gathered.compare((FAMILY, Yardstick::Realisation), ("assumed of an area", None), stated);
        for colour in [Yardstick::GreenDelivered, Yardstick::AmberDelivered] {
            let basis = "`realisation` of the areas not live yet, beside what came by the year's end of savings that had \
                         been rated so within it";
            gathered.compare((FAMILY, colour), ("assumed of an area", None), (Stated::assumed(&assumed), basis));
        }
    }
    let total = subject.inside.programme.row(Measure::Whole(Whole::HorizonGrossSaving), None);
    let planned = total.and_then(|row| row.plan()).filter(|plan| *plan > 0.0);
    if let (Some(planned), Some(saving)) = (planned, total.and_then(|row| row.summary())) {
        let basis = "forecast over planned gross saving of the horizon: with delays, risks and an exit in it, while programmes \
                     that were stopped are not among the cases";
        let stated = (Stated::forecast(saving, |saving| saving / planned), basis);
        gathered.compare((FAMILY, Yardstick::Realisation), ("forecast of the programme", None), stated);
    }
    if !assumed.is_empty() {
        let sound = (
            Stated::point(1.0 - assumed.below(SOUND)),
            "chance that an area not live yet realises 95% of its plan or more; the cases are shares of reported savings that auditors found sound",
        );
        gathered.compare((FAMILY, Yardstick::SavingsSound), ("", None), sound);
        let over = (
            Stated::point(assumed.below(OVERSTATED)),
            "chance that an area not live yet realises less than half of its plan; the cases are shares of reported savings that auditors found overstated or absent",
        );
        gathered.compare((FAMILY, Yardstick::SavingsOverstated), ("", None), over);
    }
}

/// The areas' own lateness: how likely, and how long where there is any.
fn delay(subject: &Subject<'_>, gathered: &mut Gathered) {
    let mut slippage = Spread::default();
    for area in subject.ahead().filter(|area| saves(area)) {
        slippage.add(&area[AreaColumn::SlippageMonths], to_f64(area.probability), |months| months);
    }
    let late = slippage.above(0.0);
    if slippage.is_empty() || late.is_empty() {
        let reason = "no area has a `slippage_months` that can be late; named risks are not looked at";
        return gathered.leave_out(Yardstick::SlippageIfLate.heading(), reason);
    }
    let basis = "`slippage_months`, where above zero, of the areas not live yet that save; named risks come on top";
    gathered.compare((FAMILY, Yardstick::SlippageIfLate), ("", None), (Stated::assumed(&late), basis));
    let share = 1.0 - slippage.below(f64::MIN_POSITIVE);
    let basis = "chance that `slippage_months` of an area not live yet that saves is above zero";
    gathered.compare((FAMILY, Yardstick::ShareLate), ("", None), (Stated::point(share), basis));
}

/// Approved areas that are forecast to be live a year after the data date.
fn waiting(subject: &Subject<'_>, gathered: &mut Gathered) {
    let approved = subject.inside.areas.iter().filter(|area| area.status == "approved");
    let dates: Vec<_> = approved.filter_map(|area| area.go_live).collect();
    if dates.is_empty() {
        return gathered.leave_out(Yardstick::LiveWithinAYear.heading(), "no area is approved and not live yet");
    }
    let in_a_year = subject.programme.as_of.plus(12);
    let live = dates.iter().filter(|[_, middle, _]| *middle < in_a_year).count();
    let stated = Stated::point(live as f64 / dates.len() as f64);
    let basis = "approved areas whose P50 of go-live is within twelve months of the data date";
    gathered.compare((FAMILY, Yardstick::LiveWithinAYear), ("", None), (stated, basis));
}

/// Implementation cost over its most likely value.
fn cost(subject: &Subject<'_>, gathered: &mut Gathered) {
    let mut ratio = Spread::default();
    for area in subject.ahead() {
        let (likely, overrun) = (to_f64(area.planned_cost()), &area[AreaColumn::CostOverrun]);
        match area[AreaColumn::ImplementationCost].law() {
            _ if likely <= 0.0 => {}
            Some(_) => {
                let cost = &area[AreaColumn::ImplementationCost];
                ratio.add(cost, likely, |cost| cost.max(0.0) / likely * overrun.mean());
            }
            None => ratio.add(overrun, likely, |overrun| overrun.max(0.0)),
        }
    }
    if ratio.is_empty() {
        let reason = "the areas that are not live yet have no implementation cost";
        return gathered.leave_out(Yardstick::CostRatio.heading(), reason);
    }
    let stated = Stated::assumed(&ratio);
    let basis = "`implementation_cost` over its most likely value, times `cost_overrun`, weighted by the plan; costs of named risks come on top";
    gathered.compare((FAMILY, Yardstick::CostRatio), ("", None), (stated, basis));
    let basis =
        "the mean of `implementation_cost` over its most likely value, times `cost_overrun`, weighted by the plan";
    gathered.compare((FAMILY, Yardstick::MeanCostRatio), ("", None), (Stated::point(stated.mean), basis));
    gathered.compare((FAMILY, Yardstick::CostRatioBounds), ("", None), (stated, "`implementation_cost` over its most likely value, times `cost_overrun`, weighted by the plan, beside the lower and upper bounds of a guide"));
}

impl<'a> Subject<'a> {
    /// The areas that may still go ahead.
    fn ahead(&self) -> impl Iterator<Item = &'a Area> + use<'a> {
        let programme = self.programme;
        programme.areas.iter().filter(|area| !area.is_live() && !area.probability.is_zero())
    }
}
