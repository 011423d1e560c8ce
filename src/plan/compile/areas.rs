//! Areas in the order in which they can be evaluated (sections 2 to 4).

use super::super::{
    Amount, AreaPast, AreaPlan, Chance, Draw, ImplementationPlan, Kind, Kinds, PartPlan, PartWeight, SpendPlan, Steps,
    Timing,
};
use super::inputs::{InputBuilder, floor_of_live, went_live};
use super::to_f64;
use crate::plan::Lines;
use crate::plan::Part;
use crate::programme::{
    Area, AreaColumn, Flow, InputId, Occurrence, Programme, Quantity, RiskColumn, SavingLevel, Terms, YearsSpend,
};
use rust_decimal::Decimal;

/// All areas, predecessors and requirements first.
pub fn areas(
    programme: &Programme,
    past: &Lines,
    parts: &[(Part, PartPlan)],
    inputs: &mut InputBuilder,
) -> Vec<AreaPlan> {
    let order = evaluation_order(programme);
    let mut place_of = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        place_of[index] = place;
    }
    let compiler = AreaCompiler { programme, past, parts, place_of };
    order.into_iter().map(|index| compiler.area(index, inputs)).collect()
}

/// The areas such that each comes after its predecessors and requirements, otherwise in the order of the file.
fn evaluation_order(programme: &Programme) -> Vec<usize> {
    let needs = |area: &Area| -> Vec<usize> {
        area.after.iter().map(|before| before.area).chain(area.requires.iter().copied()).collect()
    };
    let mut needed_by = vec![Vec::new(); programme.areas.len()];
    let mut waiting: Vec<usize> = Vec::new();
    for (index, area) in programme.areas.iter().enumerate() {
        let needs = needs(area);
        waiting.push(needs.len());
        needs.into_iter().for_each(|before| needed_by[before].push(index));
    }
    let mut ready: std::collections::BTreeSet<usize> = (0..waiting.len()).filter(|&area| waiting[area] == 0).collect();
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(area) = ready.pop_first() {
        order.push(area);
        for &next in &needed_by[area] {
            waiting[next] -= 1;
            if waiting[next] == 0 {
                ready.insert(next);
            }
        }
    }
    assert_eq!(order.len(), programme.areas.len(), "the precedence of areas has no cycle");
    order
}

struct AreaCompiler<'a> {
    programme: &'a Programme,
    past: &'a Lines,
    parts: &'a [(Part, PartPlan)],
    place_of: Vec<usize>,
}

