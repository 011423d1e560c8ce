//! Headcount and turnover of workforce groups.

use super::super::design::ChunkId;
use super::super::lanes::{LANES, Lanes};
use super::account::Basic;
use super::workspace::place_in_part;
use super::{Chunk, Machine};
use crate::plan::{Plan, StaffPlan};
use crate::programme::{Measure, Staffing, Stock};

impl Chunk {
    /// Every workforce group; its posts removed have been summed by then.
    #[inline(always)]
    pub(super) fn staffing(&mut self, machine: &Machine, at: ChunkId) {
        for (part, plan) in machine.plan.parts.iter().enumerate() {
            if let Some(staff) = &plan.staff {
                let mut left = std::mem::take(&mut self.parts[part]);
                self.headcount(machine.plan, staff, &mut left);
                self.turnover_needed(machine.plan, (part, staff), &mut left);
                self.turnover_available(machine, at, staff, &mut left);
                self.parts[part] = left;
            }
        }
    }

    #[inline(always)]
    fn headcount(&self, plan: &Plan, staff: &StaffPlan, left: &mut [Lanes]) {
        for year in plan.clock.simulated_years() {
            let posts = place_in_part(Measure::Stock(Stock::PostsRemoved), year, self.years);
            let headcount = place_in_part(Measure::Staffing(Staffing::Headcount), year, self.years);
            let posts = left[posts].clone();
            for (there, gone) in left[headcount].iter_mut().zip(posts.iter()) {
                *there = staff.establishment - gone;
            }
        }
    }

    #[inline(always)]
    fn turnover_needed(&self, plan: &Plan, (part, staff): (usize, &StaffPlan), left: &mut [Lanes]) {
        for year in plan.clock.simulated_years() {
            let place = place_in_part(Measure::Staffing(Staffing::TurnoverNeeded), year, self.years);
            let entered = self.accounts[part].as_ref().and_then(|account| account.entered(Basic::Turnover, year));
            let past = staff.past[Staffing::TurnoverNeeded as usize][year];
            match entered {
                Some(entered) => {
                    for lane in 0..LANES {
                        left[place][lane] = past + entered[lane];
                    }
                }
                None => left[place].fill_with(past),
            }
        }
    }

    /// The leavers' share of the headcount at each year's first instant.
    #[inline(always)]
    fn turnover_available(&mut self, machine: &Machine, at: ChunkId, staff: &StaffPlan, left: &mut [Lanes]) {
        let Some(share) = staff.leavers_per_year else { return };
        let mut leavers = Lanes::all(0.0);
        self.amount(machine, at, share, &mut leavers);
        let mut opening = Lanes::all(staff.opening);
        for year in machine.plan.clock.simulated_years() {
            let place = |staffing| place_in_part(Measure::Staffing(staffing), year, self.years);
            for lane in 0..LANES {
                left[place(Staffing::TurnoverAvailable)][lane] = leavers[lane] * opening[lane];
            }
            opening = left[place(Staffing::Headcount)].clone();
        }
    }
}
