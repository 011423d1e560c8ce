//! Which law to take, and whether the values could choose it.

use super::Candidate;

/// Below so many finished values, nothing chooses between laws.
pub const FEWEST_TO_CHOOSE: usize = 8;
/// Below so many, they are no distribution of their own.
const FEWEST_OF_HISTORY: usize = 5;
/// Laws with a p-value below this do not fit.
pub const LEAST_P: f64 = 0.05;
/// Laws whose AICc is less than this above the best are not told apart (Burnham and Anderson 2002, section 2.6).
const TOLD_APART: f64 = 2.0;

/// What the values say of the choice.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// A law fits and has the least AICc; those named are hardly worse.
    Law {
        /// Positions among the candidates of those that are not told apart from it, the nearest first.
        beside: Vec<usize>,
    },
    /// None of the laws fits: the values themselves.
    NoneFits,
    /// There are too few values to choose by: the values themselves.
    TooFew,
    /// There are so few that only judgement is left.
    Judgement,
}

/// Marks the best of the candidates, where there is one. `finished` rows have a value.
pub(super) fn choose(candidates: &mut [Candidate], finished: usize) -> Verdict {
    let history = |candidates: &mut [Candidate]| {
        candidates
            .iter_mut()
            .filter(|candidate| candidate.law == "history")
            .for_each(|it| it.is_best = it.text.is_some());
    };
    if finished < FEWEST_OF_HISTORY {
        return Verdict::Judgement;
    }
    if finished < FEWEST_TO_CHOOSE {
        history(candidates);
        return Verdict::TooFew;
    }
    let mut fitting: Vec<(f64, usize)> = (candidates.iter().enumerate())
        .filter(|(_, candidate)| candidate.ad_p.is_none_or(|p| p >= LEAST_P))
        .filter_map(|(at, candidate)| Some((candidate.aicc?, at)))
        .collect();
    fitting.sort_by(|one, other| one.0.total_cmp(&other.0));
    let Some(&(least, best)) = fitting.first() else {
        history(candidates);
        return Verdict::NoneFits;
    };
    candidates[best].is_best = true;
    let beside = fitting[1..].iter().filter(|(aicc, _)| aicc - least < TOLD_APART).map(|(_, at)| *at).collect();
    Verdict::Law { beside }
}
