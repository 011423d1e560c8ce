//! `--keep-trials`: every trial once more, into `trials.parquet`.

use super::{Failure, Run, Simulation};
use crate::forecast::TrialColumns;
use crate::report::{Attempt, ResultsFolder, TrialsFile};
use std::fs::File;
use std::io;

const NAME: &str = "trials.parquet";

/// Runs the trials once more and writes each of them.
pub(super) fn write(simulation: &Simulation, run: &Run, folder: &ResultsFolder) -> Result<(), Failure> {
    match hand_on(simulation, run, folder.create(NAME)?) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Failure::Interrupted),
        written => Ok(written.attempting(|| format!("cannot write {NAME}"))?),
    }
}

fn hand_on(simulation: &Simulation, run: &Run, file: File) -> io::Result<()> {
    let columns = TrialColumns::of(simulation.programme);
    let wanted = columns.wanted();
    let mut file = TrialsFile::begin(columns, file)?;
    let how = (&run.outcomes.drawing, simulation.progress.watch());
    simulation.engine.hand_on(&run.plan, &wanted, how, &mut |sample| file.take(&sample.columns))?;
    file.finish()
}
