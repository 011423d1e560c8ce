//! How savings and costs are shared: by rule, and by areas that override it.

use super::partners::Partners;
use crate::diagnostic::{Code, Diagnostic, Place, listed, shortened};
use crate::programme::Sharing;
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::table::Row;
use crate::scenario::toml::{Entry, Table, Value};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;

const BY_BUDGET: &str = "net-revenue-budget";
const EQUAL: &str = "equal";

/// Reads `[sharing]`.
pub(super) fn sharing(root: &Table, partners: &Partners, reader: &mut Reader) -> Option<Sharing> {
    let count = partners.list.len();
    if root.get(schema::SHARING.name).is_none() {
        if reader.is_misspelt(&root.place, schema::SHARING.name) {
            return None;
        }
        if count < 2 {
            let whole = vec![Decimal::ONE; count];
            return Some(Sharing { savings: whole.clone(), costs: whole });
        }
        let place = partners.names.place(1).cloned().unwrap_or_else(|| root.place.clone());
        let message = "with two partners or more, a table `[sharing]` must say how they share";
        reader.fault(Code::MissingKey, &place, message, "add `[sharing]` with `savings = \"equal\"`, for example");
        return None;
    }
    let table = reader.section(root, &schema::SHARING)?;
    let savings = table.get("savings").and_then(|entry| rule(entry, partners, reader));
    let costs = match table.get("costs") {
        None => savings.clone(),
        Some(entry) => rule(entry, partners, reader),
    };
    Some(Sharing { savings: savings?, costs: costs? })
}

fn rule(entry: &Entry, partners: &Partners, reader: &mut Reader) -> Option<Vec<Decimal>> {
    match &entry.value {
        Value::Table(table) => fixed(table, partners, reader),
        Value::Plain(typed) if word(&typed.text) == EQUAL => Some(equal(partners.list.len())),
        Value::Plain(typed) if word(&typed.text) == word(BY_BUDGET) => by_budget(typed, partners, reader),
        other => {
            let key = &entry.key.text;
            let message = format!("`{key}` must be `{BY_BUDGET}`, `{EQUAL}` or a table of shares");
            let help = format!("write `{key} = \"{EQUAL}\"` or `{key} = {{ \"Name\" = 0.6, … }}`");
            reader.fault(Code::UnknownChoice, other.place(), message, help);
            None
        }
    }
}

fn equal(count: usize) -> Vec<Decimal> {
    normalised(&vec![Decimal::ONE; count])
}

fn by_budget(typed: &Typed, partners: &Partners, reader: &mut Reader) -> Option<Vec<Decimal>> {
    let missing: Vec<usize> = (0..partners.list.len()).filter(|&partner| !partners.budget_typed[partner]).collect();
    if let Some(&first) = missing.first() {
        let names: Vec<&str> = missing.iter().map(|&partner| partners.list[partner].name.as_str()).collect();
        let message = format!("sharing by budget needs the `net_revenue_budget` of {}", listed(&names, "and"));
        let mut fault = Diagnostic::error(Code::BudgetMissing, message).at(typed.place.clone());
        if let Some(place) = partners.names.place(first) {
            fault = fault.also(place.clone(), "this partner has none");
        }
        reader.report(fault.help("add a line `net_revenue_budget = \"£…\"` to the partner"));
        return None;
    }
    let budgets: Option<Vec<Decimal>> =
        partners.list.iter().map(|partner| partner.net_revenue_budget.map(|budget| budget.decimal())).collect();
    let budgets = budgets?;
    if !budgets.is_empty() && budgets.iter().all(Decimal::is_zero) {
        let message = "sharing by budget is not possible: all budgets are nil";
        reader.fault(Code::BudgetMissing, &typed.place, message, "write the partners' budgets, or share otherwise");
        return None;
    }
    Some(normalised(&budgets))
}

const SHARE: Field = Field::new("share", Unit::Fraction, Limits::SHARE);

