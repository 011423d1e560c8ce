//! What drives the spread, held to answers worked out on paper.
//!
//! **False alarms.** A right program is farther than 4.9 standard errors off once in a million comparisons; there are
//! some fifty here, with fixed seeds.

use super::programme;
use foresave::analysis::Asking;
use foresave::analysis::figure::{Asked, StatisticKind};
use foresave::analysis::sensitivity::{By, Question, Sensitivity, SwitchAt, Without, WithoutKind, sensitivity};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::programme::{Measure, Programme, Sampling, Whole};
use foresave::statistics::Estimate;

const FAR: f64 = 4.9;

fn asked(programme: &Programme, asked: Asked, by_source: bool, trials: u64) -> Sensitivity {
    let is_usual = asked == Asked::default();
    let figure = asked.of(programme, Measure::Whole(Whole::HorizonNetSaving)).unwrap();
    let question = Question { figure, is_usual, by_source, confidence: 0.8 };
    let drawing = Drawing::new(trials, 7, Sampling::Random);
    let (engine, watch) = (Engine::new(Some(1)), Watch::default());
    sensitivity(programme, question, Asking { engine: &engine, drawing: &drawing, watch: &watch }).unwrap()
}

fn assert_near(found: Estimate, known: f64) {
    assert!((found.value - known).abs() <= FAR * found.error + 0.01, "{found:?} is not {known}");
}

fn without<'a>(of: &'a Sensitivity, kind: WithoutKind, entry: &str) -> Option<&'a Without> {
    of.without.iter().find(|without| without.kind == kind && without.entry == entry)
}

const YEAR: &str = "start = \"2015/16\"\nend = \"2015/16\"\n[discounting]\nrate = 0\n";

#[test]
fn of_a_sum_both_indices_are_the_shares_of_the_variance() {
    let areas = "area,status,go_live,went_live,annual_saving
Custody,live,2015-04,2015-04,\"normal(£1m, £200k)\"
Fleet,live,2015-04,2015-04,\"normal(£1m, £300k)\"
ICT,live,2015-04,2015-04,£1m\n";
    let found = asked(&programme(YEAR, areas, &[]), Asked::default(), false, 4_096);
    let group = |by, name: &str| found.indices.iter().find(|group| group.by == by && group.group == name);
    for (name, share) in [("area Custody", 4.0 / 13.0), ("area Fleet", 9.0 / 13.0)] {
        let shares = group(By::Area, name).unwrap().shares.unwrap();
        assert!((shares.first_order.value - share).abs() < FAR * shares.first_order.error, "{name} {shares:?}");
        assert!((shares.first_order.value - shares.total.value).abs() < 1e-9);
    }
    let all = group(By::Kind, "annual_saving").unwrap().shares.unwrap();
    assert!((all.total.value - 1.0).abs() < 1e-9);
    assert!(group(By::Area, "area ICT").is_none() && found.indices.len() == 3);
    // The rank correlation of jointly normal figures is 6 / pi asin(r / 2).
    let strongest = &found.tornado[0];
    let r = 3.0 / 13f64.sqrt();
    assert_eq!(strongest.input, "area.Fleet.annual_saving");
    assert_near(strongest.correlation.unwrap(), 6.0 / std::f64::consts::PI * (r / 2.0).asin());
    // A normal's mean below its P10 is 1.75498 standard deviations below its own.
    assert_near(strongest.ends.low.unwrap(), 3e6 - 1.754_983 * 300e3);
    assert_near(strongest.ends.high.unwrap(), 3e6 + 1.754_983 * 300e3);
}

#[test]
fn a_risk_taken_out_gives_back_what_it_costs() {
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2015-04,2015-04,\"normal(£1m, £200k)\"\n";
    let risks = "risk,probability,frequency_per_year,cost\nDispute,0.3,,£500k\nClaims,,0.5,£100k\nNothing,0,,£9m\n";
    let programme = programme(&format!("risks = \"risks.csv\"\n{YEAR}"), areas, &[("risks.csv", risks)]);
    let found = asked(&programme, Asked::default(), false, 4_096);
    let mean = |entry| without(&found, WithoutKind::Risk, entry).unwrap().change(StatisticKind::Mean).unwrap();
    assert_near(mean("Dispute"), 150e3);
    assert_near(mean("Claims"), 50e3);
    assert_near(mean("*"), 200e3);
    // The error is that of the difference alone: what the saving does is in both.
    assert!((mean("Dispute").error / (500e3 * (0.21f64 / 4_096.0).sqrt()) - 1.0).abs() < 0.1);
    assert!(without(&found, WithoutKind::Risk, "Nothing").is_none() && found.without.len() == 3);
    let bar = found.tornado.iter().find(|bar| bar.input == "risk.Dispute.occurs").unwrap();
    assert_near(bar.ends.low.unwrap(), 950e3);
    assert_near(bar.ends.high.unwrap(), 450e3);
    for group in found.indices.iter().filter(|group| group.by == By::Area && group.group.starts_with("risk")) {
        let same = found.indices.iter().find(|other| other.by == By::Kind && other.group == group.group).unwrap();
        assert_eq!(same.shares, group.shares);
    }
}

