//! What reading a scenario carries along: the files opened, and the faults found.

use super::encoding;
use super::faults::Faults;
use super::files::{Contents, FileFault, Files};
use super::table::{self, Table};
use super::typed::Typed;
use crate::diagnostic::{Place, Source, SourceId};
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
    tables: HashMap<String, Option<Arc<Table>>>,
    /// Columns of history files by path, column and unit; `None` where that has been reported.
    pub(super) histories: HashMap<super::history::Key, Option<Arc<[f64]>>>,
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
            tables: HashMap::new(),
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
            Ok(text) => Some(self.faults.diagnostics.add_source(Source::new(contents.shown, text))),
            Err(not_text) => {
                let end = (not_text.offset + 1).min(not_text.shown.len());
                let span = not_text.offset.min(end)..not_text.shown.ceil_char_boundary(end);
                let source = self.faults.diagnostics.add_source(Source::new(contents.shown, not_text.shown));
                self.faults.report(not_text.fault.at(Place::new(source, span)));
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
        match self.files.table(&path.text) {
            Ok(contents) => {
                let source = self.text(contents, &path.text)?;
                table::parse(source, &mut self.faults.diagnostics).map(Arc::new)
            }
            Err(fault) => self.refuse(fault, path.place.clone()),
        }
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
