//! Where a scenario is read from, and what is put in the place of what it says.

use super::{Failure, tell_warnings};
use crate::analysis::check;
use crate::programme::Override;
use crate::scenario::{Files, LARGEST_TABLE, Reading};
use std::io::{self, Read};
use std::path::Path;

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The options of every command that reads a scenario.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Overrides {
    /// Put another value in the place of one of the scenario's, for example area.ICT.go_live=2027-09 or
    /// simulation.seed=7, or add one; may be given more than once, and holds for every scenario that is named
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = parse)]
    set: Vec<Override>,
}

impl Overrides {
    /// The files of a scenario, with what was set.
    pub(super) fn files(&self, scenario: &Path) -> Result<Files, Failure> {
        Ok(files(scenario)?.with_overrides(self.set.clone()))
    }

    /// Reads a scenario and tells its warnings.
    pub(super) fn open(&self, scenario: &Path) -> Result<Reading, Failure> {
        let reading = check::open(&self.files(scenario)?)?;
        tell_warnings(&reading.warnings, scenario);
        Ok(reading)
    }
}

/// The files of a scenario, or of a table that stands alone, at a path or on standard input.
pub(super) fn files(path: &Path) -> Result<Files, Failure> {
    if path != Path::new(STANDARD_INPUT) {
        return Ok(Files::at(path));
    }
    let mut bytes = Vec::new();
    // One byte more than is read of a file, so that the same is said of what is larger.
    io::stdin()
        .take(LARGEST_TABLE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::of_io("standard input cannot be read", error))?;
    Ok(Files::on_standard_input(bytes))
}

/// Standard input can be read once.
pub(super) fn refuse_twice<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Result<(), Failure> {
    let named = paths.into_iter().filter(|path| *path == Path::new(STANDARD_INPUT)).count();
    if named > 1 {
        return Err(Failure::Usage("`-`, standard input, is named twice, and can be read only once".into()));
    }
    Ok(())
}

/// What a file or standard input is called in the name of a folder.
pub(super) fn stem(path: &Path) -> &Path {
    if path == Path::new(STANDARD_INPUT) { Path::new("standard-input") } else { path }
}

fn parse(text: &str) -> Result<Override, String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=VALUE, such as area.ICT.go_live=2027-09")?;
    let key = key.trim();
    if key.is_empty() {
        return Err("there is no key before the `=`: write KEY=VALUE, such as area.ICT.go_live=2027-09".into());
    }
    Ok(Override { key: key.to_owned(), value: value.trim().to_owned() })
}
