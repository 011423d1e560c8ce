//! Workforce groups: how many there are, and whether as many leave as must.

use super::wrap::paragraph;
use crate::forecast::{Estimate, Forecast, PartForecast, Summary};
use crate::money::group_thousands;
use crate::programme::{Measure, Staffing};

/// A table for each group; nothing where there are none.
pub fn section(forecast: &Forecast) -> String {
    if forecast.workforce.is_empty() {
        return String::new();
    }
    let mut text = "Workforce, full-time posts\n".to_string();
    for (name, part) in &forecast.workforce {
        text.push_str(&paragraph(name, 2));
        text.push_str("                 headcount at year end          without redundancy, mean\n");
        text.push_str("    Year          plan      P10      P90        must go  leave of themselves\n");
        let rows = part.rows_of(Measure::Staffing(Staffing::Headcount)).enumerate();
        for (place, row) in rows {
            let year = row.year.map_or_else(String::new, |year| year.to_string());
            text.push_str(&line(part, place, &year));
        }
    }
    text
}

fn line(part: &PartForecast, place: usize, year: &str) -> String {
    let row = |staffing| part.rows_of(Measure::Staffing(staffing)).nth(place);
    let headcount = row(Staffing::Headcount);
    let of =
        |figure: fn(&Summary) -> Estimate| headcount.and_then(|row| row.summary()).map(|summary| figure(summary).value);
    let mean = |staffing| row(staffing).and_then(|row| row.summary()).map(|summary| summary.mean.value);
    let (needed, available) = (mean(Staffing::TurnoverNeeded), mean(Staffing::TurnoverAvailable));
    let short = match (needed, available) {
        (Some(needed), Some(available)) if needed > available => "  too few",
        _ => "",
    };
    let plan = headcount.and_then(|row| row.plan());
    let [plan, p10, p90, needed, available] = [plan, of(Summary::p10), of(Summary::p90), needed, available].map(posts);
    let line = format!("    {year}  {plan:>10}  {p10:>7}  {p90:>7}  {needed:>13}  {available:>19}{short}");
    format!("{}\n", line.trim_end())
}

/// Whole posts, or tenths of few.
fn posts(count: Option<f64>) -> String {
    let Some(count) = count.filter(|count| count.is_finite()) else { return "not known".into() };
    if count.abs() < 99.95 && count.fract().abs() > 0.05 {
        return format!("{count:.1}");
    }
    let sign = if count <= -0.5 { "-" } else { "" };
    format!("{sign}{}", group_thousands(&format!("{:.0}", count.abs())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_whole_unless_they_are_few() {
        assert_eq!(
            [Some(2400.4), Some(12.25), Some(0.0), Some(-1250.0), None].map(posts),
            ["2,400", "12.2", "0", "-1,250", "not known"]
        );
    }

    #[test]
    fn a_group_has_a_line_for_each_year() {
        let text = section(&crate::report::specimen::forecast());
        assert!(text.contains("  Officers\n"), "{text}");
        assert!(text.lines().last().is_some_and(|line| line.trim_start().starts_with("2017/18")), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80));
    }
}
