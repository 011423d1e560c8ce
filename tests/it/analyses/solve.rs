//! What would have to be true, held to answers worked out on paper.

use super::programme;
use foresave::analysis::Asking;
use foresave::analysis::figure::{Asked, Figure};
use foresave::analysis::solve::{Answer, Criterion, Moving, Status, contingency, promise, solve};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::programme::{Direction, Measure, Programme, Sampling, Way, Whole};

/// A right program is farther off once in a million comparisons.
const FAR: f64 = 4.9;
/// What rounding may add, relative.
const ROUNDING: f64 = 1e-9;
const NET: Measure = Measure::Whole(Whole::HorizonNetSaving);
const GROSS: Measure = Measure::Whole(Whole::HorizonGrossSaving);

const YEAR: &str = "start = \"2015/16\"\nend = \"2015/16\"\n[discounting]\nrate = 0\n";
const FIVE_YEARS: &str = "start = \"2015/16\"\nend = \"2019/20\"\n[discounting]\nrate = 0\n";

fn figure(programme: &Programme, measure: Measure) -> Figure {
    Asked::default().of(programme, measure).unwrap()
}

/// A run of the program with so many trials of a seed.
fn with<T>(trials: u64, seed: u64, ask: impl FnOnce(Asking) -> T) -> T {
    let drawing = Drawing::new(trials, seed, Sampling::Random);
    // Its tables are made once for all tests.
    static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(|| Engine::new(Some(1)));
    ask(Asking { engine: &ENGINE, drawing: &drawing, watch: &Watch::default() })
}

/// One driver moved until `measure` is at least `threshold`.
struct Wanted {
    measure: Measure,
    threshold: f64,
    confidence: Option<f64>,
}

fn answer(programme: &Programme, vary: &str, wanted: &Wanted, (trials, seed): (u64, u64)) -> Answer {
    let criterion = Criterion::new(wanted.measure, Direction::AtLeast, wanted.threshold, wanted.confidence);
    let moving = Moving::find(programme, vary, None).unwrap();
    let figure = figure(programme, wanted.measure);
    with(trials, seed, |asking| solve(programme, (figure, criterion), vec![moving], asking)).unwrap().answers.remove(0)
}

fn normal_saving() -> Programme {
    let areas = "area,status,go_live,went_live,annual_saving\nCustody,live,2015-04,2015-04,\"normal(£1m, £200k)\"\n";
    programme(YEAR, areas, &[])
}

/// Savings by year have no column `annual_saving`: it stands for all their years.
#[test]
fn savings_and_costs_by_year_are_moved_as_a_whole() {
    let areas = "area,status,go_live,saving:2015/16,saving:2016/17,cost:2015/16,cost:2016/17
Custody,approved,2015-04,£100k,£300k,£60k,£40k\n";
    let years = "start = \"2015/16\"\nend = \"2016/17\"\n[discounting]\nrate = 0\n";
    let programme = programme(years, areas, &[]);
    let wanted = Wanted { measure: GROSS, threshold: 600e3, confidence: Some(0.8) };
    let found = answer(&programme, "area.Custody.annual_saving", &wanted, (100, 1));
    assert_eq!((found.status, found.moving.way, found.now), (Status::Found, Way::Factor, Some(1.0)));
    assert!((found.roots[0].x - 1.5).abs() < 1e-4, "{:?}", found.roots);
    // Of £400k the costs may be £250k.
    let wanted = Wanted { measure: NET, threshold: 150e3, confidence: Some(0.8) };
    let found = answer(&programme, "areas.implementation_cost", &wanted, (100, 1));
    assert_eq!(found.status, Status::HoldsAlready);
    assert!((found.roots[0].x - 2.5).abs() < 1e-4, "{:?}", found.roots);
}

#[test]
fn a_factor_is_what_algebra_says_with_the_error_of_its_quantile() {
    let wanted = Wanted { measure: GROSS, threshold: 900e3, confidence: Some(0.8) };
    let found = answer(&normal_saving(), "areas.annual_saving", &wanted, (20_000, 1));
    // x (1 - 0.8416 / 5) = 0.9; the error of P20 over the slope.
    let z = 0.841_621_233_572_914_3;
    let (root, density) = (900e3 / (1e6 - z * 200e3), 0.279_961_933 / 200e3);
    let error = (0.16f64 / 20_000.0).sqrt() / density * root * root / 900e3;
    assert_eq!((found.status, found.moving.way, found.now), (Status::Found, Way::Factor, Some(1.0)));
    assert!((found.roots[0].x - root).abs() < FAR * error, "{:?} is not {root}", found.roots);
    assert!((found.roots[0].error.unwrap() / error).ln().abs() < 0.25, "{:?} is not {error}", found.roots);
    assert!((found.range.low, found.range.high) == (0.0, 10.0) && found.best.x == 10.0);
    assert!(found.curve.len() > 30 && found.curve.is_sorted_by(|one, other| one.x < other.x));
}

