//! Dates as a workbook counts them: days since 30 December 1899, or since 1 January 1904.

use crate::scenario::sheet::SheetValue;

/// What the days of a workbook are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// Whether from 1904, as workbooks of old Macs are.
    pub from_1904: bool,
}

/// So many days lie between the two beginnings.
pub(crate) const FROM_1904: i64 = 1_462;

impl Days {
    /// The date that a number of days is, with a time of day for parts of a day; `None` outside of 1900 to 9999.
    pub fn date(self, number: f64) -> Option<SheetValue> {
        const LAST: i64 = 2_958_465;
        let minutes = (number * 24.0 * 60.0).round();
        if !(0.0..=4.3e9).contains(&minutes) {
            return None;
        }
        let (days, minute) = ((minutes as i64) / 1440, (minutes as i64) % 1440);
        let days = if self.from_1904 { days + FROM_1904 } else { days };
        // Excel has a 29 February 1900, which there never was.
        let days = if days < 60 && !self.from_1904 { days + 1 } else { days };
        if !(1..=LAST).contains(&days) {
            return None;
        }
        let [year, month, day] = civil(days - 25_569);
        Some(match minute {
            0 => SheetValue::Date([year, month, day]),
            minute => SheetValue::Moment([year, month, day, (minute / 60) as u16, (minute % 60) as u16]),
        })
    }
}

/// `2026-09-01` or `2026-09-01T12:30:00` as strict workbooks may have it.
pub(super) fn by_iso(text: &str) -> Option<SheetValue> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let numbers: Vec<u16> = date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = numbers.try_into().ok()?;
    let mut times = time.split(':').map(|part| part.parse::<u16>().unwrap_or(0));
    let (hour, minute) = (times.next().unwrap_or(0), times.next().unwrap_or(0));
    Some(if hour + minute > 0 {
        SheetValue::Moment([year, month, day, hour, minute])
    } else {
        SheetValue::Date([year, month, day])
    })
}

/// Year, month and day of so many days since 1 January 1970, in the Gregorian calendar (the algorithm of Howard
/// Hinnant's *chrono-compatible low-level date algorithms*).
fn civil(days: i64) -> [u16; 3] {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    [year, month, day].map(|part| part as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_date_systems_give_the_day_that_excel_shows() {
        let (of_1900, of_1904) = (Days::default(), Days { from_1904: true });
        assert_eq!(of_1900.date(46_266.0), Some(SheetValue::Date([2026, 9, 1])));
        assert_eq!(of_1900.date(46_266.5), Some(SheetValue::Moment([2026, 9, 1, 12, 0])));
        assert_eq!(of_1904.date(44_804.0), Some(SheetValue::Date([2026, 9, 1])));
        assert_eq!(of_1900.date(1.0), Some(SheetValue::Date([1900, 1, 1])));
        assert_eq!(of_1900.date(61.0), Some(SheetValue::Date([1900, 3, 1])));
        assert_eq!(of_1900.date(2_958_465.0), Some(SheetValue::Date([9999, 12, 31])));
        assert_eq!(of_1900.date(-1.0), None);
        assert_eq!(of_1900.date(1e300), None);
        assert_eq!(by_iso("2026-09-01T00:00:00"), Some(SheetValue::Date([2026, 9, 1])));
    }
}
