//! Kinds that happen in few trials: in the others a programme with them is the programme without them.

use super::{Kind, Trouble};
use crate::analysis::shapley::Taken;
use crate::engine::{Drawing, Engine, Wanted, Watch};
use crate::plan::{Plan, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Kinds that happen in at most so large a share of the trials are rare.
const FEW: f64 = 0.5;

/// Of all sets in their order so many neighbours have among them what each is without its rare kinds, which are two of the
/// last three.
pub(super) const NEIGHBOURS: usize = 8;
/// So many risks are looked at together.
const AT_A_TIME: usize = 16;

/// The rare kinds among some, and when they happen.
pub(super) struct Rare {
    /// The places of the kinds.
    places: Vec<usize>,
    /// By trial: which of them happen, a bit each.
    happen: Vec<Bits>,
}

/// Some of the rare kinds, a bit each.
type Bits = u8;

/// Sets of kinds that have the same rare ones.
pub(super) struct Alike<'a> {
    pub(super) rare: Bits,
    pub(super) sets: Vec<&'a Taken>,
}

impl Rare {
    /// None.
    pub(super) const NONE: Rare = Rare { places: Vec::new(), happen: Vec::new() };

    /// Those of a plan that has all kinds.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub(super) fn new(plan: &Plan, kinds: &[Kind], engine: &Engine, run: (&Drawing, &Watch)) -> Result<Self, Trouble> {
        let mut rare =
            Rare { places: Vec::new(), happen: vec![0; usize::try_from(run.0.trials).unwrap_or(usize::MAX)] };
        for (place, kind) in kinds.iter().enumerate() {
            let sources: Vec<Source> = match kind {
                Kind::Exit => vec![Source::Exits],
                Kind::Risks => (0..plan.risks.len()).map(Source::Strikes).collect(),
                // What the others are without is not an event that does not happen.
                _ => continue,
            };
            let mut happens = vec![false; rare.happen.len()];
            for some in sources.chunks(AT_A_TIME) {
                let wanted: Vec<Wanted> = some.iter().copied().map(Wanted::Source).collect();
                for column in engine.sample(plan, &wanted, run.0, run.1)?.columns {
                    happens.iter_mut().zip(column.iter()).for_each(|(happens, own)| *happens |= *own > 0.0);
                }
            }
            if happens.iter().filter(|happens| **happens).count() as f64 <= FEW * happens.len() as f64 {
                let bit = 1 << rare.places.len();
                rare.happen.iter_mut().zip(happens).for_each(|(all, happens)| *all |= if happens { bit } else { 0 });
                rare.places.push(place);
            }
        }
        Ok(rare)
    }

    /// Gathers sets by their rare kinds, those with fewer before those with more.
    pub(super) fn gather<'a>(&self, sets: &[&'a Taken]) -> Vec<Alike<'a>> {
        let mut gathered: BTreeMap<Bits, Vec<&Taken>> = BTreeMap::new();
        for taken in sets {
            let rare = self.places.iter().enumerate().filter(|(_, place)| taken[**place]);
            gathered.entry(rare.fold(0, |rare, (bit, _)| rare | 1 << bit)).or_default().push(taken);
        }
        gathered.into_iter().map(|(rare, sets)| Alike { rare, sets }).collect()
    }

    /// The trials in which all rare kinds of some sets happen.
    pub(super) fn trials(&self, alike: &Alike, drawing: &Drawing) -> Drawing {
        if alike.rare == 0 {
            return drawing.clone();
        }
        let numbered = (0..).zip(&self.happen);
        let trials: Arc<[u64]> =
            numbered.filter(|(_, happen)| **happen & alike.rare == alike.rare).map(|(trial, _)| trial).collect();
        drawing.only(trials)
    }

    /// The values of a set in all trials, from those in which all of its rare kinds happen, and in the others those of the
    /// set without the kinds that do not.
    pub(super) fn in_all<'v>(
        &self,
        (taken, rare): (&Taken, Bits),
        own: Vec<f64>,
        of: impl Fn(&Taken) -> &'v [f64],
    ) -> Vec<f64> {
        if rare == 0 {
            return own;
        }
        let with_only = |happen: Bits| {
            let mut set = taken.clone();
            let not = self.places.iter().enumerate().filter(|(bit, _)| happen >> bit & 1 == 0);
            not.for_each(|(_, place)| set[*place] = false);
            set
        };
        let others: Vec<Option<&[f64]>> = (0..=rare)
            .map(|happen| (happen & rare == happen && happen != rare).then(|| of(&with_only(happen))))
            .collect();
        let mut own = own.into_iter();
        let value = |(trial, happen): (usize, &Bits)| match others[usize::from(happen & rare)] {
            Some(values) => values[trial],
            None => own.next().expect("a value for each trial in which all happen"),
        };
        self.happen.iter().enumerate().map(value).collect()
    }
}
