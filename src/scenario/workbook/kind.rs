//! What a file is, by its content.

use crate::diagnostic::{Code, shortened};
use crate::scenario::files::FileFault;
use std::path::Path;

const SAVE_AS: &str = "open it in Excel, choose *Save As* and the type *Excel Workbook (.xlsx)*, and name that file";

const EXPORT: &str = "in Numbers choose *File, Export To, Excel*, and name that file";
const COPY: &str = "copy its tables into a workbook, and name that";

/// What to do with a workbook that cannot be read.
pub(super) const REPAIR: &str =
    "open it in Excel, which may be able to repair it, and save it again; or ask for another copy";

/// How the names of spreadsheets' files end.
const ENDINGS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "numbers"];

/// Whether a file may be a workbook, of whatever kind: an archive, or one of the files of older programs.
pub(crate) fn is_workbook_like(bytes: &[u8]) -> bool {
    is_archive(bytes) || bytes.starts_with(&OLD)
}

const OLD: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Refuses what is no workbook where its name promises one, and pages of the web, as some systems export them; a table
/// in plain text is read whatever it is called.
pub(crate) fn check_text(bytes: &[u8], name: &str) -> Result<(), FileFault> {
    let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_called_workbook = ending.is_some_and(|ending| ENDINGS.contains(&&*ending));
    let start = String::from_utf8_lossy(&content[..content.len().min(1000)]).to_lowercase();
    let help = if is_called_workbook { SAVE_AS } else { "save the file itself, not the page that shows it" };
    if ["<!doctype html", "<html", "<table"].iter().any(|tag| start.starts_with(tag)) {
        return Err(refused(name, "is a web page (HTML), whatever its name", help));
    }
    if !is_called_workbook {
        return Ok(());
    }
    if content.is_empty() {
        let help = "save or copy it again; what is shared or synchronised may not have arrived yet";
        return Err(refused(name, "is empty: there is no workbook in it", help));
    }
    if start.starts_with("<?xml") {
        return Err(refused(name, "is an XML file, which is not read", SAVE_AS));
    }
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let is_table = content.iter().any(|byte| b",;\t=".contains(byte)) && !content.iter().any(is_control);
    if is_table || content.starts_with(b"%PDF") {
        Ok(())
    } else {
        Err(refused(name, "is called a workbook but is none", REPAIR))
    }
}

/// Refuses what is no archive: old formats, and what is encrypted.
pub(super) fn check_container(bytes: &[u8], name: &str) -> Result<(), FileFault> {
    if is_archive(bytes) {
        return Ok(());
    }
    let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    // The names of its streams stand in the file as they are.
    if bytes.windows(wide.len()).any(|window| window == wide) {
        let help = "open it in Excel, take the password off (*File, Info, Protect Workbook, Encrypt with Password*), \
                    and save it as `.xlsx`";
        return Err(refused(name, "is encrypted with a password and cannot be read", help));
    }
    Err(refused(name, "is in the old format of Excel (.xls), which is not read", SAVE_AS))
}

/// Refuses archives of other programs, by the names of their parts.
pub(super) fn check_parts<'n>(parts: impl Iterator<Item = &'n str>, name: &str) -> Result<(), FileFault> {
    let mut other = ("is an archive, but not a workbook", SAVE_AS);
    for part in parts {
        match part {
            "xl/workbook.bin" => return Err(refused(name, "is a binary workbook (.xlsb), which is not read", SAVE_AS)),
            "content.xml" | "mimetype" => other.0 = "is an OpenDocument file (.ods), which is not read",
            "Index/Document.iwa" => other = ("is a file of Numbers, which is not read", EXPORT),
            part if part.starts_with("word/") => other = ("is a Word document, not a workbook", COPY),
            _ => {}
        }
    }
    Err(refused(name, other.0, other.1))
}

impl FileFault {
    /// Says that a file has no sheets.
    pub(in crate::scenario) fn no_workbook(name: &str) -> Self {
        refused(name, "is not a workbook, and has no sheets", "name a workbook (.xlsx), or leave out what follows `#`")
    }
}

/// A fault of the workbook itself.
pub(super) fn refused(name: &str, what: &str, help: &str) -> FileFault {
    FileFault::new(Code::FileWorkbook, format!("`{}` {what}", shortened(name)), help)
}
