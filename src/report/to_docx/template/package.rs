//! The parts of a template, and which of them are kept.

use super::super::xml;
use super::NoTemplate;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A template has at most so many bytes, unpacked, and so many parts.
const MOST_UNPACKED: u64 = 64 << 20;
const MOST_PARTS: usize = 2_000;

/// What the text of a template is related to, which is dropped with it.
const OF_TEXT: [&str; 14] = [
    "aFChunk",
    "chart",
    "comments",
    "commentsExtended",
    "commentsExtensible",
    "commentsIds",
    "control",
    "diagramData",
    "glossaryDocument",
    "hyperlink",
    "image",
    "oleObject",
    "package",
    "subDocument",
];

/// The parts in their order: path and content.
#[derive(Clone, Debug)]
pub(in crate::report::to_docx) struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

/// A relation of a part to another.
#[derive(Clone, Debug)]
pub(in crate::report::to_docx) struct Relation {
    /// The last word of its type.
    pub kind: String,
    /// The other part; none where it is outside of the file.
    pub target: Option<String>,
    /// As it was written.
    pub written: String,
}

impl Package {
    /// The parts of an archive; refused where it has macros, is damaged or too large.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, NoTemplate> {
        let too_large = || NoTemplate::new("it holds more than is read of a template: take its text and pictures out");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoTemplate::no_word_file())?;
        if archive.len() > MOST_PARTS {
            return Err(too_large());
        }
        let (mut parts, mut left) = (Vec::new(), MOST_UNPACKED);
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(|_| NoTemplate::no_word_file())?;
            let Some(name) = part.name().ok().map(|name| name.trim_start_matches('/').to_owned()) else { continue };
            let mut content = Vec::new();
            part.take(left + 1).read_to_end(&mut content).map_err(|_| NoTemplate::new("it is damaged"))?;
            left = left.checked_sub(content.len() as u64).ok_or_else(too_large)?;
            if !name.ends_with('/') {
                parts.push((name, content));
            }
        }
        let package = Package { parts };
        package.check()?;
        Ok(package)
    }

    fn check(&self) -> Result<(), NoTemplate> {
        let types = self.text("[Content_Types].xml").unwrap_or_default();
        let has_macros = types.contains("macroEnabled")
            || self.parts.iter().any(|(name, _)| name.to_lowercase().ends_with("vbaproject.bin"));
        if has_macros {
            return Err(NoTemplate::new("it has macros: save it without them, as .docx or .dotx"));
        }
        let is_xml = |name: &str| name.ends_with(".xml") || name.ends_with(".rels");
        let is_sound = |content: &[u8]| std::str::from_utf8(content).is_ok_and(xml::is_sound);
        match self.parts.iter().find(|(name, content)| is_xml(name) && !is_sound(content)) {
            None => Ok(()),
            Some((name, _)) => {
                Err(NoTemplate(format!("its part {name} is damaged: open it in Word and save it again")))
            }
        }
    }

    /// The path of the document, where this is a Word file.
    pub(super) fn main(&self) -> Option<String> {
        let main = self.relations("").into_iter().find(|relation| relation.kind == "officeDocument")?.target?;
        let types = self.text("[Content_Types].xml")?;
        let is_it =
            |tag: &str| xml::attribute(tag, "PartName").is_some_and(|name| name.trim_start_matches('/') == main);
        let overrides = xml::elements(types, "Override").into_iter().map(|range| xml::tag(&types[range]));
        let kind = overrides.into_iter().find(|tag| is_it(tag)).and_then(|tag| xml::attribute(tag, "ContentType"))?;
        ["document.main+xml", "template.main+xml"].iter().any(|end| kind.ends_with(end)).then_some(main)
    }

    /// All parts, in their order.
    pub(in crate::report::to_docx) fn parts(&self) -> &[(String, Vec<u8>)] {
        &self.parts
    }

    /// A part as text.
    pub(in crate::report::to_docx) fn text(&self, path: &str) -> Option<&str> {
        let (_, content) = self.parts.iter().find(|(name, _)| name == path)?;
        std::str::from_utf8(content).ok()
    }

    /// The relations of a part; of the archive for a blank path.
    pub(in crate::report::to_docx) fn relations(&self, path: &str) -> Vec<Relation> {
        let Some(text) = self.text(&relations_of(path)) else { return Vec::new() };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relation = |range| {
            let written: &str = xml::tag(&text[range]);
            let of = |name| xml::attribute(written, name);
            let target = of("Target").filter(|_| of("TargetMode").as_deref() != Some("External"));
            Some(Relation {
                kind: of("Type")?.rsplit('/').next().unwrap_or_default().to_owned(),
                target: target.map(|target| resolved(folder, &target)),
                written: written.to_owned(),
            })
        };
        xml::elements(text, "Relationship").into_iter().filter_map(relation).collect()
    }

    /// The relations of the document that are not its text's.
    pub(in crate::report::to_docx) fn kept_of(&self, main: &str) -> Vec<Relation> {
        let mut relations = self.relations(main);
        relations.retain(|relation| relation.target.is_some() && !OF_TEXT.contains(&relation.kind.as_str()));
        relations
    }

    /// The paths of the parts that are still related to anything when the text is gone.
    pub(in crate::report::to_docx) fn reachable(&self, main: &str) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut left: Vec<String> = vec![String::new()];
        while let Some(path) = left.pop() {
            let relations = if path == main { self.kept_of(main) } else { self.relations(&path) };
            for target in relations.into_iter().filter_map(|relation| relation.target) {
                if found.insert(target.clone()) {
                    left.push(target);
                }
            }
        }
        let of_found: Vec<String> = found.iter().map(|path| relations_of(path)).collect();
        found.extend(of_found);
        found.insert(relations_of(""));
        found
    }
}

/// Where the relations of a part stand.
pub(in crate::report::to_docx) fn relations_of(path: &str) -> String {
    let (folder, file) =
        path.rsplit_once('/').map_or((String::new(), path), |(folder, file)| (format!("{folder}/"), file));
    format!("{folder}_rels/{file}.rels")
}

/// The path of a part that another in `folder` names.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}
