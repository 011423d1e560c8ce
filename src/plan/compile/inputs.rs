//! Inputs, and how their normal scores hang together (section 8).

use super::super::{Amount, Cause, Censor, Draw, Evidence, Input, Kind, Kinds, Known, Learning, Score, Seen};
use super::to_f64;
use crate::distribution::{Distribution, normal, score_correlation};
use crate::programme::{Area, AreaColumn, Correlation, InputId, Programme, Quantity};
use std::collections::BTreeMap;

/// Scores of observations are kept within this many standard deviations.
const FURTHEST_SCORE: f64 = 4.0;

/// Gathers the inputs of a programme.
pub struct InputBuilder<'a> {
    programme: &'a Programme,
    /// Which uncertainty is as the scenario has it.
    pub kinds: Kinds,
    inputs: Vec<Input>,
    ids: Vec<InputId>,
    places: BTreeMap<InputId, usize>,
    causes: Vec<Cause>,
    /// The cause of a column of an area.
    cause_of: BTreeMap<(usize, AreaColumn), (usize, f64)>,
    /// The parent of an input, and the score correlation.
    parents: BTreeMap<InputId, (InputId, f64)>,
}

impl<'a> InputBuilder<'a> {
    /// No inputs yet; the correlations are known.
    pub fn new(programme: &'a Programme, kinds: Kinds) -> Self {
        let mut builder = InputBuilder {
            programme,
            kinds,
            inputs: Vec::new(),
            ids: Vec::new(),
            places: BTreeMap::new(),
            causes: Vec::new(),
            cause_of: BTreeMap::new(),
            parents: BTreeMap::new(),
        };
        for correlation in &programme.correlations {
            builder.read(correlation);
        }
        builder
    }

    fn read(&mut self, correlation: &Correlation) {
        match correlation {
            Correlation::Across { name, column, members, rank } => {
                self.read_across(name, *column, &self.programme.members(members), *rank);
            }
            Correlation::Within { first, rest, rank } => {
                for area in 0..self.programme.areas.len() {
                    for column in rest {
                        self.depend(InputId::Area(area, *column), InputId::Area(area, *first), *rank);
                    }
                }
            }
            Correlation::Pair { first, second, rank } => self.depend(*second, *first, *rank),
        }
    }

    /// Fixed inputs take no part, and what was observed follows nothing.
    fn depend(&mut self, child: InputId, parent: InputId, rank: f64) {
        if self.is_uncertain(child) && !self.is_observed(child) && self.is_uncertain(parent) {
            self.parents.insert(child, (parent, score_correlation(rank)));
        }
    }

    /// Lets `child` follow `parent` with a correlation of scores.
    pub fn follow(&mut self, child: InputId, parent: InputId, score_correlation: f64) {
        self.parents.insert(child, (parent, score_correlation));
    }

    fn is_uncertain(&self, id: InputId) -> bool {
        match id {
            // Of a year whose growth is fixed too: the chain passes through it.
            InputId::Growth(..) => true,
            _ => id.quantity(self.programme).is_some_and(|quantity| quantity.law().is_some()),
        }
    }

    fn is_observed(&self, id: InputId) -> bool {
        let InputId::Area(area, column) = id else { return false };
        self.kinds.has(Kind::Delivery) && is_observed(&self.programme.areas[area], column)
    }

    /// What is known of a quantity of an area: of live areas where delivery so far counts, of others where lateness does.
    fn evidence(&self, area: usize, column: AreaColumn) -> Option<Evidence> {
        let kind = if self.programme.areas[area].is_live() { Kind::Delivery } else { Kind::Lateness };
        evidence(self.programme, area, column).filter(|_| self.kinds.has(kind))
    }

    fn read_across(&mut self, name: &str, column: AreaColumn, members: &[usize], rank: f64) {
        let rho = score_correlation(rank);
        let areas = &self.programme.areas;
        let uncertain: Vec<usize> = members.iter().copied().filter(|&a| areas[a][column].law().is_some()).collect();
        let evidence: Vec<Evidence> = uncertain.iter().filter_map(|&area| self.evidence(area, column)).collect();
        let cause = self.causes.len();
        self.causes.push(Cause {
            draw: Draw::named(name),
            column: column.name(),
            among: in_words(self.programme, members),
            learning: Learning::from_evidence(&evidence, rho),
            seen: seen(self.programme, column, &uncertain),
        });
        for area in uncertain {
            self.cause_of.insert((area, column), (cause, rho));
        }
    }

    /// A quantity of an area.
    pub fn area(&mut self, area: usize, column: AreaColumn) -> Amount {
        let quantity = &self.programme.areas[area][column];
        self.amount(InputId::Area(area, column), quantity)
    }

    /// A quantity that is drawn by `quantity` and clamped to its limits.
    pub fn amount(&mut self, id: InputId, quantity: &Quantity) -> Amount {
        match quantity {
            _ if !self.kinds.has_input(id) => Amount::Known(as_planned(id, quantity)),
            Quantity::Fixed(value) => Amount::Known(to_f64(value)),
            Quantity::Uncertain(law) => Amount::Drawn(self.input(id, law.clone())),
        }
    }

