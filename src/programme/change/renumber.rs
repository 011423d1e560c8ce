//! References when entries have gone: the others have moved up, and what refers to one that is gone breaks a rule.

use crate::diagnostic::Code;
use crate::programme::{At, Broken, Correlation, Draft, EntryKind, InputId, Members, Struck, TargetPart};

/// Lets all references to entries of a kind follow these to where they stand now.
pub(super) fn renumber(draft: &mut Draft, kind: EntryKind, kept: &[Option<usize>], broken: &mut Vec<Broken>) {
    if kept.iter().all(Option::is_some) {
        return;
    }
    let mut follow = |at: At, position: usize| {
        let now = kept.get(position).copied().flatten();
        if now.is_none() {
            let message = format!("this refers to an entry of `{}` that is gone", kind.table());
            broken.push(Broken::refused(Code::UnknownName, at, message));
        }
        now.unwrap_or_default()
    };
    match kind {
        EntryKind::Area => areas(draft, &mut follow),
        EntryKind::Workforce => {
            for (at, area) in draft.areas.iter_mut().enumerate() {
                area.workforce = area.workforce.map(|group| follow(At::area(at, "workforce"), group));
            }
        }
        EntryKind::Partner => {
            let kept = |position: usize| kept.get(position).is_some_and(Option::is_some);
            draft.sharing.savings = draft.sharing.savings.of_those(&kept);
            draft.sharing.costs = draft.sharing.costs.of_those(&kept);
            for area in &mut draft.areas {
                area.savings_shares = area.savings_shares.as_ref().map(|shares| shares.of_those(&kept));
                area.costs_shares = area.costs_shares.as_ref().map(|shares| shares.of_those(&kept));
            }
        }
        _ => {}
    }
    for (at, target) in draft.targets.iter_mut().enumerate() {
        let at = |column| At::of(EntryKind::Target, at, column);
        match (&mut target.part, kind) {
            (TargetPart::Area(area), EntryKind::Area) => *area = follow(at("area"), *area),
            (TargetPart::Partner(partner), EntryKind::Partner) => *partner = follow(at("partner"), *partner),
            (TargetPart::Workforce(group), EntryKind::Workforce) => *group = follow(at("workforce"), *group),
            _ => {}
        }
    }
    for (at, correlation) in draft.correlations.iter_mut().enumerate() {
        let at = |column| At::of(EntryKind::Correlation, at, column);
        if let Correlation::Pair { first, second, .. } = correlation {
            *first = input(*first, kind, |position| follow(at("pair").item(0), position));
            *second = input(*second, kind, |position| follow(at("pair").item(1), position));
        }
    }
}

fn areas(draft: &mut Draft, follow: &mut dyn FnMut(At, usize) -> usize) {
    for (at, area) in draft.areas.iter_mut().enumerate() {
        area.after.iter_mut().for_each(|before| before.area = follow(At::area(at, "after"), before.area));
        area.requires.iter_mut().for_each(|needed| *needed = follow(At::area(at, "requires"), *needed));
    }
    for (at, risk) in draft.risks.iter_mut().enumerate() {
        if let Struck::Areas(areas) = &mut risk.areas {
            let at = At::of(EntryKind::Risk, at, "areas");
            *areas = areas.iter().map(|&area| follow(at, area)).collect();
        }
    }
    for (at, actual) in draft.actuals.iter_mut().enumerate() {
        let at = At::of(EntryKind::Actual, at, "area");
        actual.area = actual.area.map(|area| follow(at, area));
    }
    for (at, correlation) in draft.correlations.iter_mut().enumerate() {
        if let Correlation::Across { members: Members::Among(areas), .. } = correlation {
            let at = At::of(EntryKind::Correlation, at, "among");
            *areas = areas.iter().map(|&area| follow(at, area)).collect();
        }
    }
}

/// The same input where its entry stands now.
fn input(input: InputId, kind: EntryKind, mut follow: impl FnMut(usize) -> usize) -> InputId {
    match (input, kind) {
        (InputId::Area(area, column), EntryKind::Area) => InputId::Area(follow(area), column),
        (InputId::AreaGoesAhead(area), EntryKind::Area) => InputId::AreaGoesAhead(follow(area)),
        (InputId::Risk(risk, column), EntryKind::Risk) => InputId::Risk(follow(risk), column),
        (InputId::RiskOccurs(risk), EntryKind::Risk) => InputId::RiskOccurs(follow(risk)),
        (InputId::ProgrammeCost(line), EntryKind::ProgrammeCost) => InputId::ProgrammeCost(follow(line)),
        (InputId::GrantAmount(grant), EntryKind::Grant) => InputId::GrantAmount(follow(grant)),
        (InputId::GrantPaid(grant), EntryKind::Grant) => InputId::GrantPaid(follow(grant)),
        (InputId::Leavers(group), EntryKind::Workforce) => InputId::Leavers(follow(group)),
        (
            InputId::ExitOccurs | InputId::ExitMonths | InputId::ExitDismantlingCost | InputId::ExitSavingKept,
            EntryKind::Exit,
        ) => {
            follow(0);
            input
        }
        _ => input,
    }
}
