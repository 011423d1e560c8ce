//! The tables that draws go through, made once for every law.

use super::transform::{NormalTails, Table, Transform};
use crate::distribution::Distribution;
use crate::plan::{EventAmount, Learning, Plan, RiskPlan, RiskQuantities};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The tables of so many laws more than a plan has are kept for the next.
const KEPT: usize = 4096;
/// Those of so many common causes.
const KEPT_CAUSES: usize = 64;

/// Why a lock can be taken.
const UNPOISONED: &str = "no thread panics while it holds the tables";

/// A law with the range that its draws are clamped to.
pub type Clamped<'a> = (&'a Distribution, (f64, f64));

/// The tables of the normal law, and those of all laws so far.
#[derive(Debug)]
pub struct Tables {
    /// Of normal scores.
    pub score: Transform,
    /// Of the probabilities of these.
    pub tails: Arc<NormalTails>,
    kept: Mutex<Kept>,
}

/// Which law of which programme it is: plans that are made of one programme share its laws.
type Identity = (usize, [u64; 2]);

/// Tables, with what they were made of.
#[derive(Debug, Default)]
struct Kept {
    /// By what tells one law from another.
    by_shape: BTreeMap<String, Transform>,
    /// The same by identity, which is told sooner; laws are held so that theirs are given to no other.
    by_identity: BTreeMap<Identity, (Distribution, Transform)>,
    /// Of common causes after learning.
    learnt: Vec<(Arc<Learning>, Transform)>,
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
        let laws: BTreeMap<Identity, Clamped> = all.map(|law| (identity(law), law)).collect();
        let mut made = self.made_before(&laws);
        let unknown: BTreeMap<String, Clamped> = laws
            .iter()
            .filter(|(identity, _)| !made.contains_key(*identity))
            .map(|(_, law)| (shape(*law), *law))
            .collect();
        if !unknown.is_empty() {
            let of_shapes = self.of_shapes(unknown);
            let new = laws.iter().filter(|(identity, _)| !made.contains_key(*identity));
            let new: Vec<(Identity, Transform)> =
                new.map(|(identity, law)| (*identity, of_shapes[&shape(*law)].clone())).collect();
            made.extend(new.iter().cloned());
            self.keep(new, of_shapes, &laws);
        }
        Transforms { made }
    }

    /// The transform of a common cause after learning.
    pub fn of_learning(&self, learning: &Arc<Learning>) -> Transform {
        let found = |kept: &Kept| {
            let of_it = kept.learnt.iter().find(|(known, _)| Arc::ptr_eq(known, learning));
            of_it.map(|(_, transform)| transform.clone())
        };
        if let Some(transform) = found(&self.kept.lock().expect(UNPOISONED)) {
            return transform;
        }
        let table = Table::of_learning(Arc::clone(learning));
        let transform = Transform::of_table(Arc::new(table), (f64::NEG_INFINITY, f64::INFINITY));
        let mut kept = self.kept.lock().expect(UNPOISONED);
        if kept.learnt.len() == KEPT_CAUSES {
            kept.learnt.remove(0);
        }
        kept.learnt.push((Arc::clone(learning), transform.clone()));
        transform
    }

    fn made_before(&self, laws: &BTreeMap<Identity, Clamped>) -> BTreeMap<Identity, Transform> {
        let kept = self.kept.lock().expect(UNPOISONED);
        let of = |identity: &Identity| Some((*identity, kept.by_identity.get(identity)?.1.clone()));
        laws.keys().filter_map(of).collect()
    }

    /// The transforms of laws by their shapes: known ones, or made now.
    fn of_shapes(&self, laws: BTreeMap<String, Clamped>) -> BTreeMap<String, Transform> {
        let known: Vec<Option<Transform>> = {
            let kept = self.kept.lock().expect(UNPOISONED);
            laws.keys().map(|shape| kept.by_shape.get(shape).cloned()).collect()
        };
        // Not under the lock: a thread that waits for others may take up the making of other tables.
        let laws: Vec<(String, Clamped)> = laws.into_iter().collect();
        let made = laws.into_par_iter().zip(known).map(|((shape, (law, range)), known)| {
            let transform = known.unwrap_or_else(|| Transform::of(law, range));
            (shape, transform)
        });
        made.collect::<Vec<_>>().into_iter().collect()
    }

    /// Keeps tables for the next plans; there is room for those of this one, and some more.
    fn keep(
        &self,
        new: Vec<(Identity, Transform)>,
        of_shapes: BTreeMap<String, Transform>,
        laws: &BTreeMap<Identity, Clamped>,
    ) {
        let mut kept = self.kept.lock().expect(UNPOISONED);
        if kept.by_shape.len() + of_shapes.len() > laws.len() + KEPT {
            kept.by_shape.clear();
        }
        kept.by_shape.extend(of_shapes);
        if kept.by_identity.len() + new.len() > laws.len() + KEPT {
            kept.by_identity.retain(|identity, _| laws.contains_key(identity));
        }
        let with_law =
            |(identity, transform): (Identity, Transform)| (identity, (laws[&identity].0.clone(), transform));
        kept.by_identity.extend(new.into_iter().map(with_law));
    }
}

/// The transforms of the laws of a plan.
#[derive(Debug)]
pub struct Transforms {
    made: BTreeMap<Identity, Transform>,
}

impl Transforms {
    /// That of one of its laws.
    pub fn get(&self, law: &Distribution, range: (f64, f64)) -> Transform {
        self.made[&identity((law, range))].clone()
    }
}

/// What tells one law from another.
fn shape(law: Clamped) -> String {
    format!("{law:?}")
}

fn identity((law, (least, greatest)): Clamped) -> Identity {
    (law.identity(), [least.to_bits(), greatest.to_bits()])
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
