//! What was understood of a scenario, as a finance officer would want to read it back.

use super::by_year;
use crate::diagnostic::listed;
use crate::money::Pounds;
use crate::plan::{Staff, planned};
use crate::programme::{Actual, Area, Correlation, Mark, Programme, Target, Terms, Workforce};
use crate::report::compose::Input;
use crate::report::document::{Column, Document, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Unit};
use crate::report::words::inputs::{amount, areas as areas_of, exit, grant, percent, pounds, programme_cost, risk};
use crate::report::words::{Goal, MOST_NAMED, counted};
use crate::scenario::{Reading, Stated, Uncovered};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The account that `check` prints.
pub(super) fn account(reading: &Reading) -> Document {
    let programme = &reading.programme;
    let mut sections = vec![heading(programme), areas(programme)];
    sections.extend(by_year::sections(programme));
    sections.extend(workforce(programme));
    sections.extend([partners(programme), risks(programme), money(programme), dependence(programme)]);
    sections.extend([targets(programme), register(reading)]);
    let mut reading = Section::new("reading", "");
    reading.paragraph(["A range is the middle 80% of a distribution.".into()]);
    sections.push(reading);
    Document::new(name(&programme.title), sections)
}

/// A section of lines; the first dozen of them, and how many more there are.
fn section(id: &'static str, heading: impl Into<Sentence>, lines: Vec<Sentence>) -> Section {
    let mut section = Section::new(id, heading);
    let more = lines.len().saturating_sub(MOST_NAMED);
    let rest = (more > 0).then(|| format!("and {more} more").into());
    section.list(None, lines.into_iter().take(MOST_NAMED).chain(rest).collect());
    section
}

/// Names, the first dozen of them.
fn named(names: Vec<Sentence>) -> Sentence {
    let more = names.len().saturating_sub(MOST_NAMED);
    let mut shown: Vec<Sentence> = names.into_iter().take(MOST_NAMED).collect();
    if more > 0 {
        shown.push(format!("{more} more").into());
    }
    Sentence::listed(shown, "and")
}

fn heading(programme: &Programme) -> Section {
    let horizon = programme.horizon;
    let years = counted(horizon.len(), "year", "years");
    let as_of = programme.as_of.in_words();
    let past = if programme.as_of_months() == 0 { "nothing is past" } else { "what falls before is past" };
    let prices = &programme.prices;
    let terms = match prices.terms {
        Terms::Cash => format!("cash terms, amounts stated in prices of {}", prices.base),
        Terms::Real => format!("real terms, in prices of {}", prices.base),
    };
    let rates: Vec<String> = (programme.discounting.steps.iter())
        .map(|(years, rate)| match years {
            0 => percent(*rate),
            _ => format!("{} from year {years} on", percent(*rate)),
        })
        .collect();
    let mut lines: Vec<Sentence> = vec![
        format!("{} to {} ({years})", horizon.first(), horizon.last()).into(),
        format!("data date: {as_of} is the first month that is forecast; {past}").into(),
        terms.into(),
        format!("discounted at {} a year to {}", listed(&rates, "and"), programme.discounting.base).into(),
    ];
    lines.extend(programme.source.as_ref().map(|source| Sentence::from("source: ") + name(source)));
    section("programme", "", lines)
}

// ---- areas

fn areas(programme: &Programme) -> Section {
    let mut section = Section::new("areas", format!("Business areas: {}", programme.areas.len()));
    let row = |words: &str, members: Vec<&Area>| {
        (!members.is_empty()).then(|| {
            let count = members.len().to_string();
            Row::below(1, [words, &count, &planned_saving(&members, programme)].map(Value::text).into())
        })
    };
    let of_status =
        |(status, words)| row(words, programme.areas.iter().filter(|area| area.status.name() == status).collect());
    let statuses = [("live", "live"), ("approved", "approved"), ("design", "in design")];
    let all = row("all", programme.areas.iter().collect());
    section.table(Table {
        id: "areas",
        caption: Sentence::new(),
        unit: None,
        columns: vec![
            Column::text("status", ""),
            Column::number("areas", "Areas"),
            Column::number("annual_saving", "A year when fully embedded"),
        ],
        rows: statuses.into_iter().filter_map(of_status).chain(all).collect(),
    });
    section
        .list(None, [left_out(programme), overdue(programme), portfolios(programme)].into_iter().flatten().collect());
    section
}

