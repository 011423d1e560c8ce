//! The sampling designs of section 9: which word a draw has in a trial.
//!
//! All three give a 32-bit word `w` that stands for the uniform `(w + 1/2) / 2^32`.
//!
//! * `random`: Philox, a pure function of (seed, name, trial).
//! * `lhs`: progressive. Trial `k` of a replicate takes the radical inverse of `k`, nested-scrambled in its digits
//!   and in the order of visiting, so that every aligned block of 2^m trials has one value in each of 2^m strata.
//! * `sobol`: Sobol' points (direction numbers of Joe and Kuo 2008), nested-scrambled by hashing
//!   (Laine and Karras 2011, with the constants of Vegdahl 2021), the scramble of the upper half of (0, 1) the
//!   mirror image of the lower half's. Trials `2 k` and `2 k + 1`, whose Sobol' points differ in the first digits
//!   alone, are so each other's mirror images, and half of the points need no computing.
//!
//! The two stratified designs run in [`REPLICATES`] independent replicates, one after the other.

use super::Drawing;
#[cfg(target_arch = "x86_64")]
use super::instructions::Instructions;
use super::instructions::Level;
use super::lanes::{LANES, Words};
use super::philox;
use crate::plan::Draw;
use crate::programme::Sampling;
use sha2::{Digest, Sha256};
use sobol::params::JoeKuoD6;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many independent replicates the stratified designs are divided into.
pub const REPLICATES: u64 = 16;

/// So many draws keep their Sobol' dimension; the others exchange theirs in each replicate.
///
/// The points of a replicate are few beside the dimensions: at 512 points some pairs of them fill only half of their
/// square. Which inputs suffer should not depend on their names, nor be the same in every replicate.
const KEPT_DIMENSIONS: usize = 16;

/// The numbers of a chunk's trials with their bits reversed.
const REVERSED_LANES: [u32; LANES] = {
    let mut reversed = [0; LANES];
    let mut lane = 0;
    while lane < LANES {
        reversed[lane] = (lane as u32).reverse_bits();
        lane += 1;
    }
    reversed
};

/// A sampling design, ready to give words.
pub struct Design {
    sampling: Sampling,
    seed: u64,
    /// The draws that come from a second stream.
    redrawn: BTreeSet<String>,
    /// The numbers of the trials, where they are not the first.
    only: Option<Arc<[u64]>>,
    /// How many dimensions draws have; those that are redrawn have further ones.
    own_dimensions: usize,
    /// Sobol' direction numbers by dimension, the first digit in the lowest bit; empty for the other designs.
    directions: Vec<[u32; 32]>,
    /// By replicate and draw, its Sobol' dimension; empty for the other designs.
    dimensions: Vec<Vec<usize>>,
    /// The instructions that compute it.
    level: Level,
}

/// A draw as a design makes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uniform {
    /// Of its stream.
    pub key: u64,
    /// Its position among all draws.
    pub dimension: usize,
}

/// Where a chunk of trials lies in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkId {
    /// The replicate; 0 for `random`.
    pub replicate: u32,
    /// Which chunk of the replicate.
    pub chunk: u32,
}

impl Design {
    /// The design of a drawing over the draws of a plan, numbered as [`Dimensions`](crate::plan::Dimensions) has them:
    /// up to each of `ends` they exchange dimensions among themselves.
    pub fn new(drawing: &Drawing, ends: &[usize]) -> Self {
        let Drawing { sampling, seed, .. } = *drawing;
        let own_dimensions = ends.last().copied().unwrap_or(0);
        let mut ends = ends.to_vec();
        if !drawing.redrawn.is_empty() {
            ends.push(2 * own_dimensions);
        }
        let (mut directions, mut dimensions) = (Vec::new(), Vec::new());
        if sampling == Sampling::Sobol {
            directions = self::directions(ends.last().copied().unwrap_or(0));
            ends.iter_mut().for_each(|end| *end = directions.len().min(*end));
            dimensions = (0..REPLICATES).map(|replicate| exchanged(&ends, seed, replicate)).collect();
        }
        let (redrawn, only) = (drawing.redrawn.clone(), drawing.only.clone());
        Design { sampling, seed, redrawn, only, own_dimensions, directions, dimensions, level: Level::baseline() }
    }

    /// The same, computed with the instructions of a level.
    pub fn at_level(self, level: Level) -> Self {
        Design { level, ..self }
    }

