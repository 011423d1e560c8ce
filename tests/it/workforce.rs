//! Headcount, turnover and what the plan leaves out, held to figures worked out on paper.

use foresave::engine::{Drawing, Engine, Watch};
use foresave::fiscal::FinancialYear;
use foresave::forecast::{self, Forecast, MeasureForecast, Summary, TargetPlan};
use foresave::programme::{Flow, Measure, Sampling, Staffing, Stock, Whole};
use foresave::scenario::{self, Files};
use std::path::Path;

const TRIALS: u64 = 40_000;

/// Standard errors beyond which a true figure falls once in a million.
const FAR: f64 = 4.9;

const HEADCOUNT: Measure = Measure::Staffing(Staffing::Headcount);
const POSTS: Measure = Measure::Stock(Stock::PostsRemoved);
const NEEDED: Measure = Measure::Staffing(Staffing::TurnoverNeeded);
const AVAILABLE: Measure = Measure::Staffing(Staffing::TurnoverAvailable);

fn forecast(name: &str) -> Forecast {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/workforce").join(name).join("scenario.toml");
    let programme = scenario::read(&Files::at(path)).unwrap_or_else(|faults| panic!("{faults:?}")).programme;
    let drawing = Drawing::new(TRIALS, 1, Sampling::Random);
    forecast::forecast(&programme, &Engine::new(None), &drawing, &Watch::default()).unwrap().forecast
}

fn row<'a>(forecast: &'a Forecast, group: &str, measure: Measure, year: &str) -> &'a MeasureForecast {
    let (_, part) = forecast.workforce.iter().find(|(name, _)| name == group).unwrap();
    part.row(measure, FinancialYear::parse(year)).unwrap()
}

fn summary(forecast: &Forecast, measure: Measure, year: &str) -> Summary {
    *row(forecast, "Officers", measure, year).summary().unwrap()
}

fn by_year(forecast: &Forecast, group: &str, measure: Measure, of: impl Fn(&MeasureForecast) -> f64) -> Vec<f64> {
    forecast.horizon.iter().map(|year| of(row(forecast, group, measure, &year.to_string()))).collect()
}

fn assert_near(found: f64, expected: f64, error: f64) {
    assert!((found - expected).abs() <= FAR * error, "{found} is not {expected} within {FAR} times {error}");
}

#[test]
fn where_nothing_is_uncertain_every_trial_is_the_plan() {
    let forecast = forecast("known");
    for (name, part) in &forecast.workforce {
        for row in &part.rows {
            let (plan, summary) = (row.plan(), row.summary());
            assert_eq!(plan.is_some(), summary.is_some(), "{name} {} {:?}", row.measure.name(), row.year);
            let (Some(plan), Some(summary)) = (plan, summary) else { continue };
            assert!(
                (summary.mean.value - plan).abs() < 1e-9,
                "{name} {} {:?}: {summary:?}",
                row.measure.name(),
                row.year
            );
            assert!(summary.sd < 1e-6 && (summary.p10().value - plan).abs() < 1e-9);
        }
    }
    let plan = |measure| by_year(&forecast, "Officers", measure, |row| row.plan().unwrap());
    // Three of the twelve posts of `Live` were gone in October 2015; eight go over the year from April 2017.
    assert_eq!(plan(POSTS), [6.0, 12.0, 20.0, 20.0]);
    assert_eq!(plan(HEADCOUNT), [97.0, 91.0, 83.0, 83.0]);
    assert_eq!(plan(NEEDED), [4.5, 4.5, 4.0, 0.0]);
    let available = plan(AVAILABLE);
    for (found, expected) in available.into_iter().zip([10.3, 9.7, 9.1, 8.3]) {
        assert!((found - expected).abs() < 1e-9, "{found}, expected {expected}");
    }
    let staff = by_year(&forecast, "Staff", HEADCOUNT, |row| row.plan().unwrap());
    assert_eq!(staff, [50.0, 50.0, 45.0, 45.0], "the areas of no group are not among them");
}

