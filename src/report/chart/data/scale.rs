//! Linear scales with round ticks.

use crate::fiscal::{FinancialYear, Month};
use crate::report::figures;

/// A linear scale whose ticks were chosen beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// What is measured: `Net saving`.
    pub name: String,
    /// In which unit.
    pub unit: Unit,
    /// The value at its start.
    pub from: f64,
    /// The value at its end; never equal to `from`.
    pub to: f64,
    /// Where its ticks stand, ascending.
    pub ticks: Vec<f64>,
    /// From one tick to the next.
    pub step: f64,
}

/// The unit of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pounds.
    Money,
    /// A share of 1, written in per cent.
    Share,
    /// A number of what is named: `posts`; of nothing, where the name is empty.
    Number(&'static str),
    /// Financial years, counted from this one.
    Year(FinancialYear),
    /// Months, counted from this one.
    Month(Month),
}

impl Unit {
    /// Whether zero means something on its scale.
    pub const fn has_zero(self) -> bool {
        !matches!(self, Unit::Year(_) | Unit::Month(_))
    }
}

/// How much of a scale is filled at least, where its ends are at ticks.
const LEAST_FILLED: f64 = 0.75;

impl Scale {
    /// A scale without ticks. An empty or endless range becomes one of length 1.
    pub fn plain(unit: Unit, from: f64, to: f64) -> Self {
        let (from, to) = sound(from, to);
        Scale { name: String::new(), unit, from, to, ticks: Vec::new(), step: 1.0 }
    }

    /// Financial years, with a tick at each of `count` and space before the first and behind the last.
    pub fn of_years(first: FinancialYear, count: usize, space: [f64; 2]) -> Self {
        let ticks = (0..count).map(|place| place as f64).collect();
        let scale = Scale::plain(Unit::Year(first), -space[0], count as f64 - 1.0 + space[1]);
        Scale { name: "Financial year".into(), ticks, ..scale }
    }

    /// A scale that covers `values`, with about `count` ticks at multiples of 1, 2 or 5 times a power of ten; it
    /// begins and ends at a tick. Values that are not finite are ignored.
    pub fn covering(unit: Unit, values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        let (low, high) = ends(values, (f64::INFINITY, f64::NEG_INFINITY));
        let (low, high) = sound(low, high);
        let step = round_step((high - low) / count.max(1) as f64);
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let ticks = (0..=(last - first) as usize).map(|place| (first + place as f64) * step).collect();
        Scale { ticks, step, ..Scale::plain(unit, first * step, last * step) }
    }

    /// A scale that covers `values` like [`Scale::covering`], but where more than a quarter of that would be empty
    /// with finer ticks and ends that may lie half a step beyond the outermost.
    pub fn covering_closely(unit: Unit, values: impl IntoIterator<Item = f64> + Clone, count: usize) -> Self {
        let scale = Scale::covering(unit, values.clone(), count);
        let (low, high) = ends(values, (scale.to, scale.from));
        if high - low >= LEAST_FILLED * (scale.to - scale.from) || sound(low, high) != (low, high) {
            return scale;
        }
        let power = power_of_ten_below(high - low);
        let steps = [0.1, 0.2, 0.25, 0.5, 1.0, 2.0].map(|digit| digit * power);
        let finer = steps.into_iter().map(|step| Scale::in_halves(unit, (low, high), step));
        let legible = finer.filter(|scale| (4..=count + 2).contains(&scale.ticks.len()));
        legible.chain([scale]).min_by(|a, b| a.length().total_cmp(&b.length())).expect("one is there")
    }

    /// A scale from `low` to `high` or beyond, with a tick at every `step`, that begins and ends at half of one.
    fn in_halves(unit: Unit, (low, high): (f64, f64), step: f64) -> Self {
        let from = (2.0 * low / step + 1e-9).floor() * step / 2.0;
        let to = (2.0 * high / step - 1e-9).ceil() * step / 2.0;
        let (first, last) = ((from / step - 1e-9).ceil(), (to / step + 1e-9).floor());
        let ticks = (0..=(last - first) as usize).map(|place| (first + place as f64) * step).collect();
        Scale { from, to, ticks, step, ..Scale::plain(unit, from, to) }
    }

    /// A scale a little longer than `values` are wide, with ticks like those of [`Scale::covering`].
    pub fn around(unit: Unit, values: impl IntoIterator<Item = f64> + Clone, count: usize) -> Self {
        let mut scale = Scale::covering(unit, values.clone(), count);
        let (low, high) = ends(values, (scale.to, scale.from));
        let room = 0.02 * (high - low).max(scale.step);
        scale.from = scale.from.max(low - room);
        scale.to = scale.to.min(high + room);
        scale.ticks.retain(|tick| (scale.from..=scale.to).contains(tick));
        scale
    }

    /// The same, of what is measured.
    pub fn named(self, name: impl Into<String>) -> Self {
        Scale { name: name.into(), ..self }
    }

    /// From its start to its end.
    pub fn length(&self) -> f64 {
        self.to - self.from
    }

