//! What moves a figure: each input's rank correlation with it, and its mean where the input is low and where it is high.

use super::Subject;
use super::gathering::sources;
use crate::engine::{Column, Interrupted, Wanted};
use crate::plan::Source;
use crate::statistics::{Estimate, Ranks, Trials, mean_error, quantile_of_sorted};
use rayon::prelude::*;

/// Values of inputs are held so many at a time.
const MOST_VALUES: usize = 1 << 24;

/// What an input does to the figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub input: String,
    /// Spearman's rank correlation; `None` where either does not vary.
    pub correlation: Option<Estimate>,
    /// The figure's mean where the input is low, and where it is high.
    pub ends: Ends,
}

/// The figure's mean over the trials in which an input is at or below its own P10, or in which something does not happen;
/// and over those in which it is at or above its own P90, or happens. `None` where there are no such trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// Where it is low.
    pub low: Option<Estimate>,
    /// Where it is high.
    pub high: Option<Estimate>,
}

impl Bar {
    /// How strongly the input and the figure go together, whichever way.
    pub fn strength(&self) -> f64 {
        self.correlation.map_or(0.0, |correlation| correlation.value.abs())
    }
}

/// The figure's trials, and what each input does to it, the strongest first.
pub fn tornado(subject: &Subject) -> Result<(Trials, Vec<Bar>), Interrupted> {
    let (plan, asking) = (&subject.plan.plan, subject.asking);
    // A common cause is no input.
    let inputs: Vec<Source> = sources(plan).into_iter().filter(|source| !matches!(source, Source::Cause(_))).collect();
    let figure = subject.plan.values(asking.engine, asking.drawing, asking.watch)?;
    let ranks = Ranks::of(&figure);
    let mut bars = Vec::with_capacity(inputs.len());
    for some in inputs.chunks(MOST_VALUES / figure.len().clamp(1, MOST_VALUES)) {
        let wanted: Vec<Wanted> = some.iter().map(|source| Wanted::Source(*source)).collect();
        let columns = asking.engine.sample(plan, &wanted, asking.drawing, asking.watch)?.columns;
        let bar = |(source, values): (&Source, Column)| {
            let own = Ranks::of(&values);
            Bar {
                input: plan.draw_of(*source).name.clone(),
                correlation: own.correlation(&ranks),
                ends: if happens(*source) { of_chance(&values, &figure) } else { of_input(&values, &own, &figure) },
            }
        };
        let found = || some.par_iter().zip(columns).map(bar).collect::<Vec<Bar>>();
        bars.extend(asking.engine.install(found));
    }
    bars.sort_by(|one, other| other.strength().total_cmp(&one.strength()).then_with(|| one.input.cmp(&other.input)));
    Ok((Trials::new(figure), bars))
}

/// Whether a source happens or not.
fn happens(source: Source) -> bool {
    matches!(source, Source::GoesAhead(_) | Source::Strikes(_) | Source::IsPaid(_) | Source::Exits)
}

fn of_chance(happens: &[f64], figure: &[f64]) -> Ends {
    let where_it = |wanted: f64| mean_where(happens, figure, |value| value == wanted);
    Ends { low: where_it(0.0), high: where_it(1.0) }
}

fn of_input(values: &[f64], ranks: &Ranks, figure: &[f64]) -> Ends {
    let sorted = ranks.sorted(values);
    let [p10, p90] = [0.1, 0.9].map(|p| quantile_of_sorted(&sorted, p));
    Ends {
        low: mean_where(values, figure, |value| value <= p10),
        high: mean_where(values, figure, |value| value >= p90),
    }
}

/// The figure's mean over some trials, with the error of these.
fn mean_where(values: &[f64], figure: &[f64], is_meant: impl Fn(f64) -> bool) -> Option<Estimate> {
    let meant = || values.iter().zip(figure).filter(|(value, _)| is_meant(**value)).map(|(_, figure)| *figure);
    let count = meant().count();
    if count == 0 {
        return None;
    }
    let mean = meant().sum::<f64>() / count as f64;
    let squares: f64 = meant().map(|figure| (figure - mean) * (figure - mean)).sum();
    Some(Estimate { value: mean, error: mean_error(libm::sqrt(squares / count as f64), count as u64) })
}
