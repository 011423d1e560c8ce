//! What holds of every scenario, tried on scenarios made at random (always the same ones).

mod by_year;
mod scenarios;
mod sources;

use foresave::engine::{Drawing, Engine, Level, Outcomes, Wanted, Watch};
use foresave::forecast::{self, AreaAmount, AreaForecast, Forecast, MeasureForecast};
use foresave::plan::{AreaSlot, Plan, RowId, Shown, Slot, compile};
use foresave::programme::{Flow, Measure, Programme, Sampling, Stock, Whole};
use foresave::statistics::PROBABILITIES;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scenarios::{Area, Scenario, Wanted as Features};

/// Trials of a run: four chunks and a part of a fifth.
const TRIALS: u64 = 600;

/// Tries a property on `cases` scenarios, the same in every run.
#[track_caller]
fn hold<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    TestRunner::new_with_rng(config, rng).run(&strategy, property).unwrap();
}

fn drawing(trials: u64, sampling: Sampling) -> Drawing {
    Drawing::new(trials, 5, sampling)
}

/// A scenario, read and compiled.
struct Compiled {
    programme: Programme,
    plan: Plan,
    engine: Engine,
}

impl Compiled {
    fn of(programme: Programme) -> Self {
        let plan = compile(&programme).unwrap();
        Compiled { programme, plan, engine: Engine::new(Some(1)) }
    }

    fn simulate(&self, engine: &Engine, drawing: &Drawing) -> Outcomes {
        engine.simulate(&self.plan, drawing, &Watch::default()).unwrap()
    }

    fn forecast(&self, sampling: Sampling) -> Forecast {
        let drawing = drawing(TRIALS, sampling);
        forecast::forecast(&self.programme, &self.engine, &drawing, &Watch::default()).unwrap().forecast
    }

    /// Every trial's values of some rows and areas.
    fn trials(&self, slots: &[Slot], drawing: &Drawing) -> Vec<Vec<f64>> {
        let wanted = |slot: &Slot| match *slot {
            Slot::Part(id) => Wanted::Figure(id),
            Slot::Area(area, slot) => Wanted::Area(area, slot),
        };
        self.sample(&slots.iter().map(wanted).collect::<Vec<Wanted>>(), drawing)
    }

    fn sample(&self, wanted: &[Wanted], drawing: &Drawing) -> Vec<Vec<f64>> {
        self.engine
            .sample(&self.plan, wanted, drawing, &Watch::default())
            .unwrap()
            .columns
            .into_iter()
            .map(Vec::from)
            .collect()
    }

