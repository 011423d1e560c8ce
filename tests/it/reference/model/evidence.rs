//! Sections 3 and 8: what is known of an area's inputs at the data date, as normal scores.

use super::inputs::number;
use foresave::distribution::{ClosedForm, Distribution, normal};
use foresave::fiscal::FinancialYear;
use foresave::programme::{Area, AreaColumn, Programme};

/// Scores of observations are kept within this many standard deviations.
const FURTHEST: f64 = 4.0;

/// What is known of an input.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    Nothing,
    /// It was observed: its score lies between these, which are equal but at a step of the distribution function.
    Observed(f64, f64),
    /// It is at least what the score says: it has not happened yet.
    NotYet(f64),
    /// It is beyond the largest value of a history: so many months at least, and beyond them an exponential tail
    /// of this mean. The tail takes the scores above [`FURTHEST`].
    Beyond(f64, f64),
}

impl Known {
    /// Between which scores the input lies.
    pub fn scores(&self) -> (f64, f64) {
        match *self {
            Known::Nothing => (f64::NEG_INFINITY, f64::INFINITY),
            Known::Observed(low, high) => (low, high),
            Known::NotYet(low) => (low, f64::INFINITY),
            Known::Beyond(..) => (FURTHEST, f64::INFINITY),
        }
    }

    /// The value of a score.
    pub fn value(&self, law: &Distribution, score: f64) -> f64 {
        match *self {
            Known::Beyond(months, mean) => {
                months - mean * (normal::upper_tail(score) / normal::upper_tail(FURTHEST)).ln()
            }
            _ if score < 0.0 => law.quantile(normal::cumulative(score)),
            _ => law.quantile_upper(normal::upper_tail(score)),
        }
    }

    /// Whether a common cause can learn from it: what all but one score in 30,000 satisfy says nothing.
    pub fn is_evidence(&self) -> bool {
        match *self {
            Known::Nothing => false,
            Known::NotYet(score) => score > -FURTHEST,
            Known::Observed(..) | Known::Beyond(..) => true,
        }
    }
}

/// Whether a year ends after the data date, so that it is drawn what happens in it.
pub fn ends_after_data_date(programme: &Programme, year: FinancialYear) -> bool {
    year.plus(1).april() > programme.as_of
}

/// What is known of a column of an area, if the column is uncertain.
pub fn known(programme: &Programme, place: usize, column: AreaColumn) -> Known {
    let area = &programme.areas[place];
    let Some(law) = area[column].law() else { return Known::Nothing };
    match column {
        AreaColumn::Realisation => area.realised_share().map_or(Known::Nothing, |share| observed(law, number(share))),
        AreaColumn::SlippageMonths => match area.went_live() {
            Some(went_live) => {
                let late = f64::from(programme.horizon.months(went_live)) - earliest(programme, area);
                observed(law, late)
            }
            None => not_yet(programme, area, law),
        },
        _ => Known::Nothing,
    }
}

/// `max(G, floor)`, the floor over live predecessors.
fn earliest(programme: &Programme, area: &Area) -> f64 {
    let live = area.after.iter().filter_map(|before| {
        let went_live = programme.areas[before.area].went_live()?;
        Some(f64::from(programme.horizon.months(went_live)) + number(before.lag_months))
    });
    live.fold(f64::from(programme.horizon.months(area.go_live)), f64::max)
}

fn observed(law: &Distribution, value: f64) -> Known {
    let score =
        |below: f64, above: f64| if below < 0.5 { normal::quantile(below) } else { normal::upper_quantile(above) };
    let low = score(law.cdf_left(value), law.survival_left(value)).clamp(-FURTHEST, FURTHEST);
    let high = score(law.cdf(value), law.survival(value)).clamp(-FURTHEST, FURTHEST);
    if high - low < 1e-9 {
        return Known::Observed(high, high);
    }
    // A step that reaches the furthest score is open on that side.
    let open = |score: f64| if score.abs() == FURTHEST { score * f64::INFINITY } else { score };
    Known::Observed(open(low), open(high))
}

/// Section 3's condition `s >= A - e`, of an area whose predecessors are all live.
fn not_yet(programme: &Programme, area: &Area, law: &Distribution) -> Known {
    if area.after.iter().any(|before| !programme.areas[before.area].is_live()) {
        return Known::Nothing;
    }
    let lost = f64::from(programme.as_of_months()) - earliest(programme, area);
    let (below, above) = (law.cdf_left(lost), law.survival_left(lost));
    if below <= 0.0 {
        Known::Nothing
    } else if above > 0.0 {
        Known::NotYet(if below < 0.5 { normal::quantile(below) } else { normal::upper_quantile(above) })
    } else {
        Known::Beyond(lost, mean_excess(law))
    }
}

/// The mean excess of a history's values over their 75th percentile.
fn mean_excess(law: &Distribution) -> f64 {
    let Some(ClosedForm::PiecewiseLinear { values }) = law.closed_form() else {
        panic!("only a history goes on beyond its largest value")
    };
    let excess = values.iter().map(|value| value - law.quantile(0.75)).filter(|excess| *excess > 0.0);
    let excess: Vec<f64> = excess.collect();
    excess.iter().sum::<f64>() / (excess.len() as f64).max(1.0)
}
