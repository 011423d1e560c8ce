//! What has been promised to whom.

use super::areas::Areas;
use super::calendar::Calendar;
use super::costs::year_of_the_horizon;
use super::names::Named;
use super::partners::Partners;
use super::references;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{Direction, Measure, Staffing, Stock, Target, TargetPart, Threshold, Whole, Workforce};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::{Entry, Table, Value};

/// Reads `[[target]]`.
pub(super) fn read(
    root: &Table,
    named: (&Areas, &Partners, &Named<Workforce>),
    calendar: &Calendar,
    reader: &mut Reader,
) -> Named<Target> {
    let mut targets = Named::of_section(root, &schema::TARGET, reader);
    let Some(tables) = reader.section_list(root, &schema::TARGET) else { return Named::unreadable() };
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        targets.names.add(name.as_ref(), "a target", reader);
        let measure = measure(table, reader);
        let by = by(table, measure, calendar, reader);
        let part = part(table, named, reader);
        let fits = fits(table, measure, named.2, reader);
        let limit = limit(table, measure, reader);
        let target = || {
            let (direction, threshold) = limit?;
            fits?;
            Some(Target { name: name?.as_seen().text, measure: measure?, by: by?, part: part?, direction, threshold })
        };
        targets.list.push(target());
    }
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

fn part(
    table: &Table,
    (areas, partners, workforce): (&Areas, &Partners, &Named<Workforce>),
    reader: &mut Reader,
) -> Option<TargetPart> {
    let all = ["partner", "portfolio", "area", "workforce"];
    let keys: Vec<&str> = all.into_iter().filter(|key| table.get(key).is_some()).collect();
    match keys[..] {
        [] => Some(TargetPart::Programme),
        [key] => {
            let typed = reader.text_at(table, key)?;
            match key {
                "partner" => partners.names.find(typed, "partner", reader).map(TargetPart::Partner),
                "workforce" => workforce.names.find(typed, "workforce group", reader).map(TargetPart::Workforce),
                "area" => areas.names.find(typed, "area", reader).map(TargetPart::Area),
                _ => references::portfolio(typed, &areas.portfolios(), !areas.names.incomplete, reader)
                    .map(TargetPart::Portfolio),
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

/// Whether the measure is one that the part has: posts are all that a workforce group has, and
/// headcount and turnover are of such groups alone. `None` where a fault was reported.
fn fits(table: &Table, measure: Option<Measure>, groups: &Named<Workforce>, reader: &mut Reader) -> Option<()> {
    let measure = measure?;
    let place = table.get("measure")?.value.place();
    let of_group = Measure::of_workforce().contains(&measure);
    match table.get("workforce") {
        None if !matches!(measure, Measure::Staffing(_)) => Some(()),
        None => {
            let message = format!("`{}` is a measure of a workforce group, but the target names none", measure.name());
            reader.fault(Code::MissingKey, place, message, "add a line `workforce = \"…\"` with the group's name");
            None
        }
        Some(_) if !of_group => {
            let message = format!("a workforce group has no `{}`", measure.name());
            let names = Measure::of_workforce().map(|measure| format!("`{}`", measure.name())).join(", ");
            reader.fault(Code::ForbiddenValue, place, message, format!("its measures are {names}"));
            None
        }
        Some(entry) => turnover_is_known(entry, measure, groups).or_else(|| {
            let message = "how many of this group leave of themselves is not known, so that nothing can be held to it";
            reader.fault(Code::MissingKey, place, message, "add `leavers_per_year` to the group");
            None
        }),
    }
}

fn turnover_is_known(group: &Entry, measure: Measure, groups: &Named<Workforce>) -> Option<()> {
    let Value::Plain(name) = &group.value else { return Some(()) };
    let group = groups.names.get(&name.text).and_then(|group| groups.list[group].as_ref());
    let unknown = group.is_some_and(|group| group.leavers_per_year.is_none());
    (measure != Measure::Staffing(Staffing::TurnoverAvailable) || !unknown).then_some(())
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
        Measure::Stock(Stock::PostsRemoved) | Measure::Staffing(_) => Unit::Posts,
        _ => Unit::Number,
    };
    let amount = reader.number(typed, Field::new(key, unit, Limits::ANY))?;
    Some((direction, Threshold::Amount(amount)))
}
