//! `foresave run`, with the real program on the scenario that `foresave init` writes.

use calamine::{Data, Reader, Xlsx, open_workbook};
use polars::prelude::{ChunkAgg, DataFrame};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const ALL_FILES: [&str; 33] = [
    "annual.png",
    "annual.svg",
    "areas.csv",
    "areas.png",
    "areas.svg",
    "bridge.png",
    "bridge.svg",
    "cumulative.png",
    "cumulative.svg",
    "distribution.png",
    "distribution.svg",
    "forecast.txt",
    "go_live.png",
    "go_live.svg",
    "learning.png",
    "learning.svg",
    "partners.csv",
    "partners.png",
    "partners.svg",
    "promised.png",
    "promised.svg",
    "promised_annual.png",
    "promised_annual.svg",
    "report.docx",
    "report.html",
    "report.xlsx",
    "run.json",
    "summary.csv",
    "targets.csv",
    "targets.png",
    "targets.svg",
    "targets_by_year.csv",
    "workforce.csv",
];

/// A folder with the scenario that `init` writes, in which the program runs.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        assert_eq!(desk.call("init alliance").status.code(), Some(0));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foresave"));
        command.current_dir(&self.0).args(arguments.split_whitespace()).stdin(Stdio::null());
        command
    }

    fn call(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the scenario into `out`, which must succeed; its standard output.
    fn run(&self, out: &str, options: &str) -> String {
        let output = self.call(&format!("run alliance/scenario.toml -o {out} {options}"));
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn trials(&self, out: &str) -> DataFrame {
        ParquetReader::new(File::open(self.path(out).join("trials.parquet")).unwrap()).finish().unwrap()
    }
}

/// The bytes of every file of a folder, by name; of `run.json` without the wall time, which is all that may differ.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let bytes = fs::read(entry.path()).unwrap();
            let bytes = if name == "run.json" { without_wall_time(&bytes) } else { bytes };
            (name, bytes)
        })
        .collect()
}

fn without_wall_time(json: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(json).unwrap();
    let (kept, taken): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.contains("\"elapsed_seconds\""));
    assert_eq!(taken.len(), 1);
    kept.join("\n").into_bytes()
}

#[test]
fn a_run_writes_every_file_and_prints_what_they_say() {
    let desk = Desk::new();
    let text = desk.run("out", "--trials 2000");
    let names: Vec<String> = contents(&desk.path("out")).into_keys().collect();
    assert_eq!(names, ALL_FILES);
    let running = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Example alliance", "1 April 2026", "Savings promised to the panel", "80% chance", "Simulated 2,000"] {
        assert!(running.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains('\u{1b}'));
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.ends_with("The files are in out\n"), "{text}");
}

