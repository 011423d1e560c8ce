//! Which columns of a table are known, which are one's own, and which are missing.

use super::{Column, Mapping, Table};
use crate::diagnostic::{Code, Diagnostic, Suggestion, listed, nearest, shortened};
use crate::scenario::dates::{financial_year, is_month_first};
use crate::scenario::faults::Faults;
use crate::scenario::schema::Shape;
use crate::scenario::spelling;
use std::collections::HashMap;
use std::sync::Arc;

/// So many columns of one's own are named in the note that leaves them out.
const MOST_NAMED: usize = 40;

/// What is longer is no column's name with a slip in it.
const LONGEST: usize = 64;

/// Checks the columns of a table: one's own are left out with a note, near misses are refused.
pub(super) fn check(table: &mut Table, shape: &Shape, mapping: &Mapping, faults: &mut Faults) {
    mapping.check(table, faults);
    refuse_thousands(table, shape, faults);
    refuse_twice(table, shape, faults);
    let own = own_columns(table, shape, faults);
    if !shape.is_of_settings {
        note_own(table, &own, faults);
    }
    for column in own {
        table.columns[column].name = "".into();
    }
    report_missing(table, shape, faults);
    note_month_first(table, shape, faults);
}

/// Amounts are read as pounds, whatever a heading says.
fn refuse_thousands(table: &Table, shape: &Shape, faults: &mut Faults) {
    for column in table.columns.iter().filter(|column| shape.has(&column.name)) {
        if !spelling::bracket(&column.heading.text).is_some_and(is_not_in_pounds) {
            continue;
        }
        report_thousands(column, faults);
    }
}

fn report_thousands(column: &Column, faults: &mut Faults) {
    let message = format!("`{}` says that its amounts are not in pounds", shortened(&column.heading.text));
    faults.fault(Code::NotInPounds, &column.heading.place, message, HELP_WITH_POUNDS);
}

/// What to do about amounts in thousands.
pub(super) const HELP_WITH_POUNDS: &str =
    "amounts are read as pounds: write `250k` or `£0.25m` in the cells, or multiply them";

/// Whether a text says no more than that amounts are in thousands or millions: `£000`, `(£m)`.
pub(super) fn is_not_in_pounds(text: &str) -> bool {
    let unit = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let unit = unit.to_lowercase();
    let unit = unit.trim_start_matches("in ");
    let periods = ["pa", "p.a.", "p.a", "per annum", "per year", "a year", "/yr"];
    let unit = periods.iter().find_map(|period| unit.strip_suffix(*period)).unwrap_or(unit);
    let unit = unit.replace([' ', '\'', '’', '‘', ','], "");
    matches!(
        unit.trim_start_matches("gbp").trim_start_matches('£'),
        "000" | "000s" | "k" | "thousand" | "thousands" | "million" | "millions"
    ) || matches!(unit.as_str(), "£m" | "gbpm" | "£bn" | "gbpbn")
}

/// The column that a heading names which says without brackets that amounts are not in pounds: `Annual saving £000`.
fn in_thousands(heading: &str, shape: &Shape) -> Option<String> {
    if heading.chars().nth(LONGEST).is_some() {
        return None;
    }
    let words: Vec<&str> = heading.split([' ', '\u{a0}', '\n', '_', ',']).filter(|word| !word.is_empty()).collect();
    let behind = (1..words.len()).map(|at| words.split_at(at)).find(|(_, unit)| is_not_in_pounds(&unit.join(" ")));
    let before = || words.split_first().filter(|(unit, _)| is_not_in_pounds(unit)).map(|(_, name)| name);
    let name = behind.map(|(name, _)| name).or_else(before)?;
    Some(spelling::heading(&name.join(" "))).filter(|name| shape.has(name))
}

fn refuse_twice(table: &Table, shape: &Shape, faults: &mut Faults) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| shape.has(&column.name)) {
        let Some(first) = seen.insert(&column.name, at) else { continue };
        report_twice(&table.columns[first], column, faults);
    }
}

/// Says that two columns are the same.
pub(crate) fn report_twice(first: &Column, second: &Column, faults: &mut Faults) {
    let (first, second) = (&first.heading, &second.heading);
    let message = if first.text == second.text {
        format!("two columns are called `{}`", shortened(&second.text))
    } else {
        format!("`{}` and `{}` are the same column", shortened(&first.text), shortened(&second.text))
    };
    let fault = Diagnostic::error(Code::TableHeader, message).at(second.place.clone());
    faults.report(fault.also(first.place.clone(), "the first is here").help("remove one of them"));
}

