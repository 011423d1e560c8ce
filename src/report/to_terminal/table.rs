//! Tables with columns as wide as what is in them; tables with the same rows stand beside each other where they fit.

use super::super::document::{Row, Table, Value, clean};
use super::layout::{columns, padded, pieces, wrapped};
use super::shown;

/// Spaces between columns, and between tables that stand beside each other.
const GAP: usize = 2;
const WIDE_GAP: usize = 4;
/// A column of words is not made narrower than this, or than its longest word where there is room.
const NARROW: usize = 8;

/// Tables, one below the other or, where their rows have the same names, beside each other.
pub(super) fn beside(tables: &[&Table], width: usize) -> String {
    let mut text = String::new();
    let mut left = tables;
    while let Some(first) = left.first() {
        let fits = |count: &usize| {
            let tables = &left[..*count];
            tables.iter().all(|table| names(table) == names(first)) && width_beside(tables) <= width
        };
        let count = (2..=left.len()).take_while(fits).last().unwrap_or(1);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&if count == 1 { alone(first, width) } else { together(&left[..count]) });
        left = &left[count..];
    }
    text
}

/// What is in the first column, its heading included.
fn names(table: &Table) -> Vec<String> {
    let heading = table.columns.first().map(|column| column.heading.to_string());
    heading.into_iter().chain(table.rows.iter().map(|row| cell(row, 0))).collect()
}

fn cell(row: &Row, column: usize) -> String {
    let text = row.cells.get(column).map_or_else(String::new, Value::shown);
    let indent = if column == 0 { " ".repeat(2 * row.level) } else { String::new() };
    indent + &clean(&text)
}

/// The width of each column that all its cells and its heading need.
fn widths(table: &Table) -> Vec<usize> {
    let of_column = |(place, column): (usize, &super::super::document::Column)| {
        let cells = table.rows.iter().filter(|row| !row.is_heading()).map(|row| columns(&cell(row, place)));
        cells.chain([columns(&column.heading.to_string())]).max().unwrap_or(0)
    };
    table.columns.iter().enumerate().map(of_column).collect()
}

fn sum(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

// ---- beside each other

fn width_beside(tables: &[&Table]) -> usize {
    let first = widths(tables[0])[0];
    first + tables.iter().map(|table| WIDE_GAP + block_width(table)).sum::<usize>()
}

/// The width of a table without its first column.
fn block_width(table: &Table) -> usize {
    sum(&widths(table)[1..]).max(columns(&shown(&table.caption_with_unit())))
}

fn together(tables: &[&Table]) -> String {
    let first = widths(tables[0])[0];
    let line = |name: &str, block: &dyn Fn(&Table) -> String| {
        let mut line = padded(name, first, false);
        for table in tables {
            line.push_str(&" ".repeat(WIDE_GAP));
            line.push_str(&padded(&block(table), block_width(table), false));
        }
        format!("{}\n", line.trim_end())
    };
    let mut text = line("", &|table| shown(&table.caption_with_unit()));
    text.push_str(&line(&tables[0].columns[0].heading.to_string(), &|table| {
        cells_of(table, &widths(table), 1, &|place| table.columns[place].heading.to_string())
    }));
    for (place, row) in tables[0].rows.iter().enumerate() {
        let of = |table: &Table| cells_of(table, &widths(table), 1, &|column| cell(&table.rows[place], column));
        text.push_str(&line(&cell(row, 0), &of));
    }
    text
}

/// One line of a table from a column on.
fn cells_of(table: &Table, widths: &[usize], from: usize, text: &dyn Fn(usize) -> String) -> String {
    let cells =
        (from..table.columns.len()).map(|place| padded(&text(place), widths[place], table.columns[place].is_numeric));
    cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
}

// ---- alone

fn alone(table: &Table, width: usize) -> String {
    let mut text = wrapped(&shown(&table.caption_with_unit()), width, 0);
    let widths = fitted(table, width);
    let headings: Vec<String> = table.columns.iter().map(|column| column.heading.to_string()).collect();
    if headings.iter().any(|heading| !heading.is_empty()) {
        text.push_str(&line(table, &widths, &headings, true));
    }
    for row in &table.rows {
        match row.is_heading() {
            true => text.push_str(&super::layout::hanging(&clean(&cell(row, 0)), width, 2 * row.level)),
            false => {
                let cells: Vec<String> = (0..table.columns.len()).map(|place| cell(row, place)).collect();
                text.push_str(&line(table, &widths, &cells, false));
            }
        }
    }
    text
}

/// Widths that fit: the widest column that can give way does so first. Numbers stay whole, and words as long as they can.
fn fitted(table: &Table, width: usize) -> Vec<usize> {
    let mut fitted = widths(table);
    for longest in [usize::MAX, NARROW] {
        let least: Vec<usize> = (0..fitted.len()).map(|place| least_width(table, place, longest)).collect();
        while sum(&fitted) > width {
            let can_give = |&place: &usize| fitted[place] > least[place];
            let Some(widest) = (0..fitted.len()).filter(can_give).max_by_key(|&place| fitted[place]) else { break };
            fitted[widest] -= 1;
        }
    }
    fitted
}

/// How narrow a column may be: as its longest number and the longest word of its heading, or in a column of words as
/// their longest, up to `longest`.
fn least_width(table: &Table, place: usize, longest: usize) -> usize {
    let column = &table.columns[place];
    let cells = table.rows.iter().filter(|row| !row.is_heading()).map(|row| cell(row, place));
    // Every line of a cell is indented like its first.
    let words = |text: &str| {
        let words = text.trim_start();
        text.len() - words.len() + words.split(' ').map(columns).max().unwrap_or(0)
    };
    let of_cells = |text: String| if column.is_numeric { columns(&text) } else { words(&text) };
    let least = cells.map(of_cells).chain([words(&column.heading.to_string())]).max().unwrap_or(0);
    if column.is_numeric { least } else { least.min(longest) }
}

/// A row, in as many lines as its longest cell needs; of headings the last lines are filled.
fn line(table: &Table, widths: &[usize], cells: &[String], is_at_the_bottom: bool) -> String {
    let pieces: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| broken(cell, *width)).collect();
    let height = pieces.iter().map(Vec::len).max().unwrap_or(1);
    let mut text = String::new();
    for place in 0..height {
        let piece = |column: usize| {
            let of_it = &pieces[column];
            let place = if is_at_the_bottom { (place + of_it.len()).checked_sub(height) } else { Some(place) };
            place.and_then(|place| of_it.get(place)).cloned().unwrap_or_default()
        };
        text.push_str(cells_of(table, widths, 0, &piece).trim_end());
        text.push('\n');
    }
    text
}

/// A cell's lines, each with the cell's indent.
fn broken(cell: &str, width: usize) -> Vec<String> {
    let words = cell.trim_start();
    let indent = cell.len() - words.len();
    let lines = pieces(words, width.saturating_sub(indent));
    lines.into_iter().map(|line| " ".repeat(indent) + &line).collect()
}
