//! What reading a scenario carries along: the files opened, and the faults found.

use super::book::{Book, Found};
use super::encoding;
use super::faults::Faults;
use super::files::{self, Contents, FileFault, Files, Held};
use super::schema::Shape;
use super::spelling;
use super::table::{self, Mapping, Opened as OpenedSheet, Table, Wanted};
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, Place, Source, SourceId};
use crate::distribution::Distribution;
use crate::programme::{InputFile, Override};
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
    /// The texts and sheets of tables by path; `None` where that has been reported.
    sources: HashMap<String, Option<Opened>>,
    /// The workbooks by path; `None` where that has been reported.
    books: HashMap<String, Option<Book>>,
    /// The workbook that is the whole scenario.
    pub(super) own: Option<Book>,
    /// The tables that histories are read from.
    tables: Vec<Arc<Table>>,
    /// The laws of histories by path, column and unit; `None` where a fault has been reported. A law is shared by all
    /// that have it.
    pub(super) histories: HashMap<super::history::Key, Option<Distribution>>,
}

/// A text or a sheet that was opened.
#[derive(Clone, Debug)]
enum Opened {
    Text(SourceId),
    Sheet(OpenedSheet),
}

impl Opened {
    fn id(&self) -> SourceId {
        match self {
            Opened::Text(id) => *id,
            Opened::Sheet(sheet) => sheet.source,
        }
    }
}

/// What a scenario is written in.
pub(crate) enum Form {
    /// A scenario file of that text.
    Text(SourceId),
    /// A workbook, which the reader holds.
    Workbook,
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
            books: HashMap::new(),
            own: None,
            tables: Vec::new(),
            histories: HashMap::new(),
        }
    }

    /// Opens the scenario file; faults are reported.
    pub fn scenario(&mut self) -> Option<Form> {
        let name = self.files.scenario_name();
        let opened = self.files.scenario().and_then(|held| match held {
            Held::Text(contents) => Ok(Err(contents)),
            Held::Workbook(contents) => {
                self.inputs.push(InputFile { name: name.clone(), sha256: contents.sha256 });
                Book::of_file(contents.bytes, contents.shown, &name).map(Ok)
            }
            Held::Sheets { shown, sheets } => Ok(Ok(Book::in_memory(sheets, shown, &name))),
        });
        match opened {
            Ok(Err(contents)) => self.text(contents, &name).map(Form::Text),
            Ok(Ok(book)) => {
                self.own = Some(book);
                Some(Form::Workbook)
            }
            Err(fault) => {
                let place = self.whole_file();
                self.refuse(fault, place)
            }
        }
    }

    /// The values that stand in the place of those that are written.
    pub fn given(&self) -> &'f [Override] {
        self.files.overrides()
    }

    /// The scenario file as a whole.
    pub fn whole_file(&mut self) -> Place {
        Place::new(self.faults.diagnostics.add_source(Source::new(self.files.scenario_shown(), "")), 0..0)
    }

    /// What the file is called that stands alone, with its sheet where it names one.
    pub fn lone_name(&self) -> String {
        self.files.scenario_name()
    }

    /// The table that is wanted, where the file named is one that stands alone; faults are reported.
    pub fn lone_table(&mut self, wanted: &Wanted<'_>) -> Option<Arc<Table>> {
        let opened = self.open(&self.lone_name());
        match opened {
            Ok(source) => self.table_in(&source?, wanted),
            Err(fault) => {
                let place = self.whole_file();
                self.refuse(fault.of_lone_file(), place)
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
        let table = match source {
            Opened::Text(id) => table::parse(*id, wanted, &mut self.faults),
            Opened::Sheet(sheet) => table::of_sheet(sheet, wanted, &mut self.faults),
        };
        table.map(Arc::new)
    }

    /// The table with a column that a path names; `None` where faults that prevent it were reported.
    pub fn table_with(&mut self, path: &Typed, column: &str) -> Option<Arc<Table>> {
        let source = self.source(path)?;
        let name = spelling::heading(column);
        let known = self.tables.iter().find(|table| table.source == source.id() && table.column(&name).is_some());
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
        let source = self.open(&path.text).unwrap_or_else(|fault| self.refuse(fault, path.place.clone()));
        self.sources.insert(name, source.clone());
        source
    }

    /// The text, or the sheet, that a path names; `Ok(None)` where a fault was reported.
    fn open(&mut self, path: &str) -> Result<Option<Opened>, FileFault> {
        if let Some(own) = &mut self.own {
            let found = own.find(path.trim_start_matches('#'))?;
            if let Some(found) = found {
                let shown = own.shown.clone();
                return Ok(Some(self.sheet(shown, found)));
            }
            if !path.contains(['.', '/']) {
                return own.named(Some(path)).map(|_| None);
            }
        }
        let (file, sheet) = files::without_sheet(path);
        let name = files::plain_name(file);
        if !self.books.contains_key(&name) {
            let book = match self.files.table(file)? {
                Held::Text(contents) if sheet.is_none() => return Ok(self.text(contents, path).map(Opened::Text)),
                Held::Text(_) => return Err(FileFault::no_workbook(file)),
                Held::Workbook(contents) => {
                    self.inputs.push(InputFile { name: file.to_owned(), sha256: contents.sha256 });
                    Book::of_file(contents.bytes, contents.shown, file)
                }
                Held::Sheets { shown, sheets } => Ok(Book::in_memory(sheets, shown, file)),
            };
            // A workbook that cannot be read is reported once.
            let (book, fault) = book.map_or_else(|fault| (None, Err(fault)), |book| (Some(book), Ok(())));
            self.books.insert(name.clone(), book);
            fault?;
        }
        let Some(Some(book)) = self.books.get_mut(&name) else { return Ok(None) };
        let found = book.named(sheet)?;
        let shown = book.shown.clone();
        Ok(Some(self.sheet(shown, found)))
    }

    /// A sheet of the workbook of that path.
    fn sheet(&mut self, shown: String, (sheet, block): Found) -> Opened {
        let source = self.faults.diagnostics.add_source(Source::of_sheet(shown, &sheet.name));
        Opened::Sheet(OpenedSheet { source, sheet, block })
    }

    /// Whether the workbook that is the whole scenario has a sheet of that name.
    pub fn has_sheet(&self, name: &str) -> bool {
        let is_it = |known: &String| spelling::without_case(known) == spelling::without_case(name);
        self.own.as_ref().is_some_and(|own| own.names().iter().any(is_it))
    }

    /// A sheet of the workbook that is the whole scenario, with the table of a shape on it: `None` where there is no
    /// such sheet, `Some(None)` where faults that prevent it were reported.
    pub fn own_table(&mut self, name: &str, shape: &Shape, mapping: &Mapping) -> Option<Option<Table>> {
        let own = self.own.as_mut()?;
        let position =
            own.names().iter().position(|known| spelling::without_case(known) == spelling::without_case(name))?;
        let (shown, sheet) = (own.shown.clone(), own.sheet(position));
        match sheet {
            Ok(sheet) => {
                let Opened::Sheet(sheet) = self.sheet(shown, (sheet, None)) else { return Some(None) };
                Some(table::of_sheet(&sheet, &Wanted::Shape(shape, mapping), &mut self.faults))
            }
            Err(fault) => {
                let place = self.whole_file();
                Some(self.refuse(fault, place))
            }
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
