//! Everything that is tested from outside and needs no program of its own: each test program links the whole crate
//! and polars with it, so there are few.

mod analyses;
mod benchmark;
mod cases;
mod changes;
mod command_line;
mod distributions;
mod error_gallery;
mod evidence;
mod fit;
mod honesty;
mod hostile_names;
mod page;
mod pinned;
mod plan;
mod read_back;
mod reference;
mod run;
mod scenario;
mod score;
mod shipped;
mod workbook;
mod workforce;
