//! What the repository says of itself is true: its documents, its lock file, its files.

use foresave::diagnostic::Code;
use foresave::programme::{AreaColumn, Measure};
use foresave::scenario::{self, Files};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the repository that is not built or a result, with its text where it is one.
fn texts() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![repository().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name();
            let at_top = folder == repository();
            let built = at_top && ["target", "results", ".git"].iter().any(|built| name == *built);
            let built = built || name == "node_modules";
            match entry.file_type().unwrap() {
                _ if built => {}
                kind if kind.is_dir() => folders.push(entry.path()),
                _ => found.extend(std::fs::read_to_string(entry.path()).ok().map(|text| (entry.path(), text))),
            }
        }
    }
    found.sort();
    found
}

/// The documents for readers: `README.md` and what lies in `docs`.
fn documents() -> Vec<(String, String)> {
    let relative = |path: &Path| path.strip_prefix(repository()).unwrap().to_string_lossy().into_owned();
    let named = texts().into_iter().map(|(path, text)| (relative(&path), text));
    named.filter(|(name, _)| name == "README.md" || name.starts_with("docs/") && name.ends_with(".md")).collect()
}

/// The fenced blocks of a document in one of the languages.
fn blocks<'a>(document: &'a str, languages: &'a [&str]) -> impl Iterator<Item = &'a str> {
    document.split("```").skip(1).step_by(2).filter_map(move |block| {
        let (language, content) = block.split_once('\n')?;
        languages.contains(&language.trim()).then_some(content)
    })
}

/// What stands between single backticks outside of fenced blocks.
fn quoted(document: &str) -> impl Iterator<Item = &str> {
    document.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2))
}

/// The commands that a document tells its reader to type: lines of shell blocks, continued lines joined.
fn typed(document: &str) -> Vec<String> {
    let shells = ["", "sh", "bash", "console", "shell"];
    let joined = |block: &str| block.replace("\\\n", " ");
    let lines = blocks(document, &shells).map(joined).collect::<Vec<String>>().join("\n");
    let commands = lines.lines().map(|line| line.trim().trim_start_matches("$ ").to_owned());
    let starts = ["foresave ", "target/release/foresave ", "cargo ", "./"];
    commands.filter(|line| starts.iter().any(|start| line.starts_with(start))).collect()
}

/// What a command says to this program, however the program is started; nothing for another program's command.
fn arguments(command: &str) -> Option<Vec<String>> {
    let words = words(command);
    let first = match words.first()?.as_str() {
        "foresave" | "target/release/foresave" => 1,
        "cargo" if words.get(1)? == "run" => words.iter().position(|word| word == "--")? + 1,
        _ => return None,
    };
    Some(words[first..].to_vec())
}

/// A document that must be there.
fn document(name: &str) -> String {
    let found = documents().into_iter().find(|(found, _)| found == name);
    found.unwrap_or_else(|| panic!("there is no {name}")).1
}

