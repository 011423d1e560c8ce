//! The body: headings, paragraphs, lists, tables and charts.

use super::looks::Looks;
use super::parts::{escaped, relation};
use crate::report::document::{Block, Chart, Document, Item, List, Row, Section, Sentence, Table};
use std::collections::BTreeMap;

/// A row with a longer text is split where the page ends: it could be higher than a page.
const LONG_TEXT: usize = 600;

/// How the headings of appendices begin, before the letter that Word counts by itself.
const APPENDIX: &str = "Appendix ";

/// The body as it is written.
pub(super) struct Body<'a> {
    xml: String,
    looks: Looks,
    tables: usize,
    figures: usize,
    /// All pictures there are.
    known: &'a BTreeMap<String, Vec<u8>>,
    /// Those that stand in the body, in order.
    used: Vec<&'a Vec<u8>>,
}

impl<'a> Body<'a> {
    /// The body of a document.
    pub fn of(document: &Document, known: &'a BTreeMap<String, Vec<u8>>, looks: Looks) -> Self {
        let mut body = Body { xml: String::new(), looks, tables: 0, figures: 0, known, used: Vec::new() };
        body.paragraph("Title", &document.title.to_string());
        if let Some(warning) = &document.warning {
            body.paragraph("Subtitle", &warning.to_string());
        }
        let (appendices, sections): (Vec<&Section>, Vec<&Section>) =
            document.sections.iter().partition(|section| section.heading.to_string().starts_with(APPENDIX));
        for section in sections {
            body.section(section, "Heading1", "NumberedParagraph");
        }
        for section in appendices {
            body.section(section, "AppendixHeading", "BodyText");
        }
        body
    }

    /// The pictures, in the order of their numbers.
    pub fn pictures(&self) -> &[&'a Vec<u8>] {
        &self.used
    }

    /// `word/document.xml`.
    pub fn document(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{}<w:body>{}{}</w:body></w:document>",
            self.looks.root, self.xml, self.looks.section
        )
    }

    /// The relations to the pictures.
    pub fn relations(&self) -> String {
        let picture = |at: usize| relation(&self.picture(at), "image", &format!("media/{}.png", Self::file(at)));
        (1..=self.used.len()).map(picture).collect()
    }

    /// The name of a picture's relation.
    fn picture(&self, at: usize) -> String {
        format!("{}{at}", self.looks.pictures)
    }

    /// The name of a picture's file, without ending: no other picture of a file has it.
    pub fn file(at: usize) -> String {
        format!("chart{at}")
    }

    fn section(&mut self, section: &Section, heading: &str, paragraph: &str) {
        // Word counts the appendices by itself.
        let text = section.heading.to_string();
        let own = text.strip_prefix(APPENDIX).and_then(|rest| Some(rest.split_once(": ")?.1));
        self.paragraph(heading, own.unwrap_or(&text));
        for block in &section.blocks {
            match block {
                Block::Paragraph(sentences) => self.paragraph(paragraph, &together(sentences)),
                Block::Heading(heading) => self.paragraph("Heading2", &heading.to_string()),
                Block::Note(note) => self.paragraph("Note", &note.to_string()),
                Block::List(list) => self.list(list, paragraph),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart),
            }
        }
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        if !text.trim().is_empty() {
            self.xml.push_str(&format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", self.looks.style(style), run(text)));
        }
    }

    fn list(&mut self, list: &List, paragraph: &str) {
        if let Some(caption) = &list.caption {
            self.paragraph(paragraph, &caption.to_string());
        }
        for Item { name, text } in &list.items {
            let text = together(text);
            let item = name.as_ref().map_or_else(|| text.clone(), |name| format!("{name}: {text}"));
            self.paragraph("ListBullet", &item);
        }
    }

    /// A caption with its number, which Word counts by itself.
    fn caption(&mut self, kind: &str, number: usize, text: &str) {
        self.xml.push_str(&format!(
            "<w:p><w:pPr>{}{}</w:pPr>{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>\
             <w:instrText xml:space=\"preserve\"> SEQ {kind} \\* ARABIC </w:instrText></w:r><w:r><w:fldChar \
             w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>",
            self.looks.style("Caption"),
            if kind == "Table" { "<w:keepNext/>" } else { "" },
            run(&format!("{kind} ")),
            run(&number.to_string()),
            run(&format!(": {text}"))
        ));
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let caption = table.caption_with_unit().to_string();
        self.caption("Table", self.tables, &caption);
        let (columns, looks) = (columns(table, self.looks.width()), &self.looks);
        let grid: String = columns.iter().map(|(_, width)| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let heading = |&(at, width): &(usize, usize)| {
            let style = if table.columns[at].is_numeric { "TableHeadingNumber" } else { "TableHeading" };
            cell(width, &looks.style(style), &table.columns[at].heading.to_string())
        };
        let headings: String = columns.iter().map(heading).collect();
        let rows: String = table.rows.iter().map(|row| self::row((table, row), &columns, looks)).collect();
        let (style, width) = (escaped(&looks.table), looks.width());
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout \
             w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
             w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblDescription w:val=\"{}\"/></w:tblPr><w:tblGrid>\
             {grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{headings}</w:tr>{rows}</w:tbl>",
            escaped(&caption)
        ));
        let apart = self.looks.style("TableText");
        self.xml.push_str(&format!("<w:p><w:pPr>{apart}</w:pPr></w:p>"));
    }

    fn chart(&mut self, chart: &Chart) {
        let Some(picture) = self.known.get(&chart.drawing) else {
            self.paragraph("BodyText", &chart.finding.to_string());
            return self.table(&chart.data);
        };
        self.used.push(picture);
        self.figures += 1;
        let described = format!("{} {}", chart.description, chart.finding);
        let number = self.used.len();
        let drawing = drawing((number, &self.picture(number)), picture, &escaped(&described), &self.looks);
        self.xml.push_str(&drawing);
        self.caption("Figure", self.figures, &format!("{}. {}", chart.caption, chart.finding));
    }
}

