//! Amounts of pounds. A document writes all of them in one unit.

use super::digits::{decimals_of, fixed, in_steps, multiple, step_of_digits, without_idle_noughts};
use super::{Figure, Rounding, Unit};
use crate::forecast::{Forecast, MeasureForecast};

/// Units of money, largest first: what they are worth in pounds and how they are written.
const UNITS: [Scale; 5] = [
    Scale { worth: 1e12, suffix: "tn" },
    Scale { worth: 1e9, suffix: "bn" },
    Scale::MILLIONS,
    Scale { worth: 1e3, suffix: "k" },
    Scale::POUNDS,
];

/// The multiple of a pound in which amounts are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What one is worth in pounds.
    pub worth: f64,
    /// What is written behind the number: `m`.
    pub suffix: &'static str,
}

impl Scale {
    /// Pounds themselves.
    pub const POUNDS: Scale = Scale { worth: 1.0, suffix: "" };

    /// Millions of them.
    const MILLIONS: Scale = Scale { worth: 1e6, suffix: "m" };

    /// The unit in which amounts of up to `largest` pounds are written.
    pub fn of(largest: f64) -> Self {
        UNITS.into_iter().find(|unit| largest.abs() >= unit.worth).unwrap_or(Scale::POUNDS)
    }

    /// The unit in which everything that is said of a forecast is written: that of the largest of its plans and medians.
    pub fn of_forecast(forecast: &Forecast) -> Self {
        let money = forecast.programme.rows.iter().filter(|row| row.measure.is_money());
        let typical = |row: &MeasureForecast| [row.plan(), row.summary().map(|summary| summary.p50().value)];
        let amounts = money.flat_map(typical).flatten().filter(|amount| amount.is_finite());
        Scale::of(amounts.fold(0.0, |largest: f64, amount| largest.max(amount.abs())))
    }

    /// As a caption names it: `£m`.
    pub fn unit(self) -> String {
        format!("£{}", self.suffix)
    }
}

/// The worth of the last digit of an amount that has no error: of three digits, but no more than two decimals unless an
/// amount has fewer than two digits then.
pub(super) fn step(value: f64, rounding: Rounding, scale: Scale) -> f64 {
    match rounding {
        Rounding::Decimals(decimals) => scale.worth / 10f64.powi(i32::from(decimals)),
        Rounding::Stated => 0.01,
        _ if scale.worth == 1.0 && value.abs() < 0.995 => 0.01,
        _ if scale.worth == 1.0 => step_of_digits(value, 3).max(1.0),
        // More than five decimals say nothing in a table.
        _ => step_of_digits(value, 3).max(step_of_digits(value, 2).min(scale.worth / 100.0)).max(scale.worth * 1e-5),
    }
}

/// In units of the scale, without a sign of it: `9.00`.
pub(super) fn number(figure: &Figure, scale: Scale) -> String {
    let Figure { value, rounding, .. } = *figure;
    match rounding {
        _ if value == 0.0 => "0".into(),
        Rounding::Stated => stated(value, scale),
        _ => {
            let text = in_steps(value, figure.step(), scale.worth, rounding);
            // Nothing but noughts: two decimals of them are enough.
            let is_nil = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
            if is_nil && text.len() > 4 { "0.00".into() } else { text }
        }
    }
}

/// With the pound sign: `£9.00m`. What is less than a hundredth of the unit, or would need more than three decimals to
/// be stated in full, is written in a smaller one: `£1,640`, and `£400m` beside trillions.
pub(super) fn text(figure: &Figure, scale: Scale) -> String {
    let Figure { value, rounding, .. } = *figure;
    let shown = match rounding {
        Rounding::Stated => value,
        _ => multiple(value, figure.step(), rounding),
    };
    let is_small = value != 0.0 && shown.abs() < 0.00995 * scale.worth;
    let is_long = rounding == Rounding::Stated && decimals_of(value / scale.worth).is_none();
    if scale.worth > 1.0 && (is_small || is_long) && !matches!(rounding, Rounding::Decimals(_)) {
        // In what is no smaller it would be written for ever: an error may leave nothing of an amount of millions.
        let millions = Scale::MILLIONS.worth;
        let is_of_pounds = is_long || value.abs() < millions || scale.worth <= millions;
        let smaller = if is_of_pounds { Scale::POUNDS } else { Scale::MILLIONS };
        return text(&Figure { unit: Unit::Pounds(smaller), ..figure.clone() }, smaller);
    }
    let number = number(figure, scale);
    match number.strip_prefix('-') {
        _ if shown == 0.0 => "£0".into(),
        Some(digits) => format!("-£{digits}{}", scale.suffix),
        None => format!("{}£{number}{}", figure.plus(), scale.suffix),
    }
}

/// A stated number in full, to the penny.
fn stated(value: f64, scale: Scale) -> String {
    let number = value / scale.worth;
    match decimals_of(number) {
        Some(0) => fixed(number, 0),
        _ if scale.worth == 1.0 => fixed(number, 2),
        Some(decimals) => fixed(number, decimals),
        None => without_idle_noughts(fixed(number, scale.worth.log10() as usize + 2), 0),
    }
}
