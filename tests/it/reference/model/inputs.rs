//! Sections 2, 7 and 8: the inputs that a trial draws once, with what is known of them and what they depend on.

use super::evidence::{self, Known};
use super::learning::Cause;
use super::random::{Key, Uniforms};
use foresave::distribution::{Distribution, normal};
use foresave::fiscal::FinancialYear;
use foresave::programme::{
    AreaColumn, Correlation, InputId, Members, Occurrence, PriceIndex, Programme, Quantity, RiskColumn,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use std::f64::consts::PI;

const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const NOT_NEGATIVE: (f64, f64) = (0.0, f64::INFINITY);
const SHARE: (f64, f64) = (0.0, 1.0);
/// Of growth, which must exceed -100 %.
const ABOVE_MINUS_ONE: (f64, f64) = (-1.0, f64::INFINITY);

/// A decimal of the programme as a number.
pub fn number(exact: Decimal) -> f64 {
    exact.to_f64().expect("amounts of a programme fit into a number")
}

/// The range of a column, section 2.
fn range(column: AreaColumn) -> (f64, f64) {
    use AreaColumn::*;
    match column {
        AnnualSaving | SlippageMonths | RunningCost => ANY,
        Realisation => (0.0, 2.0),
        EmbeddingMonths
        | ImplementationCost
        | CostOverrun
        | DelayCostPerMonth
        | PostsRemoved
        | WorkforceLagMonths
        | RedundancyCostPerPost => NOT_NEGATIVE,
        AbandonedShare | CashableShare | PayShare | RedundancyShare => SHARE,
    }
}

/// The range of what an event draws, section 5.
pub fn range_of_event(column: RiskColumn) -> (f64, f64) {
    match column {
        RiskColumn::DelayMonths => NOT_NEGATIVE,
        RiskColumn::Cost => ANY,
        RiskColumn::SavingLoss => SHARE,
    }
}

/// What the score of an input depends on.
#[derive(Clone, Copy, Debug)]
pub enum Parent {
    Nothing,
    /// `z = sqrt(rho) F + sqrt(1 - rho) own`, by position of the cause.
    Cause(usize, f64),
    /// `z = rho z_parent + sqrt(1 - rho^2) own`.
    Input(InputId, f64),
}

/// An input with a law.
struct Input {
    key: Key,
    law: Distribution,
    range: (f64, f64),
    parent: Parent,
    known: Known,
}

/// All inputs of a programme that are drawn once in each trial.
pub struct Inputs {
    fixed: BTreeMap<InputId, f64>,
    drawn: BTreeMap<InputId, Input>,
    chances: BTreeMap<InputId, Key>,
    pub causes: Vec<Cause>,
}

impl Inputs {
    pub fn of(programme: &Programme) -> Self {
        let (fixed, drawn) = (BTreeMap::new(), BTreeMap::new());
        let chances = chances(programme).into_iter().map(|id| (id, Key::of(&id.name(programme)))).collect();
        let mut inputs = Inputs { fixed, drawn, chances, causes: Vec::new() };
        for (id, quantity, range) in quantities(programme) {
            inputs.add(programme, id, (quantity, range));
        }
        inputs.chain_growth(programme);
        for correlation in &programme.correlations {
            inputs.correlate(programme, correlation);
        }
        inputs
    }

    fn add(&mut self, programme: &Programme, id: InputId, (quantity, range): (&Quantity, (f64, f64))) {
        match quantity {
            Quantity::Fixed(value) => {
                self.fixed.insert(id, number(*value));
            }
            Quantity::Uncertain(law) => {
                let key = Key::of(&id.name(programme));
                let known = match id {
                    InputId::Area(area, column) => evidence::known(programme, area, column),
                    _ => Known::Nothing,
                };
                self.drawn.insert(id, Input { key, law: law.clone(), range, parent: Parent::Nothing, known });
            }
        }
    }

    /// Section 6, prices: the growth of a year that is drawn follows the year before's.
    fn chain_growth(&mut self, programme: &Programme) {
        let phi = programme.prices.persistence;
        let is_drawn = |year| evidence::ends_after_data_date(programme, year);
        for (index, growth) in growth(programme) {
            let years = growth.iter().map(|(year, _)| *year).filter(|year| is_drawn(*year));
            let drawn: Vec<InputId> = years.map(|year| InputId::Growth(index, year)).collect();
            // The chain passes through years whose growth is fixed: those have a score too, if no value.
            for id in &drawn {
                let score_alone = || Input {
                    key: Key::of(&id.name(programme)),
                    law: Distribution::normal(0.0, 1.0).expect("there is a standard normal law"),
                    range: ANY,
                    parent: Parent::Nothing,
                    known: Known::Nothing,
                };
                self.drawn.entry(*id).or_insert_with(score_alone);
            }
            for two in drawn.windows(2) {
                self.drawn.get_mut(&two[1]).expect("every year has a score").parent = Parent::Input(two[0], phi);
            }
        }
    }

    fn correlate(&mut self, programme: &Programme, correlation: &Correlation) {
        match correlation {
            Correlation::Across { name, column, members, rank } => {
                let rho = score_correlation(*rank);
                let of_group = |area: &usize| match members {
                    Members::All => true,
                    Members::Portfolio(name) => programme.areas[*area].portfolio.as_ref() == Some(name),
                    Members::Among(areas) => areas.contains(area),
                };
                let areas = (0..programme.areas.len()).filter(of_group);
                let members = areas.map(|area| InputId::Area(area, *column));
                let members: Vec<InputId> = members.filter(|id| self.drawn.contains_key(id)).collect();
                let known: Vec<Known> = members.iter().map(|id| self.drawn[id].known).collect();
                self.causes.push(Cause::of(Key::of(name), rho, &known));
                for id in members {
                    self.follow(id, Parent::Cause(self.causes.len() - 1, rho));
                }
            }
            Correlation::Within { first, rest, rank } => {
                for area in 0..programme.areas.len() {
                    for column in rest {
                        self.follow_input(InputId::Area(area, *column), InputId::Area(area, *first), *rank);
                    }
                }
            }
            Correlation::Pair { first, second, rank } => self.follow_input(*second, *first, *rank),
        }
    }

    /// Fixed inputs take no part.
    fn follow_input(&mut self, child: InputId, parent: InputId, rank: f64) {
        if self.drawn.contains_key(&parent) {
            self.follow(child, Parent::Input(parent, score_correlation(rank)));
        }
    }

    fn follow(&mut self, child: InputId, parent: Parent) {
        if let Some(input) = self.drawn.get_mut(&child) {
            input.parent = parent;
        }
    }
}

/// Spearman's coefficient to that of normal scores.
fn score_correlation(rank: f64) -> f64 {
    if rank.abs() == 1.0 { rank } else { 2.0 * (PI * rank / 6.0).sin() }
}

fn chances(programme: &Programme) -> Vec<InputId> {
    let areas = (0..programme.areas.len()).map(InputId::AreaGoesAhead);
    let risks = (0..programme.risks.len()).map(InputId::RiskOccurs);
    let grants = (0..programme.grants.len()).map(InputId::GrantPaid);
    areas.chain(risks).chain(grants).chain([InputId::ExitOccurs]).collect()
}

/// The growth of every year that the indices need, in order of the years.
pub fn growth(programme: &Programme) -> [(PriceIndex, Vec<(FinancialYear, &Quantity)>); 2] {
    let prices = &programme.prices;
    let years = prices.years_needed(programme.horizon);
    [PriceIndex::Pay, PriceIndex::Price].map(|index| {
        let rates = years.iter().filter_map(|year| Some((*year, prices.growth(index).of(*year)?)));
        (index, rates.collect())
    })
}

/// Every quantity that is drawn once, with its range.
fn quantities(programme: &Programme) -> Vec<(InputId, &Quantity, (f64, f64))> {
    let mut all = Vec::new();
    for (place, area) in programme.areas.iter().enumerate() {
        all.extend(AreaColumn::ALL.map(|column| (InputId::Area(place, column), &area[column], range(column))));
    }
    for (place, risk) in programme.risks.iter().enumerate() {
        if matches!(risk.occurrence, Occurrence::Once { .. }) {
            let of = |column| (InputId::Risk(place, column), risk.quantity(column), range_of_event(column));
            all.extend(RiskColumn::ALL.map(of));
        }
    }
    for (place, line) in programme.programme_costs.iter().enumerate() {
        all.push((InputId::ProgrammeCost(place), &line.per_year, ANY));
    }
    for (place, grant) in programme.grants.iter().enumerate() {
        all.push((InputId::GrantAmount(place), &grant.amount, ANY));
    }
    for (place, group) in programme.workforce.iter().enumerate() {
        all.extend(group.leavers_per_year.iter().map(|leavers| (InputId::Leavers(place), leavers, SHARE)));
    }
    if let Some(exit) = &programme.exit {
        all.push((InputId::ExitMonths, &exit.months, NOT_NEGATIVE));
        all.push((InputId::ExitDismantlingCost, &exit.dismantling_cost, ANY));
        all.push((InputId::ExitSavingKept, &exit.saving_kept, SHARE));
    }
    for (index, rates) in growth(programme) {
        all.extend(rates.iter().map(|(year, rate)| (InputId::Growth(index, *year), *rate, ABOVE_MINUS_ONE)));
    }
    all
}

/// The inputs of one trial.
pub struct Draws<'a> {
    inputs: &'a Inputs,
    pub uniforms: Uniforms,
    /// `F` of every common cause.
    causes: Vec<f64>,
}

