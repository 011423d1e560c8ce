//! What drives the spread of a figure: the answer in a sentence, then tables of the strongest.

use super::rows::table;
use crate::analysis::figure::StatisticKind;
use crate::analysis::sensitivity::{Bar, By, GroupShares, Sensitivity, Shares, Switch, SwitchAt, Without};
use crate::diagnostic::listed;
use crate::forecast::Estimate;
use crate::money::group_thousands;
use crate::report::document::{Document, Section, name};
use crate::report::figures::percent;
use crate::report::words::{self, capital};
use crate::report::words_of_figure::{amount, figure, moved, number, reach, share};

/// So many rows of a table are printed.
const MOST: usize = 10;

/// What drives the spread of a figure.
pub fn sensitivity(sensitivity: &Sensitivity) -> Document {
    let mut section = Section::new("drivers", "What drives the result");
    section.paragraph([name(&answer(sensitivity)).into()]);
    if !sensitivity.is_certain() {
        indices(sensitivity, &mut section);
        tornado(sensitivity, &mut section);
    }
    without(sensitivity, &mut section);
    switching(sensitivity, &mut section);
    let trials = group_thousands(&sensitivity.basis.trials.to_string());
    section.note(format!("{trials} trials of each run."));
    Document::new(name(&sensitivity.basis.programme.title), vec![section])
}

/// What is asked about: the figure, or whether its target is met.
fn subject(sensitivity: &Sensitivity) -> String {
    match &sensitivity.figure.target {
        Some(target) => format!("whether `{}` is met", target.name),
        None => format!("the {}", figure(&sensitivity.basis.programme, &sensitivity.figure)),
    }
}

fn answer(sensitivity: &Sensitivity) -> String {
    let subject = subject(sensitivity);
    if sensitivity.is_certain() {
        return format!("Nothing drives {subject}: it is the same in every simulated future.");
    }
    let strongest: Vec<String> = strongest(sensitivity)
        .into_iter()
        .take(3)
        .filter(|(_, shares)| shares.total.value >= 0.1)
        .map(|(group, shares)| format!("{} ({})", words::group(&group.group), share(shares.first_order)))
        .collect();
    match strongest.is_empty() {
        true => format!("No group of inputs by itself drives {subject}."),
        false => format!(
            "What drives the spread of {subject} most is {}. In brackets stands the share of its variance that would go on \
             average if that were known.",
            listed(&strongest, "and")
        ),
    }
}

/// The groups that do something, by kind or each source alone, the strongest first.
fn strongest(sensitivity: &Sensitivity) -> Vec<(&GroupShares, Shares)> {
    of(sensitivity, |by| by != By::Area)
}

fn of(sensitivity: &Sensitivity, is_meant: impl Fn(By) -> bool) -> Vec<(&GroupShares, Shares)> {
    let groups = sensitivity.indices.iter().filter(|group| is_meant(group.by));
    let mut groups: Vec<(&GroupShares, Shares)> =
        groups.filter_map(|group| Some((group, group.that_matter()?))).collect();
    groups.sort_by(|(_, one), (_, other)| other.total.value.total_cmp(&one.total.value));
    groups
}

fn indices(sensitivity: &Sensitivity, section: &mut Section) {
    let ways = [
        ("indices", "Share of the variance, by kind of input", By::Kind),
        ("indices", "Share of the variance, by area", By::Area),
        ("indices", "Share of the variance, by source", By::Source),
    ];
    let columns = [("group", ""), ("first_order", "Would go if known"), ("total", "Would stay if all else were known")];
    for (id, caption, by) in ways {
        let groups = of(sensitivity, |other| other == by);
        let rows = groups.iter().take(MOST).map(|(group, shares)| {
            let cells = vec![capital(&words::group(&group.group)), share(shares.first_order), share(shares.total)];
            (format!("{}:{}", by.name(), group.group), cells)
        });
        section.table(table(id, caption, &columns, rows.collect()));
    }
}

