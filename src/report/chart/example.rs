//! Forecasts to draw: one of 36 areas as large as a real alliance, and extreme ones.
//!
//! Figures are those of a small deterministic simulation, so that bands, curves and chances agree with each other.

use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::forecast::{
    AreaAmount, AreaForecast, Estimate, Forecast, MeasureForecast, MeasureValue, PartForecast, QuantileMethod,
    RunFacts, Spread, Summary, TargetForecast, TargetPlan,
};
use crate::money::Pounds;
use crate::programme::{Direction, Flow, Measure, Sampling, Staffing, TargetPart, Terms, Threshold, Whole};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Trials of the small simulation.
const TRIALS: usize = 4_000;

/// Planned gross saving and cost of each year, £.
const GROSS: [f64; 6] = [1_115_500.0, 1_307_600.0, 1_475_400.0, 1_830_600.0, 2_270_900.0, 2_600_000.0];
const COST: [f64; 6] = [95_000.0, 350_000.0, 520_000.0, 480_000.0, 157_600.0, 0.0];

/// Name, status, planned go-live (year, month), plan of the horizon's saving in £k.
type AreaRow = (&'static str, &'static str, (i32, i32), f64);

const AREAS: [AreaRow; 36] = [
    ("Operational support command", "live", (2015, 5), 1080.0),
    ("ANPR", "live", (2015, 5), 210.0),
    ("Admin services", "live", (2015, 6), 1230.0),
    ("Audit, insurance and strategic risk management", "live", (2015, 7), 330.0),
    ("Dogs", "live", (2015, 9), 420.0),
    ("Finance", "live", (2015, 10), 1140.0),
    ("IOM", "live", (2015, 12), 239.6),
    ("Prevention", "live", (2016, 2), 357.8),
    ("Information management (phase 1)", "live", (2016, 4), 266.2),
    ("Fleet services", "live", (2016, 6), 526.7),
    ("Roads policing", "live", (2016, 8), 432.6),
    ("Operations planning", "live", (2016, 10), 113.3),
    ("Firearms", "live", (2016, 12), 221.9),
    ("ICT", "live", (2017, 1), 410.9),
    ("People / HR", "live", (2017, 3), 293.2),
    ("Business support services", "live", (2017, 5), 180.8),
    ("Information management (phase 2)", "live", (2017, 7), 75.0),
    ("Firearms licensing", "approved", (2018, 1), 150.0),
    ("Intelligence", "approved", (2020, 4), 382.5),
    ("Professional standards", "approved", (2018, 5), 273.3),
    ("Major crime", "approved", (2020, 10), 265.6),
    ("Resource management", "approved", (2019, 4), 562.5),
    ("Business change", "approved", (2018, 7), 211.2),
    ("Corporate development", "approved", (2018, 10), 240.0),
    ("Force support group / Emergency planning", "approved", (2019, 7), 405.0),
    ("Specialist Firearms", "approved", (2019, 10), 510.0),
    ("Alcohol Licensing", "approved", (2018, 3), 71.7),
    ("Corporate communications", "design", (2020, 10), 0.0),
    ("Criminal justice", "design", (2021, 1), 0.0),
    ("Custody", "design", (2021, 4), 0.0),
    ("Cameras and tickets", "design", (2020, 10), 0.0),
    ("Victims and witnesses", "design", (2021, 1), 0.0),
    ("Call handling / Command and control", "design", (2021, 10), 0.0),
    ("Information management (phase 3)", "design", (2020, 4), 0.0),
    ("Estates and building", "design", (2021, 7), 0.0),
    ("Evidential property", "design", (2021, 4), 0.0),
];

