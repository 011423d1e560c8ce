//! Lists of areas in a cell: `ICT; HR +3`, or `*`.

use super::names::Names;
use crate::diagnostic::{Code, shortened};
use crate::programme::{Area, Predecessor, split_lag};
use crate::scenario::reader::Reader;
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;
use std::collections::HashSet;

/// The items of a list, without blank ones.
fn items(typed: &Typed) -> Vec<Typed> {
    let mut start = 0;
    let mut items = Vec::new();
    for part in typed.text.split(';') {
        let item = typed.slice(start..start + part.len());
        start += part.len() + 1;
        if !item.is_blank() {
            items.push(item);
        }
    }
    items
}

/// Positions of areas; `None` where one is faulty. `key` is the column, for messages.
pub(super) fn areas(typed: &Typed, key: &str, names: &Names, reader: &mut Reader) -> Option<Vec<usize>> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut sound = true;
    for item in items(typed) {
        match one_area(&item, key, names, reader) {
            Some(area) if !seen.insert(area) => {
                twice(&item, reader);
                sound = false;
            }
            Some(area) => found.push(area),
            None => sound = false,
        }
    }
    sound.then_some(found)
}

fn one_area(item: &Typed, key: &str, names: &Names, reader: &mut Reader) -> Option<usize> {
    if item.text == "*" {
        let message = "`*` means all areas and stands alone";
        reader.fault(Code::UnknownName, &item.place, message, "remove the other names, or the `*`");
        return None;
    }
    if let (None, Some((name, _))) = (names.get(&item.text), split_lag(&item.text)) {
        let message = format!("`{}` has a lag, but `{key}` takes names alone", shortened(&item.text));
        reader.fault(Code::BadLag, &item.place, message, format!("write `{}`; lags stand in `after`", shortened(name)));
        return None;
    }
    names.find(item, "area", reader)
}

/// Predecessors with their lags; `None` where one is faulty.
pub(super) fn predecessors(typed: &Typed, names: &Names, reader: &mut Reader) -> Option<Vec<Predecessor>> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut sound = true;
    for item in items(typed) {
        match one_predecessor(&item, names, reader) {
            Some(predecessor) if !seen.insert(predecessor.area) => {
                twice(&item, reader);
                sound = false;
            }
            Some(predecessor) => found.push(predecessor),
            None => sound = false,
        }
    }
    sound.then_some(found)
}

fn one_predecessor(item: &Typed, names: &Names, reader: &mut Reader) -> Option<Predecessor> {
    let (name, lag_months) = match split_lag(&item.text) {
        Some((name, digits)) => (item.slice(0..name.len()), lag(item, digits, reader)?),
        None => (item.clone(), Decimal::ZERO),
    };
    if let Some(wrong) = wrong_lag(&name, names) {
        let message = format!("`{}` is not a lag", shortened(wrong));
        let help = "a lag is a number of months, 0 or more, with a plus before it: `HR +3`";
        reader.fault(Code::BadLag, &item.place, message, help);
        return None;
    }
    let area = names.find(&name, "area", reader)?;
    Some(Predecessor { area, lag_months })
}

fn lag(item: &Typed, digits: &str, reader: &mut Reader) -> Option<Decimal> {
    let parsed: Option<Decimal> = digits.parse().ok();
    let lag = parsed.filter(|lag| Area::LAG_MONTHS.contain(*lag));
    if lag.is_none() {
        let message = format!("`+{}` is not a lag", shortened(digits));
        reader.fault(Code::BadLag, &item.place, message, "a lag is a number of months, 1200 at most: `HR +3`");
    }
    lag
}

/// What stands behind a known name and is not a lag: `HR -3`, `HR 3`, `HR + three`.
fn wrong_lag<'a>(name: &'a Typed, names: &Names) -> Option<&'a str> {
    if names.get(&name.text).is_some() {
        return None;
    }
    let at = name.text.rfind([' ', '-', '+', '−'])?;
    let lag = name.text[at..].trim();
    let looks_like_one = lag.starts_with(['-', '+', '−']) || lag.bytes().all(|byte| byte.is_ascii_digit());
    let before = name.text[..at].trim_end_matches(['-', '+', ' ', '−']);
    (looks_like_one && !lag.is_empty() && names.get(before).is_some()).then_some(lag)
}

fn twice(item: &Typed, reader: &mut Reader) {
    let message = format!("`{}` is listed twice", shortened(&item.text));
    reader.fault(Code::DuplicateName, &item.place, message, "remove one of them");
}
