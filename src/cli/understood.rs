//! What was understood of a scenario, as a finance officer would want to read it back.

use super::words::{MOST_NAMED, amount, counted, is_nil, months, named, percent, plain, pounds};
use crate::diagnostic::listed;
use crate::money::{Pounds, group_thousands};
use crate::plan::{Staff, planned};
use crate::programme::{
    Actual, Area, AreaColumn, Correlation, Direction, Grant, Mark, Measure, Occurrence, Programme, ProgrammeCost, Risk,
    RiskColumn, Target, TargetPart, Terms, Threshold, Until, Workforce,
};
use crate::scenario::{Reading, Uncovered};
use rust_decimal::Decimal;

/// The summary that `check` prints.
pub(super) fn summary(reading: &Reading) -> String {
    let programme = &reading.programme;
    let mut text = String::new();
    heading(programme, &mut text);
    areas(programme, &mut text);
    workforce(programme, &mut text);
    partners(programme, &mut text);
    risks(programme, &mut text);
    money(programme, &mut text);
    dependence(programme, &mut text);
    targets(programme, &mut text);
    register(reading, &mut text);
    line(&mut text, "\nA range is the middle 80% of a distribution.");
    text
}

fn line(text: &mut String, line: impl AsRef<str>) {
    text.push_str(line.as_ref());
    text.push('\n');
}

fn section(text: &mut String, title: &str) {
    line(text, format!("\n{title}"));
}

fn heading(programme: &Programme, text: &mut String) {
    let horizon = programme.horizon;
    line(text, &programme.title);
    let years = counted(horizon.len(), "year", "years");
    line(text, format!("  {} to {} ({years})", horizon.first(), horizon.last()));
    let as_of = programme.as_of.in_words();
    let past = if programme.as_of_months() == 0 { "nothing is past" } else { "what falls before is past" };
    line(text, format!("  data date: {as_of} is the first month that is forecast; {past}"));
    let prices = &programme.prices;
    let terms = match prices.terms {
        Terms::Cash => format!("cash terms, amounts stated in prices of {}", prices.base),
        Terms::Real => format!("real terms, in prices of {}", prices.base),
    };
    line(text, format!("  {terms}"));
    let rates: Vec<String> = (programme.discounting.steps.iter())
        .map(|(years, rate)| match years {
            0 => percent(*rate),
            _ => format!("{} from year {years} on", percent(*rate)),
        })
        .collect();
    line(text, format!("  discounted at {} a year to {}", listed(&rates, "and"), programme.discounting.base));
    if let Some(source) = &programme.source {
        line(text, format!("  source: {source}"));
    }
}

// ---- areas

fn areas(programme: &Programme, text: &mut String) {
    section(text, &format!("Business areas: {}", programme.areas.len()));
    for (status, words) in [("live", "live"), ("approved", "approved"), ("design", "in design")] {
        let members: Vec<&Area> = programme.areas.iter().filter(|area| area.status.name() == status).collect();
        if members.is_empty() {
            continue;
        }
        let planned = planned_saving(members.iter().copied());
        line(text, format!("  {words:<10} {:>5}   {:>14} a year when fully embedded", members.len(), planned));
    }
    line(
        text,
        format!("  {:<10} {:>5}   {:>14}", "all", programme.areas.len(), planned_saving(programme.areas.iter())),
    );
    left_out(programme, text);
    overdue(programme, text);
    portfolios(programme, text);
}

/// The plan's savings: each area's most likely one.
fn planned_saving<'a>(areas: impl Iterator<Item = &'a Area>) -> String {
    let total: Decimal = areas.map(|area| area[AreaColumn::AnnualSaving].most_likely()).sum();
    pounds(total)
}

fn left_out(programme: &Programme, text: &mut String) {
    let upside: Vec<&Area> = programme.areas.iter().filter(|area| !area.in_plan).collect();
    if !upside.is_empty() {
        let areas = counted(upside.len(), "area", "areas");
        let saving = planned_saving(upside.iter().copied());
        line(text, format!("  not in the plan: {areas}, {saving} a year when fully embedded"));
    }
}

