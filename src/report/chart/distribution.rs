//! The chance of saving at least so much over the horizon.
//!
//! Panels ask how likely it is to save at least an amount, so the curve falls: it is one less the
//! distribution function. The cautious figure of a saving is its low percentile: an 80 % chance of at
//! least an amount is P20.

use super::Chart;
use super::axis::Axis;
use super::frame::{EDGE, Frame, Margins, WIDTH};
use super::geometry::{Bounds, Point};
use super::goal::{self, Goal};
use super::mark::{self, LEADER, MIDDLE_LINE, Mark, PLAN_LINE, TARGET_LINE};
use super::other_targets::Others;
use super::palette::{FORECAST, INK, PAPER, tint};
use super::placement::spread;
use super::scale;
use super::series;
use super::sheet::{Anchor, Plane, Sheet, Stroke, Words};
use super::tag::{Column, Tag};
use super::typeface::Letters;
use crate::forecast::{Forecast, Summary};
use crate::programme::Whole;
use crate::report::figures::{Notation, share_of_trials};

/// Height of a line of text above the plane.
const ROW: f64 = 18.0;

/// Height of the plane.
const HEIGHT: f64 = 320.0;

/// The most lines of text of a label above the plane. A longer one is cut, and its target named in full below the chart.
const LABEL_ROWS: usize = 2;

/// What the chart draws.
struct Curve<'f> {
    forecast: &'f Forecast,
    /// Amount and the chance of at least it, amounts ascending.
    points: Vec<(f64, f64)>,
    plan: Option<f64>,
    summary: Option<Summary>,
    goals: Vec<Goal>,
    others: Others,
    notation: Notation,
    cut: bool,
    x: Axis,
    y: Axis,
}

/// A line across the chart at an amount, with its label.
struct Line<'c> {
    amount: f64,
    text: String,
    stroke: Stroke,
    /// The target at that amount.
    goal: Option<&'c Goal>,
}

/// Where the label of a line stands, and what it says line by line.
struct Label {
    anchor: Anchor,
    /// Where its text starts or ends.
    at: f64,
    rows: Vec<String>,
    is_cut: bool,
}

impl Line<'_> {
    /// Its label beside the line at `x`: to its right where there is room, else on the wider side.
    fn label(&self, x: f64) -> Label {
        let (right, left) = (WIDTH - EDGE - x - 6.0, x - 6.0 - EDGE);
        let (anchor, at, width) = if right >= left.min(Letters::STRONG.width(&self.text)) {
            (Anchor::Start, x + 6.0, right)
        } else {
            (Anchor::End, x - 6.0, left)
        };
        let whole = Letters::STRONG.wrapped(&self.text, width, usize::MAX);
        let is_cut = whole.len() > LABEL_ROWS;
        let rows = if is_cut { Letters::STRONG.wrapped(&self.text, width, LABEL_ROWS) } else { whole };
        Label { anchor, at, rows, is_cut }
    }
}

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let curve = Curve::new(forecast);
    let frame = curve.frame();
    let text_alternative = curve.in_words();
    let svg = frame.document(&text_alternative, |sheet, bounds| curve.draw(sheet, bounds));
    Chart { stem: "distribution", title: frame.title().into(), text_alternative, svg }
}

impl<'f> Curve<'f> {
    fn new(forecast: &'f Forecast) -> Self {
        let (plan, summary) = series::of_horizon(forecast, Whole::HorizonNetSaving);
        let goals = goal::of_the_total(forecast);
        let (points, cut) = within_sight(&forecast.net_saving_curve);
        let quantiles = summary.iter().flat_map(|summary| summary.quantiles.map(|quantile| quantile.value));
        let amounts = points.iter().map(|&(amount, _)| amount).chain(quantiles);
        let x = Axis::around(amounts.chain(plan).chain(goals.iter().map(|goal| goal.amount)), 6);
        let y = Axis::covering([0.0, 1.0], 5);
        let notation = series::notation(&x, summary.as_slice(), plan.into_iter());
        let others = Others::than(forecast, &goals);
        Curve { forecast, points, plan, summary, goals, others, notation, cut, x, y }
    }

    fn frame(&self) -> Frame {
        let mut frame = Frame::new(self.forecast, "Chance of reaching a net saving", &self.x.unit_name());
        frame.explain(Mark::Middle, "Share of trials that save at least this amount");
        if self.plan.is_some() {
            frame.explain(Mark::PlanDash, "Plan");
        }
        if !self.goals.is_empty() {
            frame.explain(Mark::Target, "Target");
        }
        if self.cut {
            frame.note("The lowest and the highest half per cent of trials lie outside the chart.");
        }
        if self.points.is_empty() {
            frame.note("There are no figures to show.");
        }
        self.goals.iter().filter_map(|goal| goal.note(&self.notation)).for_each(|note| frame.note(note));
        let tags: Vec<_> = self.column().into_iter().map(|(tag, _)| tag).collect();
        let left = Letters::BODY.width("100%") + 8.0;
        let mut margins = Margins { left, right: Column::width_of(&tags), top: 14.0, bottom: 56.0 };
        frame.set_plane(HEIGHT, margins);
        for (line, label) in self.labels(EDGE + left, frame.plane_width()) {
            margins.top += ROW * label.rows.len() as f64;
            let name = line.goal.filter(|_| label.is_cut).and_then(|goal| goal.in_full(&self.notation));
            name.into_iter().for_each(|name| frame.note(name));
        }
        margins.top += self.height_of_letters();
        frame.set_plane(HEIGHT, margins);
        frame.list_targets(&self.others);
        frame
    }

