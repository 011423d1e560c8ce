//! The example in one workbook: a sheet for each table, explained where one types.

use super::sheet::{Column, Kind, Styles, Table};
use super::{Made, taken};
use crate::cli::progress::Progress;
use crate::cli::{Failure, print};
use crate::programme::{AreaColumn, CollaborationModel, Mark, Measure, RiskColumn, Unit};
use crate::report::undisturbed;
use crate::scenario::{SheetTemplate, explained, laws, sheet_templates};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::Ordering;
use toml::{Table as Toml, Value};

/// What the workbook is called.
const NAME: &str = "scenario.xlsx";

/// Writes the example as one workbook into a folder.
pub(super) fn run(folder: &Path) -> Result<(), Failure> {
    let place = folder.join(NAME);
    if place.symlink_metadata().is_ok() {
        return Err(taken(&place));
    }
    let bytes = workbook().map_err(|error| Failure::World(format!("the workbook cannot be made: {error}")))?;
    // From here on an interrupt is caught, and waits until the files are whole, or away.
    let progress = Progress::begin(true)?;
    let undisturbed = undisturbed();
    let mut made = Made::default();
    write(&bytes, folder, &mut made)
        .map_err(|error| Failure::of_io(&format!("{} cannot be written", place.display()), error))?;
    if progress.watch().stop.load(Ordering::Relaxed) {
        return Err(Failure::Interrupted);
    }
    made.keep();
    drop(undisturbed);
    let scenario = place.display();
    print(&format!(
        "Wrote a scenario to start from: {scenario}\n\nIts figures are invented. Next:\n\n  \
         1. open it, put your own programme into it (choose a cell to see what it means), and save it\n  \
         2. foresave check {scenario}    shows what was understood, or all errors\n  \
         3. foresave run {scenario}      forecasts\n"
    ))
}

/// Writes the workbook beside its place, down to the disk, and moves it there.
fn write(bytes: &[u8], folder: &Path, made: &mut Made) -> io::Result<()> {
    made.folder(folder)?;
    let inside = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let staging = tempfile::Builder::new().prefix(".foresave-").tempdir_in(inside)?;
    let path = staging.path().join(NAME);
    let mut file = File::create_new(&path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    made.moved(&path, &folder.join(NAME))
}

const SCENARIO: &str = include_str!("../starter/scenario.toml");
const TABLES: [(&str, &str); 4] = [
    ("Areas", include_str!("../starter/areas.csv")),
    ("Risks", include_str!("../starter/risks.csv")),
    ("Assumptions", include_str!("../starter/assumptions.csv")),
    ("Slippage", include_str!("../starter/slippage.csv")),
];

/// What is said below the title of each sheet.
const EXPLANATIONS: [(&str, &str); 13] = [
    (
        "Programme",
        "One setting a row. Leave a value blank where the default is right; the column meaning is for you alone.",
    ),
    (
        "Areas",
        "One row for each business area. Choose a cell to see what its column means. All columns are explained on the sheet Guide.",
    ),
    (
        "Risks",
        "One row for each risk that may strike areas: once, with a probability, or again and again, with a frequency.",
    ),
    ("Actuals", "What has been reported, one row for each area and year. Leave it empty where nothing has been."),
    ("Partners", "One row for each partner. How they share is a setting of the sheet Programme."),
    (
        "Workforce",
        "One row for each group of posts that the programme counts down. Leave it empty where headcount is no concern.",
    ),
    ("Correlations", "What makes areas late, or dear, together. Exactly one of across, within and pair in a row."),
    ("Programme costs", "Costs of the programme itself, which no area bears."),
    ("Grants", "Money that has been promised or bid for."),
    ("Targets", "What has been promised to whom: the forecast says how likely each is to be met."),
    (
        "Assumptions",
        "Where each figure comes from. foresave check lists the figures that this register does not cover.",
    ),
    (
        "Slippage",
        "How late earlier projects were, in months. Settings and cells use it as history('Slippage', 'months').",
    ),
    ("Lists", "What the drop-down lists offer. Nothing is read from here."),
];

/// The workbook's bytes.
fn workbook() -> Result<Vec<u8>, XlsxError> {
    let scenario: Toml = SCENARIO.parse().expect("the example is TOML");
    let mut workbook = Workbook::new();
    let first = ExcelDateTime::from_ymd(2026, 4, 1)?;
    let properties = DocProperties::new().set_title("A scenario for foresave").set_creation_datetime(&first);
    workbook.set_properties(&properties);
    let styles = Styles::new();
    programme(&scenario).write(&mut workbook, &styles)?;
    for template in sheet_templates() {
        let rows = match TABLES.iter().find(|(sheet, _)| *sheet == template.sheet) {
            Some((_, text)) => of_csv(&template, text),
            None => of_list(&template, &scenario),
        };
        entries(&template, rows).write(&mut workbook, &styles)?;
    }
    slippage().write(&mut workbook, &styles)?;
    lists().write(&mut workbook, &styles)?;
    guide().write(&mut workbook, &styles)?;
    workbook.worksheet_from_index(0)?.set_active(true);
    workbook.save_to_buffer()
}

fn explanation(sheet: &str) -> &'static str {
    EXPLANATIONS.iter().find(|(known, _)| *known == sheet).map_or("", |(_, text)| *text)
}

