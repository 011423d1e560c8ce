//! What the scenario's figures stand on, by its register.

use super::Subject;
use crate::forecast::Forecast;
use crate::programme::{Mark, Register, RegisterEntry};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::words::counted;
use std::collections::BTreeMap;

/// A cell or key of a scenario as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The table that it stands in.
    pub table: String,
    /// The entry's name, where the table has several.
    pub entry: Option<String>,
    /// The column or key.
    pub column: String,
    /// What was written.
    pub written: String,
    /// Whether it holds a figure, which a register should cover.
    pub is_figure: bool,
}

impl Input {
    /// The line of a register that is about it.
    pub fn line<'r>(&self, register: Option<&'r Register>) -> Option<&'r RegisterEntry> {
        register?.line(&self.table, &self.column, self.entry.as_deref())
    }

    /// How far it can be relied on; blank for what needs no source, such as a name.
    pub fn mark(&self, register: Option<&Register>) -> &'static str {
        match self.line(register) {
            Some(line) => line.mark.name(),
            None if self.is_figure => "not in the register",
            None => "",
        }
    }
}

/// A row has so many letters of what was written, so that no page ends within one.
const LETTERS_OF_A_ROW: usize = 240;

/// Columns of remarks, which shape no figure: they stand in the workbook alone.
const REMARKS: [&str; 3] = ["note", "owner", "source"];

/// What was counted, and every input as it was written with what the register says of it.
pub(super) fn section(subject: &Subject) -> Section {
    let mut section = Section::new("assumptions", "Appendix A: Assumptions and sources");
    let register = subject.programme.register.as_ref();
    section.paragraph(in_short(subject.forecast));
    let is_shown = |input: &&Input| input.entry.is_none() || !REMARKS.contains(&input.column.as_str());
    let inputs: Vec<&Input> = subject.inputs.iter().filter(is_shown).collect();
    let lines = lines(&inputs, register);
    let table = Table {
        id: "assumptions",
        caption: "Every input as it was written".into(),
        unit: None,
        columns: [
            ("input", "Input"),
            ("written", "As written"),
            ("mark", "Mark"),
            ("basis", "Basis"),
            ("source", "Source"),
            ("owner", "Owner"),
        ]
        .map(|(key, heading)| Column::text(key, heading))
        .into(),
        rows: rows(&lines, register),
    };
    section.table(table.filled());
    if register.is_some() {
        section.list(Some("Inputs that the register does not cover:".into()), not_covered(&lines, register));
    }
    section
}

/// The rows of each table below its name.
fn rows(lines: &[Line], register: Option<&Register>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut table = "";
    for line in lines {
        if line.table != table {
            table = line.table;
            rows.push(Row::new(vec![Value::text(table)]));
        }
        rows.extend(line.rows(register));
    }
    rows
}

/// Columns and keys of figures, with how many of their entries no line is about.
fn not_covered(lines: &[Line], register: Option<&Register>) -> Vec<Sentence> {
    let lacking = lines.iter().filter(|line| line.says.is_none() && !line.first().mark(register).is_empty());
    let words = |line: &Line| {
        let entries = line.entries.len();
        let entries = if line.first().entry.is_none() { String::new() } else { counted_in_brackets(entries) };
        format!("{}, {}{entries}", line.table, line.column).into()
    };
    lacking.map(words).collect()
}

fn counted_in_brackets(entries: usize) -> String {
    format!(" ({})", counted(entries, "entry", "entries"))
}

/// Inputs of one column of which the register says the same.
struct Line<'s> {
    table: &'s str,
    column: &'s str,
    entries: Vec<&'s Input>,
    says: Option<&'s RegisterEntry>,
}

/// The columns in the order of the scenario.
fn lines<'s>(inputs: &[&'s Input], register: Option<&'s Register>) -> Vec<Line<'s>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known: BTreeMap<(&str, &str, Option<usize>), usize> = BTreeMap::new();
    for &input in inputs {
        let (table, column) = (input.table.as_str(), input.column.as_str());
        let says = input.line(register);
        let place = says.map(|says| std::ptr::from_ref(says).addr());
        let line = *known.entry((table, column, place)).or_insert_with(|| {
            lines.push(Line { table, column, entries: Vec::new(), says });
            lines.len() - 1
        });
        lines[line].entries.push(input);
    }
    lines
}

