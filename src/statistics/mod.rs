//! Estimates with their Monte Carlo errors, quantiles and intervals. Knows numbers only, not what they measure.

mod difference;
mod estimate;
mod paired;
mod quantile;
mod ranks;
mod selection;
mod share;
mod variance_shares;

pub use difference::{correlation, error_of_difference};
pub use estimate::{Estimate, mean_error, replicate_error};
pub use paired::{
    Quantile, Statistic, Trials, combined, error_of, mean, quantile_of_sorted, quantiles, sum_of, values_at,
};
pub use quantile::{PROBABILITIES, REACH, TENTHS, interval_of_ranks, quantile_error, rank, rank_error};
pub use ranks::Ranks;
pub use selection::order_statistics;
pub use share::{share_error, wilson_interval};
pub use variance_shares::{Exchanged, VarianceShares};

/// Half the width of a 95 % interval of the normal distribution, in standard errors.
pub const HALF_WIDTH: f64 = 1.959_963_984_540_054;
