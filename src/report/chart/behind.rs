//! A chart as a block of a document, with the figures behind it as they are written.

use super::amounts::Amounts;
use super::data::{Axes, Chart, Plane, Rows, Scale, Series, Unit};
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
    let places: Vec<f64> = places.into_iter().step_by(step).collect();
    let across = across(&axes.x, &places);
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
    chart.data(columns, places.iter().map(row).collect())
}

/// How places are written: with as many digits as no two of them share.
fn across(x: &Scale, places: &[f64]) -> Amounts {
    const MOST: usize = 6;
    let are_apart = |amounts: &Amounts| {
        let written = places.iter().map(|at| amounts.known(*at)).collect::<Vec<_>>();
        written.windows(2).all(|pair| pair[0] != pair[1])
    };
    let usual = Amounts::of(x, 3, &[]);
    let finer = std::iter::successors(Some(usual), |amounts| Some(amounts.finer())).take(MOST);
    finer.into_iter().find(are_apart).unwrap_or(usual)
}

/// What a series has at a place: a value, or a range.
fn value(series: &Series, at: f64, amounts: &Amounts) -> Value {
    let Some(point) = series.points.iter().find(|point| point.at == at) else { return Value::Blank };
    match point.value {
        Some(value) => Value::text(amounts.known(value)),
        None => Value::text(format!("{} to {}", amounts.known(point.low), amounts.known(point.high))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_with_as_many_digits_as_tell_them_apart() {
        let written = |unit: Unit, places: &[f64]| {
            let across = across(&Scale::plain(unit, 0.0, 1.0), places);
            places.iter().map(|at| across.known(*at)).collect::<Vec<_>>()
        };
        assert_eq!(written(Unit::Number(""), &[0.8, 1.0]), ["0.8", "1.0"]);
        assert_eq!(written(Unit::Number(""), &[0.79, 0.81, 1.0]), ["0.79", "0.81", "1.00"]);
        assert_eq!(written(Unit::Share, &[0.101, 0.103]), ["10.1%", "10.3%"]);
    }
}
