//! Making changes: entries come, values are set, entries go.

use super::entry::{Entry, names_of};
use super::refer::{Names, Refused, missing};
use super::renumber::renumber;
use super::{Change, Edit, ProgrammeValue, programme};
use crate::diagnostic::Code;
use crate::fiscal::Horizon;
use crate::programme::{
    Actual, Area, At, Broken, Correlation, Draft, Exit, Grant, Partner, ProgrammeCost, Risk, Target, Workforce,
};
use std::collections::{BTreeSet, HashMap};

/// The edits of one kind of entry, in their order.
type Edits<'c, T> = Vec<(&'c str, &'c Edit<<T as Entry>::Value>)>;

/// The draft with changes.
pub(super) fn apply(draft: Draft, changes: &[Change]) -> Result<Draft, Vec<Broken>> {
    let sorted = Sorted::of(changes);
    let mut making = Making { draft, broken: Vec::new() };
    making.horizon(&sorted.programme);
    let before = making.draft.clone();
    sorted.each(&mut making, Stage::Come, &Names::of(&before));
    // What was reported is called by its area, which may just have come.
    let with_areas = making.draft.clone();
    making.edit::<Actual>(&sorted.actuals, Stage::Come, &Names::of(&with_areas));
    let with_all = making.draft.clone();
    for value in &sorted.programme {
        if let Err(refused) = programme::set(&mut making.draft, value, &Names::of(&with_all)) {
            making.refuse(At::of(value.kind(), 0, value.column()), refused);
        }
    }
    sorted.each(&mut making, Stage::Set, &Names::of(&with_all));
    sorted.each(&mut making, Stage::Go, &Names::of(&with_all));
    if making.broken.is_empty() { Ok(making.draft) } else { Err(making.broken) }
}

/// What is done with the entries of each kind in turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Come,
    Set,
    Go,
}

/// Changes by kind.
#[derive(Default)]
struct Sorted<'c> {
    programme: Vec<&'c ProgrammeValue>,
    partners: Edits<'c, Partner>,
    workforce: Edits<'c, Workforce>,
    areas: Edits<'c, Area>,
    risks: Edits<'c, Risk>,
    actuals: Edits<'c, Actual>,
    costs: Edits<'c, ProgrammeCost>,
    grants: Edits<'c, Grant>,
    exit: Edits<'c, Exit>,
    correlations: Edits<'c, Correlation>,
    targets: Edits<'c, Target>,
}

impl<'c> Sorted<'c> {
    fn of(changes: &'c [Change]) -> Self {
        let mut sorted = Sorted::default();
        for change in changes {
            match change {
                Change::Programme(value) => sorted.programme.push(value),
                Change::Partner(name, edit) => sorted.partners.push((name, edit)),
                Change::Workforce(name, edit) => sorted.workforce.push((name, edit)),
                Change::Area(name, edit) => sorted.areas.push((name, edit)),
                Change::Risk(name, edit) => sorted.risks.push((name, edit)),
                Change::Actual(name, edit) => sorted.actuals.push((name, edit)),
                Change::ProgrammeCost(name, edit) => sorted.costs.push((name, edit)),
                Change::Grant(name, edit) => sorted.grants.push((name, edit)),
                Change::Exit(edit) => sorted.exit.push(("", edit)),
                Change::Correlation(name, edit) => sorted.correlations.push((name, edit)),
                Change::Target(name, edit) => sorted.targets.push((name, edit)),
            }
        }
        sorted
    }

    /// What refers to others goes before them.
    fn each(&self, making: &mut Making, stage: Stage, names: &Names<'_>) {
        making.edit::<Target>(&self.targets, stage, names);
        making.edit::<Correlation>(&self.correlations, stage, names);
        if stage != Stage::Come {
            making.edit::<Actual>(&self.actuals, stage, names);
        }
        making.edit::<Risk>(&self.risks, stage, names);
        making.edit::<ProgrammeCost>(&self.costs, stage, names);
        making.edit::<Grant>(&self.grants, stage, names);
        making.edit::<Exit>(&self.exit, stage, names);
        making.edit::<Area>(&self.areas, stage, names);
        making.edit::<Workforce>(&self.workforce, stage, names);
        making.edit::<Partner>(&self.partners, stage, names);
    }
}

