//! The layout of charts with rows: names to the left, values from left to right, figures to the right.

use super::super::data::{Row, Rows, Shape};
use super::above::Above;
use super::columns::Columns;
use super::frame::{EDGE, Entry, Margins, Picture};
use super::geometry::{Bounds, Point};
use super::lane::Lanes;
use super::palette::{GRID_LINE, STRIPE, ZERO_LINE};
use super::sheet::{Anchor, Sheet};
use super::strip;
use super::tag::Named;
use super::ticks::Across;
use super::typeface::Letters;
use super::view::View;

/// The widest a name may be.
const NAME_WIDTH: f64 = 225.0;

/// From one line of a name to the next.
const LINE: f64 = 16.0;

/// With more rows than this each has less space.
const MANY: usize = 45;

/// Where rows are higher together than this, no name has two lines.
const HIGHEST: f64 = 850.0;

/// Space between the names and the plane; and where labels of scales stand at its edge.
const GAP: f64 = 10.0;
const WIDE_GAP: f64 = 28.0;

/// From the baseline of the labels of the scale to the plane.
const LABELS: f64 = 7.0;

/// A chart with rows, laid out.
pub struct Layout<'c> {
    rows: &'c Rows,
    lines: Vec<Line>,
    columns: Columns<'c>,
    above: Above<'c>,
    margins: Margins,
}

/// A heading, or a row by its position.
struct Line {
    text: Vec<String>,
    height: f64,
    row: Option<usize>,
}

impl<'c> Layout<'c> {
    /// Lays `rows` out.
    pub fn of(rows: &'c Rows) -> Self {
        let lines = lines(rows);
        let gap = if has_strips(rows) { WIDE_GAP } else { GAP };
        let names = lines.iter().filter(|line| line.row.is_some()).map(|line| Letters::BODY.widest(&line.text));
        let mut columns = Columns::of(rows);
        let left = names.fold(80.0, f64::max) + gap;
        let mut margins = Margins { left, right: columns.width(), top: 0.0, bottom: 30.0 };
        let plane = Bounds { left: EDGE + left, right: EDGE + left + margins.plane_width(), top: 0.0, bottom: 0.0 };
        let at = |x: f64| plane.left + plane.width() * rows.scale.share(x);
        let above = Above::of(Named::all(&rows.marks, false, &mut std::iter::empty()), at);
        if has_strips(rows) {
            (margins.top, margins.bottom) = (columns.height() + LABELS, 12.0);
        } else {
            columns.keep_clear_of(Across::of(&rows.scale, plane).right() - plane.right);
            margins.top = above.height() + LABELS + columns.height().max(LINE) + 5.0;
        }
        Layout { rows, lines, columns, above, margins }
    }

    /// Each row with its place: its position, and its bounds between the sides of the plane.
    pub fn places(&self, plane: Bounds) -> impl Iterator<Item = (usize, Bounds)> {
        let mut bottom = plane.top;
        self.lines.iter().filter_map(move |line| {
            let top = bottom;
            bottom += line.height;
            Some((line.row?, Bounds { top, bottom, ..plane }))
        })
    }

    /// Shades every second row.
    fn draw_stripes(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        self.places(plane).step_by(2).for_each(|(_, bounds)| sheet.rectangle(bounds, STRIPE));
    }

    /// Names to the left of the plane, headings from the chart's edge.
    fn draw_names(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        let (mut top, gap) = (plane.top, if has_strips(self.rows) { WIDE_GAP } else { GAP });
        for line in &self.lines {
            let middle = if has_strips(self.rows) && line.row.is_some() {
                top + LINE * (0.5 + 0.5 * line.text.len() as f64)
            } else {
                top + line.height / 2.0
            };
            let mut baseline = middle - LINE / 2.0 * line.text.len() as f64 - 3.5;
            for text in &line.text {
                baseline += LINE;
                match line.row {
                    Some(_) => sheet.write_body(text, Point::new(plane.left - gap, baseline), Anchor::End),
                    None => sheet.write(text, Point::new(EDGE, baseline), Anchor::Start, Letters::STRONG),
                }
            }
            top += line.height;
        }
    }

