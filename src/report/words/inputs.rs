//! What a scenario states, in the words of a finance officer.

use super::super::document::{Sentence, name};
use super::counted;
use crate::diagnostic::listed;
use crate::money::Pounds;
use crate::programme::{Exit, Grant, Occurrence, Programme, ProgrammeCost, Quantity, Risk, RiskColumn, Until};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// Whether it is 0 for certain.
pub fn is_nil(quantity: &Quantity) -> bool {
    quantity.fixed().is_some_and(|value| value.is_zero())
}

/// A fixed amount, or the middle four fifths of an uncertain one.
pub fn amount(quantity: &Quantity, words: fn(Decimal) -> String) -> String {
    match quantity {
        Quantity::Fixed(value) => words(*value),
        Quantity::Uncertain(law) => {
            let end = |probability| words(three_digits(law.quantile(probability)));
            format!("{} to {}", end(0.1), end(0.9))
        }
    }
}

/// A number good enough to be read back.
fn three_digits(value: f64) -> Decimal {
    let exact = Decimal::from_f64(value).unwrap_or_default();
    exact.round_sf(3).unwrap_or(exact).normalize()
}

/// `£1,200`.
pub fn pounds(value: Decimal) -> String {
    Pounds::new(value).to_string()
}

/// `3 months`.
pub fn months(value: Decimal) -> String {
    let unit = if value == Decimal::ONE { "month" } else { "months" };
    format!("{} {unit}", value.normalize())
}

/// `70.32%`.
pub fn percent(value: Decimal) -> String {
    let hundredths = (value * Decimal::ONE_HUNDRED).round_dp(2).normalize();
    format!("{hundredths}%")
}

/// A chance that somebody stated, as chances are written: `17%`; in tenths only where that is all of it.
pub fn chance(value: Decimal) -> String {
    let percents = value * Decimal::ONE_HUNDRED;
    let is_small = percents < Decimal::TEN || percents > Decimal::from(90);
    percent(match percents.round_dp(1) == percents || is_small {
        true => value,
        false => value.round_dp(2),
    })
}

/// So many of the areas: `all areas`, `3 areas`.
pub fn areas(count: usize, programme: &Programme) -> String {
    if count == programme.areas.len() { "all areas".into() } else { counted(count, "area", "areas") }
}

/// When a risk strikes, as a chance or how often.
pub fn occurrence(risk: &Risk) -> String {
    match &risk.occurrence {
        Occurrence::Once { probability, date } => format!("{} in {}", chance(*probability), date.in_words()),
        Occurrence::Recurs { frequency_per_year } => format!("{} times a year", frequency_per_year.normalize()),
    }
}

/// How many areas a risk strikes.
pub fn struck(risk: &Risk, programme: &Programme) -> String {
    areas((0..programme.areas.len()).filter(|&area| risk.areas.contains(area)).count(), programme)
}

/// A risk with its chance and consequences.
pub fn risk(risk: &Risk, programme: &Programme) -> Sentence {
    type Words = fn(Decimal) -> String;
    let effects: [(RiskColumn, &str, Words, &str); 3] = [
        (RiskColumn::DelayMonths, "a delay of ", months, ""),
        (RiskColumn::Cost, "a cost of ", pounds, ""),
        (RiskColumn::SavingLoss, "a loss of ", percent, " of the saving"),
    ];
    let told = effects.iter().filter(|(column, ..)| !is_nil(risk.quantity(*column)));
    let told: Vec<String> = told
        .map(|(column, before, words, behind)| format!("{before}{}{behind}", amount(risk.quantity(*column), *words)))
        .collect();
    let effects = if told.is_empty() { "no effect".into() } else { listed(&told, "and") };
    Sentence::from(name(&risk.name)) + format!(": {}, {effects}; {}", occurrence(risk), struck(risk, programme))
}

/// A cost line of the programme itself.
pub fn programme_cost(cost: &ProgrammeCost) -> Sentence {
    let until = match cost.until {
        Until::Date(date) => format!("until {}", date.in_words()),
        Until::LastGoLive => "until the last go-live".into(),
    };
    let (per_year, from) = (amount(&cost.per_year, pounds), cost.from.in_words());
    Sentence::from(name(&cost.name)) + format!(": {per_year} a year from {from} {until}")
}

/// A grant with its chance.
pub fn grant(grant: &Grant) -> Sentence {
    let chance = if grant.probability == Decimal::ONE { "certain".into() } else { chance(grant.probability) };
    Sentence::from(name(&grant.name)) + format!(": {} in {}, {chance}", amount(&grant.amount, pounds), grant.year)
}

/// The chance that the alliance is dissolved, and what that would cost.
pub fn exit(exit: &Exit) -> String {
    format!(
        "exit: {} chance, {} after the data date, dismantling {}, {} of the saving kept",
        chance(exit.probability),
        amount(&exit.months, months),
        amount(&exit.dismantling_cost, pounds),
        amount(&exit.saving_kept, percent)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_read_back_in_per_cent_and_amounts_in_pounds() {
        assert_eq!(percent(Decimal::new(7032, 4)), "70.32%");
        assert_eq!(percent(Decimal::ONE), "100%");
        assert_eq!(chance(Decimal::new(1667, 4)), "17%");
        assert_eq!(chance(Decimal::new(125, 3)), "12.5%");
        assert_eq!(chance(Decimal::new(123, 4)), "1.23%");
        assert_eq!(amount(&Quantity::Fixed(Decimal::from(1_200_000)), pounds), "£1,200,000");
        assert_eq!(three_digits(12.34567).to_string(), "12.3");
    }
}
