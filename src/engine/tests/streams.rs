//! Streams for what is drawn outside the trials: their words are pinned and even, and `rand` draws from them.
#![cfg(test)]

use crate::engine::Stream;
use crate::engine::design::ChunkId;
use crate::engine::lanes::{LANES, Words};
use crate::plan::Draw;
use crate::programme::Sampling;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use rand_distr::StandardNormal;
use statrs::distribution::{ContinuousCDF, Normal};
use std::collections::BTreeSet;

const COUNT: usize = 1 << 15;

/// Computed a second time by a program in another language.
#[test]
fn the_words_of_a_stream_are_those_that_they_always_were() {
    let words = |mut stream: Stream| (0..2_000).map(|_| stream.next_u32()).collect::<Vec<u32>>();
    let pinned = |words: &[u32]| [0, 1, 2, 3, 31, 32, 1_999].map(|place: usize| words[place]);
    let first = words(Stream::new(1, "orders", 0));
    let expected =
        [4_112_062_466, 3_513_905_463, 2_904_972_052, 3_523_000_990, 3_510_465_118, 705_454_484, 1_075_176_366];
    assert_eq!(pinned(&first), expected);
    let second = words(Stream::new((1 << 62) + 5, "bootstrap of £", 7));
    let expected =
        [2_896_018_939, 3_457_968_936, 1_100_764_674, 1_113_660_083, 2_829_721_294, 801_264_646, 3_116_365_999];
    assert_eq!(pinned(&second), expected);
}

#[test]
fn numbers_of_64_bits_and_bytes_are_made_of_the_same_words() {
    let mut stream = Stream::new(1, "orders", 0);
    stream.next_u64();
    stream.next_u64();
    assert_eq!(stream.next_u64(), 9_792_809_196_970_167_227);
    let mut bytes = [0; 6];
    Stream::new(1, "orders", 0).fill_bytes(&mut bytes);
    assert_eq!(bytes[..4], 4_112_062_466u32.to_le_bytes());
    assert_eq!(bytes[4..], 3_513_905_463u32.to_le_bytes()[..2]);
}

/// Two independent sets of 2^15 words share a quarter of one on average, and ten hardly ever.
#[test]
fn no_stream_has_the_words_of_another_or_of_a_draw() {
    let own: BTreeSet<u32> = words(Stream::new(1, "orders", 0));
    let others = [Stream::new(2, "orders", 0), Stream::new(1, "order", 0), Stream::new(1, "orders", 1)];
    for other in others {
        assert!(own.intersection(&words(other)).count() < 10);
    }
    let design = super::design(Sampling::Random, 1, 1);
    let draw = design.uniform(&Draw::named("orders"));
    let mut of_draw = BTreeSet::new();
    for chunk in 0..(COUNT / LANES) as u32 {
        let mut words = Words([0; LANES]);
        design.words(draw, ChunkId { replicate: 0, chunk }, &mut words);
        of_draw.extend(words.0);
    }
    assert!(own.intersection(&of_draw).count() < 10);
}

fn words(mut stream: Stream) -> BTreeSet<u32> {
    (0..COUNT).map(|_| stream.next_u32()).collect()
}

/// By Kolmogorov's test (see the draws of laws): a right program fails one in ten million.
#[test]
fn what_is_drawn_from_a_stream_follows_its_law() {
    let normal = Normal::standard();
    let mut stream = Stream::new(5, "normal", 0);
    let drawn = (0..COUNT).map(|_| normal.cdf(stream.sample(StandardNormal))).collect();
    assert!(distance(drawn) < 2.9);
    let uniform = (0..COUNT as u32).map(|number| Stream::new(5, "first", number).random()).collect();
    assert!(distance(uniform) < 2.9, "the first numbers of many streams");
}

/// Kolmogorov's statistic of uniforms.
fn distance(mut uniforms: Vec<f64>) -> f64 {
    uniforms.sort_unstable_by(f64::total_cmp);
    let n = uniforms.len() as f64;
    let gap = |(place, u): (usize, &f64)| (u - place as f64 / n).max((place + 1) as f64 / n - u);
    n.sqrt() * uniforms.iter().enumerate().map(gap).fold(0.0, f64::max)
}

/// Each of 24 orders is binomial; five deviations are exceeded once in 1.7 million.
#[test]
fn every_order_is_as_likely_as_any_other() {
    let mut counts = std::collections::BTreeMap::new();
    for number in 0..COUNT as u32 {
        let mut order = [0, 1, 2, 3];
        order.shuffle(&mut Stream::new(9, "orders", number));
        *counts.entry(order).or_insert(0) += 1;
    }
    let (n, p) = (COUNT as f64, 1.0 / 24.0);
    assert_eq!(counts.len(), 24);
    assert!(counts.values().all(|count| (f64::from(*count) - n * p).abs() < 5.0 * (n * p * (1.0 - p)).sqrt()));
}
