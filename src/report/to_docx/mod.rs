//! `report.docx`: a document as the finance section of a panel paper, in Office Open XML (ECMA-376, transitional).
//!
//! Paragraphs have named styles and no formatting of their own; headings and paragraphs are numbered by Word's
//! multi-level lists, captions and pages by fields with stored results. The order of child elements is the standard's,
//! on which Word insists. The same document gives the same bytes.

mod body;
mod looks;
mod parts;
mod template;
mod widths;
mod xml;

pub use template::{NoTemplate, Template};

use super::document::Document;
use crate::fiscal::Month;
use body::Body;
use looks::Looks;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// A picture of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// The PNG file.
    pub png: Vec<u8>,
    /// How much of its height is shown, from the top: hundredths of a per cent.
    pub shown: u32,
}

/// The document as a Word file, as at the data date `as_of`, with pictures (PNG) of its drawings by name; charts without a
/// picture have their finding and data alone. With a template it has that one's looks.
///
/// # Errors
///
/// What the archive's writer refuses, such as more than 4 GB.
pub fn to_docx(
    document: &Document,
    pictures: &BTreeMap<String, Pictured>,
    as_of: Month,
    template: Option<&Template>,
) -> io::Result<Vec<u8>> {
    let title = parts::escaped(&document.title.to_string());
    let properties = || {
        let core = parts::core(&title, as_of);
        [("docProps/app.xml", parts::application()), ("docProps/core.xml", core)].map(part)
    };
    match template {
        None => {
            let body = Body::of(document, pictures, Looks::own());
            let mut parts = vec![part(("[Content_Types].xml", parts::CONTENT_TYPES.into()))];
            parts.push(part(("_rels/.rels", parts::RELATIONS.into())));
            parts.extend(properties());
            parts.push(part(("word/document.xml", body.document())));
            parts.push(part(("word/_rels/document.xml.rels", parts::relations(&body.relations()))));
            parts.extend([
                part(("word/styles.xml", parts::styles())),
                part(("word/numbering.xml", parts::numbering())),
                part(("word/settings.xml", parts::SETTINGS.into())),
                part(("word/header1.xml", parts::header(&title))),
                part(("word/footer1.xml", parts::FOOTER.into())),
            ]);
            parts.extend(of_pictures("word/", &body));
            archive(parts)
        }
        Some(template) => {
            let taken = template.taken_over();
            let body = Body::of(document, pictures, taken.looks.clone());
            let own = properties().into_iter().chain(of_pictures(&template.folder(), &body)).collect();
            archive(template.filled(&taken, (&body.document(), &body.relations()), own))
        }
    }
}

fn part((path, content): (&str, String)) -> (String, Vec<u8>) {
    (path.to_owned(), content.into_bytes())
}

fn of_pictures(folder: &str, body: &Body) -> Vec<(String, Vec<u8>)> {
    let picture = |(number, picture): (usize, &&Pictured)| {
        (format!("{folder}media/{}.png", Body::file(number)), picture.png.clone())
    };
    (1..).zip(body.pictures()).map(picture).collect()
}

/// The parts as an archive, each dated 1980-01-01.
fn archive(parts: Vec<(String, Vec<u8>)>) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (path, content) in parts {
        archive.start_file(path, options).map_err(io::Error::other)?;
        archive.write_all(&content)?;
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
        with(None)
    }

    fn with(template: Option<&Template>) -> Vec<u8> {
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
        to_docx(&document, &BTreeMap::new(), Month::new(2017, 9), template).unwrap()
    }

    fn part(name: &str) -> String {
        part_of(bytes(), name)
    }

    fn part_of(bytes: Vec<u8>, name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
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

    /// A Word file that has other parts than ours in the place of some.
    fn changed(change: impl Fn(&str, String) -> String) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(bytes())).unwrap();
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let name = file.name().unwrap().into_owned();
            let text = change(&name, text);
            parts.push((name, text.into_bytes()));
        }
        super::archive(parts).unwrap()
    }

    #[test]
    fn a_templates_page_and_styles_stand_and_its_text_is_dropped() {
        let template = changed(|name, text| match name {
            "word/document.xml" => text.replace("w:w=\"11906\"", "w:w=\"10000\"").replace("Half of", "Its own half of"),
            "word/styles.xml" => text
                .replace("w:styleId=\"Heading1\"", "w:styleId=\"berschrift1\"")
                .replace("w:val=\"Note\"", "w:val=\"Remark\""),
            "[Content_Types].xml" => text.replace("document.main+xml", "template.main+xml"),
            _ => text,
        });
        let template = Template::read(&template).unwrap();
        let made = with(Some(&template));
        assert!(made == with(Some(&template)));
        let document = part_of(made.clone(), "word/document.xml");
        assert!(plain(&document).contains("Half of the futures") && !plain(&document).contains("Its own half"));
        // Its heading is numbered by a list of ours, under a new number.
        assert!(
            document.contains("<w:pStyle w:val=\"berschrift1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"4\"/>")
        );
        assert!(document.contains("w:w=\"10000\"") && document.contains("<w:tblW w:w=\"3190\""), "{document}");
        let styles = part_of(made.clone(), "word/styles.xml");
        plain(&styles);
        assert_eq!(styles.matches("<w:name w:val=\"Note\"/>").count(), 1, "added as it lacks one");
        assert_eq!(
            styles.matches("<w:name w:val=\"Caption\"/>").count()
                + styles.matches("<w:name w:val=\"caption\"/>").count(),
            1
        );
        let lists = part_of(made.clone(), "word/numbering.xml");
        plain(&lists);
        assert!(lists.contains("<w:num w:numId=\"6\"><w:abstractNumId w:val=\"6\"/>"), "{lists}");
        assert!(lists.rfind("</w:abstractNum>") < lists.find("<w:num "), "definitions stand before numbers");
        assert!(part_of(made, "[Content_Types].xml").contains("document.main+xml"));
    }

    #[test]
    fn what_is_no_template_says_why() {
        let reason = |bytes: &[u8]| Template::read(bytes).unwrap_err().to_string();
        assert!(reason(b"not a file").contains("it is not a Word document"));
        let macros = changed(|name, text| match name {
            "[Content_Types].xml" => {
                text.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
            }
            _ => text,
        });
        assert!(reason(&macros).contains("it has macros"));
        let damaged = changed(|name, text| if name == "word/styles.xml" { text[..200].to_owned() } else { text });
        assert!(reason(&damaged).contains("its part word/styles.xml is damaged"));
        let other =
            changed(
                |name, text| {
                    if name == "[Content_Types].xml" { text.replace("wordprocessingml.document", "x") } else { text }
                },
            );
        assert!(reason(&other).contains("it is not a Word document"));
    }
}
