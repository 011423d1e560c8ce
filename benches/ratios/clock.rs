//! Time: of the processor, not of the wall, so that other programs matter less.

use std::hint::black_box;
use std::time::Duration;

/// Nanoseconds of processor time per trial, over some repetitions.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// The least: what the machine can do undisturbed.
    pub best: f64,
    /// The median.
    pub median: f64,
}

impl Cost {
    /// The cost of repetitions that took so many nanoseconds a trial.
    pub fn of(mut nanoseconds: Vec<f64>) -> Self {
        nanoseconds.sort_by(f64::total_cmp);
        Cost { best: nanoseconds[0], median: nanoseconds[nanoseconds.len() / 2] }
    }
}

/// Processor time of this process so far, all threads together.
#[cfg(unix)]
pub fn processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Wall time, where there is no clock of the process.
#[cfg(not(unix))]
pub fn processor() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The cost of a trial of `work`, which does so many.
pub fn cost<T>(work: impl Fn() -> T, trials: usize, repeats: usize) -> Cost {
    let once = |_| {
        let started = processor();
        black_box(work());
        (processor() - started).as_secs_f64() * 1e9 / trials as f64
    };
    Cost::of((0..repeats).map(once).collect())
}

/// Likewise, with one thread of rayon's.
pub fn single_threaded<T: Send>(work: impl Fn() -> T + Sync, trials: usize, repeats: usize) -> Cost {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("the system can start a thread");
    pool.install(|| cost(&work, trials, repeats))
}

/// A time with its unit.
pub fn in_words(nanoseconds: f64) -> String {
    if nanoseconds < 1e4 { format!("{nanoseconds:.0} ns") } else { format!("{:.1} µs", nanoseconds / 1e3) }
}
