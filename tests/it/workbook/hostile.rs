//! Whatever a workbook holds, reading it ends soon, with a message, without a panic and in little memory.

use super::package::{Package, one_area, row, with_areas};
use foresave::diagnostic::Code;
use foresave::scenario;
use proptest::prelude::*;

fn code(workbook: Vec<u8>) -> Code {
    let faults = scenario::read(&with_areas(workbook)).expect_err("a fault");
    faults.entries()[0].code
}

fn refused(sheet: &str) -> Code {
    code(Package::with_sheet(sheet).bytes())
}

#[test]
fn what_unpacks_to_gigabytes_is_not_unpacked() {
    // Blanks are packed to a thousandth.
    let blanks = " ".repeat(257 << 20);
    assert_eq!(refused(&one_area(&blanks)), Code::FileTooLarge);
    let mut small = Package::with_sheet(&one_area("")).bytes();
    let large = Package::with_sheet(&one_area("")).with("xl/sharedStrings.xml", "<sst/>".to_owned() + &blanks).bytes();
    assert_eq!(code(large), Code::FileTooLarge);
    // What an archive says of its sizes may be a lie.
    for at in 0..small.len() - 4 {
        if small[at..].starts_with(b"PK\x01\x02") {
            small[at + 24..at + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        }
    }
    assert!(scenario::read(&with_areas(small)).is_err());
}

#[test]
fn texts_elements_and_nesting_without_end_are_refused() {
    let long = "x".repeat(2 << 20);
    assert_eq!(refused(&one_area(&row(3, &[&long]))), Code::FileTooLarge);
    assert_eq!(refused(&one_area(&format!("<row {}>", "a=\"1\" ".repeat(1 << 19)))), Code::FileTooLarge);
    assert_eq!(refused(&one_area(&"<a>".repeat(100_000))), Code::FileWorkbook);
}

#[test]
fn a_million_columns_or_rows_are_refused() {
    let cells = "<c><v>1</v></c>".repeat(1_000_000);
    assert_eq!(refused(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>")), Code::FileWorkbook);
    let headings: String = (0..1_500).map(|at| format!("<c t=\"inlineStr\"><is><t>own {at}</t></is></c>")).collect();
    let row = format!("<row r=\"1\">{}{headings}</row>", "<c t=\"str\"><v>area</v></c><c t=\"str\"><v>status</v></c>");
    assert_eq!(refused(&format!("<sheetData>{row}</sheetData>")), Code::TableTooLarge);
    for beyond in [
        "<row r=\"1048577\"/>",
        "<row r=\"0\"/>",
        "<row r=\"3\"><c r=\"XFE3\"/></row>",
        "<row r=\"3\"><c r=\"A9\"/></row>",
    ] {
        assert_eq!(refused(&one_area(beyond)), Code::FileWorkbook, "{beyond}");
    }
}

#[test]
fn what_unpacks_to_a_hundred_times_its_size_is_refused_and_a_plain_sheet_is_not() {
    let same = |count: usize| one_area(&"<row/>".repeat(count));
    assert_eq!(refused(&same(10 << 20)), Code::FileTooLarge);
    assert!(scenario::read(&with_areas(Package::with_sheet(&same(1_000_000)).bytes())).is_ok());
}

#[test]
fn rows_and_lists_without_end_are_refused_before_all_of_them_is_read() {
    let rows: String = (3..110_000).map(|at| format!("<row r=\"{at}\"><c><v>{at}</v></c></row>")).collect();
    assert_eq!(refused(&one_area(&rows)), Code::TableTooLarge);
    let merged: String = (1..=100_001).map(|at| format!("<mergeCell ref=\"A{at}:B{at}\"/>")).collect();
    assert_eq!(refused(&one_area(&merged)), Code::FileTooLarge);
    let links: String = (0..=100_000).map(|at| format!("<Relationship Id=\"a{at}\" Target=\"{at}\"/>")).collect();
    let package = Package::with_sheet(&one_area("")).replacing("</Relationships>", &(links + "</Relationships>"));
    assert_eq!(code(package.bytes()), Code::FileTooLarge);
}

#[test]
fn cells_in_reverse_are_read_as_those_in_order() {
    // One by one they would take hours.
    let row = |at: u32| format!("<row r=\"{at}\"><c r=\"AB{at}\"><v>1</v></c><c r=\"AA{at}\"><v>2</v></c></row>");
    let rows: String = (3..=50_000).rev().map(row).collect();
    assert!(scenario::read(&with_areas(Package::with_sheet(&one_area(&rows)).bytes())).is_ok());
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    assert_eq!(refused(&one_area(bomb)), Code::FileWorkbook);
    assert_eq!(refused(&one_area(&row(3, &["&b;"]))), Code::FileWorkbook);
    assert_eq!(refused(&one_area("<row r=\"3\" spans=\"&b;\"/>")), Code::FileWorkbook);
}

#[test]
fn an_archive_of_very_many_parts_is_refused() {
    let mut package = Package::with_sheet(&one_area(""));
    for at in 0..10_001 {
        package = package.with(&format!("{at}"), "");
    }
    assert_eq!(code(package.bytes()), Code::FileTooLarge);
}

#[test]
fn external_links_and_macros_are_left_alone() {
    let package = Package::with_sheet(&one_area("")).replacing(
        "</Relationships>",
        "<Relationship Id=\"rId9\" Type=\"x/worksheet\" Target=\"http://example.org/a\" TargetMode=\"External\"/></Relationships>",
    );
    assert!(scenario::read(&with_areas(package.with("xl/vbaProject.bin", "macro").bytes())).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cut off or changed anywhere, a workbook is read or refused, and nothing else.
    #[test]
    fn a_damaged_workbook_is_no_panic(cut in 0usize..4_000, at in 0usize..4_000, byte: u8) {
        let mut bytes = Package::with_sheet(&one_area("")).bytes();
        bytes.truncate(bytes.len().min(cut.max(30)));
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = scenario::read(&with_areas(bytes));
    }

    /// The same of what stands in the sheet.
    #[test]
    fn a_damaged_sheet_is_no_panic(at in 0usize..900, with in "[<>/&;a-z0-9\"= ]{0,6}") {
        let mut sheet = one_area("<row r=\"3\"><c r=\"A3\" t=\"s\"><v>7</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>");
        let at = sheet.floor_char_boundary(at % sheet.len());
        let end = sheet.ceil_char_boundary((at + with.len()).min(sheet.len()));
        sheet.replace_range(at..end, &with);
        let _ = scenario::read(&with_areas(Package::with_sheet(&sheet).bytes()));
    }
}
