//! Two views of a figure and what lies between them.
//!
//! Both are shown with the digits that the less certain of them bears, so that the shown ones never differ in the other
//! direction than the figures do. The change has the digits of its own error, and is *not clear* where that hides its
//! sign.

use super::super::document::Value;
use super::super::figure::{Figure, Rounding, Unit, compared};
use crate::forecast::Estimate;

/// Changes of less than half a penny, or of less than can be written, are none.
const LEAST: f64 = 0.005;

/// What is said of a change below two of its standard errors.
pub const NOT_CLEAR: &str = "not clear";

/// Whether the sign of a difference is known.
pub fn is_clear(difference: f64, error: f64) -> bool {
    difference.abs() >= 2.0 * error
}

/// Two estimates of one quantity.
pub fn alike([one, other]: [Estimate; 2], unit: Unit) -> [Figure; 2] {
    let error = one.error.max(other.error);
    let rounding = if error == 0.0 { Rounding::Exact } else { Rounding::Estimate };
    [one, other].map(|estimate| Figure { error, rounding, ..Figure::estimate(estimate, unit) })
}

/// A difference: how much more, `none`, or `not clear`.
pub fn change(Estimate { value, error }: Estimate, unit: Unit) -> Value {
    match value {
        _ if value.abs() < LEAST => Value::text("none"),
        _ if !is_clear(value, error) => Value::text(NOT_CLEAR),
        _ => Value::Figure(Figure::estimate(Estimate { value, error }, unit).rounded(Rounding::Change)),
    }
}

/// Two chances and their difference, which adds up as printed; `error` is the difference's.
pub fn chances(one: &Figure, other: &Figure, error: f64) -> [Value; 3] {
    let [shown, other_shown, points] = compared(one, other);
    let difference = other.value - one.value;
    let change = match points.value {
        _ if difference == 0.0 => Value::text("none"),
        _ if !is_clear(difference, error) => Value::text(NOT_CLEAR),
        0.0 => Value::text("under 1 point"),
        _ => Value::Figure(points),
    };
    [Value::Figure(shown), Value::Figure(other_shown), change]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{HALF_WIDTH, Scale};

    fn amounts(one: (f64, f64), other: (f64, f64), error: f64) -> [String; 3] {
        let unit = Unit::Pounds(Scale::of(1e6));
        let [one, other] = [one, other].map(|(value, error)| Estimate { value, error });
        let [first, second] = alike([one, other], unit).map(|figure| figure.number());
        [first, second, change(Estimate { value: other.value - one.value, error }, unit).shown()]
    }

    #[test]
    fn a_change_has_the_digits_that_its_own_error_supports() {
        let shown = amounts((3_651_000.0, 9_000.0), (3_620_351.0, 9_000.0), 900.0);
        assert_eq!(shown, ["3.65", "3.62", "-0.031"]);
        let shown = amounts((3_651_000.0, 70_000.0), (3_620_351.0, 70_000.0), 900.0);
        assert_eq!(shown, ["3.7", "3.6", "-0.031"]);
        assert_eq!(amounts((8_600_000.0, 90_000.0), (8_340_000.0, 90_000.0), 110_000.0), ["8.6", "8.3", "-0.3"]);
    }

    #[test]
    fn a_change_that_chance_may_have_made_is_not_clear_and_never_none() {
        assert_eq!(amounts((3_651_000.0, 70_000.0), (3_620_351.0, 70_000.0), 20_000.0)[2], "not clear");
        assert_eq!(amounts((2e6, 1_000.0), (2e6, 1_000.0), 0.0)[2], "none");
        assert_eq!(amounts((0.0, 0.0), (120_000.0, 0.0), 0.0), ["0", "0.12", "+0.12"]);
    }

    #[test]
    fn both_views_are_shown_to_the_same_digit() {
        assert_eq!(amounts((3_660_000.0, 70_000.0), (3_663_000.0, 2_000.0), 1_000.0), ["3.7", "3.7", "+0.003"]);
    }

    #[test]
    fn chances_and_their_difference_add_up_as_printed() {
        let of = |share: f64| {
            let error = (share * (1.0 - share) / 1e5).sqrt();
            Figure::chance(share, (share - HALF_WIDTH * error, share + HALF_WIDTH * error))
        };
        let shown = |one, other, error| chances(&of(one), &of(other), error).map(|value| value.shown());
        assert_eq!(shown(0.014, 0.086, 0.002), ["1.4%", "about 8.6%", "+7.2 points"]);
        assert_eq!(shown(0.5, 0.501, 0.000_4), ["50%", "50%", "under 1 point"]);
        assert_eq!(shown(0.5, 0.508, 0.007)[2], "not clear");
        assert_eq!(shown(1.0, 1.0, 0.0), ["all", "all", "none"]);
    }
}
