//! Which input depends on which: each on one other at most, and none on itself in the end.

use super::correlations::Parts;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::programme::InputId;
use crate::scenario::reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Why an input depends on another.
#[derive(Clone, Debug)]
struct Parent {
    /// The input depended on; `None` for a common cause.
    input: Option<InputId>,
    /// The entry that says so, from 0; `None` where the persistence of growth does.
    entry: Option<usize>,
}

/// The parents found so far.
#[derive(Debug, Default)]
pub(super) struct Dependence {
    parents: BTreeMap<InputId, Parent>,
    entries: Vec<Place>,
    quarrels: BTreeSet<(usize, Option<usize>)>,
}

impl Dependence {
    /// Begins with what growth's persistence says.
    pub fn of_growth(parts: &Parts<'_>) -> Self {
        let mut dependence = Dependence::default();
        for (year_before, year) in parts.chained_growth() {
            dependence.parents.insert(year, Parent { input: Some(year_before), entry: None });
        }
        dependence
    }

    /// Begins the next entry.
    pub fn begin_entry(&mut self, place: &Place) {
        self.entries.push(place.clone());
    }

    /// Says that in the entry begun last `child` depends on `parent` (`None`: a common cause). A
    /// second parent is reported, once for each two entries.
    pub fn add(&mut self, child: InputId, parent: Option<InputId>, parts: &Parts<'_>, reader: &mut Reader) {
        let entry = self.entries.len() - 1;
        let Some(first) = self.parents.get(&child).map(|parent| parent.entry) else {
            self.parents.insert(child, Parent { input: parent, entry: Some(entry) });
            return;
        };
        if !self.quarrels.insert((entry, first)) {
            return;
        }
        let name = parts.name_of(child);
        let other = first.map_or("the persistence of growth".into(), |first| format!("entry {}", first + 1));
        let message =
            format!("`{name}` would depend on two things at once: by correlation entry {} and by {other}", entry + 1);
        let mut fault = Diagnostic::error(Code::SecondParent, message).at(self.entries[entry].clone());
        if let Some(first) = first {
            fault = fault.also(self.entries[first].clone(), "the first says so here");
        }
        reader.report(fault.help("an input may depend on one other or on one common cause: take it out of one entry"));
    }

    /// Reports inputs that depend on themselves through others.
    pub fn check_cycles(&self, parts: &Parts<'_>, reader: &mut Reader) {
        let mut done: BTreeSet<InputId> = BTreeSet::new();
        for &start in self.parents.keys() {
            let mut path: Vec<InputId> = Vec::new();
            let mut next = Some(start);
            while let Some(input) = next.filter(|input| !done.contains(input)) {
                if let Some(at) = path.iter().position(|&on_path| on_path == input) {
                    self.report_cycle(&path[at..], parts, reader);
                    break;
                }
                path.push(input);
                next = self.parents.get(&input).and_then(|parent| parent.input);
            }
            done.extend(path);
        }
    }

    fn report_cycle(&self, cycle: &[InputId], parts: &Parts<'_>, reader: &mut Reader) {
        let names: Vec<String> =
            (cycle.iter().chain(cycle.first())).take(12).map(|&input| format!("`{}`", parts.name_of(input))).collect();
        let entries: Vec<usize> = cycle.iter().filter_map(|input| self.parents.get(input)?.entry).collect();
        let Some(&last) = entries.iter().max() else { return };
        let message = format!("these inputs depend on each other in a circle: {}", names.join(" on "));
        let fault = Diagnostic::error(Code::DependenceCycle, message).at(self.entries[last].clone());
        reader.report(fault.help("turn one of the pairs round, or remove it"));
    }
}
