//! Whole numbers of the command line, written as a person writes them: `100000`, `100,000`, `1_000`, `1e5`.

use crate::money::group_thousands;
use crate::scenario;
use rust_decimal::prelude::ToPrimitive;

/// Number of trials: 1 to 1,000,000,000.
pub(super) fn trials(text: &str) -> Result<u64, String> {
    whole(text, 1, 1_000_000_000)
}

/// Number of trials of an analysis, which holds them in memory: 1 to 10,000,000.
pub(super) fn trials_in_memory(text: &str) -> Result<u64, String> {
    whole(text, 1, 10_000_000)
}

/// A seed: 0 to 2^63 - 1.
pub(super) fn seed(text: &str) -> Result<u64, String> {
    // Seeds may have more digits than amounts can.
    let plain = text.parse().ok().filter(|seed| *seed <= i64::MAX as u64);
    plain.map_or_else(|| whole(text, 0, i64::MAX as u64), Ok)
}

/// Number of threads: 1 to 1,024.
pub(super) fn threads(text: &str) -> Result<usize, String> {
    whole(text, 1, 1024).map(|threads| threads as usize)
}

fn whole(text: &str, least: u64, most: u64) -> Result<u64, String> {
    let grouped = |number: u64| group_thousands(&number.to_string());
    let expected = || format!("write a whole number from {} to {}", grouped(least), grouped(most));
    let number = scenario::plain_number(&without_underscores(text)).ok_or_else(expected)?;
    let number = Some(number).filter(|number| number.is_integer()).and_then(|number| number.to_u64());
    number.filter(|number| (least..=most).contains(number)).ok_or_else(expected)
}

/// Underscores between digits only group them.
fn without_underscores(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit =
        |place: Option<usize>| place.and_then(|place| characters.get(place)).is_some_and(char::is_ascii_digit);
    let groups = |place: usize| is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
    let kept = characters.iter().enumerate().filter(|&(place, character)| *character != '_' || !groups(place));
    kept.map(|(_, character)| character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_is_understood_however_it_is_written() {
        for text in ["1000", "1,000", "1_000", "1e3", " 1000 ", "1000.0"] {
            assert_eq!(trials(text), Ok(1000), "{text}");
        }
        assert_eq!(trials("1,000,000,000"), Ok(1_000_000_000));
        assert_eq!(seed("9223372036854775807"), Ok(i64::MAX as u64));
        assert_eq!(seed("20,170,901"), Ok(20_170_901));
        assert_eq!(threads("4"), Ok(4));
    }

    #[test]
    fn what_is_no_whole_number_within_bounds_is_answered_in_plain_words() {
        for text in ["0", "-1", "2.5", "many", "", "10%", "£5", "5k", "_1", "1e10", "1__0"] {
            assert_eq!(trials(text), Err("write a whole number from 1 to 1,000,000,000".into()), "{text}");
        }
        assert!(seed("9223372036854775808").is_err());
        assert!(threads("1025").is_err());
    }
}
