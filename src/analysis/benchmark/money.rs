//! Savings, budgets and what is spent to save, beside those of programmes.

use super::comparison::{Family, Gathered, Stated};
use super::{Subject, to_f64};
use crate::money::Pounds;
use crate::programme::{Area, AreaColumn, Flow, Measure, Yardstick};

const FAMILY: Family = Family::Money;

/// All comparisons of money.
pub(super) fn compare(subject: &Subject<'_>, gathered: &mut Gathered) {
    share_of_budget(subject, gathered);
    invest_to_save(subject, gathered);
    collaboration(subject, gathered);
    let reason = "no programme on record has published after how long it had paid back; see the one-off cost above";
    gathered.leave_out("payback", reason);
}

/// The partners' budgets together, where all are given and there is money in them.
fn budgets(subject: &Subject<'_>) -> Option<f64> {
    let partners = &subject.programme.partners;
    let budgets: Option<Vec<f64>> = partners
        .iter()
        .map(|partner| partner.net_revenue_budget.map(|budget: Pounds| to_f64(budget.decimal())))
        .collect();
    budgets.map(|budgets| budgets.iter().sum()).filter(|sum: &f64| *sum > 0.0)
}

fn share_of_budget(subject: &Subject<'_>, gathered: &mut Gathered) {
    let Some(budgets) = budgets(subject) else {
        let reason = "the scenario does not give the partners' budgets (`net_revenue_budget`), or they are zero";
        return gathered.leave_out(Yardstick::SavingShareOfBudget.heading(), reason);
    };
    let rows = &subject.inside.programme;
    let Some(saving) = rows.rows_of(Measure::Flow(Flow::GrossSaving)).last().and_then(|row| row.summary()) else {
        return;
    };
    let basis = "gross saving of the last year, over the partners' net revenue budgets";
    let stated = (Stated::forecast(saving, |saving| saving / budgets), basis);
    gathered.compare((FAMILY, Yardstick::SavingShareOfBudget), ("", None), stated);
}

/// Most likely one-off cost over most likely yearly saving, of the areas whose cost lies ahead.
fn invest_to_save(subject: &Subject<'_>, gathered: &mut Gathered) {
    let likely = |area: &Area, column: AreaColumn| to_f64(area[column].most_likely());
    let ahead = || subject.planned_areas().filter(|area| !area.is_live());
    let redundancy = |area: &Area| {
        let columns = [AreaColumn::PostsRemoved, AreaColumn::RedundancyShare, AreaColumn::RedundancyCostPerPost];
        columns.into_iter().map(|column| likely(area, column)).product::<f64>()
    };
    let cost: f64 = ahead().map(|area| to_f64(area.planned_cost()) + redundancy(area)).sum();
    let horizon = subject.programme.horizon;
    let saving: f64 = ahead().map(|area| to_f64(area.full_saving(horizon))).sum();
    if cost <= 0.0 || saving <= 0.0 {
        let reason = "the areas that are not live yet cost nothing once, or save nothing";
        return gathered.leave_out(Yardstick::InvestToSave.heading(), reason);
    }
    let basis =
        "most likely implementation and redundancy cost over most likely full saving, of the areas not live yet";
    gathered.compare((FAMILY, Yardstick::InvestToSave), ("", None), (Stated::point(cost / saving), basis));
}

/// Of a single force: which part of its savings is collaboration.
fn collaboration(subject: &Subject<'_>, gathered: &mut Gathered) {
    let programme = subject.programme;
    if programme.partners.len() > 1 {
        let reason = "all of this programme is collaboration; the published shares are of a force's whole savings";
        return gathered.leave_out(Yardstick::CollaborationShareOfSavings.heading(), reason);
    }
    let saving = |area: &Area| to_f64(area.full_saving(programme.horizon));
    let all: f64 = subject.planned_areas().map(saving).sum();
    let shared: f64 = subject.planned_areas().filter(|area| is_collaboration(area)).map(saving).sum();
    if shared <= 0.0 || all <= 0.0 {
        let reason = "no area has a `collaboration_model`, or a portfolio called collaboration";
        gathered.leave_out(Yardstick::CollaborationShareOfSavings.heading(), reason);
    } else {
        let basis = "full saving of the areas that are collaboration, over that of all areas";
        let stated = (Stated::point(shared / all), basis);
        gathered.compare((FAMILY, Yardstick::CollaborationShareOfSavings), ("", None), stated);
    }
    let published = gathered.class(Yardstick::CollaborationShareOfSpending, None);
    let published = published.cases.iter().map(|case| format!("{:.0}% {}", 100.0 * case.value, case.case));
    let published = match published.collect::<Vec<_>>().join("; ") {
        cases if cases.is_empty() => cases,
        cases => format!("; published are {cases}"),
    };
    let reason = format!("a scenario holds a part only of what a force spends on collaboration{published}");
    gathered.leave_out(Yardstick::CollaborationShareOfSpending.heading(), &reason);
}

fn is_collaboration(area: &Area) -> bool {
    let named = area.portfolio.as_ref().is_some_and(|portfolio| portfolio.to_lowercase().contains("collaborat"));
    named || area.collaboration_model.is_some()
}
