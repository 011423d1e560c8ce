//! The scenario beside published cases: one strip for each comparison, each in its own unit.

use super::Chart;
use super::axis::Axis;
use super::frame::{EDGE, Frame, Margins, WIDTH};
use super::geometry::{Bounds, Point};
use super::mark::{self, MIDDLE_LINE, Mark};
use super::palette::{BAND_80, INK, tint};
use super::scale::GRID_LINE;
use super::sheet::{Anchor, Sheet, Stroke, Words};
use super::typeface::Letters;
use crate::analysis::benchmark::{Benchmark, Comparison, Family};
use crate::programme::{Alike, Comparator, YardstickUnit};
use crate::report::benchmark::in_unit;
use crate::report::figures;

/// The widest a name may be.
const NAME_WIDTH: f64 = 200.0;
/// Space between the names and the strips.
const GAP: f64 = 28.0;
/// Space for the percentiles.
const STANDING_WIDTH: f64 = 116.0;
/// The width of a strip.
const STRIP_WIDTH: f64 = WIDTH - 2.0 * EDGE - NAME_WIDTH - GAP - STANDING_WIDTH;
/// From the top of a strip to its line, when no case stands above another.
const ABOVE: f64 = 18.0;
/// From the line to the bottom of a strip.
const BELOW: f64 = 36.0;
/// From one case to the next above it.
const STACKED: f64 = 9.0;
/// Height of a family's heading.
const HEADING: f64 = 24.0;
/// The heading of the percentiles to the right.
const STANDING: [&str; 2] = ["Programmes with", "a lower figure"];

