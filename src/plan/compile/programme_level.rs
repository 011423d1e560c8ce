//! What belongs to no area: indices, exit, risks, cost lines and grants (sections 5 and 6).

use super::super::{
    Amount, Chance, CostLine, Draw, EventAmount, ExitPlan, GrantPlan, IndexPlan, Indices, Kind, OccurrencePlan,
    RiskPlan, RiskQuantities,
};
use super::inputs::InputBuilder;
use super::to_f64;
use crate::fiscal::FinancialYear;
use crate::plan::exact::LIKELY_ENOUGH;
use crate::programme::{Exit, Growth, InputId, Occurrence, PriceIndex, Programme, Quantity, Risk, RiskColumn, Until};
use rust_decimal::Decimal;

/// The pay and the price index.
pub fn indices(programme: &Programme, inputs: &mut InputBuilder) -> Indices {
    Indices { pay: index(programme, PriceIndex::Pay, inputs), price: index(programme, PriceIndex::Price, inputs) }
}

fn index(programme: &Programme, which: PriceIndex, inputs: &mut InputBuilder) -> IndexPlan {
    let years = programme.horizon.len();
    let growth = programme.growth(which);
    if growth.is_empty() {
        return IndexPlan::Known(vec![1.0; years]);
    }
    let first_year = programme.horizon.first();
    let first = growth[0].year.years_since(first_year);
    let base = programme.prices.base.years_since(first_year);
    let drawn_from = growth.iter().position(|growth| {
        let ends = 12 * (growth.year.years_since(first_year) + 1);
        ends > programme.as_of_months()
    });
    let growth: Vec<Amount> = growth
        .iter()
        .enumerate()
        .map(|(place, growth)| match drawn_from {
            Some(from) if place >= from => yearly_growth(programme, which, growth, place > from, inputs),
            _ => Amount::Known(to_f64(&growth.rate.most_likely())),
        })
        .collect();
    let known: Option<Vec<f64>> = growth
        .iter()
        .map(|rate| match rate {
            Amount::Known(rate) => Some(*rate),
            Amount::Drawn(_) => None,
        })
        .collect();
    match known {
        Some(rates) => IndexPlan::Known(known_index(&rates, first, base, years)),
        None => IndexPlan::Drawn { growth, first, base },
    }
}

/// An index whose growth is at its most likely in every year.
pub fn likely_index(programme: &Programme, which: PriceIndex) -> IndexPlan {
    let years = programme.horizon.len();
    let growth = programme.growth(which);
    let Some(first) = growth.first() else { return IndexPlan::Known(vec![1.0; years]) };
    let since = |year: FinancialYear| year.years_since(programme.horizon.first());
    let rates: Vec<f64> = growth.iter().map(|growth| to_f64(&growth.rate.most_likely())).collect();
    IndexPlan::Known(known_index(&rates, since(first.year), since(programme.prices.base), years))
}

/// A year's growth; its score follows that of the year before, also through years whose growth is fixed.
fn yearly_growth(
    programme: &Programme,
    which: PriceIndex,
    growth: &Growth,
    follows: bool,
    inputs: &mut InputBuilder,
) -> Amount {
    let id = InputId::Growth(which, growth.year);
    let persistence = programme.prices.persistence;
    if follows && persistence > 0.0 {
        inputs.follow(id, InputId::Growth(which, growth.year.plus(-1)), persistence);
    }
    inputs.amount(id, &growth.rate)
}

/// The index of each year from the growth into years `first..`: one in the base year.
fn known_index(rates: &[f64], first: i32, base: i32, years: usize) -> Vec<f64> {
    let between =
        |from: i32, to: i32| -> f64 { (from + 1..=to).map(|year| 1.0 + rates[(year - first) as usize]).product() };
    (0..years as i32).map(|year| if year >= base { between(base, year) } else { 1.0 / between(year, base) }).collect()
}

/// The chance of an exit; `None` where there is none.
pub fn exit(programme: &Programme, inputs: &mut InputBuilder) -> Option<ExitPlan> {
    let may_happen = |exit: &&Exit| inputs.kinds.has(Kind::Exit) && exit.probability > Decimal::ZERO;
    let exit = programme.exit.as_ref().filter(may_happen)?;
    Some(ExitPlan {
        chance: chance(InputId::ExitOccurs, exit.probability, programme),
        months: inputs.amount(InputId::ExitMonths, &exit.months),
        dismantling_cost: inputs.amount(InputId::ExitDismantlingCost, &exit.dismantling_cost),
        saving_kept: inputs.amount(InputId::ExitSavingKept, &exit.saving_kept),
    })
}

