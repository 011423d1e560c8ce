//! Which keys and columns a scenario has, with their units and ranges.

use super::field::{Doubt, Field, Limits, Unit};
use crate::diagnostic::Code;
use crate::fiscal::FinancialYear;
use crate::programme::{Area, AreaColumn, RiskColumn};

/// Keys of the scenario file outside of its tables, `title` to `notes`.
pub(crate) const SCENARIO: &[&str] =
    &["title", "start", "end", "as_of", "areas", "risks", "actuals", "register", "source", "notes"];

/// A table of the scenario file.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its name.
    pub name: &'static str,
    /// Whether there may be several, as `[[name]]`.
    pub is_list: bool,
    /// All its keys, those that must be there first.
    pub keys: &'static [&'static str],
    /// Keys that must be there.
    pub needed: &'static [&'static str],
}

impl Section {
    /// All its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().copied()
    }

    /// `[exit]` or `[[grant]]`.
    pub fn heading(&self) -> String {
        if self.is_list { format!("[[{}]]", self.name) } else { format!("[{}]", self.name) }
    }
}

const fn one(name: &'static str, keys: &'static [&'static str], needed: usize) -> Section {
    Section { name, is_list: false, keys, needed: keys.split_at(needed).0 }
}

const fn list(name: &'static str, keys: &'static [&'static str], needed: usize) -> Section {
    Section { name, is_list: true, keys, needed: keys.split_at(needed).0 }
}

pub(crate) const SIMULATION: Section = one("simulation", &["trials", "seed", "sampling"], 0);
pub(crate) const DEFAULTS: Section = one("defaults", DEFAULT_KEYS, 0);
pub(crate) const PRICES: Section = one("prices", &["terms", "base", "pay_growth", "price_growth", "persistence"], 1);
pub(crate) const DISCOUNTING: Section = one("discounting", &["rate", "base"], 0);
pub(crate) const PARTNER: Section = list("partner", &["name", "net_revenue_budget"], 1);
pub(crate) const SHARING: Section = one("sharing", &["savings", "costs"], 1);
pub(crate) const CORRELATION: Section =
    list("correlation", &["rank_correlation", "across", "within", "pair", "among", "portfolio"], 1);
pub(crate) const PROGRAMME_COST: Section = list("programme_cost", &["name", "per_year", "from", "until"], 2);
pub(crate) const GRANT: Section = list("grant", &["name", "year", "amount", "probability"], 3);
pub(crate) const EXIT: Section = one("exit", &["probability", "months", "dismantling_cost", "saving_kept"], 2);
pub(crate) const TARGET: Section =
    list("target", &["name", "measure", "by", "at_least", "at_most", "partner", "portfolio", "area", "workforce"], 2);
pub(crate) const CHARTS: Section = one("charts", &["measures"], 0);
pub(crate) const BENCHMARK: Section = one("benchmark", &["sector", "comparators", "replace", "exclude"], 0);
pub(crate) const WORKFORCE: Section =
    list("workforce", &["name", "headcount", "as_at", "leavers_per_year", "redundancy_possible"], 2);

/// All tables of the scenario file.
pub(crate) const SECTIONS: [&Section; 14] = [
    &SIMULATION,
    &DEFAULTS,
    &PRICES,
    &DISCOUNTING,
    &PARTNER,
    &SHARING,
    &WORKFORCE,
    &CORRELATION,
    &PROGRAMME_COST,
    &GRANT,
    &EXIT,
    &TARGET,
    &BENCHMARK,
    &CHARTS,
];

/// Keys whose values are lists.
pub(crate) const LISTS: [&str; 5] = ["among", "within", "pair", "exclude", "measures"];

/// The statuses that have defaults of their own.
pub(crate) const STATUSES: [&str; 3] = ["design", "approved", "live"];

/// Columns of areas that a default can fill, and the tables that override by status.
pub(crate) const DEFAULT_KEYS: &[&str] = &[
    "probability",
    "realisation",
    "embedding_months",
    "slippage_months",
    "implementation_months",
    "cost_overrun",
    "delay_cost_per_month",
    "abandoned_share",
    "cashable_share",
    "pay_share",
    "workforce_lag_months",
    "redundancy_share",
    "redundancy_cost_per_post",
    "design",
    "approved",
    "live",
];

/// The columns that a table can have.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Those with names of their own.
    pub columns: &'static [&'static str],
    /// Those of them that must be there.
    pub needed: &'static [&'static str],
    /// Those of them that hold dates.
    pub dates: &'static [&'static str],
    /// Those of them that hold financial years.
    pub years: &'static [&'static str],
    /// Those of them that hold yes or no.
    pub choices: &'static [&'static str],
    /// What stands before the colon of columns for each partner.
    pub prefixes: &'static [&'static str],
    /// What stands before the colon of columns for each financial year.
    pub by_year: &'static [&'static str],
    /// Whether its rows are settings, each of a kind of its own, beside which any other columns may stand.
    pub is_of_settings: bool,
}

