//! A progress bar on a terminal, and what Ctrl-C does.

use super::{Failure, tell, tell_all};
use crate::engine::Watch;
use crate::report::undisturbed;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, Builder, JoinHandle};
use std::time::Duration;

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(40);

/// How long an interrupt waits for the threads at work, which look for it now and then; after that it ends the program
/// whatever they do: a user who is not answered within a tenth of a second presses again.
const PATIENCE: Duration = Duration::from_millis(60);

/// Watches a run.
#[derive(Debug)]
pub(super) struct Progress {
    watch: Arc<Watch>,
    finished: Arc<AtomicBool>,
    drawing: Option<JoinHandle<()>>,
}

/// What Ctrl-C stops.
static RUNNING: OnceLock<Arc<Watch>> = OnceLock::new();

impl Progress {
    /// Begins to watch; draws nothing where standard error is no terminal, or `quiet` is wanted.
    pub(super) fn begin(quiet: bool) -> Result<Self, Failure> {
        let watch = Arc::new(Watch::default());
        if RUNNING.set(Arc::clone(&watch)).is_ok() && threads_can_be_started() {
            ctrlc::set_handler(heed_interrupt)
                .map_err(|error| Failure::World(format!("interrupts cannot be caught: {error}")))?;
        }
        let finished = Arc::new(AtomicBool::new(false));
        let shows = !quiet && io::stderr().is_terminal();
        let drawing = shows.then(|| {
            let (watch, finished) = (Arc::clone(&watch), Arc::clone(&finished));
            Builder::new().spawn(move || draw(&watch, &finished)).ok()
        });
        Ok(Progress { watch, finished, drawing: drawing.flatten() })
    }

    /// How far the run is.
    pub(super) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.finished.store(true, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
        if let Some(drawing) = self.drawing.take() {
            // A bar that could not be drawn is no reason to fail.
            let _ = drawing.join();
        }
    }
}

/// Whether the system lets this process have another thread. Without one nothing can wait for interrupts: they end the
/// program at once, as they do before anything is written.
fn threads_can_be_started() -> bool {
    Builder::new().spawn(|| {}).is_ok_and(|thread| thread.join().is_ok())
}

/// Tells all threads to stop, and ends the program where they do not do so soon. No results are half written: a folder
/// that is being published is waited for, and one in the making is removed.
fn heed_interrupt() {
    if let Some(watch) = RUNNING.get() {
        watch.stop.store(true, Ordering::Relaxed);
    }
    thread::sleep(PATIENCE);
    let mut undisturbed = undisturbed();
    undisturbed.remove_unfinished();
    match undisturbed.published().last() {
        None => tell(&Failure::Interrupted),
        Some(folder) => tell_all(&format!("error: interrupted; the results are in {}\n", folder.display())),
    }
    process::exit(1);
}

fn draw(watch: &Watch, finished: &AtomicBool) {
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}") {
        bar.set_style(style);
    }
    while !finished.load(Ordering::Relaxed) && !watch.stop.load(Ordering::Relaxed) {
        thread::sleep(EVERY);
        let (done, total) = (watch.done.load(Ordering::Relaxed), watch.total.load(Ordering::Relaxed));
        if total > 0 {
            bar.set_length(total);
            bar.set_position(done.min(total));
            if done > 0 {
                let left = HumanDuration(bar.eta());
                bar.set_message(format!("{:.1} million trials a second  {left:#} left", bar.per_sec() / 1e6));
            }
        }
    }
    bar.finish_and_clear();
}
