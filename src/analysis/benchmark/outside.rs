//! The outside view: the forecast with what other programmes delivered, in place of what is assumed of this one.
//!
//! Every trial draws one case of the realisation class, every programme of it being equally likely, and all
//! areas that are not live realise that share: the class is of whole programmes. Whether an area is late has
//! the middle of the published shares of late projects as its chance, and how late it is is drawn from the
//! delays on record; these stay correlated as the scenario has them. Delays and losses of the
//! scenario's named risks are left out, because the class has them in it. All else is the scenario's.

use super::class::Class;
use super::comparison::Gathered;
use super::paired::Pairs;
use super::{Simulation, Subject, saves, to_f64};
use crate::distribution::Distribution;
use crate::forecast::{Forecast, Run, Summary, Trouble, forecast_plan};
use crate::plan::{Dimensions, Plan, compile};
use crate::programme::{
    Area, AreaColumn, Change, Correlation, CorrelationValue, Edit, InputId, Measure, NamedDependence, NamedMembers,
    Programme, Quantity, RiskColumn, Whole, Yardstick,
};
use crate::statistics::{error_of_difference, share_error};

/// The totals that both views are compared by.
const TOTALS: [Measure; 3] = [
    Measure::Whole(Whole::HorizonGrossSaving),
    Measure::Whole(Whole::HorizonCost),
    Measure::Whole(Whole::HorizonNetSaving),
];

/// The outside view beside the inside one.
#[derive(Clone, Debug)]
pub struct OutsideView {
    /// The forecast.
    pub forecast: Forecast,
    /// Delivered over planned savings that were drawn from.
    pub realisation: Class,
    /// The mean of what was drawn: cases outside of 0 to 2 were moved to the nearer of these.
    pub mean_realisation: f64,
    /// Months of delay that were drawn from.
    pub slippage: Class,
    /// Published shares of late projects.
    pub late: Class,
    /// The middle one of these, taken as the chance that an area is late at all.
    pub share_late: f64,
    /// Totals of the horizon, £.
    pub totals: Vec<ViewDifference>,
    /// The targets, in the order of the scenario.
    pub targets: Vec<TargetDifference>,
    /// What a reader should know of it.
    pub notes: Vec<String>,
}

/// A total, seen from inside and from outside, £.
#[derive(Clone, Debug)]
pub struct ViewDifference {
    /// The measure.
    pub measure: Measure,
    /// The plan.
    pub plan: Option<f64>,
    /// By the scenario's own assumptions.
    pub inside: Summary,
    /// By the reference class.
    pub outside: Summary,
    /// Monte Carlo standard errors of the differences of mean, P10, P50 and P90, £: both views have the same
    /// random numbers, so that their difference is mostly known better than either.
    pub errors: [f64; 4],
}

/// A target, seen from inside and from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetDifference {
    /// Its name.
    pub name: String,
    /// The probability by the scenario's own assumptions.
    pub inside: f64,
    /// By the reference class.
    pub outside: f64,
    /// The Monte Carlo standard error of the difference, if the two were independent: it is less, because both
    /// views have the same random numbers.
    pub error: f64,
}

/// The view, where the evidence bears it; elsewhere that is said among what was not compared.
pub(super) fn view(
    subject: &Subject<'_>,
    plan: &Plan,
    gathered: &mut Gathered,
    simulation: Simulation,
) -> Result<Option<OutsideView>, Trouble> {
    let [realisation, slippage, late] =
        [Yardstick::Realisation, Yardstick::SlippageIfLate, Yardstick::ShareLate].map(|of| gathered.class(of, None));
    for (class, what) in [(&realisation, "realisation"), (&slippage, "slippage")] {
        if !class.bears_percentiles() {
            let reason = format!("{what}: the cases are of {} programmes, and five are needed", class.programmes);
            gathered.leave_out("the outside view", &reason);
            return Ok(None);
        }
    }
    if late.cases.is_empty() {
        gathered.leave_out("the outside view", "no share of late projects is published");
        return Ok(None);
    }
    let drawn = Drawn::new(&realisation, &slippage, late.cases[late.cases.len() / 2].value);
    let (outside, mut notes) = drawn.programme(subject.programme);
    notes.insert(0, of_cases(subject.programme.benchmarking.sector, &realisation));
    let Simulation { engine, drawing, watch } = simulation;
    let mut outside_plan = compile(&outside)?;
    outside_plan.number_draws(&Dimensions::over(&[plan, &outside_plan]));
    let Run { plan: outside_plan, forecast, .. } = forecast_plan(&outside, outside_plan, engine, (drawing, watch))?;
    let pairs = Pairs::of([plan, &outside_plan], &TOTALS, simulation)?;
    Ok(Some(OutsideView {
        totals: totals(subject.inside, &forecast, &pairs),
        targets: targets(subject.inside, &forecast),
        forecast,
        mean_realisation: drawn.realisation.mean(),
        share_late: drawn.share_late,
        realisation,
        slippage,
        late,
        notes,
    }))
}

/// The laws of the reference class.
struct Drawn {
    realisation: Distribution,
    slippage: Distribution,
    share_late: f64,
    longest: f64,
}

impl Drawn {
    fn new(realisation: &Class, slippage: &Class, share_late: f64) -> Self {
        let (least, greatest) = AreaColumn::Realisation.limits().ends();
        let discrete = |outcomes| Distribution::discrete(outcomes).expect("a class has cases with weights");
        let kept = realisation.outcomes().map(|(value, weight)| (value.clamp(least, greatest), weight));
        let late = slippage.outcomes().map(|(months, weight)| (months, share_late * weight));
        let outcomes = [(0.0, 1.0 - share_late)].into_iter().chain(late);
        Drawn {
            realisation: discrete(kept.collect()),
            slippage: discrete(outcomes.collect()),
            share_late,
            longest: slippage.cases.last().map_or(0.0, |case| case.value),
        }
    }