fn together(sentences: &[Sentence]) -> String {
    sentences.iter().map(Sentence::to_string).collect::<Vec<_>>().join(" ")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn cell(width: usize, style: &str, text: &str) -> String {
    let run = if text.is_empty() { String::new() } else { run(text) };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr>{style}</w:pPr>{run}</w:p>\
         </w:tc>"
    )
}

/// A row of a table, of those columns with their widths.
fn row((table, row): (&Table, &Row), columns: &[(usize, usize)], looks: &Looks) -> String {
    let text = |at: usize| row.cells.get(at).map_or_else(String::new, |value| value.shown());
    let is_long = columns.iter().any(|&(at, _)| text(at).chars().count() > LONG_TEXT);
    let cells = columns.iter().map(|&(at, width)| {
        let style = if table.columns[at].is_numeric { "TableNumber" } else { "TableText" };
        let indent = if at == 0 { "\u{2003}".repeat(row.level) } else { String::new() };
        cell(width, &looks.style(style), &format!("{indent}{}", text(at)))
    });
    let properties = if is_long { "" } else { "<w:trPr><w:cantSplit/></w:trPr>" };
    format!("<w:tr>{properties}{}</w:tr>", cells.collect::<String>())
}

/// The columns with content, and their widths within that of the text: room for the longest word, and what is left as the texts are long.
fn columns(table: &Table, room: usize) -> Vec<(usize, usize)> {
    /// A letter of a table's text, in twentieths of a point, and what stands on both sides of a cell, in letters.
    const LETTER: usize = 88;
    const SIDES: usize = 3;
    let texts = |at: usize| table.rows.iter().filter_map(move |row| row.cells.get(at)).map(|value| value.shown());
    let is_shown = |&at: &usize| at == 0 || table.rows.is_empty() || texts(at).any(|text| !text.is_empty());
    let wish = |at: usize| {
        let heading = table.columns[at].heading.to_string();
        let longest_word = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let words = texts(at).map(|text| longest_word(&text)).max().unwrap_or(0);
        // Letters of headings are bold.
        let least = words.min(20).max(longest_word(&heading) * 10 / 9 + 1) + SIDES;
        let most = texts(at).map(|text| text.chars().count()).max().unwrap_or(0).min(160) + SIDES;
        (at, least * LETTER, most.saturating_sub(least) + 1)
    };
    let rooms: Vec<(usize, usize, usize)> = (0..table.columns.len()).filter(is_shown).map(wish).collect();
    let least: usize = rooms.iter().map(|(_, least, _)| least).sum();
    let wishes: usize = rooms.iter().map(|(_, _, wish)| wish).sum();
    let width = |&(at, own, wish): &(usize, usize, usize)| match room.checked_sub(least) {
        Some(left) => (at, own + left * wish / wishes.max(1)),
        None => (at, room * own / least),
    };
    rooms.iter().map(width).collect()
}

/// A picture as wide as the text, or as high as a page has room for, in a paragraph of its own.
fn drawing((number, relation): (usize, &str), png: &[u8], described: &str, looks: &Looks) -> String {
    // The sizes stand at the beginning of the file (PNG, 11.2.2).
    let size = |at: usize| {
        png.get(at..at + 4).map_or(1, |bytes| u64::from(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    };
    let [across, down] = [size(16).max(1), size(20).max(1)];
    let [widest, highest] = looks.of_drawings();
    let width = widest.min(highest * across / down);
    let height = width * down / across;
    format!(
        "<w:p><w:pPr>{}<w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" \
         distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"Chart {number}\" \
         descr=\"{described}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Chart {number}\" descr=\"{described}\"/><pic:cNvPicPr/>\
         </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom \
         prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>\
         </w:p>",
        looks.style("BodyText")
    )
}
