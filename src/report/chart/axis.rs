//! Linear axes with round ticks.

use crate::report::figures;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// A linear axis whose ticks were chosen beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The value at its start.
    pub from: f64,
    /// The value at its end; never equal to `from`.
    pub to: f64,
    /// Where its ticks stand, ascending.
    pub ticks: Vec<f64>,
    /// From one tick to the next.
    pub step: f64,
}

/// How much of an axis is filled at least, where its ends are at ticks.
const LEAST_FILLED: f64 = 0.75;

impl Axis {
    /// An axis without ticks. An empty or endless range becomes one of length 1.
    pub fn plain(from: f64, to: f64) -> Self {
        let (from, to) = sound(from, to);
        Axis { from, to, ticks: Vec::new(), step: 1.0 }
    }

    /// An axis that covers `values`, with about `count` ticks at multiples of 1, 2 or 5 times a
    /// power of ten; it begins and ends at a tick. Values that are not finite are ignored.
    pub fn covering(values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = sound(low, high);
        let step = round_step((high - low) / count.max(1) as f64);
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let ticks = (0..=(last - first) as usize).map(|place| (first + place as f64) * step).collect();
        Axis { from: first * step, to: last * step, ticks, step }
    }

    /// An axis that covers `values` like [`Axis::covering`], but where more than a quarter of that would be empty with
    /// finer ticks and ends that may lie half a step beyond the outermost.
    pub fn covering_closely(values: impl IntoIterator<Item = f64> + Clone, count: usize) -> Self {
        let axis = Axis::covering(values.clone(), count);
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((axis.to, axis.from), |(low, high), value| (low.min(value), high.max(value)));
        if high - low >= LEAST_FILLED * (axis.to - axis.from) || sound(low, high) != (low, high) {
            return axis;
        }
        let power = power_of_ten_below(high - low);
        let steps = [0.1, 0.2, 0.25, 0.5, 1.0, 2.0].map(|digit| digit * power);
        let finer = steps.into_iter().map(|step| Axis::in_halves(low, high, step));
        let legible = finer.filter(|axis| (4..=count + 2).contains(&axis.ticks.len()));
        legible.chain([axis]).min_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from))).expect("one is there")
    }

    /// An axis from `low` to `high` or beyond, with a tick at every `step`, that begins and ends at half of one.
    fn in_halves(low: f64, high: f64, step: f64) -> Self {
        let from = (2.0 * low / step + 1e-9).floor() * step / 2.0;
        let to = (2.0 * high / step - 1e-9).ceil() * step / 2.0;
        let (first, last) = ((from / step - 1e-9).ceil(), (to / step + 1e-9).floor());
        let ticks = (0..=(last - first) as usize).map(|place| (first + place as f64) * step).collect();
        Axis { from, to, ticks, step }
    }

    /// An axis a little longer than `values` are wide, with ticks like those of [`Axis::covering`].
    pub fn around(values: impl IntoIterator<Item = f64> + Clone, count: usize) -> Self {
        let mut axis = Axis::covering(values.clone(), count);
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((axis.to, axis.from), |(low, high), value| (low.min(value), high.max(value)));
        let room = 0.02 * (high - low).max(axis.step);
        axis.from = axis.from.max(low - room);
        axis.to = axis.to.min(high + room);
        axis.ticks.retain(|tick| (axis.from..=axis.to).contains(tick));
        axis
    }

    /// How far along the axis a value is: 0 at its start, 1 at its end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }

    /// Its ticks as amounts of pounds, all in one unit.
    pub fn money_labels(&self) -> Vec<String> {
        let unit = self.unit();
        // A step of 2.5 needs one decimal more than its first digit.
        let is_quarter = (self.step / power_of_ten_below(self.step) - 2.5).abs() < 1e-6;
        let place = if is_quarter { self.step / 5.0 } else { self.step };
        let label = |&tick: &f64| if tick == 0.0 { "£0".into() } else { figures::in_unit(tick, place, unit) };
        self.ticks.iter().map(label).collect()
    }

    /// The unit of its amounts of pounds: worth and suffix.
    pub fn unit(&self) -> (f64, &'static str) {
        figures::unit_for(self.from.abs().max(self.to.abs()))
    }

    /// The unit of its amounts of pounds as a title names it: `£m`.
    pub fn unit_name(&self) -> String {
        format!("£{}", self.unit().1)
    }
}

