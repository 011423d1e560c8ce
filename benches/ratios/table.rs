//! The table that is printed: what was measured, beside its goal.

use super::clock::{self, Cost};
use super::size::Size;

/// What a measured figure must not fall below, or exceed.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// Met at or above it.
    AtLeast(f64),
    /// Met at or below it.
    AtMost(f64),
}

impl Goal {
    fn is_met(self, measured: f64) -> bool {
        match self {
            Goal::AtLeast(limit) => measured >= limit,
            Goal::AtMost(limit) => measured <= limit,
        }
    }

    fn in_words(self, unit: &str) -> String {
        match self {
            Goal::AtLeast(limit) => format!("at least {limit}{unit}"),
            Goal::AtMost(limit) => format!("at most {limit}{unit}"),
        }
    }
}

/// Prints the heads of the columns.
pub fn heads() {
    println!("{:<11} {:<52} {:>10} {:>10} {:>10}   goal", "scenario", "what", "best", "median", "measured");
}

/// A line of words alone.
pub fn note(scenario: &str, what: &str) {
    println!("{scenario:<11} {what}");
}

/// A cost that nothing is held against.
pub fn cost(scenario: &str, what: &str, cost: &Cost) {
    line(scenario, what, Some(cost), "", "");
}

/// A ratio of two costs of the same run.
pub fn ratio(scenario: &str, what: &str, cost: Option<&Cost>, ratio: f64, goal: Option<Goal>) {
    line(scenario, what, cost, &format!("{ratio:.2}"), &verdict(ratio, goal, ""));
}

/// A figure with a unit of its own.
pub fn figure(scenario: &str, what: &str, figure: f64, unit: &str, goal: Option<Goal>) {
    line(scenario, what, None, &format!("{figure:.1}{unit}"), &verdict(figure, goal, unit));
}

fn verdict(measured: f64, goal: Option<Goal>, unit: &str) -> String {
    let Some(goal) = goal else { return String::new() };
    let goal_in_words = goal.in_words(unit);
    match Size::from_environment() {
        // So few trials carry much of what does not depend on their number, and one round is at the mercy of the machine.
        Size::Quick => format!("{goal_in_words} (of the full bench)"),
        Size::Full if goal.is_met(measured) => format!("{goal_in_words}: met"),
        Size::Full => format!("{goal_in_words}: not met"),
    }
}

fn line(scenario: &str, what: &str, cost: Option<&Cost>, measured: &str, verdict: &str) {
    let [best, median] = match cost {
        Some(cost) => [cost.best, cost.median].map(clock::in_words),
        None => [String::new(), String::new()],
    };
    let line = format!("{scenario:<11} {what:<52} {best:>10} {median:>10} {measured:>10}   {verdict}");
    println!("{}", line.trim_end());
}
