//! What the scenario's figures stand on, by its register.

use super::wrap::paragraph;
use crate::forecast::Forecast;
use crate::programme::Mark;

/// How many lines of the register stand on each mark; nothing where there is no register.
pub fn section(forecast: &Forecast) -> String {
    let Some(register) = &forecast.register else { return String::new() };
    let total: usize = register.iter().map(|(_, lines)| lines).sum();
    let parts: Vec<String> = register
        .iter()
        .filter(|(_, lines)| *lines > 0)
        .map(|&(mark, lines)| format!("{lines} {}", word(mark, lines)))
        .collect();
    let Some((last, others)) = parts.split_last() else { return String::new() };
    let list = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    let lines = if total == 1 { "line" } else { "lines" };
    paragraph(&format!("What the figures stand on: {total} {lines} of the register, of which {list}."), 0)
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
