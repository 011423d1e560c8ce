//! Rows of areas.

use super::choices::Choices;
use super::laws::*;
use super::{Setting, month, row};

/// Numbers that an area is made of.
pub type Numbers = [u16; 32];

/// The portfolios.
pub const PORTFOLIOS: [&str; 2] = ["Front", "Back"];

const COLUMNS: [&str; 28] = [
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

/// The name of the area in a row.
pub fn name(place: usize) -> String {
    format!("Area {place}")
}

/// The table of areas.
pub fn table(areas: &[Numbers], setting: &Setting) -> String {
    let mut columns: Vec<String> = COLUMNS.map(String::from).to_vec();
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
    cells.extend([one_of(&SAVING), unless_live(&one_of(&PROBABILITY)), one_of(&REALISATION)]);
    let realised_share = one_of(&["", "", "0.7", "1.3"]);
    cells.extend([if is_live { realised_share } else { String::new() }, one_of(&EMBEDDING), one_of(slippages)]);
    cells.extend([one_of(&INVESTMENT), one_of(&INVESTMENT_MONTHS), one_of(&DELAY_COST), one_of(&SHARE)]);
    cells.extend([one_of(&RUNNING), one_of(&SHARE), one_of(&POSTS), one_of(&SHARE), one_of(&LAG)]);
    cells.extend([one_of(&SHARE), one_of(&REDUNDANCY_COST)]);
    let ends = go_live.max(went_live).max(0) + choices.between(1, 40);
    cells.push(if choices.in_hundred(20) { month(ends) } else { String::new() });
    cells.extend([after(place, choices), requires(place, choices, is_live)]);
    cells.push(choices.one_of(&["", "", "", "no"]).to_owned());
    cells.push(choices.one_of(&["", "Officers", "Staff"]).to_owned());
    cells.push(choices.one_of(&["", PORTFOLIOS[0], PORTFOLIOS[1]]).to_owned());
    cells.push(String::new());
    let shares = choices.one_of(&[",,,,,", "0.5,0.5,0,,,", ",,,0.2,0.3,0.5", "0.1,0.1,0.8,1,0,0"]);
    if setting.partners {
        cells.extend(shares.split(',').map(String::from));
    }
    cells
}

/// Behind earlier rows only, so that there is no circle.
fn after(place: usize, choices: &mut Choices) -> String {
    let (first, second) = (choices.between(0, 12) as usize, choices.between(0, 12) as usize);
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