/// Files of the example are sheets here.
fn of_workbook(text: &str) -> String {
    text.replace("'slippage.csv'", "'Slippage'").replace("slippage.csv", "the sheet Slippage")
}

// ---- entries

fn entries(template: &SheetTemplate, rows: Vec<Vec<String>>) -> Table {
    let columns = template.columns.iter().map(|&name| Column {
        heading: name.to_owned(),
        kind: kind(template, name),
        message: message(&template.heading, name),
        list: list_of(template.sheet, name),
    });
    Table {
        name: template.sheet.to_owned(),
        explanation: explanation(template.sheet).to_owned(),
        columns: columns.collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(|cell| (cell, None)).collect()).collect(),
        room: 300,
    }
}

fn of_csv(template: &SheetTemplate, text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().expect("the example has headings").iter().map(str::to_owned).collect();
    let place = |column: &&str| headings.iter().position(|heading| heading == column);
    let places: Vec<Option<usize>> = template.columns.iter().map(place).collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("the example is CSV");
        places.iter().map(|at| of_workbook(at.and_then(|at| record.get(at)).unwrap_or_default())).collect()
    });
    rows.collect()
}

fn of_list(template: &SheetTemplate, scenario: &Toml) -> Vec<Vec<String>> {
    let Some(Value::Array(entries)) = scenario.get(template.key) else { return Vec::new() };
    let cell = |entry: &Value, column: &str| entry.get(column).map_or_else(String::new, text);
    entries.iter().map(|entry| template.columns.iter().map(|column| cell(entry, column)).collect()).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => of_workbook(text),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn kind(template: &SheetTemplate, column: &str) -> Kind {
    if template.dates.contains(&column) {
        return Kind::Date;
    }
    if template.years.contains(&column) {
        return Kind::Text;
    }
    let of_area = AreaColumn::ALL.iter().find(|it| it.name() == column).map(|it| it.unit());
    let of_risk = RiskColumn::ALL.iter().find(|it| it.name() == column).map(|it| it.unit());
    let unit = if template.sheet == "Risks" { of_risk } else { of_area };
    match column {
        "probability" | "rank_correlation" | "leavers_per_year" | "realised_share" => Kind::Fraction,
        "gross_saving" | "cost" | "grant" | "amount" | "per_year" | "net_revenue_budget" => Kind::Money,
        _ if unit.is_some_and(|unit| unit.is_money()) => Kind::Money,
        _ if unit == Some(Unit::Fraction) => Kind::Fraction,
        _ => Kind::General,
    }
}

/// An example of a scenario file as it is typed into a cell: texts without their quotation marks, lists without brackets
/// and with semicolons.
fn as_typed(example: &str) -> String {
    let inner = example.strip_prefix('[').and_then(|list| list.strip_suffix(']')).unwrap_or(example);
    inner.replace("\", \"", "; ").trim_matches('"').to_owned()
}

/// What is shown when a cell is chosen: meaning, unit, example.
fn message(heading: &str, name: &str) -> String {
    let Some(explained) = explained(heading, name) else { return String::new() };
    let parts = [
        ("", explained.meaning),
        ("Unit: ", explained.unit),
        ("If blank: ", explained.blank),
        ("Example: ", as_typed(&explained.example)),
    ];
    let parts = parts.iter().filter(|(_, text)| !text.is_empty());
    let sentence = |label: &str, text: &str| {
        let mut letters = text.chars();
        let first = letters.next().map_or_else(String::new, |letter| letter.to_uppercase().collect());
        if label.is_empty() { format!("{first}{}.", letters.as_str()) } else { format!("{label}{text}") }
    };
    parts.map(|(label, text)| sentence(label, text)).collect::<Vec<_>>().join("\n")
}

// ---- settings

fn programme(scenario: &Toml) -> Table {
    let mut rows: Vec<(String, String)> = Vec::new();
    for key in ["title", "start", "end", "as_of", "source", "notes"] {
        rows.push((key.to_owned(), scenario.get(key).map_or_else(String::new, text)));
    }
    for (section, keys) in crate::scenario::settings() {
        let given = scenario.get(section).and_then(Value::as_table);
        for key in keys {
            match given.and_then(|given| given.get(*key)) {
                Some(value) => flatten(&format!("{section}.{key}"), value, &mut rows),
                None if section == "defaults" || (section, *key) == ("benchmark", "comparators") => {}
                None => rows.push((format!("{section}.{key}"), String::new())),
            }
        }
    }
    let rows = rows.into_iter().map(|(setting, value)| {
        let (kind, list) = of_setting(&setting);
        let help = meaning_of_setting(&setting);
        vec![(setting, None), (value, Some((kind, list, help.clone()))), (help, None)]
    });
    let column = |heading: &str, kind| Column { heading: heading.into(), kind, message: String::new(), list: None };
    Table {
        name: "Programme".into(),
        explanation: explanation("Programme").into(),
        columns: vec![column("setting", Kind::Text), column("value", Kind::General), column("meaning", Kind::Wrapped)],
        rows: rows.collect(),
        room: 0,
    }
}

fn flatten(path: &str, value: &Value, rows: &mut Vec<(String, String)>) {
    match value {
        Value::Table(inner) => inner.iter().for_each(|(key, value)| flatten(&format!("{path}.{key}"), value, rows)),
        value => rows.push((path.to_owned(), text(value))),
    }
}

fn of_setting(setting: &str) -> (Kind, Option<&'static str>) {
    let key = setting.rsplit('.').next().unwrap_or(setting);
    match setting {
        "as_of" => (Kind::Date, None),
        "start" | "end" | "prices.base" | "discounting.base" => (Kind::Text, Some("year")),
        "simulation.sampling" => (Kind::Text, Some("sampling")),
        "prices.terms" => (Kind::Text, Some("terms")),
        "benchmark.replace" => (Kind::Text, Some("yes or no")),
        "exit.dismantling_cost" => (Kind::Money, None),
        "exit.probability" | "exit.saving_kept" | "prices.persistence" | "discounting.rate" => (Kind::Fraction, None),
        _ if setting.starts_with("sharing.costs.") || setting.starts_with("sharing.savings.") => (Kind::Fraction, None),
        _ if setting.starts_with("prices.") => (Kind::Fraction, None),
        _ if setting.starts_with("defaults.") => {
            let unit = AreaColumn::ALL.iter().find(|column| column.name() == key).map(|column| column.unit());
            let is_fraction = key == "probability" || unit == Some(Unit::Fraction);
            (if is_fraction { Kind::Fraction } else { Kind::General }, None)
        }
        _ => (Kind::General, None),
    }
}

fn meaning_of_setting(setting: &str) -> String {
    let parts: Vec<&str> = setting.splitn(3, '.').collect();
    match parts[..] {
        ["defaults", status, column] => format!("of {status} areas: {}", meaning("Areas", column)),
        ["defaults", column] => format!("where a cell is blank: {}", meaning("Areas", column)),
        [section, key, part] => format!("{part}: {}", meaning(&format!("[{section}]"), key)),
        [section, key] => meaning(&format!("[{section}]"), key),
        _ => meaning("Top level", setting),
    }
}

fn meaning(heading: &str, name: &str) -> String {
    let Some(explained) = explained(heading, name) else { return String::new() };
    let said = if explained.meaning.is_empty() { explained.unit } else { explained.meaning };
    match explained.blank.as_str() {
        "" | "required" => said,
        blank => format!("{said}; default: {blank}"),
    }
}

// ---- lists and guide

/// The list of the sheet *Lists*, or the sheet whose names are meant, that a column's cells are chosen from.
fn list_of(sheet: &str, column: &str) -> Option<&'static str> {
    Some(match (sheet, column) {
        ("Areas", "status") => "status",
        ("Areas", "collaboration_model") => "collaboration_model",
        ("Areas", "in_plan") | ("Workforce", "redundancy_possible") => "yes or no",
        ("Assumptions", "mark") => "mark",
        ("Targets", "measure") => "measure",
        ("Areas", "after" | "requires") | ("Risks", "areas") | ("Actuals" | "Targets", "area") => "Areas",
        ("Targets", "partner") => "Partners",
        ("Areas" | "Targets", "workforce") => "Workforce",
        ("Actuals" | "Grants", "year") | ("Targets", "by") => "year",
        _ => return None,
    })
}

