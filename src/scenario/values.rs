//! From the text of a value to what it is: numbers, quantities, dates, years, words and names.
//!
//! Each method reports what is wrong and returns `None` then.

use super::faults::Faults;
use super::field::{Field, Limits, Pennies};
use super::history::NamedIn;
use super::law::{self, Stop};
use super::number::{Commas, Written};
use super::reader::Reader;
use super::typed::{Form, Typed};
use crate::diagnostic::{Code, Diagnostic, listed, nearest, shortened};
use crate::distribution::Distribution;
use crate::fiscal::{FinancialYear, Month};
use crate::money::group_thousands;
use crate::programme::Quantity;
use rust_decimal::Decimal;

/// Names have at most so many characters.
const LONGEST_NAME: usize = 200;

impl Reader<'_> {
    /// A number or a distribution.
    pub fn quantity(&mut self, typed: &Typed, field: Field) -> Option<Quantity> {
        if !self.is_number_like(typed, field) {
            return None;
        }
        if !law::looks_like_a_law(&typed.text) {
            if let Some(pattern) = law::pattern_of_word(&typed.text) {
                let message = "this distribution has no brackets";
                self.fault(Code::LawSyntax, &typed.place, message, format!("write {pattern}"));
                return None;
            }
            return self.number_within(typed, field).map(Quantity::Fixed);
        }
        let mut histories = NamedIn { reader: self, typed, unit: field.unit };
        match law::parse(&typed.text, field.unit, &mut histories) {
            Ok(law) => self.within(typed, law, field),
            Err(Stop::Reported) => None,
            Err(Stop::Fault(fault)) => {
                let place = typed.part(fault.range);
                self.report(Diagnostic::error(fault.code, fault.message).at(place).maybe_help(fault.help));
                None
            }
        }
    }
}

impl Faults {
    /// A fixed number.
    pub fn number(&mut self, typed: &Typed, field: Field) -> Option<Decimal> {
        if !self.is_number_like(typed, field) {
            return None;
        }
        if law::looks_like_a_law(&typed.text) {
            let message = format!("`{}` must be a fixed number, not a distribution", field.name);
            self.fault(Code::WrongKind, &typed.place, message, format!("write {}", field.unit.in_words()));
            return None;
        }
        self.number_within(typed, field)
    }

    /// Booleans and dates of the scenario file are no numbers.
    fn is_number_like(&mut self, typed: &Typed, field: Field) -> bool {
        let fits = !matches!(typed.form, Form::Boolean | Form::Date);
        if !fits {
            let message = format!("`{}` is not a number", shortened(&typed.text));
            self.fault(Code::NotANumber, &typed.place, message, format!("write {}", field.unit.in_words()));
        }
        fits
    }

    fn number_within(&mut self, typed: &Typed, field: Field) -> Option<Decimal> {
        let value = self.plain_number(typed, field.unit, Pennies::Whole, Commas::Group)?;
        if field.limits.contain(value) {
            return Some(value);
        }
        let message = format!("`{}` must be {}, not {}", field.name, field.limits.in_words(), shortened(&typed.text));
        let fault = Diagnostic::error(Code::OutOfRange, message).at(typed.place.clone());
        self.report(fault.maybe_help(percentage_meant(typed, value, field)));
        None
    }

    /// A distribution whose values are possible; one value alone becomes a fixed number.
    fn within(&mut self, typed: &Typed, law: Distribution, field: Field) -> Option<Quantity> {
        if let Some(value) = law.fixed_value() {
            let value = Decimal::from_scientific(&format!("{value:e}")).unwrap_or_default().normalize();
            if field.limits.contain(value) {
                return Some(Quantity::Fixed(value));
            }
            let message = format!("`{}` must be {}, not {value}", field.name, field.limits.in_words());
            self.report(Diagnostic::error(Code::OutOfRange, message).at(typed.place.clone()));
            return None;
        }
        let (lowest, highest) = law.support();
        let end = [(lowest, "begins"), (highest, "ends")].into_iter().find(|&(end, _)| outside(field.limits, end));
        if let Some((end, verb)) = end {
            let message =
                format!("`{}` must be {}, but this distribution {verb} at {end}", field.name, field.limits.in_words());
            let help = per_cent_left_out(typed, &law, field)
                .unwrap_or_else(|| format!("cut it to the possible values: `… in {}`", interval(field.limits)));
            self.fault(Code::LawOutOfRange, &typed.place, message, help);
            return None;
        }
        self.warn_of_clamping(typed, &law, field);
        Some(Quantity::Uncertain(law))
    }