/// The words of a command as a shell splits them, up to a comment, a pipe or a redirection.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for character in command.chars() {
        match (quote, character) {
            (None, '#' | '|' | '>' | '&' | ';') => break,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_documents_exists_with_its_options() {
    let mut subcommands = BTreeSet::new();
    for (name, text) in documents() {
        for command in typed(&text) {
            let Some(arguments) = arguments(&command) else { continue };
            // Help is given only where everything before it could be read.
            let mut help = Command::new(env!("CARGO_BIN_EXE_foresave"));
            let shown = help.args(&arguments).arg("--help").output().unwrap();
            let said = String::from_utf8_lossy(&shown.stderr);
            assert!(shown.status.success(), "{name}: {command}\n{said}");
            subcommands.extend(arguments.first().cloned());
        }
    }
    for needed in ["init", "check", "run", "sensitivity", "solve", "benchmark"] {
        assert!(subcommands.contains(needed), "no document shows `foresave {needed}`: {subcommands:?}");
    }
}

#[test]
fn commands_are_found_however_the_program_is_started() {
    let expected = Some(vec!["run".to_owned(), "a b.toml".to_owned()]);
    for started in ["foresave", "target/release/foresave", "cargo run --release --"] {
        assert_eq!(arguments(&format!("{started} run 'a b.toml' > out.txt")), expected, "{started}");
    }
    assert_eq!(arguments("cargo build --release"), None);
}

#[test]
fn every_shipped_file_that_a_documented_command_names_is_there() {
    let mut named = 0;
    for (name, text) in documents() {
        for command in typed(&text) {
            for word in words(&command) {
                let shipped = ["scenarios/", "data/", "docs/", "tests/", "benches/"];
                let is_shipped = shipped.iter().any(|folder| word.starts_with(folder));
                assert!(!is_shipped || repository().join(&word).exists(), "{name}: {command}: there is no {word}");
                named += usize::from(is_shipped);
            }
        }
    }
    assert!(named > 0, "no documented command names a shipped file");
}

#[test]
fn the_tests_are_run_as_the_readme_says() {
    let checks = std::fs::read_to_string(repository().join(".ci/run")).unwrap();
    let steps: Vec<&str> = checks.lines().filter(|line| line.starts_with("step ")).collect();
    assert!(steps.iter().any(|step| step.ends_with(" cargo test")), "{steps:#?}");
    let of_tests: Vec<String> =
        typed(&document("README.md")).into_iter().filter(|command| command.starts_with("cargo test")).collect();
    assert!(of_tests.iter().any(|command| words(command) == ["cargo", "test"]), "{of_tests:?}");
}

#[test]
fn the_readme_shows_what_its_command_prints_and_draws() {
    let readme = document("README.md");
    let first = typed(&readme).into_iter().find_map(|command| arguments(&command)).expect("the README has a command");
    let folder = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
    let ran = program.current_dir(repository()).args(&first).arg("-o").arg(folder.path().join("out")).output().unwrap();
    assert!(ran.status.success(), "{first:?}: {}", String::from_utf8_lossy(&ran.stderr));
    let printed = String::from_utf8(ran.stdout).unwrap();
    let mut left = printed.lines();
    let shown = blocks(&readme, &["text"]).next().expect("the README shows what is printed");
    for line in shown.lines().filter(|line| !line.is_empty()) {
        assert!(
            left.any(|printed| printed == line),
            "the README shows {line:?}, which is not printed there:\n{printed}"
        );
    }
    let picture = "dorset-devon-cornwall-cumulative.svg";
    assert!(readme.contains(&format!("(docs/images/{picture})")), "the README does not show {picture}");
    let kept = std::fs::read_to_string(repository().join("docs/images").join(picture)).unwrap();
    let drawn = std::fs::read_to_string(folder.path().join("out/cumulative.svg")).unwrap();
    assert!(kept == drawn, "docs/images/{picture} is not what the README's command draws");
}

/// A folder with a scenario of one area, changed by its tables' contents.
fn scenario_of(toml: &str, areas: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("scenario.toml"), toml).unwrap();
    std::fs::write(folder.path().join("areas.csv"), areas).unwrap();
    folder
}

/// What reading the scenario says of keys and columns that it does not know, as a person reads it.
fn unknown(folder: &tempfile::TempDir) -> Vec<String> {
    let read = scenario::read(&Files::at(folder.path().join("scenario.toml")));
    let faults = read.map_or_else(|faults| faults, |reading| reading.warnings);
    let names = [Code::UnknownKey, Code::UnknownColumn, Code::ColumnLeftOut, Code::TomlSyntax].map(Code::name);
    let faults = faults.to_json();
    let all = faults["diagnostics"].as_array().unwrap().iter();
    let ours = all.filter(|fault| fault["code"].as_str().is_some_and(|code| names.contains(&code)));
    ours.map(ToString::to_string).collect()
}

const HEADER: &str = "title = \"T\"\nstart = \"2015/16\"\nend = \"2022/23\"\nareas = \"areas.csv\"\n";
const AREAS: &str = "area,status,go_live,annual_saving\nICT,design,2018-04,£1m\n";

/// A table of areas with the headings that an example of `[columns]` maps, and what else a table needs.
fn table_of(block: &str) -> String {
    let Some((_, mapped)) = block.split_once("[columns]\n") else { return AREAS.into() };
    let mapped = mapped.lines().take_while(|line| line.starts_with('"'));
    let entries: Vec<Vec<&str>> = mapped.map(|line| line.split('"').collect()).collect();
    let has = |column: &str| entries.iter().any(|entry| entry[3].starts_with(column));
    let needed = ["area", "status", "go_live"].into_iter().filter(|column| !has(column));
    let saving = ["annual_saving"].into_iter().filter(|_| !has("saving:"));
    let headings = entries.iter().map(|entry| entry[1]).chain(needed).chain(saving);
    let headings: Vec<&str> = headings.collect();
    format!("{}\n{}\n", headings.join(","), ",".repeat(headings.len() - 1))
}

