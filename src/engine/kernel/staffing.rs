//! Headcount and turnover of workforce groups.

use super::super::abreast::Abreast;
use super::Machine;
use super::ledger::{Basic, Kind, Ledger};
use super::measures::Results;
use super::workspace::Chunk;
use crate::plan::StaffPlan;
use crate::programme::{Measure, Staffing, Stock};

impl Chunk {
    /// A workforce group, whose posts removed have been summed.
    #[inline(always)]
    pub(super) fn staffing<E: Abreast>(
        &self,
        machine: &Machine,
        (part, staff): (usize, &StaffPlan),
        ledger: &Ledger,
        results: &mut Results,
    ) {
        let clock = machine.plan.clock;
        let account = machine.layout.account(part);
        let leavers = match staff.leavers_per_year {
            Some(share) => Some(self.value::<E>(machine, share, results.group)),
            None => None,
        };
        let mut opening = E::all(staff.opening);
        for year in clock.simulated_years() {
            let posts: E = results.get(Measure::Stock(Stock::PostsRemoved), year);
            let headcount = E::all(staff.establishment) - posts;
            results.set(Measure::Staffing(Staffing::Headcount), year, headcount);
            let past = E::all(staff.past[Staffing::TurnoverNeeded as usize][year]);
            let needed = match account {
                Some(account) if machine.turns_over && machine.plan.parts[part].own_posts => {
                    past + ledger.read::<E>(account, (Kind::Entered, Basic::Turnover, year))
                }
                _ => past,
            };
            results.set(Measure::Staffing(Staffing::TurnoverNeeded), year, needed);
            if let Some(leavers) = leavers {
                results.set(Measure::Staffing(Staffing::TurnoverAvailable), year, leavers * opening);
            }
            opening = headcount;
        }
    }
}
