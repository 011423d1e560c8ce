//! How many digits an error supports, and numbers with so many.
//!
//! The last digit shown is worth a power of ten that is at least half of the half-width of the estimate's 95 %
//! interval, so it is good to about two units.

use super::Rounding;
use crate::money::group_thousands;

/// Half-width of a 95 % interval in standard errors.
pub const HALF_WIDTH: f64 = 1.96;

/// What is as near to a multiple as this, relative to the step, is one: rounding in the last binary places.
const BINARY: f64 = 1e-6;

/// The worth of the last digit that a Monte Carlo standard error supports: a power of ten; 0 without an error.
pub fn supported_step(error: f64) -> f64 {
    if error.is_finite() { power_of_ten_from(HALF_WIDTH * error.abs() / 2.0) } else { 0.0 }
}

/// The worth of the last of `digits` significant digits.
pub fn step_of_digits(value: f64, digits: i32) -> f64 {
    power_of_ten_from(value.abs() / (10f64.powi(digits) - 0.5))
}

/// The smallest power of ten that is not below `bound`; 0 where that is none.
fn power_of_ten_from(bound: f64) -> f64 {
    if bound <= 0.0 || !bound.is_finite() {
        return 0.0;
    }
    // A bound that is a power itself, but for rounding in the last binary places, is that power.
    let bound = bound * (1.0 - 1e-9);
    let mut exponent = bound.log10().floor() as i32;
    while power(exponent) < bound {
        exponent += 1;
    }
    power(exponent)
}

/// The nearest binary number to a power of ten.
fn power(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().expect("a power of ten is a number")
}

/// `value` as a multiple of `step`, in units of `worth`, with the decimals that such multiples need; without a step as
/// it is, to six decimals.
pub fn in_steps(value: f64, step: f64, worth: f64, rounding: Rounding) -> String {
    let step = if step > 0.0 { step } else { worth * 1e-6 };
    let decimals = (0..9).find(|&decimals| step >= 0.999 * worth * power(-decimals)).unwrap_or(9);
    fixed(multiple(value, step, rounding) / worth, decimals as usize)
}

/// The multiple of `step` to which a value is rounded.
pub fn multiple(value: f64, step: f64, rounding: Rounding) -> f64 {
    let steps = value / step;
    let nearest = steps.round();
    let steps = match rounding {
        _ if (steps - nearest).abs() < BINARY => nearest,
        Rounding::AtLeast => steps.floor(),
        Rounding::AtMost => steps.ceil(),
        _ => nearest,
    };
    steps * step
}

/// With so many decimals and its thousands grouped; zero has no sign.
pub fn fixed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "-" } else { "" };
    format!("{sign}{}{point}{fraction}", group_thousands(whole))
}

/// Without the noughts at the end of a fraction, but with at least so many decimals where it has any.
pub fn without_idle_noughts(text: String, least: usize) -> String {
    let Some((whole, fraction)) = text.split_once('.') else { return text };
    match fraction.trim_end_matches('0') {
        "" => whole.into(),
        kept if kept.len() < least => format!("{whole}.{kept:0<least$}"),
        kept => format!("{whole}.{kept}"),
    }
}

/// How many decimals say all of `number`, if three are enough.
pub fn decimals_of(number: f64) -> Option<usize> {
    (0..=3).find(|&decimals| {
        let scaled = number.abs() * power(decimals as i32);
        (scaled - scaled.round()).abs() <= 1e-12 * scaled.max(1.0)
    })
}
