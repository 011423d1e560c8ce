//! Reading: from the text of a scenario to the programme that it means.
//!
//! [`read`] is the only way in. Text becomes a `Scenario`, what a person typed with the place of
//! every value; that becomes a [`Programme`], valid by construction. All faults are found in one
//! go, and consequences of a fault are not reported. The format is described in
//! `docs/scenario-format.md`.
//!
//! Limits, so that no file can exhaust the memory: scenario files of 4 MB, tables of 32 MB with
//! 100,000 rows, 1,000 columns and 5,000,000 cells, 10,000 areas, 1,000 risks, and distribution
//! texts of 100,000 bytes.

mod behind;
mod block;
mod book;
mod cases;
mod dates;
#[cfg(test)]
mod documented;
mod doubt;
mod encoding;
mod explained;
mod faults;
mod field;
mod files;
mod history;
mod json_schema;
mod law;
mod number;
mod open;
mod outturns;
mod overrides;
mod places;
mod reader;
mod resolve;
mod schema;
mod sections;
mod sheet;
mod spelling;
mod table;
mod three_points;
mod toml;
mod typed;
mod unit;
mod values;
mod whole;
mod workbook;
mod years;

pub use cases::{Cases, cases};
pub use dates::financial_year;
pub use files::{Files, LARGEST_SCENARIO, LARGEST_TABLE};
pub use number::{any_number, plain_number, pounds};
pub use outturns::{Outturn, Outturns, outturns};
pub use resolve::{Stated, Uncovered};
pub use sheet::{Sheet, SheetValue};
pub use spelling::as_seen;
pub use table::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS};

pub use explained::{Explained, explained, laws};
pub use json_schema::json_schema;
pub use whole::{SheetTemplate, settings, sheet_templates};

use crate::diagnostic::{Code, Diagnostics, Place, SourceId};
use crate::programme::{At, Comparator, Programme};
use overrides::Overrides;
use reader::{Form, Reader};
use resolve::Resolved;
use std::sync::Arc;
use table::{Mapping, Wanted};

/// What was typed: the scenario file and the tables that it names.
#[derive(Debug)]
pub(crate) struct Scenario {
    root: toml::Table,
    areas: Option<Arc<table::Table>>,
    risks: Option<Arc<table::Table>>,
    actuals: Option<Arc<table::Table>>,
    register: Option<Arc<table::Table>>,
    comparators: Option<Arc<table::Table>>,
}

/// What reading a scenario gave.
#[derive(Debug)]
pub struct Reading {
    /// The programme.
    pub programme: Programme,
    /// What its author should know all the same.
    pub warnings: Diagnostics,
    /// The figures that the register of assumptions leaves out; empty without a register.
    pub uncovered: Vec<Uncovered>,
    scenario: Scenario,
}

impl Reading {
    /// Where a value of the programme is written, or what would hold it.
    pub fn place(&self, at: At) -> Place {
        self.scenario.place(at)
    }

    /// The text of a value as its author wrote it, without quotation marks; `None` where it is not written.
    pub fn text_of(&self, at: At) -> Option<String> {
        self.scenario.written(at).map(|place| self.text_at(&place))
    }

    /// The text of the default that fills blank cells of a column, in rows of a status.
    pub fn default_text(&self, column: &str, status: &str) -> Option<String> {
        self.scenario.default_of(column, status).map(|place| self.text_at(&place))
    }

    fn text_at(&self, place: &Place) -> String {
        let text = match place {
            Place::Text(stretch) => self.warnings.source(stretch.source).text()[stretch.span.clone()].trim(),
            Place::Sheet(cell) => cell.content.trim(),
        };
        let quoted = ['"', '\''].into_iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark));
        quoted.map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
    }

    /// Every cell and key as it was written, in the order of the scenario.
    pub fn stated(&self) -> Vec<Stated> {
        resolve::stated(&self.scenario)
    }
}

