//! A figure in two views and the difference between them, as a reader sees them.
//!
//! The two figures are shown to the same digit, the last that the worse known of them supports, so that the shown
//! ones never differ in the other direction than the figures do. The difference is shown to the digit that its own Monte
//! Carlo error supports. Where that error hides its sign it is called not clear, never nil; it is none where the
//! figures are the same.

use crate::forecast::Estimate;
use crate::report::figures;

const NOT_CLEAR: &str = "not clear";
const NONE: &str = "none";

/// An amount (£) in two views, each with its Monte Carlo standard error (£), and their difference with its own.
pub(super) fn of_amounts(one: Estimate, other: Estimate, difference_error: f64) -> [String; 3] {
    let step = step(one.value, one.error).max(step(other.value, other.error));
    let shown = |Estimate { value, .. }: Estimate| {
        if one.error == 0.0 && other.error == 0.0 { figures::exact(value) } else { figures::in_steps(value, step) }
    };
    [shown(one), shown(other), difference(other.value - one.value, difference_error)]
}

/// The last of at most three digits that an error supports.
fn step(value: f64, error: f64) -> f64 {
    figures::step_of_digits(value, 3).max(figures::supported_step(error))
}

fn difference(value: f64, error: f64) -> String {
    if value.abs() < 0.005 {
        return NONE.into();
    }
    if value.abs() < figures::half_width(error) {
        return NOT_CLEAR.into();
    }
    // Its first digit is shown in any case, because its sign is known.
    let step = step(value, error).min(figures::step_of_digits(value, 1));
    let amount = if error == 0.0 { figures::exact(value) } else { figures::in_steps(value, step) };
    if value > 0.0 { format!("+{amount}") } else { amount }
}

/// A probability in two views, and the difference in points, rounded by itself.
pub(super) fn of_probabilities(one: f64, other: f64, error: f64) -> [String; 3] {
    let points = (100.0 * (other - one)).round();
    let difference = match points.abs() as u32 {
        _ if one == other => NONE.into(),
        _ if (other - one).abs() < figures::half_width(error) => NOT_CLEAR.into(),
        0 => "under 1 point".into(),
        1 => format!("{points:+.0} point"),
        _ => format!("{points:+.0} points"),
    };
    [figures::percent(one), figures::percent(other), difference]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_amounts(one: (f64, f64), other: (f64, f64), error: f64) -> [String; 3] {
        let [one, other] = [one, other].map(|(value, error)| Estimate { value, error });
        super::of_amounts(one, other, error)
    }

    #[test]
    fn a_difference_has_the_digits_that_its_own_error_supports() {
        let shown = of_amounts((3_651_000.0, 9_000.0), (3_620_351.0, 9_000.0), 900.0);
        assert_eq!(shown, ["£3.65m", "£3.62m", "-£31k"]);
        let shown = of_amounts((3_651_000.0, 70_000.0), (3_620_351.0, 70_000.0), 900.0);
        assert_eq!(shown, ["£3.7m", "£3.6m", "-£31k"]);
    }

    #[test]
    fn a_difference_that_chance_may_have_made_is_not_clear_and_never_nil() {
        let shown = of_amounts((3_651_000.0, 70_000.0), (3_620_351.0, 70_000.0), 20_000.0);
        assert_eq!(shown[2], "not clear");
        assert_eq!(of_amounts((2e6, 1_000.0), (2e6, 1_000.0), 0.0)[2], "none");
        assert_eq!(of_amounts((0.0, 0.0), (120_000.0, 0.0), 0.0), ["£0", "£120k", "+£120k"]);
    }

    #[test]
    fn a_difference_whose_sign_is_known_has_at_least_one_digit() {
        let shown = of_amounts((8_600_000.0, 90_000.0), (8_340_000.0, 90_000.0), 110_000.0);
        assert_eq!(shown, ["£8.6m", "£8.3m", "-£300k"]);
    }

    #[test]
    fn both_figures_are_shown_to_the_same_digit() {
        let shown = of_amounts((3_660_000.0, 70_000.0), (3_663_000.0, 2_000.0), 1_000.0);
        assert_eq!(shown, ["£3.7m", "£3.7m", "+£3k"]);
    }

    #[test]
    fn points_are_rounded_by_themselves() {
        assert_eq!(of_probabilities(0.014, 0.086, 0.002), ["1%", "9%", "+7 points"]);
        assert_eq!(of_probabilities(0.004, 0.008, 0.001), ["under 1%", "under 1%", "under 1 point"]);
        assert_eq!(of_probabilities(0.5, 0.508, 0.002), ["50%", "51%", "+1 point"]);
        assert_eq!(of_probabilities(0.5, 0.508, 0.007)[2], "not clear");
        assert_eq!(of_probabilities(1.0, 1.0, 0.0), ["100%", "100%", "none"]);
    }
}