    /// Lines and labels of the scale, above and below the plane.
    fn draw_scale(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        let across = Across::of(&self.rows.scale, plane);
        let top = plane.top - self.above.height();
        let zero = plane.left + plane.width() * self.rows.scale.share(0.0);
        let has_zero = self.rows.scale.unit.has_zero();
        for x in across.lines {
            let stroke = if has_zero && (x - zero).abs() < 0.01 { ZERO_LINE } else { GRID_LINE };
            sheet.line(&[Point::new(x, top), Point::new(x, plane.bottom)], stroke);
        }
        for (x, label) in across.labels {
            for baseline in [top - LABELS, plane.bottom + 17.0] {
                sheet.write_body(&label, Point::new(x, baseline), Anchor::Middle);
            }
        }
    }
}

impl Picture for Layout<'_> {
    fn key(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.rows.series.iter().for_each(|series| Entry::add(&mut entries, series, false));
        entries
    }

    fn notes(&self) -> Vec<String> {
        self.above.notes().collect()
    }

    fn margins(&self) -> Margins {
        self.margins
    }

    fn height(&self) -> f64 {
        self.lines.iter().map(|line| line.height).sum::<f64>().max(20.0)
    }

    fn draw(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        if has_strips(self.rows) {
            self.places(plane).for_each(|(row, bounds)| strip::draw(sheet, self.rows, row, bounds));
            self.columns.draw_headings(sheet, Point::new(plane.right, plane.top - LABELS));
        } else {
            self.draw_stripes(sheet, plane);
            self.draw_scale(sheet, plane);
            let view = View { bounds: plane, x: &self.rows.scale, y: &self.rows.scale };
            self.above.draw(sheet, &view);
            let may_hide = self.rows.series.iter().all(|series| series.shape != Shape::Whiskers);
            let lanes = Lanes { scale: &self.rows.scale, rows: self.places(plane).collect(), may_hide };
            self.rows.series.iter().for_each(|series| lanes.draw(sheet, series));
            let baseline = plane.top - self.above.height() - LABELS;
            self.columns.draw_headings(sheet, Point::new(plane.right, baseline));
        }
        self.draw_names(sheet, plane);
        for (row, bounds) in self.places(plane) {
            let middle = if has_strips(self.rows) { strip::line(bounds) } else { bounds.centre().y };
            self.columns.draw_row(sheet, row, Point::new(plane.right, middle));
        }
    }
}

/// Whether each row has its own scale.
fn has_strips(rows: &Rows) -> bool {
    rows.rows.iter().any(|row| row.scale.is_some())
}

/// Headings and rows. Names take up to two lines where the chart does not become too high for it.
fn lines(rows: &Rows) -> Vec<Line> {
    let spare = if rows.rows.len() > MANY { 0.0 } else { 3.0 };
    let lanes = rows.series.iter().map(|series| f64::from(series.lane.of)).fold(1.0, f64::max);
    let least = if lanes > 1.0 { 13.0 * lanes + 4.0 } else { 0.0 };
    let mut lines = Vec::new();
    let mut group = "";
    for (place, row) in rows.rows.iter().enumerate() {
        if row.group != group {
            group = &row.group;
            let heading = Letters::STRONG.shortened(group, 2.0 * NAME_WIDTH);
            lines.push(Line { text: vec![heading], height: LINE + spare, row: None });
        }
        let text = in_lines(row, 2);
        let height = (text.len().max(1) as f64 * LINE + spare).max(least);
        let height = if row.scale.is_some() { strip::height(rows, place).max(height + 7.0) } else { height };
        lines.push(Line { text, height, row: Some(place) });
    }
    if lines.iter().map(|line| line.height).sum::<f64>() > HIGHEST && !has_strips(rows) {
        for line in &mut lines {
            line.text = line.row.map_or_else(|| line.text.clone(), |place| in_lines(&rows.rows[place], 1));
            line.height = (LINE + spare).max(least);
        }
    }
    lines
}

/// A row's name in at most so many lines, and what is said behind it in the last or one more.
fn in_lines(row: &Row, most: usize) -> Vec<String> {
    let aside = Letters::BODY.shortened(&row.aside, NAME_WIDTH);
    if aside.is_empty() {
        return Letters::BODY.wrapped(&row.name, NAME_WIDTH, most);
    }
    let behind = Letters::BODY.width(" ") + Letters::BODY.width(&aside);
    if most == 1 {
        return vec![format!("{} {aside}", Letters::BODY.shortened(&row.name, (NAME_WIDTH - behind).max(60.0)))];
    }
    let mut lines = Letters::BODY.wrapped(&row.name, NAME_WIDTH, most);
    match lines.last_mut() {
        Some(last) if Letters::BODY.width(last) + behind <= NAME_WIDTH => *last = format!("{last} {aside}"),
        _ => lines.push(aside),
    }
    lines
}