/// Lateness, shortfall and doubt of an area that is not live, one at a time; what is there already has no row.
#[test]
fn each_doubt_of_an_area_is_taken_out_by_itself() {
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months,realisation,probability
ICT,approved,2015-04,,£120k,6,0.5,0.8
Sure,approved,2015-04,,£120k,0,1,1
Live,live,2015-04,2015-04,£120k,9,0.75,\n";
    let found = asked(&programme(YEAR, areas, &[]), Asked::default(), false, 4_096);
    let mean = |kind| without(&found, kind, "ICT").unwrap().change(StatisticKind::Mean).unwrap();
    // With probability 0.8 half of half a year's saving.
    assert_near(mean(WithoutKind::Lateness), 0.8 * 30e3);
    assert_near(mean(WithoutKind::Shortfall), 0.8 * 30e3);
    assert_near(mean(WithoutKind::GoingAhead), 0.2 * 30e3);
    let entries: Vec<&str> = found.without.iter().map(|without| without.entry.as_str()).collect();
    assert_eq!(entries, ["ICT", "ICT", "Live", "*", "ICT"]);
}

/// All of £60k is spent in the year, and half of it once more: what taking the overrun out saves.
#[test]
fn an_overrun_is_taken_out_by_itself() {
    let areas = "area,status,go_live,annual_saving,implementation_cost,implementation_months,cost_overrun
ICT,approved,2016-04,£120k,£60k,12,1.5
Sure,approved,2016-04,£120k,£60k,12,1\n";
    let found = asked(&programme(YEAR, areas, &[]), Asked::default(), false, 1_024);
    let change = without(&found, WithoutKind::Overrun, "ICT").unwrap().change(StatisticKind::Mean).unwrap();
    assert!((change.value - 30e3).abs() < 0.01, "{change:?}");
    assert_eq!(found.without.len(), 1);
}

#[test]
fn switching_values_are_what_algebra_says() {
    let areas = "area,status,go_live,annual_saving,implementation_cost\nICT,approved,2016-04,£100k,£240k\n";
    let risks = "risk,probability,cost\nDispute,0.1,£300k\nNuisance,0.2,£10k\n";
    let toml = "risks = \"risks.csv\"\nstart = \"2015/16\"\nend = \"2019/20\"\n[discounting]\nrate = 0\n";
    let found = asked(&programme(toml, areas, &[("risks.csv", risks)]), Asked::default(), false, 4_096);
    let at = |driver: &str| found.switching.iter().find(|switch| switch.driver == driver).map(|switch| switch.at);
    let turns = |driver: &str, known: f64| match at(driver).unwrap() {
        SwitchAt::Turns { at, error } => assert_near(Estimate { value: at, error: error.unwrap() }, known),
        never => panic!("{driver}: {never:?}"),
    };
    turns("areas.annual_saving", 0.68);
    turns("areas.implementation_cost", 368.0 / 240.0);
    turns("areas.go_live", 15.36);
    turns("area.ICT.go_live", 15.36);
    turns("risk.Dispute.probability", 158.0 / 300.0);
    let SwitchAt::Never { closest_at, margin } = at("risk.Nuisance.probability").unwrap() else { panic!("it turns") };
    assert!(closest_at == 1.0 && (margin - 120e3).abs() < FAR * 90e3 / 64.0);
    assert!(at("exit.probability").is_none());
    assert_eq!(found.switching_figure.measure, Measure::Whole(Whole::Npv));
}

#[test]
fn what_is_certain_has_no_shares_and_each_source_can_stand_alone() {
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months
Custody,live,2015-04,2015-04,£1m,\"uniform(0, 3)\"
ICT,approved,2016-09,,\"uniform(£1m, £2m)\",\"uniform(0, 3)\"\n";
    let found = asked(&programme(YEAR, areas, &[]), Asked::default(), true, 500);
    let names: Vec<&str> = found.indices.iter().map(|group| group.group.as_str()).collect();
    assert_eq!(names, ["area.ICT.annual_saving", "area.ICT.slippage_months"]);
    assert!(found.is_certain() && found.indices.iter().all(|group| group.by == By::Source));
}

/// Under a target the indices are those of whether it is met, and its chance is one more statistic.
#[test]
fn under_a_target_the_indices_are_those_of_whether_it_is_met() {
    let areas = "area,status,go_live,went_live,annual_saving
Custody,live,2015-04,2015-04,\"normal(£1m, £200k)\"
Fleet,live,2015-04,2015-04,\"normal(£1m, £200k)\"\n";
    let toml = format!("{YEAR}[[target]]\nname = \"Promise\"\nmeasure = \"horizon_net_saving\"\nat_least = \"£2m\"\n");
    let programme = programme(&toml, areas, &[]);
    let asked_for = Asked { target: Some("Promise".into()), ..Asked::default() };
    let found = asked(&programme, asked_for, false, 4_096);
    let shares = found.indices.iter().find(|group| group.group == "area Fleet").unwrap().shares.unwrap();
    // Of the sign of a sum of two like normals each explains a third: Var(Phi(z)) = 1/12 of 1/4.
    assert_near(shares.first_order, 1.0 / 3.0);
    assert_near(shares.total, 2.0 / 3.0);
    assert_eq!(found.criterion.confidence, Some(0.8));
}
