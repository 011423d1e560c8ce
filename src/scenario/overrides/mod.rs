//! Values that stand in the place of those that are written: `--set area.ICT.go_live=2027-09`.
//!
//! They are put into what was typed before anything of it is checked, so that they are read, and complained of, as if
//! they had been written there; only their place is the option that gave them.

pub(super) mod keys;
mod sections;
mod tables;

use super::faults::Faults;
use super::schema::{self, Section, Shape};
use super::toml;
use super::typed::{Form, Typed};
use super::{Scenario, spelling};
use crate::diagnostic::{Code, Diagnostic, Place, Source, SourceId, shortened};
use crate::programme::Override;
use std::collections::HashMap;

/// What stands between the key and the value.
const BETWEEN: char = '=';

/// The overrides of a scenario, on their way to their places.
#[derive(Debug)]
pub(crate) struct Overrides {
    given: Vec<Given>,
    /// Where each place that has been filled was filled from.
    filled: HashMap<String, Place>,
}

/// One of them.
#[derive(Debug)]
struct Given {
    key: Typed,
    /// As the cell of a table would be.
    value: Typed,
    target: Target,
}

/// What an override is put into.
#[derive(Clone, Copy, Debug)]
enum Target {
    /// A key of the scenario file, or of one of its single tables.
    Setting,
    /// An entry of a list of tables.
    List(&'static Section),
    /// A row of a table of its own.
    Table(Rows),
}

/// A table with a row for each entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    Areas,
    Risks,
    Actuals,
}

impl Rows {
    const ALL: [Rows; 3] = [Rows::Areas, Rows::Risks, Rows::Actuals];

    /// What one of its entries is called, and the key that names the table.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Rows::Areas => ("area", "areas"),
            Rows::Risks => ("risk", "risks"),
            Rows::Actuals => ("actual", "actuals"),
        }
    }

    fn shape(self) -> &'static Shape {
        match self {
            Rows::Areas => &schema::AREAS,
            Rows::Risks => &schema::RISKS,
            Rows::Actuals => &schema::ACTUALS,
        }
    }
}

impl Overrides {
    /// Those that were given, each as a source of its own.
    pub fn new(given: &[Override], faults: &mut Faults) -> Self {
        Overrides { given: given.iter().map(|one| Given::new(one, faults)).collect(), filled: HashMap::new() }
    }

    /// Puts those of keys and single tables where they belong.
    pub fn put_settings(&mut self, root: &mut toml::Table, faults: &mut Faults) {
        for at in 0..self.given.len() {
            if let Target::Setting = self.given[at].target {
                self.setting(at, root, faults);
            }
        }
    }

    /// Puts those of entries such as `[[grant]]` where they belong.
    pub fn put_entries(&mut self, root: &mut toml::Table, faults: &mut Faults) {
        for at in 0..self.given.len() {
            if let Target::List(section) = self.given[at].target {
                self.entry(at, section, root, faults);
            }
        }
    }

    /// Puts those of areas, risks and actuals where they belong.
    pub fn put_cells(&mut self, scenario: &mut Scenario, faults: &mut Faults) {
        for at in 0..self.given.len() {
            if let Target::Table(rows) = self.given[at].target {
                self.cell(at, rows, scenario, faults);
            }
        }
    }

    /// Whether a place is still free; where another override has filled it that is reported.
    fn fill(&mut self, place: String, at: usize, faults: &mut Faults) -> bool {
        let key = &self.given[at].key;
        let Some(first) = self.filled.insert(place, key.place.clone()) else { return true };
        let message = format!("`{}` is set twice", shortened(&key.text));
        let fault = Diagnostic::error(Code::DuplicateName, message).at(key.place.clone());
        faults.report(fault.also(first, "the first is here").help("leave one of them out"));
        false
    }
}

impl Given {
    fn new(given: &Override, faults: &mut Faults) -> Self {
        let text = format!("{}{BETWEEN}{}", given.key, given.value);
        // In one line, as it is printed among other text.
        let name: String = given.key.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let source = faults.diagnostics.add_source(Source::of_option(format!("--set {name}"), text));
        let behind = given.key.len() + BETWEEN.len_utf8();
        let key = typed(&given.key, Form::Key, source, 0);
        let target = Target::of(&key.text);
        Given { value: typed(&given.value, Form::Cell, source, behind), key, target }
    }
}

/// A part of an option that begins at a byte of it. A value in quotation marks is what stands between them.
fn typed(text: &str, form: Form, source: SourceId, start: usize) -> Typed {
    let span = start..start + text.len();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|_| form == Form::Cell);
    match inner {
        Some(inner) => Typed::in_cell(inner, true, Place::new(source, span.start + 1..span.end - 1)),
        None if form == Form::Key => Typed::in_cell(text, false, Place::new(source, span)).as_key(text.trim()),
        None => Typed::in_cell(text, false, Place::new(source, span)),
    }
}

impl Target {
    /// By what stands before the first dot.
    fn of(key: &str) -> Self {
        let Some((first, _)) = key.split_once('.') else { return Target::Setting };
        let first = spelling::word(first);
        let rows = Rows::ALL.into_iter().find(|rows| [rows.names().0, rows.names().1].contains(&first.as_str()));
        let list = schema::SECTIONS.into_iter().find(|section| section.is_list && section.name == first);
        match (rows, list) {
            (Some(rows), _) => Target::Table(rows),
            (None, Some(list)) => Target::List(list),
            (None, None) => Target::Setting,
        }
    }
}