/// A draft that is changed, and what was refused.
struct Making {
    draft: Draft,
    broken: Vec<Broken>,
}

impl Making {
    fn refuse(&mut self, at: At, refused: Refused) {
        self.broken.push(Broken::refused(refused.code, at, refused.message));
    }

    /// The years counted, which their first and their last make together.
    fn horizon(&mut self, values: &[&ProgrammeValue]) {
        let (mut first, mut last) = (self.draft.horizon.first(), self.draft.horizon.last());
        for value in values {
            match value {
                ProgrammeValue::Start(year) => first = *year,
                ProgrammeValue::End(year) => last = *year,
                _ => {}
            }
        }
        match Horizon::new(first, last) {
            Some(horizon) => self.draft.horizon = horizon,
            None => {
                let message = format!("from {first} to {last} is no horizon of 1 to {} years", Horizon::LONGEST);
                self.refuse(At::scenario("end"), Refused { code: Code::Horizon, message });
            }
        }
    }

    fn edit<T: Entry>(&mut self, edits: &Edits<'_, T>, stage: Stage, names: &Names<'_>) {
        if edits.is_empty() {
            return;
        }
        let mut entries = T::take(&mut self.draft);
        match stage {
            Stage::Come => self.come(&mut entries, edits, names),
            Stage::Set => self.set(&mut entries, edits, names),
            Stage::Go => {
                let kept = self.going(&entries, edits, names);
                let mut at = 0..;
                entries.retain(|_| at.next().is_some_and(|at| kept[at].is_some()));
                T::put(&mut self.draft, entries);
                renumber(&mut self.draft, T::KIND, &kept, &mut self.broken);
                return;
            }
        }
        T::put(&mut self.draft, entries);
    }

    fn come<T: Entry>(&mut self, entries: &mut Vec<T>, edits: &Edits<'_, T>, names: &Names<'_>) {
        for (name, _) in edits.iter().filter(|(_, edit)| matches!(edit, Edit::Came(_))) {
            match T::blank(name, names) {
                Ok(entry) => entries.push(entry),
                Err(refused) => self.refuse(At::all(T::KIND), refused),
            }
        }
    }

    fn set<T: Entry>(&mut self, entries: &mut [T], edits: &Edits<'_, T>, names: &Names<'_>) {
        let mut fresh = entries.len() - edits.iter().filter(|(_, edit)| matches!(edit, Edit::Came(_))).count();
        let known = names_of(&entries[..fresh], names);
        let positions: HashMap<&str, usize> = known.iter().map(String::as_str).zip(0..).collect();
        for (name, edit) in edits {
            let (position, values) = match edit {
                Edit::Went => continue,
                Edit::Came(values) => {
                    fresh += 1;
                    (Some(fresh - 1), values.as_slice())
                }
                Edit::Value(value) => (positions.get(name).copied(), std::slice::from_ref(value)),
            };
            let Some(position) = position else {
                self.refuse(At::all(T::KIND), missing(T::KIND, name));
                continue;
            };
            for value in values {
                if let Err(refused) = entries[position].set(value, names) {
                    self.refuse(At::of(T::KIND, position, ""), refused);
                }
            }
        }
    }

    /// Where each entry stands when others have gone; `None` for those.
    fn going<T: Entry>(&mut self, entries: &[T], edits: &Edits<'_, T>, names: &Names<'_>) -> Vec<Option<usize>> {
        let known = names_of(entries, names);
        let mut going: BTreeSet<&str> =
            edits.iter().filter(|(_, edit)| matches!(edit, Edit::Went)).map(|(name, _)| *name).collect();
        let mut next = 0..;
        let kept = known.iter().map(|name| if going.remove(name.as_str()) { None } else { next.next() }).collect();
        going.into_iter().for_each(|name| self.refuse(At::all(T::KIND), missing(T::KIND, name)));
        kept
    }
}
