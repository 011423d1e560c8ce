//! Trials side by side, in registers.
//!
//! The areas of a plan are computed for 32 trials at a time, so that nothing between the draws and the year's
//! amounts goes through memory, and what is the same for all of them is decided once. [`Side`] is a number of each, in as
//! many registers as the instruction set needs; a [`Register`] says what its operations are, of which `f64` is the plain
//! case. The bits are the same.

mod nearest;
mod single;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::instructions::{Instructions, Level};
use std::ops::{Add, Div, Mul, Sub};

pub use nearest::{NEAR, nearest};
pub use single::{Single, WHOLE_FROM, whole_part};

/// How many trials.
pub const SIDE: usize = 32;

/// Their numbers as they lie in memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Packed(pub [f64; SIDE]);

/// Four columns of sums, then four of squares.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub struct Columns(pub [f64; 8]);

impl Packed {
    /// All nil.
    pub const NIL: Packed = Packed([0.0; SIDE]);
}

/// A piece of work that is compiled on its own for each instruction set.
pub trait Task {
    /// What comes of it.
    type Output;

    /// Does it; to be inlined always.
    fn run(self) -> Self::Output;
}

/// Numbers in a register of an instruction set.
///
/// # Safety
/// Every function may be called only where the processor has the register's instructions. `load` and `store` read and
/// write as many numbers as the register holds.
#[allow(clippy::missing_safety_doc, reason = "all have the trait's condition")]
pub unsafe trait Register: Copy {
    /// What holds for which of the numbers.
    type Mask: Copy;
    /// The numbers of two registers in single precision.
    type Single: Single;

    unsafe fn all(value: f64) -> Self;
    /// Two registers in single precision.
    unsafe fn narrow(self, next: Self) -> Self::Single;
    /// What holds for the numbers of two registers.
    unsafe fn narrow_mask(mask: Self::Mask, next: Self::Mask) -> <Self::Single as Single>::Mask;
    unsafe fn load(from: *const f64) -> Self;
    unsafe fn store(self, to: *mut f64);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    unsafe fn div(self, other: Self) -> Self;
    /// This number where it is greater, else the other.
    unsafe fn max(self, other: Self) -> Self;
    /// This number where it is less, else the other.
    unsafe fn min(self, other: Self) -> Self;
    /// Where this number is less; nowhere where one is no number.
    unsafe fn lt(self, other: Self) -> Self::Mask;
    /// Where this number is less or equal; nowhere where one is no number.
    unsafe fn le(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    unsafe fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether a mask holds anywhere.
    unsafe fn any(mask: Self::Mask) -> bool;
    /// For how many a mask holds.
    unsafe fn count(mask: Self::Mask) -> u32;
    /// The smallest, of numbers.
    unsafe fn least(self) -> f64;
    /// The largest, of numbers.
    unsafe fn greatest(self) -> f64;
    /// Adds eight sums in some registers, and eight of squares, to four columns each: the first four to the last four of
    /// them, then those to the columns.
    unsafe fn add_to_columns(sums: &[Self], squares: &[Self], columns: *mut f64);
    /// Stores the nearest whole numbers of four registers, plus [`NEAR`] and `first`, to memory with room for them; says
    /// whether all of them are allowed (`nearest.rs`), and where they are not, what it stores means nothing.
    unsafe fn store_nearest(four: [Self; 4], first: u16, to: *mut u16) -> bool;
    /// Does a piece of work with the instructions of the register.
    unsafe fn call<T: Task>(task: T) -> T::Output;
}

// SAFETY: these are operations of the language.
unsafe impl Register for f64 {
    type Mask = bool;
    type Single = [f32; 2];

    #[inline(always)]
    unsafe fn narrow(self, next: Self) -> [f32; 2] {
        [self as f32, next as f32]
    }

    #[inline(always)]
    unsafe fn narrow_mask(mask: bool, next: bool) -> [bool; 2] {
        [mask, next]
    }

