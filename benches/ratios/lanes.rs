//! A chunk of trials, as the engine's generator fills it.

/// Trials of a chunk.
pub const LANES: usize = 128;

/// The random words of a chunk.
#[repr(align(64))]
pub struct Words(pub [u32; LANES]);
