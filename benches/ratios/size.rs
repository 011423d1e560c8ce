//! How much is measured.

/// Whether to take less, for a machine that has other things to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Under two minutes.
    Quick,
    /// Enough trials for what does not depend on them to vanish.
    Full,
}

/// Trials by what is measured.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// By which answers are compared.
    pub compared: usize,
    /// Of a timed run of the engine.
    pub engine: usize,
    /// Of the naive peer.
    pub naive: usize,
    /// Of the NumPy peer.
    pub numpy: usize,
    /// Timed runs of each.
    pub repeats: usize,
}

impl Size {
    /// `FORESAVE_BENCH=quick`, or all of it.
    pub fn from_environment() -> Self {
        match std::env::var("FORESAVE_BENCH").as_deref() {
            Ok("quick") => Size::Quick,
            _ => Size::Full,
        }
    }

    /// One of two numbers.
    pub fn pick<T>(self, quick: T, full: T) -> T {
        match self {
            Size::Quick => quick,
            Size::Full => full,
        }
    }

    /// The sizes for a scenario. The engine is timed beyond the number of trials up to which it runs them twice.
    pub fn of(self, scenario: &str) -> Sizes {
        match (self, scenario) {
            (Size::Quick, "bench27") => {
                Sizes { compared: 20_000, engine: 300_000, naive: 20_000, numpy: 20_000, repeats: 2 }
            }
            (Size::Quick, _) => Sizes { compared: 3_000, engine: 300_000, naive: 3_000, numpy: 4_096, repeats: 1 },
            (Size::Full, "bench27") => {
                Sizes { compared: 60_000, engine: 10_000_000, naive: 60_000, numpy: 60_000, repeats: 5 }
            }
            (Size::Full, _) => Sizes { compared: 6_000, engine: 300_000, naive: 6_000, numpy: 8_192, repeats: 3 },
        }
    }
}
