//! What a scenario says about dependence between inputs (section 8).

use super::{AreaColumn, InputId};

/// One `[[correlation]]`, resolved. Ranks are Spearman's.
#[derive(Clone, Debug)]
pub enum Correlation {
    /// A common cause behind one column of several areas.
    Across {
        /// The common cause's own name: `common.slippage_months`, with the portfolio or the
        /// number of the entry behind it where it does not cover all areas.
        name: String,
        /// The column.
        column: AreaColumn,
        /// Positions of its member areas, ascending; members whose column is fixed are listed too
        /// and take no part.
        areas: Vec<usize>,
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
