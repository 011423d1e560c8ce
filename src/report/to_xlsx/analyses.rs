//! The sheets of analyses: what they say, their tables, and what they were made of.

use super::headings;
use super::sheet::{BLANKS, Sheet, Shown, Value, sheet};
use crate::report::document::{Block, Document, Section, Sentence};
use crate::report::words::capital;
use crate::report::{Cell, Records};

/// A table of an analysis.
#[derive(Clone, Copy, Debug)]
pub struct Added<'a> {
    /// The analysis: `solve`.
    pub analysis: &'static str,
    /// The name of its CSV file without ending, which the sheet has too: `curve`.
    pub stem: &'static str,
    /// The table.
    pub records: &'a Records,
}

/// What the sections of a document say in sentences.
pub(super) fn said(document: &Document) -> Sheet {
    let about = format!("What the analysis says of: {}. Its tables are on the other sheets.", document.title);
    let mut sheet = sheet("Summary", "summary", about, &["Section", "What it says"]);
    for section in document.sections.iter().filter(|section| section.id != "about") {
        let mut heading = section.heading.to_string();
        for block in &section.blocks {
            if let Block::Heading(own) = block {
                heading = own.to_string();
            }
            let row = |said: String| vec![Value::from(heading.as_str()), Value::from(said.as_str())];
            sheet.rows.extend(sentences(block).into_iter().map(row));
        }
    }
    sheet
}

/// The sentences of a block that is no table or chart.
fn sentences(block: &Block) -> Vec<String> {
    let all = |sentences: &[Sentence]| sentences.iter().map(Sentence::to_string).collect::<Vec<_>>();
    match block {
        Block::Paragraph(said) => all(said),
        Block::Note(note) => vec![note.to_string()],
        Block::List(list) => {
            let items = list.items.iter().map(|item| {
                let text = all(&item.text).join(" ");
                item.name.as_ref().map_or_else(|| text.clone(), |name| format!("{name}: {text}"))
            });
            list.caption.iter().map(Sentence::to_string).chain(items).collect()
        }
        Block::Heading(_) | Block::Table(_) | Block::Chart(_) => Vec::new(),
    }
}

/// What the report was made of.
pub(super) fn about(section: &Section) -> Sheet {
    let mut sheet = sheet("About", "about", "What this report was made from and how.", &["What", "Is"]);
    for block in &section.blocks {
        match block {
            Block::Table(table) => sheet.rows.extend(table.rows.iter().map(|row| {
                let cells = row.cells.iter().map(|value| Value::from(value.shown().as_str()));
                cells.collect()
            })),
            other => sheet.rows.extend(sentences(other).iter().map(|said| vec!["Made".into(), said.as_str().into()])),
        }
    }
    sheet
}

/// The tables of analyses, each with a name that no other sheet has.
pub(super) fn tables(added: &[Added], taken: &[Sheet]) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for table in added.iter().filter(|table| !table.records.rows.is_empty()) {
        let (plain, longer) = (table.stem.to_owned(), format!("{}_{}", table.analysis, table.stem));
        let in_words = |stem: &str| capital(&stem.replace('_', " "));
        let is_taken = |stem: &str| {
            let mut all = taken.iter().chain(&sheets);
            all.any(|sheet| sheet.name.eq_ignore_ascii_case(&in_words(stem)) || sheet.table == stem)
        };
        let stem = if is_taken(&plain) { longer } else { plain };
        sheets.push(of_records(in_words(&stem), stem, table));
    }
    sheets
}

fn of_records(name: String, id: String, table: &Added) -> Sheet {
    let Records { columns, rows } = table.records;
    let mut sheet = sheet(name, id, format!("The table {}.csv of {}. {BLANKS}", table.stem, table.analysis), &[]);
    let is_of_pounds = |at: usize| {
        let mut numbers = rows.iter().map(|row| &row[at]).filter(|cell| cell.number().is_some()).peekable();
        numbers.peek().is_some() && numbers.all(|cell| matches!(cell, Cell::Pounds(_)))
    };
    for (at, column) in columns.iter().enumerate() {
        let heading = headings::column(column);
        let unit = if is_of_pounds(at) && !heading.ends_with(')') { " (£)" } else { "" };
        sheet.headings.push(heading + unit);
    }
    let value = |(cell, column): (&Cell, &String)| Value {
        cell: cell.clone(),
        shown: if is_share(column) { Shown::Usual } else { Shown::Plain },
    };
    sheet.rows = rows.iter().map(|row| row.iter().zip(columns).map(value).collect()).collect();
    sheet
}

/// Whether a column of numbers from 0 to 1 is read in per cent.
fn is_share(column: &str) -> bool {
    const SHARES: [&str; 9] =
        ["chance", "probability", "confidence", "share", "first_order", "total", "held", "ci_", "percentile"];
    SHARES.iter().any(|name| column.contains(name))
}
