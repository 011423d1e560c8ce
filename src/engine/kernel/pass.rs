//! The areas of a stage and, after the last, the measures: 32 trials at a time, at the level of the machine.

#[cfg(not(target_arch = "x86_64"))]
use super::super::abreast::Plain as Baseline;
use super::super::abreast::{Abreast, Packed, Task};
#[cfg(target_arch = "x86_64")]
use super::super::abreast::{Avx2, Avx512, Sse2 as Baseline};
use super::super::instructions::Level;
use super::super::lanes::GROUPS;
use super::area::Here;
use super::ledger::Ledger;
use super::measures::Measures;
use super::workspace::Chunk;
use super::{Group, Machine};
use std::marker::PhantomData;
use std::ops::Range;

/// Work that is done with the numbers of some instruction set.
pub(super) trait OfLevel {
    /// Does it.
    fn with<E: Abreast>(self);
}

/// Does a piece of work with the instructions of a level.
pub(super) fn at_level(level: Level, work: impl OfLevel) {
    // `Level::available` gives a level only where the processor has its instructions.
    match level {
        Level::Baseline => work.with::<Baseline>(),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => work.with::<Avx2>(),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => work.with::<Avx512>(),
    }
}

/// The work of a stage.
struct Pass<'a> {
    chunk: &'a mut Chunk,
    machine: &'a Machine<'a>,
    stage: usize,
}

impl OfLevel for Pass<'_> {
    fn with<E: Abreast>(self) {
        self.chunk.pass_of_sides::<E>(self.machine, self.stage);
    }
}

impl Chunk {
    /// Computes a stage, whose numbers have been drawn, with the instructions of the machine's level.
    pub(super) fn pass(&mut self, machine: &Machine, stage: usize) {
        at_level(machine.level, Pass { chunk: self, machine, stage });
    }

    fn pass_of_sides<E: Abreast>(&mut self, machine: &Machine, stage: usize) {
        let stages = &machine.stages;
        let areas = stages.blocks[stage].areas.clone();
        self.first_area = areas.start;
        let len = machine.layout.len();
        let mut ledgers = std::mem::take(&mut self.ledgers);
        for group in 0..GROUPS {
            let begins = if stages.blocks.len() > 1 { group * len } else { 0 };
            let numbers = &mut ledgers[begins..begins + len];
            if stage == 0 {
                E::call(Begin { machine, numbers });
            }
            let mut ledger = Ledger::new(&machine.layout, numbers);
            E::call(Areas::<E> {
                chunk: self,
                machine,
                areas: areas.clone(),
                group,
                ledger: &mut ledger,
                of: PhantomData,
            });
            if stage + 1 == stages.blocks.len() {
                E::call(Measures::<E> { chunk: self, machine, ledger: &ledger, group, of: PhantomData });
            }
        }
        self.ledgers = ledgers;
    }
}

/// The work of beginning a ledger.
struct Begin<'a> {
    machine: &'a Machine<'a>,
    numbers: &'a mut [Packed],
}

impl Task for Begin<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.numbers.fill(Packed::NIL);
        for &(place, constant) in &self.machine.constants {
            self.numbers[place] = constant;
        }
    }
}

/// The work of a stage's areas.
struct Areas<'a, 'b, E> {
    chunk: &'a mut Chunk,
    machine: &'a Machine<'a>,
    areas: Range<usize>,
    group: Group,
    ledger: &'a mut Ledger<'b>,
    of: PhantomData<E>,
}

impl<E: Abreast> Task for Areas<'_, '_, E> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for place in self.areas {
            self.chunk.area::<E>(Here { machine: self.machine, place, group: self.group }, self.ledger);
        }
    }
}

impl<E: Abreast> Task for Measures<'_, E> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let group: Group = self.group;
        self.chunk.programme_level::<E>(self.machine, group);
        self.chunk.measures::<E>(self.machine, self.ledger, group);
    }
}
