//! One value with certainty.

use super::ClosedForm;
use super::law::Law;
use super::level::{Level, Tails};

/// The law of a quantity that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fixed(pub(super) f64);

impl Law for Fixed {
    fn support(&self) -> (f64, f64) {
        (self.0, self.0)
    }

    fn quantile(&self, _: Level) -> f64 {
        self.0
    }

    fn tails(&self, x: f64) -> Tails {
        if x < self.0 { Tails::LEFT_OF_ALL } else { Tails::RIGHT_OF_ALL }
    }

    fn tails_before(&self, x: f64) -> Tails {
        if x <= self.0 { Tails::LEFT_OF_ALL } else { Tails::RIGHT_OF_ALL }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.0]
    }

    fn mean(&self) -> f64 {
        self.0
    }

    fn sd(&self) -> f64 {
        0.0
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::Linear { low: self.0, width: 0.0 })
    }
}
