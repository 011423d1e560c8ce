//! One trial.

use super::model::{Area, Model, Often, Slippage};
use foresave::distribution::normal;
use foresave::programme::{Flow, Stock, Whole};
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, StandardNormal};

const FLOWS: usize = Flow::COUNT;

/// The yearly figures of the programme or a partner.
#[derive(Clone)]
struct Part {
    flows: [Vec<f64>; FLOWS],
    run_rate: Vec<f64>,
}

impl Part {
    fn new(years: usize) -> Self {
        Part { flows: std::array::from_fn(|_| vec![0.0; years]), run_rate: vec![0.0; years] }
    }
}

/// An event of a risk.
struct Event {
    time: f64,
    risk: usize,
    delay: f64,
    remaining: f64,
}

/// What a trial leaves of an area.
#[derive(Clone, Copy, Default)]
struct AreaOutcome {
    ahead: bool,
    go_live: f64,
    gross: f64,
    cost: f64,
}

/// A trial's numbers.
pub struct Trial {
    past: Vec<Part>,
    past_of_areas: Vec<(f64, f64)>,
    current_run_rate: Vec<f64>,
    /// The programme, then the partners.
    parts: Vec<Part>,
    live: Vec<f64>,
    events: Vec<Event>,
    areas: Vec<AreaOutcome>,
}

/// Full months saved up to `x` months after go-live.
fn full_months(x: f64, embedding: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < embedding {
        x * x / (2.0 * embedding)
    } else {
        x - embedding / 2.0
    }
}

/// The share of the full saving `x` months after go-live.
fn share(x: f64, embedding: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < embedding {
        x / embedding
    } else {
        1.0
    }
}

fn overlap(from: f64, to: f64, opens: f64, closes: f64) -> f64 {
    (to.min(closes) - from.max(opens)).max(0.0)
}

impl Trial {
    /// Room for trials of a model, with what fell before the data date.
    pub fn new(model: &Model) -> Self {
        let parts = 1 + model.own_costs_shares.len();
        let mut trial = Trial {
            past: vec![],
            past_of_areas: vec![],
            current_run_rate: vec![0.0; parts],
            parts: vec![Part::new(model.years); parts],
            live: vec![0.0; model.years],
            events: vec![],
            areas: vec![AreaOutcome::default(); model.areas.len()],
        };
        for area in &model.areas {
            let sums = trial.past_of_area(model, area);
            trial.past_of_areas.push(sums);
        }
        trial.past = trial.parts.clone();
        trial
    }

    /// An area before the data date, as planned but for its go-live: all of the saving realised, at most likely values.
    fn past_of_area(&mut self, model: &Model, area: &Area) -> (f64, f64) {
        let monthly = area.saving.1 / 12.0;
        let embedding = area.embedding.1;
        let live = area.live.unwrap_or(f64::INFINITY);
        let (mut gross, mut cost) = (0.0, 0.0);
        for year in 0..model.years {
            let (opens, closes) = (12.0 * year as f64, (12.0 * (year + 1) as f64).min(model.start));
            if closes <= opens {
                break;
            }
            let saving = monthly * (full_months(closes - live, embedding) - full_months(opens - live, embedding));
            let running = area.running.1 / 12.0 * overlap(live, f64::INFINITY, opens, closes);
            let from = area.planned - area.months;
            let investment = area.investment.1 / area.months * overlap(from, area.planned, opens, closes);
            self.enter_savings(area, Flow::GrossSaving, year, saving);
            self.enter_costs(area, Flow::RunningCost, year, running);
            self.enter_costs(area, Flow::ImplementationCost, year, investment);
            gross += saving;
            cost += running + investment;
        }
        let rate = 12.0 * monthly * share(model.start - live, embedding);
        self.current_run_rate[0] += rate;
        for (partner, share) in area.savings_shares.iter().enumerate() {
            self.current_run_rate[1 + partner] += rate * share;
        }
        (gross, cost)
    }

    fn enter_savings(&mut self, area: &Area, flow: Flow, year: usize, amount: f64) {
        self.parts[0].flows[flow as usize][year] += amount;
        for (partner, share) in area.savings_shares.iter().enumerate() {
            self.parts[1 + partner].flows[flow as usize][year] += amount * share;
        }
    }

    fn enter_costs(&mut self, area: &Area, flow: Flow, year: usize, amount: f64) {
        self.parts[0].flows[flow as usize][year] += amount;
        for (partner, share) in area.costs_shares.iter().enumerate() {
            self.parts[1 + partner].flows[flow as usize][year] += amount * share;
        }
    }

    /// Runs the next trial.
    pub fn run(&mut self, model: &Model, random: &mut Xoshiro256PlusPlus) {
        for (part, past) in self.parts.iter_mut().zip(&self.past) {
            for (flow, past) in part.flows.iter_mut().zip(&past.flows) {
                flow.copy_from_slice(past);
            }
            part.run_rate.fill(0.0);
        }
        self.live.fill(0.0);
        let cause = model.cause.draw(random);
        self.draw_events(model, random);
        for place in 0..model.areas.len() {
            self.area(model, place, cause, random);
        }
        self.totals(model);
    }

