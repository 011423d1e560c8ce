//! What stands behind a number: words that belong to it, and what to write where they do not.
//!
//! No advice repeats a number whose unit is another: it is converted, or left out.

use super::unit::Unit;
use crate::money::round_to_the_penny;
use rust_decimal::Decimal;

/// A number and what stands behind it.
pub(super) struct Behind<'a> {
    /// The number as it was typed.
    pub number: &'a str,
    /// Its value, where it can be kept.
    pub value: Option<Decimal>,
    /// What stands behind it.
    pub rest: &'a str,
}

/// How many of a unit of time there are in a year.
const PERIODS: [(&[&str], i64); 5] = [
    (&["year", "years", "yr", "yrs", "y", "annum", "annual", "annually", "yearly", "p.a.", "pa", "p.a", "p/a"], 1),
    (&["quarter", "quarters", "qtr", "quarterly"], 4),
    (&["month", "months", "mth", "mths", "mo", "mos", "m", "monthly", "pcm", "p.m.", "pm"], 12),
    (&["week", "weeks", "wk", "wks", "w", "weekly", "p.w.", "pw"], 52),
    (&["day", "days", "d", "daily"], 365),
];

/// Whether `rest` belongs behind a number of `unit`: `p.a.` behind pounds a year, `months` behind a plain number of
/// months. `is_marked`: the number has a sign or a suffix of its own.
pub(super) fn belongs(rest: &str, unit: Unit, is_marked: bool) -> bool {
    let rest = rest.trim().to_lowercase();
    match unit {
        Unit::Months => !is_marked && matches!(rest.as_str(), "months" | "month" | "m"),
        Unit::MoneyPerYear => period(&rest) == Some(1) && is_rate(&rest),
        Unit::MoneyPerMonth => period(&rest) == Some(12) && is_rate(&rest),
        Unit::Money | Unit::Fraction | Unit::Posts | Unit::Number => false,
    }
}

/// Whether a period is said as *per* one: `a year` and `monthly` are, `years` is not.
fn is_rate(rest: &str) -> bool {
    ["per ", "a ", "each ", "every ", "/"].iter().any(|start| rest.starts_with(start))
        || rest.starts_with('p')
        || rest.ends_with("ly")
}

/// How many of the period that `rest` names make a year.
fn period(rest: &str) -> Option<i64> {
    let bare = ["per ", "a ", "each ", "every ", "/"].iter().find_map(|start| rest.strip_prefix(start)).unwrap_or(rest);
    PERIODS.iter().find(|(names, _)| names.contains(&bare.trim())).map(|(_, in_a_year)| *in_a_year)
}

impl Behind<'_> {
    /// What to write instead, where a number of `unit` is expected.
    pub fn advice(&self, unit: Unit) -> String {
        let rest = self.rest.to_lowercase();
        let is_plain = self.number.ends_with(|c: char| c.is_ascii_digit()) && !self.number.contains('£');
        let meant = match unit {
            _ if unit.is_money() => self.money(&rest, unit),
            _ if !is_plain => None,
            Unit::Months => self.months(&rest),
            Unit::Fraction => self.fraction(&rest),
            Unit::Posts => {
                let posts = ["fte", "ftes", "wte", "wtes", "post", "posts", "officers", "staff", "people"];
                posts.contains(&rest.as_str()).then(|| format!("write the number alone: `{}`", self.number))
            }
            Unit::Money | Unit::MoneyPerYear | Unit::MoneyPerMonth | Unit::Number => None,
        };
        meant.unwrap_or_else(|| unit.advice().to_owned())
    }

    fn money(&self, rest: &str, unit: Unit) -> Option<String> {
        let number = self.number;
        if !number.ends_with(|c: char| c.is_ascii_digit()) {
            return self.money_of_a_period(rest, unit);
        }
        let word = rest.split(' ').next().unwrap_or_default();
        match word {
            "million" | "millions" | "mn" | "mio" | "mill" | "mil" | "mln" => Some(format!("write `{number}m`")),
            "thousand" | "thousands" | "th" | "grand" => Some(format!("write `{number}k`")),
            "billion" | "billions" | "b" | "bill" | "bil" => Some(format!("write `{number}bn`")),
            "pounds" | "pound" | "gbp" | "quid" => Some(format!("write `£{}`", number.trim_start_matches('£'))),
            "p" | "pence" | "penny" => {
                let pounds = self.value?.checked_div(Decimal::ONE_HUNDRED)?;
                Some(format!("write pence as parts of a pound: `£{}`", in_pounds(pounds)?))
            }
            _ => self.money_of_a_period(rest, unit),
        }
    }

    /// `1000 per month` where pounds a year are expected.
    fn money_of_a_period(&self, rest: &str, unit: Unit) -> Option<String> {
        let in_a_year = Decimal::from(period(rest).filter(|_| is_rate(rest))?);
        let (expected, what) = match unit {
            Unit::MoneyPerYear => (Decimal::ONE, "a year"),
            Unit::MoneyPerMonth => (Decimal::from(12), "a month"),
            _ => return Some("write the amount in all, not that of a period".into()),
        };
        let pounds = self.value?.checked_mul(in_a_year)?.checked_div(expected)?;
        Some(format!("pounds {what} are expected: write `£{}`", in_pounds(pounds)?))
    }

    fn months(&self, rest: &str) -> Option<String> {
        let value = self.value?;
        if matches!(rest, "fortnight" | "fortnights") {
            return months_of(value.checked_mul(Decimal::from(14 * 12))?.checked_div(Decimal::from(365))?);
        }
        match period(rest)? {
            12 => Some(format!("write the number alone: `{}`", self.number)),
            52 => months_of(value.checked_mul(Decimal::from(7 * 12))?.checked_div(Decimal::from(365))?),
            in_a_year => months_of(value.checked_mul(Decimal::from(12))?.checked_div(Decimal::from(in_a_year))?),
        }
    }

    fn fraction(&self, rest: &str) -> Option<String> {
        if matches!(rest, "per cent" | "percent" | "pc" | "pct" | "per-cent" | "p.c.") {
            return Some(format!("write `{}%`", self.number));
        }
        let all = ["in ", "out of ", "of ", "/"].iter().find_map(|word| rest.strip_prefix(word))?;
        let all: Decimal = all.trim().replace(',', "").parse().ok()?;
        // `3:1` and `3 in 1` are odds of some kind: what was meant cannot be told.
        let value = self.value.filter(|value| *value <= all)?;
        let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all)?;
        let (number, about) = rounded(share);
        Some(format!("write {about}`{number}%`"))
    }
}

