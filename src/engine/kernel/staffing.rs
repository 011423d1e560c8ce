//! Headcount and turnover of workforce groups.

use super::super::abreast::Abreast;
use super::ledger::{Entry, Item};
use super::part::Part;
use super::results::Results;
use crate::programme::{Measure, Staffing, Stock};

/// The measures of a workforce group, if anything of them is kept; its posts removed have been summed.
#[inline(always)]
pub(super) fn compute<E: Abreast>(part: Part, results: &mut Results) {
    let (trials, clock) = (part.trials, part.trials.clock());
    let keeps = |year: usize| Staffing::ALL.iter().any(|staffing| results.keeps(Measure::Staffing(*staffing), year));
    let Some(staff) = part.plan.staff.as_ref().filter(|_| clock.simulated_years().any(keeps)) else { return };
    let account = part.account.filter(|_| trials.machine.turns_over && part.plan.own_posts);
    let mut opening = E::all(staff.opening);
    for year in clock.simulated_years() {
        let posts: E = results.get(Measure::Stock(Stock::PostsRemoved), year);
        let headcount = E::all(staff.establishment) - posts;
        results.set(Measure::Staffing(Staffing::Headcount), year, headcount);
        let mut needed = E::all(staff.past[Staffing::TurnoverNeeded as usize][year]);
        if let Some(account) = account {
            needed = needed + account.read(Entry::in_year(Item::Turnover, year));
        }
        results.set(Measure::Staffing(Staffing::TurnoverNeeded), year, needed);
        if let Some(share) = staff.leavers_per_year {
            results.set(Measure::Staffing(Staffing::TurnoverAvailable), year, trials.amount::<E>(share) * opening);
        }
        opening = headcount;
    }
}
