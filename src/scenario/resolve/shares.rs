//! How savings and costs are shared: by rule, and by areas that override it.

use super::names::Names;
use super::partners::budget_of;
use crate::diagnostic::{Code, Diagnostic, Place, listed, shortened};
use crate::programme::{At, EntryKind, Partner, Shares, Sharing};
use crate::scenario::field::{Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::table::Row;
use crate::scenario::toml::{Entry, Table, Value};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;

const BY_BUDGET: &str = "net-revenue-budget";
const EQUAL: &str = "equal";
const SHARE: Field = Field::new("share", Unit::Fraction, Shares::LIMITS);

/// Reads `[sharing]`.
pub(super) fn sharing(root: &Table, names: &Names, partners: &[Partner], reader: &mut Reader) -> Sharing {
    let (savings, costs) = rules(root, names, partners, reader);
    let at = |column| At::of(EntryKind::Sharing, 0, column);
    let mut or_equal = |column, shares| reader.open.or(at(column), shares, Shares::equal(partners.len()));
    Sharing { savings: or_equal("savings", savings), costs: or_equal("costs", costs) }
}

fn rules(root: &Table, names: &Names, partners: &[Partner], reader: &mut Reader) -> (Option<Shares>, Option<Shares>) {
    if root.get(schema::SHARING.name).is_none() {
        if reader.is_misspelt(&root.place, schema::SHARING.name) {
            return (None, None);
        }
        if partners.len() >= 2 {
            let place = name_of_partner(root, 1).unwrap_or(&root.place).clone();
            let message = "with two partners or more, a table `[sharing]` must say how they share";
            reader.fault(Code::MissingKey, &place, message, "add `[sharing]` with `savings = \"equal\"`, for example");
        }
        return (Some(Shares::equal(partners.len())), Some(Shares::equal(partners.len())));
    }
    let Some(table) = reader.section(root, &schema::SHARING) else { return (None, None) };
    let known = Known { root, names, partners };
    let savings = table.get("savings").and_then(|entry| known.rule(entry, reader));
    let costs = match table.get("costs") {
        None => savings.clone(),
        Some(entry) => known.rule(entry, reader),
    };
    (savings, costs)
}

fn name_of_partner(root: &Table, partner: usize) -> Option<&Place> {
    let Value::List(_, items) = &root.get(schema::PARTNER.name)?.value else { return None };
    let Value::Table(table) = items.get(partner)? else { return None };
    Some(table.get("name")?.value.place())
}

/// Those who share.
struct Known<'a> {
    root: &'a Table,
    names: &'a Names,
    partners: &'a [Partner],
}

impl Known<'_> {
    fn rule(&self, entry: &Entry, reader: &mut Reader) -> Option<Shares> {
        match &entry.value {
            Value::Table(table) => self.fixed(table, reader),
            Value::Plain(typed) if word(&typed.text) == EQUAL => Some(Shares::equal(self.partners.len())),
            Value::Plain(typed) if word(&typed.text) == word(BY_BUDGET) => self.by_budget(typed, reader),
            other => {
                let key = &entry.key.text;
                let message = format!("`{key}` must be `{BY_BUDGET}`, `{EQUAL}` or a table of shares");
                let help = format!("write `{key} = \"{EQUAL}\"` or `{key} = {{ \"Name\" = 0.6, … }}`");
                reader.fault(Code::UnknownChoice, other.place(), message, help);
                None
            }
        }
    }

    fn by_budget(&self, typed: &Typed, reader: &mut Reader) -> Option<Shares> {
        let without = |partner: &usize| self.partners[*partner].net_revenue_budget.is_none();
        let (open, missing): (Vec<usize>, Vec<usize>) =
            (0..self.partners.len()).filter(without).partition(|&partner| reader.open.contains(budget_of(partner)));
        if let Some(&first) = missing.first() {
            let names: Vec<&str> = missing.iter().map(|&partner| self.partners[partner].name.as_str()).collect();
            let message = format!("sharing by budget needs the `net_revenue_budget` of {}", listed(&names, "and"));
            let mut fault = Diagnostic::error(Code::BudgetMissing, message).at(typed.place.clone());
            if let Some(place) = name_of_partner(self.root, first) {
                fault = fault.also(place.clone(), "this partner has none");
            }
            reader.report(fault.help("add a line `net_revenue_budget = \"£…\"` to the partner"));
            return None;
        }
        let shares = Shares::by_budget(self.partners);
        if shares.is_none() && open.is_empty() {
            let message = "sharing by budget is not possible: all budgets are zero";
            let help = "write the partners' budgets, or share otherwise";
            reader.fault(Code::BudgetMissing, &typed.place, message, help);
        }
        shares
    }

    fn fixed(&self, table: &Table, reader: &mut Reader) -> Option<Shares> {
        let mut shares: Vec<Option<Decimal>> = vec![None; self.partners.len()];
        let mut sound = true;
        for entry in &table.entries {
            let partner = self.names.find(&entry.key, "partner", reader);
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
        if !sound || self.names.incomplete {
            return None;
        }
        let missing = without_share(self.partners, &shares);
        if !missing.is_empty() {
            let message = format!("these shares leave out {}", listed(&missing, "and"));
            let help = "write a share for every partner, 0 where it has none";
            reader.fault(Code::SharesIncomplete, &table.place, message, help);
            return None;
        }
        let shares: Vec<Decimal> = shares.into_iter().flatten().collect();
        whole(&shares, &table.place, reader)
    }
}

fn without_share<'p, T>(partners: &'p [Partner], shares: &[Option<T>]) -> Vec<&'p str> {
    let pairs = partners.iter().zip(shares);
    pairs.filter(|(_, share)| share.is_none()).map(|(partner, _)| partner.name.as_str()).collect()
}

/// An area's own shares under the columns `savings_share:NAME` or `costs_share:NAME`: `None` where it has none, or
/// where a fault in them was reported.
pub(super) fn of_area(
    row: Row<'_>,
    at: At,
    names: &Names,
    partners: &[Partner],
    reader: &mut Reader,
) -> Option<Shares> {
    if names.incomplete || row.is_misspelt(at.column, reader) {
        reader.open.note(at);
        return None;
    }
    let cells: Vec<Option<Typed>> =
        partners.iter().map(|partner| row.filled(&format!("{}:{}", at.column, partner.name))).collect();
    let first = cells.iter().flatten().next()?;
    let missing = without_share(partners, &cells);
    let shares = if missing.is_empty() {
        let shares: Vec<Option<Decimal>> = cells.iter().flatten().map(|cell| reader.number(cell, SHARE)).collect();
        let shares: Option<Vec<Decimal>> = shares.into_iter().collect();
        shares.and_then(|shares| whole(&shares, &first.place, reader))
    } else {
        let message = format!("this row has no {} for {}", at.column, listed(&missing, "and"));
        let help = "fill the shares of all partners or of none, 0 where a partner has none";
        reader.fault(Code::SharesIncomplete, &first.place, message, help);
        None
    };
    reader.open.note_if(shares.is_none(), at);
    shares
}

/// Shares that add up to one.
fn whole(shares: &[Decimal], place: &Place, reader: &mut Reader) -> Option<Shares> {
    let whole = Shares::new(shares);
    if let Err(sum) = whole {
        let terms: Vec<String> = shares.iter().map(|share| share.normalize().to_string()).collect();
        let message = format!("the shares add up to {}, not 1 ({})", sum.normalize(), shortened(&terms.join(" + ")));
        reader.fault(Code::SharesSum, place, message, "make the shares add up to 1, or 100%");
    }
    whole.ok()
}
