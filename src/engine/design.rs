//! The sampling designs of section 9: which word a draw has in a trial.
//!
//! All three give a 32-bit word `w` that stands for the uniform `(w + 1/2) / 2^32`.
//!
//! * `random`: Philox, a pure function of (seed, name, trial).
//! * `lhs`: progressive. Trial `k` of a replicate takes the radical inverse of `k`, nested-scrambled in its digits
//!   and in the order of visiting, so that every aligned block of 2^m trials has one value in each of 2^m strata.
//! * `sobol`: Sobol' points (direction numbers of Joe and Kuo 2008), nested-scrambled by hashing
//!   (Laine and Karras 2011, with the constants of Vegdahl 2021).
//!
//! The two stratified designs run in [`REPLICATES`] independent replicates, one after the other.

use super::lanes::{LANES, Words};
use super::philox;
use crate::plan::Draw;
use crate::programme::Sampling;
use sha2::{Digest, Sha256};
use sobol::params::JoeKuoD6;

/// How many independent replicates the stratified designs are divided into.
pub const REPLICATES: u64 = 16;

/// A sampling design, ready to give words.
pub struct Design {
    sampling: Sampling,
    seed: u64,
    /// Sobol' direction numbers by dimension; empty for the other designs.
    directions: Vec<[u32; 32]>,
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
    /// A design over `dimensions` draws.
    pub fn new(sampling: Sampling, seed: u64, dimensions: usize) -> Self {
        let directions = match sampling {
            Sampling::Sobol => directions(dimensions),
            Sampling::Random | Sampling::Lhs => Vec::new(),
        };
        Design { sampling, seed, directions }
    }

    /// The words of a draw that every trial makes once.
    #[inline(always)]
    pub fn words(&self, draw: &Draw, key: u64, at: ChunkId, words: &mut Words) {
        match (self.sampling, self.directions.get(draw.dimension)) {
            (Sampling::Random, _) => philox::fill(self.seed, key, 0, at.chunk, words),
            (Sampling::Sobol, Some(directions)) => self.sobol(directions, key, at, words),
            (Sampling::Lhs | Sampling::Sobol, _) => self.lhs(key, at, words),
        }
    }

    /// The words of draw `number` of a stream from which a trial draws as often as it needs.
    #[inline(always)]
    pub fn stream(&self, key: u64, number: u32, at: ChunkId, words: &mut Words) {
        philox::fill(self.seed ^ (u64::from(at.replicate) << 40), key, number + 1, at.chunk, words);
    }

    #[inline(always)]
    fn lhs(&self, key: u64, at: ChunkId, words: &mut Words) {
        let [order, digits] = self.scramble_keys(key, at.replicate);
        let first = at.chunk.wrapping_mul(LANES as u32);
        for (lane, word) in words.0.iter_mut().enumerate() {
            let visited = scramble_up(first.wrapping_add(lane as u32).reverse_bits(), order);
            *word = scramble_up(visited.reverse_bits(), digits).reverse_bits();
        }
    }

    #[inline(always)]
    fn sobol(&self, directions: &[u32; 32], key: u64, at: ChunkId, words: &mut Words) {
        let [_, digits] = self.scramble_keys(key, at.replicate);
        let base = point(directions, at.chunk.wrapping_mul(LANES as u32));
        for (lane, word) in words.0.iter_mut().enumerate() {
            *word = lane as u32;
        }
        for word in &mut words.0 {
            let mut value = base;
            for (bit, direction) in directions[..8].iter().enumerate() {
                value ^= direction & 0u32.wrapping_sub((*word >> bit) & 1);
            }
            *word = scramble_up(value.reverse_bits(), digits).reverse_bits();
        }
    }

    /// Two keys for the scrambling of a draw in a replicate.
    #[inline(always)]
    fn scramble_keys(&self, key: u64, replicate: u32) -> [u32; 2] {
        let mixed = mix(key ^ mix(self.seed ^ (u64::from(replicate) << 40) ^ 0x6a09_e667_f3bc_c909));
        [mixed as u32, (mixed >> 32) as u32]
    }
}

/// The key of a draw's name: the first 64 bits of its SHA-256.
pub fn key(name: &str) -> u64 {
    let digest = Sha256::digest(name.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first)
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

/// The point of index `index` in one dimension.
#[inline(always)]
fn point(directions: &[u32; 32], index: u32) -> u32 {
    let mut value = 0;
    for (bit, direction) in directions.iter().enumerate() {
        value ^= direction & 0u32.wrapping_sub((index >> bit) & 1);
    }
    value
}

/// Direction numbers of the first `dimensions` dimensions, as many as are published; draws beyond
/// them are stratified one by one.
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
            directions
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn words(sampling: Sampling, dimension: usize, name: &str, chunks: u32) -> Vec<u32> {
        let design = Design::new(sampling, 1, 8);
        let draw = Draw { name: name.into(), dimension };
        let mut all = Vec::new();
        for chunk in 0..chunks {
            let mut words = Words([0; LANES]);
            design.words(&draw, key(name), ChunkId { replicate: 3, chunk }, &mut words);
            all.extend(words.0);
        }
        all
    }

    #[test]
    fn each_aligned_block_of_a_stratified_design_has_one_value_in_each_stratum() {
        for sampling in [Sampling::Lhs, Sampling::Sobol] {
            for dimension in 0..8 {
                let words = words(sampling, dimension, &format!("area.{dimension}.annual_saving"), 4);
                for bits in [3, 6, 8, 10] {
                    for block in words.chunks_exact(1 << bits) {
                        let strata: HashSet<u32> = block.iter().map(|word| word >> (32 - bits)).collect();
                        assert_eq!(strata.len(), 1 << bits, "{sampling:?}, dimension {dimension}, 2^{bits}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_one_lhs_input_says_nothing_about_another() {
        // For independent orders the rank correlation of n = 1024 trials has standard deviation 1/32;
        // 5 of them are exceeded in fewer than one in a million.
        let a = words(Sampling::Lhs, 0, "a", 4);
        let b = words(Sampling::Lhs, 1, "b", 4);
        let centred = |w: &u32| f64::from(*w) / 4_294_967_296.0 - 0.5;
        let correlation: f64 = a.iter().zip(&b).map(|(a, b)| 12.0 * centred(a) * centred(b)).sum::<f64>() / 1024.0;
        assert!(correlation.abs() < 5.0 / 32.0, "{correlation}");
    }

    #[test]
    fn two_names_have_different_keys() {
        assert_ne!(key("area.ICT.annual_saving"), key("area.ICT.running_cost"));
    }
}
