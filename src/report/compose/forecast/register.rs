//! What the scenario's figures stand on, by its register.

use crate::forecast::Forecast;
use crate::programme::Mark;
use crate::report::document::{Section, Sentence};
use crate::report::words::counted;

/// How many lines of the register stand on each mark; nothing where there is no register.
pub(super) fn section(forecast: &Forecast) -> Section {
    let mut section = Section::new("assumptions", "Appendix A: Assumptions and sources");
    section.paragraph(standing(forecast));
    section
}

/// The sentences themselves.
pub(in crate::report::compose) fn standing(forecast: &Forecast) -> Vec<Sentence> {
    let Some(register) = &forecast.register else { return Vec::new() };
    let of: Vec<(Mark, usize)> = register.iter().copied().filter(|(_, lines)| *lines > 0).collect();
    let marks = match of.split_last() {
        None => return Vec::new(),
        Some((&(mark, lines), [])) if lines > 1 => format!("all {}", word(mark, lines)),
        Some((last, others)) => {
            let before: Vec<String> = others.iter().map(shown).collect();
            let and = if before.is_empty() { "" } else { " and " };
            format!("of which {}{and}{}", before.join(", "), shown(last))
        }
    };
    let lines = counted(register.iter().map(|(_, lines)| lines).sum(), "line", "lines");
    let missing = match forecast.uncovered {
        0 => None,
        1 => Some("One column or key of the scenario is not in it: foresave check says which.".into()),
        more => {
            Some(format!("{more} columns and keys of the scenario are not in it: foresave check says which.").into())
        }
    };
    let standing = format!("What the figures stand on: {lines} of the register, {marks}.");
    [Sentence::from(standing)].into_iter().chain(missing).collect()
}

fn shown(&(mark, lines): &(Mark, usize)) -> String {
    format!("{lines} {}", word(mark, lines))
}

fn word(mark: Mark, lines: usize) -> &'static str {
    match mark {
        Mark::Published => "published",
        Mark::SecondHand => "second-hand",
        Mark::Derived => "derived",
        Mark::Assumption if lines == 1 => "assumption",
        Mark::Assumption => "assumptions",
    }
}
