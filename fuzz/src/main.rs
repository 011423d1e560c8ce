//! Random scenarios, texts and faults against foresave: see README.md.

mod faults;
mod hold;
mod mutate;
mod random;
mod scenario;
mod seeds;
mod words;

use random::Random;
use scenario::Scenario;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What is tried, in turn.
const TARGETS: [&str; 6] = ["scenario", "mutated", "shipped", "table", "cell", "law"];
const FAULTS: &str = "faults";
/// No case may take longer, nor the memory of this process grow beyond so many bytes.
const LONGEST: Duration = Duration::from_secs(30);
const MOST_MEMORY: u64 = 4 << 30;

/// The case at work: when it began, and what it is.
static AT_WORK: Mutex<Option<(Instant, String)>> = Mutex::new(None);

struct Options {
    seconds: u64,
    seed: u64,
    only: Option<String>,
    case: Option<u64>,
    program: Option<PathBuf>,
    found: PathBuf,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    std::thread::spawn(watch);
    let desk = options.program.as_deref().map(faults::Desk::new);
    println!("seed {}; small disks: {}", options.seed, desk.as_ref().is_some_and(faults::Desk::may_mount));
    let names: Vec<&str> = TARGETS.into_iter().chain(desk.as_ref().map(|_| FAULTS)).collect();
    let names: Vec<&str> =
        names.into_iter().filter(|name| options.only.as_deref().is_none_or(|only| only == *name)).collect();
    let share = Duration::from_secs(options.seconds) / names.len().max(1) as u32;
    let found: usize = names.iter().map(|target| fuzz(target, &options, (desk.as_ref(), share))).sum();
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options() -> Result<Options, String> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
    let mut options = Options { seconds: 60, seed: 1, only: None, case: None, program: None, found };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|error| format!("{word} {value}: {error}"));
        match word.as_str() {
            "--seconds" => options.seconds = number()?,
            "--seed" => options.seed = number()?,
            "--only" => options.only = Some(value),
            "--case" => options.case = Some(number()?),
            "--program" => options.program = Some(value.into()),
            "--found" => options.found = value.into(),
            _ => return Err(format!("there is no {word}; see fuzz/README.md")),
        }
    }
    Ok(options)
}

/// Tries cases of a target for a time; how many broke a promise.
fn fuzz(target: &str, options: &Options, (desk, share): (Option<&faults::Desk>, Duration)) -> usize {
    let (begun, mut found, mut accepted, mut number) = (Instant::now(), 0, 0, options.case.unwrap_or(0));
    let last = options.case.map(|case| case + 1);
    while last.map_or(begun.elapsed() < share, |last| number < last) && found < 20 {
        let mut random = Random::of_case(options.seed, target, number);
        let name = format!("--only {target} --seed {} --case {number}", options.seed);
        *AT_WORK.lock().expect("no one panics with it") = Some((Instant::now(), name.clone()));
        let mut input = Scenario::new();
        let folder = options.found.join(format!("{target}-{}-{number}", options.seed));
        // One that is asked for by its number may be one that does not end.
        let at_once = options.case.map(|_| folder.as_path());
        let outcome = catch_unwind(AssertUnwindSafe(|| case(target, &mut random, (desk, at_once), &mut input)));
        match outcome {
            Ok(is_accepted) => accepted += usize::from(is_accepted),
            Err(_) => {
                found += 1;
                keep(&folder, &input);
                println!("FOUND by {name}");
            }
        }
        number += 1;
    }
    println!("{target}: {number} cases, {accepted} accepted, {found} found, {:.0} s", begun.elapsed().as_secs_f64());
    found
}

/// One case; whether its input was accepted. What it was stands in `input`, for one that fails, and in a folder before it
/// is tried, where there is one.
fn case(
    target: &str,
    random: &mut Random,
    (desk, folder): (Option<&faults::Desk>, Option<&Path>),
    input: &mut Scenario,
) -> bool {
    match target {
        FAULTS => {
            input.insert("fault.txt".into(), desk.map(|desk| desk.fault(random)).unwrap_or_default());
            true
        }
        "table" => {
            let bytes = seeds::table(random);
            input.insert("cases.csv".into(), String::from_utf8_lossy(&bytes).into_owned());
            hold::table(bytes);
            true
        }
        "law" => {
            *input = seeds::of_law(random);
            hold::law(input);
            true
        }
        _ => {
            *input = match target {
                "cell" => seeds::of_cell(random),
                "shipped" => seeds::shipped(random),
                _ => scenario::scenario(random),
            };
            if target == "mutated" || target == "shipped" {
                mutate::mutate(random, input);
            }
            folder.into_iter().for_each(|folder| keep(folder, input));
            hold::scenario(input)
        }
    }
}

fn keep(folder: &Path, input: &Scenario) {
    if fs::create_dir_all(folder).is_ok() {
        input.iter().for_each(|(name, text)| drop(fs::write(folder.join(name.replace('/', "_")), text)));
    }
}

/// Ends everything where a case takes too long or too much memory, and says which.
fn watch() {
    loop {
        std::thread::sleep(Duration::from_millis(200));
        let at_work = AT_WORK.lock().expect("no one panics with it").clone();
        let Some((begun, name)) = at_work else { continue };
        let memory = memory();
        // Cases of the program have limits of their own.
        let is_long = begun.elapsed() > LONGEST && !name.contains(FAULTS);
        if is_long || memory > MOST_MEMORY {
            println!("FOUND by {name}: {:.0} s, {} MB", begun.elapsed().as_secs_f64(), memory >> 20);
            std::process::exit(1);
        }
    }
}

/// Bytes of this process, where the system says so.
fn memory() -> u64 {
    let pages = fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split_whitespace().nth(1)?.parse::<u64>().ok());
    pages.unwrap_or_default() * 4096
}
