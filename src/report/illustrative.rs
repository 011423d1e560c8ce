//! Whether a scenario is illustrative: by its own words, or by what its figures rest on.

use crate::forecast::Forecast;
use crate::programme::{Mark, Programme, RegisterEntry};

/// What is said, on every chart and at the head of every report, of a scenario that calls itself illustrative.
const ILLUSTRATIVE: &str = "Illustrative scenario: see its source and notes before using these figures.";

/// What is said of one most of whose figures are assumptions.
const ASSUMED: &str = "Illustrative: most of the scenario\u{2019}s figures are assumptions.";

/// The warning that a forecast is illustrative: where its title, source or notes contain that word, in small or capital
/// letters and not preceded by `not`; and where more than half of the lines of its register, and of what the register
/// leaves out, are assumptions.
pub fn warning(forecast: &Forecast) -> Option<&'static str> {
    let texts = [Some(&forecast.title), forecast.source.as_ref(), forecast.notes.as_ref()];
    let register = forecast.register.as_deref();
    let lines = register.map(|register| register.iter().map(|(_, lines)| lines).sum());
    let of_assumptions = |register: &[(Mark, usize)]| {
        register.iter().filter(|(mark, _)| *mark == Mark::Assumption).map(|(_, lines)| lines).sum()
    };
    warning_of(texts, (register.map_or(0, of_assumptions), lines), forecast.uncovered)
}

/// The same of a programme, before anything is simulated.
pub fn warning_of_programme(programme: &Programme) -> Option<&'static str> {
    let texts = [Some(&programme.title), programme.source.as_ref(), programme.notes.as_ref()];
    let register = programme.register.as_ref();
    let lines = register.map(|register| register.entries.len());
    let is_assumed = |entry: &&RegisterEntry| entry.mark == Mark::Assumption;
    let assumed = register.map_or(0, |register| register.entries.iter().filter(is_assumed).count());
    warning_of(texts, (assumed, lines), register.map_or(0, |register| register.uncovered))
}

fn warning_of(
    texts: [Option<&String>; 3],
    (assumed, lines): (usize, Option<usize>),
    uncovered: usize,
) -> Option<&'static str> {
    if texts.into_iter().flatten().any(|text| says_so(text)) {
        return Some(ILLUSTRATIVE);
    }
    (2 * assumed > lines? + uncovered).then_some(ASSUMED)
}

fn says_so(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<_> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).any(|place| words[place] == "illustrative" && (place == 0 || words[place - 1] != "not"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::example::alliance;

    #[test]
    fn a_scenario_is_illustrative_where_it_says_so_and_not_where_it_denies_it() {
        let said =
            ["Two forces (illustrative)", "All amounts are ILLUSTRATIVE.", "Not illustrative there, illustrative here"];
        assert!(said.iter().all(|text| says_so(text)));
        let denied =
            ["Two forces", "The figures are not illustrative.", "Illustrated by photographs", "un-illustrativeness"];
        assert!(!denied.iter().any(|text| says_so(text)));
    }

    #[test]
    fn a_scenario_is_illustrative_where_most_of_its_figures_are_assumptions() {
        let mut forecast = alliance();
        let mut warns = |register, uncovered| {
            (forecast.register, forecast.uncovered) = (register, uncovered);
            warning(&forecast).is_some()
        };
        assert!(warns(Some(vec![(Mark::Published, 8), (Mark::Assumption, 44)]), 0));
        assert!(!warns(Some(vec![(Mark::Published, 8), (Mark::Assumption, 8)]), 0));
        assert!(!warns(Some(vec![(Mark::Assumption, 2)]), 37), "of the others nothing is known");
        assert!(!warns(None, 0));
    }
}
