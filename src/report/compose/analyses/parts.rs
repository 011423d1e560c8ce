//! Parts that add up as they are printed, and what is said of them.

use crate::forecast::Estimate;
use crate::money::rounded_parts;
use crate::programme::Measure;
use crate::report::document::{Column, Row, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Rounding, Scale, Unit, step_of_digits, supported_step};
use crate::report::words::{self, capital, is_clear};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// The statistics, in the order of the files.
const STATISTICS: [(&str, &str); 5] =
    [("mean", "Mean"), ("p10", "P10"), ("p50", "P50"), ("p90", "P90"), ("chance", "Chance")];
const CHANCE: usize = 4;
/// What is under a hundredth of the largest part is gathered.
const LEAST_SHARE: f64 = 0.01;
/// A chance is printed to a tenth of a point at most.
const TENTH_OF_A_POINT: f64 = 0.001;

/// Two ends and the parts between them.
pub(super) struct Parts<'a> {
    pub(super) measure: Measure,
    /// What the ends are called.
    pub(super) names: [&'static str; 2],
    pub(super) ends: &'a [Vec<Estimate>; 2],
    /// What the ends differ by.
    pub(super) change: &'a [Estimate],
    pub(super) steps: Vec<(&'a str, &'a [Estimate])>,
}

/// One statistic of them, rounded so that the parts add up.
pub(super) struct Printed {
    unit: Unit,
    decimals: u8,
    ends: [Estimate; 2],
    pub(super) change: f64,
    pub(super) parts: Vec<f64>,
}

