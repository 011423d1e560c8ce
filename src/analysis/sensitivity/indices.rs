//! Shares of the variance, by group of sources.

use super::Subject;
use super::gathering::{By, Group, groups};
use crate::engine::{Drawing, Interrupted};
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

/// The shares of all groups: of the figure's variance, or of that of whether its target is met.
pub fn indices(subject: &Subject, by_source: bool) -> Result<Vec<GroupShares>, Interrupted> {
    let groups = groups(subject.programme, &subject.plan.plan, by_source);
    let all: BTreeSet<String> = groups.iter().flat_map(|group| group.draws.iter().cloned()).collect();
    let (one, other) = (values(subject, BTreeSet::new())?, values(subject, all.clone())?);
    // Groups of the same sources have the same shares: a risk is one in both ways of gathering.
    let distinct: BTreeSet<&BTreeSet<String>> = groups.iter().map(|group| &group.draws).collect();
    let shares = |draws: &BTreeSet<String>| -> Result<Option<VarianceShares>, Interrupted> {
        let one_exchanged = values(subject, draws.clone())?;
        let other_exchanged = values(subject, all.difference(draws).cloned().collect())?;
        let (one_exchanged, other_exchanged) = (&one_exchanged, &other_exchanged);
        Ok(Exchanged { one: &one, other: &other, one_exchanged, other_exchanged }.shares())
    };
    let looked_at = || distinct.into_par_iter().map(|draws| shares(draws).map(|found| (draws, found))).collect();
    let found: Result<BTreeMap<_, _>, Interrupted> = subject.asking.engine.install(looked_at);
    let found = found?;
    let of_group = |group: &Group| GroupShares { by: group.by, group: group.name.clone(), shares: found[&group.draws] };
    Ok(groups.iter().map(of_group).collect())
}

/// The figure, or whether its target is met, with some draws from the second family.
fn values(subject: &Subject, redrawn: BTreeSet<String>) -> Result<Vec<f64>, Interrupted> {
    let asking = subject.asking;
    let drawing = Drawing { redrawn, ..asking.drawing.clone() };
    let values = subject.plan.values(asking.engine, &drawing, asking.watch)?;
    Ok(match &subject.plan.compare {
        Some(compare) => values.into_iter().map(|value| f64::from(u8::from(compare.holds(value)))).collect(),
        None => values,
    })
}