    fn warn_of_clamping(&mut self, typed: &Typed, law: &Distribution, field: Field) {
        let below = field.limits.low.map_or(0.0, |low| law.cdf_left(low as f64));
        let above = field.limits.high.map_or(0.0, |high| law.survival(high as f64));
        let share = below + above;
        if share <= 0.01 {
            return;
        }
        let message = format!(
            "{:.1}% of this distribution lies outside what `{}` can be ({}) and is set to the nearest possible value",
            100.0 * share,
            field.name,
            field.limits.in_words()
        );
        let help = per_cent_left_out(typed, law, field)
            .unwrap_or_else(|| format!("cut it to the possible values instead: `… in {}`", interval(field.limits)));
        self.report(Diagnostic::warning(Code::LawClamped, message).at(typed.place.clone()).help(help));
    }

    /// A whole number.
    pub fn whole(&mut self, typed: &Typed, name: &'static str, low: u64, high: u64) -> Option<u64> {
        let digits: String = typed.text.chars().filter(|&c| c != '_').collect();
        if let Some(value) = digits.parse().ok().filter(|value| (low..=high).contains(value)) {
            return Some(value);
        }
        let value = match super::number::parse(&typed.text, Commas::Group) {
            Ok(number) if number.written == Written::Plain => number.value,
            Err(fault) if matches!(fault.code, Code::OutOfRange | Code::NumberTooLong) => Decimal::MAX,
            Ok(_) | Err(_) => {
                let message = format!("`{name}` must be a whole number, not `{}`", shortened(&typed.text));
                let help = format!("write a number from {low} to {}", group_thousands(&high.to_string()));
                self.fault(Code::NotANumber, &typed.place, message, help);
                return None;
            }
        };
        let fits = value.fract().is_zero() && value >= Decimal::from(low) && value <= Decimal::from(high);
        if fits {
            return value.trunc().to_string().parse().ok();
        }
        let high = group_thousands(&high.to_string());
        let message =
            format!("`{name}` must be a whole number between {low} and {high}, not {}", shortened(&typed.text));
        self.report(Diagnostic::error(Code::OutOfRange, message).at(typed.place.clone()));
        None
    }

    /// A month, as a date its first instant.
    pub fn month(&mut self, typed: &Typed) -> Option<Month> {
        if let Some(month) = parse_month(&typed.text).filter(|_| typed.form != Form::Date) {
            return Some(month);
        }
        if let Some(month) = month_of_a_spreadsheet(&typed.text).filter(|_| typed.form == Form::Cell) {
            return Some(month);
        }
        let text = shortened(&typed.text);
        let (message, help) = match (typed.form, month_meant(&typed.text)) {
            (Form::Date, meant) => {
                let meant = meant.map_or(text.clone(), |month| month.to_string());
                (format!("the date {text} must stand in quotation marks"), format!("write `\"{meant}\"`"))
            }
            (_, Some(month)) if typed.text.starts_with(&month.to_string()) => (
                format!("`{text}` is not the first of a month"),
                format!("write the first month that it belongs to: `{month}`"),
            ),
            (_, Some(month)) => (format!("`{text}` is not a date as YYYY-MM"), format!("write `{month}`")),
            (_, None) => {
                (format!("`{text}` is not a date"), "write the year and the month as YYYY-MM, such as `2017-09`".into())
            }
        };
        self.fault(Code::NotADate, &typed.place, message, help);
        None
    }

    /// A financial year.
    pub fn year(&mut self, typed: &Typed) -> Option<FinancialYear> {
        if let Some(year) = FinancialYear::parse(&typed.text) {
            return Some(year);
        }
        let help = match year_meant(&typed.text) {
            Some(year) => format!("write `{year}`"),
            None => "write both its calendar years, such as `2015/16`".into(),
        };
        self.fault(Code::NotAYear, &typed.place, format!("`{}` is not a financial year", shortened(&typed.text)), help);
        None
    }

