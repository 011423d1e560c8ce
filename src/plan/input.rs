//! Uniforms, the inputs that are drawn from them, and numbers that are known or drawn.

use crate::distribution::Distribution;
use crate::programme::InputId;

/// A uniform that is drawn once in each trial.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// Its name; its values depend on nothing else of the scenario.
    pub name: String,
    /// Its position among all draws, for the designs that stratify: those of the programme as a whole before those of
    /// areas, each in order of their names.
    pub dimension: usize,
}

impl Draw {
    /// The draw of that name; its dimension is set when all are known.
    pub fn named(name: impl Into<String>) -> Self {
        Draw { name: name.into(), dimension: 0 }
    }
}

/// A random input that is drawn once in each trial.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which input it is.
    pub id: InputId,
    /// Its own uniform.
    pub draw: Draw,
    /// Its law; conditioned on what has not happened where no other input has to do with it.
    pub law: Distribution,
    /// Draws outside this closed range are clamped to it.
    pub range: (f64, f64),
    /// Where its normal score comes from.
    pub score: Score,
    /// What is known of its score.
    pub known: Known,
    /// Where its normal score is kept for inputs that depend on it.
    pub slot: Option<usize>,
}

/// Where an input's normal score comes from (section 8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// From nothing else.
    Own,
    /// `z = sqrt(rho) F + sqrt(1 - rho) own`.
    Common {
        /// Position of the common cause.
        cause: usize,
        /// `sqrt(rho)`.
        shared: f64,
        /// `sqrt(1 - rho)`.
        own: f64,
    },
    /// `z = rho z_parent + sqrt(1 - rho^2) own`.
    Parent {
        /// The parent's slot.
        slot: usize,
        /// `rho`.
        rho: f64,
        /// `sqrt(1 - rho^2)`.
        own: f64,
    },
}

/// What is known of an input's normal score (sections 3 and 8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// It has not happened yet.
    AtLeast(Censor),
    /// It was observed: the score lies between these, which are equal but at a step of the distribution function.
    Between(f64, f64),
}

/// The condition that what has not happened puts on a score (section 3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Censor {
    /// The score that is not undercut.
    pub score: f64,
    /// Beyond the largest value of a history: the draw is this many months plus an exponential
    /// of this mean, by how far the score lies in its tail.
    pub tail: Option<(f64, f64)>,
}

/// A number of the flat program: known, or drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Known.
    Known(f64),
    /// Position in [`Plan::inputs`](super::Plan::inputs).
    Drawn(usize),
}

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount::Known(0.0);

    /// Whether it is known to be `value`.
    pub fn is(self, value: f64) -> bool {
        self == Amount::Known(value)
    }
}

/// Something that happens with a probability.
#[derive(Clone, Debug)]
pub struct Chance {
    /// Its uniform: it happens where that lies below the probability.
    pub draw: Draw,
    /// 0 to 1.
    pub probability: f64,
}