fn overdue(programme: &Programme, text: &mut String) {
    let late: Vec<String> = (programme.areas.iter())
        .filter(|area| !area.is_live() && area.go_live < programme.as_of)
        .map(|area| {
            let months = counted(programme.as_of.months_since(area.go_live) as usize, "month", "months");
            format!("{} (planned for {}, {months})", area.name, area.go_live.in_words())
        })
        .collect();
    if !late.is_empty() {
        line(text, format!("  overdue at the data date: {}", named(&late)));
    }
}

fn portfolios(programme: &Programme, text: &mut String) {
    let mut names: Vec<&str> = programme.areas.iter().filter_map(|area| area.portfolio.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let counts: Vec<String> = (names.iter())
        .map(|name| {
            let members = programme.areas.iter().filter(|area| area.portfolio.as_deref() == Some(name)).count();
            format!("{name} ({members})")
        })
        .collect();
    if !counts.is_empty() {
        line(text, format!("  portfolios: {}", named(&counts)));
    }
}

// ---- workforce

fn workforce(programme: &Programme, text: &mut String) {
    let Ok(lines) = planned(programme) else { return };
    if programme.workforce.is_empty() {
        return;
    }
    section(text, &format!("Workforce: {}", counted(programme.workforce.len(), "group", "groups")));
    for (place, group) in programme.workforce.iter().enumerate() {
        group_in_words(programme, group, &Staff::of(programme, &lines, place), text);
    }
}

/// A group, then its plan year by year; a year in which too few leave is marked.
fn group_in_words(programme: &Programme, group: &Workforce, staff: &Staff, text: &mut String) {
    let leavers = match &group.leavers_per_year {
        None => "how many leave of themselves is not given".into(),
        Some(share) => format!("{} leave of themselves in a year", amount(share, percent)),
    };
    let redundancy = if group.redundancy_possible { "redundancy is possible" } else { "no redundancy" };
    let (count, as_at) = (posts(group.headcount), group.as_at.in_words());
    line(text, format!("  {}: {count} in {as_at}; {leavers}; {redundancy}", group.name));
    line(text, "    the plan     headcount    to leave without redundancy    leave of themselves");
    for (year, label) in programme.horizon.iter().enumerate() {
        let needed = staff.turnover_needed[year];
        let available = staff.turnover_available.as_ref().map(|years| years[year]);
        let short = if available.is_some_and(|available| needed > available) { "   too few leave" } else { "" };
        let available = available.map_or_else(String::new, posts);
        let (headcount, needed) = (posts(staff.headcount[year]), posts(needed));
        line(text, format!("    {label}   {headcount:>12}   {needed:>28}   {available:>20}{short}").trim_end());
    }
}

/// Full-time equivalents, to a tenth.
fn posts(count: Decimal) -> String {
    let sign = if count < Decimal::ZERO { "-" } else { "" };
    let rounded = count.abs().round_dp(1).normalize().to_string();
    let (whole, tenths) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let whole = group_thousands(whole);
    if tenths.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenths}") }
}

// ---- partners and risks

fn partners(programme: &Programme, text: &mut String) {
    if programme.partners.is_empty() {
        return;
    }
    section(text, &format!("Partners: {}", programme.partners.len()));
    let shares = programme.sharing.savings.iter().zip(programme.sharing.costs.iter());
    for (partner, (savings, costs)) in programme.partners.iter().zip(shares) {
        line(text, format!("  {}: {} of savings, {} of costs", partner.name, percent(*savings), percent(*costs)));
    }
    let own =
        programme.areas.iter().filter(|area| area.savings_shares.is_some() || area.costs_shares.is_some()).count();
    if own > 0 {
        line(text, format!("  {} with shares of their own", counted(own, "area", "areas")));
    }
}

