//! `--tolerance`: twice as many trials, and again, until percentiles are precise enough.

use super::{Failure, Simulation};
use crate::engine::Drawing;
use crate::forecast::{Forecast, Run};
use crate::money::{Pounds, group_thousands};
use crate::programme::{Measure, Sampling, Whole};
use crate::scenario;
use rust_decimal::Decimal;

/// The most trials of a run.
const MOST_TRIALS: u64 = 1_000_000_000;
/// Standard errors are estimates themselves: fewer trials than this are no ground to stop on.
const FEWEST_TRIALS: u64 = 1_000;

/// Reads a tolerance: more than nothing.
pub(super) fn parse(text: &str) -> Result<Pounds, String> {
    let tolerance = scenario::pounds(text)?;
    if tolerance.decimal() > Decimal::ZERO { Ok(tolerance) } else { Err("a tolerance is more than £0".into()) }
}

/// Simulates until the standard errors of P10, P50 and P90 of the horizon's net saving are below `tolerance`,
/// or the most trials are done. Says which.
pub(super) fn simulate(
    simulation: &Simulation,
    mut drawing: Drawing,
    tolerance: Pounds,
) -> Result<(Run, String), Failure> {
    if drawing.sampling != Sampling::Random {
        let design = drawing.sampling.name();
        return Err(Failure::Usage(format!("--tolerance goes with random sampling, and this run is {design}")));
    }
    loop {
        let run = simulation.run(&drawing)?;
        let error = largest_error(&run.forecast);
        match next(drawing.trials, error, tolerance.to_f64()) {
            Next::Trials(trials) => drawing.trials = trials,
            Next::Enough => return Ok((run, reached(drawing.trials, tolerance))),
            Next::NoMore => return Ok((run, not_reached(error, tolerance))),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Trials(u64),
    Enough,
    NoMore,
}

fn next(trials: u64, error: f64, tolerance: f64) -> Next {
    match trials {
        FEWEST_TRIALS.. if error < tolerance => Next::Enough,
        MOST_TRIALS.. => Next::NoMore,
        _ => Next::Trials((2 * trials).min(MOST_TRIALS)),
    }
}

/// The largest standard error of P10, P50 and P90 of the horizon's net saving, £.
fn largest_error(forecast: &Forecast) -> f64 {
    let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None);
    let summary = total.and_then(|row| row.summary()).expect("the net saving is blank in no trial");
    [summary.p10(), summary.p50(), summary.p90()].into_iter().fold(0.0, |largest, of| largest.max(of.error))
}

fn reached(trials: u64, tolerance: Pounds) -> String {
    let trials = group_thousands(&trials.to_string());
    format!("after {trials} trials the standard errors of P10, P50 and P90 of the net saving are below {tolerance}")
}

fn not_reached(error: f64, tolerance: Pounds) -> String {
    let trials = group_thousands(&MOST_TRIALS.to_string());
    let error = group_thousands(&format!("{error:.0}"));
    format!(
        "stopped after {trials} trials, the most there can be: the largest standard error of P10, P50 and P90 of \
         the net saving is £{error}, not below {tolerance}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trials_double_until_the_errors_are_below_the_tolerance() {
        assert_eq!(next(100_000, 5_000.0, 5_000.0), Next::Trials(200_000));
        assert_eq!(next(100_000, 4_999.9, 5_000.0), Next::Enough);
    }

    #[test]
    fn the_last_doubling_stops_at_the_most_trials() {
        assert_eq!(next(600_000_000, 2.0, 1.0), Next::Trials(1_000_000_000));
        assert_eq!(next(1_000_000_000, 2.0, 1.0), Next::NoMore);
        assert_eq!(next(1_000_000_000, 0.5, 1.0), Next::Enough);
    }

    #[test]
    fn a_few_trials_are_no_ground_to_stop_on() {
        assert_eq!(next(1, 0.0, 1.0), Next::Trials(2));
        assert_eq!(next(999, 0.0, 1.0), Next::Trials(1_998));
        assert_eq!(next(1_000, 0.0, 1.0), Next::Enough);
    }

    #[test]
    fn a_tolerance_is_written_as_money() {
        assert_eq!(parse("£5k").map(|tolerance| tolerance.to_string()).as_deref(), Ok("£5,000"));
        assert_eq!(parse("5000"), parse("£5,000"));
        for wrong in ["0", "-£5", "5%", "soon", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
