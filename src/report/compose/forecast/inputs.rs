//! Every input as it was written, in two tables: what the register says of each column and key, and the entries.

use super::register::Input;
use crate::programme::{Register, RegisterEntry};
use crate::report::document::{Column, Row, Sentence, Table, Value, name};
use crate::report::words::counted;
use std::collections::{BTreeMap, BTreeSet};

/// What entries have in a column stands beside what the register says of it, unless it has more letters.
const LETTERS_OF_A_ROW: usize = 120;

/// Inputs of one column, or of one kind such as savings by year, of which the register says the same.
pub(super) struct Line<'s> {
    table: &'s str,
    columns: Vec<&'s str>,
    inputs: Vec<&'s Input>,
    says: Option<&'s RegisterEntry>,
}

/// The columns in the order of the scenario.
pub(super) fn lines<'s>(inputs: &[&'s Input], register: Option<&'s Register>) -> Vec<Line<'s>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known: BTreeMap<(&str, &str, Option<usize>), usize> = BTreeMap::new();
    for &input in inputs {
        let (table, column) = (input.table.as_str(), input.column.as_str());
        let kind = kind_of(column).map_or(column, |(kind, _)| kind);
        let says = input.line(register);
        let place = says.map(|says| std::ptr::from_ref(says).addr());
        let line = *known.entry((table, kind, place)).or_insert_with(|| {
            lines.push(Line { table, columns: Vec::new(), inputs: Vec::new(), says });
            lines.len() - 1
        });
        if !lines[line].columns.contains(&column) {
            lines[line].columns.push(column);
        }
        lines[line].inputs.push(input);
    }
    lines
}

/// What the register says of each column and key.
pub(super) fn table(lines: &[Line], register: Option<&Register>) -> Table {
    let columns = [
        ("input", "Input"),
        ("written", "As written"),
        ("mark", "Mark"),
        ("basis", "Basis"),
        ("source", "Source"),
        ("owner", "Owner"),
    ];
    let rows = lines.chunk_by(|one, next| one.table == next.table).flat_map(|of_table| {
        let rows = of_table.iter().map(|line| line.row(register));
        [Row::new(vec![Value::text(of_table[0].table)])].into_iter().chain(rows).collect::<Vec<_>>()
    });
    Table {
        id: "assumptions",
        caption: "Every input as it was written".into(),
        unit: None,
        columns: columns.map(|(key, heading)| Column::text(key, heading)).into(),
        rows: rows.collect(),
    }
}

/// The entries, each with what was written for it alone.
pub(super) fn of_entries(inputs: &[&Input], lines: &[Line]) -> Table {
    let apart = lines.iter().filter(|line| line.together().is_none()).flat_map(|line| &line.inputs);
    let apart: BTreeSet<usize> = apart.map(|&input| std::ptr::from_ref(input).addr()).collect();
    let is_apart = |input: &&&Input| apart.contains(&std::ptr::from_ref(**input).addr());
    let inputs: Vec<&Input> = inputs.iter().filter(is_apart).copied().collect();
    let of_table = |inputs: &[&Input]| {
        let rows = inputs.chunk_by(|one, next| one.entry == next.entry).map(row_of_entry);
        [Row::new(vec![Value::text(inputs[0].table.as_str())])].into_iter().chain(rows).collect::<Vec<_>>()
    };
    Table {
        id: "entries",
        caption: "What was written for each entry".into(),
        unit: None,
        columns: [("entry", "Entry"), ("written", "As written")]
            .map(|(key, heading)| Column::text(key, heading))
            .into(),
        rows: inputs.chunk_by(|one, next| one.table == next.table).flat_map(of_table).collect(),
    }
}

/// Columns and keys of figures, with how many of their entries no line is about.
pub(super) fn not_covered(lines: &[Line], register: Option<&Register>) -> Vec<Sentence> {
    let lacking = lines.iter().filter(|line| line.says.is_none() && !line.first().mark(register).is_empty());
    let words = |line: &Line| {
        let entries: BTreeSet<&str> = line.inputs.iter().filter_map(|input| input.entry.as_deref()).collect();
        let entries = if entries.is_empty() { String::new() } else { counted_in_brackets(entries.len()) };
        Sentence::from(line.table) + ", " + line.heading() + entries
    };
    lacking.map(words).collect()
}