#[test]
fn between_whole_months_the_margin_lies_on_a_line() {
    let areas = "area,status,go_live,annual_saving,implementation_cost\nICT,approved,2016-04,£100k,£240k\n";
    let wanted = Wanted { measure: NET, threshold: 0.0, confidence: None };
    let found = answer(&programme(FIVE_YEARS, areas, &[]), "areas.go_live", &wanted, (100, 1));
    assert_eq!((found.status, found.roots[0].error), (Status::HoldsAlready, Some(0.0)));
    assert!((found.roots[0].x - 19.2).abs() < 1e-4 && found.best.margin.chance.is_none(), "{found:?}");
    // At the end of the horizon the area no longer saves anything; no later than that is looked at.
    assert_eq!(found.range.high, 48.0);
    assert!(found.curve.len() > 20 && found.curve.iter().all(|point| point.x.fract() == 0.0), "{:?}", found.curve);
}

#[test]
fn too_early_and_too_late_are_two_roots() {
    let areas = "area,status,go_live,annual_saving,implementation_cost\nICT,approved,2017-04,£100k,£120k\n";
    let programme = programme(FIVE_YEARS, areas, &[]);
    let asked = Asked { measure: Some("implementation_cost".into()), ..Asked::default() };
    let asked = Asked { year: Some(foresave::fiscal::FinancialYear::beginning(2016)), ..asked };
    let figure = asked.of(&programme, NET).unwrap();
    let criterion = Criterion::new(figure.measure, Direction::AtLeast, 60e3, None);
    let moving = vec![Moving::find(&programme, "areas.go_live", None).unwrap()];
    let solved = with(100, 1, |asking| solve(&programme, (figure, criterion), moving, asking)).unwrap();
    let found = &solved.answers[0];
    let roots: Vec<f64> = found.roots.iter().map(|root| root.x).collect();
    assert_eq!(found.status, Status::Several);
    assert!(roots.len() == 2 && (roots[0] + 6.0).abs() < 1e-4 && (roots[1] - 6.0).abs() < 1e-4, "{roots:?}");
}

#[test]
fn what_no_value_gives_and_what_every_value_gives_have_no_root() {
    let wanted = |threshold| Wanted { measure: GROSS, threshold, confidence: Some(0.8) };
    let never = answer(&normal_saving(), "areas.annual_saving", &wanted(1e9), (500, 1));
    assert_eq!((never.status, never.best.x, never.roots.len()), (Status::Never, 10.0, 0));
    assert_eq!(never.best.margin.chance.unwrap().share, 0.0);
    let always = answer(&normal_saving(), "areas.annual_saving", &wanted(-1.0), (500, 1));
    assert_eq!((always.status, always.best.x), (Status::Always, 10.0));
}

/// A chance's values follow from a run in which it happens and one in which it does not; so do those of an amount of money
/// from two factors. Each is what a run of its own gives.
#[test]
fn what_follows_from_few_runs_is_what_a_run_of_each_value_gives() {
    let risks = "risk,probability,cost,delay_months\nDispute,0.3,\"uniform(£100k, £300k)\",\"uniform(0, 9)\"\n";
    let areas = "area,status,go_live,annual_saving,implementation_cost,slippage_months,delay_cost_per_month
ICT,approved,2016-04,\"pert(£100k, £200k, £250k)\",\"lognormal(£240k, £50k)\",\"exponential(4)\",£3k\n";
    let programme = programme(&format!("risks = \"risks.csv\"\n{FIVE_YEARS}"), areas, &[("risks.csv", risks)]);
    let wanted = Wanted { measure: NET, threshold: 300e3, confidence: Some(0.6) };
    for vary in ["areas.annual_saving", "areas.implementation_cost", "risk.Dispute.probability", "risk.Dispute.cost"] {
        let found = answer(&programme, vary, &wanted, (300, 1));
        for point in found.curve.iter().step_by(13) {
            let by = rust_decimal::prelude::FromPrimitive::from_f64(point.x).unwrap();
            let changes = found.moving.driver.moved(&programme, found.moving.way, by).unwrap();
            let moved = programme.with(&changes).unwrap();
            let figure = figure(&moved, NET);
            let trials =
                with(300, 1, |asking| figure.trials(&moved, asking.engine, asking.drawing, asking.watch).unwrap());
            let criterion = Criterion::new(NET, Direction::AtLeast, 300e3, Some(0.6));
            let (own, found) = (criterion.margin(trials.values().to_vec()), point.margin);
            let off = (own.margin.value - found.margin.value).abs();
            assert!(off < ROUNDING * 1e6 && own.chance == found.chance, "{vary} at {}: {own:?}, {found:?}", point.x);
        }
    }
}