    /// The programme with the class in place of its own assumptions, and what should be known of it.
    fn programme(&self, programme: &Programme) -> (Programme, Vec<String>) {
        let (mut changes, longer) = self.of_areas(programme);
        for risk in 0..programme.risks.len() {
            let nothing = |column| Change::quantity(programme, InputId::Risk(risk, column), Quantity::ZERO);
            changes.extend([RiskColumn::DelayMonths, RiskColumn::SavingLoss].into_iter().filter_map(nothing));
        }
        for (position, correlation) in programme.correlations.iter().enumerate() {
            if speaks_of(correlation, AreaColumn::Realisation) {
                changes.extend(Change::without_correlation(programme, position));
            }
        }
        changes.push(one_for_all(&programme.areas));
        let outside = programme.with(&changes).expect("laws of a class lie within the limits of their columns");
        (outside, self.notes(programme, &longer))
    }

    /// The laws of areas that are not live, and the names of those that are later already than any case.
    fn of_areas(&self, programme: &Programme) -> (Vec<Change>, Vec<String>) {
        let (mut changes, mut longer) = (Vec::new(), Vec::new());
        for (position, area) in programme.areas.iter().enumerate().filter(|(_, area)| !area.is_live() && saves(area)) {
            let law = |column, law| Change::quantity(programme, InputId::Area(position, column), quantity(law));
            changes.extend(law(AreaColumn::Realisation, &self.realisation));
            if f64::from(programme.as_of.months_since(area.go_live)) < self.longest {
                changes.extend(law(AreaColumn::SlippageMonths, &self.slippage));
            } else {
                longer.push(area.name.clone());
            }
        }
        (changes, longer)
    }

    fn notes(&self, programme: &Programme, longer: &[String]) -> Vec<String> {
        let mut notes = vec![
            "areas that are live keep the scenario's realisation; all others realise one and the same drawn share"
                .into(),
            "delays and losses of named risks are left out, as the cases have them in them; their costs stay".into(),
        ];
        if programme.exit.as_ref().is_some_and(|exit| to_f64(exit.probability) > 0.0) {
            notes.push("the scenario's exit stays: programmes that were stopped are not among the cases".into());
        }
        if programme.areas.iter().any(|area| !saves(area)) {
            notes.push("areas without a saving, such as phases and gates, keep their own slippage".into());
        }
        if !longer.is_empty() {
            let names = longer.join(", ");
            notes.push(format!("already later than any case on record, so that they keep their own slippage: {names}"));
        }
        notes
    }
}

/// What kind of cases a realisation is drawn from.
fn of_cases(sector: Option<&str>, realisation: &Class) -> String {
    let is_own = sector.is_some_and(|sector| realisation.cases.iter().all(|case| case.is_of(sector)));
    match sector.filter(|_| is_own) {
        Some("local government" | "nhs") => {
            "most cases are the savings of a whole body in one year, many schemes together: single schemes differ more"
                .into()
        }
        _ => "the cases are collaborations, shared services and systems: of savings of another kind, such as plain \
              reductions of posts, the view may be too harsh"
            .into(),
    }
}

fn quantity(law: &Distribution) -> Quantity {
    match law.fixed_value() {
        Some(value) => Quantity::Fixed(rust_decimal::Decimal::try_from(value).unwrap_or_default()),
        None => Quantity::Uncertain(law.clone()),
    }
}

/// A programme has one realisation: the same share in every area.
fn one_for_all(areas: &[Area]) -> Change {
    let waiting = areas.iter().filter(|area| !area.is_live()).map(|area| area.name.clone());
    let of = NamedDependence::Across {
        cause: "common.realisation".into(),
        column: AreaColumn::Realisation,
        members: NamedMembers::Among(waiting.collect()),
    };
    let values = vec![CorrelationValue::Of(of), CorrelationValue::Rank(1.0)];
    Change::Correlation("realisation of the class".into(), Edit::Came(values))
}

fn speaks_of(correlation: &Correlation, of: AreaColumn) -> bool {
    let is_it = |input: &InputId| matches!(input, InputId::Area(_, column) if *column == of);
    match correlation {
        Correlation::Across { column, .. } => *column == of,
        Correlation::Within { first, rest, .. } => *first == of || rest.contains(&of),
        Correlation::Pair { first, second, .. } => is_it(first) || is_it(second),
    }
}

fn totals(inside: &Forecast, outside: &Forecast, pairs: &Pairs) -> Vec<ViewDifference> {
    let of = |measure: Measure| {
        let (row, other) = (inside.programme.row(measure, None)?, outside.programme.row(measure, None)?);
        let (inside, outside) = (*row.summary()?, *other.summary()?);
        let errors = pairs.errors(measure, &inside, &outside);
        Some(ViewDifference { measure, plan: row.plan(), inside, outside, errors })
    };
    TOTALS.into_iter().filter_map(of).collect()
}

fn targets(inside: &Forecast, outside: &Forecast) -> Vec<TargetDifference> {
    let pairs = inside.targets.iter().zip(&outside.targets);
    pairs
        .map(|(one, other)| TargetDifference {
            name: one.name.clone(),
            inside: one.probability,
            outside: other.probability,
            error: error_of_difference(
                share_error(one.probability, inside.run.trials),
                share_error(other.probability, outside.run.trials),
                0.0,
            ),
        })
        .collect()
}