/// `write 3`, or roughly that.
fn months_of(months: Decimal) -> Option<String> {
    let (number, about) = rounded(months);
    let plural = if number == "1" { "" } else { "s" };
    Some(format!("that is {about}{number} month{plural}: write `{number}`"))
}

/// A number with two decimal places at most, and `about ` where it is no longer exact.
fn rounded(value: Decimal) -> (String, &'static str) {
    let short = value.round_dp(2).normalize();
    (short.to_string(), if short == value.normalize() { "" } else { "about " })
}

/// An amount to the penny, with pence only where there are any.
fn in_pounds(pounds: Decimal) -> Option<String> {
    let text = crate::money::Pounds::new(round_to_the_penny(pounds)).to_string();
    (!pounds.is_zero()).then(|| text.replace('£', ""))
}

#[cfg(test)]
mod tests {
    use super::super::number::{Commas, parse};
    use super::*;

    fn advice(text: &str, unit: Unit) -> String {
        parse(text, unit, Commas::Group).expect_err(text).help.unwrap()
    }

    fn value(text: &str, unit: Unit) -> Option<Decimal> {
        parse(text, unit, Commas::Group).ok().map(|number| number.value)
    }

    #[test]
    fn words_that_say_the_columns_own_unit_are_read() {
        for text in ["£1000 p.a.", "1000pa", "£1k per annum", "1,000 per year", "£0.001m a year", "1000 P.A."] {
            assert_eq!(value(text, Unit::MoneyPerYear), Some(Decimal::from(1000)), "{text}");
            assert_eq!(value(text, Unit::Money), None, "{text}");
        }
        for text in ["6 months", "6 month", "6m", "6 M", "6"] {
            assert_eq!(value(text, Unit::Months), Some(Decimal::from(6)), "{text}");
        }
        assert_eq!(value("£500 a month", Unit::MoneyPerMonth), Some(Decimal::from(500)));
        assert_eq!(value("£500 per month", Unit::MoneyPerYear), None);
        assert_eq!(value("1000 years", Unit::MoneyPerYear), None);
        assert_eq!(value("£6m months", Unit::Months), None);
    }

    #[test]
    fn a_number_of_another_unit_is_converted_and_never_repeated() {
        for (text, unit, wanted) in [
            ("0.25 years", Unit::Months, "that is 3 months: write `3`"),
            ("2 years", Unit::Months, "that is 24 months: write `24`"),
            ("2 quarters", Unit::Months, "that is 6 months: write `6`"),
            ("2 weeks", Unit::Months, "that is about 0.46 months: write `0.46`"),
            ("90 days", Unit::Months, "that is about 2.96 months: write `2.96`"),
            ("6 mths", Unit::Months, "write the number alone: `6`"),
            ("1 in 10", Unit::Fraction, "write `10%`"),
            ("1/8", Unit::Fraction, "write `12.5%`"),
            ("1 in 3", Unit::Fraction, "write about `33.33%`"),
            ("3 in 1", Unit::Fraction, Unit::Fraction.advice()),
            ("3:1", Unit::Fraction, Unit::Fraction.advice()),
            ("35 pc", Unit::Fraction, "write `35%`"),
            ("1000 per year", Unit::Fraction, Unit::Fraction.advice()),
            ("1.2 mil", Unit::Money, "write `1.2m`"),
            ("£1.2 million", Unit::MoneyPerYear, "write `£1.2m`"),
            ("1000p", Unit::Money, "write pence as parts of a pound: `£10`"),
            ("50p", Unit::Money, "write pence as parts of a pound: `£0.50`"),
            ("£1000 per month", Unit::MoneyPerYear, "pounds a year are expected: write `£12,000`"),
            ("£1200 p.a.", Unit::MoneyPerMonth, "pounds a month are expected: write `£100`"),
            ("£1.2m pa", Unit::Money, "write the amount in all, not that of a period"),
            ("6 years", Unit::MoneyPerYear, Unit::MoneyPerYear.advice()),
            ("£500 monthly", Unit::MoneyPerYear, "pounds a year are expected: write `£6,000`"),
            ("£5t", Unit::Money, Unit::Money.advice()),
            ("£5k per month", Unit::MoneyPerYear, "pounds a year are expected: write `£60,000`"),
            ("-50p", Unit::Money, "write pence as parts of a pound: `£-0.50`"),
            ("£5 lakh", Unit::Money, Unit::Money.advice()),
            ("12 FTE", Unit::Posts, "write the number alone: `12`"),
        ] {
            assert_eq!(advice(text, unit), wanted, "{text}");
        }
    }
}
