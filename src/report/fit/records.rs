//! The tables of a fit.

use super::super::{Cell, Records};
use crate::analysis::fit::{Candidate, Fit, Step};
use crate::programme::Unit;

impl Records {
    /// `fit.csv`: a row for each law.
    pub(in crate::report) fn fit(fit: &Fit) -> Records {
        let columns = "law,text,parameters,log_likelihood,aicc,ks,ad,ad_p,best,note";
        let rows = fit.candidates.iter().map(|candidate| {
            let Candidate { law, text, parameters, log_likelihood, aicc, ks, ad, ad_p, is_best, note, .. } = candidate;
            let number = |value: &Option<f64>| value.map_or(Cell::Blank, Cell::Fraction);
            vec![
                Cell::text(law),
                Cell::optional(text.as_ref()),
                parameters.map_or(Cell::Blank, |count| Cell::Number(count as f64)),
                number(log_likelihood),
                number(aicc),
                number(ks),
                number(ad),
                number(ad_p),
                Cell::Yes(*is_best),
                Cell::optional(note.as_ref()),
            ]
        });
        Records { columns: columns.split(',').map(str::to_owned).collect(), rows: rows.collect() }
    }

    /// `survival.csv`: a row for each step of the curve.
    pub(in crate::report) fn survival(fit: &Fit) -> Records {
        let value = if fit.unit == Unit::Money { Cell::Pounds } else { Cell::Fraction };
        let row = |step: &Step| {
            vec![
                value(step.value),
                Cell::Number(step.at_risk as f64),
                Cell::Number(step.cases as f64),
                Cell::Fraction(step.survival),
            ]
        };
        let columns = ["value", "at_risk", "cases", "survival"].map(str::to_owned).to_vec();
        Records { columns, rows: fit.survival.iter().map(row).collect() }
    }
}
