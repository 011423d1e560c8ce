//! What a person probably meant.

use super::listed;

/// The known name nearest to one that is not known, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion<'a> {
    /// One known name is near.
    Nearest(&'a str),
    /// None is near: the names there are, the first dozen of them.
    OneOf(Vec<&'a str>),
}

impl Suggestion<'_> {
    /// As advice.
    pub fn advice(&self) -> Option<String> {
        match self {
            Suggestion::Nearest(name) => Some(format!("did you mean `{name}`?")),
            Suggestion::OneOf(names) if names.is_empty() => None,
            Suggestion::OneOf(names) => {
                let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                Some(format!("known are {}", listed(&quoted, "and")))
            }
        }
    }
}

/// Looks for the name in `known` that `typed` was probably meant to be.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Suggestion<'a> {
    // What is compared is bounded, as names and their number are anyone's.
    const MOST_LISTED: usize = 40;
    const MOST_COMPARED: usize = 2_000;
    const LONGEST_COMPARED: usize = 64;
    let known: Vec<&str> = known.into_iter().take(MOST_COMPARED).collect();
    let lower = typed.trim().to_lowercase();
    let length = lower.chars().count();
    let comparable = |name: &&&str| length <= LONGEST_COMPARED && name.len() <= 4 * LONGEST_COMPARED;
    let near = known.iter().filter(comparable).filter_map(|name| {
        let distance = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
        (distance <= (length.max(name.chars().count()) / 3).max(1)).then_some((distance, *name))
    });
    match near.min_by_key(|&(distance, _)| distance) {
        Some((_, name)) if length > 0 => Suggestion::Nearest(name),
        _ => match containing(&lower, &known) {
            Some(name) => Suggestion::Nearest(name),
            None => Suggestion::OneOf(known.into_iter().take(MOST_LISTED).collect()),
        },
    }
}

/// The only name that has the typed one within it, as `slippage_months` has `slippage`.
fn containing<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    const SHORTEST: usize = 4;
    let mut containing = known.iter().filter(|name| typed.len() >= SHORTEST && name.to_lowercase().contains(typed));
    let first = containing.next()?;
    containing.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        let known = ["slippage_months", "realisation", "ICT"];
        assert_eq!(nearest("slipage_month", known), Suggestion::Nearest("slippage_months"));
        assert_eq!(nearest("Realization", known), Suggestion::Nearest("realisation"));
        assert_eq!(nearest("ITC", known), Suggestion::Nearest("ICT"));
        assert_eq!(nearest("slippage", known), Suggestion::Nearest("slippage_months"));
    }

    #[test]
    fn a_name_near_to_none_lists_them_all() {
        assert_eq!(nearest("colour", ["start", "end"]), Suggestion::OneOf(vec!["start", "end"]));
        assert_eq!(nearest(&"x".repeat(100_000), ["start"]), Suggestion::OneOf(vec!["start"]));
    }
}
