//! What reading a scenario carries along: the files opened, and the faults found.

use super::encoding;
use super::faults::Faults;
use super::files::{self, Contents, FileFault, Files, Held};
use super::schema::Shape;
use super::sheet::Sheet;
use super::spelling;
use super::table::{self, Mapping, Table, Wanted};
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, Place, Source, SourceId};
use crate::distribution::Distribution;
use crate::programme::InputFile;
use std::collections::HashMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The state of reading one scenario.
///
/// What only reports takes the [`Faults`], which the reader can stand for; what may open a further table, as a
/// distribution of a history does, takes the reader.
#[derive(Debug)]
pub(crate) struct Reader<'f> {
    /// The faults found so far.
    pub faults: Faults,
    files: &'f Files,
    /// The files read so far.
    pub inputs: Vec<InputFile>,
    /// The texts of tables by path; `None` where that has been reported.
    sources: HashMap<String, Option<Opened>>,
    /// The tables that histories are read from.
    tables: Vec<Arc<Table>>,
    /// The laws of histories by path, column and unit; `None` where a fault has been reported. A law is shared by all
    /// that have it.
    pub(super) histories: HashMap<super::history::Key, Option<Distribution>>,
}

/// A text or a sheet that was opened.
#[derive(Clone, Debug)]
struct Opened {
    id: SourceId,
    /// Where it is no text.
    sheet: Option<Arc<Sheet>>,
}

impl Deref for Reader<'_> {
    type Target = Faults;

    fn deref(&self) -> &Faults {
        &self.faults
    }
}

impl DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut Faults {
        &mut self.faults
    }
}

impl<'f> Reader<'f> {
    /// Begins to read a scenario.
    pub fn new(files: &'f Files) -> Self {
        Reader {
            faults: Faults::default(),
            files,
            inputs: Vec::new(),
            sources: HashMap::new(),
            tables: Vec::new(),
            histories: HashMap::new(),
        }
    }

    /// The text of the scenario file; faults are reported.
    pub fn scenario(&mut self) -> Option<SourceId> {
        match self.files.scenario() {
            Ok(contents) => self.text(contents, &self.files.scenario_name()),
            Err(fault) => {
                let source = self.faults.diagnostics.add_source(Source::new(self.files.scenario_shown(), ""));
                self.refuse(fault, Place::new(source, 0..0))
            }
        }
    }

    /// Makes a text of what a file held; faults are reported.
    fn text(&mut self, contents: Contents, name: &str) -> Option<SourceId> {
        self.inputs.push(InputFile { name: name.to_owned(), sha256: contents.sha256 });
        match encoding::decode(contents.bytes, name) {
            Ok(decoded) => {
                let length =
                    decoded.windows_1252.and_then(|at| decoded.text[at..].chars().next()).map_or(0, char::len_utf8);
                let source = self.faults.diagnostics.add_source(Source::new(contents.shown, decoded.text));
                if let Some(at) = decoded.windows_1252 {
                    let message = format!("`{name}` is not in the encoding UTF-8 and is read as Windows-1252");
                    let note = Diagnostic::note(Code::FileEncoding, message).at(Place::new(source, at..at + length));
                    self.faults.report(note.help("in a spreadsheet choose \"CSV UTF-8\" when saving"));
                }
                Some(source)
            }
            Err(not_text) => {
                let end = (not_text.offset + 1).min(not_text.shown.len());
                let span = not_text.offset.min(end)..not_text.shown.ceil_char_boundary(end);
                let source = self.faults.diagnostics.add_source(Source::new(contents.shown, not_text.shown));
                self.faults.report(not_text.fault.at(Place::new(source, span)));
                None
            }
        }
    }

    /// The table of a shape that a path names; `None` where faults that prevent it were reported.
    pub fn table(&mut self, path: &Typed, shape: &Shape, mapping: &Mapping) -> Option<Arc<Table>> {
        let source = self.source(path)?;
        self.table_in(&source, &Wanted::Shape(shape, mapping))
    }

    fn table_in(&mut self, source: &Opened, wanted: &Wanted<'_>) -> Option<Arc<Table>> {
        let table = match &source.sheet {
            None => table::parse(source.id, wanted, &mut self.faults),
            Some(sheet) => table::of_sheet(source.id, sheet, wanted, &mut self.faults),
        };
        table.map(Arc::new)
    }

    /// The table with a column that a path names; `None` where faults that prevent it were reported.
    pub fn table_with(&mut self, path: &Typed, column: &str) -> Option<Arc<Table>> {
        let source = self.source(path)?;
        let name = spelling::heading(column);
        let known = self.tables.iter().find(|table| table.source == source.id && table.column(&name).is_some());
        if let Some(known) = known {
            return Some(known.clone());
        }
        let table = self.table_in(&source, &Wanted::Column(column))?;
        self.tables.push(table.clone());
        Some(table)
    }

    /// The text or sheet that a path names, read once.
    fn source(&mut self, path: &Typed) -> Option<Opened> {
        let name = files::plain_name(&path.text);
        if let Some(known) = self.sources.get(&name) {
            return known.clone();
        }
        let source = match self.files.table(&path.text) {
            Ok(Held::Text(contents)) => self.text(contents, &path.text).map(|id| Opened { id, sheet: None }),
            Ok(Held::Sheet { shown, sheet }) => {
                let id = self.faults.diagnostics.add_source(Source::of_sheet(shown, &sheet.name));
                Some(Opened { id, sheet: Some(Arc::new(sheet)) })
            }
            Err(fault) => self.refuse(fault, path.place.clone()),
        };
        self.sources.insert(name, source.clone());
        source
    }

    fn refuse<T>(&mut self, fault: FileFault, place: Place) -> Option<T> {
        self.faults.report(fault.at(place));
        None
    }

    /// Advice to name the scenario file, where a table was given for it.
    pub fn advice_on_scenario(&self) -> String {
        self.files.advice_on_scenario()
    }
}
