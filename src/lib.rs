//! foresave forecasts the savings of public-sector collaboration programmes.
//!
//! Data flows one way, and each stage sees only the type before it:
//!
//! ```text
//! text -> Scenario -> Programme -> Plan -> Outcomes -> Forecast -> Document -> bytes
//!        read       resolve     compile   simulate  summarise   compose     render
//! ```

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