    /// Every trial's values of a flow of the programme, by year.
    fn flows(&self, flow: Flow) -> Vec<Vec<f64>> {
        let of_year = |year| Wanted::Figure(RowId { part: 0, measure: Measure::Flow(flow), year });
        self.sample(&(0..Scenario::YEARS).map(of_year).collect::<Vec<_>>(), &drawing(TRIALS, Sampling::Random))
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_later_go_live_never_increases_a_years_gross_saving() {
    let wanted = Features { prices: true, risks: true, ..Features::default() };
    hold(8, (scenarios::scenario(wanted), 1..18i32), |(scenario, months)| {
        let before = Compiled::of(scenario.read()).flows(Flow::GrossSaving);
        for (place, _) in scenario.areas.iter().enumerate().filter(|(_, area)| !area.live) {
            let mut later = scenario.clone();
            later.areas[place].go_live += months;
            let after = Compiled::of(later.read()).flows(Flow::GrossSaving);
            for (year, (before, after)) in before.iter().zip(&after).enumerate() {
                for (trial, (sooner, later)) in before.iter().zip(after).enumerate() {
                    prop_assert!(*later <= sooner + 1e-6, "trial {}, year {}: {} > {}", trial, year, later, sooner);
                }
            }
        }
        Ok(())
    });
}

/// The amounts of a row: the plan, then mean, deviation and percentiles.
fn amounts(row: &MeasureForecast) -> Vec<f64> {
    let summary = row.summary();
    let of_trials = summary.iter().flat_map(|summary| {
        let quantiles = summary.quantiles.map(|of| of.value);
        [summary.mean.value, summary.sd].into_iter().chain(quantiles)
    });
    row.plan().into_iter().chain(of_trials).collect()
}

#[test]
fn results_grow_with_the_money() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(8, scenarios::scenario(wanted), |scenario| {
        // A power of two, so that floating point scales exactly; the plan is rounded to the penny.
        let large = Compiled::of(Scenario { scale: 4, ..scenario.clone() }.read()).forecast(Sampling::Random);
        let small = Compiled::of(scenario.read()).forecast(Sampling::Random);
        // A part may have an odd penny, so that parts add up.
        let rows = |forecast: &Forecast| -> Vec<(MeasureForecast, f64)> {
            let partners = forecast.partners.iter().flat_map(|(_, part)| part.rows.clone()).map(|row| (row, 0.051));
            forecast.programme.rows.iter().cloned().map(|row| (row, 0.021)).chain(partners).collect()
        };
        for ((large, pennies), (small, _)) in rows(&large).iter().zip(rows(&small)) {
            let factor = if small.measure.is_money() { 4.0 } else { 1.0 };
            for (large, small) in amounts(large).iter().zip(amounts(&small)) {
                let off = (large - factor * small).abs();
                prop_assert!(off <= 1e-9 * large.abs() + pennies, "{} {}", large, small);
            }
        }
        for (large, small) in large.areas.iter().zip(&small.areas) {
            prop_assert_eq!(large.go_live, small.go_live);
            prop_assert_eq!(large.probability_live, small.probability_live);
        }
        Ok(())
    });
}

#[test]
fn areas_add_up_to_the_programme_where_it_has_nothing_of_its_own() {
    let wanted = Features { prices: true, causes: true, ..Features::default() };
    hold(8, scenarios::scenario(wanted), |scenario| {
        for sampling in [Sampling::Random, Sampling::Lhs] {
            let forecast = Compiled::of(scenario.read()).forecast(sampling);
            let whole = |measure| {
                let row = forecast.programme.row(Measure::Whole(measure), None).unwrap();
                (row.plan().unwrap(), row.summary().unwrap().mean.value)
            };
            let sum = |of: fn(&AreaForecast) -> AreaAmount| {
                let amounts = forecast.areas.iter().map(of);
                amounts.fold((0.0, 0.0), |sum, amount| (sum.0 + amount.plan, sum.1 + amount.mean.value))
            };
            let compared = [
                (whole(Whole::HorizonGrossSaving), sum(|area| area.gross_saving)),
                (whole(Whole::HorizonCost), sum(|area| area.cost)),
                (whole(Whole::HorizonNetSaving), sum(|area| area.net_saving)),
            ];
            for (whole, sum) in compared {
                let pennies = 0.005 * (forecast.areas.len() + 1) as f64;
                prop_assert!((whole.0 - sum.0).abs() <= pennies + 1e-6, "plan {} {}", whole.0, sum.0);
                prop_assert!((whole.1 - sum.1).abs() <= 1e-9 * whole.1.abs() + 1e-4, "mean {} {}", whole.1, sum.1);
            }
        }
        Ok(())
    });
}

#[test]
fn areas_add_up_in_every_trial() {
    hold(6, scenarios::scenario(Features { prices: true, causes: true, ..Features::default() }), |scenario| {
        let compiled = Compiled::of(scenario.read());
        let wanted = |area| Wanted::Area(area, AreaSlot::GrossSaving);
        let wanted: Vec<Wanted> = (0..scenario.areas.len()).map(wanted).collect();
        let areas = compiled.sample(&wanted, &drawing(TRIALS, Sampling::Random));
        let years = compiled.flows(Flow::GrossSaving);
        for trial in 0..TRIALS as usize {
            let of_areas: f64 = areas.iter().map(|area| area[trial]).sum();
            let of_years: f64 = years.iter().map(|year| year[trial]).sum();
            prop_assert!(
                (of_areas - of_years).abs() <= 1e-9 * of_years.abs() + 1e-6,
                "{}: {} {}",
                trial,
                of_areas,
                of_years
            );
        }
        Ok(())
    });
}

#[test]
fn partners_parts_add_up_to_the_whole_to_the_penny() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(8, scenarios::scenario(wanted), |scenario| {
        let forecast = Compiled::of(scenario.read()).forecast(Sampling::Random);
        for (place, whole) in forecast.programme.rows.iter().enumerate() {
            let divided = !matches!(
                whole.measure,
                Measure::Stock(Stock::AreasLive)
                    | Measure::Whole(Whole::BenefitCostRatio | Whole::PaybackYear | Whole::PaybackFromNow)
            );
            let parts = || forecast.partners.iter().map(|(_, part)| &part.rows[place]);
            if let (true, Some(summary)) = (divided, whole.summary()) {
                let mean: f64 = parts().map(|row| row.summary().unwrap().mean.value).sum();
                prop_assert!(
                    (mean - summary.mean.value).abs() < 0.005,
                    "{:?} {:?}: {} {}",
                    whole.measure,
                    whole.year,
                    mean,
                    summary.mean.value
                );
                let plan: f64 = parts().map(|row| row.plan().unwrap()).sum();
                // Each part is rounded to the penny for itself.
                let pennies = 0.005 * (forecast.partners.len() + 1) as f64 + 1e-6;
                prop_assert!(
                    (plan - whole.plan().unwrap()).abs() <= pennies,
                    "{:?} {:?}: {}",
                    whole.measure,
                    whole.year,
                    plan
                );
            }
        }
        Ok(())
    });
}

