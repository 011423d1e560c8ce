//! Workbooks made part by part, so that a test can have what no program would write.

use foresave::scenario::Files;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook with one sheet *Areas*, by their paths.
pub struct Package {
    parts: Vec<(String, String)>,
}

impl Package {
    /// With this between the tags of the sheet's part.
    pub fn with_sheet(sheet: &str) -> Self {
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |inner: String| format!("<Relationships xmlns=\"{RELATIONS}\">{inner}</Relationships>");
        let workbook = format!(
            "<workbook xmlns:r=\"{OFFICE}\"><workbookPr/><sheets><sheet name=\"Areas\" sheetId=\"1\" r:id=\"rId1\"/>\
             </sheets></workbook>"
        );
        let formats =
            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"17\"/></cellXfs></styleSheet>";
        let of_workbook = relation("rId1", "worksheet", "worksheets/sheet1.xml")
            + &relation("rId2", "styles", "styles.xml")
            + &relation("rId3", "sharedStrings", "sharedStrings.xml");
        let parts = [
            ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations(of_workbook)),
            ("xl/styles.xml", formats.to_owned()),
            ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>")),
        ];
        Package { parts: parts.map(|(path, text)| (path.to_owned(), text)).into() }
    }

    /// With a part more, or in the place of one.
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.parts.retain(|(known, _)| known != path);
        self.parts.push((path.to_owned(), text.into()));
        self
    }

    /// With every occurrence of a text in all parts replaced.
    pub fn replacing(mut self, text: &str, by: &str) -> Self {
        self.parts.iter_mut().for_each(|(_, part)| *part = part.replace(text, by));
        self
    }

    /// The archive.
    pub fn bytes(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, text) in &self.parts {
            archive.start_file(path, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

/// A scenario whose table of areas is the sheet *Areas* of a workbook of these bytes.
pub fn with_areas(workbook: Vec<u8>) -> Files {
    let toml = "title = \"A\"\nstart = \"2026/27\"\nend = \"2028/29\"\nareas = \"a.xlsx#Areas\"\n";
    Files::in_memory("scenario.toml", [("scenario.toml", toml.as_bytes().to_vec()), ("a.xlsx", workbook)])
}

/// A row of texts within the part of a sheet.
pub fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// A sheet with one area, and with this behind it.
pub fn one_area(more: &str) -> String {
    let header = row(1, &["area", "status", "go_live", "annual_saving"]);
    format!("<sheetData>{header}{}{more}</sheetData>", row(2, &["ICT", "approved", "2026-09", "£120k"]))
}
