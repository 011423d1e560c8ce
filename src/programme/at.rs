//! Where in a programme something stands, in the terms in which a register of assumptions names it.

/// What a programme consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// What belongs to no table: `start`, `end`, `as_of`.
    Scenario,
    /// Terms and growth.
    Prices,
    /// Discount rates.
    Discounting,
    /// A body that shares.
    Partner,
    /// The programme's rules for sharing.
    Sharing,
    /// A workforce group.
    Workforce,
    /// A business area.
    Area,
    /// A risk.
    Risk,
    /// Amounts reported of a year.
    Actual,
    /// A cost line of the programme itself.
    ProgrammeCost,
    /// A grant.
    Grant,
    /// The chance that the alliance is dissolved.
    Exit,
    /// What is said about dependence.
    Correlation,
    /// A target.
    Target,
    /// A published case of the scenario's own.
    Comparator,
}

impl EntryKind {
    /// The table that holds such entries.
    pub const fn table(self) -> &'static str {
        match self {
            EntryKind::Scenario => "scenario",
            EntryKind::Prices => "prices",
            EntryKind::Discounting => "discounting",
            EntryKind::Partner => "partner",
            EntryKind::Sharing => "sharing",
            EntryKind::Workforce => "workforce",
            EntryKind::Area => "areas",
            EntryKind::Risk => "risks",
            EntryKind::Actual => "actuals",
            EntryKind::ProgrammeCost => "programme_cost",
            EntryKind::Grant => "grant",
            EntryKind::Exit => "exit",
            EntryKind::Correlation => "correlation",
            EntryKind::Target => "target",
            EntryKind::Comparator => "comparators",
        }
    }

    /// The column that holds the name of such an entry.
    pub const fn name_column(self) -> &'static str {
        match self {
            EntryKind::Area => "area",
            EntryKind::Risk => "risk",
            EntryKind::Comparator => "case",
            _ => "name",
        }
    }
}

/// A value of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Of what kind of entry.
    pub kind: EntryKind,
    /// The entry's position among those of its kind; `None` for all of them.
    pub entry: Option<usize>,
    /// The column or key; empty for the entry as a whole.
    pub column: &'static str,
    /// Which item, where the value is a list.
    pub item: Option<usize>,
}

impl At {
    /// A column of an entry.
    pub const fn of(kind: EntryKind, entry: usize, column: &'static str) -> Self {
        At { kind, entry: Some(entry), column, item: None }
    }

    /// A key of the scenario itself.
    pub const fn scenario(key: &'static str) -> Self {
        At::of(EntryKind::Scenario, 0, key)
    }

    /// A column of an area.
    pub const fn area(area: usize, column: &'static str) -> Self {
        At::of(EntryKind::Area, area, column)
    }

    /// An entry's name.
    pub const fn name(kind: EntryKind, entry: usize) -> Self {
        At::of(kind, entry, kind.name_column())
    }

    /// All entries of a kind.
    pub const fn all(kind: EntryKind) -> Self {
        At { kind, entry: None, column: "", item: None }
    }

    /// An item of a list.
    pub const fn item(self, item: usize) -> Self {
        At { item: Some(item), ..self }
    }
}
