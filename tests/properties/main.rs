//! What holds of every scenario, tried on scenarios made at random (always the same ones).

mod scenarios;

use foresave::engine::instructions::Level;
use foresave::engine::{self, Outcomes, PROBABILITIES, Settings, TrialSink, Watch};
use foresave::forecast::{Forecast, MeasureForecast, summarise};
use foresave::plan::{AreaSlot, Figure, Plan, RowId, Shown, Slot, compile};
use foresave::programme::{Flow, Measure, Programme, Sampling, Stock, Whole};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scenarios::{Area, Scenario, Wanted};

/// Trials of a run: four chunks and a part of a fifth.
const TRIALS: u64 = 600;

/// Tries a property on `cases` scenarios, the same in every run.
#[track_caller]
fn hold<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    TestRunner::new_with_rng(config, rng).run(&strategy, property).unwrap();
}

fn settings(trials: u64, sampling: Sampling) -> Settings {
    Settings { trials, seed: 5, sampling, threads: Some(1), level: None }
}

/// A scenario, read and compiled.
struct Compiled {
    programme: Programme,
    plan: Plan,
}

impl Compiled {
    fn of(scenario: &Scenario) -> Self {
        let programme = scenario.read();
        let plan = compile(&programme).unwrap();
        Compiled { programme, plan }
    }

    fn simulate(&self, settings: Settings) -> Outcomes {
        engine::simulate(&self.plan, settings, &Watch::default()).unwrap()
    }

    fn forecast(&self, sampling: Sampling) -> Forecast {
        let outcomes = self.simulate(settings(TRIALS, sampling));
        summarise(&self.programme, &self.plan, &outcomes, (5, sampling, 0.0)).unwrap()
    }

    /// Every trial's values of some slots.
    fn trials(&self, slots: Vec<Slot>, trials: u64) -> Vec<Vec<f64>> {
        self.trials_of(slots, settings(trials, Sampling::Random))
    }

    fn trials_of(&self, slots: Vec<Slot>, settings: Settings) -> Vec<Vec<f64>> {
        let mut kept = Kept { values: vec![Vec::new(); slots.len()], slots };
        engine::replay(&self.plan, settings, &Watch::default(), &mut kept).unwrap();
        kept.values
    }

    /// Every trial's values of a flow of the programme, by year.
    fn flows(&self, flow: Flow) -> Vec<Vec<f64>> {
        let figures = self.plan.figures();
        let of_year = |year| {
            let id = RowId { part: 0, measure: Measure::Flow(flow), year };
            figures.figure(id, &mut |slot, _| self.plan.rows.find(slot).unwrap())
        };
        let years: Vec<Figure> = (0..Scenario::YEARS).map(of_year).collect();
        let slots = years.iter().filter_map(|figure| match figure {
            Figure::Known(_) => None,
            Figure::Row { row, .. } => Some(self.plan.rows.shown[*row].0),
        });
        let mut counted = self.trials(slots.collect(), TRIALS).into_iter();
        let values = |figure: &Figure| match *figure {
            Figure::Known(value) => vec![value; TRIALS as usize],
            Figure::Row { scale, offset, .. } => {
                counted.next().unwrap().into_iter().map(|value| scale * value + offset).collect()
            }
        };
        years.iter().map(values).collect()
    }
}

struct Kept {
    slots: Vec<Slot>,
    values: Vec<Vec<f64>>,
}

impl TrialSink for Kept {
    fn slots(&self) -> &[Slot] {
        &self.slots
    }

