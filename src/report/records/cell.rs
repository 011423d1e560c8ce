//! A value in a result file, and how many places it is given.

use crate::money::Pounds;
use crate::programme::{Measure, Whole};

/// A cell. Numbers that are not finite are blank, and no zero is negative.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words, a date or a label.
    Text(String),
    /// Pounds, given to the penny.
    Pounds(f64),
    /// Pounds that are known to the penny, however large.
    Exact(Pounds),
    /// Posts, areas or months: up to six places, no more than needed.
    Number(f64),
    /// A ratio or a probability, given to six places.
    Fraction(f64),
    /// Yes or no.
    Yes(bool),
}

impl Cell {
    /// `amount` in the unit of `measure`; blank where there is none.
    pub(in crate::report) fn of_measure(measure: Measure, amount: Option<f64>) -> Cell {
        let Some(amount) = amount else { return Cell::Blank };
        match measure {
            Measure::Whole(Whole::BenefitCostRatio) => Cell::Fraction(amount),
            _ if measure.is_money() => Cell::Pounds(amount),
            _ => Cell::Number(amount),
        }
    }

    /// Words, a date or a label.
    pub(in crate::report) fn text(text: impl ToString) -> Cell {
        Cell::Text(text.to_string())
    }

    /// The text, blank where there is none.
    pub(in crate::report) fn optional(text: Option<impl ToString>) -> Cell {
        text.map_or(Cell::Blank, Cell::text)
    }

    /// As it stands in a CSV file; empty where it is blank.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Pounds(pounds) => fixed(*pounds, 2),
            Cell::Exact(pounds) => format!("{:.2}", pounds.to_the_penny().decimal()),
            Cell::Number(number) => shortest(*number),
            Cell::Fraction(fraction) => fixed(*fraction, 6),
            Cell::Yes(yes) => if *yes { "yes" } else { "no" }.into(),
        }
    }

    /// The number it shows, rounded as shown; `None` where it shows none.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Pounds(_) | Cell::Exact(_) | Cell::Number(_) | Cell::Fraction(_) => self.to_text().parse().ok(),
            Cell::Blank | Cell::Text(_) | Cell::Yes(_) => None,
        }
    }
}

/// With `places` decimals.
fn fixed(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let text = format!("{number:.places$}");
    let is_nil = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_nil { text.trim_start_matches('-').into() } else { text }
}

/// With up to six decimals.
fn shortest(number: f64) -> String {
    let text = fixed(number, 6);
    text.trim_end_matches('0').trim_end_matches('.').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_given_to_the_penny_and_counts_as_plain_numbers() {
        assert_eq!(Cell::Pounds(1_234_567.0).to_text(), "1234567.00");
        assert_eq!(Cell::Pounds(-0.125).to_text(), "-0.12");
        assert_eq!(Cell::Number(17.0).to_text(), "17");
        assert_eq!(Cell::Number(100.0).to_text(), "100");
        assert_eq!(Cell::Number(0.0).to_text(), "0");
        assert_eq!(Cell::Number(2.25).to_text(), "2.25");
        assert_eq!(Cell::Fraction(1.0).to_text(), "1.000000");
    }

    #[test]
    fn no_nil_is_negative() {
        for cell in [Cell::Pounds(-0.001), Cell::Pounds(-0.0)] {
            assert_eq!(cell.to_text(), "0.00");
        }
        assert_eq!(Cell::Number(-1e-9).to_text(), "0");
        assert_eq!(Cell::Fraction(-0.0).to_text(), "0.000000");
        assert!(Cell::Pounds(-0.001).number().unwrap().is_sign_positive());
    }

    #[test]
    fn what_is_not_finite_is_blank() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Cell::Pounds(number).to_text(), "");
            assert_eq!(Cell::Number(number).number(), None);
        }
    }
}
