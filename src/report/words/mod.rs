//! Where figures become sentences: measures, targets, chances, amounts and how certain they are.
//!
//! What is said of a forecast is said here, once, for every output.

mod certainty;
mod chance;
mod change;
mod driver;
mod goal;
pub mod inputs;
mod likelihood;
mod rows;

pub use certainty::{TOO_FEW, good_to, is_error, is_too_wide, same_in, times_more, to_one_digit};
pub use chance::{chance, chance_of, futures, interval};
pub use change::{NOT_CLEAR, alike, chances, change, is_clear};
pub use driver::{driver, group, step};
pub use goal::{Goal, PartOf, figure_in_words};
pub use likelihood::{likelihood, rating};
pub use rows::{Figures, RowFigures};

use super::document::Sentence;
use crate::diagnostic::listed;
use crate::fiscal::Horizon;
use crate::money::group_thousands;
use crate::programme::{Measure, Stock, Whole};

/// So many names are listed before the rest is counted.
pub const MOST_NAMED: usize = 12;

/// A measure as a reader calls it.
pub fn noun(measure: Measure) -> String {
    match measure {
        Measure::Whole(Whole::HorizonGrossSaving) => "gross saving".into(),
        Measure::Whole(Whole::HorizonCost) => "total cost".into(),
        Measure::Whole(Whole::HorizonNetSaving) => "net saving".into(),
        Measure::Whole(Whole::HorizonBudgetEffect) => "effect on the budgets".into(),
        Measure::Whole(Whole::Npv) => "net present value".into(),
        Measure::Whole(Whole::BenefitCostRatio) => "benefit-cost ratio".into(),
        measure => measure.name().replace('_', " "),
    }
}

/// ` a year` behind an amount that is a rate.
pub fn per(measure: Measure) -> &'static str {
    match measure {
        Measure::Stock(Stock::RunRate) | Measure::Whole(Whole::CurrentRunRate) => " a year",
        _ => "",
    }
}

/// With a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a net saving`, `an effect on the budgets`.
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// `2017/18 to 2022/23`, or the one year.
pub fn years(horizon: Horizon) -> String {
    let (first, last) = (horizon.first(), horizon.last());
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// `1 area`, `3 areas`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", group_thousands(&count.to_string()), if count == 1 { one } else { many })
}

/// Names, the first dozen of them.
pub fn named(names: &[String]) -> String {
    if names.len() <= MOST_NAMED {
        return listed(names, "and");
    }
    format!("{} and {} more", names[..MOST_NAMED].join(", "), names.len() - MOST_NAMED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert!(named(&names).ends_with("11 and 8 more"));
        assert_eq!(counted(1, "area", "areas"), "1 area");
    }
}
