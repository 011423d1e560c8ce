//! Which part of the spread comes of what: the first-order and the total index of each group, as paired bars.

use super::super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use super::{MOST_ROWS, MOST_TOLD, TWO_ERRORS, joined, left_out};
use crate::forecast::Estimate;
use crate::report::words_of_figure::share;

/// The indices of a figure, the largest total first.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// The name of the chart's files: `indices`.
    pub stem: String,
    /// Whose spread: `net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// The groups of sources that matter.
    pub indices: Vec<Index>,
    /// How many more there are.
    pub others: usize,
}

/// The indices of a group, shares of the figure's variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The group.
    pub name: String,
    /// What would go if it were known.
    pub first_order: Estimate,
    /// What would stay if all else were known.
    pub total: Estimate,
}

impl Indices {
    /// The paired bars.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let shown = &self.indices[..self.indices.len().min(MOST_ROWS)];
        let ends = shown.iter().flat_map(|index| [index.first_order, index.total]);
        let ends: Vec<f64> = ends.flat_map(|it| [it.value - 2.0 * it.error, it.value + 2.0 * it.error]).collect();
        let column =
            |heading, of: fn(&Index) -> Estimate| RowColumn::new(heading, shown.iter().map(|index| share(of(index))));
        let plane = Plane::Rows(Rows {
            scale: Scale::around(Unit::Share, ends.iter().copied().chain([0.0]).collect::<Vec<_>>(), 6)
                .named("Share of the variance"),
            rows: shown.iter().map(|index| Row::of(&index.name)).collect(),
            columns: vec![column("Alone", |index| index.first_order), column("In all", |index| index.total)],
            series: series(shown),
            marks: Vec::new(),
        });
        subject
            .chart(&self.stem, &format!("What the spread comes of: {}, share of the variance", self.figure), plane)
            .describing(format!(
                "Paired bars of the shares that {} have in the variance of {}.",
                self.count(),
                self.figure
            ))
            .saying(self.findings())
            .noting(["The two differ where causes act together; the shares need not add up to 100%.".into()])
            .noting(self.left_out())
    }

    fn left_out(&self) -> Option<String> {
        let more = match self.others {
            0 => return left_out(self.indices.len(), "groups", "indices.csv"),
            1 => "1 more group drives".into(),
            others => format!("{others} more groups drive"),
        };
        let beyond = self.indices.len().saturating_sub(MOST_ROWS);
        let beyond = if beyond == 0 { String::new() } else { format!("{beyond} less than those shown, ") };
        Some(format!("{beyond}{more} next to nothing: indices.csv"))
    }

    fn count(&self) -> String {
        if self.indices.len() == 1 { "1 group".into() } else { format!("{} groups", self.indices.len()) }
    }

    fn findings(&self) -> Option<String> {
        let told = self.indices.iter().take(MOST_TOLD).map(|index| {
            let (alone, all) = (share(index.first_order), share(index.total));
            format!("{} ({alone} of the variance alone, {all} in all)", index.name.trim())
        });
        let told: Vec<_> = told.collect();
        (!told.is_empty()).then(|| format!("Most of the spread comes of {}.", joined(&told)))
    }
}

fn series(shown: &[Index]) -> Vec<Series> {
    let rows = || shown.iter().enumerate().map(|(row, index)| (row as f64, index));
    let bars = |name, role, lane, of: fn(&Index) -> Estimate| {
        let bar = move |(row, index): (f64, &Index)| Point::bar(row, of(index).value);
        Series::new(name, Shape::Bars(0.75), role, rows().map(bar)).in_lane(lane, 2)
    };
    let errors = |lane, of: fn(&Index) -> Estimate| {
        let whisker = move |(row, index): (f64, &Index)| Point::within(row, of(index).value, 2.0 * of(index).error);
        Series::new(TWO_ERRORS, Shape::Whiskers, Role::Spread, rows().map(whisker)).in_lane(lane, 2)
    };
    vec![
        bars("Would go if this were known", Role::Compared(0), 0, |index| index.first_order),
        bars("Would stay if all else were known", Role::Compared(1), 1, |index| index.total),
        errors(0, |index| index.first_order),
        errors(1, |index| index.total),
    ]
}