/// A strip: a comparison, or the heading of a family.
enum Strip<'b> {
    Heading(&'static str),
    Cases { made: &'b Comparison, axis: Axis, lines: Vec<String>, height: f64 },
}

/// The chart.
pub fn chart(benchmark: &Benchmark) -> Chart {
    let strips = strips(benchmark);
    let frame = frame(benchmark, &strips);
    let text_alternative = in_words(benchmark);
    let svg = frame.document(&text_alternative, |sheet, plane| draw(&strips, sheet, plane));
    Chart { stem: "benchmark", title: frame.title().into(), text_alternative, svg }
}

fn frame(benchmark: &Benchmark, strips: &[Strip<'_>]) -> Frame {
    let mut frame = Frame::new(&benchmark.inside, "Assumptions beside published cases", "each strip in its own unit");
    if !benchmark.comparisons.is_empty() {
        frame.explain(Mark::Band(BAND_80), "This scenario, P10 to P90");
        frame.explain(Mark::Tick, "Its mean, or one value");
    }
    for (alike, text) in [
        (Alike::LikeForLike, "Case, like for like"),
        (Alike::Partial, "Alike in part"),
        (Alike::Loose, "For scale only"),
    ] {
        let any = benchmark.comparisons.iter().flat_map(|made| &made.class.cases).any(|case| case.alike == alike);
        if any {
            frame.explain(Mark::Case(alike), text);
        }
    }
    if benchmark.comparisons.iter().flat_map(|made| &made.class.cases).any(|case| range(case).is_some()) {
        frame.explain(Mark::Whisker, "Published range");
    }
    if benchmark.comparisons.is_empty() {
        frame.note(
            "Nothing was compared: there is no published case beside which anything of this scenario could be set.",
        );
    } else {
        frame.note("To the right: the share of the published programmes, forces or studies whose figure is lower than the scenario's mean, where there are at least five of them; several cases of one count as one.");
    }
    frame.note("Cases, sources and what was not compared are in benchmark_cases.csv and benchmark.csv.");
    let height = strips.iter().map(Strip::height).sum::<f64>().max(20.0);
    let margins = Margins { left: NAME_WIDTH + GAP, right: STANDING_WIDTH, top: 18.0, bottom: 12.0 };
    frame.set_plane(height, margins);
    frame
}

fn strips(benchmark: &Benchmark) -> Vec<Strip<'_>> {
    let mut strips = Vec::new();
    for family in Family::ALL {
        let of_it: Vec<&Comparison> = benchmark.comparisons.iter().filter(|made| made.family == family).collect();
        if !of_it.is_empty() {
            strips.push(Strip::Heading(match family {
                Family::Workforce => "Workforce",
                Family::Money => "Money",
                Family::Delivery => "Delivery",
            }));
        }
        strips.extend(of_it.into_iter().map(Strip::of));
    }
    strips
}

impl<'b> Strip<'b> {
    fn of(made: &'b Comparison) -> Self {
        let ends = made.class.cases.iter().flat_map(|case| [Some(case.value), case.low, case.high]).flatten();
        let stated = made.stated.range.map(|(low, high)| [low, high]).into_iter().flatten().chain([made.stated.mean]);
        // Every strip shows nil, so that a difference looks no larger than it is.
        let axis = Axis::covering(ends.chain(stated).chain([0.0]), 4);
        let unit = if made.quantity.unit() == YardstickUnit::Months { ", months" } else { "" };
        let mut lines = Letters::BODY.wrapped(&format!("{}{unit}", capital(made.quantity.heading())), NAME_WIDTH, 2);
        if !made.subject.is_empty() {
            lines.push(Letters::BODY.shortened(&format!("({})", made.subject), NAME_WIDTH));
        }
        let deepest = stacked(made, &axis, STRIP_WIDTH).iter().map(|(_, level)| *level).max().unwrap_or(0);
        let height =
            (ABOVE + deepest as f64 * STACKED + BELOW).max(lines.len() as f64 * Letters::BODY.leading() + 10.0);
        Strip::Cases { made, axis, lines, height }
    }

    fn height(&self) -> f64 {
        match self {
            Strip::Heading(_) => HEADING,
            Strip::Cases { height, .. } => *height,
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where each case stands on a strip of that width, and how many stand below it.
fn stacked(made: &Comparison, axis: &Axis, width: f64) -> Vec<(f64, usize)> {
    let at = |value: f64| (value - axis.from) / (axis.to - axis.from) * width;
    let mut placed: Vec<(f64, f64, usize)> = Vec::new();
    let mut cases = Vec::new();
    for case in &made.class.cases {
        let x = at(case.value);
        let (from, to) = (case.low.map_or(x, at).min(x), case.high.map_or(x, at).max(x));
        let is_near = |other: &(f64, f64, usize)| from < other.1 + STACKED && other.0 < to + STACKED;
        let taken = |level: usize| placed.iter().any(|other| other.2 == level && is_near(other));
        let level = (0..).find(|&level| !taken(level)).unwrap_or(0);
        placed.push((from, to, level));
        cases.push((x, level));
    }
    cases
}

/// The published range of a case.
fn range(case: &Comparator) -> Option<(f64, f64)> {
    case.low.zip(case.high)
}

/// Whether a figure was published for a case, and not its range alone: of a range alone the value is halfway between
/// its ends, where a mark would look like a figure that somebody found.
fn has_figure(case: &Comparator) -> bool {
    range(case).is_none_or(|(low, high)| (case.value - (low + high) / 2.0).abs() > 1e-6 * (high - low))
}

fn draw(strips: &[Strip<'_>], sheet: &mut Sheet<'_>, plane: Bounds) {
    if strips.iter().any(|strip| matches!(strip, Strip::Cases { .. })) {
        for (line, text) in STANDING.into_iter().enumerate() {
            let baseline = plane.top + HEADING - 7.0 - Letters::BODY.leading() * (STANDING.len() - 1 - line) as f64;
            sheet.write_body(text, Point::new(plane.right + 10.0, baseline), Anchor::Start);
        }
    }
    let mut top = plane.top;
    for strip in strips {
        let bounds = Bounds { top, bottom: top + strip.height(), ..plane };
        match strip {
            Strip::Heading(name) => sheet.write(Words {
                text: (*name).into(),
                at: Point::new(EDGE, bounds.bottom - 7.0),
                anchor: Anchor::Start,
                letters: Letters::STRONG,
                colour: INK,
            }),
            Strip::Cases { made, axis, lines, .. } => draw_strip(sheet, bounds, (made, axis, lines)),
        }
        top = bounds.bottom;
    }
}

fn draw_strip(sheet: &mut Sheet<'_>, bounds: Bounds, (made, axis, lines): (&Comparison, &Axis, &[String])) {
    let y = bounds.bottom - BELOW;
    let at = |value: f64| bounds.left + (value - axis.from) / (axis.to - axis.from) * bounds.width();
    let mut baseline = bounds.top + 16.0;
    for line in lines {
        sheet.write_body(line, Point::new(bounds.left - GAP, baseline), Anchor::End);
        baseline += Letters::BODY.leading();
    }
    ticks(sheet, bounds, (axis, y, made.quantity.unit()));
    if let Some((low, high)) = made.stated.range {
        let bar = Bounds { left: at(low), right: at(high).max(at(low) + 2.0), top: y + 3.0, bottom: y + 14.0 };
        sheet.rectangle(bar, BAND_80);
    }
    sheet.line(&[Point::new(bounds.left, y), Point::new(bounds.right, y)], Stroke::solid(tint(INK, 60), 1.0));
    let mean = at(made.stated.mean);
    sheet.line(&[Point::new(mean, y + 1.0), Point::new(mean, y + 16.0)], MIDDLE_LINE);
    for (case, (x, level)) in made.class.cases.iter().zip(stacked(made, axis, bounds.width())) {
        let centre = Point::new(bounds.left + x, y - 7.0 - level as f64 * STACKED);
        if let Some((low, high)) = range(case) {
            mark::whisker(sheet, Point::new(at(low), centre.y), Point::new(at(high), centre.y));
        }
        if has_figure(case) {
            Mark::Case(case.alike).draw(sheet, centre);
        }
    }
    sheet.write_body(standing(made), Point::new(bounds.right + 10.0, y + 4.0), Anchor::Start);
}

/// Ticks with their values, below the line.
fn ticks(sheet: &mut Sheet<'_>, bounds: Bounds, (axis, y, unit): (&Axis, f64, YardstickUnit)) {
    let mut free_from = f64::NEG_INFINITY;
    for &tick in &axis.ticks {
        let x = bounds.left + (tick - axis.from) / (axis.to - axis.from) * bounds.width();
        sheet.line(&[Point::new(x, bounds.top + 4.0), Point::new(x, y + 18.0)], GRID_LINE);
        let label = match unit {
            YardstickUnit::Months => figures_plain(tick),
            unit => in_unit(tick, unit),
        };
        let half = Letters::BODY.width(&label) / 2.0;
        if x - half > free_from {
            sheet.write_body(label, Point::new(x, y + 31.0), Anchor::Middle);
            free_from = x + half + 4.0;
        }
    }
}

fn figures_plain(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), String::from)
}

/// Which part of the programmes has a lower figure: `50% of 6`, or that there are too few to say.
fn standing(made: &Comparison) -> String {
    let count = made.class.programmes;
    match made.standing.map(|standing| standing.mean) {
        Some(0.0) => format!("none of {count}"),
        Some(1.0) => format!("all {count}"),
        Some(share) => format!("{} of {count}", figures::percent(share)),
        None => format!("too few (only {count})"),
    }
}

fn in_words(benchmark: &Benchmark) -> String {
    let made = &benchmark.comparisons;
    let mut sentences = vec![format!(
        "{} assumptions of the scenario beside published cases, each on a strip of its own; {} could not be compared.",
        made.len(),
        benchmark.not_made.len()
    )];
    let far = |made: &&Comparison| made.standing.is_some_and(|standing| standing.mean <= 0.1 || standing.mean >= 0.9);
    let told: Vec<String> = made
        .iter()
        .filter(far)
        .map(|made| {
            let of = if made.subject.is_empty() { String::new() } else { format!(" ({})", made.subject) };
            let value = in_unit(made.stated.mean, made.quantity.unit());
            format!("{}{of} at {value}", made.quantity.heading())
        })
        .collect();
    if told.is_empty() {
        sentences.push("None lies in the outer tenth of what was published.".into());
    } else {
        sentences.push(format!("In the outer tenth of what was published lie: {}.", told.join("; ")));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{self, Yardstick};

    #[test]
    fn a_range_without_a_published_figure_has_no_mark_midway() {
        let case = |value, low, high| Comparator {
            quantity: Yardstick::CostRatioBounds,
            case: String::new(),
            programme: String::new(),
            group: None,
            sector: String::new(),
            value,
            low,
            high,
            alike: Alike::Loose,
            source_title: String::new(),
            source_year: None,
            source_ref: None,
            mark: programme::Mark::Published,
            note: None,
        };
        assert!(!has_figure(&case(1.205, Some(1.0), Some(1.41))));
        assert!(has_figure(&case(0.96, Some(0.8), Some(1.2))));
        assert!(has_figure(&case(1.5, None, None)));
    }
}
