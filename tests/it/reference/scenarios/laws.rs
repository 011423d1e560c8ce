//! What may stand in a cell: numbers, and laws of every family.

use super::choices::Choices;

/// Which laws a scenario may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Laws {
    /// Those whose quantile function the kernel evaluates to the last digits.
    Exact,
    /// All, independent of each other.
    Any,
    /// All, and correlations.
    Correlated,
}

/// Laws whose quantile function the kernel evaluates by tables or in single precision.
const SMOOTH: [&str; 10] =
    ["triangular", "pert", "normal", "beta", "gamma", "weibull", "exponential", "metalog", "mixture", " in ["];

impl Laws {
    /// One of several cells, of those with the laws that there may be.
    pub fn one_of(self, choices: &mut Choices, all: &[&'static str]) -> &'static str {
        let is_exact = |cell: &&&str| !SMOOTH.iter().any(|law| cell.contains(law));
        let allowed: Vec<&str> = all.iter().filter(|cell| self != Laws::Exact || is_exact(cell)).copied().collect();
        choices.one_of(&allowed)
    }
}

pub const SAVING: [&str; 9] = [
    "120000",
    "0",
    "-£40,000",
    "uniform(-50000, 200000)",
    "discrete(50000: 1, 80000: 3, 150000: 1)",
    "triangular(£50k, £100k, £300k)",
    "lognormal(200000, 60000)",
    "metalog(90000, 120000, 180000)",
    "mixture(0: 0.2, pert(£50k, £80k, £90k): 0.8)",
];
pub const REALISATION: [&str; 7] = [
    "",
    "0.9",
    "uniform(0.7, 1.2)",
    "discrete(0.5: 1, 0.9: 3, 1.2: 1)",
    "pert(0.6, 0.9, 1.05)",
    "normal(0.95, 0.2)",
    "beta(2, 3, 0, 2)",
];
pub const EMBEDDING: [&str; 7] =
    ["", "12", "7.5", "uniform(0, 24)", "discrete(0: 1, 6: 2)", "triangular(0, 3, 18)", "weibull(1.5, 8)"];
/// Of an area that is overdue: without an end.
pub const OVERDUE: [&str; 5] = [
    "history('slippage.csv', 'months')",
    "exponential(4)",
    "lognormal(p10=1, p90=14)",
    "normal(2, 4)",
    "mixture(0: 0.4, gamma(2, 3): 0.6)",
];
pub const SLIPPAGE: [&str; 12] = [
    "0",
    "3",
    "-2.5",
    "uniform(-4, 12)",
    "discrete(0: 5, 3: 2, 9: 1)",
    "history('slippage.csv', 'months')",
    "triangular(-1, 2, 20)",
    "pert(p10=0, mode=2, p90=11)",
    "normal(3, 2) in [0, ]",
    "normal(2, 4)",
    "exponential(4)",
    "mixture(0: 0.4, gamma(2, 3): 0.6)",
];
pub const INVESTMENT: [&str; 6] = [
    "",
    "90000",
    "uniform(30000, 90000)",
    "discrete(0: 1, 100000: 1)",
    "lognormal(£50k, £20k)",
    "pert(£10k, £30k, £90k)",
];
pub const INVESTMENT_MONTHS: [&str; 4] = ["", "6", "17.5", "30"];
pub const OVERRUN: [&str; 5] = ["", "1.25", "uniform(0.8, 1.6)", "discrete(1: 2, 1.5: 1)", "pert(0.9, 1, 1.9)"];
pub const DELAY_COST: [&str; 5] = ["", "2500", "uniform(0, 4000)", "exponential(1500)", "triangular(0, 0, 5000)"];
pub const SHARE: [&str; 6] =
    ["", "0.4", "uniform(0.2, 0.9)", "discrete(0: 1, 0.5: 2, 1: 1)", "beta(2, 3, 0, 1)", "triangular(0.5, 0.8, 1)"];
pub const RUNNING: [&str; 5] = ["", "12000", "-5000", "uniform(-1000, 20000)", "normal(10000, 4000)"];
pub const POSTS: [&str; 5] = ["", "6.5", "uniform(1, 9)", "discrete(2: 1, 5: 1)", "pert(1, 3, 8)"];
pub const LAG: [&str; 5] = ["", "5", "uniform(0, 9)", "discrete(0: 1, 4: 1)", "weibull(2, 4)"];
pub const REDUNDANCY_COST: [&str; 4] = ["", "32800", "uniform(20000, 50000)", "lognormal(30000, 9000)"];
pub const PROBABILITY: [&str; 4] = ["", "0.8", "0.35", "0"];

pub const DELAY: [&str; 5] = ["", "3", "uniform(0, 8)", "discrete(0: 1, 6: 1)", "exponential(3)"];
pub const EVENT_COST: [&str; 5] = ["", "£20k", "uniform(-5000, 40000)", "gamma(2, 9000)", "normal(9000, 4000)"];
pub const LOSS: [&str; 4] = ["", "0.1", "uniform(0, 0.3)", "beta(1, 6, 0, 1)"];

pub const YEARLY_COST: [&str; 4] = ["£60k", "-9000", "uniform(50000, 90000)", "pert(£50k, £60k, £90k)"];
pub const GRANT: [&str; 4] =
    ["£30k", "uniform(10000, 30000)", "discrete(0: 1, 90000: 1)", "triangular(0, 10000, 20000)"];
pub const GROWTH: [&str; 5] = ["2%", "-1%", "uniform(0%, 6%)", "discrete(0%: 1, 5%: 1)", "normal(2%, 1%)"];
pub const EXIT_MONTHS: [&str; 4] = ["18", "uniform(0, 70)", "discrete(0: 1, 12: 1, 24: 1)", "exponential(30)"];
pub const DISMANTLING: [&str; 4] = ["0", "£90k", "uniform(0, 100000)", "pert(£10k, £20k, £90k)"];
pub const LEAVERS: [&str; 4] = ["", "6%", "uniform(2%, 9%)", "pert(5%, 6%, 8%)"];
