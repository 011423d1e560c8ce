//! Scenarios with answers worked out on paper from `docs/model.md`, run through the library.
//!
//! Each test states its scenario and the derivation; nothing expected here was ever simulated. Section numbers are
//! the model's. How often a right program fails is said in [`case`].

mod by_year;
mod case;
mod dependence;
mod errors;
mod learning;
mod measures;
mod normal;
mod past;
mod programme_level;
mod quantities;
mod risks;
mod savings;
mod sharing;
mod timing;
