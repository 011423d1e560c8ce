//! The evidence itself.

use super::super::{Records, to_csv};
use super::Words;
use crate::programme::{Comparator, Yardstick};

/// Cases as CSV, in the columns in which a scenario may bring its own.
pub fn evidence_to_csv(cases: &[Comparator]) -> String {
    to_csv(&Records::evidence(cases))
}

/// Cases as a person reads them, by quantity, each with its source.
pub fn evidence_to_text(cases: &[Comparator]) -> String {
    if cases.is_empty() {
        return "The evidence has no such case.\n".into();
    }
    let mut text = String::new();
    for quantity in Yardstick::ALL {
        let of_it: Vec<&Comparator> = cases.iter().filter(|case| case.quantity == quantity).collect();
        if of_it.is_empty() {
            continue;
        }
        let count = if of_it.len() == 1 { "1 case".into() } else { format!("{} cases", of_it.len()) };
        text.push_str(&format!("{} ({}): {count}\n", quantity.heading(), quantity.name()));
        for case in of_it {
            text.push_str(&format!("  {:>18}  {} [{}]\n", case.value_in_words(), case.case, case.alike.in_words()));
            text.push_str(&format!("  {:>18}  {}\n", "", case.source_in_words()));
            if let Some(note) = &case.note {
                text.push_str(&format!("  {:>18}  {note}\n", ""));
            }
        }
        text.push('\n');
    }
    text
}
