//! Drivers whose every value follows from a few runs.
//!
//! On the same trials a figure is a straight function of a factor of money: the run as it stands and one with the factor
//! doubled give all of them. And it depends on a chance only by whether something happens in a trial, which it does where
//! its uniform lies below the chance: a run in which it happens in every trial and one in which it happens in none give
//! all of them. What comes of it is what a run of each value would give, but for rounding in the last binary places.

use super::moves::{Moving, moved};
use super::standing::Standing;
use crate::analysis::figure::FigurePlan;
use crate::engine::Wanted;
use crate::forecast::Trouble;
use crate::plan::Plan;
use crate::programme::Way;
use rust_decimal::Decimal;

/// The trials of a figure at every value of a driver.
pub enum Family {
    /// By a factor: so much more for each 1 of it beyond 1.
    Straight { each: Vec<f64> },
    /// By a chance: its uniforms, and the figure where it does not happen and where it does.
    Happening { uniforms: Vec<f64>, without: Vec<f64>, with: Vec<f64> },
}

impl Family {
    /// The trials at a value; `standing` are those of the programme as it stands.
    pub fn at(&self, x: f64, standing: &[f64]) -> Vec<f64> {
        match self {
            Family::Straight { each } => {
                standing.iter().zip(each).map(|(value, each)| value + (x - 1.0) * each).collect()
            }
            Family::Happening { uniforms, without, with } => (uniforms.iter().zip(without.iter().zip(with)))
                .map(|(uniform, (without, with))| if *uniform < x { *with } else { *without })
                .collect(),
        }
    }
}

/// What a family is made of.
struct Plans {
    /// Of a chance, its uniforms.
    uniforms: Option<Vec<f64>>,
    /// With a factor doubled; or where something never happens, and where it always does.
    runs: Vec<FigurePlan>,
}

/// The families of some drivers; `None` where each value of a driver needs a run of its own.
pub fn families(standing: &Standing, drivers: &[Moving]) -> Result<Vec<Option<Family>>, Trouble> {
    let of = |moving: &Moving| match moving.way {
        Way::Factor if moving.driver.is_amount() => straight(standing, moving),
        Way::Value => happening(standing, moving),
        _ => Ok(None),
    };
    let mut plans = drivers.iter().map(of).collect::<Result<Vec<Option<Plans>>, Trouble>>()?;
    let runs: Vec<FigurePlan> = plans.iter_mut().flatten().flat_map(|plans| std::mem::take(&mut plans.runs)).collect();
    let mut values = standing.values_of(&runs, standing.trials())?.into_iter();
    let mut next = || values.next().unwrap_or_default();
    let mut family = |plans: Plans| match plans.uniforms {
        Some(uniforms) => Family::Happening { uniforms, without: next(), with: next() },
        None => {
            let each = standing.values.iter().zip(next()).map(|(once, twice)| twice - once).collect();
            Family::Straight { each }
        }
    };
    Ok(plans.into_iter().map(|plans| plans.map(&mut family)).collect())
}

fn straight(standing: &Standing, moving: &Moving) -> Result<Option<Plans>, Trouble> {
    let Some(double) = moved(standing.programme, moving, Decimal::TWO) else { return Ok(None) };
    Ok(Some(Plans { uniforms: None, runs: vec![standing.figure.plan(&double)?] }))
}

fn happening(standing: &Standing, moving: &Moving) -> Result<Option<Plans>, Trouble> {
    let Some(name) = moving.driver.chance(standing.programme) else { return Ok(None) };
    let chances = [Decimal::ZERO, Decimal::new(5, 1), Decimal::ONE];
    let [Some(never), Some(sometimes), Some(always)] = chances.map(|chance| moved(standing.programme, moving, chance))
    else {
        return Ok(None);
    };
    let Some(uniforms) = uniforms(standing, &standing.figure.plan(&sometimes)?.plan, &name)? else { return Ok(None) };
    let runs = vec![standing.figure.plan(&never)?, standing.figure.plan(&always)?];
    Ok(Some(Plans { uniforms: Some(uniforms), runs }))
}

/// The uniforms of the draw of that name.
fn uniforms(standing: &Standing, plan: &Plan, name: &str) -> Result<Option<Vec<f64>>, Trouble> {
    let Some(source) = plan.sources().into_iter().find(|source| plan.draw_of(*source).name == *name) else {
        return Ok(None);
    };
    let asking = standing.asking;
    let sample = asking.engine.sample(plan, &[Wanted::Uniform(source)], asking.drawing, asking.watch)?;
    Ok(Some(sample.only()))
}
