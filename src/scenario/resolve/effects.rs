//! Correlations without effect: only what is drawn is correlated.

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::programme::{AreaColumn, At, Correlation, Draft, Draw, EntryKind, InputId, Members};
use crate::scenario::Scenario;
use crate::scenario::reader::Reader;

const FIXED: &str = "only distributions are correlated, not fixed numbers";

/// Warns of them.
pub(super) fn warn(scenario: &Scenario, draft: &Draft, reader: &mut Reader) {
    for (entry, correlation) in draft.correlations.iter().enumerate() {
        if !reader.open.is_of(EntryKind::Correlation, entry)
            && let Some((at, message, help)) = without_effect(draft, entry, correlation, reader)
        {
            let warning = Diagnostic::warning(Code::NoEffect, format!("this correlation has no effect: {message}"));
            reader.report(warning.at(scenario.place(at)).help(help));
        }
    }
}

/// Where and why a correlation has no effect.
fn without_effect(
    draft: &Draft,
    entry: usize,
    correlation: &Correlation,
    reader: &Reader,
) -> Option<(At, String, &'static str)> {
    let at = |column| At::of(EntryKind::Correlation, entry, column);
    let is_open = |input: InputId| is_open(input, reader);
    let is_drawn = |input: &InputId| input.draw(draft) == Draw::Once;
    match correlation {
        Correlation::Across { column, members, .. } => {
            let inputs: Vec<InputId> =
                draft.members(members).into_iter().map(|area| InputId::Area(area, *column)).collect();
            let unknown = reader.open.contains(At::all(EntryKind::Area)) && *members == Members::All;
            let few = inputs.iter().filter(|input| is_drawn(input)).count() < 2;
            let message = format!("fewer than two of its areas have an uncertain `{}`", column.name());
            (few && !unknown && !inputs.into_iter().any(is_open)).then_some((at("across"), message, FIXED))
        }
        Correlation::Within { first, rest, .. } => {
            let both = |area: usize| {
                let input = |column: &AreaColumn| InputId::Area(area, *column);
                let is_either = |column| is_drawn(&input(column)) || is_open(input(column));
                is_either(first) && rest.iter().any(is_either)
            };
            let unknown = reader.open.contains(At::all(EntryKind::Area));
            let message = "in no area are both columns uncertain".to_owned();
            (!unknown && !(0..draft.areas.len()).any(both)).then_some((at("within"), message, FIXED))
        }
        Correlation::Pair { first, second, .. } => {
            let pair = [*first, *second];
            let item = pair.iter().position(|input| input.draw(draft) == Draw::Never)?;
            let message = format!("`{}` is not drawn", shortened(&pair[item].name(draft)));
            let help = "fixed numbers and facts of the past take no part in correlations";
            (!pair.into_iter().any(is_open)).then_some((at("pair").item(item), message, help))
        }
    }
}

/// Whether an input could not be read, or what says whether it is drawn.
fn is_open(input: InputId, reader: &Reader) -> bool {
    let at = input.at();
    let is_area = at.kind == EntryKind::Area;
    let entry = at.entry.unwrap_or_default();
    reader.open.contains(at)
        || (!is_area && reader.open.is_of(at.kind, entry))
        || reader.open.contains(super::calendar::AS_OF)
}
