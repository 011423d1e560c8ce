//! The partners and their budgets.

use super::names::Names;
use crate::money::Pounds;
use crate::programme::Partner;
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;

/// The partners, as far as they could be read.
#[derive(Debug, Default)]
pub(super) struct Partners {
    /// Their names.
    pub names: Names,
    /// They themselves, in the order of the file.
    pub list: Vec<Partner>,
    /// Of which a budget was typed, sound or not.
    pub budget_typed: Vec<bool>,
}

const BUDGET: Field = Field::new("net_revenue_budget", Unit::Money, Limits::NOT_NEGATIVE);

/// Reads `[[partner]]`.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Partners {
    let mut partners = Partners::default();
    let Some(tables) = reader.section_list(root, &schema::PARTNER) else {
        return Partners { names: Names::unreadable(), ..partners };
    };
    partners.names.incomplete = reader.is_misspelt(&root.place, schema::PARTNER.name);
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        // Of two partners with one name, one has a name that is not known.
        let sound = partners.names.add(name.as_ref(), "a partner", reader);
        partners.names.incomplete |= !sound;
        let budget = reader.number_at(table, BUDGET).map(Pounds::new);
        let typed = table.get(BUDGET.name).is_some() || reader.is_misspelt(&table.place, BUDGET.name);
        partners.budget_typed.push(typed);
        let name = name.map_or_else(String::new, |name| name.as_seen().text);
        partners.list.push(Partner { name, net_revenue_budget: budget });
    }
    partners
}