    fn draw_events(&mut self, model: &Model, random: &mut Xoshiro256PlusPlus) {
        self.events.clear();
        for (risk, of) in model.risks.iter().enumerate() {
            let number = match &of.often {
                Often::Once(probability, _) => usize::from(random.random_bool(*probability)),
                Often::Recurs(law) => law.sample(random) as usize,
            };
            for _ in 0..number {
                let time = match of.often {
                    Often::Once(_, time) => time,
                    Often::Recurs(_) => random.random_range(model.start..model.end),
                };
                let (delay, cost, loss) = (of.delay.draw(random), of.cost.draw(random), of.loss.draw(random));
                let year = (time / 12.0) as usize;
                self.parts[0].flows[Flow::RiskCost as usize][year] += cost;
                for (partner, share) in model.own_costs_shares.iter().enumerate() {
                    self.parts[1 + partner].flows[Flow::RiskCost as usize][year] += cost * share;
                }
                self.events.push(Event { time, risk, delay, remaining: 1.0 - loss });
            }
        }
        self.events.sort_by(|a, b| a.time.total_cmp(&b.time));
    }

    /// When an area goes live, if it does.
    fn go_live(&self, model: &Model, area: &Area, cause: f64, random: &mut Xoshiro256PlusPlus) -> Option<f64> {
        if let Some(live) = area.live {
            return Some(live);
        }
        let ahead = area.requires.iter().all(|&required| self.areas[required].ahead) && random.random_bool(area.chance);
        if !ahead {
            return None;
        }
        let waits = area.after.iter().filter(|(before, _)| self.areas[*before].ahead);
        let floor = waits.map(|(before, lag)| self.areas[*before].go_live + lag).fold(f64::NEG_INFINITY, f64::max);
        let late = match &area.slippage {
            Slippage::Fixed(months) => *months,
            Slippage::Common(quantiles, least) => quantiles.at(normal::cumulative(score(model, cause, *least, random))),
        };
        let mut live = (area.planned.max(floor) + late).max(floor).max(model.start);
        for event in &self.events {
            if model.risks[event.risk].strikes[area.index] && event.time < live {
                live += event.delay;
            }
        }
        Some(live)
    }

    fn area(&mut self, model: &Model, place: usize, cause: f64, random: &mut Xoshiro256PlusPlus) {
        let area = &model.areas[place];
        let go_live = self.go_live(model, area, cause, random);
        let investment = area.investment.0.draw(random);
        let until = area.planned.max(go_live.unwrap_or(area.planned));
        let from = model.start.max(area.planned - area.months);
        let left = (area.planned - from).max(0.0) / area.months;
        let spent = if go_live.is_some() { investment * left } else { investment * left * area.abandoned };
        let a_month = if left > 0.0 { spent / (until - from) } else { 0.0 };
        let (mut gross, mut cost) = self.past_of_areas[place];
        for year in model.first_year..model.years {
            let (opens, closes) = (model.start.max(12.0 * year as f64), 12.0 * (year + 1) as f64);
            let amount = a_month * overlap(from, until, opens, closes);
            self.enter_costs(area, Flow::ImplementationCost, year, amount);
            cost += amount;
        }
        if let Some(live) = go_live {
            let (saved, ran) = self.operate(model, area, live, random);
            gross += saved;
            cost += ran;
        }
        self.areas[place] = AreaOutcome { ahead: go_live.is_some(), go_live: go_live.unwrap_or(f64::NAN), gross, cost };
    }

    /// Savings and running costs from go-live on.
    fn operate(&mut self, model: &Model, area: &Area, live: f64, random: &mut Xoshiro256PlusPlus) -> (f64, f64) {
        let monthly = area.realisation.draw(random) * area.saving.0.draw(random) / 12.0;
        let embedding = area.embedding.0.draw(random);
        let running = area.running.0.draw(random) / 12.0;
        let losses: Vec<(f64, f64)> = self
            .events
            .iter()
            .filter(|event| event.remaining < 1.0 && model.risks[event.risk].strikes[area.index])
            .map(|event| (event.time, event.remaining))
            .collect();
        let (mut gross, mut cost) = (0.0, 0.0);
        let mut next = 0;
        let mut remaining = 1.0;
        for year in model.first_year..model.years {
            let (opens, closes) = (model.start.max(12.0 * year as f64), 12.0 * (year + 1) as f64);
            let months = |t: f64| full_months(t - live, embedding);
            let mut from = opens;
            let mut saved = 0.0;
            while next < losses.len() && losses[next].0 < closes {
                saved += remaining * (months(losses[next].0) - months(from));
                from = losses[next].0;
                remaining *= losses[next].1;
                next += 1;
            }
            saved += remaining * (months(closes) - months(from));
            let (saving, ran) = (monthly * saved, running * overlap(live, model.end, opens, closes));
            self.enter_savings(area, Flow::GrossSaving, year, saving);
            self.enter_costs(area, Flow::RunningCost, year, ran);
            let rate = 12.0 * monthly * remaining * share(closes - live, embedding);
            self.parts[0].run_rate[year] += rate;
            for (partner, share) in area.savings_shares.iter().enumerate() {
                self.parts[1 + partner].run_rate[year] += rate * share;
            }
            self.live[year] += if live < closes { 1.0 } else { 0.0 };
            gross += saving;
            cost += ran;
        }
        (gross, cost)
    }

