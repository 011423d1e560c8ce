//! The partners and their budgets.

use super::names::Names;
use crate::money::Pounds;
use crate::programme::{At, EntryKind, Partner};
use crate::scenario::field::{Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;

const BUDGET: Field = Field::new("net_revenue_budget", Unit::Money, Partner::BUDGET);

/// Where the budget of a partner stands.
pub(super) const fn budget_of(partner: usize) -> At {
    At::of(EntryKind::Partner, partner, BUDGET.name)
}

/// Reads `[[partner]]`.
pub(super) fn read(root: &Table, names: &mut Names, reader: &mut Reader) -> Vec<Partner> {
    let tables = names.of_section(root, &schema::PARTNER, reader);
    let mut partners = Vec::with_capacity(tables.len());
    for (entry, table) in tables.into_iter().enumerate() {
        let typed = reader.text_at(table, "name").cloned();
        // Of two partners with one name, one has a name that is not known.
        let is_taken = typed.as_ref().is_some_and(|typed| names.get(&typed.text).is_some());
        let name = names.add(typed.as_ref(), At::name(EntryKind::Partner, entry), reader);
        names.incomplete |= is_taken;
        let budget = reader.number_at(table, BUDGET).map(Pounds::new);
        let is_typed = table.get(BUDGET.name).is_some() || reader.is_misspelt(&table.place, BUDGET.name);
        reader.open.note_if(is_typed && budget.is_none(), budget_of(entry));
        partners.push(Partner { name, net_revenue_budget: budget });
    }
    reader.open.note_if(names.incomplete, At::all(EntryKind::Partner));
    partners
}
