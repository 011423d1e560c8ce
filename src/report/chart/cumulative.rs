//! The fan of the cumulative net saving, with the plan and the targets.

use super::Chart;
use super::axis::Axis;
use super::frame::{Frame, Margins};
use super::geometry::{Bounds, Point};
use super::goal::{self, Goal};
use super::mark::{self, MIDDLE_LINE, Mark, PLAN_LINE};
use super::other_targets::Others;
use super::palette::{BAND_50, BAND_80, BAND_90};
use super::placement::Room;
use super::scale;
use super::series::{self, YearFigures};
use super::sheet::{Plane, Sheet};
use super::tag::{Column, Tag};
use crate::forecast::{Forecast, Summary};
use crate::programme::{Flow, Measure};
use crate::report::figures::Notation;

/// The widest a label of the forecast may be.
const TAG_WIDTH: f64 = 148.0;

/// The least height of the plane.
const HEIGHT: f64 = 300.0;

/// Up to this many years each has its own marker.
const MOST_MARKED: usize = 15;

/// A band of the fan: its colour, what the key says, and its edges.
type Band = (plotters::style::RGBColor, &'static str, fn(&Summary) -> (f64, f64));

const BANDS: [Band; 3] = [
    (BAND_90, "90% of trials (P5 to P95)", |summary| (summary.p5().value, summary.p95().value)),
    (BAND_80, "80% (P10 to P90)", |summary| (summary.p10().value, summary.p90().value)),
    (BAND_50, "50% (P25 to P75)", |summary| (summary.p25().value, summary.p75().value)),
];

/// What the chart draws.
struct Fan<'f> {
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
    let mut fan = Fan::new(forecast);
    let mut frame = fan.frame();
    if fan.is_crowded(frame.plane_width()) {
        goal::name_by_letters(&mut fan.goals);
        frame = fan.frame();
    }
    let text_alternative = fan.in_words();
    let svg = frame.document(&text_alternative, |sheet, bounds| fan.draw(sheet, bounds));
    Chart { stem: "cumulative", title: frame.title().into(), text_alternative, svg }
}

impl<'f> Fan<'f> {
    fn new(forecast: &'f Forecast) -> Self {
        let years = series::by_year(forecast, Measure::Cumulative(Flow::NetSaving));
        let goals = goal::cumulative(forecast);
        let last = forecast.horizon.len() as f64 - 1.0;
        let values = series::amounts(&years).chain(goals.iter().map(|goal| goal.amount)).chain([0.0]);
        let y = Axis::covering_closely(values, 6);
        let from = if (-1.0..0.0).contains(&data_date(forecast)) { data_date(forecast) - 0.1 } else { -0.25 };
        let x = Axis::plain(from, if last == 0.0 { 0.2 } else { last });
        let last_year = years.last().into_iter();
        let summaries: Vec<_> = last_year.clone().filter_map(|figures| figures.summary).collect();
        let notation = series::notation(&y, &summaries, last_year.filter_map(|figures| figures.plan));
        let others = Others::than(forecast, &goals);
        Fan { forecast, years, goals, others, notation, x, y }
    }

    fn frame(&self) -> Frame {
        let mut frame = Frame::new(self.forecast, "Cumulative net saving", &self.y.unit_name());
        for (colour, text, _) in BANDS {
            frame.explain(Mark::Band(colour), text);
        }
        frame.explain(Mark::Middle, "P50 (middle)");
        frame.explain(if self.years.len() > MOST_MARKED { Mark::PlanDash } else { Mark::PlanLine }, "Plan");
        if !self.goals.is_empty() {
            frame.explain(Mark::Target, "Target");
        }
        frame.note("Running total at the end of each financial year (31 March).");
        if self.years.is_empty() {
            frame.note("There are no figures to show.");
        }
        self.goals.iter().filter_map(|goal| goal.note(&self.notation)).for_each(|note| frame.note(note));
        let cut = self.goals.iter().filter(|goal| goal.is_cut());
        cut.filter_map(|goal| goal.in_full(&self.notation)).for_each(|name| frame.note(name));
        frame.list_targets(&self.others);
        let tags: Vec<_> = self.column().into_iter().map(|(tag, _)| tag).collect();
        let margins =
            Margins { left: scale::width_of_amounts(&self.y), right: Column::width_of(&tags), top: 34.0, bottom: 32.0 };
        frame.set_plane((1.2 * Column::height_of(&tags)).max(HEIGHT), margins);
        frame
    }

    /// The labels at the last year, with the amounts that they name.
    fn column(&self) -> Vec<(Tag, f64)> {
        let last = self.forecast.horizon.len() - 1;
        let final_year = self.years.iter().find(|figures| figures.place == last);
        let mut tags = Vec::new();
        if let Some(summary) = final_year.and_then(|figures| figures.summary) {
            tags.extend(forecast_tags(&summary, &self.notation));
        }
        if let Some(plan) = final_year.and_then(|figures| figures.plan) {
            tags.push((Tag::strong(format!("Plan {}", self.notation.known(plan))), plan));
        }
        let at_the_end = self.goals.iter().filter(|goal| goal.place == last);
        tags.extend(at_the_end.map(|goal| (goal.tag(&self.notation), goal.amount)));
        tags
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let mut plane = sheet.plane(bounds, self.x.clone(), self.y.clone());
        plane.grid(scale::GRID_LINE);
        for (colour, _, edges) in BANDS {
            plane.band(&self.edges(edges), colour);
        }
        scale::amounts_left(sheet, &plane, &self.y);
        plane.line(&self.middle(), MIDDLE_LINE);
        plane.line(&self.plan(), PLAN_LINE);
        self.draw_years(sheet, &plane);
        if data_date(self.forecast) > -1.0 {
            let x = plane.at(data_date(self.forecast).min(self.x.to), 0.0).x;
            scale::data_date(sheet, self.forecast, bounds, x);
        }
        let mut column = Column::default();
        self.column().into_iter().for_each(|(tag, amount)| column.push(tag, plane.at(0.0, amount).y));
        column.draw(sheet, bounds);
        self.draw_goals(sheet, &plane);
        if self.years.len() <= MOST_MARKED {
            self.plan().into_iter().for_each(|(x, plan)| mark::plan(sheet, plane.at(x, plan)));
        }
    }

