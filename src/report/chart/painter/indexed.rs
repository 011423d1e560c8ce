//! Pictures of at most 256 colours, a byte for each pixel: a third of the size, and of the time to compress it.
//!
//! A chart has a dozen colours and the shades between them at the edges of shapes and letters. Colours that differ by
//! less than a thirtieth are one, which is the most frequent of them where one is in the majority: what is filled keeps
//! its own colour. Should there be more than 256, later ones become the nearest of the earlier.

/// Bits of each channel by which colours are told apart.
const BITS: u32 = 5;

/// A colour with votes: it has more of them than all others it competes with, where one has.
#[derive(Clone, Copy)]
struct Vote {
    colour: [u8; 3],
    votes: u32,
}

/// A picture of at most 256 colours.
pub struct Indexed {
    /// The position of each pixel's colour.
    pub pixels: Vec<u8>,
    colours: Vec<Vote>,
}

impl Indexed {
    /// The picture of `pixels` of four bytes each: red, green, blue, and what is not looked at.
    pub fn of(pixels: &[u8]) -> Self {
        let mut indexed = Indexed { pixels: Vec::with_capacity(pixels.len() / 4), colours: Vec::new() };
        let mut cells = vec![None; 1 << (3 * BITS)];
        let (pixels, _) = pixels.as_chunks::<4>();
        for run in pixels.chunk_by(|a, b| a == b) {
            let [red, green, blue, _] = run[0];
            let colour = [red, green, blue];
            let index = *cells[cell(colour)].get_or_insert_with(|| indexed.add(colour));
            indexed.vote(index, colour, run.len() as u32);
            indexed.pixels.resize(indexed.pixels.len() + run.len(), index);
        }
        indexed
    }

    /// The position of a colour that is new: its own, or that of the nearest.
    fn add(&mut self, colour: [u8; 3]) -> u8 {
        if self.colours.len() <= usize::from(u8::MAX) {
            self.colours.push(Vote { colour, votes: 0 });
            return (self.colours.len() - 1) as u8;
        }
        let distance = |other: &Vote| -> u32 {
            let apart = colour.iter().zip(other.colour).map(|(a, b)| u32::from(a.abs_diff(b)));
            apart.map(|apart| apart * apart).sum()
        };
        let nearest = (0..=u8::MAX).min_by_key(|&index| distance(&self.colours[usize::from(index)]));
        nearest.unwrap_or_default()
    }

    /// Counts `count` pixels of a colour for the one at `index`; those of one that is only near it do not count.
    fn vote(&mut self, index: u8, colour: [u8; 3], count: u32) {
        let held = &mut self.colours[usize::from(index)];
        if cell(held.colour) != cell(colour) {
            return;
        }
        if held.colour == colour {
            held.votes += count;
        } else if held.votes >= count {
            held.votes -= count;
        } else {
            *held = Vote { colour, votes: count - held.votes };
        }
    }

    /// The colours, three bytes each.
    pub fn palette(&self) -> Vec<u8> {
        self.colours.iter().flat_map(|vote| vote.colour).collect()
    }
}

/// The cell of a colour among those that are told apart.
fn cell(colour: [u8; 3]) -> usize {
    colour.iter().fold(0, |cell, channel| (cell << BITS) | usize::from(channel >> (8 - BITS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colours: &[[u8; 3]]) -> Vec<u8> {
        colours.iter().flat_map(|&[red, green, blue]| [red, green, blue, 255]).collect()
    }

    #[test]
    fn what_is_filled_keeps_its_own_colour() {
        let mut colours = vec![[255; 3]; 90];
        colours[3] = [254, 255, 255];
        colours[40..50].fill([18, 67, 109]);
        let indexed = Indexed::of(&pixels(&colours));
        assert_eq!(indexed.palette(), [255, 255, 255, 18, 67, 109]);
        assert_eq!((indexed.pixels[3], indexed.pixels[45]), (0, 1));
    }

    #[test]
    fn more_colours_than_there_is_room_for_become_the_nearest() {
        let colours: Vec<[u8; 3]> = (0..512).map(|at| [(at % 32 * 8) as u8, (at / 32 * 8) as u8, 0]).collect();
        let indexed = Indexed::of(&pixels(&colours));
        assert_eq!(indexed.palette().len(), 3 * 256);
        assert_eq!(indexed.pixels[511], indexed.pixels[255]);
    }
}
