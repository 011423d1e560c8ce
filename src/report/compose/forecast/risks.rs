//! Risks as understood, and what else can take the saving to the low end of its range.

use crate::programme::{Programme, Quantity, Risk, RiskColumn};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::words::inputs::{amount, chance, is_nil, months, occurrence, percent, pounds, struck};
use rust_decimal::Decimal;

/// The table; nothing where there are none.
pub(super) fn section(programme: &Programme) -> Section {
    let mut section = Section::new("risks", "Risks");
    section.table(Table {
        id: "risks",
        caption: "Risks as they were understood; a range is the middle 80%".into(),
        unit: None,
        columns: vec![
            Column::text("risk", "Risk"),
            Column::text("chance", "Chance"),
            Column::text("strikes", "Strikes"),
            Column::text("delay_months", "Delay"),
            Column::text("cost", "Cost"),
            Column::text("saving_loss", "Saving lost"),
        ],
        rows: programme.risks.iter().map(|risk| row(risk, programme)).collect(),
    });
    section
}

fn row(risk: &Risk, programme: &Programme) -> Row {
    let effect = |column, words: fn(Decimal) -> String| {
        let quantity: &Quantity = risk.quantity(column);
        if is_nil(quantity) { Value::Blank } else { Value::text(amount(quantity, words)) }
    };
    Row::new(vec![
        name(&risk.name).into(),
        Value::text(occurrence(risk)),
        Value::text(struck(risk, programme)),
        effect(RiskColumn::DelayMonths, |value| months(value.round_dp(1))),
        effect(RiskColumn::Cost, pounds),
        effect(RiskColumn::SavingLoss, percent),
    ])
}

/// What happens in some futures only and lowers the saving there: a dissolved alliance, areas that do not go ahead,
/// risks.
pub(super) fn rare_events(programme: &Programme) -> Option<Sentence> {
    let exit = programme.exit.as_ref().filter(|exit| !exit.probability.is_zero());
    let exit = exit.map(|exit| format!("the alliance is dissolved ({} chance)", chance(exit.probability)).into());
    let doubtful = programme.areas.iter().filter(|area| area.probability < Decimal::ONE && area.in_plan);
    let doubtful: Vec<Sentence> = doubtful
        .map(|area| Sentence::from(name(&area.name)) + format!(" ({})", chance(Decimal::ONE - area.probability)))
        .collect();
    let stops = (!doubtful.is_empty()).then(|| Sentence::from("areas do not go ahead: ") + first(doubtful));
    let risks: Vec<Sentence> = (programme.risks.iter())
        .map(|risk| Sentence::from(name(&risk.name)) + format!(" ({})", occurrence(risk)))
        .collect();
    let risks = (!risks.is_empty()).then(|| Sentence::from("risks strike: ") + first(risks));
    let told: Vec<Sentence> = [exit, stops, risks].into_iter().flatten().collect();
    let begin = "At the low end of the range lie futures in which ";
    (!told.is_empty()).then(|| Sentence::from(begin) + Sentence::joined(told, "; or ") + ".")
}

/// Entries that a sentence names before it counts the rest: a reader looks for the kind of event here, and finds each in
/// the tables.
const NAMED: usize = 4;

fn first(all: Vec<Sentence>) -> Sentence {
    // A count of one more would be no shorter than its name.
    let named = if all.len() == NAMED + 1 { all.len() } else { all.len().min(NAMED) };
    let more = all.len() - named;
    let shown = Sentence::joined(all.into_iter().take(named), ", ");
    if more == 0 { shown } else { shown + format!(" and {more} more") }
}
