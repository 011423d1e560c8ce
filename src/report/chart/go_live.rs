//! When each area goes live: planned, achieved and forecast.

use super::Chart;
use super::axis::Axis;
use super::frame::{EDGE, Frame, Margins};
use super::geometry::{Bounds, Point};
use super::mark::{self, MIDDLE_LINE, Mark};
use super::palette::BAND_80;
use super::rows::{self, Rows};
use super::scale::{self, MIDDLE};
use super::sheet::{Anchor, Plane, Sheet, Stroke};
use super::typeface::Letters;
use crate::fiscal::{FinancialYear, Month};
use crate::forecast::{AreaForecast, Forecast};
use crate::report::figures;
use std::cmp::Reverse;

/// How long after the last plan or the horizon's end ranges are still shown, in months.
const SIGHT: i32 = 36;

/// Up to this many months the axis names months and not years.
const MOST_MONTHS: i32 = 15;

/// The groups of areas: status and heading.
const GROUPS: [(&str, &str); 3] = [("live", "Live"), ("approved", "Approved"), ("design", "In design")];

/// What stands beside an area that the plan does not count, in place of the plan's ring.
const NOT_IN_PLAN: &str = "not in plan";

/// The heading of the chances to the right.
const CHANCE: [&str; 3] = ["Chance", "of going", "live"];

/// What the chart draws.
struct Calendar<'f> {
    forecast: &'f Forecast,
    areas: Vec<&'f AreaForecast>,
    from: Month,
    to: Month,
}

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let calendar = Calendar::new(forecast);
    let frame = calendar.frame();
    let text_alternative = calendar.in_words();
    let svg = frame.document(&text_alternative, |sheet, bounds| calendar.draw(sheet, bounds));
    Chart { stem: "go_live", title: frame.title().into(), text_alternative, svg }
}

impl<'f> Calendar<'f> {
    fn new(forecast: &'f Forecast) -> Self {
        let mut areas: Vec<_> = forecast.areas.iter().collect();
        areas.sort_by_key(|area| Reverse(range_in_months(area)));
        areas.truncate(rows::MOST);
        areas.sort_by_key(|area| area.planned_go_live);
        let dates = |area: &&AreaForecast| {
            let range = area.go_live.into_iter().flatten();
            range.chain(area.went_live).chain([area.planned_go_live]).collect::<Vec<_>>()
        };
        let dates: Vec<_> = areas.iter().flat_map(dates).chain([forecast.as_of]).collect();
        let planned = areas.iter().map(|area| area.planned_go_live).max().unwrap_or(forecast.as_of);
        let sight = planned.max(forecast.horizon.last().plus(1).april()).plus(SIGHT);
        let from = dates.iter().min().copied().unwrap_or(forecast.as_of);
        let to = dates.iter().max().copied().unwrap_or(forecast.as_of).min(sight);
        Calendar { forecast, areas, from, to: to.max(from) }
    }

    fn frame(&self) -> Frame {
        let mut frame = Frame::new(self.forecast, "Go-live of each area", "planned and forecast dates");
        if self.areas.iter().any(|area| area.went_live.is_some()) {
            frame.explain(Mark::Achieved, "Went live");
        }
        if self.areas.iter().any(|area| area.in_plan) {
            frame.explain(Mark::Plan, "Planned");
        }
        frame.explain(Mark::Band(BAND_80), "80% of trials (P10 to P90)");
        frame.explain(Mark::Tick, "P50 (middle)");
        if self.areas.is_empty() {
            frame.note("There are no areas to show.");
        }
        let left_out = self.forecast.areas.len() - self.areas.len();
        if left_out > 0 {
            let shown = self.areas.len();
            frame.note(format!("The {shown} areas with the widest ranges are shown; {left_out} more are not."));
        }
        if self.is_cut() {
            frame.note(format!("Ranges that end after {} are cut at the edge.", self.to.in_words()));
        }
        frame.note("Dates are over the trials in which the area goes ahead; the chance is that of going live within the years counted and before any exit.");
        let rows = self.rows();
        let (left, right) = (rows.width_of_names(), Letters::BODY.width("of going") + 10.0);
        frame.set_plane(rows.height(), Margins { left, right, top: 56.0, bottom: 30.0 });
        frame
    }

    fn is_cut(&self) -> bool {
        self.areas.iter().any(|area| area.go_live.is_some_and(|range| range[2] > self.to))
    }

