//! Why the forecast is not the plan.

use super::parts::Parts;
use crate::analysis::bridge::{Kind, PlanBridge};
use crate::report::document::{Document, Section, Sentence, name};
use crate::report::words::{counted, figure_in_words};

/// What a bridge from the plan to the forecast says.
pub fn plan_bridge(bridge: &PlanBridge) -> Document {
    let title = Sentence::from("From the plan to the forecast of ") + name(&bridge.programme.title);
    Document::new(title, vec![section(bridge, "explain"), method(bridge)])
}

/// The section: what makes the difference, and the table.
pub fn plan_bridge_section(bridge: &PlanBridge) -> Section {
    section(bridge, "bridge")
}

/// The same, with what its table is called.
fn section(bridge: &PlanBridge, table: &'static str) -> Section {
    let mut section = Section::new("bridge", "From the plan to the forecast");
    section.paragraph(falls_short(bridge));
    section.table(parts(bridge).table(table, "What each kind of uncertainty makes of the plan".into()));
    section
}

fn parts(bridge: &PlanBridge) -> Parts<'_> {
    Parts {
        measure: bridge.figure.measure,
        names: ["plan", "forecast"],
        ends: &bridge.ends,
        change: &bridge.change,
        steps: bridge.steps.iter().map(|(kind, parts)| (kind.name(), parts.as_slice())).collect(),
    }
}

/// `Of the £2.6m by which the average future falls short of the plan, lateness is £1.1m, …`
fn falls_short(bridge: &PlanBridge) -> Vec<Sentence> {
    let parts = parts(bridge);
    let printed = parts.printed(0);
    let figure = &bridge.figure;
    let what = figure_in_words(&bridge.programme, (figure.measure, figure.year), &figure.part);
    let [plan, forecast] = [0, 1].map(|end: usize| Sentence::from(printed.end(end)));
    let standing = Sentence::from("The plan has a ") + what + " of " + plan + ", the average future one of " + forecast;
    if printed.change == 0.0 {
        return vec![standing + ": the same."];
    }
    let mut said = vec![standing + "."];
    let gap = printed.change;
    let by_size = parts.by_size(0, &printed);
    let sized = |way: f64| by_size.iter().filter(move |(_, part)| part * way > 0.0);
    // `lateness is £1.1m`: of several the first alone has its verb.
    let with = sized(gap)
        .enumerate()
        .map(|(place, (kind, part))| kind.clone() + if place == 0 { " is " } else { " " } + printed.figure(part.abs()));
    let against = sized(-gap).map(|(kind, part)| kind.clone() + " (" + printed.figure(part.abs()) + ")");
    let against: Vec<Sentence> = against.collect();
    let verb = if gap < 0.0 { "falls short of" } else { "exceeds" };
    let mut of = Sentence::from("Of the ")
        + printed.figure(gap.abs())
        + format!(" by which the average future {verb} the plan, ");
    of = of + Sentence::listed(with.collect(), "and");
    if !against.is_empty() {
        of = of + ", with " + Sentence::listed(against, "and") + " the other way";
    }
    said.push(of + ".");
    let unclear = parts.not_clear(0);
    if !unclear.is_empty() {
        said.push(Sentence::from("Not clear, as chance may have made it: ") + Sentence::listed(unclear, "and") + ".");
    }
    said
}

fn method(bridge: &PlanBridge) -> Section {
    let mut section = Section::new("method", "How it was found");
    let trials = counted(usize::try_from(bridge.run.trials).unwrap_or(usize::MAX), "future", "futures");
    let other = bridge.steps.iter().any(|(kind, _)| *kind == Kind::OtherRanges);
    let mut said = vec![Sentence::from(format!(
        "Each kind's part is what it changes on average over all orders in which the kinds can be let in, in the same \
         {trials}: the parts add up to the whole difference."
    ))];
    if other {
        said.push("Other ranges are all other distributions, overruns of cost and grants in doubt.".into());
    }
    section.paragraph(said);
    section
}