#[test]
fn the_workbook_by_year_has_the_figures_of_the_summary() {
    let desk = Desk::new();
    desk.run("out", "--trials 1000 --no-charts");
    let mut workbook: Xlsx<_> = open_workbook(desk.path("out/report.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("By year").unwrap();
    let mut rows = sheet.rows().skip(4);
    let mut summary = csv::Reader::from_path(desk.path("out/summary.csv")).unwrap();
    for record in summary.records().map(Result::unwrap).filter(|record| !record[1].is_empty()) {
        let row = rows.next().expect("a row for each of the summary's with a year");
        assert_eq!(row[0].to_string().to_lowercase(), record[0].replace('_', " "));
        assert_eq!(row[1], Data::String(record[1].to_owned()));
        // The third column is the unit.
        for (cell, wanted) in row[3..].iter().zip(record.iter().skip(2)) {
            match wanted.parse() {
                Ok(number) => assert_eq!(cell, &Data::Float(number), "{record:?}"),
                Err(_) => assert_eq!(cell.to_string(), wanted, "{record:?}"),
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn the_reports_that_are_named_are_written_and_are_the_same_each_time() {
    let desk = Desk::new();
    let of = |out: &str, options: &str| {
        desk.run(out, &format!("--trials 300 --no-charts {options}"));
        let mut files = contents(&desk.path(out));
        files.retain(|name, _| name.starts_with("report."));
        files
    };
    let all = of("all", "");
    assert!(all.keys().eq(["report.docx", "report.html", "report.xlsx"]));
    assert!(all == of("again", "--report xlsx,docx,html"));
    let workbook = of("workbook", "--report xlsx");
    assert!(workbook.keys().eq(["report.xlsx"]) && workbook["report.xlsx"] == all["report.xlsx"]);
    assert!(of("none", "--report none").is_empty());
}

#[test]
fn analyses_beside_a_run_are_sections_of_its_report_with_their_files_in_folders() {
    let desk = Desk::new();
    desk.run(
        "out",
        "--no-charts --trials 50 --with sensitivity,solve,benchmark --report html --since alliance/scenario.toml \
         --against alliance/scenario.toml",
    );
    let text = fs::read_to_string(desk.path("out").join("report.html")).unwrap();
    let ids = ["risks", "drivers", "changes", "options", "conditions", "benchmark", "limits"];
    let places = ids.map(|id| text.find(&format!("<section id=\"{id}\">")).expect(id));
    assert!(places.is_sorted(), "{places:?}");
    assert!(!text.contains("was not analysed here"));
    for file in ["sensitivity/indices.csv", "explain/explain.json", "compare/compare.csv", "solve/solve.csv"] {
        assert!(desk.path("out").join(file).is_file(), "{file}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("out").join("run.json")).unwrap()).unwrap();
    let analyses = json["manifest"]["analyses"].as_array().unwrap();
    let commands: Vec<_> = analyses.iter().map(|analysis| analysis["command"].as_str().unwrap()).collect();
    assert_eq!(commands, ["sensitivity", "explain", "compare", "solve", "benchmark"]);
    // Its own results may be replaced; what is no result stays where it is.
    fs::write(desk.path("out").join("solve").join("own.txt"), "mine").unwrap();
    let refused = desk.call("run alliance/scenario.toml -o out --trials 10 --no-charts --report none");
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("it holds own.txt"));
    fs::remove_file(desk.path("out").join("solve").join("own.txt")).unwrap();
    desk.run("out", "--trials 10 --no-charts --report none");
    assert!(!desk.path("out").join("solve").exists());
}

#[test]
fn an_analysis_writes_the_same_three_reports_to_the_byte() {
    let desk = Desk::new();
    let reports = |out: &str| {
        let done = desk.call(&format!("solve alliance/scenario.toml --promise --trials 300 -o {out} --quiet"));
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        ["html", "xlsx", "docx"].map(|kind| fs::read(desk.path(out).join(format!("report.{kind}"))).unwrap())
    };
    assert!(reports("one") == reports("two"));
}

#[test]
fn a_targets_chance_by_year_is_its_chance_in_its_own_year_and_the_document_has_what_was_found() {
    let desk = Desk::new();
    desk.run("out", "--trials 2000 --no-charts");
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("out").join("run.json")).unwrap()).unwrap();
    let rows = |key: &str| json[key].as_array().unwrap().clone();
    let dated: Vec<_> = rows("targets").into_iter().filter(|target| !target["by"].is_null()).collect();
    assert!(!dated.is_empty());
    for target in dated {
        let of_target = |row: &&serde_json::Value| row["target"] == target["target"];
        let by_year = rows("targets_by_year");
        let years: Vec<_> = by_year.iter().filter(of_target).collect();
        assert!(years.len() > 1);
        let own = years.iter().find(|row| row["year"] == target["by"]).unwrap();
        assert_eq!(own["probability"], target["probability"]);
        assert_eq!((&own["ci_low"], &own["ci_high"]), (&target["ci_low"], &target["ci_high"]));
    }
    assert_eq!(rows("warnings").len() + rows("notes").len(), 0);
}

#[test]
fn with_json_standard_output_is_the_document() {
    let desk = Desk::new();
    let printed = desk.run("out", "--trials 500 --json");
    assert_eq!(printed, fs::read_to_string(desk.path("out/run.json")).unwrap());
}

#[test]
fn results_are_the_same_bytes_for_any_number_of_threads_and_in_every_run() {
    let desk = Desk::new();
    for (out, threads) in [("one", 1), ("two", 2), ("five", 5)] {
        desk.run(out, &format!("--trials 20000 --seed 7 --keep-trials --threads {threads}"));
    }
    let first = contents(&desk.path("one"));
    assert_eq!(first.len(), ALL_FILES.len() + 1);
    for out in ["two", "five"] {
        let other = contents(&desk.path(out));
        assert!(first.keys().eq(other.keys()));
        for (name, bytes) in &first {
            assert!(other[name] == *bytes, "{name} of {out} differs");
        }
    }
}

#[test]
fn the_trials_have_the_summarys_columns_and_its_means() {
    let desk = Desk::new();
    for (out, options, count) in [
        ("random", "--trials 3001 --keep-trials", 3001),
        ("lhs", "--trials 1000 --sampling lhs --keep-trials", 1000),
        // Sixteen replicates, each rounded up to a power of two.
        ("sobol", "--trials 1000 --sampling sobol --keep-trials", 1024),
    ] {
        desk.run(out, options);
        let trials = desk.trials(out);
        assert_eq!(trials.height(), count);
        let mut rows = csv::Reader::from_path(desk.path(out).join("summary.csv")).unwrap();
        let mut measures = 0;
        for row in rows.records().map(Result::unwrap) {
            let name = if row[1].is_empty() { row[0].to_string() } else { format!("{}_{}", &row[0], &row[1]) };
            let column = trials.column(&name).unwrap();
            measures += 1;
            let Ok(mean) = row[4].parse::<f64>() else { continue };
            let of_trials = column.f64().unwrap().mean().unwrap();
            // Money is given to the penny and counts to six places.
            assert!((mean - of_trials).abs() <= 0.005 + 1e-9 * mean.abs(), "{name}: {mean} and {of_trials}");
        }
        assert_eq!(measures + 1, trials.width(), "nothing but the trial's number is added");
    }
}

#[test]
fn trials_are_numbered_and_payback_is_a_label() {
    let desk = Desk::new();
    desk.run("out", "--trials 600 --keep-trials");
    let trials = desk.trials("out");
    assert_eq!(trials.get_column_names()[..2], ["trial", "horizon_gross_saving"]);
    let numbers: Vec<i64> = trials.column("trial").unwrap().i64().unwrap().into_no_null_iter().collect();
    assert_eq!(numbers, (1..=600).collect::<Vec<i64>>());
    for label in trials.column("payback_year").unwrap().str().unwrap().iter().flatten() {
        assert!(label == "never" || foresave::fiscal::FinancialYear::parse(label).is_some(), "{label}");
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let desk = Desk::new();
    desk.run("short", "--trials 10000 --keep-trials");
    desk.run("long", "--trials 20000 --keep-trials");
    let (short, long) = (desk.trials("short"), desk.trials("long"));
    assert_eq!((short.height(), long.height()), (10_000, 20_000));
    assert!(short.equals_missing(&long.head(Some(10_000))));
}

#[test]
fn a_tolerance_doubles_the_trials_and_ends_with_the_run_of_that_many() {
    let desk = Desk::new();
    let output = desk.call("run alliance/scenario.toml -o tolerant --trials 1000 --tolerance £40k --json");
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let trials = document["manifest"]["trials"].as_u64().unwrap();
    assert!(trials > 1000 && (trials / 1000).is_power_of_two(), "{trials}");
    assert!(said.contains("are below £40,000"), "{said}");
    let errors = |document: &serde_json::Value| -> Vec<f64> {
        let rows = document["summary"].as_array().unwrap();
        let total = rows.iter().find(|row| row["measure"] == "horizon_net_saving").unwrap();
        ["p10_error", "p50_error", "p90_error"].map(|error| total[error].as_f64().unwrap()).to_vec()
    };
    assert!(errors(&document).iter().all(|error| *error < 40_000.0));
    let half: serde_json::Value =
        serde_json::from_str(&desk.run("half", &format!("--trials {} --json", trials / 2))).unwrap();
    assert!(errors(&half).iter().any(|error| *error >= 40_000.0), "it stops no later than it must");
    desk.run("plain", &format!("--trials {trials}"));
    // What a person reads has the errors in the kind that was asked for.
    let figures = |out: &str| {
        let mut files = contents(&desk.path(out));
        files.retain(|name, _| !matches!(name.as_str(), "forecast.txt" | "report.html" | "report.docx"));
        files
    };
    assert!(figures("tolerant") == figures("plain"));
}

#[test]
fn wrong_usage_ends_with_2_and_writes_nothing() {
    let desk = Desk::new();
    for wrong in [
        "--tolerance £5k --sampling lhs",
        "--tolerance 0",
        "--tolerance 5%",
        "--tolerance soon",
        "--trials 0",
        "--trials 1000000001",
        "--sampling halton",
        "--seed -1",
        "--thread 2",
    ] {
        let output = desk.call(&format!("run alliance/scenario.toml -o out {wrong}"));
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(output.stdout.is_empty() && output.stderr.starts_with(b"error: "), "{wrong}");
        assert_eq!(fs::read_dir(&desk.0).unwrap().count(), 1, "{wrong}");
    }
}

#[test]
fn a_run_that_fails_leaves_earlier_results_untouched() {
    let desk = Desk::new();
    desk.run("out", "--trials 500 --keep-trials");
    let before = contents(&desk.path("out"));
    let scenario = desk.path("alliance/scenario.toml");
    let text = fs::read_to_string(&scenario).unwrap();
    fs::write(&scenario, text.replace("end    = \"2030/31\"", "end    = \"2010/11\"")).unwrap();
    let output = desk.call("run alliance/scenario.toml -o out");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(contents(&desk.path("out")) == before);
    assert_eq!(fs::read_dir(&desk.0).unwrap().count(), 2, "and nothing beside them");
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let desk = Desk::new();
    let output = desk.call("run alliance/scenario.toml -o alliance --trials 100");
    assert_eq!(output.status.code(), Some(1));
    assert!(desk.path("alliance/scenario.toml").exists());
    assert!(!desk.path("alliance/run.json").exists());
}

#[test]
fn a_new_run_without_trials_takes_the_old_trials_away() {
    let desk = Desk::new();
    desk.run("out", "--trials 300 --keep-trials");
    assert!(desk.path("out/trials.parquet").exists());
    desk.run("out", "--trials 300");
    assert!(!desk.path("out/trials.parquet").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_while_trials_are_written_leaves_earlier_results_untouched() {
    let desk = Desk::new();
    desk.run("out", "--trials 300");
    let before = contents(&desk.path("out"));
    let mut command = desk.command("run alliance/scenario.toml -o out --trials 400000 --keep-trials");
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let staged = || {
        let entries = fs::read_dir(&desk.0).unwrap().filter_map(Result::ok);
        entries.map(|entry| entry.path().join("trials.parquet")).any(|trials| trials.exists())
    };
    while !staged() {
        assert!(running.try_wait().unwrap().is_none(), "the run ended before its trials were written");
        std::thread::yield_now();
    }
    let interrupt = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("interrupted; nothing was written"));
    assert!(contents(&desk.path("out")) == before);
    assert_eq!(fs::read_dir(&desk.0).unwrap().count(), 2, "and nothing beside them");
}
