//! From the text of a value to what it is: numbers, quantities, dates, years, words and names.
//!
//! Each method reports what is wrong and returns `None` then.

use super::dates::{self, Date, NoDate, Written};
use super::faults::Faults;
use super::field::{Field, Limits, Pennies};
use super::history::NamedIn;
use super::law::{self, Stop};
use super::number::{self, Commas};
use super::reader::Reader;
use super::spelling;
use super::typed::{Form, Typed};
use super::unit::Unit;
use crate::diagnostic::{Code, Diagnostic, Suggestion, listed, nearest, shortened};
use crate::distribution::Distribution;
use crate::fiscal::{FinancialYear, Month};
use crate::money::{Pounds, group_thousands, round_to_the_penny};
use crate::programme::{Misfit, Quantity, beyond_counting};
use rust_decimal::Decimal;

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
        let fits = !matches!(typed.form, Form::Boolean | Form::Date | Form::Spoilt);
        if !fits {
            let message = format!("`{}` is not a number", shortened(&typed.text));
            self.fault(Code::NotANumber, &typed.place, message, format!("write {}", field.unit.in_words()));
        }
        fits
    }

    /// A number of a unit, whatever its range. Parts of a penny that are not possible are rounded in a table, where
    /// formulas leave them, and refused elsewhere.
    pub(super) fn plain_number(
        &mut self,
        typed: &Typed,
        unit: Unit,
        pennies: Pennies,
        commas: Commas,
    ) -> Option<Decimal> {
        let number = match number::parse(&typed.text, unit, commas) {
            Ok(number) => number,
            Err(fault) => {
                let place = typed.part(fault.range);
                let expected = format!("expected {}", unit.in_words());
                let fault =
                    Diagnostic::error(fault.code, fault.message).at(place).label(expected).maybe_help(fault.help);
                self.report(fault);
                return None;
            }
        };
        match unit.accept(number, pennies) {
            Ok(value) => Some(value),
            // A spreadsheet computes in binary fractions.
            Err(fault) if fault.code == Code::PartOfAPenny && typed.form == Form::Stored => {
                Some(round_to_the_penny(number.value).normalize())
            }
            Err(fault) if fault.code == Code::PartOfAPenny && typed.form == Form::Cell => {
                let value = round_to_the_penny(number.value).normalize();
                let message = format!("`{}` is rounded to the penny: {}", shortened(&typed.text), Pounds::new(value));
                self.report(Diagnostic::note(Code::PartOfAPenny, message).at(typed.place.clone()));
                Some(value)
            }
            Err(fault) => {
                self.fault(fault.code, &typed.place, fault.message, fault.help);
                None
            }
        }
    }

    fn number_within(&mut self, typed: &Typed, field: Field) -> Option<Decimal> {
        let value = self.plain_number(typed, field.unit, Pennies::Whole, Commas::Group)?;
        if field.limits.contain(value) {
            self.question(typed, &Quantity::Fixed(value), field);
            return Some(value);
        }
        let message = format!("`{}` must be {}, not {}", field.name, field.limits.in_words(), shortened(&typed.text));
        let fault = Diagnostic::error(Code::OutOfRange, message).at(typed.place.clone());
        self.report(fault.maybe_help(percentage_meant(typed, value, field)));
        None
    }

    /// A distribution whose values are possible; one value alone becomes a fixed number.
    pub(super) fn within(&mut self, typed: &Typed, law: Distribution, field: Field) -> Option<Quantity> {
        let quantity = Quantity::from(law);
        let must = format!("`{}` must be {}", field.name, field.limits.in_words());
        let (end, verb) = match (field.limits.misfit(&quantity), &quantity) {
            (None, Quantity::Fixed(_)) => return Some(quantity),
            (None, Quantity::Uncertain(law)) => {
                self.warn_of_clamping(typed, law, field);
                self.question(typed, &quantity, field);
                return Some(quantity);
            }
            (Some(Misfit::Value(value)), _) => {
                let message = format!("{must}, not {value}");
                self.report(Diagnostic::error(Code::OutOfRange, message).at(typed.place.clone()));
                return None;
            }
            (Some(Misfit::Draws(value)), _) => {
                let message = beyond_counting(field.name, value);
                self.fault(
                    Code::LawImpossible,
                    &typed.place,
                    message,
                    "cut it to the possible values: `… in [, £10m]`",
                );
                return None;
            }
            (Some(Misfit::Begins(end)), _) => (end, "begins"),
            (Some(Misfit::Ends(end)), _) => (end, "ends"),
        };
        let message = format!("{must}, but this distribution {verb} at {end}");
        let help = per_cent_left_out(typed, &quantity, field)
            .unwrap_or_else(|| format!("cut it to the possible values: `… in {}`", interval(field.limits)));
        self.fault(Code::LawOutOfRange, &typed.place, message, help);
        None
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
        let help = per_cent_left_out(typed, &Quantity::Uncertain(law.clone()), field)
            .unwrap_or_else(|| format!("cut it to the possible values instead: `… in {}`", interval(field.limits)));
        self.report(Diagnostic::warning(Code::LawClamped, message).at(typed.place.clone()).help(help));
    }

    /// A whole number.
    pub fn whole(&mut self, typed: &Typed, name: &'static str, low: u64, high: u64) -> Option<u64> {
        let digits: String = typed.text.chars().filter(|&c| c != '_').collect();
        if let Some(value) = digits.parse().ok().filter(|value| (low..=high).contains(value)) {
            return Some(value);
        }
        let value = match number::parse(&typed.text, Unit::Number, Commas::Group) {
            Ok(number) if number.written == number::Written::Plain => number.value,
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
        let read = if matches!(typed.form, Form::Boolean | Form::Spoilt) {
            Err(NoDate::Unknown)
        } else {
            dates::date(&typed.text)
        };
        match read {
            Ok(_) if self.is_of_two_meanings(typed) => {
                let message = format!(
                    "`{}` could be two dates: another date of this column can only be read with the month first",
                    shortened(&typed.text)
                );
                let help = "write all dates of this column as `2026-09`, or with the day first";
                self.fault(Code::MonthFirst, &typed.place, message, help);
                None
            }
            Ok(date) => {
                self.note_how_written(typed, date);
                Some(date.month)
            }
            Err(fault) => {
                self.no_date(typed, fault);
                None
            }
        }
    }

    fn note_how_written(&mut self, typed: &Typed, date: Date) {
        let (code, message) = match date.written {
            Written::Month => return,
            Written::Day => (
                Code::DayOfMonth,
                format!(
                    "`{}` is read as {}: a date counts as the first of its month",
                    shortened(&typed.text),
                    date.month
                ),
            ),
            Written::Serial => (
                Code::SerialDate,
                format!("`{}` is read as {}: a spreadsheet's number of days", shortened(&typed.text), date.month),
            ),
        };
        let help = format!("write `{}` to have no doubt", date.month);
        self.report(Diagnostic::note(code, message).at(typed.place.clone()).help(help));
    }

    fn no_date(&mut self, typed: &Typed, fault: NoDate) {
        let text = shortened(&typed.text);
        let (code, message, help) = match fault {
            NoDate::MonthFirst(month) => (
                Code::MonthFirst,
                format!("`{text}` has the month first, and dates are read with the day first"),
                format!("write `{month}`"),
            ),
            NoDate::Year(year) => (
                Code::NotADate,
                format!("`{text}` is a year alone, and a month is needed"),
                format!("write the month too, such as `{year}-04`"),
            ),
            NoDate::Meant(month) => {
                (Code::NotADate, format!("`{text}` is not a date as YYYY-MM"), format!("write `{month}`"))
            }
            NoDate::Unknown => (
                Code::NotADate,
                format!("`{text}` is not a date"),
                "write the year and the month as YYYY-MM, such as `2017-09`".into(),
            ),
        };
        self.fault(code, &typed.place, message, help);
    }

    /// A financial year.
    pub fn year(&mut self, typed: &Typed) -> Option<FinancialYear> {
        let year = dates::financial_year(&typed.text);
        if let Some(year) =
            year.or_else(|| dates::year_taken_for_a_month(&typed.text).filter(|_| typed.is_date_of_a_sheet()))
        {
            return Some(year);
        }
        let help = "write both its calendar years, such as `2015/16`";
        self.fault(Code::NotAYear, &typed.place, format!("`{}` is not a financial year", shortened(&typed.text)), help);
        None
    }

    /// One of several words, in any spelling.
    pub fn choice<T: Copy>(&mut self, typed: &Typed, name: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let written = spelling::word(&typed.text);
        let everyday = everyday(&written);
        let known =
            |meant: &str| choices.iter().find(|(word, _)| spelling::word(word) == meant).map(|(_, value)| *value);
        if let Some(value) = known(&written).or_else(|| known(everyday)) {
            return Some(value);
        }
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
        let message = format!("`{name}` must be {}, not `{}`", listed(&words, "or"), shortened(&typed.text));
        let help = match nearest(&typed.text, choices.iter().map(|(word, _)| *word)) {
            near @ Suggestion::Nearest(_) => near.advice(),
            Suggestion::OneOf(_) => None,
        };
        self.report(Diagnostic::error(Code::UnknownChoice, message).at(typed.place.clone()).maybe_help(help));
        None
    }
}