impl AreaCompiler<'_> {
    fn area(&self, index: usize, inputs: &mut InputBuilder) -> AreaPlan {
        let area = &self.programme.areas[index];
        if inputs.kinds.leaves_out(area) {
            return self.left_out(index);
        }
        let timing = self.timing(area, index, inputs);
        let live = match timing {
            Timing::Live { at } => Some(at),
            Timing::Ahead { .. } => None,
        };
        let posts = inputs.area(index, AreaColumn::PostsRemoved);
        let workforce_lag = inputs.area(index, AreaColumn::WorkforceLagMonths);
        let cash = self.programme.prices.terms == Terms::Cash;
        let splits = cash || !workforce_lag.is(0.0);
        let nothing_saved = !area.saves();
        let saving_by_year = self.saving_by_year(area);
        let realisation = match area.realised_share() {
            _ if !inputs.kinds.has(if area.is_live() { Kind::Delivery } else { Kind::Shortfall }) => Amount::Known(1.0),
            Some(share) => Amount::Known(to_f64(&share)),
            None if nothing_saved && posts.is(0.0) => Amount::Known(1.0),
            None => inputs.area(index, AreaColumn::Realisation),
        };
        let is_embedded = live.is_some_and(|live| self.is_embedded(area, live, inputs.kinds));
        let mut amount = |column: AreaColumn| inputs.area(index, column);
        let embedding = if is_embedded { Amount::ZERO } else { amount(AreaColumn::EmbeddingMonths) };
        AreaPlan {
            index,
            planned: self.months(area.go_live),
            ends: area.ends.map_or(f64::INFINITY, |ends| self.months(ends)),
            annual_saving: match &saving_by_year {
                Some(steps) if steps.rises.is_empty() => Amount::ZERO,
                Some(_) => Amount::Known(12.0),
                None => amount(AreaColumn::AnnualSaving),
            },
            saving_by_year,
            realisation,
            embedding,
            workforce_lag,
            pay_share: if splits { amount(AreaColumn::PayShare) } else { Amount::ZERO },
            cashable_share: if nothing_saved { Amount::Known(1.0) } else { amount(AreaColumn::CashableShare) },
            running_cost: amount(AreaColumn::RunningCost),
            implementation: self.implementation(area, index, inputs),
            delay_cost: if live.is_some() || area.is_live() {
                Amount::ZERO
            } else {
                inputs.area(index, AreaColumn::DelayCostPerMonth)
            },
            posts,
            in_workforce: area.workforce.is_some() && !posts.is(0.0),
            redundancy_share: inputs.area(index, AreaColumn::RedundancyShare),
            redundancy_cost: inputs.area(index, AreaColumn::RedundancyCostPerPost),
            losses: self.striking(index, RiskColumn::SavingLoss, inputs.kinds),
            parts: self.weights(index),
            past: self.past_of(index),
            timing,
        }
    }

    /// An area that brings and costs nothing, and never goes ahead: what is drawn and learnt of it stays.
    fn left_out(&self, index: usize) -> AreaPlan {
        let area = &self.programme.areas[index];
        let chance = Draw::named(InputId::AreaGoesAhead(index).name(self.programme));
        AreaPlan {
            index,
            planned: self.months(area.go_live),
            ends: f64::INFINITY,
            annual_saving: Amount::ZERO,
            saving_by_year: None,
            realisation: Amount::Known(1.0),
            embedding: Amount::ZERO,
            workforce_lag: Amount::ZERO,
            pay_share: Amount::ZERO,
            cashable_share: Amount::Known(1.0),
            running_cost: Amount::ZERO,
            implementation: None,
            delay_cost: Amount::ZERO,
            posts: Amount::ZERO,
            in_workforce: false,
            redundancy_share: Amount::ZERO,
            redundancy_cost: Amount::ZERO,
            losses: Vec::new(),
            parts: Vec::new(),
            past: self.past_of(index),
            timing: on_time(Some(Chance { draw: chance, probability: 0.0 }), Vec::new(), Vec::new()),
        }
    }

    /// Whether an area that went live at a month was embedded for certain by the data date: how long that took is nothing
    /// to the months after.
    fn is_embedded(&self, area: &Area, live: f64, kinds: Kinds) -> bool {
        let longest = match &area[AreaColumn::EmbeddingMonths] {
            Quantity::Fixed(months) => to_f64(months),
            Quantity::Uncertain(law) if kinds.has(Kind::OtherRanges) => law.support().1.max(0.0),
            uncertain @ Quantity::Uncertain(_) => to_f64(&uncertain.most_likely()).max(0.0),
        };
        let no_lag = area[AreaColumn::WorkforceLagMonths].fixed() == Some(Decimal::ZERO);
        no_lag && live + longest <= f64::from(self.programme.as_of_months())
    }

    fn months(&self, date: crate::fiscal::Month) -> f64 {
        f64::from(self.programme.horizon.months(date))
    }

    fn timing(&self, area: &Area, index: usize, inputs: &mut InputBuilder) -> Timing {
        let kinds = inputs.kinds;
        let planned = self.months(area.go_live);
        let start = f64::from(self.programme.as_of_months());
        if area.is_live() {
            let live = went_live(self.programme, area, kinds).unwrap_or(planned);
            // An area that went live early counts from its planned date on where delivery does not.
            return if live <= start { Timing::Live { at: live } } else { on_time(None, Vec::new(), Vec::new()) };
        }
        if kinds.is_overdue(self.programme, area) && kinds.is_certain(self.programme, index) {
            return Timing::Live { at: planned };
        }
        let fails = kinds.has(Kind::GoingAhead) && area.probability < Decimal::ONE;
        let chance = fails.then(|| Chance {
            draw: Draw::named(InputId::AreaGoesAhead(index).name(self.programme)),
            probability: to_f64(&area.probability),
        });
        let waits =
            |other: usize| !self.programme.areas[other].is_live() && !kinds.leaves_out(&self.programme.areas[other]);
        let requires = area.requires.iter().copied().filter(|&other| waits(other));
        let delays = self.striking(index, RiskColumn::DelayMonths, kinds);
        if !kinds.has(Kind::Lateness) {
            let uncertain = requires.filter(|&other| !kinds.is_certain(self.programme, other));
            let needed = uncertain.map(|other| self.place_of[other]).collect();
            return on_time(chance, needed, delays);
        }
        let after = area.after.iter().filter(|before| waits(before.area));
        Timing::Ahead {
            not_before: start,
            slippage: inputs.area(index, AreaColumn::SlippageMonths),
            floor: floor_of_live(self.programme, area, kinds),
            after: after.map(|before| (self.place_of[before.area], to_f64(&before.lag_months))).collect(),
            requires: requires.map(|other| self.place_of[other]).collect(),
            chance,
            delays,
        }
    }

    /// The risks that strike an area with something in `column`, by date where they have one.
    fn striking(&self, index: usize, column: RiskColumn, kinds: Kinds) -> Vec<usize> {
        let risks = &self.programme.risks;
        let count = if kinds.has(Kind::Risks) { risks.len() } else { 0 };
        let mut striking: Vec<usize> = (0..count)
            .filter(|&risk| {
                risks[risk].areas.contains(index) && risks[risk].quantity(column).fixed() != Some(Decimal::ZERO)
            })
            .collect();
        striking.sort_by_key(|&risk| match risks[risk].occurrence {
            Occurrence::Once { date, .. } => (0, self.programme.horizon.months(date)),
            Occurrence::Recurs { .. } => (1, 0),
        });
        striking
    }

    /// `p` by months after go-live.
    fn saving_by_year(&self, area: &Area) -> Option<Steps> {
        let live = self.months(area.go_live);
        let levels = area.saving_levels(self.programme.horizon)?;
        let level =
            |level: SavingLevel| (f64::from(level.from) - live, to_f64(&(level.saving / Decimal::from(level.months))));
        Some(Steps::between(levels.into_iter().map(level)))
    }

    /// What the plan leaves to be spent after the data date.
    fn implementation(&self, area: &Area, index: usize, inputs: &mut InputBuilder) -> Option<ImplementationPlan> {
        let (from, spend) = match area.spend_by_year(self.programme.horizon) {
            Some(years) => self.spend_by_year(&years)?,
            None => self.spend_once(area, index, inputs)?,
        };
        let abandoned = match area.is_live() {
            true => Amount::ZERO,
            false => inputs.area(index, AreaColumn::AbandonedShare),
        };
        let overrun = inputs.area(index, AreaColumn::CostOverrun);
        Some(ImplementationPlan { spend, from, overrun, abandoned })
    }

    /// From when on costs by year are left at the data date, and how they go on.
    fn spend_by_year(&self, years: &[YearsSpend]) -> Option<(f64, SpendPlan)> {
        let ends = f64::from(years.last()?.from + 12);
        let from = f64::from(self.programme.as_of_months().max(years.first()?.from));
        let mut levels: Vec<(f64, f64)> = Vec::new();
        let mut next = from;
        for year in years.iter().filter(|year| f64::from(year.from + 12) > from) {
            let opens = f64::from(year.from).max(from);
            if opens > next {
                levels.push((next - from, 0.0));
            }
            levels.push((opens - from, to_f64(&year.cost) / 12.0));
            next = f64::from(year.from + 12);
        }
        let steps = Steps::between(levels);
        (ends > from).then_some((from, SpendPlan::ByYear { steps, months: ends - from }))
    }

    /// From when on the planned window lies after the data date, and what of it.
    fn spend_once(&self, area: &Area, index: usize, inputs: &mut InputBuilder) -> Option<(f64, SpendPlan)> {
        let planned = self.months(area.go_live);
        let months = to_f64(&area.implementation_months);
        let from = (planned - months).max(f64::from(self.programme.as_of_months()));
        let left = ((planned - from) / months).clamp(0.0, 1.0);
        if area[AreaColumn::ImplementationCost].fixed() == Some(Decimal::ZERO) || left <= 0.0 {
            return None;
        }
        let cost = inputs.area(index, AreaColumn::ImplementationCost);
        Some((from, SpendPlan::Once { cost, left }))
    }

    /// The parts other than the programme that the area adds to; of a partner only what differs from the rule.
    fn weights(&self, index: usize) -> Vec<PartWeight> {
        let mut weights = Vec::new();
        for (place, (part, plan)) in self.parts.iter().enumerate().skip(1) {
            let weight = PartWeight {
                part: place,
                savings: to_f64(&part.savings[index]) - plan.savings_rule,
                costs: to_f64(&part.costs[index]) - plan.costs_rule,
                count: f64::from(u8::from(part.counts_areas[index] && !plan.is_partner)),
            };
            if weight.savings != 0.0 || weight.costs != 0.0 || weight.count != 0.0 {
                weights.push(weight);
            }
        }
        weights
    }

    fn past_of(&self, index: usize) -> AreaPast {
        let total = |flow: Flow| self.past.areas[index].flows[flow as usize].iter().map(to_f64).sum();
        AreaPast { gross_saving: total(Flow::GrossSaving), cost: total(Flow::TotalCost), grant: total(Flow::Grant) }
    }
}

/// Live on the planned date where it goes ahead, whether that has passed or not.
fn on_time(chance: Option<Chance>, requires: Vec<usize>, delays: Vec<usize>) -> Timing {
    Timing::Ahead {
        not_before: f64::NEG_INFINITY,
        slippage: Amount::ZERO,
        floor: f64::NEG_INFINITY,
        after: Vec::new(),
        requires,
        chance,
        delays,
    }
}
