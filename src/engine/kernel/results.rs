//! The values of 32 trials that are kept: what is wanted of them, and what that follows from.

use super::super::abreast::{Abreast, Packed};
use crate::plan::{AreaPlan, AreaSlot, Clock, Plan, RowId, Slot};
use crate::programme::{Flow, Measure, Staffing, Stock, Whole};
use std::ops::Range;

const NOWHERE: u16 = u16::MAX;

/// Which values of a block of areas, or of a part, are kept, and where.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    /// By value: its place.
    places: Vec<u16>,
    /// What is wanted: its position in the list of all that is, and its place; in the order of positions.
    wanted: Vec<(usize, usize)>,
    /// How many values are kept.
    pub(super) len: usize,
}

impl Selection {
    /// None of so many values.
    fn of(values: usize) -> Self {
        Selection { places: vec![NOWHERE; values], wanted: Vec::new(), len: 0 }
    }

    fn keep(&mut self, value: usize) {
        if self.places[value] == NOWHERE {
            self.places[value] = u16::try_from(self.len).expect("no block or part has so many values");
            self.len += 1;
        }
    }

    fn want(&mut self, position: usize, value: usize) {
        self.keep(value);
        self.wanted.push((position, usize::from(self.places[value])));
    }

    /// What a part leaves: its flows, from which totals and the shares of other parts follow, and what a list of slots
    /// wants. Levels follow from nothing, so that the programme's are kept where a level of some part is wanted.
    pub(super) fn of_part(plan: &Plan, part: usize, flows: &[Flow], wanted: &[Slot]) -> Self {
        let (years, simulated) = (plan.clock.years, plan.clock.simulated_years());
        let mut selection = Selection::of(values_of_part(years));
        let levels = [Stock::RunRate, Stock::PostsRemoved, Stock::AreasLive].map(Measure::Stock);
        let shared = levels.iter().copied().filter(|_| part == 0 && wanted.iter().any(is_level));
        for measure in flows.iter().map(|flow| Measure::Flow(*flow)).chain(shared) {
            simulated.clone().for_each(|year| selection.keep(value_of_part(measure, year, years)));
        }
        for (position, slot) in wanted.iter().enumerate() {
            if let Slot::Part(RowId { part: of, measure, year }) = *slot
                && of == part
            {
                for (measure, year) in follows_from(measure, years, simulated.clone()) {
                    selection.keep(value_of_part(measure, year, years));
                }
                selection.want(position, value_of_part(measure, year, years));
            }
        }
        selection
    }

    /// The place of a value, if it is kept.
    #[inline(always)]
    fn place(&self, value: usize) -> Option<usize> {
        match self.places[value] {
            NOWHERE => None,
            place => Some(usize::from(place)),
        }
    }

    /// The place of a value of one of a block's areas, counted from the block's first, if it is kept.
    #[inline(always)]
    pub(super) fn place_of_area(&self, area: usize, slot: AreaSlot) -> Option<usize> {
        self.place(area * AreaSlot::COUNT + slot as usize)
    }

    /// Whether anything is wanted.
    pub(super) fn is_wanted(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What is wanted of so many trials of a chunk, the first of which is `first`.
    pub(super) fn batch<'a>(&'a self, numbers: &'a [Packed], first: usize, trials: usize) -> Batch<'a> {
        Batch { wanted: &self.wanted, numbers: &numbers[..self.len], first, trials }
    }
}

/// By area, as the scenario has them: what is wanted of it, as positions in the list of all that is.
pub(super) struct WantedOfAreas(Vec<Vec<(usize, AreaSlot)>>);

impl WantedOfAreas {
    /// What a list of slots wants of so many areas.
    pub(super) fn new(areas: usize, wanted: &[Slot]) -> Self {
        let mut of_areas = vec![Vec::new(); areas];
        for (position, slot) in wanted.iter().enumerate() {
            if let Slot::Area(area, which) = *slot {
                of_areas[area].push((position, which));
            }
        }
        WantedOfAreas(of_areas)
    }

