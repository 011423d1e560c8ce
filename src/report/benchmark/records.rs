//! The tables of a benchmark, without a file format.

use super::super::{Cell, Records};
use super::CaseNumbers;
use crate::analysis::benchmark::{Benchmark, Class, Comparison, NotMade, OutsideView};
use crate::forecast::Summary;
use crate::programme::{Alike, Comparator, YardstickUnit};

const COMPARISON: [&str; 22] = [
    "family",
    "quantity",
    "subject",
    "unit",
    "scenario_mean",
    "scenario_p10",
    "scenario_p90",
    "basis",
    "cases",
    "programmes",
    "like_for_like",
    "partial",
    "loose",
    "published_lowest",
    "published_mean",
    "published_highest",
    "percentile_mean",
    "percentile_p10",
    "percentile_p90",
    "sources",
    "made",
    "reason",
];

const CASE: [&str; 14] = [
    "quantity",
    "case",
    "programme",
    "group",
    "sector",
    "value",
    "low",
    "high",
    "alike",
    "source_title",
    "source_year",
    "source_ref",
    "mark",
    "note",
];

impl Records {
    /// What was compared, and what was not.
    pub fn comparisons(benchmark: &Benchmark) -> Self {
        let made = benchmark.comparisons.iter().map(comparison);
        let rows = made.chain(benchmark.not_made.iter().map(not_made)).collect();
        Records { columns: COMPARISON.map(String::from).to_vec(), rows }
    }

    /// The cases behind each comparison, and those that the outside view is drawn from.
    pub fn cases(benchmark: &Benchmark) -> Self {
        let compared = benchmark.comparisons.iter().map(|made| (made.subject.as_str(), &made.class));
        let views = benchmark.outside.iter().flat_map(|view| [&view.realisation, &view.slippage, &view.late]);
        let all = compared.chain(views.map(|class| ("outside view", class)));
        let numbers = CaseNumbers::of(benchmark);
        let number = |case: &Comparator| match numbers.number(case) {
            0 => Cell::Blank,
            number => Cell::Number(number as f64),
        };
        let of_one = |(subject, class): (&str, &Class)| {
            let counted = class.cases.iter().map(|case| (case, true));
            let all = counted.chain(class.others.iter().map(|case| (case, false)));
            all.map(|(case, counts)| {
                [vec![Cell::text(subject), Cell::Yes(counts)], row(case), vec![number(case)]].concat()
            })
            .collect::<Vec<_>>()
        };
        Records {
            columns: ["subject", "counted"].into_iter().chain(CASE).chain(["number"]).map(String::from).collect(),
            rows: all.flat_map(of_one).collect(),
        }
    }

    /// Cases in the columns in which a scenario may bring its own.
    pub fn evidence(cases: &[Comparator]) -> Self {
        Records { columns: CASE.map(String::from).to_vec(), rows: cases.iter().map(row).collect() }
    }

    /// Totals and targets from inside and from outside; no rows where there is no outside view.
    pub fn outside_view(benchmark: &Benchmark) -> Self {
        let figures = ["mean", "p10", "p50", "p90"];
        let views = ["inside", "outside", "difference", "difference_error"];
        let columns = views.into_iter().flat_map(|view| figures.map(|of| format!("{view}_{of}")));
        let columns = ["total_or_target".to_owned(), "unit".into(), "plan".into()].into_iter().chain(columns).collect();
        Records { columns, rows: benchmark.outside.as_ref().map(outside_rows).unwrap_or_default() }
    }
}

