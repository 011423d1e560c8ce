//! A progress bar on a terminal, and what Ctrl-C does.

use super::Failure;
use crate::engine::Watch;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(100);

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
        if RUNNING.set(Arc::clone(&watch)).is_ok() {
            ctrlc::set_handler(|| {
                if let Some(watch) = RUNNING.get() {
                    watch.stop.store(true, Ordering::Relaxed);
                }
            })
            .map_err(|error| Failure::World(format!("interrupts cannot be caught: {error}")))?;
        }
        let finished = Arc::new(AtomicBool::new(false));
        let shows = !quiet && io::stderr().is_terminal();
        let drawing = shows.then(|| {
            let (watch, finished) = (Arc::clone(&watch), Arc::clone(&finished));
            thread::spawn(move || draw(&watch, &finished))
        });
        Ok(Progress { watch, finished, drawing })
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
