//! Tables of typed values.

use super::super::figure::{Figure, Unit};
use super::sentence::{Name, Sentence};
use crate::fiscal::{FinancialYear, Month};

/// A table. The first column names the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it is called: `net_saving`; of a table of an analysis the name of its result file.
    pub id: &'static str,
    /// What it shows.
    pub caption: Sentence,
    /// The unit of its amounts, where they have one: `£m`.
    pub unit: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name of the same column in the result files; blank where there is none.
    pub key: &'static str,
    /// Its heading.
    pub heading: Sentence,
    /// Whether it holds numbers, which are set to the right.
    pub is_numeric: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// How far it is subordinate to the rows above: 0 for a row of its own, or a heading of what follows.
    pub level: usize,
    /// A value for each column; those missing at the end are blank.
    pub cells: Vec<Value>,
    /// What the row is called in the table's result file, where its figures do not say so themselves.
    pub key: Option<String>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Words, which may have figures in them.
    Text(Sentence),
    /// A number. Amounts are printed without their unit, which the caption names.
    Figure(Figure),
    /// A month.
    Month(Month),
    /// A financial year.
    Year(FinancialYear),
    /// Yes or no.
    YesNo(bool),
}

impl Column {
    /// A column of words.
    pub fn text(key: &'static str, heading: impl Into<Sentence>) -> Self {
        Column { key, heading: heading.into(), is_numeric: false }
    }

    /// A column of numbers.
    pub fn number(key: &'static str, heading: impl Into<Sentence>) -> Self {
        Column { key, heading: heading.into(), is_numeric: true }
    }
}

impl Row {
    /// Whether only its first cell is filled, which then runs across the table.
    pub fn is_heading(&self) -> bool {
        self.cells.iter().skip(1).all(|value| *value == Value::Blank)
    }

    /// A row of its own.
    pub fn new(cells: Vec<Value>) -> Self {
        Row::below(0, cells)
    }

    /// A row that is subordinate to the rows above.
    pub fn below(level: usize, cells: Vec<Value>) -> Self {
        Row { level, cells, key: None }
    }

    /// The same, with what it is called in the table's result file.
    pub fn keyed(self, key: impl Into<Option<String>>) -> Self {
        Row { key: key.into(), ..self }
    }
}

impl Table {
    /// Without the columns that hold nothing, but for the first.
    pub fn filled(mut self) -> Self {
        let holds = |row: &Row, at: usize| row.cells.get(at).is_some_and(|value| *value != Value::Blank);
        let is_kept = |at: usize| at == 0 || self.rows.iter().any(|row| holds(row, at));
        let kept: Vec<bool> = (0..self.columns.len()).map(is_kept).collect();
        let is_at = |place: &mut usize| {
            *place += 1;
            kept.get(*place - 1).is_none_or(|kept| *kept)
        };
        let mut place = 0;
        self.columns.retain(|_| is_at(&mut place));
        for row in &mut self.rows {
            let mut place = 0;
            row.cells.retain(|_| is_at(&mut place));
        }
        self
    }

    /// Its caption with the unit: `Net saving by year, £m`.
    pub fn caption_with_unit(&self) -> Sentence {
        match &self.unit {
            Some(unit) => self.caption.clone() + format!(", {unit}"),
            None => self.caption.clone(),
        }
    }
}

impl Value {
    /// The figure; blank where there is none.
    pub fn figure(figure: Option<Figure>) -> Self {
        figure.map_or(Value::Blank, Value::Figure)
    }

    /// Words.
    pub fn text(words: impl Into<Sentence>) -> Self {
        Value::Text(words.into())
    }

    /// As it is shown in a table.
    pub fn shown(&self) -> String {
        match self {
            Value::Blank => String::new(),
            Value::Text(words) => words.to_string(),
            Value::Figure(figure) => match figure.unit {
                Unit::Pounds(_) => figure.number(),
                _ => figure.to_string(),
            },
            Value::Month(month) => month.in_words(),
            Value::Year(year) => year.to_string(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        }
    }
}

impl From<Name> for Value {
    fn from(name: Name) -> Self {
        Value::Text(name.into())
    }
}
