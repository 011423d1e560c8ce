//! A template: a Word document whose looks are taken over. Its styles, theme, fonts, headers, footers, page size and
//! margins stand; its text is dropped.

mod looks;
mod package;

use super::xml;
use package::Package;
use std::fmt;

pub(super) use looks::TakenOver;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A template.
#[derive(Clone, Debug)]
pub struct Template {
    package: Package,
    /// The path of the document's part: `word/document.xml`.
    main: String,
    /// The document's start tag, with its namespaces.
    root: String,
    /// The properties of its last section: page size, margins, headers and footers.
    section: String,
}

/// Why a file cannot be a template: a sentence without a capital and a full stop, with what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoTemplate(String);

impl fmt::Display for NoTemplate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl NoTemplate {
    fn new(reason: &str) -> Self {
        NoTemplate(reason.to_owned())
    }

    fn no_word_file() -> Self {
        NoTemplate::new("it is not a Word document or template (.docx or .dotx): open it in Word and save it as one")
    }
}

impl Template {
    /// Reads a Word document or template.
    ///
    /// # Errors
    /// Where it is none, is damaged, has macros, or is larger than is read.
    pub fn read(bytes: &[u8]) -> Result<Self, NoTemplate> {
        let package = Package::read(bytes)?;
        let main = package.main().ok_or_else(NoTemplate::no_word_file)?;
        let document = package.text(&main).ok_or_else(NoTemplate::no_word_file)?;
        let body = document.find("<w:document").ok_or_else(NoTemplate::no_word_file)?;
        let root = xml::tag(&document[body..]).to_owned();
        if !root.contains(MAIN) {
            return Err(NoTemplate::new(
                "it is kept as a Strict Open XML document: save it as a Word Document or Word Template",
            ));
        }
        let section = xml::elements(document, "w:sectPr").pop().map(|range| document[range].to_owned());
        let section = section.unwrap_or_else(|| "<w:sectPr/>".to_owned());
        Ok(Template { main, root, section: xml::without(&section, "w:sectPrChange"), package })
    }
}

