//! Amounts and probabilities as a reader sees them.
//!
//! An estimate is shown with no more digits than its Monte Carlo standard error supports: the last
//! digit shown is worth a power of ten that is at least half of the half-width of the estimate's 95 %
//! interval (1.96 standard errors), so it is good to about two units. Three digits are the most that
//! anybody reads from a chart or a sentence.

use crate::forecast::Estimate;
use crate::money::group_thousands;
use rust_decimal::Decimal;

/// Units of money, largest first: what they are worth in pounds and how they are written.
const UNITS: [(f64, &str); 5] = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"), (1.0, "")];

/// Half-width of a 95 % interval in standard errors.
const HALF_WIDTH: f64 = 1.96;

/// An estimated amount of pounds, rounded to what its Monte Carlo standard error `error` (£) supports
/// and to at most three significant digits: `£8.69m`, `-£250k`. Without an error it is [`exact`];
/// `not known` where it is no number.
pub fn rounded(value: f64, error: f64) -> String {
    let error = if error.is_finite() { error.abs() } else { 0.0 };
    if error == 0.0 {
        return exact(value);
    }
    in_steps(value, three_digits(value).max(supported_step(error)))
}

/// The worth in pounds of the last digit that a Monte Carlo standard error `error` (£) supports: a
/// power of ten, at least one.
pub fn supported_step(error: f64) -> f64 {
    power_of_ten_from(half_width(error) / 2.0)
}

/// Half the width of the 95 % interval of an estimate with the Monte Carlo standard error `error`.
pub fn half_width(error: f64) -> f64 {
    HALF_WIDTH * error.abs()
}

/// The worth in pounds of the last of `digits` significant digits, never less than a pound.
pub fn step_of_digits(value: f64, digits: i32) -> f64 {
    power_of_ten_from(value.abs() / (10f64.powi(digits) - 0.5))
}

/// An exact amount of pounds (a plan's, a target's), to at most three significant digits: `£9m`.
pub fn exact(value: f64) -> String {
    let step = three_digits(value);
    let mut coarsest = step;
    for times in [10.0, 100.0] {
        if (value / step).round() % times == 0.0 {
            coarsest = step * times;
        }
    }
    in_steps(value, coarsest)
}

/// A stated amount of pounds in full: `£10.6m`, `£250.5k`, `£10,612,345`. Suffixes only where at most
/// three decimals say all of it.
pub fn stated(value: f64) -> String {
    if !value.is_finite() {
        return "not known".into();
    }
    let unit = unit_for(value);
    match decimals_of(value / unit.0) {
        Some(decimals) => in_unit(value, unit.0 / 10f64.powi(decimals), unit),
        None if decimals_of(value) == Some(0) => in_unit(value, 1.0, (1.0, "")),
        None => in_unit(value, 0.01, (1.0, "")),
    }
}

/// A stated number of posts, areas or a ratio, in full and without idle noughts: `2,400`, `1.25`.
pub fn plain(number: Decimal) -> String {
    let digits = number.normalize().to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    match digits.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", group_thousands(whole)),
        None => format!("{sign}{}", group_thousands(digits)),
    }
}

/// How many decimals say all of `number`, if three are enough.
fn decimals_of(number: f64) -> Option<i32> {
    (0..=3).find(|&decimals| {
        let scaled = number.abs() * 10f64.powi(decimals);
        (scaled - scaled.round()).abs() <= 1e-12 * scaled.max(1.0)
    })
}

/// A probability in per cent: `12%`, `under 1%`, `over 99%`; `0%` and `100%` only where no
/// trial or every trial says so.
pub fn percent(probability: f64) -> String {
    match probability {
        p if p.is_nan() => "not known".into(),
        p if p <= 0.0 => "0%".into(),
        p if p >= 1.0 => "100%".into(),
        p if p < 0.01 => "under 1%".into(),
        p if p > 0.99 => "over 99%".into(),
        p => format!("{}%", per_cent(p, 0)),
    }
}

/// A share in per cent, rounded to that many decimals. What lies halfway between two is rounded away from zero, by the
/// share's decimal value and not by the binary one that stands for it: 0.285 is 29. Every figure in per cent or in
/// hundredths is rounded by this, so that no two places show the same share differently.
pub fn per_cent(share: f64, decimals: usize) -> f64 {
    /// More than the error of a share of trials in its last binary places, and less than one trial of any run.
    const BINARY: f64 = 1e-9;
    let scale = 10f64.powi(decimals as i32);
    let scaled = 100.0 * share * scale;
    (scaled + BINARY.copysign(scaled)).round() / scale
}

/// How many trials a probability stands for: `12% of trials`, `none of the trials`, `all trials`.
pub fn share_of_trials(probability: f64) -> String {
    match probability {
        p if p <= 0.0 => "none of the trials".into(),
        p if p >= 1.0 => "all trials".into(),
        p => format!("{} of trials", percent(p)),
    }
}

