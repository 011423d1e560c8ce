//! Amounts by year: of an area, or of the programme itself.

use super::time::Clock;
use foresave::programme::Flow;
use std::ops::{Index, IndexMut};

/// Amounts and levels by year. Running sums, net amounts and shares are found from them (see `measures`).
#[derive(Clone, Debug)]
pub struct Account {
    flows: Vec<Vec<f64>>,
    /// 12 times the saving rate at the end of each year.
    pub run_rate: Vec<f64>,
    /// Posts removed at the beginning of each year, and at the end of the last.
    pub posts: Vec<f64>,
    /// 1 where it has gone live by the end of the year.
    pub live: Vec<f64>,
    /// Posts released other than by redundancy.
    pub turnover_needed: Vec<f64>,
}

impl Account {
    pub fn new(years: usize) -> Self {
        let nothing = || vec![0.0; years];
        Account {
            flows: Flow::ALL.map(|_| nothing()).to_vec(),
            run_rate: nothing(),
            posts: vec![0.0; years + 1],
            live: nothing(),
            turnover_needed: nothing(),
        }
    }

    /// Adds up the costs.
    pub fn total(&mut self) {
        let kinds = Flow::ALL.into_iter().filter(|flow| flow.is_cost() && *flow != Flow::TotalCost);
        for y in 0..self.run_rate.len() {
            self[Flow::TotalCost][y] = kinds.clone().map(|kind| self[kind][y]).sum();
        }
    }

    /// What fell before the data date, and what falls after it. Levels are those of the one or the other.
    pub fn joined(past: &Account, future: &Account, clock: &Clock) -> Self {
        let sum = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a + b).collect() };
        let level = |a: &[f64], b: &[f64], at: fn(usize) -> f64| -> Vec<f64> {
            let of = |(y, (a, b)): (usize, (&f64, &f64))| if at(y) <= clock.start { *a } else { *b };
            a.iter().zip(b).enumerate().map(of).collect()
        };
        let year_end = |y: usize| 12.0 * (y + 1) as f64;
        Account {
            flows: past.flows.iter().zip(&future.flows).map(|(a, b)| sum(a, b)).collect(),
            run_rate: level(&past.run_rate, &future.run_rate, year_end),
            posts: level(&past.posts, &future.posts, |y| 12.0 * y as f64),
            live: level(&past.live, &future.live, year_end),
            turnover_needed: sum(&past.turnover_needed, &future.turnover_needed),
        }
    }
}

impl Index<Flow> for Account {
    type Output = Vec<f64>;

    fn index(&self, flow: Flow) -> &Vec<f64> {
        &self.flows[flow as usize]
    }
}

impl IndexMut<Flow> for Account {
    fn index_mut(&mut self, flow: Flow) -> &mut Vec<f64> {
        &mut self.flows[flow as usize]
    }
}
