//! The figure that an analysis is asked about.

use super::programme;
use foresave::analysis::figure::{Asked, FigureStatistics, PartAsked, StatisticKind};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::fiscal::FinancialYear;
use foresave::programme::{Flow, Measure, Programme, Sampling, Whole};

const NET: Measure = Measure::Whole(Whole::HorizonNetSaving);

fn two_partners() -> Programme {
    programme(
        r#"
start = "2015/16"
end = "2016/17"
[[partner]]
name = "North"
[[partner]]
name = "South"
[sharing]
savings = { "North" = 0.75, "South" = 0.25 }
[[target]]
name = "Promise"
measure = "cumulative_gross_saving"
by = "2016/17"
portfolio = "Front"
at_least = "£200k"
[[target]]
name = "Soon"
measure = "payback_year"
at_most = "2016/17"
"#,
        "area,status,go_live,annual_saving,portfolio
Custody,approved,2015-04,\"uniform(£80k, £120k)\",Front
Fleet,approved,2015-04,£50k,Back
",
        &[],
    )
}

fn said(asked: Asked) -> String {
    asked.of(&two_partners(), NET).unwrap_err().to_string()
}

fn measure(name: &str) -> Asked {
    Asked { measure: Some(name.into()), ..Asked::default() }
}

fn part(part: PartAsked) -> Asked {
    Asked { part, ..Asked::default() }
}

#[test]
fn what_cannot_be_asked_is_told_with_what_can() {
    let year = |calendar| Some(FinancialYear::beginning(calendar));
    let said = [
        said(measure("gross_saving")),
        said(Asked { year: year(2018), ..measure("gross_saving") }),
        said(Asked { year: year(2015), ..measure("npv") }),
        said(measure("payback_year")),
        said(measure("net_savings")),
        said(measure("headcount")),
        said(part(PartAsked::Partner("Nrth".into()))),
        said(part(PartAsked::Portfolio("Middle".into()))),
        said(part(PartAsked::Workforce("Officers".into()))),
        said(Asked { target: Some("Promises".into()), ..Asked::default() }),
        said(Asked { target: Some("Soon".into()), ..Asked::default() }),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Each part has its own figure, in every trial, and its own plan.
#[test]
fn a_figure_of_a_part_is_that_of_its_areas_or_its_share() {
    let programme = two_partners();
    let (engine, drawing) = (Engine::new(Some(1)), Drawing::new(500, 1, Sampling::Random));
    let trials = |part: PartAsked| {
        let figure = Asked { part, ..Asked::default() }.of(&programme, NET).unwrap();
        let trials = figure.trials(&programme, &engine, &drawing, &Watch::default()).unwrap();
        (trials.values().to_vec(), figure.planned(&programme).unwrap())
    };
    let all = trials(PartAsked::Programme);
    let custody = trials(PartAsked::Area("Custody".into()));
    let front = trials(PartAsked::Portfolio("Front".into()));
    let north = trials(PartAsked::Partner("North".into()));
    assert_eq!(custody, front);
    assert_eq!((all.1, custody.1, north.1), (300_000.0, 200_000.0, 225_000.0));
    for (k, whole) in all.0.iter().enumerate() {
        assert!((whole - custody.0[k] - 100_000.0).abs() < 1e-6);
        assert!((0.75 * whole - north.0[k]).abs() < 1e-6);
    }
}

#[test]
fn a_target_gives_its_figure_and_its_chance() {
    let programme = two_partners();
    let figure = Asked { target: Some("Promise".into()), ..Asked::default() }.of(&programme, NET).unwrap();
    assert_eq!(figure.measure, Measure::Cumulative(Flow::GrossSaving));
    let (engine, drawing) = (Engine::new(Some(1)), Drawing::new(10_000, 1, Sampling::Random));
    let trials = figure.trials(&programme, &engine, &drawing, &Watch::default()).unwrap();
    let compare = figure.plan(&programme).unwrap().compare;
    let statistics = FigureStatistics::of(&trials, compare.as_ref());
    let chance = statistics.get(StatisticKind::Chance).unwrap().estimate();
    // Half of the futures reach the middle of the range; one right program in a million is farther off.
    assert!((chance.value - 0.5).abs() < 4.9 * 0.005 && (chance.error - 0.005).abs() < 1e-5, "{chance:?}");
    assert_eq!(statistics.iter().count(), 5);
}