#[test]
fn every_key_of_the_documents_examples_exists() {
    let mut examples = 0;
    for (name, text) in documents() {
        for block in blocks(&text, &["toml"]) {
            let is_cargo = block.contains("[package]") || block.contains("[dependencies]");
            let whole = block.lines().any(|line| line.starts_with("title"));
            let toml = if whole { block.to_owned() } else { format!("{HEADER}{block}") };
            let found = if is_cargo { Vec::new() } else { unknown(&scenario_of(&toml, &table_of(block))) };
            assert!(found.is_empty(), "{name}:\n{block}\n{}", found.join("\n"));
            examples += usize::from(!is_cargo);
        }
    }
    assert!(examples > 0, "no document has an example of a scenario file");
}

/// The first cells of the rows of a section's tables, each the names between its backticks.
fn columns_of_the_guide(guide: &str, heading: &str) -> Vec<String> {
    let section = guide.split("\n## ").find(|section| section.lines().next() == Some(heading)).unwrap_or("");
    let cells = section.lines().filter(|line| line.starts_with("| `")).filter_map(|row| row.split('|').nth(1));
    let names = cells.flat_map(|cell| quoted(cell).map(str::to_owned).collect::<Vec<_>>());
    names.filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')).collect()
}

#[test]
fn every_column_that_the_guide_gives_areas_risks_and_actuals_exists() {
    let guide = document("docs/guide/scenario-files.md");
    for (heading, file, needed) in [("Areas", "areas", 12), ("Risks", "risks", 6), ("Actuals", "actuals", 4)] {
        let columns = columns_of_the_guide(&guide, heading);
        assert!(columns.len() >= needed, "{heading}: {columns:?}");
        let faults = |columns: &[String]| {
            let table = format!("{}\n", columns.join(","));
            if file == "areas" {
                return unknown(&scenario_of(HEADER, &table));
            }
            let folder = scenario_of(&format!("{HEADER}{file} = \"{file}.csv\"\n"), AREAS);
            std::fs::write(folder.path().join(format!("{file}.csv")), table).unwrap();
            unknown(&folder)
        };
        assert!(faults(&columns).is_empty(), "{heading}: {:?}", faults(&columns));
        let with_another = [columns, vec!["colour".into()]].concat();
        assert_eq!(faults(&with_another).len(), 1, "{heading}: a column that does not exist would be found");
    }
}

#[test]
fn a_key_or_column_that_does_not_exist_would_be_found() {
    assert_eq!(unknown(&scenario_of(&format!("{HEADER}colour = \"red\"\n"), AREAS)).len(), 1);
    assert_eq!(
        unknown(&scenario_of(HEADER, "area,status,go_live,annual_saving,colour\nICT,design,2018-04,1,red\n")).len(),
        1
    );
    assert_eq!(unknown(&scenario_of(HEADER, AREAS)).len(), 0);
}

/// The second cells of the rows of tables that begin with a column's symbol: `| B ~ | `annual_saving` | … |`.
fn columns_of_the_model(model: &str) -> Vec<String> {
    let section = model.split("\n## ").find(|section| section.starts_with("2.")).unwrap_or("");
    let cells = section.lines().filter(|line| line.starts_with('|')).filter_map(|row| row.split('|').nth(2));
    cells.filter_map(|cell| quoted(cell).next().map(str::to_owned)).collect()
}

#[test]
fn every_column_of_the_model_exists_and_every_quantity_is_documented() {
    let model = document("docs/model.md");
    let columns = columns_of_the_model(&model);
    assert!(columns.len() >= AreaColumn::ALL.len(), "{columns:?}");
    let header = columns.join(",");
    let missing: Vec<&str> = ["area", "status", "go_live", "annual_saving"]
        .into_iter()
        .filter(|needed| !columns.iter().any(|column| column == needed))
        .collect();
    let found = unknown(&scenario_of(HEADER, &format!("{},{header}\n", missing.join(","))));
    assert!(found.is_empty(), "{}", found.join("\n"));
    for column in AreaColumn::ALL {
        assert!(columns.iter().any(|name| name == column.name()), "{} is not documented", column.name());
    }
}

#[test]
fn every_measure_is_documented_and_every_documented_cumulative_exists() {
    let documents = documents();
    let model = document("docs/model.md");
    for measure in Measure::all().filter(|measure| !measure.name().starts_with("cumulative_")) {
        assert!(model.contains(&measure.name()), "{} is not documented", measure.name());
    }
    let mut named = 0;
    for (name, text) in &documents {
        let words = text.split(|c: char| !c.is_ascii_lowercase() && c != '_');
        for word in words.filter(|word| word.strip_prefix("cumulative_").is_some_and(|flow| !flow.is_empty())) {
            assert!(Measure::parse(word).is_some(), "{name}: there is no measure {word}");
            named += 1;
        }
    }
    assert!(named > 0, "no document names a cumulative measure");
}

