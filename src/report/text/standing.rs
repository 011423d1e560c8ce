//! What the scenario's figures stand on, by its register.

use super::wrap::paragraph;
use crate::forecast::Forecast;
use crate::programme::Mark;

/// How many lines of the register stand on each mark; nothing where there is no register.
pub fn section(forecast: &Forecast) -> String {
    let Some(register) = &forecast.register else { return String::new() };
    let total: usize = register.iter().map(|(_, lines)| lines).sum();
    let of: Vec<(Mark, usize)> = register.iter().copied().filter(|(_, lines)| *lines > 0).collect();
    let lines = if total == 1 { "line" } else { "lines" };
    let marks = match of.split_last() {
        None => return String::new(),
        Some((&(mark, lines), [])) if lines > 1 => format!("all {}", word(mark, lines)),
        Some((last, others)) => {
            let before: Vec<String> = others.iter().map(shown).collect();
            let and = if before.is_empty() { "" } else { " and " };
            format!("of which {}{and}{}", before.join(", "), shown(last))
        }
    };
    let missing = match forecast.uncovered {
        0 => "",
        1 => " One column or key of the scenario is not in it: foresave check says which.",
        more => &format!(" {more} columns and keys of the scenario are not in it: foresave check says which."),
    };
    paragraph(&format!("What the figures stand on: {total} {lines} of the register, {marks}.{missing}"), 0)
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
