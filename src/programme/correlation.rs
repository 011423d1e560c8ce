//! What a scenario says about dependence between inputs (section 8).

use super::{AreaColumn, InputId, Limits};
use std::collections::BTreeSet;

/// One `[[correlation]]`, resolved. Ranks are Spearman's.
#[derive(Clone, Debug, PartialEq)]
pub enum Correlation {
    /// A common cause behind one column of several areas.
    Across {
        /// The common cause's own name: `common.slippage_months`, with the portfolio or the
        /// number of the entry behind it where it does not cover all areas.
        name: String,
        /// The column.
        column: AreaColumn,
        /// Its member areas; those whose column is fixed take no part.
        members: Members,
        /// 0 to 1.
        rank: f64,
    },
    /// In each area, further columns depend on the first.
    Within {
        /// The column that the others depend on.
        first: AreaColumn,
        /// The others.
        rest: Vec<AreaColumn>,
        /// -1 to 1.
        rank: f64,
    },
    /// The second input depends on the first.
    Pair {
        /// The input depended on.
        first: InputId,
        /// The dependent one.
        second: InputId,
        /// -1 to 1.
        rank: f64,
    },
}

impl Correlation {
    /// What its coefficient must be: two things with a cause in common do not go opposite ways.
    pub const fn limits(&self) -> Limits {
        match self {
            Correlation::Across { .. } => Limits::SHARE,
            Correlation::Within { .. } | Correlation::Pair { .. } => Limits::between(-1, 1),
        }
    }

    /// Its coefficient.
    pub const fn rank(&self) -> f64 {
        match self {
            Correlation::Across { rank, .. } | Correlation::Within { rank, .. } | Correlation::Pair { rank, .. } => {
                *rank
            }
        }
    }
}

/// The areas behind which a common cause stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// All.
    All,
    /// Those of a portfolio.
    Portfolio(String),
    /// Those at these positions.
    Among(BTreeSet<usize>),
}

impl Members {
    /// The name of the common cause behind a column of these areas, said by entry `number` (from 1):
    /// `common.slippage_months`, with the portfolio or the number behind it where it is not of all areas.
    ///
    /// No two members of one programme make the same name: a portfolio that is called as a number is, or as that
    /// which tells it from one, has `portfolio.` before its name.
    pub fn name_of_cause(&self, column: AreaColumn, number: usize) -> String {
        const PORTFOLIO: &str = "portfolio.";
        let column = column.name();
        match self {
            Members::All => format!("common.{column}"),
            Members::Among(_) => format!("common.{column}.{number}"),
            Members::Portfolio(name) => {
                let is_number = name.parse::<usize>().is_ok_and(|number| number.to_string() == *name);
                let before = if is_number || name.starts_with(PORTFOLIO) { PORTFOLIO } else { "" };
                format!("common.{column}.{before}{name}")
            }
        }
    }
}
