//! The figure that is explained, by names, and the target that it is held to in either scenario.

use super::steps::Gathered;
use super::{ListedChange, Unexplained};
use crate::analysis::figure::{Asked, Figure, PartAsked};
use crate::fiscal::FinancialYear;
use crate::programme::{At, EntryKind, Measure, Programme, Target, TargetPart, Whole};
use crate::scenario::Reading;

/// A figure that both scenarios have.
pub(super) struct LookedAt {
    measure: Measure,
    year: Option<FinancialYear>,
    part: PartAsked,
    /// The target before and after, where the figure is asked for by one.
    targets: Option<[Target; 2]>,
}

impl LookedAt {
    /// The figure that is asked for, in both.
    pub(super) fn of(programmes: [&Programme; 2], asked: &Asked) -> Result<Self, Unexplained> {
        let find = |side: usize| {
            let figure = asked.of(programmes[side], Measure::Whole(Whole::HorizonNetSaving));
            figure.map_err(|none| Unexplained::Figure(side, none))
        };
        let [before, after] = [find(0)?, find(1)?];
        let parts = [named(programmes[0], &before.part), named(programmes[1], &after.part)];
        let is_same = (before.measure, before.year) == (after.measure, after.year) && parts[0] == parts[1];
        let [part, _] = parts;
        let targets = before.target.zip(after.target).map(|(before, after)| [before, after]);
        if let Some([target, _]) = targets.as_ref().filter(|_| !is_same) {
            return Err(Unexplained::OtherTarget(target.name.clone()));
        }
        Ok(LookedAt { measure: before.measure, year: before.year, part, targets })
    }

    /// The figure in a programme, with the target of one side.
    pub(super) fn figure(&self, programme: &Programme, side: usize) -> Figure {
        let target = self.targets.as_ref().map(|targets| targets[side].clone());
        Figure { measure: self.measure, year: self.year, part: found(programme, &self.part), target }
    }

    /// The name of its part, where it is not the whole programme's.
    pub(super) fn part_name(&self) -> Option<String> {
        match &self.part {
            PartAsked::Programme => None,
            PartAsked::Partner(name)
            | PartAsked::Portfolio(name)
            | PartAsked::Area(name)
            | PartAsked::Workforce(name) => Some(name.clone()),
        }
    }

    /// The step of a threshold that moved.
    pub(super) fn step(&self, readings: [&Reading; 2]) -> Option<Gathered> {
        let [before, after] = self.targets.as_ref()?;
        if (before.direction, before.threshold) == (after.direction, after.threshold) {
            return None;
        }
        let written = |reading: &Reading, target: &Target, column: &'static str| {
            let place = reading.programme.targets.iter().position(|known| known.name == target.name)?;
            reading.text_of(At::of(EntryKind::Target, place, column))
        };
        let row = |column: &'static str| {
            let texts = [written(readings[0], before, column), written(readings[1], after, column)];
            if texts == [None, None] || texts[0] == texts[1] {
                return None;
            }
            let [one, other] = texts.map(Option::unwrap_or_default);
            Some(ListedChange { entry: before.name.clone(), column: column.into(), before: one, after: other })
        };
        Some(Gathered {
            name: "the target itself".into(),
            changes: Vec::new(),
            rows: ["at_least", "at_most"].into_iter().filter_map(row).collect(),
            delivers: false,
            moves_target: true,
        })
    }
}

/// A part by name.
fn named(programme: &Programme, part: &TargetPart) -> PartAsked {
    match part {
        TargetPart::Programme => PartAsked::Programme,
        TargetPart::Partner(at) => PartAsked::Partner(programme.partners[*at].name.clone()),
        TargetPart::Portfolio(name) => PartAsked::Portfolio(name.clone()),
        TargetPart::Area(at) => PartAsked::Area(programme.areas[*at].name.clone()),
        TargetPart::Workforce(at) => PartAsked::Workforce(programme.workforce[*at].name.clone()),
    }
}

/// The part of that name: what both scenarios have, every mixture has; a portfolio may be without areas in one.
fn found(programme: &Programme, part: &PartAsked) -> TargetPart {
    let at = |kind: EntryKind, name: &String| {
        let found = programme.names(kind).iter().position(|known| known == name);
        found.expect("what both scenarios have is in every mixture")
    };
    match part {
        PartAsked::Programme => TargetPart::Programme,
        PartAsked::Partner(name) => TargetPart::Partner(at(EntryKind::Partner, name)),
        PartAsked::Portfolio(name) => TargetPart::Portfolio(name.clone()),
        PartAsked::Area(name) => TargetPart::Area(at(EntryKind::Area, name)),
        PartAsked::Workforce(name) => TargetPart::Workforce(at(EntryKind::Workforce, name)),
    }
}
