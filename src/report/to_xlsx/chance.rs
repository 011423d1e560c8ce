//! `Chance of an amount`: what part of the futures reach an amount that one types, and the other way round.

use super::sheet::{HEADINGS, Styles};
use super::tables::{CHANCE, CURVE};
use crate::forecast::Forecast;
use crate::programme::{Measure, Threshold, Whole};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DataValidation, DataValidationRule, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

/// The chance that is asked for at first.
const WANTED: f64 = 0.8;

/// The cells and what is said beside them.
const ROWS: [(&str, &str, &str); 4] = [
    ("Amount", "amount", "type pounds: the net saving over the whole period"),
    ("Chance", "chance", "the part of the simulated futures that reach it"),
    ("Chance wanted", "chance_wanted", "type a percentage"),
    ("Amount for that chance", "amount_for_chance", "the net saving that so many of the futures reach"),
];

/// Writes the four cells.
pub(super) fn write(sheet: &mut Worksheet, forecast: &Forecast, styles: &Styles) -> Result<(), XlsxError> {
    let amount = first_amount(forecast);
    let [pounds, share] = [&styles.pounds, &styles.share].map(|format| format.clone().set_align(FormatAlign::Left));
    sheet.set_column_width(0, 30)?.set_column_width(1, 22)?.set_column_width(2, 60)?;
    for (row, (label, _, says)) in (HEADINGS + 1..).zip(ROWS) {
        sheet.write_with_format(row, 0, label, &styles.text)?;
        sheet.write_with_format(row, 2, says, &styles.text)?;
    }
    let row = |at: u32| HEADINGS + 1 + at;
    sheet.write_with_format(row(0), 1, amount, &pounds)?;
    sheet.write_with_format(row(2), 1, WANTED, &share)?;
    let curve = &forecast.net_saving_curve;
    let chance = Formula::new(CHANCE_FORMULA).set_result(chance_of(curve, amount));
    sheet.write_formula_with_format(row(1), 1, chance, &share)?;
    let reached = Formula::new(AMOUNT_FORMULA).set_result(amount_for(curve, WANTED));
    sheet.write_formula_with_format(row(3), 1, reached, &pounds)?;
    let typed_pounds = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
        .set_input_title("Amount")?
        .set_input_message("Type pounds, such as 2500000.")?
        .set_error_message("This must be a number of pounds.")?;
    sheet.add_data_validation(row(0), 1, row(0), 1, &typed_pounds)?;
    let typed_share = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, 1.0))
        .set_input_title("Chance wanted")?
        .set_input_message("Type a percentage, such as 80%.")?
        .set_error_message("This must be between 0% and 100%.")?;
    sheet.add_data_validation(row(2), 1, row(2), 1, &typed_share)?;
    Ok(())
}

/// Names the four cells and the columns of the curve.
pub(super) fn define_names(workbook: &mut Workbook, forecast: &Forecast) -> Result<(), XlsxError> {
    for (row, (_, name, _)) in (HEADINGS + 2..).zip(ROWS) {
        workbook.define_name(name, &format!("='{CHANCE}'!$B${row}"))?;
    }
    let (first, last) = (HEADINGS + 2, HEADINGS as usize + 1 + forecast.net_saving_curve.len());
    for (name, column) in [("curve_amounts", "A"), ("curve_chances", "B")] {
        workbook.define_name(name, &format!("={CURVE}!${column}${first}:${column}${last}"))?;
    }
    Ok(())
}

const CHANCE_FORMULA: &str = "=IF(amount<INDEX(curve_amounts,1),\"more than \"&TEXT(1-INDEX(curve_chances,1),\"0.0%\"),\
IF(amount>INDEX(curve_amounts,ROWS(curve_amounts)),\"less than \"&TEXT(1-INDEX(curve_chances,ROWS(curve_chances)),\"0.0%\"),\
IF(amount=INDEX(curve_amounts,ROWS(curve_amounts)),1-INDEX(curve_chances,ROWS(curve_chances)),\
1-(INDEX(curve_chances,MATCH(amount,curve_amounts,1))+(amount-INDEX(curve_amounts,MATCH(amount,curve_amounts,1)))\
/(INDEX(curve_amounts,MATCH(amount,curve_amounts,1)+1)-INDEX(curve_amounts,MATCH(amount,curve_amounts,1)))\
*(INDEX(curve_chances,MATCH(amount,curve_amounts,1)+1)-INDEX(curve_chances,MATCH(amount,curve_amounts,1)))))))";

