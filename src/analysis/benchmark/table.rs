//! Evidence tables as data frames: text columns, read from CSV, joined and grouped by name.

use polars::prelude::{Column, DataFrame, GroupsIndicator, IdxCa, IdxSize, PlSmallStr};

/// What the shipped tables, which a test has read, never do.
const SOUND: &str = "the embedded tables are sound";

/// A table of texts.
#[derive(Clone, Debug)]
pub(super) struct Table {
    frame: DataFrame,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    place: usize,
}

impl Table {
    /// The table of a CSV text that is known to be sound.
    pub fn of_csv(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().expect(SOUND).iter().map(String::from).collect();
        let mut columns = vec![Vec::new(); header.len()];
        for record in reader.records() {
            for (column, cell) in columns.iter_mut().zip(record.expect(SOUND).iter()) {
                column.push(cell.to_owned());
            }
        }
        Self::of_columns(header.into_iter().zip(columns).collect())
    }

    /// A table of one column.
    pub fn of_column(name: &str, cells: Vec<String>) -> Self {
        Self::of_columns(vec![(name.into(), cells)])
    }

    fn of_columns(columns: Vec<(String, Vec<String>)>) -> Self {
        let height = columns.first().map_or(0, |(_, cells)| cells.len());
        let columns = columns.into_iter().map(|(name, cells)| Column::new(PlSmallStr::from_string(name), cells));
        Table { frame: DataFrame::new(height, columns.collect()).expect(SOUND) }
    }

    /// Its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.frame.height()).map(|place| Row { table: self, place })
    }

    /// The rows that `keep` keeps, in order.
    pub fn filtered(&self, keep: impl Fn(Row<'_>) -> bool) -> Self {
        let kept = self.rows().filter(|row| keep(*row)).map(|row| row.place as IdxSize).collect::<Vec<_>>();
        self.taken(&kept)
    }

    /// The rows at the given places.
    fn taken(&self, places: &[IdxSize]) -> Self {
        let places = IdxCa::from_vec(PlSmallStr::EMPTY, places.to_vec());
        Table { frame: self.frame.take(&places).expect("the places are of the table's own rows") }
    }

    /// Its rows, grouped by a column: each value in order of its first row, with its rows.
    pub fn grouped(&self, by: &str) -> Vec<(String, Vec<Row<'_>>)> {
        let groups = self.frame.group_by_stable([by]).expect(SOUND);
        let places = groups.get_groups().iter().map(|group| match group {
            GroupsIndicator::Idx((_, places)) => places.iter().copied().collect::<Vec<IdxSize>>(),
            GroupsIndicator::Slice([first, length]) => (first..first + length).collect(),
        });
        let rows = places.map(|places| places.into_iter().map(|place| self.row(place as usize)).collect());
        rows.map(|rows: Vec<Row<'_>>| (rows[0].text(by).to_owned(), rows)).collect()
    }

    fn row(&self, place: usize) -> Row<'_> {
        Row { table: self, place }
    }

    /// Each row beside the rows of `other` whose column `theirs` holds what its column `ours` does (an inner join).
    pub fn joined<'a>(&'a self, ours: &str, other: &'a Table, theirs: &str) -> Vec<(Row<'a>, Row<'a>)> {
        let groups = other.grouped(theirs);
        let matching = |row: Row<'a>| groups.iter().find(|(name, _)| name == row.text(ours)).map(|(_, rows)| rows);
        let beside = |row: Row<'a>| matching(row).into_iter().flatten().map(move |&theirs| (row, theirs));
        self.rows().flat_map(beside).collect()
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; blank where there is no such column.
    pub fn text(self, column: &str) -> &'a str {
        let column = self.table.frame.column(column).ok().and_then(|column| column.str().ok());
        column.and_then(|column| column.get(self.place)).unwrap_or_default()
    }

    /// The cell where it is filled.
    pub fn filled(self, column: &str) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The number in a cell.
    pub fn number(self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }

    /// The financial or calendar date in a cell as a year with a fraction: `2010-03-31` is 2010.25.
    pub fn date(self, column: &str) -> Option<f64> {
        let mut parts = self.text(column).splitn(3, '-').map(|part| part.parse::<f64>().ok());
        let year = parts.next()??;
        let (month, day) = (parts.next().flatten(), parts.next().flatten());
        Some(year + month.map_or(0.0, |month| (month - 1.0 + day.map_or(0.0, |day| day / 31.0)) / 12.0))
    }
}