/// The lists that drop-down lists offer.
pub(super) fn offered() -> Vec<(&'static str, Vec<String>)> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let measures = Measure::all().chain(Measure::of_workforce()).map(Measure::name);
    vec![
        ("status", owned(&["design", "approved", "live"])),
        ("collaboration_model", CollaborationModel::ALL.map(|model| model.name().to_owned()).to_vec()),
        ("yes or no", owned(&["yes", "no"])),
        ("mark", Mark::ALL.map(|mark| mark.name().to_owned()).to_vec()),
        ("measure", measures.collect()),
        ("sampling", owned(&["random", "lhs", "sobol"])),
        ("terms", owned(&["cash", "real"])),
        ("year", (2015..2050).map(|year| format!("{year}/{:02}", (year + 1) % 100)).collect()),
    ]
}

fn lists() -> Table {
    let lists = offered();
    let longest = lists.iter().map(|(_, words)| words.len()).max().unwrap_or(0);
    let cell = |row: usize, words: &[String]| (words.get(row).cloned().unwrap_or_default(), None);
    Table {
        name: "Lists".into(),
        explanation: explanation("Lists").into(),
        columns: lists.iter().map(|(name, _)| plain_column(name, Kind::Text)).collect(),
        rows: (0..longest).map(|row| lists.iter().map(|(_, words)| cell(row, words)).collect()).collect(),
        room: 0,
    }
}

