//! Rates that change by steps, as plans by year have them.

/// A rate of £ a month that is 0 before 0, and changes at some of the months after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// When it changes, months, ascending, and by how much.
    pub rises: Vec<(f64, f64)>,
    /// What it is in the end.
    pub last: f64,
}

impl Steps {
    /// The steps between levels, each from a month on until the next.
    pub fn between(levels: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut steps = Steps::default();
        for (from, level) in levels {
            if level != steps.last {
                steps.rises.push((from, level - steps.last));
                steps.last = level;
            }
        }
        steps
    }

    /// From when on it stays as it is, months.
    pub fn settles(&self) -> f64 {
        self.rises.last().map_or(0.0, |(at, _)| *at)
    }

    /// The rate just before `x`.
    pub fn level(&self, x: f64) -> f64 {
        self.rises.iter().take_while(|(at, _)| *at < x).map(|(_, rise)| rise).sum()
    }

    /// What comes of it up to `x`, £.
    pub fn integral(&self, x: f64) -> f64 {
        self.rises.iter().map(|(at, rise)| rise * (x - at).max(0.0)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_that_stay_are_no_steps() {
        let steps = Steps::between([(0.0, 5.0), (6.0, 10.0), (18.0, 10.0), (30.0, 4.0)]);
        assert_eq!(steps.rises, [(0.0, 5.0), (6.0, 5.0), (30.0, -6.0)]);
        assert_eq!((steps.last, steps.settles()), (4.0, 30.0));
        assert_eq!([0.0, 6.0, 6.5, 30.0, 31.0].map(|x| steps.level(x)), [0.0, 5.0, 10.0, 10.0, 4.0]);
        assert_eq!([-1.0, 6.0, 30.0, 31.0].map(|x| steps.integral(x)), [0.0, 30.0, 270.0, 274.0]);
        assert_eq!(Steps::between([]).integral(7.0), 0.0);
    }
}
