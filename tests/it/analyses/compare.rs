//! Scenarios side by side.

use super::programme;
use foresave::analysis::compare::{Candidate, Compared, ComparedValue, Comparison, compare};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::programme::{Flow, Measure, Programme, Sampling, Whole};

const NET: Measure = Measure::Whole(Whole::HorizonNetSaving);
const ONE_YEAR: &str = "start = \"2015/16\"\nend = \"2015/16\"\n[discounting]\nrate = 0\n";

fn compared(base: Programme, other: Programme, trials: u64) -> Comparison {
    let candidate = |name: &str, programme| Candidate { name: name.into(), programme };
    let (engine, drawing) = (Engine::new(Some(1)), Drawing::new(trials, 7, Sampling::Random));
    compare(candidate("Base", base), vec![candidate("Other", other)], &engine, (&drawing, &Watch::default())).unwrap()
}

fn saving(law: &str) -> Programme {
    programme(
        ONE_YEAR,
        &format!("area,status,go_live,went_live,annual_saving\nICT,live,2015-04,2015-04,\"{law}\"\n"),
        &[],
    )
}

fn other(comparison: &Comparison) -> &Compared {
    &comparison.others[0]
}

#[test]
fn a_law_that_moves_moves_every_trial_by_as_much() {
    let comparison = compared(saving("normal(£1m, £200k)"), saving("normal(£1.1m, £200k)"), 2_000);
    let difference = other(&comparison).row(NET, None).unwrap().difference().unwrap();
    assert!(difference.quantiles.iter().all(|quantile| (quantile - 100_000.0).abs() < 0.01), "{difference:?}");
    assert!(difference.sd < 0.01 && difference.errors.iter().all(|error| *error < 0.01), "{difference:?}");
    assert_eq!((difference.higher, difference.equal), (1.0, 0.0));
}

#[test]
fn a_paired_difference_of_a_small_change_has_at_most_a_tenth_of_the_unpaired_error() {
    let comparison = compared(saving("normal(£1m, £200k)"), saving("normal(£1.01m, £210k)"), 2_000);
    let difference = other(&comparison).row(NET, None).unwrap().difference().unwrap();
    let unpaired = 200_000.0 * (2.0f64 / 2_000.0).sqrt();
    assert!(difference.errors[0] < 0.1 * unpaired, "{:?}", difference.errors);
}

#[test]
fn the_stated_error_of_a_change_is_that_of_many_seeds() {
    let (base, after) = (saving("uniform(£1m, £2m)"), saving("triangular(£1m, £1.2m, £2m)"));
    let engine = Engine::new(Some(1));
    let of_seed = |seed: u64| {
        let drawing = Drawing::new(400, seed, Sampling::Random);
        let candidate =
            |name: &str, programme: &Programme| Candidate { name: name.into(), programme: programme.clone() };
        let watch = Watch::default();
        let one = compare(candidate("A", &base), vec![candidate("B", &after)], &engine, (&drawing, &watch)).unwrap();
        let difference = one.others[0].row(NET, None).unwrap().difference().unwrap().clone();
        [0, 1, 2, 3].map(|at: usize| (difference.other[at] - difference.base[at], difference.errors[at]))
    };
    let seeds = 200;
    let all: Vec<[(f64, f64); 4]> = (0..seeds).map(of_seed).collect();
    for at in 0..4 {
        let mean = all.iter().map(|of| of[at].0).sum::<f64>() / seeds as f64;
        let spread = (all.iter().map(|of| (of[at].0 - mean).powi(2)).sum::<f64>() / (seeds - 1) as f64).sqrt();
        let stated = all.iter().map(|of| of[at].1).sum::<f64>() / seeds as f64;
        // The spread of 200 values has a relative error of 5 %; four and a half of it, and a tenth for the density: a false
        // alarm in some 100,000.
        assert!((spread / stated - 1.0).abs() < 0.325, "{at}: {spread} instead of {stated}");
    }
}

#[test]
fn unequal_horizons_compare_what_both_have_and_say_what_is_left_out() {
    let of = |years: &str| {
        let toml = format!("{years}\n[discounting]\nrate = 0\n");
        programme(&toml, "area,status,go_live,went_live,annual_saving\nICT,live,2015-04,2015-04,£100k\n", &[])
    };
    let base = || of("start = \"2015/16\"\nend = \"2017/18\"");
    let longer = compared(base(), of("start = \"2015/16\"\nend = \"2018/19\""), 50);
    let rows =
        |comparison: &Comparison, measure| other(comparison).rows.iter().filter(|row| row.measure == measure).count();
    assert_eq!(rows(&longer, Measure::Flow(Flow::GrossSaving)), 3);
    assert_eq!(rows(&longer, Measure::Cumulative(Flow::GrossSaving)), 3);
    assert_eq!(rows(&longer, NET), 0);
    let later = compared(base(), of("start = \"2016/17\"\nend = \"2017/18\""), 50);
    assert_eq!(rows(&later, Measure::Flow(Flow::GrossSaving)), 2);
    assert_eq!(rows(&later, Measure::Cumulative(Flow::GrossSaving)), 0);
    assert!(other(&later).notes[0].contains("running sums"), "{:?}", other(&later).notes);
}

#[test]
fn partners_named_alike_have_their_shares_of_the_same_differences() {
    let of = |law: &str| {
        let toml = format!(
            "{ONE_YEAR}[[partner]]\nname = \"North\"\n[[partner]]\nname = \"South\"\n[sharing]\nsavings = {{ North = 0.75, South = 0.25 }}\n"
        );
        programme(&toml, &format!("area,status,go_live,annual_saving\nICT,approved,2015-04,\"{law}\"\n"), &[])
    };
    let comparison = compared(of("uniform(£1m, £2m)"), of("uniform(£1m, £3m)"), 500);
    let row = |part: Option<&str>| {
        let rows = &other(&comparison).rows;
        rows.iter().find(|row| row.part.as_deref() == part && row.measure == NET).unwrap().difference().unwrap()
    };
    let (whole, north) = (row(None), row(Some("North")));
    for (all, own) in whole.quantiles.iter().zip(north.quantiles) {
        assert!((0.75 * all - own).abs() < 1e-6 * all.abs(), "{all} {own}");
    }
    assert!((0.75 * whole.errors[2] - north.errors[2]).abs() < 1e-6 * whole.errors[2]);
    let payback = Measure::Whole(Whole::PaybackYear);
    let labels = other(&comparison).rows.iter().find(|row| row.measure == payback).unwrap();
    // Nothing is spent, so that there is nothing to pay back.
    assert!(matches!(&labels.value, ComparedValue::Paybacks { paybacks: None, .. }), "{labels:?}");
}