    /// A draw that every trial makes once.
    pub fn uniform(&self, draw: &Draw) -> Uniform {
        let [first, second] = keys(&draw.name);
        match self.redrawn.contains(&draw.name) {
            true => Uniform { key: second, dimension: self.own_dimensions + draw.dimension },
            false => Uniform { key: first, dimension: draw.dimension },
        }
    }

    /// The key of a stream of the events whose number is `draw`, with which they are redrawn.
    pub fn key_of_events(&self, draw: &Draw, name: &str) -> u64 {
        let [first, second] = keys(name);
        if self.redrawn.contains(&draw.name) { second } else { first }
    }

    /// The words of a draw that every trial makes once.
    #[inline(always)]
    pub fn words(&self, draw: Uniform, at: ChunkId, words: &mut Words) {
        match (self.sampling, self.dimension(draw, at.replicate)) {
            (Sampling::Random, _) => self.fill(self.seed, (draw.key, 0), at.chunk, words),
            (Sampling::Sobol, Some(dimension)) => self.sobol(&self.directions[dimension], draw.key, at, words),
            (Sampling::Lhs | Sampling::Sobol, _) => self.lhs(draw.key, at, words),
        }
    }

    /// The words of draw `number` of a stream from which a trial draws as often as it needs.
    #[inline(always)]
    pub fn stream(&self, key: u64, number: u32, at: ChunkId, words: &mut Words) {
        self.fill(self.seed ^ (u64::from(at.replicate) << 40), (key, number + 1), at.chunk, words);
    }

    /// The words of a chunk of a draw of a stream.
    #[inline(always)]
    fn fill(&self, seed: u64, of: (u64, u32), chunk: u32, words: &mut Words) {
        match &self.only {
            None => self.fill_chunk(seed, of, chunk, words),
            Some(trials) => self.pick(seed, of, &trials[chunk as usize * LANES..], words),
        }
    }

    /// The words of the first of some trials.
    #[cold]
    #[inline(never)]
    fn pick(&self, seed: u64, of: (u64, u32), trials: &[u64], words: &mut Words) {
        let (mut drawn, mut chunk) = (Words::ZERO, None);
        for (word, trial) in words.0.iter_mut().zip(trials) {
            let its = (trial / LANES as u64) as u32;
            if chunk.replace(its) != Some(its) {
                self.fill_chunk(seed, of, its, &mut drawn);
            }
            *word = drawn.0[(trial % LANES as u64) as usize];
        }
    }

    /// The words of a chunk of consecutive trials.
    #[inline(always)]
    fn fill_chunk(&self, seed: u64, (key, draw): (u64, u32), chunk: u32, words: &mut Words) {
        #[cfg(target_arch = "x86_64")]
        if self.level.instructions() == Instructions::Avx2 {
            // SAFETY: there is a level of AVX2 only where the processor has its instructions.
            return unsafe { philox::fill_avx2(seed, key, draw, chunk, words) };
        }
        philox::fill(seed, key, draw, chunk, words);
    }

    #[inline(always)]
    fn lhs(&self, key: u64, at: ChunkId, words: &mut Words) {
        let [order, digits] = self.scramble_keys(key, at.replicate);
        let first = at.chunk.wrapping_mul(LANES as u32).reverse_bits();
        for (word, lane) in words.0.iter_mut().zip(REVERSED_LANES) {
            let visited = scramble_up(first | lane, order);
            *word = scramble_up(visited.reverse_bits(), digits).reverse_bits();
        }
    }

    /// The Sobol' dimension of a draw, if there is one for it.
    #[inline(always)]
    fn dimension(&self, draw: Uniform, replicate: u32) -> Option<usize> {
        self.dimensions.get(replicate as usize)?.get(draw.dimension).copied()
    }

    #[inline(always)]
    fn sobol(&self, directions: &[u32; 32], key: u64, at: ChunkId, words: &mut Words) {
        let [_, digits] = self.scramble_keys(key, at.replicate);
        let mut even = [0; LANES / 2];
        even[0] = point(directions, at.chunk.wrapping_mul(LANES as u32));
        for bit in 0..LANES.ilog2() - 1 {
            let (done, next) = even.split_at_mut(1 << bit);
            let direction = directions[bit as usize + 1];
            next.iter_mut().zip(done).for_each(|(next, done)| *next = *done ^ direction);
        }
        for value in &mut even {
            *value = scramble_mirrored(*value, digits).reverse_bits();
        }
        for (pair, value) in words.0.chunks_exact_mut(2).zip(even) {
            pair.copy_from_slice(&[value, !value]);
        }
    }