fn comparison(made: &Comparison) -> Vec<Cell> {
    let value = |value| in_unit(made.quantity.unit(), value);
    let range = |range: Option<(f64, f64)>, cell: &dyn Fn(f64) -> Cell| match range {
        Some((low, high)) => [cell(low), cell(high)],
        None => [const { Cell::Blank }; 2],
    };
    let alike = |alike: Alike| Cell::Number(made.class.cases.iter().filter(|case| case.alike == alike).count() as f64);
    let [like_for_like, partial, loose] = Alike::ALL.map(alike);
    let lowest = made.class.cases.iter().map(|case| case.low.unwrap_or(case.value)).fold(f64::INFINITY, f64::min);
    let highest = made.class.cases.iter().map(|case| case.high.unwrap_or(case.value)).fold(f64::NEG_INFINITY, f64::max);
    let [p10, p90] = range(made.stated.range, &value);
    let percentile = |share: f64| Cell::Fraction(share);
    let [rank_p10, rank_p90] = range(made.standing.and_then(|standing| standing.range), &percentile);
    let mut sources: Vec<&str> = made.class.cases.iter().map(|case| case.source_title.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    vec![
        Cell::text(made.family.name()),
        Cell::text(made.quantity.name()),
        Cell::text(&made.subject),
        Cell::text(unit_name(made.quantity.unit())),
        value(made.stated.mean),
        p10,
        p90,
        Cell::text(made.basis),
        Cell::Number(made.class.cases.len() as f64),
        Cell::Number(made.class.programmes as f64),
        like_for_like,
        partial,
        loose,
        value(lowest),
        value(made.class.mean()),
        value(highest),
        made.standing.map_or(Cell::Blank, |standing| percentile(standing.mean)),
        rank_p10,
        rank_p90,
        Cell::text(sources.join("; ")),
        Cell::Yes(true),
        Cell::Blank,
    ]
}

fn not_made(not_made: &NotMade) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; COMPARISON.len()];
    cells[1] = Cell::text(&not_made.what);
    cells[COMPARISON.len() - 2] = Cell::Yes(false);
    cells[COMPARISON.len() - 1] = Cell::text(&not_made.reason);
    cells
}

fn row(case: &Comparator) -> Vec<Cell> {
    let value = |value| in_unit(case.quantity.unit(), value);
    vec![
        Cell::text(case.quantity.name()),
        Cell::text(&case.case),
        Cell::text(&case.programme),
        Cell::optional(case.group.as_ref()),
        Cell::text(&case.sector),
        value(case.value),
        case.low.map_or(Cell::Blank, value),
        case.high.map_or(Cell::Blank, value),
        Cell::text(case.alike.name()),
        Cell::text(&case.source_title),
        Cell::optional(case.source_year),
        Cell::optional(case.source_ref.as_ref()),
        Cell::text(case.mark.name()),
        Cell::optional(case.note.as_ref()),
    ]
}

fn outside_rows(view: &OutsideView) -> Vec<Vec<Cell>> {
    let four =
        |summary: &Summary| [summary.mean, summary.p10(), summary.p50(), summary.p90()].map(|estimate| estimate.value);
    let totals = view.totals.iter().map(|total| {
        let (inside, outside) = (four(&total.inside), four(&total.outside));
        let difference: [f64; 4] = std::array::from_fn(|which| outside[which] - inside[which]);
        let plan = total.plan.map_or(Cell::Blank, Cell::Pounds);
        let named = [Cell::text(total.measure.name()), Cell::text("£"), plan];
        named
            .into_iter()
            .chain([inside, outside, difference, total.errors].into_iter().flatten().map(Cell::Pounds))
            .collect()
    });
    let targets = view.targets.iter().map(|target| {
        let mut cells = vec![Cell::text(&target.name), Cell::text("probability"), Cell::Blank];
        for probability in [target.inside, target.outside, target.outside - target.inside, target.error] {
            cells.push(Cell::Fraction(probability));
            cells.extend([const { Cell::Blank }; 3]);
        }
        cells
    });
    totals.chain(targets).collect()
}

fn in_unit(unit: YardstickUnit, value: f64) -> Cell {
    match unit {
        YardstickUnit::Pounds => Cell::Pounds(value),
        YardstickUnit::Months => Cell::Number(value),
        YardstickUnit::PoundsPerPound | YardstickUnit::Fraction | YardstickUnit::Ratio => Cell::Fraction(value),
    }
}

fn unit_name(unit: YardstickUnit) -> &'static str {
    match unit {
        YardstickUnit::Pounds => "£",
        YardstickUnit::PoundsPerPound => "£ for £1 a year",
        YardstickUnit::Fraction => "fraction",
        YardstickUnit::Ratio => "actual over planned",
        YardstickUnit::Months => "months",
    }
}