/// Reads a scenario file and the tables that it names.
///
/// # Errors
///
/// All faults of all files, where there is any; warnings are among them.
pub fn read(files: &Files) -> Result<Reading, Diagnostics> {
    let mut reader = Reader::new(files);
    let scenario = typed(&mut reader);
    let resolved = scenario.and_then(|scenario| Some((resolve::resolve(&scenario, &mut reader)?, scenario)));
    whole::tell_what_was_not_read(&mut reader);
    let mut diagnostics = reader.faults.diagnostics;
    diagnostics.sort();
    match resolved {
        Some((Resolved { programme, uncovered }, scenario)) => {
            Ok(Reading { programme, warnings: diagnostics, uncovered, scenario })
        }
        None => {
            assert!(diagnostics.errors() > 0, "a scenario that is not read has a fault that is reported");
            Err(diagnostics)
        }
    }
}

/// Reads a table of comparators that stands on its own, by the rules for those of a scenario.
///
/// # Errors
///
/// All faults of the table, where there is any.
pub fn comparators(table: &Files) -> Result<Vec<Comparator>, Diagnostics> {
    let mut reader = Reader::new(table);
    let wanted = Wanted::Shape(&schema::COMPARATORS, &Mapping::default());
    let table = reader.lone_table(&wanted);
    let cases = table.map(|table| resolve::comparators(&table, &mut reader));
    let diagnostics = reader.faults.diagnostics;
    cases.filter(|_| diagnostics.errors() == 0).ok_or(diagnostics)
}

fn typed(reader: &mut Reader) -> Option<Scenario> {
    let form = reader.scenario()?;
    let mut overrides = Overrides::new(reader.given(), &mut reader.faults);
    let mut scenario = match form {
        Form::Text(source) => in_files(source, &mut overrides, reader)?,
        Form::Workbook => whole::typed(reader, &mut overrides),
    };
    overrides.put_cells(&mut scenario, reader);
    Some(scenario)
}

/// What is typed in a scenario file and the tables that it names.
fn in_files(source: SourceId, overrides: &mut Overrides, reader: &mut Reader) -> Option<Scenario> {
    if refuse_table(source, reader) {
        return None;
    }
    let mut root = toml::parse(source, &mut reader.faults.diagnostics)?;
    overrides.put_settings(&mut root, reader);
    overrides.put_entries(&mut root, reader);
    let sections = schema::SECTIONS.iter().map(|section| section.name);
    let known = schema::SCENARIO.iter().copied().chain(sections).chain([schema::COLUMNS]);
    reader.check_keys(&root, "the scenario", known, &["title", "start", "end", "areas"]);
    let mapping = mapping(&root, reader);
    let mut table =
        |key, shape, mapping: &Mapping| reader.text_at(&root, key).and_then(|path| reader.table(path, shape, mapping));
    let areas = table("areas", &schema::AREAS, &mapping);
    let risks = table("risks", &schema::RISKS, &Mapping::default());
    let actuals = table("actuals", &schema::ACTUALS, &Mapping::default());
    let register = table("register", &schema::REGISTER, &Mapping::default());
    let comparators = own_comparators(&root, reader);
    Some(Scenario { root, areas, risks, actuals, register, comparators })
}

/// What headings of the areas table mean that are one's own.
fn mapping(root: &toml::Table, reader: &mut Reader) -> Mapping {
    match root.get(schema::COLUMNS).map(|entry| &entry.value) {
        None => Mapping::default(),
        Some(toml::Value::Table(table)) => Mapping::read(table, &schema::AREAS, reader),
        Some(other) => {
            let message = format!("`{}` must be a table", schema::COLUMNS);
            reader.fault(Code::WrongKind, other.place(), message, "begin it with a line `[columns]`");
            Mapping::default()
        }
    }
}

/// Whether a table was given for the scenario file; that is reported.
fn refuse_table(source: SourceId, reader: &mut Reader) -> bool {
    let text = reader.diagnostics.source(source).text().clone();
    let header = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_table = header.contains([',', ';', '\t']) && !header.contains(['=', '#', '[']);
    if is_table {
        let start = text.find(header).unwrap_or_default();
        let place = Place::new(source, start..start + header.len());
        let help = reader.advice_on_scenario();
        reader.fault(Code::TomlSyntax, &place, "this is a table, not a scenario file", help);
    }
    is_table
}

/// The table of the scenario's own comparators.
fn own_comparators(root: &toml::Table, reader: &mut Reader) -> Option<Arc<table::Table>> {
    let toml::Value::Table(section) = &root.get(schema::BENCHMARK.name)?.value else { return None };
    let path = reader.plain(section, "comparators")?;
    reader.table(path, &schema::COMPARATORS, &Mapping::default())
}