    /// Two keys for the scrambling of a draw in a replicate.
    #[inline(always)]
    fn scramble_keys(&self, key: u64, replicate: u32) -> [u32; 2] {
        let mixed = mix(key ^ mix(self.seed ^ (u64::from(replicate) << 40) ^ 0x6a09_e667_f3bc_c909));
        [mixed as u32, (mixed >> 32) as u32]
    }
}

/// The keys of a name: the first 64 bits of its SHA-256, and for draws that are redrawn the next 64.
pub(super) fn keys(name: &str) -> [u64; 2] {
    let digest = Sha256::digest(name.as_bytes());
    [0, 8].map(|from| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest[from..from + 8]);
        u64::from_le_bytes(bytes)
    })
}

/// Splitmix64's finaliser.
#[inline(always)]
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A permutation in which each bit depends on the bits below it alone.
#[inline(always)]
fn scramble_up(mut x: u32, key: u32) -> u32 {
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(key);
    x = x.wrapping_mul((key >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^= x.wrapping_mul(0x53a2_2864);
    x
}

/// A nested permutation of digits, the first digit in the lowest bit, that takes complements to complements: the
/// further digits of a value of the upper half are permuted as those of its counterpart of the lower half, and mirrored.
#[inline(always)]
fn scramble_mirrored(x: u32, key: u32) -> u32 {
    scramble_up(x & !1, key) ^ 0u32.wrapping_sub(x & 1)
}

/// The Sobol' dimension of each draw in a replicate: the first draws have their own, the others another order each time,
/// up to each of `ends` among themselves.
fn exchanged(ends: &[usize], seed: u64, replicate: u64) -> Vec<usize> {
    let order = mix(seed ^ mix((replicate << 40) ^ 0xbb67_ae85_84ca_a73b));
    let mut all: Vec<usize> = (0..KEPT_DIMENSIONS.min(ends.first().copied().unwrap_or(0))).collect();
    for &end in ends {
        let mut others: Vec<usize> = (all.len()..end).collect();
        others.sort_by_key(|dimension| mix(order ^ mix(*dimension as u64)));
        all.extend(others);
    }
    all
}

/// The point of index `index` in one dimension.
#[inline(always)]
fn point(directions: &[u32; 32], index: u32) -> u32 {
    let mut value = 0;
    for (bit, direction) in directions.iter().enumerate() {
        value ^= direction & 0u32.wrapping_sub((index >> bit) & 1);
    }
    value
}

/// Direction numbers of the first `dimensions` dimensions, as many as are published, the first digit in the lowest
/// bit; draws beyond them are stratified one by one.
fn directions(dimensions: usize) -> Vec<[u32; 32]> {
    let parameters = match dimensions {
        0..=100 => JoeKuoD6::minimal(),
        101..=1000 => JoeKuoD6::standard(),
        _ => JoeKuoD6::extended(),
    };
    let dimensions = dimensions.min(sobol::SobolParams::max_dims(&parameters));
    let values = sobol::Sobol::<u32>::init_direction_vals::<u32>(dimensions, 32, &parameters);
    values
        .into_iter()
        .map(|of_dimension| {
            let mut directions = [0; 32];
            directions.copy_from_slice(&of_dimension);
            directions.map(u32::reverse_bits)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// A design over so many draws.
    fn design(sampling: Sampling, seed: u64, draws: usize) -> Design {
        Design::new(&Drawing::new(1, seed, sampling), &[draws])
    }

    /// The words of a draw in the first trials of a replicate, whole chunks of them.
    fn words_of(design: &Design, (dimension, replicate): (usize, u32), trials: usize) -> Vec<u32> {
        let draw = design.uniform(&Draw { name: format!("area.{dimension}.annual_saving"), dimension });
        let mut all = Vec::new();
        for chunk in 0..(trials / LANES) as u32 {
            let mut words = Words([0; LANES]);
            design.words(draw, ChunkId { replicate, chunk }, &mut words);
            all.extend(words.0);
        }
        all
    }

    /// 1 where the word is in the upper half, else -1.
    fn half(word: u32) -> i32 {
        if word >> 31 == 1 { 1 } else { -1 }
    }

    /// The correlation of two draws, uniform each.
    fn correlation(a: &[u32], b: &[u32]) -> f64 {
        let centred = |w: &u32| f64::from(*w) / 4_294_967_296.0 - 0.5;
        a.iter().zip(b).map(|(a, b)| 12.0 * centred(a) * centred(b)).sum::<f64>() / a.len() as f64
    }

    #[test]
    fn each_aligned_block_of_a_stratified_design_has_one_value_in_each_stratum() {
        for sampling in [Sampling::Lhs, Sampling::Sobol] {
            let design = design(sampling, 1, 40);
            for dimension in 0..40 {
                let words = words_of(&design, (dimension, 3), 1024);
                for bits in [1, 3, 6, 8, 10] {
                    for block in words.chunks_exact(1 << bits) {
                        let strata: HashSet<u32> = block.iter().map(|word| word >> (32 - bits)).collect();
                        assert_eq!(strata.len(), 1 << bits, "{sampling:?}, dimension {dimension}, 2^{bits}");
                    }
                }
            }
        }
    }

    #[test]
    fn two_consecutive_sobol_trials_are_mirror_images() {
        let design = design(Sampling::Sobol, 1, 40);
        for dimension in 0..40 {
            let words = words_of(&design, (dimension, 5), 512);
            assert!(words.chunks_exact(2).all(|pair| pair[1] == !pair[0]), "dimension {dimension}");
        }
    }

    #[test]
    fn the_first_sobol_dimensions_fill_the_squares_of_any_two_evenly() {
        // A net in two dimensions whose quality parameter is at most 5, as those of all these pairs are.
        let design = design(Sampling::Sobol, 1, 200);
        let all: Vec<Vec<u32>> = (0..KEPT_DIMENSIONS).map(|dimension| words_of(&design, (dimension, 0), 512)).collect();
        for (place, a) in all.iter().enumerate() {
            for b in &all[..place] {
                let mut cells = [0; 16];
                a.iter().zip(b).for_each(|(a, b)| cells[(a >> 30 << 2 | b >> 30) as usize] += 1);
                assert_eq!(cells, [512 / 16; 16], "dimension {place}");
            }
        }
    }

    #[test]
    fn no_pair_of_inputs_is_unevenly_spread_in_many_replicates() {
        // At 512 points two of 100 dimensions leave two of four quarters empty with a chance of about 1 in 256; in 5
        // of 16 independent replicates, with one of 4 in a thousand million, and any of the 4,950 pairs with 2e-5.
        let design = design(Sampling::Sobol, 1, 100);
        let mut uneven = vec![0; 100 * 100];
        for replicate in 0..REPLICATES as u32 {
            let halves: Vec<Vec<i32>> = (0..100)
                .map(|dimension| words_of(&design, (dimension, replicate), 512).into_iter().map(half).collect())
                .collect();
            for (place, a) in halves.iter().enumerate() {
                for (other, b) in halves[..place].iter().enumerate() {
                    let sum: i32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                    uneven[place * 100 + other] += i32::from(sum != 0);
                }
            }
        }
        assert!(uneven.iter().all(|replicates| *replicates < 5), "{:?}", uneven.iter().max());
        let share = f64::from(uneven.iter().sum::<i32>()) / (16.0 * 4_950.0);
        assert!(share < 1.0 / 200.0, "{share}");
    }

    #[test]
    fn each_draw_has_a_dimension_of_its_own_in_every_replicate() {
        for replicate in 0..REPLICATES {
            let mut dimensions = exchanged(&[100], 7, replicate);
            assert!(dimensions[..KEPT_DIMENSIONS].iter().copied().eq(0..KEPT_DIMENSIONS));
            dimensions.sort_unstable();
            assert!(dimensions.into_iter().eq(0..100));
        }
        assert_ne!(exchanged(&[100], 7, 0), exchanged(&[100], 7, 1));
        assert_ne!(exchanged(&[100], 7, 0), exchanged(&[100], 8, 0));
        assert_eq!(exchanged(&[3], 7, 0), [0, 1, 2]);
    }

    #[test]
    fn the_order_of_one_lhs_input_says_nothing_about_another() {
        // For independent orders the correlation of n = 1024 trials has standard deviation 1/32;
        // 5 of them are exceeded in fewer than one in a million.
        let design = design(Sampling::Lhs, 1, 8);
        let between = correlation(&words_of(&design, (0, 3), 1024), &words_of(&design, (1, 3), 1024));
        assert!(between.abs() < 5.0 / 32.0, "{between}");
    }

    #[test]
    fn a_stratified_trial_is_worth_two_random_ones_for_a_median_of_many_inputs() {
        // Of n = 480 replicates a variance has the relative standard error sqrt(2 / n), and 5 of them are a third. The
        // additive part of the indicator of a nearly normal sum is 2/pi of its variance, so that 2.75 is expected
        // of `lhs`, of which a third less is 1.8; and more of `sobol`.
        for sampling in [Sampling::Lhs, Sampling::Sobol] {
            let shares: Vec<f64> = (0..30).flat_map(|seed| shares_below(sampling, seed, 7.0)).collect();
            let (mean, variance) = mean_and_variance(&shares);
            let worth = mean * (1.0 - mean) / TRIALS as f64 / variance;
            assert!(worth > 1.8, "{sampling:?}: {worth}");
        }
    }

    #[test]
    fn what_one_replicate_estimates_says_nothing_about_another() {
        // The mean correlation of the 120 pairs of replicates of 30 seeds has standard deviation 1/60 if they are
        // independent; 5 of them are exceeded in fewer than one in a million.
        for sampling in [Sampling::Lhs, Sampling::Sobol] {
            let seeds: Vec<Vec<f64>> = (0..30).map(|seed| shares_below(sampling, seed, 7.0)).collect();
            let (mean, variance) = mean_and_variance(&seeds.concat());
            let of_pairs = |shares: &Vec<f64>| {
                let sum: f64 = shares.iter().map(|share| share - mean).sum();
                let squares: f64 = shares.iter().map(|share| (share - mean) * (share - mean)).sum();
                (sum * sum - squares) / 2.0
            };
            let correlation = seeds.iter().map(of_pairs).sum::<f64>() / (30.0 * 120.0) / variance;
            assert!(correlation.abs() < 5.0 / 60.0, "{sampling:?}: {correlation}");
        }
    }

    /// Trials of a replicate in the two tests above.
    const TRIALS: usize = 256;

    fn mean_and_variance(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0))
    }

    /// By replicate, the share of 256 trials in which the sum of the squares of 21 uniforms is below a threshold.
    fn shares_below(sampling: Sampling, seed: u64, threshold: f64) -> Vec<f64> {
        let design = design(sampling, seed, 21);
        let of_replicate = |replicate| {
            let mut sums = [0.0; TRIALS];
            for dimension in 0..21 {
                for (sum, word) in sums.iter_mut().zip(words_of(&design, (dimension, replicate), 256)) {
                    let u = (f64::from(word) + 0.5) / 4_294_967_296.0;
                    *sum += u * u;
                }
            }
            sums.iter().filter(|sum| **sum < threshold).count() as f64 / TRIALS as f64
        };
        (0..REPLICATES as u32).map(of_replicate).collect()
    }

    #[test]
    fn a_draw_that_is_made_again_is_independent_of_the_first_and_leaves_others_as_they_were() {
        // As above: fewer than one in a million exceed 5 of 32.
        for sampling in [Sampling::Random, Sampling::Lhs, Sampling::Sobol] {
            let mut drawing = Drawing::new(1, 1, sampling);
            let first = Design::new(&drawing, &[40]);
            drawing.redrawn.insert("area.7.annual_saving".into());
            let again = Design::new(&drawing, &[40]);
            for dimension in 0..40 {
                let [before, after] = [&first, &again].map(|design| words_of(design, (dimension, 3), 1024));
                assert_eq!(before == after, dimension != 7, "{sampling:?}, dimension {dimension}");
                let between = correlation(&before, &after);
                assert!(dimension != 7 || between.abs() < 5.0 / 32.0, "{sampling:?}: {between}");
            }
        }
    }

    #[test]
    fn draws_of_a_second_plan_leave_those_of_the_first_as_they_were() {
        let alone = Design::new(&Drawing::new(1, 1, Sampling::Sobol), &[40]);
        let compared = Design::new(&Drawing::new(1, 1, Sampling::Sobol), &[40, 45]);
        for dimension in 0..45 {
            let [before, after] = [&alone, &compared].map(|design| words_of(design, (dimension, 3), 512));
            assert_eq!(before == after, dimension < 40, "dimension {dimension}");
        }
    }

    #[test]
    fn two_names_have_different_keys() {
        assert_ne!(keys("area.ICT.annual_saving"), keys("area.ICT.running_cost"));
    }
}
