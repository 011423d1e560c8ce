//! Shares of the variance, by group of sources.

use super::Subject;
use super::gathering::{By, Group, groups};
use crate::engine::{Drawing, Interrupted};
use crate::statistics::{Exchanged, VarianceShares};
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
    let mut known: BTreeMap<BTreeSet<String>, Option<VarianceShares>> = BTreeMap::new();
    let mut shares_of = |group: &Group| -> Result<Option<VarianceShares>, Interrupted> {
        if let Some(known) = known.get(&group.draws) {
            return Ok(*known);
        }
        let one_exchanged = values(subject, group.draws.clone())?;
        let other_exchanged = values(subject, all.difference(&group.draws).cloned().collect())?;
        let (one_exchanged, other_exchanged) = (&one_exchanged, &other_exchanged);
        let shares = Exchanged { one: &one, other: &other, one_exchanged, other_exchanged }.shares();
        known.insert(group.draws.clone(), shares);
        Ok(shares)
    };
    let found = groups
        .iter()
        .map(|group| Ok(GroupShares { by: group.by, group: group.name.clone(), shares: shares_of(group)? }));
    found.collect()
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