#[test]
fn a_range_ends_where_check_would_refuse_the_scenario() {
    let areas = "area,status,go_live,annual_saving,realisation\nICT,approved,2016-04,£100k,0.8\n";
    let programme = programme(FIVE_YEARS, areas, &[]);
    let wanted = Wanted { measure: GROSS, threshold: 500e3, confidence: None };
    let found = answer(&programme, "areas.realisation", &wanted, (50, 1));
    // No realisation is above 2.
    assert_eq!((found.range.low, found.range.high), (0.0, 2.5));
    assert!((found.roots[0].x - 500.0 / 320.0).abs() < 1e-6, "{:?}", found.roots);
}

#[test]
fn what_cannot_be_moved_is_told_with_what_can() {
    let programme = normal_saving();
    let said = |name: &str, way| Moving::find(&programme, name, way).unwrap_err().to_string();
    let said = [
        said("area.Custdy.annual_saving", None),
        said("areas.savings", None),
        said("areas.go_live", None),
        said("exit.probability", None),
        said("Custody", None),
        said("areas.annual_saving", Some(Way::Shift)),
        said("areas.annual_saving", Some(Way::Value)),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_promise_is_the_quantile_in_the_cautious_direction() {
    let programme = normal_saving();
    let promised = with(20_000, 1, |asking| promise(&programme, figure(&programme, GROSS), asking)).unwrap().promised;
    let scores = [0.0, -0.253_347, -0.524_401, -0.841_621, -1.281_552, -1.644_854];
    for (promised, z) in promised.iter().zip(scores) {
        let off = (promised.amount.value - 1e6 - z * 200e3).abs();
        assert!(off < FAR * promised.amount.error, "{promised:?}");
    }
    // For costs it is the high one, and what must stand beside the plan is that less the plan.
    let areas = "area,status,go_live,annual_saving,implementation_cost
ICT,approved,2016-04,£1m,\"normal(£500k, £100k)\"\n";
    let costs = programme_of_costs(areas);
    let cost = figure(&costs, Measure::Whole(Whole::HorizonCost));
    let found = with(20_000, 1, |asking| contingency(&costs, cost, 0.8, asking)).unwrap();
    let beside = found.amount();
    assert_eq!(found.plan, 500e3);
    assert!((beside.value - 84_162.12).abs() < FAR * beside.error + 0.01, "{beside:?}");
    assert!((beside.error / 1_010.3).ln().abs() < 0.25, "{beside:?}");
}

fn programme_of_costs(areas: &str) -> Programme {
    programme("start = \"2015/16\"\nend = \"2016/17\"\n[discounting]\nrate = 0\n", areas, &[])
}

/// Over 200 seeds roots spread as their errors say: the mean square of their distances in errors is 1 within 4.9 of its own
/// standard errors, which are the root of 2 in 200, and within a quarter more for 400 trials not being many.
#[test]
fn the_stated_error_of_a_root_is_that_of_the_spread_over_seeds() {
    const SEEDS: u64 = 200;
    let (programme, root) = (normal_saving(), 900.0 / (1000.0 - 0.841_621_233_572_914_3 * 200.0));
    let wanted = Wanted { measure: GROSS, threshold: 900e3, confidence: Some(0.8) };
    let squares: f64 = (1..=SEEDS)
        .map(|seed| {
            let found = answer(&programme, "areas.annual_saving", &wanted, (400, seed)).roots[0];
            ((found.x - root) / found.error.unwrap()).powi(2)
        })
        .sum();
    let bound = FAR * (2.0 / SEEDS as f64).sqrt() + 0.25;
    assert!((squares / SEEDS as f64 - 1.0).abs() < bound, "{}", squares / SEEDS as f64);
}
