//! Charts: which a run has, and the files of all.

use super::{Failure, tell_notice};
use crate::diagnostic::nearest;
use crate::programme::{Measure, Programme};
use crate::report::ResultsFolder;
use crate::report::chart::{Chart, Picture, Undrawn, pictures};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::thread::available_parallelism;

/// Reads a measure that has a value for each year.
pub(super) fn measure(name: &str) -> Result<Measure, String> {
    let measure = Measure::parse(name).filter(|measure| measure.is_yearly());
    measure.ok_or_else(|| {
        let names: Vec<String> = Measure::yearly().map(Measure::name).collect();
        nearest(name, names.iter().map(String::as_str)).advice().unwrap_or_default()
    })
}

/// The measures to be charted beside the default ones: those of the scenario and those asked for.
pub(super) fn measures(programme: &Programme, asked: &[Measure]) -> Result<Vec<Measure>, Failure> {
    let of_groups = asked.iter().find(|measure| matches!(measure, Measure::Staffing(_)));
    match of_groups.filter(|_| programme.workforce.is_empty()) {
        Some(measure) => {
            let name = measure.name();
            Err(Failure::World(format!("`{name}` is measured of workforce groups, and the scenario has none")))
        }
        None => Ok(programme.charts.iter().chain(asked).copied().collect()),
    }
}

/// Draws charts on up to `threads` threads and writes each as SVG and as PNG; the pictures in the charts' order. `within`
/// stands before the names of the files: nothing, or a folder in the folder.
pub(super) fn write(
    charts: &[Chart],
    threads: Option<usize>,
    (folder, stop): (&ResultsFolder, &AtomicBool),
    within: &str,
) -> Result<Vec<Picture>, Failure> {
    let threads = threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from));
    let pictures = pictures(charts, threads, stop).map_err(|undrawn| match undrawn {
        Undrawn::Stopped => Failure::Interrupted,
        Undrawn::Picture(error) => Failure::World(error.to_string()),
    })?;
    for picture in &pictures {
        folder.write(&format!("{within}{}.svg", picture.stem), &picture.svg)?;
        folder.write(&format!("{within}{}.png", picture.stem), &picture.png)?;
    }
    let lacking: BTreeSet<char> = pictures.iter().flat_map(|picture| &picture.lacking).copied().collect();
    if !lacking.is_empty() {
        let stems = pictures.iter().filter(|picture| !picture.lacking.is_empty()).map(|picture| picture.stem.as_str());
        let (letters, places) = (in_words(&lacking), stems.collect::<Vec<_>>().join(", "));
        tell_notice(&format!(
            "the charts' typeface has no {letters}, which stand in {places}: in their place PNG pictures show boxes; SVG \
             files and tables keep them"
        ));
    }
    Ok(pictures)
}

/// `letters “中文”`, with how many more there are.
fn in_words(letters: &BTreeSet<char>) -> String {
    const MOST: usize = 24;
    let shown: String = letters.iter().take(MOST).collect();
    let more = letters.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("letters \u{201c}{shown}\u{201d}{more}")
}