    /// One of several words.
    pub fn choice<T: Copy>(&mut self, typed: &Typed, name: &str, choices: &[(&'static str, T)]) -> Option<T> {
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == typed.text) {
            return Some(*value);
        }
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
        let message = format!("`{name}` must be {}, not `{}`", listed(&words, "or"), shortened(&typed.text));
        let meant = yes_or_no(&typed.text).filter(|word| choices.iter().any(|(choice, _)| choice == word));
        let help = match nearest(&typed.text, choices.iter().map(|(word, _)| *word)) {
            near @ crate::diagnostic::Suggestion::Nearest(_) => near.advice(),
            crate::diagnostic::Suggestion::OneOf(_) => None,
        };
        let quote = if typed.form == Form::Cell { "" } else { "\"" };
        let help = meant.map(|word| format!("write `{quote}{word}{quote}`")).or(help);
        self.report(Diagnostic::error(Code::UnknownChoice, message).at(typed.place.clone()).maybe_help(help));
        None
    }

    /// Checks a name; `what` is what has it.
    pub fn name(&mut self, typed: &Typed, what: &str) -> Option<String> {
        let fault = if typed.text.chars().nth(LONGEST_NAME).is_some() {
            Some((format!("this name is longer than {LONGEST_NAME} characters"), "shorten it"))
        } else if let Some(character) =
            typed.text.chars().find(|&c| matches!(c, ';' | '*' | ':' | '"') || c.is_control())
        {
            let shown = if character.is_control() {
                "a line break or tab".into()
            } else {
                format!("the character `{character}`")
            };
            Some((
                format!("the name of {what} cannot contain {shown}"),
                "these characters have a meaning in lists of names",
            ))
        } else if split_lag(&typed.text).is_some() {
            let message = format!("the name of {what} cannot end like a lag, as `{}` does", shortened(&typed.text));
            Some((message, "`+3` behind a name means three months later"))
        } else {
            None
        };
        match fault {
            None => Some(typed.text.clone()),
            Some((message, help)) => {
                self.fault(Code::BadName, &typed.place, message, help);
                None
            }
        }
    }
}

/// What spreadsheets and programs write for yes and no.
fn yes_or_no(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some("yes"),
        "false" | "no" | "n" | "0" => Some("no"),
        _ => None,
    }
}

/// A name and the lag behind it, as `HR +3`.
pub(crate) fn split_lag(text: &str) -> Option<(&str, &str)> {
    let (name, lag) = text.rsplit_once('+')?;
    let digits = lag.trim();
    let is_lag =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (is_lag && !name.trim().is_empty()).then_some((name.trim_end(), digits))
}

fn outside(limits: Limits, end: f64) -> bool {
    let low = limits.low.is_some_and(|low| end < low as f64 || (limits.above_low && end == low as f64));
    end.is_finite() && (low || limits.high.is_some_and(|high| end > high as f64))
}

fn interval(limits: Limits) -> String {
    let end = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
    format!("[{}, {}]", end(limits.low), end(limits.high))
}

/// `60` typed for 60 %.
fn percentage_meant(typed: &Typed, value: Decimal, field: Field) -> Option<String> {
    let is_share = field.unit == super::field::Unit::Fraction && !typed.text.contains('%');
    let meant = is_share && value >= Decimal::TWO && value <= Decimal::ONE_HUNDRED;
    meant.then(|| format!("for {value} per cent write `{value}%`"))
}

/// `pert(60, 90, 105)` typed for per cent: the same with its signs, where that is possible.
fn per_cent_left_out(typed: &Typed, law: &Distribution, field: Field) -> Option<String> {
    let (written, numbers) = law::in_per_cent(&typed.text).filter(|_| field.unit == super::field::Unit::Fraction)?;
    let whole = |number: &Decimal| number.is_zero() || number.abs() >= Decimal::ONE;
    let (lowest, highest) = law.support();
    let fits = !outside(field.limits, lowest / 100.0) && !outside(field.limits, highest / 100.0);
    let meant = numbers.iter().all(whole) && law.most_likely() >= 2.0 && fits;
    meant.then(|| format!("for per cent write `{written}`"))
}