/// An alliance of 36 areas over six years, with four targets.
pub fn alliance() -> Forecast {
    let trials: Vec<[f64; 6]> = (0..TRIALS).map(trial).collect();
    let plan: Vec<f64> = GROSS.iter().zip(COST).map(|(gross, cost)| gross - cost).collect();
    let horizon = horizon(2017, 6);
    let gross: Vec<[f64; 6]> =
        trials.iter().map(|trial| std::array::from_fn(|year| trial[year] + COST[year])).collect();
    let mut rows = rows(Flow::NetSaving, horizon, &plan, &trials);
    rows.extend(self::rows(Flow::GrossSaving, horizon, &GROSS, &gross));
    rows.push(row(Measure::Whole(Whole::HorizonNetSaving), None, sum(&plan), totals(&trials)));
    let areas = AREAS.iter().enumerate().map(|(place, area)| example_area(place, area)).collect();
    let mut forecast = Forecast {
        title: "Devon and Cornwall and Dorset strategic alliance".into(),
        source: Some("the alliance\u{2019}s report of September 2017; areas, dates and costs are assumptions".into()),
        notes: None,
        horizon,
        as_of: Month::new(2017, 9),
        terms: Terms::Cash,
        price_base: FinancialYear::beginning(2017),
        run: run(),
        programme: PartForecast { rows },
        partners: partners(sum(&plan), &totals(&trials)),
        workforce: Vec::new(),
        areas,
        targets: Vec::new(),
        net_saving_curve: curve(totals(&trials)),
        learnt: Vec::new(),
        uncovered: 0,
        register: None,
    };
    forecast.targets = vec![
        target("Annual saving of 2022/23", Measure::Flow(Flow::GrossSaving), 2022, 2_600_000, 0.012),
        target("Total saving by 2022/23 as published", Measure::Cumulative(Flow::GrossSaving), 2022, 10_600_000, 0.004),
        target("Business case", Measure::Whole(Whole::HorizonNetSaving), 2022, 7_500_000, 0.109),
        target("Halfway review", Measure::Cumulative(Flow::NetSaving), 2019, 3_000_000, 0.22),
    ];
    forecast
}

/// A forecast of `years` years from 2020/21 with the plan `plan` in each and trials of `spread` about
/// `middle` times the plan.
pub fn uniform(years: usize, plan: f64, middle: f64, spread: f64) -> Forecast {
    let mut forecast = alliance();
    let trials: Vec<Vec<f64>> = (0..400)
        .map(|trial| {
            let of_trial = 2.0 * uniform_number(trial, 0) - 1.0;
            (0..years).map(|_| plan * middle + spread * of_trial).collect()
        })
        .collect();
    let plans = vec![plan; years];
    forecast.horizon = horizon(2020, years);
    forecast.as_of = Month::new(2020, 9);
    let mut rows = rows(Flow::NetSaving, forecast.horizon, &plans, &trials);
    rows.extend(self::rows(Flow::GrossSaving, forecast.horizon, &plans, &trials));
    rows.push(row(Measure::Whole(Whole::HorizonNetSaving), None, sum(&plans), totals(&trials)));
    forecast.programme.rows = rows;
    forecast.partners = partners(sum(&plans), &totals(&trials));
    forecast.net_saving_curve = curve(totals(&trials));
    forecast.targets.clear();
    forecast
}

/// A target of the whole programme on an amount of at least `amount` pounds.
pub fn target(name: &str, measure: Measure, year: i32, amount: i64, probability: f64) -> TargetForecast {
    TargetForecast {
        name: name.into(),
        part: TargetPart::Programme,
        part_name: None,
        measure,
        by: measure.is_yearly().then(|| FinancialYear::beginning(year)),
        direction: Direction::AtLeast,
        threshold: Threshold::Amount(Decimal::new(amount, 0)),
        plan: TargetPlan::Amount(amount as f64),
        plan_meets: Some(true),
        probability,
        interval: (probability, probability),
        is_certain: false,
        by_year: Vec::new(),
    }
}

