//! Columns of a plan by year: `saving:2018/19` and the like.

use super::table::Table;
use crate::fiscal::FinancialYear;

impl Table {
    /// The years for which it has such columns, in order, each with the column's position.
    pub fn years(&self, before: &str) -> Vec<(FinancialYear, usize)> {
        let year = |name: &str| {
            let behind = name.strip_prefix(before)?.strip_prefix(':')?;
            FinancialYear::parse(behind)
        };
        let columns = self.columns.iter().enumerate();
        let mut years: Vec<_> = columns.filter_map(|(at, column)| Some((year(&column.name)?, at))).collect();
        years.sort_unstable();
        years
    }
}
