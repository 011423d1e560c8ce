//! The command line: one file for each command.
//!
//! Data goes to standard output, everything else to standard error. The exit status is 0 when
//! done, 1 where the scenario or the world is wrong, and 2 for wrong usage.

mod answer;
mod benchmark;
mod by_year;
mod charts;
mod check;
mod compare;
mod confidence;
mod count;
mod draws;
mod explain;
mod figure;
mod fit;
mod init;
mod inquiry;
mod places;
mod progress;
mod reports;
mod run;
mod score;
mod sensitivity;
mod solve;
mod source;
mod understood;

mod completions;
mod json_schema;
mod man;

use crate::diagnostic::Diagnostics;
use crate::forecast::Trouble;
use crate::report::{self, Attempt, Look, undisturbed};
use clap::{CommandFactory, Parser, Subcommand};
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Forecasts the savings of public-sector collaboration programmes, with their uncertainty.
#[derive(Debug, Parser)]
#[command(name = "foresave", version, arg_required_else_help = true)]
#[command(after_help = "Example:\n  foresave init alliance\n  foresave check alliance/scenario.toml")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    #[command(display_order = 97)]
    Completions(completions::Arguments),
    #[command(display_order = 98)]
    Man(man::Arguments),
    #[command(display_order = 99)]
    Schema(json_schema::Arguments),
    Check(check::Arguments),
    Run(Box<run::Arguments>),
    Compare(Box<compare::Arguments>),
    Explain(Box<explain::Arguments>),
    Sensitivity(Box<sensitivity::Arguments>),
    Solve(Box<solve::Arguments>),
    Benchmark(Box<benchmark::Arguments>),
    Fit(fit::Arguments),
    Score(score::Arguments),
}

/// Why a command did not do what it should.
#[derive(Debug)]
enum Failure {
    /// The scenario is wrong.
    Scenario {
        /// What is wrong with it.
        faults: Box<Diagnostics>,
        /// Whether faults that repeat down a column are shown one by one.
        each: bool,
    },
    /// The world is: a file, the disk, the input.
    World(String),
    /// Somebody stopped the run.
    Interrupted,
    /// The command was not meant to be used like that.
    Usage(String),
}

impl Failure {
    /// What could not be done, and the system's reason.
    fn of_io(what: &str, error: io::Error) -> Self {
        let failed: io::Result<()> = Err(error);
        failed.attempting(|| what.to_owned()).map_or_else(Failure::from, |()| Failure::World(what.to_owned()))
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Scenario { .. } | Failure::World(_) | Failure::Interrupted => ExitCode::FAILURE,
            Failure::Usage(_) => ExitCode::from(2),
        }
    }
}

impl From<report::Failure> for Failure {
    fn from(failure: report::Failure) -> Self {
        if failure.is_interrupt() { Failure::Interrupted } else { Failure::World(failure.to_string()) }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Plan(error) => Failure::World(error.to_string()),
            Trouble::Interrupted => Failure::Interrupted,
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Failure::Scenario { faults: Box::new(diagnostics), each: false }
    }
}

/// Runs the program on the arguments it was started with.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Where even the message cannot be written there is no one to tell.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    panic::set_hook(Box::new(tell_of_panic));
    outlive_the_limit_of_files();
    match panic::catch_unwind(|| run(arguments.command)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            tell(&failure);
            failure.exit_code()
        }
        Err(_) => ExitCode::FAILURE,
    }
}

/// A file beyond the limit that was set for files ends a program without a word, unless the signal is caught: then the
/// write fails, and that is reported.
#[cfg(unix)]
fn outlive_the_limit_of_files() {
    // Where it cannot be caught the program ends as it would have.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn outlive_the_limit_of_files() {}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::Schema(arguments) => json_schema::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Sensitivity(arguments) => sensitivity::run(&arguments),
        Command::Solve(arguments) => solve::run(&arguments),
        Command::Benchmark(arguments) => benchmark::run(&arguments),
        Command::Fit(arguments) => fit::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
    }
}

fn tell(failure: &Failure) {
    /// Whoever comes first tells of an interrupt: the thread at work, or the one that caught it.
    static INTERRUPT_TOLD: AtomicBool = AtomicBool::new(false);
    let text = match failure {
        Failure::Interrupted if INTERRUPT_TOLD.swap(true, Ordering::Relaxed) => return,
        Failure::Interrupted => format!("error: {}\n", report::Failure::interrupted()),
        Failure::Scenario { faults, each } => shown(faults, *each),
        Failure::World(reason) => format!("error: {reason}\n"),
        Failure::Usage(reason) => format!("error: {reason}\n\nFor more information, try '--help'.\n"),
    };
    tell_all(&text);
}

/// What a person should know of a scenario that is not wrong, before its results.
fn tell_warnings(warnings: &Diagnostics, scenario: &Path) {
    tell_all(&warnings_in_short(warnings, scenario, io::stderr().is_terminal()));
}

