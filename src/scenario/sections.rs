//! Access to the scenario file's tables and the columns of CSV tables, with the complaints
//! about keys and columns that are unknown or missing.

use super::faults::Faults;
use super::field::Field;
use super::reader::Reader;
use super::schema::Section;
use super::table::Row;
use super::toml::{Entry, Table, Value};
use super::typed::{Form, Typed};
use crate::diagnostic::{Code, Diagnostic, Place, Suggestion, nearest, shortened};
use crate::fiscal::{FinancialYear, Month};
use crate::programme::Quantity;
use rust_decimal::Decimal;

impl Reader<'_> {
    /// A number or distribution under a key.
    pub fn quantity_at(&mut self, table: &Table, field: Field) -> Option<Quantity> {
        self.plain(table, field.name).and_then(|typed| self.quantity(typed, field))
    }
}

impl Faults {
    /// Checks the keys of a table: `what` is what has them, for example `[exit]`.
    pub fn check_keys<'a>(
        &mut self,
        table: &Table,
        what: &str,
        known: impl Iterator<Item = &'a str> + Clone,
        needed: &[&str],
    ) {
        let known: Vec<&str> = known.collect();
        let missing: Vec<&str> = known.iter().copied().filter(|key| table.get(key).is_none()).collect();
        for key in table.entries.iter().map(|entry| &entry.key) {
            if known.contains(&key.text.as_str()) {
                continue;
            }
            let advice = self.advice_on(key, &table.place, &known, &missing);
            let message = format!("`{}` is not a key of {what}", shortened(&key.text));
            let fault = Diagnostic::error(Code::UnknownKey, message).at(key.place.clone());
            self.report(fault.maybe_help(advice));
        }
        for key in needed.iter().filter(|key| missing.contains(key)) {
            if self.is_misspelt(&table.place, key) {
                continue;
            }
            let message = format!("{what} has no `{key}`, which it needs");
            let help = match &table.place {
                Place::Text(_) => format!("add a line `{key} = …`"),
                Place::Sheet(_) => format!("add a row with the setting `{key}`"),
            };
            self.fault(Code::MissingKey, &table.place, message, help);
        }
    }

    /// Advice on a key that is not known, preferring those that are missing; the one
    /// that was probably meant is remembered.
    fn advice_on(&mut self, typed: &Typed, of: &Place, known: &[&str], missing: &[&str]) -> Option<String> {
        if self.diagnostics.is_full() {
            return None;
        }
        let suggestion = match nearest(&typed.text, missing.iter().copied()) {
            near @ Suggestion::Nearest(_) => near,
            Suggestion::OneOf(_) => nearest(&typed.text, known.iter().copied()),
        };
        if let Suggestion::Nearest(name) = suggestion {
            self.note_misspelt(of, name);
        }
        suggestion.advice()
    }

    /// The table under a top-level key, checked.
    pub fn section<'t>(&mut self, root: &'t Table, section: &Section) -> Option<&'t Table> {
        let entry = root.get(section.name)?;
        match &entry.value {
            Value::Table(table) => {
                self.check_keys(table, &section.heading(), section.keys(), section.needed);
                Some(table)
            }
            other => {
                let message = format!("`{}` must be a table", section.name);
                self.fault(
                    Code::WrongKind,
                    other.place(),
                    message,
                    format!("begin it with a line `{}`", section.heading()),
                );
                None
            }
        }
    }

    /// The tables under a top-level key, checked; `None` where something else stands there, or
    /// where its name is misspelt.
    pub fn section_list<'t>(&mut self, root: &'t Table, section: &Section) -> Option<Vec<&'t Table>> {
        let items = match root.get(section.name).map(|entry| &entry.value) {
            None if self.is_misspelt(&root.place, section.name) => return None,
            None => return Some(Vec::new()),
            Some(Value::List(_, items)) => items,
            Some(other) => {
                let message = format!("`{}` must be a list of tables", section.name);
                let help = format!("begin each with a line `{}`", section.heading());
                self.fault(Code::WrongKind, other.place(), message, help);
                return None;
            }
        };
        let mut tables = Vec::new();
        for item in items {
            if let Value::Table(table) = item {
                self.check_keys(table, &section.heading(), section.keys(), section.needed);
                tables.push(table);
            } else {
                let message = format!("`{}` must be a list of tables", section.name);
                let help = format!("begin each with a line `{}`", section.heading());
                self.fault(Code::WrongKind, item.place(), message, help);
            }
        }
        Some(tables)
    }

    /// The plain value of a key; a table, a list or nothing at all is reported.
    pub fn plain<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Typed> {
        let entry = table.get(key)?;
        let typed = self.plain_of(entry)?;
        if typed.is_blank() {
            let message = format!("`{key}` is blank");
            self.fault(Code::MissingValue, &entry.key.place, message, "write a value, or leave the key out");
            return None;
        }
        Some(typed)
    }

    /// A text in quotation marks under a key, not blank.
    pub fn text_at<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Typed> {
        self.plain(table, key).filter(|typed| self.is_text(typed))
    }

    fn is_text(&mut self, typed: &Typed) -> bool {
        let fits = matches!(typed.form, Form::String | Form::Cell | Form::Stored);
        if !fits {
            let message = format!("`{}` must stand in quotation marks here, as a text", shortened(&typed.text));
            self.fault(Code::WrongKind, &typed.place, message, format!("write `\"{}\"`", shortened(&typed.text)));
        }
        fits
    }

    /// The plain value of an entry.
    pub fn plain_of<'t>(&mut self, entry: &'t Entry) -> Option<&'t Typed> {
        match &entry.value {
            Value::Plain(typed) => Some(typed),
            other => {
                let kind = if matches!(other, Value::Table(_)) { "a table" } else { "a list" };
                let message = format!("`{}` must be a single value, not {kind}", shortened(&entry.key.text));
                self.fault(Code::WrongKind, &entry.key.place, message, "write one value");
                None
            }
        }
    }

    /// A free text; blank is none.
    pub fn free_text(&mut self, table: &Table, key: &str) -> Option<String> {
        let entry = table.get(key)?;
        let typed = self.plain_of(entry).filter(|typed| self.is_text(typed))?;
        (!typed.is_blank()).then(|| typed.text.clone())
    }

    /// A month under a key.
    pub fn month_at(&mut self, table: &Table, key: &str) -> Option<Month> {
        self.plain(table, key).and_then(|typed| self.month(typed))
    }

    /// A financial year under a key.
    pub fn year_at(&mut self, table: &Table, key: &str) -> Option<FinancialYear> {
        self.plain(table, key).and_then(|typed| self.year(typed))
    }

    /// A fixed number under a key.
    pub fn number_at(&mut self, table: &Table, field: Field) -> Option<Decimal> {
        self.plain(table, field.name).and_then(|typed| self.number(typed, field))
    }

    /// A list of texts under a key, none of them blank.
    pub fn texts_at<'t>(&mut self, table: &'t Table, key: &str) -> Option<Vec<&'t Typed>> {
        let entry = table.get(key)?;
        let texts: Option<Vec<&Typed>> = match &entry.value {
            Value::List(_, items) => items
                .iter()
                .map(|item| match item {
                    Value::Plain(typed)
                        if !typed.is_blank()
                            && typed.form != Form::Number
                            && typed.form != Form::Boolean
                            && typed.form != Form::Date =>
                    {
                        Some(typed)
                    }
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        if texts.is_none() {
            let message = format!("`{key}` must be a list of texts");
            self.fault(Code::WrongKind, entry.value.place(), message, format!("write `{key} = [\"…\", \"…\"]`"));
        }
        texts
    }
}

impl Row<'_> {
    /// The cell of a column where it is filled.
    pub fn filled(&self, column: &str) -> Option<Typed> {
        self.cell(column).filter(|cell| !cell.is_blank())
    }

    /// The first filled cell of the columns `BEFORE:…`.
    pub fn filled_behind(&self, before: &str) -> Option<Typed> {
        let is_one = |name: &str| name.strip_prefix(before).is_some_and(|rest| rest.starts_with(':'));
        let columns = self.table().columns.iter().enumerate().filter(|(_, column)| is_one(&column.name));
        columns.filter_map(|(column, _)| self.at(column)).find(|cell| !cell.is_blank())
    }

    /// Whether a column that is not there was probably meant by one that was reported.
    pub fn is_misspelt(&self, column: &str, faults: &Faults) -> bool {
        faults.is_misspelt(&self.table().header_place(), column)
    }

    /// The text of a column where it is filled.
    pub fn words(&self, column: &str) -> Option<String> {
        self.filled(column).map(|cell| cell.text)
    }
}
