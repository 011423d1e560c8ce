//! From the plan to the forecast.

use super::programme;
use foresave::analysis::bridge::{Kind, PlanBridge, bridge, bridge_to, mixture, present};
use foresave::analysis::figure::Asked;
use foresave::engine::{Drawing, Engine, Watch};
use foresave::fiscal::FinancialYear;
use foresave::forecast::{self, Estimate};
use foresave::plan::Kinds;
use foresave::programme::{Measure, Programme, Sampling, Whole};
use foresave::scenario::{self, Files};
use std::path::Path;

const YEARS: &str = "start = \"2015/16\"\nend = \"2016/17\"\n[discounting]\nrate = 0\n";

fn bridged(programme: &Programme, trials: u64) -> PlanBridge {
    let (engine, drawing) = (Engine::new(Some(1)), Drawing::new(trials, 7, Sampling::Random));
    bridge(programme, &Asked::default(), &engine, (&drawing, &Watch::default())).unwrap()
}

fn part(bridge: &PlanBridge, kind: Kind) -> Estimate {
    let names = || bridge.steps.iter().map(|(kind, _)| kind.name()).collect::<Vec<_>>();
    let found = bridge.steps.iter().find(|(known, _)| *known == kind);
    found.unwrap_or_else(|| panic!("{} is none of {:?}", kind.name(), names())).1[0]
}

#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 0.01, "{a} is not {b}");
}

#[test]
fn what_is_certain_is_known_to_the_penny() {
    // 100k (18 - s - delay) r (1 - loss) less 50k.
    let programme = programme(
        &format!("risks = \"risks.csv\"\n{YEARS}"),
        "area,status,go_live,annual_saving,slippage_months,realisation\nICT,approved,2015-10,£1.2m,3,0.9\n",
        &[("risks.csv", "risk,probability,areas,delay_months,cost,saving_loss\nDispute,1,ICT,2,£50k,0.1\n")],
    );
    let bridge = bridged(&programme, 10);
    assert_eq!(bridge.ends[0][0], Estimate::known(1_800_000.0));
    let value = |late: bool, short: bool, strikes: bool| {
        let months = 18.0 - if late { 3.0 } else { 0.0 } - if strikes { 2.0 } else { 0.0 };
        let saved = 100_000.0 * months * if short { 0.9 } else { 1.0 };
        if strikes {
            // The risk strikes at the data date, before anything is saved.
            0.9 * saved - 50_000.0
        } else {
            saved
        }
    };
    close(bridge.ends[1][0].value, value(true, true, true));
    let lateness = |short, strikes| value(true, short, strikes) - value(false, short, strikes);
    let expected =
        (2.0 * lateness(false, false) + lateness(true, false) + lateness(false, true) + 2.0 * lateness(true, true))
            / 6.0;
    close(part(&bridge, Kind::Lateness).value, expected);
    assert_eq!(bridge.steps.len(), 3);
}

#[test]
fn lateness_and_shortfall_share_what_they_do_together() {
    let programme = programme(
        YEARS,
        "area,status,go_live,annual_saving,slippage_months,realisation
ICT,approved,2015-10,£1.2m,\"uniform(0, 12)\",\"uniform(0.6, 1)\"\n",
        &[],
    );
    let bridge = bridged(&programme, 4_000);
    for (kind, expected) in [(Kind::Lateness, -540_000.0), (Kind::Shortfall, -300_000.0)] {
        let part = part(&bridge, kind);
        // At 4.5 errors a false alarm in 150,000.
        assert!((part.value - expected).abs() < 4.5 * part.error, "{part:?}");
    }
    let sum: f64 = bridge.steps.iter().map(|(_, parts)| parts[0].value).sum();
    close(bridge.ends[0][0].value + sum, bridge.ends[1][0].value);
}

/// Live, overdue and not in the plan, with whatever else there is; an exit in one trial of five, risks in almost all.
fn everything() -> Programme {
    with_risks(
        "Storm,0.4,,*,\"uniform(1, 6)\",£10k,0.05
Strike,,0.5,Waits; ICT,2,£3k,\n",
    )
}

