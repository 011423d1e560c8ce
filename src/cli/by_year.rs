//! What areas plan year by year, as `check` gives it back.

use crate::fiscal::FinancialYear;
use crate::money::{Pounds, group_thousands};
use crate::programme::{Area, ByYear, Programme};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::words::counted;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// So many areas are shown before the rest is counted.
const MOST_SHOWN: usize = 100;

type Plans<'a> = Vec<(&'a Area, &'a ByYear)>;

/// The plans by year of the areas that have one, with their sums: of savings, and of costs.
pub(super) fn sections(programme: &Programme) -> Vec<Section> {
    let of = |plan: fn(&Area) -> Option<&ByYear>| -> Plans<'_> {
        let plans = programme.areas.iter().filter_map(|area| Some((area, plan(area)?)));
        plans.filter(|(_, plan)| plan.amounts.iter().any(|amount| *amount != Pounds::ZERO)).collect()
    };
    let (savings, costs) = (of(|area| area.saving_by_year.as_ref()), of(|area| area.cost_by_year.as_ref()));
    [section("saving_by_year", "Savings", &savings), section("cost_by_year", "Costs", &costs)].into()
}

/// A line for each area, and their sum; nothing where there is none.
fn section(id: &'static str, what: &str, plans: &Plans<'_>) -> Section {
    let areas = counted(plans.len(), "area", "areas");
    let mut section = Section::new(id, format!("{what} by year as planned: {areas}"));
    let sums = sums(plans);
    let years = sums.keys().copied();
    let heading = Row::new([Value::Blank].into_iter().chain(years.clone().map(Value::Year)).collect());
    let row = |(area, plan): &(&Area, &ByYear)| {
        let amounts = years.clone().map(|year| amount(plan, year).map_or(Value::Blank, |amount| shown(amount).into()));
        Row::new([name(&area.name).into()].into_iter().chain(amounts).collect())
    };
    let together = sums.values().map(|sum| shown(Pounds::new(*sum)).into());
    let together = Row::new([Value::text("together")].into_iter().chain(together).collect());
    let rows = [heading].into_iter().chain(plans.iter().take(MOST_SHOWN).map(row)).chain([together]);
    let columns = [Column::text("area", "£")].into_iter();
    let table = Table {
        id,
        caption: Sentence::new(),
        unit: None,
        columns: columns.chain(sums.iter().map(|_| Column::number("year", ""))).collect(),
        rows: if plans.is_empty() { Vec::new() } else { rows.collect() },
    };
    section.table(table);
    let more = plans.len().saturating_sub(MOST_SHOWN);
    section
        .list(None, (more > 0).then(|| format!("the sums are of {more} more areas too").into()).into_iter().collect());
    section
}

/// What all plans have in each year, from the first with an amount to the last.
fn sums(plans: &Plans<'_>) -> BTreeMap<FinancialYear, Decimal> {
    let mut sums: BTreeMap<FinancialYear, Decimal> = BTreeMap::new();
    for (year, amount) in plans.iter().flat_map(|(_, plan)| plan.years()) {
        *sums.entry(year).or_default() += amount.decimal();
    }
    let is_there = |amount: Pounds| amount != Pounds::ZERO;
    let is_filled = |year: FinancialYear| plans.iter().any(|(_, plan)| amount(plan, year).is_some_and(is_there));
    let filled: Vec<FinancialYear> = sums.keys().copied().filter(|year| is_filled(*year)).collect();
    let (first, last) = (filled.first().copied(), filled.last().copied());
    sums.retain(|year, _| first <= Some(*year) && Some(*year) <= last);
    sums
}

/// The amount of a year; `None` where the plan does not reach it.
fn amount(plan: &ByYear, year: FinancialYear) -> Option<Pounds> {
    let place = usize::try_from(year.years_since(plan.first)).ok()?;
    plan.amounts.get(place).copied()
}

/// An amount in pounds, all its digits; a dash for zero.
struct Shown(String);

impl From<Shown> for Value {
    fn from(shown: Shown) -> Self {
        Value::text(shown.0)
    }
}

/// `640,000`, `-1,200.50`; `-` for zero.
fn shown(amount: Pounds) -> Shown {
    if amount == Pounds::ZERO {
        return Shown("-".into());
    }
    let amount = amount.to_the_penny().decimal();
    let sign = if amount.is_sign_negative() { "-" } else { "" };
    let pence = amount.fract().abs();
    let pence = if pence.is_zero() { String::new() } else { format!("{pence:.2}")[1..].to_owned() };
    Shown(format!("{sign}{}{pence}", group_thousands(&amount.abs().trunc().to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_to_the_penny_where_there_are_any() {
        let amount = |pence: i64| shown(Pounds::new(Decimal::new(pence, 2))).0;
        assert_eq!(amount(64_000_000), "640,000");
        assert_eq!(amount(-120_050), "-1,200.50");
        assert_eq!(amount(0), "-");
    }
}
