//! Plan and outcomes -> forecast.

use super::pennies::{self, Promised, to_the_penny};
use super::planned::{exact_amount, planned_amount, planned_staff, pounds};
use super::{
    AreaAmount, AreaForecast, Chance, Forecast, Learnt, MeasureForecast, MeasureValue, PartForecast, QuantileMethod,
    RunFacts, Spread, Summary, TargetForecast, TargetPlan,
};
use crate::engine::{Outcomes, Tally};
use crate::money::Pounds;
use crate::plan::{
    Amounts, AreaSlot, Check, Figure, Figures, Lines, Part, Plan, PlanError, Reported, RowId, Slot, Staff, planned,
    reported, whole,
};
use crate::programme::{Area, Flow, Mark, Measure, Payback, Programme, Target, TargetPart, Whole};
use crate::statistics::{Estimate, share_error, wilson_interval};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// Points of the S-curve.
const CURVE_POINTS: usize = 200;
/// Amounts of money that are no further apart are the same, £.
const HALF_A_PENNY: f64 = 0.005;
/// Other figures are the same where they differ by rounding only, relative.
const ROUNDING: f64 = 1e-9;

/// What a run of a plan says of its programme; how long it took is left open.
///
/// # Errors
/// Where an amount of the plan line is too large to be counted exactly.
pub(super) fn summarise(programme: &Programme, plan: &Plan, outcomes: &Outcomes) -> Result<Forecast, PlanError> {
    let summary = Summariser {
        programme,
        plan,
        outcomes,
        figures: plan.figures(),
        planned: planned(programme)?,
        reported: reported(programme),
    };
    summary.forecast()
}

struct Summariser<'a> {
    programme: &'a Programme,
    plan: &'a Plan,
    outcomes: &'a Outcomes,
    figures: Figures<'a>,
    planned: Lines,
    reported: BTreeMap<(Option<usize>, usize), Reported>,
}

