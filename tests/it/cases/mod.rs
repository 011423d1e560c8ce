//! Small inputs on which the program once was wrong, or led astray: each a test of the right answer, named after its
//! essence. Each stands for a kind.

mod documents;
mod figures;
mod interrupts;
mod reading;
mod running;
mod streams;

use foresave::analysis::check;
use foresave::diagnostic::Diagnostics;
use foresave::programme::Programme;
use foresave::scenario::{Files, Reading};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The beginning of a scenario file of some years.
const HEAD: &str = "title = \"Case\"\nstart = \"2026/27\"\nend = \"2028/29\"\nareas = \"areas.csv\"\n";

/// Reads a scenario file and its tables as every command does.
fn read(toml: &str, tables: &[(&str, &str)]) -> Result<Reading, Diagnostics> {
    let scenario = [("scenario.toml", toml)];
    let contents = scenario.iter().chain(tables).map(|(name, text)| (*name, text.as_bytes().to_vec()));
    check::open(&Files::in_memory("scenario.toml", contents))
}

fn programme(toml: &str, tables: &[(&str, &str)]) -> Programme {
    match read(toml, tables) {
        Ok(reading) => reading.programme,
        Err(faults) => panic!("{}", faults.to_terminal(false)),
    }
}

/// What is said of a scenario that is refused.
fn refused(toml: &str, tables: &[(&str, &str)]) -> String {
    match read(toml, tables) {
        Ok(_) => panic!("{toml} is taken"),
        Err(faults) => faults.to_terminal(false),
    }
}

/// What is said of a scenario that is not refused.
fn warned(toml: &str, tables: &[(&str, &str)]) -> String {
    match read(toml, tables) {
        Ok(reading) => reading.warnings.to_terminal(false),
        Err(faults) => panic!("{}", faults.to_terminal(false)),
    }
}

/// A folder in which the program runs.
struct Desk(TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(desk.path(name), text).unwrap();
        }
        desk
    }

    /// With the scenario that `init` writes.
    fn with_the_example() -> Self {
        let desk = Desk::new(&[]);
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

    /// Calls the program, which must succeed.
    fn done(&self, arguments: &str) -> String {
        let output = self.call(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The cells of a column in the rows of a result file that begin with `begins`.
    fn column(&self, file: &str, begins: &str, column: &str) -> Vec<String> {
        let mut table = csv::Reader::from_path(self.path(file)).unwrap();
        let place = table.headers().unwrap().iter().position(|name| name == column).unwrap();
        let rows = table.records().map(Result::unwrap);
        let wanted = rows.filter(|row| row.iter().collect::<Vec<_>>().join(",").starts_with(begins));
        wanted.map(|row| row[place].to_owned()).collect()
    }

    /// The names in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
