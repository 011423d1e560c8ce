//! What would have to be true, and what can be promised: the answer in a sentence, then a table.

use super::rows::{scale_of, table, words as texts};
use crate::analysis::Basis;
use crate::analysis::solve::{Answer, Contingency, Criterion, Point, Promise, Root, Solved, Status};
use crate::diagnostic::listed;
use crate::forecast::Estimate;
use crate::money::group_thousands;
use crate::programme::{self, Direction, Measure, Way};
use crate::report::document::{Document, Section, Value, name};
use crate::report::figure::{Figure, Rounding, Unit};
use crate::report::figures::{percent, stated};
use crate::report::words;
use crate::report::words_of_figure::{AS_IT_IS, amount, figure, give_or_take, known, moved, reach_of};

/// A document of one section, with how many trials each run had.
fn document(basis: &Basis, mut section: Section) -> Document {
    let trials = group_thousands(&basis.trials.to_string());
    section.note(format!("{trials} trials, the same for every value."));
    Document::new(name(&basis.programme.title), vec![section])
}

/// What would have to be true.
pub fn solved(solved: &Solved) -> Document {
    let mut section = Section::new("conditions", "What would have to be true");
    section.paragraph(solved.answers.iter().map(|answer| name(&sentence(solved, answer)).into()));
    let has_answers = solved.answers.iter().any(|answer| !answer.roots.is_empty());
    let has_none = solved.answers.iter().any(|answer| answer.roots.is_empty());
    let now = if solved.criterion.confidence.is_some() { "Chance now" } else { "Margin now" };
    let answer = [("answer", "Would have to be"), ("error", "Give or take")];
    let columns =
        [("vary", ""), ("now", "Now")].into_iter().chain(answer.into_iter().take(1 + usize::from(has_answers)));
    let columns: Vec<_> = columns.chain([("", now)]).chain(has_none.then_some(("best_chance", "At best"))).collect();
    let rows = solved.answers.iter().flat_map(|answer| rows(solved, answer, (has_answers, has_none))).collect();
    section.table(table("solve", (&words::capital(&wanted(solved)), None), &columns, rows));
    document(&solved.basis, section)
}

/// `a net saving over the horizon of at least £8m in 80% of the simulated futures`.
fn wanted(solved: &Solved) -> String {
    let Criterion { direction, threshold, confidence, .. } = solved.criterion;
    let measure = solved.figure.measure;
    let side = match direction {
        Direction::AtLeast => "at least",
        Direction::AtMost => "at most",
    };
    let threshold = if measure.is_money() { stated(threshold) } else { known(measure, threshold) };
    let how = match confidence {
        Some(confidence) => format!("in {} of the simulated futures", percent(confidence)),
        None => "on average".into(),
    };
    format!("{} of {side} {threshold} {how}", figure(&solved.basis.programme, &solved.figure))
}

fn sentence(solved: &Solved, answer: &Answer) -> String {
    let (wanted, name) = (wanted(solved), format!("the {}", words::driver(&answer.moving.name)));
    let at = |root: &Root| at(answer, root);
    let ends = || format!("from {} to {}", place(answer, answer.range.low), place(answer, answer.range.high));
    let best =
        format!("at best, {}, {}", at_place(answer, answer.best.x), standing(solved.figure.measure, &answer.best));
    match (answer.status, answer.roots.as_slice()) {
        (Status::Found, [root]) => format!("For a {wanted}, {name} would have to be {}.", at(root)),
        (Status::HoldsAlready, [root]) => {
            format!("A {wanted} is reached as things stand, and until {name} is {}.", at(root))
        }
        (Status::Always, _) => format!("A {wanted} is reached whatever {name} is, {}.", ends()),
        (Status::Never, _) => format!("Whatever {name} is, {}, a {wanted} is not reached: {best}.", ends()),
        (_, roots) => {
            let places: Vec<String> = roots.iter().map(at).collect();
            let now =
                if solved.criterion.holds(answer.standing.margin.value) { "is reached" } else { "is not reached" };
            format!(
                "A {wanted} {now} as things stand; that changes where {name} is {}.",
                listed(&places, "and where it is")
            )
        }
    }
}

fn at(answer: &Answer, root: &Root) -> String {
    let what_it_is = if answer.moving.way == Way::Factor { " what it is" } else { "" };
    format!("{}{what_it_is}{}", place_of(answer, root), give_or_take(kind(answer), root.error))
}

fn place_of(answer: &Answer, root: &Root) -> String {
    let estimate = Estimate { value: root.x, error: root.error.unwrap_or(0.0) };
    moved(kind(answer), answer.moving.driver.is_date(), estimate)
}

