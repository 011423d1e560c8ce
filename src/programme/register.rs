//! The register of assumptions: where each figure comes from.

use crate::fiscal::Month;

/// The register, in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Its lines.
    pub entries: Vec<RegisterEntry>,
    /// How many columns of tables and keys of the scenario have figures that no line is about.
    pub uncovered: usize,
}

/// One line of the register.
#[derive(Clone, Debug)]
pub struct RegisterEntry {
    /// `areas`, `risks`, `actuals`, or a table of the scenario file.
    pub table: String,
    /// A column, or a key of the scenario file (dotted where nested).
    pub column: String,
    /// The entry's name; `None` for all.
    pub row: Option<String>,
    /// How far the figure can be relied on.
    pub mark: Mark,
    /// What it rests on.
    pub basis: String,
    /// The document.
    pub source: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Strength of the evidence, 1 to 6.
    pub grade: Option<u8>,
    /// When it was last looked at.
    pub reviewed: Option<Month>,
}

impl RegisterEntry {
    /// The table of what stands outside of tables.
    pub const TOP_LEVEL: &str = "scenario";

    /// Whether it is about a column or key, for some of its entries at least; a key covers what is nested in it.
    pub fn is_about(&self, table: &str, column: &str) -> bool {
        let covers = |wide: &str, narrow: &str| {
            narrow.strip_prefix(wide).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
        };
        if self.table == Self::TOP_LEVEL {
            return covers(&self.column, &format!("{table}.{column}"));
        }
        self.table == table && covers(&self.column, column)
    }
}

impl Register {
    /// The line about a figure: that of its entry, or else of all.
    pub fn line(&self, table: &str, column: &str, entry: Option<&str>) -> Option<&RegisterEntry> {
        let about = |line: &&RegisterEntry| line.is_about(table, column);
        let own = self.entries.iter().filter(about).find(|line| line.row.is_some() && line.row.as_deref() == entry);
        own.or_else(|| self.entries.iter().filter(about).find(|line| line.row.is_none()))
    }
}

/// Where a figure stands between print and judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Read in the original.
    Published,
    /// Read in a report that quotes the original.
    SecondHand,
    /// Arithmetic on published figures.
    Derived,
    /// Chosen by judgement.
    Assumption,
}

impl Mark {
    /// All marks, strongest first.
    pub const ALL: [Mark; 4] = [Mark::Published, Mark::SecondHand, Mark::Derived, Mark::Assumption];

    /// Its name in registers.
    pub const fn name(self) -> &'static str {
        match self {
            Mark::Published => "published",
            Mark::SecondHand => "second-hand",
            Mark::Derived => "derived",
            Mark::Assumption => "assumption",
        }
    }
}
