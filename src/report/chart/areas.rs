//! What each area contributes over the horizon.

use super::Chart;
use super::axis::Axis;
use super::frame::{EDGE, Frame, Margins};
use super::geometry::{Bounds, Point};
use super::mark::{self, Mark};
use super::palette::{BAND_50, INK};
use super::rows::{self, Rows};
use super::scale::{self, MIDDLE};
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;
use crate::forecast::{AreaAmount, AreaForecast, Forecast};
use crate::report::figures::{Notation, unit_for};

/// Width of the columns of figures to the right.
const COLUMN: f64 = 66.0;

/// What the column of the plan says of an area that the plan does not count.
const NOT_IN_PLAN: &str = "not in plan";

/// Digits of the largest amount: one more than elsewhere, for the sake of small areas.
const DIGITS: i32 = 4;

/// What the chart draws.
struct Contributions<'f> {
    forecast: &'f Forecast,
    shown: Vec<&'f AreaForecast>,
    without: Vec<&'f AreaForecast>,
    left_out: usize,
    notation: Notation,
    x: Axis,
    /// The areas whose amounts go beyond the axis.
    beyond: Vec<&'f AreaForecast>,
}

/// The most areas that may go beyond the axis.
const MOST_BEYOND: usize = 2;

/// How many times as large as all others an area must be to go beyond the axis.
const FAR_LARGER: f64 = 8.0;

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let contributions = Contributions::new(forecast);
    let frame = contributions.frame();
    let text_alternative = contributions.in_words();
    let svg = frame.document(&text_alternative, |sheet, bounds| contributions.draw(sheet, bounds));
    Chart { stem: "areas", title: frame.title().into(), text_alternative, svg }
}

impl<'f> Contributions<'f> {
    fn new(forecast: &'f Forecast) -> Self {
        let sound = |area: &&AreaForecast| amounts(&area.net_saving).iter().all(|amount| amount.is_finite());
        let (without, mut shown): (Vec<_>, Vec<_>) =
            forecast.areas.iter().filter(sound).partition(|area| largest(&area.net_saving) == 0.0);
        shown.sort_by(|a, b| largest(&b.net_saving).total_cmp(&largest(&a.net_saving)));
        let left_out = shown.len().saturating_sub(rows::MOST);
        shown.truncate(rows::MOST);
        let beyond = far_larger(&shown);
        shown.sort_by(|a, b| b.net_saving.mean.value.total_cmp(&a.net_saving.mean.value));
        let x = axis(&shown, &beyond);
        let largest = shown.iter().map(|area| largest(&area.net_saving)).fold(0.0, f64::max);
        let notation = Notation::new(x.unit(), largest, DIGITS, 0.0);
        Contributions { forecast, shown, without, left_out, notation, x, beyond }
    }

