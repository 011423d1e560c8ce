//! Section 9, design `random`: the uniform of a name in a trial.
//!
//! The generator is Philox4x32-10 (Salmon and others 2011). Its key is the seed, low word first. Of its counter, the first
//! word is the block, the second the number of the draw, and the other two the key of the name, low word first. A
//! block gives four words, to trials that are eight apart: trial `k` has word `(k mod 32) / 8` of block
//! `8 (k / 32) + k mod 8`.

use sha2::{Digest, Sha256};

/// The key of a name: the first 64 bits of its SHA-256.
#[derive(Clone, Copy, Debug)]
pub struct Key(u64);

impl Key {
    pub fn of(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        Key(u64::from_le_bytes(digest[..8].try_into().expect("a digest is longer than a key")))
    }
}

/// The uniforms of one trial.
#[derive(Clone, Copy, Debug)]
pub struct Uniforms {
    pub seed: u64,
    pub trial: u64,
}

impl Uniforms {
    /// The uniform of an input that is drawn once.
    pub fn once(&self, key: Key) -> f64 {
        self.draw(key, 0)
    }

    /// The uniform of event `event`, counted from 0, of a quantity that every event draws.
    pub fn of_event(&self, key: Key, event: usize) -> f64 {
        self.draw(key, event as u32 + 1)
    }

    fn draw(&self, Key(name): Key, number: u32) -> f64 {
        let block = 8 * (self.trial / 32) + self.trial % 8;
        let counter = [block as u32, number, name as u32, (name >> 32) as u32];
        let words = philox(counter, [self.seed as u32, (self.seed >> 32) as u32]);
        (f64::from(words[(self.trial % 32 / 8) as usize]) + 0.5) / 4_294_967_296.0
    }
}

fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let first = 0xD251_1F53 * u64::from(counter[0]);
        let second = 0xCD9E_8D57 * u64::from(counter[2]);
        let high = |product: u64| (product >> 32) as u32;
        counter = [high(second) ^ counter[1] ^ key[0], second as u32, high(first) ^ counter[3] ^ key[1], first as u32];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}
