//! Events that delay go-lives, in order of their time (sections 3 and 5).

use super::super::abreast::Abreast;
use super::super::lanes::{GROUPS, LANES, Lanes};
use std::ops::ControlFlow;

/// An event in every trial of a chunk.
#[derive(Clone, Debug)]
pub(super) struct Delaying {
    /// `T`, months; where it does not happen it may be infinite.
    pub(super) time: Lanes,
    /// Months; 0 where it does not happen.
    pub(super) delay: Lanes,
}

/// The events that may delay the same areas, where some are of risks that recur. In every trial an event is no later
/// than the next.
///
/// Risks that occur at most once have a known time, by which they are in order; their events are not copied.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    events: Vec<Delaying>,
    /// How many of them belong to the chunk.
    len: usize,
}

/// How many events are passed before it is looked again whether the run is to stop.
const BETWEEN_LOOKS: usize = 1024;

/// Up to so many events are sorted abreast: exchanges between far places of more take longer than trial by trial.
const MOST_ABREAST: usize = 1024;

impl Queue {
    /// Its events.
    #[inline(always)]
    pub(super) fn events(&self) -> &[Delaying] {
        &self.events[..self.len]
    }

    /// Forgets the chunk before.
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds an event; when all have been added they are to be sorted.
    pub(super) fn push(&mut self, time: &Lanes, delay: &Lanes) {
        match self.events.get_mut(self.len) {
            Some(event) => {
                event.time.copy_from_slice(&time[..]);
                event.delay.copy_from_slice(&delay[..]);
            }
            None => self.events.push(Delaying { time: time.clone(), delay: delay.clone() }),
        }
        self.len += 1;
    }

    /// Puts the events of each trial into the order of their time; breaks off when the run is to stop.
    pub(super) fn sort<E: Abreast>(&mut self, is_stopped: &dyn Fn() -> bool) -> ControlFlow<()> {
        if self.len <= MOST_ABREAST { self.sort_abreast::<E>(is_stopped) } else { self.sort_apart(is_stopped) }
    }

    /// Sorts trial by trial.
    fn sort_apart(&mut self, is_stopped: &dyn Fn() -> bool) -> ControlFlow<()> {
        let events = &mut self.events[..self.len];
        let mut of_trial = Vec::with_capacity(events.len());
        for lane in 0..LANES {
            if is_stopped() {
                return ControlFlow::Break(());
            }
            of_trial.clear();
            of_trial.extend(events.iter().map(|event| (event.time[lane], event.delay[lane])));
            of_trial.sort_by(|one, other| one.0.total_cmp(&other.0));
            for (event, (time, delay)) in events.iter_mut().zip(&of_trial) {
                (event.time[lane], event.delay[lane]) = (*time, *delay);
            }
        }
        ControlFlow::Continue(())
    }

    /// Sorts all trials at once.
    ///
    /// Batcher's merge exchange (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M).
    fn sort_abreast<E: Abreast>(&mut self, is_stopped: &dyn Fn() -> bool) -> ControlFlow<()> {
        let events = &mut self.events[..self.len];
        let mut half = events.len().next_power_of_two() / 2;
        let largest = half;
        while half > 0 {
            let (mut width, mut offset, mut distance) = (largest, 0, half);
            loop {
                let pairs = events.len() - distance;
                for begins in (0..pairs).step_by(BETWEEN_LOOKS) {
                    if is_stopped() {
                        return ControlFlow::Break(());
                    }
                    let firsts = begins..(begins + BETWEEN_LOOKS).min(pairs);
                    E::apart(
                        #[inline(always)]
                        || {
                            for first in firsts.filter(|first| first & half == offset) {
                                exchange::<E>(events, first, first + distance);
                            }
                        },
                    );
                }
                if width == half {
                    break;
                }
                distance = width - half;
                width /= 2;
                offset = half;
            }
            half /= 2;
        }
        ControlFlow::Continue(())
    }
}

/// Exchanges two events in the trials in which the second is the earlier.
#[inline(always)]
fn exchange<E: Abreast>(events: &mut [Delaying], first: usize, second: usize) {
    let (left, right) = events.split_at_mut(second);
    let (first, second) = (&mut left[first], &mut right[0]);
    for group in 0..GROUPS {
        let (a, b) = (E::load(first.time.group(group)), E::load(second.time.group(group)));
        let (own, other) = (E::load(first.delay.group(group)), E::load(second.delay.group(group)));
        let later = b.lt(a);
        E::select(later, b, a).store(first.time.group_mut(group));
        E::select(later, a, b).store(second.time.group_mut(group));
        E::select(later, other, own).store(first.delay.group_mut(group));
        E::select(later, own, other).store(second.delay.group_mut(group));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::abreast::{Work, at_level};
    use super::super::super::instructions::Level;
    use super::super::super::lanes::LANES;
    use super::*;

    impl Work for &mut Queue {
        type Output = ControlFlow<()>;

        fn run<E: Abreast>(self) -> ControlFlow<()> {
            self.sort::<E>(&|| false)
        }
    }

    #[test]
    fn every_trial_has_its_own_order_of_events() {
        let levels = Level::available();
        for (len, level) in [0, 1, 2, 3, 7, 8, 21, MOST_ABREAST + 1]
            .into_iter()
            .flat_map(|len| levels.iter().map(move |level| (len, *level)))
        {
            let mut queue = Queue::default();
            for event in 0..len {
                let mut time = Lanes::ZERO;
                for lane in 0..LANES {
                    time[lane] = ((event * 7919 + lane * 104_729) % 1009) as f64;
                }
                let mut delay = time.clone();
                delay.iter_mut().for_each(|delay| *delay += 0.5);
                queue.push(&time, &delay);
            }
            assert_eq!(at_level(level, &mut queue), ControlFlow::Continue(()));
            for pair in queue.events().windows(2) {
                assert!((0..LANES).all(|lane| pair[0].time[lane] <= pair[1].time[lane]));
            }
            for event in queue.events() {
                assert!((0..LANES).all(|lane| event.delay[lane] == event.time[lane] + 0.5));
            }
        }
    }
}
