//! Financial years, months and the horizon they make.
//!
//! Time inside the model is a number of months since 1 April of the horizon's first
//! financial year (`docs/model.md`, section 1). [`Horizon`] is the only place that
//! converts between that number and the calendar.

use std::fmt;

/// A financial year, 1 April to 31 March, by the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(i32);

impl FinancialYear {
    /// The year that begins on 1 April of `calendar_year`.
    pub const fn beginning(calendar_year: i32) -> Self {
        FinancialYear(calendar_year)
    }

    /// The year written `2015/16`; `None` where the text is not two consecutive years.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.split_once('/')?;
        let all_digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(first, 4) || !all_digits(second, 2) {
            return None;
        }
        let first: i32 = first.parse().ok()?;
        let second: i32 = second.parse().ok()?;
        (first >= 1900 && (first + 1) % 100 == second).then_some(FinancialYear(first))
    }

    /// The calendar year in which it begins.
    pub const fn calendar_year(self) -> i32 {
        self.0
    }

    /// The year that begins `years` later (earlier where negative).
    pub const fn plus(self, years: i32) -> Self {
        FinancialYear(self.0 + years)
    }

    /// How many years `self` is after `other`.
    pub const fn years_since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// Its first month, April.
    pub const fn april(self) -> Month {
        Month::new(self.0, 4)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

/// A calendar month; as a date, its first instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Month `month` (1 to 12) of `year`.
    pub const fn new(year: i32, month: i32) -> Self {
        Month(year * 12 + month - 1)
    }

    /// The calendar year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 1 for January to 12 for December.
    pub const fn month_of_year(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The month `months` later (earlier where negative).
    pub const fn plus(self, months: i32) -> Self {
        Month(self.0 + months)
    }

    /// How many months `self` is after `other`.
    pub const fn months_since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// The financial year that contains it.
    pub const fn financial_year(self) -> FinancialYear {
        FinancialYear(self.plus(-3).year())
    }

    /// `Sep 2017`.
    pub fn in_short(self) -> String {
        let words = self.in_words();
        words.split_once(' ').map_or_else(|| words.clone(), |(month, year)| format!("{} {year}", &month[..3]))
    }

    /// `September 2017`.
    pub fn in_words(self) -> String {
        const NAMES: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        format!("{} {}", NAMES[self.month_of_year() as usize - 1], self.year())
    }
}

/// `2017-09`.
impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year(), self.month_of_year())
    }
}

/// The financial years that a scenario counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    first: FinancialYear,
    years: usize,
}

impl Horizon {
    /// The longest horizon, in years.
    pub const LONGEST: usize = 60;

    /// From `first` to `last`, both included; `None` where `last` is before `first` or
    /// there are more than [`Horizon::LONGEST`] years.
    pub fn new(first: FinancialYear, last: FinancialYear) -> Option<Self> {
        let years = usize::try_from(last.years_since(first) + 1).ok()?;
        (1..=Self::LONGEST).contains(&years).then_some(Horizon { first, years })
    }

    /// One year alone.
    pub const fn of_one_year(year: FinancialYear) -> Self {
        Horizon { first: year, years: 1 }
    }

    /// The first financial year.
    pub const fn first(self) -> FinancialYear {
        self.first
    }

    /// The last financial year.
    pub const fn last(self) -> FinancialYear {
        self.first.plus(self.years as i32 - 1)
    }

    /// `Y`, the number of years.
    pub const fn len(self) -> usize {
        self.years
    }

    /// Never: a horizon has at least one year.
    pub const fn is_empty(self) -> bool {
        false
    }

    /// `12Y`, the end of the horizon in months.
    pub const fn end(self) -> i32 {
        12 * self.years as i32
    }

    /// Year `index`, counted from 0.
    pub const fn year(self, index: usize) -> FinancialYear {
        self.first.plus(index as i32)
    }

    /// All years in order.
    pub fn iter(self) -> impl Iterator<Item = FinancialYear> {
        (0..self.years).map(move |index| self.year(index))
    }

    /// The index of `year`, `None` where it lies outside.
    pub fn index_of(self, year: FinancialYear) -> Option<usize> {
        usize::try_from(year.years_since(self.first)).ok().filter(|&index| index < self.years)
    }

    /// The model's time `t` of a date: months since the horizon's first April, negative before it.
    pub const fn months(self, date: Month) -> i32 {
        date.months_since(self.first.april())
    }

    /// The month that contains time `t` (months), no further than calendars reach: 100,000 months from the first.
    pub fn month_at(self, t: f64) -> Month {
        const FURTHEST: f64 = 100_000.0;
        self.first.april().plus(t.floor().clamp(-FURTHEST, FURTHEST) as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_financial_year_is_written_with_both_its_calendar_years() {
        assert_eq!(FinancialYear::parse("2015/16").map(|year| year.to_string()).as_deref(), Some("2015/16"));
        assert_eq!(FinancialYear::parse("1999/00"), Some(FinancialYear::beginning(1999)));
        for wrong in ["2015-16", "2015/17", "15/16", "2015/2016", ""] {
            assert_eq!(FinancialYear::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn march_belongs_to_the_year_that_began_the_april_before() {
        assert_eq!(Month::new(2017, 3).financial_year(), FinancialYear::beginning(2016));
        assert_eq!(Month::new(2017, 4).financial_year(), FinancialYear::beginning(2017));
    }

    #[test]
    fn model_time_counts_months_from_the_first_april() {
        let horizon = Horizon::new(FinancialYear::beginning(2015), FinancialYear::beginning(2022)).unwrap();
        assert_eq!(horizon.months(Month::new(2017, 9)), 29);
        assert_eq!(horizon.months(Month::new(2015, 1)), -3);
        assert_eq!(horizon.month_at(-2.5), Month::new(2015, 1));
        assert!(horizon.month_at(1e300) > Month::new(9999, 12));
        assert_eq!(horizon.end(), 96);
    }
}
