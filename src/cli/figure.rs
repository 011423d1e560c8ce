//! The figure that an analysis is about, as the command line says it.

use super::Failure;
use crate::analysis::figure::{Asked, NoSuchFigure, PartAsked};
use crate::fiscal::FinancialYear;
use crate::scenario;

/// The options of the figure.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "The figure")]
pub(super) struct FigureOptions {
    /// The measure, for example npv or cumulative_net_saving; by default the net saving over the horizon
    #[arg(long, value_name = "M")]
    measure: Option<String>,
    /// The year of a yearly measure, for example 2018/19
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<FinancialYear>,
    /// A partner's part of it
    #[arg(long, value_name = "NAME", value_parser = name, group = "part")]
    partner: Option<String>,
    /// A portfolio's part of it
    #[arg(long, value_name = "NAME", value_parser = name, group = "part")]
    portfolio: Option<String>,
    /// An area's part of it
    #[arg(long, value_name = "NAME", value_parser = name, group = "part")]
    area: Option<String>,
    /// A workforce group's part of it
    #[arg(long, value_name = "NAME", value_parser = name, group = "part")]
    workforce: Option<String>,
    /// The figure of one of the scenario's targets; the chance of meeting it is then looked at too
    #[arg(long, value_name = "NAME", value_parser = name, conflicts_with_all = ["measure", "year", "part"])]
    target: Option<String>,
}

impl FigureOptions {
    /// Whether a target is asked for.
    pub(super) fn has_target(&self) -> bool {
        self.target.is_some()
    }

    /// Whether a measure is asked for.
    pub(super) fn has_measure(&self) -> bool {
        self.measure.is_some()
    }

    /// What they ask for.
    pub(super) fn asked(&self) -> Asked {
        let part = match (&self.partner, &self.portfolio, &self.area, &self.workforce) {
            (Some(name), ..) => PartAsked::Partner(name.clone()),
            (_, Some(name), ..) => PartAsked::Portfolio(name.clone()),
            (_, _, Some(name), _) => PartAsked::Area(name.clone()),
            (_, _, _, Some(name)) => PartAsked::Workforce(name.clone()),
            _ => PartAsked::Programme,
        };
        Asked { measure: self.measure.clone(), year: self.year, part, target: self.target.clone() }
    }
}

fn year(text: &str) -> Result<FinancialYear, String> {
    scenario::financial_year(text).ok_or_else(|| "write a financial year such as 2018/19".into())
}

/// A name as the scenario has it, however its blanks and letters are made.
fn name(text: &str) -> Result<String, std::convert::Infallible> {
    Ok(scenario::as_seen(text).into_owned())
}

impl From<NoSuchFigure> for Failure {
    fn from(error: NoSuchFigure) -> Self {
        Failure::World(error.to_string())
    }
}
