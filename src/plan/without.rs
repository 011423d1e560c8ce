//! A plan with a thing taken out of it, everything else as drawn: what was learnt, and what depends on the score of an
//! input that is taken out, stay.

use super::{Amount, IndexPlan, OccurrencePlan, Plan, Timing, compile};
use crate::programme::{PriceIndex, Programme};

/// What can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A risk, by its position: it never strikes.
    Risk(usize),
    /// The own lateness of the area at a position among [`Plan::areas`], which is not live: it goes live when
    /// predecessors, risks and the data date let it.
    Lateness(usize),
    /// What an area falls short of its plan, likewise: its realisation is 1.
    Shortfall(usize),
    /// What an area's implementation costs beyond its plan from the data date on, likewise: its `cost_overrun` is 1.
    Overrun(usize),
    /// The doubt whether an area goes ahead, likewise.
    Doubt(usize),
    /// The chance of an exit.
    Exit,
    /// The doubt about growth, which is at its most likely.
    Growth,
}

impl Plan {
    /// What is there to be taken out: not what stands already at what taking it out would make of it.
    pub fn takeable(&self, programme: &Programme) -> Vec<Taken> {
        let areas = || 0..self.areas.len();
        let strikes = |risk: &usize| match &self.risks[*risk].occurrence {
            OccurrencePlan::Once { chance, .. } => chance.probability > 0.0,
            OccurrencePlan::Recurs { mean, .. } => *mean > 0.0,
        };
        let mut all: Vec<Taken> = (0..self.risks.len()).filter(strikes).map(Taken::Risk).collect();
        let late = |place: &usize| match &self.areas[*place].timing {
            Timing::Ahead { slippage, .. } => !slippage.is(0.0),
            Timing::Live { .. } => false,
        };
        all.extend(areas().filter(late).map(Taken::Lateness));
        let short = |place: &usize| {
            let area = &self.areas[*place];
            programme.areas[area.index].realised_share().is_none() && !area.realisation.is(1.0)
        };
        all.extend(areas().filter(short).map(Taken::Shortfall));
        let overrun = |place: &usize| match &self.areas[*place].implementation {
            Some(implementation) => !implementation.overrun.is(1.0),
            None => false,
        };
        all.extend(areas().filter(overrun).map(Taken::Overrun));
        let doubted = |place: &usize| matches!(&self.areas[*place].timing, Timing::Ahead { chance: Some(_), .. });
        all.extend(areas().filter(doubted).map(Taken::Doubt));
        all.extend(self.exit.iter().map(|_| Taken::Exit));
        let is_drawn = |index: &IndexPlan| matches!(index, IndexPlan::Drawn { .. });
        if is_drawn(&self.indices.pay) || is_drawn(&self.indices.price) {
            all.push(Taken::Growth);
        }
        all
    }

    /// The plan of `programme` without some things.
    pub fn without(&self, programme: &Programme, taken: &[Taken]) -> Self {
        let mut plan = self.clone();
        taken.iter().for_each(|taken| plan.take_out(programme, *taken));
        plan
    }

    fn take_out(&mut self, programme: &Programme, taken: Taken) {
        match taken {
            Taken::Risk(risk) => match &mut self.risks[risk].occurrence {
                OccurrencePlan::Once { chance, .. } => chance.probability = 0.0,
                OccurrencePlan::Recurs { mean, .. } => *mean = 0.0,
            },
            Taken::Lateness(place) => {
                if let Timing::Ahead { slippage, .. } = &mut self.areas[place].timing {
                    *slippage = Amount::Known(0.0);
                }
            }
            Taken::Shortfall(place) => self.areas[place].realisation = Amount::Known(1.0),
            Taken::Overrun(place) => {
                if let Some(implementation) = &mut self.areas[place].implementation {
                    implementation.overrun = Amount::Known(1.0);
                }
            }
            Taken::Doubt(place) => {
                if let Timing::Ahead { chance, .. } = &mut self.areas[place].timing {
                    *chance = None;
                }
            }
            Taken::Exit => self.exit = None,
            Taken::Growth => {
                self.indices.pay = compile::likely_index(programme, PriceIndex::Pay);
                self.indices.price = compile::likely_index(programme, PriceIndex::Price);
            }
        }
    }
}
