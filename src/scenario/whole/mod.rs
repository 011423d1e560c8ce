//! A whole scenario in one workbook: its sheets become what a scenario file and its tables would have said.

mod lists;
mod settings;

use super::Scenario;
use super::overrides::Overrides;
use super::reader::Reader;
use super::schema::{self, NO_COLUMNS, Section, Shape};
use super::spelling::without_case;
use super::table::{Mapping, Table};
use super::toml;
use crate::diagnostic::{Code, Diagnostic, Place, SheetCell, Source, listed, shortened};
use std::sync::Arc;

/// The sheet of single settings.
const PROGRAMME: &str = "Programme";
/// The sheet of headings that are one's own.
const COLUMNS: &str = "Columns";
/// Sheets that help where one types, as the workbook to start from has them: nothing is read of them.
const HELP: [&str; 2] = ["Lists", "Guide"];

/// Sheets that are the tables of a scenario file, each with the key that names it there.
const TABLES: [(&str, &str, &Shape); 5] = [
    ("Areas", "areas", &schema::AREAS),
    ("Risks", "risks", &schema::RISKS),
    ("Actuals", "actuals", &schema::ACTUALS),
    ("Assumptions", "register", &schema::REGISTER),
    ("Comparators", "benchmark", &schema::COMPARATORS),
];

/// Sheets with a row for each of several like `[[grant]]`.
const LISTS: [(&str, &Section); 6] = [
    ("Partners", &schema::PARTNER),
    ("Workforce", &schema::WORKFORCE),
    ("Correlations", &schema::CORRELATION),
    ("Programme costs", &schema::PROGRAMME_COST),
    ("Grants", &schema::GRANT),
    ("Targets", &schema::TARGET),
];

const HEADINGS: Shape = Shape { columns: &["heading", "column"], needed: &["heading"], ..NO_COLUMNS };

/// A sheet of entries, as a workbook to start from has it.
#[derive(Clone, Debug)]
pub struct SheetTemplate {
    /// The sheet's name.
    pub sheet: &'static str,
    /// What it is called in a scenario file.
    pub key: &'static str,
    /// The heading in the guide under which its columns are explained.
    pub heading: String,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Those of them that hold dates.
    pub dates: &'static [&'static str],
    /// Those of them that hold financial years.
    pub years: &'static [&'static str],
}

/// The sheets of entries, in the order in which a person fills them; without comparators, which few have.
pub fn sheet_templates() -> Vec<SheetTemplate> {
    let of_tables = TABLES.iter().filter(|(sheet, ..)| *sheet != "Comparators").map(|(sheet, key, shape)| {
        let heading = if *key == "register" { "Register of assumptions" } else { sheet };
        template(sheet, key, heading.to_owned(), shape)
    });
    let of_lists =
        LISTS.iter().map(|(sheet, section)| template(sheet, section.name, section.heading(), &lists::shape(section)));
    let mut templates: Vec<SheetTemplate> = of_tables.chain(of_lists).collect();
    templates.sort_by_key(|template| template.sheet == "Assumptions");
    templates
}

fn template(sheet: &'static str, key: &'static str, heading: String, shape: &Shape) -> SheetTemplate {
    SheetTemplate { sheet, key, heading, columns: shape.columns, dates: shape.dates, years: shape.years }
}

/// The tables of single settings, each with its keys.
pub fn settings() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    schema::SECTIONS.into_iter().filter(|section| !section.is_list).map(|section| (section.name, section.keys))
}

/// The sheets that are read whenever they are there, each with what it is in a scenario file.
fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tables = TABLES.iter().map(|(sheet, key, _)| (*sheet, *key));
    let lists = LISTS.iter().map(|(sheet, section)| (*sheet, section.name));
    tables.chain(lists).chain([(PROGRAMME, ""), (COLUMNS, schema::COLUMNS)])
}

/// What is typed in the workbook that the reader holds.
pub(super) fn typed(reader: &mut Reader, overrides: &mut Overrides) -> Scenario {
    let misspelt = refuse_misspelt(reader);
    let mut root = settings::read(reader, overrides, misspelt.contains(&PROGRAMME));
    for (sheet, key) in known().filter(|(sheet, _)| misspelt.contains(sheet)) {
        let key = if sheet == PROGRAMME { "title" } else { key };
        reader.note_misspelt(&root.place, key);
    }
    for (sheet, section) in LISTS {
        lists::read(sheet, section, &mut root, reader);
    }
    overrides.put_entries(&mut root, reader);
    let mapping = mapping(reader);
    let mut table = |at: usize, mapping: &Mapping| {
        let (sheet, key, shape) = TABLES[at];
        let table = reader.own_table(sheet, shape, mapping)?;
        // The key by which a scenario file names the table.
        if root.get(key).is_none() {
            root.entries.push(settings::entry_of_sheet(key, sheet, &root));
        }
        table.map(Arc::new)
    };
    let none = Mapping::default();
    let (risks, actuals, register, comparators) = (table(1, &none), table(2, &none), table(3, &none), table(4, &none));
    let areas = table(0, &mapping);
    let has_areas = reader.has_sheet(TABLES[0].0) || misspelt.contains(&TABLES[0].0);
    if areas.is_none() && !has_areas {
        missing(TABLES[0].0, reader);
    }
    Scenario { root, areas, risks, actuals, register, comparators }
}

