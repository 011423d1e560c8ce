//! What reading a scenario carries along: the files opened and everything there is to say.

use super::encoding;
use super::files::{Contents, Folder};
use super::table::{self, Table};
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Source, SourceId, nearest, shortened};
use crate::programme::InputFile;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// The state of reading one scenario.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Where files may be read from.
    folder: Folder,
    /// Everything there is to say so far.
    pub diagnostics: Diagnostics,
    /// The files read so far.
    pub files: Vec<InputFile>,
    tables: HashMap<String, Option<Arc<Table>>>,
    /// Keys and columns that are not there, but are near to one that is there and not known.
    misspelt: HashSet<(SourceId, usize, String)>,
    /// Columns of history files by path, column and unit; `None` where that has been reported.
    pub(super) histories: HashMap<super::history::Key, Option<Arc<[f64]>>>,
}

impl Reader {
    /// Begins to read the scenario at `path`.
    pub fn new(path: &Path) -> Self {
        Reader {
            folder: Folder::of(path),
            diagnostics: Diagnostics::default(),
            files: Vec::new(),
            tables: HashMap::new(),
            misspelt: HashSet::new(),
            histories: HashMap::new(),
        }
    }

    /// Says something.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says that something is wrong with `place`, and what to write instead.
    pub fn fault(&mut self, code: Code, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(code, message).at(place.clone()).help(help));
    }

    /// Says that nothing has the name typed, and which name is near.
    pub fn unknown_name<'a>(&mut self, typed: &Typed, what: &str, known: impl IntoIterator<Item = &'a str>) {
        let help = if self.diagnostics.is_full() { None } else { nearest(&typed.text, known).advice() };
        let message = format!("there is no {what} `{}`", shortened(&typed.text));
        self.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
    }

    /// Remembers that a key or column of what stands at `place` was probably meant by another.
    pub fn note_misspelt(&mut self, place: &Place, name: &str) {
        self.misspelt.insert((place.source, place.span.start, name.to_owned()));
    }

    /// Whether a key or column that is not there was probably meant by one that was reported: its
    /// absence is a consequence then.
    pub fn is_misspelt(&self, place: &Place, name: &str) -> bool {
        self.misspelt.contains(&(place.source, place.span.start, name.to_owned()))
    }

    /// Makes a text of what a file held; faults are reported.
    pub fn text(&mut self, contents: Contents, name: &str) -> Option<SourceId> {
        self.files.push(InputFile { name: name.to_owned(), sha256: contents.sha256 });
        match encoding::decode(contents.bytes, name) {
            Ok(text) => Some(self.diagnostics.add_source(Source::new(contents.shown, text))),
            Err(not_text) => {
                let end = (not_text.offset + 1).min(not_text.shown.len());
                let span = not_text.offset.min(end)..not_text.shown.ceil_char_boundary(end);
                let source = self.diagnostics.add_source(Source::new(contents.shown, not_text.shown));
                self.report(not_text.fault.at(Place::new(source, span)));
                None
            }
        }
    }

    /// The table that a path names, read once; `None` where faults that prevent it were reported.
    pub fn table(&mut self, path: &Typed) -> Option<Arc<Table>> {
        if let Some(known) = self.tables.get(&path.text) {
            return known.clone();
        }
        let table = self.new_table(path);
        self.tables.insert(path.text.clone(), table.clone());
        table
    }

    fn new_table(&mut self, path: &Typed) -> Option<Arc<Table>> {
        match self.folder.read(&path.text) {
            Ok(contents) => {
                let source = self.text(contents, &path.text)?;
                table::parse(source, &mut self.diagnostics).map(Arc::new)
            }
            Err(fault) => {
                self.report(fault.at(path.place.clone()));
                None
            }
        }
    }
}
