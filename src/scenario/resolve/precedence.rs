//! Planned dates that predecessors exclude, and areas that the plan counts without what they need.

use crate::diagnostic::{Code, Diagnostic};
use crate::programme::{At, Draft};
use crate::scenario::Scenario;
use crate::scenario::reader::Reader;
use rust_decimal::Decimal;

/// Warns of both, where no area waits for itself.
pub(super) fn warn(scenario: &Scenario, draft: &Draft, reader: &mut Reader) {
    let is_circle = |entry: &Diagnostic| entry.code == Code::PrecedenceCycle;
    if reader.diagnostics.entries().iter().any(is_circle) {
        return;
    }
    for area in 0..draft.areas.len() {
        warn_of_dates(scenario, draft, area, reader);
        warn_of_what_is_left_out(scenario, draft, area, reader);
    }
}

fn warn_of_dates(scenario: &Scenario, draft: &Draft, position: usize, reader: &mut Reader) {
    let area = &draft.areas[position];
    let go_live = area.go_live;
    for predecessor in &area.after {
        let before = &draft.areas[predecessor.area];
        let is_open = [position, predecessor.area].iter().any(|&at| reader.open.contains(At::area(at, "go_live")));
        let gap = Decimal::from(go_live.months_since(before.go_live)) - predecessor.lag_months;
        if gap >= Decimal::ZERO || is_open {
            continue;
        }
        let lag = predecessor.lag_months.normalize();
        let lag = if lag.is_zero() { String::new() } else { format!(", with {lag} months between them") };
        let message = format!(
            "`{}` is planned to go live in {go_live}, but comes after `{}`, which is planned for {}{lag}",
            area.name, before.name, before.go_live
        );
        let warning = Diagnostic::warning(Code::PlanPrecedence, message);
        let help = match (area.is_live(), before.is_live()) {
            (true, _) => "the plan keeps the planned date; the area is live already and waits for nothing",
            (false, true) => "the plan keeps the planned date; the forecast goes by when the predecessor went live",
            (false, false) => "the plan keeps the planned date; the forecast waits for the predecessor",
        };
        let warning = warning.at(scenario.place(At::area(position, "go_live"))).help(help);
        reader.report(warning.also(scenario.place(At::area(position, "after")), "what it comes after"));
    }
}

/// An area in the plan that cannot go ahead without one that the plan leaves out.
fn warn_of_what_is_left_out(scenario: &Scenario, draft: &Draft, position: usize, reader: &mut Reader) {
    let area = &draft.areas[position];
    let in_plan = |at: usize| draft.areas[at].in_plan && !reader.open.contains(At::area(at, "in_plan"));
    let left_out: Vec<usize> = area.requires.iter().copied().filter(|&needed| !draft.areas[needed].in_plan).collect();
    if !in_plan(position) {
        return;
    }
    for needed in left_out {
        let message = format!(
            "the plan counts `{}`, which requires `{}`, but not the latter",
            area.name, draft.areas[needed].name
        );
        let warning = Diagnostic::warning(Code::PlanPrecedence, message);
        let warning = warning.at(scenario.place(At::area(position, "requires")));
        reader.report(warning.help("write the same in the column `in_plan` of both"));
    }
}
