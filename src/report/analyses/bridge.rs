//! The bridge from the plan to the forecast: `explain.csv` and `explain.json` of one scenario, and what `run` says of it.

use super::super::manifest::Manifest;
use super::super::to_json::{Rows, written};
use super::super::{Records, Results};
use super::EXPLAIN_MARK;
use super::explain::Bridge;
use crate::analysis::bridge::PlanBridge;

/// The bridge, for programs.
pub fn bridge_results(bridge: &PlanBridge) -> Results {
    Results { marker: "explain.json", json: bridge_to_json(bridge), tables: vec![("explain", bridge_records(bridge))] }
}

/// The bridge in one document, with the manifest of its scenario.
fn bridge_to_json(bridge: &PlanBridge) -> String {
    written(&Document {
        format: EXPLAIN_MARK,
        manifest: Manifest::of_programme(&bridge.programme, &bridge.run),
        measure: bridge.figure.measure.name(),
        year: bridge.figure.year.map(|year| year.to_string()),
        part: bridge.part_name.as_deref(),
        target: bridge.figure.target.as_ref().map(|target| target.name.as_str()),
        explain: Rows(&bridge_records(bridge)),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    measure: String,
    year: Option<String>,
    part: Option<&'a str>,
    target: Option<&'a str>,
    explain: Rows<'a>,
}

/// The plan, each kind of uncertainty, the forecast.
pub fn bridge_records(bridge: &PlanBridge) -> Records {
    of(bridge).records()
}

pub(super) fn of(bridge: &PlanBridge) -> Bridge<'_> {
    Bridge {
        measure: bridge.figure.measure,
        names: ["plan", "forecast"],
        ends: &bridge.ends,
        steps: bridge.steps.iter().map(|(kind, parts)| (kind.name().to_owned(), None, parts.as_slice())).collect(),
    }
}
