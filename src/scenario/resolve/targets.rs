//! What has been promised to whom.

use super::Known;
use super::calendar::Calendar;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::programme::{At, Direction, EntryKind, Measure, Stock, Target, TargetPart, Threshold, Whole};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::Table;
use rust_decimal::Decimal;

/// Reads `[[target]]`.
pub(super) fn read(root: &Table, known: &mut Known, calendar: &Calendar, reader: &mut Reader) -> Vec<Target> {
    let tables = known.targets.of_section(root, &schema::TARGET, reader);
    let mut targets = Vec::with_capacity(tables.len());
    for (entry, table) in tables.into_iter().enumerate() {
        let at = |column| At::of(EntryKind::Target, entry, column);
        let name = reader.text_at(table, "name").cloned();
        let name = known.targets.add(name.as_ref(), At::name(EntryKind::Target, entry), reader);
        let measure = measure(table, reader);
        let by = match table.get("by") {
            None if reader.is_misspelt(&table.place, "by") => None,
            None => Some(None),
            Some(_) => reader.year_at(table, "by").map(Some),
        };
        let part = part(table, known, reader);
        let limit = limit(table, measure, reader);
        let stand_in = (Direction::AtLeast, Threshold::Amount(Decimal::ZERO));
        let (direction, threshold) = reader.open.or(at("at_least"), limit, stand_in);
        targets.push(Target {
            name,
            measure: reader.open.or(at("measure"), measure, Measure::Whole(Whole::Npv)),
            by: reader.open.or(at("by"), by, Some(calendar.horizon.first())),
            part: reader.open.or(at("part"), part, TargetPart::Programme),
            direction,
            threshold,
        });
    }
    reader.open.note_if(known.targets.incomplete, At::all(EntryKind::Target));
    targets
}

fn measure(table: &Table, reader: &mut Reader) -> Option<Measure> {
    let typed = reader.text_at(table, "measure")?;
    let measure = Measure::parse(&word(&typed.text));
    if measure.is_none() {
        let names: Vec<String> = Measure::all().chain(Measure::of_workforce()).map(Measure::name).collect();
        let help = nearest(&typed.text, names.iter().map(String::as_str)).advice();
        let message = format!("there is no measure `{}`", shortened(&typed.text));
        reader.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
    }
    measure
}

fn part(table: &Table, known: &Known, reader: &mut Reader) -> Option<TargetPart> {
    let all = ["partner", "portfolio", "area", "workforce"];
    let keys: Vec<&str> = all.into_iter().filter(|key| table.get(key).is_some()).collect();
    match keys[..] {
        [] => Some(TargetPart::Programme),
        [key] => {
            let typed = reader.text_at(table, key)?;
            match key {
                "partner" => known.partners.find(typed, "partner", reader).map(TargetPart::Partner),
                "workforce" => known.workforce.find(typed, "workforce group", reader).map(TargetPart::Workforce),
                "area" => known.areas.find(typed, "area", reader).map(TargetPart::Area),
                _ => Some(TargetPart::Portfolio(typed.as_seen().text)),
            }
        }
        [_, second, ..] => {
            let place = table.get(second).map_or(&table.place, |entry| &entry.key.place);
            let message = "a target looks at one part: a partner, a portfolio, an area or a workforce group";
            reader.fault(Code::ExactlyOne, place, message, "keep one of them, and write another target for the other");
            None
        }
    }
}

fn limit(table: &Table, measure: Option<Measure>, reader: &mut Reader) -> Option<(Direction, Threshold)> {
    let (key, direction) = match (table.get("at_least"), table.get("at_most")) {
        (Some(_), None) => ("at_least", Direction::AtLeast),
        (None, Some(_)) => ("at_most", Direction::AtMost),
        (Some(_), Some(at_most)) => {
            let message = "a target has `at_least` or `at_most`, not both";
            reader.fault(Code::ExactlyOne, &at_most.key.place, message, "write two targets");
            return None;
        }
        (None, None) if ["at_least", "at_most"].iter().any(|key| reader.is_misspelt(&table.place, key)) => return None,
        (None, None) => {
            let message = "a target needs `at_least` or `at_most`";
            reader.fault(Code::ExactlyOne, &table.place, message, "add a line `at_least = \"£1m\"`, for example");
            return None;
        }
    };
    let typed = reader.plain(table, key)?;
    let measure = measure?;
    if measure.is_label() {
        return reader.year(typed).map(|year| (direction, Threshold::Year(year)));
    }
    let unit = match measure {
        _ if measure.is_money() => Unit::Money,
        Measure::Stock(Stock::PostsRemoved) | Measure::Staffing(_) => Unit::Posts,
        _ => Unit::Number,
    };
    let amount = reader.number(typed, Field::new(key, unit, Limits::ANY))?;
    Some((direction, Threshold::Amount(amount)))
}
