//! `report.xlsx`: the result tables as sheets, with native charts, and one sheet that answers what an amount's chance is.
//!
//! One table a sheet, from column A, with headings in words; numbers are numbers, unrounded as in the CSV files. The
//! same forecast gives the same bytes: nothing in the file says when or where it was made.

mod chance;
mod charts;
mod headings;
mod package;
mod sheet;
mod tables;

use crate::forecast::Forecast;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Sheet, Styles};

/// The workbook's bytes; `warning` stands below the title of every sheet.
///
/// # Errors
///
/// What the workbook's writer refuses, such as more rows than a sheet can have.
pub fn to_xlsx(forecast: &Forecast, warning: Option<&str>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month) = (forecast.as_of.year(), forecast.as_of.month_of_year());
    let day = ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, month as u8, 1)?;
    let properties = DocProperties::new()
        .set_title(sheet::clean(&forecast.title))
        .set_subject("Savings forecast")
        .set_author("")
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let styles = Styles::new();
    let sheets = tables::all(forecast);
    for (at, table) in sheets.iter().enumerate() {
        let worksheet = workbook.add_worksheet().set_name(table.name)?;
        table.write(worksheet, &styles, warning.unwrap_or_default())?;
        match table.name {
            tables::SUMMARY => charts::of_programme(worksheet, forecast, &sheets, table)?,
            tables::BY_AREA => charts::of_areas(worksheet, forecast, table)?,
            tables::CHANCE => chance::write(worksheet, forecast, &styles)?,
            tables::CHART_DATA => charts::write_differences(worksheet, table, &styles.pounds)?,
            _ => {}
        }
        if at == 0 {
            worksheet.set_active(true);
        }
    }
    chance::define_names(&mut workbook, forecast)?;
    package::finished(workbook.save_to_buffer()?)
}

/// A sheet by its name.
fn named<'s>(sheets: &'s [Sheet], name: &str) -> Option<&'s Sheet> {
    sheets.iter().find(|sheet| sheet.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Records;
    use crate::report::specimen::forecast;
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    fn read(forecast: &Forecast) -> Xlsx<Cursor<Vec<u8>>> {
        open_workbook_from_rs(Cursor::new(to_xlsx(forecast, None).unwrap())).unwrap()
    }

    #[test]
    fn every_number_of_summary_csv_stands_on_its_sheet() {
        let forecast = forecast();
        let mut workbook = read(&forecast);
        let by_year = workbook.worksheet_range("By year").unwrap();
        let whole = workbook.worksheet_range("Whole period").unwrap();
        let mut rows = [by_year.rows().skip(4), whole.rows().skip(4)];
        for record in Records::summary(&forecast).rows {
            let of_year = record[1].to_text() != "";
            let row = rows[usize::from(!of_year)].next().expect("a row for each record");
            let figures = if of_year { &row[3..] } else { &row[2..] };
            for (cell, wanted) in figures.iter().zip(&record[2..]) {
                match wanted.number() {
                    Some(number) => assert_eq!(cell, &Data::Float(number), "{row:?}"),
                    None => assert_eq!(cell.to_string(), wanted.to_text(), "{row:?}"),
                }
            }
        }
        assert!(rows.iter_mut().all(|rest| rest.next().is_none()));
    }

    #[test]
    fn the_same_forecast_gives_the_same_bytes() {
        assert!(to_xlsx(&forecast(), None).unwrap() == to_xlsx(&forecast(), None).unwrap());
    }

    #[test]
    fn names_that_look_like_formulas_are_texts() {
        let mut forecast = forecast();
        forecast.areas[0].name = "=HYPERLINK(\"x\") _x0041_\u{202e}".into();
        let mut workbook = read(&forecast);
        let areas = workbook.worksheet_range("By area").unwrap();
        assert_eq!(areas.get((4, 0)), Some(&Data::String("=HYPERLINK(\"x\") _x0041_".into())));
        let formulas = workbook.worksheet_formula("By area").unwrap();
        assert!(formulas.used_cells().next().is_none());
    }

    #[test]
    fn the_chance_of_an_amount_has_a_stored_result_between_those_of_the_curve() {
        let forecast = forecast();
        let mut workbook = read(&forecast);
        let sheet = workbook.worksheet_range("Chance of an amount").unwrap();
        let Some(Data::Float(chance)) = sheet.get((5, 1)) else { panic!("{:?}", sheet.get((5, 1))) };
        assert!((0.0..=1.0).contains(chance));
        assert!(workbook.defined_names().iter().any(|(name, _)| name == "amount_for_chance"));
    }
}
