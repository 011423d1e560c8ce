//! The outside view: what was drawn from, both views and their difference, and notes.

use crate::analysis::benchmark::{Benchmark, Class, OutsideView, ViewDifference};
use crate::forecast::{Estimate, Summary};
use crate::programme::YardstickUnit;
use crate::report::benchmark::{Words, in_unit, range_in_unit};
use crate::report::document::{Column, Item, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Scale, Unit};
use crate::report::words::{alike, capital, chance_of, chances, change, noun};

/// The section; nothing where the evidence does not bear an outside view.
pub(super) fn section(benchmark: &Benchmark) -> Section {
    let mut section = Section::new("outside", "Outside view: the forecast with what other programmes delivered");
    let Some(view) = &benchmark.outside else { return section };
    let scale = Scale::of_forecast(&benchmark.inside);
    let columns = |name| {
        let views = [("inside", "Inside"), ("outside", "Outside"), ("difference", "Difference")];
        let views = views.map(|(key, heading)| Column::number(key, heading));
        [Column::text("figure", name)].into_iter().chain(views).collect::<Vec<_>>()
    };
    let mut of_totals = columns("");
    of_totals.insert(1, Column::number("plan", "Plan"));
    section.table(Table {
        id: "outside_view",
        caption: "Both views".into(),
        unit: Some(scale.unit()),
        columns: of_totals,
        rows: view.totals.iter().flat_map(|total| totals(total, scale)).collect(),
    });
    section.table(Table {
        id: "outside_view_targets",
        caption: "Simulated futures that meet each target".into(),
        unit: None,
        columns: columns("Target"),
        rows: targets(view, benchmark.inside.run.trials),
    });
    section.paragraph(
        [
            "Both views have the same random numbers, so that a difference may be known to more digits than the figures \
             beside it; each is rounded by itself.",
            "Not clear: chance may have made it.",
        ]
        .map(Sentence::from),
    );
    section.list(None, view.notes.iter().map(|note| capital(note).into()).collect());
    section.entries(Some("What was drawn from".into()), drawn_from(view));
    section
}

fn totals(total: &ViewDifference, scale: Scale) -> Vec<Row> {
    type Of = fn(&Summary) -> Estimate;
    let unit = Unit::Pounds(scale);
    let figures: [(&str, Of, [&str; 2]); 4] = [
        ("mean", |of| of.mean, ["inside_mean", "outside_mean"]),
        ("P10", Summary::p10, ["inside_p10", "outside_p10"]),
        ("P50", Summary::p50, ["inside_p50", "outside_p50"]),
        ("P90", Summary::p90, ["inside_p90", "outside_p90"]),
    ];
    let key = total.measure.name();
    let row = |((of, figure, [own, other]), error): ((&str, Of, [&'static str; 2]), f64)| {
        let both = [figure(&total.inside), figure(&total.outside)];
        let plan = total
            .plan
            .filter(|_| of == "mean")
            .map(|plan| Figure::exact(plan, unit).from("outside_view", key.as_str(), "plan"));
        let difference = change(Estimate { value: both[1].value - both[0].value, error }, unit);
        let [inside, outside] = alike(both, unit);
        let inside = Value::Figure(inside.from("outside_view", key.as_str(), own));
        let outside = Value::Figure(outside.from("outside_view", key.as_str(), other));
        let name = format!("{}, {of}", capital(&noun(total.measure)));
        Row::new(vec![Value::text(name), Value::figure(plan), inside, outside, difference])
    };
    figures.into_iter().zip(total.errors).map(row).collect()
}

fn targets(view: &OutsideView, trials: u64) -> Vec<Row> {
    let row = |target: &crate::analysis::benchmark::TargetDifference| {
        let of = |share| chance_of(share, trials);
        let shown = chances(&of(target.inside), &of(target.outside), target.error);
        Row::new([Value::from(name(&target.name))].into_iter().chain(shown).collect())
    };
    view.targets.iter().map(row).collect()
}

/// The cases that are drawn.
fn drawn_from(view: &OutsideView) -> Vec<Item> {
    let is_cut = view.realisation.outcomes().any(|(share, _)| !(0.0..=2.0).contains(&share));
    let share = |share| Figure::exact(share, Unit::Share);
    let realisation = Sentence::from(format!(
        "Realisation: what one of these {} programmes delivered of its plan, drawn for all areas alike; ",
        view.realisation.programmes
    )) + share(view.mean_realisation)
        + " on average"
        + if is_cut { ", where less than 0% counts as 0% and more than 200% as 200%." } else { "." };
    let shares = view.late.cases.iter().map(|case| case.value);
    let ends =
        shares.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), share| (least.min(share), most.max(share)));
    let delay = Sentence::from("Delay: an area is late in ")
        + share(view.share_late)
        + format!(
            " of the futures, the middle of {} published shares of late projects ({}; {}), and then by one of these {} \
             delays; {} on average.",
            view.late.cases.len(),
            range_in_unit(ends, YardstickUnit::Fraction),
            view.late.alike_in_words(),
            view.slippage.cases.len(),
            in_unit(view.slippage.mean(), YardstickUnit::Months),
        );
    [(realisation, &view.realisation), (delay, &view.slippage)].map(|(said, class)| entry(said, class)).into()
}

fn entry(said: Sentence, class: &Class) -> Item {
    let case = |case: &crate::programme::Comparator| {
        Sentence::from(case.value_in_words()) + " " + name(&case.case) + format!(" ({})", case.alike.in_words())
    };
    Item { name: Some(said), text: vec![Sentence::joined(class.cases.iter().map(case), "; ") + "."] }
}
