//! What drives the spread of a figure: the answer in a sentence, then tables of the strongest.

use super::rows::{scale_of, table, words as texts};
use crate::analysis::figure::StatisticKind;
use crate::analysis::sensitivity::{Bar, By, GroupShares, Sensitivity, Shares, Switch, SwitchAt, Without};
use crate::diagnostic::listed;
use crate::forecast::Estimate;
use crate::money::group_thousands;
use crate::report::document::{Document, Section, Value, name};
use crate::report::figure::{Figure, Unit};
use crate::report::figures::percent;
use crate::report::words::{self, capital};
use crate::report::words_of_figure::{figure, moved, number, reach_of, share};

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
            (format!("{}:{}", by.name(), group.group), texts(cells))
        });
        section.table(table(id, (caption, None), &columns, rows.collect()));
    }
}

fn tornado(sensitivity: &Sensitivity, section: &mut Section) {
    let measure = sensitivity.figure.measure;
    let ends = sensitivity.tornado.iter().flat_map(|bar| [bar.ends.low, bar.ends.high]).flatten();
    let scale = scale_of(ends.map(|end| end.value));
    let unit = Unit::of(measure, scale);
    let end = |end: Option<Estimate>| end.map_or(Value::text("-"), |end| Value::Figure(Figure::estimate(end, unit)));
    let matters = |bar: &&Bar| bar.correlation.is_some_and(|found| found.value.abs() > 2.0 * found.error);
    let rows = sensitivity.tornado.iter().filter(matters).take(MOST).map(|bar| {
        let correlation = bar.correlation.map_or("-".into(), |found| number(found.value, found.error.max(0.003)));
        let mut cells = texts(vec![capital(&words::driver(&bar.input)), correlation]);
        cells.extend([end(bar.ends.low), end(bar.ends.high)]);
        (bar.input.clone(), cells)
    });
    let figure = figure(&sensitivity.basis.programme, &sensitivity.figure);
    let caption = format!("Mean {figure}, where an input is in its lowest and in its highest tenth");
    let columns = [
        ("input", ""),
        ("rank_correlation", "Rank correlation"),
        ("low_mean", "Lowest tenth"),
        ("high_mean", "Highest tenth"),
    ];
    let caption = (caption.as_str(), measure.is_money().then(|| scale.unit()));
    let rows: Vec<_> = rows.collect();
    let is_said = !rows.is_empty();
    section.table(table("tornado", caption, &columns, rows));
    if is_said {
        section.note(
            "Of what happens or does not, the lowest tenth are the futures without it, the highest those with it.",
        );
    }
}

fn without(sensitivity: &Sensitivity, section: &mut Section) {
    let measure = sensitivity.figure.measure;
    let size = |without: &&Without| without.change(StatisticKind::Mean).map_or(0.0, |change| change.value.abs());
    let mut rows: Vec<&Without> = sensitivity.without.iter().collect();
    rows.sort_by(|one, other| size(other).total_cmp(&size(one)));
    let has_chance = sensitivity.figure.target.is_some();
    let amounts =
        StatisticKind::ALL[..4].iter().flat_map(|&kind| rows.iter().take(MOST).map(move |row| row.change(kind)));
    let scale = scale_of(amounts.flatten().map(|change| change.value));
    let unit = Unit::of(measure, scale);
    let cell = |without: &Without, kind| match (without.change(kind), kind) {
        (None, _) => Value::text("-"),
        (Some(change), _) if is_unclear(change) => Value::text("not clear"),
        (Some(change), StatisticKind::Chance) => {
            Value::text(format!("{} points", number(100.0 * change.value, 100.0 * change.error)))
        }
        (Some(change), _) => words::change(change, unit),
    };
    let row = |without: &&Without| {
        let kinds = &StatisticKind::ALL[..if has_chance { 5 } else { 4 }];
        let cells =
            [name(&called(without)).into()].into_iter().chain(kinds.iter().map(|kind| cell(without, *kind))).collect();
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
    let caption = ("What would change without it", measure.is_money().then(|| scale.unit()));
    section.table(table("without", caption, columns, shown));
}

/// What a thing is called that is taken out.
fn called(without: &Without) -> String {
    let kind = capital(without.kind.name());
    match without.entry.as_str() {
        "" => kind,
        "*" => format!("{kind}, all together"),
        entry => format!("{kind}: {entry}"),
    }
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
        let driver = capital(&words::driver(&switch.driver));
        let cells = vec![driver, place(switch.now, 0.0), place(at, error.unwrap_or(0.0)), reach_of(kind, error)];
        Some((switch.driver.clone(), texts(cells)))
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
        section.table(table("switching", (&caption, None), &columns, rows));
    }
    if let Some(sentence) = sentence {
        section.paragraph([name(&format!("{sentence}; switching.csv says how close each comes.")).into()]);
    }
}
