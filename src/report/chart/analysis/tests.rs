//! Every chart of an analysis: what it says, no label over another; with `ALL_CHARTS` in the environment a picture.

use super::super::data::{Chart, Unit};
use super::super::example::alliance;
use super::super::subject::Subject;
use super::super::tests::{assert_labels_apart, picture};
use super::*;
use crate::fiscal::{FinancialYear, Month};
use crate::programme::{Measure, Whole};
use crate::report::figure::Bridging;

fn estimate(value: f64, error: f64) -> Estimate {
    Estimate { value, error }
}

const FIGURE: &str = "net saving, 2017/18 to 2022/23";

fn bridge() -> Bridge {
    let steps = [
        ("Areas not in the plan", 0.11e6),
        ("Delivery so far", -0.204e6),
        ("Going ahead", -0.356e6),
        ("Lateness", -1.141e6),
        ("Shortfall", -0.612e6),
        ("Risks", -0.301e6),
        ("Exit", 0.006e6),
        ("Other ranges", 0.004e6),
    ];
    let last = 9e6 + steps.iter().map(|(_, amount)| amount).sum::<f64>();
    let step = |(name, amount): (&str, f64)| Step { name: name.into(), amount: estimate(amount, 9_000.0) };
    Bridge {
        stem: "bridge",
        title: format!("Mean {FIGURE}: from the plan to the forecast"),
        figure: format!("Mean {FIGURE}"),
        what: Bridging::Measure(Measure::Whole(Whole::HorizonNetSaving)),
        first: Step { name: "plan".into(), amount: Estimate::known(9e6) },
        steps: steps.map(step).to_vec(),
        last: step(("forecast", last)),
        error: 9_000.0,
    }
}

/// Between two figures that are near each other.
fn bridge_of_chances() -> Bridge {
    let step = |name: &str, share| Step { name: name.into(), amount: estimate(share, 0.004) };
    Bridge {
        stem: "explain",
        title: "Chance of the target: what moved it".into(),
        figure: "Chance of the target \u{201c}Business case\u{201d}".into(),
        what: Bridging::Chance,
        first: step("before", 0.712),
        steps: vec![
            step("lateness of everything that is not yet live, and of what waits for it", -0.031),
            step("risks", 0.0125),
            step("grants", 0.001),
        ],
        last: step("after", 0.6945),
        error: 0.004,
    }
}

fn learning() -> Learning {
    let belief = |cause: &str, more: &str, after| Belief {
        cause: cause.into(),
        more: more.into(),
        before: [-1.28, 0.0, 1.28],
        after,
        areas: 17,
    };
    Learning {
        beliefs: vec![
            belief("Going live (all areas)", "later", [0.31, 0.82, 1.34]),
            belief("Saving what was planned (portfolio Support)", "more", [-1.0, -0.04, 0.95]),
        ],
    }
}

fn indices() -> Indices {
    let index = |name: &str, first: f64, total: f64| Index {
        name: name.into(),
        first_order: estimate(first, 0.012),
        total: estimate(total, 0.015),
    };
    Indices {
        stem: "indices".into(),
        figure: FIGURE.into(),
        indices: vec![
            index("slippage_months", 0.42, 0.51),
            index("risk The ICT supplier fails and must be replaced before the first area is live", 0.21, 0.24),
            index("probability", 0.12, 0.19),
            index("realisation", 0.09, 0.11),
            index("exit", -0.004, 0.02),
        ],
        others: 2,
    }
}

fn tornado() -> Tornado {
    let swing = |input: &str, low, high| Swing {
        input: input.into(),
        low: estimate(low, 21_000.0),
        high: estimate(high, 19_000.0),
    };
    Tornado {
        figure: FIGURE.into(),
        unit: Unit::Money,
        mean: estimate(6.62e6, 7_000.0),
        swings: vec![
            swing("common.slippage_months.all areas", 7.31e6, 5.72e6),
            swing("risk.The ICT supplier fails.strikes", 6.71e6, 6.12e6),
            swing("area.Criminal justice.probability", 6.41e6, 6.8e6),
            swing("area.ICT.realisation", 6.55e6, 6.69e6),
            swing("grant.Transformation fund.paid", 6.60e6, 6.64e6),
        ],
    }
}

