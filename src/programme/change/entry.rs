//! Entries as their names and values.

use super::refer::{Names, Refused};
use super::{Change, Edit};
use crate::programme::{Draft, EntryKind};
use std::collections::HashMap;

/// What a programme has several of.
pub(super) trait Entry: Clone {
    /// One of its values, in which other entries stand by their names.
    type Value: Clone + PartialEq;

    /// Of which kind it is.
    const KIND: EntryKind;

    /// What it is called in a programme.
    fn name(&self, names: &Names<'_>) -> String;

    /// All its values; those of two entries correspond by their places.
    fn values(&self, names: &Names<'_>) -> Vec<Self::Value>;

    /// A value that differs from `old`, as the single values that do.
    fn apart(_old: &Self::Value, new: Self::Value) -> Vec<Self::Value> {
        vec![new]
    }

    /// Sets one of them.
    fn set(&mut self, value: &Self::Value, names: &Names<'_>) -> Result<(), Refused>;

    /// An entry of that name with the values that are built in.
    fn blank(name: &str, names: &Names<'_>) -> Result<Self, Refused>;

    /// All of them, taken out of a programme.
    fn take(programme: &mut Draft) -> Vec<Self>;

    /// Puts them back.
    fn put(programme: &mut Draft, entries: Vec<Self>);
}

/// The names of entries; of several that are called the same, the second has ` (2)` behind its name.
pub(super) fn names_of<T: Entry>(entries: &[T], names: &Names<'_>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let named = entries.iter().map(|entry| {
        let name = entry.name(names);
        let count = seen.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    });
    named.collect()
}

/// The position of the entry of that name in a programme; what it has once is at 0.
pub(super) fn position(programme: &Draft, kind: EntryKind, name: &str) -> Option<usize> {
    let all = match kind {
        EntryKind::Actual => names_of(&programme.actuals, &Names::of(programme)),
        EntryKind::Correlation => names_of(&programme.correlations, &Names::of(programme)),
        EntryKind::Exit => return programme.exit.is_some().then_some(0),
        EntryKind::Scenario | EntryKind::Prices | EntryKind::Discounting | EntryKind::Sharing => return Some(0),
        _ => return programme.names(kind).iter().position(|known| *known == name),
    };
    all.iter().position(|known| known == name)
}

/// Two programmes that are compared.
pub(super) struct Both<'a> {
    pub(super) before: Names<'a>,
    pub(super) after: Names<'a>,
}

impl Both<'_> {
    /// Adds what the entries of the one have otherwise than those of the other.
    pub(super) fn compare<T: Entry>(
        &self,
        old: &[T],
        new: &[T],
        change: impl Fn(String, Edit<T::Value>) -> Change,
        changes: &mut Vec<Change>,
    ) {
        let (old_names, new_names) = (names_of(old, &self.before), names_of(new, &self.after));
        let mut of_old: HashMap<&str, &T> = old_names.iter().map(String::as_str).zip(old).collect();
        for (name, entry) in new_names.iter().zip(new) {
            let values = entry.values(&self.after);
            let Some(old) = of_old.remove(name.as_str()) else {
                changes.push(change(name.clone(), Edit::Came(values)));
                continue;
            };
            let pairs = old.values(&self.before).into_iter().zip(values);
            let changed = pairs.filter(|(old, new)| old != new).flat_map(|(old, new)| T::apart(&old, new));
            changes.extend(changed.map(|value| change(name.clone(), Edit::Value(value))));
        }
        let gone = old_names.iter().filter(|name| of_old.contains_key(name.as_str()));
        changes.extend(gone.map(|name| change(name.clone(), Edit::Went)));
    }
}
