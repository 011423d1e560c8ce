//! Why a figure has moved from one scenario to the next.

use super::parts::{Parts, more_or_less};
use crate::analysis::explain::Explanation;
use crate::forecast::Estimate;
use crate::report::document::{Column, Document, Row, Section, Sentence, Table, Value, name};
use crate::report::words::{self, capital, counted, figure_in_words};

/// So many changes of a step are listed before the rest is counted.
const MOST_LISTED: usize = 6;

/// What an explanation says.
pub fn explanation(explanation: &Explanation) -> Document {
    let title = Sentence::from("From ") + name(&explanation.before.title) + " to " + name(&explanation.after.title);
    Document::new(title, vec![answer(explanation), changes(explanation), method(explanation)])
}

fn parts(explanation: &Explanation) -> Parts<'_> {
    Parts {
        measure: explanation.figure.measure,
        names: ["before", "after"],
        ends: &explanation.ends,
        change: &explanation.change,
        steps: explanation.steps.iter().map(|step| (step.name.as_str(), step.parts.as_slice())).collect(),
    }
}

fn answer(explanation: &Explanation) -> Section {
    let mut section = Section::new("explain", "What moved it");
    let parts = parts(explanation);
    let printed = parts.printed(0);
    let figure = &explanation.figure;
    let what = figure_in_words(&explanation.after, (figure.measure, figure.year), &figure.part);
    let [before, after] = [0, 1].map(|end: usize| Sentence::from(printed.end(end)));
    let moved = Sentence::from("The average ")
        + what
        + match more_or_less(&printed) {
            Some(change) => Sentence::from(" moves from ") + before + " to " + after + ": " + change + ".",
            None => Sentence::from(" stays at ") + after + ".",
        };
    let mut said = vec![moved];
    if explanation.steps.is_empty() {
        said.push("The two scenarios differ in nothing that figures depend on.".into());
    }
    for (step, part) in parts.by_size(0, &printed) {
        if part != 0.0 {
            let verb = if part > 0.0 { " adds " } else { " takes away " };
            said.push(begun(step) + verb + printed.figure(part.abs()) + ".");
        }
    }
    let unclear = parts.not_clear(0);
    if !unclear.is_empty() {
        said.push(Sentence::from("Not clear, as chance may have made it: ") + Sentence::listed(unclear, "and") + ".");
    }
    section.paragraph(said);
    section.paragraph(delivery(explanation));
    section.table(parts.table("explain", "What each step changes".into()));
    section
}

/// A step begins a sentence as it is called: only words of this program have a capital.
fn begun(step: Sentence) -> Sentence {
    Sentence::from("The step ") + step
}

/// What happened and what was learnt of it.
fn delivery(explanation: &Explanation) -> Option<Sentence> {
    let (of, place) = (explanation.delivery.as_ref()?, explanation.delivery_step?);
    let step = &explanation.steps[place];
    let parts = Parts {
        measure: explanation.figure.measure,
        names: ["", ""],
        ends: &[vec![Estimate::known(0.0)], vec![step.parts[0]]],
        change: &step.parts[..1],
        steps: vec![("happened", &of[0][..1]), ("learnt", &of[1][..1])],
    };
    let printed = parts.printed(0);
    let said = |part: f64| match part {
        0.0 => Sentence::from("nothing"),
        _ if part > 0.0 => Sentence::from(printed.figure(part)) + " more",
        _ => Sentence::from(printed.figure(-part)) + " less",
    };
    let [happened, learnt] = [0, 1].map(|at: usize| said(printed.parts[at]));
    Some(
        Sentence::from("Of ")
            + name(&words::step(&step.name))
            + ", what happened is "
            + happened
            + ", and what was learnt of it about areas that are still to come is "
            + learnt
            + ".",
    )
}

fn changes(explanation: &Explanation) -> Section {
    let mut section = Section::new("changes", "What has changed");
    let mut rows = Vec::new();
    for step in &explanation.steps {
        rows.push(Row::new(vec![Value::from(name(&capital(&words::step(&step.name))))]));
        for change in step.changes.iter().take(MOST_LISTED) {
            let what = match (change.entry.as_str(), change.column.as_str()) {
                ("", column) => column.to_owned(),
                (entry, "") => entry.to_owned(),
                (entry, column) if column == step.name => entry.to_owned(),
                (entry, column) => format!("{entry}: {column}"),
            };
            let cells = [what.as_str(), &change.before, &change.after].map(|text| Value::from(name(text)));
            rows.push(Row::below(1, cells.to_vec()));
        }
        if step.changes.len() > MOST_LISTED {
            let more = counted(step.changes.len() - MOST_LISTED, "more change", "more changes");
            rows.push(Row::below(1, vec![Value::text(more)]));
        }
    }
    section.table(Table {
        id: "changes",
        caption: "Changes, as they are written".into(),
        unit: None,
        columns: vec![Column::text("step", ""), Column::text("before", "Before"), Column::text("after", "After")],
        rows,
    });
    section
}

fn method(explanation: &Explanation) -> Section {
    let mut section = Section::new("method", "How it was found");
    let trials = counted(usize::try_from(explanation.run.trials).unwrap_or(usize::MAX), "future", "futures");
    let orders = match explanation.pairs {
        Some(pairs) => {
            format!("over {pairs} drawn orders of the steps and their reverses, whose spread is part of the errors")
        }
        None => "over all orders in which the steps can be taken".into(),
    };
    section.paragraph([Sentence::from(format!(
        "Each step's part is what it changes on average {orders}, in the same {trials} of every mixture of both scenarios: \
         the parts add up to the whole change."
    ))]);
    section
}