impl Parts<'_> {
    /// A statistic as it is printed: the parts and their sum in one step, which the least certain of them bears, so that
    /// they add up; the ends each by its own error.
    pub(super) fn printed(&self, statistic: usize) -> Printed {
        let ends = [0, 1].map(|end: usize| self.ends[end][statistic]);
        let parts: Vec<Estimate> = self.steps.iter().map(|(_, parts)| parts[statistic]).collect();
        let change = Estimate { value: ends[1].value - ends[0].value, error: self.change[statistic].error };
        let largest =
            |all: &mut dyn Iterator<Item = f64>| all.fold(0.0, |largest: f64, value| largest.max(value.abs()));
        let of_ends = largest(&mut ends.iter().map(|end| end.value));
        let of_parts = largest(&mut parts.iter().chain([&change]).map(|part| part.value));
        let error = largest(&mut parts.iter().chain([&change]).map(|estimate| estimate.error));
        let (natural, least) = match statistic {
            CHANCE => (TENTH_OF_A_POINT, TENTH_OF_A_POINT),
            _ if self.measure.is_money() => (step_of_digits(of_parts, 3), 0.01),
            _ => (step_of_digits(of_parts, 3), 1e-6),
        };
        let step = natural.max(supported_step(error)).max(least);
        let scale = Scale::of(of_ends.max(of_parts));
        let unit = if statistic == CHANCE { Unit::Share } else { Unit::of(self.measure, scale) };
        let worth = match unit {
            Unit::Share => 0.01,
            Unit::Pounds(scale) => scale.worth,
            _ => 1.0,
        };
        let decimals = libm::round(libm::log10(worth / step)).clamp(0.0, 9.0) as u8;
        let exact = |value: f64| Decimal::from_f64(value / step).unwrap_or_default();
        let whole = libm::round(change.value / step);
        let all: Vec<Decimal> = parts.iter().map(|part| exact(part.value)).collect();
        let rounded = rounded_parts(&all, Decimal::from_f64(whole).unwrap_or_default(), 0);
        Printed {
            unit,
            decimals,
            ends,
            change: whole * step,
            parts: rounded.iter().map(|part| part.to_f64().unwrap_or(0.0) * step).collect(),
        }
    }

    /// How many statistics there are: the chance where there is a target.
    fn statistics(&self) -> usize {
        self.ends[0].len()
    }

    /// The table: what it was, each part, what it is.
    pub(super) fn table(&self, id: &'static str, caption: Sentence) -> Table {
        let printed: Vec<Printed> = (0..self.statistics()).map(|statistic| self.printed(statistic)).collect();
        // Within the report of a run the table has no file.
        let key = |step: &str| (id == "explain").then(|| step.to_owned());
        let end = |end: usize| {
            let cells = printed.iter().map(|of| Value::Figure(of.end(end)));
            Row::new([Value::text(capital(self.names[end]))].into_iter().chain(cells).collect())
                .keyed(key(self.names[end]))
        };
        let step = |(place, (step, _)): (usize, &(&str, &[Estimate]))| {
            // What is zero as printed stands in the file alone.
            if printed.iter().all(|of| of.parts[place] == 0.0) {
                return None;
            }
            let cells = printed.iter().map(|of| Value::text(of.signed(of.parts[place])));
            let called = Value::from(name(&words::step(step)));
            Some(Row::below(1, [called].into_iter().chain(cells).collect()).keyed(key(step)))
        };
        let mut rows = vec![end(0)];
        rows.extend(self.steps.iter().enumerate().filter_map(step));
        if self.steps.len() > 1 {
            let cells = printed.iter().map(|of| Value::text(of.signed(of.change)));
            rows.push(Row::below(1, [Value::text("together")].into_iter().chain(cells).collect()));
        }
        rows.push(end(1));
        let unit = match printed.first().map(|of| of.unit) {
            Some(Unit::Pounds(scale)) => Some(scale.unit()),
            _ => None,
        };
        let columns = STATISTICS[..self.statistics()].iter().map(|&(key, heading)| Column::number(key, heading));
        let columns = [Column::text("step", "")].into_iter().chain(columns).collect();
        Table { id, caption, unit, columns, rows }
    }

    /// The steps that matter, largest first, with their parts as printed; the others as one.
    pub(super) fn by_size(&self, statistic: usize, printed: &Printed) -> Vec<(Sentence, f64)> {
        let largest = self.steps.iter().map(|(_, parts)| parts[statistic].value.abs()).fold(0.0, f64::max);
        let (mut matter, mut other, mut count) = (Vec::new(), 0.0, 0);
        for (place, (step, parts)) in self.steps.iter().enumerate() {
            let value = parts[statistic].value;
            if value != 0.0 && value.abs() >= LEAST_SHARE * largest {
                matter.push((value, Sentence::from(name(&words::step(step))), printed.parts[place]));
            } else if value != 0.0 {
                (other, count) = (other + printed.parts[place], count + 1);
            }
        }
        matter.sort_by(|one, two| two.0.abs().total_cmp(&one.0.abs()));
        let mut said: Vec<(Sentence, f64)> = matter.into_iter().map(|(_, step, part)| (step, part)).collect();
        if count > 0 {
            said.push(("other".into(), other));
        }
        said
    }

    /// The steps whose part of a statistic chance may have made.
    pub(super) fn not_clear(&self, statistic: usize) -> Vec<Sentence> {
        let unclear = self.steps.iter().filter(|(_, parts)| {
            let part = parts[statistic];
            part.value != 0.0 && !is_clear(part.value, part.error)
        });
        unclear.map(|(step, _)| Sentence::from(name(&words::step(step)))).collect()
    }
}

impl Printed {
    /// A value as it is printed.
    pub(super) fn figure(&self, value: f64) -> Figure {
        Figure::exact(value, self.unit).rounded(Rounding::Decimals(self.decimals))
    }

    /// With its sign.
    fn signed(&self, value: f64) -> String {
        let figure = self.figure(value);
        let number = if matches!(figure.unit, Unit::Share) { figure.to_string() } else { figure.number() };
        match self.unit {
            _ if value == 0.0 => "0".into(),
            Unit::Share => format!("{}{} points", if value > 0.0 { "+" } else { "" }, number.trim_end_matches('%')),
            _ if value > 0.0 => format!("+{number}"),
            _ => number,
        }
    }

    /// One of the ends.
    pub(super) fn end(&self, end: usize) -> Figure {
        let estimate = self.ends[end];
        match self.unit {
            Unit::Share => Figure::chance_of(estimate),
            unit if estimate.error == 0.0 => Figure::exact(estimate.value, unit),
            unit => Figure::estimate(estimate, unit),
        }
    }

    /// How much more or less the second end is: `£0.4m less`; `None` where that is nothing as printed.
    pub(super) fn more_or_less(&self) -> Option<Sentence> {
        let more = if self.change > 0.0 { " more" } else { " less" };
        (self.change != 0.0).then(|| Sentence::from(self.figure(self.change.abs())) + more)
    }
}
