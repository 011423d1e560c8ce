//! The body: headings, paragraphs, lists, tables and charts.

use super::Pictured;
use super::looks::Looks;
use super::parts::{MARGIN, escaped, relation};
use super::widths::{columns, width as width_of};
use crate::report::document::{Block, Chart, Document, Item, List, Row, Section, Sentence, Table};
use std::collections::BTreeMap;

/// A row with a longer text is split where the page ends: it could be higher than a page.
const LONG_TEXT: usize = 600;

/// Tables of so many rows stand on one page.
const SHORT: usize = 14;

/// How the headings of appendices begin, before the letter that Word counts by itself.
const APPENDIX: &str = "Appendix ";

/// The body as it is written.
pub(super) struct Body<'a> {
    xml: String,
    looks: Looks,
    tables: usize,
    figures: usize,
    /// All pictures there are.
    known: &'a BTreeMap<String, Pictured>,
    /// Those that stand in the body, in order.
    used: Vec<&'a Pictured>,
}

impl<'a> Body<'a> {
    /// The body of a document.
    pub fn of(document: &Document, known: &'a BTreeMap<String, Pictured>, looks: Looks) -> Self {
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
    pub fn pictures(&self) -> &[&'a Pictured] {
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
            self.xml.push_str(&format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", self.looks.style(style), unbroken(text)));
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
            unbroken(&format!(": {text}"))
        ));
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let caption = table.caption_with_unit().to_string();
        self.caption("Table", self.tables, &caption);
        let (columns, looks) = (columns(table, self.looks.width()), &self.looks);
        let width: usize = columns.iter().map(|(_, width)| width).sum();
        let grid: String = columns.iter().map(|(_, width)| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let heading = |&(at, width): &(usize, usize)| {
            let style = if table.columns[at].is_numeric { "TableHeadingNumber" } else { "TableHeading" };
            cell((width, 0), &looks.style(style), &table.columns[at].heading.to_string())
        };
        let headings: String = columns.iter().map(heading).collect();
        let (last, is_short) = (table.rows.len().saturating_sub(1), table.rows.len() <= SHORT);
        // A short table stands on one page; of a long one the first rows stay with the headings, and the last together.
        let is_kept = |at: usize| at != last && (is_short || at == 0 || at + 1 == last);
        let lacking: Vec<Vec<String>> = (0..table.columns.len()).map(|column| table.lacking(column)).collect();
        let filled = Grid { table, columns: &columns, lacking: &lacking };
        let rows = (0..table.rows.len()).map(|at| filled.row(at, looks, is_kept(at)));
        let (rows, style) = (rows.collect::<String>(), escaped(&looks.table));
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

/// A run in which no line ends between a minus and its amount.
fn unbroken(text: &str) -> String {
    run(text).replace("-£", "</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">£")
}

/// A cell of a width, with that much room behind its number, so that decimal points stand below each other.
fn cell((width, behind): (usize, usize), style: &str, text: &str) -> String {
    let room = match behind {
        0 => String::new(),
        behind => format!("<w:tcMar><w:right w:w=\"{}\" w:type=\"dxa\"/></w:tcMar>", MARGIN + behind),
    };
    with_properties((width, &room), style, text)
}

/// A cell across so many columns, which are so wide together.
fn spanning((width, columns): (usize, usize), style: &str, text: &str) -> String {
    with_properties((width, &format!("<w:gridSpan w:val=\"{columns}\"/>")), style, text)
}

fn with_properties((width, properties): (usize, &str), style: &str, text: &str) -> String {
    let run = if text.is_empty() { String::new() } else { run(text) };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr><w:p><w:pPr>{style}</w:pPr>{run}\
         </w:p></w:tc>"
    )
}

/// A table in columns.
struct Grid<'a> {
    table: &'a Table,
    /// The columns that are shown, with their widths.
    columns: &'a [(usize, usize)],
    /// What the numbers of each column lack behind them, by rows.
    lacking: &'a [Vec<String>],
}

impl Grid<'_> {
    /// A row; `is_kept` on the page of the next.
    fn row(&self, at: usize, looks: &Looks, is_kept: bool) -> String {
        let row: &Row = &self.table.rows[at];
        let text = |column: usize| row.cells.get(column).map_or_else(String::new, |value| value.shown());
        let indented = |text: String| "\u{2003}".repeat(row.level) + &text;
        let is_long = self.columns.iter().any(|&(column, _)| text(column).chars().count() > LONG_TEXT);
        let kept = if is_kept && !is_long { "<w:keepNext/>" } else { "" };
        if row.is_heading() && self.columns.len() > 1 {
            // What says what the rows below it are about is set as a heading.
            let style = looks.style(if row.level == 0 { "TableHeading" } else { "TableText" }) + kept;
            let width = self.columns.iter().map(|(_, width)| width).sum();
            let across = spanning((width, self.columns.len()), &style, &indented(text(0)));
            return format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{across}</w:tr>");
        }
        let cells = self.columns.iter().map(|&(column, width)| {
            let style = if self.table.columns[column].is_numeric { "TableNumber" } else { "TableText" };
            let text = if column == 0 { indented(text(column)) } else { text(column) };
            cell((width, width_of(&self.lacking[column][at])), &(looks.style(style) + kept), &text)
        });
        let properties = if is_long { "" } else { "<w:trPr><w:cantSplit/></w:trPr>" };
        format!("<w:tr>{properties}{}</w:tr>", cells.collect::<String>())
    }
}

/// A picture as wide as the text, or as high as a page has room for, in a paragraph of its own.
fn drawing((number, relation): (usize, &str), picture: &Pictured, described: &str, looks: &Looks) -> String {
    const WHOLE: u64 = 10_000;
    let (png, shown) = (&picture.png, u64::from(picture.shown).clamp(1, WHOLE));
    let cut = match WHOLE - shown {
        0 => String::new(),
        cut => format!("<a:srcRect b=\"{}\"/>", cut * 10),
    };
    // The sizes stand at the beginning of the file (PNG, 11.2.2).
    let size = |at: usize| {
        png.get(at..at + 4).map_or(1, |bytes| u64::from(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    };
    let [across, down] = [size(16).max(1), (size(20) * shown / WHOLE).max(1)];
    let [widest, highest] = looks.of_drawings();
    let width = widest.min(highest * across / down);
    let height = width * down / across;
    format!(
        "<w:p><w:pPr>{}<w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" \
         distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"Chart {number}\" \
         descr=\"{described}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"Chart {number}\" descr=\"{described}\"/><pic:cNvPicPr/>\
         </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom \
         prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>\
         </w:p>",
        looks.style("BodyText")
    )
}
