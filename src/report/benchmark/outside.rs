//! The outside view as a person reads it: what was drawn from, both views and their difference, and notes.

use super::super::figures;
use super::difference::{of_amounts, of_probabilities};
use super::to_text::{line, wrapped};
use super::{Words, in_unit, range_in_unit};
use crate::analysis::benchmark::{Class, OutsideView, ViewDifference};
use crate::programme::YardstickUnit;

pub(super) fn outside(view: &OutsideView, text: &mut String) {
    text.push_str("\nOutside view: the forecast with what other programmes delivered\n");
    drawn_from(view, text);
    line(text, "", &["plan", "inside", "outside", "difference", ""].map(String::from));
    view.totals.iter().for_each(|total| totals(total, text));
    for target in &view.targets {
        let [inside, outside, difference] = of_probabilities(target.inside, target.outside, target.error);
        let cells = [String::new(), inside, outside, difference, String::new()];
        line(text, &format!("  chance of: {}", target.name), &cells);
    }
    let differences = "both views have the same random numbers, so that a difference may be known to more digits than the \
                       figures beside it; each is rounded by itself; \"not clear\": chance may have made it";
    for note in [differences].into_iter().chain(view.notes.iter().map(String::as_str)) {
        text.push_str(&wrapped(note, "  "));
    }
}

/// The cases that are drawn, with their weight in words.
fn drawn_from(view: &OutsideView, text: &mut String) {
    let moved = view.realisation.outcomes().any(|(share, _)| !(0.0..=2.0).contains(&share));
    let realisation = format!(
        "Realisation: what one of these {} programmes delivered of its plan, drawn for all areas alike; {} on average{}",
        view.realisation.programmes,
        figures::percent(view.mean_realisation),
        if moved { ", where less than 0% counts as 0% and more than 200% as 200%" } else { "" },
    );
    cases(&realisation, &view.realisation, text);
    let shares = view.late.cases.iter().map(|case| case.value);
    let (least, most) =
        shares.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), share| (least.min(share), most.max(share)));
    let delay = format!(
        "Delay: an area is late with a chance of {}, the middle of {} published shares of late projects ({}; {}), and then by one of these {} \
         delays; {} on average",
        figures::percent(view.share_late),
        view.late.cases.len(),
        range_in_unit((least, most), YardstickUnit::Fraction),
        view.late.alike_in_words(),
        view.slippage.cases.len(),
        in_unit(view.slippage.mean(), YardstickUnit::Months),
    );
    cases(&delay, &view.slippage, text);
}

fn cases(heading: &str, class: &Class, text: &mut String) {
    text.push_str(&wrapped(heading, "  "));
    for case in &class.cases {
        let words = format!("{}: {} [{}]", case.value_in_words(), case.case, case.alike.in_words());
        text.push_str(&wrapped(&words, "      "));
    }
}

fn totals(total: &ViewDifference, text: &mut String) {
    let name = total.measure.name().replace("horizon_", "").replace('_', " ");
    let (inside, outside) = (&total.inside, &total.outside);
    let figures_of = [
        ("mean", inside.mean, outside.mean),
        ("P10", inside.p10(), outside.p10()),
        ("P50", inside.p50(), outside.p50()),
        ("P90", inside.p90(), outside.p90()),
    ];
    for ((of, one, other), error) in figures_of.into_iter().zip(total.errors) {
        let plan = total.plan.filter(|_| of == "mean").map_or_else(String::new, figures::exact);
        let [inside, outside, difference] = of_amounts(one, other, error);
        line(text, &format!("  {name}, {of}"), &[plan, inside, outside, difference, String::new()]);
    }
}
