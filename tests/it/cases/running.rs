//! Folders, charts, threads and limits of the system.

use super::{Desk, HEAD, error_of};
use std::fs;

const ONE_AREA: &str = "area,status,go_live,annual_saving\nICT,approved,2026-10,\"uniform(100k, 300k)\"\n";

fn desk() -> Desk {
    Desk::new(&[("scenario.toml", HEAD), ("areas.csv", ONE_AREA)])
}

/// `/proc` is a mount on every Linux system, and needs no one to mount it.
#[cfg(target_os = "linux")]
#[test]
fn a_results_folder_that_is_a_mount_is_refused_before_anything_is_simulated() {
    let output = desk().call("run scenario.toml --trials 1000000000 -o /proc");
    assert_eq!(output.status.code(), Some(1));
    let said = error_of(&output);
    assert!(said.contains("a disk or a share of its own") && said.contains("name a folder in it"), "{said}");
}

#[test]
fn a_title_and_a_source_of_sixty_thousand_characters_are_drawn_at_once() {
    let long = "word ".repeat(12_000);
    let toml = HEAD.replace("Case", &long) + &format!("source = \"{long}\"\n");
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", ONE_AREA)]);
    // In the square of the length this would take longer than anyone waits; what is cut says so.
    desk.done("run scenario.toml --trials 200 --report none -o out --quiet");
    let svg = fs::read_to_string(desk.path("out/annual.svg")).unwrap();
    assert!(svg.len() < 400_000 && svg.contains('…'), "{} bytes", svg.len());
    desk.done("benchmark scenario.toml --trials 200 -o beside --quiet");
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_a_result_is_not_waited_for() {
    let desk = desk();
    for (call, pipe) in [("run", "benchmark.json"), ("benchmark", "run.json"), ("run", "run.json")] {
        let folder = desk.path("out");
        fs::create_dir(&folder).unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.join(pipe)).status().unwrap();
        assert!(made.success());
        let output = desk.call(&format!("{call} scenario.toml --trials 50 -o out --quiet"));
        assert_eq!(output.status.code(), Some(1));
        let said = error_of(&output);
        assert!(said.contains(&format!("it holds {pipe}, which is not a result")), "{said}");
        fs::remove_dir_all(folder).unwrap();
    }
}

/// A limit of one thread for all that the user runs, which the program itself is; root has none, and becomes nobody.
#[cfg(target_os = "linux")]
#[test]
fn where_no_thread_can_be_started_the_one_that_there_is_does_all() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let desk = desk();
    fs::set_permissions(&desk.0, PermissionsExt::from_mode(0o777)).unwrap();
    let call = "run scenario.toml --trials 200 --report none --quiet -o";
    let sound = desk.done(&format!("{call} out"));
    let alone = format!("ulimit -u 1; exec {} {call} alone", env!("CARGO_BIN_EXE_foresave"));
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all"];
    let shell = ["bash", "-c", &alone];
    let words: Vec<&str> = nobody.into_iter().filter(|_| is_root).chain(shell).collect();
    let output = std::process::Command::new(words[0]).args(&words[1..]).current_dir(&desk.0).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", error_of(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.replace("are in alone", "are in out"), sound);
    assert_eq!(desk.names(), ["alone", "areas.csv", "out", "scenario.toml"]);
}

#[cfg(unix)]
#[test]
fn a_limit_of_file_sizes_is_told_and_leaves_nothing() {
    let desk = desk();
    for (call, file) in [("--keep-trials --no-charts", "trials.parquet"), ("--no-charts", "")] {
        let program = env!("CARGO_BIN_EXE_foresave");
        let call = format!("ulimit -f 8; exec {program} run scenario.toml --trials 4000 -o out --quiet {call}");
        let output = std::process::Command::new("sh").args(["-c", &call]).current_dir(&desk.0).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "a code, and no signal: {:?}", output.status);
        let said = error_of(&output);
        assert!(said.contains("larger than this system lets you write") && said.contains(file), "{said}");
        assert_eq!(desk.names(), ["areas.csv", "scenario.toml"]);
    }
}

#[test]
fn labels_of_months_do_not_run_into_headings() {
    for (name, last) in
        [("Joint provision of estates and fleet ser", "2027-04"), ("Estates and fleet services of all", "2027-01")]
    {
        let areas = format!(
            "area,status,go_live,annual_saving,slippage_months\n{name},approved,2026-04,100k,\"pert(0,1,3)\"\n\
             HR,approved,{last},100k,\"pert(0,1,3)\"\n"
        );
        let desk = Desk::new(&[("scenario.toml", HEAD), ("areas.csv", &areas)]);
        desk.done("run scenario.toml --quiet --trials 1000 --report none -o out");
        let svg = fs::read_to_string(desk.path("out/go_live.svg")).unwrap();
        let texts = texts(&svg);
        assert!(texts.iter().any(|text| text.words.starts_with("Chance")), "{texts:?}");
        for (place, one) in texts.iter().enumerate() {
            for two in &texts[place + 1..] {
                assert!(!one.meets(two), "{one:?} runs into {two:?}");
            }
        }
    }
}

/// A text of a picture and where it is, roughly: letters are taken for narrow, so that what is said to meet does.
#[derive(Debug)]
struct Text {
    words: String,
    across: (f64, f64),
    down: (f64, f64),
}

impl Text {
    fn meets(&self, other: &Text) -> bool {
        let meets = |one: (f64, f64), two: (f64, f64)| one.0 < two.1 && two.0 < one.1;
        meets(self.across, other.across) && meets(self.down, other.down)
    }
}

fn texts(svg: &str) -> Vec<Text> {
    const NARROW: f64 = 0.42;
    let elements = svg.split("<text").skip(1);
    let of = |element: &str| {
        let (attributes, rest) = element.split_once('>')?;
        let attribute = |name: &str| {
            let value = attributes.split_once(&format!(" {name}=\""))?.1;
            Some(value.split_once('"')?.0.to_owned())
        };
        let number = |name: &str| attribute(name)?.trim_end_matches("px").parse::<f64>().ok();
        let words = rest.split_once("</text>")?.0.trim().to_owned();
        let (x, y, size) = (number("x")?, number("y")?, number("font-size")?);
        let width = NARROW * size * words.chars().count() as f64;
        let left = match attribute("text-anchor").as_deref() {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        Some(Text { words, across: (left, left + width), down: (y - 0.7 * size, y) })
    };
    elements.filter_map(of).collect()
}