impl Line<'_> {
    fn first(&self) -> &Input {
        self.entries[0]
    }

    /// A row, or as many as it takes that none is long; the first says what the register does.
    fn rows(&self, register: Option<&Register>) -> Vec<Row> {
        let mut written = self.written().into_iter();
        let first = written.next().map(|written| self.row(written, register));
        let more = |written| Row { level: 1, cells: vec![Value::text(self.column), Value::Text(written)] };
        first.into_iter().chain(written.map(more)).collect()
    }

    fn row(&self, written: Sentence, register: Option<&Register>) -> Row {
        let words = |words: Option<&String>| words.map_or(Value::Blank, |words| name(words).into());
        let cells = vec![
            Value::text(self.column),
            Value::Text(written),
            Value::text(self.first().mark(register)),
            words(self.says.map(|line| &line.basis)),
            words(self.says.and_then(|line| line.source.as_ref())),
            words(self.says.and_then(|line| line.owner.as_ref())),
        ];
        Row { level: 1, cells }
    }

    /// `2015-05`; of several entries each with its own, or what they have in common.
    fn written(&self) -> Vec<Sentence> {
        let first = self.first();
        if self.entries.iter().all(|input| input.written == first.written) {
            let all = if self.entries.len() > 1 { counted_in_brackets(self.entries.len()) } else { String::new() };
            let entry = first.entry.as_deref().filter(|_| self.entries.len() == 1);
            let entry = entry.map_or_else(Sentence::new, |entry| Sentence::from(name(entry)) + ": ");
            return vec![entry + name(&first.written) + all];
        }
        let mut rows: Vec<(Sentence, usize)> = Vec::new();
        for input in &self.entries {
            let said = match &input.entry {
                Some(entry) => Sentence::from(name(entry)) + ": " + name(&input.written),
                None => name(&input.written).into(),
            };
            let letters = said.to_string().chars().count();
            match rows.last_mut() {
                Some((row, length)) if *length + letters <= LETTERS_OF_A_ROW => {
                    *row = std::mem::take(row) + "; " + said;
                    *length += letters;
                }
                _ => rows.push((said, letters)),
            }
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }
}

/// How many lines are assumptions and what is missing, in a sentence or two.
pub(super) fn in_short(forecast: &Forecast) -> Vec<Sentence> {
    let Some(register) = &forecast.register else {
        return vec!["There is no register that says where the figures come from.".into()];
    };
    standing_of(register, forecast.uncovered, "; Appendix A lists them")
}

/// What members are to note of it.
pub(super) fn to_note(forecast: &Forecast) -> Option<Sentence> {
    let Some(register) = &forecast.register else {
        return Some("that no register says where the figures come from.".into());
    };
    let all: usize = register.iter().map(|(_, lines)| lines).sum();
    let assumed: usize = register.iter().filter(|(mark, _)| *mark == Mark::Assumption).map(|(_, lines)| lines).sum();
    let missing = match forecast.uncovered {
        0 => String::new(),
        1 => ", and that one column or key is not in it".into(),
        more => format!(", and that {more} columns and keys are not in it"),
    };
    Some(
        format!("that {assumed} of {} of the register are assumptions{missing}.", counted(all, "line", "lines")).into(),
    )
}

/// What the figures stand on.
pub(in crate::report::compose) fn standing(forecast: &Forecast) -> Vec<Sentence> {
    forecast.register.as_ref().map_or_else(Vec::new, |register| standing_of(register, forecast.uncovered, ""))
}

/// How many lines have which mark, and how many columns and keys are `uncovered`; `listed` says where those stand.
fn standing_of(register: &[(Mark, usize)], uncovered: usize, listed: &str) -> Vec<Sentence> {
    let of: Vec<(Mark, usize)> = register.iter().copied().filter(|(_, lines)| *lines > 0).collect();
    let marks = match of.split_last() {
        None => return vec!["The register of assumptions is empty.".into()],
        Some((&(mark, lines), [])) if lines > 1 => format!("all {}", word(mark, lines)),
        Some((&(mark, 1), [])) => {
            format!("which is {}", if mark == Mark::Assumption { "an assumption" } else { word(mark, 1) })
        }
        Some((last, others)) => {
            let is = if others.first().is_some_and(|(_, lines)| *lines == 1) { "is" } else { "are" };
            let before: Vec<String> = others.iter().map(shown).collect();
            let before = before.join(", ").replacen(' ', &format!(" {is} "), 1);
            format!("of which {before} and {}", shown(last))
        }
    };
    let lines = counted(register.iter().map(|(_, lines)| lines).sum(), "line", "lines");
    let missing = match uncovered {
        0 => None,
        1 => Some(format!("One column or key of the scenario is not in it{}.", listed.replace("them", "it")).into()),
        more => Some(format!("{more} columns and keys of the scenario are not in it{listed}.").into()),
    };
    let standing = format!("The figures rest on {lines} of the register, {marks}.");
    [Sentence::from(standing)].into_iter().chain(missing).collect()
}

fn shown(&(mark, lines): &(Mark, usize)) -> String {
    format!("{lines} {}", word(mark, lines))
}

fn word(mark: Mark, lines: usize) -> &'static str {
    match mark {
        Mark::Published => "published",
        Mark::SecondHand => "second-hand",
        Mark::Derived => "derived",
        Mark::Assumption if lines == 1 => "assumption",
        Mark::Assumption => "assumptions",
    }
}