/// The word that an everyday form stands for: `yes` for `TRUE`, `design` for `In design`.
fn everyday(word: &str) -> &str {
    match word {
        "true" | "y" | "1" => "yes",
        "false" | "n" | "0" => "no",
        _ => word.strip_prefix("in_").unwrap_or(word),
    }
}

fn interval(limits: Limits) -> String {
    let end = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
    format!("[{}, {}]", end(limits.low), end(limits.high))
}

/// `60` typed for 60 %.
fn percentage_meant(typed: &Typed, value: Decimal, field: Field) -> Option<String> {
    let is_share = field.unit == Unit::Fraction && !typed.text.contains('%');
    let is_whole = value.abs() >= Decimal::TWO && value.abs() <= Decimal::ONE_HUNDRED;
    let meant = is_share && is_whole && field.limits.contain(value / Decimal::ONE_HUNDRED);
    meant.then(|| format!("for {value} per cent write `{value}%`"))
}

/// `pert(60, 90, 105)` typed for per cent: the same with its signs, where that is possible.
fn per_cent_left_out(typed: &Typed, quantity: &Quantity, field: Field) -> Option<String> {
    let law = quantity.law()?;
    let (written, numbers) = law::in_per_cent(&typed.text).filter(|_| field.unit == Unit::Fraction)?;
    let whole = |number: &Decimal| number.is_zero() || number.abs() >= Decimal::ONE;
    let (lowest, highest) = law.support();
    let fits = field.limits.allow_end(lowest / 100.0) && field.limits.allow_end(highest / 100.0);
    let meant = numbers.iter().all(whole) && law.most_likely() >= 2.0 && fits;
    meant.then(|| format!("for per cent write `{written}`"))
}
