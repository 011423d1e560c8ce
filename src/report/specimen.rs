//! A small forecast for tests.

use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::forecast::{
    AreaAmount, AreaForecast, Estimate, Forecast, Learnt, MeasureForecast, MeasureValue, PartForecast, QuantileMethod,
    RunFacts, Spread, Summary, TargetForecast, TargetPlan,
};
use crate::money::Pounds;
use crate::programme::{
    Direction, Flow, InputFile, Mark, Measure, Payback, Sampling, Staffing, Stock, TargetPart, Terms, Threshold, Whole,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// One year, one partner, two areas and three targets.
pub(super) fn forecast() -> Forecast {
    let year = FinancialYear::beginning(2017);
    Forecast {
        title: "Alliance, \"blue\"".into(),
        source: Some("the panel's paper".into()),
        notes: None,
        horizon: Horizon::new(year, year).unwrap(),
        as_of: Month::new(2017, 9),
        terms: Terms::Cash,
        price_base: year,
        run: RunFacts {
            trials: 1000,
            seed: (1 << 63) - 1,
            sampling: Sampling::Random,
            elapsed_seconds: 1.234_56,
            quantiles: QuantileMethod::Exact,
            files: vec![InputFile { name: "scenario.toml".into(), sha256: "ab12".into() }],
            overrides: Vec::new(),
        },
        programme: PartForecast { rows: rows(year) },
        partners: vec![("Zoë & Co".into(), PartForecast { rows: rows(year)[..1].to_vec() })],
        workforce: vec![("Officers".into(), PartForecast { rows: vec![headcount(year)] })],
        areas: vec![live_area(), hopeless_area()],
        targets: targets(year),
        net_saving_curve: vec![(0.1, -0.001), (0.9, 5.5)],
        learnt: vec![Learnt {
            column: "slippage_months",
            among: "all areas".into(),
            observed: 2,
            not_yet: 1,
            seen: Some((3.5, 4.25)),
            mean: 0.5,
            sd: 0.75,
        }],
        register: Some(vec![(Mark::Published, 3), (Mark::Assumption, 40)]),
        uncovered: 2,
    }
}

fn summary(mean: f64) -> Summary {
    Summary {
        mean: Estimate { value: mean, error: 0.01 },
        sd: 2.0,
        quantiles: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
            .map(|step| Estimate { value: mean + step, error: 0.01 * (step + 1.0) }),
        spread: Spread::Spread,
    }
}

fn amount(
    measure: Measure,
    year: Option<FinancialYear>,
    plan: Option<f64>,
    summary: Option<Summary>,
) -> MeasureForecast {
    let actual = (measure == Measure::Flow(Flow::GrossSaving)).then_some(7.5);
    MeasureForecast { measure, year, actual, planned: None, value: MeasureValue::Amount { plan, summary } }
}

fn rows(year: FinancialYear) -> Vec<MeasureForecast> {
    let mut quantiles = [Payback::Year(year); 9];
    quantiles[7..].fill(Payback::Never);
    vec![
        amount(Measure::Flow(Flow::GrossSaving), Some(year), Some(1_234_567.891), Some(summary(-0.001))),
        amount(Measure::Stock(Stock::AreasLive), Some(year), Some(17.0), Some(summary(16.25))),
        amount(Measure::Whole(Whole::BenefitCostRatio), None, None, None),
        MeasureForecast {
            measure: Measure::Whole(Whole::PaybackYear),
            year: None,
            actual: None,
            planned: None,
            value: MeasureValue::Payback { plan: Some(Payback::Year(year)), quantiles: Some(quantiles) },
        },
    ]
}

fn live_area() -> AreaForecast {
    let amount = |plan: f64| {
        let [mean, p10, p50, p90] = [1.0, 2.0, 3.0, 4.0].map(|step| Estimate { value: plan + step, error: 0.5 });
        AreaAmount { planned: in_pounds(plan), plan, mean, p10, p50, p90 }
    };
    AreaForecast {
        name: "Fleet, and \"dogs\"".into(),
        status: "live",
        portfolio: Some("Support".into()),
        in_plan: true,
        planned_go_live: Month::new(2016, 4),
        went_live: Some(Month::new(2016, 10)),
        probability_live: Estimate::known(1.0),
        go_live: Some([Month::new(2016, 10); 3]),
        lateness_mean_months: Some(Estimate::known(6.0)),
        gross_saving: amount(100.0),
        cost: amount(10.0),
        net_saving: amount(90.0),
    }
}

fn headcount(year: FinancialYear) -> MeasureForecast {
    let headcount = Measure::Staffing(Staffing::Headcount);
    let value = MeasureValue::Amount { plan: Some(2400.5), summary: Some(summary(2410.0)) };
    MeasureForecast { measure: headcount, year: Some(year), actual: None, planned: None, value }
}

fn hopeless_area() -> AreaForecast {
    let zero = Estimate::known(0.0);
    let nothing = AreaAmount { planned: in_pounds(0.0), plan: 0.0, mean: zero, p10: zero, p50: zero, p90: zero };
    AreaForecast {
        name: "ICT".into(),
        status: "design",
        portfolio: None,
        in_plan: true,
        planned_go_live: Month::new(2018, 1),
        went_live: None,
        probability_live: zero,
        go_live: None,
        lateness_mean_months: None,
        gross_saving: nothing,
        cost: nothing,
        net_saving: nothing,
    }
}

fn targets(year: FinancialYear) -> Vec<TargetForecast> {
    let promised = TargetForecast {
        name: "Promised".into(),
        part: TargetPart::Programme,
        part_name: None,
        measure: Measure::Cumulative(Flow::GrossSaving),
        by: Some(year),
        direction: Direction::AtLeast,
        threshold: Threshold::Amount(Decimal::from(10_600_000)),
        plan: TargetPlan::Amount(10_600_000.0),
        plan_meets: Some(true),
        probability: 0.125,
        interval: (0.1, 0.15),
        is_certain: false,
        by_year: Vec::new(),
    };
    let pays_back = TargetForecast {
        name: "Pays back".into(),
        part: TargetPart::Portfolio("Support".into()),
        measure: Measure::Whole(Whole::PaybackYear),
        by: None,
        direction: Direction::AtMost,
        threshold: Threshold::Year(year),
        plan: TargetPlan::Payback(Payback::Never),
        plan_meets: Some(false),
        ..promised.clone()
    };
    let partners = TargetForecast {
        name: "Two for one".into(),
        part: TargetPart::Partner(0),
        part_name: Some("Zoë & Co".into()),
        measure: Measure::Whole(Whole::BenefitCostRatio),
        by: None,
        threshold: Threshold::Amount(Decimal::TWO),
        plan: TargetPlan::Blank,
        plan_meets: None,
        ..promised.clone()
    };
    vec![promised, pays_back, partners]
}

fn in_pounds(amount: f64) -> Pounds {
    Pounds::new(Decimal::from_f64(amount).unwrap_or_default())
}
