//! Random numbers for whatever is drawn outside the trials: orders of a permutation, bootstrap samples, synthetic data.
//!
//! A [`Stream`] is a generator of the `rand` family, so that `rand::seq` and `rand_distr` draw from it. It computes with
//! the Philox of the trials and is, like theirs, a pure function of its names: nothing is carried from one stream to
//! another, and any of them can be drawn anywhere, in any order.

use super::design::keys;
use super::philox::{WIDTH, blocks};
use rand_core::block::{BlockRng, Generator};
use rand_core::{Infallible, TryRng};

/// Words computed at a time.
const WORDS: usize = 4 * WIDTH;

/// The stream of (seed, name, number); the same words on every platform and for ever.
///
/// Word `4 b + w` is word `w` of the Philox4x32-10 block with the counter (`b`, number, key of the name, key's upper
/// half) under the seed; 64-bit numbers take two words, the lower half first. The period is 2^34 words.
///
/// What `rand::seq` and `rand_distr` make of the words may change with their releases: a test pins each use of which
/// the result is shown.
///
/// ```
/// use foresave::engine::Stream;
/// use rand::seq::SliceRandom;
///
/// let mut order = [1, 2, 3, 4, 5];
/// order.shuffle(&mut Stream::new(1, "the order of steps", 0));
/// assert_eq!(order, [5, 2, 3, 4, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Stream(BlockRng<Blocks>);

#[derive(Clone, Debug)]
struct Blocks {
    seed: u64,
    key: u64,
    number: u32,
    /// The first block that was not computed yet.
    next: u32,
}

impl Stream {
    /// A stream of its own for each seed, name and number, for example of a replicate.
    ///
    /// It shares no words with the draws of trials, whatever their names: those have no colon.
    pub fn new(seed: u64, name: &str, number: u32) -> Self {
        let [key, _] = keys(&format!("stream:{name}"));
        Stream(BlockRng::new(Blocks { seed, key, number, next: 0 }))
    }
}

impl Generator for Blocks {
    type Output = [u32; WORDS];

    fn generate(&mut self, output: &mut Self::Output) {
        let words = blocks(self.seed, self.key, self.number, u64::from(self.next));
        for (block, output) in output.chunks_exact_mut(words.len()).enumerate() {
            output.copy_from_slice(&words.map(|lanes| lanes[block] as u32));
        }
        self.next = self.next.wrapping_add(WIDTH as u32);
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next_u64_from_u32())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}
