//! The grammar of numbers, money and percentages.
//!
//! ```text
//! number  = [sign] digits [ "." digits ] [ "e" [sign] digits ]
//! money   = [sign] [ "£" ] [sign] number [ "k" | "m" | "bn" ] [ "p.a." | … ]      (£5,000) is negative
//! months  = number [ "months" | "month" | "m" ]
//! percent = number "%"
//! ```

use super::behind;
use super::spelling::is_dash;
use super::unit::Unit;
use crate::diagnostic::{Code, is_unseen, shortened};
use crate::money::Pounds;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its value: 0.35 for `35%`, 310000 for `£310k`.
    pub value: Decimal,
    /// How it was written.
    pub written: Written,
}

/// How a number was written, which says of what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// Digits alone.
    Plain,
    /// With a pound sign, a suffix or accountant's brackets.
    Money,
    /// With a percent sign.
    Percent,
}

/// Why a text is no number.
#[derive(Clone, Debug)]
pub(crate) struct NumberFault {
    /// The kind of fault.
    pub code: Code,
    /// The part of the text at fault, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Whether commas may group digits: not between the brackets of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Commas {
    /// `1,100,000` is one number.
    Group,
    /// A comma separates values.
    Separate,
}

/// Amounts and numbers stay below this.
pub(crate) const LIMIT: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// Reads a number, an amount of money or a percentage, where one of `unit` is expected.
pub(crate) fn parse(text: &str, unit: Unit, commas: Commas) -> Result<Number, NumberFault> {
    if unit.is_money() && is_accounting_dash(text) {
        return Ok(Number { value: Decimal::ZERO, written: Written::Money });
    }
    if let Some(fault) = named_fault(text) {
        return Err(fault);
    }
    let mut scanner = Scanner { text, at: 0, unit, commas };
    scanner.number()
}

/// An amount of money as a person types it: `5000`, `£5k`, `£1.2m`.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn pounds(text: &str) -> Result<Pounds, String> {
    match of_any_unit(text)? {
        Number { written: Written::Percent, .. } => Err("this is a percentage, and pounds are expected".into()),
        number => Ok(Pounds::new(number.value)),
    }
}

/// A number as a person types it, of whatever unit: `5000`, `£1.2m`, `35%`.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn any_number(text: &str) -> Result<Decimal, String> {
    of_any_unit(text).map(|number| number.value)
}

fn of_any_unit(text: &str) -> Result<Number, String> {
    parse(text, Unit::Money, Commas::Group).map_err(|fault| match fault.help {
        Some(help) => format!("{}: {help}", fault.message),
        None => fault.message,
    })
}

/// A number as a person types it, without a unit: `5000`, `5,000`, `5e3`; nothing for any other text.
pub fn plain_number(text: &str) -> Option<Decimal> {
    parse(text, Unit::Number, Commas::Group)
        .ok()
        .filter(|number| number.written == Written::Plain)
        .map(|number| number.value)
}

/// `-` or `£-`, by which spreadsheets show an amount of nothing.
fn is_accounting_dash(text: &str) -> bool {
    text.contains(is_dash) && text.chars().all(|c| is_dash(c) || c == '£' || c.is_whitespace())
}

/// Words that people and spreadsheets write for want of a number.
fn named_fault(text: &str) -> Option<NumberFault> {
    let word = text.trim().trim_start_matches(['+', '-', '−']).to_lowercase();
    let help = match word.as_str() {
        _ if is_accounting_dash(text) => {
            "a dash means nothing of an amount of money only: write `0`, or leave the value out"
        }
        "nan" | "inf" | "infinity" => "write a number, or leave the value out",
        "" => "write a number",
        _ if word.starts_with('#') => {
            "this is a spreadsheet's error value: repair the formula and save the table again"
        }
        _ if !word.contains(|c: char| c.is_ascii_digit()) => {
            "write a number, or leave the value out where it is not known"
        }
        _ => return None,
    };
    Some(NumberFault {
        code: Code::NotANumber,
        range: 0..text.len(),
        message: format!("`{}` is not a number", shortened(text.trim())),
        help: Some(help.into()),
    })
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    unit: Unit,
    commas: Commas,
}

