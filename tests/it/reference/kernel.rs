//! The kernel's trials: the only file that knows how the library gives them.

use foresave::engine::{Column, Drawing, Engine, Wanted, Watch};
use foresave::forecast::{AreaAmount, AreaForecast, Forecast, MeasureForecast, MeasureValue, Summary, forecast};
use foresave::plan::{AreaSlot, Plan, RowId, compile};
use foresave::programme::{Measure, Payback, Programme, Sampling, TargetPart, Whole};

/// A figure that has a value in every trial.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Of a part of the programme in a year; 0 for a measure of the whole horizon.
    Measure(TargetPart, Measure, usize),
    /// Of an area over the horizon.
    Area(usize, AreaFigure),
}

/// What is kept of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AreaFigure {
    GrossSaving,
    Cost,
    NetSaving,
    /// `L - G`, months; not a number where it does not go ahead.
    Lateness,
    /// 1 where it goes live before the end of the horizon and before an exit, else 0.
    IsLive,
}

impl AreaFigure {
    /// The measure that it is of the area's part, where it is one.
    pub fn over_the_horizon(self) -> Option<Measure> {
        match self {
            AreaFigure::GrossSaving => Some(Measure::Whole(Whole::HorizonGrossSaving)),
            AreaFigure::Cost => Some(Measure::Whole(Whole::HorizonCost)),
            AreaFigure::NetSaving => Some(Measure::Whole(Whole::HorizonNetSaving)),
            AreaFigure::Lateness | AreaFigure::IsLive => None,
        }
    }
}

/// A programme, run.
pub struct Kernel<'a> {
    programme: &'a Programme,
    plan: Plan,
    engine: Engine,
    drawing: Drawing,
}

impl<'a> Kernel<'a> {
    pub fn of(programme: &'a Programme, seed: u64, trials: u64) -> Self {
        let drawing = Drawing::new(trials, seed, Sampling::Random);
        Kernel { programme, plan: compile(programme).unwrap(), engine: Engine::new(Some(1)), drawing }
    }

    /// What the forecast says of every figure over the trials.
    pub fn forecast(&self) -> Said {
        said(&forecast(self.programme, &self.engine, &self.drawing, &Watch::default()).unwrap().forecast)
    }

    /// The values of some figures in every trial: one list for each figure.
    pub fn trials(&self, figures: &[Figure]) -> Vec<Vec<f64>> {
        let wanted: Vec<Wanted> = figures.iter().map(|figure| self.wanted(figure)).collect();
        let sample = self.engine.sample(&self.plan, &wanted, &self.drawing, &Watch::default()).unwrap();
        let values = |(figure, column): (&Figure, Column)| {
            let mut values = Vec::from(column);
            if let Figure::Area(area, AreaFigure::Lateness) = figure {
                let planned = self.programme.horizon.months(self.programme.areas[*area].go_live);
                values.iter_mut().for_each(|live| *live -= f64::from(planned));
            }
            values
        };
        figures.iter().zip(sample.columns).map(values).collect()
    }

    fn wanted(&self, figure: &Figure) -> Wanted {
        match figure {
            Figure::Measure(part, measure, year) => {
                Wanted::Figure(RowId { part: self.part(part), measure: *measure, year: *year })
            }
            Figure::Area(area, of) => {
                let slot = match of {
                    AreaFigure::GrossSaving => AreaSlot::GrossSaving,
                    AreaFigure::Cost => AreaSlot::Cost,
                    AreaFigure::NetSaving => AreaSlot::NetSaving,
                    AreaFigure::Lateness => AreaSlot::GoLive,
                    AreaFigure::IsLive => AreaSlot::IsLive,
                };
                Wanted::Area(*area, slot)
            }
        }
    }

    fn part(&self, part: &TargetPart) -> usize {
        match part {
            TargetPart::Programme => 0,
            TargetPart::Partner(partner) => 1 + partner,
            TargetPart::Workforce(group) => self.plan.part_of_workforce[*group],
            TargetPart::Portfolio(_) | TargetPart::Area(_) => {
                let target = self.programme.targets.iter().position(|target| target.part == *part);
                self.plan.part_of_target[target.expect("a target looks at the part")]
            }
        }
    }
}

