//! From the plan to the forecast, and from one scenario to the next: what each step adds or takes away.

use super::analysis::{Bridge, Step};
use super::data::Chart;
use super::subject::Subject;
use crate::analysis::Basis;
use crate::analysis::bridge::PlanBridge;
use crate::analysis::explain::Explanation;
use crate::forecast::Estimate;
use crate::report::figure::Bridging;
use crate::report::illustrative;
use crate::report::words::{self, capital};
use crate::report::words_of_figure::figure;

/// From the plan to the forecast.
pub fn bridge_chart(bridge: &PlanBridge, stem: &'static str) -> Chart {
    let PlanBridge { programme, run, .. } = bridge;
    let basis = Basis { programme: programme.clone(), trials: run.trials, seed: run.seed };
    let steps = bridge.steps.iter().map(|(kind, parts)| step(capital(kind.name()), parts[0]));
    let of = format!("Mean {}", figure(programme, &bridge.figure));
    Bridge {
        stem,
        title: format!("{of}: from the plan to the forecast"),
        figure: of,
        what: Bridging::Measure(bridge.figure.measure),
        first: step("plan".into(), bridge.ends[0][0]),
        steps: steps.collect(),
        last: step("forecast".into(), bridge.ends[1][0]),
        error: bridge.change[0].error,
    }
    .chart(&Subject::of_basis(&basis))
}

/// From one scenario to the next, of one of the statistics, which is called so.
pub fn explanation_chart(explanation: &Explanation, (statistic, name): (usize, &str)) -> Chart {
    let Explanation { before, after, run, .. } = explanation;
    let basis = Basis { programme: after.clone(), trials: run.trials, seed: run.seed };
    let of_after = Subject::of_basis(&basis);
    let subject = Subject {
        warning: [before, after].into_iter().find_map(|of| illustrative::warning_of_programme(of)).map(String::from),
        programme: if before.title == after.title {
            of_after.programme
        } else {
            format!("{} to {}", before.title, of_after.programme)
        },
        ..of_after
    };
    let (what, of) = match (name, &explanation.figure.target) {
        ("chance", Some(target)) => (Bridging::Chance, format!("Chance of `{}`", target.name)),
        _ => (
            Bridging::Measure(explanation.figure.measure),
            format!("{} {}", capital(name), figure(after, &explanation.figure)),
        ),
    };
    let end = |name: &str, end: usize| step(name.into(), explanation.ends[end][statistic]);
    let steps = explanation.steps.iter().map(|of| step(capital(&words::step(&of.name)), of.parts[statistic]));
    Bridge {
        stem: "explain",
        title: format!("{of}: what moved it"),
        figure: of,
        what,
        first: end("before", 0),
        steps: steps.collect(),
        last: end("after", 1),
        error: explanation.change[statistic].error,
    }
    .chart(&subject)
}

fn step(name: String, amount: Estimate) -> Step {
    Step { name, amount }
}
