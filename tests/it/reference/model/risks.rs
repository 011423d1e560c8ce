//! Section 5: the events of risks, and section 6's exit.

use super::inputs::{Draws, at_uniform, number, range_of_event};
use super::random::Key;
use super::time::Clock;
use foresave::programme::{InputId, Occurrence, Programme, Quantity, Risk, RiskColumn, Struck};

/// Something that happens in a trial.
#[derive(Clone, Debug)]
pub struct Event {
    /// `T`.
    pub time: f64,
    /// Positions of the areas that it strikes.
    pub areas: Struck,
    pub delay: f64,
    pub cost: f64,
    pub saving_loss: f64,
}

/// `X` and `h`; without an exit `X` is infinite.
#[derive(Clone, Copy, Debug)]
pub struct Exit {
    pub at: f64,
    pub kept: f64,
    pub dismantling_cost: f64,
}

impl Exit {
    pub const NONE: Exit = Exit { at: f64::INFINITY, kept: 0.0, dismantling_cost: 0.0 };

    pub fn drawn(programme: &Programme, clock: &Clock, draws: &Draws) -> Self {
        let Some(exit) = &programme.exit else { return Exit::NONE };
        let at = clock.start + draws.value(InputId::ExitMonths);
        if !draws.happens(InputId::ExitOccurs, exit.probability) || at >= clock.end {
            return Exit::NONE;
        }
        let dismantling_cost = draws.value(InputId::ExitDismantlingCost);
        Exit { at, kept: draws.value(InputId::ExitSavingKept), dismantling_cost }
    }
}

/// All events of a trial in order of their time: none at or after an exit or the horizon's end.
pub fn events(programme: &Programme, clock: &Clock, (draws, exit): (&Draws, &Exit)) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (place, risk) in programme.risks.iter().enumerate() {
        match &risk.occurrence {
            Occurrence::Once { probability, date } => {
                if draws.happens(InputId::RiskOccurs(place), *probability) {
                    let drawn = |column| draws.value(InputId::Risk(place, column));
                    events.push(event(risk, clock.at(*date), drawn));
                }
            }
            Occurrence::Recurs { frequency_per_year } => {
                let mean = number(*frequency_per_year) * (clock.end - clock.start) / 12.0;
                let recurring = Recurring { risk, draws };
                events.extend((0..recurring.number(mean)).map(|number| recurring.event(clock, number)));
            }
        }
    }
    events.retain(|event| event.time < exit.at.min(clock.end));
    events.sort_by(|a, b| a.time.total_cmp(&b.time));
    events
}

fn event(risk: &Risk, time: f64, drawn: impl Fn(RiskColumn) -> f64) -> Event {
    Event {
        time,
        areas: risk.areas.clone(),
        delay: drawn(RiskColumn::DelayMonths),
        cost: drawn(RiskColumn::Cost),
        saving_loss: drawn(RiskColumn::SavingLoss),
    }
}

/// A risk that recurs.
struct Recurring<'a> {
    risk: &'a Risk,
    draws: &'a Draws<'a>,
}

impl Recurring<'_> {
    fn key(&self, quantity: &str) -> Key {
        Key::of(&format!("risk.{}.{quantity}", self.risk.name))
    }

    /// How many events there are: the quantile of the Poisson law.
    fn number(&self, mean: f64) -> usize {
        let u = self.draws.uniforms.once(self.key("occurs"));
        let (mut number, mut probability) = (0, (-mean).exp());
        let mut at_most = probability;
        while at_most < u && probability > 1e-300 {
            number += 1;
            probability *= mean / number as f64;
            at_most += probability;
        }
        number
    }

    fn event(&self, clock: &Clock, number: usize) -> Event {
        let uniform = |quantity: &str| self.draws.uniforms.of_event(self.key(quantity), number);
        let time = clock.start + uniform("time") * (clock.end - clock.start);
        event(self.risk, time, |column| match self.risk.quantity(column) {
            Quantity::Fixed(value) => super::inputs::number(*value),
            Quantity::Uncertain(law) => {
                let (low, high) = range_of_event(column);
                at_uniform(law, uniform(column.name())).clamp(low, high)
            }
        })
    }
}
