//! The layout of charts with two axes: panels below each other, over one x scale.

use super::super::data::{Axes, Figures, Role, Shape, Side, Unit};
use super::frame::{EDGE, Entry, Margins, Picture};
use super::geometry::{Bounds, Point};
use super::panel::{self, Laid};
use super::sheet::{Anchor, Sheet};
use super::tag::{Column, Named};
use super::ticks;
use super::typeface::Letters;
use super::view::View;

/// More targets than this are named by letters and listed below the chart.
const MOST_NAMED: usize = 4;

/// A chart with two axes, laid out.
pub struct Layout<'c> {
    axes: &'c Axes,
    panels: Vec<Laid<'c>>,
    margins: Margins,
}

impl<'c> Layout<'c> {
    /// Lays `axes` out; targets are named by letters where there are many of them or no room for their names.
    pub fn of(axes: &'c Axes) -> Self {
        let targets = axes.panels.iter().flat_map(|panel| &panel.marks).filter(|mark| mark.role == Role::Target);
        if targets.count() > MOST_NAMED {
            return Layout::named(axes, true);
        }
        let layout = Layout::named(axes, false);
        let views = layout.views(Point::new(0.0, 0.0), layout.margins.plane_width());
        let is_crowded = views.iter().any(|(laid, view)| laid.is_crowded(view));
        if is_crowded { Layout::named(axes, true) } else { layout }
    }

    fn named(axes: &'c Axes, by_letters: bool) -> Self {
        let mut letters = ('A'..='Z').cycle();
        let names: Vec<_> =
            axes.panels.iter().map(|panel| Named::all(&panel.marks, by_letters, &mut letters)).collect();
        let right = names.iter().flatten().filter(|name| name.is_at(Side::Right)).map(|name| &name.tag);
        let left = axes.panels.iter().map(panel::width_to_the_left).fold(0.0, f64::max);
        let right = Column::width_of(right).max(panel::overhang(&axes.x));
        let margins = Margins { left, right, ..Margins::default() };
        let width = margins.plane_width();
        let at = |x: f64| EDGE + left + width * axes.x.share(x);
        let least = if axes.panels.len() == 1 { panel::HEIGHT } else { panel::SMALL_HEIGHT };
        let panels = axes.panels.iter().zip(names).map(|(panel, names)| Laid::of(panel, names, least, at));
        let mut layout = Layout { axes, panels: panels.collect(), margins };
        layout.margins.top = layout.panels.first().map_or(0.0, Laid::headroom);
        layout.margins.bottom = layout.space_below();
        layout
    }

    /// Each panel with its plane; the first one's upper left corner is at `corner`.
    fn views(&self, corner: Point, width: f64) -> Vec<(&Laid<'c>, View<'c>)> {
        let mut top = corner.y;
        let mut views = Vec::new();
        for (place, laid) in self.panels.iter().enumerate() {
            top += if place > 0 { laid.headroom() } else { 0.0 };
            let bounds = Bounds { left: corner.x, top, right: corner.x + width, bottom: top + laid.height };
            views.push((laid, View { bounds, x: &self.axes.x, y: &laid.panel.y }));
            top = bounds.bottom;
        }
        views
    }

    /// What is below the last panel: labels of the x scale, its name, and figures.
    fn space_below(&self) -> f64 {
        let name = if self.has_name() { 20.0 } else { 0.0 };
        let figures = self.figures().len();
        let table = if figures > 0 { figures as f64 * Letters::BODY.leading() + 8.0 } else { 0.0 };
        36.0 + name + table
    }

    /// Whether the x scale is named: years need no name.
    fn has_name(&self) -> bool {
        !matches!(self.axes.x.unit, Unit::Year(_)) && !self.axes.x.name.is_empty()
    }

    /// The figures below the last panel, where there is room for them.
    fn figures(&self) -> &'c [Figures] {
        let Some(panel) = self.axes.panels.last() else { return &[] };
        let x = &self.axes.x;
        let cells = panel.figures.iter().flat_map(|row| &row.cells).map(|cell| Letters::STRONG.width(cell));
        let widest = cells.fold(Letters::BODY.widest(&x.labels()), f64::max);
        let spacing = self.margins.plane_width() * x.step / x.length();
        if spacing >= widest + 8.0 { &panel.figures } else { &[] }
    }

    /// The figures of each place of the x scale below it.
    fn draw_figures(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let mut baseline = view.bounds.bottom + 24.0;
        for row in self.figures() {
            baseline += Letters::BODY.leading();
            let letters = if row.is_first { Letters::STRONG } else { Letters::BODY };
            sheet.write(&row.name, Point::new(view.bounds.left - 8.0, baseline), Anchor::End, letters);
            for (tick, cell) in view.x.ticks.iter().zip(&row.cells) {
                sheet.write(cell, Point::new(view.at(*tick, 0.0).x, baseline), Anchor::Middle, letters);
            }
        }
    }
}

impl Picture for Layout<'_> {
    fn key(&self) -> Vec<Entry> {
        let views = self.views(Point::new(0.0, 0.0), self.margins.plane_width());
        let mut entries: Vec<Entry> = Vec::new();
        for (laid, view) in &views {
            for series in &laid.panel.series {
                Entry::add(&mut entries, series, view.is_dense(series));
                // A short line lies across in a plane with axes.
                let ticks = entries.iter_mut().filter(|entry| matches!(entry.shape, Shape::Ticks(_)));
                ticks.for_each(|entry| entry.shape = Shape::Line);
            }
        }
        let marks = || self.axes.panels.iter().flat_map(|panel| &panel.marks);
        for (role, shape, name) in [(Role::Plan, Shape::Line, "Plan"), (Role::Target, Shape::Symbols, "Target")] {
            let is_new = entries.iter().all(|entry| entry.role != role);
            if is_new && marks().any(|mark| mark.role == role) {
                entries.push(Entry { shape, role, is_dense: role == Role::Plan, name: name.into() });
            }
        }
        entries
    }

    fn notes(&self) -> Vec<String> {
        self.panels.iter().flat_map(Laid::notes).collect()
    }

    fn margins(&self) -> Margins {
        self.margins
    }

    fn height(&self) -> f64 {
        self.views(Point::new(0.0, 0.0), 1.0).last().map_or(0.0, |(_, view)| view.bounds.bottom)
    }

    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let views = self.views(Point::new(bounds.left, bounds.top), bounds.width());
        views.iter().for_each(|(laid, view)| laid.draw(sheet, view));
        let Some((_, last)) = views.last() else { return };
        ticks::labels_across(sheet, last.bounds, last.x, last.bounds.bottom + 20.0);
        if self.has_name() {
            let at = Point::new(last.bounds.centre().x, last.bounds.bottom + 40.0);
            sheet.write_body(&last.x.name, at, Anchor::Middle);
        }
        self.draw_figures(sheet, last);
    }
}
