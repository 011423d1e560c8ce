//! Where things stand in a picture, for pages in which a point can be chosen.

use super::super::data::{Chart, Plane, Unit};
use super::{axes, frame, rows};

/// Where years or rows stand in a chart's picture, in units of its view box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Their names, with the distance from the left, or from the top.
    pub of: Vec<(String, f64)>,
    /// Whether they are distances from the top.
    pub are_down: bool,
}

impl Chart {
    /// Where its years or rows stand; of a chart of amounts nothing.
    pub fn places(&self) -> Places {
        match &self.plane {
            Plane::Axes(axes) => {
                let Unit::Year(first) = axes.x.unit else { return Places::default() };
                let plane = frame::plane(self, &axes::Layout::of(axes));
                let at = |tick: f64| plane.left + plane.width() * axes.x.share(tick);
                let years = axes.x.ticks.iter().map(|&tick| (first.plus(tick as i32).to_string(), at(tick)));
                Places { of: years.collect(), are_down: false }
            }
            Plane::Rows(data) => {
                let layout = rows::Layout::of(data);
                let plane = frame::plane(self, &layout);
                let places = layout.places(plane);
                let of = places.map(|(row, bounds)| (data.rows[row].name.clone(), (bounds.top + bounds.bottom) / 2.0));
                Places { of: of.collect(), are_down: true }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::chart::{charts, example::alliance};

    #[test]
    fn years_stand_from_left_to_right_and_areas_from_top_to_bottom() {
        let forecast = alliance();
        let charts = charts(&forecast, &[]);
        let places = |stem: &str| charts.iter().find(|chart| chart.stem == stem).unwrap().places();
        let (years, areas) = (places("cumulative"), places("areas"));
        assert_eq!(years.of.len(), 6);
        assert_eq!((years.of[0].0.as_str(), years.are_down, areas.are_down), ("2017/18", false, true));
        assert!(
            years.of.is_sorted_by(|one, other| one.1 < other.1) && areas.of.is_sorted_by(|one, other| one.1 < other.1)
        );
        assert!(areas.of.iter().all(|(name, _)| forecast.areas.iter().any(|area| area.name == *name)), "{areas:?}");
        assert!(places("distribution").of.is_empty());
    }
}
