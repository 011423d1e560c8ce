//! What each entry about dependence says by itself.

use super::Broken;
use crate::diagnostic::{Code, nearest, shortened};
use crate::programme::{At, Correlation, Draft, Draw, EntryKind, InputId, Members};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    let mut causes: HashMap<&str, usize> = HashMap::new();
    for (entry, correlation) in draft.correlations.iter().enumerate() {
        let at = |column| At::of(EntryKind::Correlation, entry, column);
        match correlation {
            Correlation::Across { name, members, .. } => {
                if let Members::Portfolio(name) = members {
                    broken.extend(no_such_portfolio(draft, at("portfolio"), name));
                }
                if let Some(first) = causes.insert(name, entry) {
                    let message = format!("two common causes are called `{}`, and would be one", shortened(name));
                    let twice = Broken::new(Code::DuplicateName, at("across"), message, "let one entry stand for both");
                    broken.push(twice.also(At::of(EntryKind::Correlation, first, "across"), "the first is here"));
                }
            }
            Correlation::Within { first, rest, .. } => {
                let columns: Vec<_> = [first].into_iter().chain(rest).collect();
                if let Some(item) = (1..columns.len()).find(|&item| columns[..item].contains(&columns[item])) {
                    let message = format!("`{}` would depend on itself: it is listed twice", columns[item].name());
                    let at = at("within").item(item);
                    broken.push(Broken::new(Code::DependsOnItself, at, message, "name different columns"));
                }
                if rest.is_empty() {
                    let help = "write `within = [\"slippage_months\", \"implementation_cost\"]`";
                    let message = "`within` needs two columns at least";
                    broken.push(Broken::new(Code::MissingValue, at("within"), message, help));
                }
            }
            Correlation::Pair { first, second, .. } => pair(draft, at("pair"), [*first, *second], broken),
        }
    }
}

fn pair(draft: &Draft, at: At, inputs: [InputId; 2], broken: &mut Vec<Broken>) {
    for (item, input) in inputs.into_iter().enumerate() {
        if input.draw(draft) == Draw::AtEachEvent {
            let name = input.name(draft);
            let message = format!("`{}` takes no part in correlations, because its risk recurs", shortened(&name));
            let help = "only inputs that are drawn once in each trial are correlated";
            broken.push(Broken::new(Code::NoPart, at.item(item), message, help).resting_on([input.at()]));
        }
    }
    if inputs[0] == inputs[1] {
        let name = inputs[0].name(draft);
        let message = format!("`{}` cannot be correlated with itself", shortened(&name));
        broken.push(Broken::new(Code::DependsOnItself, at.item(1), message, "name two different inputs"));
    }
}

/// That no area belongs to a portfolio of that name.
pub(super) fn no_such_portfolio(draft: &Draft, at: At, name: &str) -> Option<Broken> {
    let mut known: Vec<&str> = draft.areas.iter().filter_map(|area| area.portfolio.as_deref()).collect();
    known.sort_unstable();
    known.dedup();
    if known.contains(&name) {
        return None;
    }
    let message = format!("no area belongs to a portfolio `{}`", shortened(name));
    let help = nearest(name, known).advice().unwrap_or_default();
    let areas = (0..draft.areas.len()).map(|area| At::area(area, "portfolio"));
    let unknown = Broken::new(Code::UnknownName, at, message, help);
    Some(unknown.resting_on(areas.chain([At::all(EntryKind::Area)])))
}