fn fixed(table: &Table, partners: &Partners, reader: &mut Reader) -> Option<Vec<Decimal>> {
    let mut shares: Vec<Option<Decimal>> = vec![None; partners.list.len()];
    let mut sound = true;
    for entry in &table.entries {
        let partner = partners.names.find(&entry.key, "partner", reader);
        let share = reader.plain_of(entry).and_then(|typed| reader.number(typed, SHARE));
        sound &= partner.is_some() && share.is_some();
        if let Some(partner) = partner {
            if shares[partner].is_some() {
                let message = format!("the share of `{}` stands twice", shortened(&entry.key.text));
                reader.fault(Code::DuplicateName, &entry.key.place, message, "remove one of them");
                sound = false;
            }
            shares[partner] = share;
        }
    }
    if !sound || partners.names.incomplete {
        return None;
    }
    let missing: Vec<&str> = (partners.list.iter().zip(&shares))
        .filter(|(_, share)| share.is_none())
        .map(|(partner, _)| partner.name.as_str())
        .collect();
    if !missing.is_empty() {
        let message = format!("these shares leave out {}", listed(&missing, "and"));
        reader.fault(
            Code::SharesIncomplete,
            &table.place,
            message,
            "write a share for every partner, 0 where it has none",
        );
        return None;
    }
    let shares: Vec<Decimal> = shares.into_iter().flatten().collect();
    sum_is_one(&shares, &table.place, reader).then(|| normalised(&shares))
}

/// An area's own shares under the columns `savings_share:NAME` or `costs_share:NAME`: `Ok(None)`
/// where it has none, `Err` where a fault was reported.
pub(super) fn of_area(
    row: Row<'_>,
    prefix: &str,
    partners: &Partners,
    reader: &mut Reader,
) -> Result<Option<Vec<Decimal>>, ()> {
    if partners.names.incomplete || row.is_misspelt(prefix, reader) {
        return Err(());
    }
    let cells: Vec<Option<Typed>> =
        (partners.list.iter()).map(|partner| row.filled(&format!("{prefix}:{}", partner.name))).collect();
    let Some(first) = cells.iter().flatten().next() else { return Ok(None) };
    let missing: Vec<&str> = (partners.list.iter().zip(&cells))
        .filter(|(_, cell)| cell.is_none())
        .map(|(partner, _)| partner.name.as_str())
        .collect();
    if !missing.is_empty() {
        let message = format!("this row has no {prefix} for {}", listed(&missing, "and"));
        let help = "fill the shares of all partners or of none, 0 where a partner has none";
        reader.fault(Code::SharesIncomplete, &first.place, message, help);
        return Err(());
    }
    let shares: Vec<Option<Decimal>> = cells.iter().flatten().map(|cell| reader.number(cell, SHARE)).collect();
    let shares: Vec<Decimal> = shares.into_iter().collect::<Option<_>>().ok_or(())?;
    if sum_is_one(&shares, &first.place, reader) { Ok(Some(normalised(&shares))) } else { Err(()) }
}

/// Shares add up to one within a millionth.
fn sum_is_one(shares: &[Decimal], place: &Place, reader: &mut Reader) -> bool {
    let sum: Decimal = shares.iter().sum();
    let fits = (sum - Decimal::ONE).abs() <= Decimal::new(1, 6);
    if !fits {
        let terms: Vec<String> = shares.iter().map(|share| share.normalize().to_string()).collect();
        let message = format!("the shares add up to {}, not 1 ({})", sum.normalize(), shortened(&terms.join(" + ")));
        reader.fault(Code::SharesSum, place, message, "make the shares add up to 1, or 100%");
    }
    fits
}

/// `weights` over their sum; the last share takes what rounding leaves, so that they add up exactly.
fn normalised(weights: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = weights.iter().sum();
    let mut shares: Vec<Decimal> = weights.iter().map(|weight| weight / sum).collect();
    if let Some((last, others)) = shares.split_last_mut() {
        *last = Decimal::ONE - others.iter().sum::<Decimal>();
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one_exactly() {
        for weights in [vec![1, 1, 1], vec![2874, 1213], vec![7]] {
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            assert_eq!(normalised(&weights).iter().sum::<Decimal>(), Decimal::ONE);
        }
        assert!(normalised(&[]).is_empty());
    }
}
