//! Workbooks of Office Open XML, transitional or strict (ECMA-376, ISO 29500): what a scenario reads of them.
//!
//! Sheets with their cells, what is hidden or merged, and Excel's tables; nothing else is looked at, run or fetched.
//! Parts are unpacked and read as streams, under limits that are counted while they are read: 256 MB unpacked, of it
//! 64 MB of text, and as many cells as a table may have.

mod cells;
mod days;
mod formats;
mod kind;
mod package;
mod strings;
mod xml;

pub(super) use days::FROM_1904;
pub(super) use kind::{check_text, is_workbook_like};

use super::block::Block;
use super::files::FileFault;
use super::sheet::{ListObject, Sheet};
use super::table::{MOST_ROWS, MOST_ROWS_LOOKED_AT};
use cells::Means;
use days::Days;
use formats::Formats;
use package::{MOST_LISTED, Package, damaged, too_many};
use std::collections::HashMap;
use strings::Strings;

/// A workbook of which single sheets can be read.
#[derive(Debug)]
pub(super) struct Workbook {
    package: Package,
    means: Means,
    /// Its sheets in their order.
    sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug)]
struct Listed {
    name: String,
    is_hidden: bool,
    part: String,
}

impl Workbook {
    /// Opens the workbook that `bytes` are, called `name` in messages; its sheets are not read yet.
    pub fn open(bytes: Vec<u8>, name: &str) -> Result<Self, FileFault> {
        kind::check_container(&bytes, name)?;
        let mut package = Package::open(bytes, name)?;
        let main = package.workbook()?;
        let relations = package.relations(&main)?;
        let of_kind = |kind: &str| relations.values().find(|it| it.kind == kind).map(|it| it.target.clone());
        let (mut listed, mut from_1904) = (Vec::new(), false);
        let mut part = package.part(&main)?.ok_or_else(|| damaged(name))?;
        while let Some(token) = part.next()? {
            let xml::Token::Start(element) = token else { continue };
            match element.name() {
                "workbookPr" => from_1904 = element.says("date1904"),
                "sheet" => {
                    let text = |name| element.attribute(name).unwrap_or_default().into_owned();
                    listed.push((text("name"), text("state"), text("id")));
                }
                _ => {}
            }
            if listed.len() > MOST_LISTED {
                return Err(too_many(name));
            }
        }
        drop(part);
        let sheets = listed.into_iter().filter_map(|(name, state, id)| {
            let relation = relations.get(&id).filter(|relation| relation.kind == "worksheet")?;
            Some(Listed { name, is_hidden: state.contains("idden"), part: relation.target.clone() })
        });
        let sheets: Vec<Listed> = sheets.collect();
        if sheets.is_empty() {
            return Err(damaged(name));
        }
        let means = Means {
            name: name.to_owned(),
            strings: Strings::read(&mut package, of_kind("sharedStrings").as_deref(), name)?,
            formats: Formats::read(&mut package, of_kind("styles").as_deref(), name)?,
            days: Days { from_1904 },
        };
        Ok(Workbook { package, means, sheets })
    }

    /// The names of its sheets.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// Reads the sheet at a position.
    pub fn sheet(&mut self, position: usize) -> Result<Sheet, FileFault> {
        let listed = self.sheets[position].clone();
        let mut sheet = Sheet::new(listed.name);
        sheet.layout.is_hidden = listed.is_hidden;
        sheet.layout.is_from_1904 = self.means.days.from_1904;
        sheet.layout.tables = self.tables(position)?;
        let name = &self.means.name;
        let mut part = self.package.part(&listed.part)?.ok_or_else(|| damaged(name))?;
        let most_rows = if sheet.layout.tables.is_empty() { MOST_ROWS + MOST_ROWS_LOOKED_AT } else { usize::MAX };
        cells::read(&mut part, (&self.means, most_rows), &mut sheet)?;
        Ok(sheet)
    }

    /// Excel's tables on the sheet at a position.
    pub fn tables(&mut self, position: usize) -> Result<Vec<ListObject>, FileFault> {
        let relations: HashMap<_, _> = self.package.relations(&self.sheets[position].part)?;
        let mut parts: Vec<String> =
            relations.into_values().filter(|relation| relation.kind == "table").map(|it| it.target).collect();
        parts.sort();
        let mut tables = Vec::new();
        for part in parts {
            let Some(mut part) = self.package.part(&part)? else { continue };
            part.each("table", |element| {
                let name = element.attribute("displayName").or_else(|| element.attribute("name")).unwrap_or_default();
                let block = element.attribute("ref").and_then(|text| Block::parse(&text));
                let has_headings = element.number("headerRowCount") != Some(0);
                if let Some(block) = block.filter(|_| has_headings) {
                    let totals = element.number("totalsRowCount").unwrap_or(0).min(block.bottom - block.top);
                    let block = Block { bottom: block.bottom - totals, ..block };
                    tables.push(ListObject { name: name.into_owned(), block });
                }
            })?;
        }
        Ok(tables)
    }
}
