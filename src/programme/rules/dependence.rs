//! Which input depends on which: each on one other at most, and none on itself in the end.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{At, Correlation, Draft, Draw, EntryKind, InputId, PriceIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Why an input depends on another.
#[derive(Clone, Copy, Debug)]
struct Parent {
    /// The input depended on; `None` for a common cause.
    input: Option<InputId>,
    /// The entry that says so, from 0; `None` where the persistence of growth does.
    entry: Option<usize>,
}

/// The parents found so far.
struct Dependence<'a> {
    draft: &'a Draft,
    parents: BTreeMap<InputId, Parent>,
    quarrels: BTreeSet<(usize, Option<usize>)>,
    broken: &'a mut Vec<Broken>,
}

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    let mut parents = BTreeMap::new();
    for (year_before, year) in chained_growth(draft) {
        parents.insert(year, Parent { input: Some(year_before), entry: None });
    }
    let mut dependence = Dependence { draft, parents, quarrels: BTreeSet::new(), broken };
    for (entry, correlation) in draft.correlations.iter().enumerate() {
        for (child, parent) in dependents(draft, correlation) {
            dependence.add(child, Parent { input: parent, entry: Some(entry) });
        }
    }
    dependence.check_circles();
}

/// Growth inputs that follow another: (the year before, the year).
fn chained_growth(draft: &Draft) -> Vec<(InputId, InputId)> {
    let mut chained = Vec::new();
    if draft.prices.persistence > 0.0 {
        for index in PriceIndex::ALL {
            let inputs = draft.years_of_growth().into_iter().map(|year| InputId::Growth(index, year));
            let drawn: Vec<InputId> = inputs.filter(|input| input.draw(draft) == Draw::Once).collect();
            chained.extend(drawn.windows(2).map(|two| (two[0], two[1])));
        }
    }
    chained
}

/// The inputs that an entry lets depend on another, or on its common cause.
fn dependents(draft: &Draft, correlation: &Correlation) -> Vec<(InputId, Option<InputId>)> {
    let is_drawn = |input: &InputId| input.draw(draft) == Draw::Once;
    match correlation {
        Correlation::Across { column, members, .. } => {
            let inputs = draft.members(members).into_iter().map(|area| InputId::Area(area, *column));
            inputs.filter(is_drawn).map(|input| (input, None)).collect()
        }
        Correlation::Within { first, rest, .. } => {
            let pairs = (0..draft.areas.len()).flat_map(|area| {
                rest.iter().map(move |column| (InputId::Area(area, *column), InputId::Area(area, *first)))
            });
            let drawn = pairs.filter(|(child, parent)| is_drawn(child) && is_drawn(parent));
            drawn.map(|(child, parent)| (child, Some(parent))).collect()
        }
        Correlation::Pair { first, second, .. } => {
            let drawn = is_drawn(first) && is_drawn(second);
            drawn.then_some((*second, Some(*first))).into_iter().collect()
        }
    }
}

impl Dependence<'_> {
    /// Says that `child` depends on `parent`. A second parent is reported, once for each two entries.
    fn add(&mut self, child: InputId, parent: Parent) {
        let Some(first) = self.parents.get(&child).map(|first| first.entry) else {
            self.parents.insert(child, parent);
            return;
        };
        let Some(entry) = parent.entry.filter(|&entry| self.quarrels.insert((entry, first))) else { return };
        let name = child.name(self.draft);
        let other = first.map_or("the persistence of growth".into(), |first| format!("entry {}", first + 1));
        let message =
            format!("`{name}` would depend on two things at once: by correlation entry {} and by {other}", entry + 1);
        let help = "an input may depend on one other or on one common cause: take it out of one entry";
        let mut second = Broken::new(Code::SecondParent, self.place(entry), message, help);
        if let Some(first) = first {
            second = second.also(self.place(first), "the first says so here");
        }
        self.broken.push(second.resting_on([child.at()]));
    }

    /// Reports inputs that depend on themselves through others.
    fn check_circles(&mut self) {
        let mut done: BTreeSet<InputId> = BTreeSet::new();
        let starts: Vec<InputId> = self.parents.keys().copied().collect();
        for start in starts {
            let mut path: Vec<InputId> = Vec::new();
            let mut next = Some(start);
            while let Some(input) = next.filter(|input| !done.contains(input)) {
                if let Some(at) = path.iter().position(|&on_path| on_path == input) {
                    self.report_circle(&path[at..]);
                    break;
                }
                path.push(input);
                next = self.parents.get(&input).and_then(|parent| parent.input);
            }
            done.extend(path);
        }
    }

    fn report_circle(&mut self, circle: &[InputId]) {
        let inputs = circle.iter().chain(circle.first()).take(12);
        let names: Vec<String> = inputs.map(|input| format!("`{}`", input.name(self.draft))).collect();
        let entries = circle.iter().filter_map(|input| self.parents.get(input)?.entry);
        let Some(last) = entries.max() else { return };
        let message = format!("these inputs depend on each other in a circle: {}", names.join(" on "));
        let help = "turn one of the pairs round, or remove it";
        self.broken.push(Broken::new(Code::DependenceCycle, self.place(last), message, help));
    }

    fn place(&self, entry: usize) -> At {
        let column = match self.draft.correlations[entry] {
            Correlation::Across { .. } => "across",
            Correlation::Within { .. } => "within",
            Correlation::Pair { .. } => "pair",
        };
        At::of(EntryKind::Correlation, entry, column)
    }
}
