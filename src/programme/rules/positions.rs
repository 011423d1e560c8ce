//! What refers to an entry refers to one that is there, and to each once.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{At, Correlation, Draft, EntryKind, InputId, Members, Struck, TargetPart};
use std::collections::BTreeSet;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    areas(draft, broken);
    let mut refer = |at, kind, entries: &mut dyn Iterator<Item = usize>| references(draft, at, kind, entries, broken);
    for (entry, risk) in draft.risks.iter().enumerate() {
        if let Struck::Areas(areas) = &risk.areas {
            refer(At::of(EntryKind::Risk, entry, "areas"), EntryKind::Area, &mut areas.iter().copied());
        }
    }
    for (entry, actual) in draft.actuals.iter().enumerate() {
        refer(At::of(EntryKind::Actual, entry, "area"), EntryKind::Area, &mut actual.area.into_iter());
    }
    for (entry, target) in draft.targets.iter().enumerate() {
        let (column, kind, position) = match target.part {
            TargetPart::Partner(partner) => ("partner", EntryKind::Partner, partner),
            TargetPart::Area(area) => ("area", EntryKind::Area, area),
            TargetPart::Workforce(group) => ("workforce", EntryKind::Workforce, group),
            TargetPart::Programme | TargetPart::Portfolio(_) => continue,
        };
        refer(At::of(EntryKind::Target, entry, column), kind, &mut [position].into_iter());
    }
    for (entry, correlation) in draft.correlations.iter().enumerate() {
        match correlation {
            Correlation::Across { members: Members::Among(areas), .. } => {
                let at = At::of(EntryKind::Correlation, entry, "among");
                refer(at, EntryKind::Area, &mut areas.iter().copied());
            }
            Correlation::Pair { first, second, .. } => {
                for (item, input) in [*first, *second].into_iter().enumerate() {
                    let (kind, position) = entry_of(input);
                    let at = At::of(EntryKind::Correlation, entry, "pair").item(item);
                    refer(at, kind, &mut position.into_iter());
                }
            }
            Correlation::Across { .. } | Correlation::Within { .. } => {}
        }
    }
}

/// What an area refers to, and shares of all partners.
fn areas(draft: &Draft, broken: &mut Vec<Broken>) {
    for (entry, area) in draft.areas.iter().enumerate() {
        let at = |column| At::area(entry, column);
        let mut after = area.after.iter().map(|before| before.area);
        references(draft, at("after"), EntryKind::Area, &mut after, broken);
        references(draft, at("requires"), EntryKind::Area, &mut area.requires.iter().copied(), broken);
        references(draft, at("workforce"), EntryKind::Workforce, &mut area.workforce.into_iter(), broken);
        for (shares, column) in [(&area.savings_shares, "savings_share"), (&area.costs_shares, "costs_share")] {
            shares.iter().for_each(|shares| of_all_partners(draft, at(column), shares.len(), broken));
        }
    }
    let sharing = |column| At::of(EntryKind::Sharing, 0, column);
    of_all_partners(draft, sharing("savings"), draft.sharing.savings.len(), broken);
    of_all_partners(draft, sharing("costs"), draft.sharing.costs.len(), broken);
}

fn of_all_partners(draft: &Draft, at: At, shares: usize, broken: &mut Vec<Broken>) {
    let partners = draft.partners.len();
    if shares != partners {
        let message = format!("there are {shares} shares, but {partners} partners");
        let partners = At::all(EntryKind::Partner);
        let incomplete = Broken::new(Code::SharesIncomplete, at, message, "give every partner a share");
        broken.push(incomplete.resting_on([partners]));
    }
}

fn references(
    draft: &Draft,
    at: At,
    kind: EntryKind,
    entries: &mut dyn Iterator<Item = usize>,
    broken: &mut Vec<Broken>,
) {
    let count = draft.count(kind);
    let mut seen = BTreeSet::new();
    for entry in entries {
        if entry >= count {
            let message = format!("this refers to entry {} of `{}`, which is not there", entry + 1, kind.table());
            broken.push(Broken::new(Code::UnknownName, at, message, "name one that is there"));
        } else if !seen.insert(entry) {
            let message = format!("`{}` is listed twice", draft.names(kind)[entry]);
            broken.push(Broken::new(Code::DuplicateName, at, message, "remove one of them"));
        }
    }
}

/// The entry that an input belongs to; `None` where there is one only.
fn entry_of(input: InputId) -> (EntryKind, Option<usize>) {
    match input {
        InputId::Area(area, _) | InputId::AreaGoesAhead(area) => (EntryKind::Area, Some(area)),
        InputId::Risk(risk, _) | InputId::RiskOccurs(risk) => (EntryKind::Risk, Some(risk)),
        InputId::ProgrammeCost(line) => (EntryKind::ProgrammeCost, Some(line)),
        InputId::GrantAmount(grant) | InputId::GrantPaid(grant) => (EntryKind::Grant, Some(grant)),
        InputId::Leavers(group) => (EntryKind::Workforce, Some(group)),
        InputId::ExitOccurs | InputId::ExitMonths | InputId::ExitDismantlingCost | InputId::ExitSavingKept => {
            (EntryKind::Exit, Some(0))
        }
        InputId::Growth(..) => (EntryKind::Prices, None),
    }
}
