//! The incomplete gamma function for large shapes.
//!
//! Temme's uniform asymptotic expansion (DLMF 8.12.3-8.12.11): the normal tail at `η √a` plus a
//! correction in powers of 1/a. The coefficients are the Maclaurin series of c_0, c_1 and c_2, from
//! `c_0 = 1/μ - 1/η`, `c_k = c_(k-1)'/η + (-1)^k g_k/μ` and `η²/2 = μ - ln(1 + μ)`, as fractions.

use super::saddle::log_deviance;
use crate::distribution::level::Tails;
use core::f64::consts::PI;

/// From this shape on the series below are exact to rounding wherever a tail is not 0: there
/// |η| <= 0.13, and each further power of η adds less than a thirtieth.
pub(super) const SMALLEST_SHAPE: f64 = 1e5;

const C0: [f64; 13] = [
    -1.0 / 3.0,
    1.0 / 12.0,
    -2.0 / 135.0,
    1.0 / 864.0,
    1.0 / 2835.0,
    -139.0 / 777_600.0,
    3.919_263_178_522_438e-5,
    -2.185_448_510_679_992e-6,
    -1.854_062_210_715_16e-6,
    8.296_711_340_953_087e-7,
    -1.766_595_273_682_607_8e-7,
    6.707_853_543_401_498e-9,
    1.026_180_978_424_030_9e-8,
];
const C1: [f64; 9] = [
    -1.0 / 540.0,
    -1.0 / 288.0,
    1.0 / 378.0,
    -77.0 / 77_760.0,
    1.0 / 4860.0,
    -1.0 / 2_488_320.0,
    -1.809_855_033_448_997_7e-5,
    7.649_160_916_081_11e-6,
    -1.612_090_089_456_344_6e-6,
];
const C2: [f64; 5] = [25.0 / 6048.0, -139.0 / 51_840.0, 1.0 / 1296.0, 1.0 / 497_664.0, -6199.0 / 57_736_800.0];

/// Both tails of the gamma distribution of this shape, at least [`SMALLEST_SHAPE`], at `x`.
pub(super) fn regularised(shape: f64, x: f64) -> Tails {
    let u = (x - shape) / shape;
    let half_square = if x <= 0.0 { f64::INFINITY } else { log_deviance(u, x / shape) };
    let exponent = shape * half_square;
    if exponent > 760.0 {
        return if u > 0.0 { Tails::RIGHT_OF_ALL } else { Tails::LEFT_OF_ALL };
    }
    let eta = (2.0 * half_square).sqrt().copysign(u);
    let series = polynomial(&C0, eta) + (polynomial(&C1, eta) + polynomial(&C2, eta) / shape) / shape;
    let correction = libm::exp(-exponent) / (2.0 * PI * shape).sqrt() * series;
    let score = exponent.sqrt();
    if u > 0.0 {
        Tails::from_above(0.5 * libm::erfc(score) + correction)
    } else {
        Tails::from_below(0.5 * libm::erfc(score) - correction)
    }
}

fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}
