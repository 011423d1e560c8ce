//! The net saving of each year, with the plan and the targets.

use super::Chart;
use super::axis::Axis;
use super::frame::{Frame, Margins};
use super::geometry::{Bounds, Point};
use super::goal::{self, Goal};
use super::mark::{self, MIDDLE_LINE, Mark, PLAN_LINE};
use super::other_targets::Others;
use super::palette::{BAND_50, BAND_80, INK};
use super::placement::Room;
use super::scale;
use super::series::{self, YearFigures};
use super::sheet::{Anchor, Plane, Sheet, Words};
use super::typeface::Letters;
use crate::forecast::Forecast;
use crate::programme::{Flow, Measure};
use crate::report::figures::Notation;

/// With more years than this the plan is a line and not a ring for each.
const MOST_RINGS: usize = 30;

/// Height of the plane.
const HEIGHT: f64 = 300.0;

/// Half the width of a bar, in years.
const HALF_BAR: f64 = 0.3;

/// What the figures below the chart are called.
const ROWS: [&str; 4] = ["P90", "P50", "P10", "Plan"];

/// What the chart draws.
struct Bars<'f> {
    forecast: &'f Forecast,
    years: Vec<YearFigures>,
    goals: Vec<Goal>,
    others: Others,
    notation: Notation,
    x: Axis,
    y: Axis,
}

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let mut bars = Bars::new(forecast);
    let mut frame = bars.frame();
    if bars.is_crowded(frame.plane_width()) {
        goal::name_by_letters(&mut bars.goals);
        frame = bars.frame();
    }
    let text_alternative = bars.in_words();
    let svg = frame.document(&text_alternative, |sheet, bounds| bars.draw(sheet, bounds));
    Chart { stem: "annual", title: frame.title().into(), text_alternative, svg }
}

impl<'f> Bars<'f> {
    fn new(forecast: &'f Forecast) -> Self {
        let years = series::by_year(forecast, Measure::Flow(Flow::NetSaving));
        let goals = goal::yearly(forecast);
        let ends = years
            .iter()
            .filter_map(|figures| figures.summary)
            .flat_map(|summary| [summary.p10().value, summary.p90().value]);
        let plans = years.iter().filter_map(|figures| figures.plan);
        let targets = goals.iter().map(|goal| goal.amount);
        let y = Axis::covering_closely(ends.chain(plans).chain(targets).chain([0.0]), 6);
        let x = Axis::plain(0.0, forecast.horizon.len() as f64);
        let summaries: Vec<_> = years.iter().filter_map(|figures| figures.summary).collect();
        let notation = series::notation(&y, &summaries, years.iter().filter_map(|figures| figures.plan));
        let others = Others::than(forecast, &goals);
        Bars { forecast, years, goals, others, notation, x, y }
    }

    fn frame(&self) -> Frame {
        let mut frame = Frame::new(self.forecast, "Net saving by financial year", &self.y.unit_name());
        frame.explain(Mark::Band(BAND_80), "80% of trials (P10 to P90)");
        frame.explain(Mark::Band(BAND_50), "50% (P25 to P75)");
        frame.explain(Mark::Middle, "P50 (middle)");
        frame.explain(if self.years.len() > MOST_RINGS { Mark::PlanDash } else { Mark::Plan }, "Plan");
        if !self.goals.is_empty() {
            frame.explain(Mark::Target, "Target");
        }
        if self.years.is_empty() {
            frame.note("There are no figures to show.");
        }
        self.goals.iter().filter_map(|goal| goal.note(&self.notation)).for_each(|note| frame.note(note));
        let cut = self.goals.iter().filter(|goal| goal.is_cut());
        cut.filter_map(|goal| goal.in_full(&self.notation)).for_each(|name| frame.note(name));
        frame.list_targets(&self.others);
        let right = if self.years.len() > MOST_RINGS / 2 { Letters::BODY.width("2017/18") / 2.0 } else { 4.0 };
        let mut margins = Margins { left: scale::width_of_amounts(&self.y), right, top: 34.0, bottom: 36.0 };
        frame.set_plane(HEIGHT, margins);
        if self.has_table(frame.plane_width()) {
            margins.bottom += ROWS.len() as f64 * Letters::BODY.leading() + 8.0;
            frame.set_plane(HEIGHT, margins);
        }
        frame
    }

    /// A year's figures below the chart, one for each of `ROWS`.
    fn column(&self, figures: &YearFigures) -> [Option<String>; ROWS.len()] {
        let percentiles = figures.summary.map(|summary| series::percentiles(&summary, &self.notation));
        let [p10, p50, p90] = percentiles.map_or([None, None, None], |percentiles| percentiles.map(Some));
        [p90, p50, p10, figures.plan.map(|plan| self.notation.known(plan))]
    }

    /// Whether a plane of that width has room for the figures of every year.
    fn has_table(&self, width: f64) -> bool {
        let figures = self.years.iter().flat_map(|figures| self.column(figures)).flatten();
        let widest = figures.map(|figure| Letters::STRONG.width(&figure)).fold(0.0, f64::max);
        !self.years.is_empty() && width / self.x.to >= (widest + 8.0).max(Letters::BODY.width("2017/18") + 8.0)
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let mut plane = sheet.plane(bounds, self.x.clone(), self.y.clone());
        plane.grid(scale::GRID_LINE);
        for figures in &self.years {
            draw_bar(&mut plane, figures);
        }
        scale::amounts_left(sheet, &plane, &self.y);
        let date = self.data_date();
        if date > 0.0 {
            scale::data_date(sheet, self.forecast, bounds, plane.at(date.min(self.x.to), 0.0).x);
        }
        self.draw_goals(sheet, &plane);
        let plans = self.years.iter().filter_map(|figures| Some((figures.place as f64 + 0.5, figures.plan?)));
        let plans: Vec<_> = plans.collect();
        if self.years.len() > MOST_RINGS {
            plane.line(&plans, PLAN_LINE);
        } else {
            plans.into_iter().for_each(|(x, plan)| mark::plan(sheet, plane.at(x, plan)));
        }
        let years: Vec<_> = self
            .forecast
            .horizon
            .iter()
            .enumerate()
            .map(|(place, year)| (plane.at(place as f64 + 0.5, 0.0).x, year))
            .collect();
        scale::year_ticks(sheet, &years, bounds.bottom);
        scale::years_across(sheet, &years, bounds.bottom + 20.0);
        if self.has_table(bounds.width()) {
            self.draw_table(sheet, &plane);
        }
    }

