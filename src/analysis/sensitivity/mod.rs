//! What drives the spread of a figure: shares of its variance, what moves it most, what each thing taken out would change,
//! and how far a driver must move before a criterion turns.
//!
//! By section 9 of the model a trial is a function of independent uniforms, each with a name: the *sources* of chance.
//! Correlated inputs need no special case: their common cause is a source of its own, and what one input passes on to
//! another counts for the first.

mod gathering;
mod indices;
mod switching;
mod tornado;
mod without;

pub use gathering::By;
pub use indices::{GroupShares, Shares};
pub use switching::{Switch, SwitchAt};
pub use tornado::{Bar, Ends};
pub use without::{Without, WithoutKind};

use super::asking::Asking;
use super::basis::Basis;
use super::figure::{Figure, FigurePlan};
use super::solve::Criterion;
use crate::forecast::{Estimate, Trouble};
use crate::programme::{Direction, Measure, Programme, Whole};

/// What is asked of the spread of a figure.
#[derive(Clone, Debug)]
pub struct Question {
    /// The figure.
    pub figure: Figure,
    /// Whether a measure was asked for, or is the usual one.
    pub is_usual: bool,
    /// Whether each source stands alone, in place of groups by kind and by area.
    pub by_source: bool,
    /// The share of the trials that must meet the target, for switching values.
    pub confidence: f64,
}

/// What drives the spread of a figure.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// The programme and the trials.
    pub basis: Basis,
    /// The figure.
    pub figure: Figure,
    /// Shares of the variance, by group; of the chance of the target where there is one.
    pub indices: Vec<GroupShares>,
    /// Its mean.
    pub mean: Estimate,
    /// What moves the figure, the strongest first.
    pub tornado: Vec<Bar>,
    /// What taking things out would change.
    pub without: Vec<Without>,
    /// The figure of the switching values.
    pub switching_figure: Figure,
    /// Their criterion.
    pub criterion: Criterion,
    /// How far drivers must move.
    pub switching: Vec<Switch>,
}

impl Sensitivity {
    /// Whether the figure is the same in every trial.
    pub fn is_certain(&self) -> bool {
        self.indices.iter().all(|group| group.shares.is_none())
    }
}

/// Asks what drives the spread of a figure.
///
/// # Errors
/// Where the plan is too large to be counted exactly, or the watch says stop.
pub fn sensitivity(programme: &Programme, question: Question, asking: Asking) -> Result<Sensitivity, Trouble> {
    let figure = &question.figure;
    let subject = Subject { programme, plan: figure.plan(programme)?, asking };
    let indices = indices::indices(&subject, question.by_source)?;
    let (base, tornado) = tornado::tornado(&subject)?;
    let mean = base.mean().estimate();
    let without = without::without(&subject, base)?;
    let (switching_figure, criterion) = turned(&question);
    let switching = switching::switching(programme, (&switching_figure, criterion), asking)?;
    Ok(Sensitivity {
        basis: Basis::of(programme, asking.drawing),
        indices,
        mean,
        tornado,
        without,
        switching_figure,
        criterion,
        switching,
        figure: question.figure,
    })
}

/// What must turn: the chance of the target, or else the mean of the figure, which is the net present value where none
/// was asked for.
fn turned(question: &Question) -> (Figure, Criterion) {
    let figure = match question.is_usual {
        true => Figure { measure: Measure::Whole(Whole::Npv), year: None, ..question.figure.clone() },
        false => question.figure.clone(),
    };
    let zero = || Criterion::new(figure.measure, Direction::AtLeast, 0.0, None);
    let criterion = Criterion::of_target(&figure, Some(question.confidence)).unwrap_or_else(zero);
    (figure, criterion)
}

/// A programme, its plan with the figure, and who computes.
struct Subject<'a> {
    programme: &'a Programme,
    plan: FigurePlan,
    asking: Asking<'a>,
}

impl Subject<'_> {
    /// How many runs are made at a time.
    fn fits_together(&self) -> usize {
        self.asking.engine.fits_together(self.programme.areas.len(), self.asking.drawing.trials)
    }
}
