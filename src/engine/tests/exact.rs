//! Quantiles are the same whether the values that they need were kept or picked by a second pass.
#![cfg(test)]

use crate::engine::run::Run;
use crate::engine::{Drawing, Engine, Outcomes, Tally, Watch};
use crate::plan::{self, Slot};
use crate::programme::Sampling;
use crate::scenario::{self, Files};
use std::path::Path;
use std::sync::atomic::Ordering;

/// Outcomes of a scenario of the repository, and how many trials were run for them.
fn outcomes(scenario: &str, (trials, sampling): (u64, Sampling), keeps: bool) -> (Outcomes, u64) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(scenario);
    let programme = scenario::read(&Files::at(&path)).expect("it is without a fault").programme;
    let plan = plan::compile(&programme).expect("it can be planned");
    let (engine, drawing, watch) = (Engine::new(Some(2)), Drawing::new(trials, 11, sampling), Watch::default());
    let of_rows = plan.rows.shown.iter().map(|(slot, _)| *slot);
    let wanted: Vec<Slot> = of_rows.chain(plan.rows.compares.iter().map(|(_, compare)| compare.slot)).collect();
    let mut run = Run::new(&engine, &plan, (&drawing, &watch), &wanted);
    run.keeps = keeps;
    let outcomes = run.outcomes().expect("nobody stops it");
    (outcomes, watch.done.load(Ordering::Relaxed))
}

fn hold(scenario: &str, (trials, sampling): (u64, Sampling)) {
    let (kept, once) = outcomes(scenario, (trials, sampling), true);
    let (picked, twice) = outcomes(scenario, (trials, sampling), false);
    assert!(once < twice - trials / 2, "{once} and {twice} trials");
    for (row, (kept, picked)) in kept.rows.iter().zip(&picked.rows).enumerate() {
        assert!(kept.count() == 0 || kept.is_exact() && picked.is_exact());
        let figures = |tally: &Tally| {
            let quantiles = tally.quantiles().map(|of| [of.value.to_bits(), of.error.to_bits()]);
            (quantiles, tally.mean().value.to_bits(), tally.count(), tally.blanks)
        };
        assert_eq!(figures(kept), figures(picked), "row {row} of {scenario}");
    }
    assert_eq!(kept.met, picked.met);
}

#[test]
fn of_independent_trials() {
    hold("scenarios/three-force/scenario.toml", (40_000, Sampling::Random));
    hold("scenarios/dorset-devon-cornwall/scenario.toml", (5_000, Sampling::Random));
}

#[test]
fn of_stratified_designs() {
    hold("scenarios/lancashire-futures/scenario.toml", (20_000, Sampling::Lhs));
    hold("scenarios/three-force/scenario.toml", (8_192, Sampling::Sobol));
}
