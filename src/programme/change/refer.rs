//! References to other entries by their names.

use crate::diagnostic::{Code, shortened};
use crate::programme::{Draft, EntryKind, Shares};
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

/// Shares by the names of partners.
pub type NamedShares = Vec<(String, Decimal)>;

/// A programme with the positions of its names.
pub(super) struct Names<'a> {
    /// The programme.
    pub(super) programme: &'a Draft,
    positions: HashMap<(EntryKind, &'a str), usize>,
}

/// Why a value cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: Code,
    pub(super) message: String,
}

impl<'a> Names<'a> {
    pub(super) fn of(programme: &'a Draft) -> Self {
        let kinds = [EntryKind::Area, EntryKind::Workforce, EntryKind::Partner];
        let named = |kind| programme.names(kind).into_iter().enumerate().map(move |(at, name)| ((kind, name), at));
        Names { programme, positions: kinds.into_iter().flat_map(named).collect() }
    }

    /// The name of an area, a workforce group or a partner.
    pub(super) fn name(&self, kind: EntryKind, position: usize) -> String {
        let name = match kind {
            EntryKind::Area => self.programme.areas.get(position).map(|area| &area.name),
            EntryKind::Workforce => self.programme.workforce.get(position).map(|group| &group.name),
            _ => self.programme.partners.get(position).map(|partner| &partner.name),
        };
        name.cloned().unwrap_or_default()
    }

    /// The names of those at some positions, in alphabetical order: where they stand is of no account.
    pub(super) fn sorted(&self, kind: EntryKind, positions: &BTreeSet<usize>) -> Vec<String> {
        let mut names: Vec<String> = positions.iter().map(|&position| self.name(kind, position)).collect();
        names.sort();
        names
    }

    /// The position of the area, workforce group or partner of that name.
    pub(super) fn find(&self, kind: EntryKind, name: &str) -> Result<usize, Refused> {
        self.positions.get(&(kind, name)).copied().ok_or_else(|| missing(kind, name))
    }

    /// Shares by name, in alphabetical order.
    pub(super) fn named(&self, shares: &Shares) -> NamedShares {
        let names = self.programme.partners.iter().map(|partner| partner.name.clone());
        let mut named: NamedShares = names.zip(shares.iter().copied()).collect();
        named.sort();
        named
    }

    /// Shares in the order of the partners; where one is left out, too few, which a rule refuses.
    pub(super) fn shares(&self, named: &NamedShares) -> Result<Shares, Refused> {
        let position = |(name, share): &(String, Decimal)| Ok((self.find(EntryKind::Partner, name)?, *share));
        let mut shares: Vec<(usize, Decimal)> = named.iter().map(position).collect::<Result<_, _>>()?;
        shares.sort_by_key(|(position, _)| *position);
        let shares: Vec<Decimal> = shares.into_iter().map(|(_, share)| share).collect();
        Shares::new(&shares).map_err(|sum| Refused {
            code: Code::SharesSum,
            message: format!("the shares add up to {}, not 1", sum.normalize()),
        })
    }
}

/// That nothing has a name.
pub(super) fn missing(kind: EntryKind, name: &str) -> Refused {
    let message = format!("`{}` has no entry `{}`", kind.table(), shortened(name));
    Refused { code: Code::UnknownName, message }
}