    fn totals(&mut self, model: &Model) {
        for part in &mut self.parts {
            for year in 0..model.years {
                let flow = |flow: Flow| part.flows[flow as usize][year];
                let cost: f64 = Flow::ALL.into_iter().filter(|f| f.is_cost() && *f != Flow::TotalCost).map(flow).sum();
                let net = flow(Flow::GrossSaving) + flow(Flow::Grant) - cost;
                part.flows[Flow::CashableSaving as usize][year] = flow(Flow::GrossSaving);
                part.flows[Flow::TotalCost as usize][year] = cost;
                part.flows[Flow::NetSaving as usize][year] = net;
                part.flows[Flow::BudgetEffect as usize][year] = net;
            }
        }
    }

    /// Keeps every figure, in the order of the model's columns.
    pub fn keep(&self, model: &Model, kept: &mut [Vec<f64>]) {
        let mut columns = kept.iter_mut();
        let mut push = |value: f64| columns.next().expect("there is a column for every figure").push(value);
        for (place, part) in self.parts.iter().enumerate() {
            keep_part(model, part, (&self.live, self.current_run_rate[place]), &mut push);
        }
        for area in &self.areas {
            push(area.gross);
            push(area.cost);
            push(area.gross - area.cost);
            push(area.go_live);
            push(if area.go_live < model.end { 1.0 } else { 0.0 });
        }
    }
}

fn keep_part(model: &Model, part: &Part, (live, current): (&[f64], f64), push: &mut impl FnMut(f64)) {
    let years = model.first_year..model.years;
    for flow in &part.flows {
        flow[years.clone()].iter().for_each(|amount| push(*amount));
    }
    let mut sums = [0.0; FLOWS];
    for (flow, total) in part.flows.iter().zip(&mut sums) {
        *total = flow[..model.first_year].iter().sum();
        for amount in &flow[years.clone()] {
            *total += amount;
            push(*total);
        }
    }
    for level in [Stock::RunRate, Stock::PostsRemoved, Stock::AreasLive] {
        for year in years.clone() {
            push(match level {
                Stock::RunRate => part.run_rate[year],
                Stock::PostsRemoved => 0.0,
                Stock::AreasLive => live[year],
            });
        }
    }
    let discounted =
        |flow: Flow| -> f64 { part.flows[flow as usize].iter().zip(&model.discount).map(|(a, d)| a * d).sum() };
    for whole in Whole::ALL {
        push(match whole {
            Whole::HorizonGrossSaving => sums[Flow::GrossSaving as usize],
            Whole::HorizonCost => sums[Flow::TotalCost as usize],
            Whole::HorizonNetSaving => sums[Flow::NetSaving as usize],
            Whole::HorizonBudgetEffect => sums[Flow::BudgetEffect as usize],
            Whole::CurrentRunRate => current,
            Whole::Npv => discounted(Flow::NetSaving),
            Whole::BenefitCostRatio => discounted(Flow::GrossSaving) / discounted(Flow::TotalCost),
            Whole::PaybackYear => payback(model, part, 0),
            Whole::PaybackFromNow => payback(model, part, model.first_year),
        });
    }
}

/// The first year from which the net saving counted from a year on stays at or above zero.
fn payback(model: &Model, part: &Part, from: usize) -> f64 {
    let spends = part.flows[Flow::TotalCost as usize][from..].iter().any(|cost| *cost != 0.0);
    if !spends {
        return f64::NAN;
    }
    let mut sum = 0.0;
    let mut paid_back = model.years;
    for year in from..model.years {
        sum += part.flows[Flow::NetSaving as usize][year];
        if sum <= -0.005 {
            paid_back = model.years;
        } else if paid_back == model.years {
            paid_back = year;
        }
    }
    paid_back as f64
}

/// A lateness score: the common cause's part and an own one, from above a bound where one is known.
fn score(model: &Model, cause: f64, least: Option<f64>, random: &mut Xoshiro256PlusPlus) -> f64 {
    let (shared, own) = (model.cause.shared, model.cause.own);
    let drawn = match least {
        None => StandardNormal.sample(random),
        Some(least) => {
            let above = normal::upper_tail((least - shared * cause) / own);
            let level: f64 = random.random();
            normal::upper_quantile(above * (1.0 - level))
        }
    };
    shared * cause + own * drawn
}