    /// A band's edges by year. A single year is drawn as wide as a bar.
    fn edges(&self, edges: fn(&Summary) -> (f64, f64)) -> Vec<(f64, f64, f64)> {
        let of_year = |figures: &YearFigures| {
            let (lower, upper) = edges(figures.summary.as_ref()?);
            Some((figures.place as f64, lower, upper))
        };
        let band: Vec<_> = self.years.iter().filter_map(of_year).collect();
        match band[..] {
            [(x, lower, upper)] => vec![(x - 0.2, lower, upper), (x + 0.2, lower, upper)],
            _ => band,
        }
    }

    fn middle(&self) -> Vec<(f64, f64)> {
        let middles = self.edges(|summary| (summary.p50().value, summary.p50().value));
        middles.into_iter().map(|(x, middle, _)| (x, middle)).collect()
    }

    fn plan(&self) -> Vec<(f64, f64)> {
        self.years.iter().filter_map(|figures| Some((figures.place as f64, figures.plan?))).collect()
    }

    fn draw_years(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let years: Vec<_> = self
            .forecast
            .horizon
            .iter()
            .enumerate()
            .map(|(place, year)| (plane.at(place as f64, 0.0).x, year))
            .collect();
        let bottom = plane.bounds.bottom;
        scale::year_ticks(sheet, &years, bottom);
        scale::years_across(sheet, &years, bottom + 20.0);
    }

    fn draw_goals(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let last = self.forecast.horizon.len() - 1;
        let mut room = self.room(plane.bounds);
        for goal in &self.goals {
            let at = plane.at(goal.place as f64, goal.amount);
            if goal.place == last {
                mark::target(sheet, at);
            } else {
                goal.write_near(at, &mut room, sheet, &self.notation);
            }
        }
    }

    /// Whether a plane of that width has no free space for a label in words of a target before the last year.
    fn is_crowded(&self, width: f64) -> bool {
        let last = self.forecast.horizon.len() - 1;
        let bounds = Bounds { left: 0.0, top: 0.0, right: width, bottom: HEIGHT };
        let mut room = self.room(bounds);
        self.goals.iter().filter(|goal| goal.place < last).any(|goal| {
            let at = self.place(bounds, goal.place as f64, goal.amount);
            goal.is_crowded_out(at, &mut room, &self.notation)
        })
    }

    /// Where a pair of values is in a plane with these bounds.
    fn place(&self, bounds: Bounds, x: f64, y: f64) -> Point {
        bounds.at_shares(self.x.share(x), self.y.share(y))
    }

    /// A plane as labels see it: lines, bands and markers are taken, the data date is better left free.
    fn room(&self, bounds: Bounds) -> Room {
        let at = |x: f64, y: f64| self.place(bounds, x, y);
        let mut room = Room::new(bounds);
        for line in [self.plan(), self.middle()] {
            for pair in line.windows(2) {
                room.take_line(at(pair[0].0, pair[0].1), at(pair[1].0, pair[1].1));
            }
        }
        for pair in self.edges(BANDS[0].2).windows(2) {
            let corner = |(x, lower, upper)| [at(x, lower), at(x, upper)];
            room.take_band(corner(pair[0]), corner(pair[1]));
        }
        let date = at(data_date(self.forecast).min(self.x.to), 0.0).x;
        room.avoid_line(Point::new(date, bounds.top), Point::new(date, bounds.bottom));
        for goal in &self.goals {
            room.take(Bounds::about(at(goal.place as f64, goal.amount), 14.0, 14.0));
        }
        room
    }

    fn in_words(&self) -> String {
        let mut sentences = vec![format!(
            "Fan chart of the cumulative net saving at the end of each financial year, {}, forecast from {}.",
            scale::in_words(self.forecast.horizon),
            self.forecast.as_of.in_words()
        )];
        sentences
            .extend(self.years.last().and_then(|figures| series::sentence("By the end of", figures, &self.notation)));
        sentences.extend(goal::sentence(&self.goals, &self.notation));
        sentences.extend(self.others.sentence());
        sentences.join(" ")
    }
}

/// The data date on the axis of years, where year-ends are whole numbers.
fn data_date(forecast: &Forecast) -> f64 {
    f64::from(forecast.horizon.months(forecast.as_of)) / 12.0 - 1.0
}

/// Labels of the forecast at the last year, with the amounts that they name.
fn forecast_tags(summary: &Summary, notation: &Notation) -> Vec<(Tag, f64)> {
    if let Some(trials) = series::same_in(summary) {
        let figure = format!("Forecast {}", notation.estimate_with(summary.p50()));
        return vec![(Tag::strong(figure).with(&trials, TAG_WIDTH, 1), summary.p50().value)];
    }
    let tag =
        |name: &str, figure: String, words: &str| Tag::strong(format!("{name} {figure}")).with(words, TAG_WIDTH, 2);
    let [p10, p50, p90] = series::percentiles(summary, notation);
    vec![
        (tag("P90", p90, "10% chance of more"), summary.p90().value),
        (tag("P50", p50, "50% chance of more"), summary.p50().value),
        (tag("P10", p10, "90% chance of more"), summary.p10().value),
    ]
}
