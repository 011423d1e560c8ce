//! The model's numbers, taken from a programme.

use super::law::{QuantileTable, Sampler};
use super::learning::{Cause, Known};
use foresave::distribution::normal;
use foresave::plan::{AreaSlot, RowId, Slot};
use foresave::programme::{
    Area as ProgrammeArea, AreaColumn, Correlation, Measure, Occurrence, Programme, Quantity, RiskColumn, Terms,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A programme, ready to simulate.
pub struct Model {
    /// Number of years.
    pub years: usize,
    /// The year of the data date.
    pub first_year: usize,
    /// The data date, months.
    pub start: f64,
    /// The end of the horizon, months.
    pub end: f64,
    /// Predecessors first.
    pub areas: Vec<Area>,
    /// Risks.
    pub risks: Vec<Risk>,
    /// The common cause of lateness.
    pub cause: Cause,
    /// Each partner's share of the programme's own costs.
    pub own_costs_shares: Vec<f64>,
    /// Discount factor of each year.
    pub discount: Vec<f64>,
}

/// A business area.
pub struct Area {
    /// Position in the scenario.
    pub index: usize,
    /// When it went live.
    pub live: Option<f64>,
    /// When it was planned to.
    pub planned: f64,
    /// The chance that it goes ahead.
    pub chance: f64,
    /// Predecessors: position in this order, lag.
    pub after: Vec<(usize, f64)>,
    /// Requirements: positions in this order.
    pub requires: Vec<usize>,
    /// Its lateness.
    pub slippage: Slippage,
    /// £ a year: its law and its most likely value.
    pub saving: (Sampler, f64),
    /// Achieved over planned.
    pub realisation: Sampler,
    /// Months.
    pub embedding: (Sampler, f64),
    /// £ a year.
    pub running: (Sampler, f64),
    /// £ once.
    pub investment: (Sampler, f64),
    /// Share lost where it does not go ahead.
    pub abandoned: f64,
    /// Months of planned spend.
    pub months: f64,
    /// By partner.
    pub savings_shares: Vec<f64>,
    /// By partner.
    pub costs_shares: Vec<f64>,
}

/// The lateness of an area.
pub enum Slippage {
    /// Known.
    Fixed(f64),
    /// By the common cause; the score is at least the given one where that is known.
    Common(QuantileTable, Option<f64>),
}

/// A risk.
pub struct Risk {
    /// How often.
    pub often: Often,
    /// Which areas it strikes, by position in the scenario.
    pub strikes: Vec<bool>,
    /// Months.
    pub delay: Sampler,
    /// £.
    pub cost: Sampler,
    /// Share of the saving.
    pub loss: Sampler,
}

/// How often a risk happens.
pub enum Often {
    /// With a probability, at a month.
    Once(f64, f64),
    /// A Poisson number with this mean.
    Recurs(rand_distr::Poisson<f64>),
}

fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

impl Model {
    /// The model of a programme, or what of it is not known here.
    pub fn of(programme: &Programme) -> Result<Self, String> {
        refuse(programme)?;
        let order = order(programme);
        let place = |area: usize| order.iter().position(|other| *other == area).expect("every area has its place");
        let areas = order.iter().map(|&index| area(programme, index, &place)).collect::<Result<Vec<Area>, String>>()?;
        let start = f64::from(programme.as_of_months());
        let [(_, rate)] = programme.discounting.steps[..] else { return Err("one discount rate only".into()) };
        let base = programme.discounting.base.years_since(programme.horizon.first());
        Ok(Model {
            years: programme.horizon.len(),
            first_year: programme.year_of_as_of(),
            start,
            end: f64::from(programme.horizon.end()),
            areas,
            risks: risks(programme, start)?,
            cause: Cause::new(rank_correlation(programme)?, &evidence(programme)?),
            own_costs_shares: programme.sharing.costs.iter().copied().map(number).collect(),
            discount: (0..programme.horizon.len() as i32).map(|y| (1.0 + number(rate)).powi(base - y)).collect(),
        })
    }

    /// The figures that are kept of every trial.
    pub fn columns(&self) -> Vec<Slot> {
        let mut columns = Vec::new();
        for part in 0..=self.own_costs_shares.len() {
            for measure in Measure::all() {
                let years = if measure.is_yearly() { self.first_year..self.years } else { 0..1 };
                columns.extend(years.map(|year| Slot::Part(RowId { part, measure, year })));
            }
        }
        let kept = [AreaSlot::GrossSaving, AreaSlot::Cost, AreaSlot::NetSaving, AreaSlot::GoLive, AreaSlot::IsLive];
        for area in &self.areas {
            columns.extend(kept.map(|slot| Slot::Area(area.index, slot)));
        }
        columns
    }
}

/// Says no to what the speed scenarios do not have.
fn refuse(programme: &Programme) -> Result<(), String> {
    let none = |absent: bool, what: &str| if absent { Ok(()) } else { Err(format!("{what} not known here")) };
    none(programme.exit.is_none(), "exits are")?;
    none(programme.grants.is_empty() && programme.programme_costs.is_empty(), "grants and programme costs are")?;
    none(programme.actuals.is_empty(), "actuals are")?;
    none(programme.prices.terms == Terms::Real, "cash terms are")?;
    for area in &programme.areas {
        let fixed = |column, value| area[column].fixed() == Some(value);
        let zero = [AreaColumn::DelayCostPerMonth, AreaColumn::PostsRemoved, AreaColumn::PayShare];
        none(zero.into_iter().all(|column| fixed(column, Decimal::ZERO)), "delay costs, posts and pay shares are")?;
        none(fixed(AreaColumn::CashableShare, Decimal::ONE), "cashable shares are")?;
        none(area.ends.is_none() && area.realised_share().is_none(), "ends and realised shares are")?;
    }
    Ok(())
}

/// Areas behind those they wait for or require.
fn order(programme: &Programme) -> Vec<usize> {
    let mut order = Vec::new();
    let mut done = vec![false; programme.areas.len()];
    while order.len() < programme.areas.len() {
        for (index, area) in programme.areas.iter().enumerate() {
            let ready = area.after.iter().all(|p| done[p.area]) && area.requires.iter().all(|&required| done[required]);
            if !done[index] && ready {
                done[index] = true;
                order.push(index);
            }
        }
    }
    order
}

fn area(programme: &Programme, index: usize, place: &impl Fn(usize) -> usize) -> Result<Area, String> {
    let area = &programme.areas[index];
    let shares = |shares: &[Decimal]| shares.iter().copied().map(number).collect();
    let abandoned = area[AreaColumn::AbandonedShare].fixed().ok_or("uncertain abandoned shares are not known here")?;
    Ok(Area {
        index,
        live: area.went_live().map(|month| f64::from(programme.horizon.months(month))),
        planned: f64::from(programme.horizon.months(area.go_live)),
        chance: number(area.probability),
        after: area.after.iter().map(|p| (place(p.area), number(p.lag_months))).collect(),
        requires: area.requires.iter().map(|&required| place(required)).collect(),
        slippage: slippage(programme, area)?,
        saving: Sampler::of(&area[AreaColumn::AnnualSaving])?,
        realisation: Sampler::of(&area[AreaColumn::Realisation])?.0,
        embedding: Sampler::of(&area[AreaColumn::EmbeddingMonths])?,
        running: Sampler::of(&area[AreaColumn::RunningCost])?,
        investment: Sampler::of(&area[AreaColumn::ImplementationCost])?,
        abandoned: number(abandoned),
        months: number(area.implementation_months),
        savings_shares: shares(programme.savings_shares(area)),
        costs_shares: shares(programme.costs_shares(area)),
    })
}

fn slippage(programme: &Programme, area: &ProgrammeArea) -> Result<Slippage, String> {
    Ok(match &area[AreaColumn::SlippageMonths] {
        Quantity::Fixed(months) => Slippage::Fixed(number(*months)),
        Quantity::Uncertain(law) => {
            let bound = match known(programme, area)? {
                Some(Known::AtLeast(score)) if score > f64::NEG_INFINITY => Some(score),
                _ => None,
            };
            Slippage::Common(QuantileTable::of(law), bound)
        }
    })
}

/// What is known of an area's lateness: section 3 of the model for those not live, section 8 for those that are.
fn known(programme: &Programme, area: &ProgrammeArea) -> Result<Option<Known>, String> {
    let Some(law) = area[AreaColumn::SlippageMonths].law() else { return Ok(None) };
    let months = |month| f64::from(programme.horizon.months(month));
    let mut earliest = months(area.go_live);
    for predecessor in &area.after {
        match programme.areas[predecessor.area].went_live() {
            Some(month) => earliest = earliest.max(months(month) + number(predecessor.lag_months)),
            None if !area.is_live() => return Ok(None),
            None => {}
        }
    }
    if let Some(month) = area.went_live() {
        return Ok(Some(Known::Score(normal::quantile(law.cdf(months(month) - earliest)).clamp(-4.0, 4.0))));
    }
    let late = f64::from(programme.as_of_months()) - earliest;
    // What is as late as that is not excluded.
    let excluded = law.cdf_left(late);
    if excluded >= 1.0 {
        return Err(format!("`{}` is later than its law allows, which is not known here", area.name));
    }
    Ok((excluded > 0.0).then(|| Known::AtLeast(normal::quantile(excluded))))
}

fn evidence(programme: &Programme) -> Result<Vec<Known>, String> {
    programme.areas.iter().filter_map(|area| known(programme, area).transpose()).collect()
}

fn rank_correlation(programme: &Programme) -> Result<f64, String> {
    match &programme.correlations[..] {
        [Correlation::Across { column: AreaColumn::SlippageMonths, members, rank, .. }]
            if programme.members(members).len() == programme.areas.len() =>
        {
            Ok(*rank)
        }
        _ => Err("one common cause of all slippage, and no other correlation, is what is known here".into()),
    }
}

fn risks(programme: &Programme, start: f64) -> Result<Vec<Risk>, String> {
    let mut risks = Vec::new();
    for risk in &programme.risks {
        let often = match &risk.occurrence {
            Occurrence::Once { probability, date } => {
                Often::Once(number(*probability), f64::from(programme.horizon.months(*date)))
            }
            Occurrence::Recurs { frequency_per_year } => {
                let mean = number(*frequency_per_year) * (f64::from(programme.horizon.end()) - start) / 12.0;
                Often::Recurs(rand_distr::Poisson::new(mean).map_err(|error| error.to_string())?)
            }
        };
        let sampler = |column| Sampler::of(risk.quantity(column)).map(|(sampler, _)| sampler);
        risks.push(Risk {
            often,
            strikes: (0..programme.areas.len()).map(|area| risk.areas.contains(area)).collect(),
            delay: sampler(RiskColumn::DelayMonths)?,
            cost: sampler(RiskColumn::Cost)?,
            loss: sampler(RiskColumn::SavingLoss)?,
        });
    }
    Ok(risks)
}
