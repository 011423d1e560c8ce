//! The areas of a stage and, after the last, the measures: 32 trials at a time, at the level of the machine.

use super::super::abreast::{Abreast, OfLevel, Packed, SIDE, Task, at_level};
use super::super::lanes::GROUPS;
use super::area::Here;
use super::blocks::Block;
use super::kept::Kept;
use super::ledger::Ledger;
use super::measures::Measures;
use super::workspace::Chunk;
use super::{Group, Left, Machine, Take};
use std::marker::PhantomData;
use std::ops::ControlFlow;

/// The work of a stage.
struct Pass<'a> {
    chunk: &'a mut Chunk,
    machine: &'a Machine<'a>,
    stage: usize,
    trials: usize,
    take: &'a mut dyn Take,
}

impl OfLevel for Pass<'_> {
    type Output = ControlFlow<()>;

    fn with<E: Abreast>(self) -> ControlFlow<()> {
        self.chunk.pass_of_sides::<E>(self.machine, (self.stage, self.trials), self.take)
    }
}

impl Chunk {
    /// Computes a stage, whose numbers have been drawn, with the instructions of the machine's level, and hands on what
    /// is wanted of its first `trials` trials.
    pub(super) fn pass(
        &mut self,
        machine: &Machine,
        stage: usize,
        trials: usize,
        take: &mut dyn Take,
    ) -> ControlFlow<()> {
        at_level(machine.level, Pass { chunk: self, machine, stage, trials, take })
    }

    fn pass_of_sides<E: Abreast>(
        &mut self,
        machine: &Machine,
        (stage, trials): (usize, usize),
        take: &mut dyn Take,
    ) -> ControlFlow<()> {
        let blocks = &machine.stages.blocks;
        let len = machine.layout.len();
        let mut ledgers = std::mem::take(&mut self.ledgers);
        for group in 0..GROUPS.min(trials.div_ceil(SIDE)) {
            let begins = if blocks.len() > 1 { group * len } else { 0 };
            let numbers = &mut ledgers[begins..begins + len];
            if stage == 0 {
                E::call(Begin { machine, numbers });
            }
            let mut ledger = Ledger::new(&machine.layout, numbers);
            let block = &blocks[stage];
            E::call(Areas::<E> {
                chunk: self,
                machine,
                block,
                group,
                ledger: &mut ledger,
                take: &*take,
                of: PhantomData,
            });
            hand_on(&block.kept, &self.values, (group, trials), take)?;
            if stage + 1 < blocks.len() {
                continue;
            }
            E::call(Own::<E> { chunk: self, machine, group, of: PhantomData });
            for part in 0..machine.plan.parts.len() {
                E::call(Measures::<E> { chunk: self, machine, part, ledger: &ledger, group, of: PhantomData });
                let numbers = if part == 0 { &self.programme } else { &self.values };
                hand_on(&machine.parts[part], numbers, (group, trials), take)?;
            }
        }
        self.ledgers = ledgers;
        ControlFlow::Continue(())
    }
}

/// Hands on what is wanted of some numbers of a group of trials.
fn hand_on(kept: &Kept, numbers: &[Packed], (group, trials): (Group, usize), take: &mut dyn Take) -> ControlFlow<()> {
    let first = group * SIDE;
    let trials = (trials - first).min(SIDE);
    take.take(&Left { wanted: &kept.wanted, numbers: &numbers[..kept.len], first, trials })
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
    block: &'a Block,
    group: Group,
    ledger: &'a mut Ledger<'b>,
    take: &'a dyn Take,
    of: PhantomData<E>,
}

impl<E: Abreast> Task for Areas<'_, '_, E> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        // Where risks recur an area may take long; what is left undone of a run that is to stop is not handed on.
        let is_long = self.machine.stages.recurs.contains(&true);
        for place in self.block.areas.clone() {
            if is_long && self.take.is_stopped() {
                return;
            }
            let here = Here { machine: self.machine, block: self.block, place, group: self.group };
            self.chunk.area::<E>(here, self.ledger);
        }
    }
}

/// The work of what is the programme's own.
struct Own<'a, E> {
    chunk: &'a mut Chunk,
    machine: &'a Machine<'a>,
    group: Group,
    of: PhantomData<E>,
}

impl<E: Abreast> Task for Own<'_, E> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.chunk.programme_level::<E>(self.machine, self.group);
    }
}

impl<E: Abreast> Task for Measures<'_, E> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.chunk.measures::<E>(self.machine, self.part, self.ledger, self.group);
    }
}
