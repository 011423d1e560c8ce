//! A scenario with some of it changed: bytes, cells, lines and values.

use crate::random::Random;
use crate::scenario::Scenario;
use crate::words::{any_law, cell, garbled, odd_cell, toml};

/// Changes one to four things.
pub fn mutate(random: &mut Random, scenario: &mut Scenario) {
    for _ in 0..1 + random.below(4) {
        let names: Vec<String> = scenario.keys().cloned().collect();
        let name = &names[random.below(names.len())];
        let text = scenario[name].clone();
        let changed = match random.below(5) {
            0 => garbled(random, &text),
            1 => lines_changed(random, &text),
            _ if name.ends_with(".csv") => cell_changed(random, &text),
            _ => value_changed(random, &text),
        };
        scenario.insert(name.clone(), changed);
    }
}

/// A line left out, doubled, moved, or with another separator.
fn lines_changed(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return String::new();
    }
    let (at, to) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(5) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(to, lines[at]),
        2 => lines.swap(at, to),
        3 => return text.replace(',', random.pick(&[";", "\t", "|"])),
        _ => return text.replace('\n', random.pick(&["\r\n", "\r", "\n\n"])),
    }
    lines.concat()
}

/// A cell of a table replaced by an odd one; tables here have no line breaks within cells.
fn cell_changed(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let at = random.below(lines.len());
    let mut cells: Vec<&str> = lines[at].split(',').collect();
    let place = random.below(cells.len());
    let new = if random.once_in(3) { any_law(random) } else { odd_cell(random).to_owned() };
    let new = cell(&new);
    cells[place] = &new;
    lines[at] = cells.join(",");
    lines.join("\n") + "\n"
}

/// A value of the scenario file replaced by an odd one.
fn value_changed(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let with_values: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].contains(" = ")).collect();
    if with_values.is_empty() {
        return text.to_owned();
    }
    let at = with_values[random.below(with_values.len())];
    let key = lines[at].split(" = ").next().unwrap_or_default().to_owned();
    let value = match random.below(4) {
        0 => toml(&any_law(random)),
        1 => random
            .pick(&["0", "-1", "1e300", "nan", "true", "[]", "{}", "2026-09-01", "9223372036854775807"])
            .to_owned(),
        _ => toml(odd_cell(random)),
    };
    lines[at] = format!("{key} = {value}");
    lines.join("\n") + "\n"
}
