//! Questions to a programme beyond its forecast: one file or folder for each.

mod asking;
mod basis;
pub mod benchmark;
pub mod bridge;
pub mod check;
pub mod compare;
pub mod explain;
pub mod figure;
pub mod fit;
pub mod score;
pub mod sensitivity;
pub mod shapley;
pub mod solve;

pub use asking::Asking;
pub use basis::Basis;