/// What a forecast says.
pub struct Said {
    pub rows: Vec<Row>,
    /// Of every target: whether the plan meets it, and the share of the trials that do.
    pub targets: Vec<(Option<bool>, f64)>,
    /// Mean and standard deviation of every common cause that learnt something.
    pub learnt: Vec<(f64, f64)>,
}

/// What a forecast says of a figure: payback years by their position, `never` by the number of years.
pub struct Row {
    pub figure: Figure,
    /// `None` where it is blank, and for what the plan has no figure of.
    pub plan: Option<f64>,
    /// Mean and standard deviation, where they are given.
    pub mean: Option<f64>,
    pub sd: Option<f64>,
    /// The percentiles that are given, with their probabilities.
    pub quantiles: Vec<(f64, f64)>,
}

fn said(forecast: &Forecast) -> Said {
    let whole = [(TargetPart::Programme, &forecast.programme)];
    let partners = forecast.partners.iter().enumerate().map(|(place, (_, of))| (TargetPart::Partner(place), of));
    let groups = forecast.workforce.iter().enumerate().map(|(place, (_, of))| (TargetPart::Workforce(place), of));
    let parts = whole.into_iter().chain(partners).chain(groups);
    let of_parts = parts.flat_map(|(part, of)| of.rows.iter().map(move |row| of_measure(forecast, part.clone(), row)));
    let of_areas = forecast.areas.iter().enumerate().flat_map(|(place, area)| of_area(place, area));
    Said {
        rows: of_parts.chain(of_areas).collect(),
        targets: forecast.targets.iter().map(|target| (target.plan_meets, target.probability)).collect(),
        learnt: forecast.learnt.iter().map(|learnt| (learnt.mean, learnt.sd)).collect(),
    }
}

fn of_measure(forecast: &Forecast, part: TargetPart, row: &MeasureForecast) -> Row {
    let horizon = forecast.horizon;
    let year = row.year.map_or(0, |year| horizon.index_of(year).expect("rows are of the horizon's years"));
    let figure = Figure::Measure(part, row.measure, year);
    let position = |payback: Payback| match payback {
        Payback::Year(year) => f64::from(year.years_since(horizon.first())),
        Payback::Never => horizon.len() as f64,
    };
    let with_probability = |values: [f64; 9]| Summary::PROBABILITIES.into_iter().zip(values).collect();
    match &row.value {
        MeasureValue::Amount { plan, summary } => Row {
            figure,
            plan: *plan,
            mean: summary.map(|summary| summary.mean.value).filter(|_| row.measure.has_mean()),
            sd: summary.map(|summary| summary.sd).filter(|_| row.measure.has_mean()),
            quantiles: summary
                .map_or(Vec::new(), |summary| with_probability(summary.quantiles.map(|quantile| quantile.value))),
        },
        MeasureValue::Payback { plan, quantiles } => Row {
            figure,
            plan: plan.map(position),
            mean: None,
            sd: None,
            quantiles: quantiles.map_or(Vec::new(), |quantiles| with_probability(quantiles.map(position))),
        },
    }
}

fn of_area(place: usize, area: &AreaForecast) -> Vec<Row> {
    let amount = |of, amount: &AreaAmount| Row {
        figure: Figure::Area(place, of),
        plan: Some(amount.plan),
        mean: Some(amount.mean.value),
        sd: None,
        quantiles: vec![(0.1, amount.p10.value), (0.5, amount.p50.value), (0.9, amount.p90.value)],
    };
    let mean = |of, mean| Row { figure: Figure::Area(place, of), plan: None, mean, sd: None, quantiles: Vec::new() };
    vec![
        amount(AreaFigure::GrossSaving, &area.gross_saving),
        amount(AreaFigure::Cost, &area.cost),
        amount(AreaFigure::NetSaving, &area.net_saving),
        mean(AreaFigure::IsLive, Some(area.probability_live.value)),
        mean(AreaFigure::Lateness, area.lateness_mean_months.map(|mean| mean.value)),
    ]
}
