//! Section 4: what an area saves and costs.
//!
//! Rates at an instant are written down as they stand in the model, and integrated between the instants at which they
//! bend or jump.

use super::account::Account;
use super::inputs::number;
use super::prices::Indices;
use super::risks::{Event, Exit};
use super::time::{Clock, Interval, integral};
use foresave::programme::{Area, AreaColumn, ByYear, Flow};

/// Which limit is meant where a rate or level jumps.
#[derive(Clone, Copy, PartialEq)]
pub enum Side {
    Left,
    Right,
}

/// The quantities of section 2.
#[derive(Clone, Copy, Debug)]
pub struct Quantities([f64; AreaColumn::COUNT]);

impl Quantities {
    pub fn of(value: impl Fn(AreaColumn) -> f64) -> Self {
        Quantities(AreaColumn::ALL.map(value))
    }

    /// At most likely values; the realisation is 1.
    pub fn most_likely(area: &Area) -> Self {
        Quantities::of(|column| number(area[column].most_likely())).with_realisation(Some(1.0))
    }

    /// With a realisation in place of its own, if there is one.
    pub fn with_realisation(mut self, share: Option<f64>) -> Self {
        if let Some(share) = share {
            self.0[AreaColumn::Realisation as usize] = share;
        }
        self
    }

    fn get(&self, column: AreaColumn) -> f64 {
        self.0[column as usize]
    }
}

/// What an area does in a trial, in the plan or in the past.
pub struct Course<'a> {
    pub clock: &'a Clock,
    pub indices: &'a Indices,
    /// The months that are counted.
    pub counted: Interval,
    /// `G`.
    pub planned: f64,
    /// `Z`; infinite without an end.
    pub ends: f64,
    pub quantities: Quantities,
    /// `p(t)` of savings by year: £ a month, each from an instant on until the next.
    stream: Option<Vec<(f64, f64)>>,
    /// `L`; infinite where it has not gone live, `None` where it does not go ahead.
    pub live: Option<f64>,
    /// When implementation is spent, and how much each time.
    pub spend: Vec<(Interval, f64)>,
    /// The events that strike it, in order of their time.
    pub events: Vec<&'a Event>,
    pub exit: Exit,
}

impl<'a> Course<'a> {
    /// A course without events or exit, whose implementation is spent as planned.
    pub fn as_planned(
        area: &Area,
        (clock, indices): (&'a Clock, &'a Indices),
        (counted, quantities): (Interval, Quantities),
        live: Option<f64>,
    ) -> Self {
        let planned = clock.at(area.go_live);
        let ends = area.ends.map_or(f64::INFINITY, |ends| clock.at(ends));
        let spend = match &area.cost_by_year {
            Some(costs) => years(clock, costs).filter(|(_, cost)| *cost > 0.0).collect(),
            None => {
                let window = Interval::new(planned - number(area.implementation_months), planned);
                vec![(window, quantities.get(AreaColumn::ImplementationCost))]
            }
        };
        Course {
            clock,
            indices,
            counted,
            planned,
            ends,
            quantities,
            stream: area.saving_by_year.as_ref().map(|savings| stream(clock, savings, Interval::new(planned, ends))),
            live,
            spend,
            events: Vec::new(),
            exit: Exit::NONE,
        }
    }

    /// Stretches what is left of the planned spend at the data date by the lateness; of an area that does not go ahead,
    /// what is spent of it all the same, as planned.
    pub fn respread(&mut self) {
        let future = Interval::new(self.clock.start, f64::INFINITY);
        let from = self.spend.iter().map(|(piece, _)| piece.from).fold(f64::INFINITY, f64::min).max(future.from);
        let to = self.spend.iter().map(|(piece, _)| piece.to).fold(f64::NEG_INFINITY, f64::max);
        if to <= from {
            return self.spend.clear();
        }
        let (late, share) = match self.live {
            Some(live) => ((live - self.planned).max(0.0), 1.0),
            None => (0.0, self.quantities.get(AreaColumn::AbandonedShare)),
        };
        let stretched = |t: f64| from + (t - from) * (to + late - from) / (to - from);
        let spent = share * self.quantities.get(AreaColumn::CostOverrun);
        for (piece, cost) in &mut self.spend {
            let left = piece.within(future);
            *cost *= spent * left.length() / piece.length();
            *piece = Interval::new(stretched(left.from), stretched(left.to));
        }
        self.spend.retain(|(piece, _)| piece.length() > 0.0);
    }

