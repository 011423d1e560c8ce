//! Values that are kept while trials are counted, so that quantiles are exact without running the trials again.
//!
//! What was counted so far tells in which places the wanted ranks of all trials will lie, all but surely; what falls
//! there from then on is kept. Where a rank lies elsewhere after all, the row's values are picked by a second pass.

use super::super::abreast::{ABREAST, Packed};
use super::super::instructions::prefetch;
use super::super::pages::in_large_pages;
use std::ops::Range;
use std::sync::Arc;

/// At most so many runs of places are looked at; gaps between more of them are filled.
const RUNS: usize = 8;
/// Values of a row that are kept near at hand before they are put away together.
const NEAR: usize = 64;
/// Values of a piece of what was put away.
const PIECE: usize = 16_384 * NEAR;

/// The places of a row that may hold a value which is wanted, and perhaps some more: runs of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Likely {
    /// By run.
    first: [u16; RUNS],
    /// By run: how many.
    len: [u16; RUNS],
}

impl Likely {
    /// At least all of some places.
    pub(super) fn new(mut places: Vec<Range<usize>>) -> Self {
        places.sort_unstable_by_key(|run| run.start);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for run in places {
            match runs.last_mut() {
                Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
                _ => runs.push(run),
            }
        }
        while runs.len() > RUNS {
            let gap = |at: &usize| runs[at + 1].start - runs[*at].end;
            let least = (0..runs.len() - 1).min_by_key(gap).expect("there are two runs");
            runs[least].end = runs.remove(least + 1).end;
        }
        let mut likely = Likely::default();
        for (place, run) in runs.into_iter().enumerate() {
            (likely.first[place], likely.len[place]) = (run.start as u16, run.len() as u16);
        }
        likely
    }

    fn is_empty(&self) -> bool {
        self.len[0] == 0
    }

    /// Whether a place is one of them.
    pub(super) fn contains(&self, place: usize) -> bool {
        (0..RUNS).any(|run| (place as u16).wrapping_sub(self.first[run]) < self.len[run])
    }

    /// 1 for each of 32 places that is one of them, else 0.
    #[inline(always)]
    fn marks(&self, places: &[u16; ABREAST]) -> [u16; ABREAST] {
        let mut marks = [0; ABREAST];
        for lane in 0..ABREAST {
            for run in 0..RUNS {
                marks[lane] |= u16::from(places[lane].wrapping_sub(self.first[run]) < self.len[run]);
            }
        }
        marks
    }
}

/// What one thread keeps.
#[derive(Debug)]
pub struct Kept {
    /// By row: where values are kept from now on.
    likely: Arc<Vec<Likely>>,
    /// By row: what is near at hand.
    near: Vec<Near>,
    /// What was put away, so many values of a row at a time, in pieces that are not moved when there are more.
    away: Vec<Vec<f64>>,
    /// Which rows those are of.
    rows: Vec<usize>,
}

/// Values of a row, and room for those of 32 trials.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct Near {
    values: [f64; NEAR + ABREAST],
    len: usize,
}

impl Kept {
    /// Nothing kept yet, of so many rows.
    pub fn new(rows: usize) -> Self {
        let near = vec![Near { values: [0.0; NEAR + ABREAST], len: 0 }; rows];
        Kept { likely: Arc::default(), near, away: Vec::new(), rows: Vec::new() }
    }

    /// From now on keeps what falls there.
    pub fn look_at(&mut self, likely: &Arc<Vec<Likely>>) {
        self.likely = Arc::clone(likely);
    }

    /// How many values were put away.
    pub fn len(&self) -> usize {
        self.rows.len() * NEAR
    }

    /// By row: all that was kept.
    pub fn by_row(&self) -> Vec<Vec<&[f64]>> {
        let mut by_row: Vec<Vec<&[f64]>> = self.near.iter().map(|near| vec![&near.values[..near.len]]).collect();
        self.away
            .iter()
            .flat_map(|piece| piece.chunks_exact(NEAR))
            .zip(&self.rows)
            .for_each(|(values, row)| by_row[*row].push(values));
        by_row
    }

    /// Asks for what a row's turn needs.
    #[inline(always)]
    pub(super) fn ask_for(&self, row: usize) {
        let near = &self.near[row];
        prefetch(&near.values[near.len]);
    }

    /// Keeps what is wanted of the first `trials` of 32 values of a row.
    #[inline(always)]
    pub(super) fn take(&mut self, row: usize, places: &[u16; ABREAST], (values, trials): (&Packed, usize)) {
        let likely = &self.likely[row];
        if likely.is_empty() {
            return;
        }
        let marks = likely.marks(places);
        let near = &mut self.near[row];
        let room: &mut [f64; ABREAST] = near.values[near.len..].first_chunk_mut().expect("there is room for 32 trials");
        // Written whether or not it is kept: what is not is written over.
        let mut len = 0;
        for lane in 0..trials {
            room[len % ABREAST] = values.0[lane];
            len += usize::from(marks[lane]);
        }
        near.len += len;
        if near.len >= NEAR {
            match self.away.last_mut().filter(|piece| piece.len() < PIECE) {
                Some(piece) => piece.extend_from_slice(&near.values[..NEAR]),
                None => self.away.push(with_room(&near.values[..NEAR])),
            }
            self.rows.push(row);
            near.values.copy_within(NEAR.., 0);
            near.len -= NEAR;
        }
    }
}

/// A piece that begins with some values.
#[cold]
fn with_room(values: &[f64]) -> Vec<f64> {
    let mut piece = in_large_pages(Vec::with_capacity(PIECE));
    piece.extend_from_slice(values);
    piece
}
