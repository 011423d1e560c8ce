//! The parts of an override's key: `area.ICT.go_live`. Names may hold dots.

use crate::diagnostic::{Code, shortened};
use crate::scenario::faults::Faults;
use crate::scenario::schema::{DEFAULTS, STATUSES};
use crate::scenario::spelling::{as_seen, word};
use crate::scenario::typed::Typed;

/// The parts of a setting's key: all behind the second dot is one name.
pub(in crate::scenario) fn of_setting(key: &Typed) -> Vec<Typed> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in key.text.splitn(3, '.') {
        parts.push(key.slice(start..start + part.len()));
        start += part.len() + 1;
    }
    // Behind `defaults.live.` a column stands, and no name.
    let is_of_a_status = word(&parts[0].text) == DEFAULTS.name
        && parts.get(1).is_some_and(|part| STATUSES.contains(&word(&part.text).as_str()));
    let spelt = |(at, part): (usize, &Typed)| {
        let text = if at < 2 || is_of_a_status { word(&part.text) } else { as_seen(&part.text).into_owned() };
        part.as_key(&text)
    };
    parts.iter().enumerate().map(spelt).collect()
}

/// The name and the column or key of an entry.
pub(super) struct OfEntry {
    /// The entry's position among those there are.
    pub position: usize,
    /// What of it is set.
    pub column: Typed,
}

/// Which of the entries called `names` is meant behind the first dot of a key, and what of it: the longest name that the
/// key goes on with. What is not found is reported.
pub(super) fn of_entry(key: &Typed, what: &str, names: &[String], faults: &mut Faults) -> Option<OfEntry> {
    let start = key.text.find('.').map_or(0, |dot| dot + 1);
    let rest = key.slice(start..key.text.len()).as_seen();
    let behind = |name: &str| rest.text.strip_prefix(name)?.strip_prefix('.').map(str::len);
    let named = names.iter().enumerate().filter_map(|(at, name)| Some((name.len(), at, behind(name)?)));
    // Of two that are the same, which is a fault of its own, the first.
    let longest = named.max_by_key(|&(length, at, _)| (length, std::cmp::Reverse(at)));
    if let Some((_, position, length)) = longest.filter(|&(.., length)| length > 0) {
        return Some(OfEntry { position, column: rest.slice(rest.text.len() - length..rest.text.len()) });
    }
    match rest.text.rfind('.').filter(|_| !names.contains(&rest.text)) {
        Some(dot) => faults.unknown_name(&rest.slice(0..dot), what, names.iter().map(String::as_str)),
        None => {
            let message = format!("`{}` does not say what of the {what} is set", shortened(&key.text));
            let help = format!("write `--set {}.COLUMN=VALUE`", shortened(key.text.trim_end_matches('.')));
            faults.fault(Code::UnknownKey, &key.place, message, help);
        }
    }
    None
}
