//! Targets of one name in both scenarios.

use crate::engine::{Column, Wanted};
use crate::plan::{Compare, Plan, RowId};
use crate::programme::{EntryKind, Programme, Target, TargetPart};
use crate::statistics::error_of;

/// How a target's chance changes, each by its own definition.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetChange {
    /// Its name.
    pub name: String,
    /// The chance in the base.
    pub base: f64,
    /// The chance in the other.
    pub other: f64,
    /// The Monte Carlo error of the change.
    pub error: f64,
    /// Whether both say the same of it.
    pub is_alike: bool,
}

/// The targets that both have, in the order of the base: their positions in both.
pub(super) fn of_both([base, other]: [&Programme; 2]) -> Vec<[usize; 2]> {
    let place = |target: &Target| other.targets.iter().position(|known| known.name == target.name);
    (base.targets.iter().enumerate()).filter_map(|(own, target)| Some([own, place(target)?])).collect()
}

/// What a side's targets look at.
pub(super) fn wanted(side: (&Programme, &Plan), positions: impl Iterator<Item = usize>) -> Vec<Wanted> {
    positions.map(|position| Wanted::Figure(figure(side, position).0)).collect()
}

/// How their chances change, by the values of what each side's targets look at.
pub(super) fn compare(
    sides: [(&Programme, &Plan); 2],
    both: &[[usize; 2]],
    [ours, theirs]: &[Vec<Column>; 2],
) -> Vec<TargetChange> {
    let [base, other] = sides;
    let change = |(place, pair): (usize, &[usize; 2])| {
        let met = |side: usize, column: &[f64]| -> Vec<f64> {
            let compare = figure(sides[side], pair[side]).1;
            column.iter().map(|&value| f64::from(u8::from(compare.holds(value)))).collect()
        };
        let (one, two) = (met(0, &ours[place]), met(1, &theirs[place]));
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (chance, others) = (mean(&one), mean(&two));
        let influence: Vec<f64> = one.iter().zip(&two).map(|(one, two)| (two - others) - (one - chance)).collect();
        TargetChange {
            name: base.0.targets[pair[0]].name.clone(),
            base: chance,
            other: others,
            error: error_of(&influence),
            is_alike: meaning(base.0, pair[0]) == meaning(other.0, pair[1]),
        }
    };
    both.iter().enumerate().map(change).collect()
}

/// What a target looks at, and how that is compared.
fn figure((programme, plan): (&Programme, &Plan), position: usize) -> (RowId, Compare) {
    let target = &programme.targets[position];
    let year = target.by.and_then(|year| programme.horizon.index_of(year)).unwrap_or(0);
    (RowId { part: plan.part_of_target[position], measure: target.measure, year }, plan.compare(programme, target))
}

/// A target with the name of its part in place of a position.
fn meaning(programme: &Programme, position: usize) -> (Target, Option<String>) {
    let target = programme.targets[position].clone();
    let name = |kind: EntryKind, at: usize| programme.names(kind).get(at).map(|name| (*name).to_owned());
    let part = match target.part {
        TargetPart::Partner(at) => name(EntryKind::Partner, at),
        TargetPart::Area(at) => name(EntryKind::Area, at),
        TargetPart::Workforce(at) => name(EntryKind::Workforce, at),
        TargetPart::Programme | TargetPart::Portfolio(_) => None,
    };
    let anywhere = match target.part {
        TargetPart::Partner(_) => TargetPart::Partner(0),
        TargetPart::Area(_) => TargetPart::Area(0),
        TargetPart::Workforce(_) => TargetPart::Workforce(0),
        part => part,
    };
    (Target { part: anywhere, ..target }, part)
}
