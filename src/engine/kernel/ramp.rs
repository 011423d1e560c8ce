//! The embedding ramp and its integral (section 4).

/// `u(x)` taken from the left: the share of the full rate at `x` months after go-live, 0 at a step.
///
/// `slope` is `1 / E`, or 0 where `E` is 0.
#[inline(always)]
pub(super) fn share(x: f64, embedding: f64, slope: f64) -> f64 {
    let ramp = (x * slope).max(0.0).min(1.0);
    let step = if x > 0.0 { 1.0 } else { 0.0 };
    if embedding > 0.0 { ramp } else { step }
}

/// `R(x)`: full months saved up to `x` months after go-live.
///
/// `half_slope` is `1 / (2 E)`, or 0 where `E` is 0.
#[inline(always)]
pub(super) fn full_months(x: f64, embedding: f64, half_slope: f64) -> f64 {
    let on_ramp = x.max(0.0).min(embedding);
    on_ramp * on_ramp * half_slope + (x - embedding).max(0.0)
}

/// `1 / E`, or 0 where `E` is 0.
#[inline(always)]
pub(super) fn slope(embedding: f64) -> f64 {
    if embedding > 0.0 { 1.0 / embedding } else { 0.0 }
}

/// The length of the intersection of two intervals, months.
#[inline(always)]
pub(super) fn overlap(from: f64, to: f64, opens: f64, closes: f64) -> f64 {
    (to.min(closes) - from.max(opens)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ramp_and_its_integral_are_those_of_the_model() {
        for (x, embedding, expected_share, expected_months) in [
            (-1.0, 4.0, 0.0, 0.0),
            (1.0, 4.0, 0.25, 0.125),
            (4.0, 4.0, 1.0, 2.0),
            (10.0, 4.0, 1.0, 8.0),
            (0.0, 0.0, 0.0, 0.0),
            (3.0, 0.0, 1.0, 3.0),
        ] {
            assert_eq!(share(x, embedding, slope(embedding)), expected_share);
            assert_eq!(full_months(x, embedding, 0.5 * slope(embedding)), expected_months);
        }
    }
}
