//! What a target looks at is there, and is measured as it says.

use super::Broken;
use super::correlations::no_such_portfolio;
use crate::diagnostic::Code;
use crate::programme::{At, Draft, EntryKind, Measure, Staffing, Target, TargetPart, Threshold};

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (entry, target) in draft.targets.iter().enumerate() {
        let at = |column| At::of(EntryKind::Target, entry, column);
        if let TargetPart::Portfolio(name) = &target.part {
            broken.extend(no_such_portfolio(draft, at("portfolio"), name));
        }
        broken.extend(year(target, &at).map(|it| it.resting_on([at("measure")])));
        broken.extend(fits(draft, target, &at).map(|it| it.resting_on([at("part")])));
        if target.measure.is_label() != matches!(target.threshold, Threshold::Year(_)) {
            let message = format!("`{}` is not measured in the unit of this threshold", target.measure.name());
            let wrong = Broken::new(Code::WrongKind, at("measure"), message, "compare a year with a year");
            broken.push(wrong.resting_on([at("at_least")]));
        }
    }
}

/// A yearly measure has a year, and only such a one.
fn year(target: &Target, at: &dyn Fn(&'static str) -> At) -> Option<Broken> {
    let name = target.measure.name();
    match (target.measure.is_yearly(), target.by) {
        (true, Some(_)) | (false, None) => None,
        (true, None) => {
            let message = format!("a target for `{name}` needs a year, as it has one figure for each");
            Some(Broken::new(Code::MissingKey, at("by"), message, "add a line `by = \"2022/23\"`"))
        }
        (false, Some(_)) => {
            let message = format!("`{name}` is a figure for the whole horizon, so that `by` means nothing");
            Some(Broken::new(Code::ForbiddenValue, at("by"), message, "remove `by`, or name a yearly measure"))
        }
    }
}

/// The measure is one that the part has: posts are all that a workforce group has, and headcount and turnover
/// are of such groups alone.
fn fits(draft: &Draft, target: &Target, at: &dyn Fn(&'static str) -> At) -> Option<Broken> {
    let (measure, name) = (target.measure, target.measure.name());
    let group = match target.part {
        TargetPart::Workforce(group) => Some(group),
        _ => None,
    };
    match group {
        None if !matches!(measure, Measure::Staffing(_)) => None,
        None => {
            let message = format!("`{name}` is a measure of a workforce group, but the target names none");
            let help = "add a line `workforce = \"…\"` with the group's name";
            Some(Broken::new(Code::MissingKey, at("measure"), message, help))
        }
        Some(_) if !Measure::of_workforce().contains(&measure) => {
            let message = format!("a workforce group has no `{name}`");
            let names = Measure::of_workforce().map(|measure| format!("`{}`", measure.name())).join(", ");
            Some(Broken::new(Code::ForbiddenValue, at("measure"), message, format!("its measures are {names}")))
        }
        Some(group) => {
            let is_known = draft.workforce[group].leavers_per_year.is_some();
            if is_known || measure != Measure::Staffing(Staffing::TurnoverAvailable) {
                return None;
            }
            let message =
                "how many of this group leave of their own accord is not known, so that nothing can be held to it";
            let unknown = Broken::new(Code::MissingKey, at("measure"), message, "add `leavers_per_year` to the group");
            Some(unknown.resting_on([At::of(EntryKind::Workforce, group, "leavers_per_year")]))
        }
    }
}
