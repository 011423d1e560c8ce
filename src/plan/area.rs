//! Areas, as the kernel runs them.

use super::implementation::ImplementationPlan;
use super::input::{Amount, Chance};
use super::steps::Steps;

/// A business area.
#[derive(Clone, Debug)]
pub struct AreaPlan {
    /// Its position in the scenario.
    pub index: usize,
    /// When it goes live.
    pub timing: Timing,
    /// `G`, months.
    pub planned: f64,
    /// `Z`, months; infinite where it never ends.
    pub ends: f64,
    /// `B`; of savings by year 12, so that their steps are multiples of £1 a month.
    pub annual_saving: Amount,
    /// `p`, £ a month by months after go-live, where savings are by year.
    pub saving_by_year: Option<Steps>,
    /// `r`.
    pub realisation: Amount,
    /// `E`.
    pub embedding: Amount,
    /// `w`.
    pub workforce_lag: Amount,
    /// `f`.
    pub pay_share: Amount,
    /// `c`.
    pub cashable_share: Amount,
    /// `C`.
    pub running_cost: Amount,
    /// What the plan still has to spend at the data date.
    pub implementation: Option<ImplementationPlan>,
    /// `D`.
    pub delay_cost: Amount,
    /// `N`.
    pub posts: Amount,
    /// Whether its posts are of a workforce group, so that the turnover they need is counted.
    pub in_workforce: bool,
    /// `q U` of each post.
    pub redundancy_share: Amount,
    /// `U`.
    pub redundancy_cost: Amount,
    /// Risks with a loss of saving that strike it, by position; ascending by date where all have one.
    pub losses: Vec<usize>,
    /// Parts other than the programme that it belongs to: (part, weight of savings, weight of costs), the
    /// partner's weights being those beyond the programme's rule.
    pub parts: Vec<PartWeight>,
    /// Its own gross saving, total cost, and reported grant before the data date, over all years.
    pub past: AreaPast,
}

/// What an area adds to a part.
#[derive(Clone, Copy, Debug)]
pub struct PartWeight {
    /// Position in [`Plan::parts`](super::Plan::parts).
    pub part: usize,
    /// Weight of its savings, run rate and posts.
    pub savings: f64,
    /// Weight of its costs.
    pub costs: f64,
    /// Weight in the number of live areas.
    pub count: f64,
}

/// What an area brought and cost before the data date, £.
#[derive(Clone, Copy, Debug, Default)]
pub struct AreaPast {
    /// Gross saving.
    pub gross_saving: f64,
    /// Cost.
    pub cost: f64,
    /// Reported grants.
    pub grant: f64,
}

/// When an area goes live.
#[derive(Clone, Debug)]
pub enum Timing {
    /// It did.
    Live {
        /// `W`, months.
        at: f64,
    },
    /// It may.
    Ahead {
        /// The earliest month that it may go live in: the data date, or minus infinity where it may have been live since.
        not_before: f64,
        /// `s`.
        slippage: Amount,
        /// The latest `L_p + lag` of its live predecessors; minus infinity without.
        floor: f64,
        /// Predecessors that are not live: position in the order of [`Plan::areas`](super::Plan::areas), lag in months.
        after: Vec<(usize, f64)>,
        /// Areas not live that must go ahead: positions in the order of [`Plan::areas`](super::Plan::areas).
        requires: Vec<usize>,
        /// Its own chance; `None` where it is certain.
        chance: Option<Chance>,
        /// Risks with a delay that strike it, by position.
        delays: Vec<usize>,
    },
}