    fn rows(&self) -> Rows<&'f AreaForecast> {
        let group = |(status, heading)| {
            let areas = self.areas.iter().filter(|area| area.status == status);
            let areas: Vec<_> = areas.map(|area| (area.name.as_str(), *area)).collect();
            let (shown, all) = (areas.len(), self.count(status));
            let count = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
            (shown > 0).then(|| (format!("{heading} ({count})"), areas))
        };
        Rows::new(GROUPS.into_iter().filter_map(group).collect())
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let x = Axis::plain(-1.5, f64::from(self.to.months_since(self.from)) + 2.5);
        let plane = sheet.plane(bounds, x, Axis::plain(0.0, 1.0));
        let rows = self.rows();
        rows.draw_names(sheet, bounds, EDGE);
        self.draw_calendar(sheet, &plane);
        scale::data_date(
            sheet,
            self.forecast,
            Bounds { top: bounds.top - 18.0, ..bounds },
            plane.at(self.time(self.forecast.as_of), 0.0).x,
        );
        rows.areas(bounds.top).for_each(|(y, _, area)| self.draw_area(sheet, &plane, y, area));
        let column = if self.areas.iter().any(|area| area.went_live.is_none()) { &CHANCE[..] } else { &[] };
        for (line, text) in column.iter().enumerate() {
            let at = Point::new(bounds.right + 10.0, bounds.top - 40.0 + 16.0 * line as f64);
            sheet.write_body(*text, at, Anchor::Start);
        }
    }

    /// The financial years of which some is within the chart.
    fn years(&self) -> Vec<FinancialYear> {
        let (first, last) = (self.from.financial_year(), self.to.plus(2).financial_year());
        (0..=last.years_since(first)).map(|years| first.plus(years)).collect()
    }

    /// A month on the axis, which counts months from the first date.
    fn time(&self, month: Month) -> f64 {
        f64::from(month.months_since(self.from))
    }

    /// Months where there are few, else financial years.
    fn draw_calendar(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        if self.to.months_since(self.from) <= MOST_MONTHS {
            self.draw_months(sheet, plane);
        } else {
            self.draw_years(sheet, plane);
        }
    }

    /// Lines at the beginnings of months, which are named above and below.
    fn draw_months(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        let width = Letters::BODY.width("Mar 2018") + 10.0;
        let of_a_month = plane.at(1.0, 0.0).x - plane.at(0.0, 0.0).x;
        let every = [1, 2, 3, 6].into_iter().find(|&months| f64::from(months) * of_a_month >= width).unwrap_or(12);
        for months in -1..=self.to.months_since(self.from) + 2 {
            let (x, month) = (plane.at(f64::from(months), 0.0).x, self.from.plus(months));
            if month.months_since(month.financial_year().april()) % every != 0 {
                continue;
            }
            sheet.line(&[Point::new(x, bounds.top), Point::new(x, bounds.bottom)], scale::GRID_LINE);
            for baseline in [bounds.top - 7.0, bounds.bottom + 17.0] {
                sheet.write_body(short_name(month), Point::new(x, baseline), Anchor::Middle);
            }
        }
    }

    /// Lines at the beginnings of financial years, which are named above and below; the first and the
    /// last where enough of them is within the chart.
    fn draw_years(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        let room = Letters::BODY.width("2017/18") + 6.0;
        let mut middles = Vec::new();
        let years = self.years();
        for &year in &years {
            let [from, to] = [0.0, 12.0].map(|months| plane.at(self.time(year.april()) + months, 0.0).x);
            if from >= bounds.left {
                sheet.line(&[Point::new(from, bounds.top), Point::new(from, bounds.bottom)], scale::GRID_LINE);
            }
            let is_whole = from >= bounds.left && to <= bounds.right;
            let is_wide = to - from >= room;
            let (from_edge, to_edge) = (from.max(bounds.left), to.min(bounds.right));
            let middle = ((from_edge + to_edge) / 2.0).min(bounds.right - room / 2.0);
            let is_apart = middles.last().is_none_or(|&(x, _)| middle - x >= room);
            if is_whole && is_wide && !is_apart {
                middles.pop();
            }
            if is_whole || (is_wide && to_edge - from_edge >= room / 3.0 && is_apart) {
                middles.push((middle, year));
            }
        }
        middles.retain(|(x, _)| x + Letters::BODY.width("2017/18") / 2.0 <= bounds.right + 2.0);
        for baseline in [bounds.top - 7.0, bounds.bottom + 17.0] {
            scale::years_across(sheet, &middles, baseline);
        }
    }

    fn draw_area(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>, y: f64, area: &AreaForecast) {
        let at = |month: Month| Point::new(plane.at(self.time(month.min(self.to)), 0.0).x, y);
        if let Some(achieved) = area.went_live {
            mark::achieved(sheet, at(achieved));
        } else if let Some([p10, p50, p90]) = area.go_live {
            let end = if p90 > self.to { plane.bounds.right } else { at(p90).x + 1.0 };
            if p90 > self.to {
                let tip = [(0.0, -6.5), (7.0, 0.0), (0.0, 6.5)].map(|(dx, dy)| Point::new(end + dx, y + dy));
                sheet.polygon(&tip, BAND_80, Stroke::solid(BAND_80, 0.5));
            }
            let range = Bounds { left: at(p10).x - 1.0, top: y - 4.5, right: end, bottom: y + 4.5 };
            sheet.rectangle(range, BAND_80);
            if p50 <= self.to {
                sheet.line(&[at(p50).moved(0.0, -6.5), at(p50).moved(0.0, 6.5)], MIDDLE_LINE);
            }
        }
        if area.in_plan {
            mark::plan(sheet, at(area.planned_go_live));
        } else {
            let range = area.go_live.unwrap_or([area.planned_go_live; 3]);
            write_beside(sheet, plane.bounds, [at(range[0]), at(range[2])]);
        }
        if area.went_live.is_none() {
            let chance = figures::percent(area.probability_live.value);
            sheet.write_body(chance, Point::new(plane.bounds.right + 10.0, y + MIDDLE), Anchor::Start);
        }
    }

    fn in_words(&self) -> String {
        let mut sentences = vec![format!(
            "Planned, achieved and forecast go-live of {} areas: {} are live, {} approved and {} in design.",
            self.forecast.areas.len(),
            self.count("live"),
            self.count("approved"),
            self.count("design")
        )];
        sentences.extend(self.later_than_planned());
        sentences.extend(self.widest());
        sentences.join(" ")
    }

    /// How many areas have that status.
    fn count(&self, status: &str) -> usize {
        self.forecast.areas.iter().filter(|area| area.status == status).count()
    }

    fn later_than_planned(&self) -> Option<String> {
        let open = self.forecast.areas.iter().filter(|area| area.went_live.is_none() && area.in_plan);
        let compared: Vec<_> = open.filter_map(|area| Some((area.go_live?[1], area.planned_go_live))).collect();
        let later = compared.iter().filter(|(middle, planned)| middle > planned).count();
        let all_are_planned = self.forecast.areas.iter().all(|area| area.in_plan);
        let which = if all_are_planned { "that are" } else { "of the plan that are" };
        (!compared.is_empty()).then(|| {
            format!(
                "The middle of the forecast is later than the plan for {later} of {} {which} not yet live.",
                compared.len()
            )
        })
    }

    fn widest(&self) -> Option<String> {
        let area = self.forecast.areas.iter().rev().max_by_key(|area| range_in_months(area))?;
        let [p10, _, p90] = area.go_live.filter(|range| range[2] > range[0])?;
        let name = area.name.trim();
        let planned = if area.in_plan {
            format!("planned for {}", area.planned_go_live.in_words())
        } else {
            "which the plan does not count".into()
        };
        let (p10, p90) = (p10.in_words(), p90.in_words());
        Some(format!("The widest range is that of {name}: 80% of trials between {p10} and {p90}, {planned}."))
    }
}

/// Writes that an area is not in the plan, beside its range: to its right where there is room.
fn write_beside(sheet: &mut Sheet<'_>, bounds: Bounds, [from, to]: [Point; 2]) {
    const APART: f64 = 12.0;
    let has_room = to.x + APART + Letters::BODY.width(NOT_IN_PLAN) <= bounds.right;
    let (at, anchor) =
        if has_room { (to.moved(APART, MIDDLE), Anchor::Start) } else { (from.moved(-APART, MIDDLE), Anchor::End) };
    sheet.write_body(NOT_IN_PLAN, at, anchor);
}

/// `Apr 2018`.
fn short_name(month: Month) -> String {
    let name = month.in_words();
    match name.split_once(' ') {
        Some((name, year)) => format!("{} {year}", name.get(..3).unwrap_or(name)),
        None => name,
    }
}

/// From the P10 to the P90 of an area's go-live.
fn range_in_months(area: &AreaForecast) -> i32 {
    area.go_live.map_or(0, |[p10, _, p90]| p90.months_since(p10))
}
