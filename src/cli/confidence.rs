//! How surely something must hold, as a person writes it: `80%`, `0.8`.

use crate::scenario;
use rust_decimal::prelude::ToPrimitive;

/// A share of the simulated futures, between none and all.
pub(super) fn parse(text: &str) -> Result<f64, String> {
    let (number, scale) = match text.trim().strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (text, 1.0),
    };
    let share = scenario::plain_number(number).and_then(|number| number.to_f64()).map(|number| number / scale);
    share.filter(|share| *share > 0.0 && *share < 1.0).ok_or_else(|| "write a share such as 80% or 0.8".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_a_percentage_or_a_share() {
        assert_eq!([parse("80%"), parse("0.8"), parse(" 97.5 % ")], [Ok(0.8), Ok(0.8), Ok(0.975)]);
        for text in ["80", "100%", "0", "-5%", "sure", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
