//! `report.html`: it is whole, nothing in it comes from elsewhere, and figures of analyses name their place.

use super::read_back::printed;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a shipped scenario; the folder of results.
fn results(scenario: &str, folder: &Path) -> PathBuf {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario);
    let out = folder.join("out");
    let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
    let ran = program.arg("run").arg(scenario).args(["--trials", "2000", "--quiet", "-o"]).arg(&out).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    out
}

/// The places of an analysis's files that hold something.
fn places(out: &Path) -> BTreeSet<String> {
    let files: [(&str, &[usize]); 11] = [
        ("explain", &[0]),
        ("compare", &[0, 2, 3]),
        ("compare_targets", &[0, 1]),
        ("indices", &[0, 1]),
        ("tornado", &[0]),
        ("without", &[0, 1]),
        ("switching", &[0]),
        ("solve", &[0]),
        ("promise", &[0]),
        ("benchmark", &[1, 2]),
        ("outside_view", &[0]),
    ];
    let mut places = BTreeSet::new();
    for (file, keys) in files {
        let Ok(mut table) = csv::Reader::from_path(out.join(file).with_extension("csv")) else { continue };
        let heads = table.headers().unwrap().clone();
        for row in table.records().map(Result::unwrap) {
            let key = keys.iter().map(|&at| &row[at]).collect::<Vec<_>>().join(":");
            let filled = heads.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
            places.extend(filled.map(|(head, _)| format!("{file}:{key}:{head}")));
        }
    }
    places
}

#[test]
fn figures_of_analyses_name_where_they_stand_in_their_files() {
    let folder = tempfile::tempdir().unwrap();
    let example = folder.path().join("example");
    let made = Command::new(env!("CARGO_BIN_EXE_foresave")).arg("init").arg(&example).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = fs::read_to_string(example.join("scenario.toml")).unwrap();
    fs::write(example.join("other.toml"), text.replacen("title = \"", "title = \"Another ", 1)).unwrap();
    let [own, other] = ["scenario.toml", "other.toml"].map(|name| example.join(name).display().to_string());
    let asked: [(&[&str], usize); 6] = [
        (&["explain", &own], 20),
        (&["compare", &own, &other], 20),
        (&["sensitivity", &own], 20),
        (&["solve", &own, "--vary", "areas.annual_saving", "--at-least", "£1m"], 2),
        (&["solve", &own, "--promise"], 6),
        (&["benchmark", &own], 20),
    ];
    for (asked, least) in asked {
        let out = folder.path().join(asked.concat().replace('/', "-"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
        let options = ["--trials", "256", "--quiet", "--report", "html", "-o"];
        let ran = program.args(asked).args(options).arg(&out).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let (page, places) = (fs::read_to_string(out.join("report.html")).unwrap(), places(&out));
        let figures = printed(&page);
        let unknown: Vec<&str> =
            figures.iter().map(|figure| figure.place.as_str()).filter(|place| !places.contains(*place)).collect();
        assert!(unknown.is_empty(), "{asked:?}: {unknown:?}");
        assert!(figures.len() >= least, "{asked:?}: {} figures", figures.len());
    }
}

#[test]
fn the_page_is_whole_and_asks_nothing_of_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let page =
        fs::read_to_string(results("dorset-devon-cornwall/scenario.toml", folder.path()).join("report.html")).unwrap();
    assert!(page.len() < 3_000_000, "{}", page.len());
    let sections =
        ["summary", "position", "forecast", "confidence", "areas", "partners", "risks", "limits", "recommendations"];
    for section in sections.into_iter().chain(["assumptions", "method", "about"]) {
        assert_eq!(page.matches(&format!("<section id=\"{section}\">")).count(), 1, "{section}");
    }
    for chart in ["cumulative", "annual", "distribution", "go_live", "areas", "partners"] {
        assert!(page.contains(&format!("<figure class=\"chart\" id=\"chart-{chart}\">")), "{chart}");
    }
    for banned in [" src=", "href=\"http", " style=", "url(", "@import", " onload"] {
        assert!(!page.contains(banned), "{banned}");
    }
    assert!(page.matches("<svg ").count() >= 6 && page.matches("<h1>").count() == 1);
}
