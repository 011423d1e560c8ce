//! Scenarios beside a base.

use crate::analysis::compare::{Compared, ComparedRow, Comparison, Difference};
use crate::forecast::Estimate;
use crate::programme::{Flow, Measure, Whole};
use crate::report::document::{Column, Document, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Scale, Unit};
use crate::report::words::{capital, chance_of, chances, change, futures, is_clear, noun, years};

/// The totals that are shown where the horizons are equal.
const TOTALS: [Measure; 4] = [
    Measure::Whole(Whole::HorizonGrossSaving),
    Measure::Whole(Whole::HorizonCost),
    Measure::Whole(Whole::HorizonNetSaving),
    Measure::Whole(Whole::Npv),
];

/// What a comparison says.
pub fn comparison(comparison: &Comparison) -> Document {
    let title = Sentence::from("Beside ") + name(&comparison.base.name);
    let sections = comparison.others.iter().map(|other| beside(comparison, other));
    Document::new(title, sections.collect())
}

fn beside(comparison: &Comparison, other: &Compared) -> Section {
    let mut section = Section::new("compare", name(&other.candidate.name));
    section.paragraph(answer(comparison, other));
    let shown = shown(other);
    let scale = scale(&shown);
    section.table(changes(other, &shown, scale));
    section.table(differences(other, &shown, scale));
    section.table(targets(comparison, other));
    section.list(None, other.notes.iter().map(|note| Sentence::from(capital(note)) + ".").collect());
    section
}

/// The figure that the answer is about: the net saving over the horizon, or else up to or in the last year of both.
fn main_row(other: &Compared) -> Option<&ComparedRow> {
    let of = |measure: Measure| other.rows.iter().rfind(|row| row.part.is_none() && row.measure == measure);
    of(Measure::Whole(Whole::HorizonNetSaving))
        .or_else(|| of(Measure::Cumulative(Flow::NetSaving)))
        .or_else(|| of(Measure::Flow(Flow::NetSaving)))
}

fn answer(comparison: &Comparison, other: &Compared) -> Vec<Sentence> {
    let Some(row) = main_row(other) else {
        return vec!["The two count no year in common: nothing can be compared.".into()];
    };
    let Some(difference) = row.difference() else { return Vec::new() };
    let trials = comparison.run.trials;
    let scale = Scale::of(difference.other[0].abs().max(difference.base[0].abs()));
    let when = match (row.measure, row.year) {
        (Measure::Cumulative(_), Some(year)) => format!(" by the end of {year}"),
        (_, Some(year)) => format!(" in {year}"),
        _ => format!(" over {}", years(comparison.base.programme.horizon)),
    };
    let mean = difference.other[0] - difference.base[0];
    let error = difference.errors[0];
    let first = match () {
        () if mean.abs() < 0.005 => "On average this scenario saves as much as the base, net of all costs.".into(),
        () if !is_clear(mean, error) => {
            "Which of the two saves more on average, net of all costs, is not clear: chance may have made what they \
             differ by."
                .into()
        }
        () => {
            let amount = Figure::estimate(Estimate { value: mean.abs(), error }, Unit::Pounds(scale));
            let more = if mean > 0.0 { " more" } else { " less" };
            Sentence::from("On average this scenario saves ")
                + amount
                + more
                + " than the base"
                + when
                + ", net of all costs."
        }
    };
    let higher = futures(chance_of(difference.higher, trials), trials);
    let equal = match difference.equal {
        0.0 => Sentence::new(),
        _ => Sentence::from("; in ") + futures(chance_of(difference.equal, trials), trials) + " both save the same",
    };
    vec![first, Sentence::from("It saves more in ") + higher + equal + "."]
}

/// The rows of the tables.
fn shown(other: &Compared) -> Vec<&ComparedRow> {
    let totals: Vec<&ComparedRow> = TOTALS.iter().filter_map(|measure| other.row(*measure, None)).collect();
    if !totals.is_empty() {
        return totals;
    }
    let is_shown = |row: &&ComparedRow| row.part.is_none() && row.measure == Measure::Flow(Flow::NetSaving);
    other.rows.iter().filter(is_shown).collect()
}

