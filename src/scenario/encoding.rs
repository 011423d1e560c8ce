//! From bytes to text, with advice where they are no UTF-8.

use crate::diagnostic::{Code, Diagnostic};

/// What is wrong with bytes that are no text, and a rendering of them that can be shown.
pub(crate) struct NotText {
    /// The fault, without its place.
    pub fault: Diagnostic,
    /// The first bytes, as far as they can be shown.
    pub shown: String,
    /// Where in `shown` the fault is.
    pub offset: usize,
}

const SAVE_AS: &str = "in a spreadsheet choose \"CSV UTF-8\" when saving; in an editor choose the encoding UTF-8";

/// The bytes as text.
pub(crate) fn decode(bytes: Vec<u8>, name: &str) -> Result<String, Box<NotText>> {
    if let Some(fault) = by_first_bytes(&bytes, name) {
        return Err(not_text(fault, "", 0));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            Some(at) => {
                let fault =
                    Diagnostic::error(Code::FileBinary, format!("`{name}` is not a text file: it holds zero bytes"));
                Err(not_text(fault.help(SAVE_AS), &text, at))
            }
            None => Ok(text),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let shown: String = std::str::from_utf8(&bytes[..at]).unwrap_or_default().to_owned();
            let message = format!("`{name}` is not in the encoding UTF-8: the byte here belongs to another encoding");
            let rest: String =
                bytes[at..].iter().take(200).take_while(|&&b| b != b'\n').map(|&b| char::from(b)).collect();
            Err(not_text(Diagnostic::error(Code::FileEncoding, message).help(SAVE_AS), &(shown + &rest), at))
        }
    }
}

fn not_text(fault: Diagnostic, shown: &str, offset: usize) -> Box<NotText> {
    Box::new(NotText { fault, shown: shown.to_owned(), offset })
}

fn by_first_bytes(bytes: &[u8], name: &str) -> Option<Diagnostic> {
    let looks_like_utf_16 = bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || (bytes.len() >= 4
            && (bytes[1] == 0 && bytes[3] == 0 || bytes[0] == 0 && bytes[2] == 0)
            && bytes[..4] != [0; 4]);
    if looks_like_utf_16 {
        let message = format!("`{name}` is in the encoding UTF-16; only UTF-8 is read");
        return Some(Diagnostic::error(Code::FileEncoding, message).help(SAVE_AS));
    }
    let kind = match bytes {
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => "a workbook or an archive",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        _ => return None,
    };
    let message = format!("`{name}` is {kind}, not a text file");
    Some(Diagnostic::error(Code::FileBinary, message).help("save the table as CSV UTF-8"))
}