    /// The lines with their labels, in a plane with that left edge and width.
    fn labels(&self, left: f64, width: f64) -> Vec<(Line<'_>, Label)> {
        let labelled = |line| {
            let label = Line::label(&line, left + width * self.x.share(line.amount));
            (line, label)
        };
        self.lines().into_iter().map(labelled).collect()
    }

    /// Height of the row of letters above the plane.
    fn height_of_letters(&self) -> f64 {
        if self.letters().is_empty() { 0.0 } else { ROW }
    }

    /// The labels of chances to the right, with the chances that they name.
    fn column(&self) -> Vec<(Tag, f64)> {
        let Some(summary) = &self.summary else { return Vec::new() };
        let notation = &self.notation;
        if let Some(trials) = series::same_in(summary) {
            return vec![(Tag::strong(notation.estimate_with(summary.p50())).with(&trials, 140.0, 1), 0.5)];
        }
        let tag = |figure: String, words: &str, chance: f64| {
            (Tag::strong(format!("{figure} or more")).with(words, 140.0, 1), chance)
        };
        let [p10, p50, p90] = series::percentiles(summary, notation);
        let [p20, p80] = outer_fifths(summary, notation);
        vec![
            tag(p10, "90% chance (P10)", 0.9),
            tag(p20, "80% chance (P20)", 0.8),
            tag(p50, "50% chance (P50)", 0.5),
            tag(p80, "20% chance (P80)", 0.2),
            tag(p90, "10% chance (P90)", 0.1),
        ]
    }

    /// The lines with a label in words, amounts ascending.
    fn lines(&self) -> Vec<Line<'_>> {
        let plan = |amount| {
            let text = format!("Plan {}", self.notation.known(amount));
            Line { amount, text, stroke: PLAN_LINE, goal: None }
        };
        let named = self.goals.iter().filter(|goal| !goal.has_letter());
        let goal = |goal| {
            let goal: &Goal = goal;
            let (figure, name) = (goal.figure(&self.notation), &goal.name);
            let text = format!("Target {figure}, met in {}: {name}", share_of_trials(goal.probability));
            Line { amount: goal.amount, text, stroke: TARGET_LINE, goal: Some(goal) }
        };
        let mut lines: Vec<_> = self.plan.map(plan).into_iter().chain(named.map(goal)).collect();
        lines.sort_by(|a, b| a.amount.total_cmp(&b.amount));
        lines
    }

    /// The targets that are named by a letter.
    fn letters(&self) -> Vec<&Goal> {
        self.goals.iter().filter(|goal| goal.has_letter()).collect()
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let mut plane = sheet.plane(bounds, self.x.clone(), self.y.clone());
        plane.area(&self.points, tint(FORECAST, 14));
        plane.grid(scale::GRID_LINE);
        self.draw_axes(sheet, &plane);
        self.draw_letters(sheet, &plane);
        self.draw_lines(sheet, &plane);
        plane.line(&self.points, MIDDLE_LINE);
        self.draw_chances(sheet, &plane);
        for goal in &self.goals {
            mark::target(sheet, plane.at(goal.amount, goal.chance_of_more()));
        }
    }

    fn draw_axes(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        for &chance in &self.y.ticks {
            let y = plane.at(self.x.from, chance).y;
            sheet.write_body(
                format!("{:.0}%", 100.0 * chance),
                Point::new(bounds.left - 8.0, y + scale::MIDDLE),
                Anchor::End,
            );
        }
        let bottom = [Point::new(bounds.left, bounds.bottom), Point::new(bounds.right, bounds.bottom)];
        sheet.line(&bottom, scale::ZERO_LINE);
        if self.x.from < 0.0 && self.x.to > 0.0 {
            let nil = plane.at(0.0, 0.0).x;
            sheet.line(&[Point::new(nil, bounds.top), Point::new(nil, bounds.bottom)], scale::ZERO_LINE);
        }
        scale::amounts_across(sheet, plane, &self.x, bounds.bottom + 21.0);
        let caption = format!("Total net saving, {}", scale::in_words(self.forecast.horizon));
        sheet.write_body(caption, Point::new(bounds.centre().x, bounds.bottom + 40.0), Anchor::Middle);
    }

    /// Lines at amounts. The leftmost has the uppermost label, so that no line crosses a label.
    fn draw_lines(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        let labels = self.labels(bounds.left, bounds.width());
        let rows: usize = labels.iter().map(|(_, label)| label.rows.len()).sum();
        let mut baseline = bounds.top - self.height_of_letters() - 8.0 - ROW * rows.saturating_sub(1) as f64;
        for (line, label) in labels {
            let x = plane.at(line.amount, 0.0).x;
            sheet.line(&[Point::new(x, baseline - 11.0), Point::new(x, bounds.bottom)], line.stroke);
            for text in label.rows {
                let (at, anchor) = (Point::new(label.at, baseline), label.anchor);
                sheet.write(Words { text, at, anchor, letters: Letters::STRONG, colour: INK });
                baseline += ROW;
            }
        }
    }

    /// Lines at targets that are named by letters, which stand in a row above the plane.
    fn draw_letters(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let bounds = plane.bounds;
        let places = self.letters().into_iter().map(|goal| (plane.at(goal.amount, 0.0).x, goal.tag(&self.notation)));
        let places: Vec<_> = places.collect();
        let wanted: Vec<_> = places.iter().map(|(x, tag)| (*x, tag.width() + 6.0)).collect();
        let centres = spread(&wanted, bounds.left, WIDTH - 12.0);
        for ((x, tag), centre) in places.iter().zip(centres) {
            let at = Point::new(centre, bounds.top - 14.0);
            sheet.line(&[Point::new(*x, bounds.top), at.moved(0.0, 8.0)], LEADER);
            sheet.line(&[Point::new(*x, bounds.top), Point::new(*x, bounds.bottom)], TARGET_LINE);
            tag.write(sheet, Bounds::about(at, tag.width(), tag.height()));
        }
    }

    /// The points of the curve that the labels to the right name.
    fn draw_chances(&self, sheet: &mut Sheet<'_>, plane: &Plane<'_>) {
        let mut column = Column::default();
        let labels = self.column();
        let amounts = self.summary.iter().flat_map(|summary| {
            let all = [summary.p10(), summary.p20(), summary.p50(), summary.p80(), summary.p90()];
            let shown = if labels.len() == 1 { &all[2..3] } else { &all };
            shown.iter().map(|estimate| estimate.value).collect::<Vec<_>>()
        });
        for ((tag, chance), amount) in labels.iter().zip(amounts) {
            let at = plane.at(amount, *chance);
            sheet.line(&[at, Point::new(plane.bounds.right, at.y)], Stroke::dotted(FORECAST, 1.2));
            sheet.circle(at, 4.0, FORECAST, Stroke::solid(PAPER, 1.2));
            column.push(tag.clone(), at.y);
        }
        column.draw(sheet, plane.bounds);
    }

    fn in_words(&self) -> String {
        let mut sentences = vec![format!(
            "Curve of the chance that the net saving over {} is at least an amount.",
            scale::in_words(self.forecast.horizon)
        )];
        sentences.extend(self.summary.as_ref().map(|summary| chances(summary, &self.notation)));
        sentences.extend(self.plan.map(|plan| format!("The plan is {}.", self.notation.known(plan))));
        sentences.extend(goal::sentence(&self.goals, &self.notation));
        sentences.extend(self.others.sentence());
        sentences.join(" ")
    }
}

