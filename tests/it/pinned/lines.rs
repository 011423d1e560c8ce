//! The text of pinned figures: a line for each row, so that a review sees which rows have moved.
//!
//! ```text
//! [programme]
//! gross_saving 2017/18 = 410000 398211.25 51022.5 …      every cell, in the order of `figures`
//! cashable_saving 2017/18 as gross_saving 2017/18        the same cells as that row of the table
//! grant 2017/18 = 50000 always 0                         what the plan has, and what every trial has
//! areas_live 2016/17 = 2                                 the same in the plan and in every trial
//! ```
//!
//! A row in which everything is 0 is left out. Figures have ten digits, more than any table shows; standard
//! deviations and errors have five.

use super::figures::{Row, Table, Value};
use std::collections::{BTreeMap, HashMap};

/// Stands between a row and the one whose cells it has.
const AS: &str = " as ";
/// Stands between a row and its cells.
const IS: &str = " = ";
/// Stands between the plan's cell and what all trials have.
const ALWAYS: &str = " always ";
const ZERO: &str = "0";

/// The text of `tables`.
pub fn of(tables: &[Table]) -> String {
    let mut text = String::new();
    for table in tables {
        text += &format!("[{}]\n", table.name);
        let mut first: HashMap<String, &str> = HashMap::new();
        for row in &table.rows {
            let cells = condensed(row);
            match first.get(&cells) {
                _ if cells == ZERO => {}
                Some(twin) if cells.len() > twin.len() => text += &format!("{}{AS}{twin}\n", row.key),
                _ => text += &format!("{}{IS}{cells}\n", row.key),
            }
            first.entry(cells).or_insert(&row.key);
        }
    }
    text
}

/// The cells of a text by table and row, as they are written.
pub fn parse(text: &str) -> BTreeMap<(&str, &str), &str> {
    let mut table = "";
    let mut lines = BTreeMap::new();
    for line in text.lines() {
        if let Some((key, cells)) = line.rsplit_once(IS) {
            lines.insert((table, key), cells);
        } else if let Some((key, twin)) = line.rsplit_once(AS) {
            lines.insert((table, key), lines.get(&(table, twin)).copied().unwrap_or_default());
        } else {
            table = line.trim_matches(['[', ']']);
        }
    }
    lines
}

/// The cells of a row, each as it is written.
pub fn cells(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| written(&cell.value)).collect()
}

/// The cells that are written, one by one: as many as `row` has where it is a row like it.
pub fn expanded(written: Option<&str>, row: &Row) -> Vec<String> {
    let written = written.unwrap_or(ZERO);
    let (plan, always) = written.split_once(ALWAYS).unwrap_or((written, written));
    if always.contains(' ') {
        return written.split(' ').map(String::from).collect();
    }
    let cells = row.cells.iter().enumerate().map(|(place, cell)| match cell.value {
        Value::Width(_) => ZERO,
        _ if place == 0 => plan,
        _ => always,
    });
    cells.map(String::from).collect()
}

/// A row's cells in as few words as [`expanded`] needs.
fn condensed(row: &Row) -> String {
    let cells = cells(row);
    let always = cells.get(1).unwrap_or(&cells[0]);
    [always.clone(), format!("{}{ALWAYS}{always}", cells[0])]
        .into_iter()
        .find(|written| expanded(Some(written), row) == cells)
        .unwrap_or_else(|| cells.join(" "))
}

fn written(value: &Value) -> String {
    match value {
        Value::Number(number) => rounded(*number, 10),
        Value::Width(number) => rounded(*number, 5),
        Value::Word(word) => word.clone(),
        Value::Blank => "blank".into(),
    }
}

/// `number` to so many significant digits, in the shortest form that says them.
fn rounded(number: f64, digits: usize) -> String {
    let nearest: f64 = format!("{number:.*e}", digits - 1).parse().expect("a number that was just written");
    let (plain, scientific) = (nearest.to_string(), format!("{nearest:e}"));
    if plain.len() <= digits + 3 { plain } else { scientific }
}
