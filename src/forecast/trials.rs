//! The trials themselves: which columns a table of them has, and where their values come from.
//!
//! A column is a row of the programme's summary, so that its mean and quantiles over the trials are the
//! summary's. Most figures need not be simulated one by one: see [`crate::plan::Rows`].

use crate::fiscal::Horizon;
use crate::plan::{Figure, Plan, RowId, Slot};
use crate::programme::{Measure, Payback, Programme, Whole};

/// The columns of a table with a row for each trial.
#[derive(Clone, Debug)]
pub struct TrialColumns {
    columns: Vec<TrialColumn>,
    slots: Vec<Slot>,
    horizon: Horizon,
}

/// A measure of one year or of the whole horizon, over the trials.
#[derive(Clone, Debug)]
pub struct TrialColumn {
    /// `horizon_net_saving`, or `gross_saving_2017/18`.
    pub name: String,
    /// The measure.
    pub measure: Measure,
    value: Value,
}

#[derive(Clone, Copy, Debug)]
enum Value {
    Known(f64),
    /// `scale` times the values of a slot, plus `offset`.
    OfSlot {
        slot: usize,
        scale: f64,
        offset: f64,
    },
}

impl TrialColumns {
    /// Every measure of the whole horizon, then every measure of each year, in the order of the summary.
    pub fn of(programme: &Programme, plan: &Plan) -> Self {
        let mut all = TrialColumns { columns: Vec::new(), slots: Vec::new(), horizon: programme.horizon };
        for measure in Measure::all().filter(|measure| !measure.is_yearly()) {
            all.add(plan, RowId { part: 0, measure, year: 0 }, measure.name());
        }
        for measure in Measure::all().filter(|measure| measure.is_yearly()) {
            for (year, label) in programme.horizon.iter().enumerate() {
                all.add(plan, RowId { part: 0, measure, year }, format!("{}_{label}", measure.name()));
            }
        }
        all
    }

    fn add(&mut self, plan: &Plan, id: RowId, name: String) {
        let rows = &plan.rows;
        let figure = plan.figures().figure(id, &mut |slot, _| rows.find(slot).expect("every figure has its row"));
        let value = match figure {
            Figure::Known(value) => Value::Known(value),
            Figure::Row { row, scale, offset } => Value::OfSlot { slot: self.slot(rows.shown[row].0), scale, offset },
        };
        self.columns.push(TrialColumn { name, measure: id.measure, value });
    }

    fn slot(&mut self, slot: Slot) -> usize {
        self.slots.iter().position(|known| *known == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }

    /// The columns in their order.
    pub fn columns(&self) -> &[TrialColumn] {
        &self.columns
    }

    /// What a [`TrialSink`](crate::engine::TrialSink) has to ask for, so that [`TrialColumn::values`] can be told from it.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// A value of the column of payback years; `None` where the trial is blank.
    pub fn payback(&self, value: f64) -> Option<Payback> {
        match value as usize {
            _ if value.is_nan() => None,
            year if year < self.horizon.len() => Some(Payback::Year(self.horizon.year(year))),
            _ => Some(Payback::Never),
        }
    }
}

impl TrialColumn {
    /// The values of `trials` trials, in the measure's unit, from those of the slots: not a number where the
    /// trial is blank, and the position of the year in the column of payback years.
    pub fn values(&self, slots: &[Vec<f64>], trials: usize) -> Vec<f64> {
        match self.value {
            Value::Known(value) => vec![value; trials],
            Value::OfSlot { slot, scale, offset } => {
                slots[slot][..trials].iter().map(|value| scale * value + offset).collect()
            }
        }
    }

    /// Whether it is the column of payback years.
    pub fn is_payback(&self) -> bool {
        self.measure == Measure::Whole(Whole::PaybackYear)
    }
}
