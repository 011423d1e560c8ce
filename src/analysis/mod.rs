//! Questions to a programme beyond its forecast: one file or folder for each.

pub mod benchmark;
pub mod check;
pub mod figure;
