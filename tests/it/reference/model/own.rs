//! Section 6: what the programme itself costs and gets.

use super::account::Account;
use super::inputs::{Draws, number};
use super::prices::Indices;
use super::risks::{Event, Exit};
use super::time::{Clock, Interval};
use foresave::programme::{Flow, InputId, Programme, Until};

/// What the amounts of the programme itself depend on.
pub struct Own<'a> {
    pub programme: &'a Programme,
    pub clock: &'a Clock,
    pub indices: &'a Indices,
    /// The months that are counted.
    pub counted: Interval,
    pub exit: Exit,
    pub events: &'a [Event],
    /// The latest go-live, for cost lines that end then.
    pub last_go_live: f64,
}

impl Own<'_> {
    /// With everything at most likely values, and the grants of the years that `pays` says.
    pub fn most_likely(&self, pays: impl Fn(usize) -> bool) -> Account {
        let programme = self.programme;
        let mut account = self.account(|line| number(programme.programme_costs[line].per_year.most_likely()));
        for grant in &programme.grants {
            let year = programme.horizon.index_of(grant.year).expect("a grant is paid within the horizon");
            if pays(year) && number(grant.probability) >= 0.5 {
                account[Flow::Grant][year] += number(grant.amount.most_likely());
            }
        }
        account
    }

    /// Of a trial.
    pub fn drawn(&self, draws: &Draws) -> Account {
        let programme = self.programme;
        let mut account = self.account(|line| draws.value(InputId::ProgrammeCost(line)));
        for (place, grant) in programme.grants.iter().enumerate() {
            let year = programme.horizon.index_of(grant.year).expect("a grant is paid within the horizon");
            let can_be_paid = !self.clock.is_past(year) && self.clock.year(year).from < self.exit.at;
            if can_be_paid && draws.happens(InputId::GrantPaid(place), grant.probability) {
                account[Flow::Grant][year] += draws.value(InputId::GrantAmount(place));
            }
        }
        account
    }

    fn account(&self, per_year: impl Fn(usize) -> f64) -> Account {
        let mut account = Account::new(self.clock.years);
        let until_exit = self.counted.within(Interval::new(f64::NEG_INFINITY, self.exit.at));
        for (place, line) in self.programme.programme_costs.iter().enumerate() {
            let until = match line.until {
                Until::Date(date) => self.clock.at(date),
                Until::LastGoLive => self.last_go_live,
            };
            let runs = Interval::new(self.clock.at(line.from), until).within(until_exit);
            for y in 0..self.clock.years {
                let months = runs.within(self.clock.year(y)).length();
                account[Flow::ProgrammeCost][y] += per_year(place) / 12.0 * months * self.indices.price[y];
            }
        }
        for event in self.events {
            self.once(&mut account, Flow::RiskCost, event.time, event.cost);
        }
        if self.exit.at < self.clock.end {
            self.once(&mut account, Flow::DismantlingCost, self.exit.at, self.exit.dismantling_cost);
        }
        account
    }

    /// An amount at an instant.
    fn once(&self, account: &mut Account, flow: Flow, time: f64, amount: f64) {
        let y = self.clock.year_at(time);
        account[flow][y] += amount * self.indices.price[y];
    }
}