/// The namespaces that our text needs beside those of a template.
const NAMESPACES: [(&str, &str); 5] = [
    ("w", MAIN),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

impl Template {
    /// The document's start tag with all that our text needs.
    fn namespaces(&self) -> String {
        let mut root = self.root.trim_end_matches('>').trim_end_matches('/').to_owned();
        for (prefix, name) in NAMESPACES {
            if xml::attribute(&self.root, &format!("xmlns:{prefix}")).is_none() {
                root.push_str(&format!(" xmlns:{prefix}=\"{name}\""));
            }
        }
        root + ">"
    }

    /// Where the document's part stands: `word/`.
    pub(super) fn folder(&self) -> String {
        self.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"))
    }

    /// The path of a part that the document is related to: its styles, its lists.
    fn related(&self, kind: &str) -> Option<String> {
        self.package.relations(&self.main).into_iter().find(|relation| relation.kind == kind)?.target
    }

    /// What is taken over of it, and what is added.
    pub(super) fn taken_over(&self) -> TakenOver {
        let text = |kind| self.related(kind).and_then(|path| self.package.text(&path)).unwrap_or_default();
        TakenOver::of(self, text("styles"), text("numbering"))
    }

    /// The parts of a document with its looks: `body` is the text, with the relations to its pictures, and `own` are the
    /// parts that take the place of those of the same name, or are added.
    pub(super) fn filled(
        &self,
        taken: &TakenOver,
        body: (&str, &str),
        own: Vec<(String, Vec<u8>)>,
    ) -> Vec<(String, Vec<u8>)> {
        let kept = self.package.reachable(&self.main);
        let folder = self.folder();
        let (styles, lists) = (self.related("styles"), self.related("numbering"));
        let mut added = body.1.to_owned();
        let mut extra: Vec<(String, Vec<u8>)> = Vec::new();
        for (kind, path, text) in [("styles", &styles, new_styles(taken)), ("numbering", &lists, new_lists(taken))] {
            if path.is_none() {
                added.push_str(&super::parts::relation(&format!("rIdForesave-{kind}"), kind, &format!("{kind}.xml")));
                extra.push((format!("{folder}{kind}.xml"), text.into_bytes()));
            }
        }
        let written = |path: &str, content: &[u8]| -> Vec<u8> {
            let text = std::str::from_utf8(content).unwrap_or_default();
            match path {
                path if path == self.main => body.0.as_bytes().to_vec(),
                path if path == package::relations_of(&self.main) => self.relations(&added).into_bytes(),
                path if Some(path) == styles.as_deref() => before_end(text, "</w:styles>", &taken.styles).into_bytes(),
                path if Some(path) == lists.as_deref() => with_lists(text, taken).into_bytes(),
                path if path.ends_with("/settings.xml") => quiet(text).into_bytes(),
                path if path.ends_with("/_rels/settings.xml.rels") => without_outside(text).into_bytes(),
                _ => content.to_vec(),
            }
        };
        let parts = self.package.parts().iter().filter(|(path, _)| kept.contains(path));
        let mut parts: Vec<(String, Vec<u8>)> =
            parts.map(|(path, content)| (path.clone(), written(path, content))).collect();
        if !parts.iter().any(|(path, _)| *path == package::relations_of(&self.main)) {
            extra.push((package::relations_of(&self.main), self.relations(&added).into_bytes()));
        }
        for (path, content) in extra.into_iter().chain(own) {
            match parts.iter_mut().find(|(known, _)| *known == path) {
                Some(part) => part.1 = content,
                None => parts.push((path, content)),
            }
        }
        let types = self.content_types(&parts, &folder);
        [("[Content_Types].xml".to_owned(), types.into_bytes())].into_iter().chain(parts).collect()
    }

    /// The relations of the document: those that are not its text's, and those added.
    fn relations(&self, added: &str) -> String {
        let kept: String = self.package.kept_of(&self.main).into_iter().map(|relation| relation.written).collect();
        format!(
            "{PROLOGUE}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{kept}{added}\
             </Relationships>"
        )
    }

    /// What each part is: as the template says it, but that the whole is a document.
    fn content_types(&self, parts: &[(String, Vec<u8>)], folder: &str) -> String {
        let known = self.package.text("[Content_Types].xml").unwrap_or_default();
        let mut types = String::new();
        let mut ends: Vec<String> = Vec::new();
        for range in xml::elements(known, "Default") {
            types.push_str(&known[range.clone()]);
            ends.extend(xml::attribute(xml::tag(&known[range]), "Extension").map(|end| end.to_lowercase()));
        }
        if !ends.iter().any(|end| end == "png") {
            types.push_str("<Default Extension=\"png\" ContentType=\"image/png\"/>");
        }
        let mut named: Vec<String> = Vec::new();
        for range in xml::elements(known, "Override") {
            let written = &known[range];
            let Some(path) = xml::attribute(xml::tag(written), "PartName") else { continue };
            let path = path.trim_start_matches('/').to_owned();
            if parts.iter().any(|(part, _)| *part == path) && path != self.main {
                types.push_str(written);
                named.push(path);
            }
        }
        let own = [
            (self.main.clone(), format!("{WORD}.document.main+xml")),
            (format!("{folder}styles.xml"), format!("{WORD}.styles+xml")),
            (format!("{folder}numbering.xml"), format!("{WORD}.numbering+xml")),
            ("docProps/core.xml".into(), "application/vnd.openxmlformats-package.core-properties+xml".into()),
            ("docProps/app.xml".into(), format!("{OFFICE}.extended-properties+xml")),
        ];
        for (path, kind) in own {
            if !named.contains(&path) && parts.iter().any(|(part, _)| *part == path) {
                types.push_str(&format!("<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>"));
            }
        }
        format!(
            "{PROLOGUE}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">{types}</Types>"
        )
    }
}

const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

fn new_styles(taken: &TakenOver) -> String {
    format!("{PROLOGUE}<w:styles xmlns:w=\"{MAIN}\">{}</w:styles>", taken.styles)
}

fn new_lists(taken: &TakenOver) -> String {
    format!("{PROLOGUE}<w:numbering xmlns:w=\"{MAIN}\">{}{}</w:numbering>", taken.definitions, taken.numbers)
}

/// With something before the last end tag.
fn before_end(text: &str, end: &str, added: &str) -> String {
    match text.rfind(end) {
        Some(place) => format!("{}{added}{}", &text[..place], &text[place..]),
        None => text.to_owned(),
    }
}

/// All definitions stand before all numbers.
fn with_lists(text: &str, taken: &TakenOver) -> String {
    let first = xml::elements(text, "w:num").first().map(|range| range.start);
    let cleanup = xml::elements(text, "w:numIdMacAtCleanup").first().map(|range| range.start);
    let end = cleanup.or_else(|| text.rfind("</w:numbering>"));
    match (first, end) {
        (Some(first), Some(end)) => {
            let (before, between, behind) = (&text[..first], &text[first..end], &text[end..]);
            format!("{before}{}{between}{}{behind}", taken.definitions, taken.numbers)
        }
        (None, Some(end)) => format!("{}{}{}{}", &text[..end], taken.definitions, taken.numbers, &text[end..]),
        _ => new_lists(taken),
    }
}

/// Settings without what makes Word ask when it opens the file.
fn quiet(settings: &str) -> String {
    ["w:attachedTemplate", "w:mailMerge", "w:updateFields"]
        .iter()
        .fold(settings.to_owned(), |text, element| xml::without(&text, element))
}

/// Relations without those to the outside.
fn without_outside(relations: &str) -> String {
    let mut kept = relations.to_owned();
    for range in xml::elements(relations, "Relationship").into_iter().rev() {
        if xml::attribute(xml::tag(&relations[range.clone()]), "TargetMode").as_deref() == Some("External") {
            kept.replace_range(range, "");
        }
    }
    kept
}
