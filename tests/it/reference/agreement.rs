//! Holds the kernel's trials against those of the reference model, value by value.

use super::kernel::{AreaFigure, Figure, Kernel};
use super::model::{Model, Outcome, Shares};
use foresave::programme::{Measure, Programme, Staffing, TargetPart, Whole};

/// Trials of a scenario: a chunk of the kernel, and a part of one.
const TRIALS: u64 = 40;
const SEED: u64 = 7;

/// A figure in every trial, twice.
pub struct Pair {
    pub figure: Figure,
    pub kernel: Vec<f64>,
    pub reference: Vec<f64>,
    /// Of a ratio: its costs, and the sum of their kinds whatever their signs. Where the kinds nearly cancel, so do
    /// their digits.
    costs: Vec<(f64, f64)>,
}

/// A programme, run twice.
pub struct Both<'a> {
    pub programme: &'a Programme,
    pub kernel: Kernel<'a>,
    pub model: Model<'a>,
    pub pairs: Vec<Pair>,
}

impl<'a> Both<'a> {
    pub fn run(programme: &'a Programme) -> Self {
        let (kernel, model) = (Kernel::of(programme, SEED, TRIALS), Model::of(programme));
        let figures = figures(programme);
        let outcomes: Vec<Outcome> = (0..TRIALS).map(|trial| model.trial(SEED, trial)).collect();
        let values = kernel.trials(&figures).into_iter();
        let pairs = figures.into_iter().zip(values).map(|(figure, kernel)| {
            let (reference, costs) = of_reference(programme, &model, (&figure, &outcomes));
            Pair { figure, kernel, reference, costs }
        });
        let pairs = pairs.collect();
        Both { programme, kernel, model, pairs }
    }

    /// Every figure of which the kernel and the reference differ, with the first trial in which they do.
    pub fn differences(&self, tolerance: f64) -> Vec<String> {
        self.pairs.iter().filter_map(|pair| pair.difference(tolerance)).collect()
    }
}

impl Pair {
    fn difference(&self, tolerance: f64) -> Option<String> {
        let Pair { figure, kernel, reference, costs } = self;
        let largest = |values: &mut dyn Iterator<Item = f64>| {
            values.filter(|value| value.is_finite()).fold(1.0f64, |most, value| most.max(value.abs()))
        };
        let scale = largest(&mut reference.iter().copied());
        let savings = largest(&mut reference.iter().zip(costs).map(|(ratio, (costs, _))| ratio * costs));
        let kinds = largest(&mut costs.iter().map(|(_, kinds)| *kinds));
        let scale_of = |trial: usize| match costs.get(trial) {
            Some((costs, _)) => (savings + kinds * reference[trial].abs()) / costs.abs(),
            None => scale,
        };
        let differs = |trial: &usize| {
            let (kernel, reference) = (kernel[*trial], reference[*trial]);
            kernel.is_nan() != reference.is_nan() || (kernel - reference).abs() > tolerance * scale_of(*trial)
        };
        let mut trials = (0..reference.len()).filter(differs);
        let trial = trials.next()?;
        let (kernel, reference) = (kernel[trial], reference[trial]);
        Some(format!("{figure:?}: {} trials; {trial}: kernel {kernel}, reference {reference}", 1 + trials.count()))
    }
}

/// Every figure that is compared.
fn figures(programme: &Programme) -> Vec<Figure> {
    let mut parts = vec![TargetPart::Programme];
    parts.extend((0..programme.partners.len()).map(TargetPart::Partner));
    parts.extend((0..programme.workforce.len()).map(TargetPart::Workforce));
    let of_targets = programme.targets.iter().map(|target| target.part.clone());
    let beside = of_targets.filter(|part| matches!(part, TargetPart::Portfolio(_) | TargetPart::Area(_)));
    parts.extend(beside);
    let mut figures: Vec<Figure> = parts.into_iter().flat_map(|part| of_part(programme, part)).collect();
    for (place, area) in programme.areas.iter().enumerate() {
        let amounts = [AreaFigure::GrossSaving, AreaFigure::Cost, AreaFigure::NetSaving];
        figures.extend(amounts.map(|of| Figure::Area(place, of)));
        if !area.is_live() {
            figures.extend([AreaFigure::Lateness, AreaFigure::IsLive].map(|of| Figure::Area(place, of)));
        }
    }
    figures
}

fn of_part(programme: &Programme, part: TargetPart) -> Vec<Figure> {
    let measures: Vec<Measure> = match part {
        TargetPart::Workforce(group) => {
            let leavers = programme.workforce[group].leavers_per_year.is_some();
            let is_known = |measure: &Measure| leavers || *measure != Measure::Staffing(Staffing::TurnoverAvailable);
            Measure::of_workforce().into_iter().filter(is_known).collect()
        }
        _ => Measure::all().collect(),
    };
    let years = |measure: &Measure| if measure.is_yearly() { programme.horizon.len() } else { 1 };
    let of_measure = |measure: Measure| (0..years(&measure)).map(move |year| (measure, year));
    let all = measures.into_iter().flat_map(of_measure);
    all.map(|(measure, year)| Figure::Measure(part.clone(), measure, year)).collect()
}

/// A figure of every outcome of the reference, and the costs of a ratio.
fn of_reference(
    programme: &Programme,
    model: &Model,
    (figure, outcomes): (&Figure, &[Outcome]),
) -> (Vec<f64>, Vec<(f64, f64)>) {
    let part = match figure {
        Figure::Measure(part, ..) => part.clone(),
        Figure::Area(area, _) => TargetPart::Area(*area),
    };
    let shares = Shares::of(programme, &part);
    let value = |outcome: &Outcome| {
        let measures = model.measures(outcome);
        match figure {
            Figure::Measure(_, of, year) => measures.value(&shares, *of, *year),
            Figure::Area(area, AreaFigure::Lateness) => model.lateness(outcome, *area),
            Figure::Area(area, AreaFigure::IsLive) => f64::from(u8::from(model.is_live(outcome, *area))),
            Figure::Area(_, AreaFigure::GrossSaving) => measures.whole(&shares, Whole::HorizonGrossSaving),
            Figure::Area(_, AreaFigure::Cost) => measures.whole(&shares, Whole::HorizonCost),
            Figure::Area(_, AreaFigure::NetSaving) => measures.whole(&shares, Whole::HorizonNetSaving),
        }
    };
    let is_ratio = matches!(figure, Figure::Measure(_, Measure::Whole(Whole::BenefitCostRatio), _));
    let ratios = outcomes.iter().filter(|_| is_ratio);
    let costs = ratios.map(|outcome| model.measures(outcome).discounted_costs(&shares)).collect();
    (outcomes.iter().map(value).collect(), costs)
}
