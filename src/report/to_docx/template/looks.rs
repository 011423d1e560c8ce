//! The looks of a template: its styles by their names, with those it lacks, and lists under new numbers.

use super::super::looks::{Looks, Styled};
use super::super::parts::{self, STYLES, Style};
use super::super::xml::{attribute, elements, first, tag};
use super::Template;
use std::collections::{BTreeMap, BTreeSet};

/// A4 and margins of 2.5 cm, in twentieths of a point, where a template does not say.
const PAGE: [usize; 2] = [11_906, 16_838];
const MARGIN: usize = 1_417;
/// The least room for text.
const LEAST: usize = 2_000;

/// A style of a template.
#[derive(Clone, Debug)]
struct Known {
    id: String,
    kind: String,
    name: String,
    is_default: bool,
    is_numbered: bool,
}

/// What is taken over from a template, and what is added to its parts.
#[derive(Clone, Debug)]
pub(in crate::report::to_docx) struct TakenOver {
    /// How the text looks.
    pub looks: Looks,
    /// The styles that it lacks.
    pub styles: String,
    /// The definitions of lists.
    pub definitions: String,
    /// Their numbers.
    pub numbers: String,
}

impl TakenOver {
    /// Of a template with these styles and lists.
    pub(super) fn of(template: &Template, styles: &str, numbering: &str) -> Self {
        let known = known(styles);
        let next = |element: &str, name: &str| {
            let tags = elements(numbering, element).into_iter().map(|range| tag(&numbering[range]));
            let numbers = tags.filter_map(|tag| attribute(tag, name)?.parse::<usize>().ok());
            numbers.max().map_or(1, |most| most.saturating_add(1))
        };
        let (definition, number) = (next("w:abstractNum", "w:abstractNumId"), next("w:num", "w:numId"));
        let mut names = Names { known: &known, taken: known.iter().map(|style| style.id.clone()).collect() };
        let (mut styled, mut added) = (BTreeMap::new(), String::new());
        for style in &STYLES {
            let based_on = styled.get(style.2).map(|style: &Styled| style.id.clone());
            let based_on = based_on.unwrap_or_else(|| names.default("paragraph", "Normal"));
            let (of_style, xml) = names.styled(style, &based_on, number);
            styled.insert(style.0, of_style);
            added.push_str(&xml);
        }
        let table = names.table(&mut added);
        let linked = |style: &str| {
            let styled = styled.get(style).filter(|styled| styled.list.is_none())?;
            (!known.iter().any(|known| known.id == styled.id)).then(|| styled.id.clone())
        };
        let [definitions, numbers] = parts::lists([definition, number], &linked);
        let (root, section) = (template.namespaces(), template.section.clone());
        let pictures = "rIdForesave";
        let looks = Looks { styles: styled, table, room: room(&section), root, section, pictures };
        TakenOver { looks, styles: added, definitions, numbers }
    }
}

/// The names of styles that a template has, and ids that are taken.
struct Names<'a> {
    known: &'a [Known],
    taken: BTreeSet<String>,
}

impl Names<'_> {
    fn find(&self, kind: &str, name: &str) -> Option<&Known> {
        self.known.iter().find(|style| style.kind == kind && style.name.eq_ignore_ascii_case(name))
    }

    /// The style of that kind on which others are based.
    fn default(&self, kind: &str, otherwise: &str) -> String {
        let default = self.known.iter().find(|style| style.kind == kind && style.is_default);
        default.map_or_else(|| otherwise.to_owned(), |style| style.id.clone())
    }

    /// An id that no style has yet.
    fn free(&mut self, id: &str) -> String {
        let numbered = (1..).map(|number| format!("Foresave{id}{number}"));
        let id = [id.to_owned()].into_iter().chain(numbered).find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }

    /// The template's style of that name, or ours as it is added. A style of the template's is numbered in the paragraphs:
    /// its own numbers would not go with those of the others.
    fn styled(&mut self, style: &Style, based_on: &str, number: usize) -> (Styled, String) {
        let list = Looks::list_of(style.0).map(|(level, list)| (level, number + list - 1));
        if let Some(known) = self.find("paragraph", style.1) {
            let has_bullets = style.0 == "ListBullet" && known.is_numbered;
            let list = list.filter(|_| !has_bullets);
            return (Styled { id: known.id.clone(), list }, String::new());
        }
        let id = self.free(style.0);
        let xml = parts::style(style, [&id, &parts::escaped(based_on)], number);
        (Styled { id, list: None }, xml)
    }

    fn table(&mut self, added: &mut String) -> String {
        if let Some(known) = self.find("table", "Report Table") {
            return known.id.clone();
        }
        let based_on = self.default("table", "TableNormal");
        let id = self.free("ReportTable");
        added.push_str(&parts::table_style([&id, &parts::escaped(&based_on)]));
        id
    }
}

/// The styles of a template.
fn known(styles: &str) -> Vec<Known> {
    let style = |range| {
        let written: &str = &styles[range];
        let of = |name| attribute(tag(written), name);
        Some(Known {
            id: of("w:styleId")?,
            kind: of("w:type").unwrap_or_default(),
            name: first(written, "w:name", "w:val")?,
            is_default: of("w:default").is_some_and(|says| says == "1" || says == "true"),
            is_numbered: !elements(written, "w:numPr").is_empty(),
        })
    };
    elements(styles, "w:style").into_iter().filter_map(style).collect()
}

/// The width and height of the text on a page.
fn room(section: &str) -> [usize; 2] {
    let number = |element: &str, name: &str, otherwise: usize| {
        let stated = first(section, element, name).and_then(|text| text.parse::<f64>().ok());
        stated.map_or(otherwise, |number| number.abs().min(31_680.0) as usize)
    };
    let margin = |side: &str| number("w:pgMar", side, MARGIN);
    let width = number("w:pgSz", "w:w", PAGE[0]);
    let height = number("w:pgSz", "w:h", PAGE[1]);
    let beside = margin("w:left") + margin("w:right") + number("w:pgMar", "w:gutter", 0);
    let above = margin("w:top") + margin("w:bottom");
    [width.saturating_sub(beside).max(LEAST), height.saturating_sub(above).max(LEAST)]
}