    /// The figures of each year below its bar.
    fn draw_table(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        let columns: Vec<_> = self.years.iter().map(|figures| (figures.place, self.column(figures))).collect();
        let mut baseline = bounds.bottom + 24.0;
        for (row, name) in ROWS.into_iter().enumerate() {
            baseline += Letters::BODY.leading();
            let letters = if name == "P50" { Letters::STRONG } else { Letters::BODY };
            let mut write = |text: String, x: f64, anchor: Anchor| {
                sheet.write(Words { text, at: Point::new(x, baseline), anchor, letters, colour: INK });
            };
            write(name.into(), bounds.left - 8.0, Anchor::End);
            for (place, column) in &columns {
                let text = column[row].clone().unwrap_or_else(|| "none".into());
                write(text, plane.at(*place as f64 + 0.5, 0.0).x, Anchor::Middle);
            }
        }
    }

    fn draw_goals(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let mut room = self.room(plane.bounds);
        for goal in &self.goals {
            let at = plane.at(goal.place as f64 + 0.5, goal.amount);
            goal.write_near(at, &mut room, sheet, &self.notation);
        }
    }

    /// The data date on the axis of years.
    fn data_date(&self) -> f64 {
        f64::from(self.forecast.horizon.months(self.forecast.as_of)) / 12.0
    }

    /// Whether a plane of that width has no free space for a label of a target in words.
    fn is_crowded(&self, width: f64) -> bool {
        let bounds = Bounds { left: 0.0, top: 0.0, right: width, bottom: HEIGHT };
        let mut room = self.room(bounds);
        self.goals.iter().any(|goal| {
            let at = self.place(bounds, goal.place as f64 + 0.5, goal.amount);
            goal.is_crowded_out(at, &mut room, &self.notation)
        })
    }

    /// Where a pair of values is in a plane with these bounds.
    fn place(&self, bounds: Bounds, x: f64, y: f64) -> Point {
        bounds.at_shares(self.x.share(x), self.y.share(y))
    }

    /// A plane as labels see it: bars and markers are taken, the data date is better left free.
    fn room(&self, bounds: Bounds) -> Room {
        let at = |x: f64, y: f64| self.place(bounds, x, y);
        let mut room = Room::new(bounds);
        for figures in &self.years {
            let centre = figures.place as f64 + 0.5;
            if let Some(summary) = figures.summary {
                let (lower, upper) =
                    (at(centre - HALF_BAR, summary.p10().value), at(centre + HALF_BAR, summary.p90().value));
                room.take_data(Bounds { left: lower.x, top: upper.y, right: upper.x, bottom: lower.y });
            }
            if let Some(plan) = figures.plan {
                room.take(Bounds::about(at(centre, plan), 11.0, 11.0));
            }
        }
        let date = at(self.data_date().min(self.x.to), 0.0).x;
        room.avoid_line(Point::new(date, bounds.top), Point::new(date, bounds.bottom));
        for goal in &self.goals {
            room.take(Bounds::about(at(goal.place as f64 + 0.5, goal.amount), 14.0, 14.0));
        }
        room
    }

    fn in_words(&self) -> String {
        let mut sentences = vec![format!(
            "Bar chart of the net saving of each financial year, {}, forecast from {}.",
            scale::in_words(self.forecast.horizon),
            self.forecast.as_of.in_words()
        )];
        sentences.extend(self.years.last().and_then(|figures| series::sentence("In", figures, &self.notation)));
        sentences.extend(self.below_plan());
        sentences.extend(goal::sentence(&self.goals, &self.notation));
        sentences.extend(self.others.sentence());
        sentences.join(" ")
    }

    /// In how many years the middle of the forecast is below the plan.
    fn below_plan(&self) -> Option<String> {
        let compared: Vec<_> =
            self.years.iter().filter_map(|figures| Some((figures.summary?.p50().value, figures.plan?))).collect();
        let below = compared.iter().filter(|(middle, plan)| middle < plan).count();
        let years = if compared.len() == 1 { "year" } else { "years" };
        (!compared.is_empty())
            .then(|| format!("The middle of the forecast is below the plan in {below} of {} {years}.", compared.len()))
    }
}

fn draw_bar(plane: &mut Plane<'_>, figures: &YearFigures) {
    let Some(summary) = figures.summary else { return };
    let centre = figures.place as f64 + 0.5;
    let bands: [(f64, f64, f64, _); 2] = [
        (HALF_BAR, summary.p10().value, summary.p90().value, BAND_80),
        (HALF_BAR, summary.p25().value, summary.p75().value, BAND_50),
    ];
    for (half, lower, upper, colour) in bands {
        plane.rectangle((centre - half, lower), (centre + half, upper), colour);
    }
    let middle = summary.p50().value;
    plane.line(&[(centre - HALF_BAR, middle), (centre + HALF_BAR, middle)], MIDDLE_LINE);
}