fn slippage() -> Table {
    let mut rows =
        TABLES[3].1.lines().map(|line| line.split(',').map(|cell| (cell.to_owned(), None)).collect::<Vec<_>>());
    let headings = rows.next().unwrap_or_default();
    Table {
        name: "Slippage".into(),
        explanation: explanation("Slippage").into(),
        columns: headings.iter().map(|(name, _)| plain_column(name, Kind::General)).collect(),
        rows: rows.collect(),
        room: 0,
    }
}

fn guide() -> Table {
    let mut rows: Vec<[String; 6]> = Vec::new();
    for template in sheet_templates() {
        for column in template.columns {
            let said = explained(&template.heading, column).unwrap_or_default();
            let names = [template.sheet.to_owned(), (*column).to_owned()];
            let [sheet, column] = names;
            rows.push([sheet, column, said.meaning, said.unit, said.blank, as_typed(&said.example)]);
        }
    }
    for (law, when) in laws() {
        let law = law.replace("\"file.csv\", \"column\"", "'Sheet', 'column'");
        rows.push([
            "Any quantity that may be uncertain".into(),
            law,
            when,
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
    let headings = ["Sheet", "Column or text", "Meaning", "Unit and range", "If blank", "Example"];
    Table {
        name: "Guide".into(),
        explanation:
            "What every column means, and the distributions that may stand wherever a quantity may be uncertain. \
                      Save the workbook, then: foresave check scenario.xlsx"
                .into(),
        columns: headings.iter().map(|heading| plain_column(heading, Kind::Wrapped)).collect(),
        rows: rows.into_iter().map(|row| row.into_iter().map(|cell| (cell, None)).collect()).collect(),
        room: 0,
    }
}

fn plain_column(heading: &str, kind: Kind) -> Column {
    Column { heading: heading.to_owned(), kind, message: String::new(), list: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{self, Files, Reading};

    #[test]
    fn the_workbook_gives_the_same_plan_as_the_text_files() {
        let folder = tempfile::tempdir().unwrap();
        let read = |path: &Path| {
            let reading = scenario::read(&Files::at(path));
            reading.unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false)))
        };
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/starter/scenario.toml");
        std::fs::write(folder.path().join(NAME), workbook().unwrap()).unwrap();
        let (text, workbook) = (read(&starter), read(&folder.path().join(NAME)));
        assert_eq!(workbook.warnings.warnings(), 0, "{}", workbook.warnings.to_terminal(false));
        assert_eq!(workbook.uncovered, []);
        let plan = |reading: &Reading| {
            let plan = format!("{:?}", crate::plan::compile(&reading.programme).unwrap());
            // What follows is looked up by name and has no order.
            plan.split_once("rows: Rows").unwrap().0.to_owned()
        };
        assert_eq!(plan(&text), plan(&workbook));
    }

    #[test]
    fn examples_are_as_they_are_typed_into_a_cell() {
        let shown = ["\"2030/31\"", "[\"ICT\", \"HR\"]", "pert(£1k, £2k, £3k)", "ICT; HR +3"].map(as_typed);
        assert_eq!(shown, ["2030/31", "ICT; HR", "pert(£1k, £2k, £3k)", "ICT; HR +3"]);
        for template in sheet_templates() {
            for column in template.columns {
                let message = message(&template.heading, column);
                assert!(!message.contains("Example: [") && !message.contains('"'), "{}: {message}", template.sheet);
            }
        }
    }

    #[test]
    fn a_workbook_that_is_there_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), "mine").unwrap();
        let mut made = Made::default();
        assert_eq!(write(b"new", folder.path(), &mut made).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(folder.path().join(NAME)).unwrap(), "mine");
    }
}