#[test]
fn results_are_the_same_for_any_threads_and_instructions_bit_for_bit() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(1, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(scenario.read());
        // More than one unit of work, so that threads share it; a stratified design has one in each replicate.
        for (sampling, trials) in [(Sampling::Random, 9_000), (Sampling::Lhs, 2_000), (Sampling::Sobol, 2_000)] {
            let drawing = drawing(trials, sampling);
            let expected = format!("{:?}", compiled.simulate(&compiled.engine, &drawing));
            let threads = [2, 3].map(|threads| Engine::new(Some(threads)));
            let narrower = Level::available().into_iter().filter(|level| *level != Level::widest());
            let levels = narrower.map(|level| Engine::at_level(level, Some(1)));
            for engine in threads.into_iter().chain(levels) {
                let outcomes = compiled.simulate(&engine, &drawing);
                prop_assert!(format!("{outcomes:?}") == expected, "{:?} differs, {:?}", sampling, engine.level());
            }
        }
        Ok(())
    });
}

/// The quantile of type 7 of sorted values.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let rank = p * (sorted.len() - 1) as f64;
    let (below, next) = (sorted[rank as usize], sorted[(rank as usize + 1).min(sorted.len() - 1)]);
    below + (rank - rank.floor()) * (next - below)
}

#[test]
fn percentiles_of_counted_trials_are_those_of_the_sorted_trials() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(3, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(scenario.read());
        for sampling in [Sampling::Random, Sampling::Lhs] {
            // More trials than the pilot has.
            let drawing = drawing(6_000, sampling);
            let outcomes = compiled.simulate(&compiled.engine, &drawing);
            let slots: Vec<Slot> = compiled.plan.rows.shown.iter().map(|(slot, _)| *slot).collect();
            let values = compiled.trials(&slots, &drawing);
            for (((slot, shown), tally), mut values) in compiled.plan.rows.shown.iter().zip(&outcomes.rows).zip(values)
            {
                values.retain(|value| !value.is_nan());
                if values.is_empty() || !matches!(shown, Shown::Amount | Shown::Whole(_)) {
                    continue;
                }
                values.sort_by(f64::total_cmp);
                for (p, counted) in PROBABILITIES.into_iter().zip(tally.quantiles().map(|of| of.value)) {
                    let sorted = quantile(&values, p);
                    // Sums in another order differ by as much.
                    let same = (counted - sorted).abs() <= 1e-9 * sorted.abs().max(1.0);
                    prop_assert!(same, "{:?}, {:?}, {}: {} and {}", sampling, slot, p, counted, sorted);
                }
            }
        }
        Ok(())
    });
}

#[test]
fn a_short_run_is_the_beginning_of_a_long_one() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(1, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(scenario.read());
        let slots: Vec<Slot> = compiled.plan.rows.shown.iter().map(|(slot, _)| *slot).collect();
        let [short, long] = [10_000, 20_000].map(|trials| compiled.trials(&slots, &drawing(trials, Sampling::Random)));
        for (short, long) in short.iter().zip(&long) {
            prop_assert_eq!((short.len(), long.len()), (10_000, 20_000));
            prop_assert!(bits(short) == bits(&long[..10_000]));
            prop_assert!(short.iter().all(|value| !value.is_infinite()));
        }
        Ok(())
    });
}

#[test]
fn adding_an_area_leaves_the_others_as_they_were_bit_for_bit() {
    let wanted = Features { prices: true, risks: true, own: true, exit: true, ..Features::default() };
    hold(
        12,
        (scenarios::scenario(wanted), scenarios::area(), any::<prop::sample::Index>()),
        |(scenario, mut area, at)| {
            area.name = "Newcomer".into();
            let place = at.index(scenario.areas.len() + 1);
            let mut larger = scenario.clone();
            larger.areas.insert(place, Area { after: None, ..area });
            let of = |compiled: &Compiled, areas: Vec<usize>| {
                let all =
                    [AreaSlot::GrossSaving, AreaSlot::Cost, AreaSlot::NetSaving, AreaSlot::GoLive, AreaSlot::IsLive];
                let counted = |slot: &Slot| compiled.plan.rows.find(*slot).is_some();
                let slots = areas.into_iter().flat_map(|area| all.map(|slot| Slot::Area(area, slot)));
                let slots: Vec<Slot> = slots.filter(counted).collect();
                compiled.trials(&slots, &drawing(TRIALS, Sampling::Random))
            };
            let (before, after) = (Compiled::of(scenario.read()), Compiled::of(larger.read()));
            let before = of(&before, (0..scenario.areas.len()).collect());
            let after = of(&after, (0..larger.areas.len()).filter(|area| *area != place).collect());
            prop_assert_eq!(before.len(), after.len());
            for (before, after) in before.iter().zip(&after) {
                prop_assert!(bits(before) == bits(after));
            }
            Ok(())
        },
    );
}
