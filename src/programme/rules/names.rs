//! Names: what they may be, and that each is one entry's alone.

use super::Broken;
use crate::diagnostic::{Code, shortened};
use crate::programme::{At, Draft, EntryKind};
use std::collections::HashMap;

/// Names have at most so many characters.
const LONGEST_NAME: usize = 200;

/// Entries that have a name, with what is said of one.
const NAMED: [(EntryKind, &str); 7] = [
    (EntryKind::Partner, "a partner"),
    (EntryKind::Workforce, "a workforce group"),
    (EntryKind::Area, "an area"),
    (EntryKind::Risk, "a risk"),
    (EntryKind::ProgrammeCost, "a programme cost"),
    (EntryKind::Grant, "a grant"),
    (EntryKind::Target, "a target"),
];

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (kind, what) in NAMED {
        let mut first: HashMap<String, usize> = HashMap::new();
        let names = draft.names(kind);
        for (entry, name) in names.iter().copied().enumerate() {
            let at = At::name(kind, entry);
            if let Some((message, help)) = fault_of_name(name, what) {
                broken.push(Broken::new(Code::BadName, at, message, help));
            }
            let position = *first.entry(name.to_lowercase()).or_insert(entry);
            if position != entry {
                let (first, name) = (position, shortened(name));
                let message = if names[first] == names[entry] {
                    format!("the name `{name}` is already taken by another of its kind")
                } else {
                    format!("the name `{name}` differs from `{}` in its capital letters alone", shortened(names[first]))
                };
                let taken = Broken::new(Code::DuplicateName, at, message, "give each a name of its own");
                broken.push(taken.also(At::name(kind, first), "the first is here"));
            }
        }
    }
    check_portfolios(draft, broken);
}

/// Portfolios have many areas each: what is wrong is a name that cannot be, and one that is another but for its
/// capital letters.
fn check_portfolios(draft: &Draft, broken: &mut Vec<Broken>) {
    let mut first: HashMap<String, (usize, &str)> = HashMap::new();
    for (area, portfolio) in
        draft.areas.iter().enumerate().filter_map(|(at, area)| Some((at, area.portfolio.as_ref()?)))
    {
        let (spelt_at, spelt) = *first.entry(portfolio.to_lowercase()).or_insert((area, portfolio));
        if spelt != portfolio {
            let [name, other] = [portfolio, spelt].map(shortened);
            let message = format!("the portfolio `{name}` differs from `{other}` in its capital letters alone");
            let help = "write one name for one portfolio";
            let differs = Broken::new(Code::DuplicateName, At::area(area, "portfolio"), message, help);
            broken.push(differs.also(At::area(spelt_at, "portfolio"), "the first is here"));
        }
        if portfolio.chars().nth(LONGEST_NAME).is_some() || portfolio.contains(char::is_control) {
            let message = format!("`{}` is not a name for a portfolio", shortened(portfolio));
            let help = format!("write at most {LONGEST_NAME} characters on one line");
            broken.push(Broken::new(Code::BadName, At::area(area, "portfolio"), message, help));
        }
    }
}

/// Why a name is not possible and what to do, `None` where it is; `what` is what has it.
fn fault_of_name(name: &str, what: &str) -> Option<(String, &'static str)> {
    if name.chars().nth(LONGEST_NAME).is_some() {
        return Some((format!("this name is longer than {LONGEST_NAME} characters"), "shorten it"));
    }
    if name.trim().is_empty() {
        return Some((format!("the name of {what} is blank"), "write a name"));
    }
    let forbidden = |c: &char| matches!(c, ';' | '*' | ':' | '"') || c.is_control();
    if let Some(character) = name.chars().find(forbidden) {
        let shown =
            if character.is_control() { "a line break or tab".into() } else { format!("the character `{character}`") };
        let message = format!("the name of {what} cannot contain {shown}");
        return Some((message, "these characters have a meaning in lists of names"));
    }
    split_lag(name).map(|_| {
        let message = format!("the name of {what} cannot end like a lag, as `{}` does", shortened(name));
        (message, "`+3` behind a name means three months later")
    })
}

/// A name and the lag behind it, as `HR +3`.
pub(crate) fn split_lag(text: &str) -> Option<(&str, &str)> {
    let (name, lag) = text.rsplit_once('+')?;
    let digits = lag.trim();
    let is_lag =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (is_lag && !name.trim().is_empty()).then_some((name.trim_end(), digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lag_is_a_plus_with_a_number_at_the_end_of_a_name() {
        assert_eq!(split_lag("HR +3"), Some(("HR", "3")));
        assert_eq!(split_lag("C++"), None);
        assert_eq!(split_lag("+3"), None);
        assert_eq!(split_lag("HR + payroll"), None);
    }
}