    fn frame(&self) -> Frame {
        let subject = format!("Net saving of each area, {}", scale::in_words(self.forecast.horizon));
        let mut frame = Frame::new(self.forecast, &subject, &self.x.unit_name());
        frame.explain(Mark::Band(BAND_50), "Forecast (mean of the trials)");
        frame.explain(Mark::Whisker, "80% of trials (P10 to P90)");
        frame.explain(Mark::Plan, "Plan");
        frame.note("An area\u{2019}s saving less its own costs. Risks, grants and programme costs are not an area\u{2019}s, so areas do not add up to the programme.");
        if self.shown.is_empty() {
            frame.note("There are no figures to show.");
        }
        if self.left_out > 0 {
            let (shown, left_out) = (self.shown.len(), self.left_out);
            frame.note(format!("The {shown} areas with the largest amounts are shown; {left_out} more are not."));
        }
        if !self.without.is_empty() {
            let names: Vec<_> = self.without.iter().map(|area| area.name.trim()).collect();
            let (count, s) = (names.len(), if names.len() == 1 { "" } else { "s" });
            frame.note(format!("No amount in plan or forecast for {count} area{s}: {}.", names.join("; ")));
        }
        self.beyond.iter().for_each(|area| frame.note(self.note_beyond(area)));
        let rows = self.rows();
        let right = COLUMN + self.width_of_plans();
        let margins = Margins { left: rows.width_of_names(), right, top: 28.0, bottom: 30.0 };
        frame.set_plane(rows.height(), margins);
        frame
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let plane = sheet.plane(bounds, self.x.clone(), Axis::plain(0.0, 1.0));
        let rows = self.rows();
        rows.draw_names(sheet, bounds, EDGE);
        for &tick in &self.x.ticks {
            let x = plane.at(tick, 0.0).x;
            let stroke = if tick == 0.0 { scale::ZERO_LINE } else { scale::GRID_LINE };
            sheet.line(&[Point::new(x, bounds.top), Point::new(x, bounds.bottom)], stroke);
        }
        scale::amounts_across(sheet, &plane, &self.x, bounds.top - 7.0);
        scale::amounts_across(sheet, &plane, &self.x, bounds.bottom + 17.0);
        let ends = [bounds.right + COLUMN, bounds.right + COLUMN + self.width_of_plans()];
        for (x, heading) in ends.into_iter().zip(["Mean", "Plan"]) {
            let at = Point::new(x, bounds.top - 7.0);
            sheet.write(Words { text: heading.into(), at, anchor: Anchor::End, letters: Letters::STRONG, colour: INK });
        }
        let zero = plane.at(0.0, 0.0).x;
        for (y, _, area) in rows.areas(bounds.top) {
            let saving = &area.net_saving;
            let at = |amount: f64| Point::new(plane.at(self.within(amount), 0.0).x, y);
            let mean = at(saving.mean.value).x;
            let bar = Bounds { left: zero.min(mean), top: y - 6.0, right: zero.max(mean), bottom: y + 6.0 };
            self.draw_forecast(sheet, bar, saving, at);
            if area.in_plan && self.is_within(saving.plan) {
                mark::open_plan(sheet, at(saving.plan));
            }
            for (x, text) in ends.into_iter().zip([self.mean(saving), self.plan(area)]) {
                sheet.write_body(text, Point::new(x, y + MIDDLE), Anchor::End);
            }
        }
    }

    /// The bar of the mean and the range, with arrows where they go beyond the axis.
    fn draw_forecast(&self, sheet: &mut Sheet<'_>, bar: Bounds, saving: &AreaAmount, at: impl Fn(f64) -> Point) {
        sheet.rectangle(bar, BAND_50);
        let end = |amount: f64| {
            let edge = if self.is_within(amount) { 0.0 } else { amount.signum() };
            (at(amount), edge)
        };
        mark::cut_whisker(sheet, [end(saving.p10.value), end(saving.p90.value)]);
        let mean = saving.mean.value;
        if !self.is_within(mean) {
            mark::broken(sheet, at(mean).moved(-24.0 * mean.signum(), 0.0));
        }
    }

    /// Whether the axis reaches an amount.
    fn is_within(&self, amount: f64) -> bool {
        (self.x.from..=self.x.to).contains(&amount)
    }

    /// An amount, or the end of the axis where it goes beyond.
    fn within(&self, amount: f64) -> f64 {
        amount.clamp(self.x.from, self.x.to)
    }

    /// What the chart cuts of an area that goes beyond the axis.
    fn note_beyond(&self, area: &AreaForecast) -> String {
        let (saving, notation) = (&area.net_saving, &self.notation);
        let [p10, p90] = self.range(saving);
        let plan = if area.in_plan { format!("plan {}", notation.known(saving.plan)) } else { NOT_IN_PLAN.into() };
        let (name, mean) = (area.name.trim(), self.mean(saving));
        format!(
            "Cut at the edge, so that the other areas can be seen: {name}, mean {mean}, 80% of trials {p10} to {p90}, {plan}."
        )
    }

    /// Width of the column of the plan.
    fn width_of_plans(&self) -> f64 {
        let all_are_planned = self.shown.iter().all(|area| area.in_plan);
        if all_are_planned { COLUMN } else { COLUMN.max(Letters::BODY.width(NOT_IN_PLAN) + 14.0) }
    }

