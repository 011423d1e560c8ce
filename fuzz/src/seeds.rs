//! Inputs made from what is there: shipped scenarios and the error gallery; and scenarios of one cell.

use crate::random::Random;
use crate::scenario::Scenario;
use crate::words::{any_law, cell, garbled, odd_cell, toml};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package stands in the repository")
}

/// Folders of a scenario as text files, by the name of the scenario file.
static FOLDERS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let folders = ["scenarios", "tests/errors"].map(|folder| repository().join(folder));
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    paths.push(repository().join("src/cli/starter"));
    paths.push(repository().join("src/cli/tracker"));
    paths.sort();
    paths.iter().flat_map(|path| of_folder(path)).collect()
});

/// A scenario for each scenario file of a folder.
fn of_folder(folder: &Path) -> Vec<Scenario> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let text = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), fs::read_to_string(&path).ok()?));
    let files: Scenario = entries.filter_map(|entry| text(entry.path())).collect();
    let scenarios = files.keys().filter(|name| name.ends_with(".toml")).cloned();
    let of_scenario = |name: String| {
        let mut scenario = files.clone();
        let text = scenario.remove(&name).unwrap_or_default();
        scenario.retain(|name, _| name.ends_with(".csv"));
        scenario.insert("scenario.toml".into(), text);
        scenario
    };
    scenarios.map(of_scenario).collect()
}

/// One of them.
pub fn shipped(random: &mut Random) -> Scenario {
    FOLDERS[random.below(FOLDERS.len())].clone()
}

/// The shipped evidence with some of it changed, cut short.
pub fn table(random: &mut Random) -> Vec<u8> {
    static TABLE: LazyLock<String> =
        LazyLock::new(|| fs::read_to_string(repository().join("data/comparators.csv")).unwrap_or_default());
    let lines: Vec<&str> = TABLE.split_inclusive('\n').collect();
    let first = 1 + random.below(lines.len().saturating_sub(4).max(1));
    let text = lines[..1].concat() + &lines[first..lines.len().min(first + 3)].concat();
    let mut bytes = garbled(random, &text).into_bytes();
    for _ in 0..random.below(3) {
        let at = random.below(bytes.len() + 1);
        bytes.insert(at, random.below(256) as u8);
    }
    bytes
}

/// Columns of areas with a cell for each that is right.
const COLUMNS: [(&str, &str); 10] = [
    ("area", "ICT"),
    ("status", "approved"),
    ("go_live", "2026-10"),
    ("annual_saving", "£300k"),
    ("probability", "90%"),
    ("realisation", "0.9"),
    ("slippage_months", "3"),
    ("embedding_months", "6"),
    ("posts_removed", "4"),
    ("ends", "2031-04"),
];

/// Keys of the scenario file that hold texts, likewise.
const KEYS: [(&str, &str); 4] = [("start", "2026/27"), ("end", "2029/30"), ("as_of", "2026-06"), ("notes", "none")];

/// A scenario of one area, one cell or value of which is anything.
pub fn of_cell(random: &mut Random) -> Scenario {
    let which = random.below(COLUMNS.len() + KEYS.len());
    let mut odd = match random.below(3) {
        0 => odd_cell(random).to_owned(),
        1 => any_law(random),
        _ => COLUMNS.iter().chain(&KEYS).nth(which).map(|(_, right)| (*right).to_owned()).unwrap_or_default(),
    };
    if random.once_in(2) {
        odd = garbled(random, &odd);
    }
    let value = |place: usize, right: &str| if place == which { odd.clone() } else { right.to_owned() };
    let cells: Vec<String> = COLUMNS.iter().enumerate().map(|(place, (_, right))| cell(&value(place, right))).collect();
    let keys = KEYS
        .iter()
        .enumerate()
        .map(|(place, (key, right))| format!("{key} = {}\n", toml(&value(COLUMNS.len() + place, right))));
    of(&keys.collect::<String>(), (&COLUMNS.map(|(column, _)| column).join(","), &cells.join(",")))
}

/// A scenario of one area whose saving is any distribution.
pub fn of_law(random: &mut Random) -> Scenario {
    let keys = "start = \"2026/27\"\nend = \"2027/28\"\n";
    of(keys, ("area,status,go_live,annual_saving", &format!("ICT,approved,2026-10,{}", cell(&any_law(random)))))
}

fn of(keys: &str, (header, row): (&str, &str)) -> Scenario {
    let toml = format!("title = \"Fuzz\"\nareas = \"areas.csv\"\n{keys}");
    let history = "months,share\n0,0.1\n2,0.9\n,0.5\n7.5,1\n3,0\n".to_owned();
    [("scenario.toml".into(), toml), ("areas.csv".into(), format!("{header}\n{row}\n")), ("h.csv".into(), history)]
        .into()
}
