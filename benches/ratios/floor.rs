//! The floor: what drawing just the uniforms of bench27 costs, with the engine's own generator and instructions.

use super::clock;
use foresave::engine::design::{ChunkId, Design};
use foresave::engine::instructions::Level;
use foresave::engine::lanes::{LANES, Words};
use foresave::plan::Draw;
use foresave::programme::Sampling;
use std::hint::black_box;

/// Uniforms of a trial.
const UNIFORMS: u64 = 102;
const CHUNKS: u32 = 512_000 / LANES as u32;

/// Processor time of a trial's uniforms, in nanoseconds.
pub fn time() -> f64 {
    let design = Design::new(Sampling::Random, 1, 0);
    let draw = Draw::named("floor");
    let mut words = Words([0; LANES]);
    let run = || match Level::widest() {
        Level::Baseline => fill(&design, &draw, &mut words),
        // SAFETY: `Level::widest` names a level only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { fill_avx2(&design, &draw, &mut words) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { fill_avx512(&design, &draw, &mut words) },
    };
    clock::once(clock::processor, run, CHUNKS as usize * LANES)
}

#[inline(always)]
fn fill(design: &Design, draw: &Draw, words: &mut Words) {
    for chunk in 0..CHUNKS {
        for key in 0..UNIFORMS {
            design.words(draw, key, ChunkId { replicate: 0, chunk }, words);
            black_box(&mut *words);
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn fill_avx2(design: &Design, draw: &Draw, words: &mut Words) {
    fill(design, draw, words);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2")]
fn fill_avx512(design: &Design, draw: &Draw, words: &mut Words) {
    fill(design, draw, words);
}
