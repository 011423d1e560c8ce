//! When a programme has paid back (section 6).

use crate::fiscal::FinancialYear;
use std::fmt;

/// When a programme has paid back. `Never` sorts last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payback {
    /// From this year on the net saving, summed up, stays at or above zero.
    Year(FinancialYear),
    /// Not within the horizon.
    Never,
}

/// `2019/20` or `never`.
impl fmt::Display for Payback {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payback::Year(year) => year.fmt(out),
            Payback::Never => out.write_str("never"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_sorts_behind_every_year() {
        let year = Payback::Year(FinancialYear::beginning(2099));
        assert!(year < Payback::Never);
        assert_eq!(year.to_string(), "2099/00");
        assert_eq!(Payback::Never.to_string(), "never");
    }
}