/// What headings of the sheet of areas mean that are one's own.
fn mapping(reader: &mut Reader) -> Mapping {
    let Some(Some(table)) = reader.own_table(COLUMNS, &HEADINGS, &Mapping::default()) else {
        return Mapping::default();
    };
    let entries = table.rows().filter_map(|row| {
        let value = row.cell("column")?;
        Some(toml::Entry { key: row.filled("heading")?, value: toml::Value::Plain(value) })
    });
    let place = table.header_place();
    Mapping::read(&toml::Table { place, entries: entries.collect() }, &schema::AREAS, reader)
}

/// Says that a sheet is not there that every scenario has.
fn missing(sheet: &str, reader: &mut Reader) {
    let place = reader.whole_file();
    let message = format!("this workbook has no sheet `{sheet}`, which a scenario needs");
    let help = "`foresave init DIR --excel` writes a workbook with all sheets to start from";
    reader.fault(Code::SheetMissing, &place, message, help);
}

/// Reports sheets whose names are nearly those of sheets that are not there, and returns the latter.
fn refuse_misspelt(reader: &mut Reader) -> Vec<&'static str> {
    let names = reader.own.as_ref().map_or_else(Vec::new, |own| own.names());
    let is_there = |sheet: &str| names.iter().any(|name| without_case(name) == without_case(sheet));
    let lacking: Vec<&'static str> = known().map(|(sheet, _)| sheet).filter(|sheet| !is_there(sheet)).collect();
    let mut misspelt = Vec::new();
    for name in names.iter().filter(|name| name.len() <= 64) {
        let spelt = without_case(name);
        if known().any(|(sheet, _)| without_case(sheet) == spelt) {
            continue;
        }
        let near = |sheet: &&&str| {
            let allowed = if sheet.len() <= 5 { 1 } else { 2 };
            strsim::damerau_levenshtein(&spelt, &without_case(sheet)) <= allowed
        };
        let Some(meant) = lacking.iter().find(near) else { continue };
        let message = format!("`{}` is not a sheet that a scenario has", shortened(name));
        let place = corner(name, reader);
        reader.fault(Code::UnknownSheet, &place, message, format!("did you mean `{meant}`? then rename the sheet"));
        misspelt.push(*meant);
    }
    misspelt
}

/// The first cell of a sheet of the workbook.
fn corner(sheet: &str, reader: &mut Reader) -> Place {
    let shown = reader.own.as_ref().map_or_else(String::new, |own| own.shown.clone());
    let source = reader.diagnostics.add_source(Source::of_sheet(shown, sheet));
    Place::Sheet(SheetCell { source, row: 1, column: 1, heading: None, row_name: None, content: "".into() })
}

/// Names the sheets that nothing was read of.
pub(super) fn tell_what_was_not_read(reader: &mut Reader) {
    let Some(own) = reader.own.as_ref().filter(|_| reader.diagnostics.errors() == 0) else { return };
    let read = own.names_read();
    let expected = || known().map(|(sheet, _)| sheet).chain(HELP);
    let is_known = |name: &String| expected().any(|sheet| without_case(sheet) == without_case(name));
    let others: Vec<String> = own.names().into_iter().filter(|name| !read.contains(name) && !is_known(name)).collect();
    let Some(first) = others.first() else { return };
    let quoted: Vec<String> = others.iter().map(|name| format!("`{}`", shortened(name))).collect();
    let (plural, verb) = if others.len() == 1 { ("", "is") } else { ("s", "are") };
    let message = format!("the sheet{plural} {} {verb} not read", listed(&quoted, "and"));
    let place = corner(first, reader);
    reader.report(Diagnostic::note(Code::SheetLeftOut, message).at(place));
}

/// A row's cells that are filled, by their columns.
fn filled<'t>(table: &'t Table, row: super::table::Row<'t>) -> impl Iterator<Item = (usize, super::typed::Typed)> + 't {
    let named = (0..table.columns.len()).filter(|&at| !table.columns[at].name.is_empty());
    named.filter_map(move |at| Some((at, row.at(at)?))).filter(|(_, cell)| !cell.is_blank())
}
