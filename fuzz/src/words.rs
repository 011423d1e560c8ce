//! Words of scenarios: numbers, dates, names and distributions, mostly sound.

use crate::random::Random;

/// What a quantity is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Money,
    Share,
    Months,
    Posts,
}

const NAMES: &[&str] = &[
    "ICT",
    "HR",
    "Fleet",
    "Estates & facilities",
    "2",
    "portfolio.2",
    "common.annual_saving.2",
    "Café",
    "Ärzte",
    "a.b.c",
    "=1+1",
    "-",
    "Total",
    "中文",
    "שלום",
    "X",
    "Joint provision of estates and fleet services in both counties",
    "NUL",
    "Human resources",
    "area.X",
    "'quoted'",
    "0",
    "1/2",
    "‘smart’",
    "\u{1f600}",
    "con",
    "live",
    "all",
];

/// Cells that people and spreadsheets leave.
const ODD_CELLS: &[&str] = &[
    "",
    " ",
    "-",
    "–",
    "£-",
    "nan",
    "inf",
    "-inf",
    "#REF!",
    "#DIV/0!",
    "1e308",
    "1e-320",
    "9e14",
    "999999999999999.99",
    "1e15",
    "-1",
    "0",
    "00",
    "1,000",
    "1,00",
    "1.000,00",
    "(5,000)",
    "£1.2m",
    "1.2 mil",
    "£1k p.a.",
    "2 years",
    "10%",
    "1000%",
    "-5%",
    "1 in 10",
    "TRUE",
    "yes",
    "n",
    "46266",
    "2026-13",
    "15/09/2026",
    "09/15/2026",
    "Sep-26",
    "FY26/27",
    "2026/27",
    "26/27",
    "0000-01",
    "9999-12",
    "99999-12",
    "\u{200b}",
    "\u{feff}1",
    "1\u{a0}000",
    "−5",
    "½",
    "٣",
    "'5",
    "=A1",
    "uniform(",
    "pert(1,2,3",
    "history('h.csv','months')",
    "history('h.csv','nothing')",
    "history('../h.csv','a')",
    "uniform(1,2) in [",
    "\"",
    "'",
    ";",
    "\r",
    "\t",
    "\\",
    "\u{0}",
    "\u{1b}[31m",
    "NULL",
    "n/a",
    "tbc",
    "approved",
    "In design",
    "LIVE",
    "*",
    "Fleet +3",
    "Fleet +1e9",
    "Fleet; HR",
    "0.1.2",
    "1e",
    "e5",
    ".5",
    "5.",
    "+5",
    "--5",
];

pub fn name(random: &mut Random) -> &'static str {
    random.pick(NAMES)
}

pub fn odd_cell(random: &mut Random) -> &'static str {
    random.pick(ODD_CELLS)
}

/// A number of a unit, as a plain one.
fn size(random: &mut Random, unit: Unit) -> f64 {
    let share = random.share();
    let size = match unit {
        Unit::Money if random.once_in(30) => share * 1e14,
        Unit::Money => share * 1e6,
        Unit::Share => share,
        Unit::Months => share * if random.once_in(20) { 1e4 } else { 40.0 },
        Unit::Posts => share * 200.0,
    };
    match random.below(12) {
        0 => 0.0,
        1 => size.round(),
        2 if unit == Unit::Share => 1.0,
        _ => size,
    }
}

fn written(random: &mut Random, unit: Unit, number: f64) -> String {
    match unit {
        Unit::Money if random.once_in(3) => format!("£{:.2}", number),
        Unit::Money if random.once_in(4) => format!("£{:.0}k", number / 1e3),
        Unit::Money => format!("{number:.2}"),
        Unit::Share if random.once_in(3) => format!("{:.1}%", number * 100.0),
        Unit::Share | Unit::Months | Unit::Posts => format!("{number:.3}"),
    }
}

/// A fixed number or a distribution, mostly one that is possible.
pub fn quantity(random: &mut Random, unit: Unit) -> String {
    if random.once_in(3) {
        let number = size(random, unit);
        return written(random, unit, number);
    }
    law(random, unit, 0)
}

fn law(random: &mut Random, unit: Unit, depth: usize) -> String {
    let mut sizes = [0; 4].map(|_| size(random, unit));
    sizes.sort_by(f64::total_cmp);
    let [a, b, c, d] = sizes.map(|number| written(random, unit, number));
    let shape = random.pick(&["0.01", "0.5", "1", "2", "7.5", "50"]);
    let text = match random.below(16) {
        0 => format!("uniform({a}, {c})"),
        1 => format!("triangular({a}, {b}, {c})"),
        2 | 3 => format!("pert({a}, {b}, {c})"),
        4 => format!("normal({b}, {a})"),
        5 => format!("normal(p10={a}, p90={c})"),
        6 => format!("lognormal({b}, {a})"),
        7 => format!("beta({shape}, 2, {a}, {c})"),
        8 => format!("gamma({shape}, {a})"),
        9 => format!("weibull({shape}, {b})"),
        10 => format!("exponential({b})"),
        11 => format!("metalog({a}, {b}, {c})"),
        12 => format!("pert(p10={a}, mode={b}, p90={c})"),
        13 => format!("discrete({a}: 1, {b}: {shape}, {c}: 0)"),
        14 if depth < 3 => {
            let inner = law(random, unit, depth + 1);
            format!("mixture({inner}: {shape}, {a}: 1)")
        }
        _ => format!("history('h.csv', '{}')", if unit == Unit::Share { "share" } else { "months" }),
    };
    match random.below(6) {
        0 => format!("{text} in [{a}, {d}]"),
        1 if unit == Unit::Share => format!("{text} in [0, 1]"),
        _ => text,
    }
}

/// The text of a distribution with some letters changed.
pub fn any_law(random: &mut Random) -> String {
    let unit = [Unit::Money, Unit::Share, Unit::Months, Unit::Posts][random.below(4)];
    let text = law(random, unit, 0);
    if random.once_in(2) { text } else { garbled(random, &text) }
}

/// A text with some letters left out, doubled, exchanged or put in.
pub fn garbled(random: &mut Random, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(4) {
        let at = random.below(letters.len() + 1);
        match random.below(5) {
            0 if at < letters.len() => drop(letters.remove(at)),
            1 if at < letters.len() => letters.insert(at, letters[at]),
            2 => letters.truncate(at),
            3 => {
                let put: Vec<char> = odd_cell(random).chars().collect();
                letters.splice(at..at, put);
            }
            _ => letters.insert(
                at,
                random
                    .pick(&["(", ")", ",", ":", "0", "9", "e", "-", ".", "=", "%", "£", "["])
                    .chars()
                    .next()
                    .unwrap_or('x'),
            ),
        }
    }
    letters.into_iter().collect()
}

pub fn month(random: &mut Random, first: i64, years: i64) -> String {
    let (year, month) = (first + random.between(0, years), random.between(1, 12));
    match random.below(8) {
        0 => format!("01/{month:02}/{year}"),
        1 => format!("{month:02}/{year}"),
        _ => format!("{year}-{month:02}"),
    }
}

/// `2026/27`.
pub fn year(year: i64) -> String {
    format!("{year}/{:02}", (year + 1) % 100)
}

/// A cell as CSV has it.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

/// A text as TOML has it.
pub fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}