    /// The position of an input, added if it was not there.
    pub fn input(&mut self, id: InputId, law: Distribution) -> usize {
        if let Some(&place) = self.places.get(&id) {
            return place;
        }
        let draw = Draw::named(id.name(self.programme));
        let range = id.limits().ends();
        self.inputs.push(Input { id, draw, law, range, score: Score::Own, known: Known::Nothing, slot: None });
        self.ids.push(id);
        self.places.insert(id, self.inputs.len() - 1);
        self.inputs.len() - 1
    }

    /// The inputs with their parents, the causes, the inputs whose scores are kept (parents first), and how many.
    pub fn finish(mut self) -> (Vec<Input>, Vec<Cause>, Vec<usize>, usize) {
        let parents = std::mem::take(&mut self.parents);
        let mut order = Vec::new();
        let children: Vec<InputId> = parents.keys().copied().filter(|child| self.places.contains_key(child)).collect();
        for child in children {
            self.keep_score_of(parents[&child].0, &parents, &mut order);
        }
        for (child, (parent, rho)) in &parents {
            if let Some(&place) = self.places.get(child) {
                let slot = self.inputs[self.places[parent]].slot.expect("a parent's score is kept");
                self.inputs[place].score = parent_score(slot, *rho);
            }
        }
        for place in 0..self.inputs.len() {
            self.join_cause(place);
            self.condition(place);
        }
        let slots = order.len();
        (self.inputs, self.causes, order, slots)
    }

    /// Lets an input follow its common cause, if it has one.
    fn join_cause(&mut self, place: usize) {
        if let InputId::Area(area, column) = self.ids[place]
            && let Some(&(cause, rho)) = self.cause_of.get(&(area, column))
        {
            let (shared, own) = (libm::sqrt(rho), libm::sqrt((1.0 - rho).max(0.0)));
            self.inputs[place].score = Score::Common { cause, shared, own };
        }
    }

    /// Puts what is known of an input on its law, or, where other inputs have to do with it, on its score.
    fn condition(&mut self, place: usize) {
        let InputId::Area(area, column) = self.ids[place] else { return };
        let evidence = self.evidence(area, column);
        let input = &mut self.inputs[place];
        match evidence {
            None => {}
            Some(Evidence::Score(z)) => input.known = Known::Between(z, z),
            Some(Evidence::Between(low, high)) => input.known = Known::Between(low, high),
            Some(Evidence::AtLeast(_)) => {
                let Some(months) = months_lost(self.programme, area) else { return };
                if input.score == Score::Own && input.slot.is_none() {
                    input.law = input.law.given_at_least(months).unwrap_or_else(|_| input.law.clone());
                } else if let Some(censor) = censor(&input.law, months) {
                    input.known = Known::AtLeast(censor);
                }
            }
        }
    }

    /// Keeps the score of an input that others depend on, and before it those of its own ancestors.
    fn keep_score_of(&mut self, id: InputId, parents: &BTreeMap<InputId, (InputId, f64)>, order: &mut Vec<usize>) {
        let mut line = vec![id];
        while let Some(&(parent, _)) = parents.get(line.last().expect("a line of descent is not empty")) {
            line.push(parent);
        }
        for id in line.into_iter().rev() {
            let place = self.place_of_parent(id);
            self.inputs[place].slot.get_or_insert_with(|| {
                order.push(place);
                order.len() - 1
            });
        }
    }

    /// An input may be depended on although no result needs its value.
    fn place_of_parent(&mut self, id: InputId) -> usize {
        if let Some(&place) = self.places.get(&id) {
            return place;
        }
        let law = match id {
            InputId::Area(area, column) => self.programme.areas[area][column].law().cloned(),
            _ => None,
        };
        self.input(id, law.unwrap_or_else(|| Distribution::fixed(0.0)))
    }
}

/// What the plan takes a quantity to be: most likely, within its limits; no cost is overrun.
fn as_planned(id: InputId, quantity: &Quantity) -> f64 {
    if matches!(id, InputId::Area(_, column) if column.name() == "cost_overrun") {
        return 1.0;
    }
    let (least, greatest) = id.limits().ends();
    to_f64(&quantity.most_likely()).max(least).min(greatest)
}

fn parent_score(slot: usize, rho: f64) -> Score {
    Score::Parent { slot, rho, own: libm::sqrt((1.0 - rho * rho).max(0.0)) }
}

fn is_observed(area: &Area, column: AreaColumn) -> bool {
    match column {
        AreaColumn::SlippageMonths => area.is_live(),
        AreaColumn::Realisation => area.realised_share().is_some(),
        _ => false,
    }
}

/// `A - e_a` of section 3: how many months an area that could have gone live has lost; `None` where it
/// is live, or waits for an area that is not.
pub fn months_lost(programme: &Programme, area: usize) -> Option<f64> {
    let area = &programme.areas[area];
    let could_start = area.after.iter().all(|before| programme.areas[before.area].is_live());
    if area.is_live() || !could_start {
        return None;
    }
    let planned = f64::from(programme.horizon.months(area.go_live));
    Some(f64::from(programme.as_of_months()) - planned.max(floor_of_live(programme, area, Kinds::ALL)))
}

