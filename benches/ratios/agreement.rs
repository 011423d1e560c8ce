//! Answers before times: the engine's figures against the naive peer's, within the Monte Carlo error.

use super::engine::Subject;
use super::naive::{Column, Model};
use foresave::distribution::normal;
use foresave::engine::Level;
use foresave::engine::{Outcomes, Tally};
use foresave::plan::{Figure, Slot};

/// The chance that any figure of a scenario differs by more than is allowed though the two are the same.
const FALSE_ALARM: f64 = 1e-4;
/// What is compared of each figure: mean, P10, P50, P90.
const COMPARISONS: usize = 4;

/// What the engine says of a figure.
pub struct Said {
    /// Where it is left.
    pub slot: Slot,
    /// Trials with a value.
    pub count: u64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// P10, P50, P90.
    pub quantiles: [f64; 3],
}

/// The levels of the quantiles that are compared.
pub const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];

/// How many standard errors a figure may be off, when so many are compared.
pub fn allowed_errors(figures: usize) -> f64 {
    normal::upper_quantile(FALSE_ALARM / (2.0 * (figures * COMPARISONS) as f64))
}

/// What the engine says of some figures; those that are known without trials are left out.
pub fn said(subject: &Subject, outcomes: &Outcomes, slots: impl Iterator<Item = Slot>) -> Vec<Said> {
    slots.filter_map(|slot| said_of(subject, outcomes, slot)).collect()
}

fn said_of(subject: &Subject, outcomes: &Outcomes, slot: Slot) -> Option<Said> {
    let rows = &subject.plan.rows;
    let (row, scale, offset) = match slot {
        Slot::Area(..) => (rows.find(slot)?, 1.0, 0.0),
        Slot::Part(id) => {
            let figures = subject.plan.figures();
            match figures.figure(id, &mut |slot, _| rows.find(slot).expect("every figure has its row")) {
                Figure::Row { row, scale, offset } => (row, scale, offset),
                Figure::Known(value) => return Some(known(slot, value, outcomes.trials)),
            }
        }
    };
    let tally = &outcomes.rows[row];
    let [_, p10, _, _, p50, _, _, p90, _] = tally.quantiles();
    Some(Said {
        slot,
        count: tally.count(),
        mean: scale * tally.mean().value + offset,
        sd: scale * tally.sd(),
        quantiles: [p10, p50, p90].map(|of| scale * of.value + offset),
    })
}

fn known(slot: Slot, value: f64, trials: u64) -> Said {
    Said { slot, count: trials, mean: value, sd: 0.0, quantiles: [value; 3] }
}

/// Holds the naive peer's answers against the engine's; returns how many figures were compared.
///
/// # Panics
/// Where any differs.
pub fn hold(subject: &Subject, model: &Model, trials: usize) -> usize {
    let outcomes = subject.simulate(trials, 1);
    hold_levels(subject, trials, &outcomes);
    let naive = model.run(trials, 2);
    let said = said(subject, &outcomes, naive.columns.iter().map(|(slot, _)| *slot));
    let allowed = allowed_errors(said.len());
    let faults: Vec<String> = said
        .iter()
        .filter_map(|said| {
            let (_, column) = naive.columns.iter().find(|(slot, _)| *slot == said.slot).expect("it came from there");
            fault(said, column, allowed)
        })
        .collect();
    let shown = faults[..faults.len().min(20)].join("\n");
    assert!(faults.is_empty(), "{} figures of {} differ:\n{shown}", faults.len(), subject.name);
    said.len()
}

/// Holds the engine's answers at every level of instructions against each other, bit by bit: of the code as it is timed.
fn hold_levels(subject: &Subject, trials: usize, outcomes: &Outcomes) {
    let bits = |outcomes: &Outcomes| -> Vec<u64> {
        let of_row = |tally: &Tally| {
            let quantiles = tally.quantiles().map(|of| of.value);
            [tally.mean().value, tally.sd()].into_iter().chain(quantiles).map(f64::to_bits)
        };
        let all: Vec<_> = outcomes.rows.iter().map(|tally| of_row(tally).collect::<Vec<u64>>()).collect();
        all.concat()
    };
    for level in Level::available() {
        let at_level = subject.simulate_at(trials, 1, level);
        assert!(bits(&at_level) == bits(outcomes), "{} differs at level {level:?}", subject.name);
    }
}

fn fault(said: &Said, column: &Column, allowed: f64) -> Option<String> {
    let of = column.sorted.len() as f64;
    let spread = (1.0 / of + 1.0 / said.count as f64).sqrt();
    let rounding = 1e-9 * said.mean.abs().max(1.0);
    if of == 0.0 || said.count == 0 {
        return (of > 0.0 || said.count > 0).then(|| format!("{:?}: one has values, the other none", said.slot));
    }
    if (column.mean - said.mean).abs() > allowed * said.sd.max(column.sd) * spread + rounding {
        return Some(format!("{:?}: means {} and {}, sd {}", said.slot, said.mean, column.mean, said.sd));
    }
    // Of some figures the engine gives the mean alone.
    LEVELS.into_iter().zip(said.quantiles).filter(|(_, at)| !at.is_nan()).find_map(|(p, at)| {
        let below = column.sorted.partition_point(|value| *value < at - rounding) as f64 / of;
        let not_above = column.sorted.partition_point(|value| *value <= at + rounding) as f64 / of;
        let wide = allowed * (p * (1.0 - p)).sqrt() * spread;
        let holds = below - wide <= p && p <= not_above + wide;
        let [_, p10, _, _, p50, _, _, p90, _] = column.quantiles;
        (!holds).then(|| format!("{:?}: at {p} {at}, the peer has {below} below it ({p10}, {p50}, {p90})", said.slot))
    })
}
