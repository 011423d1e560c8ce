//! Which figures two scenarios have in common, and what has to be said of the others.

use super::difference::Paybacks;
use super::{ComparedRow, ComparedValue, Values};
use crate::diagnostic::listed;
use crate::fiscal::FinancialYear;
use crate::forecast::{Payback, PlannedPart};
use crate::plan::RowId;
use crate::programme::{Measure, Programme};

/// A figure of both.
pub(super) struct Pair {
    part: Option<String>,
    pub(super) measure: Measure,
    year: Option<FinancialYear>,
    /// In the base's plan and in the other's.
    pub(super) ids: [RowId; 2],
}

/// The figures that both have, of the programme and of partners named alike: yearly ones in years that both count,
/// running sums where the horizons start alike, and those of the whole horizon where the horizons are equal.
pub(super) fn pairs(programmes: [&Programme; 2]) -> Vec<Pair> {
    let [base, other] = programmes;
    let mut parts = vec![(None, [0, 0])];
    for (place, partner) in base.partners.iter().enumerate() {
        if let Some(alike) = other.partners.iter().position(|known| known.name == partner.name) {
            parts.push((Some(partner.name.clone()), [1 + place, 1 + alike]));
        }
    }
    let of_part = |(part, places): (Option<String>, [usize; 2])| {
        let measures = Measure::all().filter(|measure| is_comparable(*measure, programmes));
        let of_measure = |measure: Measure| {
            let part = part.clone();
            years(measure, programmes).into_iter().map(move |(year, [own, others])| {
                let id = |part, year| RowId { part, measure, year };
                Pair { part: part.clone(), measure, year, ids: [id(places[0], own), id(places[1], others)] }
            })
        };
        measures.flat_map(of_measure).collect::<Vec<Pair>>()
    };
    parts.into_iter().flat_map(of_part).collect()
}

fn is_comparable(measure: Measure, [base, other]: [&Programme; 2]) -> bool {
    match measure {
        Measure::Cumulative(_) => base.horizon.first() == other.horizon.first(),
        Measure::Whole(_) => base.horizon == other.horizon,
        Measure::Flow(_) | Measure::Stock(_) | Measure::Staffing(_) => true,
    }
}

/// The years that both have, with their positions; one without a year for a measure of the whole horizon.
fn years(measure: Measure, [base, other]: [&Programme; 2]) -> Vec<(Option<FinancialYear>, [usize; 2])> {
    if !measure.is_yearly() {
        return vec![(None, [0, 0])];
    }
    let common = base.horizon.iter().enumerate();
    common.filter_map(|(own, year)| Some((Some(year), [own, other.horizon.index_of(year)?]))).collect()
}

impl Pair {
    /// The row of results.
    pub(super) fn row(
        self,
        programmes: [&Programme; 2],
        planned: &[Vec<PlannedPart>; 2],
        values: Values,
    ) -> ComparedRow {
        let of_plan = |side: usize| (&planned[side][self.ids[side].part], self.ids[side].year);
        let value = match values {
            Values::Amounts(difference) => {
                let plan = |side| {
                    let (part, year) = of_plan(side);
                    part.amount(self.measure, year)
                };
                ComparedValue::Amounts { plans: [plan(0), plan(1)], difference }
            }
            Values::Positions(positions) => {
                let label = |side: usize, position: f64| payback(programmes[side], position);
                ComparedValue::Paybacks {
                    plans: [0, 1].map(|side| of_plan(side).0.payback(self.measure)),
                    paybacks: positions.map(|of| Paybacks {
                        base: of.base.map(|position| label(0, position)),
                        other: of.other.map(|position| label(1, position)),
                        higher: of.higher,
                        equal: of.equal,
                    }),
                }
            }
        };
        ComparedRow { part: self.part, measure: self.measure, year: self.year, value }
    }
}

/// The label of a position in the horizon.
fn payback(programme: &Programme, position: f64) -> Payback {
    match position as usize {
        year if year < programme.horizon.len() => Payback::Year(programme.horizon.year(year)),
        _ => Payback::Never,
    }
}

/// What is left out, and what makes pounds of two kinds; sentences without full stops.
pub(super) fn notes(programmes: [&Programme; 2]) -> Vec<String> {
    let mut notes = Vec::new();
    horizons(programmes, &mut notes);
    partners(programmes, &mut notes);
    pounds(programmes, &mut notes);
    notes
}

fn horizons([base, other]: [&Programme; 2], notes: &mut Vec<String>) {
    let (one, two) = (base.horizon, other.horizon);
    if one == two {
        return;
    }
    let years =
        format!("the base counts {} to {}, this scenario {} to {}", one.first(), one.last(), two.first(), two.last());
    let left_out = match one.first() == two.first() {
        true => "measures of the whole horizon and the years that only one counts are left out",
        false => "running sums, measures of the whole horizon and the years that only one counts are left out",
    };
    notes.push(format!("{years}: {left_out}"));
}

fn partners([base, other]: [&Programme; 2], notes: &mut Vec<String>) {
    let missing = |of: &Programme, with: &Programme| {
        let has = |name: &str| with.partners.iter().any(|partner| partner.name == name);
        of.partners.iter().filter(|partner| !has(&partner.name)).map(|partner| partner.name.clone()).collect::<Vec<_>>()
    };
    for (names, who) in [(missing(base, other), "only the base"), (missing(other, base), "only this scenario")] {
        if !names.is_empty() {
            notes.push(format!("{who} has {}, whose part is left out", listed(&names, "and")));
        }
    }
    let targets = |of: &Programme, with: &Programme| {
        let has = |name: &str| with.targets.iter().any(|target| target.name == name);
        of.targets.iter().filter(|target| !has(&target.name)).map(|target| format!("`{}`", target.name)).collect()
    };
    for (names, who) in [(targets(base, other), "only the base"), (targets(other, base), "only this scenario")] {
        let names: Vec<String> = names;
        if !names.is_empty() {
            notes.push(format!(
                "{who} has the target{} {}",
                if names.len() == 1 { "" } else { "s" },
                listed(&names, "and")
            ));
        }
    }
}

fn pounds([base, other]: [&Programme; 2], notes: &mut Vec<String>) {
    let (one, two) = (&base.prices, &other.prices);
    if one.terms != two.terms {
        let (one, two) = (one.terms.name(), two.terms.name());
        notes.push(format!(
            "the base counts {one} pounds, this scenario {two} ones: their difference mixes two kinds of pounds"
        ));
    }
    if one.base != two.base {
        notes.push(format!(
            "the base states its amounts in prices of {}, this scenario in those of {}: pounds of two kinds",
            one.base, two.base
        ));
    }
    if base.discounting != other.discounting {
        notes.push("the two discount differently, so that their present values are of two kinds".into());
    }
}