/// Writes to standard error; where that is closed there is no one to tell.
fn tell_all(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// All warnings where they are few, else the first ones, so that they do not drown the results; and the notes in
/// a line each.
fn warnings_in_short(warnings: &Diagnostics, scenario: &Path, styled: bool) -> String {
    const FEW: usize = 3;
    const FIRST: usize = 2;
    let (mut text, left) = warnings.first_warnings_to_terminal(FEW, styled);
    if left > 0 {
        let (first, left) = warnings.first_warnings_to_terminal(FIRST, styled);
        text = format!("{first}{left} more warnings: `foresave check {}` shows them\n", scenario.display());
    }
    text + &warnings.notes_in_short()
}

/// A broken promise of the program itself.
fn tell_of_panic(panic: &panic::PanicHookInfo<'_>) {
    let promise = panic.payload_as_str().unwrap_or("no reason given");
    let place = panic.location().map_or(String::new(), |place| format!(" ({}:{})", place.file(), place.line()));
    let _ = writeln!(io::stderr(), "this is a fault in foresave, not in your files: {promise}{place}");
}

/// Diagnostics as a person reads them on standard error; anstream takes the colours out where they are not wanted.
fn shown(diagnostics: &Diagnostics, each: bool) -> String {
    let styled = io::stderr().is_terminal();
    if each { diagnostics.each_to_terminal(styled) } else { diagnostics.to_terminal(styled) }
}

/// Says something on standard error that is neither data nor a fault.
fn tell_notice(notice: &str) {
    // Where standard error is closed there is no one to tell.
    let _ = writeln!(anstream::stderr(), "note: {notice}");
}

/// Columns of what is printed where nobody says how wide the terminal is.
const WIDTH: usize = 80;

/// How wide standard output is: its terminal, within what can be read, or [`WIDTH`].
fn terminal_width() -> usize {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 110;
    let terminal = terminal_size::terminal_size_of(io::stdout());
    terminal.map_or(WIDTH, |(columns, _)| usize::from(columns.0).clamp(NARROWEST, WIDEST))
}

/// All sections, at the width of the terminal.
fn look(with_headings: bool) -> Look<'static> {
    Look { width: terminal_width(), sections: &[], with_headings }
}

/// Writes data to standard output; a reader that has gone away is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let what = match undisturbed().published().last() {
                None => "standard output cannot be written".to_owned(),
                Some(folder) => {
                    format!("the results are in {}, but standard output cannot be written", folder.display())
                }
            };
            Err(Failure::of_io(&what, error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};

    fn warnings_told(count: usize) -> String {
        let mut warnings = Diagnostics::default();
        for number in 1..=count {
            warnings.push(Diagnostic::warning(Code::TurnoverShort, format!("warning number {number}")));
        }
        warnings_in_short(&warnings, Path::new("alliance/scenario.toml"), false)
    }

    #[test]
    fn three_warnings_are_told_in_full() {
        let told = warnings_told(3);
        assert!(told.contains("warning number 3") && !told.contains("more"), "{told}");
    }

    #[test]
    fn of_more_warnings_the_first_two_are_told_and_where_the_others_are() {
        let told = warnings_told(300);
        assert!(told.contains("warning number 2") && !told.contains("warning number 3"), "{told}");
        assert!(told.ends_with("\n298 more warnings: `foresave check alliance/scenario.toml` shows them\n"), "{told}");
    }

    #[test]
    fn the_command_line_is_consistent_and_every_command_shows_an_example() {
        let mut program = Arguments::command();
        program.build();
        program.clone().debug_assert();
        for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("Example"), "{help}");
        }
    }

    /// The command lines among the examples of a command, in words.
    fn examples(command: &clap::Command) -> Vec<Vec<String>> {
        let help = command.get_after_help().map(|help| help.to_string()).unwrap_or_default();
        let lines =
            help.lines().filter_map(|line| line.strip_prefix("  ").filter(|line| line.starts_with("foresave ")));
        // What a shell does with the data is not the program's.
        let own = lines.map(|line| line.split(['<', '>', '|']).next().unwrap_or_default().to_owned());
        own.map(|line| in_words(&line)).collect()
    }

    /// As a shell divides a line, with double quotes alone.
    fn in_words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        words.collect()
    }

    #[test]
    fn every_example_is_a_command_line_that_the_program_takes() {
        let program = Arguments::command();
        for command in [&program].into_iter().chain(program.get_subcommands()) {
            let examples = examples(command);
            assert!(!examples.is_empty(), "{} has no example", command.get_name());
            for example in examples {
                let taken = Arguments::try_parse_from(&example);
                assert!(taken.is_ok(), "{example:?}: {}", taken.unwrap_err());
            }
        }
    }
}
