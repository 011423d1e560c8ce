//! Charts as files, drawn side by side.

use super::data::Chart;
use super::painter::{Canvas, PictureError, lacks};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, scope};

/// A chart as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The name of its files without ending.
    pub stem: String,
    /// The SVG document.
    pub svg: String,
    /// The PNG picture.
    pub png: Vec<u8>,
    /// The SVG document without the notes at its foot that a report says itself.
    pub svg_in_reports: String,
    /// How much of the height of the PNG picture a report shows, for the same reason: hundredths of a per cent.
    pub shown_in_reports: u32,
    /// Letters of which its typeface has no picture, in the PNG boxes.
    pub lacking: BTreeSet<char>,
}

/// Why charts were not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undrawn {
    /// Somebody stopped it.
    Stopped,
    /// A picture could not be made.
    Picture(PictureError),
}

/// Draws `charts`, in their order, on up to `threads` threads; with as many as can be started.
///
/// # Errors
/// Where `stop` was set, which is looked at before each chart, or a picture would be too large.
pub fn pictures(charts: &[Chart], threads: usize, stop: &AtomicBool) -> Result<Vec<Picture>, Undrawn> {
    let next = AtomicUsize::new(0);
    let drawn = Mutex::new(vec![Err(Undrawn::Stopped); charts.len()]);
    let work = || {
        let mut canvas = Canvas::default();
        while let Some(place) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&place| place < charts.len()) {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let picture = picture(&charts[place], &mut canvas);
            drawn.lock().unwrap_or_else(PoisonError::into_inner)[place] = picture;
        }
    };
    scope(|scope| {
        for _ in 1..threads.min(charts.len()) {
            // Where no thread can be started this one draws them all.
            let _ = Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    drawn.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
}

fn picture(chart: &Chart, canvas: &mut Canvas) -> Result<Picture, Undrawn> {
    let drawing = chart.drawn();
    let png = canvas.picture(&drawing).map_err(Undrawn::Picture)?;
    let svg = drawing.to_svg(&chart.title, &chart.alternative());
    let lacking = drawing.words.iter().flat_map(|words| words.text.chars()).filter(|&letter| lacks(letter)).collect();
    let in_reports = drawing.in_reports();
    let shown_in_reports = (10_000.0 * in_reports.height / drawing.height).round() as u32;
    let svg_in_reports = in_reports.to_svg(&chart.title, &chart.alternative());
    Ok(Picture { stem: chart.stem.clone(), svg, png, svg_in_reports, shown_in_reports, lacking })
}

#[cfg(test)]
mod tests {
    use super::super::{charts, example::alliance};
    use super::*;

    #[test]
    fn pictures_are_the_same_on_any_number_of_threads_and_in_order() {
        let charts = charts(&alliance(), &[]);
        let going = AtomicBool::new(false);
        let one = pictures(&charts, 1, &going).unwrap();
        assert_eq!(one, pictures(&charts, 3, &going).unwrap());
        assert!(one.iter().zip(&charts).all(|(picture, chart)| picture.stem == chart.stem));
        assert_eq!(one[0].png, charts[0].to_png().unwrap());
    }

    #[test]
    fn a_stop_is_heeded_before_the_first_chart() {
        assert_eq!(pictures(&charts(&alliance(), &[]), 2, &AtomicBool::new(true)), Err(Undrawn::Stopped));
    }

    #[test]
    fn letters_without_a_picture_are_named_once() {
        let mut forecast = alliance();
        forecast.title = "Alliance 中文 中".into();
        let pictures = pictures(&charts(&forecast, &[])[..1], 1, &AtomicBool::new(false)).unwrap();
        assert_eq!(pictures[0].lacking.iter().collect::<String>(), "中文");
    }
}
