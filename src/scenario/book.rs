//! The workbooks of a scenario: opened once, each sheet read once.

use super::block::Block;
use super::files::FileFault;
use super::sheet::{ListObject, Sheet};
use super::spelling::without_case;
use super::workbook::Workbook;
use crate::diagnostic::{Code, Suggestion, listed, nearest, shortened};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A workbook whose sheets are read when they are wanted.
#[derive(Debug)]
pub(crate) struct Book {
    /// The path by which a person would open it.
    pub shown: String,
    /// Its name in messages.
    name: String,
    origin: Origin,
    read: BTreeMap<usize, Arc<Sheet>>,
}

#[derive(Debug)]
enum Origin {
    File(Box<Workbook>),
    Memory(Vec<Sheet>),
}

/// A sheet, and where in it the table is, if one of Excel's tables was named.
pub(crate) type Found = (Arc<Sheet>, Option<Block>);

impl Book {
    /// The workbook in a file, called `name` in messages.
    pub fn of_file(bytes: Vec<u8>, shown: String, name: &str) -> Result<Self, FileFault> {
        let origin = Origin::File(Box::new(Workbook::open(bytes, name)?));
        Ok(Book { shown, name: name.to_owned(), origin, read: BTreeMap::new() })
    }

    /// A workbook in memory.
    pub fn in_memory(sheets: Vec<Sheet>, shown: String, name: &str) -> Self {
        Book { shown, name: name.to_owned(), origin: Origin::Memory(sheets), read: BTreeMap::new() }
    }

    /// The names of its sheets.
    pub fn names(&self) -> Vec<String> {
        match &self.origin {
            Origin::File(workbook) => workbook.names().map(str::to_owned).collect(),
            Origin::Memory(sheets) => sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        }
    }

    /// The names of the sheets that have been read so far.
    pub fn names_read(&self) -> Vec<String> {
        self.read.values().map(|sheet| sheet.name.clone()).collect()
    }

    /// The sheet at a position.
    pub fn sheet(&mut self, position: usize) -> Result<Arc<Sheet>, FileFault> {
        if let Some(known) = self.read.get(&position) {
            return Ok(known.clone());
        }
        let sheet = Arc::new(match &mut self.origin {
            Origin::File(workbook) => workbook.sheet(position)?,
            Origin::Memory(sheets) => sheets[position].clone(),
        });
        self.read.insert(position, sheet.clone());
        Ok(sheet)
    }

    fn tables(&mut self, position: usize) -> Result<Vec<ListObject>, FileFault> {
        match &mut self.origin {
            Origin::File(workbook) => workbook.tables(position),
            Origin::Memory(sheets) => Ok(sheets[position].layout.tables.clone()),
        }
    }

    /// The sheet of a name, or of an Excel table of that name; `None` where there is none.
    pub fn find(&mut self, name: &str) -> Result<Option<Found>, FileFault> {
        let wanted = without_case(name);
        let names = self.names();
        if let Some(at) = names.iter().position(|known| without_case(known) == wanted) {
            return Ok(Some((self.sheet(at)?, None)));
        }
        for at in 0..names.len() {
            let table = self.tables(at)?.into_iter().find(|table| without_case(&table.name) == wanted);
            if let Some(table) = table {
                return Ok(Some((self.sheet(at)?, Some(table.block))));
            }
        }
        Ok(None)
    }

    /// The sheet or table that a path names behind `#`, or the only sheet with content where it names none.
    pub fn named(&mut self, name: Option<&str>) -> Result<Found, FileFault> {
        match name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => self.find(name)?.ok_or_else(|| self.missing(name)),
            None => self.only(),
        }
    }

    fn only(&mut self) -> Result<Found, FileFault> {
        let mut found = None;
        for at in 0..self.names().len() {
            let sheet = self.sheet(at)?;
            if sheet.cells().is_empty() {
                continue;
            }
            if found.replace(sheet).is_some() {
                let message = format!("`{}` has several sheets, and none is named", shortened(&self.name));
                return Err(FileFault::new(Code::SheetMissing, message, self.advice(None)));
            }
        }
        found.map(|sheet| (sheet, None)).ok_or_else(|| {
            let message = format!("`{}` has no sheet with content", shortened(&self.name));
            FileFault::new(Code::SheetMissing, message, "name another workbook")
        })
    }

    fn missing(&self, name: &str) -> FileFault {
        let message = format!("`{}` has no sheet or table `{}`", shortened(&self.name), shortened(name));
        FileFault::new(Code::SheetMissing, message, self.advice(Some(name)))
    }

    /// The paths of its sheets, or the one that is meant.
    fn advice(&self, name: Option<&str>) -> String {
        let names = self.names();
        let near = name.map(|name| nearest(name, names.iter().map(String::as_str)));
        let wanted = match near {
            Some(Suggestion::Nearest(name)) => vec![name.to_owned()],
            _ => names.iter().take(12).cloned().collect(),
        };
        let paths: Vec<String> = wanted.iter().map(|sheet| format!("`{}#{}`", self.name, shortened(sheet))).collect();
        format!("write {}", listed(&paths, "or"))
    }
}
