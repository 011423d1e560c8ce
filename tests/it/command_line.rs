//! The program as people and scripts meet it: exit status, and what goes where.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn foresave(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_foresave")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn gallery(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors").join(name)
}

#[test]
fn init_writes_a_scenario_that_check_understands() {
    let folder = tempfile::tempdir().unwrap();
    let init = foresave(&["init", "new"], folder.path());
    assert!(init.status.success());
    assert!(text(&init.stdout).contains("foresave check new"));
    let check = foresave(&["check", "new/scenario.toml"], folder.path());
    assert_eq!((check.status.code(), text(&check.stderr)), (Some(0), String::new()));
    for said in
        ["Example alliance", "2025/26 to 2030/31", "Business areas: 5", "data date: April 2026", "covers every figure"]
    {
        assert!(text(&check.stdout).contains(said), "{said}");
    }
    let again = foresave(&["init", "new"], folder.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("nothing is overwritten"));
}

#[test]
fn a_wrong_scenario_is_exit_status_1_with_plain_text_on_standard_error() {
    let check = foresave(&["check", "scenario.toml"], &gallery("out-of-range"));
    assert_eq!((check.status.code(), text(&check.stdout)), (Some(1), String::new()));
    let said = text(&check.stderr);
    assert!(said.contains("error[out-of-range]") && said.contains("areas.csv:2:28"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_scenario_that_is_not_there_is_exit_status_1() {
    let check = foresave(&["check", "nothing.toml"], &gallery("out-of-range"));
    assert_eq!(check.status.code(), Some(1));
    let said = text(&check.stderr);
    assert!(said.contains("there is no file `nothing.toml`") && said.contains("the folder that you are in"), "{said}");
}

/// Runs a command with something on standard input.
fn told(arguments: &[&str], input: &[u8], folder: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
    program.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)))
}

#[test]
fn what_is_set_is_in_the_manifest_of_every_command() {
    let folder = tempfile::tempdir().unwrap();
    assert!(foresave(&["init", "new"], folder.path()).status.success());
    let set =
        ["--set", "simulation.seed=7", "--set", "area.Payroll.go_live=2027-09", "--trials", "500", "--json", "--quiet"];
    let wanted = serde_json::json!([
        { "key": "simulation.seed", "value": "7" },
        { "key": "area.Payroll.go_live", "value": "2027-09" },
    ]);
    for command in [
        &["run", "new/scenario.toml", "--no-charts"][..],
        &["compare", "new/scenario.toml", "new/scenario.toml"],
        &["explain", "new/scenario.toml"],
        &["sensitivity", "new/scenario.toml"],
        &["solve", "new/scenario.toml", "--promise"],
        &["benchmark", "new/scenario.toml"],
    ] {
        let answer = json(&foresave(&[command, &set].concat(), folder.path())).to_string();
        assert!(answer.contains(&format!("\"set\":{wanted}")), "{command:?}: {answer:.2000}");
        assert!(answer.contains("\"seed\":7,"), "{command:?}");
    }
    let about = std::fs::read_to_string(folder.path().join("results/new/report.html")).unwrap();
    assert!(about.contains("area.Payroll.go_live"), "the report says what was set");
    for wrong in ["seed", "=7"] {
        let usage = foresave(&["check", "new/scenario.toml", "--set", wrong], folder.path());
        assert!(usage.status.code() == Some(2) && text(&usage.stderr).contains("KEY=VALUE"), "{}", text(&usage.stderr));
    }
}

#[test]
fn each_input_that_solve_moves_has_its_chart_up_to_five() {
    let folder = tempfile::tempdir().unwrap();
    assert!(foresave(&["init", "new"], folder.path()).status.success());
    let moved =
        ["annual_saving", "implementation_cost", "go_live", "realisation", "embedding_months", "slippage_months"];
    let vary: Vec<String> = moved.iter().map(|column| format!("areas.{column}")).collect();
    let vary: Vec<&str> = vary.iter().flat_map(|name| ["--vary", name]).collect();
    let options = ["solve", "new/scenario.toml", "--at-least", "£1m", "--trials", "200", "--quiet", "-o", "out"];
    let ran = foresave(&[&options[..], &vary].concat(), folder.path());
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let has = |name: &str| folder.path().join("out").join(name).exists();
    let names = |number: u8| if number == 1 { "solve".into() } else { format!("solve_{number}") };
    let drawn: Vec<bool> = (1..=6).map(|number| has(&format!("{}.png", names(number)))).collect();
    assert_eq!(drawn, [true, true, true, true, true, false]);
    let first = std::fs::read_to_string(folder.path().join("out/solve.svg")).unwrap();
    assert!(first.contains("1 more of the inputs that are moved: curve.csv"), "{first:.3000}");
}

