//! Switching values: how far a driver must move, alone, before a criterion turns (HM Treasury, *The Green Book*).

use crate::analysis::asking::Asking;
use crate::analysis::figure::Figure;
use crate::analysis::solve::{Criterion, Moving, Nearest, nearest_roots};
use crate::forecast::Trouble;
use crate::programme::{AreaColumn, Occurrence, Programme, Unit, Way};
use rust_decimal::Decimal;
use std::cmp::Reverse;

/// So many areas are moved by themselves, those with the largest planned saving a year.
const LARGEST: usize = 10;

/// How far a driver must move.
#[derive(Clone, Debug)]
pub struct Switch {
    /// The driver.
    pub driver: String,
    /// How it is moved.
    pub way: Way,
    /// What its numbers count.
    pub unit: Unit,
    /// Whether it is a date.
    pub is_date: bool,
    /// Where the scenario stands: 1, 0 or the number.
    pub now: f64,
    /// Where the criterion turns, or how close it comes.
    pub at: SwitchAt,
}

/// Where a criterion turns, or how close it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SwitchAt {
    /// It turns.
    Turns {
        /// Here.
        at: f64,
        /// With this Monte Carlo error; `None` where the margin jumps.
        error: Option<f64>,
    },
    /// It does not turn within the range.
    Never {
        /// It comes closest here,
        closest_at: f64,
        /// by this margin.
        margin: f64,
    },
}

/// The switching values of a programme's drivers.
pub fn switching(programme: &Programme, wanted: (&Figure, Criterion), asking: Asking) -> Result<Vec<Switch>, Trouble> {
    let drivers = drivers(programme);
    let nearest = nearest_roots(programme, &drivers, wanted, asking)?;
    Ok(nearest.into_iter().zip(drivers).map(|(nearest, moving)| switch(nearest, moving)).collect())
}

fn switch(Nearest { now, root, closest }: Nearest, moving: Moving) -> Switch {
    let at = match root {
        Some(root) => SwitchAt::Turns { at: root.x, error: root.error },
        None => SwitchAt::Never { closest_at: closest.x, margin: closest.margin.margin.value },
    };
    let (unit, is_date) = (moving.driver.unit(), moving.driver.is_date());
    Switch { driver: moving.name, way: moving.way, unit, is_date, now, at }
}

/// What is moved; what a programme does not have is left out.
fn drivers(programme: &Programme) -> Vec<Moving> {
    let mut names: Vec<(String, Option<Way>)> =
        ["annual_saving", "implementation_cost", "go_live"].map(|column| (format!("areas.{column}"), None)).to_vec();
    for area in largest(programme) {
        let area = &programme.areas[area];
        names.push((format!("area.{}.annual_saving", area.name), None));
        if !area.is_live() {
            names.push((format!("area.{}.go_live", area.name), None));
        }
    }
    for risk in &programme.risks {
        names.push(match risk.occurrence {
            Occurrence::Once { .. } => (format!("risk.{}.probability", risk.name), None),
            Occurrence::Recurs { .. } => (format!("risk.{}.frequency_per_year", risk.name), Some(Way::Factor)),
        });
    }
    names.extend(programme.exit.iter().map(|_| ("exit.probability".to_owned(), None)));
    names.into_iter().filter_map(|(name, way)| Moving::find(programme, &name, way).ok()).collect()
}

/// The areas with the largest planned saving a year, of equal ones the earlier first.
fn largest(programme: &Programme) -> Vec<usize> {
    let planned = |area: &usize| -> Decimal { programme.areas[*area][AreaColumn::AnnualSaving].most_likely() };
    let mut areas: Vec<usize> = (0..programme.areas.len()).collect();
    areas.sort_by_key(|area| Reverse(planned(area)));
    areas.truncate(LARGEST);
    areas
}