/// An area that is not yet live.
pub fn area(name: &str, planned: Month, go_live: Option<[Month; 3]>, saving: f64) -> AreaForecast {
    let amount = amount(saving, [0.9 * saving, 0.6 * saving, 0.9 * saving, 1.1 * saving]);
    AreaForecast {
        name: name.into(),
        status: "approved",
        portfolio: None,
        in_plan: true,
        planned_go_live: planned,
        went_live: None,
        probability_live: Estimate::known(0.9),
        go_live,
        lateness_mean_months: Some(Estimate::known(3.0)),
        gross_saving: amount,
        cost: self::amount(0.0, [0.0; 4]),
        net_saving: amount,
    }
}

/// Plan, and mean, P10, P50 and P90.
fn amount(plan: f64, estimates: [f64; 4]) -> AreaAmount {
    let [mean, p10, p50, p90] = estimates.map(|value| Estimate { value, error: 100.0 });
    AreaAmount { planned: in_pounds(plan), plan, mean, p10, p50, p90 }
}

/// So many years from 1 April of `first` on.
pub fn horizon(first: i32, years: usize) -> Horizon {
    let first = FinancialYear::beginning(first);
    Horizon::new(first, first.plus(years as i32 - 1)).expect("an example's horizon has 1 to 60 years")
}

fn run() -> RunFacts {
    RunFacts {
        trials: 100_000,
        seed: 20_170_901,
        sampling: Sampling::Lhs,
        elapsed_seconds: 0.2,
        quantiles: QuantileMethod::Exact,
        files: Vec::new(),
        overrides: Vec::new(),
    }
}