impl Scanner<'_> {
    fn number(&mut self) -> Result<Number, NumberFault> {
        self.space();
        let bracket = self.take('(');
        self.space();
        let mut negative = bracket;
        let mut signs = usize::from(bracket) + usize::from(self.sign(&mut negative));
        let pound = self.take('£');
        self.space();
        signs += usize::from(self.sign(&mut negative));
        if signs > 1 {
            return Err(self.fault(Code::NotANumber, 0..self.at, "this number has two signs", "write one sign"));
        }
        let digits_at = self.at;
        let (mantissa, places) = self.digits()?;
        let exponent = self.exponent()? - places;
        self.space();
        let (suffix, percent) = self.suffix(pound);
        let end = self.at;
        if bracket {
            self.closing_bracket()?;
        }
        self.space();
        if self.at < self.text.len()
            && !behind::belongs(&self.text[self.at..], self.unit, suffix > 0 || pound || percent)
        {
            let value = self.scaled(mantissa, exponent + suffix, digits_at..end).ok();
            return Err(self.trailing(end, value.map(|value| if negative { -value } else { value })));
        }
        let written = match (percent, pound || suffix > 0 || bracket) {
            (true, true) => return Err(self.money_and_percentage()),
            (true, false) => Written::Percent,
            (false, true) => Written::Money,
            (false, false) => Written::Plain,
        };
        let value = self.scaled(mantissa, exponent + suffix - if percent { 2 } else { 0 }, digits_at..self.at)?;
        Ok(Number { value: if negative && !value.is_zero() { -value } else { value }, written })
    }

    fn money_and_percentage(&self) -> NumberFault {
        self.fault(Code::WrongUnit, 0..self.at, "this is money and a percentage at once", "write one of the two")
    }

    /// The digits without their point, and how many stand behind it.
    fn digits(&mut self) -> Result<(i128, i32), NumberFault> {
        let start = self.at;
        let grouping = self.commas == Commas::Group;
        let whole = self.run(|c| c.is_ascii_digit() || c == '_' || (c == ',' && grouping));
        if whole.is_empty() {
            return Err(self.no_digits(start));
        }
        self.check_groups(start, &whole)?;
        let mut fraction = String::new();
        if self.take('.') {
            let at = self.at;
            fraction = self.run(|c| c.is_ascii_digit() || c == '_');
            if fraction.is_empty() || fraction.starts_with('_') || fraction.ends_with('_') {
                return Err(self.fault(
                    Code::NotANumber,
                    start..at,
                    "digits must stand behind the point",
                    "write `5` or `5.0`",
                ));
            }
            fraction.retain(|c| c != '_');
        }
        let mut digits: String = whole.chars().filter(char::is_ascii_digit).chain(fraction.chars()).collect();
        let mut places = fraction.len() as i32;
        while digits.len() > 1 && digits.ends_with('0') {
            digits.pop();
            places -= 1;
        }
        let digits = digits.trim_start_matches('0');
        if digits.len() > 28 {
            let message = "this number has more than 28 digits, more than can be kept exactly";
            return Err(self.fault(Code::NumberTooLong, start..self.at, message, "round it"));
        }
        Ok((digits.parse().unwrap_or(0), places))
    }

    /// Groups are of three digits behind the first, all with the same mark.
    fn check_groups(&self, start: usize, whole: &str) -> Result<(), NumberFault> {
        let mark = if whole.contains(',') { ',' } else { '_' };
        if !whole.contains(mark) {
            return Ok(());
        }
        let groups: Vec<&str> = whole.split(mark).collect();
        let threes = groups[1..].iter().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
        let first = (1..=3).contains(&groups[0].len()) && groups[0].bytes().all(|b| b.is_ascii_digit());
        if threes && first && groups[0] != "0" {
            return Ok(());
        }
        let range = start..start + whole.len();
        if mark == ',' && groups.len() == 2 && groups.iter().all(|group| !group.is_empty() && !group.contains('_')) {
            let help = format!("write a decimal point: `{}.{}`", groups[0], groups[1]);
            return Err(self.fault(Code::DecimalComma, range, "this looks like a decimal comma", &help));
        }
        let message = "digits must be grouped in threes";
        Err(self.fault(Code::NotANumber, range, message, "write `1,100,000`, `1_100_000` or `1100000`"))
    }

    fn exponent(&mut self) -> Result<i32, NumberFault> {
        let start = self.at;
        if !self.take('e') && !self.take('E') {
            return Ok(0);
        }
        let negative = self.take('-') || self.take('−');
        if !negative {
            self.take('+');
        }
        let digits = self.run(|c| c.is_ascii_digit());
        if digits.is_empty() {
            return Err(self.fault(
                Code::NotANumber,
                start..self.at,
                "digits must stand behind the `e`",
                "write `1e6`",
            ));
        }
        let exponent: i32 = digits.parse().unwrap_or(100_000).min(100_000);
        Ok(if negative { -exponent } else { exponent })
    }

    /// The power of ten that a suffix stands for, and whether a percent sign follows; behind a plain number of
    /// months `m` is no million.
    fn suffix(&mut self, pound: bool) -> (i32, bool) {
        let start = self.at;
        let word = self.run(char::is_alphabetic).to_lowercase();
        let power = match word.as_str() {
            "k" => 3,
            "m" if self.unit != Unit::Months || pound => 6,
            "bn" => 9,
            _ => {
                self.at = start;
                0
            }
        };
        self.space();
        (power, self.take('%'))
    }

    fn closing_bracket(&mut self) -> Result<(), NumberFault> {
        self.space();
        if self.take(')') {
            return Ok(());
        }
        let message = "the bracket of this negative amount is not closed";
        Err(self.fault(Code::NotANumber, 0..self.text.len(), message, "write `(£5,000)` or `-£5,000`"))
    }

    /// What stands behind a number that ends at `end`, and does not belong to it.
    fn trailing(&self, end: usize, value: Option<Decimal>) -> NumberFault {
        let rest = &self.text[self.at..];
        let number = behind::Behind { number: self.text[..end].trim(), value, rest: rest.trim() };
        let help = match rest.trim_start().chars().next() {
            Some('.') => "one decimal point at most; group digits with commas: `1,100,000`".to_owned(),
            Some(',') => "a comma cannot stand here".to_owned(),
            _ if self.text[..self.at].ends_with(is_unseen) || rest.starts_with(is_unseen) => {
                "take out the character that cannot be seen".to_owned()
            }
            _ => number.advice(self.unit),
        };
        let whole = shortened(self.text.trim());
        let range = self.at + rest.len() - rest.trim_start().len()..self.text.trim_end().len();
        let message = match rest.trim_start().starts_with(char::is_alphabetic) {
            true => format!("`{}` cannot stand behind a number", shortened(rest.trim())),
            false => format!("`{whole}` is not a number"),
        };
        self.fault(Code::NotANumber, range, &message, &help)
    }

    fn no_digits(&self, start: usize) -> NumberFault {
        let whole = shortened(self.text.trim());
        let help = match self.text[start..].chars().next() {
            Some('.') => format!("write a digit before the point: `0{}`", shortened(self.text[start..].trim())),
            Some('$' | '€') => "amounts are in pounds".into(),
            Some(c) if is_dash(c) => "write a minus sign: `-`".into(),
            Some(c) if is_unseen(c) => "take out the character that cannot be seen".into(),
            _ => "write digits".into(),
        };
        self.fault(Code::NotANumber, 0..self.text.len(), &format!("`{whole}` is not a number"), &help)
    }

    /// `mantissa` times a power of ten, exactly.
    fn scaled(&self, mantissa: i128, exponent: i32, range: Range<usize>) -> Result<Decimal, NumberFault> {
        if mantissa == 0 {
            return Ok(Decimal::ZERO);
        }
        let too_large =
            || self.fault(Code::OutOfRange, range.clone(), "this number is too large", "write one below 10^15");
        let value = if exponent >= 0 {
            let power = (exponent < 29).then(|| 10i128.checked_pow(exponent as u32)).flatten().ok_or_else(too_large)?;
            mantissa.checked_mul(power).and_then(|whole| Decimal::try_from_i128_with_scale(whole, 0).ok())
        } else if exponent >= -28 {
            Decimal::try_from_i128_with_scale(mantissa, -exponent as u32).ok()
        } else {
            let message = "this number has more than 28 decimal places, more than can be kept exactly";
            return Err(self.fault(Code::NumberTooLong, range, message, "round it"));
        };
        value.filter(|value| *value < LIMIT).ok_or_else(too_large)
    }

    fn sign(&mut self, negative: &mut bool) -> bool {
        let minus = self.take('-') || self.take('−');
        let sign = minus || self.take('+');
        *negative |= minus;
        self.space();
        sign
    }

    fn take(&mut self, wanted: char) -> bool {
        let taken = self.text[self.at..].starts_with(wanted);
        self.at += if taken { wanted.len_utf8() } else { 0 };
        taken
    }

    fn space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let run: String = self.text[self.at..].chars().take_while(|&c| belongs(c)).collect();
        self.at += run.len();
        run
    }

    fn fault(&self, code: Code, range: Range<usize>, message: &str, help: &str) -> NumberFault {
        NumberFault { code, range, message: message.to_owned(), help: Some(help.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> String {
        match parse(text, Unit::Money, Commas::Group) {
            Ok(number) => number.value.normalize().to_string(),
            Err(fault) => fault.code.name().to_owned(),
        }
    }

    #[test]
    fn numbers_are_read_exactly_as_people_write_them() {
        let cases = [
            ("120000", "120000"),
            ("1,100,000", "1100000"),
            ("1_100_000", "1100000"),
            ("£287.4m", "287400000"),
            (" £ 310 K ", "310000"),
            ("-£5", "-5"),
            ("£-5", "-5"),
            ("−£1k", "-1000"),
            ("(£5,000)", "-5000"),
            ("(£5k)", "-5000"),
            ("35%", "0.35"),
            ("0.5 %", "0.005"),
            ("1e3", "1000"),
            ("1.5E-2", "0.015"),
            ("£1.2bn", "1200000000"),
            ("+3", "3"),
            ("-0", "0"),
            ("£240,000.00", "240000"),
            ("007", "7"),
            ("0.1000000000000000000000000000000000", "0.1"),
            ("£\u{a0}5", "5"),
        ];
        for (text, wanted) in cases {
            assert_eq!(value(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        let cases = [
            ("tbc", "not-a-number"),
            ("nan", "not-a-number"),
            ("-inf", "not-a-number"),
            ("", "not-a-number"),
            ("1,5", "decimal-comma"),
            ("0,350", "decimal-comma"),
            ("12,34,567", "not-a-number"),
            ("1_00", "not-a-number"),
            ("£0.31 million", "not-a-number"),
            (".5", "not-a-number"),
            ("5.", "not-a-number"),
            ("1.2.3", "not-a-number"),
            ("--5", "not-a-number"),
            ("-£-5", "not-a-number"),
            ("£5%", "wrong-unit"),
            ("5e", "not-a-number"),
            ("1e16", "out-of-range"),
            ("£1000000bn", "out-of-range"),
            ("1e-40", "number-too-long"),
            ("$5", "not-a-number"),
            ("#REF!", "not-a-number"),
            ("(£5", "not-a-number"),
            ("12345678901234567890123456789", "number-too-long"),
            ("1e99999999999", "out-of-range"),
            ("5p", "not-a-number"),
            ("1,000_000", "not-a-number"),
        ];
        for (text, wanted) in cases {
            assert_eq!(value(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_limit_of_all_numbers_is_a_thousand_million_million() {
        assert_eq!(LIMIT, Decimal::from(1_000_000_000_000_000u64));
    }

    #[test]
    fn a_comma_ends_a_number_between_the_brackets_of_a_distribution() {
        assert!(parse("100,000", Unit::Number, Commas::Separate).is_err());
    }
}
