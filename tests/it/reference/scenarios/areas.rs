//! Rows of areas.

use super::choices::Choices;
use super::laws::*;
use super::{Setting, month, row, year};

/// Numbers that an area is made of.
pub type Numbers = Vec<u16>;

/// How many.
pub const NUMBERS: usize = 48;

/// The portfolios.
pub const PORTFOLIOS: [&str; 2] = ["Front", "Back"];

const COLUMNS: [&str; 29] = [
    "area",
    "status",
    "go_live",
    "went_live",
    "annual_saving",
    "probability",
    "realisation",
    "realised_share",
    "embedding_months",
    "slippage_months",
    "implementation_cost",
    "implementation_months",
    "cost_overrun",
    "delay_cost_per_month",
    "abandoned_share",
    "running_cost",
    "cashable_share",
    "posts_removed",
    "pay_share",
    "workforce_lag_months",
    "redundancy_share",
    "redundancy_cost_per_post",
    "ends",
    "after",
    "requires",
    "in_plan",
    "workforce",
    "portfolio",
    "note",
];

/// The years that a plan by year may have, counted from the first of the horizon.
const YEARS: [i32; 5] = [-1, 0, 1, 2, 3];

/// The name of the area in a row.
pub fn name(place: usize) -> String {
    format!("Area {place}")
}

/// The table of areas.
pub fn table(areas: &[Numbers], setting: &Setting) -> String {
    let mut columns: Vec<String> = COLUMNS.map(String::from).to_vec();
    columns.extend(["saving", "cost"].iter().flat_map(|of| YEARS.map(|at| format!("{of}:{}", year(at)))));
    if setting.partners {
        columns.extend(["savings", "costs"].iter().flat_map(|of| ["A", "B", "C"].map(|to| format!("{of}_share:{to}"))));
    }
    let rows = areas.iter().enumerate().map(|(place, numbers)| row(&cells(place, &mut Choices::of(numbers), setting)));
    row(&columns) + &rows.collect::<String>()
}

fn cells(place: usize, choices: &mut Choices, setting: &Setting) -> Vec<String> {
    let Setting { as_of, end, laws, .. } = *setting;
    let status = choices.one_of(&["design", "approved", "live", "live"]);
    let is_live = status == "live";
    // What is overdue has a law that goes on without an end, which no exact one does.
    let earliest = if laws == Laws::Exact { as_of + 4 } else { as_of - 9 };
    let go_live =
        if is_live { choices.between(as_of - 30, as_of + 4) } else { choices.between(earliest, end.max(earliest) + 3) };
    let went_live = (go_live + choices.between(0, 14) - 3).min(as_of);
    let unless_live = |cell: &str| if is_live { String::new() } else { cell.to_owned() };
    let slippages = if !is_live && go_live < as_of + 4 { &OVERDUE[..] } else { &SLIPPAGE[..] };
    let mut one_of = |all: &[&'static str]| laws.one_of(choices, all).to_owned();
    let mut cells = vec![name(place), status.to_owned(), month(go_live)];
    cells.push(if is_live { month(went_live) } else { String::new() });
    let (saves, costs) = (!one_of(&["", "", "y"]).is_empty(), !one_of(&["", "", "y"]).is_empty());
    let unless = |by_year: bool, cell: String| if by_year { String::new() } else { cell };
    cells.extend([unless(saves, one_of(&SAVING)), unless_live(&one_of(&PROBABILITY)), one_of(&REALISATION)]);
    let realised_share = one_of(&["", "", "0.7", "1.3"]);
    cells.push(if is_live { realised_share } else { String::new() });
    cells.extend([unless(saves, one_of(&EMBEDDING)), one_of(slippages)]);
    cells.extend([unless(costs, one_of(&INVESTMENT)), unless(costs, one_of(&INVESTMENT_MONTHS))]);
    cells.extend([one_of(&OVERRUN), one_of(&DELAY_COST), one_of(&SHARE)]);
    cells.extend([one_of(&RUNNING), one_of(&SHARE), one_of(&POSTS), one_of(&SHARE), unless(saves, one_of(&LAG))]);
    cells.extend([one_of(&SHARE), one_of(&REDUNDANCY_COST)]);
    let ends = go_live.max(went_live).max(0) + choices.between(1, 40);
    let ends = choices.in_hundred(20).then_some(ends);
    cells.push(ends.map_or(String::new(), month));
    cells.extend([after(place, choices), requires(place, choices, is_live)]);
    cells.push(choices.one_of(&["", "", "", "no"]).to_owned());
    cells.push(choices.one_of(&["", "Officers", "Staff"]).to_owned());
    cells.push(choices.one_of(&["", PORTFOLIOS[0], PORTFOLIOS[1]]).to_owned());
    cells.push(String::new());
    cells.extend(by_year(saves, choices, &["60000", "0", "-5000", "£240k", "120000.50"], |at| {
        12 * at + 12 > go_live && ends.is_none_or(|ends| 12 * at < ends)
    }));
    cells.extend(by_year(costs, choices, &["60000", "0", "", "£24k", "£100,000.01"], |_| true));
    let shares = choices.one_of(&[",,,,,", "0.5,0.5,0,,,", ",,,0.2,0.3,0.5", "0.1,0.1,0.8,1,0,0"]);
    if setting.partners {
        cells.extend(shares.split(',').map(String::from));
    }
    cells
}

/// The cells of a plan by year, if there is one: nothing but zero where it cannot have an amount.
fn by_year(is_planned: bool, choices: &mut Choices, all: &[&str], may: impl Fn(i32) -> bool) -> Vec<String> {
    let cell = |at: i32| match choices.one_of(all) {
        _ if !is_planned => String::new(),
        amount if may(at) => amount.to_owned(),
        _ => "0".to_owned(),
    };
    YEARS.into_iter().map(cell).collect()
}

/// Behind earlier rows only, so that there is no circle.
fn after(place: usize, choices: &mut Choices) -> String {
    let (first, second) = (choices.between(0, 8) as usize, choices.between(0, 8) as usize);
    let before = |other: usize| place.checked_sub(other).filter(|_| other > 0).map(name);
    match (before(first), before(second).filter(|_| second != first)) {
        (Some(first), Some(second)) => format!("{first} +2; {second}"),
        (Some(one), None) | (None, Some(one)) => format!("{one} +1.5"),
        (None, None) => String::new(),
    }
}

fn requires(place: usize, choices: &mut Choices, is_live: bool) -> String {
    let other = choices.between(0, 8) as usize;
    let is_required = other > 0 && other <= place && !is_live;
    if is_required { name(place - other) } else { String::new() }
}
