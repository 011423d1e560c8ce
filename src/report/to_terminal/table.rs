//! Tables with columns as wide as what is in them; tables with the same rows stand beside each other where they fit.

use super::super::document::{Column, Table, Value, clean};
use super::layout::{columns, padded, pieces, wrapped};
use super::shown;

/// Spaces between columns, and between tables that stand beside each other.
const GAP: usize = 2;
const WIDE_GAP: usize = 4;
/// A column of words is not made narrower than this, or than its longest word where there is room.
const NARROW: usize = 8;
/// A blank as wide as a digit, at which no line is broken; it is printed as a space.
const ROOM: &str = "\u{2007}";

/// A table with the text of each of its cells: behind numbers stands so much room that decimal points stand below each
/// other.
struct Laid<'t> {
    table: &'t Table,
    cells: Vec<Vec<String>>,
}

impl<'t> Laid<'t> {
    fn of(table: &'t Table) -> Self {
        let lacking: Vec<Vec<String>> = (0..table.columns.len()).map(|column| table.lacking(column)).collect();
        let cell = |row: usize, column: usize| {
            let of = &table.rows[row];
            let text = clean(&of.cells.get(column).map_or_else(String::new, Value::shown));
            let indent = if column == 0 { 2 * of.level } else { 0 };
            format!("{}{text}{}", " ".repeat(indent), ROOM.repeat(lacking[column][row].len()))
        };
        let row = |row: usize| (0..table.columns.len()).map(|column| cell(row, column)).collect();
        Laid { table, cells: (0..table.rows.len()).map(row).collect() }
    }

    fn columns(&self) -> &'t [Column] {
        &self.table.columns
    }

    /// What is in the first column, its heading included.
    fn names(&self) -> Vec<String> {
        let heading = self.columns().first().map(|column| column.heading.to_string());
        heading.into_iter().chain(self.cells.iter().filter_map(|row| row.first().cloned())).collect()
    }

    /// The texts of a column, but for what runs across the table.
    fn texts(&self, column: usize) -> impl Iterator<Item = &str> {
        let rows = self.table.rows.iter().zip(&self.cells).filter(|(row, _)| !row.is_heading());
        rows.map(move |(_, cells)| cells[column].as_str())
    }

    /// The width of each column that all its cells and its heading need.
    fn widths(&self) -> Vec<usize> {
        let of_column = |(place, column): (usize, &Column)| {
            self.texts(place).map(columns).chain([columns(&column.heading.to_string())]).max().unwrap_or(0)
        };
        self.columns().iter().enumerate().map(of_column).collect()
    }
}

/// Tables, one below the other or, where their rows have the same names, beside each other.
pub(super) fn beside(tables: &[&Table], width: usize) -> String {
    let tables: Vec<Laid<'_>> = tables.iter().map(|table| Laid::of(table)).collect();
    let mut text = String::new();
    let mut left = tables.as_slice();
    while let Some(first) = left.first() {
        let fits = |count: &usize| {
            let tables = &left[..*count];
            tables.iter().all(|table| table.names() == first.names()) && width_beside(tables) <= width
        };
        let count = (2..=left.len()).take_while(fits).last().unwrap_or(1);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&if count == 1 { alone(first, width) } else { together(&left[..count]) });
        left = &left[count..];
    }
    text.replace(ROOM, " ")
}

fn sum(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

// ---- beside each other

fn width_beside(tables: &[Laid<'_>]) -> usize {
    let first = tables[0].widths()[0];
    first + tables.iter().map(|table| WIDE_GAP + block_width(table)).sum::<usize>()
}

/// The width of a table without its first column.
fn block_width(laid: &Laid<'_>) -> usize {
    sum(&laid.widths()[1..]).max(columns(&shown(&laid.table.caption_with_unit())))
}

fn together(tables: &[Laid<'_>]) -> String {
    let first = tables[0].widths()[0];
    let line = |name: &str, block: &dyn Fn(&Laid<'_>) -> String| {
        let mut line = padded(name, first, false);
        for table in tables {
            line.push_str(&" ".repeat(WIDE_GAP));
            line.push_str(&padded(&block(table), block_width(table), false));
        }
        format!("{}\n", line.trim_end())
    };
    let mut text = line("", &|laid| shown(&laid.table.caption_with_unit()));
    text.push_str(&line(&tables[0].columns()[0].heading.to_string(), &|laid| {
        cells_of(laid, &laid.widths(), 1, &|place| laid.columns()[place].heading.to_string())
    }));
    for (place, cells) in tables[0].cells.iter().enumerate() {
        let of = |laid: &Laid<'_>| cells_of(laid, &laid.widths(), 1, &|column| laid.cells[place][column].clone());
        text.push_str(&line(&cells[0], &of));
    }
    text
}

/// One line of a table from a column on.
fn cells_of(laid: &Laid<'_>, widths: &[usize], from: usize, text: &dyn Fn(usize) -> String) -> String {
    let columns = laid.columns().iter().enumerate().skip(from);
    let cells = columns.map(|(place, column)| padded(&text(place), widths[place], column.is_numeric));
    cells.collect::<Vec<_>>().join(&" ".repeat(GAP))
}

// ---- alone

fn alone(laid: &Laid<'_>, width: usize) -> String {
    let mut text = wrapped(&shown(&laid.table.caption_with_unit()), width, 0);
    let widths = fitted(laid, width);
    let headings: Vec<String> = laid.columns().iter().map(|column| column.heading.to_string()).collect();
    if headings.iter().any(|heading| !heading.is_empty()) {
        text.push_str(&line(laid, &widths, &headings, true));
    }
    for (row, cells) in laid.table.rows.iter().zip(&laid.cells) {
        match row.is_heading() {
            true => text.push_str(&super::layout::hanging(&clean(&cells[0]), width, 2 * row.level)),
            false => text.push_str(&line(laid, &widths, cells, false)),
        }
    }
    text
}

/// Widths that fit: the widest column that can give way does so first. Numbers stay whole, and words as long as they can.
fn fitted(laid: &Laid<'_>, width: usize) -> Vec<usize> {
    let mut fitted = laid.widths();
    for longest in [usize::MAX, NARROW] {
        let least: Vec<usize> = (0..fitted.len()).map(|place| least_width(laid, place, longest)).collect();
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
fn least_width(laid: &Laid<'_>, place: usize, longest: usize) -> usize {
    let column = &laid.columns()[place];
    // Every line of a cell is indented like its first.
    let words = |text: &str| {
        let words = text.trim_start();
        text.len() - words.len() + words.split(' ').map(columns).max().unwrap_or(0)
    };
    let of_cells = |text: &str| if column.is_numeric { columns(text) } else { words(text) };
    let least = laid.texts(place).map(of_cells).chain([words(&column.heading.to_string())]).max().unwrap_or(0);
    if column.is_numeric { least } else { least.min(longest) }
}

/// A row, in as many lines as its longest cell needs; of headings the last lines are filled.
fn line(laid: &Laid<'_>, widths: &[usize], cells: &[String], is_at_the_bottom: bool) -> String {
    let pieces: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| broken(cell, *width)).collect();
    let height = pieces.iter().map(Vec::len).max().unwrap_or(1);
    let mut text = String::new();
    for place in 0..height {
        let piece = |column: usize| {
            let of_it = &pieces[column];
            let place = if is_at_the_bottom { (place + of_it.len()).checked_sub(height) } else { Some(place) };
            place.and_then(|place| of_it.get(place)).cloned().unwrap_or_default()
        };
        text.push_str(cells_of(laid, widths, 0, &piece).trim_end());
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