    #[inline(always)]
    unsafe fn all(value: f64) -> Self {
        value
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's.
        unsafe { *from }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's.
        unsafe { *to = self }
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        self + other
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        self - other
    }

    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        self * other
    }

    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        self / other
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        if self > other { self } else { other }
    }

    #[inline(always)]
    unsafe fn min(self, other: Self) -> Self {
        if self < other { self } else { other }
    }

    #[inline(always)]
    unsafe fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    unsafe fn le(self, other: Self) -> bool {
        self <= other
    }

    #[inline(always)]
    unsafe fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }

    #[inline(always)]
    unsafe fn any(mask: bool) -> bool {
        mask
    }

    #[inline(always)]
    unsafe fn count(mask: bool) -> u32 {
        u32::from(mask)
    }

    #[inline(always)]
    unsafe fn least(self) -> f64 {
        self
    }

    #[inline(always)]
    unsafe fn greatest(self) -> f64 {
        self
    }

    #[inline(always)]
    unsafe fn add_to_columns(sums: &[f64], squares: &[f64], columns: *mut f64) {
        // SAFETY: the caller's.
        unsafe { add_halves::<f64, 1>(sums, squares, columns) };
    }

    #[inline(always)]
    unsafe fn store_nearest(four: [f64; 4], first: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        nearest::store_four(four, first, unsafe { core::slice::from_raw_parts_mut(to, 4) })
    }

    #[inline(never)]
    unsafe fn call<T: Task>(task: T) -> T::Output {
        task.run()
    }
}

/// [`Register::add_to_columns`] with registers of at most four numbers.
///
/// # Safety
/// That of the trait; there is room for eight numbers.
#[inline(always)]
unsafe fn add_halves<R: Register, const WIDTH: usize>(sums: &[R], squares: &[R], columns: *mut f64) {
    let half = 4 / WIDTH;
    for place in 0..half {
        // SAFETY: the caller's.
        unsafe {
            let (sum, square) = (columns.add(place * WIDTH), columns.add(4 + place * WIDTH));
            R::load(sum).add(sums[place].add(sums[place + half])).store(sum);
            R::load(square).add(squares[place].add(squares[place + half])).store(square);
        }
    }
}

/// A number of each of the trials, in `N` registers; `N` times what a register holds is [`SIDE`].
#[derive(Clone, Copy, Debug)]
pub struct Side<R, const N: usize>([R; N]);

/// What the kernel does with numbers of [`SIDE`] trials.
///
/// Its functions are inlined into functions that are compiled for the instructions that they use, and called only where
/// the processor has them (`instructions.rs`).
pub trait Abreast: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// What holds in which of the trials.
    type Mask: Copy;
    /// Some of the numbers in single precision: so many at a time as [`PAIRS`](Self::PAIRS) of them make all.
    type Single: Single;
    /// As many in double precision.
    type Pair: Pair<Single = Self::Single>;
    /// How many of those there are.
    const PAIRS: usize;

    /// Some of the numbers in single precision.
    fn single(self, pair: usize) -> Self::Single;
    /// Some numbers from memory.
    fn load_pair(from: &[f64; SIDE], pair: usize) -> Self::Pair;
    /// Adds the numbers, and their squares, to columns: those of trials `t` with the same `t % 8` in their order, then
    /// those of `t % 4`.
    fn add_to_columns(self, squares: Self, columns: &mut Columns);
    /// Stores the nearest whole numbers, plus [`NEAR`] and `first`, if all of them are allowed (`nearest.rs`); otherwise
    /// says so, and what it stores means nothing.
    fn store_nearest(self, first: u16, to: &mut [u16; SIDE]) -> bool;
    /// The same number in every trial.
    fn all(value: f64) -> Self;
    /// Numbers from memory.
    fn load(from: &[f64; SIDE]) -> Self;
    /// Numbers to memory.
    fn store(self, to: &mut [f64; SIDE]);
    /// This number where it is greater, else the other.
    fn max(self, other: Self) -> Self;
    /// This number where it is less, else the other.
    fn min(self, other: Self) -> Self;
    /// Where this number is less; nowhere where one is no number.
    fn lt(self, other: Self) -> Self::Mask;
    /// Where this number is less or equal; nowhere where one is no number.
    fn le(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether a mask holds anywhere.
    fn any(mask: Self::Mask) -> bool;
    /// In how many trials a mask holds.
    fn count(mask: Self::Mask) -> usize;
    /// Does a piece of work in a function of its own.
    fn call<T: Task>(task: T) -> T::Output;
    /// The smallest.
    fn least(self) -> f64;
    /// The largest.
    fn greatest(self) -> f64;

    /// The number where the mask holds, else nil.
    #[inline(always)]
    fn only(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::all(0.0))
    }

    /// The numbers as an array.
    #[inline(always)]
    fn array(self) -> [f64; SIDE] {
        let mut array = Packed::NIL;
        self.store(&mut array.0);
        array.0
    }
}

