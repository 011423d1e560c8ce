//! The designs' words are pinned: a forecast made today can be made again in ten years.
#![cfg(test)]

use super::design;
use crate::engine::design::ChunkId;
use crate::engine::lanes::{LANES, Words};
use crate::plan::Draw;
use crate::programme::Sampling;

const NAMES: [&str; 3] = ["area.ICT.slippage_months", "risk.Unprogrammed work.cost", "common.slippage_months"];

/// Trials whose words are pinned.
const TRIALS: [usize; 4] = [768, 769, 770, 1023];

/// The word of a trial among those that `fill` gives of its chunk.
fn word(replicate: u32, trial: usize, fill: impl Fn(ChunkId, &mut Words)) -> u32 {
    let mut words = Words([0; LANES]);
    fill(ChunkId { replicate, chunk: (trial / LANES) as u32 }, &mut words);
    words.0[trial % LANES]
}

/// Words of replicate 2, by name.
fn words(sampling: Sampling, seed: u64) -> Vec<[u32; 4]> {
    let design = design(sampling, seed, NAMES.len());
    let of = |(dimension, name): (usize, &&str)| {
        let draw = design.uniform(&Draw { name: (*name).into(), dimension });
        TRIALS.map(|trial| word(2, trial, |at, words| design.words(draw, at, words)))
    };
    NAMES.iter().enumerate().map(of).collect()
}

#[test]
fn names_have_the_keys_that_they_always_had() {
    // The first eight bytes of the SHA-256 of the name, the first the lowest.
    let design = design(Sampling::Random, 1, 0);
    assert_eq!(NAMES.map(|name| design.uniform(&Draw::named(name)).key), PINNED_KEYS);
}

#[test]
fn the_words_of_each_design_are_those_that_they_always_were() {
    let found = [Sampling::Random, Sampling::Lhs, Sampling::Sobol].map(|sampling| words(sampling, 1));
    assert_eq!(found, PINNED_WORDS);
}

#[test]
fn a_large_seed_counts_to_its_last_bit() {
    for sampling in [Sampling::Random, Sampling::Lhs, Sampling::Sobol] {
        let of = |seed| words(sampling, seed);
        assert_ne!(of(1 << 62), of(0), "{sampling:?}");
        assert_ne!(of(i64::MAX as u64), of(i64::MAX as u64 - 1), "{sampling:?}");
    }
}

#[test]
fn a_stream_is_its_own() {
    let design = design(Sampling::Random, 1, 1);
    let key = design.key_of_events(&Draw::named(NAMES[1]), NAMES[1]);
    let of = |draw, trial| word(0, trial, |at, words| design.stream(key, draw, at, words));
    assert_eq!([0, 1].map(|draw| [TRIALS[0], TRIALS[3]].map(|trial| of(draw, trial))), PINNED_STREAM);
}

/// Keys and the words of `random` were computed a second time by a program in another language.
const PINNED_KEYS: [u64; 3] = [15_113_443_007_035_344_689, 2_751_269_878_406_084_641, 2_770_319_200_038_840_827];
const PINNED_WORDS: [[[u32; 4]; 3]; 3] = [
    [
        [2_177_460_552, 1_391_029_944, 1_734_456_236, 4_270_960_915],
        [1_296_058_459, 4_037_331_118, 3_821_172_473, 2_466_607_069],
        [1_463_809_471, 208_525_605, 1_998_146_785, 2_699_691_892],
    ],
    [
        [3_511_041_975, 1_566_612_133, 271_032_385, 2_541_085_989],
        [1_689_586_405, 3_026_617_340, 418_324_022, 2_324_562_566],
        [1_753_466_421, 2_592_174_985, 3_555_323_302, 3_039_320_342],
    ],
    [
        [76_156_604, 4_218_810_691, 1_108_095_867, 2_384_964_026],
        [1_643_637_219, 2_651_330_076, 3_813_609_108, 1_617_173_867],
        [2_723_558_600, 1_571_408_695, 787_768_613, 3_719_347_420],
    ],
];
const PINNED_STREAM: [[u32; 2]; 2] = [[1_993_230_986, 1_690_879_389], [3_478_135_582, 1_385_317_926]];
