//! `report.xlsx`: the result tables as sheets, with native charts, and one sheet that answers what an amount's chance is.
//!
//! One table a sheet, from column A, with headings in words; numbers are numbers, unrounded as in the CSV files. The
//! same forecast gives the same bytes: nothing in the file says when or where it was made.

mod analyses;
mod chance;
mod charts;
mod headings;
mod inputs;
mod package;
mod sheet;
mod tables;

use super::compose::Input;
use super::document::Document;
use crate::fiscal::Month;
use crate::forecast::Forecast;
use crate::programme::Register;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Sheet, Styles};

pub use analyses::Added;

/// What a workbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// What is said; its warning stands below the title of every sheet.
    pub document: &'a Document,
    /// The data date.
    pub as_of: Month,
    /// The forecast, where it is the workbook of a run; else the first sheet has what is said in sentences.
    pub run: Option<OfRun<'a>>,
    /// The tables of analyses, each a sheet.
    pub tables: &'a [Added<'a>],
}

/// A run.
#[derive(Clone, Copy, Debug)]
pub struct OfRun<'a> {
    /// The figures.
    pub forecast: &'a Forecast,
    /// Every cell and key of the scenario.
    pub inputs: &'a [Input],
    /// What they rest on.
    pub register: Option<&'a Register>,
}

/// The workbook's bytes.
///
/// # Errors
///
/// What the workbook's writer refuses, such as more rows than a sheet can have.
pub fn to_xlsx(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let warning = book.document.warning.as_ref().map_or_else(String::new, ToString::to_string);
    let mut workbook = Workbook::new();
    let (year, month) = (book.as_of.year(), book.as_of.month_of_year());
    let day = ExcelDateTime::from_ymd(year.clamp(1900, 9999) as u16, month as u8, 1)?;
    let properties = DocProperties::new()
        .set_title(sheet::clean(&book.document.title.to_string()))
        .set_subject("Savings forecast")
        .set_author("")
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let styles = Styles::new();
    let sheets = sheets(book);
    for (at, table) in sheets.iter().enumerate() {
        let worksheet = workbook.add_worksheet().set_name(&*table.name)?;
        table.write(worksheet, &styles, &warning)?;
        if let Some(OfRun { forecast, .. }) = book.run {
            match &*table.name {
                tables::SUMMARY => charts::of_programme(worksheet, forecast, &sheets, table)?,
                tables::BY_AREA => charts::of_areas(worksheet, forecast, table)?,
                tables::CHANCE => chance::write(worksheet, forecast, &styles)?,
                tables::CHART_DATA => charts::write_differences(worksheet, table, &styles.pounds)?,
                _ => {}
            }
        }
        if at == 0 {
            worksheet.set_active(true);
        }
    }
    if let Some(OfRun { forecast, .. }) = book.run {
        chance::define_names(&mut workbook, forecast)?;
    }
    package::finished(workbook.save_to_buffer()?)
}

/// All sheets: those of a run, or what is said; then those of analyses.
fn sheets(book: &Book) -> Vec<Sheet> {
    let mut sheets = match &book.run {
        Some(run) => tables::all(run, book.document),
        None => vec![analyses::said(book.document)],
    };
    sheets.extend(analyses::tables(book.tables, &sheets));
    if book.run.is_none() {
        sheets.extend(book.document.section("about").map(analyses::about));
    }
    sheets
}

/// A sheet by its name.
fn named<'s>(sheets: &'s [Sheet], name: &str) -> Option<&'s Sheet> {
    sheets.iter().find(|sheet| sheet.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Mark, RegisterEntry};
    use crate::report::specimen::forecast;
    use crate::report::{Cell, Records};
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    /// The workbook of a run whose scenario has two cells.
    fn bytes(forecast: &Forecast) -> Vec<u8> {
        let input = |column: &str, written: &str, is_figure| Input {
            table: "areas".into(),
            entry: Some("ICT".into()),
            column: column.into(),
            written: written.into(),
            is_figure,
        };
        let inputs = [input("annual_saving", "pert(1, 2, 3)", true), input("status", "=live", false)];
        let register = Register { entries: vec![line()], uncovered: 0 };
        let document = Document::new("Alliance", Vec::new()).warning("Illustrative.");
        let run = Some(OfRun { forecast, inputs: &inputs, register: Some(&register) });
        let records = Records { columns: vec!["net_saving".into()], rows: vec![vec![Cell::Pounds(1.5)]] };
        let tables = [Added { analysis: "solve", stem: "curve", records: &records }];
        to_xlsx(&Book { document: &document, as_of: forecast.as_of, run, tables: &tables }).unwrap()
    }

    fn line() -> RegisterEntry {
        RegisterEntry {
            table: "areas".into(),
            column: "annual_saving".into(),
            row: None,
            mark: Mark::Published,
            basis: "the panel's paper".into(),
            source: None,
            owner: Some("finance".into()),
            grade: None,
            reviewed: None,
        }
    }

    fn read(forecast: &Forecast) -> Xlsx<Cursor<Vec<u8>>> {
        open_workbook_from_rs(Cursor::new(bytes(forecast))).unwrap()
    }

    #[test]
    fn every_input_stands_as_it_was_written_with_what_the_register_says() {
        let inputs = read(&forecast()).worksheet_range("Assumptions").unwrap();
        let rows: Vec<Vec<String>> =
            inputs.rows().skip(4).map(|row| row.iter().map(Data::to_string).collect()).collect();
        let saving =
            ["areas", "ICT", "annual_saving", "pert(1, 2, 3)", "published", "the panel's paper", "", "finance"];
        assert_eq!(rows, [saving, ["areas", "ICT", "status", "=live", "", "", "", ""]]);
    }

    #[test]
    fn a_table_of_an_analysis_has_a_name_that_no_other_sheet_has() {
        let mut workbook = read(&forecast());
        let curve = workbook.worksheet_range("Solve curve").unwrap();
        assert_eq!(curve.get((3, 0)), Some(&Data::String("Net saving (£)".into())));
        assert_eq!(curve.get((4, 0)), Some(&Data::Float(1.5)));
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
        assert!(bytes(&forecast()) == bytes(&forecast()));
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