impl<R: Register, const N: usize> Side<R, N> {
    /// How many numbers a register holds.
    const WIDTH: usize = SIDE / N;
}

macro_rules! operator {
    ($($trait:ident $method:ident;)*) => {
        $(impl<R: Register, const N: usize> $trait for Side<R, N> {
            type Output = Self;

            #[inline(always)]
            fn $method(mut self, other: Self) -> Self {
                for place in 0..N {
                    // SAFETY: see `Abreast`.
                    self.0[place] = unsafe { self.0[place].$method(other.0[place]) };
                }
                self
            }
        })*
    };
}

operator! {
    Add add;
    Sub sub;
    Mul mul;
    Div div;
}

impl<R: Register, const N: usize> Abreast for Side<R, N> {
    type Mask = [R::Mask; N];
    type Single = R::Single;
    type Pair = Side<R, 2>;
    const PAIRS: usize = N / 2;

    #[inline(always)]
    fn single(self, pair: usize) -> R::Single {
        // SAFETY: see the trait.
        unsafe { self.0[2 * pair].narrow(self.0[2 * pair + 1]) }
    }

    #[inline(always)]
    fn load_pair(from: &[f64; SIDE], pair: usize) -> Side<R, 2> {
        let numbers = &from[2 * pair * Self::WIDTH..][..2 * Self::WIDTH];
        // SAFETY: see the trait; there are as many numbers.
        unsafe { Side([R::load(numbers.as_ptr()), R::load(numbers.as_ptr().add(Self::WIDTH))]) }
    }

    #[inline(always)]
    fn add_to_columns(self, squares: Self, columns: &mut Columns) {
        let registers = 8 / Self::WIDTH;
        let (mut eight, mut eight_squares) = ([self.0[0]; 8], [squares.0[0]; 8]);
        for place in 0..registers {
            let (mut sum, mut square) = (self.0[place], squares.0[place]);
            for row in 1..SIDE / 8 {
                // SAFETY: see the trait.
                sum = unsafe { sum.add(self.0[row * registers + place]) };
                // SAFETY: see the trait.
                square = unsafe { square.add(squares.0[row * registers + place]) };
            }
            (eight[place], eight_squares[place]) = (sum, square);
        }
        // SAFETY: see the trait.
        unsafe { R::add_to_columns(&eight[..registers], &eight_squares[..registers], columns.0.as_mut_ptr()) };
    }

    #[inline(always)]
    fn store_nearest(self, first: u16, to: &mut [u16; SIDE]) -> bool {
        let (fours, _) = self.0.as_chunks::<4>();
        let mut allowed = true;
        for (four, to) in fours.iter().zip(to.chunks_exact_mut(4 * Self::WIDTH)) {
            // SAFETY: see the trait; there is room for the numbers of four registers.
            allowed &= unsafe { R::store_nearest(*four, first, to.as_mut_ptr()) };
        }
        allowed
    }

    #[inline(always)]
    fn all(value: f64) -> Self {
        // SAFETY: see the trait.
        Side([unsafe { R::all(value) }; N])
    }

