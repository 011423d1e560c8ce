//! Numbers of trials in registers, and what a register does.

use super::{ABREAST, Abreast, Columns, whole};
use std::ops::{Add, Div, Mul, Sub};

/// Numbers in a register of an instruction set, reached through `at_level`.
pub trait Register: Copy {
    /// How many there are: 1, 2, 4 or 8.
    const WIDTH: usize;
    /// What holds for which of the numbers.
    type Mask: Copy;

    /// The same number everywhere.
    fn all(value: f64) -> Self;
    /// The first numbers of a slice.
    fn load(from: &[f64]) -> Self;
    /// Replaces the first numbers of a slice.
    fn store(self, to: &mut [f64]);
    /// Sum.
    fn add(self, other: Self) -> Self;
    /// Difference.
    fn sub(self, other: Self) -> Self;
    /// Product.
    fn mul(self, other: Self) -> Self;
    /// Quotient.
    fn div(self, other: Self) -> Self;
    /// This number where it is greater, else the other.
    fn max(self, other: Self) -> Self;
    /// This number where it is less, else the other.
    fn min(self, other: Self) -> Self;
    /// Where this number is less; nowhere where one is not a number.
    fn lt(self, other: Self) -> Self::Mask;
    /// Where this number is less or equal; nowhere where one is not a number.
    fn le(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// A bit for each number for which a mask holds.
    fn bits(mask: Self::Mask) -> u32;
    /// [`Abreast::store_whole`] of four registers, to the first numbers of a slice.
    fn store_whole<const BITS: u32>(four: [Self; 4], first: u16, to: &mut [u16]) -> bool;
    /// [`Abreast::apart`].
    fn apart<T>(work: impl FnOnce() -> T) -> T;
}

/// A number of each of [`ABREAST`] trials, in `N` registers.
#[derive(Clone, Copy, Debug)]
pub struct Registers<R, const N: usize>([R; N]);

/// The numbers in plain code.
pub type Plain = Registers<f64, ABREAST>;

/// Operations on each register of two numbers.
macro_rules! each {
    ($($method:ident)*) => {
        $(#[inline(always)]
        fn $method(mut self, other: Self) -> Self {
            for place in 0..N {
                self.0[place] = self.0[place].$method(other.0[place]);
            }
            self
        })*
    };
}

macro_rules! operator {
    ($($operator:ident $method:ident)*) => {
        $(impl<R: Register, const N: usize> $operator for Registers<R, N> {
            type Output = Self;

            each! { $method }
        })*
    };
}

operator! { Add add Sub sub Mul mul Div div }

impl<R: Register, const N: usize> Registers<R, N> {
    /// Adds the numbers of trials `t` with the same `t % 8`.
    #[inline(always)]
    fn eights(self) -> [f64; 8] {
        let registers = 8 / R::WIDTH;
        let mut eights = [0.0; 8];
        for place in 0..registers {
            let mut sum = self.0[place];
            for row in 1..ABREAST / 8 {
                sum = sum.add(self.0[row * registers + place]);
            }
            sum.store(&mut eights[place * R::WIDTH..]);
        }
        eights
    }

    /// Combines all numbers, of each place in a register first.
    #[inline(always)]
    fn fold(self, of_registers: impl Fn(R, R) -> R, of_numbers: impl Fn(f64, f64) -> f64) -> f64 {
        let mut one = self.0[0];
        for register in &self.0[1..] {
            one = of_registers(one, *register);
        }
        let mut numbers = [0.0; 8];
        one.store(&mut numbers);
        numbers[1..R::WIDTH].iter().fold(numbers[0], |a, b| of_numbers(a, *b))
    }
}

impl<R: Register, const N: usize> Abreast for Registers<R, N> {
    type Mask = [R::Mask; N];

    each! { max min }

    #[inline(always)]
    fn all(value: f64) -> Self {
        Registers([R::all(value); N])
    }

    #[inline(always)]
    fn load(from: &[f64; ABREAST]) -> Self {
        let mut all = Self::all(0.0);
        for place in 0..N {
            all.0[place] = R::load(&from[place * R::WIDTH..]);
        }
        all
    }

    #[inline(always)]
    fn store(self, to: &mut [f64; ABREAST]) {
        for place in 0..N {
            self.0[place].store(&mut to[place * R::WIDTH..]);
        }
    }

    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        let mut mask = [self.0[0].lt(other.0[0]); N];
        for place in 1..N {
            mask[place] = self.0[place].lt(other.0[place]);
        }
        mask
    }

    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        let mut mask = [self.0[0].le(other.0[0]); N];
        for place in 1..N {
            mask[place] = self.0[place].le(other.0[place]);
        }
        mask
    }

    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, mut no: Self) -> Self {
        for place in 0..N {
            no.0[place] = R::select(mask[place], yes.0[place], no.0[place]);
        }
        no
    }

    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        let mut any = 0;
        for of_register in mask {
            any |= R::bits(of_register);
        }
        any != 0
    }

    #[inline(always)]
    fn count(mask: Self::Mask) -> usize {
        let mut count = 0;
        for of_register in mask {
            count += R::bits(of_register).count_ones();
        }
        count as usize
    }

    #[inline(always)]
    fn least(self) -> f64 {
        self.fold(R::min, |a, b| if a < b { a } else { b })
    }

    #[inline(always)]
    fn greatest(self) -> f64 {
        self.fold(R::max, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn add_to_columns(self, squares: Self, columns: &mut Columns) {
        let (sums, squares) = (self.eights(), squares.eights());
        for place in 0..4 {
            columns.0[place] += sums[place] + sums[4 + place];
            columns.0[4 + place] += squares[place] + squares[4 + place];
        }
    }

    #[inline(always)]
    fn store_whole<const BITS: u32>(self, first: u16, to: &mut [u16; ABREAST]) -> bool {
        let (fours, _) = self.0.as_chunks::<4>();
        let mut are_within = true;
        for (four, to) in fours.iter().zip(to.chunks_exact_mut(4 * R::WIDTH)) {
            are_within &= R::store_whole::<BITS>(*four, first, to);
        }
        are_within
    }

    #[inline(always)]
    fn apart<T>(work: impl FnOnce() -> T) -> T {
        R::apart(work)
    }
}

impl Register for f64 {
    const WIDTH: usize = 1;
    type Mask = bool;

    #[inline(always)]
    fn all(value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn load(from: &[f64]) -> Self {
        from[0]
    }

    #[inline(always)]
    fn store(self, to: &mut [f64]) {
        to[0] = self;
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self - other
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self / other
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self > other { self } else { other }
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if self < other { self } else { other }
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    fn le(self, other: Self) -> bool {
        self <= other
    }

    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    #[inline(always)]
    fn bits(mask: bool) -> u32 {
        u32::from(mask)
    }

    #[inline(always)]
    fn store_whole<const BITS: u32>(four: [f64; 4], first: u16, to: &mut [u16]) -> bool {
        whole::store_four::<BITS>(four, first, to)
    }

    #[inline(never)]
    fn apart<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
}
