//! Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (2011), "Parallel
//! random numbers: as easy as 1, 2, 3".
//!
//! A word is a pure function of (seed, name, draw, trial): nothing is carried from one to the next, so
//! any range of trials can be computed anywhere.

use super::lanes::{LANES, Words};
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::{
    __m256i, _mm256_add_epi64, _mm256_mul_epu32, _mm256_permute2x128_si256, _mm256_permutevar8x32_epi32,
    _mm256_set_epi32, _mm256_set_epi64x, _mm256_set1_epi64x, _mm256_srli_epi64, _mm256_storeu_si256, _mm256_xor_si256,
};

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;
const LOW: u64 = 0xFFFF_FFFF;
/// Blocks computed side by side.
pub(super) const WIDTH: usize = 8;

/// The words of chunk `chunk` of the stream of `name`, draw `draw`.
///
/// Trial `32 g + 8 w + l` of the chunk gets word `w` of block `(LANES / 4) chunk + 8 g + l`.
#[inline(always)]
pub fn fill(seed: u64, name: u64, draw: u32, chunk: u32, words: &mut Words) {
    for group in 0..LANES / (4 * WIDTH) {
        let first = u64::from(chunk) * (LANES / 4) as u64 + (group * WIDTH) as u64;
        for (word, lanes) in blocks(seed, name, draw, first).iter().enumerate() {
            for (lane, value) in lanes.iter().enumerate() {
                words.0[group * 4 * WIDTH + word * WIDTH + lane] = *value as u32;
            }
        }
    }
}

/// Likewise with AVX2, for which the compiler does not find products of four pairs by itself. They take the low halves of
/// their factors, so that what is in the upper ones does not matter.
#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
pub fn fill_avx2(seed: u64, name: u64, draw: u32, chunk: u32, words: &mut Words) {
    let all = |value: u64| _mm256_set1_epi64x(value.cast_signed());
    let fixed = [u64::from(draw), name, name >> 32].map(all);
    let within = [0, 4].map(|first| _mm256_set_epi64x(first + 3, first + 2, first + 1, first));
    let low_halves = _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0);
    for group in 0..LANES / (4 * WIDTH) {
        let first = u64::from(chunk) * (LANES / 4) as u64 + (group * WIDTH) as u64;
        let blocks = within.map(|within| {
            let counter = [_mm256_add_epi64(all(first), within), fixed[0], fixed[1], fixed[2]];
            rounds_avx2(counter, [seed as u32, (seed >> 32) as u32])
        });
        for word in 0..4 {
            let halves = blocks.map(|block| _mm256_permutevar8x32_epi32(block[word], low_halves));
            let eight = _mm256_permute2x128_si256::<0x20>(halves[0], halves[1]);
            let to: &mut [u32; WIDTH] =
                words.0[(4 * group + word) * WIDTH..].first_chunk_mut().expect("groups divide a chunk");
            // SAFETY: there is room for eight.
            unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), eight) };
        }
    }
}

/// Ten rounds over four counters.
#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
fn rounds_avx2(mut counter: [__m256i; 4], mut key: [u32; 2]) -> [__m256i; 4] {
    let multipliers = MULTIPLIERS.map(|multiplier| _mm256_set1_epi64x(multiplier.cast_signed()));
    for _ in 0..ROUNDS {
        let keys = key.map(|key| _mm256_set1_epi64x(i64::from(key)));
        let first = _mm256_mul_epu32(counter[0], multipliers[0]);
        let second = _mm256_mul_epu32(counter[2], multipliers[1]);
        counter = [
            _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64::<32>(second), counter[1]), keys[0]),
            second,
            _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64::<32>(first), counter[3]), keys[1]),
            first,
        ];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// [`WIDTH`] blocks from `first` on of the stream of `name`, draw `draw`: by word, then by block, each word in the low
/// half of 64 bits.
#[inline(always)]
pub(super) fn blocks(seed: u64, name: u64, draw: u32, first: u64) -> [[u64; WIDTH]; 4] {
    let mut counter = [[0u64; WIDTH]; 4];
    for lane in 0..WIDTH {
        counter[0][lane] = (first + lane as u64) & LOW;
        counter[1][lane] = u64::from(draw);
        counter[2][lane] = name & LOW;
        counter[3][lane] = name >> 32;
    }
    rounds(&mut counter, [seed as u32, (seed >> 32) as u32]);
    counter
}

/// Ten rounds over eight counters side by side, each word in the low half of 64 bits so that a
/// product is one instruction.
#[inline(always)]
fn rounds(counter: &mut [[u64; WIDTH]; 4], mut key: [u32; 2]) {
    for _ in 0..ROUNDS {
        let mut next = [[0u64; WIDTH]; 4];
        for lane in 0..WIDTH {
            let first = (counter[0][lane] & LOW) * MULTIPLIERS[0];
            let second = (counter[2][lane] & LOW) * MULTIPLIERS[1];
            next[0][lane] = (second >> 32) ^ counter[1][lane] ^ u64::from(key[0]);
            next[1][lane] = second & LOW;
            next[2][lane] = (first >> 32) ^ counter[3][lane] ^ u64::from(key[1]);
            next[3][lane] = first & LOW;
        }
        *counter = next;
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
        let mut state = counter.map(|word| [u64::from(word); WIDTH]);
        rounds(&mut state, key);
        state.map(|lanes| lanes[0] as u32)
    }

    #[test]
    fn the_published_known_answers_are_reproduced() {
        // Random123's kat_vectors for philox4x32, 10 rounds.
        assert_eq!(block([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(block([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            block([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn avx2_gives_the_same_words() {
        if !std::arch::is_x86_feature_detected!("avx2") {
            return;
        }
        let (mut plain, mut eights) = (Words([0; LANES]), Words([0; LANES]));
        for (seed, name, draw, chunk) in [(0, 0, 0, 0), (u64::MAX, u64::MAX, u32::MAX, u32::MAX), (7, 1 << 40, 3, 5)] {
            fill(seed, name, draw, chunk, &mut plain);
            // SAFETY: the processor has the instructions.
            unsafe { fill_avx2(seed, name, draw, chunk, &mut eights) };
            assert_eq!(plain.0, eights.0);
        }
    }

    #[test]
    fn a_trial_has_its_word_whatever_else_is_computed() {
        let mut words = Words([0; LANES]);
        fill(7, 0x0123_4567_89ab_cdef, 3, 5, &mut words);
        let expected = block([5 * (LANES as u32 / 4) + 8 * 2 + 6, 3, 0x89ab_cdef, 0x0123_4567], [7, 0]);
        for (word, expected) in expected.iter().enumerate() {
            assert_eq!(words.0[32 * 2 + 8 * word + 6], *expected);
        }
    }
}
