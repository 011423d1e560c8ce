//! A distribution whose per cent signs were left out.

use super::super::number::{Commas, Written, parse};
use super::super::unit::Unit;
use super::forms::{FORMS, Scale};
use rust_decimal::Decimal;

/// The text of a number or a distribution with a per cent sign behind each number, and the numbers themselves; `None`
/// where not all of them are plain numbers in the unit of the quantity.
pub(crate) fn in_per_cent(text: &str) -> Option<(String, Vec<Decimal>)> {
    let law = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_number = parse(text, Unit::Fraction, Commas::Group).is_ok();
    if !is_number && !has_one_scale(law) {
        return None;
    }
    let (mut written, mut numbers) = (String::new(), Vec::new());
    for piece in text.split_inclusive(['(', ')', '[', ']', ',', '=']) {
        let inner = piece.trim_end_matches(['(', ')', '[', ']', ',', '=']);
        match parse(inner.trim(), Unit::Fraction, Commas::Separate) {
            Ok(number) if number.written != Written::Plain => return None,
            Ok(number) => {
                numbers.push(number.value);
                let end = inner.trim_end().len();
                written.push_str(&piece[..end]);
                written.push('%');
                written.push_str(&piece[end..]);
            }
            Err(_) => written.push_str(piece),
        }
    }
    (!numbers.is_empty()).then_some((written, numbers))
}

/// Whether all parameters of a distribution are in the unit of the quantity.
fn has_one_scale(law: &str) -> bool {
    let mut forms = FORMS.iter().filter(|form| form.law.eq_ignore_ascii_case(law)).peekable();
    forms.peek().is_some() && forms.all(|form| form.needed.iter().all(|(_, scale)| *scale == Scale::Quantity))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        in_per_cent(text).map(|(written, _)| written)
    }

    #[test]
    fn every_plain_number_gets_its_sign() {
        assert_eq!(written("3").as_deref(), Some("3%"));
        assert_eq!(written("pert(60, 90, 105)").as_deref(), Some("pert(60%, 90%, 105%)"));
        assert_eq!(
            written("normal( p10=1.5 , p90=4 ) in [-1, ]").as_deref(),
            Some("normal( p10=1.5% , p90=4% ) in [-1%, ]")
        );
    }

    #[test]
    fn numbers_of_another_kind_are_left_alone() {
        for text in ["normal(3%, 1%)", "beta(2, 3, 0, 1)", "history('a.csv', '3')", "discrete(1: 2, 3: 4)", "£3"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