fn scale(rows: &[&ComparedRow]) -> Scale {
    let means =
        rows.iter().filter_map(|row| row.difference()).flat_map(|difference| [difference.base[0], difference.other[0]]);
    Scale::of(means.fold(0.0, |largest: f64, mean| largest.max(mean.abs())))
}

fn label(row: &ComparedRow) -> Value {
    let what = capital(&noun(row.measure));
    Value::text(row.year.map_or(what.clone(), |year| format!("{what} {year}")))
}

/// What a row is called in the file: its scenario, measure and year.
fn key(other: &Compared, row: &ComparedRow) -> String {
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    format!("{}:{}:{year}", other.candidate.name, row.measure.name())
}

/// How mean and percentiles change.
fn changes(other: &Compared, rows: &[&ComparedRow], scale: Scale) -> Table {
    let unit = Unit::Pounds(scale);
    let of = |row: &&ComparedRow| {
        let difference = row.difference()?;
        let both = [difference.base[0], difference.other[0]];
        let figures = both.map(|mean| Value::Figure(Figure::estimate(Estimate { value: mean, error: 0.0 }, unit)));
        let changes = (0..4).map(|at| {
            let value = difference.other[at] - difference.base[at];
            change(Estimate { value, error: difference.errors[at] }, unit)
        });
        Some(Row::new([label(row)].into_iter().chain(figures).chain(changes).collect()).keyed(key(other, row)))
    };
    Table {
        id: "compare",
        caption: "Mean of the base and of this scenario, and by how much mean and percentiles change".into(),
        unit: Some(scale.unit()),
        columns: vec![
            Column::text("measure", ""),
            Column::number("base_mean", "Base"),
            Column::number("mean", "This"),
            Column::number("", "Mean"),
            Column::number("", "P10"),
            Column::number("", "P50"),
            Column::number("", "P90"),
        ],
        rows: rows.iter().filter_map(of).collect(),
    }
}

/// The difference itself, future by future.
fn differences(other: &Compared, rows: &[&ComparedRow], scale: Scale) -> Table {
    let unit = Unit::Pounds(scale);
    let of = |row: &&ComparedRow| {
        let difference: &Difference = row.difference()?;
        let quantiles = [1, 4, 7].map(|at: usize| Value::Figure(Figure::exact(difference.quantiles[at], unit)));
        let chance = Value::Figure(Figure::chance_of(Estimate::known(difference.higher)));
        Some(Row::new([label(row)].into_iter().chain(quantiles).chain([chance]).collect()).keyed(key(other, row)))
    };
    Table {
        id: "compare",
        caption: "The difference in each simulated future: its own percentiles, not the changes of those above".into(),
        unit: Some(scale.unit()),
        columns: vec![
            Column::text("measure", ""),
            Column::number("difference_p10", "P10"),
            Column::number("difference_p50", "P50"),
            Column::number("difference_p90", "P90"),
            Column::number("chance_higher", "Higher in"),
        ],
        rows: rows.iter().filter_map(of).collect(),
    }
}

fn targets(comparison: &Comparison, other: &Compared) -> Table {
    let of = |share: f64| chance_of(share, comparison.run.trials);
    let row = |target: &crate::analysis::compare::TargetChange| {
        let own = if target.is_alike { Sentence::new() } else { ", each by its own definition".into() };
        let label = Value::text(Sentence::from(name(&target.name)) + own);
        let shown = chances(&of(target.base), &of(target.other), target.error);
        Row::new([label].into_iter().chain(shown).collect()).keyed(format!("{}:{}", other.candidate.name, target.name))
    };
    Table {
        id: "compare_targets",
        caption: "Simulated futures that meet each target".into(),
        unit: None,
        columns: vec![
            Column::text("target", "Target"),
            Column::number("base_chance", "Base"),
            Column::number("chance", "This"),
            Column::number("", "Change"),
        ],
        rows: other.targets.iter().map(row).collect(),
    }
}
