//! What drawing costs: all charts of a programme as SVG and as PNG, beside simulating it.

use super::clock;
use super::engine::in_the_repository;
use super::size::Size;
use super::table::{self, Goal};
use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast::forecast;
use foresave::programme::Sampling;
use foresave::report::chart::{charts, pictures};
use foresave::scenario::{self, Files};
use std::sync::atomic::AtomicBool;

/// Processor time of all charts of Dorset, and over that of its default run.
pub fn measure(size: Size) {
    let dorset = in_the_repository(&["scenarios", "dorset-devon-cornwall", "scenario.toml"]);
    let programme = scenario::read(&Files::at(&dorset)).expect("a shipped scenario has no faults").programme;
    let (engine, drawing) = (Engine::new(None), Drawing::new(100_000, 1, Sampling::Lhs));
    let run = || forecast(&programme, &engine, &drawing, &Watch::default()).expect("nobody stops it").forecast;
    let forecast = run();
    let draw = || pictures(&charts(&forecast, &[]), 2, &AtomicBool::new(false)).expect("nobody stops it");
    let drawn = draw();
    assert!(
        drawn.iter().all(|picture| picture.svg.ends_with("</svg>\n") && picture.png.ends_with(b"IEND\xAE\x42\x60\x82"))
    );
    let [drawing, simulating] = clock::in_turn(
        size.pick(3, 20),
        [&mut || clock::once(clock::processor, draw, 1), &mut || clock::once(clock::processor, run, 1)],
    );
    let megabytes = drawn.iter().map(|picture| picture.svg.len() + picture.png.len()).sum::<usize>() as f64 / 1e6;
    let what = format!("all {} charts as SVG and PNG", drawn.len());
    table::figure("dorset", &format!("{what}, processor time"), drawing.best / 1e6, " ms", Some(Goal::AtMost(200.0)));
    table::figure("dorset", &format!("{what}, size"), megabytes, " MB", None);
    table::ratio(
        "dorset",
        "charts over simulating 100,000 trials",
        Some(&drawing),
        drawing.best / simulating.best,
        None,
    );
}
