//! `report.docx`: a document as the finance section of a panel paper, in Office Open XML (ECMA-376, transitional).
//!
//! Paragraphs have named styles and no formatting of their own; headings and paragraphs are numbered by Word's
//! multi-level lists, captions and pages by fields with stored results. The order of child elements is the standard's,
//! on which Word insists. The same document gives the same bytes.

mod body;
mod parts;

use super::document::Document;
use crate::fiscal::Month;
use body::Body;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The document as a Word file, as at the data date `as_of`, with pictures (PNG) of its drawings by name; charts without a picture have their finding and data
/// alone.
///
/// # Errors
///
/// What the archive's writer refuses, such as more than 4 GB.
pub fn to_docx(document: &Document, pictures: &BTreeMap<String, Vec<u8>>, as_of: Month) -> io::Result<Vec<u8>> {
    let body = Body::of(document, pictures);
    let title = parts::escaped(&document.title.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut part = |path: &str, content: &[u8]| {
        archive.start_file(path, options).map_err(io::Error::other)?;
        archive.write_all(content)
    };
    part("[Content_Types].xml", parts::CONTENT_TYPES.as_bytes())?;
    part("_rels/.rels", parts::RELATIONS.as_bytes())?;
    part("docProps/app.xml", parts::application().as_bytes())?;
    part("docProps/core.xml", parts::core(&title, as_of).as_bytes())?;
    part("word/document.xml", body.document().as_bytes())?;
    part("word/_rels/document.xml.rels", body.relations().as_bytes())?;
    part("word/styles.xml", parts::styles().as_bytes())?;
    part("word/numbering.xml", parts::numbering().as_bytes())?;
    part("word/settings.xml", parts::SETTINGS.as_bytes())?;
    part("word/header1.xml", parts::header(&title).as_bytes())?;
    part("word/footer1.xml", parts::FOOTER.as_bytes())?;
    for (number, picture) in (1..).zip(body.pictures()) {
        part(&format!("word/media/image{number}.png"), picture)?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Column, Row, Section, Table, Value, name};
    use std::io::Read;
    use zip::ZipArchive;

    fn bytes() -> Vec<u8> {
        let mut section = Section::new("forecast", "Forecast");
        section.paragraph(["Half of the futures reach £2m.".into()]);
        section.list(Some("What was promised:".into()), vec!["at least £1m".into()]);
        section.table(Table {
            id: "net_saving",
            caption: "Net saving by year".into(),
            unit: Some("£m".into()),
            columns: vec![Column::text("year", "Year"), Column::number("p50", "P50")],
            rows: vec![Row::new(vec![Value::text(name("<b>2017/18</b> & after\u{202e}")), Value::text("1.2")])],
        });
        section.note("Simulated, not observed.");
        let mut appendix = Section::new("about", "Appendix A: About this report");
        appendix.paragraph(["Made by foresave.".into()]);
        let document = Document::new(name("Alliance \"blue\""), vec![section, appendix]);
        to_docx(&document, &BTreeMap::new(), Month::new(2017, 9)).unwrap()
    }

    fn part(name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(bytes())).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// What a reader sees of a part, which is well formed.
    fn plain(xml: &str) -> String {
        let mut text = String::new();
        let mut reader = quick_xml::Reader::from_str(xml);
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Text(piece) => text.push_str(&piece.xml10_content()),
                quick_xml::events::Event::GeneralRef(reference) => {
                    text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or("?"));
                }
                quick_xml::events::Event::Eof => return text,
                _ => {}
            }
        }
    }

    #[test]
    fn everything_that_is_said_is_there_and_nothing_of_it_is_taken_for_xml() {
        let text = plain(&part("word/document.xml"));
        for said in [
            "Alliance \"blue\"",
            "Half of the futures reach £2m.",
            "What was promised:",
            "at least £1m",
            "Net saving by year, £m",
            "<b>2017/18</b> & after",
            "Simulated, not observed.",
            "About this report",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }

    #[test]
    fn every_part_is_well_formed_and_the_same_each_time() {
        for name in
            ["word/styles.xml", "word/numbering.xml", "word/header1.xml", "docProps/core.xml", "word/settings.xml"]
        {
            plain(&part(name));
        }
        assert!(bytes() == bytes());
    }
}
