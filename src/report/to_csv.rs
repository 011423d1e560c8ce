//! Records as CSV (RFC 4180, UTF-8, no byte-order mark, lines end with LF).

use super::{Cell, Records};

/// The records with a header line. Fields are quoted where they need it.
pub fn to_csv(records: &Records) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = records.rows.iter().map(|row| row.iter().map(field).collect());
    for line in [records.columns.clone()].into_iter().chain(rows) {
        writer.write_record(&line).expect("every row has a cell for each column");
    }
    let bytes = writer.into_inner().expect("writing to memory succeeds");
    String::from_utf8(bytes).expect("text that is quoted stays UTF-8")
}

/// The text of a cell. A name that a spreadsheet would take for a formula is preceded by an apostrophe, so that opening
/// the file computes nothing and follows no link.
fn field(cell: &Cell) -> String {
    let text = cell.to_text();
    let is_formula = matches!(cell, Cell::Text(_)) && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes_gets_them() {
        let records = Records {
            columns: vec!["name".into(), "value".into()],
            rows: vec![
                vec![Cell::Text("Fleet, \"blue\" and\nred".into()), Cell::Pounds(1.5)],
                vec![Cell::Text("Zoë £".into()), Cell::Blank],
            ],
        };
        assert_eq!(to_csv(&records), "name,value\n\"Fleet, \"\"blue\"\" and\nred\",1.50\nZoë £,\n");
    }

    #[test]
    fn names_that_look_like_formulas_are_made_harmless_and_negative_amounts_stay_numbers() {
        let names = ["=HYPERLINK(\"x\")", "+44", "-1", "@here", "\tx", "ICT"].map(|name| vec![Cell::Text(name.into())]);
        let rows = names.into_iter().chain([vec![Cell::Pounds(-5.0)]]).collect();
        let written = to_csv(&Records { columns: vec!["area".into()], rows });
        assert_eq!(written, "area\n\"'=HYPERLINK(\"\"x\"\")\"\n'+44\n'-1\n'@here\n'\tx\nICT\n-5.00\n");
    }
}
