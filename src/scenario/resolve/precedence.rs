//! Predecessors and requirements: no circle, and a plan that respects them.

use super::areas::Areas;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::reader::Reader;
use rust_decimal::Decimal;

/// Reports circles among `after` and `requires` together, and warns of planned dates that
/// predecessors exclude and of areas that the plan counts without what they need.
pub(super) fn check(areas: &Areas, reader: &mut Reader) {
    let cycles = cycles(areas);
    for cycle in &cycles {
        report_cycle(areas, cycle, reader);
    }
    if !cycles.is_empty() {
        return;
    }
    for area in 0..areas.rows.len() {
        warn_of_dates(areas, area, reader);
        warn_of_what_is_left_out(areas, area, reader);
    }
}

fn neighbours(areas: &Areas, area: usize) -> Vec<usize> {
    let row = &areas.rows[area];
    let after = row.after.iter().flatten().map(|predecessor| predecessor.area);
    after.chain(row.requires.iter().flatten().copied()).collect()
}

/// Circles, each as the areas on it, found by a walk in depth without recursion. A circle
/// that shares an area with one found before may be left out.
fn cycles(areas: &Areas) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        OnPath,
        Done,
    }
    let mut marks = vec![Mark::New; areas.rows.len()];
    let mut cycles = Vec::new();
    for start in 0..areas.rows.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::OnPath;
        let mut path = vec![(start, neighbours(areas, start).into_iter())];
        while let Some((area, rest)) = path.last_mut() {
            let area = *area;
            match rest.next() {
                None => {
                    marks[area] = Mark::Done;
                    path.pop();
                }
                Some(next) if marks[next] == Mark::New => {
                    marks[next] = Mark::OnPath;
                    path.push((next, neighbours(areas, next).into_iter()));
                }
                Some(next) if marks[next] == Mark::OnPath => {
                    let on_path = path.iter().map(|(area, _)| *area);
                    cycles.push(on_path.skip_while(|&area| area != next).collect());
                }
                Some(_) => {}
            }
        }
    }
    cycles
}

fn report_cycle(areas: &Areas, cycle: &[usize], reader: &mut Reader) {
    const MOST_NAMED: usize = 12;
    let name = |area: usize| format!("`{}`", areas.names.at(area).unwrap_or("?"));
    let mut named: Vec<String> = cycle.iter().take(MOST_NAMED).map(|&area| name(area)).collect();
    if cycle.len() > MOST_NAMED {
        named.push(format!("… {} more …", cycle.len() - MOST_NAMED));
    }
    named.push(name(cycle[0]));
    let message = match cycle {
        [alone] => format!("{} waits for itself", name(*alone)),
        _ => format!("these areas wait for each other in a circle: {}", named.join(" → ")),
    };
    let row = &areas.rows[cycle[0]];
    let next = cycle.get(1).unwrap_or(&cycle[0]);
    let by_after = row.after.iter().flatten().any(|predecessor| predecessor.area == *next);
    let place = if by_after { &row.places.after } else { &row.places.requires };
    reader.fault(Code::PrecedenceCycle, place, message, "take one of them out of `after` or `requires`");
}

fn warn_of_dates(areas: &Areas, area: usize, reader: &mut Reader) {
    let row = &areas.rows[area];
    let (Some(go_live), Some(after)) = (row.go_live, &row.after) else { return };
    for predecessor in after {
        let before = &areas.rows[predecessor.area];
        let Some(theirs) = before.go_live else { continue };
        let gap = Decimal::from(go_live.months_since(theirs)) - predecessor.lag_months;
        if gap >= Decimal::ZERO {
            continue;
        }
        let name = |area| areas.names.at(area).unwrap_or_default();
        let lag = predecessor.lag_months.normalize();
        let lag = if lag.is_zero() { String::new() } else { format!(", with {lag} months between them") };
        let message = format!(
            "`{}` is planned to go live in {go_live}, but comes after `{}`, which is planned for {theirs}{lag}",
            name(area),
            name(predecessor.area)
        );
        let warning = Diagnostic::warning(Code::PlanPrecedence, message).at(row.places.go_live.clone());
        let help = "the plan keeps the planned date; the forecast waits for the predecessor";
        reader.report(warning.also(row.places.after.clone(), "what it comes after").help(help));
    }
}

/// An area in the plan that cannot go ahead without one that the plan leaves out.
fn warn_of_what_is_left_out(areas: &Areas, area: usize, reader: &mut Reader) {
    let row = &areas.rows[area];
    if row.in_plan != Some(true) {
        return;
    }
    for &needed in row.requires.iter().flatten() {
        if areas.rows[needed].in_plan != Some(false) {
            continue;
        }
        let name = |area| areas.names.at(area).unwrap_or_default();
        let message =
            format!("the plan counts `{}`, which requires `{}`, but not the latter", name(area), name(needed));
        let warning = Diagnostic::warning(Code::PlanPrecedence, message).at(row.places.requires.clone());
        reader.report(warning.help("write the same in the column `in_plan` of both"));
    }
}
