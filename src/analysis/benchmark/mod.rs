//! Sets what a scenario assumes beside what was published.
//!
//! The evidence is one table of cases ([`shipped`], and the scenario's own), each with its source, its
//! mark and how far it is alike. A [`Comparison`] says where the scenario's mean and its P10 and P90 stand
//! among the cases of a quantity; cases of one programme count as one, and under five programmes no
//! percentile is given. What cannot be compared is listed with the reason. The [`OutsideView`] is the
//! forecast with the reference class in place of the scenario's own realisation and slippage.

mod class;
mod comparison;
mod delivery;
mod evidence;
mod money;
mod outside;
mod paired;
mod spread;
mod workforce;

pub use class::{Class, FEWEST};
pub use comparison::{Comparison, Family, NotMade, Standing, Stated};
pub use evidence::shipped;
pub use outside::{OutsideView, TargetDifference, ViewDifference};

use crate::engine::{Drawing, Engine, Watch};
use crate::forecast::{Forecast, Run, Trouble, forecast};
use crate::programme::{Area, Comparator, Programme};
use comparison::Gathered;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A scenario beside the evidence.
#[derive(Clone, Debug)]
pub struct Benchmark {
    /// The scenario's own forecast: the inside view.
    pub inside: Forecast,
    /// What was compared, by family.
    pub comparisons: Vec<Comparison>,
    /// What was not, and why.
    pub not_made: Vec<NotMade>,
    /// Cases and programmes of the evidence that the scenario leaves out.
    pub left_out: Vec<String>,
    /// The outside view; `None` where the evidence does not bear it, which is among what was not made.
    pub outside: Option<OutsideView>,
}

/// How a view is simulated.
#[derive(Clone, Copy)]
struct Simulation<'a> {
    engine: &'a Engine,
    drawing: &'a Drawing,
    watch: &'a Watch,
}

/// What is compared.
struct Subject<'a> {
    programme: &'a Programme,
    inside: &'a Forecast,
}

impl<'a> Subject<'a> {
    /// The areas of the plan.
    fn planned_areas(&self) -> impl Iterator<Item = &'a Area> + use<'a> {
        self.programme.areas.iter().filter(|area| area.in_plan)
    }
}

/// Sets a programme beside the evidence: simulates it twice, with its own assumptions and with those of the
/// reference class.
///
/// # Errors
/// Where the plan is too large to be counted, or the watch says stop.
pub fn benchmark(
    programme: &Programme,
    engine: &Engine,
    drawing: &Drawing,
    watch: &Watch,
) -> Result<Benchmark, Trouble> {
    let Run { plan, forecast: inside, .. } = forecast(programme, engine, drawing, watch)?;
    let mut gathered = Gathered::from(evidence_for(programme), programme.benchmarking.sector);
    let (left_out, in_vain) = excluded(programme);
    for name in in_vain {
        gathered.leave_out(&format!("`exclude` of `{name}`"), "no case and no programme of the evidence has that name");
    }
    let subject = Subject { programme, inside: &inside };
    workforce::compare(&subject, &mut gathered);
    money::compare(&subject, &mut gathered);
    delivery::compare(&subject, &mut gathered);
    let outside = outside::view(&subject, &plan, &mut gathered, Simulation { engine, drawing, watch })?;
    let Gathered { mut made, not_made, .. } = gathered;
    made.sort_by_key(|comparison| (comparison.family, comparison.quantity));
    Ok(Benchmark { inside, comparisons: made, not_made, left_out, outside })
}

/// The cases that a programme is compared with: the shipped ones unless they are replaced, its own, and none
/// of what it leaves out; each as far alike as it is to a programme of that sector.
pub fn evidence_for(programme: &Programme) -> Vec<Comparator> {
    let asked = &programme.benchmarking;
    let is_excluded =
        |case: &Comparator| asked.exclude.iter().any(|name| *name == case.programme || *name == case.case);
    let kept = all_cases(programme).filter(|case| !is_excluded(case)).cloned();
    kept.map(|case| case.seen_from(asked.sector)).collect()
}

/// The same before anything is left out.
fn all_cases(programme: &Programme) -> impl Iterator<Item = &Comparator> {
    let asked = &programme.benchmarking;
    let shipped = if asked.replace { &[] } else { shipped() };
    shipped.iter().chain(&asked.comparators)
}

/// The names that are left out, and those that are to be left out and are not there.
fn excluded(programme: &Programme) -> (Vec<String>, Vec<String>) {
    let is_there = |name: &String| all_cases(programme).any(|case| *name == case.programme || *name == case.case);
    programme.benchmarking.exclude.iter().cloned().partition(is_there)
}

/// Whether an area saves: a phase or a gate of a programme does not, and goes live in no sense that is published.
fn saves(area: &Area) -> bool {
    area.saves()
}

fn to_f64(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}