fn without() -> Without {
    let taken = |kind: &str, name: &str, value| Taken {
        kind: kind.into(),
        name: name.into(),
        change: estimate(value, 12_000.0),
    };
    Without {
        figure: format!("mean {FIGURE}"),
        unit: Unit::Money,
        taken: vec![
            taken("Risks", "All of them", 0.31e6),
            taken("Risks", "The ICT supplier fails", 0.21e6),
            taken("Lateness", "All of it", 1.14e6),
            taken("Lateness", "Criminal justice", 0.018e6),
            taken("Prices", "All growth at its most likely", -0.09e6),
        ],
    }
}

fn moved(unit: Unit, now: f64, answers: &[(f64, &str)]) -> Moved {
    let at = |place: i32| {
        let value = f64::from(place) / 10.0;
        let chance = 1.0 / (1.0 + (-(value - 1.1) * 9.0).exp());
        At {
            value: if matches!(unit, Unit::Month(_)) { value * 12.0 } else { value },
            chance,
            interval: (chance - 0.02, chance + 0.02),
        }
    };
    let answer = |&(value, text): &(f64, &str)| Answer { value, text: text.into() };
    Moved {
        stem: "solve".into(),
        driver: "annual saving of ICT".into(),
        input: "Annual saving of all areas, times".into(),
        unit,
        criterion: format!("{FIGURE}, of at least £7.5m"),
        confidence: 0.8,
        chances: (5..=20).map(at).collect(),
        now: Answer { value: now, text: "1".into() },
        answers: answers.iter().map(answer).collect(),
    }
}

fn courses(years: i32, count: usize) -> Courses {
    let course = |place: usize| Course {
        name: ["As planned", "Two areas fewer", "A year later", "With a merger of both forces"][place % 4].into(),
        years: (0..years)
            .map(|year| {
                let middle = 0.9e6 * f64::from(year + 1) * (1.0 - 0.13 * place as f64);
                (FinancialYear::beginning(2017 + year), [0.8, 1.0, 1.17].map(|share| estimate(share * middle, 8_000.0)))
            })
            .collect(),
    };
    Courses {
        stem: "compare".into(),
        measure: "Cumulative net saving".into(),
        unit: Unit::Money,
        courses: (0..count).map(course).collect(),
    }
}

fn differences(count: usize) -> Differences {
    let difference = |place: usize| {
        let shift = 0.3e6 * (place as f64 - 0.4);
        let curve: Vec<_> = (0..=100)
            .map(|at| f64::from(at) / 100.0)
            .map(|less| (less, shift + 1.6e6 * (less - 0.5) * (0.5 + (less - 0.5).abs())))
            .collect();
        Difference {
            name: ["Two areas fewer", "A year later", "With a merger"][place % 3].into(),
            percentiles: [10, 50, 90].map(|at| estimate(curve[at].1, 6_000.0)),
            curve,
            higher: 0.44,
            equal: 0.01,
        }
    };
    Differences {
        stem: "difference".into(),
        figure: FIGURE.into(),
        unit: Unit::Money,
        base: "As planned".into(),
        others: (0..count).map(difference).collect(),
    }
}

fn fits() -> Fits {
    let values = [-1.0, 0.0, 0.0, 1.0, 2.0, 2.5, 3.0, 4.0, 6.0, 7.0, 11.0, 14.0];
    let count = values.len() as f64;
    let logistic = |value: f64, middle: f64, scale: f64| 1.0 / (1.0 + (-(value - middle) / scale).exp());
    let law = |name: &str, middle: f64, scale: f64| Fit {
        name: name.into(),
        curve: (-40..=200)
            .map(|tenth| f64::from(tenth) / 10.0)
            .map(|value| (value, logistic(value, middle, scale)))
            .collect(),
        quantiles: values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let share = (place as f64 + 0.5) / count;
                (middle + scale * (share / (1.0 - share)).ln(), *value)
            })
            .collect(),
    };
    Fits {
        what: "Slippage in slippage.csv".into(),
        unit: Unit::Number("months"),
        count: [15, 3],
        data: values.iter().enumerate().map(|(place, value)| (*value, (place as f64 + 1.0) / count)).collect(),
        laws: vec![
            law("normal(4.1, 4.6)", 4.1, 2.5),
            law("metalog(0, 2.75, 11)", 3.0, 2.2),
            law("gamma(2, 2)", 4.5, 3.5),
            law("weibull(1.1, 4)", 3.2, 3.2),
        ],
    }
}