/// The latest `L_p + lag` over live predecessors; minus infinity without. What is known not to have happened goes by all
/// kinds, whichever a plan has.
pub fn floor_of_live(programme: &Programme, area: &Area, kinds: Kinds) -> f64 {
    let achieved = area.after.iter().filter_map(|before| {
        let predecessor = &programme.areas[before.area];
        let live = went_live(programme, predecessor, kinds).filter(|_| !kinds.leaves_out(predecessor))?;
        Some(live + to_f64(&before.lag_months))
    });
    achieved.fold(f64::NEG_INFINITY, f64::max)
}

/// The month in which a live area went live: as planned where delivery so far does not count.
pub fn went_live(programme: &Programme, area: &Area, kinds: Kinds) -> Option<f64> {
    let went_live = area.went_live()?;
    let counts = if kinds.has(Kind::Delivery) { went_live } else { area.go_live };
    Some(f64::from(programme.horizon.months(counts)))
}

/// What is known of a member of a common cause.
fn evidence(programme: &Programme, member: usize, column: AreaColumn) -> Option<Evidence> {
    let area = &programme.areas[member];
    let law = area[column].law()?;
    if let Some(value) = observed(programme, area, column) {
        return Some(observation(law, value));
    }
    let lost = months_lost(programme, member).filter(|_| column == AreaColumn::SlippageMonths)?;
    censor(law, lost).map(|censor| Evidence::AtLeast(censor.score))
}

/// The observed value of a quantity.
fn observed(programme: &Programme, area: &Area, column: AreaColumn) -> Option<f64> {
    match column {
        AreaColumn::SlippageMonths => {
            let earliest =
                f64::from(programme.horizon.months(area.go_live)).max(floor_of_live(programme, area, Kinds::ALL));
            Some(f64::from(programme.horizon.months(area.went_live()?)) - earliest)
        }
        AreaColumn::Realisation => Some(to_f64(&area.realised_share()?)),
        _ => None,
    }
}

/// What those of `members` did that were observed.
fn seen(programme: &Programme, column: AreaColumn, members: &[usize]) -> Option<Seen> {
    let areas = members.iter().map(|&member| &programme.areas[member]);
    let pairs: Vec<(f64, f64)> =
        areas.filter_map(|area| Some((observed(programme, area, column)?, area[column].law()?.mean()))).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
    (!pairs.is_empty()).then(|| Seen { observed: mean(|pair| pair.0), assumed: mean(|pair| pair.1) })
}

/// The score of an observation in its law, or the interval of scores of a step.
fn observation(law: &Distribution, value: f64) -> Evidence {
    let score = |below: f64, above: f64| {
        let z = if below < 0.5 { normal::quantile(below) } else { normal::upper_quantile(above) };
        z.clamp(-FURTHEST_SCORE, FURTHEST_SCORE)
    };
    let upper = score(law.cdf(value), law.survival(value));
    let lower = score(law.cdf_left(value), law.survival_left(value));
    if upper - lower > 1e-9 { Evidence::Between(step_end(lower), step_end(upper)) } else { Evidence::Score(upper) }
}

/// A step that begins or ends beyond the furthest score has no end there.
fn step_end(score: f64) -> f64 {
    if score <= -FURTHEST_SCORE {
        f64::NEG_INFINITY
    } else if score >= FURTHEST_SCORE {
        f64::INFINITY
    } else {
        score
    }
}

/// The condition that `months` have been lost; `None` where the law says so anyhow.
fn censor(law: &Distribution, months: f64) -> Option<Censor> {
    if law.cdf_left(months) <= 0.0 {
        return None;
    }
    let left = law.survival_left(months);
    if left > 0.0 {
        let below = law.cdf_left(months);
        let score = if below < 0.5 { normal::quantile(below) } else { normal::upper_quantile(left) };
        return Some(Censor { score, tail: None });
    }
    let mean_excess = law.given_at_least(months).map_or(0.0, |tail| tail.mean() - months);
    Some(Censor { score: FURTHEST_SCORE, tail: Some((months, mean_excess)) })
}

fn in_words(programme: &Programme, members: &[usize]) -> String {
    let areas = &programme.areas;
    if members.len() == areas.len() {
        return "all areas".into();
    }
    let portfolio = members.first().and_then(|&first| areas[first].portfolio.as_deref());
    let in_portfolio = |area: &usize| areas[*area].portfolio.as_deref() == portfolio;
    match portfolio {
        Some(name) if (0..areas.len()).filter(in_portfolio).eq(members.iter().copied()) => {
            format!("the areas of {name}")
        }
        _ => {
            let first: Vec<&str> = members.iter().take(3).map(|&area| areas[area].name.as_str()).collect();
            let more = if members.len() > 3 { format!(" and {} more", members.len() - 3) } else { String::new() };
            format!("{}{more}", first.join(", "))
        }
    }
}
