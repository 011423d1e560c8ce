//! foresave forecasts the savings of public-sector collaboration programmes, with their uncertainty.
//!
//! Data flows one way, and each stage sees only the type before it:
//!
//! ```text
//! text -> Scenario -> Programme -> Plan -> Outcomes -> Forecast -> Document -> bytes
//!        read       resolve     compile   simulate  summarise   compose     render
//! ```
//!
//! | type | what it is | made by |
//! | --- | --- | --- |
//! | `Scenario` | what a person typed, with the place of every value | [`scenario`], which keeps it to itself |
//! | [`Programme`](programme::Programme) | what it means, valid by construction | [`scenario::read`] |
//! | [`Plan`](plan::Plan) | the flat program of a trial, beside the exact plan line | [`plan::compile`] |
//! | [`Outcomes`](engine::Outcomes) | accumulated trials | [`Engine::simulate`](engine::Engine::simulate) |
//! | [`Forecast`](forecast::Forecast) | everything that a report may say | [`forecast::forecast`], with the two before |
//!
//! [`report`] renders a forecast, and [`cli`] is the program. A module imports only from those that stand above it
//! in this file. The mathematics, with the numbers of its sections, is in `docs/model.md`; the files that people
//! write and read are in `docs/guide`.
//!
//! The features `cli`, `charts` (SVG and PNG) and `parquet` (`trials.parquet`) are all on unless they are turned off;
//! none of the others needs `cli`.
//!
//! # Example
//!
//! ```
//! use foresave::engine::{Drawing, Engine, Wanted, Watch};
//! use foresave::plan::RowId;
//! use foresave::programme::{Measure, Sampling, Whole};
//! use foresave::forecast;
//! use foresave::scenario::{self, Files};
//!
//! let reading = scenario::read(&Files::at("src/cli/starter/scenario.toml")).expect("a scenario without faults");
//! // Built once: it serves any number of runs.
//! let engine = Engine::new(None);
//! let (drawing, watch) = (Drawing::new(1_000, 1, Sampling::Random), Watch::default());
//! let run = forecast::forecast(&reading.programme, &engine, &drawing, &watch)?;
//!
//! let net_saving = Measure::Whole(Whole::HorizonNetSaving);
//! let total = run.forecast.programme.row(net_saving, None).expect("every measure has a row");
//! let summary = total.summary().expect("the net saving is blank in no trial");
//! assert!(summary.p10().value < summary.p50().value && summary.p50().value < summary.p90().value);
//!
//! // The trials themselves, in their order.
//! let wanted = [Wanted::Figure(RowId { part: 0, measure: net_saving, year: 0 })];
//! let sample = engine.sample(&run.plan, &wanted, &drawing, &watch).expect("nobody stops it");
//! let mean = sample.columns[0].iter().sum::<f64>() / 1_000.0;
//! assert!((mean / summary.mean.value - 1.0).abs() < 1e-9);
//! # Ok::<(), forecast::Trouble>(())
//! ```

#![warn(missing_docs)]

pub mod money;

pub mod fiscal;

pub mod diagnostic;

pub mod distribution;

pub mod programme;

pub mod scenario;

pub mod plan;

pub mod statistics;

pub mod engine;

pub mod forecast;

pub mod analysis;

pub mod report;

#[cfg(feature = "cli")]
pub mod cli;