    fn take(&mut self, values: &[Vec<f64>]) -> std::io::Result<()> {
        self.values.iter_mut().zip(values).for_each(|(kept, values)| kept.extend_from_slice(values));
        Ok(())
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_later_go_live_never_increases_a_years_gross_saving() {
    let wanted = Wanted { prices: true, risks: true, ..Wanted::default() };
    hold(8, (scenarios::scenario(wanted), 1..18i32), |(scenario, months)| {
        let before = Compiled::of(&scenario).flows(Flow::GrossSaving);
        for (place, _) in scenario.areas.iter().enumerate().filter(|(_, area)| !area.live) {
            let mut later = scenario.clone();
            later.areas[place].go_live += months;
            let after = Compiled::of(&later).flows(Flow::GrossSaving);
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
    let of_trials = summary.iter().flat_map(|summary| [summary.mean, summary.sd].into_iter().chain(summary.quantiles));
    row.plan().into_iter().chain(of_trials).collect()
}

#[test]
fn results_grow_with_the_money() {
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(8, scenarios::scenario(wanted), |scenario| {
        // A power of two, so that floating point scales exactly; the plan is rounded to the penny.
        let large = Compiled::of(&Scenario { scale: 4, ..scenario.clone() }).forecast(Sampling::Random);
        let small = Compiled::of(&scenario).forecast(Sampling::Random);
        let rows = |forecast: &Forecast| -> Vec<MeasureForecast> {
            let partners = forecast.partners.iter().flat_map(|(_, part)| part.rows.clone());
            forecast.programme.rows.iter().cloned().chain(partners).collect()
        };
        for (large, small) in rows(&large).iter().zip(rows(&small)) {
            let factor = if small.measure.is_money() { 4.0 } else { 1.0 };
            for (large, small) in amounts(large).iter().zip(amounts(&small)) {
                let off = (large - factor * small).abs();
                prop_assert!(off <= 1e-9 * large.abs() + 0.021, "{} {}", large, small);
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
    let wanted = Wanted { prices: true, causes: true, ..Wanted::default() };
    hold(8, scenarios::scenario(wanted), |scenario| {
        for sampling in [Sampling::Random, Sampling::Lhs] {
            let forecast = Compiled::of(&scenario).forecast(sampling);
            let whole = |measure| {
                let row = forecast.programme.row(Measure::Whole(measure), None).unwrap();
                (row.plan().unwrap(), row.summary().unwrap().mean)
            };
            let sum = |of: fn(&foresave::forecast::AreaForecast) -> foresave::forecast::AreaAmount| {
                let amounts = forecast.areas.iter().map(of);
                amounts.fold((0.0, 0.0), |sum, amount| (sum.0 + amount.plan, sum.1 + amount.mean))
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
    hold(6, scenarios::scenario(Wanted { prices: true, causes: true, ..Wanted::default() }), |scenario| {
        let compiled = Compiled::of(&scenario);
        let slots = (0..scenario.areas.len()).map(|area| Slot::Area(area, AreaSlot::GrossSaving)).collect();
        let areas = compiled.trials(slots, TRIALS);
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
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(8, scenarios::scenario(wanted), |scenario| {
        let forecast = Compiled::of(&scenario).forecast(Sampling::Random);
        for (place, whole) in forecast.programme.rows.iter().enumerate() {
            let divided = !matches!(
                whole.measure,
                Measure::Stock(Stock::AreasLive) | Measure::Whole(Whole::BenefitCostRatio | Whole::PaybackYear)
            );
            let parts = || forecast.partners.iter().map(|(_, part)| &part.rows[place]);
            if let (true, Some(summary)) = (divided, whole.summary()) {
                let mean: f64 = parts().map(|row| row.summary().unwrap().mean).sum();
                prop_assert!(
                    (mean - summary.mean).abs() < 0.005,
                    "{:?} {:?}: {} {}",
                    whole.measure,
                    whole.year,
                    mean,
                    summary.mean
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
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(1, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(&scenario);
        // More than one unit of work, so that threads share it; a stratified design has one in each replicate.
        for (sampling, trials) in [(Sampling::Random, 9_000), (Sampling::Lhs, 2_000), (Sampling::Sobol, 2_000)] {
            let first = settings(trials, sampling);
            let expected = format!("{:?}", compiled.simulate(first));
            let threads = [2, 3].map(|threads| Settings { threads: Some(threads), ..first });
            let narrower = Level::available().into_iter().filter(|level| *level != Level::widest());
            let levels = narrower.map(|level| Settings { level: Some(level), ..first });
            for settings in threads.into_iter().chain(levels) {
                prop_assert!(format!("{:?}", compiled.simulate(settings)) == expected, "{:?} differs", settings);
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
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(3, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(&scenario);
        for sampling in [Sampling::Random, Sampling::Lhs] {
            // More trials than the pilot has.
            let settings = settings(6_000, sampling);
            let outcomes = compiled.simulate(settings);
            let slots = compiled.plan.rows.shown.iter().map(|(slot, _)| *slot).collect();
            let values = compiled.trials_of(slots, settings);
            for (((slot, shown), tally), mut values) in compiled.plan.rows.shown.iter().zip(&outcomes.rows).zip(values)
            {
                values.retain(|value| !value.is_nan());
                if values.is_empty() || !matches!(shown, Shown::Amount | Shown::Whole(_)) {
                    continue;
                }
                values.sort_by(f64::total_cmp);
                for (p, counted) in PROBABILITIES.into_iter().zip(tally.quantiles()) {
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
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, partners: true, causes: true };
    hold(1, scenarios::scenario(wanted), |scenario| {
        let compiled = Compiled::of(&scenario);
        let slots: Vec<Slot> = compiled.plan.rows.shown.iter().map(|(slot, _)| *slot).collect();
        let (short, long) = (compiled.trials(slots.clone(), 10_000), compiled.trials(slots, 20_000));
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
    let wanted = Wanted { prices: true, risks: true, own: true, exit: true, ..Wanted::default() };
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
                let slots =
                    areas.into_iter().flat_map(|area| all.map(|slot| Slot::Area(area, slot))).filter(counted).collect();
                compiled.trials(slots, TRIALS)
            };
            let (before, after) = (Compiled::of(&scenario), Compiled::of(&larger));
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