    /// What is kept of some areas.
    pub(super) fn select(&self, areas: &[AreaPlan]) -> Selection {
        let mut selection = Selection::of(areas.len() * AreaSlot::COUNT);
        for (place, area) in areas.iter().enumerate() {
            for &(position, which) in &self.0[area.index] {
                selection.want(position, place * AreaSlot::COUNT + which as usize);
            }
        }
        selection.wanted.sort_unstable();
        selection
    }
}

/// Where a measure of a part lies among its values.
#[inline(always)]
fn value_of_part(measure: Measure, year: usize, years: usize) -> usize {
    match measure {
        Measure::Flow(flow) => flow as usize * years + year,
        Measure::Cumulative(flow) => (Flow::COUNT + flow as usize) * years + year,
        Measure::Stock(stock) => (2 * Flow::COUNT + stock as usize) * years + year,
        Measure::Staffing(staffing) => (2 * Flow::COUNT + Stock::ALL.len() + staffing as usize) * years + year,
        Measure::Whole(whole) => (2 * Flow::COUNT + Stock::ALL.len() + Staffing::ALL.len()) * years + whole as usize,
    }
}

/// How many values a part has.
fn values_of_part(years: usize) -> usize {
    (2 * Flow::COUNT + Stock::ALL.len() + Staffing::ALL.len()) * years + Whole::ALL.len()
}

/// Whether a level is wanted, or what follows from one.
fn is_level(slot: &Slot) -> bool {
    matches!(slot, Slot::Part(RowId { measure: Measure::Stock(_) | Measure::Staffing(_), .. }))
}

/// The values that a measure is computed from after the years.
fn follows_from(measure: Measure, years: usize, simulated: Range<usize>) -> Vec<(Measure, usize)> {
    let sum = |flow| vec![(Measure::Cumulative(flow), years - 1)];
    match measure {
        Measure::Whole(Whole::HorizonGrossSaving) => sum(Flow::GrossSaving),
        Measure::Whole(Whole::HorizonCost) => sum(Flow::TotalCost),
        Measure::Whole(Whole::HorizonNetSaving) => sum(Flow::NetSaving),
        Measure::Whole(Whole::HorizonBudgetEffect) => sum(Flow::BudgetEffect),
        measure if measure.is_label() => {
            let flows =
                [Measure::Cumulative(Flow::NetSaving), Measure::Flow(Flow::NetSaving), Measure::Flow(Flow::TotalCost)];
            flows.into_iter().flat_map(|flow| simulated.clone().map(move |year| (flow, year))).collect()
        }
        Measure::Staffing(_) => simulated.map(|year| (Measure::Stock(Stock::PostsRemoved), year)).collect(),
        _ => Vec::new(),
    }
}

/// The measures of a part in 32 trials.
pub(super) struct Results<'a> {
    pub(super) numbers: &'a mut [Packed],
    pub(super) selection: &'a Selection,
    pub(super) years: usize,
}

impl Results<'_> {
    #[inline(always)]
    fn place(&self, measure: Measure, year: usize) -> Option<usize> {
        self.selection.place(value_of_part(measure, year, self.years))
    }

    /// Whether a measure of a year (0 for measures of the horizon) is kept.
    #[inline(always)]
    pub(super) fn keeps(&self, measure: Measure, year: usize) -> bool {
        self.place(measure, year).is_some()
    }

    /// Whether a level of any year is kept.
    #[inline(always)]
    pub(super) fn keeps_any(&self, level: Stock, clock: Clock) -> bool {
        clock.simulated_years().any(|year| self.keeps(Measure::Stock(level), year))
    }

    /// A measure of a year, which is kept.
    #[inline(always)]
    pub(super) fn get<E: Abreast>(&self, measure: Measure, year: usize) -> E {
        E::load(&self.numbers[self.place(measure, year).expect("what others follow from is kept")].0)
    }

    /// A flow of a year, which is kept.
    #[inline(always)]
    pub(super) fn flow<E: Abreast>(&self, flow: Flow, year: usize) -> E {
        self.get(Measure::Flow(flow), year)
    }

    /// Sets a measure of a year, if it is kept.
    #[inline(always)]
    pub(super) fn set<E: Abreast>(&mut self, measure: Measure, year: usize, value: E) {
        if let Some(place) = self.place(measure, year) {
            value.store(&mut self.numbers[place].0);
        }
    }

    /// Sets a measure of the horizon, if it is kept.
    #[inline(always)]
    pub(super) fn set_whole<E: Abreast>(&mut self, whole: Whole, value: E) {
        self.set(Measure::Whole(whole), 0, value);
    }
}

/// The values that are wanted of 32 trials, of a block of areas or of a part.
pub struct Batch<'a> {
    /// Positions in the list of what is wanted, ascending, each with its place among the numbers.
    pub wanted: &'a [(usize, usize)],
    /// The numbers.
    pub numbers: &'a [Packed],
    /// The first of the trials, within their chunk.
    pub first: usize,
    /// How many of the trials count.
    pub trials: usize,
}
