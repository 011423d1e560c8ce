//! Drivers whose every value follows from a few runs.
//!
//! On the same trials a figure is a straight function of a factor of money: two runs give all of them. And it depends on
//! a chance only by whether something happens in a trial, which it does where its uniform lies below the chance: a run in
//! which it happens in every trial and one in which it happens in none give all of them. What comes of it is what a run
//! of each value would give, but for rounding in the last binary places.

use super::moves::Moves;
use crate::engine::Wanted;
use crate::forecast::Trouble;
use crate::plan::Plan;
use crate::programme::Way;
use rust_decimal::Decimal;

/// The trials of a figure at every value of a driver.
pub enum Family {
    /// By a factor: so much, and so much more for each 1 of the factor.
    Straight { at_nil: Vec<f64>, each: Vec<f64> },
    /// By a chance: its uniforms, and the figure where it does not happen and where it does.
    Happening { uniforms: Vec<f64>, without: Vec<f64>, with: Vec<f64> },
}

impl Family {
    /// That of a driver; `None` where each of its values needs a run of its own.
    pub fn of(moves: &Moves) -> Result<Option<Self>, Trouble> {
        match moves.moving.way {
            Way::Factor if moves.moving.driver.is_amount() => straight(moves),
            Way::Value => happening(moves),
            _ => Ok(None),
        }
    }

    /// The trials at a value.
    pub fn at(&self, x: f64) -> Vec<f64> {
        match self {
            Family::Straight { at_nil, each } => at_nil.iter().zip(each).map(|(zero, each)| zero + x * each).collect(),
            Family::Happening { uniforms, without, with } => (uniforms.iter().zip(without.iter().zip(with)))
                .map(|(uniform, (without, with))| if *uniform < x { *with } else { *without })
                .collect(),
        }
    }
}

fn straight(moves: &Moves) -> Result<Option<Family>, Trouble> {
    let Some(double) = moves.moved(Decimal::TWO) else { return Ok(None) };
    let (once, twice) = (moves.values(moves.programme)?, moves.values(&double)?);
    let each: Vec<f64> = once.iter().zip(&twice).map(|(once, twice)| twice - once).collect();
    let at_nil = once.iter().zip(&each).map(|(once, each)| once - each).collect();
    Ok(Some(Family::Straight { at_nil, each }))
}

fn happening(moves: &Moves) -> Result<Option<Family>, Trouble> {
    let Some(name) = moves.moving.driver.chance(moves.programme) else { return Ok(None) };
    let chances = [Decimal::ZERO, Decimal::new(5, 1), Decimal::ONE].map(|chance| moves.moved(chance));
    let [Some(never), Some(sometimes), Some(always)] = chances else { return Ok(None) };
    let plan = moves.figure.plan(&sometimes)?.plan;
    let Some(uniforms) = uniforms(moves, &plan, &name)? else { return Ok(None) };
    Ok(Some(Family::Happening { uniforms, without: moves.values(&never)?, with: moves.values(&always)? }))
}

/// The uniforms of the draw of that name.
fn uniforms(moves: &Moves, plan: &Plan, name: &str) -> Result<Option<Vec<f64>>, Trouble> {
    let Some(source) = plan.sources().into_iter().find(|source| plan.draw_of(*source).name == *name) else {
        return Ok(None);
    };
    let asking = moves.asking;
    let mut sample = asking.engine.sample(plan, &[Wanted::Uniform(source)], asking.drawing, asking.watch)?;
    Ok(sample.columns.pop())
}
