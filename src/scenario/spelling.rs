//! What is the same to the eye is the same here: names, words of lists and headings as people spell them.

use super::dates::financial_year;
use crate::diagnostic::is_invisible;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A name as a person sees it: letters composed, nothing invisible, one plain space for each stretch of blanks.
pub fn as_seen(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !is_invisible(c) && (c == ' ' || !c.is_whitespace());
    if text.trim() == text && text.chars().all(plain) && !text.contains("  ") && is_nfc(text) {
        return Cow::Borrowed(text);
    }
    let visible: String = text.chars().filter(|&c| !is_invisible(c)).nfc().collect();
    Cow::Owned(visible.split_whitespace().collect::<Vec<&str>>().join(" "))
}

/// What names have in common that differ in their case alone.
pub(crate) fn without_case(text: &str) -> String {
    as_seen(text).to_lowercase()
}

/// A word of a list, or a heading's part, in one spelling: small letters, and an underscore for each stretch of
/// spaces, hyphens and underscores.
pub(crate) fn word(text: &str) -> String {
    let seen = without_case(text);
    let between = |c: char| c == ' ' || c == '_' || is_dash(c);
    seen.split(between).filter(|part| !part.is_empty()).collect::<Vec<&str>>().join("_")
}

/// Hyphens, dashes and minus signs.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−')
}

/// Headings behind whose colon a name stands, which is not spelt as words are.
const BEFORE_NAMES: [&str; 2] = ["savings_share", "costs_share"];

/// A heading in one spelling: `go_live` for `Go live`, `saving:2018/19` for `Saving: FY18/19`, `annual_saving` for
/// `Annual saving (£)`.
pub(crate) fn heading(text: &str) -> String {
    // What is longer is no column's name; it may be megabytes.
    const LONGEST: usize = 1_000;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    match text.split_once(':') {
        None => word(without_unit(text)),
        Some((before, behind)) => {
            let before = word(before);
            let behind = match financial_year(behind) {
                _ if BEFORE_NAMES.contains(&before.as_str()) => as_seen(behind).into_owned(),
                Some(year) => year.to_string(),
                None => word(without_unit(behind)),
            };
            format!("{before}:{behind}")
        }
    }
}

/// What stands in the bracket at the end of a heading: `£` in `Annual saving (£)`.
pub(crate) fn bracket(heading: &str) -> Option<&str> {
    let (before, bracket) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
    (!before.trim().is_empty()).then_some(bracket)
}

fn without_unit(heading: &str) -> &str {
    match bracket(heading) {
        Some(bracket) => &heading[..heading.rfind(bracket).unwrap_or(heading.len()).saturating_sub(1)],
        None => heading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_they_look() {
        assert_eq!(as_seen("Cafe\u{301}"), "Café");
        assert_eq!(as_seen("Human\u{a0} resources\u{200b}"), "Human resources");
        assert!(matches!(as_seen("Human resources"), Cow::Borrowed(_)));
        assert_ne!(as_seen("ICT"), as_seen("ict"));
        assert_eq!(without_case("ICT\u{feff}"), without_case("ict"));
    }

    #[test]
    fn headings_are_known_in_every_spelling() {
        for (text, wanted) in [
            ("Go live", "go_live"),
            ("GO-LIVE", "go_live"),
            ("go\n live ", "go_live"),
            ("Annual saving (£)", "annual_saving"),
            ("annual_saving: Most likely", "annual_saving:most_likely"),
            ("Saving: FY18/19", "saving:2018/19"),
            ("saving:2018–19", "saving:2018/19"),
            ("Savings share: Dorset  Police", "savings_share:Dorset Police"),
            ("(£)", "(£)"),
            ("", ""),
        ] {
            assert_eq!(heading(text), wanted, "{text}");
        }
    }
}