/// A table without columns.
pub(crate) const NO_COLUMNS: Shape = Shape {
    columns: &[],
    needed: &[],
    dates: &[],
    years: &[],
    choices: &[],
    prefixes: &[],
    by_year: &[],
    is_of_settings: false,
};

/// Three columns that make a distribution of a quantity: `annual_saving:least` and so on.
pub(crate) const THREE_POINTS: [&str; 3] = ["least", "most_likely", "greatest"];

impl Shape {
    /// Whether the table can have a column, its name in one spelling for all.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains(&name)
            || name.split_once(':').is_some_and(|(before, behind)| {
                self.prefixes.contains(&before)
                    || (self.by_year.contains(&before) && FinancialYear::parse(behind).is_some())
                    || (THREE_POINTS.contains(&behind) && self.takes_points(before))
            })
    }

    /// Whether a column is `known`, or one of several that stand for it.
    pub fn stands_for(&self, name: &str, known: &str) -> bool {
        name == known
            || name.split_once(':').is_some_and(|(before, behind)| {
                let is_by_year = self.by_year.contains(&before) && FinancialYear::parse(behind).is_some();
                (before == known && THREE_POINTS.contains(&behind)) || (is_by_year && stood_for(before) == known)
            })
    }

    /// Whether a column is of quantities that may be uncertain.
    fn takes_points(&self, column: &str) -> bool {
        let uncertain = AreaColumn::ALL.iter().map(|it| it.name()).chain(RiskColumn::ALL.iter().map(|it| it.name()));
        self.columns.contains(&column) && uncertain.into_iter().any(|name| name == column)
    }
}

/// What stands before the year of a saving.
pub(crate) const SAVING: &str = "saving";
/// What stands before the year of what a saving grows by.
pub(crate) const ADDED: &str = "saving_added";
/// What stands before the year of a cost.
pub(crate) const COST: &str = "cost";

/// The column in whose place columns by year stand.
fn stood_for(before: &str) -> &'static str {
    if before == COST { "implementation_cost" } else { "annual_saving" }
}

/// What stands before the name of a partner.
pub(crate) const SHARE_PREFIXES: [&str; 2] = ["savings_share", "costs_share"];

/// The areas.
pub(crate) const AREAS: Shape = Shape {
    columns: AREA_COLUMNS,
    needed: AREA_NEEDED,
    dates: &["go_live", "went_live", "ends"],
    choices: &["in_plan"],
    prefixes: &SHARE_PREFIXES,
    by_year: &[SAVING, ADDED, COST],
    ..NO_COLUMNS
};
/// The risks.
pub(crate) const RISKS: Shape = Shape { columns: RISK_COLUMNS, needed: RISK_NEEDED, dates: &["date"], ..NO_COLUMNS };
/// The actuals.
pub(crate) const ACTUALS: Shape =
    Shape { columns: ACTUAL_COLUMNS, needed: ACTUAL_NEEDED, years: &["year"], ..NO_COLUMNS };
/// The register of assumptions.
pub(crate) const REGISTER: Shape =
    Shape { columns: REGISTER_COLUMNS, needed: REGISTER_NEEDED, dates: &["reviewed"], ..NO_COLUMNS };