    /// How far along the scale a value is: 0 at its start, 1 at its end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from) / self.length()
    }

    /// Whether it reaches a value.
    pub fn reaches(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// Its ticks as they are written: amounts all in one unit, with the decimals that its steps need.
    pub fn labels(&self) -> Vec<String> {
        // A step of 2.5 needs one decimal more than its first digit.
        let is_quarter = (self.step / power_of_ten_below(self.step) - 2.5).abs() < 1e-6;
        let place = if is_quarter { self.step / 5.0 } else { self.step };
        self.ticks.iter().map(|&tick| self.label(tick, place)).collect()
    }

    /// A value with the decimals that multiples of `place` need.
    fn label(&self, value: f64, place: f64) -> String {
        match self.unit {
            Unit::Money if value == 0.0 => "£0".into(),
            Unit::Money => figures::in_unit(value, place, self.money()),
            Unit::Share => format!("{}%", figures::number_in(value, place, 0.01)),
            Unit::Number(_) => figures::number_in(value, place, 1.0),
            Unit::Year(first) => first.plus(value as i32).to_string(),
            Unit::Month(first) => short_name(first.plus(value as i32)),
        }
    }

    /// The unit of its amounts of pounds: worth and suffix.
    pub fn money(&self) -> (f64, &'static str) {
        figures::unit_for(self.from.abs().max(self.to.abs()))
    }

    /// Its unit as a title names it: `£m`, `posts`; empty where its labels say it.
    pub fn unit_name(&self) -> String {
        match self.unit {
            Unit::Money => format!("£{}", self.money().1),
            Unit::Number(name) => name.into(),
            Unit::Share | Unit::Year(_) | Unit::Month(_) => String::new(),
        }
    }
}

/// `Apr 2018`.
pub fn short_name(month: Month) -> String {
    let name = month.in_words();
    match name.split_once(' ') {
        Some((name, year)) => format!("{} {year}", name.get(..3).unwrap_or(name)),
        None => name,
    }
}

/// The least and the greatest of `values` that are finite, and of `beyond`.
fn ends(values: impl IntoIterator<Item = f64>, beyond: (f64, f64)) -> (f64, f64) {
    let finite = values.into_iter().filter(|value| value.is_finite());
    finite.fold(beyond, |(low, high), value| (low.min(value), high.max(value)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        let axis = Scale::covering(Unit::Money, [0.0, 8_690_000.0], 5);
        assert_eq!(axis.labels(), ["£0", "£2m", "£4m", "£6m", "£8m", "£10m"]);
        assert_eq!(axis.unit_name(), "£m");
    }

    #[test]
    fn labels_have_the_decimals_that_their_steps_need() {
        assert_eq!(Scale::covering(Unit::Money, [0.0, 2.6e6], 6).labels()[1], "£0.5m");
        assert_eq!(Scale::covering(Unit::Money, [-300e3, 450e3], 5).labels()[..2], ["-£400k", "-£200k"]);
        assert_eq!(Scale::covering(Unit::Money, [0.0, 1e15], 5).labels().last().unwrap(), "£1,000tn");
        assert_eq!(Scale::covering(Unit::Money, [0.0, 0.4], 5).unit_name(), "£");
    }

    #[test]
    fn an_axis_that_would_be_mostly_empty_has_finer_ticks_and_ends_between_them() {
        let axis = Scale::covering_closely(Unit::Money, [-700e3, 151e6], 6);
        assert_eq!(axis.labels(), ["£0", "£25m", "£50m", "£75m", "£100m", "£125m", "£150m"]);
        assert_eq!((axis.from, axis.to), (-12.5e6, 162.5e6));
        let axis = Scale::covering_closely(Unit::Money, [-70e3, 15.1e6], 6);
        assert_eq!(axis.labels()[..3], ["£0", "£2.5m", "£5.0m"]);
        assert_eq!(
            Scale::covering_closely(Unit::Money, [0.0, 10.6e6], 6),
            Scale::covering(Unit::Money, [0.0, 10.6e6], 6)
        );
    }

    #[test]
    fn a_close_axis_covers_its_values_with_four_to_eight_ticks() {
        for low in [-1e6, -0.9e6, -0.31e6, -0.01e6, 0.0] {
            for tenths in 1..100 {
                let high = 0.1e6 * f64::from(tenths);
                let axis = Scale::covering_closely(Unit::Money, [low, high], 6);
                assert!(axis.from <= low && axis.to >= high, "{low} to {high}: {axis:?}");
                assert!((3..=8).contains(&axis.ticks.len()), "{low} to {high}: {axis:?}");
                assert!(
                    axis.to - axis.from
                        <= Scale::covering(Unit::Money, [low, high], 6).to
                            - Scale::covering(Unit::Money, [low, high], 6).from
                );
                let labels = axis.labels();
                assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
            }
        }
    }

    #[test]
    fn a_range_without_width_or_sense_still_has_ticks() {
        for values in [vec![], vec![0.0], vec![5e6], vec![-1e15, -1e15], vec![f64::NAN], vec![f64::INFINITY, 1.0]] {
            let axis = Scale::covering(Unit::Money, values.clone(), 5);
            assert!((2..=12).contains(&axis.ticks.len()), "{values:?}: {axis:?}");
            assert!(axis.from < axis.to);
            let labels = axis.labels();
            assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
        }
    }

    #[test]
    fn there_are_never_many_more_ticks_than_asked_for() {
        for exponent in -6..16 {
            for digit in 1..10 {
                let high = f64::from(digit) * 10f64.powi(exponent);
                let ticks = Scale::covering(Unit::Money, [0.0, high], 6).ticks.len();
                assert!((3..=8).contains(&ticks), "{high}: {ticks}");
            }
        }
    }
}
