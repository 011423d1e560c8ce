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
//! | [`Outcomes`](engine::Outcomes) | accumulated trials | [`engine::simulate`] |
//! | [`Forecast`](forecast::Forecast) | everything that a report may say | [`forecast::summarise`] |
//!
//! [`report`] renders a forecast, and [`cli`] is the program. A module imports only from those that stand above it
//! in this file. The mathematics, with the numbers of its sections, is in `docs/model.md`; the files that people
//! write and read are in `docs/guide`.
//!
//! # Example
//!
//! ```
//! use foresave::engine::{self, Settings, Watch};
//! use foresave::programme::{Measure, Sampling, Whole};
//! use foresave::scenario::{self, Files};
//! use foresave::{forecast, plan};
//!
//! let reading = scenario::read(&Files::at("src/cli/starter/scenario.toml")).expect("a scenario without faults");
//! let programme = reading.programme;
//! let plan = plan::compile(&programme)?;
//! let settings = Settings { trials: 1_000, seed: 1, sampling: Sampling::Random, threads: None, level: None };
//! let outcomes = engine::simulate(&plan, settings, &Watch::default()).expect("nobody stops it");
//! let forecast = forecast::summarise(&programme, &plan, &outcomes, (settings.seed, settings.sampling, 0.0))?;
//!
//! let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None).expect("every measure has a row");
//! let summary = total.summary().expect("the net saving is blank in no trial");
//! assert!(summary.p10() < summary.p50() && summary.p50() < summary.p90());
//! # Ok::<(), foresave::plan::PlanError>(())
//! ```

#![warn(missing_docs)]

pub mod money;

pub mod fiscal;

pub mod diagnostic;

pub mod distribution;

pub mod programme;

pub mod scenario;

pub mod plan;

pub mod engine;

pub mod statistics;

pub mod forecast;

pub mod analysis;

pub mod report;

pub mod cli;
