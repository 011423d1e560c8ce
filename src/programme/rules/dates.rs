//! Dates and years that must fit each other.

use super::Broken;
use crate::diagnostic::Code;
use crate::fiscal::FinancialYear;
use crate::programme::{At, Draft, EntryKind, Occurrence, Until};
use std::collections::HashMap;

const START: At = At::scenario("start");
const END: At = At::scenario("end");
const AS_OF: At = At::scenario("as_of");

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    data_date(draft, broken);
    went_live(draft, broken);
    risks(draft, broken);
    actuals(draft, broken);
    programme_costs(draft, broken);
    headcounts(draft, broken);
    for (grant, year) in draft.grants.iter().map(|grant| grant.year).enumerate() {
        year_of_the_horizon(draft, At::of(EntryKind::Grant, grant, "year"), year, broken);
    }
    for (target, year) in draft.targets.iter().enumerate().filter_map(|(at, target)| Some((at, target.by?))) {
        year_of_the_horizon(draft, At::of(EntryKind::Target, target, "by"), year, broken);
    }
}

fn data_date(draft: &Draft, broken: &mut Vec<Broken>) {
    let (horizon, as_of) = (draft.horizon, draft.as_of);
    if !(0..=horizon.end()).contains(&horizon.months(as_of)) {
        let (first, last) = (horizon.first().april(), horizon.last().plus(1).april());
        let message = format!("`as_of` {as_of} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
        let outside = Broken::new(Code::DataDate, AS_OF, message, format!("it can be from {first} to {last}"));
        broken.push(outside.resting_on([START, END]));
    }
}

fn went_live(draft: &Draft, broken: &mut Vec<Broken>) {
    for (area, month) in draft.areas.iter().enumerate().filter_map(|(at, area)| Some((at, area.went_live()?))) {
        if month > draft.as_of {
            let message = format!("`went_live` {month} is after the data date {} (`as_of`)", draft.as_of);
            let help = "what goes live later is not live yet; or move `as_of` on";
            let ahead = Broken::new(Code::DateOrder, At::area(area, "went_live"), message, help);
            broken.push(ahead.resting_on([AS_OF]));
        }
    }
}

fn risks(draft: &Draft, broken: &mut Vec<Broken>) {
    let as_of = draft.as_of;
    for (risk, it) in draft.risks.iter().enumerate() {
        let Occurrence::Once { date, .. } = it.occurrence else { continue };
        if date < as_of {
            let message =
                format!("the date {date} lies before the data date {as_of} (`as_of`): what is past is no risk");
            let help = format!("write a month from {as_of} on, or leave `date` blank for {as_of}");
            let past = Broken::new(Code::DateOrder, At::of(EntryKind::Risk, risk, "date"), message, help);
            broken.push(past.resting_on([AS_OF]));
        }
    }
}

/// Amounts are reported of years that are counted and have begun, of each once.
fn actuals(draft: &Draft, broken: &mut Vec<Broken>) {
    let (horizon, as_of) = (draft.horizon, draft.as_of);
    let mut seen: HashMap<(Option<usize>, FinancialYear), usize> = HashMap::new();
    for (entry, actual) in draft.actuals.iter().enumerate() {
        let (at, year) = (|column| At::of(EntryKind::Actual, entry, column), actual.year);
        match horizon.index_of(year) {
            None => {
                let message = format!("{year} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
                let help = "leave this row out, or begin the horizon earlier";
                broken.push(Broken::new(Code::YearOutside, at("year"), message, help).resting_on([START, END]));
            }
            Some(index) if 12 * index as i32 >= horizon.months(as_of) => {
                let message = format!(
                    "{year} had not begun at the data date {as_of} (`as_of`), so nothing can be reported for it"
                );
                let ahead = Broken::new(Code::YearAhead, at("year"), message, "leave this row out, or move `as_of` on");
                broken.push(ahead.resting_on([START, END, AS_OF]));
            }
            Some(_) => {}
        }
        if let Some(first) = seen.insert((actual.area, year), entry) {
            let message = format!("there are two rows for the same area and the year {year}");
            let twice = Broken::new(Code::DuplicateActual, at(""), message, "add them up in one row");
            let of_first = |column| At::of(EntryKind::Actual, first, column);
            let twice = twice.also(of_first(""), "the first is here");
            broken.push(twice.resting_on([at("area"), at("year"), of_first("area"), of_first("year")]));
        }
    }
}

fn programme_costs(draft: &Draft, broken: &mut Vec<Broken>) {
    for (line, cost) in draft.programme_costs.iter().enumerate() {
        let (at, from) = (|column| At::of(EntryKind::ProgrammeCost, line, column), cost.from);
        if let Until::Date(until) = cost.until
            && until < from
        {
            let message = format!("`until` {until} is before `from` {from}");
            let order = Broken::new(Code::DateOrder, at("until"), message, "write the later date as `until`");
            broken.push(order.resting_on([at("from")]));
        }
    }
}

fn headcounts(draft: &Draft, broken: &mut Vec<Broken>) {
    for (group, as_at) in draft.workforce.iter().map(|group| group.as_at).enumerate() {
        if as_at > draft.as_of {
            let message =
                format!("the headcount is of {as_at}, which is after the data date {} (`as_of`)", draft.as_of);
            let help = "write a headcount that was known by then, or move `as_of` on";
            let ahead = Broken::new(Code::DateOrder, At::of(EntryKind::Workforce, group, "as_at"), message, help);
            broken.push(ahead.resting_on([AS_OF]));
        }
    }
}

fn year_of_the_horizon(draft: &Draft, at: At, year: FinancialYear, broken: &mut Vec<Broken>) {
    let horizon = draft.horizon;
    if horizon.index_of(year).is_none() {
        let message = format!("{year} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
        let outside = Broken::new(Code::YearOutside, at, message, "write a year that is counted");
        broken.push(outside.resting_on([START, END]));
    }
}
