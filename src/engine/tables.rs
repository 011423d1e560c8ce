//! The tables that draws go through, made once for every law.

use super::transform::{NormalTails, Table, Transform};
use crate::distribution::Distribution;
use crate::plan::{EventAmount, Plan, RiskPlan, RiskQuantities};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The tables of so many laws more than a plan has are kept for the next.
const KEPT: usize = 4096;

/// Why a lock can be taken.
const UNPOISONED: &str = "no thread panics while it holds the tables";

/// A law with the range that its draws are clamped to.
pub type Clamped<'a> = (&'a Distribution, (f64, f64));

/// The tables of the normal law, and those of all laws so far, by what tells one law from another.
#[derive(Debug)]
pub struct Tables {
    /// Of normal scores.
    pub score: Transform,
    /// Of the probabilities of these.
    pub tails: Arc<NormalTails>,
    kept: Mutex<BTreeMap<String, Transform>>,
}

impl Tables {
    /// Those of the normal law alone.
    pub fn new() -> Self {
        Tables {
            score: Transform::of_table(Arc::new(Table::of_score()), (f64::NEG_INFINITY, f64::INFINITY)),
            tails: Arc::new(NormalTails::new()),
            kept: Mutex::default(),
        }
    }

    /// The transforms of the laws of a plan, those that are new being made now.
    pub fn of(&self, plan: &Plan) -> Transforms {
        let of_inputs = plan.inputs.iter().map(|input| (&input.law, input.range));
        let all = of_inputs.chain(plan.risks.iter().flat_map(laws_of_events));
        let laws: BTreeMap<String, Clamped> = all.map(|law| (shape(law), law)).collect();
        let mut by_shape = self.made_before(&laws);
        let new: Vec<(&String, &Clamped)> = laws.iter().filter(|(shape, _)| !by_shape.contains_key(*shape)).collect();
        // Not under the lock: a thread that waits for others may take up the making of other tables.
        let made = new.into_par_iter().map(|(shape, (law, range))| (shape.clone(), Transform::of(law, *range)));
        let made: Vec<(String, Transform)> = made.collect();
        by_shape.extend(made.iter().cloned());
        self.keep(made, &laws);
        Transforms { by_shape }
    }

    fn made_before(&self, laws: &BTreeMap<String, Clamped>) -> BTreeMap<String, Transform> {
        let kept = self.kept.lock().expect(UNPOISONED);
        let of = |shape: &String| Some((shape.clone(), kept.get(shape)?.clone()));
        laws.keys().filter_map(of).collect()
    }

    /// Keeps tables for the next plans; there is room for those of this one, and some more.
    fn keep(&self, made: Vec<(String, Transform)>, laws: &BTreeMap<String, Clamped>) {
        let mut kept = self.kept.lock().expect(UNPOISONED);
        kept.extend(made);
        if kept.len() > laws.len() + KEPT {
            kept.retain(|shape, _| laws.contains_key(shape));
        }
    }
}

/// The transforms of the laws of a plan.
#[derive(Debug)]
pub struct Transforms {
    by_shape: BTreeMap<String, Transform>,
}

impl Transforms {
    /// That of one of its laws.
    pub fn get(&self, law: &Distribution, range: (f64, f64)) -> Transform {
        self.by_shape[&shape((law, range))].clone()
    }
}

/// What tells one law from another.
fn shape(law: Clamped) -> String {
    format!("{law:?}")
}

/// The laws that each event of a risk draws from.
fn laws_of_events(risk: &RiskPlan) -> Vec<Clamped<'_>> {
    let RiskQuantities::Each { delay, cost, loss } = &risk.quantities else { return Vec::new() };
    let law = |amount| match amount {
        &EventAmount::Drawn(ref law, range) => Some((law, range)),
        EventAmount::Known(_) => None,
    };
    [delay, cost, loss].into_iter().filter_map(law).collect()
}
