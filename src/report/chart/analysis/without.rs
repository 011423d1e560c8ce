//! What would change if a thing were taken out.

use super::super::amounts::Amounts;
use super::super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use super::{MOST_ROWS, MOST_TOLD, TWO_ERRORS, is_clear, joined, left_out, note_on_clarity, row};
use crate::forecast::Estimate;

/// What the things of a kind are called that are taken out together.
pub const ALL_TOGETHER: &str = "All together";

/// What a statistic of a figure would change by, for each thing that is taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// The statistic and its figure: `mean net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// The figure's unit.
    pub unit: Unit,
    /// The things, those of a kind together.
    pub taken: Vec<Taken>,
}

/// A thing that is taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its kind: `Risks`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The statistic without it less that with it.
    pub change: Estimate,
}

impl Without {
    /// The chart.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let shown = &self.taken[..self.taken.len().min(MOST_ROWS)];
        let ends = shown.iter().flat_map(|taken| [-2.0, 2.0].map(|by| taken.change.value + by * taken.change.error));
        let ends: Vec<f64> = ends.chain([0.0]).collect();
        let scale = Scale::around(self.unit, ends.iter().copied(), 6).named("Change");
        let amounts = Amounts::of(&scale, 3, &shown.iter().map(|taken| taken.change).collect::<Vec<_>>());
        let rows = shown.iter().map(|taken| Row { group: taken.kind.clone(), ..row(&taken.name, taken.change) });
        let plane = Plane::Rows(Rows {
            rows: rows.collect(),
            columns: vec![RowColumn::new("Change", shown.iter().map(|taken| amounts.change(taken.change)))],
            series: series(shown),
            marks: Vec::new(),
            scale,
        });
        subject
            .chart("without", &format!("What the {} would change by without each", self.figure), plane)
            .describing(format!(
                "Bars of what the {} would change by if each of {} things were taken out.",
                self.figure,
                self.taken.len()
            ))
            .saying(self.findings(&amounts))
            .noting(left_out(self.taken.len(), "things", "without.csv"))
            .noting(note_on_clarity(shown.iter().map(|taken| taken.change)))
    }

    fn findings(&self, amounts: &Amounts) -> Option<String> {
        let mut largest: Vec<_> = self.taken.iter().filter(|taken| is_clear(taken.change)).collect();
        largest.sort_by(|a, b| b.change.value.abs().total_cmp(&a.change.value.abs()));
        let told = largest.iter().take(MOST_TOLD);
        let called = |taken: &Taken| match taken.name.trim() {
            name if name == taken.kind => name.to_owned(),
            ALL_TOGETHER => format!("{} as a whole", taken.kind),
            name => format!("{} {name}", taken.kind),
        };
        let told: Vec<_> = told.map(|taken| format!("{} ({})", called(taken), amounts.change(taken.change))).collect();
        (!told.is_empty()).then(|| format!("It would change most without {}.", joined(&told)))
    }
}

fn series(shown: &[Taken]) -> Vec<Series> {
    let bars = |name, role, is_of: fn(f64) -> bool| {
        let of_it = shown.iter().enumerate().filter(move |(_, taken)| is_of(taken.change.value));
        let bar = |(row, taken): (usize, &Taken)| Point::bar(row as f64, taken.change.value);
        Series::new(name, Shape::Bars(0.63), role, of_it.map(bar))
    };
    let estimated = shown.iter().enumerate().filter(|(_, taken)| taken.change.error > 0.0);
    let errors = estimated.map(|(row, taken)| Point::within(row as f64, taken.change.value, 2.0 * taken.change.error));
    vec![
        bars("More without it", Role::Gain, |value| value > 0.0),
        bars("Less without it", Role::Loss, |value| value < 0.0),
        Series::new(TWO_ERRORS, Shape::Whiskers, Role::Spread, errors),
    ]
}
