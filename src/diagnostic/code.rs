//! The faults that a scenario can have. Codes are stable: people look them up.

/// Whether a scenario can be used in spite of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but may not mean what its author wanted.
    Warning,
    /// It can, and this is how something in it was read.
    Note,
}

impl Severity {
    /// How many there are.
    pub const COUNT: usize = 3;

    /// `error`, `warning` or `note`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[$document:meta])* $code:ident = $name:literal,)*) => {
        /// A kind of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$document])* $code,)*
        }

        impl Code {
            /// Every kind, by family.
            pub const ALL: &[Code] = &[$(Code::$code,)*];

            /// Its short name, the family first.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)*
                }
            }
        }
    };
}

codes! {
    /// There is no such file.
    FileMissing = "file-missing",
    /// A folder, a device or a pipe stands where a file is expected.
    FileNotRegular = "file-not-regular",
    /// A path leads out of the scenario's folder.
    FileOutside = "file-outside",
    /// A file is larger than is read.
    FileTooLarge = "file-too-large",
    /// The system refuses to open or read a file.
    FileUnreadable = "file-unreadable",
    /// A file is text, but not UTF-8.
    FileEncoding = "file-encoding",
    /// A file is not text.
    FileBinary = "file-binary",
    /// A workbook that cannot be read.
    FileWorkbook = "file-workbook",
    /// A workbook has no sheet of that name.
    SheetMissing = "sheet-missing",
    /// A sheet of a scenario whose name is nearly one that is read.
    UnknownSheet = "unknown-sheet",
    /// A sheet that is not read.
    SheetLeftOut = "sheet-left-out",

    /// The scenario file does not follow the rules of TOML.
    TomlSyntax = "toml-syntax",
    /// Brackets are nested too deeply.
    TomlNesting = "toml-nesting",

    /// A table has no header.
    TableEmpty = "table-empty",
    /// A table has more rows, columns or cells than are read.
    TableTooLarge = "table-too-large",
    /// A quotation mark is not closed, or closed too early.
    TableQuote = "table-quote",
    /// A row has fewer or more cells than the header.
    TableRow = "table-row",
    /// A column has no name, or the name of another.
    TableHeader = "table-header",

    /// A heading says that amounts are in thousands or millions.
    NotInPounds = "not-in-pounds",
    /// A column that is not read.
    ColumnLeftOut = "column-left-out",
    /// A row that adds up others.
    TotalsRow = "totals-row",
    /// Most areas save a negative amount.
    NegativeSavings = "negative-savings",
    /// Cells of a table are merged.
    MergedCells = "merged-cells",
    /// Rows, columns or a sheet that are hidden and read.
    HiddenCells = "hidden-cells",
    /// A cell holds a spreadsheet's error.
    ErrorValue = "error-value",
    /// A formula without a result.
    NotCalculated = "not-calculated",

    /// A key that means nothing here.
    UnknownKey = "unknown-key",
    /// A column that means nothing here.
    UnknownColumn = "unknown-column",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A column that must be there is not.
    MissingColumn = "missing-column",
    /// A cell that must be filled is blank.
    MissingValue = "missing-value",
    /// A value stands where it may not.
    ForbiddenValue = "forbidden-value",
    /// Exactly one of several is needed.
    ExactlyOne = "exactly-one",
    /// A table, a list or a plain value stands where another of them is expected.
    WrongKind = "wrong-kind",

    /// Text stands where a number is expected.
    NotANumber = "not-a-number",
    /// A decimal comma.
    DecimalComma = "decimal-comma",
    /// A number of the wrong unit.
    WrongUnit = "wrong-unit",
    /// A part of a penny.
    PartOfAPenny = "part-of-a-penny",
    /// A number with more digits than can be kept.
    NumberTooLong = "number-too-long",
    /// A number that is too large or too small.
    OutOfRange = "out-of-range",
    /// Not a financial year.
    NotAYear = "not-a-year",
    /// Not a month.
    NotADate = "not-a-date",
    /// A date with the month first.
    MonthFirst = "month-first",
    /// A date that is not the first of its month.
    DayOfMonth = "day-of-month",
    /// A spreadsheet's number of days.
    SerialDate = "serial-date",
    /// Not one of the words that are possible.
    UnknownChoice = "unknown-choice",

    /// A name with a character that names may not have, or too long.
    BadName = "bad-name",
    /// A name that is taken.
    DuplicateName = "duplicate-name",
    /// A name that nothing has.
    UnknownName = "unknown-name",
    /// A lag where none may stand, or one that is no number of months.
    BadLag = "bad-lag",

    /// A distribution's text that cannot be read.
    LawSyntax = "law-syntax",
    /// A distribution's text longer or more nested than is read.
    LawTooLarge = "law-too-large",
    /// Typographic quotation marks.
    CurlyQuotes = "curly-quotes",
    /// A distribution of that name is not known.
    UnknownLaw = "unknown-law",
    /// A distribution with too few or too many values.
    LawValues = "law-values",
    /// Values that no such distribution can have.
    LawImpossible = "law-impossible",
    /// An interval that a distribution cannot be cut to.
    LawInterval = "law-interval",
    /// A distribution that reaches beyond the possible.
    LawOutOfRange = "law-out-of-range",
    /// A distribution of which more than a hundredth is clamped.
    LawClamped = "law-clamped",
    /// A history without a value.
    HistoryEmpty = "history-empty",

    /// The last year is before the first, or too far from it.
    Horizon = "horizon",
    /// The data date lies outside the horizon.
    DataDate = "data-date",
    /// A date that contradicts another.
    DateOrder = "date-order",
    /// A year outside the years counted.
    YearOutside = "year-outside",
    /// A go-live planned after the last year counted.
    GoLiveOutside = "go-live-outside",
    /// A saving in a year before go-live, or after the area has ended.
    SavingOutside = "saving-outside",
    /// A saving that falls to zero in a plan by year.
    SavingFalls = "saving-falls",
    /// A year that is left out between two others.
    YearGap = "year-gap",
    /// A year that has not been reported yet.
    YearAhead = "year-ahead",

    /// Areas that wait for each other.
    PrecedenceCycle = "precedence-cycle",
    /// A slippage that what has already happened excludes.
    SlippageExcluded = "slippage-excluded",
    /// An observation at or beyond the end of its distribution, that other inputs learn from.
    ObservationExcluded = "observation-excluded",
    /// Planned dates that precedence excludes.
    PlanPrecedence = "plan-precedence",

    /// More posts of a group are to leave of their own accord than people do.
    TurnoverShort = "turnover-short",
    /// More posts are to be removed than there are.
    HeadcountShort = "headcount-short",

    /// Shares that do not add up to one.
    SharesSum = "shares-sum",
    /// Shares of some partners only.
    SharesIncomplete = "shares-incomplete",
    /// A rule needs budgets that are not there.
    BudgetMissing = "budget-missing",

    /// A saving reported of the programme as a whole, which its areas' savings do not contain.
    ActualAdded = "actual-added",

    /// A growth table that leaves a year open.
    GrowthMissing = "growth-missing",
    /// A growth table with a year that is not needed.
    GrowthUnused = "growth-unused",
    /// Growth so high that a per cent sign is missing, mostly.
    GrowthHigh = "growth-high",
    /// A discount rate or a turnover so high that a per cent sign is missing, mostly.
    RateHigh = "rate-high",
    /// A plan whose figures are too large to be counted to the penny.
    PlanTooLarge = "plan-too-large",
    /// Discount rates that do not begin at the base year, or whose steps are no numbers.
    DiscountSteps = "discount-steps",

    /// An input that would depend on two others.
    SecondParent = "second-parent",
    /// Inputs that depend on each other in a circle.
    DependenceCycle = "dependence-cycle",
    /// An input that would depend on itself.
    DependsOnItself = "depends-on-itself",
    /// An input that takes no part in correlations.
    NoPart = "no-part",
    /// A correlation without effect.
    NoEffect = "no-effect",

    /// A benchmark of a programme whose sector is not stated.
    SectorMissing = "sector-missing",

    /// Two amounts for the same year.
    DuplicateActual = "duplicate-actual",
}
