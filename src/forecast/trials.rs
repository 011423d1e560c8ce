//! The trials themselves: which columns a table of them has.
//!
//! A column is a row of the programme's summary, so that its mean and quantiles over the trials are the
//! summary's.

use crate::engine::Wanted;
use crate::fiscal::Horizon;
use crate::plan::RowId;
use crate::programme::{Measure, Payback, Programme};

/// The columns of a table with a row for each trial.
#[derive(Clone, Debug)]
pub struct TrialColumns {
    columns: Vec<TrialColumn>,
    horizon: Horizon,
}

/// A measure of one year or of the whole horizon, over the trials.
#[derive(Clone, Debug)]
pub struct TrialColumn {
    /// `horizon_net_saving`, or `gross_saving_2017/18`.
    pub name: String,
    /// The figure.
    pub id: RowId,
}

impl TrialColumns {
    /// Every measure of the whole horizon, then every measure of each year, in the order of the summary.
    pub fn of(programme: &Programme) -> Self {
        let mut columns = Vec::new();
        for measure in Measure::all().filter(|measure| !measure.is_yearly()) {
            columns.push(TrialColumn { name: measure.name(), id: RowId { part: 0, measure, year: 0 } });
        }
        for measure in Measure::all().filter(|measure| measure.is_yearly()) {
            for (year, label) in programme.horizon.iter().enumerate() {
                let name = format!("{}_{label}", measure.name());
                columns.push(TrialColumn { name, id: RowId { part: 0, measure, year } });
            }
        }
        TrialColumns { columns, horizon: programme.horizon }
    }

    /// The columns in their order.
    pub fn columns(&self) -> &[TrialColumn] {
        &self.columns
    }

    /// What an engine has to be asked for.
    pub fn wanted(&self) -> Vec<Wanted> {
        self.columns.iter().map(|column| Wanted::Figure(column.id)).collect()
    }

    /// A value of a column of payback years; `None` where the trial is blank.
    pub fn payback(&self, value: f64) -> Option<Payback> {
        match value as usize {
            _ if value.is_nan() => None,
            year if year < self.horizon.len() => Some(Payback::Year(self.horizon.year(year))),
            _ => Some(Payback::Never),
        }
    }
}

impl TrialColumn {
    /// Whether it is a column of payback years.
    pub fn is_payback(&self) -> bool {
        self.id.measure.is_label()
    }
}
