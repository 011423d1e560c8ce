//! Evidence tables as data frames: text columns, read from CSV, joined and grouped by name.

use polars::prelude::{Column, DataFrame, IdxCa, IdxSize, PlSmallStr};
use polars_ops::frame::{DataFrameJoinOps, JoinArgs, JoinType, MaintainOrderJoin};

/// What the shipped tables, which a test has read, never do.
const SOUND: &str = "the embedded tables are sound";

/// Stands behind the name of a joined table's column where both tables have one of that name.
const OTHERS: &str = "_of_other";

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
        let kept = self.rows().filter(|row| keep(*row)).map(|row| row.place as IdxSize).collect();
        let kept = IdxCa::from_vec(PlSmallStr::EMPTY, kept);
        Table { frame: self.frame.take(&kept).expect("the places are of the table's own rows") }
    }

    /// Each row together with each row of `other` that has the same text in the column `on` (an inner join), in
    /// their order. Of two columns of one name the other's has [`OTHERS`] behind it.
    pub fn joined(&self, other: &Table, on: &str) -> Self {
        Table { frame: joined(&self.frame, &other.frame, on) }
    }
}

/// How many different names there are, and for each name how often it stands among them.
pub(super) fn counted(names: Vec<String>) -> (usize, Vec<IdxSize>) {
    let names = Table::of_columns(vec![("name".into(), names)]).frame;
    let counts = names.group_by(["name"]).and_then(|groups| groups.select(["name"]).count()).expect(SOUND);
    let beside = joined(&names, &counts, "name");
    let of_each = beside.column("name_count").and_then(|column| column.idx()).expect(SOUND);
    (counts.height(), of_each.into_no_null_iter().collect())
}

fn joined(one: &DataFrame, other: &DataFrame, on: &str) -> DataFrame {
    let arguments = JoinArgs {
        suffix: Some(OTHERS.into()),
        maintain_order: MaintainOrderJoin::LeftRight,
        ..JoinArgs::new(JoinType::Inner)
    };
    one.join(other, [on], [on], arguments, None).expect(SOUND)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_keeps_the_order_of_both_tables_and_tells_their_columns_apart() {
        let costs = Table::of_csv("name,value\nb,1\na,2\nc,3\n");
        let savings = Table::of_csv("value,name\n10,a\n20,b\n30,a\n");
        let joined = costs.joined(&savings, "name");
        let rows = joined.rows().map(|row| (row.text("name"), row.text("value"), row.text("value_of_other")));
        assert_eq!(rows.collect::<Vec<_>>(), [("b", "1", "20"), ("a", "2", "10"), ("a", "2", "30")]);
    }

    #[test]
    fn names_are_counted_where_they_stand() {
        let counted = |names: &[&str]| counted(names.iter().copied().map(String::from).collect());
        assert_eq!(counted(&["b", "a", "b"]), (2, vec![2, 1, 2]));
        assert_eq!(counted(&[]), (0, vec![]));
    }
}
