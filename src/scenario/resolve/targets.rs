//! What has been promised to whom.

use super::areas::Areas;
use super::calendar::Calendar;
use super::costs::year_of_the_horizon;
use super::names::Named;
use super::partners::Partners;
use super::references;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{Direction, Measure, Stock, Target, TargetPart, Threshold, Whole};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;

/// Reads `[[target]]`.
pub(super) fn read(
    root: &Table,
    areas: &Areas,
    partners: &Partners,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Named<Target> {
    let mut targets = Named::default();
    let Some(tables) = reader.section_list(root, &schema::TARGET) else { return Named::unreadable() };
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        targets.names.add(name.as_ref(), "a target", reader);
        let measure = measure(table, reader);
        let by = by(table, measure, calendar, reader);
        let part = part(table, areas, partners, reader);
        let limit = limit(table, measure, reader);
        let target = || {
            let (direction, threshold) = limit?;
            Some(Target { name: name?.text, measure: measure?, by: by?, part: part?, direction, threshold })
        };
        targets.list.push(target());
    }
    targets
}

fn measure(table: &Table, reader: &mut Reader) -> Option<Measure> {
    let typed = reader.text_at(table, "measure")?;
    let measure = Measure::parse(&typed.text);
    if measure.is_none() {
        let names: Vec<String> = Measure::all().map(Measure::name).collect();
        let help = nearest(&typed.text, names.iter().map(String::as_str)).advice();
        let message = format!("there is no measure `{}`", shortened(&typed.text));
        reader.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
    }
    measure
}

/// `Some(None)` for a measure of the whole horizon.
fn by(
    table: &Table,
    measure: Option<Measure>,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Option<Option<FinancialYear>> {
    let year = year_of_the_horizon(table, "by", calendar, reader);
    let measure = measure?;
    match (measure.is_yearly(), table.get("by")) {
        (true, Some(_)) => year.map(Some),
        (false, None) => Some(None),
        (true, None) if reader.is_misspelt(&table.place, "by") => None,
        (true, None) => {
            let message = format!("a target for `{}` needs a year, as it has one figure for each", measure.name());
            reader.fault(Code::MissingKey, &table.place, message, "add a line `by = \"2022/23\"`");
            None
        }
        (false, Some(entry)) => {
            let message = format!("`{}` is a figure for the whole horizon, so that `by` means nothing", measure.name());
            reader.fault(Code::ForbiddenValue, &entry.key.place, message, "remove `by`, or name a yearly measure");
            None
        }
    }
}

fn part(table: &Table, areas: &Areas, partners: &Partners, reader: &mut Reader) -> Option<TargetPart> {
    let keys: Vec<&str> = ["partner", "portfolio", "area"].into_iter().filter(|key| table.get(key).is_some()).collect();
    match keys[..] {
        [] => Some(TargetPart::Programme),
        [key] => {
            let typed = reader.text_at(table, key)?;
            match key {
                "partner" => partners.names.find(typed, "partner", reader).map(TargetPart::Partner),
                "area" => areas.names.find(typed, "area", reader).map(TargetPart::Area),
                _ => references::portfolio(typed, &areas.portfolios(), !areas.names.incomplete, reader)
                    .map(TargetPart::Portfolio),
            }
        }
        [_, second, ..] => {
            let place = table.get(second).map_or(&table.place, |entry| &entry.key.place);
            let message = "a target looks at one part: a partner, a portfolio or an area";
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
    if measure == Measure::Whole(Whole::PaybackYear) {
        return reader.year(typed).map(|year| (direction, Threshold::Year(year)));
    }
    let unit = match measure {
        _ if measure.is_money() => Unit::Money,
        Measure::Stock(Stock::PostsRemoved) => Unit::Posts,
        _ => Unit::Number,
    };
    let amount = reader.number(typed, Field::new(key, unit, Limits::ANY))?;
    Some((direction, Threshold::Amount(amount)))
}
