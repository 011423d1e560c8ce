//! Special functions, accurate in both tails, over the portable arithmetic of `libm`.
//!
//! Each distribution function comes as a pair of tails ([`super::level::Tails`]), so that neither
//! suffers cancellation; each inverse starts from whichever tail is small.

pub(super) mod incomplete_beta;
pub(super) mod incomplete_gamma;
pub(super) mod pearson;
mod saddle;
mod solve;
pub(super) mod standard_normal;
mod temme;
