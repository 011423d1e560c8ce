//! Dates and financial years as a British spreadsheet or hand writes them.

use super::spelling::is_dash;
use crate::fiscal::{FinancialYear, Month};

/// A date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// The month that it is in.
    pub month: Month,
    /// How it was written.
    pub written: Written,
}

/// What there may be to say about a date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A month, or its first day.
    Month,
    /// A later day of the month, or a time of day.
    Day,
    /// Days since 30 December 1899.
    Serial,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// It can only be read with the month first: it would be this month.
    MonthFirst(Month),
    /// It is a year alone.
    Year(i32),
    /// It is not read, but this month is meant.
    Meant(Month),
    /// It is nothing known.
    Unknown,
}

/// A part of a date between its separators: a number, or a month by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// The number, or 1 to 12 for a month.
    value: i32,
    /// How many digits it has: none for a name.
    digits: usize,
}

impl Part {
    fn is_name(self) -> bool {
        self.digits == 0
    }

    fn is_full_year(self) -> bool {
        self.digits == 4
    }

    /// Years of two digits are of this century.
    fn year(self) -> Result<i32, NoDate> {
        match self.digits {
            2 => Ok(2000 + self.value),
            4 => Ok(self.value),
            _ => Err(NoDate::Unknown),
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The serial numbers of 1 January 1950 and of 31 December 2100.
const SERIALS: std::ops::RangeInclusive<i64> = 18_264..=73_415;

/// Reads a date.
pub(crate) fn date(text: &str) -> Result<Date, NoDate> {
    let day = text.trim();
    let time = &day[without_time(day).len()..];
    match day_alone(day) {
        Ok(date) if date.written == Written::Month && time.contains(|c| ('1'..='9').contains(&c)) => {
            Ok(Date { written: Written::Day, ..date })
        }
        read => read,
    }
}

/// Reads a date, whatever its time of day.
fn day_alone(text: &str) -> Result<Date, NoDate> {
    let Some(parts) = parts(without_time(text)) else { return Err(NoDate::Unknown) };
    match parts[..] {
        [_] => serial(text),
        [month, year] if month.is_name() => whole_month(year.year()?, month.value),
        [year, month] if year.is_full_year() && (month.is_name() || text.contains(is_dash)) => {
            whole_month(year.value, month.value)
        }
        [year, month] if year.is_full_year() => Err(meant(year.value, month.value)),
        [month, year] if year.is_full_year() => whole_month(year.value, month.value),
        [year, month, day] if year.is_full_year() && !day.is_name() => day_of(year.value, month.value, day.value),
        [day, month, year] | [month, day, year] if month.is_name() && !day.is_name() => {
            day_of(year.year()?, month.value, day.value)
        }
        [day, month, year] if !day.is_name() => day_first(day.value, month.value, year.year()?),
        _ => Err(NoDate::Unknown),
    }
}

/// Whether a date of numbers alone could be read with the day first and with the month first, as another month.
pub(crate) fn could_be_two(text: &str) -> bool {
    numbers(text).is_some_and(|[first, second, _]| first != second && first <= 12 && second <= 12)
}

/// Whether a date of numbers alone can only be read with the month first.
pub(crate) fn is_month_first(text: &str) -> bool {
    matches!(date(text), Err(NoDate::MonthFirst(_)))
}

/// `03/04/2026` as 3, 4 and 2026.
fn numbers(text: &str) -> Option<[i32; 3]> {
    match parts(without_time(text.trim()))?[..] {
        [first, second, year] if [first, second].iter().all(|part| (1..=2).contains(&part.digits)) => {
            Some([first.value, second.value, year.value])
        }
        _ => None,
    }
}

/// A financial year: `2018/19`, `2018-19`, `2018/2019`, `18/19`, with or without `FY`.
pub fn financial_year(text: &str) -> Option<FinancialYear> {
    let lower = text.trim().to_lowercase();
    let bare = lower.strip_prefix("fy").map_or(lower.as_str(), |rest| rest.trim_start_matches([' ', '-']));
    let (first, second) = bare.split_once(|c: char| c == '/' || is_dash(c))?;
    let (first, second) = (part(first.trim())?, part(second.trim())?);
    let year = first.year().ok()?;
    let follows = match second.digits {
        2 => (year + 1) % 100 == second.value,
        4 => year + 1 == second.value,
        _ => false,
    };
    (follows && (1900..9998).contains(&year)).then(|| FinancialYear::beginning(year))
}

/// The year of which a spreadsheet made a month, as it makes June 2005 of `2005/06`.
pub(crate) fn year_taken_for_a_month(text: &str) -> Option<FinancialYear> {
    let month = date(text).ok()?.month;
    let year = FinancialYear::beginning(month.year());
    ((month.year() + 1) % 100 == month.month_of_year()).then_some(year)
}

/// The parts of a date between blanks, slashes, points, commas and dashes; at most three.
fn parts(text: &str) -> Option<Vec<Part>> {
    let separates = |c: char| c.is_whitespace() || matches!(c, '/' | '.' | ',') || is_dash(c);
    let parts: Option<Vec<Part>> = text.split(separates).filter(|part| !part.is_empty()).map(part).collect();
    parts.filter(|parts| (1..=3).contains(&parts.len()))
}

fn part(text: &str) -> Option<Part> {
    let lower = text.to_lowercase();
    let is_of = |name: &str| lower == name || lower == name[..3] || (lower == "sept" && name.starts_with("sept"));
    if let Some(at) = MONTHS.iter().position(|name| is_of(name)) {
        return Some(Part { value: at as i32 + 1, digits: 0 });
    }
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
    let number = ordinal.unwrap_or(&lower);
    // A serial number has five digits.
    let is_number = (1..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Some(Part { value: number.parse().ok()?, digits: number.len() }) } else { None }
}

/// Without a time of day behind it: `2026-09-01 00:00:00`, `2026-09-01T00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let hours = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    hours.strip_suffix(['T', 't', ' ']).map_or(text, str::trim_end)
}

fn month(year: i32, month: i32) -> Option<Month> {
    ((1900..=9998).contains(&year) && (1..=12).contains(&month)).then(|| Month::new(year, month))
}

fn whole_month(year: i32, number: i32) -> Result<Date, NoDate> {
    month(year, number).map(|month| Date { month, written: Written::Month }).ok_or(NoDate::Unknown)
}

fn meant(year: i32, number: i32) -> NoDate {
    month(year, number).map_or(NoDate::Unknown, NoDate::Meant)
}

fn day_of(year: i32, number: i32, day: i32) -> Result<Date, NoDate> {
    let month = month(year, number).ok_or(NoDate::Unknown)?;
    match day {
        1 => Ok(Date { month, written: Written::Month }),
        _ if (1..=days_of(month)).contains(&day) => Ok(Date { month, written: Written::Day }),
        _ => Err(NoDate::Meant(month)),
    }
}

fn day_first(day: i32, number: i32, year: i32) -> Result<Date, NoDate> {
    let month_first = number > 12 && (1..=12).contains(&day);
    match month(year, day).filter(|&month| month_first && number <= days_of(month)) {
        Some(month) => Err(NoDate::MonthFirst(month)),
        None => day_of(year, number, day),
    }
}

fn days_of(month: Month) -> i32 {
    let year = month.year();
    match month.month_of_year() {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The month of a spreadsheet's serial number, counted from 30 December 1899.
fn serial(text: &str) -> Result<Date, NoDate> {
    let Ok(days) = text.parse::<i64>() else { return Err(NoDate::Unknown) };
    if !SERIALS.contains(&days) {
        return Err(if (1900..=2200).contains(&days) { NoDate::Year(days as i32) } else { NoDate::Unknown });
    }
    let mut month = Month::new(1950, 1);
    let mut left = days - SERIALS.start();
    while left >= i64::from(days_of(month)) {
        left -= i64::from(days_of(month));
        month = month.plus(1);
    }
    Ok(Date { month, written: Written::Serial })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Written)> {
        date(text).ok().map(|date| (date.month.to_string(), date.written))
    }

    #[test]
    fn months_are_read_as_people_and_spreadsheets_write_them() {
        for text in [
            "2026-09",
            "2026-9",
            "2026-09-01",
            "2026–09–01",
            "01/09/2026",
            "1/9/26",
            "01.09.2026",
            "1-9-2026",
            "09/2026",
            "9-2026",
            "09.2026",
            "1 Sep 2026",
            "1st September 2026",
            "01-Sep-26",
            "Sep-26",
            "SEPT 2026",
            "September 2026",
            "2026 Sep",
            "September 1, 2026",
            "2026-09-01T00:00:00",
            "01/09/2026 00:00",
        ] {
            assert_eq!(read(text), Some(("2026-09".into(), Written::Month)), "{text}");
        }
    }

    #[test]
    fn a_day_within_a_month_and_a_serial_number_are_read_and_known_as_such() {
        for text in ["15/09/2026", "2026-09-15", "15 Sep 26", "30/9/2026", "29 February 2024"] {
            assert_eq!(read(text).map(|read| read.1), Some(Written::Day), "{text}");
        }
        for (text, month) in [("46266", "2026-09"), ("46295", "2026-09"), ("46296", "2026-10"), ("18264", "1950-01")] {
            assert_eq!(read(text), Some((month.into(), Written::Serial)), "{text}");
        }
        assert_eq!(read("73415").map(|read| read.0).as_deref(), Some("2100-12"));
        assert_eq!(read("36525").map(|read| read.0).as_deref(), Some("1999-12"));
        assert_eq!(read("36526").map(|read| read.0).as_deref(), Some("2000-01"));
    }

    #[test]
    fn what_is_no_date_is_known_for_what_it_is() {
        assert_eq!(date("09/15/2026"), Err(NoDate::MonthFirst(Month::new(2026, 9))));
        assert_eq!(date("2026"), Err(NoDate::Year(2026)));
        assert_eq!(date("2026/09"), Err(NoDate::Meant(Month::new(2026, 9))));
        assert_eq!(date("31/09/2026"), Err(NoDate::Meant(Month::new(2026, 9))));
        for text in ["2026-13", "Q2 2026", "2026/27", "tbc", "", "26-Sep", "09/26", "1/2/3/4", "29/02/2026x", "99999"] {
            assert_eq!(date(text), Err(NoDate::Unknown), "{text}");
        }
    }

    #[test]
    fn dates_that_could_be_two_are_known() {
        assert!(could_be_two("03/04/2026") && could_be_two("3-4-26"));
        assert!(!could_be_two("03/03/2026") && !could_be_two("15/04/2026") && !could_be_two("2026-04-03"));
        assert!(is_month_first("9/15/26") && !is_month_first("15/9/26"));
    }

    #[test]
    fn financial_years_are_read_as_people_write_them() {
        for text in ["2018/19", "2018-19", "2018–19", "2018/2019", "18/19", "FY18/19", "fy 2018/19", "FY2018-19"] {
            assert_eq!(financial_year(text), Some(FinancialYear::beginning(2018)), "{text}");
        }
        assert_eq!(financial_year("1999/00"), Some(FinancialYear::beginning(1999)));
        for text in ["2018", "2018/20", "2018/9", "18/19/20", "FY", "2018/19x", "8/9"] {
            assert_eq!(financial_year(text), None, "{text}");
        }
    }
}
