//! `report.html`: every figure is that of its file, and nothing in it comes from elsewhere.

use std::collections::BTreeMap;
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

/// A printed figure: its place in the files, what is printed, and the unit of the table that it stands in.
struct Printed<'p> {
    place: String,
    text: &'p str,
    unit: f64,
}

fn printed(page: &str) -> Vec<Printed<'_>> {
    let mut unit = 1.0;
    let mut all = Vec::new();
    for piece in page.split('<') {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        if tag == "caption" || tag == "/table" {
            let worth = [("£m", 1e6), ("£k", 1e3), ("£bn", 1e9)];
            unit = worth.into_iter().find(|(name, _)| text.ends_with(name)).map_or(1.0, |(_, worth)| worth);
        }
        if let Some((_, place)) = tag.split_once("data-figure=\"") {
            let place = place.trim_end_matches('"').replace("&amp;", "&").replace("&quot;", "\"");
            all.push(Printed { place, text, unit });
        }
    }
    all
}

/// The number that is printed, and the worth of its last digit; nothing for chances and words.
fn amount(printed: &Printed) -> Option<(f64, f64)> {
    let text = printed.text.replace(',', "");
    let (text, mut unit) = match text.contains('£') {
        true => (text.replace('£', ""), 1.0),
        false if printed.place.contains("benefit_cost_ratio") => (text, 1.0),
        false => (text, printed.unit),
    };
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    unit *= match &text[digits.len()..] {
        "" => 1.0,
        "k" => 1e3,
        "m" => 1e6,
        "bn" => 1e9,
        _ => return None,
    };
    // A whole number ends in noughts where its error supports no more.
    let noughts = digits.len() - digits.trim_end_matches('0').len();
    let decimals = digits.split_once('.').map_or(-(noughts as i32), |(_, fraction)| fraction.len() as i32);
    Some((digits.parse::<f64>().ok()? * unit, unit / 10f64.powi(decimals)))
}

/// The cells of the files by their places.
fn cells(out: &Path) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    for (file, keys) in
        [("summary", 2), ("partners", 3), ("workforce", 3), ("areas", 1), ("targets", 1), ("targets_by_year", 2)]
    {
        let mut table = csv::Reader::from_path(out.join(file).with_extension("csv")).unwrap();
        let heads = table.headers().unwrap().clone();
        for row in table.records().map(Result::unwrap) {
            let key = row.iter().take(keys).collect::<Vec<_>>().join(":");
            for (head, cell) in heads.iter().zip(&row) {
                cells.insert(format!("{file}:{key}:{head}"), cell.to_owned());
            }
        }
    }
    cells
}

#[test]
fn every_figure_of_the_page_is_that_of_its_file() {
    for scenario in ["dorset-devon-cornwall/scenario.toml", "lancashire-futures/scenario.toml"] {
        let folder = tempfile::tempdir().unwrap();
        let out = results(scenario, folder.path());
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        let cells = cells(&out);
        let figures = printed(&page);
        let mut compared = 0;
        for figure in &figures {
            let cell = cells.get(&figure.place).unwrap_or_else(|| panic!("{scenario}: there is no {}", figure.place));
            let (Some((shown, step)), Ok(value)) = (amount(figure), cell.parse::<f64>()) else { continue };
            // A net cost is the same figure without its sign.
            let value = if shown > 0.0 && value < 0.0 && figure.text.contains('£') { -value } else { value };
            assert!(
                (shown - value).abs() <= step * 1.000_001,
                "{scenario}: {} is {} and not {cell}",
                figure.place,
                figure.text
            );
            compared += 1;
        }
        assert!(compared > 150, "{scenario}: {compared} of {}", figures.len());
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
