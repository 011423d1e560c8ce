//! What every input is held to: nothing panics, what is said can be shown, what is accepted can be run, and what is
//! run has figures that fit together.

use crate::scenario::Scenario;
use foresave::analysis::check;
use foresave::diagnostic::Diagnostics;
use foresave::distribution::Distribution;
use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast::{Forecast, MeasureForecast, PartForecast, forecast};
use foresave::programme::{AreaColumn, EntryKind, Programme, Sampling};
use foresave::report::{Beside, result_files};
use foresave::scenario::{Files, comparators};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What no table has for a figure.
const NO_NUMBERS: [&str; 3] = ["NaN", "inf", "-inf"];

/// What stands in a table by its name.
const NAMED: [EntryKind; 4] = [EntryKind::Area, EntryKind::Partner, EntryKind::Target, EntryKind::Workforce];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Some(1)));

/// Files in memory.
pub fn files(scenario: &Scenario) -> Files {
    let contents = scenario.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes()));
    Files::in_memory("scenario.toml".to_owned(), contents)
}

/// A scenario, read as `check` reads it; whether it was accepted.
pub fn scenario(scenario: &Scenario) -> bool {
    match check::open(&files(scenario)) {
        Ok(reading) => {
            assert_eq!(reading.warnings.errors(), 0, "what is accepted has no error");
            shown(&reading.warnings);
            run(&reading.programme, &reading.warnings);
            true
        }
        Err(faults) => {
            assert!(faults.errors() > 0, "what is refused has an error");
            shown(&faults);
            false
        }
    }
}

/// A scenario, read alone.
pub fn read(scenario: &Scenario) -> Option<Programme> {
    match check::open(&files(scenario)) {
        Ok(reading) => Some(reading.programme),
        Err(faults) => {
            shown(&faults);
            None
        }
    }
}

/// A table of comparators.
pub fn table(bytes: Vec<u8>) {
    match comparators(&Files::in_memory("cases.csv", [("cases.csv", bytes)])) {
        Ok(cases) => assert!(cases.iter().all(|case| case.value.is_finite() && !case.case.is_empty()), "{cases:?}"),
        Err(faults) => {
            assert!(faults.errors() > 0, "what is refused has an error");
            shown(&faults);
        }
    }
}

/// The saving of the first area, as the law that it is.
pub fn law(scenario: &Scenario) {
    let Some(programme) = read(scenario) else { return };
    let Some(law) = programme.areas.first().and_then(|area| area[AreaColumn::AnnualSaving].law().cloned()) else {
        return;
    };
    quantiles(&law);
}

/// Quantiles rise, lie in the support, and have their mean in it.
fn quantiles(law: &Distribution) {
    let (low, high) = law.support();
    let mut last = low;
    for step in 1..64 {
        let value = law.quantile(f64::from(step) / 64.0);
        let room = 1e-9 * value.abs().max(1e-300);
        assert!(
            value.is_finite() && value >= last - room && value <= high + room,
            "{value} after {last}, up to {high}"
        );
        last = value;
    }
    let mean = law.mean();
    let room = 1e-9 * mean.abs().max(1e-300);
    assert!(mean.is_finite() && low - room <= mean && mean <= high + room, "{mean} in {low} to {high}");
    assert!(law.sd() >= 0.0, "{}", law.sd());
}

/// Nobody's text reaches a terminal with its control characters, or fills it.
fn shown(diagnostics: &Diagnostics) {
    let shown = diagnostics.to_terminal(false);
    assert!(!shown.contains(|letter: char| letter.is_control() && letter != '\n'), "{shown:?}");
    assert!(shown.len() < 1_000_000, "{} bytes are shown", shown.len());
    let _ = diagnostics.to_json().to_string();
}

fn run(programme: &Programme, found: &Diagnostics) {
    let begun = Instant::now();
    for sampling in [Sampling::Random, Sampling::Lhs] {
        // Of few trials the other design takes sixteen times as long: too long for what is slow, and within the limits.
        if begun.elapsed() > Duration::from_secs(1) {
            return;
        }
        let drawing = Drawing::new(24, 1, sampling);
        let run = match forecast(programme, &ENGINE, &drawing, &Watch::default()) {
            Ok(run) => run,
            Err(refused) => panic!("check passed what a run refuses: {refused}"),
        };
        figures(&run.forecast);
        for (name, text) in result_files(&run.forecast, found, &Beside::default()) {
            let is_csv = name.ends_with(".csv");
            let cells = text.lines().flat_map(|line| line.split(',')).filter(|_| is_csv);
            // People may call something so.
            let is_name = |cell: &str| NAMED.iter().any(|kind| programme.names(*kind).contains(&cell));
            let mut odd = cells.filter(|cell| NO_NUMBERS.contains(cell) && !is_name(cell));
            assert!(odd.next().is_none(), "{name} has what is no number");
            assert!(!name.ends_with(".json") || serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name}");
        }
    }
}

fn figures(forecast: &Forecast) {
    let parts = forecast.partners.iter().chain(&forecast.workforce).map(|(_, part)| part);
    parts.chain([&forecast.programme]).for_each(part);
    for (place, whole) in forecast.programme.rows.iter().enumerate() {
        let Some(planned) = whole.planned.filter(|_| forecast.partners.len() > 1) else { continue };
        let of_partners = forecast.partners.iter().map(|(_, part)| part.rows[place].planned);
        // Where an actual of the programme itself stands, or a ratio, there are no parts.
        let Some(sum) = of_partners.map(|part| part.map(|pounds| pounds.decimal())).sum() else { continue };
        assert_eq!(planned.decimal(), sum, "partners' parts of {}", whole.measure.name());
    }
    for target in &forecast.targets {
        let chance = target.probability;
        assert!((0.0..=1.0).contains(&chance), "{chance}");
    }
}

fn part(part: &PartForecast) {
    for row in &part.rows {
        let Some(summary) = row.summary() else { continue };
        let what = || format!("{} {:?}", row.measure.name(), row.year);
        assert!(
            summary.mean.value.is_finite() && summary.sd >= 0.0,
            "{}: mean {}, sd {}",
            what(),
            summary.mean.value,
            summary.sd
        );
        ordered(row, &summary.quantiles.map(|quantile| quantile.value));
        let errors = summary.quantiles.iter().chain([&summary.mean]).map(|estimate| estimate.error);
        errors.for_each(|error| assert!(error.is_finite() && error >= 0.0, "an error of {error} of {}", what()));
    }
}

fn ordered(row: &MeasureForecast, quantiles: &[f64]) {
    let rise = quantiles.windows(2).all(|pair| pair[0] <= pair[1]);
    assert!(
        rise && quantiles.iter().all(|value| value.is_finite()),
        "{} {:?}: {quantiles:?}",
        row.measure.name(),
        row.year
    );
}