fn risks(programme: &Programme, text: &mut String) {
    if programme.risks.is_empty() {
        return;
    }
    section(text, &format!("Risks: {}", programme.risks.len()));
    for risk in programme.risks.iter().take(MOST_NAMED) {
        line(text, format!("  {}", risk_in_words(risk, programme)));
    }
    rest(programme.risks.len(), text);
}

fn risk_in_words(risk: &Risk, programme: &Programme) -> String {
    let when = match &risk.occurrence {
        Occurrence::Once { probability, date } => format!("{} in {}", percent(*probability), date.in_words()),
        Occurrence::Recurs { frequency_per_year } => format!("{} times a year", frequency_per_year.normalize()),
    };
    let delay = risk.quantity(RiskColumn::DelayMonths);
    let cost = risk.quantity(RiskColumn::Cost);
    let loss = risk.quantity(RiskColumn::SavingLoss);
    let mut effects = Vec::new();
    if !is_nil(delay) {
        effects.push(format!("a delay of {}", amount(delay, months)));
    }
    if !is_nil(cost) {
        effects.push(format!("a cost of {}", amount(cost, pounds)));
    }
    if !is_nil(loss) {
        effects.push(format!("a loss of {} of the saving", amount(loss, percent)));
    }
    let effects = if effects.is_empty() { "no effect".into() } else { listed(&effects, "and") };
    let struck = among((0..programme.areas.len()).filter(|&area| risk.areas.contains(area)).count(), programme);
    format!("{}: {when}, {effects}; {struck}", risk.name)
}

/// So many of the areas.
fn among(count: usize, programme: &Programme) -> String {
    if count == programme.areas.len() { "all areas".into() } else { counted(count, "area", "areas") }
}

// ---- money beside the areas

fn money(programme: &Programme, text: &mut String) {
    let has_any =
        !(programme.programme_costs.is_empty() && programme.grants.is_empty() && programme.actuals.is_empty());
    if !has_any && programme.exit.is_none() {
        return;
    }
    section(text, "Programme costs, grants, exit and what has been reported");
    for cost in programme.programme_costs.iter().take(MOST_NAMED) {
        line(text, format!("  {}", cost_in_words(cost)));
    }
    rest(programme.programme_costs.len(), text);
    for grant in programme.grants.iter().take(MOST_NAMED) {
        line(text, format!("  {}", grant_in_words(grant)));
    }
    rest(programme.grants.len(), text);
    if let Some(exit) = &programme.exit {
        line(
            text,
            format!(
                "  exit: {} chance, {} after the data date, dismantling {}, {} of the saving kept",
                percent(exit.probability),
                amount(&exit.months, months),
                amount(&exit.dismantling_cost, pounds),
                amount(&exit.saving_kept, percent)
            ),
        );
    }
    actuals(&programme.actuals, text);
}

fn cost_in_words(cost: &ProgrammeCost) -> String {
    let until = match cost.until {
        Until::Date(date) => format!("until {}", date.in_words()),
        Until::LastGoLive => "until the last go-live".into(),
    };
    format!("{}: {} a year from {} {until}", cost.name, amount(&cost.per_year, pounds), cost.from.in_words())
}

fn grant_in_words(grant: &Grant) -> String {
    let chance = if grant.probability == Decimal::ONE { "certain".into() } else { percent(grant.probability) };
    format!("{}: {} in {}, {chance}", grant.name, amount(&grant.amount, pounds), grant.year)
}