/// The sentence on the chances of amounts.
fn chances(summary: &Summary, notation: &Notation) -> String {
    let [p20, p80] = outer_fifths(summary, notation);
    let p50 = notation.estimate_with(summary.p50());
    match series::same_in(summary) {
        None => format!(
            "There is an 80% chance of at least {p20}, a 50% chance of at least {p50} and a 20% chance of at least {p80}."
        ),
        Some(trials) => format!("It is {p50} {trials}."),
    }
}

/// P20, which as the cautious figure is rounded down, and P80.
fn outer_fifths(summary: &Summary, notation: &Notation) -> [String; 2] {
    [notation.at_least(summary.p20()), notation.estimate_with(summary.p80())]
}

/// The points (amount, chance of at least it) of an S-curve given as (probability of less, amount),
/// and whether its ends were cut: where they are so long that they would hide the rest, only the
/// middle 99 % of trials are shown.
fn within_sight(curve: &[(f64, f64)]) -> (Vec<(f64, f64)>, bool) {
    let sound: Vec<_> = curve.iter().copied().filter(|(less, amount)| less.is_finite() && amount.is_finite()).collect();
    let inner: Vec<_> = sound.iter().copied().filter(|(less, _)| (0.005..=0.995).contains(less)).collect();
    let width = |points: &[(f64, f64)]| match points {
        [first, .., last] => last.1 - first.1,
        _ => 0.0,
    };
    let cut = width(&inner) > 0.0 && width(&sound) > 2.0 * width(&inner);
    let shown = if cut { inner } else { sound };
    (shown.into_iter().map(|(less, amount)| (amount, 1.0 - less)).collect(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ends_are_cut_and_short_ones_are_kept() {
        let straight: Vec<_> = (0..=200).map(|place| (f64::from(place) / 200.0, f64::from(place))).collect();
        assert_eq!(within_sight(&straight).0.len(), 201);
        let mut long = straight.clone();
        long[200].1 = 1e9;
        let (points, cut) = within_sight(&long);
        assert!(cut && points.iter().all(|&(amount, _)| amount <= 200.0));
    }
}
