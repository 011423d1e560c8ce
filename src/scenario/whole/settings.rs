//! The sheet *Programme*: one setting a row, dotted where it belongs to a table of a scenario file.

use super::{PROGRAMME, missing};
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::scenario::overrides::{Overrides, keys};
use crate::scenario::reader::Reader;
use crate::scenario::schema::{self, NO_COLUMNS, Shape};
use crate::scenario::table::{Mapping, Table};
use crate::scenario::toml::{self, Entry, Value};
use crate::scenario::typed::{Form, Typed};

const SETTINGS: Shape =
    Shape { columns: &["setting", "value"], needed: &["setting", "value"], is_of_settings: true, ..NO_COLUMNS };

/// Settings that belong to no table.
const TOP: [&str; 6] = ["title", "start", "end", "as_of", "source", "notes"];
/// Those that every scenario has.
const NEEDED: [&str; 3] = ["title", "start", "end"];
/// Settings that are dates.
const DATES: [&str; 1] = ["as_of"];
/// Settings that are financial years.
const YEARS: [&str; 4] = ["start", "end", "prices.base", "discounting.base"];
/// Settings that are yes or no.
const CHOICES: [&str; 1] = ["benchmark.replace"];

/// The tree that a scenario file with these settings would be.
pub(super) fn read(reader: &mut Reader, overrides: &mut Overrides, is_misspelt: bool) -> toml::Table {
    let Some(Some(table)) = reader.own_table(PROGRAMME, &SETTINGS, &Mapping::default()) else {
        if !is_misspelt && !reader.has_sheet(PROGRAMME) {
            missing(PROGRAMME, reader);
        }
        let root = toml::Table { place: reader.whole_file(), entries: Vec::new() };
        for key in TOP.into_iter().chain(schema::SECTIONS.iter().map(|section| section.name)) {
            reader.note_misspelt(&root.place, key);
        }
        return root;
    };
    let mut root = toml::Table { place: table.header_place(), entries: Vec::new() };
    let mut blanks = Vec::new();
    for row in table.rows() {
        let (setting, value) = (row.cell("setting"), row.cell("value"));
        let (Some(setting), Some(value)) = (setting, value) else { continue };
        if setting.is_blank() {
            reader.fault(
                Code::MissingValue,
                &setting.place,
                "this value has no setting",
                "write the setting beside it",
            );
            continue;
        }
        let path = keys::of_setting(&setting);
        if value.is_blank() {
            blanks.push((path, value));
        } else {
            let value = sound(&path, value, &table, reader);
            put(&mut root, &path, value, reader);
        }
    }
    tell_blanks(&root, &blanks, reader);
    overrides.put_settings(&mut root, reader);
    let sections = schema::SECTIONS.iter().filter(|section| !section.is_list).map(|section| section.name);
    reader.check_keys(&root, "the sheet `Programme`", TOP.into_iter().chain(sections), &NEEDED);
    root
}

/// The key of a table that is a sheet; of comparators, the section that holds it.
pub(super) fn entry_of_sheet(key: &str, sheet: &str, root: &toml::Table) -> Entry {
    let place = root.place.clone();
    let value = if key == schema::BENCHMARK.name {
        Value::Table(toml::Table { place: place.clone(), entries: Vec::new() })
    } else {
        Value::Plain(Typed::in_sheet(sheet, Form::Cell, place.clone()))
    };
    Entry { key: Typed::in_sheet(key, Form::Key, place), value }
}

fn dotted(path: &[Typed]) -> String {
    path.iter().map(|key| key.text.as_str()).collect::<Vec<_>>().join(".")
}