impl Summariser<'_> {
    fn forecast(&self) -> Result<Forecast, PlanError> {
        let programme = self.programme;
        let (whole, partners) = self.parts()?;
        Ok(Forecast {
            title: programme.title.clone(),
            source: programme.source.clone(),
            notes: programme.notes.clone(),
            horizon: programme.horizon,
            as_of: programme.as_of,
            terms: programme.prices.terms,
            price_base: programme.prices.base,
            run: RunFacts {
                trials: self.outcomes.trials,
                seed: self.outcomes.drawing.seed,
                sampling: self.outcomes.drawing.sampling,
                elapsed_seconds: 0.0,
                quantiles: self.quantile_method(),
                files: programme.files.clone(),
                overrides: programme.overrides.clone(),
            },
            programme: whole,
            partners,
            workforce: (0..programme.workforce.len())
                .map(|group| (programme.workforce[group].name.clone(), self.staffing(group)))
                .collect(),
            areas: self.areas(),
            targets: programme
                .targets
                .iter()
                .enumerate()
                .map(|(place, target)| self.target(place, target))
                .collect::<Result<_, PlanError>>()?,
            net_saving_curve: self.curve(),
            learnt: self.learnt(),
            uncovered: programme.register.as_ref().map_or(0, |register| register.uncovered),
            register: programme.register.as_ref().map(|register| {
                let count = |mark: &Mark| register.entries.iter().filter(|entry| entry.mark == *mark).count();
                Mark::ALL.iter().map(|mark| (*mark, count(mark))).collect()
            }),
        })
    }

    fn quantile_method(&self) -> QuantileMethod {
        let rows = &self.outcomes.rows;
        // A row without a value in any trial has no quantiles at all.
        match rows.iter().all(|tally| tally.is_exact() || tally.count() == 0) {
            true => QuantileMethod::Exact,
            false => {
                QuantileMethod::Binned { largest_error: rows.iter().map(Tally::largest_rank_error).fold(0.0, f64::max) }
            }
        }
    }

    /// The programme and each partner's part.
    fn parts(&self) -> Result<(PartForecast, Vec<(String, PartForecast)>), PlanError> {
        let programme = self.programme;
        let partners: Vec<Part> = (0..programme.partners.len()).map(|place| Part::partner(programme, place)).collect();
        let whole = Part::programme(programme);
        let promised = self.promised(&whole)?;
        let of_partners = partners.iter().map(|part| self.promised(part)).collect::<Result<Vec<_>, _>>()?;
        let mut pennies: Vec<Vec<Option<Pounds>>> = vec![Vec::new(); partners.len()];
        for (measure, year) in self.measures() {
            let of_each = match measure.is_money() {
                true => pennies::of_partners((measure, year), &promised, &of_partners),
                false => vec![None; partners.len()],
            };
            pennies.iter_mut().zip(of_each).for_each(|(partner, pennies)| partner.push(pennies));
        }
        let exact = |measure: (Measure, usize)| exact_amount(measure, &promised.amounts, &promised.whole);
        let own = |measure: (Measure, usize)| exact(measure).filter(|_| measure.0.is_money()).map(to_the_penny);
        let of_whole = self.part(0, (&whole, &promised), &self.measures().map(own).collect::<Vec<_>>());
        let of_partner = |(place, part): (usize, &Part)| {
            let rows = self.part(1 + place, (part, &of_partners[place]), &pennies[place]);
            (programme.partners[place].name.clone(), rows)
        };
        Ok((of_whole, partners.iter().enumerate().map(of_partner).collect()))
    }

    fn promised(&self, part: &Part) -> Result<Promised, PlanError> {
        let amounts = self.planned.of(part);
        let whole = whole(&amounts, self.programme, &self.planned.price_index)?;
        Ok(Promised { amounts, whole })
    }

    /// Every measure of a part, in each of its years.
    fn measures(&self) -> impl Iterator<Item = (Measure, usize)> {
        let years = self.plan.clock.years;
        Measure::all()
            .flat_map(move |measure| (0..if measure.is_yearly() { years } else { 1 }).map(move |year| (measure, year)))
    }

    /// A part; `pennies` is what the plan promises of each measure, where it is money.
    fn part(&self, place: usize, (part, promised): (&Part, &Promised), pennies: &[Option<Pounds>]) -> PartForecast {
        let row = |((measure, year), planned): ((Measure, usize), &Option<Pounds>)| MeasureForecast {
            measure,
            year: measure.is_yearly().then(|| self.programme.horizon.year(year)),
            actual: self.actual(measure, year, part),
            planned: *planned,
            value: self.value(RowId { part: place, measure, year }, promised, *planned),
        };
        PartForecast { rows: self.measures().zip(pennies).map(row).collect() }
    }

    /// A workforce group: its turnover is blank where the share of leavers is not known.
    fn staffing(&self, group: usize) -> PartForecast {
        let staff = Staff::of(self.programme, &self.planned, group);
        let mut rows = Vec::new();
        for measure in Measure::of_workforce() {
            let planned = staff.yearly(measure);
            for year in 0..self.plan.clock.years {
                let id = RowId { part: self.plan.part_of_workforce[group], measure, year };
                rows.push(MeasureForecast {
                    measure,
                    year: Some(self.programme.horizon.year(year)),
                    actual: None,
                    planned: None,
                    value: MeasureValue::Amount {
                        plan: planned.and_then(|years| years[year].to_f64()),
                        summary: planned.and_then(|_| self.summary_of(id)),
                    },
                });
            }
        }
        PartForecast { rows }
    }

    fn value(&self, id: RowId, promised: &Promised, planned: Option<Pounds>) -> MeasureValue {
        let Promised { amounts, whole } = promised;
        if id.measure.is_label() {
            return MeasureValue::Payback { plan: whole.payback(id.measure), quantiles: self.payback(id) };
        }
        let plan = planned.map(Pounds::to_f64).or_else(|| planned_amount((id.measure, id.year), amounts, whole));
        MeasureValue::Amount { plan, summary: self.summary_of(id) }
    }

    fn figure(&self, id: RowId) -> Figure {
        let rows = &self.plan.rows;
        self.figures.figure(id, &mut |slot, _| rows.find(slot).expect("every figure of a part has its row"))
    }

    /// The distribution of a figure; `None` where it is blank in any trial.
    fn summary_of(&self, id: RowId) -> Option<Summary> {
        match self.figure(id) {
            Figure::Known(value) => Some(Summary::known(value)),
            Figure::Row { row, scale, offset } => {
                let tally = &self.outcomes.rows[row];
                (tally.blanks == 0).then(|| scaled_summary(tally, (scale, offset), id.measure))
            }
        }
    }

    fn payback(&self, id: RowId) -> Option<[Payback; 9]> {
        let label = |index: f64| match index as usize {
            year if year < self.plan.clock.years => Payback::Year(self.programme.horizon.year(year)),
            _ => Payback::Never,
        };
        match self.figure(id) {
            Figure::Known(_) => None,
            Figure::Row { row, .. } => {
                let tally = &self.outcomes.rows[row];
                (tally.blanks == 0).then(|| Summary::PROBABILITIES.map(|p| label(tally.label_at(p))))
            }
        }
    }

    /// The sum of what was reported for a measure, shared like the rest.
    fn actual(&self, measure: Measure, year: usize, part: &Part) -> Option<f64> {
        let Measure::Flow(flow) = measure else { return None };
        let mut sum = None;
        for (&(area, reported_year), reported) in &self.reported {
            let (amount, savings) = match flow {
                Flow::GrossSaving => (reported.gross_saving, true),
                Flow::TotalCost => (reported.cost, false),
                Flow::ProgrammeCost if area.is_none() => (reported.cost, false),
                Flow::Grant => (reported.grant, false),
                _ => (None, false),
            };
            let weight = match (area, savings) {
                (Some(area), true) => part.savings[area],
                (Some(area), false) => part.costs[area],
                (None, true) => part.own_savings,
                (None, false) => part.own_costs,
            };
            if let Some(amount) = amount.filter(|_| reported_year == year) {
                sum = Some(sum.unwrap_or_default() + amount * weight);
            }
        }
        sum.map(|sum: Decimal| pounds(sum))
    }

    fn areas(&self) -> Vec<AreaForecast> {
        let of_flow = |flow: Flow| {
            let of_area = |area: &Amounts| area.flows[flow as usize].iter().sum();
            let exact: Vec<Decimal> = self.planned.areas.iter().map(of_area).collect();
            pennies::shared(exact.iter().sum(), &exact)
        };
        let [gross, cost, net] = [Flow::GrossSaving, Flow::TotalCost, Flow::NetSaving].map(of_flow);
        let areas = self.programme.areas.iter().enumerate();
        areas.map(|(index, area)| self.area(index, area, [gross[index], cost[index], net[index]])).collect()
    }

    /// An area whose plan has these pounds of gross saving, cost and net saving over the horizon.
    fn area(&self, index: usize, area: &Area, [gross, cost, net]: [Pounds; 3]) -> AreaForecast {
        let row = |slot| self.plan.rows.find(Slot::Area(index, slot)).map(|row| &self.outcomes.rows[row]);
        let go_live = row(AreaSlot::GoLive);
        AreaForecast {
            name: area.name.clone(),
            status: area.status.name(),
            portfolio: area.portfolio.clone(),
            in_plan: area.in_plan,
            planned_go_live: area.go_live,
            went_live: area.went_live(),
            probability_live: row(AreaSlot::IsLive).map_or(Estimate::known(1.0), Tally::mean),
            go_live: match (area.went_live(), go_live) {
                (Some(went_live), _) => Some([went_live; 3]),
                (None, Some(tally)) if tally.count() > 0 => {
                    let [_, p10, _, _, p50, _, _, p90, _] = tally.quantiles();
                    Some([p10, p50, p90].map(|t| self.programme.horizon.month_at(t.value)))
                }
                (None, _) => None,
            },
            lateness_mean_months: match (area.went_live(), go_live) {
                (Some(went_live), _) => Some(Estimate::known(f64::from(went_live.months_since(area.go_live)))),
                (None, Some(tally)) if tally.count() > 0 => {
                    Some(tally.mean().scaled(1.0, -f64::from(self.programme.horizon.months(area.go_live))))
                }
                (None, _) => None,
            },
            gross_saving: area_amount(gross, row(AreaSlot::GrossSaving)),
            cost: area_amount(cost, row(AreaSlot::Cost)),
            net_saving: match row(AreaSlot::NetSaving) {
                Some(tally) => area_amount(net, Some(tally)),
                None => self.gross_less_known_cost(index, net),
            },
        }
    }

    /// The net saving of an area whose cost is the same in every trial.
    fn gross_less_known_cost(&self, index: usize, planned: Pounds) -> AreaAmount {
        let row = |slot| self.plan.rows.find(Slot::Area(index, slot)).map(|row| &self.outcomes.rows[row]);
        let gross = area_amount(planned, row(AreaSlot::GrossSaving));
        let cost = area_amount(Pounds::default(), row(AreaSlot::Cost)).mean.value;
        let grant = self.plan.areas.iter().find(|area| area.index == index).map_or(0.0, |area| area.past.grant);
        let net = |gross: Estimate| Estimate { value: gross.value - cost + grant, ..gross };
        let [mean, p10, p50, p90] = [gross.mean, gross.p10, gross.p50, gross.p90].map(net);
        AreaAmount { mean, p10, p50, p90, ..gross }
    }

    fn target(&self, place: usize, target: &Target) -> Result<TargetForecast, PlanError> {
        let planned = self.planned.of(&Part::of_target(self.programme, &target.part));
        let whole = whole(&planned, self.programme, &self.planned.price_index)?;
        let year = target.by.and_then(|year| self.programme.horizon.index_of(year)).unwrap_or(0);
        let id = RowId { part: self.plan.part_of_target[place], measure: target.measure, year };
        let plan = match target.measure {
            measure if measure.is_label() => whole.payback(measure).map_or(TargetPlan::Blank, TargetPlan::Payback),
            _ => {
                let amount = match target.part {
                    TargetPart::Workforce(group) => {
                        planned_staff(self.programme, &self.planned, group, (id.measure, id.year))
                    }
                    _ => planned_amount((id.measure, id.year), &planned, &whole),
                };
                amount.map_or(TargetPlan::Blank, TargetPlan::Amount)
            }
        };
        let years = if target.measure.is_yearly() { self.plan.clock.years } else { 0 };
        let in_year = |year| (self.programme.horizon.year(year), self.chance(place, target, RowId { year, ..id }));
        let by_year = (0..years).map(in_year).collect();
        let chance = self.chance(place, target, id);
        Ok(TargetForecast {
            name: target.name.clone(),
            part: target.part.clone(),
            part_name: match &target.part {
                TargetPart::Programme => None,
                TargetPart::Partner(partner) => Some(self.programme.partners[*partner].name.clone()),
                TargetPart::Portfolio(name) => Some(name.clone()),
                TargetPart::Area(area) => Some(self.programme.areas[*area].name.clone()),
                TargetPart::Workforce(group) => Some(self.programme.workforce[*group].name.clone()),
            },
            measure: target.measure,
            by: target.by,
            direction: target.direction,
            threshold: target.threshold,
            plan,
            plan_meets: self.plan_meets(target, plan),
            probability: chance.probability,
            interval: chance.interval,
            is_certain: chance.is_certain,
            by_year,
        })
    }

    fn plan_meets(&self, target: &Target, plan: TargetPlan) -> Option<bool> {
        let value = match plan {
            TargetPlan::Amount(amount) => amount,
            TargetPlan::Payback(Payback::Year(year)) => f64::from(year.years_since(self.programme.horizon.first())),
            TargetPlan::Payback(Payback::Never) => self.plan.clock.years as f64,
            TargetPlan::Blank => return None,
        };
        Some(self.plan.compare(self.programme, target).holds(value))
    }

    /// The share of the trials in which a target is met in a year.
    fn chance(&self, place: usize, target: &Target, id: RowId) -> Chance {
        let trials = self.outcomes.trials;
        let check = Check { target: place, year: id.year };
        let compare = self.plan.rows.compares.iter().position(|(of, _)| *of == check);
        let met = match compare {
            Some(compare) => self.outcomes.met[compare],
            None => {
                let Figure::Known(value) = self.figure(id) else {
                    unreachable!("a target whose figure is counted is compared in every trial")
                };
                if self.plan.compare(self.programme, target).holds(value) { trials } else { 0 }
            }
        };
        Chance {
            probability: met as f64 / trials as f64,
            interval: wilson_interval(met, trials),
            is_certain: compare.is_none(),
        }
    }

    /// The S-curve of the horizon's net saving.
    fn curve(&self) -> Vec<(f64, f64)> {
        let id = RowId { part: 0, measure: Measure::Whole(Whole::HorizonNetSaving), year: 0 };
        let probabilities = (0..CURVE_POINTS).map(|point| (point as f64 + 0.5) / CURVE_POINTS as f64);
        match self.figure(id) {
            Figure::Known(value) => probabilities.map(|p| (p, value)).collect(),
            Figure::Row { row, scale, offset } => {
                let tally = &self.outcomes.rows[row];
                probabilities.map(|p| (p, scale * tally.binned_quantile(p) + offset)).collect()
            }
        }
    }

    fn learnt(&self) -> Vec<Learnt> {
        let causes = self.plan.causes.iter();
        causes
            .filter_map(|cause| {
                let learning = cause.learning.as_ref()?;
                Some(Learnt {
                    column: cause.column,
                    among: cause.among.clone(),
                    observed: learning.observed,
                    not_yet: learning.not_yet,
                    seen: cause.seen.map(|seen| (seen.observed, seen.assumed)),
                    mean: learning.mean,
                    sd: learning.sd,
                })
            })
            .collect()
    }
}