/// Positions of the columns that are not known; those that may be meant for a known one are reported.
fn own_columns(table: &Table, shape: &Shape, faults: &mut Faults) -> Vec<usize> {
    let place = table.header_place();
    let is_missing =
        |known: &&str| !table.names().any(|name| shape.stands_for(name, known)) && !faults.is_misspelt(&place, known);
    let missing: Vec<&str> = shape.columns.iter().copied().filter(is_missing).collect();
    let mut own = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if column.name.is_empty() || shape.has(&column.name) {
            continue;
        }
        let in_thousands = in_thousands(&column.heading.text, shape).filter(|name| missing.contains(&name.as_str()));
        let is_in_thousands = in_thousands.is_some();
        let meant = in_thousands.map_or_else(|| meant(&column.name, &missing, (shape, table)), |name| vec![name]);
        if meant.is_empty() {
            own.push(at);
            continue;
        }
        for name in &meant {
            faults.note_misspelt(&place, name);
            for needed in shape.needed.iter().filter(|needed| shape.stands_for(name, needed)) {
                faults.note_misspelt(&place, needed);
            }
        }
        if is_in_thousands {
            report_thousands(column, faults);
            continue;
        }
        let quoted: Vec<String> = meant.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("`{}` is not a column that this table can have", shortened(&column.heading.text));
        let help = format!("did you mean {}?", listed(&quoted, "or"));
        faults.fault(Code::UnknownColumn, &column.heading.place, message, help);
    }
    own
}

/// The columns that a heading which is not known may be meant for, of those that the table lacks: they are within two
/// letters of it (one, where they have five or fewer), or it is made of some of their words.
fn meant(heading: &str, missing: &[&str], (shape, table): (&Shape, &Table)) -> Vec<String> {
    if heading.chars().nth(LONGEST).is_some() {
        return Vec::new();
    }
    let is_near = |known: &&&str| {
        let allowed = if known.len() <= 5 { 1 } else { 2 };
        strsim::damerau_levenshtein(heading, known) <= allowed
    };
    if let Some(near) = missing.iter().filter(is_near).min_by_key(|known| strsim::damerau_levenshtein(heading, known)) {
        return vec![(**near).to_owned()];
    }
    if let Some(by_year) = without_colon(heading, shape).filter(|name| table.column(name).is_none()) {
        return vec![by_year];
    }
    let words: Vec<&str> = heading.split(['_', ':']).collect();
    let has_all = |known: &&&str| words.iter().all(|word| known.split('_').any(|other| other == *word));
    missing.iter().filter(has_all).map(|known| (*known).to_owned()).collect()
}

/// `saving_2018/19` for `saving:2018/19`, where a table can have such columns.
fn without_colon(heading: &str, shape: &Shape) -> Option<String> {
    let (before, behind) = heading.rsplit_once(['_', ':'])?;
    let year = financial_year(behind)?;
    let prefix = shape.by_year.iter().find(|prefix| strsim::damerau_levenshtein(before, prefix) <= 1)?;
    let name = format!("{prefix}:{year}");
    shape.has(&name).then_some(name)
}

fn note_own(table: &Table, own: &[usize], faults: &mut Faults) {
    let headings = || own.iter().map(|&column| &table.columns[column].heading);
    let Some(first) = headings().next() else { return };
    let mut names: Vec<String> =
        headings().take(MOST_NAMED).map(|name| format!("`{}`", shortened(&name.text))).collect();
    if own.len() > MOST_NAMED {
        names.push(format!("{} more", own.len() - MOST_NAMED));
    }
    let (subject, verb) = if own.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let message = format!("the {subject} {} {verb} left out", listed(&names, "and"));
    faults.report(Diagnostic::note(Code::ColumnLeftOut, message).at(first.place.clone()));
}

fn report_missing(table: &Table, shape: &Shape, faults: &mut Faults) {
    let place = table.header_place();
    for needed in shape.needed {
        if table.names().any(|name| shape.stands_for(name, needed)) || faults.is_misspelt(&place, needed) {
            continue;
        }
        let message = format!("this table has no column `{needed}`, which it needs");
        let unknown =
            table.columns.iter().filter(|column| column.name.is_empty()).map(|column| column.heading.text.as_str());
        let help = match nearest(needed, unknown) {
            Suggestion::Nearest(heading) => format!("add `{needed}` to the header, or rename `{}`", shortened(heading)),
            Suggestion::OneOf(_) => format!("add `{needed}` to the header"),
        };
        faults.fault(Code::MissingColumn, &place, message, help);
    }
}

/// Remembers the columns of dates in which one can only be read with the month first.
fn note_month_first(table: &Table, shape: &Shape, faults: &mut Faults) {
    for name in shape.dates {
        let Some(column) = table.column(name) else { continue };
        if table.rows().filter_map(|row| row.at(column)).any(|cell| is_month_first(&cell.text)) {
            faults.note_month_first(table.source, Arc::from(*name));
        }
    }
}