impl<'a> Draws<'a> {
    pub fn new(inputs: &'a Inputs, uniforms: Uniforms) -> Self {
        let causes = inputs.causes.iter().map(|cause| cause.draw(&uniforms)).collect();
        Draws { inputs, uniforms, causes }
    }

    /// Whether something of this probability happens.
    pub fn happens(&self, id: InputId, probability: Decimal) -> bool {
        self.uniforms.once(self.inputs.chances[&id]) < number(probability)
    }

    /// The value of a quantity.
    pub fn value(&self, id: InputId) -> f64 {
        if let Some(value) = self.inputs.fixed.get(&id) {
            return *value;
        }
        let input = &self.inputs.drawn[&id];
        let value = match (&input.parent, &input.known) {
            (Parent::Nothing, Known::Nothing) => at_uniform(&input.law, self.uniforms.once(input.key)),
            (_, known) => known.value(&input.law, self.score(id)),
        };
        value.clamp(input.range.0, input.range.1)
    }

    /// The normal score of an input.
    fn score(&self, id: InputId) -> f64 {
        let input = &self.inputs.drawn[&id];
        let (mean, weight) = match input.parent {
            Parent::Nothing => (0.0, 1.0),
            Parent::Cause(cause, rho) => (rho.sqrt() * self.causes[cause], (1.0 - rho).sqrt()),
            Parent::Input(parent, rho) => (rho * self.score(parent), (1.0 - rho * rho).sqrt()),
        };
        let (low, high) = input.known.scores();
        if low == high {
            return low;
        }
        let own = (low > f64::NEG_INFINITY || high < f64::INFINITY)
            .then(|| truncated(self.uniforms.once(input.key), (low - mean) / weight, (high - mean) / weight));
        let own = own.unwrap_or_else(|| at_uniform_normal(self.uniforms.once(input.key)));
        mean + weight * own
    }
}

/// The quantile at a uniform, from the end at which it is small.
pub fn at_uniform(law: &Distribution, u: f64) -> f64 {
    if u < 0.5 { law.quantile(u) } else { law.quantile_upper(1.0 - u) }
}

fn at_uniform_normal(u: f64) -> f64 {
    if u < 0.5 { normal::quantile(u) } else { normal::upper_quantile(1.0 - u) }
}

/// The quantile at `u` of the standard normal law between two scores.
fn truncated(u: f64, low: f64, high: f64) -> f64 {
    let above = normal::upper_tail(high) + (1.0 - u) * (normal::upper_tail(low) - normal::upper_tail(high));
    if above < 0.5 {
        return normal::upper_quantile(above);
    }
    normal::quantile(normal::cumulative(low) + u * (normal::cumulative(high) - normal::cumulative(low)))
}