    #[inline(always)]
    fn load(from: &[f64; SIDE]) -> Self {
        let mut all = Self::all(0.0);
        for place in 0..N {
            // SAFETY: see the trait; `N` registers hold as many numbers as there are.
            all.0[place] = unsafe { R::load(from.as_ptr().add(place * Self::WIDTH)) };
        }
        all
    }

    #[inline(always)]
    fn store(self, to: &mut [f64; SIDE]) {
        for place in 0..N {
            // SAFETY: see the trait; `N` registers hold as many numbers as there is room for.
            unsafe { self.0[place].store(to.as_mut_ptr().add(place * Self::WIDTH)) };
        }
    }

    #[inline(always)]
    fn max(mut self, other: Self) -> Self {
        for place in 0..N {
            // SAFETY: see the trait.
            self.0[place] = unsafe { self.0[place].max(other.0[place]) };
        }
        self
    }

    #[inline(always)]
    fn min(mut self, other: Self) -> Self {
        for place in 0..N {
            // SAFETY: see the trait.
            self.0[place] = unsafe { self.0[place].min(other.0[place]) };
        }
        self
    }

    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        // SAFETY: see the trait.
        let mut mask = [unsafe { self.0[0].lt(other.0[0]) }; N];
        for place in 1..N {
            // SAFETY: see the trait.
            mask[place] = unsafe { self.0[place].lt(other.0[place]) };
        }
        mask
    }

    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        // SAFETY: see the trait.
        let mut mask = [unsafe { self.0[0].le(other.0[0]) }; N];
        for place in 1..N {
            // SAFETY: see the trait.
            mask[place] = unsafe { self.0[place].le(other.0[place]) };
        }
        mask
    }

    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, mut no: Self) -> Self {
        for place in 0..N {
            // SAFETY: see the trait.
            no.0[place] = unsafe { R::select(mask[place], yes.0[place], no.0[place]) };
        }
        no
    }

    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        let mut any = false;
        for one in mask {
            // SAFETY: see the trait.
            any |= unsafe { R::any(one) };
        }
        any
    }

    #[inline(always)]
    fn count(mask: Self::Mask) -> usize {
        let mut count = 0;
        for one in mask {
            // SAFETY: see the trait.
            count += unsafe { R::count(one) };
        }
        count as usize
    }

    #[inline(always)]
    fn call<T: Task>(task: T) -> T::Output {
        // SAFETY: see the trait.
        unsafe { R::call(task) }
    }

    #[inline(always)]
    fn least(self) -> f64 {
        let mut least = self.0[0];
        for register in &self.0[1..] {
            // SAFETY: see the trait.
            least = unsafe { least.min(*register) };
        }
        // SAFETY: see the trait.
        unsafe { least.least() }
    }

    #[inline(always)]
    fn greatest(self) -> f64 {
        let mut greatest = self.0[0];
        for register in &self.0[1..] {
            // SAFETY: see the trait.
            greatest = unsafe { greatest.max(*register) };
        }
        // SAFETY: see the trait.
        unsafe { greatest.greatest() }
    }
}

/// The numbers of two registers, under the conditions of [`Abreast`]; what holds for them is said as of one register in
/// single precision.
pub trait Pair: Copy + Sub<Output = Self> {
    /// The numbers in single precision.
    type Single: Single;

    /// The same number everywhere.
    fn pair_of(value: f64) -> Self;
    /// The numbers in single precision.
    fn narrow(self) -> Self::Single;
    /// The numbers without their signs.
    fn distance(self) -> Self;
    /// Where this number is less.
    fn is_less(self, other: Self) -> <Self::Single as Single>::Mask;
    /// Where this number is less or equal.
    fn is_at_most(self, other: Self) -> <Self::Single as Single>::Mask;
}

impl<R: Register> Pair for Side<R, 2> {
    type Single = R::Single;

    #[inline(always)]
    fn pair_of(value: f64) -> Self {
        // SAFETY: see `Abreast`.
        Side([unsafe { R::all(value) }; 2])
    }

