//! Shares of the variance, by group of sources.

use super::Subject;
use super::gathering::{By, Group, groups};
use crate::engine::{Interrupted, Sample, Together};
use crate::statistics::{Exchanged, VarianceShares};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub use crate::statistics::VarianceShares as Shares;

/// A group's shares of the variance.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupShares {
    /// How sources were gathered.
    pub by: By,
    /// The group.
    pub group: String,
    /// `None` where the figure does not vary.
    pub shares: Option<VarianceShares>,
}

/// A group whose total index is no more drives next to nothing.
const LITTLE: f64 = 0.005;

impl GroupShares {
    /// The shares of a group that drives more than next to nothing.
    pub fn that_matter(&self) -> Option<Shares> {
        self.shares.filter(|shares| shares.total.value > LITTLE)
    }
}

/// The shares of all groups: of the figure's variance, or of that of whether its target is met.
pub fn indices(subject: &Subject, by_source: bool) -> Result<Vec<GroupShares>, Interrupted> {
    let groups = groups(subject.programme, &subject.plan.plan, by_source);
    let all: BTreeSet<String> = groups.iter().flat_map(|group| group.draws.iter().cloned()).collect();
    let ends = values(subject, &[BTreeSet::new(), all.clone()])?;
    // Groups of the same sources have the same shares: a risk is one in both ways of gathering.
    let distinct: BTreeSet<&BTreeSet<String>> = groups.iter().map(|group| &group.draws).collect();
    let distinct: Vec<&BTreeSet<String>> = distinct.into_iter().collect();
    let engine = subject.asking.engine;
    let mut found = BTreeMap::new();
    for some in distinct.chunks(subject.fits_together() / 2) {
        let exchanged = |draws: &&BTreeSet<String>| [(*draws).clone(), all.difference(draws).cloned().collect()];
        let values = values(subject, &some.iter().flat_map(exchanged).collect::<Vec<_>>())?;
        let shares = |(draws, values): (&_, &[Vec<f64>])| {
            let (one_exchanged, other_exchanged) = (&values[0], &values[1]);
            (*draws, Exchanged { one: &ends[0], other: &ends[1], one_exchanged, other_exchanged }.shares())
        };
        let of_some = || some.par_iter().zip(values.par_chunks_exact(2)).map(shares).collect::<Vec<_>>();
        found.extend(engine.install(of_some));
    }
    let of_group = |group: &Group| GroupShares { by: group.by, group: group.name.clone(), shares: found[&group.draws] };
    Ok(groups.iter().map(of_group).collect())
}

/// The figure, or whether its target is met, with each of some sets of draws from the second family.
fn values(subject: &Subject, redrawn: &[BTreeSet<String>]) -> Result<Vec<Vec<f64>>, Interrupted> {
    let Subject { plan, asking, .. } = subject;
    let runs: Vec<Together> = redrawn.iter().map(|draws| plan.with_redrawn(draws.clone())).collect();
    let samples = asking.engine.sample_together(&runs, asking.drawing, asking.watch)?;
    let values: Vec<Vec<f64>> = samples.into_iter().map(Sample::only).collect();
    let Some(compare) = &plan.compare else { return Ok(values) };
    let is_met = |value: f64| f64::from(u8::from(compare.holds(value)));
    Ok(values.into_iter().map(|values| values.into_iter().map(is_met).collect()).collect())
}