fn actuals(actuals: &[Actual], text: &mut String) {
    let mut years: Vec<_> = actuals.iter().map(|actual| actual.year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    if years.is_empty() {
        return;
    }
    let sum = |of: fn(&Actual) -> Option<Pounds>| -> String {
        pounds(actuals.iter().filter_map(of).map(Pounds::decimal).sum())
    };
    let saving = sum(|actual| actual.gross_saving);
    let (cost, grant) = (sum(|actual| actual.cost), sum(|actual| actual.grant));
    let years = listed(&years, "and");
    line(text, format!("  reported for {years}: {saving} of gross saving, {cost} of cost, {grant} of grants"));
}

// ---- dependence and targets

fn dependence(programme: &Programme, text: &mut String) {
    if programme.correlations.is_empty() {
        return;
    }
    section(text, "Dependence (rank correlations)");
    for correlation in &programme.correlations {
        let words = match correlation {
            Correlation::Across { column, members, rank, .. } => {
                let members = programme.members(members).len();
                format!("{} across {}: {rank}", column.name(), among(members, programme))
            }
            Correlation::Within { first, rest, rank } => {
                let rest: Vec<&str> = rest.iter().map(|column| column.name()).collect();
                format!("within each area, {} with {}: {rank}", listed(&rest, "and"), first.name())
            }
            Correlation::Pair { first, second, rank } => {
                format!("{} with {}: {rank}", second.name(programme), first.name(programme))
            }
        };
        line(text, format!("  {words}"));
    }
}

fn targets(programme: &Programme, text: &mut String) {
    if programme.targets.is_empty() {
        return;
    }
    section(text, &format!("Targets: {}", programme.targets.len()));
    for target in programme.targets.iter().take(MOST_NAMED) {
        line(text, format!("  {}", target_in_words(target, programme)));
    }
    rest(programme.targets.len(), text);
}

fn target_in_words(target: &Target, programme: &Programme) -> String {
    let measure = target.measure.name().replace('_', " ");
    let part = match &target.part {
        TargetPart::Programme => String::new(),
        TargetPart::Partner(partner) => format!(" of {}", programme.partners[*partner].name),
        TargetPart::Portfolio(portfolio) => format!(" of the portfolio {portfolio}"),
        TargetPart::Area(area) => format!(" of {}", programme.areas[*area].name),
        TargetPart::Workforce(group) => format!(" of {}", programme.workforce[*group].name),
    };
    let by = match (target.by, target.measure) {
        (None, _) => String::new(),
        (Some(year), Measure::Cumulative(_)) => format!(" by the end of {year}"),
        (Some(year), _) => format!(" in {year}"),
    };
    let side = match target.direction {
        Direction::AtLeast => "at least",
        Direction::AtMost => "at most",
    };
    let threshold = match target.threshold {
        Threshold::Amount(value) if target.measure.is_money() => pounds(value),
        Threshold::Amount(value) => plain(value),
        Threshold::Year(year) => year.to_string(),
    };
    format!("{}: {measure}{part}{by} {side} {threshold}", target.name)
}

// ---- the register

fn register(reading: &Reading, text: &mut String) {
    let Some(register) = &reading.programme.register else {
        section(text, "Register of assumptions: none. Name one with `register` to say where each figure comes from");
        return;
    };
    section(text, &format!("Register of assumptions: {}", counted(register.entries.len(), "entry", "entries")));
    for mark in Mark::ALL {
        let count = register.entries.iter().filter(|entry| entry.mark == mark).count();
        if count > 0 {
            line(text, format!("  {:<12} {count:>5}", mark.name()));
        }
    }
    if reading.uncovered.is_empty() {
        line(text, "  it covers every figure of the scenario");
        return;
    }
    line(text, "  it does not cover:");
    for uncovered in reading.uncovered.iter().take(2 * MOST_NAMED) {
        line(text, format!("    {}", uncovered_in_words(uncovered)));
    }
    if let Some(more) = reading.uncovered.len().checked_sub(2 * MOST_NAMED).filter(|&more| more > 0) {
        line(text, format!("    and {more} more"));
    }
}

fn uncovered_in_words(uncovered: &Uncovered) -> String {
    let name = format!("{}.{}", uncovered.table, uncovered.column);
    if uncovered.rows.is_empty() { name } else { format!("{name} of {}", named(&uncovered.rows)) }
}

fn rest(count: usize, text: &mut String) {
    if count > MOST_NAMED {
        line(text, format!("  and {} more", count - MOST_NAMED));
    }
}
