//! Values for cells that are left blank.

use crate::diagnostic::Code;
use crate::programme::{AreaColumn, Quantity};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::{Table, Value};
use rust_decimal::Decimal;

/// The values of one `[defaults]` table.
#[derive(Debug, Default)]
struct Level {
    quantities: [Option<Quantity>; AreaColumn::COUNT],
    probability: Option<Decimal>,
    implementation_months: Option<Decimal>,
    /// Keys that are there but faulty: what they would fill is not known.
    faulty: Vec<String>,
    /// The whole table is misspelt or no table.
    is_faulty: bool,
}

/// The defaults of all areas and those of each status.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    all: Level,
    by_status: [Level; 3],
}

/// Reads `[defaults]` and its tables by status.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Defaults {
    let Some(Value::Table(table)) = root.get(schema::DEFAULTS.name).map(|entry| &entry.value) else {
        // Reports that it is no table, where it is there at all.
        reader.section(root, &schema::DEFAULTS);
        let is_there =
            root.get(schema::DEFAULTS.name).is_some() || reader.is_misspelt(&root.place, schema::DEFAULTS.name);
        let all = if is_there { Level::faulty() } else { Level::default() };
        return Defaults { all, ..Defaults::default() };
    };
    check_keys(table, "[defaults]", true, reader);
    let all = level(table, reader);
    let by_status = schema::STATUSES.map(|status| match table.get(status).map(|entry| &entry.value) {
        None if reader.is_misspelt(&table.place, status) => Level::faulty(),
        None => Level::default(),
        Some(Value::Table(inner)) => {
            check_keys(inner, &format!("[defaults.{status}]"), false, reader);
            level(inner, reader)
        }
        Some(other) => {
            let message = format!("`{status}` must be a table");
            let help = format!("begin it with a line `[defaults.{status}]`");
            reader.fault(Code::WrongKind, other.place(), message, help);
            Level::faulty()
        }
    });
    Defaults { all, by_status }
}

/// Columns of areas that no default can fill get a message of their own.
fn check_keys(table: &Table, what: &str, with_statuses: bool, reader: &mut Reader) {
    let keys = schema::DEFAULT_KEYS.iter().copied().filter(|key| with_statuses || !schema::STATUSES.contains(key));
    let without_default: Vec<&str> =
        schema::AREA_COLUMNS.iter().copied().filter(|column| !schema::DEFAULT_KEYS.contains(column)).collect();
    for entry in table.entries.iter().filter(|entry| without_default.contains(&entry.key.text.as_str())) {
        let message = format!("`{}` can have no default", entry.key.text);
        let help = "fill the column in the rows of the areas";
        reader.fault(Code::UnknownKey, &entry.key.place, message, help);
    }
    let others = table.entries.iter().filter(|entry| !without_default.contains(&entry.key.text.as_str()));
    let others = Table { place: table.place.clone(), entries: others.cloned().collect() };
    reader.check_keys(&others, what, keys, &[]);
}

fn level(table: &Table, reader: &mut Reader) -> Level {
    let mut level = Level::default();
    for column in AreaColumn::ALL.into_iter().filter(|column| schema::DEFAULT_KEYS.contains(&column.name())) {
        level.quantities[column as usize] = reader.quantity_at(table, schema::area_field(column));
        level.note_fault(table, column.name(), level.quantities[column as usize].is_some(), reader);
    }
    level.probability = reader.number_at(table, schema::PROBABILITY);
    level.note_fault(table, "probability", level.probability.is_some(), reader);
    level.implementation_months = reader.number_at(table, schema::IMPLEMENTATION_MONTHS);
    level.note_fault(table, "implementation_months", level.implementation_months.is_some(), reader);
    level
}

impl Level {
    /// A table that could not be read.
    fn faulty() -> Self {
        Level { is_faulty: true, ..Level::default() }
    }

    fn note_fault(&mut self, table: &Table, key: &str, sound: bool, reader: &Reader) {
        if !sound && (table.get(key).is_some() || reader.is_misspelt(&table.place, key)) {
            self.faulty.push(key.to_owned());
        }
    }

    /// A value of its own, `Some(None)` where that is faulty.
    fn get<T>(&self, key: &str, value: Option<T>) -> Option<Option<T>> {
        let is_faulty = self.is_faulty || self.faulty.iter().any(|faulty| faulty == key);
        if is_faulty { Some(None) } else { value.map(Some) }
    }
}

impl Defaults {
    /// The levels that count for an area of a status (its position in [`schema::STATUSES`]).
    fn levels(&self, status: Option<usize>) -> impl Iterator<Item = &Level> {
        status.map(|status| &self.by_status[status]).into_iter().chain([&self.all])
    }

    /// What stands in a blank cell of a quantity; `None` where a fault in it was reported.
    pub fn quantity(&self, column: AreaColumn, status: Option<usize>) -> Option<Quantity> {
        let own = |level: &Level| level.get(column.name(), level.quantities[column as usize].clone());
        self.levels(status).find_map(own).unwrap_or_else(|| Some(column.built_in()))
    }

    /// What stands in a blank cell of `probability`, likewise.
    pub fn probability(&self, status: Option<usize>) -> Option<Decimal> {
        let own = |level: &Level| level.get("probability", level.probability);
        self.levels(status).find_map(own).unwrap_or(Some(Decimal::ONE))
    }

    /// What stands in a blank cell of `implementation_months`, likewise.
    pub fn implementation_months(&self, status: Option<usize>) -> Option<Decimal> {
        let own = |level: &Level| level.get("implementation_months", level.implementation_months);
        self.levels(status).find_map(own).unwrap_or_else(|| Some(Decimal::from(12)))
    }
}
