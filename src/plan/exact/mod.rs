//! The plan line and the past, in exact decimals (sections 3, 4 and 6).
//!
//! Both follow the same formulas at most likely values. They differ in their [`Course`]: the
//! plan sees every area live on its planned date, fully realised, over the whole horizon; the
//! past sees areas as they were delivered, up to the data date, with what was reported in place
//! of what was modelled.
//!
//! No amount is rounded before it is shown. Arithmetic is done on [`Exact`], which remembers an
//! overflow instead of panicking; whatever leaves this module is within [`LARGEST_AMOUNT`], so
//! that sums over areas and years cannot overflow either.

mod alike;
mod amounts;
mod area;
mod calendar;
mod course;
mod discount;
mod error;
mod indices;
#[cfg(test)]
mod known_answers;
mod levels;
mod lines;
mod mixed;
mod number;
mod own;
mod payback;
#[cfg(test)]
mod properties;
mod ramp;
mod reported;
#[cfg(test)]
mod specimen;
mod staffing;
mod whole;

pub use amounts::Amounts;
pub use discount::discount_factors;
pub use error::PlanError;
pub use lines::{Lines, past, past_with, planned};
pub use mixed::Mixed;
pub use own::LIKELY_ENOUGH;
pub use reported::{Reported, reported};
pub use staffing::Staff;
pub use whole::{WholeAmounts, counted, whole};

use alike::Alike;
use calendar::{Calendar, Instant, Side, Span};
use course::Course;
use error::LARGEST_AMOUNT;
use indices::{Index, Indices};
use levels::Levels;
use number::Exact;
use ramp::Ramp;