/// The same with other risks.
fn with_risks(risks: &str) -> Programme {
    let toml = r#"
start = "2015/16"
end = "2019/20"
as_of = "2016-07"
risks = "risks.csv"
actuals = "actuals.csv"
[discounting]
rate = 0
[[correlation]]
across = "slippage_months"
rank_correlation = 0.5
[[programme_cost]]
name = "Team"
per_year = "uniform(£80k, £120k)"
until = "last go-live"
[[grant]]
name = "Fund"
year = "2017/18"
amount = "£40k"
probability = 0.6
[exit]
probability = 0.2
months = "uniform(6, 30)"
[[workforce]]
name = "Staff"
headcount = 100
as_at = "2015-04"
"#;
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months,realisation,realised_share,probability,after,requires,in_plan,posts_removed,workforce,running_cost,embedding_months
ICT,live,2015-10,2016-01,£500k,\"uniform(0, 12)\",,0.8,,,,,4,Staff,£10k,6
Early,live,2016-10,2016-04,£200k,\"normal(0, 6)\",\"uniform(0.5, 1)\",,,,,,2,Staff,£5k,
Upside,live,2015-07,2015-07,£90k,0,,,,,,no,,,£1k,
Overdue,approved,2016-01,,£300k,\"uniform(0, 24)\",\"uniform(0.6, 1)\",,0.7,,,,3,Staff,£9k,3
Needs,approved,2016-02,,£150k,\"uniform(0, 24)\",0.9,,1,,Overdue,,,,,
Waits,design,2017-04,,\"pert(£100k, £200k, £250k)\",\"uniform(0, 12)\",0.9,,0.8,Overdue +2; Upside,,,5,Staff,,
More,design,2018-04,,£400k,\"uniform(0, 6)\",,,0.5,,,no,,,,
";
    let risks = format!("risk,probability,frequency_per_year,areas,delay_months,cost,saving_loss\n{risks}");
    let actuals = "area,year,gross_saving,cost\nICT,2015/16,£90k,£4k\n,2015/16,,£90k\n";
    programme(toml, areas, &[("risks.csv", risks.as_str()), ("actuals.csv", actuals)])
}

fn figures(programme: &Programme) -> Vec<Asked> {
    let last = programme.horizon.last();
    let middle = programme.horizon.year(programme.horizon.len() / 2);
    let of =
        |measure: &str, year: Option<FinancialYear>| Asked { measure: Some(measure.into()), year, ..Asked::default() };
    vec![
        of("horizon_net_saving", None),
        of("horizon_cost", None),
        of("npv", None),
        of("current_run_rate", None),
        of("cumulative_gross_saving", Some(middle)),
        of("programme_cost", Some(programme.horizon.first())),
        of("gross_saving", Some(programme.horizon.first())),
        of("run_rate", Some(programme.horizon.first())),
        of("run_rate", Some(last)),
        of("posts_removed", Some(middle)),
        of("areas_live", Some(middle)),
    ]
}

/// With no kind of uncertainty every trial is the plan, with all of them it is the forecast's.
#[track_caller]
fn assert_ends_are_the_plan_and_the_forecast(programme: &Programme) {
    let (engine, drawing, watch) = (Engine::new(Some(1)), Drawing::new(64, 7, Sampling::Random), Watch::default());
    for asked in figures(programme) {
        let figure = asked.of(programme, Measure::Whole(Whole::HorizonNetSaving)).unwrap();
        let trials = |kinds| mixture(programme, &figure, kinds, &engine, (&drawing, &watch)).unwrap();
        let planned = figure.planned(programme).unwrap();
        for value in trials(Kinds::NONE) {
            let near = 0.006 + 1e-9 * planned.abs();
            assert!((value - planned).abs() < near, "{asked:?} of {}: {value} instead of {planned}", programme.title);
        }
        let forecast = figure.trials(programme, &engine, &drawing, &watch).unwrap();
        assert_eq!(trials(Kinds::ALL), forecast.values(), "{asked:?}");
    }
}

#[test]
fn with_no_kind_every_trial_is_the_plan_and_with_all_it_is_the_forecasts() {
    assert_ends_are_the_plan_and_the_forecast(&everything());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for name in
        ["dorset-devon-cornwall/scenario", "three-force/scenario", "lancashire-futures/scenario", "calsa/scenario"]
    {
        let reading = scenario::read(&Files::at(root.join(format!("{name}.toml")))).unwrap();
        assert_ends_are_the_plan_and_the_forecast(&reading.programme);
    }
}

