//! A chance, written one way everywhere.
//!
//! It is a whole per cent from 10 % to 90 %, and has one decimal below and above unless its 95 % interval is a point
//! wide or more. It is *about* so much where the interval reaches the next value that could be written.

use super::digits::{fixed, multiple, step_of_digits, supported_step};
use super::share::per_cent;
use super::{Figure, Rounding, Unit};

/// The 95 % interval of a chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end, from 0 to 1.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// Whether it is a point wide or more, so that a decimal would say nothing.
    pub fn is_wide(self) -> bool {
        self.high - self.low >= 0.01
    }
}

/// `31%`, `about 31%`, `1.2%`, `under 0.1%`, `over 99.9%`, `none`, `all`.
pub(super) fn text(share: f64, interval: Interval, rounding: Rounding) -> String {
    if share <= 0.0 || share >= 1.0 {
        return if share <= 0.0 { "none".into() } else { "all".into() };
    }
    let decimals = match rounding {
        Rounding::Decimals(decimals) => usize::from(decimals),
        _ => decimals(share, interval),
    };
    let least = 10f64.powi(-(decimals as i32));
    let shown = per_cent(share, decimals);
    if 100.0 * share < least || shown < least {
        return format!("under {}%", fixed(least, decimals));
    }
    if 100.0 * share > 100.0 - least || shown > 100.0 - least {
        return format!("over {}%", fixed(100.0 - least, decimals));
    }
    // To the next value there is a whole step; rounding in the last binary places does not take it.
    let reach = least - 1e-9;
    let is_about = 100.0 * interval.low <= shown - reach || 100.0 * interval.high >= shown + reach;
    format!("{}{}%", if is_about { "about " } else { "" }, fixed(shown, decimals))
}

fn decimals(share: f64, interval: Interval) -> usize {
    let tenths = per_cent(share, 1);
    usize::from(!((10.0..=90.0).contains(&tenths) || interval.is_wide()))
}

/// Two chances and their difference, all with the same decimals, so that they add up as printed.
///
/// One decimal where either has one by itself and neither's interval is a point wide.
pub fn compared(one: &Figure, other: &Figure) -> [Figure; 3] {
    let of = |figure: &Figure| match figure.unit {
        Unit::Chance(interval) => (decimals(figure.value, interval), interval.is_wide()),
        _ => (0, false),
    };
    let (decimals_of_one, one_is_wide) = of(one);
    let (decimals_of_other, other_is_wide) = of(other);
    let decimals = if one_is_wide || other_is_wide { 0 } else { decimals_of_one.max(decimals_of_other) };
    let rounding = Rounding::Decimals(decimals as u8);
    let difference = (per_cent(other.value, decimals) - per_cent(one.value, decimals)) / 100.0;
    [
        one.clone().rounded(rounding),
        other.clone().rounded(rounding),
        Figure::exact(difference, Unit::Points).rounded(rounding),
    ]
}

/// To how many futures there is one of a rare kind, by its share and the standard error of that: `85`, rounded to what
/// the error supports, to two digits at least.
pub fn one_in(share: f64, error: f64) -> String {
    let futures = 1.0 / share;
    let supported = supported_step(futures * error / share);
    let step = supported.min(step_of_digits(futures, 2)).max(1.0);
    fixed(multiple(futures, step, Rounding::Exact), 0)
}
