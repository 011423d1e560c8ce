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

    /// What the number in each cell of a column lacks behind it to have as many decimals as any other there: `.00`. With
    /// so much room left behind them, decimal points stand below each other.
    pub fn lacking(&self, column: usize) -> Vec<String> {
        let is_numeric = self.columns.get(column).is_some_and(|column| column.is_numeric);
        let decimals = |row: &Row| row.cells.get(column).filter(|_| is_numeric && !row.is_heading())?.decimals();
        let all: Vec<Option<usize>> = self.rows.iter().map(decimals).collect();
        let most = all.iter().copied().flatten().max().unwrap_or(0);
        let lacks = |decimals: Option<usize>| match decimals {
            Some(0) if most > 0 => format!(".{}", "0".repeat(most)),
            Some(decimals) => "0".repeat(most - decimals),
            None => String::new(),
        };
        all.into_iter().map(lacks).collect()
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

    /// How many decimals it is shown with; `None` where it is more than a number, or none.
    fn decimals(&self) -> Option<usize> {
        let shown = self.shown();
        let digits = shown.strip_prefix(['-', '+']).unwrap_or(&shown);
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
        let is_number = is_number && digits.bytes().any(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.split_once('.').map_or(0, |(_, fraction)| fraction.len()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lack_the_decimals_that_others_of_their_column_have() {
        let row = |number: &str| Row::new(vec![Value::text("a row"), Value::text(number)]);
        let mut table = Table {
            id: "table",
            caption: "Numbers".into(),
            unit: None,
            columns: vec![Column::text("", ""), Column::number("", "")],
            rows: ["1.25", "-0.5", "+1,200", "not clear", "31%", ""].map(row).into(),
        };
        assert_eq!(table.lacking(1), ["", "0", ".00", "", "", ""]);
        assert_eq!(table.lacking(0), [""; 6]);
        table.columns[1].is_numeric = false;
        assert_eq!(table.lacking(1), [""; 6]);
    }
}