/// The distribution of a measure that is `scale` times what was counted, plus `offset`.
fn scaled_summary(tally: &Tally, (scale, offset): (f64, f64), measure: Measure) -> Summary {
    let scaled = |estimate: Estimate| estimate.scaled(scale, offset);
    let quantiles = tally.quantiles().map(scaled);
    let resolution = if measure.is_money() { HALF_A_PENNY } else { ROUNDING * quantiles[4].value.abs() };
    let spread = tally.range().map_or(Spread::Spread, |range| {
        let range = [range.0, range.1].map(|value| scale * value + offset);
        let share = |low: f64, high: f64| {
            let value = tally.share_between((low - offset) / scale, (high - offset) / scale);
            Estimate { value, error: share_error(value, tally.count()) }
        };
        Spread::of((range[0], range[1]), &quantiles, resolution, share)
    });
    Summary { mean: scaled(tally.mean()), sd: scale * tally.sd(), quantiles, spread }
}

fn area_amount(planned: Pounds, tally: Option<&Tally>) -> AreaAmount {
    let plan = planned.to_f64();
    let Some(tally) = tally else {
        let known = Estimate::known(plan);
        return AreaAmount { planned, plan, mean: known, p10: known, p50: known, p90: known };
    };
    let [_, p10, _, _, p50, _, _, p90, _] = tally.quantiles();
    AreaAmount { planned, plan, mean: tally.mean(), p10, p50, p90 }
}