    /// `u(t - since)`: the fraction of the full saving, by an embedding that began at `since`.
    fn embedded(&self, t: f64, since: f64, side: Side) -> f64 {
        let (x, embedding) = (t - since, self.quantities.get(AreaColumn::EmbeddingMonths));
        if embedding > 0.0 {
            (x / embedding).clamp(0.0, 1.0)
        } else {
            let has_begun = if side == Side::Left { x > 0.0 } else { x >= 0.0 };
            f64::from(u8::from(has_begun))
        }
    }

    /// `p(t)` of savings by year, shifted by the lateness.
    fn streaming(&self, stream: &[(f64, f64)], t: f64, live: f64, side: Side) -> f64 {
        let planned = t - (live - self.planned);
        let has_begun = |from: f64| if side == Side::Left { from < planned } else { from <= planned };
        stream.iter().rev().find(|(from, _)| has_begun(*from)).map_or(0.0, |(_, level)| *level)
    }

    /// The share of the saving that the events leave.
    fn loss(&self, t: f64, side: Side) -> f64 {
        let has_struck = |event: &&&Event| if side == Side::Left { event.time < t } else { event.time <= t };
        self.events.iter().filter(has_struck).map(|event| 1.0 - event.saving_loss).product()
    }

    /// The saving rate before any end, £ a month, at the indices of year `y`.
    fn rate_before_end(&self, t: f64, side: Side, y: usize) -> f64 {
        let Some(live) = self.live else { return 0.0 };
        let of = |column| self.quantities.get(column);
        let pay_share = of(AreaColumn::PayShare);
        if let Some(stream) = &self.stream {
            let indexed = (1.0 - pay_share) * self.indices.price[y] + pay_share * self.indices.pay[y];
            let level = self.streaming(stream, t, live, side);
            return of(AreaColumn::Realisation) * level * indexed * self.loss(t, side);
        }
        let others = (1.0 - pay_share) * self.indices.price[y] * self.embedded(t, live, side);
        let pay = pay_share * self.indices.pay[y] * self.embedded(t, live + of(AreaColumn::WorkforceLagMonths), side);
        of(AreaColumn::Realisation) * of(AreaColumn::AnnualSaving) / 12.0 * (others + pay) * self.loss(t, side)
    }

    /// `rate(t)`, £ a month, at the indices of year `y`.
    pub fn rate(&self, t: f64, side: Side, y: usize) -> f64 {
        let is_before = |end: f64| if side == Side::Left { t <= end } else { t < end };
        if !is_before(self.ends) {
            0.0
        } else if is_before(self.exit.at) {
            self.rate_before_end(t, side, y)
        } else {
            self.exit.kept * self.rate_before_end(self.exit.at, Side::Left, y)
        }
    }

    /// Where the saving rate bends or jumps.
    fn breaks(&self) -> Vec<f64> {
        let live = self.live.unwrap_or(f64::INFINITY);
        let embedding = self.quantities.get(AreaColumn::EmbeddingMonths);
        let released = live + self.quantities.get(AreaColumn::WorkforceLagMonths);
        let of_area = [live, live + embedding, released, released + embedding, self.ends, self.exit.at];
        let of_stream = self.stream.iter().flatten().map(|(from, _)| from + (live - self.planned));
        of_area.into_iter().chain(of_stream).chain(self.events.iter().map(|event| event.time)).collect()
    }

    /// The full number of posts: over-delivery removes no more than were planned.
    fn posts(&self) -> f64 {
        self.quantities.get(AreaColumn::Realisation).min(1.0) * self.quantities.get(AreaColumn::PostsRemoved)
    }

    /// The fraction of the posts that has been released just before an instant, exits apart.
    fn released(&self, t: f64) -> f64 {
        let lag = self.quantities.get(AreaColumn::WorkforceLagMonths);
        self.live.map_or(0.0, |live| self.embedded(t, live + lag, Side::Left))
    }