fn kind(answer: &Answer) -> (Way, programme::Unit) {
    (answer.moving.way, answer.moving.driver.unit())
}

fn place(answer: &Answer, x: f64) -> String {
    moved(kind(answer), answer.moving.driver.is_date(), Estimate::known(x))
}

/// `at 1.5 times`, or `as it is`.
fn at_place(answer: &Answer, x: f64) -> String {
    let place = place(answer, x);
    if place == AS_IT_IS { place } else { format!("at {place}") }
}

/// `43% of the simulated futures meet it`, or by how much the mean does.
fn standing(measure: Measure, point: &Point) -> String {
    match point.margin.chance {
        Some(chance) => format!("{} of the simulated futures meet it", percent(chance.share)),
        None => {
            let margin = point.margin.margin;
            let words = if margin.value < 0.0 { "short of it" } else { "beyond it" };
            format!("the average is {} {words}", amount(measure, Estimate { value: margin.value.abs(), ..margin }))
        }
    }
}

/// The rows of an answer, with how far answers reach and with the best of what has none, where there are such.
fn rows(solved: &Solved, answer: &Answer, (has_answers, has_none): (bool, bool)) -> Vec<(String, Vec<Value>)> {
    let measure = solved.figure.measure;
    let chance_or_margin = |point: &Point| match point.margin.chance {
        Some(chance) => percent(chance.share),
        None => amount(measure, point.margin.margin),
    };
    let here = Point { x: answer.now.unwrap_or_default(), margin: answer.standing };
    let row = |root: Option<&Root>| {
        let mut cells = vec![
            words::capital(&words::driver(&answer.moving.name)),
            answer.now.map_or("various".into(), |now| place(answer, now)),
            root.map_or(answer.status.name().to_owned(), |root| place_of(answer, root)),
        ];
        cells.extend(has_answers.then(|| root.map_or(String::new(), |root| reach_of(kind(answer), root.error))));
        cells.push(chance_or_margin(&here));
        let best = || format!("{} {}", chance_or_margin(&answer.best), at_place(answer, answer.best.x));
        cells.extend(has_none.then(|| if root.is_none() { best() } else { String::new() }));
        (answer.moving.name.clone(), texts(cells))
    };
    match answer.roots.is_empty() {
        true => vec![row(None)],
        false => answer.roots.iter().map(|root| row(Some(root))).collect(),
    }
}

/// What can be promised.
pub fn promise(promise: &Promise) -> Document {
    let measure = promise.figure.measure;
    let (words, rounding) = match measure.is_cautious_when_high() {
        true => ("at most", Rounding::AtMost),
        false => ("at least", Rounding::AtLeast),
    };
    let scale = scale_of(promise.promised.iter().map(|promised| promised.amount.value));
    let amount = |amount: Estimate| Figure::estimate(amount, Unit::of(measure, scale)).rounded(rounding);
    let figure = figure(&promise.basis.programme, &promise.figure);
    let mut section = Section::new("promise", "What can be promised");
    let cautious = promise.promised.iter().find(|promised| promised.confidence == 0.8);
    section.paragraph(cautious.map(|promised| {
        name(&format!("80% of the simulated futures have a {figure} of {words} {}.", amount(promised.amount))).into()
    }));
    let rows = promise.promised.iter().map(|promised| {
        let cells = vec![Value::text(percent(promised.confidence)), Value::Figure(amount(promised.amount))];
        (format!("{:.6}", promised.confidence), cells)
    });
    let caption = words::capital(&format!("{figure} that can be promised"));
    let columns = [("confidence", "Chance"), ("amount", if words == "at most" { "At most" } else { "At least" })];
    let unit = measure.is_money().then(|| scale.unit());
    section.table(table("promise", (&caption, unit), &columns, rows.collect()));
    document(&promise.basis, section)
}

/// What must stand beside the plan of a cost.
pub fn contingency(contingency: &Contingency) -> Document {
    let measure = contingency.figure.measure;
    let (cost, beside) = (figure(&contingency.basis.programme, &contingency.figure), contingency.amount());
    let (plan, covered) = (known(measure, contingency.plan), amount(measure, contingency.quantile));
    let share = percent(contingency.confidence);
    let text = match beside.value > 0.0 {
        true => format!(
            "{} beside the plan covers the {cost} in {share} of the simulated futures: the plan is {plan}, and {covered} \
             is enough in {share} of them.",
            amount(measure, beside)
        ),
        false => format!(
            "The plan alone covers the {cost} in {share} of the simulated futures: it is {plan}, and {covered} would be \
             enough in {share} of them."
        ),
    };
    let mut section = Section::new("contingency", "What must stand beside the plan");
    section.paragraph([name(&text).into()]);
    document(&contingency.basis, section)
}
