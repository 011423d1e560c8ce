//! Shares in per cent, and differences of chances in points.

use super::Rounding;
use super::digits::{fixed, without_idle_noughts};

/// A share in per cent, rounded to that many decimals. What lies halfway between two is rounded away from zero, by the
/// share's decimal value and not by the binary one that stands for it: 0.285 is 29.
pub fn per_cent(share: f64, decimals: usize) -> f64 {
    /// More than the error of a share of trials in its last binary places, and less than one trial of any run.
    const BINARY: f64 = 1e-9;
    let scale = 10f64.powi(decimals as i32);
    let scaled = 100.0 * share * scale;
    (scaled + BINARY.copysign(scaled)).round() / scale
}

/// The worth of the last digit of a known share: two digits, or whole per cents where these are more.
pub(super) fn step(share: f64) -> f64 {
    10f64.powi(-2 - decimals(share) as i32)
}

fn decimals(share: f64) -> usize {
    match (100.0 * share).abs() {
        size if size >= 9.95 => 0,
        size if size >= 0.995 => 1,
        _ => 2,
    }
}

/// `6.2%`; stated in full to hundredths of a per cent, otherwise to two digits. One that would round to nothing is
/// `under 1%`.
pub(super) fn text(share: f64, rounding: Rounding) -> String {
    let decimals = match rounding {
        Rounding::Stated => 2,
        Rounding::Decimals(decimals) => usize::from(decimals),
        _ => decimals(share),
    };
    let text = fixed(per_cent(share, decimals), decimals);
    let text = without_idle_noughts(text, if let Rounding::Decimals(_) = rounding { decimals } else { 0 });
    if text == "0" && share > 0.0 && decimals == 0 { "under 1%".into() } else { format!("{text}%") }
}

/// `+7.2 points`.
pub(super) fn points(difference: f64, rounding: Rounding) -> String {
    let decimals = if let Rounding::Decimals(decimals) = rounding { usize::from(decimals) } else { 1 };
    let number = fixed(per_cent(difference, decimals), decimals);
    let plus = if difference > 0.0 { "+" } else { "" };
    let unit = if matches!(number.trim_start_matches('-'), "1" | "1.0") { "point" } else { "points" };
    format!("{plus}{number} {unit}")
}
