//! What a scenario says about dependence between its inputs.

use super::areas::Areas;
use super::calendar::Calendar;
use super::dependence::Dependence;
use super::inputs::{Draw, Found};
use super::names::Named;
use super::references;
use crate::diagnostic::{Code, Diagnostic, Place, nearest, shortened};
use crate::programme::{AreaColumn, Correlation, Exit, Grant, InputId, Prices, ProgrammeCost, Risk, Workforce};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::Table;
use crate::scenario::typed::Typed;

/// The parts of a programme that hold inputs.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub areas: &'a Areas,
    pub risks: &'a Named<Risk>,
    pub costs: &'a Named<ProgrammeCost>,
    pub grants: &'a Named<Grant>,
    pub exit: Option<&'a Exit>,
    pub workforce: &'a Named<Workforce>,
    pub exit_is_typed: bool,
    pub prices: Option<&'a Prices>,
    pub calendar: &'a Calendar,
}

const ACROSS: Field = Field::new("rank_correlation", Unit::Fraction, Limits::SHARE);
const OTHERS: Field =
    Field::new("rank_correlation", Unit::Fraction, Limits { low: Some(-1), high: Some(1), above_low: false });
const KINDS: [&str; 3] = ["across", "within", "pair"];

/// Reads `[[correlation]]`; `None` where a fault was reported.
pub(super) fn read(root: &Table, parts: &Parts<'_>, reader: &mut Reader) -> Option<Vec<Correlation>> {
    let mut dependence = Dependence::of_growth(parts);
    let mut correlations = Vec::new();
    for (number, table) in reader.section_list(root, &schema::CORRELATION)?.into_iter().enumerate() {
        let mut entry = Entry { table, number: number + 1, parts, dependence: &mut dependence };
        correlations.push(entry.read(reader));
    }
    dependence.check_cycles(parts, reader);
    correlations.into_iter().collect()
}

/// One `[[correlation]]`.
struct Entry<'a, 'p> {
    table: &'a Table,
    number: usize,
    parts: &'a Parts<'p>,
    dependence: &'a mut Dependence,
}

impl Entry<'_, '_> {
    fn read(&mut self, reader: &mut Reader) -> Option<Correlation> {
        let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| self.table.get(kind).is_some()).collect();
        let place = kinds.first().and_then(|kind| self.table.get(kind)).map(|entry| entry.value.place().clone());
        let place = place.unwrap_or_else(|| self.table.place.clone());
        self.dependence.begin_entry(&place);
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
        match kind {
            "across" => self.across(rank, &place, reader),
            "within" => self.within(rank, &place, reader),
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

    fn across(&mut self, rank: Option<f64>, place: &Place, reader: &mut Reader) -> Option<Correlation> {
        let column = reader.text_at(self.table, "across").and_then(|typed| self.column(typed, reader));
        let members = self.members(column, reader);
        let (column, (name, areas)) = (column?, members?);
        let drawn: Vec<InputId> = self.drawn(&areas, column);
        for &input in &drawn {
            self.dependence.add(input, None, self.parts, reader);
        }
        let unclear = areas.iter().any(|&area| self.parts.draw(InputId::Area(area, column)).is_none());
        if drawn.len() < 2 && !unclear {
            let message = format!(
                "this correlation has no effect: fewer than two of its areas have an uncertain `{}`",
                column.name()
            );
            let help = "only distributions are correlated, not fixed numbers";
            reader.report(Diagnostic::warning(Code::NoEffect, message).at(place.clone()).help(help));
        }
        Some(Correlation::Across { name, column, areas, rank: rank? })
    }

    fn drawn(&self, areas: &[usize], column: AreaColumn) -> Vec<InputId> {
        let inputs = areas.iter().map(|&area| InputId::Area(area, column));
        inputs.filter(|&input| self.parts.draw(input) == Some(Draw::Once)).collect()
    }

    /// The name of the common cause and its areas, ascending.
    fn members(&self, column: Option<AreaColumn>, reader: &mut Reader) -> Option<(String, Vec<usize>)> {
        let areas = self.parts.areas;
        let column = column.map_or("", AreaColumn::name);
        match (self.table.get("among"), self.table.get("portfolio")) {
            (None, None) if areas.names.len() == 0 => None,
            (None, None) => Some((format!("common.{column}"), (0..areas.names.len()).collect())),
            (Some(_), None) => Some((format!("common.{column}.{}", self.number), self.among(reader)?)),
            (None, Some(_)) => {
                let typed = reader.text_at(self.table, "portfolio")?;
                let portfolio = references::portfolio(typed, &areas.portfolios(), !areas.names.incomplete, reader)?;
                let is_member = |&area: &usize| areas.rows[area].portfolio.as_deref() == Some(&portfolio);
                Some((format!("common.{column}.{portfolio}"), (0..areas.rows.len()).filter(is_member).collect()))
            }
            (Some(_), Some(portfolio)) => {
                let message = "this correlation has both `among` and `portfolio`";
                reader.fault(Code::ExactlyOne, &portfolio.key.place, message, "write one of the two");
                None
            }
        }
    }

    fn among(&self, reader: &mut Reader) -> Option<Vec<usize>> {
        let typed = reader.texts_at(self.table, "among")?;
        let mut areas = Vec::with_capacity(typed.len());
        let mut sound = true;
        for typed in typed {
            match self.parts.areas.names.find(typed, "area", reader) {
                Some(area) if areas.contains(&area) => {
                    let message = format!("`{}` is listed twice", shortened(&typed.text));
                    reader.fault(Code::DuplicateName, &typed.place, message, "remove one of them");
                    sound = false;
                }
                Some(area) => areas.push(area),
                None => sound = false,
            }
        }
        areas.sort_unstable();
        sound.then_some(areas)
    }

    // ---- within

    fn within(&mut self, rank: Option<f64>, place: &Place, reader: &mut Reader) -> Option<Correlation> {
        let typed = reader.texts_at(self.table, "within")?;
        let columns: Vec<Option<AreaColumn>> = typed.iter().map(|typed| self.column(typed, reader)).collect();
        let columns: Vec<AreaColumn> = columns.into_iter().collect::<Option<_>>()?;
        for (at, column) in columns.iter().enumerate() {
            if columns[..at].contains(column) {
                let message = format!("`{}` would depend on itself: it is listed twice", column.name());
                reader.fault(Code::DependsOnItself, &typed[at].place, message, "name different columns");
                return None;
            }
        }
        let Some((&first, rest)) = columns.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            let message = "`within` needs two columns at least";
            reader.fault(
                Code::MissingValue,
                place,
                message,
                "write `within = [\"slippage_months\", \"implementation_cost\"]`",
            );
            return None;
        };
        self.add_within(first, rest, place, reader);
        Some(Correlation::Within { first, rest: rest.to_vec(), rank: rank? })
    }

