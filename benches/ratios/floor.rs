//! The floor: what drawing just the uniforms of bench27 costs, with the engine's own generator and instructions.

use super::clock;
use super::lanes::{LANES, Words};
use super::philox;
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
    clock::once(clock::processor, run::<UNIFORMS>, CHUNKS as usize * LANES)
}

fn run<const UNIFORMS: bool>() {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        if has!("avx512f") && has!("avx512dq") && has!("avx512bw") && has!("avx512vl") && has!("avx512cd") {
            // SAFETY: the processor has these instructions.
            return unsafe { fill_avx512::<UNIFORMS>() };
        }
        if has!("avx2") {
            // SAFETY: the processor has these instructions.
            return unsafe { fill_avx2::<UNIFORMS>() };
        }
    }
    fill::<UNIFORMS>(plain);
}

#[inline(always)]
fn plain(key: u64, chunk: u32, words: &mut Words) {
    philox::fill(1, key, 0, chunk, words);
}

/// Draws words and, by section 9 of the model, the uniforms that they stand for.
#[inline(always)]
fn fill<const UNIFORMS: bool>(draw: impl Fn(u64, u32, &mut Words)) {
    let mut words = Words([0; LANES]);
    let mut uniforms = [0.0; LANES];
    for chunk in 0..CHUNKS {
        for key in 0..DRAWS {
            draw(key, chunk, &mut words);
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
fn fill_avx2<const UNIFORMS: bool>() {
    fill::<UNIFORMS>(|key, chunk, words| philox::fill_avx2(1, key, 0, chunk, words));
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2")]
fn fill_avx512<const UNIFORMS: bool>() {
    fill::<UNIFORMS>(
        #[inline(always)]
        |key, chunk, words| philox::fill(1, key, 0, chunk, words),
    );
}
