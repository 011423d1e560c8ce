//! Means of parts to the penny, so that they add up to the mean of the whole as it is shown.

use super::Cell;
use crate::money::{Pounds, rounded_parts};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// The cells of parts: of those that add up to `whole`, by largest remainders; of others each rounded for itself.
pub(super) fn of_parts(whole: Option<f64>, parts: &[f64]) -> Vec<Cell> {
    let each = || parts.iter().copied().map(Cell::Pounds).collect();
    let within_rounding = |whole: f64| 1e-3_f64.max(1e-12 * whole.abs());
    let adds_up = |whole: &f64| (whole - parts.iter().sum::<f64>()).abs() <= within_rounding(*whole);
    let Some(whole) = whole.filter(adds_up) else { return each() };
    // As its own row shows it.
    let shown = Cell::Pounds(whole).to_text().parse::<Decimal>().ok();
    let exact: Option<Vec<Decimal>> = parts.iter().map(|part| Decimal::from_f64(*part)).collect();
    match (shown, exact) {
        (Some(whole), Some(exact)) => {
            rounded_parts(&exact, whole, 2).into_iter().map(|part| Cell::Exact(Pounds::new(part))).collect()
        }
        (_, None) | (None, _) => each(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_of_thirds_add_up() {
        let shown: Vec<String> = of_parts(Some(100.01), &[100.01 / 3.0; 3]).iter().map(Cell::to_text).collect();
        assert_eq!(shown, ["33.34", "33.34", "33.33"]);
    }

    #[test]
    fn what_adds_up_to_nothing_shown_is_rounded_by_itself() {
        for whole in [None, Some(7.0)] {
            let shown: Vec<String> = of_parts(whole, &[100.01 / 3.0; 2]).iter().map(Cell::to_text).collect();
            assert_eq!(shown, ["33.34", "33.34"]);
        }
    }
}
