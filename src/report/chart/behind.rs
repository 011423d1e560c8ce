//! A chart as a block of a document, with the figures behind it as they are written.

use super::amounts::Amounts;
use super::data::{Axes, Chart, Plane, Rows, Series, Unit};
use crate::report::document::{self, Column, Row, Table, Value, name};

/// So many points of a curve are listed.
const MOST_POINTS: usize = 40;

impl Chart {
    /// As a block.
    pub fn block(&self) -> document::Chart {
        document::Chart {
            drawing: self.stem.clone(),
            caption: self.title.as_str().into(),
            finding: self.finding().into(),
            description: self.description.clone(),
            data: match &self.plane {
                Plane::Axes(axes) => of_axes(self, axes),
                Plane::Rows(rows) => of_rows(self, rows),
            },
        }
    }

    fn data(&self, columns: Vec<Column>, rows: Vec<Row>) -> Table {
        Table { id: "chart", caption: self.title.as_str().into(), unit: None, columns, rows }
    }
}

/// A row for each row, with the columns of figures beside it.
fn of_rows(chart: &Chart, data: &Rows) -> Table {
    let columns = data.columns.iter().map(|column| Column::number("value", name(&column.heading)));
    let row = |(at, row): (usize, &super::data::Row)| {
        let cells = data.columns.iter().map(|column| Value::text(column.cells.get(at).cloned().unwrap_or_default()));
        Row::new([Value::from(name(&row.name))].into_iter().chain(cells).collect())
    };
    let columns = [Column::text("row", "")].into_iter().chain(columns).collect();
    chart.data(columns, data.rows.iter().enumerate().map(row).collect())
}

/// A row for each place of the x scale at which a series has a value.
fn of_axes(chart: &Chart, axes: &Axes) -> Table {
    let series = || axes.panels.iter().flat_map(|panel| panel.series.iter().map(move |series| (panel, series)));
    let mut places: Vec<f64> = series().flat_map(|(_, series)| series.points.iter().map(|point| point.at)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let step = places.len().div_ceil(MOST_POINTS).max(1);
    let across = Amounts::of(&axes.x, 3, &[]);
    let place = |at: f64| match axes.x.unit {
        Unit::Year(first) => Value::Year(first.plus(at as i32)),
        Unit::Month(first) => Value::Month(first.plus(at as i32)),
        _ => Value::text(across.known(at)),
    };
    let columns = series().map(|(panel, series)| {
        let of = if panel.name.is_empty() { String::new() } else { format!("{}: ", panel.name) };
        Column::number("value", name(&format!("{of}{}", series.name)))
    });
    let columns = [Column::text("at", name(&axes.x.name))].into_iter().chain(columns).collect();
    let row = |&at: &f64| {
        let cells = series().map(|(panel, series)| value(series, at, &Amounts::of(&panel.y, 3, &[])));
        Row::new([place(at)].into_iter().chain(cells).collect())
    };
    chart.data(columns, places.iter().step_by(step).map(row).collect())
}

/// What a series has at a place: a value, or a range.
fn value(series: &Series, at: f64, amounts: &Amounts) -> Value {
    let Some(point) = series.points.iter().find(|point| point.at == at) else { return Value::Blank };
    match point.value {
        Some(value) => Value::text(amounts.known(value)),
        None => Value::text(format!("{} to {}", amounts.known(point.low), amounts.known(point.high))),
    }
}