#[test]
fn targets_look_at_a_group() {
    let forecast = forecast("known");
    let [officers, turnover] = &forecast.targets[..] else { panic!("two targets") };
    assert_eq!((officers.plan, officers.plan_meets, officers.probability), (TargetPlan::Amount(83.0), Some(true), 1.0));
    assert_eq!((turnover.plan, turnover.plan_meets, turnover.probability), (TargetPlan::Amount(4.0), Some(false), 0.0));
    assert_eq!(officers.part_name.as_deref(), Some("Officers"));
}

#[test]
fn a_group_whose_leavers_are_not_known_has_no_turnover_available() {
    let forecast = forecast("known");
    let available = row(&forecast, "Staff", AVAILABLE, "2017/18");
    assert!(available.plan().is_none() && available.summary().is_none());
}

#[test]
fn uncertain_posts_leave_as_their_distributions_say() {
    let forecast = forecast("uncertain");
    // Twelve posts on average, gone within a year in half of the trials and within two in all.
    let first = summary(&forecast, HEADCOUNT, "2015/16");
    assert_near(first.mean.value, 94.0, first.mean.error);
    let last = summary(&forecast, HEADCOUNT, "2016/17");
    assert_near(last.mean.value, 88.0, last.mean.error);
    assert_near(last.p10().value, 84.8, last.p10().error);
    assert_near(last.p90().value, 91.2, last.p90().error);
    for year in ["2015/16", "2016/17"] {
        let needed = summary(&forecast, NEEDED, year);
        assert_near(needed.mean.value, 4.5, needed.mean.error);
    }
    let available = summary(&forecast, AVAILABLE, "2015/16");
    assert_near(available.mean.value, 10.0, available.mean.error);
    assert_near(available.p10().value, 6.0, available.p10().error);
    let later = summary(&forecast, AVAILABLE, "2016/17");
    assert_near(later.mean.value, 9.4, later.mean.error);
    let error = |p: f64| (p * (1.0 - p) / TRIALS as f64).sqrt();
    assert_near(forecast.targets[0].probability, 0.5 * 0.75, error(0.375));
    assert_near(forecast.targets[1].probability, 0.5, error(0.5));
}

#[test]
fn an_exit_stops_the_posts_that_leave_and_gives_back_those_that_are_not_kept() {
    let forecast = forecast("exit");
    let means = |measure| by_year(&forecast, "Officers", measure, |row| row.summary().unwrap().mean.value);
    // Six posts were gone when it was dissolved; a quarter of them stay removed.
    assert_eq!(means(POSTS), [1.5, 1.5]);
    assert_eq!(means(HEADCOUNT), [98.5, 98.5]);
    assert_eq!(means(NEEDED), [3.0, 0.0]);
    let hundredths: Vec<f64> = means(AVAILABLE).iter().map(|mean| (mean * 100.0).round()).collect();
    assert_eq!(hundredths, [1000.0, 985.0]);
}

#[test]
fn what_the_plan_leaves_out_is_simulated_like_any_other() {
    let forecast = forecast("upside");
    let programme = |measure| forecast.programme.row(measure, None).unwrap();
    let gross = programme(Measure::Whole(Whole::HorizonGrossSaving));
    assert_eq!(gross.plan(), Some(240_000.0));
    let summary = gross.summary().unwrap();
    assert_near(summary.mean.value, 240_000.0 + 0.25 * 60_000.0, summary.mean.error);
    assert_eq!(forecast.areas[1].gross_saving.plan, 0.0);
    assert_near(forecast.areas[1].gross_saving.mean.value, 15_000.0, summary.mean.error);
    let target = &forecast.targets[0];
    assert_eq!(target.plan_meets, Some(false), "the plan is what was promised");
    assert_near(target.probability, 0.25, (0.25 * 0.75 / TRIALS as f64).sqrt());
}

#[test]
fn what_the_plan_leaves_out_neither_costs_it_nor_keeps_its_team() {
    let forecast = forecast("upside");
    let year = FinancialYear::parse("2015/16");
    let plan = |flow| forecast.programme.row(Measure::Flow(flow), year).unwrap().plan();
    assert_eq!(plan(Flow::ImplementationCost), Some(0.0));
    assert_eq!(plan(Flow::ProgrammeCost), Some(0.0), "the last go-live of the plan is the first of April 2015");
    let live = Measure::Stock(Stock::AreasLive);
    assert_eq!(forecast.programme.row(live, FinancialYear::parse("2016/17")).unwrap().plan(), Some(1.0));
}