fn tornado(sensitivity: &Sensitivity, section: &mut Section) {
    let measure = sensitivity.figure.measure;
    let end = |end: Option<Estimate>| end.map_or("-".into(), |end| amount(measure, end));
    let matters = |bar: &&Bar| bar.correlation.is_some_and(|found| found.value.abs() > 2.0 * found.error);
    let rows = sensitivity.tornado.iter().filter(matters).take(MOST).map(|bar| {
        let correlation = bar.correlation.map_or("-".into(), |found| number(found.value, found.error.max(0.003)));
        let cells = vec![capital(&words::driver(&bar.input)), correlation, end(bar.ends.low), end(bar.ends.high)];
        (bar.input.clone(), cells)
    });
    let figure = figure(&sensitivity.basis.programme, &sensitivity.figure);
    let caption = format!(
        "Mean {figure} where an input is in its lowest and in its highest tenth, or where what may happen does not and does"
    );
    let columns =
        [("input", ""), ("rank_correlation", "Rank correlation"), ("low_mean", "Lowest"), ("high_mean", "Highest")];
    section.table(table("tornado", &caption, &columns, rows.collect()));
}

fn without(sensitivity: &Sensitivity, section: &mut Section) {
    let measure = sensitivity.figure.measure;
    let size = |without: &&Without| without.change(StatisticKind::Mean).map_or(0.0, |change| change.value.abs());
    let mut rows: Vec<&Without> = sensitivity.without.iter().collect();
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let has_chance = sensitivity.figure.target.is_some();
    let cell = |without: &Without, kind| match (without.change(kind), kind) {
        (None, _) => "-".into(),
        (Some(change), _) if is_unclear(change) => "not clear".into(),
        (Some(change), StatisticKind::Chance) => {
            format!("{} points", number(100.0 * change.value, 100.0 * change.error))
        }
        (Some(change), _) => amount(measure, change),
    };
    let row = |without: &&Without| {
        let kind = capital(without.kind.name());
        let name = match without.entry.as_str() {
            "" => kind,
            "*" => format!("{kind}, all together"),
            entry => format!("{kind}: {entry}"),
        };
        let kinds = &StatisticKind::ALL[..if has_chance { 5 } else { 4 }];
        let cells = [name].into_iter().chain(kinds.iter().map(|kind| cell(without, *kind))).collect();
        (format!("{}:{}", without.kind.name(), without.entry), cells)
    };
    let shown = rows.iter().take(MOST).map(row).collect();
    let columns = [
        ("entry", ""),
        ("mean_change", "Mean"),
        ("p10_change", "P10"),
        ("p50_change", "P50"),
        ("p90_change", "P90"),
        ("chance_change", "Chance"),
    ];
    let columns = &columns[..if has_chance { 6 } else { 5 }];
    section.table(table("without", "What would change without it", columns, shown));
}

/// Whether chance alone may have made a change.
fn is_unclear(change: Estimate) -> bool {
    change.value.abs() < 2.0 * change.error
}

fn switching(sensitivity: &Sensitivity, section: &mut Section) {
    let of = figure(&sensitivity.basis.programme, &sensitivity.switching_figure);
    let what = match (&sensitivity.figure.target, sensitivity.criterion.confidence) {
        (Some(target), Some(confidence)) => format!("the chance of `{}` passes {}", target.name, percent(confidence)),
        _ => format!("the average {of} passes zero"),
    };
    let row = |switch: &Switch| {
        let SwitchAt::Turns { at, error } = switch.at else { return None };
        let kind = (switch.way, switch.unit);
        let place = |value: f64, error: f64| moved(kind, switch.is_date, Estimate { value, error });
        let reach = match error {
            None => "it jumps there".into(),
            Some(0.0) => String::new(),
            Some(error) => reach(kind, error),
        };
        let driver = capital(&words::driver(&switch.driver));
        let cells = vec![driver, place(switch.now, 0.0), place(at, error.unwrap_or(0.0)), reach];
        Some((switch.driver.clone(), cells))
    };
    let rows: Vec<_> = sensitivity.switching.iter().filter_map(row).collect();
    let others = sensitivity.switching.len() - rows.len();
    let sentence = match (rows.len(), others) {
        (_, 0) => None,
        (0, _) => Some(format!("No input, moved alone over its whole range, gets so far that {what}")),
        (_, 1) => Some("The other input, moved alone over its whole range, does not get so far".into()),
        _ => Some(format!("The other {others} inputs, each moved alone over its whole range, do not get so far")),
    };
    let columns = [("driver", ""), ("now", "Now"), ("switches_at", "Switches at"), ("error", "Give or take")];
    if !rows.is_empty() {
        let caption = format!("How far each must move, alone, before {what}");
        section.table(table("switching", &caption, &columns, rows));
    }
    if let Some(sentence) = sentence {
        section.paragraph([name(&format!("{sentence}; switching.csv says how close each comes.")).into()]);
    }
}
