//! From a uniform to a value: closed forms where a law has one, tables of polynomials elsewhere.
//!
//! A uniform `u` is carried as its signed tail `tau`: `u` itself below one half, `u - 1` above, so that both
//! ends keep their digits. What trials draw are 32-bit words `w`, which stand for the uniforms `(w + 1/2) / 2^32`.

#[cfg(target_arch = "x86_64")]
mod eights;
mod normal_tails;
mod polynomial;
mod register_table;
mod table;
mod triangle;
#[cfg(target_arch = "x86_64")]
mod wide;

use super::instructions::{Level, prefetch};
use super::lanes::{LANES, Lanes, Words};
use crate::distribution::{ClosedForm, Distribution};
use register_table::RegisterTable;
use std::sync::Arc;
use triangle::Triangle;

pub use normal_tails::{Narrowing, NormalTails};
pub use table::Table;

/// Turns uniforms into the values of a law.
#[derive(Clone, Debug)]
pub enum Transform {
    /// `low + width u`.
    Linear {
        /// At 0.
        low: f64,
        /// Up to 1.
        width: f64,
    },
    /// A triangular law.
    Triangular(Triangle),
    /// Straight lines between sorted values, each with as much probability to its left as to its right.
    PiecewiseLinear(Arc<[f64]>),
    /// Values with the cumulative probabilities at which they end.
    Steps {
        /// Ends, ascending; the last is one.
        upper: Arc<[f64]>,
        /// Values, ascending.
        values: Arc<[f64]>,
    },
    /// A table of polynomials, clamped to a range, and where the law has it a register table of most of it.
    Table(Arc<Table>, Option<Arc<RegisterTable>>, (f64, f64)),
}

impl Transform {
    /// The transform of a law whose draws are clamped to `range`.
    pub fn of(law: &Distribution, range: (f64, f64)) -> Self {
        if let Some(value) = law.fixed_value() {
            return Transform::Linear { low: value.clamp(range.0, range.1), width: 0.0 };
        }
        match law.closed_form() {
            Some(ClosedForm::Linear { low, width }) => Transform::Linear { low, width },
            Some(ClosedForm::Triangular { min, mode, max }) => Transform::Triangular(Triangle::new(min, mode, max)),
            Some(ClosedForm::PiecewiseLinear { values }) => Transform::PiecewiseLinear(values),
            Some(ClosedForm::Steps { upper, values }) => Transform::Steps { upper, values },
            None => Transform::of_table(Arc::new(Table::of_law(law)), range),
        }
    }

    /// The transform of a table, clamped to a range.
    pub fn of_table(table: Arc<Table>, range: (f64, f64)) -> Self {
        let registers = table.in_registers(range).map(Arc::new);
        Transform::Table(table, registers, range)
    }

    /// Asks for what the values of words need, because they will be wanted soon.
    #[inline(always)]
    pub fn prefetch(&self) {
        if let Transform::Table(_, Some(registers), _) = self {
            prefetch(&**registers);
        }
    }

    /// The values of words.
    #[inline(always)]
    pub fn values_of_words(&self, level: Level, words: &Words, values: &mut Lanes) {
        match self {
            Transform::Triangular(triangle) => triangle.values_of_words(words, values),
            Transform::Table(table, Some(registers), range) => {
                for lane in registers.values(level, words, values).lanes() {
                    values[lane] = table.value_of_tail(tail(words.0[lane])).max(range.0).min(range.1);
                }
            }
            Transform::Table(table, None, range) => table.values(*range, &tails(words), values),
            Transform::Linear { .. } | Transform::PiecewiseLinear(_) | Transform::Steps { .. } => {
                for lane in 0..LANES {
                    values[lane] = uniform_of(words.0[lane]);
                }
                self.replace_uniforms(values);
            }
        }
    }

    /// The values at signed tails `tau`, which may be smaller than those of words.
    #[inline(always)]
    pub fn values_of_tails(&self, level: Level, tau: &Lanes, values: &mut Lanes) {
        let Transform::Table(table, Some(registers), range) = self else {
            return self.values(tau, values);
        };
        for lane in registers.values_of_tails(level, tau, values).lanes() {
            values[lane] = table.value_of_tail(tau[lane]).max(range.0).min(range.1);
        }
    }

    /// The values at signed tails `tau`, all in double precision.
    #[inline(always)]
    pub fn values(&self, tau: &Lanes, values: &mut Lanes) {
        match self {
            Transform::Triangular(triangle) => triangle.values(tau, values),
            Transform::Table(table, _, range) => table.values(*range, tau, values),
            Transform::Linear { .. } | Transform::PiecewiseLinear(_) | Transform::Steps { .. } => {
                for lane in 0..LANES {
                    values[lane] = uniform(tau[lane]);
                }
                self.replace_uniforms(values);
            }
        }
    }

    /// Puts values in the place of uniforms, of laws for which these have digits enough.
    #[inline(always)]
    fn replace_uniforms(&self, values: &mut Lanes) {
        match self {
            Transform::Linear { low, width } => values.iter_mut().for_each(|value| *value = low + width * *value),
            Transform::PiecewiseLinear(nodes) => {
                let (count, last) = (nodes.len() as f64, nodes.len() - 2);
                for value in &mut values.0 {
                    let place = (count * *value - 0.5).max(0.0).min(count - 1.0);
                    let piece = (place as usize).min(last);
                    let (left, right) = (nodes[piece], nodes[piece + 1]);
                    *value = left + (place - piece as f64) * (right - left);
                }
            }
            Transform::Steps { upper, values: outcomes } => {
                for value in &mut values.0 {
                    let outcome = upper.partition_point(|&end| end < *value);
                    *value = outcomes[outcome.min(outcomes.len() - 1)];
                }
            }
            Transform::Triangular(_) | Transform::Table(..) => unreachable!("these need the tails"),
        }
    }
}

/// The uniform of a signed tail; of `-tau`, one minus it.
#[inline(always)]
fn uniform(tau: f64) -> f64 {
    if tau > 0.0 { tau } else { 1.0 + tau }
}

/// The signed tails of words: exact.
#[inline(always)]
pub fn tails(words: &Words) -> Lanes {
    let mut tau = Lanes::ZERO;
    for lane in 0..LANES {
        tau[lane] = tail(words.0[lane]);
    }
    tau
}

/// The signed tail of a word: exact.
#[inline(always)]
fn tail(word: u32) -> f64 {
    let u = uniform_of(word);
    if u < 0.5 { u } else { u - 1.0 }
}

/// The uniform of a word: exact.
#[inline(always)]
pub fn uniform_of(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}