fn chance(id: InputId, probability: Decimal, programme: &Programme) -> Chance {
    Chance { draw: Draw::named(id.name(programme)), probability: to_f64(&probability) }
}

/// The risks, in the order of the scenario.
pub fn risks(programme: &Programme, inputs: &mut InputBuilder) -> Vec<RiskPlan> {
    let risks = if inputs.kinds.has(Kind::Risks) { programme.risks.len() } else { 0 };
    (0..risks).map(|place| risk(programme, place, inputs)).collect()
}

fn risk(programme: &Programme, place: usize, inputs: &mut InputBuilder) -> RiskPlan {
    let risk = &programme.risks[place];
    let has = |column| risk.quantity(column).fixed() != Some(Decimal::ZERO);
    let (occurrence, quantities) = match &risk.occurrence {
        Occurrence::Once { probability, date } => {
            let at = f64::from(programme.horizon.months(*date));
            let chance = chance(InputId::RiskOccurs(place), *probability, programme);
            (OccurrencePlan::Once { chance, at }, drawn_once(risk, place, inputs))
        }
        Occurrence::Recurs { frequency_per_year } => {
            let months = f64::from(programme.horizon.end() - programme.as_of_months());
            let draw = Draw::named(InputId::RiskOccurs(place).name(programme));
            let mean = to_f64(frequency_per_year) * months / 12.0;
            (OccurrencePlan::Recurs { draw, mean }, drawn_each(risk))
        }
    };
    RiskPlan {
        name: risk.name.clone(),
        occurrence,
        quantities,
        delays: has(RiskColumn::DelayMonths)
            && programme.areas.iter().enumerate().any(|(at, area)| !area.is_live() && risk.areas.contains(at)),
        loses: has(RiskColumn::SavingLoss) && (0..programme.areas.len()).any(|area| risk.areas.contains(area)),
    }
}

fn drawn_once(risk: &Risk, place: usize, inputs: &mut InputBuilder) -> RiskQuantities {
    let mut amount = |column: RiskColumn| inputs.amount(InputId::Risk(place, column), risk.quantity(column));
    RiskQuantities::Once {
        delay: amount(RiskColumn::DelayMonths),
        cost: amount(RiskColumn::Cost),
        loss: amount(RiskColumn::SavingLoss),
    }
}

fn drawn_each(risk: &Risk) -> RiskQuantities {
    let amount = |column: RiskColumn| match risk.quantity(column) {
        Quantity::Fixed(value) => EventAmount::Known(to_f64(value)),
        Quantity::Uncertain(law) => EventAmount::Drawn(law.clone(), column.limits().ends()),
    };
    RiskQuantities::Each {
        delay: amount(RiskColumn::DelayMonths),
        cost: amount(RiskColumn::Cost),
        loss: amount(RiskColumn::SavingLoss),
    }
}

/// The programme's cost lines that reach beyond the data date.
pub fn cost_lines(programme: &Programme, inputs: &mut InputBuilder) -> Vec<CostLine> {
    let start = programme.as_of_months();
    let horizon = programme.horizon;
    let mut lines = Vec::new();
    for (place, line) in programme.programme_costs.iter().enumerate() {
        let until = match line.until {
            Until::Date(date) => Some(horizon.months(date)),
            Until::LastGoLive => None,
        };
        let from = horizon.months(line.from);
        if from < horizon.end() && until.is_none_or(|until| until > start) {
            lines.push(CostLine {
                per_year: inputs.amount(InputId::ProgrammeCost(place), &line.per_year),
                from: f64::from(from),
                until: until.map(f64::from),
            });
        }
    }
    lines
}

/// Of a grant in doubt the plan counts what is as likely as not.
fn planned_grant(probability: Decimal) -> Decimal {
    if probability >= LIKELY_ENOUGH { Decimal::ONE } else { Decimal::ZERO }
}

/// The grants of years that end after the data date.
pub fn grants(programme: &Programme, inputs: &mut InputBuilder) -> Vec<GrantPlan> {
    let start = programme.as_of_months();
    let mut grants = Vec::new();
    for (place, grant) in programme.grants.iter().enumerate() {
        let Some(year) = programme.horizon.index_of(grant.year) else { continue };
        let id = InputId::GrantPaid(place);
        let probability = if inputs.kinds.has_input(id) { grant.probability } else { planned_grant(grant.probability) };
        if 12 * (year as i32 + 1) > start && probability > Decimal::ZERO {
            grants.push(GrantPlan {
                chance: chance(id, probability, programme),
                year,
                amount: inputs.amount(InputId::GrantAmount(place), &grant.amount),
            });
        }
    }
    grants
}
