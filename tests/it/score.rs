//! `score`: three invented forecasts of one programme beside what came, and what cannot be scored.

use foresave::analysis::score::{Fell, Past, Reason, Score, score};
use foresave::diagnostic::Diagnostics;
use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast::forecast;
use foresave::programme::Sampling;
use foresave::report::{Beside, Look, compose, score_results, to_json, to_terminal};
use foresave::scenario::{self, Files, Outturns};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/score")
}

/// The `run.json` of the forecast of a year.
fn run(year: u32) -> String {
    let reading = scenario::read(&Files::at(folder().join(format!("scenario-{year}.toml")))).unwrap();
    let drawing = Drawing::new(2_000, 1, Sampling::Random);
    let run = forecast(&reading.programme, &Engine::new(None), &drawing, &Watch::default()).unwrap();
    to_json(&run.forecast, &reading.warnings, &Beside::default())
}

fn past(year: u32) -> Past {
    Past::read(&format!("results/{year}"), &run(year)).unwrap()
}

fn outturns(text: &str) -> Result<Outturns, Diagnostics> {
    scenario::outturns(&Files::in_memory("outturn.csv", [("outturn.csv", text.as_bytes().to_vec())]))
}

fn of_three() -> Score {
    let outturns = scenario::outturns(&Files::at(folder().join("outturn.csv"))).unwrap();
    score([2022, 2023, 2024].map(past).to_vec(), &outturns)
}

/// What is printed, on one line.
fn text(score: &Score) -> String {
    let text = to_terminal(&compose::score(score), Look { width: 100, sections: &[], with_headings: true });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn three_forecasts_read_as_an_audit_committee_would_want_it() {
    let score = of_three();
    let words = text(&score);
    for said in [
        "3 forecasts were set beside what came 18 times: the 50% range held it",
        "fewer than they should: the ranges were too narrow, or the forecasts lay to one side",
        "those of one forecast hang together",
        "On average what came was",
        "The forecasts were nearer to what came than the plans",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn what_was_reported_before_a_data_date_is_not_scored_by_that_forecast() {
    let score = of_three();
    let of_forecast = |forecast: usize| score.rows.iter().filter(|row| row.forecast == forecast).count();
    assert_eq!([of_forecast(0), of_forecast(1), of_forecast(2)], [8, 6, 4]);
    assert!(score.rows.iter().all(|row| (0..=3).contains(&row.years_ahead)));
    let ahead: Vec<Option<i32>> = score.calibration.iter().map(|calibration| calibration.years_ahead).collect();
    assert_eq!(ahead, [Some(0), Some(1), Some(2), Some(3), None]);
    assert!(score.left_out.is_empty());
}

#[test]
fn sums_are_those_of_the_rows() {
    let score = of_three();
    let all = score.calibration.last().unwrap();
    let sum =
        |of: fn(&foresave::analysis::score::Scored) -> f64| score.rows.iter().map(|row| of(&row.scored)).sum::<f64>();
    let (scores, plans) = (sum(|scored| scored.quantile_score), sum(|scored| scored.plan_error.abs()));
    assert!((all.skill.unwrap() - (1.0 - scores / plans)).abs() < 1e-12);
    assert!((all.median_bias - sum(|scored| scored.median_error) / 18.0).abs() < 1e-6);
    assert_eq!(all.held[2].count, score.rows.iter().filter(|row| row.scored.held[2]).count());
    let inside = |row: &&foresave::analysis::score::Row| matches!(row.scored.fell, Fell::At(_));
    assert_eq!(
        all.held[2].count,
        score.rows.iter().filter(inside).count(),
        "the 90% range ends at the outer quantiles"
    );
}

#[test]
fn what_cannot_be_scored_is_named() {
    let table =
        "measure,year,actual\ngross_saving,2021/22,£1m\nnpv,,£3m\npayback_year,,2024/25\ngross_saving,2022/23,£1m\n";
    let score = score(vec![past(2023)], &outturns(&format!("{table}areas_live,2030/31,3\n")).unwrap());
    let reasons: Vec<Reason> = score.left_out.iter().map(|left| left.reason).collect();
    assert_eq!(reasons, [Reason::NotForecast, Reason::Label, Reason::KnownBefore, Reason::NotForecast]);
    let files = score_results(&score).files();
    assert!(files[0].1.contains("\"reason\": \"no forecast has it\""));
    let text = text(&score);
    assert!(
        text.contains("That is too few for a claim") && text.contains("a year has no score: payback year"),
        "{text}"
    );
}

#[test]
fn a_folder_that_holds_no_run_is_told() {
    for (run, said) in [
        ("{\"format\": \"foresave benchmark, format 1\"}", "is no result of `foresave run`"),
        ("{\"format\": \"foresave run, format 1\", \"manifest\": {}}", "does not say its `as_of`"),
        ("months\n3\n", "is no result of a run"),
    ] {
        let fault = Past::read("results/x", run).unwrap_err();
        assert!(fault.contains(said), "{fault}");
    }
}

#[test]
fn faults_of_the_table_are_told_at_once_with_their_places() {
    let table = "measure,year,actual,partner
gros_saving,2022/23,£1m,
gross_saving,,£1m,
npv,2022/23,£1m,
net_saving,2022/23,soon,
net_saving,2023/24,£1m,Dorset
net_saving,2023/24,£2m,dorset
";
    let said = outturns(table).unwrap_err().to_terminal(false);
    for words in [
        "there is no measure `gros_saving`",
        "did you mean `gross_saving`?",
        "`gross_saving` is a figure of each year, and no year is given",
        "`npv` is a figure of the whole horizon, and 2022/23 is a year",
        "`soon` is not a number",
        "outturn.csv:5:20",
        "this outturn is given twice",
        "5 errors",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