/// The value of a setting; what no such setting can be is reported.
fn sound(path: &[Typed], mut value: Typed, table: &Table, reader: &mut Reader) -> Typed {
    let name = dotted(path);
    let is_one = |names: &[&str]| names.contains(&name.as_str());
    let what = match value.form {
        Form::Date if !is_one(&DATES) && !is_one(&YEARS) => "a date",
        Form::Boolean if !is_one(&CHOICES) => "TRUE or FALSE",
        Form::Stored if is_one(&DATES) => return table.counted_from_1900(value),
        _ => return value,
    };
    let message = format!("this is {what}, which `{}` cannot be", shortened(&name));
    reader.fault(Code::WrongKind, &value.place, message, "format the cell as *Text*, and type the value again");
    let (row, column) = value.place.start();
    reader.note_spoilt(value.place.source(), [(row as u32, column as u32)]);
    value.form = Form::Spoilt;
    value
}

/// Puts a value where its path leads.
fn put(root: &mut toml::Table, path: &[Typed], value: Typed, reader: &mut Reader) {
    let mut table = root;
    let (last, above) = path.split_last().expect("a setting has a name");
    for key in above {
        let at = table.entries.iter().position(|entry| entry.key.text == key.text).unwrap_or_else(|| {
            let inner = toml::Table { place: key.place.clone(), entries: Vec::new() };
            table.entries.push(Entry { key: key.clone(), value: Value::Table(inner) });
            table.entries.len() - 1
        });
        let first = table.entries[at].key.clone();
        match &mut table.entries[at].value {
            Value::Table(inner) => table = inner,
            Value::Plain(_) | Value::List(..) => return both(&first, last, path, reader),
        }
    }
    let is_list = path.len() == 2 && schema::LISTS.contains(&last.text.as_str());
    match table.entries.iter_mut().find(|entry| entry.key.text == last.text) {
        None if is_list => {
            let list = Value::List(value.place.clone(), vec![Value::Plain(value)]);
            table.entries.push(Entry { key: last.clone(), value: list });
        }
        None => table.entries.push(Entry { key: last.clone(), value: Value::Plain(value) }),
        Some(Entry { value: Value::List(_, items), .. }) => items.push(Value::Plain(value)),
        Some(Entry { key, value: Value::Plain(_) }) => {
            let message = format!("the setting `{}` stands twice", shortened(&dotted(path)));
            let fault = Diagnostic::error(Code::DuplicateName, message).at(last.place.clone());
            let first = key.place.clone();
            reader.report(fault.also(first, "the first is here").help("remove one of them"));
        }
        Some(Entry { key, value: Value::Table(_) }) => both(&key.clone(), last, path, reader),
    }
}

/// Says that a setting is given as one value, and in parts.
fn both(first: &Typed, second: &Typed, path: &[Typed], reader: &mut Reader) {
    let message = format!("`{}` is given as one value and in parts", shortened(&dotted(&path[..path.len().min(2)])));
    let fault = Diagnostic::error(Code::ExactlyOne, message).at(second.place.clone());
    let help = "give the parts alone; of growth, `.default` is every other year";
    reader.report(fault.also(first.place.clone(), "here too").help(help));
}

/// Reports settings that are there without a value, where one is needed.
fn tell_blanks(root: &toml::Table, blanks: &[(Vec<Typed>, Typed)], reader: &mut Reader) {
    for (path, value) in blanks {
        let section = path.first().map_or("", |key| &key.text);
        let of_section = schema::SECTIONS.iter().find(|known| !known.is_list && known.name == section);
        let (table, needed) = match (of_section, root.get(section).map(|entry| &entry.value)) {
            (Some(known), Some(Value::Table(table))) => (table, known.needed),
            (None, _) => (root, &NEEDED[..]),
            _ => continue,
        };
        let Some(key) = path.last().filter(|key| needed.contains(&key.text.as_str())) else { continue };
        if table.get(&key.text).is_some() {
            continue;
        }
        let message = format!("`{}` is blank, but is needed", shortened(&dotted(path)));
        reader.fault(Code::MissingValue, &value.place, message, "write its value");
        reader.note_misspelt(&table.place, &key.text);
    }
}
