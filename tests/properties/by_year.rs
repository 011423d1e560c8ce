//! Savings and costs by year: what holds of every tracker.

use crate::{Compiled, TRIALS, drawing, hold, scenarios};
use foresave::engine::Wanted;
use foresave::plan::RowId;
use foresave::programme::{Flow, Measure, Programme, Sampling};
use proptest::prelude::*;
use proptest::sample::select;

/// Years of the horizon: the tables' last column and the latest lateness are well inside.
const YEARS: usize = 9;

/// An area by year: what it saves in each year from the second of the horizon on, and what it costs.
#[derive(Clone, Debug)]
struct Area {
    savings: Vec<i64>,
    costs: Vec<i64>,
    realisation: &'static str,
}

fn area() -> impl Strategy<Value = Area> {
    let savings = prop::collection::vec(-2_000..9_000i64, 1..5);
    let costs = prop::collection::vec(0..900i64, 1..5);
    let realisation = select(vec!["1", "uniform(0.2, 1.4)", "pert(0.6, 0.9, 1.05)"]);
    (savings, costs, realisation).prop_map(|(savings, costs, realisation)| {
        let pounds = |thousandths: Vec<i64>| thousandths.into_iter().map(|value| 120 * value).collect();
        Area { savings: pounds(savings), costs: pounds(costs), realisation }
    })
}

/// A tracker of which all areas are as late as `slippage` says, all money times `scale`.
struct Tracker<'a> {
    areas: &'a [Area],
    slippage: &'a str,
    scale: i64,
    /// The first year of the horizon; all that is dated follows.
    start: i32,
}

impl<'a> Tracker<'a> {
    fn new(areas: &'a [Area], slippage: &'a str) -> Self {
        Tracker { areas, slippage, scale: 1, start: 2020 }
    }

    fn columns(&self, kind: &str) -> String {
        let of_year = |after: i32| {
            let year = self.start + after;
            format!(",{kind}:{year}/{:02}", (year + 1) % 100)
        };
        (1..6).map(of_year).collect()
    }

    fn table(&self) -> String {
        // A row's years follow one another from the first column on; its blank years are zero.
        let cells = |values: &[i64]| {
            (0..5).map(|year| format!(",{}", self.scale * values.get(year).copied().unwrap_or(0))).collect::<String>()
        };
        let mut table = format!(
            "area,status,go_live,slippage_months,realisation{}{}\n",
            self.columns("saving"),
            self.columns("cost")
        );
        for (place, area) in self.areas.iter().enumerate() {
            // Five months into the first year of the table, in which it may save already.
            let go_live = format!("{}-09", self.start + 1);
            table.push_str(&format!(
                "Area {place},approved,{go_live},\"{}\",\"{}\"{}{}\n",
                self.slippage,
                area.realisation,
                cells(&area.savings),
                cells(&area.costs)
            ));
        }
        table
    }

    fn read(&self) -> Programme {
        let (first, last) = (self.start, self.start + YEARS as i32 - 1);
        let toml = format!(
            "title = \"T\"\nstart = \"{first}/{:02}\"\nend = \"{last}/{:02}\"\nareas = \"areas.csv\"\n",
            (first + 1) % 100,
            (last + 1) % 100
        );
        scenarios::read(&toml, &[("areas.csv", &self.table())])
    }

    /// Every trial's values of a flow of the programme, by year.
    fn flows(&self, flow: Flow) -> Vec<Vec<f64>> {
        let of_year = |year| Wanted::Figure(RowId { part: 0, measure: Measure::Flow(flow), year });
        let wanted: Vec<Wanted> = (0..YEARS).map(of_year).collect();
        Compiled::of(self.read()).sample(&wanted, &drawing(TRIALS, Sampling::Random))
    }
}

impl Area {
    /// The level on which the table ends: nothing after a saving that falls to zero.
    fn ends_at(&self) -> f64 {
        if self.savings.len() == 5 { self.savings[4] as f64 } else { 0.0 }
    }
}

fn areas() -> impl Strategy<Value = Vec<Area>> {
    prop::collection::vec(area(), 1..4)
}

/// Equal but for what floating point leaves of sums of some hundred thousand pounds.
fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6
}

#[test]
fn lateness_of_whole_years_moves_the_columns() {
    hold(12, (areas(), 1..4usize), |(areas, years)| {
        let on_time = Tracker::new(&areas, "0").flows(Flow::GrossSaving);
        let late = Tracker::new(&areas, &(12 * years).to_string()).flows(Flow::GrossSaving);
        for (year, late) in late.iter().enumerate() {
            for (trial, value) in late.iter().enumerate() {
                let expected = if year < years { 0.0 } else { on_time[year - years][trial] };
                prop_assert!(close(*value, expected), "trial {}, year {}: {} {}", trial, year, value, expected);
            }
        }
        Ok(())
    });
}

#[test]
fn a_programme_as_a_whole_may_be_moved_by_years() {
    hold(6, (areas(), 1..30i32), |(areas, years)| {
        let tracker = Tracker::new(&areas, "uniform(-3, 30)");
        let later = Tracker { start: 2020 + years, ..Tracker::new(&areas, "uniform(-3, 30)") };
        for flow in [Flow::GrossSaving, Flow::ImplementationCost] {
            prop_assert_eq!(tracker.flows(flow), later.flows(flow));
        }
        Ok(())
    });
}

#[test]
fn lateness_costs_what_falls_off_the_end_of_the_horizon_and_no_more() {
    hold(12, (areas(), 1..36i32), |(areas, months)| {
        // Realisation 1, so that the sums are known.
        let areas: Vec<Area> = areas.into_iter().map(|area| Area { realisation: "1", ..area }).collect();
        let sum = |flows: Vec<Vec<f64>>, trial: usize| flows.iter().map(|year| year[trial]).sum::<f64>();
        let on_time = Tracker::new(&areas, "0").flows(Flow::GrossSaving);
        let late = Tracker::new(&areas, &months.to_string()).flows(Flow::GrossSaving);
        let fallen: f64 = areas.iter().map(|area| area.ends_at() * f64::from(months) / 12.0).sum();
        let (on_time, late) = (sum(on_time, 0), sum(late, 0));
        prop_assert!(close(late, on_time - fallen), "{} {} {}", late, on_time, fallen);
        // The planned spend of each area moves, stretches and stays the same sum.
        let spent: i64 = areas.iter().flat_map(|area| &area.costs).sum();
        let costs = sum(Tracker::new(&areas, &months.to_string()).flows(Flow::ImplementationCost), 0);
        prop_assert!(close(costs, spent as f64), "{} {}", costs, spent);
        Ok(())
    });
}

#[test]
fn a_tracker_of_four_times_the_money_saves_four_times_as_much() {
    hold(8, areas(), |areas| {
        let tracker = Tracker::new(&areas, "uniform(-3, 30)");
        let large = Tracker { scale: 4, ..Tracker::new(&areas, "uniform(-3, 30)") };
        for flow in [Flow::GrossSaving, Flow::ImplementationCost] {
            for (small, large) in tracker.flows(flow).into_iter().flatten().zip(large.flows(flow).into_iter().flatten())
            {
                prop_assert!(close(4.0 * small, large), "{} {}", small, large);
            }
        }
        Ok(())
    });
}
