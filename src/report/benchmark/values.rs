//! Values of yardsticks as people read them.

use crate::programme::{Comparator, Mark, YardstickUnit};
use crate::report::figures;

/// A value in the unit of its yardstick: `£43.2k`, `£0.96`, `6.2%`, `15 months`.
pub(in crate::report) fn in_unit(value: f64, unit: YardstickUnit) -> String {
    match unit {
        YardstickUnit::Pounds => figures::exact(value),
        YardstickUnit::PoundsPerPound => format!("£{value:.2}"),
        YardstickUnit::Fraction | YardstickUnit::Ratio => percent(value, places(value)),
        YardstickUnit::Months => {
            let months = if value.abs() < 9.95 { format!("{value:.1}") } else { format!("{value:.0}") };
            let months = months.strip_suffix(".0").unwrap_or(&months);
            format!("{months} {}", if months == "1" { "month" } else { "months" })
        }
    }
}

/// From `low` to `high`, the unit named once, and neither with more decimals than the larger bears.
pub(in crate::report) fn range_in_unit((low, high): (f64, f64), unit: YardstickUnit) -> String {
    if let YardstickUnit::Fraction | YardstickUnit::Ratio = unit {
        let places = places(low).min(places(high));
        return format!("{} to {}", percent(low, places), percent(high, places));
    }
    let (low, high) = (in_unit(low, unit), in_unit(high, unit));
    let low = low.trim_end_matches(" months").trim_end_matches(" month");
    format!("{low} to {high}")
}

/// The decimals of a share in per cent: two significant digits, or whole per cents where these are more.
fn places(share: f64) -> usize {
    match (100.0 * share).abs() {
        size if size >= 9.95 => 0,
        size if size >= 0.995 => 1,
        _ => 2,
    }
}

/// A share in per cent without idle noughts; one that would round to nothing is `under 1%`.
fn percent(share: f64, places: usize) -> String {
    let text = format!("{:.places$}", figures::per_cent(share, places));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text {
        "0" | "-0" if share > 0.0 && places == 0 => "under 1%".into(),
        "-0" => "0%".into(),
        text => format!("{text}%"),
    }
}

/// What is said of a case.
pub(in crate::report) trait Words {
    /// Its value, with its range where one was published.
    fn value_in_words(&self) -> String;
    /// Its document, year and mark: `HMIC 2014 (2014, quoted)`.
    fn source_in_words(&self) -> String;
}

impl Words for Comparator {
    fn value_in_words(&self) -> String {
        let unit = self.quantity.unit();
        match (self.low, self.high) {
            (Some(low), Some(high)) => range_in_unit((low, high), unit),
            _ => in_unit(self.value, unit),
        }
    }

    fn source_in_words(&self) -> String {
        let year = self.source_year.map_or_else(|| "undated".into(), |year| year.to_string());
        format!("{} ({year}, {})", self.source_title, mark_in_words(self.mark))
    }
}

/// A mark as readers see it.
fn mark_in_words(mark: Mark) -> &'static str {
    match mark {
        Mark::SecondHand => "quoted",
        other => other.name(),
    }
}

/// `1st`, `22nd`, `33rd`, `11th` percentile of a share from 0 to 1.
pub(in crate::report) fn percentile(share: f64) -> String {
    let number = figures::per_cent(share, 0) as i64;
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_digits_that_such_evidence_bears() {
        assert_eq!(in_unit(0.0066, YardstickUnit::Fraction), "0.66%");
        assert_eq!(in_unit(0.062, YardstickUnit::Fraction), "6.2%");
        assert_eq!(in_unit(0.06, YardstickUnit::Fraction), "6%");
        assert_eq!(in_unit(-1.604, YardstickUnit::Ratio), "-160%");
        assert_eq!(in_unit(0.0, YardstickUnit::Ratio), "0%");
        assert_eq!(in_unit(0.96, YardstickUnit::PoundsPerPound), "£0.96");
        assert_eq!(in_unit(15.0, YardstickUnit::Months), "15 months");
        assert_eq!(range_in_unit((0.4, 5.5), YardstickUnit::Months), "0.4 to 5.5 months");
        assert_eq!(in_unit(13.8, YardstickUnit::Months), "14 months");
        assert_eq!(range_in_unit((0.0033, 0.81), YardstickUnit::Ratio), "under 1% to 81%");
        assert_eq!(range_in_unit((0.0, 0.0007), YardstickUnit::Fraction), "0% to 0.07%");
        assert_eq!(in_unit(43_210.0, YardstickUnit::Pounds), figures::exact(43_210.0));
    }

    #[test]
    fn percentiles_are_ordinal() {
        let named = [0.0, 0.01, 0.02, 0.11, 0.22, 0.33, 1.0].map(percentile);
        assert_eq!(named, ["0th", "1st", "2nd", "11th", "22nd", "33rd", "100th"]);
    }
}
