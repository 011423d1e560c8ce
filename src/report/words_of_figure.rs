//! Figures and what moves them, in words.

use super::figures::{exact, half_width, rounded, supported_step};
use crate::analysis::figure::Figure;
use crate::forecast::Estimate;
use crate::money::group_thousands;
use crate::programme::{Measure, Programme, TargetPart, Unit, Way, Whole};
use crate::report::words::inputs::chance;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// The name of a part; none of the programme as a whole.
pub(super) fn part_name<'a>(programme: &'a Programme, part: &'a TargetPart) -> Option<&'a str> {
    match part {
        TargetPart::Programme => None,
        TargetPart::Partner(partner) => Some(&programme.partners[*partner].name),
        TargetPart::Portfolio(name) => Some(name),
        TargetPart::Area(area) => Some(&programme.areas[*area].name),
        TargetPart::Workforce(group) => Some(&programme.workforce[*group].name),
    }
}

/// `net saving over the horizon`, `gross saving in 2018/19 of ICT`.
pub(super) fn figure(programme: &Programme, figure: &Figure) -> String {
    let name = match figure.measure {
        Measure::Whole(Whole::Npv) => "net present value".into(),
        Measure::Whole(Whole::CurrentRunRate) => "current run rate".into(),
        Measure::Whole(whole) => format!("{} over the horizon", spaced(whole.name().trim_start_matches("horizon_"))),
        Measure::Cumulative(flow) => format!("cumulative {}", spaced(flow.name())),
        measure => spaced(&measure.name()),
    };
    let year = figure.year.map_or(String::new(), |year| match figure.measure {
        Measure::Flow(_) => format!(" in {year}"),
        _ => format!(" at the end of {year}"),
    });
    let part = part_name(programme, &figure.part).map_or(String::new(), |part| format!(" of {part}"));
    format!("{name}{year}{part}")
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// A figure's amount in its unit, with the digits that its error bears.
pub(super) fn amount(measure: Measure, estimate: Estimate) -> String {
    match measure.is_money() {
        true => rounded(estimate.value, estimate.error),
        false => number(estimate.value, estimate.error),
    }
}

/// A stated amount of a measure.
pub(super) fn known(measure: Measure, value: f64) -> String {
    if measure.is_money() { exact(value) } else { number(value, 0.0) }
}

/// A plain number with the digits that its error bears, three of them at most where it has none.
pub(super) fn number(value: f64, error: f64) -> String {
    /// Numbers are told to a millionth at most, and to a thousandth where nothing says how many digits they bear.
    const FINEST: f64 = 1e-6;
    let step = match error > 0.0 {
        true => FINEST * supported_step(error / FINEST),
        false => 1e-3,
    };
    let mut decimals = 0;
    let mut place = 1.0;
    while place > 1.001 * step && decimals < 6 {
        place /= 10.0;
        decimals += 1;
    }
    let text = format!("{:.decimals$}", (value / step).round() * step);
    let text =
        if error > 0.0 || !text.contains('.') { &text } else { text.trim_end_matches('0').trim_end_matches('.') };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let sign = if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) { "" } else { sign };
    match digits.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", group_thousands(whole)),
        None => format!("{sign}{}", group_thousands(digits)),
    }
}

/// A driver that is not moved.
pub(super) const AS_IT_IS: &str = "as it is";

