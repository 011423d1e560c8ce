//! Where a margin passes zero.

use super::criterion::{Criterion, Margin};
use super::moves::Look;
use crate::forecast::Trouble;
use crate::statistics::Estimate;
use std::cmp::Ordering;

/// Brackets are closed in to this share of the range.
const CLOSE: f64 = 1e-6;
/// So many of its errors away from zero, the sign of a margin is beyond doubt.
const BEYOND_DOUBT: f64 = 8.0;
/// So many places are looked at in full beside the one that seems best.
const MOST_NEAR: usize = 4;
/// More rounds than halving alone would need.
const MOST_ROUNDS: usize = 80;

/// A place that was looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// What the driver was moved by.
    pub x: f64,
    /// The margin there.
    pub margin: Margin,
}

/// A place where the criterion turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Root {
    /// What the driver is moved by there.
    pub x: f64,
    /// Its Monte Carlo error; `None` where the margin jumps.
    pub error: Option<f64>,
}

/// A margin that can be asked for at places of a range; `None` where there is none.
pub struct Search<'a> {
    pub criterion: Criterion,
    pub low: f64,
    pub high: f64,
    pub at: &'a dyn Fn(f64, Look) -> Result<Option<Margin>, Trouble>,
}

/// Where a bracket was closed in to.
struct Closed {
    point: Point,
    /// The ends of the last bracket that was wide enough to tell a slope.
    slope: f64,
    jumps: bool,
}

