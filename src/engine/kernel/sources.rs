//! What single sources of chance draw, for analyses that ask what moved a figure.

use super::super::design::ChunkId;
use super::super::lanes::{LANES, Lanes};
use super::{Chunk, Machine};
use crate::plan::{OccurrencePlan, Source, Timing};

impl Machine<'_> {
    /// The values of sources in the trials of a chunk, one after the other: of inputs their values, of common causes their
    /// scores, of what may happen 1 where it does and 0 where it does not.
    pub fn draw(&self, at: ChunkId, sources: &[Source], chunk: &mut Chunk, take: &mut dyn FnMut(usize, &Lanes)) {
        chunk.draw_scores(self, at);
        let mut values = Lanes::all(0.0);
        for (place, source) in sources.iter().enumerate() {
            chunk.draw_source(self, at, *source, &mut values);
            take(place, &values);
        }
    }
}

impl Chunk {
    fn draw_source(&mut self, machine: &Machine, at: ChunkId, source: Source, values: &mut Lanes) {
        let plan = machine.plan;
        match source {
            Source::Input(input) => self.draw(machine, at, input, values),
            Source::Cause(cause) => *values = self.causes[cause].clone(),
            Source::GoesAhead(place) => match &plan.areas[place].timing {
                Timing::Ahead { chance: Some(chance), .. } => {
                    self.happens(machine, at, (chance, machine.area_draws[place]), values);
                }
                Timing::Ahead { .. } | Timing::Live { .. } => values.fill_with(1.0),
            },
            Source::Strikes(risk) => match &plan.risks[risk].occurrence {
                OccurrencePlan::Once { chance, .. } => {
                    self.happens(machine, at, (chance, machine.risks[risk].occurs), values);
                }
                OccurrencePlan::Recurs { .. } => self.strikes_at_all(machine, at, risk, values),
            },
            Source::IsPaid(grant) => {
                self.happens(machine, at, (&plan.grants[grant].chance, machine.grant_draws[grant]), values);
            }
            Source::Exits => match &plan.exit {
                Some(exit) => self.happens(machine, at, (&exit.chance, machine.exit_draw), values),
                None => values.fill_with(0.0),
            },
        }
    }

    /// 1 where a recurring risk strikes at least once, else 0.
    fn strikes_at_all(&mut self, machine: &Machine, at: ChunkId, risk: usize, values: &mut Lanes) {
        let draws = &machine.risks[risk];
        machine.design.words(draws.occurs, at, &mut self.scratch.words);
        for lane in 0..LANES {
            let number = draws.number.as_ref().map_or(0, |number| number.of_word(self.scratch.words.0[lane]));
            values[lane] = f64::from(u8::from(number > 0));
        }
    }
}
