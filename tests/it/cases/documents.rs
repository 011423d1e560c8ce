//! Charts and texts of a run, where they were missing or in the wrong place.

use super::{Desk, HEAD, error_of};
use std::fs;

const AREAS: &str = "area,status,go_live,annual_saving,slippage_months,posts_removed,workforce\n\
                     ICT 中文,approved,2026-10,\"pert(100k, 200k, 300k)\",\"pert(0, 12, 36)\",10,Officers\n\
                     =A1,approved,2029-10,\"pert(100k, 200k, 300k)\",\"pert(0, 3, 12)\",10,Officers\n";

fn desk() -> Desk {
    let partners = ["North", "South"].map(|name| format!("[[partner]]\nname = \"{name}\"\n")).concat();
    let more = "[sharing]\nsavings = \"equal\"\n[[workforce]]\nname = \"Officers\"\nheadcount = 1000\n\
                leavers_per_year = \"6%\"\n[charts]\nmeasures = [\"run_rate\"]\n[[target]]\nname = \"Promise\"\n\
                measure = \"cumulative_gross_saving\"\nby = \"2028/29\"\nat_least = \"£300k\"\n";
    Desk::new(&[("scenario.toml", &format!("{HEAD}{partners}{more}")), ("areas.csv", AREAS)])
}

#[test]
fn charts_of_what_was_promised_of_groups_of_partners_and_of_any_measure_are_drawn_for_word() {
    let desk = desk();
    let output = desk.call("run scenario.toml --trials 300 --report none --chart total_cost -o out");
    assert_eq!(output.status.code(), Some(0), "{}", error_of(&output));
    for chart in ["promised", "headcount", "partners", "run_rate", "total_cost"] {
        let svg = fs::read_to_string(desk.path("out").join(format!("{chart}.svg"))).unwrap();
        assert!(svg.contains("<title"), "{chart}");
        let png = fs::read(desk.path("out").join(format!("{chart}.png"))).unwrap();
        // A width, and dots to the metre, that are 18 cm at 300 dots to the inch.
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        let resolution = png.windows(4).position(|chunk| chunk == b"pHYs").unwrap() + 4;
        assert_eq!((number(16), number(resolution)), (2126, 11811), "{chart}");
    }
    let told = "no letters \u{201c}中文\u{201d}, which stand in go_live, areas:";
    assert!(error_of(&output).contains(told), "{}", error_of(&output));
}

#[test]
fn what_is_printed_is_kept_and_warnings_are_no_part_of_it() {
    let desk = desk();
    let output = desk.call("run scenario.toml --trials 300 --no-charts --report none -o out");
    let (said, printed) = (error_of(&output), String::from_utf8(output.stdout).unwrap());
    assert!(said.contains("warning[go-live-outside]") && !printed.contains("warning["), "{said}");
    let kept = fs::read_to_string(desk.path("out/forecast.txt")).unwrap();
    assert!(kept.len() > 1_000 && printed.starts_with(&kept), "{kept}");
    let document: serde_json::Value = serde_json::from_slice(&fs::read(desk.path("out/run.json")).unwrap()).unwrap();
    assert!(document.to_string().contains("go-live-outside"));
    let areas = fs::read_to_string(desk.path("out/areas.csv")).unwrap();
    assert!(areas.contains("\n'=A1,"), "no formula: {areas}");
}

/// Of a scenario with another title, and of one whose file's name is no text and looks the same.
#[cfg(unix)]
#[test]
fn two_scenarios_never_share_a_results_folder() {
    use std::os::unix::ffi::OsStrExt;
    let areas = "area,status,go_live,annual_saving\nICT,approved,2026-10,\"uniform(1, 9)\"\n";
    let desk = Desk::new(&[("areas.csv", areas), ("a.toml", HEAD), ("b.toml", &HEAD.replace("Case", "Other"))]);
    let to_out = "--trials 50 --no-charts --report none -o out --quiet";
    desk.done(&format!("run a.toml {to_out}"));
    let second = desk.call(&format!("run b.toml {to_out}"));
    assert!(error_of(&second).contains("out holds the results of `Case`"), "{}", error_of(&second));
    assert!(desk.path("out-2/run.json").exists());
    for name in [b"z\xff.toml", b"z\xfe.toml"] {
        let name = std::ffi::OsStr::from_bytes(name);
        fs::copy(desk.path("a.toml"), desk.0.path().join(name)).unwrap();
        let mut run = desk.command("run --trials 50 --no-charts --report none --quiet");
        assert!(run.arg(name).output().unwrap().status.success());
    }
    assert_eq!(fs::read_dir(desk.path("results")).unwrap().count(), 2);
}

#[test]
fn arguments_that_exclude_each_other_are_told_as_such() {
    for call in ["benchmark --list scenario.toml", "benchmark --list yes"] {
        let output = desk().call(call);
        assert_eq!(output.status.code(), Some(2));
        assert!(error_of(&output).contains("'--list' cannot be used with '[SCENARIO]'"), "{}", error_of(&output));
    }
}

#[test]
fn a_mean_observed_stands_beside_a_mean_assumed() {
    let live = |name: &str| format!("{name},live,2026-04,2026-06,\"discrete(0: 7, 36: 1)\",100k\n");
    let design = "D,design,2027-10,,\"discrete(0: 7, 36: 1)\",100k\n";
    let rows = [live("A"), live("B"), design.to_owned()].concat();
    let areas = format!("area,status,go_live,went_live,slippage_months,annual_saving\n{rows}");
    let toml =
        format!("{HEAD}as_of = \"2027-04\"\n[[correlation]]\nacross = \"slippage_months\"\nrank_correlation = 0.4\n");
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", &areas)]);
    desk.done("run scenario.toml --trials 50 --no-charts --report html -o out --quiet");
    // Seven on time and one three years late are 4.5 months late on average, and on time in the middle.
    let page = fs::read_to_string(desk.path("out/report.html")).unwrap();
    let (_, told) =
        page.split_once("2 areas observed").unwrap_or_else(|| panic!("nothing is said of what was observed"));
    assert!(told[..200].contains("2 months late on average (assumed: 4.5 months late)"), "{}", &told[..200]);
}
