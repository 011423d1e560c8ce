//! What is fitted, how it is written, and what is best.

use super::{best, candidate, cases, column, of, of_values};
use foresave::analysis::fit::{Fit, Question, Verdict, fit};
use foresave::engine::{Engine, Watch};
use foresave::report::{Look, compose, fit_results, to_terminal};
use foresave::scenario::{self, Files};

/// What is printed, on one line.
fn printed(fit: &Fit) -> String {
    let text = to_terminal(&compose::fit(fit), Look { width: 100, sections: &[], with_headings: false });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sixteen delays that look like those of many projects.
const DELAYS: [f64; 16] = [1.0, 2.0, 2.0, 3.5, 4.0, 5.0, 6.5, 8.0, 9.0, 12.0, 2.5, 4.5, 7.0, 10.0, 14.0, 3.0];

#[test]
fn the_same_comes_of_any_number_of_threads_and_another_seed_moves_the_p_values_alone() {
    let cases = cases(&column(&DELAYS), "months", None).unwrap();
    let run = |threads, seed| {
        fit(&cases, Question { within: None, seed }, &Engine::new(Some(threads)), &Watch::default()).unwrap()
    };
    let (one, three, other) = (run(1, 7), run(3, 7), run(3, 8));
    assert_eq!(one.candidates, three.candidates);
    for (one, other) in one.candidates.iter().zip(&other.candidates) {
        assert_eq!((one.aicc, one.ad, &one.text), (other.aicc, other.ad, &other.text));
    }
    assert!(one.candidates.iter().zip(&other.candidates).any(|(one, other)| one.ad_p != other.ad_p));
}

#[test]
fn values_that_are_nil_become_a_share_of_their_own() {
    let values = [vec![0.0; 4], DELAYS.to_vec()].concat();
    let fit = of_values(&values, None);
    assert_eq!(fit.observations.nils, 4);
    let gamma = candidate(&fit, "gamma");
    assert!(gamma.text.as_deref().is_some_and(|text| text.starts_with("mixture(0: 0.2, gamma(")), "{gamma:?}");
    assert_eq!(gamma.parameters, Some(3));
    // The positive values' own, and a share of 4 in 20.
    let alone = of_values(&DELAYS, None);
    let of_nil = 4.0 * 0.2_f64.ln() + 16.0 * 0.8_f64.ln();
    let whole = candidate(&alone, "gamma").log_likelihood.unwrap() + of_nil;
    assert!((gamma.log_likelihood.unwrap() - whole).abs() < 1e-9);
    assert_eq!(gamma.ad, candidate(&alone, "gamma").ad);
    assert!(candidate(&fit, "history").text.as_deref() == Some("history(\"past.csv\", \"months\")"));
    assert!(
        candidate(&fit, "metalog").text.as_deref().is_some_and(|text| text.starts_with("mixture(0: 0.2, metalog("))
    );
}

#[test]
fn one_nil_or_a_value_below_it_is_a_value_like_others() {
    for first in [vec![0.0], vec![0.0, 0.0, -1.0]] {
        let fit = of_values(&[first, DELAYS.to_vec()].concat(), None);
        assert_eq!(fit.observations.nils, 0);
        assert!(candidate(&fit, "gamma").text.is_none());
    }
}

#[test]
fn a_bound_of_nil_says_nothing_beside_a_share_of_nil() {
    let text = "months,late\n0,no\n0,no\n1,no\n2,no\n4,no\n0,yes\n3,yes\n";
    let fit = of(&cases(text, "months", Some("late")).unwrap(), None);
    let seen = &fit.observations;
    assert_eq!((seen.nils, seen.bounds.len(), seen.uncounted, seen.rows()), (2, 1, 1, 6));
}

#[test]
fn few_values_choose_no_law() {
    let of_so_many = |count: usize| of_values(&DELAYS[..count], None);
    let (eight, seven, four) = (of_so_many(8), of_so_many(7), of_so_many(4));
    assert!(matches!(eight.verdict, Verdict::Law { .. }));
    assert_eq!((&seven.verdict, best(&seven)), (&Verdict::TooFew, Some("history")));
    assert_eq!((&four.verdict, best(&four)), (&Verdict::Judgement, None));
    let three = of_so_many(4 - 1);
    assert!(candidate(&three, "normal").aicc.is_none(), "3 rows less 2 parameters less 1 leave nothing");
}

#[test]
fn values_that_no_law_describes_are_drawn_from_themselves() {
    let two_clusters: Vec<f64> = (0..40).map(|i| f64::from(i % 2) * 100.0 + 1.0 + f64::from(i) / 100.0).collect();
    let fit = of_values(&two_clusters, None);
    assert_eq!((&fit.verdict, best(&fit)), (&Verdict::NoneFits, Some("history")));
    assert!(printed(&fit).contains("None of the laws fits"));
}

#[test]
fn every_text_is_one_that_a_scenario_reads() {
    let values = [vec![0.0; 4], DELAYS.to_vec()].concat();
    let fits = [of_values(&values, Some((0.0, 20.0))), of_values(&DELAYS, Some((0.5, 14.5)))];
    for candidate in fits.iter().flat_map(|fit| &fit.candidates) {
        let text = candidate.text.as_deref().unwrap_or_else(|| panic!("{candidate:?}"));
        let scenario = "title = \"T\"\nstart = \"2026/27\"\nend = \"2028/29\"\nareas = \"areas.csv\"\n";
        let quoted = text.replace('"', "\"\"");
        let areas =
            format!("area,status,go_live,annual_saving,slippage_months\nICT,approved,2026-09,£1m,\"{quoted}\"\n");
        let files = [("s.toml", scenario.to_owned()), ("areas.csv", areas), ("past.csv", column(&values))];
        let files = Files::in_memory("s.toml", files.map(|(name, text)| (name, text.into_bytes())));
        let read = scenario::read(&files);
        assert!(read.is_ok(), "{text}: {}", read.unwrap_err().to_terminal(false));
    }
}

#[test]
fn dates_say_who_is_finished_and_units_are_read_as_a_scenario_reads_them() {
    let text = "Delay (months);Went live\n3 months;01/04/2024\n4.5;Sep-24\n;2024-05\n7;\n2;2024-10-14\n1;2025-01\n";
    let cases = cases(text, "delay", Some("went live")).unwrap();
    assert_eq!((cases.finished, cases.bounds, cases.blanks), (vec![3.0, 4.5, 2.0, 1.0], vec![7.0], 1));
    let money = super::cases("cost\n£1.2m\n£900k\n(£5k)\n-\n", "cost", None).unwrap();
    assert_eq!(money.finished, [1_200_000.0, 900_000.0, -5_000.0, 0.0]);
    let share = super::cases("Realisation\n72%\n0.9\n110%\n", "realisation", None).unwrap();
    assert_eq!(share.finished, [0.72, 0.9, 1.1]);
}

#[test]
fn a_sheet_of_a_workbook_is_read_as_its_twin_in_csv() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "what this is").unwrap();
    let sheet = workbook.add_worksheet().set_name("Past delays").unwrap();
    sheet.write(0, 0, "Delays of earlier programmes").unwrap();
    let (months, waiting) = ([1.0, 3.5, 7.0, 2.0, 9.5], ["no", "No", "yes", "n", "TRUE"]);
    sheet.write_row(2, 1, ["Months", "Still waiting"]).unwrap();
    sheet.write_column(3, 1, months).unwrap();
    sheet.write_column(3, 2, waiting).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let files = |name: &str| Files::in_memory(name, [("past.xlsx", bytes.clone())]);
    let of = |name: &str| scenario::cases(&files(name), "months", Some("still waiting"));
    let read = of("past.xlsx#past delays").unwrap();
    assert_eq!((read.finished, read.bounds), (vec![1.0, 3.5, 2.0], vec![7.0, 9.5]));
    let said = of("past.xlsx").unwrap_err().to_terminal(false);
    assert!(said.contains("error[sheet-missing]") && said.contains("`past.xlsx#Past delays`"), "{said}");
}

#[test]
fn the_files_hold_what_is_said_and_six_decimals() {
    let text = "months,late\n1,no\n2,no\n2,no\n5,no\n9,no\n3,yes\n4,no\n6,no\n7,no\n";
    let fit = of(&cases(text, "months", Some("late")).unwrap(), None);
    let files = fit_results(&fit).files();
    assert_eq!(
        files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["fit.json", "fit.csv", "survival.csv"]
    );
    let survival = &files[2].1;
    assert!(
        survival.starts_with("value,at_risk,cases,survival\n1.000000,9,1,0.888889\n2.000000,8,2,0.666667\n"),
        "{survival}"
    );
    assert!(files[1].1.contains("\nhistory,\"history(\"\"past.csv\"\", \"\"months\"\")\",,,,,,,no,"), "{}", files[1].1);
    let words: Vec<String> = printed(&fit).split_whitespace().map(String::from).collect();
    assert!(words.join(" ").contains("1 of 9 rows is not finished"));
}
