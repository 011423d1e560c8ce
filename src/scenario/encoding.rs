//! From bytes to text: UTF-8, or what older programs write, with advice where they are neither.

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

/// A text, and where its first character stands that was not written in UTF-8.
pub(crate) struct Decoded {
    /// The text.
    pub text: String,
    /// Where it had to be read as Windows-1252.
    pub windows_1252: Option<usize>,
}

/// The bytes as text: UTF-8, or else Windows-1252, in which spreadsheets save plain *CSV*.
pub(crate) fn decode(bytes: Vec<u8>, name: &str) -> Result<Decoded, Box<NotText>> {
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
            None => Ok(Decoded { text, windows_1252: None }),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            match from_windows_1252(&bytes) {
                Some(text) => Ok(Decoded { text, windows_1252: Some(at) }),
                None => Err(no_encoding(&bytes, at, name)),
            }
        }
    }
}

/// What 0x80 to 0x9f are in Windows-1252; five of them are nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// `None` where the bytes are no text in Windows-1252 either, or partly UTF-8, which would be garbled.
fn from_windows_1252(bytes: &[u8]) -> Option<String> {
    let is_utf_8_too = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if is_utf_8_too {
        return None;
    }
    let character = |&byte: &u8| match byte {
        b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0.. => Some(char::from(byte)),
        0x80..=0x9f => Some(WINDOWS_1252[usize::from(byte - 0x80)]).filter(|&c| c != '\0'),
        _ => None,
    };
    bytes.iter().map(character).collect()
}

fn no_encoding(bytes: &[u8], at: usize, name: &str) -> Box<NotText> {
    let shown: String = std::str::from_utf8(&bytes[..at]).unwrap_or_default().to_owned();
    let message = format!("`{name}` is neither in the encoding UTF-8 nor in Windows-1252: the byte here is of another");
    let rest: String = bytes[at..].iter().take(200).take_while(|&&b| b != b'\n').map(|&b| char::from(b)).collect();
    not_text(Diagnostic::error(Code::FileEncoding, message).help(SAVE_AS), &(shown + &rest), at)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_saves_as_plain_csv_is_read() {
        let decoded = decode(b"\xa3120k \x96 Caf\xe9 \x80".to_vec(), "a.csv").ok().unwrap();
        assert_eq!((decoded.text.as_str(), decoded.windows_1252), ("£120k – Café €", Some(0)));
        assert_eq!(decode("£120k".into(), "a.csv").ok().unwrap().windows_1252, None);
    }

    #[test]
    fn what_is_no_text_in_windows_1252_or_partly_utf_8_is_refused() {
        for bytes in [&b"a\x81b"[..], b"\xa3\x07", b"\xc3\xa9 \xa3", b"\xff\x7f"] {
            let fault = decode(bytes.to_vec(), "a.csv").err().unwrap().fault;
            assert_eq!(fault.code, Code::FileEncoding);
        }
    }
}
