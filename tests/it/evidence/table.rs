//! Tables of evidence: text cells with their columns' names, filtered and joined.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Stands behind the name of a joined table's column where both tables have one of that name.
const OTHERS: &str = "_of_other";

/// The folder of the evidence.
pub fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "data"].iter().collect()
}

/// A table of texts.
pub struct Table {
    pub header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl Table {
    /// The evidence in `data/NAME.csv`.
    pub fn of_file(name: &str) -> Self {
        Self::of_csv(&std::fs::read_to_string(folder().join(format!("{name}.csv"))).unwrap())
    }

    /// The table of a CSV text.
    pub fn of_csv(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().map(String::from).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect();
        Table { header, rows }
    }

    /// Its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }

    /// The cells of a column, where it has such a column.
    pub fn column(&self, name: &str) -> Option<impl Iterator<Item = &str>> {
        let place = self.place(name)?;
        Some(self.rows.iter().map(move |row| row[place].as_str()))
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    /// The rows that `keep` keeps, in order.
    pub fn filtered(&self, keep: impl Fn(Row<'_>) -> bool) -> Self {
        let rows = self.rows().filter(|row| keep(*row)).map(|row| row.cells.to_vec()).collect();
        Table { header: self.header.clone(), rows }
    }

    /// Each row together with each row of `other` that has the same text in the column `on` (an inner join), in
    /// their order. Of two columns of one name the other's has [`OTHERS`] behind it.
    pub fn joined(&self, other: &Table, on: &str) -> Self {
        let key = other.place(on).unwrap();
        let without_key = |cells: &[String]| -> Vec<String> { [&cells[..key], &cells[key + 1..]].concat() };
        let mut matches: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
        for row in &other.rows {
            matches.entry(&row[key]).or_default().push(without_key(row));
        }
        let named = |name: String| if self.place(&name).is_some() { name + OTHERS } else { name };
        let header = self.header.iter().cloned().chain(without_key(&other.header).into_iter().map(named)).collect();
        let beside = |row: Row<'_>| -> Vec<Vec<String>> {
            let found = matches.get(row.text(on)).into_iter().flatten();
            found.map(|others| [row.cells, others].concat()).collect()
        };
        Table { header, rows: self.rows().flat_map(beside).collect() }
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; blank where there is no such column.
    pub fn text(self, column: &str) -> &'a str {
        self.table.place(column).map_or("", |place| &self.cells[place])
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

#[test]
fn a_join_keeps_the_order_of_both_tables_and_tells_their_columns_apart() {
    let costs = Table::of_csv("name,value\nb,1\na,2\nc,3\n");
    let savings = Table::of_csv("value,name\n10,a\n20,b\n30,a\n");
    let joined = costs.joined(&savings, "name");
    let rows = joined.rows().map(|row| (row.text("name"), row.text("value"), row.text("value_of_other")));
    assert_eq!(rows.collect::<Vec<_>>(), [("b", "1", "20"), ("a", "2", "10"), ("a", "2", "30")]);
}
