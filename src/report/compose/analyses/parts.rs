//! Parts that add up as they are printed, and what is said of them.

use crate::forecast::Estimate;
use crate::programme::Measure;
use crate::report::document::{Column, Row, Sentence, Table, Value, name};
use crate::report::figure::{Bridged, Bridging, Unit};
use crate::report::words::{self, capital, is_clear};

/// The statistics, in the order of the files.
const STATISTICS: [(&str, &str); 5] =
    [("mean", "Mean"), ("p10", "P10"), ("p50", "P50"), ("p90", "P90"), ("chance", "Chance")];
const CHANCE: usize = 4;
/// What is under a hundredth of the largest part is gathered.
const LEAST_SHARE: f64 = 0.01;

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

impl Parts<'_> {
    /// A statistic as it is printed.
    pub(super) fn printed(&self, statistic: usize) -> Bridged {
        let what = if statistic == CHANCE { Bridging::Chance } else { Bridging::Measure(self.measure) };
        let parts: Vec<Estimate> = self.steps.iter().map(|(_, parts)| parts[statistic]).collect();
        let ends = [0, 1].map(|end: usize| self.ends[end][statistic]);
        Bridged::new(what, ends, self.change[statistic].error, &parts)
    }

    /// How many statistics there are: the chance where there is a target.
    fn statistics(&self) -> usize {
        self.ends[0].len()
    }

    /// The table: what it was, each part, what it is.
    pub(super) fn table(&self, id: &'static str, caption: Sentence) -> Table {
        let printed: Vec<Bridged> = (0..self.statistics()).map(|statistic| self.printed(statistic)).collect();
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
    pub(super) fn by_size(&self, statistic: usize, printed: &Bridged) -> Vec<(Sentence, f64)> {
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

/// How much more or less the second end is: `£0.4m less`; `None` where that is nothing as printed.
pub(super) fn more_or_less(printed: &Bridged) -> Option<Sentence> {
    let more = if printed.change > 0.0 { " more" } else { " less" };
    (printed.change != 0.0).then(|| Sentence::from(printed.figure(printed.change.abs())) + more)
}
