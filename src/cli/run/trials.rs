//! `--keep-trials`: every trial once more, into `trials.parquet`.

use super::{Failure, Simulation};
use crate::engine::{self, Settings, TrialSink};
use crate::forecast::TrialColumns;
use crate::plan::Slot;
use crate::report::{Attempt, ResultsFolder, TrialsFile};
use std::fs::File;
use std::io;
use std::sync::atomic::Ordering;

const NAME: &str = "trials.parquet";

/// Runs the trials once more and writes each of them.
pub(super) fn write(simulation: &Simulation, settings: Settings, folder: &ResultsFolder) -> Result<(), Failure> {
    let watch = simulation.progress.watch();
    watch.done.store(0, Ordering::Relaxed);
    watch.total.store(settings.trials, Ordering::Relaxed);
    match replay(simulation, settings, folder.create(NAME)?) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Failure::interrupted()),
        replayed => Ok(replayed.attempting(|| format!("cannot write {NAME}"))?),
    }
}

fn replay(simulation: &Simulation, settings: Settings, file: File) -> io::Result<()> {
    let columns = TrialColumns::of(simulation.programme, simulation.plan);
    let slots = columns.slots().to_vec();
    let mut sink = Sink { slots, file: TrialsFile::begin(columns, file)? };
    engine::replay(simulation.plan, settings, simulation.progress.watch(), &mut sink)?;
    sink.file.finish(settings.trials)
}

struct Sink {
    slots: Vec<Slot>,
    file: TrialsFile,
}

impl TrialSink for Sink {
    fn slots(&self) -> &[Slot] {
        &self.slots
    }

    fn take(&mut self, values: &[Vec<f64>]) -> io::Result<()> {
        self.file.take(values)
    }
}
