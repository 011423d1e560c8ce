//! What every chart of a forecast says around its plane: title, programme, source and what that rests on.

use super::data::{Chart, Plane};
use crate::analysis::Basis;
use crate::fiscal::{FinancialYear, Horizon};
use crate::forecast::Forecast;
use crate::money::group_thousands;
use crate::programme::{Mark, Programme, Terms};
use crate::report::illustrative;

impl Plane {
    /// The unit of its values as a title names it.
    fn unit_name(&self) -> String {
        let (values, others) = match self {
            Plane::Axes(axes) => (axes.panels.first().map(|panel| &panel.y), Some(&axes.x)),
            Plane::Rows(rows) => (Some(&rows.scale), None),
        };
        let names = [values, others].into_iter().flatten().map(|scale| scale.unit_name());
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }
}

/// What charts are of: what stands around the plane of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Whose figures they are, and how many trials made them: `Two forces. 10,000 trials, seed 1`.
    pub programme: String,
    /// The terms of amounts of pounds: `cash terms`.
    pub terms: String,
    /// The warning that the scenario is illustrative, where it is.
    pub warning: Option<String>,
    /// The source, and what the figures rest on.
    pub source: Vec<String>,
}

impl Subject {
    /// The programme of a forecast.
    pub fn of(forecast: &Forecast) -> Self {
        let run = &forecast.run;
        Subject {
            programme: programme(&forecast.title, run.trials, run.seed),
            terms: terms(forecast.terms, forecast.price_base),
            warning: illustrative::warning(forecast).map(String::from),
            source: source(forecast),
        }
    }

    /// The programme of an analysis.
    pub fn of_basis(Basis { programme: of, trials, seed }: &Basis) -> Self {
        Subject {
            programme: programme(&of.title, *trials, *seed),
            terms: terms(of.prices.terms, of.prices.base),
            warning: illustrative::warning_of_programme(of).map(String::from),
            source: source_of_programme(of),
        }
    }

    /// A chart for the files called `stem`, which does not yet say what it shows.
    pub(super) fn chart(&self, stem: &str, title: &str, plane: Plane) -> Chart {
        let unit = plane.unit_name();
        let terms = if unit.starts_with('£') { self.terms.as_str() } else { "" };
        let title = [title, &unit, terms].into_iter().filter(|part| !part.is_empty());
        Chart {
            stem: stem.into(),
            title: title.collect::<Vec<_>>().join(", "),
            programme: self.programme.clone(),
            warning: self.warning.clone(),
            description: String::new(),
            findings: Vec::new(),
            plane,
            notes: self.source.clone(),
            said_in_reports: 0,
        }
    }
}

impl Chart {
    /// A chart of a forecast, for the files called `stem`, which does not yet say what it shows.
    pub(super) fn of(forecast: &Forecast, stem: &str, title: &str, plane: Plane) -> Self {
        let chart = Subject::of(forecast).chart(stem, title, plane);
        Chart { said_in_reports: chart.notes.len(), ..chart }
    }

    /// The same with the sentence that says what kind of picture of what it is.
    pub(super) fn describing(self, description: String) -> Self {
        Chart { description, ..self }
    }

    /// The same with what it says, the most important first.
    pub(super) fn saying(mut self, findings: impl IntoIterator<Item = String>) -> Self {
        self.findings.extend(findings);
        self
    }

    /// The same with what a report says in its own tables, above the source; before any other note.
    pub(super) fn noting_of_report(self, notes: Vec<String>) -> Self {
        let said_in_reports = self.said_in_reports + notes.len();
        Chart { said_in_reports, ..self.noting(notes) }
    }

    /// The same with notes above the source.
    pub(super) fn noting(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes = notes.into_iter().chain(self.notes).collect();
        self
    }
}

/// What a chart without any figure says.
pub fn nothing_to_show(is_empty: bool, what: &str) -> Option<String> {
    is_empty.then(|| format!("There are no {what} to show."))
}

/// `2017/18 to 2022/23`, or the only year.
pub fn years(horizon: Horizon) -> String {
    if horizon.len() == 1 { horizon.first().to_string() } else { format!("{} to {}", horizon.first(), horizon.last()) }
}

/// `Two forces. 10,000 trials, seed 1`.
fn programme(title: &str, trials: u64, seed: u64) -> String {
    let trials = group_thousands(&trials.to_string());
    format!("{}. {trials} trials, seed {seed}", title.trim().trim_end_matches('.'))
}

/// The source of an analysis's figures.
fn source_of_programme(programme: &Programme) -> Vec<String> {
    let named = programme.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
    let source = named.map_or(String::new(), |source| format!("; figures of the scenario from {source}"));
    vec![format!("Source: foresave{source}")]
}

/// `real terms (2017/18 prices)`.
fn terms(terms: Terms, price_base: FinancialYear) -> String {
    match terms {
        Terms::Cash => "cash terms".into(),
        Terms::Real => format!("real terms ({price_base} prices)"),
    }
}

/// The source, and what the figures rest on.
fn source(forecast: &Forecast) -> Vec<String> {
    let named = forecast.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
    let source = match (named, &forecast.register) {
        (Some(source), Some(_)) => format!("Source: {source}"),
        (Some(source), None) => format!("Source: foresave forecast; figures of the scenario from {source}"),
        (None, _) => "Source: foresave forecast".into(),
    };
    vec![source, basis(forecast)]
}

/// How much of the register is judgement, and how much is not in it: `12 of 40 lines of the register are assumptions`.
fn basis(forecast: &Forecast) -> String {
    let Some(register) = &forecast.register else {
        return "There is no register of what the figures rest on.".into();
    };
    let lines: usize = register.iter().map(|(_, count)| count).sum();
    let assumed: usize = register.iter().filter(|(mark, _)| *mark == Mark::Assumption).map(|(_, count)| count).sum();
    let said = match (assumed, lines) {
        (_, 0) => "The register is empty".into(),
        (0, lines) => format!("None of the {lines} lines of the register is an assumption"),
        (1, lines) => format!("1 of {lines} lines of the register is an assumption"),
        (assumed, lines) => format!("{assumed} of {lines} lines of the register are assumptions"),
    };
    match forecast.uncovered {
        0 => format!("{said}."),
        1 => format!("{said}; 1 column or key with figures is not in it."),
        uncovered => format!("{said}; {uncovered} columns and keys with figures are not in it."),
    }
}
