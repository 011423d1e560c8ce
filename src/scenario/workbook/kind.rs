//! What a file is, by its content.

use crate::diagnostic::{Code, shortened};
use crate::scenario::files::FileFault;

const SAVE_AS: &str = "open it in Excel, choose *Save As* and the type *Excel Workbook (.xlsx)*, and name that file";

/// Whether a file may be a workbook, of whatever kind: an archive, or one of the files of older programs.
pub(crate) fn is_workbook_like(bytes: &[u8]) -> bool {
    is_archive(bytes) || bytes.starts_with(&OLD)
}

const OLD: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
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
    let mut other = "is an archive, but not a workbook";
    for part in parts {
        match part {
            "xl/workbook.bin" => return Err(refused(name, "is a binary workbook (.xlsb), which is not read", SAVE_AS)),
            "content.xml" | "mimetype" => other = "is an OpenDocument file (.ods), which is not read",
            "Index/Document.iwa" => other = "is a file of Numbers, which is not read",
            part if part.starts_with("word/") => other = "is a Word document, not a workbook",
            _ => {}
        }
    }
    Err(refused(name, other, SAVE_AS))
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