/// Words such as `unknown-key` or `horizon`: small letters in one or more parts.
fn looks_like_a_code(word: &str) -> bool {
    word.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[test]
fn the_documented_faults_are_those_that_the_program_knows() {
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(known.len(), Code::ALL.len(), "two faults have the same code");
    let text = document("docs/guide/errors.md");
    let rows: String = text.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    let first_cells: Vec<&str> = rows.lines().filter_map(|row| row.split('|').nth(1)).collect();
    let documented: BTreeSet<&str> =
        first_cells.iter().flat_map(|cell| quoted(cell)).filter(|word| looks_like_a_code(word)).collect();
    let undocumented: Vec<_> = known.difference(&documented).collect();
    let unheard: Vec<_> = documented.difference(&known).collect();
    assert!(undocumented.is_empty() && unheard.is_empty(), "not documented: {undocumented:?}, not known: {unheard:?}");
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    // Written in parts, so that this file does not name them either.
    let roots = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"], ["C:\\Us", "ers"]]
        .map(|parts| parts.concat());
    let names_one = |text: &str| -> Option<String> {
        let place = roots.iter().find_map(|root| text.find(root.as_str()))?;
        // A path within an address is somebody else's.
        let start = text[..place].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let is_address = text[start..place].contains("://");
        (!is_address).then(|| text[start..].lines().next().unwrap_or_default().to_owned())
    };
    let named: Vec<String> =
        texts().iter().filter_map(|(path, text)| Some(format!("{}: {}", path.display(), names_one(text)?))).collect();
    assert!(named.is_empty(), "{}", named.join("\n"));
}

#[test]
fn the_lock_file_is_committed() {
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"foresave\""));
    let ignored = std::fs::read_to_string(repository().join(".gitignore")).unwrap_or_default();
    assert!(!ignored.contains("Cargo.lock"));
}

/// What cargo says of the packages that are built, as JSON.
fn metadata() -> serde_json::Value {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let mut command = Command::new(cargo);
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--offline",
        "--locked",
        "--filter-platform",
        "x86_64-unknown-linux-gnu",
    ]);
    let said = command.current_dir(repository()).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

/// Operations whose result IEEE 754 fixes to the last bit, so that it is the same whoever computes it.
const EXACT: [&str; 7] = ["ceil", "fabs", "floor", "fma", "rint", "sqrt", "trunc"];

/// The functions that libm takes from the platform, for processors with floating point of their own.
fn from_the_platform(libm: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(libm.join("src/math/arch/mod.rs")).unwrap();
    let groups = text.split("pub use ").skip(1).filter_map(|group| group.split_once("::{")?.1.split_once('}'));
    let names = groups.flat_map(|(names, _)| names.split(',').map(|name| name.trim().to_owned()));
    // x87_…: processors of before 2001.
    names.filter(|name| !name.is_empty() && !name.starts_with("x87_")).collect()
}

#[test]
fn logarithms_and_exponentials_are_computed_alike_on_every_platform() {
    // Another crate may switch libm's platform code on, because features are added up over all that use it. That is
    // harmless as long as it covers only operations that are exact to the last bit.
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let libms: Vec<&serde_json::Value> = packages.iter().filter(|package| package["name"] == "libm").collect();
    assert_eq!(libms.len(), 1, "there is one libm");
    let manifest = PathBuf::from(libms[0]["manifest_path"].as_str().unwrap());
    let platform = from_the_platform(manifest.parent().unwrap());
    assert!(platform.contains("sqrt"), "libm's sources are laid out in another way: look again");
    let is_exact = |name: &String| EXACT.iter().any(|exact| matches!(name.strip_prefix(exact), Some("" | "f" | "f16")));
    let inexact: Vec<&String> = platform.iter().filter(|name| !is_exact(name)).collect();
    assert!(inexact.is_empty(), "{inexact:?}");
}

#[test]
fn libms_experimental_switches_are_off() {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let libm = nodes.iter().find(|node| node["id"].as_str().unwrap().contains("libm@")).unwrap();
    let features: Vec<&str> = libm["features"].as_array().unwrap().iter().filter_map(|f| f.as_str()).collect();
    assert!(features.iter().all(|feature| ["arch", "default"].contains(feature)), "{features:?}");
}
