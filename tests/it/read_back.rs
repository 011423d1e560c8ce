//! The documents of four shipped scenarios, read back figure by figure against the result files.

use calamine::{Data, Reader, Xlsx, open_workbook};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a shipped scenario without charts; the folder of results.
fn results(scenario: &str, folder: &Path) -> PathBuf {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario).join("scenario.toml");
    let out = folder.join("out");
    let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
    let options = ["--trials", "400", "--no-charts", "--quiet", "-o"];
    let ran = program.arg("run").arg(scenario).args(options).arg(&out).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    out
}

/// A printed figure: its place in the files, what is printed, and the unit of the table that it stands in.
pub struct Printed<'p> {
    pub place: String,
    text: &'p str,
    unit: f64,
}

/// The figures of a page.
pub fn printed(page: &str) -> Vec<Printed<'_>> {
    let mut unit = 1.0;
    let mut all = Vec::new();
    for piece in page.split('<') {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        if tag == "caption" || tag == "/table" {
            let worth = [("£m", 1e6), ("£k", 1e3), ("£bn", 1e9)];
            unit = worth.into_iter().find(|(name, _)| text.ends_with(name)).map_or(1.0, |(_, worth)| worth);
        }
        if let Some((_, place)) = tag.split_once("data-figure=\"") {
            let place = place.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&quot;", "\"");
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

/// Every figure of the page is that of its file.
fn page_agrees(out: &Path, cells: &BTreeMap<String, String>) {
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let figures = printed(&page);
    let mut compared = 0;
    for figure in &figures {
        let cell = cells.get(&figure.place).unwrap_or_else(|| panic!("there is no {}", figure.place));
        assert!(!cell.is_empty(), "{} is printed as {} and blank in its file", figure.place, figure.text);
        let (Some((shown, step)), Ok(value)) = (amount(figure), cell.parse::<f64>()) else { continue };
        // An error may leave nothing of an amount.
        if shown == 0.0 {
            continue;
        }
        // A net cost is the same figure without its sign.
        let value = if shown > 0.0 && value < 0.0 && figure.text.contains('£') { -value } else { value };
        assert!((shown - value).abs() <= step * 1.000_001, "{} is {} and not {cell}", figure.place, figure.text);
        compared += 1;
    }
    assert!(compared > 120, "{compared} of {}", figures.len());
}

/// The rows of a sheet of measures are those of the file, cell by cell; the unit stands behind `keys`.
fn sheet_agrees(out: &Path, (sheet, file): (&str, &str), keys: usize, is_on: fn(&csv::StringRecord) -> bool) {
    let mut workbook: Xlsx<_> = open_workbook(out.join("report.xlsx")).unwrap();
    let cells = workbook.worksheet_range(sheet).unwrap();
    let mut rows = cells.rows().skip(4);
    let mut table = csv::Reader::from_path(out.join(file)).unwrap();
    for record in table.records().map(Result::unwrap).filter(is_on) {
        let row = rows.next().unwrap_or_else(|| panic!("{sheet} has no row of {record:?}"));
        let figures = record.len() + keys + 1 - row.len();
        for (cell, wanted) in row[keys + 1..].iter().zip(record.iter().skip(figures)) {
            match wanted.parse() {
                Ok(number) => assert_eq!(cell, &Data::Float(number), "{sheet}: {record:?}"),
                Err(_) => assert_eq!(cell.to_string(), wanted, "{sheet}: {record:?}"),
            }
        }
    }
    assert!(rows.next().is_none(), "{sheet} has more rows than {file}");
}

/// A table of the Word file: the paragraph above it, and its cells.
#[derive(Default)]
struct WordTable {
    caption: String,
    rows: Vec<Vec<String>>,
}

fn word_tables(out: &Path) -> Vec<WordTable> {
    let mut archive = zip::ZipArchive::new(File::open(out.join("report.docx")).unwrap()).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut tables, mut text, mut within): (Vec<WordTable>, String, bool) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::Start(start) => match start.local_name().as_ref() {
                "tbl" => {
                    within = true;
                    tables.push(WordTable { caption: std::mem::take(&mut text), rows: Vec::new() });
                }
                "tr" => tables.last_mut().unwrap().rows.push(Vec::new()),
                "p" => text.clear(),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "tbl" => within = false,
                "tc" if within => {
                    tables.last_mut().unwrap().rows.last_mut().unwrap().push(std::mem::take(&mut text));
                }
                _ => {}
            },
            Event::Eof => return tables,
            _ => {}
        }
    }
}

/// The tables by year of the Word file have the figures of the summary.
fn document_agrees(out: &Path, cells: &BTreeMap<String, String>) {
    let measures = [
        ("Net saving by year", "net_saving"),
        ("Cumulative net saving by year", "cumulative_net_saving"),
        ("Gross saving by year", "gross_saving"),
        ("Total cost by year", "total_cost"),
    ];
    let tables = word_tables(out);
    for (caption, measure) in measures {
        let table = tables.iter().find(|table| table.caption.contains(&format!(": {caption}"))).expect(caption);
        let unit = if table.caption.ends_with("£m") { 1e6 } else { 1e3 };
        assert_eq!(table.rows[0], ["Year", "Plan", "Mean", "P10", "P50", "P90"]);
        assert!(table.rows.len() > 5);
        for row in &table.rows[1..] {
            for (column, text) in ["plan", "mean", "p10", "p50", "p90"].into_iter().zip(&row[1..]) {
                let place = format!("summary:{measure}:{}:{column}", row[0]);
                let value: f64 = cells[&place].parse().unwrap();
                let (shown, step) = amount(&Printed { place: place.clone(), text, unit }).unwrap();
                assert!(shown == 0.0 || (shown - value).abs() <= step * 1.000_001, "{place} is {text} and not {value}");
            }
        }
    }
}

fn all_documents_agree(scenario: &str) {
    let folder = tempfile::tempdir().unwrap();
    let out = results(scenario, folder.path());
    let cells = cells(&out);
    page_agrees(&out, &cells);
    document_agrees(&out, &cells);
    sheet_agrees(&out, ("By year", "summary.csv"), 2, |record| !record[1].is_empty());
    sheet_agrees(&out, ("Whole period", "summary.csv"), 1, |record| record[1].is_empty());
    if out.join("partners.csv").exists() && scenario != "savings-tracker" {
        sheet_agrees(&out, ("By partner", "partners.csv"), 3, |_| true);
    }
}

#[test]
fn the_documents_of_dorset_have_the_figures_of_the_files() {
    all_documents_agree("dorset-devon-cornwall");
}

#[test]
fn the_documents_of_three_forces_have_the_figures_of_the_files() {
    all_documents_agree("three-force");
}

#[test]
fn the_documents_of_lancashire_have_the_figures_of_the_files() {
    all_documents_agree("lancashire-futures");
}

#[test]
fn the_documents_of_a_tracker_have_the_figures_of_the_files() {
    all_documents_agree("savings-tracker");
}
