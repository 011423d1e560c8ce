//! The value of a word has the rank that the word stands for.
//!
//! A word `w` stands for `u = (w + 1/2) / 2^32`. The probability below its value may differ from `u` by a tenth of
//! the Monte Carlo error of a billion trials, the largest run there is: `0.1 sqrt(u (1 - u) / 1e9)`.
#![cfg(test)]

use super::laws;
use crate::distribution::{Distribution, normal};
use crate::engine::Level;
use crate::engine::lanes::{LANES, Lanes, Words};
use crate::engine::transform::{Narrowing, NormalTails, Transform, tails};

const UNBOUNDED: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const LARGEST_RUN: f64 = 1e9;

/// Words from both ends, around every power of two and its half, and spread over all.
fn words() -> Vec<u32> {
    let mut lower: Vec<u32> = (0..64).collect();
    for octave in 6..32 {
        for start in [1u64 << octave, 3 << (octave - 1)] {
            let step = (1u64 << octave) / 40;
            lower.extend((0..20).map(|place| (start + place * step).min(0x7fff_ffff) as u32));
            lower.extend([start - 1, start + 1].map(|word| word.min(0x7fff_ffff) as u32));
        }
    }
    let upper: Vec<u32> = lower.iter().map(|word| !word).collect();
    let spread = (0..2048u32).map(|place| place.wrapping_mul(0x9e37_79b9).wrapping_add(0x0123_4567));
    let mut all: Vec<u32> = lower.into_iter().chain(upper).chain(spread).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The values of words at a level of instructions.
fn values(transform: &Transform, level: Level, all: &[u32]) -> Vec<f64> {
    let mut found = Vec::new();
    for chunk in all.chunks(LANES) {
        let mut words = Words([0x8000_0000; LANES]);
        words.0[..chunk.len()].copy_from_slice(chunk);
        let mut values = Lanes::ZERO;
        transform.values_of_words(level, &words, &mut values);
        found.extend_from_slice(&values[..chunk.len()]);
    }
    found
}

/// The probability below a word's uniform and above it, each exact.
fn sides(word: u32) -> (f64, f64) {
    let below = (f64::from(word) + 0.5) / 4_294_967_296.0;
    let above = (f64::from(!word) + 0.5) / 4_294_967_296.0;
    (below, above)
}

/// By how much the probability below `value` misses `(below, above)`, from the nearer end; at a step anything within
/// it is right, and so is the next number there is, where numbers are too coarse for the law.
fn miss(law: &Distribution, value: f64, (below, above): (f64, f64)) -> f64 {
    let (least, most) = (value.next_down().next_down(), value.next_up().next_up());
    let (short, long) = if below < above {
        (below - law.cdf(most), law.cdf_left(least) - below)
    } else {
        (law.survival(most) - above, above - law.survival_left(least))
    };
    short.max(long).max(0.0)
}

fn allowed((below, above): (f64, f64)) -> f64 {
    0.1 * (below * above / LARGEST_RUN).sqrt()
}

fn transform(law: &Distribution) -> Transform {
    Transform::of(law, UNBOUNDED)
}

/// The worst of a law's words: its miss in units of what is allowed, the word and the value.
fn worst(law: &Distribution, all: &[u32], values: &[f64]) -> (f64, u32, f64) {
    let missed = all.iter().zip(values).map(|(&word, &value)| {
        let relative = miss(law, value, sides(word)) / allowed(sides(word));
        (if relative.is_nan() { f64::INFINITY } else { relative }, word, value)
    });
    missed.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
}

#[test]
fn every_laws_values_have_the_ranks_of_their_words() {
    let all = words();
    let mut wrong = Vec::new();
    for (name, law) in laws::all() {
        let found = values(&transform(&law), Level::baseline(), &all);
        let (relative, word, value) = worst(&law, &all, &found);
        if relative > 1.0 {
            wrong.push(format!("{name}: word {word:#010x} gives {value}, {relative:.2} times what is allowed"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_laws_own_quantile_functions_have_those_ranks_too() {
    let all = words();
    for (name, law) in laws::all() {
        let quantile = |&word: &u32| match sides(word) {
            (below, above) if below < above => law.quantile(below),
            (_, above) => law.quantile_upper(above),
        };
        // One word in eight: inverting takes longer than looking up.
        let some: Vec<u32> = all.iter().copied().step_by(8).collect();
        let found: Vec<f64> = some.iter().map(quantile).collect();
        let (relative, word, value) = worst(&law, &some, &found);
        assert!(relative < 0.1, "{name}: word {word:#010x} gives {value}, {relative:.2} times what is allowed");
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    let all = words();
    for (name, law) in laws::all() {
        let transform = transform(&law);
        let plain = values(&transform, Level::baseline(), &all);
        for level in Level::available() {
            let differs =
                values(&transform, level, &all).iter().zip(&plain).position(|(a, b)| a.to_bits() != b.to_bits());
            assert_eq!(differs.map(|place| all[place]), None, "{name} at {level:?}");
        }
    }
}

#[test]
fn values_never_descend_by_more_than_their_ranks_may_be_off() {
    let all = words();
    for (name, law) in laws::all() {
        let found = values(&transform(&law), Level::baseline(), &all);
        for (pair, words) in found.windows(2).zip(all.windows(2)) {
            let between = law.cdf_left(pair[0]) - law.cdf(pair[1]);
            let slack = 2.0 * allowed(sides(words[0])).max(allowed(sides(words[1])));
            assert!(pair[0] <= pair[1] || between <= slack, "{name}: {:#010x} {} {}", words[0], pair[0], pair[1]);
        }
    }
}

#[test]
fn scores_become_the_words_of_their_probabilities() {
    let table = NormalTails::new();
    let scores: Vec<f64> = (-6_144..=6_144).map(|place| f64::from(place) / 1_024.0 + 1e-5).collect();
    for level in Level::available() {
        for chunk in scores.chunks(LANES) {
            let mut lanes = Lanes::all(0.0);
            lanes[..chunk.len()].copy_from_slice(chunk);
            let mut words = Words([0; LANES]);
            table.words(level, &lanes, &mut words);
            for (&score, &word) in chunk.iter().zip(&words.0) {
                let (below, above) = sides(word);
                let miss =
                    if score < 0.0 { below - normal::cumulative(score) } else { above - normal::upper_tail(score) };
                // Half a word is what the rounding to words takes.
                let slack = allowed((normal::cumulative(score), normal::upper_tail(score))) + 0.5 / 4_294_967_296.0;
                assert!(miss.abs() <= slack, "{level:?}: {score} becomes {word:#010x}, off by {miss:e}");
            }
        }
    }
}

#[test]
fn a_range_clamps_and_does_not_condition() {
    let law = Distribution::normal(0.0, 1.0).unwrap();
    let clamped = Transform::of(&law, (-0.5, 1.0));
    let all = words();
    for (value, free) in
        values(&clamped, Level::baseline(), &all).iter().zip(values(&transform(&law), Level::baseline(), &all))
    {
        assert_eq!(*value, free.clamp(-0.5, 1.0));
    }
}

#[test]
fn tails_beyond_the_words_are_reached_from_scores() {
    // Scores of censored members lead to tails below 2^-33.
    let law = Distribution::normal(0.0, 1.0).unwrap();
    let transform = transform(&law);
    let mut tau = Lanes::all(0.25);
    for (lane, tail) in tau.iter_mut().take(20).enumerate() {
        *tail = 0.5f64.powi(24 + lane as i32);
    }
    let mut found = Lanes::all(0.0);
    transform.values(&tau, &mut found);
    for lane in 0..20 {
        let off = (law.cdf(found[lane]) / tau[lane] - 1.0).abs();
        assert!(off < 1e-6, "{:e}: {} is off by {off:e}", tau[lane], found[lane]);
    }
}

#[test]
fn signed_tails_of_words_are_exact() {
    let mut words = Words([0; LANES]);
    words.0[..4].copy_from_slice(&[0, u32::MAX, 0x7fff_ffff, 0x8000_0000]);
    let tau = tails(&words);
    let end = 0.5f64.powi(33);
    assert_eq!(tau[..4], [end, -end, 0.5 - end, -0.5 + end]);
}

/// Signed tails from both ends, and a few that are smaller than those of words.
fn signed_tails() -> Vec<Lanes> {
    let mut all = Vec::new();
    for chunk in words().chunks_exact(LANES - 4) {
        let mut of_words = Words::ZERO;
        of_words.0[..chunk.len()].copy_from_slice(chunk);
        let mut tau = tails(&of_words);
        tau[LANES - 4..].copy_from_slice(&[1e-12, -1e-12, 1e-11, -1e-11]);
        all.push(tau);
    }
    all
}

#[test]
fn values_of_tails_have_their_ranks_at_every_level() {
    for (name, law) in laws::all() {
        let transform = transform(&law);
        for tau in signed_tails() {
            let mut found: Vec<Lanes> = Vec::new();
            for level in Level::available() {
                let mut values = Lanes::all(0.0);
                transform.values_of_tails(level, &tau, &mut values);
                found.push(values);
            }
            for (&tail, &value) in tau.iter().zip(found[0].iter()) {
                let sides = if tail > 0.0 { (tail, 1.0 - tail) } else { (1.0 + tail, -tail) };
                let relative = miss(&law, value, sides) / allowed(sides);
                assert!(relative <= 1.0, "{name}: {tail:e} gives {value}, {relative} times what is allowed");
            }
            assert!(found.iter().all(|values| values.0.map(f64::to_bits) == found[0].0.map(f64::to_bits)), "{name}");
        }
    }
}

#[test]
fn scores_become_their_tails_however_far_out() {
    let table = NormalTails::new();
    let mut scores = Lanes::all(0.0);
    for lane in 0..LANES {
        scores[lane] = (lane as f64 - 127.4) / 16.0;
    }
    let mut found: Vec<Lanes> = Vec::new();
    for level in Level::available() {
        let mut tau = Lanes::all(0.0);
        table.tails(level, &scores, &mut tau);
        for lane in 0..LANES {
            let tail = normal::upper_tail(scores[lane].abs());
            let exact = if scores[lane] < 0.0 { tail } else { -tail };
            let off = (tau[lane] / exact - 1.0).abs();
            assert!(off < 1e-6, "{level:?}: {} has a tail of {}, off by {off:e}", scores[lane], tau[lane]);
        }
        found.push(tau);
    }
    assert!(found.iter().all(|tau| tau.0.map(f64::to_bits) == found[0].0.map(f64::to_bits)));
}

#[test]
fn narrowed_uniforms_keep_scores_within_their_bounds() {
    // An own part of weight 0.6 around means from -2 to 2 within (0.5, 1.5), (0.5, ) and ( , 1.5).
    let table = NormalTails::new();
    let mut mean = Lanes::all(0.0);
    for lane in 0..LANES {
        mean[lane] = (lane as f64 - 128.0) / 64.0;
    }
    for (low, high) in [(0.5, 1.5), (0.5, f64::INFINITY), (f64::NEG_INFINITY, 1.5)] {
        let above = |bound: f64, mean: f64| normal::upper_tail((bound - mean) / 0.6);
        for tau in signed_tails() {
            let mut narrowed = tau.clone();
            table.narrow(Level::widest(), &mean, Narrowing { weight: 0.6, low, high }, &mut narrowed);
            for lane in 0..LANES {
                let rest = if tau[lane] > 0.0 { 1.0 - tau[lane] } else { -tau[lane] };
                let (least, most) = (above(high, mean[lane]), above(low, mean[lane]));
                let exact = least + rest * (most - least);
                let upper = if narrowed[lane] > 0.0 { 1.0 - narrowed[lane] } else { -narrowed[lane] };
                assert!((upper - exact).abs() < 2e-7, "{low} to {high} around {}: {upper} {exact}", mean[lane]);
            }
        }
    }
}