    /// Posts removed just before an instant.
    pub fn posts_removed(&self, t: f64) -> f64 {
        let exit = self.exit.at;
        self.posts() * if t <= exit { self.released(t) } else { self.exit.kept * self.released(exit) }
    }

    /// Posts released in the counted months of a year, up to an exit.
    fn posts_released(&self, y: usize) -> f64 {
        let months = self.in_year(y).within(Interval::new(f64::NEG_INFINITY, self.exit.at));
        if months.length() == 0.0 {
            0.0
        } else {
            self.posts() * (self.released(months.to) - self.released(months.from))
        }
    }

    fn in_year(&self, y: usize) -> Interval {
        self.clock.year(y).within(self.counted)
    }

    /// Months of an interval in a year, until an exit.
    fn overlap(&self, interval: Interval, y: usize) -> f64 {
        interval.within(self.in_year(y)).within(Interval::new(f64::NEG_INFINITY, self.exit.at)).length()
    }

    fn implementation(&self, y: usize) -> f64 {
        let spent = |(piece, cost): &(Interval, f64)| cost / piece.length() * self.overlap(*piece, y);
        self.spend.iter().map(spent).sum::<f64>() * self.indices.price[y]
    }

    fn delay(&self, y: usize) -> f64 {
        let Some(live) = self.live else { return 0.0 };
        let late = Interval::new(self.planned, live.max(self.planned));
        self.quantities.get(AreaColumn::DelayCostPerMonth) * self.overlap(late, y) * self.indices.price[y]
    }

    fn running(&self, y: usize) -> f64 {
        let Some(live) = self.live else { return 0.0 };
        let own = self.overlap(Interval::new(live, self.ends), y);
        let after_exit = Interval::new(self.exit.at, self.ends).within(self.in_year(y)).length();
        let kept = if live < self.exit.at { self.exit.kept * after_exit } else { 0.0 };
        self.quantities.get(AreaColumn::RunningCost) / 12.0 * (own + kept) * self.indices.price[y]
    }

    /// Everything by year.
    pub fn account(&self) -> Account {
        let mut account = Account::new(self.clock.years);
        let breaks = self.breaks();
        let of = |column| self.quantities.get(column);
        for y in 0..self.clock.years {
            let saving = integral(self.in_year(y), &breaks, |t| self.rate(t, Side::Right, y));
            let (posts, by_redundancy) = (self.posts_released(y), of(AreaColumn::RedundancyShare));
            let redundancy = by_redundancy * of(AreaColumn::RedundancyCostPerPost) * posts * self.indices.pay[y];
            account[Flow::GrossSaving][y] = saving;
            account[Flow::CashableSaving][y] = of(AreaColumn::CashableShare) * saving;
            account[Flow::ImplementationCost][y] = self.implementation(y);
            account[Flow::DelayCost][y] = self.delay(y);
            account[Flow::RunningCost][y] = self.running(y);
            account[Flow::RedundancyCost][y] = redundancy;
            account.turnover_needed[y] = (1.0 - by_redundancy) * posts;
            let end = self.clock.year(y).to;
            account.run_rate[y] = 12.0 * self.rate(end, Side::Left, y);
            account.live[y] = f64::from(u8::from(self.live.is_some_and(|live| live < end.min(self.exit.at))));
        }
        account.posts = (0..=self.clock.years).map(|y| self.posts_removed(12.0 * y as f64)).collect();
        account
    }
}

/// The years of a plan by year, as time, with their amounts.
fn years<'a>(clock: &'a Clock, plan: &'a ByYear) -> impl Iterator<Item = (Interval, f64)> + 'a {
    plan.years().map(|(year, amount)| {
        let from = clock.at(year.april());
        (Interval::new(from, from + 12.0), amount.to_f64())
    })
}

/// `p(t)` of savings by year, where `[G, Z)` is `planned`.
fn stream(clock: &Clock, savings: &ByYear, planned: Interval) -> Vec<(f64, f64)> {
    let level = |(year, saving): (Interval, f64)| {
        let months = year.within(planned).length();
        let level = if months > 0.0 { saving / months } else { 0.0 };
        (year.to > planned.from).then_some((year.from.max(planned.from), level))
    };
    years(clock, savings).filter_map(level).collect()
}