    #[inline(always)]
    fn narrow(self) -> R::Single {
        // SAFETY: see `Abreast`.
        unsafe { self.0[0].narrow(self.0[1]) }
    }

    #[inline(always)]
    fn distance(self) -> Self {
        let [first, next] = self.0;
        // SAFETY: see `Abreast`.
        unsafe { Side([first.max(R::all(0.0).sub(first)), next.max(R::all(0.0).sub(next))]) }
    }

    #[inline(always)]
    fn is_less(self, other: Self) -> <R::Single as Single>::Mask {
        // SAFETY: see `Abreast`.
        unsafe { R::narrow_mask(self.0[0].lt(other.0[0]), self.0[1].lt(other.0[1])) }
    }

    #[inline(always)]
    fn is_at_most(self, other: Self) -> <R::Single as Single>::Mask {
        // SAFETY: see `Abreast`.
        unsafe { R::narrow_mask(self.0[0].le(other.0[0]), self.0[1].le(other.0[1])) }
    }
}

/// The numbers in plain code.
pub type Plain = Side<f64, SIDE>;

/// Work that is done with the numbers of some instruction set.
pub trait OfLevel {
    /// What comes of it.
    type Output;

    /// Does it.
    fn with<E: Abreast>(self) -> Self::Output;
}

/// Does a piece of work with the instructions of a level.
pub fn at_level<W: OfLevel>(level: Level, work: W) -> W::Output {
    // There is a level only where the processor has its instructions.
    match level.instructions() {
        #[cfg(target_arch = "x86_64")]
        Instructions::Baseline => work.with::<Sse2>(),
        #[cfg(not(target_arch = "x86_64"))]
        Instructions::Baseline => work.with::<Plain>(),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => work.with::<Avx2>(),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => work.with::<Avx512>(),
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512, Sse2};

#[cfg(test)]
mod tests {
    use super::*;

    /// Every operation on numbers that are hard to tell apart.
    #[inline(always)]
    fn operations<E: Abreast>() -> Vec<[u64; SIDE]> {
        let mut first =
            Packed([1.5, -0.0, 0.0, f64::NAN, f64::INFINITY, -2.0, 1e-310, 3.0].repeat(4).try_into().unwrap());
        first.0[8] = -7.25;
        let second = Packed([1.5, 0.0, -0.0, 1.0, f64::INFINITY, 4.0, -1e-310, 0.0].repeat(4).try_into().unwrap());
        let (a, b) = (E::load(&first.0), E::load(&second.0));
        let masked = [
            E::select(a.lt(b), a, b),
            E::select(a.le(b), a, b),
            a.only(b.lt(a)),
            E::all(b.least()),
            E::all(b.greatest()),
        ];
        let plain = [a + b, a - b, a * b, a / b, a.max(b), a.min(b)];
        let mut results: Vec<[f64; SIDE]> = plain.into_iter().chain(masked).map(Abreast::array).collect();
        results.push([f64::from(u8::from(E::any(a.lt(b)))); SIDE]);
        // What is no number may have any bits.
        results.iter().map(|numbers| numbers.map(|x| if x.is_nan() { 0 } else { x.to_bits() })).collect()
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_instruction_set_gives_the_bits_of_plain_code() {
        struct All<E>(std::marker::PhantomData<E>);
        impl<E: Abreast> Task for All<E> {
            type Output = Vec<[u64; SIDE]>;

            fn run(self) -> Vec<[u64; SIDE]> {
                operations::<E>()
            }
        }
        fn of<E: Abreast>() -> Vec<[u64; SIDE]> {
            E::call(All::<E>(std::marker::PhantomData))
        }
        for level in Level::available() {
            let results = match level.instructions() {
                Instructions::Baseline => of::<Sse2>(),
                Instructions::Avx2 => of::<Avx2>(),
                Instructions::Avx512 => of::<Avx512>(),
            };
            assert_eq!(results, operations::<Plain>(), "{level:?}");
        }
    }
}
