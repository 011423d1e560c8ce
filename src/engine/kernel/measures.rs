//! The measures of section 6, for each part of the programme.

use super::super::abreast::Abreast;
use super::ledger::{Entry, Item};
use super::part::{Account, Part, Progress};
use super::results::Results;
use super::{staffing, totals};
use crate::programme::{Flow, Measure, Stock};

/// Every measure of a part; the programme comes before the others.
pub(super) fn compute<E: Abreast>(part: Part, results: &mut Results) {
    E::apart(
        #[inline(always)]
        || all::<E>(part, results),
    );
}

#[inline(always)]
fn all<E: Abreast>(part: Part, results: &mut Results) {
    let flows = &part.trials.machine.flows;
    for &flow in &flows.from_areas {
        flow_of_areas::<E>(part, flow, results);
    }
    for &flow in &flows.own {
        own_flow::<E>(part, flow, results);
    }
    levels::<E>(part, results);
    totals::of_years::<E>(part, results);
    totals::of_horizon::<E>(part, results);
    staffing::compute::<E>(part, results);
}

/// The part's share of a flow of the programme's own, and what it had of it before the data date.
#[inline(always)]
fn own_flow<E: Abreast>(part: Part, flow: Flow, results: &mut Results) {
    let mut progress = Progress::new(part, flow);
    for year in part.trials.clock().simulated_years() {
        let own: E = part.own.get(flow, year, part.trials);
        let known = part.plan.past.flows[flow as usize][year];
        progress.set(results, year, E::all(part.plan.costs_rule) * own + E::all(known));
    }
}

/// What areas bring to a part year by year, indexed, with the part's share of what they bring to the programme.
#[inline(always)]
fn flow_of_areas<E: Abreast>(part: Part, flow: Flow, results: &mut Results) {
    match flow {
        Flow::CashableSaving if part.trials.machine.plan.used.cashable => {
            stream::<E>(part, flow, (Item::CashPrice, Some(Item::CashPay)), results);
        }
        // What releases cash is all that is saved.
        Flow::GrossSaving | Flow::CashableSaving => {
            stream::<E>(part, flow, (Item::GrossPrice, Some(Item::GrossPay)), results);
        }
        Flow::RunningCost => stream::<E>(part, flow, (Item::Running, None), results),
        Flow::ImplementationCost => in_years::<E>(part, flow, Item::Implementation, results),
        Flow::DelayCost => in_years::<E>(part, flow, Item::Delay, results),
        _ => in_years::<E>(part, flow, Item::Redundancy, results),
    }
    if flow == Flow::GrossSaving {
        run_rate::<E>(part, results);
    }
}

/// A stream, of whose items one grows with prices and the other with pay.
#[inline(always)]
fn stream<E: Abreast>(part: Part, flow: Flow, (price, pay): (Item, Option<Item>), results: &mut Results) {
    let (trials, account) = (part.trials, part.account_of(flow));
    let pay = pay.filter(|_| trials.machine.plan.used.pay);
    let (mut monthly, mut monthly_pay) = (E::all(0.0), E::all(0.0));
    let mut progress = Progress::new(part, flow);
    for year in trials.clock().simulated_years() {
        let mut amount = E::all(0.0);
        if let Some(account) = account {
            amount = trials.priced(year, account.amount_of_year(price, year, &mut monthly));
            if let Some(pay) = pay {
                amount = amount + account.amount_of_year(pay, year, &mut monthly_pay) * trials.pay(year);
            }
        }
        progress.set(results, year, part.with_share(flow, year, amount));
    }
}

/// What falls in single years.
#[inline(always)]
fn in_years<E: Abreast>(part: Part, flow: Flow, item: Item, results: &mut Results) {
    let (trials, account) = (part.trials, part.account_of(flow));
    let mut progress = Progress::new(part, flow);
    for year in trials.clock().simulated_years() {
        let mut amount = E::all(0.0);
        if let Some(account) = account {
            amount = account.read(Entry::in_year(item, year));
            amount = match item {
                Item::Redundancy => amount * trials.pay(year),
                _ => trials.priced(year, amount),
            };
        }
        progress.set(results, year, part.with_share(flow, year, amount));
    }
}

/// 12 times the saving rate at each year's end; what is steady has been taken in by then.
#[inline(always)]
fn run_rate<E: Abreast>(part: Part, results: &mut Results) {
    if !results.keeps_any(Stock::RunRate, part.trials.clock()) {
        return;
    }
    let (trials, account) = (part.trials, part.account_of(Flow::GrossSaving));
    let (mut monthly, mut monthly_pay) = (E::all(0.0), E::all(0.0));
    for year in trials.clock().simulated_years() {
        let mut level = E::all(0.0);
        if let Some(account) = account {
            level = trials.priced(year, rate::<E>(account, [Item::RatePrice, Item::GrossPrice], year, &mut monthly));
            if trials.machine.plan.used.pay {
                let of_pay = rate::<E>(account, [Item::RatePay, Item::GrossPay], year, &mut monthly_pay);
                level = level + of_pay * trials.pay(year);
            }
        }
        set_level(part, Level { stock: Stock::RunRate, share: part.plan.savings_rule }, year, level, results);
    }
}

/// 12 times a saving rate at the year's end: what changes in the year, and what is steady, per month.
#[inline(always)]
fn rate<E: Abreast>(account: Account, [changing, steady]: [Item; 2], year: usize, monthly: &mut E) -> E {
    let reached = account.reached(steady, year, true, monthly);
    account.read::<E>(Entry::in_year(changing, year)) + E::all(12.0) * reached
}

/// A level, and a part's share of the programme's.
#[derive(Clone, Copy)]
struct Level {
    stock: Stock,
    share: f64,
}

/// Posts removed, and areas live, at each year's end.
#[inline(always)]
fn levels<E: Abreast>(part: Part, results: &mut Results) {
    let own_posts = part.trials.machine.plan.used.posts && (part.whole.is_none() || part.plan.own_posts);
    let posts = Level { stock: Stock::PostsRemoved, share: part.plan.savings_rule };
    level::<E>(part, posts, part.account.filter(|_| own_posts), results);
    // A partner has all of the programme's areas.
    let live = Level { stock: Stock::AreasLive, share: f64::from(u8::from(part.plan.is_partner)) };
    level::<E>(part, live, part.account.filter(|_| !part.plan.is_partner), results);
}

/// A level at each year's end: of posts after an exit the share that is kept, of areas as before.
#[inline(always)]
fn level<E: Abreast>(part: Part, level: Level, account: Option<Account>, results: &mut Results) {
    if !results.keeps_any(level.stock, part.trials.clock()) {
        return;
    }
    let item = if level.stock == Stock::PostsRemoved { Item::Posts } else { Item::Live };
    let mut monthly = E::all(0.0);
    for year in part.trials.clock().simulated_years() {
        let mut own = E::all(0.0);
        if let Some(account) = account {
            own = account.read(Entry::in_year(item, year));
            own = own + account.reached(item, year, item == Item::Posts, &mut monthly);
        }
        set_level(part, level, year, own, results);
    }
}

/// Sets a level, with the part's share of the programme's.
#[inline(always)]
fn set_level<E: Abreast>(part: Part, Level { stock, share }: Level, year: usize, own: E, results: &mut Results) {
    let measure = Measure::Stock(stock);
    if !results.keeps(measure, year) {
        return;
    }
    let level = match part.whole.filter(|_| share != 0.0) {
        Some(whole) => own + E::all(share) * whole.get(measure, year),
        None => own,
    };
    results.set(measure, year, level);
}
