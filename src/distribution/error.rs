//! Why parameters do not make a law, in the words of the person who typed them.

use crate::money::group_thousands;
use std::fmt;

/// The largest size of a parameter. Anything beyond is a slip, and would overflow in squares.
const LARGEST: f64 = 1e100;

/// What is wrong with the parameters of a law. `law` and `parameter` are as a person calls them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LawError {
    /// A parameter is not a number, or is infinite.
    NotANumber {
        /// The law.
        law: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What was received.
        value: f64,
    },
    /// A parameter is beyond what can be calculated with.
    TooLarge {
        /// The law.
        law: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What was received.
        value: f64,
        /// The largest size allowed.
        limit: f64,
    },
    /// A parameter must be above 0.
    NotAboveZero {
        /// The law.
        law: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What was received.
        value: f64,
    },
    /// A parameter must not be below 0.
    Negative {
        /// The law.
        law: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What was received.
        value: f64,
    },
    /// Two parameters are in the wrong order.
    WrongOrder {
        /// Name and value of the one that should not be larger.
        lower: (&'static str, f64),
        /// Name and value of the one that should not be smaller.
        upper: (&'static str, f64),
    },
    /// Two parameters that must differ are the same or in the wrong order.
    NotBelow {
        /// Name and value of the one that should be smaller.
        lower: (&'static str, f64),
        /// Name and value of the one that should be larger.
        upper: (&'static str, f64),
    },
    /// No member of the law has this mode between these percentiles.
    ModeOutOfReach {
        /// The law.
        law: &'static str,
        /// What was received.
        mode: f64,
        /// The smallest mode possible.
        lowest: f64,
        /// The largest mode possible.
        highest: f64,
    },
    /// The three percentiles of a metalog are too skewed for a density that is nowhere negative.
    MedianOutOfReach {
        /// The median received.
        p50: f64,
        /// The smallest median possible.
        lowest: f64,
        /// The largest median possible.
        highest: f64,
    },
    /// A list of outcomes, parts or past values is empty, or carries no weight.
    NothingToDrawFrom {
        /// The law.
        law: &'static str,
    },
    /// A mixture of more parts than can be calculated with in reasonable time.
    TooManyParts {
        /// What was received, plain numbers not counted.
        parts: usize,
        /// The largest number allowed.
        limit: usize,
    },
    /// A truncation that excludes all values.
    NothingInside {
        /// The lower end, if any.
        low: Option<f64>,
        /// The upper end, if any.
        high: Option<f64>,
        /// The interval in which the law has its values; its ends may be infinite.
        support: (f64, f64),
    },
    /// The law gives no probability to values so large.
    NothingAtLeast {
        /// What the value is known to reach.
        bound: f64,
        /// The largest value that the law allows.
        largest: f64,
    },
}

impl fmt::Display for LawError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        use LawError::*;
        match self {
            NotANumber { law, parameter, value } => write!(out, "{law} needs a number as its {parameter}, not {value}"),
            TooLarge { law, parameter, value, limit } => {
                let (value, limit, article) = (Figure(*value), Figure(*limit), article(parameter));
                write!(out, "{law} needs {article} {parameter} of at most {limit} in size, not {value}")
            }
            NotAboveZero { law, parameter, value } => {
                write!(out, "{law} needs {} {parameter} above 0, not {}", article(parameter), Figure(*value))
            }
            Negative { law, parameter, value } => {
                write!(out, "{law} needs {} {parameter} of 0 or more, not {}", article(parameter), Figure(*value))
            }
            WrongOrder { lower, upper } => {
                write!(out, "the {} {} lies above the {} {}", lower.0, Figure(lower.1), upper.0, Figure(upper.1))
            }
            NotBelow { lower, upper } => {
                let (low, high) = (Figure(lower.1), Figure(upper.1));
                write!(out, "the {} {low} does not lie below the {} {high}", lower.0, upper.0)
            }
            ModeOutOfReach { law, mode, lowest, highest } => {
                write!(out, "no {law} with these percentiles has the mode {}; ", Figure(*mode))?;
                write!(out, "it must lie between {} and {}", Figure(*lowest), Figure(*highest))
            }
            MedianOutOfReach { p50, lowest, highest } => {
                write!(
                    out,
                    "these three percentiles are too lopsided for a metalog: with this p10 and p90, p50 must lie "
                )?;
                write!(out, "between {} and {}, not at {}", Figure(*lowest), Figure(*highest), Figure(*p50))
            }
            NothingToDrawFrom { law: "history" } => write!(out, "history needs at least one value"),
            NothingToDrawFrom { law } => write!(out, "{law} needs at least one value with a weight above 0"),
            TooManyParts { parts, limit } => {
                write!(out, "mixture takes at most {limit} distributions, not {parts}")
            }
            NothingInside { low, high, support } => {
                write!(out, "no value of this distribution lies in {}; ", Interval(*low, *high))?;
                write!(out, "its values lie in {}", Interval(end(support.0), end(support.1)))
            }
            NothingAtLeast { bound, largest } => {
                write!(
                    out,
                    "this distribution allows at most {}, which is not above {}",
                    Figure(*largest),
                    Figure(*bound)
                )
            }
        }
    }
}

impl std::error::Error for LawError {}

/// The indefinite article of a parameter.
fn article(parameter: &str) -> &'static str {
    if parameter.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// An end of a support, `None` where there is none.
fn end(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// `[2, 3]`, `[, 3]`: as a person types it.
struct Interval(Option<f64>, Option<f64>);

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Some(low), Some(high)) => write!(out, "[{}, {}]", Figure(low), Figure(high)),
            (Some(low), None) => write!(out, "[{}, ]", Figure(low)),
            (None, Some(high)) => write!(out, "[, {}]", Figure(high)),
            (None, None) => write!(out, "[, ]"),
        }
    }
}

