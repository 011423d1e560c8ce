//! The floor: what drawing just the uniforms of bench27 costs, with the engine's own generator and instructions.

use super::clock;
use foresave::engine::design::{ChunkId, Design};
use foresave::engine::instructions::Level;
use foresave::engine::lanes::{LANES, Lanes, Words};
use foresave::plan::Draw;
use foresave::programme::Sampling;
use std::hint::black_box;

/// Uniforms of a trial.
const DRAWS: u64 = 102;
const CHUNKS: u32 = 512_000 / LANES as u32;

/// Processor time of a trial's uniforms, in nanoseconds.
pub fn time() -> f64 {
    time_of::<true>()
}

/// Processor time of the 32-bit words alone that they are made from, in nanoseconds.
pub fn time_of_words() -> f64 {
    time_of::<false>()
}

fn time_of<const UNIFORMS: bool>() -> f64 {
    let design = Design::new(Sampling::Random, 1, 0);
    let draw = Draw::named("floor");
    let run = || match Level::widest() {
        Level::Baseline => fill::<UNIFORMS>(&design, &draw),
        // SAFETY: `Level::widest` names a level only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { fill_avx2::<UNIFORMS>(&design, &draw) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { fill_avx512::<UNIFORMS>(&design, &draw) },
    };
    clock::once(clock::processor, run, CHUNKS as usize * LANES)
}

/// Draws words and, by section 9 of the model, the uniforms that they stand for.
#[inline(always)]
fn fill<const UNIFORMS: bool>(design: &Design, draw: &Draw) {
    let mut words = Words([0; LANES]);
    let mut uniforms = Lanes::all(0.0);
    for chunk in 0..CHUNKS {
        for key in 0..DRAWS {
            design.words(draw, key, ChunkId { replicate: 0, chunk }, &mut words);
            if UNIFORMS {
                for (uniform, word) in uniforms.iter_mut().zip(words.0) {
                    *uniform = (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0);
                }
                black_box(&mut uniforms);
            } else {
                black_box(&mut words);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn fill_avx2<const UNIFORMS: bool>(design: &Design, draw: &Draw) {
    fill::<UNIFORMS>(design, draw);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2")]
fn fill_avx512<const UNIFORMS: bool>(design: &Design, draw: &Draw) {
    fill::<UNIFORMS>(design, draw);
}
