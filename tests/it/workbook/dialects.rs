//! Transitional and strict files, dates from 1900 and from 1904, and the ways in which a cell can be stored.

use super::package::{Package, one_area, row, with_areas};
use foresave::programme::{Area, AreaColumn, Draft};
use foresave::scenario::{self, Files};

fn read(files: &Files) -> Draft {
    let reading = scenario::read(files).unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false)));
    (*reading.programme).clone()
}

fn areas(package: &Package) -> Vec<Area> {
    read(&with_areas(package.bytes())).areas
}

fn notes(package: &Package) -> String {
    scenario::read(&with_areas(package.bytes())).expect("a scenario without faults").warnings.to_terminal(false)
}

/// A sheet with one area, whose go-live and saving are these cells.
fn area_with(go_live: &str, saving: &str) -> Package {
    let header = row(1, &["area", "status", "go_live", "annual_saving"]);
    let texts = "<c t=\"inlineStr\"><is><t>ICT</t></is></c><c t=\"inlineStr\"><is><t>approved</t></is></c>";
    let row = format!("<row r=\"2\">{texts}{go_live}{saving}</row>");
    Package::with_sheet(&format!("<sheetData>{header}{row}</sheetData>"))
}

const TEXT_OF_DATE: &str = "<c t=\"inlineStr\"><is><t>2026-09</t></is></c>";
const SEPTEMBER: &str = "<c s=\"2\"><v>46266</v></c>";
const SAVING: &str = "<c><v>120000</v></c>";

#[test]
fn a_strict_workbook_is_read_as_a_transitional_one() {
    let strict = area_with("<c t=\"d\" s=\"2\"><v>2026-09-01T00:00:00Z</v></c>", SAVING).replacing(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    );
    assert_eq!(areas(&strict), areas(&area_with(TEXT_OF_DATE, "<c t=\"str\"><v>£120k</v></c>")));
}

#[test]
fn dates_are_counted_from_where_the_workbook_says() {
    let from_1904 = |cell: &str| area_with(cell, SAVING).replacing("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    let wanted = areas(&area_with(TEXT_OF_DATE, SAVING));
    assert_eq!(areas(&area_with(SEPTEMBER, SAVING)), wanted);
    assert_eq!(areas(&from_1904("<c s=\"2\"><v>44804</v></c>")), wanted);
    // Without a format of dates it is a number of days, which is said.
    let plain = from_1904("<c><v>44804</v></c>");
    assert_eq!(areas(&plain), wanted);
    assert!(notes(&plain).contains("a spreadsheet's number of days"), "{}", notes(&plain));
}

#[test]
fn a_time_of_day_is_read_as_its_month_with_a_note() {
    let noon = area_with("<c s=\"2\"><v>46266.5</v></c>", SAVING);
    assert_eq!(areas(&noon), areas(&area_with(TEXT_OF_DATE, SAVING)));
    assert!(notes(&noon).contains("a date counts as the first of its month"), "{}", notes(&noon));
}

#[test]
fn texts_are_read_however_they_are_stored() {
    let shared = "<sst><si><r><t>£12</t></r><r><t xml:space=\"preserve\">0k </t></r><rPh><t>guide</t></rPh></si></sst>";
    let wanted = areas(&area_with(TEXT_OF_DATE, SAVING));
    let with = |saving: &str| areas(&area_with(TEXT_OF_DATE, saving).with("xl/sharedStrings.xml", shared));
    assert_eq!(with("<c t=\"s\"><v>0</v></c>"), wanted);
    assert_eq!(with("<c t=\"str\"><f>A1</f><v>&#163;120k</v></c>"), wanted);
    assert_eq!(with("<c><f>40000*3</f><v>120000.00000000001</v></c>"), wanted);
    // An empty result is blank.
    assert_eq!(
        with(&format!("{SAVING}<c t=\"str\"><f>\"\"</f><v></v></c><c t=\"inlineStr\"><is><t/></is></c>")),
        wanted
    );
}

#[test]
fn what_stands_around_an_excel_table_is_left_out_and_so_are_its_totals() {
    let above = row(1, &["Savings, in full"]);
    let header = row(3, &["area", "status", "go_live", "annual_saving"]);
    let entry = row(4, &["ICT", "approved", "2026-09", "£120k"]);
    let below = row(5, &["Total", "", "", "£120k"]) + &row(7, &["Agreed by the board"]);
    let sheet = format!("<sheetData>{above}{header}{entry}{below}</sheetData>");
    let relation =
        "<Relationships><Relationship Id=\"r1\" Type=\"x/table\" Target=\"../tables/table1.xml\"/></Relationships>";
    let package = Package::with_sheet(&sheet)
        .with("xl/worksheets/_rels/sheet1.xml.rels", relation)
        .with("xl/tables/table1.xml", "<table displayName=\"tblAreas\" ref=\"A3:D5\" totalsRowCount=\"1\"/>");
    assert_eq!(areas(&package).len(), 1);
    let by_table = "title = \"A\"\nstart = \"2026/27\"\nend = \"2028/29\"\nareas = \"a.xlsx#TBLAREAS\"\n";
    let contents = [("scenario.toml", by_table.as_bytes().to_vec()), ("a.xlsx", package.bytes())];
    let area = read(&Files::in_memory("scenario.toml", contents)).areas.remove(0);
    assert_eq!(area[AreaColumn::AnnualSaving].most_likely().to_string(), "120000");
}

#[test]
fn a_cell_far_away_is_named_and_costs_nothing() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let package = Package::with_sheet(&one_area(far));
    assert_eq!(areas(&package).len(), 1);
    assert!(notes(&package).contains("column XFD has no heading"), "{}", notes(&package));
}
