//! The tables of `solve`.

use super::super::{Cell, Records};
use crate::analysis::solve::{Answer, Contingency, Point, Promise, Root, Solved, way_name};
use crate::programme::Measure;

const ANSWERS: &str = "vary,as,now,answer,error,status,best_at,best_margin,best_chance";
const CURVES: &str = "vary,value,chance,ci_low,ci_high,margin,margin_error";

impl Records {
    /// A row for each driver, or for each place at which the criterion turns where there are several.
    pub(in crate::report) fn answers(solved: &Solved) -> Self {
        let measure = solved.figure.measure;
        let rows = solved.answers.iter().flat_map(|answer| {
            let roots: Vec<Option<Root>> = match answer.roots.is_empty() {
                true => vec![None],
                false => answer.roots.iter().copied().map(Some).collect(),
            };
            roots.into_iter().map(move |root| row(answer, root, measure))
        });
        Records::with_columns(ANSWERS, rows.collect())
    }

    /// Margins round the answers.
    pub(in crate::report) fn curves(solved: &Solved) -> Self {
        let measure = solved.figure.measure;
        let rows = solved
            .answers
            .iter()
            .flat_map(|answer| answer.curve.iter().map(move |point| curve(answer, point, measure)));
        Records::with_columns(CURVES, rows.collect())
    }

    /// What can be promised, by how surely.
    pub(in crate::report) fn promised(promise: &Promise) -> Self {
        let rows = promise.promised.iter().map(|promised| {
            let [amount, error] = Cell::estimate(promise.figure.measure, Some(promised.amount));
            vec![Cell::Fraction(promised.confidence), amount, error]
        });
        Records::with_columns("confidence,amount,error", rows.collect())
    }

    /// What must stand beside the plan of a cost.
    pub(in crate::report) fn contingency(contingency: &Contingency) -> Self {
        let measure = contingency.figure.measure;
        let [amount, error] = Cell::estimate(measure, Some(contingency.amount()));
        let row = vec![
            Cell::text(measure.name()),
            Cell::optional(contingency.figure.year),
            Cell::Fraction(contingency.confidence),
            Cell::amount(measure, contingency.plan),
            Cell::amount(measure, contingency.quantile.value),
            amount,
            error,
        ];
        Records::with_columns("measure,year,confidence,plan,quantile,contingency,error", vec![row])
    }
}

fn row(answer: &Answer, root: Option<Root>, measure: Measure) -> Vec<Cell> {
    vec![
        Cell::text(&answer.moving.name),
        Cell::text(way_name(answer.moving.way)),
        Cell::fraction(answer.now),
        Cell::fraction(root.map(|root| root.x)),
        Cell::fraction(root.and_then(|root| root.error)),
        Cell::text(answer.status.name()),
        Cell::Fraction(answer.best.x),
        Cell::amount(measure, answer.best.margin.margin.value),
        Cell::fraction(answer.best.margin.chance.map(|chance| chance.share)),
    ]
}

fn curve(answer: &Answer, point: &Point, measure: Measure) -> Vec<Cell> {
    let chance = point.margin.chance;
    let [margin, error] = Cell::estimate(measure, Some(point.margin.margin));
    vec![
        Cell::text(&answer.moving.name),
        Cell::Fraction(point.x),
        Cell::fraction(chance.map(|chance| chance.share)),
        Cell::fraction(chance.map(|chance| chance.low)),
        Cell::fraction(chance.map(|chance| chance.high)),
        margin,
        error,
    ]
}
