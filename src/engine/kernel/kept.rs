//! Which values of the trials are kept: what is wanted of them, and what that follows from.

use super::super::abreast::Packed;
use super::workspace::place_in_part;
use crate::plan::{AreaPlan, AreaSlot, Plan, RowId, Slot};
use crate::programme::{Flow, Measure, Staffing, Stock, Whole};
use std::ops::Range;

const NOWHERE: u16 = u16::MAX;

/// Where the values of a block of areas, or of a part, are kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// By value: its place.
    places: Vec<u16>,
    /// What is wanted: its position in the list of all that is, and its place; in the order of positions.
    pub(super) wanted: Vec<(usize, usize)>,
    /// How many values are kept.
    pub(super) len: usize,
}

impl Kept {
    /// Room to keep any of so many values.
    fn of(values: usize) -> Self {
        Kept { places: vec![NOWHERE; values], wanted: Vec::new(), len: 0 }
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

    /// The place of a value, if it is kept.
    #[inline(always)]
    pub(super) fn place(&self, value: usize) -> Option<usize> {
        match self.places[value] {
            NOWHERE => None,
            place => Some(usize::from(place)),
        }
    }
}

/// By area, as the scenario has them: what is wanted of it, as positions in the list of all that is.
pub(super) struct OfAreas(Vec<Vec<(usize, AreaSlot)>>);

impl OfAreas {
    /// What a list of slots wants of so many areas.
    pub(super) fn new(areas: usize, wanted: &[Slot]) -> Self {
        let mut of_areas = vec![Vec::new(); areas];
        for (position, slot) in wanted.iter().enumerate() {
            if let Slot::Area(area, which) = *slot {
                of_areas[area].push((position, which));
            }
        }
        OfAreas(of_areas)
    }

    /// What is kept of some areas.
    pub(super) fn keep(&self, areas: &[AreaPlan]) -> Kept {
        let mut kept = Kept::of(areas.len() * AreaSlot::COUNT);
        for (place, area) in areas.iter().enumerate() {
            for &(position, which) in &self.0[area.index] {
                kept.want(position, place * AreaSlot::COUNT + which as usize);
            }
        }
        kept.wanted.sort_unstable();
        kept
    }
}

/// What is kept of a part: its flows, from which totals and the shares of other parts follow, and what a list of slots
/// wants.
pub(super) fn of_part(plan: &Plan, part: usize, flows: &[Flow], wanted: &[Slot]) -> Kept {
    let (years, simulated) = (plan.clock.years, plan.clock.simulated_years());
    let mut kept = Kept::of(values_of_part(years));
    let levels = [Stock::RunRate, Stock::PostsRemoved, Stock::AreasLive].map(Measure::Stock);
    let shared = levels.iter().copied().filter(|_| part == 0);
    for measure in flows.iter().map(|flow| Measure::Flow(*flow)).chain(shared) {
        simulated.clone().for_each(|year| kept.keep(place_in_part(measure, year, years)));
    }
    for (position, slot) in wanted.iter().enumerate() {
        if let Slot::Part(RowId { part: of, measure, year }) = *slot
            && of == part
        {
            for (measure, year) in follows_from(measure, years, simulated.clone()) {
                kept.keep(place_in_part(measure, year, years));
            }
            kept.want(position, place_in_part(measure, year, years));
        }
    }
    kept
}

/// How many values a part has.
pub(super) fn values_of_part(years: usize) -> usize {
    (2 * Flow::COUNT + Stock::ALL.len() + Staffing::ALL.len()) * years + Whole::ALL.len()
}

/// The values that a measure is computed from after the years.
fn follows_from(measure: Measure, years: usize, simulated: Range<usize>) -> Vec<(Measure, usize)> {
    let sum = |flow| vec![(Measure::Cumulative(flow), years - 1)];
    match measure {
        Measure::Whole(Whole::HorizonGrossSaving) => sum(Flow::GrossSaving),
        Measure::Whole(Whole::HorizonCost) => sum(Flow::TotalCost),
        Measure::Whole(Whole::HorizonNetSaving) => sum(Flow::NetSaving),
        Measure::Whole(Whole::HorizonBudgetEffect) => sum(Flow::BudgetEffect),
        Measure::Whole(Whole::PaybackYear) => {
            let flows =
                [Measure::Cumulative(Flow::NetSaving), Measure::Flow(Flow::NetSaving), Measure::Flow(Flow::TotalCost)];
            flows.into_iter().flat_map(|flow| simulated.clone().map(move |year| (flow, year))).collect()
        }
        Measure::Staffing(_) => simulated.map(|year| (Measure::Stock(Stock::PostsRemoved), year)).collect(),
        _ => Vec::new(),
    }
}

/// What 32 trials leave of a block of areas or of a part.
pub struct Left<'a> {
    /// Positions in the list of what is wanted, ascending, each with its place among the numbers.
    pub wanted: &'a [(usize, usize)],
    /// The numbers.
    pub numbers: &'a [Packed],
    /// The first of the trials, within their chunk.
    pub first: usize,
    /// How many of the trials count.
    pub trials: usize,
}
