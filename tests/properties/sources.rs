//! Sources of chance: read one by one, drawn again, and shared by plans that are compared.

use super::{Compiled, bits, drawing, hold};
use crate::scenarios::{self, Area, Wanted as Features};
use foresave::engine::{Drawing, Together, Wanted, Watch};
use foresave::plan::{AreaSlot, Dimensions, Plan, RowId, Score, Source};
use foresave::programme::{Measure, Sampling, Whole};
use proptest::prelude::*;
use std::collections::BTreeSet;

const DESIGNS: [Sampling; 3] = [Sampling::Random, Sampling::Lhs, Sampling::Sobol];
const TRIALS: u64 = 512;

fn features() -> Features {
    Features { prices: true, risks: true, own: true, exit: true, partners: true, causes: true }
}

/// The values of all sources that depend on no other, with their names.
fn values(compiled: &Compiled, sampling: Sampling, redrawn: Option<&str>) -> Vec<(String, Vec<u64>)> {
    let mut drawing = drawing(TRIALS, sampling);
    drawing.redrawn.extend(redrawn.map(str::to_owned));
    let sources = alone(&compiled.plan);
    let wanted: Vec<Wanted> = sources.iter().map(|source| Wanted::Source(*source)).collect();
    let columns = compiled.sample(&wanted, &drawing);
    let name = |source: &Source| compiled.plan.draw_of(*source).name.clone();
    sources.iter().map(name).zip(columns.iter().map(|values| bits(values))).collect()
}

fn alone(plan: &Plan) -> Vec<Source> {
    let is_alone = |source: &Source| match *source {
        Source::Input(input) => plan.inputs[input].score == Score::Own,
        _ => true,
    };
    plan.sources().into_iter().filter(is_alone).collect()
}

#[test]
fn a_source_that_is_redrawn_has_other_values_and_no_other_has() {
    hold(1, scenarios::scenario(features()), |scenario| {
        let compiled = Compiled::of(scenario.read());
        for sampling in DESIGNS {
            let first = values(&compiled, sampling, None);
            for (name, _) in &first {
                let second = values(&compiled, sampling, Some(name));
                for ((other, before), (_, after)) in first.iter().zip(&second) {
                    prop_assert!((before == after) == (other != name), "{:?}: {} for {}", sampling, other, name);
                }
            }
        }
        Ok(())
    });
}

#[test]
fn a_source_has_the_values_that_the_kernel_draws() {
    // Whether an area that waits for none goes ahead is seen in its go-live.
    hold(4, scenarios::scenario(features()), |scenario| {
        let compiled = Compiled::of(scenario.read());
        for source in compiled.plan.sources() {
            let Source::GoesAhead(place) = source else { continue };
            let area = compiled.plan.areas[place].index;
            let wanted = [Wanted::Source(source), Wanted::Area(area, AreaSlot::GoLive)];
            let columns = compiled.sample(&wanted, &drawing(TRIALS, Sampling::Random));
            for (ahead, live) in columns[0].iter().zip(&columns[1]) {
                prop_assert!(*ahead == 1.0 || live.is_nan());
                prop_assert!(*ahead == 0.0 || !live.is_nan() || scenario.areas[area].after.is_some());
            }
        }
        Ok(())
    });
}

#[test]
fn plans_that_are_compared_share_the_values_of_sources_of_one_name() {
    hold(2, (scenarios::scenario(features()), scenarios::area()), |(scenario, area)| {
        let mut larger = scenario.clone();
        larger.areas.insert(0, Area { name: "A newcomer".into(), after: None, ..area });
        for area in &mut larger.areas[1..] {
            area.after = area.after.map(|before| before + 1);
        }
        let (before, mut after) = (Compiled::of(scenario.read()), Compiled::of(larger.read()));
        after.plan.number_draws(&Dimensions::over(&[&before.plan, &after.plan]));
        for sampling in DESIGNS {
            let first = values(&before, sampling, None);
            let second = values(&after, sampling, None);
            for (name, values) in &first {
                let same = second.iter().any(|(other, others)| other == name && others == values);
                prop_assert!(same, "{:?}: {}", sampling, name);
            }
        }
        Ok(())
    });
}

#[test]
fn figures_that_are_sampled_together_are_those_of_each_alone() {
    hold(4, (scenarios::scenario(features()), 1..18i32), |(scenario, months)| {
        let mut later = scenario.clone();
        later.areas.iter_mut().filter(|area| !area.live).for_each(|area| area.go_live += months);
        let (now, later) = (Compiled::of(scenario.read()), Compiled::of(later.read()));
        let without = now.plan.without(&now.programme, &now.plan.takeable(&now.programme));
        let id = RowId { part: 0, measure: Measure::Whole(Whole::HorizonNetSaving), year: 0 };
        let names = now.plan.sources().into_iter().map(|source| now.plan.draw_of(source).name.clone());
        let (some, others): (BTreeSet<String>, BTreeSet<String>) = names.partition(|name| name.len() % 2 == 0);
        let plans = [&now.plan, &later.plan, &without];
        let first = plans.into_iter().map(|plan| Together::new(plan, id));
        let redrawn = [some, others].map(|redrawn| Together { redrawn, ..Together::new(&now.plan, id) });
        let figures: Vec<Together> = first.chain(redrawn).collect();
        for sampling in DESIGNS {
            let drawing = drawing(TRIALS + 100, sampling);
            let together = now.engine.sample_together(&figures, &drawing, &Watch::default()).unwrap();
            for (figure, sample) in figures.iter().zip(together) {
                let drawing = Drawing { redrawn: figure.redrawn.clone(), ..drawing.clone() };
                let alone = now.engine.sample(figure.plan, &figure.wanted, &drawing, &Watch::default()).unwrap();
                prop_assert_eq!(bits(&sample.only()), bits(&alone.only()), "{:?}", sampling);
            }
        }
        Ok(())
    });
}

/// What a trial draws does not depend on the trials beside it; what follows from it does by the rounding alone.
#[test]
fn trials_that_are_run_by_their_numbers_are_those_of_all() {
    hold(
        4,
        (scenarios::scenario(features()), prop::collection::btree_set(0..TRIALS, 0..200)),
        |(scenario, numbers)| {
            let compiled = Compiled::of(scenario.read());
            let sources = compiled.plan.sources().into_iter().map(Wanted::Source);
            let figure = RowId { part: 0, measure: Measure::Whole(Whole::HorizonNetSaving), year: 0 };
            let wanted: Vec<Wanted> = sources.chain([Wanted::Figure(figure)]).collect();
            let all = drawing(TRIALS, Sampling::Random);
            let some = all.only(numbers.iter().copied().collect());
            let (all, some) = (compiled.sample(&wanted, &all), compiled.sample(&wanted, &some));
            for (of, (all, some)) in wanted.iter().zip(all.iter().zip(&some)) {
                let picked: Vec<f64> = numbers.iter().map(|trial| all[*trial as usize]).collect();
                match of {
                    Wanted::Figure(_) => prop_assert!(picked.iter().zip(some).all(|(a, b)| (a - b).abs() < 1e-6)),
                    _ => prop_assert_eq!(bits(&picked), bits(some), "{:?}", of),
                }
                prop_assert_eq!(some.len(), numbers.len());
            }
            Ok(())
        },
    );
}