/// The plan's savings in full: each area's most likely one, or its level after the last year of its plan.
fn planned_saving(areas: &[&Area], programme: &Programme) -> String {
    pounds(areas.iter().map(|area| area.full_saving(programme.horizon)).sum())
}

fn left_out(programme: &Programme) -> Option<Sentence> {
    let upside: Vec<&Area> = programme.areas.iter().filter(|area| !area.in_plan).collect();
    (!upside.is_empty()).then(|| {
        let areas = counted(upside.len(), "area", "areas");
        format!("not in the plan: {areas}, {} a year when fully embedded", planned_saving(&upside, programme)).into()
    })
}

fn overdue(programme: &Programme) -> Option<Sentence> {
    let late: Vec<Sentence> = (programme.areas.iter())
        .filter(|area| !area.is_live() && area.go_live < programme.as_of)
        .map(|area| {
            let months = counted(programme.as_of.months_since(area.go_live) as usize, "month", "months");
            Sentence::from(name(&area.name)) + format!(" (planned for {}, {months})", area.go_live.in_words())
        })
        .collect();
    (!late.is_empty()).then(|| Sentence::from("overdue at the data date: ") + named(late))
}

fn portfolios(programme: &Programme) -> Option<Sentence> {
    let mut names: Vec<&str> = programme.areas.iter().filter_map(|area| area.portfolio.as_deref()).collect();
    names.sort_unstable();
    let counts = names.chunk_by(|one, other| one == other);
    let counts: Vec<Sentence> =
        counts.map(|same| Sentence::from(name(same[0])) + format!(" ({})", same.len())).collect();
    (!counts.is_empty()).then(|| Sentence::from("portfolios: ") + named(counts))
}

// ---- workforce

/// A section for each group: its plan year by year; a year in which too few leave is marked.
fn workforce(programme: &Programme) -> Vec<Section> {
    let Ok(lines) = planned(programme) else { return Vec::new() };
    let group = |(place, group): (usize, &Workforce)| group_of(programme, group, &Staff::of(programme, &lines, place));
    programme.workforce.iter().enumerate().map(group).collect()
}

fn group_of(programme: &Programme, group: &Workforce, staff: &Staff) -> Section {
    let leavers = match &group.leavers_per_year {
        None => "how many leave of their own accord is not given".into(),
        Some(share) => format!("{} leave of their own accord in a year", amount(share, percent)),
    };
    let redundancy = if group.redundancy_possible { "redundancy is possible" } else { "no redundancy" };
    let mut section = Section::new("workforce", Sentence::from("Workforce group: ") + name(&group.name));
    let count = Sentence::from(posts(group.headcount));
    section.list(None, vec![count + format!(" in {}; {leavers}; {redundancy}", group.as_at.in_words())]);
    let row = |year: usize| {
        let needed = staff.turnover_needed[year];
        let available = staff.turnover_available.as_ref().map(|years| years[year]);
        let is_short = available.is_some_and(|available| needed > available);
        Row::new(vec![
            Value::Year(programme.horizon.year(year)),
            Value::Figure(posts(staff.headcount[year])),
            Value::Figure(posts(needed)),
            Value::figure(available.map(posts)),
            if is_short { Value::text("too few leave") } else { Value::Blank },
        ])
    };
    section.table(Table {
        id: "workforce",
        caption: Sentence::new(),
        unit: None,
        columns: vec![
            Column::text("year", "The plan"),
            Column::number("headcount", "Headcount"),
            Column::number("turnover_needed", "To leave without redundancy"),
            Column::number("turnover_available", "Leave of their own accord"),
            Column::text("short", ""),
        ],
        rows: (0..programme.horizon.len()).map(row).collect(),
    });
    section
}

/// Full-time equivalents, to a tenth.
fn posts(count: Decimal) -> Figure {
    Figure::stated(count.round_dp(1).to_f64().unwrap_or(f64::NAN), Unit::Posts)
}

// ---- partners and risks

fn partners(programme: &Programme) -> Section {
    let shares = programme.sharing.savings.iter().zip(programme.sharing.costs.iter());
    let lines = programme.partners.iter().zip(shares).map(|(partner, (savings, costs))| {
        Sentence::from(name(&partner.name))
            + format!(": {} of savings, {} of costs", percent(*savings), percent(*costs))
    });
    let mut section = Section::new("partners", format!("Partners: {}", programme.partners.len()));
    let own =
        programme.areas.iter().filter(|area| area.savings_shares.is_some() || area.costs_shares.is_some()).count();
    let own = (own > 0).then(|| format!("{} with shares of their own", counted(own, "area", "areas")).into());
    section.list(None, lines.chain(own).collect());
    section
}