#[test]
fn a_scenario_or_a_table_may_come_by_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    assert!(foresave(&["init", "new"], folder.path()).status.success());
    let new = folder.path().join("new");
    let scenario = std::fs::read(new.join("scenario.toml")).unwrap();
    let run = |path| ["run", path, "--trials", "500", "--json", "--quiet", "--report", "none", "--no-charts"];
    let told_run = json(&told(&run("-"), &scenario, &new));
    let mut named = json(&foresave(&run("scenario.toml"), &new));
    assert_eq!(told_run["manifest"]["files"][0]["name"], "standard input");
    named["manifest"] = told_run["manifest"].clone();
    assert_eq!(told_run, named);
    assert!(new.join("results/standard-input/run.json").exists());

    let wrong = told(&["check", "-"], b"title = 5\n", &new);
    assert!(text(&wrong.stderr).contains("--> standard input:1:9"), "{}", text(&wrong.stderr));
    let large = told(&["check", "-"], &vec![b'\n'; 5 << 20], &new);
    assert!(text(&large.stderr).contains("`standard input` is larger than 4 MB"), "{}", text(&large.stderr));
    let twice = told(&["compare", "-", "-"], &scenario, &new);
    assert!(twice.status.code() == Some(2) && text(&twice.stderr).contains("named twice"));

    let values: String = (1..=30).map(|value| format!("{value}\n")).collect();
    let fit = told(&["fit", "-", "months", "--json", "--quiet"], format!("months\n{values}").as_bytes(), &new);
    assert_eq!(json(&fit)["manifest"]["files"][0]["name"], "standard input");
    let outturn = b"measure,year,actual\nhorizon_net_saving,,9.4m\n";
    let score = told(&["score", "results/standard-input", "--outturn", "-", "--json", "--quiet"], outturn, &new);
    assert_eq!(score.status.code(), Some(0), "{}", text(&score.stderr));
}

#[test]
fn a_folder_or_a_table_given_for_a_scenario_leads_to_the_scenario_file() {
    let gallery = gallery("");
    for given in ["out-of-range", "out-of-range/areas.csv"] {
        let check = foresave(&["check", given], &gallery);
        let said = text(&check.stderr);
        assert!(said.contains("name the scenario file: `out-of-range") && said.contains("scenario.toml`"), "{said}");
        assert!(said.ends_with("\n1 error\n"), "{said}");
    }
    let check = foresave(&["check", "."], &gallery);
    assert!(text(&check.stderr).contains("which ends in `.toml`"));
}

#[test]
fn options_of_the_list_of_evidence_are_refused_beside_a_scenario() {
    for option in [&["--csv"][..], &["--quantity", "realisation"], &["--sector", "police"]] {
        let arguments = [&["benchmark", "scenario.toml"], option].concat();
        let benchmark = foresave(&arguments, &gallery("go-live-outside"));
        assert_eq!((benchmark.status.code(), text(&benchmark.stdout)), (Some(2), String::new()));
        let said = text(&benchmark.stderr);
        assert!(said.contains(&format!("{} belongs to --list", option[0])), "{said}");
    }
}

#[test]
fn errors_are_given_as_json_on_standard_output() {
    let check = foresave(&["check", "--json", "scenario.toml"], &gallery("out-of-range"));
    let json: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(json["diagnostics"][0]["file"], "areas.csv");
    assert_eq!(check.status.code(), Some(1));
}

#[test]
fn warnings_do_not_fail_a_scenario() {
    let check = foresave(&["check", "scenario.toml"], &gallery("law-clamped"));
    assert_eq!(check.status.code(), Some(0));
    assert!(text(&check.stderr).contains("warning[law-clamped]"));
}

/// What is wrong whatever the scenario says is wrong usage; what this scenario does not have is its fault.
#[test]
fn what_cannot_be_asked_of_a_scenario_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    foresave(&["init", "new"], folder.path());
    let asked = [
        (2, "required", "solve new/scenario.toml"),
        (2, "--vary needs a criterion", "solve new/scenario.toml --vary areas.annual_saving"),
        (2, "cannot be used with", "solve new/scenario.toml --promise --contingency 80%"),
        (2, "80% or 0.8", "solve new/scenario.toml --contingency 80"),
        (2, "is no threshold", "solve new/scenario.toml --vary areas.annual_saving --at-least much"),
        (1, "nothing of that name", "solve new/scenario.toml --vary Custody --at-least £1m"),
        (1, "is none: ask for `horizon_cost`", "solve new/scenario.toml --contingency 80% --measure npv"),
        (1, "cannot be analysed", "sensitivity new/scenario.toml --measure payback_year"),
        (1, "no year is given", "sensitivity new/scenario.toml --measure net_saving"),
        (2, "cannot be used with", "sensitivity new/scenario.toml --target Promise --measure npv"),
    ];
    for (status, said, command) in asked {
        let arguments: Vec<&str> = command.split(' ').collect();
        let output = foresave(&arguments, folder.path());
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{command}: {told}");
        assert!(told.contains(said), "{command}: {told}");
    }
    assert!(!folder.path().join("results").exists());
}

#[test]
fn wrong_usage_is_exit_status_2_and_help_is_not() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(foresave(&["chekc"], folder.path()).status.code(), Some(2));
    assert_eq!(foresave(&["check"], folder.path()).status.code(), Some(2));
    assert_eq!(foresave(&[], folder.path()).status.code(), Some(2));
    let help = foresave(&["check", "--help"], folder.path());
    assert!(help.status.success() && text(&help.stdout).contains("Example"));
}