fn outturns() -> Outturns {
    let outturn = |forecast: &str, year: &str, middle: f64, actual: f64| Outturn {
        forecast: forecast.into(),
        name: year.into(),
        percentiles: [0.7, 0.88, 1.0, 1.1, 1.22].map(|share| share * middle),
        plan: Some(1.2 * middle),
        actual,
    };
    Outturns {
        stem: "outturns".into(),
        measure: "Net saving".into(),
        unit: Unit::Money,
        outturns: vec![
            outturn("Forecast of September 2017", "2017/18", 0.9e6, 0.81e6),
            outturn("Forecast of September 2017", "2018/19", 1.3e6, 0.84e6),
            outturn("Forecast of September 2017", "2019/20", 1.5e6, 1.55e6),
            outturn("Forecast of April 2019", "2019/20", 1.4e6, 1.55e6),
        ],
    }
}

fn all() -> Vec<Chart> {
    let subject = &Subject::of(&alliance());
    let months = Unit::Month(Month::new(2019, 4));
    let charts = [
        bridge().chart(subject),
        bridge_of_chances().chart(subject),
        learning().chart(subject).unwrap(),
        indices().chart(subject),
        tornado().chart(subject),
        without().chart(subject),
        moved(Unit::Number(""), 1.0, &[(1.25, "1.25 times")]).chart(subject),
        moved(months, 12.0, &[]).chart(subject),
        courses(6, 3).chart(subject).unwrap(),
        courses(30, 4).chart(subject).unwrap(),
        differences(1).chart(subject),
        differences(3).chart(subject),
        fits().distribution(subject),
        fits().quantiles(subject),
        outturns().chart(subject),
    ];
    charts.into()
}

#[test]
fn charts_of_analyses_say_what_they_show() {
    let said = bridge().chart(&Subject::default()).alternative();
    assert_eq!(
        said,
        "Waterfall in 7 steps. Mean net saving, 2017/18 to 2022/23 goes from £9.00m (plan) to £6.51m (forecast). The \
         largest steps are Lateness -£1.14m, Shortfall -£0.61m and Going ahead -£0.36m."
    );
    assert!(all().iter().all(|chart| !chart.findings.is_empty() && chart.alternative().ends_with('.')));
}

#[test]
fn charts_of_analyses_have_no_label_over_another() {
    for (place, mut chart) in all().into_iter().enumerate() {
        assert_labels_apart(&chart);
        chart.stem = format!("{place:02}-{}", chart.stem);
        picture("analyses", &chart);
    }
}

#[test]
fn charts_of_analyses_without_anything_are_still_charts() {
    let subject = &Subject::default();
    let empty = [
        Bridge { steps: Vec::new(), ..bridge() }.chart(subject),
        Indices { indices: Vec::new(), ..indices() }.chart(subject),
        Tornado { swings: Vec::new(), ..tornado() }.chart(subject),
        Without { taken: Vec::new(), ..without() }.chart(subject),
        Moved { chances: Vec::new(), ..moved(Unit::Number(""), 1.0, &[]) }.chart(subject),
        Differences { others: Vec::new(), ..differences(1) }.chart(subject),
        Fits { data: Vec::new(), laws: Vec::new(), ..fits() }.distribution(subject),
        Fits { data: Vec::new(), laws: Vec::new(), ..fits() }.quantiles(subject),
        Outturns { outturns: Vec::new(), ..outturns() }.chart(subject),
    ];
    assert!(empty.iter().all(|chart| chart.to_svg().ends_with("</svg>\n")));
    assert_eq!(Learning { beliefs: Vec::new() }.chart(subject), None);
    assert_eq!(courses(6, 0).chart(subject), None);
}

#[test]
fn the_steps_of_a_bridge_add_up_as_printed_and_small_ones_stand_together() {
    let super::super::data::Plane::Rows(rows) = bridge().chart(&Subject::default()).plane else {
        panic!("it has rows")
    };
    let cells = &rows.columns[0].cells;
    let pence = |cell: &String| cell.replace(['£', 'm', '+'], "").parse::<f64>().unwrap();
    let steps: f64 = cells[1..cells.len() - 1].iter().map(pence).sum();
    assert!((pence(&cells[0]) + steps - pence(&cells[cells.len() - 1])).abs() < 1e-9, "{cells:?}");
    assert_eq!(rows.rows.len(), 9, "seven steps and two ends");
}