/// A number as it is written for people: thousands grouped, at most six decimals, nothing beyond
/// what was given.
struct Figure(f64);

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if !(1e-4..1e15).contains(&size) && size != 0.0 {
            return write!(out, "{:e}", self.0);
        }
        let text = format!("{size:.6}");
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let sign = if self.0 < 0.0 { "-" } else { "" };
        write!(out, "{sign}{}", group_thousands(whole))?;
        match decimals.trim_end_matches('0') {
            "" => Ok(()),
            decimals => write!(out, ".{decimals}"),
        }
    }
}

/// `value` is a finite number of a size that can be calculated with.
pub(super) fn finite(law: &'static str, parameter: &'static str, value: f64) -> Result<(), LawError> {
    if !value.is_finite() {
        return Err(LawError::NotANumber { law, parameter, value });
    }
    not_above(law, parameter, value, LARGEST)
}

/// `value` does not exceed `limit` in size.
pub(super) fn not_above(law: &'static str, parameter: &'static str, value: f64, limit: f64) -> Result<(), LawError> {
    if value.abs() > limit {
        return Err(LawError::TooLarge { law, parameter, value, limit });
    }
    Ok(())
}

/// `value` is finite and above 0.
pub(super) fn above_zero(law: &'static str, parameter: &'static str, value: f64) -> Result<(), LawError> {
    finite(law, parameter, value)?;
    if value <= 0.0 {
        return Err(LawError::NotAboveZero { law, parameter, value });
    }
    Ok(())
}

/// `value` is finite and 0 or more.
pub(super) fn not_negative(law: &'static str, parameter: &'static str, value: f64) -> Result<(), LawError> {
    finite(law, parameter, value)?;
    if value < 0.0 {
        return Err(LawError::Negative { law, parameter, value });
    }
    Ok(())
}

/// The first is not above the second.
pub(super) fn ordered(lower: (&'static str, f64), upper: (&'static str, f64)) -> Result<(), LawError> {
    if lower.1 > upper.1 {
        return Err(LawError::WrongOrder { lower, upper });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_which_inequality_is_broken_and_by_what() {
        let order = LawError::WrongOrder { lower: ("mode", 30.0), upper: ("maximum", 12.0) };
        assert_eq!(order.to_string(), "the mode 30 lies above the maximum 12");
        let sign = LawError::NotAboveZero { law: "lognormal", parameter: "mean", value: -3.0 };
        assert_eq!(sign.to_string(), "lognormal needs a mean above 0, not -3");
        let inside = LawError::NothingInside { low: Some(2.0), high: Some(3.5), support: (120_000.0, f64::INFINITY) };
        assert_eq!(inside.to_string(), "no value of this distribution lies in [2, 3.5]; its values lie in [120,000, ]");
    }
}
