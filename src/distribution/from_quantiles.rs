//! Laws with a mode on a bounded interval, found from two percentiles and the mode.

use super::error::{LawError, finite};
use super::level::Level;

/// Laws on the unit interval that differ in their mode only.
pub(super) struct ModeFamily {
    /// What a person calls it.
    pub(super) law: &'static str,
    /// The quantile of the member with this mode.
    pub(super) unit_quantile: fn(mode: f64, level: Level) -> f64,
}

impl ModeFamily {
    /// The 10th and 90th percentiles of the member with this mode.
    fn percentiles(&self, mode: f64) -> (f64, f64) {
        ((self.unit_quantile)(mode, Level::Below(0.1)), (self.unit_quantile)(mode, Level::Above(0.1)))
    }
}

/// The ends of the member, shifted and stretched, with this mode and these percentiles.
///
/// On the unit interval the member's relative mode must divide its percentiles as the
/// stated one does: one equation in one unknown, solved by halving. A mode may lie a little
/// outside the percentiles, down to where it coincides with an end.
pub(super) fn solve(family: &ModeFamily, p10: f64, mode: f64, p90: f64) -> Result<(f64, f64), LawError> {
    finite(family.law, "10th percentile", p10)?;
    finite(family.law, "mode", mode)?;
    finite(family.law, "90th percentile", p90)?;
    if p10 >= p90 {
        return Err(LawError::NotBelow { lower: ("10th percentile", p10), upper: ("90th percentile", p90) });
    }
    reachable(family, p10, mode, p90)?;
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        let (unit10, unit90) = family.percentiles(middle);
        if (middle - unit10) * (p90 - mode) > (mode - p10) * (unit90 - middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let relative_mode = 0.5 * (low + high);
    let (unit10, unit90) = family.percentiles(relative_mode);
    let width = (p90 - p10) / (unit90 - unit10);
    Ok((mode - relative_mode * width, mode + (1.0 - relative_mode) * width))
}

/// The mode lies where some member has it.
fn reachable(family: &ModeFamily, p10: f64, mode: f64, p90: f64) -> Result<(), LawError> {
    let spread = p90 - p10;
    let (near, far) = family.percentiles(0.0);
    let lowest = p10 - spread * near / (far - near);
    let (far, near) = family.percentiles(1.0);
    let highest = p90 + spread * (1.0 - near) / (near - far);
    if mode < lowest || mode > highest {
        return Err(LawError::ModeOutOfReach { law: family.law, mode, lowest, highest });
    }
    Ok(())
}
