//! Tables, each in a region that scrolls by itself.

use super::super::document::{Column, Row, Table, Value, clean};
use super::super::figure::Unit;
use super::Drawn;
use super::sentence::{figure, sentence};
use maud::{Markup, html};

/// Tables of so many rows stand on one page of print.
const SHORT: usize = 14;

/// The table with its caption; columns of numbers are set to the right.
pub(super) fn table(table: &Table) -> Markup {
    placed(table, None)
}

/// The same, each row with its place in a drawing.
pub(super) fn placed(table: &Table, drawing: Option<&Drawn>) -> Markup {
    let caption = table.caption_with_unit();
    let lacking: Vec<Vec<String>> = (0..table.columns.len()).map(|column| table.lacking(column)).collect();
    html! {
        div.scroll.short[table.rows.len() <= SHORT] role="region" tabindex="0" aria-label=(caption) {
            table {
                caption { (sentence(&caption)) }
                thead {
                    tr {
                        @for column in &table.columns {
                            @if column.heading.is_empty() { td {} }
                            @else { th.number[column.is_numeric] scope="col" { (sentence(&column.heading)) } }
                        }
                    }
                }
                tbody {
                    @for (at, of) in table.rows.iter().enumerate() {
                        (row(of, table, (drawing, &|column| lacking[column][at].as_str())))
                    }
                }
            }
        }
    }
}

/// A row, of whose numbers it is known what they lack behind them to stand with the others of their column.
fn row<'l>(row: &Row, table: &Table, (drawing, lacking): (Option<&Drawn>, &dyn Fn(usize) -> &'l str)) -> Markup {
    let level = format!("level-{}", row.level.min(3));
    let first = row.cells.first().unwrap_or(&Value::Blank);
    let at = drawing.and_then(|drawing| drawing.places.get(&first.shown()));
    // A figure that does not say itself where it stands is found by its row and its column.
    let place = |column: &Column, value: &Value| match value {
        Value::Figure(figure) if figure.origin.is_some() => None,
        _ if column.key.is_empty() || !value.shown().bytes().any(|byte| byte.is_ascii_digit()) => None,
        _ => row.key.as_ref().map(|key| clean(&format!("{}:{key}:{}", table.id, column.key))),
    };
    html! {
        tr data-at=[at.map(|at| format!("{at:.1}"))] {
            @if row.is_heading() && table.columns.len() > 1 {
                th.heading[row.level == 0].(level) scope="row" colspan=(table.columns.len()) { (value(first)) }
            } @else {
                th.(level) scope="row" { (value(first)) }
                @for (at, column) in table.columns.iter().enumerate().skip(1) {
                    @let cell = row.cells.get(at).unwrap_or(&Value::Blank);
                    @let lacks = Some(lacking(at)).filter(|lacks| !lacks.is_empty());
                    td.number[column.is_numeric] data-figure=[place(column, cell)] data-lacks=[lacks] { (value(cell)) }
                }
            }
        }
    }
}

fn value(value: &Value) -> Markup {
    match value {
        Value::Text(words) => sentence(words),
        Value::Figure(of) => match of.unit {
            Unit::Pounds(_) => figure(of, &of.number()),
            _ => figure(of, &of.to_string()),
        },
        other => html! { (other.shown()) },
    }
}
