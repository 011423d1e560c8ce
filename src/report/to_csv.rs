//! Records as CSV (RFC 4180, UTF-8, no byte-order mark, lines end with LF).

use super::{Cell, Records};

/// The records with a header line. Fields are quoted where they need it.
pub fn to_csv(records: &Records) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = records.rows.iter().map(|row| row.iter().map(Cell::to_text).collect());
    for line in [records.columns.clone()].into_iter().chain(rows) {
        writer.write_record(&line).expect("every row has a cell for each column");
    }
    let bytes = writer.into_inner().expect("writing to memory succeeds");
    String::from_utf8(bytes).expect("text that is quoted stays UTF-8")
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
}