/// A range that can be divided: finite, ascending, and wide enough for its numbers to differ in
/// the digits that a label shows.
fn sound(low: f64, high: f64) -> (f64, f64) {
    if !low.is_finite() || !high.is_finite() || low > high {
        return (0.0, 1.0);
    }
    let least = (0.02 * low.abs().max(high.abs())).max(1e-6);
    if high - low >= least {
        return (low, high);
    }
    let middle = low / 2.0 + high / 2.0;
    if middle == 0.0 {
        return (0.0, 10.0);
    }
    (middle - least / 2.0, middle + least / 2.0)
}

/// The smallest of 1, 2 and 5 times a power of ten that is not below `least`.
fn round_step(least: f64) -> f64 {
    let power = power_of_ten_below(least);
    let steps = [power, 2.0 * power, 5.0 * power, 10.0 * power];
    steps.into_iter().find(|&step| step >= least * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

/// The power of ten that is a tenth to the whole of `size`.
fn power_of_ten_below(size: f64) -> f64 {
    let mut power = 1.0;
    while power > size && power > 1e-12 {
        power /= 10.0;
    }
    while 10.0 * power < size && power < 1e300 {
        power *= 10.0;
    }
    power
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = self.share(*value).clamp(-0.5, 1.5);
        let share = if share.is_nan() { 0.0 } else { share };
        limit.0 + (share * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        let axis = Axis::covering([0.0, 8_690_000.0], 5);
        assert_eq!(axis.money_labels(), ["£0", "£2m", "£4m", "£6m", "£8m", "£10m"]);
        assert_eq!(axis.unit_name(), "£m");
    }

    #[test]
    fn labels_have_the_decimals_that_their_steps_need() {
        assert_eq!(Axis::covering([0.0, 2.6e6], 6).money_labels()[1], "£0.5m");
        assert_eq!(Axis::covering([-300e3, 450e3], 5).money_labels()[..2], ["-£400k", "-£200k"]);
        assert_eq!(Axis::covering([0.0, 1e15], 5).money_labels().last().unwrap(), "£1,000tn");
        assert_eq!(Axis::covering([0.0, 0.4], 5).unit_name(), "£");
    }

    #[test]
    fn an_axis_that_would_be_mostly_empty_has_finer_ticks_and_ends_between_them() {
        let axis = Axis::covering_closely([-700e3, 151e6], 6);
        assert_eq!(axis.money_labels(), ["£0", "£25m", "£50m", "£75m", "£100m", "£125m", "£150m"]);
        assert_eq!((axis.from, axis.to), (-12.5e6, 162.5e6));
        let axis = Axis::covering_closely([-70e3, 15.1e6], 6);
        assert_eq!(axis.money_labels()[..3], ["£0", "£2.5m", "£5.0m"]);
        assert_eq!(Axis::covering_closely([0.0, 10.6e6], 6), Axis::covering([0.0, 10.6e6], 6));
    }

    #[test]
    fn a_close_axis_covers_its_values_with_four_to_eight_ticks() {
        for low in [-1e6, -0.9e6, -0.31e6, -0.01e6, 0.0] {
            for tenths in 1..100 {
                let high = 0.1e6 * f64::from(tenths);
                let axis = Axis::covering_closely([low, high], 6);
                assert!(axis.from <= low && axis.to >= high, "{low} to {high}: {axis:?}");
                assert!((3..=8).contains(&axis.ticks.len()), "{low} to {high}: {axis:?}");
                assert!(axis.to - axis.from <= Axis::covering([low, high], 6).to - Axis::covering([low, high], 6).from);
                let labels = axis.money_labels();
                assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
            }
        }
    }

    #[test]
    fn a_range_without_width_or_sense_still_has_ticks() {
        for values in [vec![], vec![0.0], vec![5e6], vec![-1e15, -1e15], vec![f64::NAN], vec![f64::INFINITY, 1.0]] {
            let axis = Axis::covering(values.clone(), 5);
            assert!((2..=12).contains(&axis.ticks.len()), "{values:?}: {axis:?}");
            assert!(axis.from < axis.to);
            let labels = axis.money_labels();
            assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
        }
    }

    #[test]
    fn there_are_never_many_more_ticks_than_asked_for() {
        for exponent in -6..16 {
            for digit in 1..10 {
                let high = f64::from(digit) * 10f64.powi(exponent);
                let ticks = Axis::covering([0.0, high], 6).ticks.len();
                assert!((3..=8).contains(&ticks), "{high}: {ticks}");
            }
        }
    }
}
