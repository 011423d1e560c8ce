//! How the text of a Word file looks: what its styles are called, how they are numbered, and how much room there is.

use super::parts::{LISTS_OF, MAIN};
use std::collections::BTreeMap;

/// In twentieths of a point: the text of an A4 page with margins of 2.5 cm.
const WIDTH: usize = 9_071;
const HEIGHT: usize = 14_004;
/// What stands below a chart at the end of a page.
const BELOW: usize = 1_815;
/// Units of drawings in a twentieth of a point.
const OF_DRAWINGS: u64 = 635;

/// The looks.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    /// By the names that styles have here.
    pub styles: BTreeMap<&'static str, Styled>,
    /// The style of tables.
    pub table: String,
    /// The width and height of the text on a page, in twentieths of a point.
    pub room: [usize; 2],
    /// The document's start tag.
    pub root: String,
    /// The properties of its section.
    pub section: String,
    /// How the names of the relations of pictures begin.
    pub pictures: &'static str,
}

/// A paragraph style as the file has it.
#[derive(Clone, Debug)]
pub(super) struct Styled {
    /// Its id.
    pub id: String,
    /// The level and the number of its list, where the style does not say so itself.
    pub list: Option<(usize, usize)>,
}

impl Looks {
    /// Those of this program: A4 with margins of 2.5 cm.
    pub fn own() -> Self {
        Looks {
            styles: BTreeMap::new(),
            table: "ReportTable".into(),
            room: [WIDTH, HEIGHT],
            root: format!(
                "<w:document {MAIN} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                 xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
                 xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                 xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
            ),
            section: "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference \
                      w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" \
                      w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" \
                      w:gutter=\"0\"/></w:sectPr>"
                .into(),
            pictures: "rIdPicture",
        }
    }

    /// The properties that give a paragraph its style.
    pub fn style(&self, style: &str) -> String {
        let Some(Styled { id, list }) = self.styles.get(style) else {
            return format!("<w:pStyle w:val=\"{style}\"/>");
        };
        let list = list.map_or_else(String::new, |(level, number)| {
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>")
        });
        format!("<w:pStyle w:val=\"{}\"/>{list}", super::parts::escaped(id))
    }

    /// The width of a text, in twentieths of a point.
    pub fn width(&self) -> usize {
        self.room[0]
    }

    /// How wide and how high a drawing can be, in the units of drawings.
    pub fn of_drawings(&self) -> [u64; 2] {
        let [width, height] = self.room;
        [width as u64 * OF_DRAWINGS, height.saturating_sub(BELOW).max(BELOW) as u64 * OF_DRAWINGS]
    }

    /// The list of a style and its level, where styles have one.
    pub fn list_of(style: &str) -> Option<(usize, usize)> {
        LISTS_OF.iter().find(|(id, ..)| *id == style).map(|&(_, level, list)| (level, list))
    }
}