/// A scenario's own comparators.
pub(crate) const COMPARATORS: Shape = Shape { columns: COMPARATOR_COLUMNS, needed: COMPARATOR_NEEDED, ..NO_COLUMNS };
/// What became of a programme.
pub(crate) const OUTTURNS: Shape = Shape {
    columns: &["measure", "year", "actual", "partner", "source", "note"],
    needed: &["measure", "actual"],
    years: &["year"],
    ..NO_COLUMNS
};
/// The table of headings that are one's own.
pub(crate) const COLUMNS: &str = "columns";

/// Columns of `areas`, without the partners' shares.
pub(crate) const AREA_COLUMNS: &[&str] = &[
    "area",
    "status",
    "go_live",
    "went_live",
    "annual_saving",
    "probability",
    "realisation",
    "realised_share",
    "embedding_months",
    "slippage_months",
    "implementation_cost",
    "implementation_months",
    "cost_overrun",
    "delay_cost_per_month",
    "abandoned_share",
    "running_cost",
    "cashable_share",
    "posts_removed",
    "pay_share",
    "workforce_lag_months",
    "redundancy_share",
    "redundancy_cost_per_post",
    "ends",
    "after",
    "requires",
    "in_plan",
    "workforce",
    "portfolio",
    "owner",
    "collaboration_model",
    "source",
    "note",
];
/// Columns of `areas` that must be there.
pub(crate) const AREA_NEEDED: &[&str] = &["area", "status", "go_live", "annual_saving"];

/// Columns of `risks`.
pub(crate) const RISK_COLUMNS: &[&str] = &[
    "risk",
    "probability",
    "frequency_per_year",
    "areas",
    "delay_months",
    "cost",
    "saving_loss",
    "date",
    "owner",
    "source",
    "note",
];
/// Columns of `risks` that must be there.
pub(crate) const RISK_NEEDED: &[&str] = &["risk"];

/// Columns of `actuals`.
pub(crate) const ACTUAL_COLUMNS: &[&str] = &["area", "year", "gross_saving", "cost", "grant", "source", "note"];
/// Columns of `actuals` that must be there.
pub(crate) const ACTUAL_NEEDED: &[&str] = &["area", "year"];

/// Columns of the register.
pub(crate) const REGISTER_COLUMNS: &[&str] =
    &["table", "column", "row", "mark", "basis", "source", "owner", "grade", "reviewed"];
/// Columns of the register that must be there.
pub(crate) const REGISTER_NEEDED: &[&str] = &["table", "column", "row", "mark", "basis"];

/// Columns of a scenario's own comparators.
pub(crate) const COMPARATOR_COLUMNS: &[&str] = &[
    "quantity",
    "case",
    "programme",
    "group",
    "sector",
    "value",
    "low",
    "high",
    "alike",
    "source_title",
    "source_year",
    "source_ref",
    "mark",
    "note",
];
/// Columns of comparators that must be there.
pub(crate) const COMPARATOR_NEEDED: &[&str] = &["quantity", "case", "value", "alike", "source_title", "mark"];

/// The unit and range of an area's quantity.
pub(crate) fn area_field(column: AreaColumn) -> Field {
    let field = Field::new(column.name(), column.unit(), column.limits());
    if column == AreaColumn::CostOverrun { field.doubted(MANY_TIMES_THE_COST) } else { field }
}

/// A factor that is typed as what is to be added, or in per cent without the sign.
const MANY_TIMES_THE_COST: Doubt = Doubt {
    above: 300,
    code: Code::RateHigh,
    than: "costs overrun",
    instead: Some("write what is spent over what was planned: a fifth more is `1.2`, or `120%`"),
};

/// The unit and range of a risk's quantity.
pub(crate) fn risk_field(column: RiskColumn) -> Field {
    Field::new(column.name(), column.unit(), column.limits())
}

/// A probability.
pub(crate) const PROBABILITY: Field = Field::new("probability", Unit::Fraction, Limits::SHARE);
/// Months of planned spend.
pub(crate) const IMPLEMENTATION_MONTHS: Field =
    Field::new("implementation_months", Unit::Months, Area::IMPLEMENTATION_MONTHS);
/// Realisation as observed.
pub(crate) const REALISED_SHARE: Field = Field::new("realised_share", Unit::Fraction, Area::REALISED_SHARE);
