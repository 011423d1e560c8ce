//! What drives the spread of a figure: the indices, the tornado, and what would change without each thing.

use super::analysis::{ALL_TOGETHER, Index, Indices, Swing, Taken, Tornado, Without};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::figure::StatisticKind;
use crate::analysis::sensitivity::{self, Bar, By, Sensitivity};
use crate::report::words::{self, capital};
use crate::report::words_of_figure::figure;

/// The charts; of a figure that is the same in every future, only that of what would change.
pub fn charts(found: &Sensitivity) -> Vec<Chart> {
    let subject = &Subject::of_basis(&found.basis);
    let spread = (!found.is_certain()).then(|| [indices(found).chart(subject), tornado(found).chart(subject)]);
    let spread = spread.into_iter().flatten();
    let without = without(found);
    spread.chain((!without.taken.is_empty()).then(|| without.chart(subject))).collect()
}

fn indices(found: &Sensitivity) -> Indices {
    let groups = found.indices.iter().filter(|group| group.by != By::Area);
    let index = |group: &sensitivity::GroupShares| {
        let shares = group.that_matter()?;
        Some(Index { name: capital(&words::group(&group.group)), first_order: shares.first_order, total: shares.total })
    };
    let mut indices: Vec<Index> = groups.clone().filter_map(index).collect();
    let others = groups.count() - indices.len();
    indices.sort_by(|one, other| other.total.value.total_cmp(&one.total.value));
    let name = figure(&found.basis.programme, &found.figure);
    let figure = match &found.figure.target {
        Some(target) => format!("whether `{}` is met", target.name),
        None => name,
    };
    Indices { stem: "indices".into(), figure, indices, others }
}

/// The inputs that clearly go with the figure and have two ends.
fn tornado(found: &Sensitivity) -> Tornado {
    let matters = |bar: &&Bar| bar.correlation.is_some_and(|by| by.value.abs() > 2.0 * by.error);
    let swing = |bar: &Bar| {
        Some(Swing { input: capital(&words::driver(&bar.input)), low: bar.ends.low?, high: bar.ends.high? })
    };
    Tornado {
        figure: figure(&found.basis.programme, &found.figure),
        unit: unit(found),
        mean: found.mean,
        swings: found.tornado.iter().filter(matters).filter_map(swing).collect(),
    }
}

/// Each thing alone, those of a kind together.
fn without(found: &Sensitivity) -> Without {
    let taken = |without: &sensitivity::Without| {
        let change = without.change(StatisticKind::Mean)?;
        let kind = capital(without.kind.name());
        let name = match without.entry.as_str() {
            "*" => ALL_TOGETHER.into(),
            "" => kind.clone(),
            entry => entry.to_owned(),
        };
        Some(Taken { kind, name, change })
    };
    Without {
        figure: format!("mean {}", figure(&found.basis.programme, &found.figure)),
        unit: unit(found),
        taken: largest_first(found.without.iter().filter_map(taken).collect()),
    }
}

/// The twenty that change most, then the others; both with those of a kind together, as they came.
fn largest_first(taken: Vec<Taken>) -> Vec<Taken> {
    const MOST: usize = 20;
    let mut sizes: Vec<f64> = taken.iter().map(|taken| taken.change.value.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    let least = sizes.get(MOST - 1).copied().unwrap_or(0.0);
    let (large, small): (Vec<_>, Vec<_>) = taken.into_iter().partition(|taken| taken.change.value.abs() >= least);
    large.into_iter().chain(small).collect()
}

fn unit(found: &Sensitivity) -> Unit {
    if found.figure.measure.is_money() { Unit::Money } else { Unit::Number("") }
}
