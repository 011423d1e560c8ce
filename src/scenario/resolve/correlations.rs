//! What a scenario says about dependence between its inputs.

use super::names::Names;
use crate::diagnostic::{Code, Diagnostic, Place, nearest, shortened};
use crate::programme::{AreaColumn, At, Correlation, Draft, EntryKind, InputId, Limits, Members};
use crate::scenario::field::{Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::Table;
use crate::scenario::typed::Typed;
use std::collections::BTreeSet;

const ACROSS: Field = Field::new("rank_correlation", Unit::Fraction, Limits::SHARE);
const OTHERS: Field = Field::new("rank_correlation", Unit::Fraction, Limits::between(-1, 1));
const KINDS: [&str; 3] = ["across", "within", "pair"];

/// Reads `[[correlation]]`.
pub(super) fn read(root: &Table, draft: &Draft, areas: &Names, reader: &mut Reader) -> Vec<Correlation> {
    let tables = reader.section_list(root, &schema::CORRELATION).unwrap_or_default();
    let correlations = tables.into_iter().enumerate().map(|(position, table)| {
        let entry = Entry { table, number: position + 1, draft, areas };
        let nothing = Correlation::Within { first: AreaColumn::AnnualSaving, rest: Vec::new(), rank: 0.0 };
        let read = entry.read(reader);
        // What a stand-in breaks is no fault.
        for column in KINDS {
            reader.open.note_if(read.is_none(), At::of(EntryKind::Correlation, position, column));
        }
        read.unwrap_or(nothing)
    });
    correlations.collect()
}

/// One `[[correlation]]`.
struct Entry<'a> {
    table: &'a Table,
    number: usize,
    draft: &'a Draft,
    areas: &'a Names,
}

impl Entry<'_> {
    fn read(&self, reader: &mut Reader) -> Option<Correlation> {
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| self.table.get(kind).is_some()).collect();
        let place = kinds.first().and_then(|kind| self.table.get(kind)).map(|entry| entry.value.place().clone());
        let place = place.unwrap_or_else(|| self.table.place.clone());
        let field = if kinds == ["across"] { ACROSS } else { OTHERS };
        let rank = reader.number_at(self.table, field).and_then(|rank| rank.to_string().parse().ok());
        if kinds.is_empty() && KINDS.iter().any(|kind| reader.is_misspelt(&self.table.place, kind)) {
            return None;
        }
        let [kind] = kinds[..] else {
            let message =
                format!("correlation entry {} must have exactly one of `across`, `within` and `pair`", self.number);
            reader.fault(Code::ExactlyOne, &place, message, "write one entry for each");
            return None;
        };
        if kind != "across" {
            self.refuse_groups(reader);
        }
        // A coefficient that could not be read is no reason to be silent about what it is of.
        let rank = reader.open.or(At::of(EntryKind::Correlation, self.number - 1, OTHERS.name), rank, 0.0);
        match kind {
            "across" => self.across(rank, reader),
            "within" => self.within(rank, reader),
            _ => self.pair(rank, &place, reader),
        }
    }

    /// `among` and `portfolio` belong to `across`.
    fn refuse_groups(&self, reader: &mut Reader) {
        for entry in ["among", "portfolio"].into_iter().filter_map(|key| self.table.get(key)) {
            let message = format!("`{}` belongs to `across` alone", entry.key.text);
            reader.fault(Code::ForbiddenValue, &entry.key.place, message, "remove it");
        }
    }

    // ---- across

    fn across(&self, rank: f64, reader: &mut Reader) -> Option<Correlation> {
        let column = reader.text_at(self.table, "across").and_then(|typed| column(typed, reader));
        let members = self.members(reader);
        let (column, members) = (column?, members?);
        let name = members.name_of_cause(column, self.number);
        Some(Correlation::Across { name, column, members, rank })
    }

    fn members(&self, reader: &mut Reader) -> Option<Members> {
        match (self.table.get("among"), self.table.get("portfolio")) {
            (None, None) => Some(Members::All),
            (Some(_), None) => self.among(reader).map(Members::Among),
            (None, Some(_)) => {
                reader.text_at(self.table, "portfolio").map(|typed| Members::Portfolio(typed.as_seen().text))
            }
            (Some(_), Some(portfolio)) => {
                let message = "this correlation has both `among` and `portfolio`";
                reader.fault(Code::ExactlyOne, &portfolio.key.place, message, "write one of the two");
                None
            }
        }
    }

    fn among(&self, reader: &mut Reader) -> Option<BTreeSet<usize>> {
        let typed = reader.texts_at(self.table, "among")?;
        let mut areas = BTreeSet::new();
        let mut sound = true;
        for typed in typed {
            match self.areas.find(typed, "area", reader) {
                Some(area) if !areas.insert(area) => {
                    let message = format!("`{}` is listed twice", shortened(&typed.text));
                    reader.fault(Code::DuplicateName, &typed.place, message, "remove one of them");
                    sound = false;
                }
                Some(_) => {}
                None => sound = false,
            }
        }
        sound.then_some(areas)
    }

    // ---- within and pair

    fn within(&self, rank: f64, reader: &mut Reader) -> Option<Correlation> {
        let typed = reader.texts_at(self.table, "within")?;
        let columns: Vec<Option<AreaColumn>> = typed.iter().map(|typed| column(typed, reader)).collect();
        let columns: Vec<AreaColumn> = columns.into_iter().collect::<Option<_>>()?;
        let (first, rest) = columns.split_first().map_or((AreaColumn::AnnualSaving, [].as_slice()), |(a, b)| (*a, b));
        Some(Correlation::Within { first, rest: rest.to_vec(), rank })
    }

    fn pair(&self, rank: f64, place: &Place, reader: &mut Reader) -> Option<Correlation> {
        let typed = reader.texts_at(self.table, "pair")?;
        let [first, second] = typed[..] else {
            let message = format!("`pair` needs two inputs, not {}", typed.len());
            let help = "write `pair = [\"area.ICT.slippage_months\", \"area.HR.slippage_months\"]`";
            reader.fault(Code::WrongKind, place, message, help);
            return None;
        };
        let (first, second) = (self.input(first, reader), self.input(second, reader));
        Some(Correlation::Pair { first: first?, second: second?, rank })
    }

    fn input(&self, typed: &Typed, reader: &mut Reader) -> Option<InputId> {
        let none = match InputId::parse(self.draft, &typed.text) {
            Ok(input) => return Some(input),
            Err(none) => none,
        };
        let is_open = none.missing.is_some_and(|kind| {
            reader.open.contains(At::all(kind)) || (kind == EntryKind::Prices && reader.open.is_of(kind, 0))
        });
        let time = [super::calendar::START, super::calendar::END];
        let is_open =
            is_open || (none.missing == Some(EntryKind::Prices) && time.into_iter().any(|at| reader.open.contains(at)));
        if !is_open {
            let message = format!("there is no input `{}`", shortened(&typed.text));
            let fault = Diagnostic::error(Code::UnknownName, message).at(typed.place.clone());
            reader.report(fault.maybe_help(none.advice));
        }
        None
    }
}

fn column(typed: &Typed, reader: &mut Reader) -> Option<AreaColumn> {
    let found = AreaColumn::ALL.into_iter().find(|column| column.name() == word(&typed.text));
    if found.is_none() {
        let message = format!("areas have no uncertain column `{}`", shortened(&typed.text));
        let help = nearest(&typed.text, AreaColumn::ALL.iter().map(|column| column.name())).advice();
        reader.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
    }
    found
}
