//! The trials of both scenarios, each column once: most figures are a share of another's column.

use super::Values;
use super::comparable::Pair;
use super::difference::{Apart, Positions, Scaled, Summarised};
use crate::engine::{Column, Interrupted, Wanted};
use crate::plan::{Figure, Plan, RowId, Slot, units_per};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// The columns that are held at a time take about so many bytes, with all that is made of them.
const ROOM: u64 = 1 << 30;
/// What a value of a trial takes.
const BYTES: u64 = 8;

/// The figures of one scenario, and the columns that they are made of.
pub(super) struct Side {
    columns: Vec<RowId>,
    figures: Vec<Figure>,
}

impl Side {
    pub(super) fn of(plan: &Plan, ids: impl Iterator<Item = RowId>) -> Self {
        let all = plan.figures();
        let (mut columns, mut places) = (Vec::new(), std::collections::HashMap::new());
        let figures = ids.map(|id| {
            all.figure(id, &mut |slot, _| {
                let Slot::Part(id) = slot else { unreachable!("figures of parts are made of columns of parts") };
                *places.entry(id).or_insert_with(|| {
                    columns.push(id);
                    columns.len() - 1
                })
            })
        });
        let figures = figures.collect();
        Side { columns, figures }
    }

    fn column_of(&self, figure: usize) -> Option<usize> {
        match self.figures[figure] {
            Figure::Known(_) => None,
            Figure::Row { row, .. } => Some(row),
        }
    }
}

/// Ranges of figures whose columns fit into memory together.
pub(super) fn batches(sides: &[Side; 2], figures: usize, trials: u64) -> Vec<Range<usize>> {
    let fits = usize::try_from(ROOM / BYTES / trials.max(1)).unwrap_or(usize::MAX).max(2);
    let mut ranges = Vec::new();
    let (mut start, mut seen) = (0, std::collections::BTreeSet::new());
    for figure in 0..figures {
        let new: Vec<(usize, usize)> = [0, 1]
            .into_iter()
            .filter_map(|side| Some((side, sides[side].column_of(figure)?)))
            .filter(|column| !seen.contains(column))
            .collect();
        if !seen.is_empty() && seen.len() + new.len() > fits {
            ranges.push(start..figure);
            (start, seen) = (figure, std::collections::BTreeSet::new());
            seen.extend([0, 1].into_iter().filter_map(|side| Some((side, sides[side].column_of(figure)?))));
        }
        seen.extend(new);
    }
    ranges.push(start..figures);
    ranges
}

/// The columns of some figures.
pub(super) struct Batch {
    figures: Range<usize>,
    /// Of each side, by their positions; `None` for one that is blank in some trial, with its values.
    columns: [BTreeMap<usize, Sampled>; 2],
}

enum Sampled {
    Whole(Box<Summarised>),
    /// A payback, or blank in some trials.
    Raw(Column),
}

impl Batch {
    /// Samples the columns of some figures; `sample` is asked for those of both sides.
    pub(super) fn sampled(
        sides: &[Side; 2],
        figures: Range<usize>,
        sample: impl FnOnce([Vec<Wanted>; 2]) -> Result<[Vec<Column>; 2], Interrupted>,
    ) -> Result<Self, Interrupted> {
        let places = [0, 1].map(|side| {
            let mut places: Vec<usize> = figures.clone().filter_map(|figure| sides[side].column_of(figure)).collect();
            places.sort_unstable();
            places.dedup();
            places
        });
        let wanted =
            |side: usize| places[side].iter().map(|&place| Wanted::Figure(sides[side].columns[place])).collect();
        let values = sample([0, 1].map(wanted))?;
        let mut values = values.into_iter();
        let columns = [0, 1].map(|side| {
            let made = places[side].par_iter().zip(values.next().expect("there are two sides"));
            let made = made.map(|(&place, values)| {
                let is_label = sides[side].columns[place].measure.is_label();
                let summarised = if is_label { Err(values) } else { Summarised::of(values) };
                (place, summarised.map_or_else(Sampled::Raw, |of| Sampled::Whole(Box::new(of))))
            });
            made.collect::<Vec<_>>().into_iter().collect()
        });
        Ok(Batch { figures, columns })
    }

    /// What the trials say of the pairs.
    pub(super) fn values(&self, sides: &[Side; 2], pairs: &[Pair]) -> Vec<Values> {
        let keyed: Vec<Key> = self.figures.clone().map(|figure| self.key(sides, figure)).collect();
        let mut first: BTreeMap<&Key, usize> = BTreeMap::new();
        keyed.iter().zip(self.figures.clone()).for_each(|(key, figure)| {
            first.entry(key).or_insert(figure);
        });
        let apart: BTreeMap<&Key, Apart> = first
            .par_iter()
            .filter_map(|(key, &figure)| {
                let [base, other] = self.scaled(sides, figure)?;
                Some((*key, Apart::of(&base, &other, unit(&base, &other))))
            })
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        let value = |(place, pair): (usize, &Pair)| {
            let figure = self.figures.start + place;
            if pair.measure.is_label() {
                return Values::Positions(self.positions(sides, figure));
            }
            let Some([base, other]) = self.scaled(sides, figure) else { return Values::Amounts(None) };
            let unit = unit(&base, &other);
            let of = &apart[&keyed[place]];
            let per_unit = units_per(pair.measure);
            Values::Amounts(Some(Box::new(of.difference([&base, &other], unit, per_unit))))
        };
        pairs.par_iter().enumerate().map(|(place, pair)| value((place, pair))).collect()
    }

    /// The figure of both, where neither is blank in any trial.
    fn scaled(&self, sides: &[Side; 2], figure: usize) -> Option<[Scaled<'_>; 2]> {
        let of_side = |side: usize| match sides[side].figures[figure] {
            Figure::Known(value) => value.is_finite().then_some(Scaled { column: None, scale: 0.0, offset: value }),
            Figure::Row { row, scale, offset } => match &self.columns[side][&row] {
                Sampled::Whole(column) => Some(Scaled { column: Some(column), scale, offset }),
                Sampled::Raw(_) => None,
            },
        };
        Some([of_side(0)?, of_side(1)?])
    }

    fn positions(&self, sides: &[Side; 2], figure: usize) -> Option<Positions> {
        let of_side = |side: usize| match sides[side].figures[figure] {
            Figure::Row { row, .. } => match &self.columns[side][&row] {
                Sampled::Raw(values) => Some(&**values),
                Sampled::Whole(_) => None,
            },
            Figure::Known(_) => None,
        };
        Positions::of(of_side(0)?, of_side(1)?)
    }

    /// Figures of the same key differ by the same, but for their unit.
    fn key(&self, sides: &[Side; 2], figure: usize) -> Key {
        let of_side = |side: usize| sides[side].column_of(figure);
        let [one, two] = match self.scaled(sides, figure) {
            Some([base, other]) => {
                let unit = unit(&base, &other);
                [base.scale / unit, other.scale / unit].map(f64::to_bits)
            }
            None => [0, 0],
        };
        Key { base: of_side(0), other: of_side(1), scales: [one, two] }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    base: Option<usize>,
    other: Option<usize>,
    scales: [u64; 2],
}

/// The base's scale, or the other's where the base is known.
fn unit(base: &Scaled, other: &Scaled) -> f64 {
    let of = |scaled: &Scaled| Some(scaled.scale.abs()).filter(|scale| scaled.column.is_some() && *scale > 0.0);
    of(base).or_else(|| of(other)).unwrap_or(1.0)
}