/// How the amounts of one chart are written: all in one unit and with the same decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notation {
    unit: (f64, &'static str),
    /// The worth of the last digit of a known amount, £.
    known_step: f64,
    /// The worth of the last digit of an estimate, £.
    estimate_step: f64,
}

impl Notation {
    /// Amounts in `unit`, with the decimals that `digits` digits of the `largest` amount (£) have; for
    /// estimates no more of them than the largest Monte Carlo standard `error` (£) supports.
    pub fn new(unit: (f64, &'static str), largest: f64, digits: i32, error: f64) -> Self {
        let known_step = step_of_digits(largest, digits);
        let error = if error.is_finite() { error } else { 0.0 };
        Notation { unit, known_step, estimate_step: known_step.max(supported_step(error)) }
    }

    /// The worth of the last digit of an estimate, £.
    pub fn step(&self) -> f64 {
        self.estimate_step
    }

    /// An amount that has no Monte Carlo error, such as the plan's.
    pub fn known(&self, value: f64) -> String {
        self.in_steps((value / self.known_step).round(), self.known_step)
    }

    /// An estimate.
    pub fn estimate(&self, value: f64) -> String {
        self.in_steps((value / self.estimate_step).round(), self.estimate_step)
    }

    /// An estimate whose own Monte Carlo standard error (£) may support fewer digits.
    pub fn estimate_with(&self, Estimate { value, error }: Estimate) -> String {
        let step = self.estimate_step.max(supported_step(if error.is_finite() { error } else { 0.0 }));
        self.in_steps((value / step).round(), step)
    }

    /// An estimate of which there is "at least so much": rounded down, so that it is never overstated. Its own Monte
    /// Carlo standard error (£) may support fewer digits.
    pub fn at_least(&self, Estimate { value, error }: Estimate) -> String {
        let step = self.estimate_step.max(supported_step(if error.is_finite() { error } else { 0.0 }));
        let steps = value / step;
        // What is a multiple of the step already, but for rounding in the last binary place, stays.
        let nearest = steps.round();
        let steps = if (steps - nearest).abs() < 1e-6 { nearest } else { steps.floor() };
        self.in_steps(steps, step)
    }

    /// An amount that somebody stated, with further decimals where it has them (three of the unit at most).
    pub fn stated(&self, value: f64) -> String {
        let needed = decimals_of(value / self.unit.0).unwrap_or(3);
        let step = self.known_step.min(self.unit.0 / 10f64.powi(needed)).max(0.01);
        self.in_steps((value / step).round(), step)
    }

    fn in_steps(&self, steps: f64, step: f64) -> String {
        match steps * step {
            value if !value.is_finite() => "not known".into(),
            0.0 => "£0".into(),
            value => in_unit(value, step, self.unit),
        }
    }
}

/// The unit in which amounts of up to `largest` pounds are written on an axis: its worth in pounds
/// and its suffix.
pub fn unit_for(largest: f64) -> (f64, &'static str) {
    UNITS.into_iter().find(|&(worth, _)| largest.abs() >= worth).unwrap_or((1.0, ""))
}

/// `value` pounds in units of `unit`, with the decimals that multiples of `step` pounds need.
pub fn in_unit(value: f64, step: f64, (worth, suffix): (f64, &str)) -> String {
    let number = number_in(value, step, worth);
    match number.strip_prefix('-') {
        Some(number) => format!("-£{number}{suffix}"),
        None => format!("£{number}{suffix}"),
    }
}

/// `value` pounds in units of `worth` pounds, with the decimals that multiples of `step` pounds need,
/// without a sign of the unit: for a table whose heading says it.
pub fn number_in(value: f64, step: f64, worth: f64) -> String {
    let mut decimals = 0;
    let mut place = worth;
    while step < 0.999 * place && decimals < 9 {
        place /= 10.0;
        decimals += 1;
    }
    let digits = format!("{:.decimals$}", (value / worth).abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "-" } else { "" };
    format!("{sign}{}{point}{fraction}", group_thousands(whole))
}

/// `value` pounds, rounded to a multiple of `step` pounds: `£8.7m`.
pub fn in_steps(value: f64, step: f64) -> String {
    if !value.is_finite() {
        return "not known".into();
    }
    let nearest = (value / step).round() * step;
    if nearest == 0.0 {
        return "£0".into();
    }
    in_unit(nearest, step, unit_for(nearest))
}

fn three_digits(value: f64) -> f64 {
    step_of_digits(value, 3)
}

/// The smallest power of ten, from one, that is not below `bound`.
fn power_of_ten_from(bound: f64) -> f64 {
    let mut power = 1.0;
    // A bound that is a power itself, but for rounding in the last binary places, is that power.
    while power < bound * (1.0 - 1e-9) && power < 1e300 {
        power *= 10.0;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_no_more_digits_than_its_error_supports() {
        assert_eq!(rounded(8_691_234.0, 1_000.0), "£8.69m");
        assert_eq!(rounded(8_691_234.0, 30_000.0), "£8.7m");
        assert_eq!(rounded(8_691_234.0, 300_000.0), "£9m");
        assert_eq!(rounded(250_400.0, 100.0), "£250k");
        assert_eq!(rounded(-250_400.0, 100.0), "-£250k");
        assert_eq!(rounded(30.0, 1_000.0), "£0");
    }

    #[test]
    fn rounding_carries_into_the_next_unit() {
        assert_eq!(rounded(999_600.0, 1.0), "£1.00m");
        assert_eq!(rounded(999_400.0, 1.0), "£999k");
        assert_eq!(exact(999_999_999.0), "£1bn");
    }

    #[test]
    fn an_exact_amount_carries_no_idle_zeros() {
        assert_eq!(exact(9_000_000.0), "£9m");
        assert_eq!(exact(10_600_000.0), "£10.6m");
        assert_eq!(exact(250_000.0), "£250k");
        assert_eq!(exact(1_200_000.0), "£1.2m");
        assert_eq!(exact(0.0), "£0");
        assert_eq!(exact(100.0), "£100");
        assert_eq!(exact(7.4), "£7");
    }

    #[test]
    fn a_stated_amount_is_never_rounded() {
        let shown = [10.6e6, -53e6, 10_612_345.0, 999_999_999.99, 250_500.0, 0.0, 20.5].map(stated);
        assert_eq!(shown, ["£10.6m", "-£53m", "£10,612,345", "£999,999,999.99", "£250.5k", "£0", "£20.5"]);
    }

    #[test]
    fn a_stated_number_has_its_thousands_grouped() {
        let shown = [(2400, 0), (12_345_600, 4), (-20, 1)].map(|(number, scale)| plain(Decimal::new(number, scale)));
        assert_eq!(shown, ["2,400", "1,234.56", "-2"]);
    }

    #[test]
    fn the_amounts_of_a_chart_have_one_unit_and_the_same_decimals() {
        let notation = Notation::new((1e6, "m"), 934_000.0, 3, 100.0);
        let shown = [934_000.0, 52_400.0, -1_600.0, 0.0].map(|value| notation.estimate(value));
        assert_eq!(shown, ["£0.934m", "£0.052m", "-£0.002m", "£0"]);
        assert_eq!(notation.known(900_000.0), "£0.900m");
        assert_eq!(Notation::new((1e6, "m"), 8.7e6, 3, 300_000.0).estimate(8_691_234.0), "£9m");
        assert_eq!(Notation::new((1e6, "m"), 8.7e6, 3, 300_000.0).known(8_691_234.0), "£8.69m");
        assert_eq!(Notation::new((1e6, "m"), 870e6, 3, 0.0).stated(7_500_000.0), "£7.5m");
    }

    #[test]
    fn the_cautious_figure_is_never_overstated() {
        let notation = Notation::new((1e3, "k"), -501_956.0, 3, 10.0);
        let shown = [-501_956.0, 250_999.0, 250_000.0, f64::NAN].map(|value| notation.at_least(Estimate::known(value)));
        assert_eq!(shown, ["-£502k", "£250k", "£250k", "not known"]);
    }

    #[test]
    fn a_share_of_the_trials_is_none_or_all_only_where_no_trial_differs() {
        let shown = [0.0, 0.0001, 0.5, 1.0].map(share_of_trials);
        assert_eq!(shown, ["none of the trials", "under 1% of trials", "50% of trials", "all trials"]);
    }

    #[test]
    fn halfway_between_two_per_cents_is_rounded_up_by_the_decimal_value() {
        for hundredths in 1..99 {
            let probability = format!("0.{hundredths:02}5").parse().unwrap();
            assert_eq!(percent(probability), format!("{}%", hundredths + 1));
        }
        assert_eq!(percent(0.304_999), "30%");
        assert_eq!([per_cent(0.0625, 1), per_cent(-0.305, 0), per_cent(0.002_85, 2)], [6.3, -31.0, 0.29]);
    }

    #[test]
    fn the_largest_amounts_are_written_in_trillions() {
        assert_eq!(exact(1e15), "£1,000tn");
        assert_eq!(rounded(f64::NAN, 1.0), "not known");
        assert_eq!(rounded(1e6, f64::NAN), "£1m");
    }

    #[test]
    fn a_probability_is_certain_only_where_no_trial_differs() {
        let shown = [0.0, 0.0001, 0.124, 0.5, 0.9999, 1.0].map(percent);
        assert_eq!(shown, ["0%", "under 1%", "12%", "50%", "over 99%", "100%"]);
    }
}
