//! Time: of the processor where that is what is asked for, so that other programs matter less.

use std::hint::black_box;
use std::time::Duration;

/// Nanoseconds per trial (or whatever is counted), over some repetitions.
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
    wall()
}

/// Processor time of the processes that this one has started and that have ended, in hundredths of a second; `None` where
/// the system does not say it as Linux does.
pub fn of_children() -> Option<Duration> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything; user and system time of children come 13 fields after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| Duration::from_secs_f64(ticks.iter().sum::<f64>() / TICKS_A_SECOND))
}

/// Wall time since something fixed.
pub fn wall() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Nanoseconds that `work` takes by a clock, for each of so many trials.
pub fn once<T>(clock: fn() -> Duration, work: impl FnOnce() -> T, trials: usize) -> f64 {
    let started = clock();
    black_box(work());
    (clock() - started).as_secs_f64() * 1e9 / trials as f64
}

/// Measures several things in turn, so many rounds of them: what disturbs the machine disturbs all of them alike.
pub fn in_turn<const N: usize>(rounds: usize, mut measure: [&mut dyn FnMut() -> f64; N]) -> [Cost; N] {
    let mut all = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (costs, measure) in all.iter_mut().zip(&mut measure) {
            costs.push(measure());
        }
    }
    all.map(Cost::of)
}

/// A time with its unit.
pub fn in_words(nanoseconds: f64) -> String {
    match nanoseconds {
        _ if nanoseconds < 10.0 => format!("{nanoseconds:.2} ns"),
        _ if nanoseconds < 1e4 => format!("{nanoseconds:.0} ns"),
        _ if nanoseconds < 1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}