/// A number between 0 and 1 for an input of a trial: SplitMix64 of both.
fn uniform_number(trial: usize, input: usize) -> f64 {
    let mut state = (trial as u64 * 64 + input as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((state ^ (state >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// The net saving of each year in a trial: the plan less shortfall, with dearer costs and perhaps an exit.
fn trial(trial: usize) -> [f64; 6] {
    let number = |input| uniform_number(trial, input);
    let exit = if number(0) < 0.12 { 1.0 + 6.0 * number(1) } else { f64::INFINITY };
    std::array::from_fn(|year| {
        let known = if year == 0 { 0.4 } else { 1.0 };
        let reached = 1.0 - known * (0.02 + 0.05 * year as f64) * (0.2 + number(2) + 0.6 * number(3 + year));
        let costs = 0.8 + 0.7 * number(12) + 0.3 * number(13 + year);
        let kept = if year as f64 + 1.0 > exit { 0.2 } else { 1.0 };
        (GROSS[year] * reached - COST[year] * costs) * kept
    })
}

/// Two partners, who share what there is.
fn partners(plan: f64, totals: &[f64]) -> Vec<(String, PartForecast)> {
    let partner = |(name, share): (&str, f64)| {
        let amounts = totals.iter().map(|total| share * total).collect();
        let row = row(Measure::Whole(Whole::HorizonNetSaving), None, share * plan, amounts);
        (name.to_owned(), PartForecast { rows: vec![row] })
    };
    [("Devon and Cornwall Police", 0.62), ("Dorset Police", 0.38)].map(partner).to_vec()
}

/// The same forecast with two workforce groups, of which posts go year by year.
pub fn staffed(forecast: Forecast) -> Forecast {
    Forecast { workforce: workforce(forecast.horizon), ..forecast }
}

fn workforce(horizon: Horizon) -> Vec<(String, PartForecast)> {
    let group = |(name, first, fewer): (&str, f64, f64)| {
        let of_year = |(place, year)| {
            let plan = first - fewer * (place as f64 + 1.0);
            let late = |trial| fewer * (place as f64).min(3.0) * uniform_number(trial, 40);
            let amounts = (0..TRIALS).map(|trial| (plan + late(trial)).round()).collect();
            row(Measure::Staffing(Staffing::Headcount), Some(year), plan, amounts)
        };
        (name.to_owned(), PartForecast { rows: horizon.iter().enumerate().map(of_year).collect() })
    };
    [("Police officers", 2_310.0, 14.0), ("Police staff and PCSOs", 188.5, 6.5)].map(group).to_vec()
}

fn rows<T: AsRef<[f64]>>(flow: Flow, horizon: Horizon, plan: &[f64], trials: &[T]) -> Vec<MeasureForecast> {
    let mut rows = Vec::new();
    for (place, year) in horizon.iter().enumerate() {
        let amounts = trials.iter().map(|trial| trial.as_ref()[place]).collect();
        rows.push(row(Measure::Flow(flow), Some(year), plan[place], amounts));
    }
    for (place, year) in horizon.iter().enumerate() {
        let amounts = trials.iter().map(|trial| sum(&trial.as_ref()[..=place])).collect();
        rows.push(row(Measure::Cumulative(flow), Some(year), sum(&plan[..=place]), amounts));
    }
    rows
}

fn row(measure: Measure, year: Option<FinancialYear>, plan: f64, amounts: Vec<f64>) -> MeasureForecast {
    let value = MeasureValue::Amount { plan: Some(plan), summary: Some(summary(amounts)) };
    MeasureForecast { measure, year, actual: None, planned: None, value }
}

fn summary(mut amounts: Vec<f64>) -> Summary {
    amounts.sort_by(f64::total_cmp);
    let count = amounts.len() as f64;
    let mean = sum(&amounts) / count;
    let squares: Vec<_> = amounts.iter().map(|amount| (amount - mean) * (amount - mean)).collect();
    let sd = (sum(&squares) / (count - 1.0)).sqrt();
    let quantile = |p: f64| amounts[(p * (count - 1.0)).round() as usize];
    let error = sd / 100_000f64.sqrt();
    let quantiles = Summary::PROBABILITIES.map(|p| {
        let times = if p == 0.5 { 1.25 } else { 1.7 };
        Estimate { value: quantile(p), error: times * error }
    });
    let spread = if sd > 0.0 { Spread::Spread } else { Spread::Certain };
    Summary { mean: Estimate { value: mean, error }, sd, quantiles, spread }
}

fn curve(mut amounts: Vec<f64>) -> Vec<(f64, f64)> {
    amounts.sort_by(f64::total_cmp);
    let last = amounts.len() - 1;
    (0..=200).map(|step| (f64::from(step) / 200.0, amounts[step as usize * last / 200])).collect()
}

fn totals<T: AsRef<[f64]>>(trials: &[T]) -> Vec<f64> {
    trials.iter().map(|trial| sum(trial.as_ref())).collect()
}

fn sum(amounts: &[f64]) -> f64 {
    amounts.iter().sum()
}

fn example_area(place: usize, &(name, status, (year, month), saving): &AreaRow) -> AreaForecast {
    let planned = Month::new(year, month);
    let late = (place * 7 % 5) as i32;
    let range = [planned.plus(late - 3), planned.plus(late + 1), planned.plus(4 + 3 * late)];
    let saving = 1000.0 * saving;
    let mut area = area(name, planned, Some(range.map(|month| month.max(Month::new(2017, 9)))), saving);
    area.status = match status {
        "live" => "live",
        "approved" => "approved",
        _ => "design",
    };
    area.probability_live = Estimate::known(if status == "design" { 0.58 } else { 0.87 });
    if status == "live" {
        area.went_live = Some(planned.plus(if place % 4 == 3 { 2 } else { 0 }));
        area.go_live = None;
        area.net_saving = amount(saving, [0.95, 0.85, 0.96, 1.03].map(|share| share * saving));
    } else if saving > 0.0 {
        let cost = 0.9 * saving * (place % 3 + 1) as f64 / 2.0;
        let net = saving - cost;
        area.net_saving = amount(net, [0.8 * net - 20_000.0, 0.2 * net - 90_000.0, 0.8 * net, 1.2 * net + 60_000.0]);
    }
    area
}

fn in_pounds(amount: f64) -> Pounds {
    Pounds::new(Decimal::from_f64(amount).unwrap_or_default())
}
