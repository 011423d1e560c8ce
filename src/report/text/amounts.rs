//! Amounts that somebody stated, in full; and estimates rounded to the cautious side.

use super::super::figures::{in_unit, step_of_digits, supported_step, unit_for};
use crate::money::{Pounds, group_thousands};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A stated amount of pounds, exactly: `£10.6m`, `£53m`, `£10,612,345`. Suffixes only where at most three
/// decimals say all of it.
pub fn stated(pounds: Decimal) -> String {
    let (worth, suffix) = unit_for(pounds.to_f64().unwrap_or(0.0));
    let scaled = (pounds / Decimal::from(worth as i64)).normalize();
    if worth == 1.0 || scaled.scale() > 3 {
        return Pounds::new(pounds).to_string();
    }
    let sign = if scaled.is_sign_negative() { "-" } else { "" };
    let digits = scaled.abs().to_string();
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits.as_str(), String::new()), |(whole, fraction)| (whole, format!(".{fraction}")));
    format!("{sign}£{}{fraction}{suffix}", group_thousands(whole))
}

/// Which way an estimate is rounded, so that "at least" and "at most" stay true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Down: there is at least so much.
    AtLeast,
    /// Up: there is at most so much.
    AtMost,
}

/// An estimate of pounds, with at most three digits and no more than its standard error `error` (£) supports.
pub fn on_the_safe_side(value: f64, error: f64, side: Side) -> String {
    let step = step_of_digits(value, 3).max(supported_step(error));
    // What is a multiple of the step already, but for rounding in the last binary place, stays.
    let steps = value / step;
    let nearest = steps.round();
    let steps = match side {
        _ if (steps - nearest).abs() < 1e-6 => nearest,
        Side::AtLeast => steps.floor(),
        Side::AtMost => steps.ceil(),
    };
    let pounds = steps * step;
    if pounds == 0.0 { "£0".into() } else { in_unit(pounds, step, unit_for(pounds)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_amount_is_never_rounded() {
        let shown = |pence: i64| stated(Decimal::new(pence, 2));
        assert_eq!(shown(1_060_000_000), "£10.6m");
        assert_eq!(shown(-5_300_000_000), "-£53m");
        assert_eq!(shown(1_061_234_500), "£10,612,345");
        assert_eq!(shown(99_999_999_999), "£999,999,999.99");
        assert_eq!(shown(25_050_000), "£250.5k");
        assert_eq!(shown(0), "£0");
        assert_eq!(stated(Decimal::from(1_500_000_000_000_000_i64)), "£1,500tn");
    }

    #[test]
    fn at_least_is_rounded_down_and_at_most_up() {
        assert_eq!(on_the_safe_side(6_049_999.0, 4_000.0, Side::AtLeast), "£6.04m");
        assert_eq!(on_the_safe_side(6_041_000.0, 4_000.0, Side::AtMost), "£6.05m");
        assert_eq!(on_the_safe_side(-250_400.0, 10.0, Side::AtLeast), "-£251k");
        assert_eq!(on_the_safe_side(250_000.0, 0.0, Side::AtMost), "£250k");
        assert_eq!(on_the_safe_side(40.0, 1e6, Side::AtLeast), "£0");
    }
}