    fn add_within(&mut self, first: AreaColumn, rest: &[AreaColumn], place: &Place, reader: &mut Reader) {
        let (mut effective, mut unclear) = (false, self.parts.areas.names.incomplete);
        for area in 0..self.parts.areas.rows.len() {
            for &column in rest {
                let (parent, child) = (InputId::Area(area, first), InputId::Area(area, column));
                match (self.parts.draw(parent), self.parts.draw(child)) {
                    (Some(Draw::Once), Some(Draw::Once)) => {
                        self.dependence.add(child, Some(parent), self.parts, reader);
                        effective = true;
                    }
                    (None, _) | (_, None) => unclear = true,
                    _ => {}
                }
            }
        }
        if !effective && !unclear {
            let message = "this correlation has no effect: in no area are both columns uncertain";
            let help = "only distributions are correlated, not fixed numbers";
            reader.report(Diagnostic::warning(Code::NoEffect, message).at(place.clone()).help(help));
        }
    }

    // ---- pair

    fn pair(&mut self, rank: Option<f64>, place: &Place, reader: &mut Reader) -> Option<Correlation> {
        let typed = reader.texts_at(self.table, "pair")?;
        let [first, second] = typed[..] else {
            let message = format!("`pair` needs two inputs, not {}", typed.len());
            let help = "write `pair = [\"area.ICT.slippage_months\", \"area.HR.slippage_months\"]`";
            reader.fault(Code::WrongKind, place, message, help);
            return None;
        };
        if first.text == second.text {
            let message = format!("`{}` cannot be correlated with itself", shortened(&first.text));
            reader.fault(Code::DependsOnItself, &second.place, message, "name two different inputs");
            return None;
        }
        let (parent, child) = (self.input(first, reader), self.input(second, reader));
        let (parent, child) = (parent?, child?);
        match (self.parts.draw(parent)?, self.parts.draw(child)?) {
            (Draw::Once, Draw::Once) => self.dependence.add(child, Some(parent), self.parts, reader),
            (parent_draw, _) => {
                let fixed = if parent_draw == Draw::Once { second } else { first };
                let message = format!("this correlation has no effect: `{}` is not drawn", shortened(&fixed.text));
                let help = "fixed numbers and facts of the past take no part in correlations";
                reader.report(Diagnostic::warning(Code::NoEffect, message).at(fixed.place.clone()).help(help));
            }
        }
        Some(Correlation::Pair { first: parent, second: child, rank: rank? })
    }

    fn input(&self, typed: &Typed, reader: &mut Reader) -> Option<InputId> {
        match self.parts.find(&typed.text) {
            Found::Input(input) if self.parts.draw(input) == Some(Draw::AtEachEvent) => {
                let message =
                    format!("`{}` takes no part in correlations, because its risk recurs", shortened(&typed.text));
                let help = "only inputs that are drawn once in each trial are correlated";
                reader.fault(Code::NoPart, &typed.place, message, help);
                None
            }
            Found::Input(input) => Some(input),
            Found::Unclear => None,
            Found::Nothing(advice) => {
                let message = format!("there is no input `{}`", shortened(&typed.text));
                let fault = Diagnostic::error(Code::UnknownName, message).at(typed.place.clone());
                reader.report(fault.maybe_help(advice));
                None
            }
        }
    }

    fn column(&self, typed: &Typed, reader: &mut Reader) -> Option<AreaColumn> {
        let found = AreaColumn::ALL.into_iter().find(|column| column.name() == word(&typed.text));
        if found.is_none() {
            let message = format!("areas have no uncertain column `{}`", shortened(&typed.text));
            let help = nearest(&typed.text, AreaColumn::ALL.iter().map(|column| column.name())).advice();
            reader.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
        }
        found
    }
}