fn risks(programme: &Programme) -> Section {
    let lines = programme.risks.iter().map(|of| risk(of, programme)).collect();
    section("risks", format!("Risks: {}", programme.risks.len()), lines)
}

// ---- money beside the areas

fn money(programme: &Programme) -> Section {
    let mut all = Section::new("money", "Programme costs, grants, exit and what has been reported");
    let kinds = [
        programme.programme_costs.iter().map(programme_cost).collect(),
        programme.grants.iter().map(grant).collect(),
        programme.exit.iter().map(|of| exit(of).into()).collect(),
        actuals(&programme.actuals).into_iter().collect(),
    ];
    all.blocks.extend(kinds.into_iter().flat_map(|lines| section("", "", lines).blocks));
    all
}

fn actuals(actuals: &[Actual]) -> Option<Sentence> {
    let mut years: Vec<_> = actuals.iter().map(|actual| actual.year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let sum = |of: fn(&Actual) -> Option<Pounds>| -> String {
        pounds(actuals.iter().filter_map(of).map(Pounds::decimal).sum())
    };
    let saving = sum(|actual| actual.gross_saving);
    let (cost, grant) = (sum(|actual| actual.cost), sum(|actual| actual.grant));
    let years_in_words = listed(&years, "and");
    (!years.is_empty()).then(|| {
        format!("reported for {years_in_words}: {saving} of gross saving, {cost} of cost, {grant} of grants").into()
    })
}

// ---- dependence and targets

fn dependence(programme: &Programme) -> Section {
    let words = |correlation: &Correlation| match correlation {
        Correlation::Across { column, members, rank, .. } => {
            let members = programme.members(members).len();
            format!("{} across {}: {rank}", column.name(), areas_of(members, programme))
        }
        Correlation::Within { first, rest, rank } => {
            let rest: Vec<&str> = rest.iter().map(|column| column.name()).collect();
            format!("within each area, {} with {}: {rank}", listed(&rest, "and"), first.name())
        }
        Correlation::Pair { first, second, rank } => {
            format!("{} with {}: {rank}", second.name(programme), first.name(programme))
        }
    };
    let mut section = Section::new("dependence", "Dependence (rank correlations)");
    section.list(None, programme.correlations.iter().map(|correlation| words(correlation).into()).collect());
    section
}

fn targets(programme: &Programme) -> Section {
    let words = |target: &Target| {
        let goal = Goal::of_programme(programme, target);
        Sentence::from(name(&target.name)) + ": " + goal.itself()
    };
    section("targets", format!("Targets: {}", programme.targets.len()), programme.targets.iter().map(words).collect())
}

// ---- the register

fn register(reading: &Reading) -> Section {
    let Some(register) = &reading.programme.register else {
        let mut section = Section::new("register", "Register of assumptions: none");
        section.paragraph(["Name one with `register` to say where each figure comes from.".into()]);
        return section;
    };
    let entries = counted(register.entries.len(), "entry", "entries");
    let mut section = Section::new("register", format!("Register of assumptions: {entries}"));
    let of_mark = |mark: Mark| {
        let count = register.entries.iter().filter(|entry| entry.mark == mark).count();
        (count > 0).then(|| format!("{count} {}", mark.name()).into())
    };
    section.list(None, Mark::ALL.into_iter().filter_map(of_mark).collect());
    if reading.uncovered.is_empty() {
        section.paragraph(["It covers every figure of the scenario.".into()]);
        return section;
    }
    let more = reading.uncovered.len().saturating_sub(2 * MOST_NAMED);
    let rest = (more > 0).then(|| format!("and {more} more").into());
    let told = reading.uncovered.iter().take(2 * MOST_NAMED).map(uncovered_in_words);
    section.list(Some("It does not cover:".into()), told.chain(rest).collect());
    section
}

/// Every cell and key as it was written.
pub(super) fn inputs(reading: &Reading) -> Vec<Input> {
    let input =
        |Stated { table, entry, column, text, is_figure }| Input { table, entry, column, written: text, is_figure };
    reading.stated().into_iter().map(input).collect()
}

fn uncovered_in_words(uncovered: &Uncovered) -> Sentence {
    let of = format!("{}.{}", uncovered.table, uncovered.column);
    if uncovered.rows.is_empty() {
        return of.into();
    }
    Sentence::from(of + " of ") + named(uncovered.rows.iter().map(|row| name(row).into()).collect())
}
