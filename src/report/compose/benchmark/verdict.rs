//! The verdict in a few sentences: what lies beyond everything on record, and what the outside view changes.

use crate::analysis::benchmark::{Benchmark, Comparison, OutsideView};
use crate::programme::{Measure, Whole};
use crate::report::benchmark::{in_unit, range_in_unit};
use crate::report::document::{Section, Sentence, name};
use crate::report::figure::{Scale, Unit, compared};
use crate::report::words::{MOST_NAMED, alike, chance_of, counted, is_clear, years};

/// So many chances of targets are told.
const MOST_TARGETS: usize = 3;

/// The sentences.
pub(super) fn section(benchmark: &Benchmark) -> Section {
    let mut section = Section::new("benchmark", "Beside other programmes");
    if benchmark.comparisons.is_empty() {
        section.paragraph([
            "Nothing was compared: there is no published case beside which anything of this scenario could be set."
                .into(),
        ]);
        return section;
    }
    standing(&benchmark.comparisons, &mut section);
    if let Some(view) = &benchmark.outside {
        section.paragraph(changed(benchmark, view));
    }
    section
}

/// How many comparisons lie beyond what was published, and which.
fn standing(made: &[Comparison], section: &mut Section) {
    let beyond: Vec<Sentence> = made.iter().filter_map(beyond).collect();
    let all = counted(made.len(), "figure", "figures");
    let count = beyond.len();
    if count == 0 {
        section.paragraph([
            format!("{all} of the scenario can be compared; none lies beyond everything on record.").into()
        ]);
        return;
    }
    let verb = if count == 1 { "lies" } else { "lie" };
    let caption = format!("Of {all} of the scenario that can be compared, {count} {verb} beyond everything on record:");
    let mut items: Vec<Sentence> = beyond.into_iter().take(MOST_NAMED).collect();
    if count > MOST_NAMED {
        items.push(format!("{} more", count - MOST_NAMED).into());
    }
    section.list(Some(caption.into()), items);
    section.paragraph(within(made));
    section.paragraph([
        "Beyond the record is not impossible; it asks for a reason why this programme differs from all of those."
            .into(),
    ]);
}

/// Which lie within what was published; nothing where none does.
fn within(made: &[Comparison]) -> Option<Sentence> {
    let within = made.iter().filter(|made| beyond(made).is_none());
    let told: Vec<Sentence> = within.map(|made| Sentence::from(made.quantity.heading()) + subject(made)).collect();
    (!told.is_empty()).then(|| Sentence::from("Within what was published lie: ") + Sentence::joined(told, "; ") + ".")
}

/// Of what of the scenario a comparison is, as it follows its quantity.
fn subject(made: &Comparison) -> Sentence {
    if made.subject.is_empty() { Sentence::new() } else { Sentence::from(", ") + name(&made.subject) }
}

/// `delivered over planned saving, forecast, is 97%, above all published (40% to 85%)`; nothing for what lies within.
fn beyond(made: &Comparison) -> Option<Sentence> {
    let (low, high) = published(made);
    let side = match made.stated.mean {
        mean if mean > high => "above",
        mean if mean < low => "below",
        _ => return None,
    };
    let unit = made.quantity.unit();
    let record = if low < high { range_in_unit((low, high), unit) } else { in_unit(low, unit) };
    let value = in_unit(made.stated.mean, unit);
    Some(
        Sentence::from(made.quantity.heading())
            + subject(made)
            + format!(" is {value}, {side} what was published ({record})"),
    )
}

/// The lowest and the highest published figure.
pub(super) fn published(made: &Comparison) -> (f64, f64) {
    let cases = &made.class.cases;
    let lowest = cases.iter().map(|case| case.low.unwrap_or(case.value)).fold(f64::INFINITY, f64::min);
    let highest = cases.iter().map(|case| case.high.unwrap_or(case.value)).fold(f64::NEG_INFINITY, f64::max);
    (lowest, highest)
}

/// What the outside view changes of the net saving and of the targets.
fn changed(benchmark: &Benchmark, view: &OutsideView) -> Vec<Sentence> {
    let unit = Unit::Pounds(Scale::of_forecast(&benchmark.inside));
    let years = years(benchmark.inside.horizon);
    let net = view.totals.iter().find(|total| total.measure == Measure::Whole(Whole::HorizonNetSaving));
    let of_total = net.map(|total| {
        let (own, other) = (total.inside.mean, total.outside.mean);
        let [inside, outside] = alike([own, other], unit);
        match is_clear(other.value - own.value, total.errors[0]) {
            true => {
                Sentence::from(format!("With what other programmes delivered, the mean net saving over {years} is "))
                    + outside
                    + " instead of "
                    + inside
                    + "."
            }
            false => {
                Sentence::from(format!(
                    "With what other programmes delivered, the mean net saving over {years} stays at "
                )) + inside
                    + " as far as this many futures can tell."
            }
        }
    });
    let clear = view.targets.iter().filter(|target| is_clear(target.outside - target.inside, target.error));
    let of_targets = clear.filter(|target| target.outside != target.inside).take(MOST_TARGETS).map(|target| {
        let of = |share| chance_of(share, benchmark.inside.run.trials);
        let [inside, outside, _] = compared(&of(target.inside), &of(target.outside));
        let instead = Sentence::from("’ is met in ") + outside + " of the futures instead of " + inside + ".";
        Sentence::from("The target ‘") + name(&target.name) + instead
    });
    of_total.into_iter().chain(of_targets).collect()
}