#[test]
fn every_kind_is_there_where_the_scenario_has_it_and_the_parts_add_up() {
    let programme = everything();
    assert_eq!(present(&programme), Kind::ALL);
    let bridge = bridged(&programme, 200);
    for statistic in 0..4 {
        let sum: f64 = bridge.steps.iter().map(|(_, parts)| parts[statistic].value).sum();
        close(bridge.ends[0][statistic].value + sum, bridge.ends[1][statistic].value);
        assert_eq!(bridge.ends[0][statistic], bridge.ends[0][0]);
    }
}

#[test]
fn what_is_overdue_is_live_since_its_planned_date_where_it_goes_ahead() {
    // Planned for month 0 of two years, of which half have passed; goes ahead with one half.
    let programme = programme(
        &format!("as_of = \"2016-04\"\n{YEARS}"),
        "area,status,go_live,annual_saving,probability,slippage_months\nICT,approved,2015-04,£1m,0.5,\"uniform(0, 24)\"\n",
        &[],
    );
    let (engine, drawing, watch) = (Engine::new(Some(1)), Drawing::new(200, 7, Sampling::Random), Watch::default());
    let figure = Asked::default().of(&programme, Measure::Whole(Whole::HorizonNetSaving)).unwrap();
    let kinds = Kinds::NONE.with(Kind::GoingAhead);
    let values = mixture(&programme, &figure, kinds, &engine, (&drawing, &watch)).unwrap();
    assert!(values.iter().all(|value| [0.0, 2_000_000.0].contains(value)), "{values:?}");
    let ahead = values.iter().filter(|value| **value > 0.0).count() as f64 / 200.0;
    // At 4.5 errors a false alarm in 150,000.
    assert!((ahead - 0.5).abs() < 4.5 * (0.25f64 / 200.0).sqrt(), "{ahead}");
}

#[test]
fn the_bridge_to_a_longer_run_ends_at_its_mean() {
    let programme = everything();
    let (engine, watch) = (Engine::new(Some(1)), Watch::default());
    let drawing = |trials| Drawing::new(trials, 7, Sampling::Random);
    let run = forecast::forecast(&programme, &engine, &drawing(2_000), &watch).unwrap().forecast;
    let total = run.programme.row(Measure::Whole(Whole::HorizonNetSaving), None).unwrap();
    let mean = total.summary().unwrap().mean;
    let bridge = bridge_to(mean, &programme, &engine, (&drawing(256), &watch)).unwrap();
    let sum: f64 = bridge.steps.iter().map(|(_, parts)| parts[0].value).sum();
    close(bridge.ends[0][0].value + sum, mean.value);
    assert_eq!(bridge.ends[1][0], mean);
}

/// Shapley's formula over the trials of all 256 sets, each simulated whole, where no risk, few risks or most risks strike.
#[test]
fn the_parts_are_those_of_all_sets_simulated_in_all_trials() {
    let (engine, drawing, watch) = (Engine::new(None), Drawing::new(130, 7, Sampling::Random), Watch::default());
    for risks in [
        "Storm,0.0001,,*,1,£10k,\n",
        "Storm,0.2,,*,\"uniform(1, 6)\",£90k,0.3\nStrike,,0.02,Waits; ICT,2,£50k,\n",
        "Storm,0.9,,*,2,£10k,\n",
    ] {
        let programme = with_risks(risks);
        let bridge = bridge(&programme, &Asked::default(), &engine, (&drawing, &watch)).unwrap();
        let means: Vec<f64> = (0..256usize)
            .map(|set| {
                let kinds = Kind::ALL.into_iter().filter(|kind| set >> *kind as usize & 1 == 1);
                let kinds = kinds.fold(Kinds::NONE, Kinds::with);
                let values = mixture(&programme, &bridge.figure, kinds, &engine, (&drawing, &watch)).unwrap();
                values.iter().sum::<f64>() / values.len() as f64
            })
            .collect();
        for kind in Kind::ALL {
            let bit = 1 << kind as usize;
            // Orders of the eight in which so many come before it: 1 / (8 * (7 choose size)).
            let choose = [1.0, 7.0, 21.0, 35.0, 35.0, 21.0, 7.0, 1.0];
            let without = (0..256usize).filter(|set| set & bit == 0);
            let expected: f64 =
                without.map(|set| (means[set | bit] - means[set]) / (8.0 * choose[set.count_ones() as usize])).sum();
            close(part(&bridge, kind).value, expected);
        }
    }
}
