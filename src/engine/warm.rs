//! What is built once and serves every run: threads, instructions and tables.

use super::instructions::Level;
use super::tables::Tables;

/// A thread that waits for another may take up one more unit, on top of the chunk that it computes; chunks live on
/// the stack while they are computed, and take much of it where the compiler does not optimise.
const THREAD_STACK: usize = 32 << 20;

/// Simulates plans. What comes of a run depends on the plan and the [`Drawing`](super::Drawing) alone: not on the number
/// of threads, nor on the instructions, nor on what was run before.
#[derive(Debug)]
pub struct Engine {
    pool: rayon::ThreadPool,
    level: Level,
    tables: Tables,
}

impl Engine {
    /// An engine with so many threads, or with one for each processor; where the system does not give as many, with fewer.
    pub fn new(threads: Option<usize>) -> Self {
        Engine::at_level(Level::widest(), threads)
    }

    /// Likewise, with the instructions of a level.
    pub fn at_level(level: Level, threads: Option<usize>) -> Self {
        Engine { pool: pool(threads), level, tables: Tables::new() }
    }

    /// The instructions that it uses.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Does something on its threads that is no run of a plan.
    pub fn install<T: Send>(&self, what: impl FnOnce() -> T + Send) -> T {
        self.pool.install(what)
    }

    pub(super) fn pool(&self) -> &rayon::ThreadPool {
        &self.pool
    }

    pub(super) fn tables(&self) -> &Tables {
        &self.tables
    }
}

/// Threads as asked for, or as many as the system gives, and the one that asks where it gives none: results do not depend
/// on their number.
fn pool(threads: Option<usize>) -> rayon::ThreadPool {
    let mut wanted = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    while wanted > 0 {
        match rayon::ThreadPoolBuilder::new().num_threads(wanted).stack_size(THREAD_STACK).build() {
            Ok(pool) => return pool,
            // What is as scarce as that is left for the work itself too.
            Err(_) => wanted /= 4,
        }
    }
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    alone.expect("a thread that is in no pool can be one by itself")
}
