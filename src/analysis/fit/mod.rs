//! From what happened before to the distribution to write in a scenario.
//!
//! Laws are fitted by maximum likelihood to the values of a column, rows that are not finished by the probability of
//! what lies above them; each is judged by its AICc and by how often chance alone would put a sample as far from the
//! law fitted to it (a parametric bootstrap of the distance of Anderson and Darling). Where many values are exactly
//! zero, laws are fitted to the others beside the share of zero.

mod candidate;
mod digits;
mod distance;
mod estimate;
mod law;
mod maximise;
mod survival;
mod verdict;

pub use candidate::{Candidate, PERCENTILES};
pub use law::Interval;
pub use survival::Step;
pub use verdict::Verdict;

use crate::distribution::Distribution;
use crate::engine::{Engine, Interrupted, Watch};
use crate::programme::{InputFile, Unit};
use crate::scenario::Cases;
use candidate::Fitting;
use law::Family;

/// Laws beside the values of a column.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The heading of the column.
    pub column: String,
    /// The file that it is in.
    pub file: InputFile,
    /// What its values are.
    pub unit: Unit,
    /// What was asked.
    pub question: Question,
    /// Its values.
    pub observations: Observations,
    /// The laws, in a fixed order.
    pub candidates: Vec<Candidate>,
    /// The share above each value, where rows are not finished; else empty.
    pub survival: Vec<Step>,
    /// What to take.
    pub verdict: Verdict,
}

impl Fit {
    /// What the results of a fit to a column are called.
    pub fn title_of(cases: &Cases) -> String {
        format!("{} of {}", cases.column, cases.file.name)
    }

    /// What its results are called.
    pub fn title(&self) -> String {
        format!("{} of {}", self.column, self.file.name)
    }
}

/// What is asked beside the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The interval of laws that need one.
    pub within: Option<Interval>,
    /// The seed of the samples that are fitted again.
    pub seed: u64,
}

/// The values of a column, for laws.
#[derive(Clone, Debug, PartialEq)]
pub struct Observations {
    /// Values of rows that are finished, ascending; without those that are zero where these are a share of their own.
    pub cases: Vec<f64>,
    /// Lower bounds of those that are not.
    pub bounds: Vec<f64>,
    /// Values that are zero, where these are a share of their own.
    pub nils: usize,
    /// Rows without a value.
    pub blanks: usize,
    /// Bounds of zero or less, which say nothing beside a share of zero.
    pub uncounted: usize,
}

impl Observations {
    /// From the rows of a column: a share of zero is one of its own where at least two values, and a twentieth of all,
    /// are zero and the others positive.
    fn new(cases: &Cases) -> Self {
        let mut values = cases.finished.clone();
        values.sort_by(f64::total_cmp);
        let mut all =
            Observations { cases: values, bounds: cases.bounds.clone(), nils: 0, blanks: cases.blanks, uncounted: 0 };
        let nils = all.cases.iter().filter(|&&value| value == 0.0).count();
        let bounds: Vec<f64> = all.bounds.iter().copied().filter(|&bound| bound > 0.0).collect();
        let is_share = nils >= 2 && 20 * nils >= all.cases.len() + bounds.len() && all.cases[0] >= 0.0;
        if is_share && nils < all.cases.len() {
            all.uncounted = all.bounds.len() - bounds.len();
            all.cases.retain(|&value| value > 0.0);
            (all.nils, all.bounds) = (nils, bounds);
        }
        all
    }

    /// How many rows are counted.
    pub fn rows(&self) -> usize {
        self.finished() + self.bounds.len()
    }

    /// How many of them are finished.
    pub fn finished(&self) -> usize {
        self.cases.len() + self.nils
    }

    /// All values of rows that are finished, ascending.
    pub fn all_cases(&self) -> Vec<f64> {
        [vec![0.0; self.nils], self.cases.clone()].concat()
    }

    /// The share that is zero.
    fn share_of_nil(&self) -> f64 {
        self.nils as f64 / self.rows() as f64
    }

    fn log_likelihood_of_nil(&self) -> f64 {
        if self.nils == 0 {
            return 0.0;
        }
        let (nils, others) = (self.nils as f64, (self.rows() - self.nils) as f64);
        let share = self.share_of_nil();
        nils * libm::log(share) + others * libm::log1p(-share)
    }

    /// A law of the positive values with the share of zero.
    fn mixed(&self, law: Distribution) -> Distribution {
        if self.nils == 0 {
            return law;
        }
        let share = self.share_of_nil();
        let parts = vec![(Distribution::fixed(0.0), share), (law, 1.0 - share)];
        Distribution::mixture(parts).expect("two parts have weights above 0")
    }

    /// The text of a law with the share of zero, to three decimals or as few as say it exactly.
    fn text_of_mixture(&self, law: &str) -> String {
        if self.nils == 0 {
            return law.to_owned();
        }
        let thousandths = (1000.0 * self.share_of_nil()).round();
        let (share, rest) = (thousandths / 1000.0, (1000.0 - thousandths) / 1000.0);
        format!("mixture(0: {share}, {law}: {rest})")
    }
}

/// Fits every law to the values of a column.
///
/// # Errors
/// Where the watch says stop.
pub fn fit(cases: &Cases, question: Question, engine: &Engine, watch: &Watch) -> Result<Fit, Interrupted> {
    let observations = Observations::new(cases);
    let fitting = Fitting { observations: &observations, seed: question.seed, engine, watch };
    let mut families = vec![Family::Normal, Family::Exponential, Family::Lognormal, Family::Gamma, Family::Weibull];
    families.extend(question.within.into_iter().flat_map(|on| [Family::Beta(on), Family::Pert(on)]));
    let mut candidates = families.into_iter().map(|family| fitting.of_family(family)).collect::<Result<Vec<_>, _>>()?;
    candidates.push(fitting.metalog());
    candidates.push(candidate::history(&observations, cases.as_history()));
    let verdict = verdict::choose(&mut candidates, observations.finished());
    let survival = match observations.bounds.is_empty() {
        true => Vec::new(),
        false => survival::kaplan_meier(&observations.all_cases(), &observations.bounds),
    };
    Ok(Fit {
        column: cases.column.clone(),
        file: cases.file.clone(),
        unit: cases.unit,
        question,
        observations,
        candidates,
        survival,
        verdict,
    })
}