fn counted_in_brackets(entries: usize) -> String {
    format!(" ({})", counted(entries, "entry", "entries"))
}

/// The kind of a column that is one of several, such as savings by year, and which of them it is.
fn kind_of(column: &str) -> Option<(&str, &str)> {
    column.split_once(':')
}

impl Line<'_> {
    fn first(&self) -> &Input {
        self.inputs[0]
    }

    /// `go_live`; `saving:2025/26 to 2029/30`.
    fn heading(&self) -> Sentence {
        let first = Sentence::from(name(self.columns[0]));
        match self.columns.last().and_then(|last| kind_of(last)) {
            Some((_, last)) if self.columns.len() > 1 => first + " to " + name(last),
            _ => first,
        }
    }

    fn row(&self, register: Option<&Register>) -> Row {
        let words = |words: Option<&String>| words.map_or(Value::Blank, |words| name(words).into());
        let apart = || format!("{}, in the next table", counted(self.inputs.len(), "entry", "entries")).into();
        let cells = vec![
            Value::Text(self.heading()),
            Value::Text(self.together().unwrap_or_else(apart)),
            Value::text(self.first().mark(register)),
            words(self.says.map(|line| &line.basis)),
            words(self.says.and_then(|line| line.source.as_ref())),
            words(self.says.and_then(|line| line.owner.as_ref())),
        ];
        Row::below(1, cells)
    }

    /// `2015-05`; of several entries each with its own, or what they have in common. Nothing where that is long.
    fn together(&self) -> Option<Sentence> {
        let first = self.first();
        let said = |input: &&Input| match &input.entry {
            Some(entry) => Sentence::from(name(entry)) + ": " + name(&input.written),
            None => name(&input.written).into(),
        };
        match self.inputs.as_slice() {
            [input] => Some(said(input)),
            _ if self.columns.len() > 1 => None,
            inputs if inputs.iter().all(|input| input.written == first.written) => {
                Some(Sentence::from(name(&first.written)) + counted_in_brackets(inputs.len()))
            }
            inputs => Some(Sentence::joined(inputs.iter().map(said), "; "))
                .filter(|said| said.to_string().chars().count() <= LETTERS_OF_A_ROW),
        }
    }
}

/// An entry with its inputs: `status: live; saving: 2025/26 £310,000, 2026/27 to 2029/30 £640,000`.
fn row_of_entry(inputs: &[&Input]) -> Row {
    let is_more = |one: &&Input, next: &&Input| {
        kind_of(&one.column).is_some()
            && kind_of(&one.column).map(|(kind, _)| kind) == kind_of(&next.column).map(|(kind, _)| kind)
    };
    let said = Sentence::joined(inputs.chunk_by(is_more).map(said_of_kind), "; ");
    let entry = inputs[0].entry.as_deref().map_or(Value::Blank, |entry| name(entry).into());
    Row::below(1, vec![entry, Value::Text(said)])
}

/// The inputs of a kind, with those behind each other that are the same together.
fn said_of_kind(inputs: &[&Input]) -> Sentence {
    let Some((kind, _)) = kind_of(&inputs[0].column) else {
        return Sentence::from(name(&inputs[0].column)) + ": " + name(&inputs[0].written);
    };
    let which =
        |input: &Input| kind_of(&input.column).map(|(_, which)| name(which)).map_or_else(Sentence::new, Sentence::from);
    let said = inputs.chunk_by(|one, next| one.written == next.written).map(|same| {
        let first = which(same[0]);
        let which = if same.len() > 1 { first + " to " + which(same[same.len() - 1]) } else { first };
        which + " " + name(&same[0].written)
    });
    Sentence::from(name(kind)) + ": " + Sentence::joined(said, ", ")
}
