//! Whether a scenario calls itself illustrative.

use crate::forecast::Forecast;

/// What is said of an illustrative scenario, on every chart and at the head of every report.
pub const ILLUSTRATIVE: &str = "Illustrative scenario: see its source and notes before using these figures.";

/// Whether the title, the source or the notes of a forecast call it illustrative: they contain that
/// word, in small or capital letters, not preceded by `not`.
pub fn is_illustrative(forecast: &Forecast) -> bool {
    let texts = [Some(&forecast.title), forecast.source.as_ref(), forecast.notes.as_ref()];
    texts.into_iter().flatten().any(|text| says_so(text))
}

fn says_so(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<_> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).any(|place| words[place] == "illustrative" && (place == 0 || words[place - 1] != "not"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_illustrative_where_it_says_so_and_not_where_it_denies_it() {
        let said =
            ["Two forces (illustrative)", "All amounts are ILLUSTRATIVE.", "Not illustrative there, illustrative here"];
        assert!(said.iter().all(|text| says_so(text)));
        let denied =
            ["Two forces", "The figures are not illustrative.", "Illustrated by photographs", "un-illustrativeness"];
        assert!(!denied.iter().any(|text| says_so(text)));
    }
}