/// `2017-09`, or `2017-09-01`.
fn parse_month(text: &str) -> Option<Month> {
    let month = text.strip_suffix("-01").filter(|rest| rest.len() == 7).unwrap_or(text);
    let (year, month) = month.split_once('-')?;
    month_of(year, month)
}

fn month_of(year: &str, month: &str) -> Option<Month> {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..=9998).contains(&year) && (1..=12).contains(&month)).then(|| Month::new(year, month))
}

/// The first letters of the months.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a British spreadsheet makes of `2027-04` when it saves a table: `Apr-27` or `01/04/2027`.
fn month_of_a_spreadsheet(text: &str) -> Option<Month> {
    if let Some((month, year)) = text.strip_prefix("01/").and_then(|rest| rest.split_once('/')) {
        return month_of(year, month);
    }
    let (month, year) = text.split_once('-')?;
    let at = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name))?;
    if year.len() == 2 { month_of(&format!("20{year}"), &format!("{:02}", at + 1)) } else { None }
}

/// The month that a date in another form falls in.
fn month_meant(text: &str) -> Option<Month> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let two = |part: &str| format!("{part:0>2}");
    let year = |part: &str| if part.len() == 2 { format!("20{part}") } else { part.to_owned() };
    let named = |part: &str| {
        let start: String = part.to_lowercase().chars().take(3).collect();
        MONTHS.iter().position(|name| *name == start).map(|at| format!("{:02}", at + 1))
    };
    match parts[..] {
        [y, m] if y.len() == 4 => named(m).or(Some(two(m))).and_then(|m| month_of(y, &m)),
        [m, y] => named(m).or(Some(two(m))).and_then(|m| month_of(&year(y), &m)),
        [y, m, _] if y.len() == 4 => month_of(y, &two(m)),
        [_, m, y] => named(m).or(Some(two(m))).and_then(|m| month_of(&year(y), &m)),
        _ => None,
    }
}

/// The financial year that another form of it means.
fn year_meant(text: &str) -> Option<FinancialYear> {
    let parts: Vec<&str> = text.split(['-', '/', '–', ' ']).filter(|part| !part.is_empty()).collect();
    let full = |part: &str| if part.len() == 2 { format!("20{part}") } else { part.to_owned() };
    let [first, second] = parts[..] else { return None };
    let (first, second): (i32, i32) = (full(first).parse().ok()?, full(second).parse().ok()?);
    (second == first + 1 && (1900..9998).contains(&first)).then(|| FinancialYear::beginning(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_again_in_the_forms_that_spreadsheets_give_it() {
        for text in ["Apr-27", "apr-27", "01/04/2027"] {
            assert_eq!(month_of_a_spreadsheet(text), Some(Month::new(2027, 4)), "{text}");
        }
        for text in
            ["15/04/2027", "1/4/2027", "01/13/2027", "Apr 2027", "27-Apr", "Apr-7", "Apr", "01/04/27", "04/2027"]
        {
            assert_eq!(month_of_a_spreadsheet(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_other_forms_are_understood_well_enough_to_advise() {
        for text in ["Oct 2016", "01/10/2016", "Oct-16", "2016/10", "2016-10-15", "1 October 2016"] {
            assert_eq!(month_meant(text).map(|month| month.to_string()).as_deref(), Some("2016-10"), "{text}");
            assert_eq!(parse_month(text), None);
        }
        assert_eq!(parse_month("2016-10-01"), parse_month("2016-10"));
        assert_eq!(parse_month("2016-13"), None);
    }

    #[test]
    fn a_lag_is_a_plus_with_a_number_at_the_end_of_a_name() {
        assert_eq!(split_lag("HR +3"), Some(("HR", "3")));
        assert_eq!(split_lag("C++"), None);
        assert_eq!(split_lag("+3"), None);
        assert_eq!(split_lag("HR + payroll"), None);
    }

    #[test]
    fn years_in_other_forms_are_understood_well_enough_to_advise() {
        for text in ["2015-16", "2015/2016", "15/16", "2015–16"] {
            assert_eq!(year_meant(text), Some(FinancialYear::beginning(2015)), "{text}");
        }
    }
}
