//! Overrides of what a scenario file says itself: its keys, its tables and its lists of tables.

use super::{Overrides, keys};
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::scenario::faults::Faults;
use crate::scenario::schema::{LISTS, Section};
use crate::scenario::spelling::{as_seen, word};
use crate::scenario::toml::{self, Entry, Value};
use crate::scenario::typed::Typed;

impl Overrides {
    pub(super) fn setting(&mut self, at: usize, root: &mut toml::Table, faults: &mut Faults) {
        let path = keys::of_setting(&self.given[at].key);
        let (last, above) = path.split_last().expect("a key has a part");
        let place: Vec<&str> = path.iter().map(|key| key.text.as_str()).collect();
        let Some(table) = inner(root, above, faults) else { return };
        if self.fill(place.join("\0"), at, faults) {
            put(last, &self.given[at].value, table, faults);
        }
    }

    pub(super) fn entry(&mut self, at: usize, section: &Section, root: &mut toml::Table, faults: &mut Faults) {
        let mut entries: Vec<&mut toml::Table> = match root.entries.iter_mut().find(|it| it.key.text == section.name) {
            None => Vec::new(),
            Some(Entry { value: Value::List(_, items), .. }) => items.iter_mut().filter_map(table_of).collect(),
            // Something else stands there, which is reported elsewhere.
            Some(_) => return,
        };
        let name = |(at, table): (usize, &&mut toml::Table)| match table.get("name").map(|entry| &entry.value) {
            Some(Value::Plain(typed)) => as_seen(&typed.text).into_owned(),
            _ => (at + 1).to_string(),
        };
        let names: Vec<String> = entries.iter().enumerate().map(name).collect();
        let what = section.name.replace('_', " ");
        let Some(found) = keys::of_entry(&self.given[at].key, &what, &names, faults) else { return };
        let key = found.column.as_key(&word(&found.column.text));
        if self.fill(format!("{what}\0{}\0{}", found.position, key.text), at, faults) {
            put(&key, &self.given[at].value, entries[found.position], faults);
        }
    }
}

/// Puts a value under a key of a table.
fn put(key: &Typed, typed: &Typed, table: &mut toml::Table, faults: &mut Faults) {
    let Some(value) = value(key, typed, faults) else { return };
    let entry = Entry { key: key.clone(), value };
    match table.entries.iter_mut().find(|entry| entry.key.text == key.text) {
        Some(there) => {
            if let Value::Plain(written) = &there.value {
                faults.withdraw(&written.place);
            }
            *there = entry;
        }
        None => table.entries.push(entry),
    }
}

fn table_of(value: &mut Value) -> Option<&mut toml::Table> {
    match value {
        Value::Table(table) => Some(table),
        Value::Plain(_) | Value::List(..) => None,
    }
}

/// The table that some keys lead to, made where it is not there yet.
fn inner<'t>(root: &'t mut toml::Table, path: &[Typed], faults: &mut Faults) -> Option<&'t mut toml::Table> {
    let mut table = root;
    for key in path {
        let at = table.entries.iter().position(|entry| entry.key.text == key.text).unwrap_or_else(|| {
            let inner = toml::Table { place: key.place.clone(), entries: Vec::new() };
            table.entries.push(Entry { key: key.clone(), value: Value::Table(inner) });
            table.entries.len() - 1
        });
        let entry = &mut table.entries[at];
        let place = entry.value.place().clone();
        match &mut entry.value {
            Value::Table(inner) => table = inner,
            Value::Plain(_) | Value::List(..) => {
                let message = format!("`{}` is one value, of which no part can be set", shortened(&key.text));
                let fault = Diagnostic::error(Code::ExactlyOne, message).at(key.place.clone());
                faults.report(fault.also(place, "its value is here").help("set it as a whole"));
                return None;
            }
        }
    }
    Some(table)
}

/// The value that a text is under a key: what begins as a list, a table or a string of a scenario file is read as such,
/// and anything else as the cell of a sheet. `None` where that was reported.
fn value(key: &Typed, typed: &Typed, faults: &mut Faults) -> Option<Value> {
    if typed.text.starts_with(['[', '{', '\'']) {
        return toml::parse_value(typed, &mut faults.diagnostics);
    }
    Some(if LISTS.contains(&key.text.as_str()) { Value::list_in(typed) } else { Value::Plain(typed.clone()) })
}
