//! The kernel, held against a second account of the model.
//!
//! [`model`] is `docs/model.md` once more: plain numbers, one trial at a time, nothing shared with the kernel. Both are
//! given the same scenarios, made at random over all that a scenario may have ([`scenarios`]), and the same named
//! uniforms, so that every measure of every part is compared trial by trial.
//!
//! Where they differ, `docs/model.md` says which is right. The reference is not to be bent to the kernel.

mod agreement;
mod coverage;
mod forecast;
mod kernel;
mod model;
mod scenarios;

use agreement::Both;
use foresave::programme::Programme;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scenarios::{Laws, Scenario, scenario};
use std::env;

/// What differs in the trials, or else in the forecast.
fn differences(both: &Both, tolerance: f64) -> Vec<String> {
    let of_trials = both.differences(tolerance);
    if of_trials.is_empty() { forecast::differences(both, tolerance) } else { of_trials }
}

/// The usual numbers of scenarios by the laws that they have, and how nearly trials agree.
const EXACT: Family = Family { laws: Laws::Exact, cases: 40, tolerance: 1e-9 };
/// A quantile function of a table is right to a small part of the Monte Carlo error of the longest run.
const ANY: Family = Family { laws: Laws::Any, cases: 30, tolerance: 1e-5 };
/// What was learnt of a common cause is a table of its own, on which others stand.
const CORRELATED: Family = Family { laws: Laws::Correlated, cases: 30, tolerance: 1e-4 };

struct Family {
    laws: Laws,
    cases: u32,
    tolerance: f64,
}

impl Family {
    /// Its scenarios, the same in every run; `CASES=1000 cargo test --release reference` tries so many others.
    fn runner(&self) -> TestRunner {
        let asked: Option<u32> = env::var("CASES").ok().map(|cases| cases.parse().expect("CASES is a number"));
        let seed = [if asked.is_some() { 13 } else { 12 }; 32];
        let config = Config { cases: asked.unwrap_or(self.cases), failure_persistence: None, ..Config::default() };
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    #[track_caller]
    fn hold(&self) {
        let tried = |scenario: Scenario| {
            let programme = scenario.read();
            let differences = differences(&Both::run(&programme), self.tolerance);
            prop_assert!(differences.is_empty(), "{:#?}", &differences[..differences.len().min(12)]);
            Ok(())
        };
        if let Err(fault) = self.runner().run(&scenario(self.laws), tried) {
            panic!("{fault}");
        }
    }
}

#[test]
fn trials_agree_to_nine_digits_where_laws_are_drawn_exactly() {
    EXACT.hold();
}

#[test]
fn trials_agree_as_nearly_as_laws_are_drawn() {
    ANY.hold();
}

#[test]
fn trials_agree_as_nearly_as_common_causes_are_drawn() {
    CORRELATED.hold();
}

#[test]
fn the_scenarios_have_every_feature() {
    let of_family = |family: &Family| -> Vec<Programme> {
        let mut runner = family.runner();
        let mut next = || scenario(family.laws).new_tree(&mut runner).unwrap().current().read();
        (0..family.cases).map(|_| next()).collect()
    };
    let programmes: Vec<Programme> = [EXACT, ANY, CORRELATED].iter().flat_map(of_family).collect();
    assert_eq!(coverage::missing(&programmes), [""; 0]);
}