/// How far a driver is moved: `1.08 times`, `7 months later`, `2 points more`, `35%`.
pub(super) fn moved((way, unit): (Way, Unit), is_date: bool, Estimate { value, error }: Estimate) -> String {
    let more_or_less = |unit: &str, (more, less): (&str, &str), scale: f64| {
        let word = if value < 0.0 { less } else { more };
        let number = number(scale * value.abs(), scale * error);
        let plural = if number == "1" { "" } else { "s" };
        format!("{number} {unit}{plural} {word}")
    };
    match (way, unit) {
        (Way::Factor, _) if value == 1.0 && error == 0.0 => AS_IT_IS.into(),
        (Way::Shift, _) if value == 0.0 && error == 0.0 => AS_IT_IS.into(),
        (Way::Factor, _) => format!("{} times", number(value, error)),
        (Way::Shift, Unit::Fraction) => more_or_less("point", ("more", "less"), 100.0),
        (Way::Shift, _) if is_date => more_or_less("month", ("later", "earlier"), 1.0),
        (Way::Shift, _) => more_or_less("month", ("more", "less"), 1.0),
        (Way::Value, Unit::Fraction) if error == 0.0 => chance(Decimal::from_f64(value).unwrap_or_default()),
        (Way::Value, Unit::Fraction) => format!("{}%", number(100.0 * value, 100.0 * error)),
        (Way::Value, unit) if unit.is_money() => rounded(value, error),
        (Way::Value, _) => number(value, error),
    }
}

/// `, give or take 0.01`: the 95 % interval of what is moved, where there is an error.
pub(super) fn give_or_take((way, unit): (Way, Unit), error: Option<f64>) -> String {
    match error {
        None => ", where the margin jumps".into(),
        Some(0.0) => String::new(),
        Some(error) => format!(", give or take {}", reach((way, unit), error)),
    }
}

/// How far the interval reaches, in a column of its own.
pub(super) fn reach_of(kind: (Way, Unit), error: Option<f64>) -> String {
    match error {
        None => "it jumps there".into(),
        Some(0.0) => String::new(),
        Some(error) => reach(kind, error),
    }
}

/// `0.01`: how far the 95 % interval of what is moved reaches to either side.
fn reach((way, unit): (Way, Unit), error: f64) -> String {
    let width = half_width(error);
    match (way, unit) {
        (Way::Value, Unit::Fraction) => format!("{} points", one_digit(100.0 * width)),
        (Way::Shift, Unit::Fraction) => one_digit(100.0 * width),
        (Way::Value, unit) if unit.is_money() => format!("£{}", one_digit(width)),
        _ => one_digit(width),
    }
}

/// A share of the variance in per cent, with the digits that its error bears; an estimate below zero is none.
pub(super) fn share(share: Estimate) -> String {
    format!("{}%", number(100.0 * share.value.max(0.0), (100.0 * share.error).max(0.3)))
}

/// A width with one digit, rounded up.
fn one_digit(width: f64) -> String {
    let power = libm::pow(10.0, libm::floor(libm::log10(width.max(1e-6))));
    number((width / power).ceil() * power, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_their_error_bears() {
        let shown = [number(1.082_152, 0.001_859), number(19.2, 0.0), number(-0.0001, 0.01), number(1234.5, 3.0)];
        assert_eq!(shown, ["1.08", "19.2", "0.00", "1,230"]);
    }

    #[test]
    fn drivers_are_moved_in_words() {
        let estimate = |value, error| Estimate { value, error };
        let shown = [
            moved((Way::Factor, Unit::Money), false, estimate(1.5, 0.001)),
            moved((Way::Shift, Unit::Months), true, estimate(-6.0, 0.0)),
            moved((Way::Shift, Unit::Fraction), false, estimate(0.0123, 0.0001)),
            moved((Way::Value, Unit::Fraction), false, estimate(0.5267, 0.004)),
        ];
        assert_eq!(shown, ["1.500 times", "6 months earlier", "1.23 points more", "53%"]);
        let shown = [
            moved((Way::Factor, Unit::Money), false, estimate(1.0, 0.0)),
            moved((Way::Shift, Unit::Months), true, estimate(0.0, 0.0)),
            moved((Way::Shift, Unit::Months), true, estimate(1.0, 0.2)),
            moved((Way::Shift, Unit::Months), false, estimate(-1.0, 0.0)),
            moved((Way::Value, Unit::Fraction), false, estimate(0.1667, 0.0)),
        ];
        assert_eq!(shown, ["as it is", "as it is", "1 month later", "1 month less", "17%"]);
        assert_eq!(give_or_take((Way::Factor, Unit::Money), Some(0.001_859)), ", give or take 0.004");
    }
}