const AMOUNT_FORMULA: &str = "=IF(1-chance_wanted<INDEX(curve_chances,1),\"less than \"&TEXT(INDEX(curve_amounts,1),\"£#,##0\"),\
IF(1-chance_wanted>INDEX(curve_chances,ROWS(curve_chances)),\"more than \"&TEXT(INDEX(curve_amounts,ROWS(curve_amounts)),\"£#,##0\"),\
IF(1-chance_wanted=INDEX(curve_chances,ROWS(curve_chances)),INDEX(curve_amounts,ROWS(curve_amounts)),\
INDEX(curve_amounts,MATCH(1-chance_wanted,curve_chances,1))+(1-chance_wanted-INDEX(curve_chances,MATCH(1-chance_wanted,curve_chances,1)))\
/(INDEX(curve_chances,MATCH(1-chance_wanted,curve_chances,1)+1)-INDEX(curve_chances,MATCH(1-chance_wanted,curve_chances,1)))\
*(INDEX(curve_amounts,MATCH(1-chance_wanted,curve_chances,1)+1)-INDEX(curve_amounts,MATCH(1-chance_wanted,curve_chances,1))))))";

/// What is asked at first: a target's amount, or else the middle of the curve.
fn first_amount(forecast: &Forecast) -> f64 {
    let of_target = forecast.targets.iter().find_map(|target| match target.threshold {
        Threshold::Amount(amount)
            if target.measure == Measure::Whole(Whole::HorizonNetSaving) && target.part_name.is_none() =>
        {
            amount.to_f64()
        }
        _ => None,
    });
    let curve = &forecast.net_saving_curve;
    let middle =
        || curve.iter().find(|(less, _)| *less >= 0.5).map_or(0.0, |(_, amount)| (amount / 1000.0).round() * 1000.0);
    of_target.unwrap_or_else(middle)
}

/// What the first formula gives, which programs show that do not compute.
fn chance_of(curve: &[(f64, f64)], amount: f64) -> String {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return String::new() };
    if amount < first.1 {
        return format!("more than {:.1}%", 100.0 * (1.0 - first.0));
    }
    if amount > last.1 {
        return format!("less than {:.1}%", 100.0 * (1.0 - last.0));
    }
    (1.0 - between(curve.iter().map(|&(less, amount)| (amount, less)), amount)).to_string()
}

/// What the second formula gives.
fn amount_for(curve: &[(f64, f64)], wanted: f64) -> String {
    let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return String::new() };
    let pounds = |amount: f64| {
        let sign = if amount <= -0.5 { "-" } else { "" };
        format!("{sign}£{}", crate::money::group_thousands(&format!("{:.0}", amount.abs())))
    };
    match 1.0 - wanted {
        less if less < first.0 => format!("less than {}", pounds(first.1)),
        less if less > last.0 => format!("more than {}", pounds(last.1)),
        less => between(curve.iter().copied(), less).to_string(),
    }
}

/// The second coordinate at `at` of the first, on the straight line between two points.
fn between(points: impl Iterator<Item = (f64, f64)>, at: f64) -> f64 {
    let points: Vec<(f64, f64)> = points.collect();
    let behind = points.partition_point(|&(first, _)| first <= at);
    let (low, high) = (points[behind.saturating_sub(1)], points[behind.min(points.len() - 1)]);
    let width = high.0 - low.0;
    if width > 0.0 { low.1 + (at - low.0) / width * (high.1 - low.1) } else { low.1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURVE: [(f64, f64); 3] = [(0.1, -100.0), (0.5, 1_000.0), (0.9, 3_000.0)];

    #[test]
    fn between_the_points_the_curve_is_straight_and_beyond_them_it_says_so() {
        assert_eq!(chance_of(&CURVE, 2_000.0).parse::<f64>().unwrap(), 1.0 - 0.7);
        assert_eq!(chance_of(&CURVE, -200.0), "more than 90.0%");
        assert_eq!(chance_of(&CURVE, 4_000.0), "less than 10.0%");
        assert_eq!(amount_for(&CURVE, 0.5), "1000");
        assert_eq!(amount_for(&CURVE, 0.95), "less than -£100");
        assert_eq!(amount_for(&CURVE, 0.01), "more than £3,000");
    }
}
