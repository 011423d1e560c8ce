//! How far a driver is moved: as far as its kind goes, but no further than `check` accepts the scenario.

use super::moves::Moves;
use crate::programme::{Unit, Way};

/// The least and the greatest factor.
const FACTORS: (f64, f64) = (0.0, 10.0);
/// Likewise of shifts, in months.
const MONTHS: (f64, f64) = (-60.0, 120.0);
/// Likewise of shifts of growth, as fractions.
const GROWTH: (f64, f64) = (-0.1, 0.1);
/// How closely the end of what is accepted is found, as a share of the range.
const CLOSE: f64 = 1e-7;

/// How far a driver is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Range {
    /// Of a driver.
    pub fn of(moves: &Moves) -> Self {
        let (low, high) = widest(moves);
        let middle = moves.now().unwrap_or(0.5 * (low + high)).clamp(low, high);
        Range { low: accepted(moves, middle, low), high: accepted(moves, middle, high) }
    }

    /// From end to end.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Even steps to either end from where the scenario stands, ascending with it; over the whole range where it stands
    /// nowhere.
    pub fn steps(self, now: Option<f64>) -> Vec<f64> {
        const STEPS: i32 = 20;
        let middle = now.unwrap_or(0.5 * (self.low + self.high));
        let side =
            |end: f64, step: i32| if step == STEPS { end } else { middle + (end - middle) * f64::from(step) / 20.0 };
        let below = (1..=STEPS).rev().map(|step| side(self.low, step));
        let above = (1..=STEPS).map(|step| side(self.high, step));
        let mut steps: Vec<f64> = below.chain([middle]).chain(above).collect();
        steps.dedup();
        steps
    }
}

/// As far as a driver of its kind goes.
fn widest(moves: &Moves) -> (f64, f64) {
    let driver = &moves.moving.driver;
    match moves.moving.way {
        Way::Factor => FACTORS,
        Way::Shift if driver.unit() == Unit::Fraction => GROWTH,
        Way::Shift => match driver.months_to_the_end(moves.standing.programme) {
            Some(months) => (MONTHS.0, f64::from(months).clamp(0.0, MONTHS.1)),
            None => MONTHS,
        },
        Way::Value => {
            let limits = driver.limits();
            match (limits.low, limits.high) {
                (Some(low), Some(high)) => (low as f64, high as f64),
                _ => {
                    let most = 10.0 * moves.now().unwrap_or(0.0);
                    (most.min(0.0), most.max(0.0))
                }
            }
        }
    }
}

/// The farthest that is accepted between where the scenario stands, which is, and an end.
fn accepted(moves: &Moves, middle: f64, end: f64) -> f64 {
    if middle == end || moves.is_accepted(end) {
        return end;
    }
    if moves.moving.driver.is_date() {
        return accepted_months(moves, middle, end);
    }
    let (mut inside, mut outside) = (middle, end);
    while (outside - inside).abs() > CLOSE * (end - middle).abs() {
        let next = 0.5 * (inside + outside);
        if moves.is_accepted(next) { inside = next } else { outside = next }
    }
    // The end of a column's range is a round number.
    let round = libm::round(1e4 * outside) / 1e4;
    let is_near = (round - outside).abs() <= 2.0 * CLOSE * (end - middle).abs();
    if is_near && moves.is_accepted(round) { round } else { inside }
}

fn accepted_months(moves: &Moves, middle: f64, end: f64) -> f64 {
    let (mut inside, mut outside) = (middle, end);
    while (outside - inside).abs() > 1.0 {
        let next = libm::trunc(0.5 * (inside + outside));
        if next == inside {
            break;
        }
        if moves.is_accepted(next) { inside = next } else { outside = next }
    }
    inside
}