impl Search<'_> {
    pub fn point(&self, x: f64) -> Result<Option<Point>, Trouble> {
        Ok((self.at)(x, Look::InFull)?.map(|margin| Point { x, margin }))
    }

    /// A place as far as it must be seen to tell whether the criterion holds there: on few trials where these leave no
    /// doubt.
    pub fn glance(&self, x: f64) -> Result<Option<Point>, Trouble> {
        let Some(margin) = (self.at)(x, Look::Roughly)? else { return Ok(None) };
        let Estimate { value, error } = margin.margin;
        if value.abs() > BEYOND_DOUBT * error.max(self.criterion.tolerance(margin.margin)) {
            return Ok(Some(Point { x, margin }));
        }
        self.point(x)
    }

    /// The best of places that were glanced at, which is then looked at in full.
    pub fn best(&self, glanced: &[Point], now: f64) -> Result<Option<Point>, Trouble> {
        let order = |a: &Point, b: &Point| better(&self.criterion, now, a, b);
        let mut ranked = glanced.to_vec();
        ranked.sort_by(|a, b| order(b, a));
        let full = self.in_full(&ranked)?;
        Ok(full.into_iter().max_by(order))
    }

    /// The place whose margin is closest to zero, likewise.
    pub fn closest(&self, glanced: &[Point], now: f64) -> Result<Option<Point>, Trouble> {
        let order = |a: &Point, b: &Point| closer(&self.criterion, now, a, b);
        let mut ranked = glanced.to_vec();
        ranked.sort_by(order);
        let full = self.in_full(&ranked)?;
        Ok(full.into_iter().min_by(order))
    }

    /// The first of some ranked places, and those that chance may have ranked behind it.
    fn in_full(&self, ranked: &[Point]) -> Result<Vec<Point>, Trouble> {
        let Some(first) = ranked.first() else { return Ok(Vec::new()) };
        let is_near = |point: &&Point| {
            let apart = (value(point).abs() - value(first).abs()).abs();
            apart > 0.0 && apart <= first.margin.margin.error
        };
        let near = ranked.iter().skip(1).filter(is_near).take(MOST_NEAR);
        let points = std::iter::once(first).chain(near).map(|point| self.point(point.x));
        Ok(points.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    pub fn holds(&self, point: &Point) -> bool {
        self.criterion.holds(point.margin.margin.value)
    }

    /// The root between two neighbouring points, of which one holds and the other does not.
    pub fn root(&self, one: Point, other: Point) -> Result<Root, Trouble> {
        let closed = self.close_in(one, other)?;
        let error = if closed.jumps { None } else { self.error(&closed)? };
        Ok(Root { x: closed.point.x, error })
    }

    /// Closes in by the line between the ends, and by halves where that is slow.
    fn close_in(&self, one: Point, other: Point) -> Result<Closed, Trouble> {
        let (mut one, mut other) = (one, other);
        let mut slope = slope(&one, &other);
        for round in 0..MOST_ROUNDS {
            let nearest = if value(&one).abs() <= value(&other).abs() { one } else { other };
            if value(&nearest).abs() <= self.criterion.tolerance(nearest.margin.margin) {
                return Ok(Closed { point: nearest, slope, jumps: false });
            }
            if (other.x - one.x).abs() < CLOSE * (self.high - self.low) {
                break;
            }
            let Some(next) = self.point(next(&one, &other, round))? else { break };
            let end = if self.holds(&next) == self.holds(&one) { &mut one } else { &mut other };
            let between = self::slope(end, &next);
            if between.is_finite() && between != 0.0 {
                slope = between;
            }
            *end = next;
        }
        // The end at which the criterion is met.
        let point = if self.holds(&one) { one } else { other };
        Ok(Closed { point, slope, jumps: true })
    }

    /// The error of a root: the margin's over the slope, which is that between points about two such errors to either
    /// side.
    fn error(&self, closed: &Closed) -> Result<Option<f64>, Trouble> {
        let error = closed.point.margin.margin.error;
        if error == 0.0 {
            return Ok(Some(0.0));
        }
        let mut slope = closed.slope.abs();
        for _ in 0..3 {
            let reach = 2.0 * error / slope;
            let ends = [closed.point.x - reach, closed.point.x + reach].map(|x| x.clamp(self.low, self.high));
            let (Some(one), Some(other)) = (self.point(ends[0])?, self.point(ends[1])?) else { return Ok(None) };
            let found = self::slope(&one, &other).abs();
            if !found.is_finite() || found == 0.0 {
                return Ok(None);
            }
            let is_settled = (0.5..2.0).contains(&(found / slope));
            slope = found;
            if is_settled {
                break;
            }
        }
        Ok(Some(error / slope))
    }
}

fn value(point: &Point) -> f64 {
    point.margin.margin.value
}

fn slope(one: &Point, other: &Point) -> f64 {
    (value(other) - value(one)) / (other.x - one.x)
}

/// Where to look next between two points: on the line between them, well within, and in their middle every third time.
fn next(one: &Point, other: &Point, round: usize) -> f64 {
    let share = match round % 3 {
        2 => 0.5,
        _ => (value(one) / (value(one) - value(other))).clamp(0.001, 0.999),
    };
    one.x + share * (other.x - one.x)
}

/// A larger margin is better, to the penny; of equals the nearer to where the scenario stands.
fn better(criterion: &Criterion, now: f64, a: &Point, b: &Point) -> Ordering {
    let units = |point: &Point| criterion.in_units(value(point));
    units(a).total_cmp(&units(b)).then_with(|| (b.x - now).abs().total_cmp(&(a.x - now).abs()))
}

/// Closer to zero, to the penny; of equals the nearer to where the scenario stands.
fn closer(criterion: &Criterion, now: f64, a: &Point, b: &Point) -> Ordering {
    let units = |point: &Point| criterion.in_units(value(point)).abs();
    units(a).total_cmp(&units(b)).then_with(|| (a.x - now).abs().total_cmp(&(b.x - now).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Direction, Measure, Whole};

    fn criterion() -> Criterion {
        Criterion::new(Measure::Whole(Whole::Npv), Direction::AtLeast, 0.0, None)
    }

    /// The roots of a margin between neighbouring places of a range.
    fn roots(f: impl Fn(f64) -> f64, error: f64, places: &[f64]) -> Vec<Root> {
        let at = |x: f64, _: Look| Ok(Some(Margin { margin: Estimate { value: f(x), error }, chance: None }));
        let (low, high) = (places[0], places[places.len() - 1]);
        let search = Search { criterion: criterion(), low, high, at: &at };
        let points: Vec<Point> = places.iter().map(|&x| search.point(x).unwrap().unwrap()).collect();
        let turns = points.windows(2).filter(|pair| search.holds(&pair[0]) != search.holds(&pair[1]));
        turns.map(|pair| search.root(pair[0], pair[1]).unwrap()).collect()
    }

    #[test]
    fn a_line_is_met_exactly_and_a_certain_root_has_no_error() {
        let found = roots(|x| 1e6 * (x - 1.234_567), 0.0, &[0.0, 1.0, 2.0]);
        assert_eq!(found.len(), 1);
        assert!((found[0].x - 1.234_567).abs() < 1e-8 && found[0].error == Some(0.0), "{found:?}");
    }

    #[test]
    fn the_error_of_a_root_is_that_of_the_margin_over_the_slope_there() {
        let found = roots(|x| 1e6 * (x * x * x - 8.0), 12_000.0, &[0.0, 3.0, 6.0]);
        let error = found[0].error.unwrap();
        assert!((found[0].x - 2.0).abs() < 1e-4 && (error - 0.001).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn a_jump_has_no_error_and_is_answered_by_the_side_that_holds() {
        let found = roots(|x| if x < 0.3 { -5.0 } else { 5.0 }, 0.1, &[0.0, 1.0]);
        assert!(found[0].error.is_none() && found[0].x >= 0.3 && found[0].x < 0.300_002, "{found:?}");
    }

    #[test]
    fn a_kink_does_not_keep_the_bracket_wide() {
        let found = roots(|x| if x < 9.9 { -1.0 } else { 1e9 * (x - 9.9) - 1.0 }, 0.0, &[0.0, 10.0]);
        assert!((found[0].x - 9.9).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn the_best_of_equals_is_the_nearest() {
        let at = |x: f64, _: Look| {
            let value = if x < 2.5 { 1.0 } else { 0.5 };
            Ok(Some(Margin { margin: Estimate::known(value), chance: None }))
        };
        let search = Search { criterion: criterion(), low: 0.0, high: 3.0, at: &at };
        let points: Vec<Point> = [0.0, 2.0, 3.0].iter().map(|&x| search.glance(x).unwrap().unwrap()).collect();
        assert_eq!(search.best(&points, 1.5).unwrap().unwrap().x, 2.0);
        assert_eq!(search.best(&points, 0.1).unwrap().unwrap().x, 0.0);
        assert_eq!(search.closest(&points, 0.0).unwrap().unwrap().x, 3.0);
    }
}
