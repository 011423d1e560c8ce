//! Questions to a programme beyond its forecast: one file or folder for each.

pub mod benchmark;
pub mod bridge;
pub mod check;
pub mod compare;
pub mod explain;
pub mod figure;
pub mod shapley;
