//! Triangular laws.

use super::super::lanes::{LANES, Lanes, Words};
use super::{tails, uniform};

/// A triangular law.
#[derive(Clone, Debug)]
pub struct Triangle {
    min: f64,
    max: f64,
    below_mode: f64,
    /// `(max - min)(mode - min)`.
    rising: f64,
    /// `(max - min)(max - mode)`.
    falling: f64,
}

/// How many words there are.
const WORDS: f64 = 4_294_967_296.0;

impl Triangle {
    /// The law on `min` to `max`, which are not equal.
    pub(super) fn new(min: f64, mode: f64, max: f64) -> Self {
        Triangle {
            min,
            max,
            below_mode: (mode - min) / (max - min),
            rising: (max - min) * (mode - min),
            falling: (max - min) * (max - mode),
        }
    }

    /// The values of words: by one square root in single precision, exact to 1e-7 of the distance from an end, unless the
    /// mode lies so near to an end that this would be too little for its small probabilities.
    #[inline(always)]
    pub(super) fn values_of_words(&self, words: &Words, values: &mut Lanes) {
        if !(self.below_mode > 0.01 && self.below_mode < 0.99) {
            return self.values(&tails(words), values);
        }
        // The first word right of the mode; squares of distances from an end in values over distances in words.
        let mode = (self.below_mode * WORDS) as u32;
        let (rising, falling) = ((self.rising * (1.0 / WORDS)) as f32, (self.falling * (1.0 / WORDS)) as f32);
        for lane in 0..LANES {
            let word = words.0[lane];
            // All ones right of the mode. Choosing by masks leaves one square root, where branches would make two.
            let right = 0u32.wrapping_sub(u32::from(word >= mode));
            let factor = f32::from_bits((rising.to_bits() & !right) | (falling.to_bits() & right));
            let reach = (((word ^ right) as f32 + 0.5) * factor).sqrt();
            let from_end = f32::from_bits(reach.to_bits() | (right & (1 << 31)));
            let far = u64::from(right) | (u64::from(right) << 32);
            let end = f64::from_bits((self.min.to_bits() & !far) | (self.max.to_bits() & far));
            values[lane] = end + f64::from(from_end);
        }
    }

    /// The values at signed tails.
    #[inline(always)]
    pub(super) fn values(&self, tau: &Lanes, values: &mut Lanes) {
        for lane in 0..LANES {
            let u = uniform(tau[lane]);
            let left = self.min + (self.rising * u).sqrt();
            let right = self.max - (self.falling * uniform(-tau[lane])).sqrt();
            values[lane] = if u < self.below_mode { left } else { right };
        }
    }
}