    /// The plan of an area.
    fn plan(&self, area: &AreaForecast) -> String {
        if area.in_plan { self.notation.known(area.net_saving.plan) } else { NOT_IN_PLAN.into() }
    }

    fn rows(&self) -> Rows<&'f AreaForecast> {
        Rows::new(vec![(String::new(), self.shown.iter().map(|area| (area.name.as_str(), *area)).collect())])
    }

    fn in_words(&self) -> String {
        let mut sentences = vec![format!(
            "Bar chart of the net saving of {} areas over {}, less each area\u{2019}s own costs.",
            self.shown.len(),
            scale::in_words(self.forecast.horizon)
        )];
        let told = self.shown.iter().take(3).map(|area| {
            let saving = &area.net_saving;
            let mean = self.mean(saving);
            let [p10, p90] = self.range(saving);
            format!("{} {mean} (80% of trials between {p10} and {p90})", area.name.trim())
        });
        let told: Vec<_> = told.collect();
        if !told.is_empty() {
            sentences.push(format!("The largest forecasts are those of {}.", told.join(", ")));
        }
        sentences.extend(self.below_plan());
        sentences.join(" ")
    }

    /// The mean, rounded to what its error supports.
    fn mean(&self, amount: &AreaAmount) -> String {
        self.notation.estimate_with(amount.mean)
    }

    /// P10 and P90, rounded to what their errors support.
    fn range(&self, amount: &AreaAmount) -> [String; 2] {
        [amount.p10, amount.p90].map(|estimate| self.notation.estimate_with(estimate))
    }

    fn below_plan(&self) -> Option<String> {
        let planned: Vec<_> = self.shown.iter().filter(|area| area.in_plan).collect();
        let below = planned.iter().filter(|area| area.net_saving.mean.value < area.net_saving.plan).count();
        let (areas, others) = (planned.len(), self.shown.len() - planned.len());
        let others = match others {
            0 => String::new(),
            1 => "; 1 more is not in the plan".into(),
            others => format!("; {others} more are not in the plan"),
        };
        (areas > 0).then(|| format!("The mean is below the plan for {below} of {areas}{others}."))
    }
}

/// The few of `shown` that are so much larger than all others that these would be dots beside them; largest first
/// in `shown`. None where few others are there to be seen, or where the others would need another unit.
fn far_larger<'f>(shown: &[&'f AreaForecast]) -> Vec<&'f AreaForecast> {
    let is_far = |count: usize| {
        let (large, others) = (shown.get(count - 1)?, shown.get(count)?);
        let (large, other) = (largest(&large.net_saving), largest(&others.net_saving));
        let has_many = shown.len() > 4 * count;
        (has_many && large >= FAR_LARGER * other && unit_for(large) == unit_for(other)).then_some(count)
    };
    let count = (1..=MOST_BEYOND).filter_map(is_far).next_back().unwrap_or(0);
    shown[..count].to_vec()
}

/// The axis of the amounts of `shown`, but for those of the areas `beyond` that are larger than the others'.
fn axis(shown: &[&AreaForecast], beyond: &[&AreaForecast]) -> Axis {
    let is_beyond = |area: &AreaForecast| beyond.iter().any(|&other| std::ptr::eq(other, area));
    let others = shown.iter().filter(|area| !is_beyond(area)).map(|area| largest(&area.net_saving)).fold(0.0, f64::max);
    let all = shown.iter().flat_map(|area| amounts(&area.net_saving));
    Axis::around(all.filter(|amount| amount.abs() <= others).chain([0.0]), 8)
}

fn amounts(amount: &AreaAmount) -> [f64; 4] {
    [amount.plan, amount.mean.value, amount.p10.value, amount.p90.value]
}

fn largest(amount: &AreaAmount) -> f64 {
    amounts(amount).into_iter().map(f64::abs).fold(0.0, f64::max)
}
