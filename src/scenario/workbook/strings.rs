//! The texts that cells share.

use super::package::{Package, too_large};
use super::xml::Token;
use crate::scenario::files::FileFault;
use std::borrow::Cow;

/// Texts of a workbook have at most so many bytes together.
pub(super) const MOST_TEXT: usize = 64 << 20;

/// The texts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part of the shared texts, where there is one.
    pub fn read(package: &mut Package, path: Option<&str>, name: &str) -> Result<Self, FileFault> {
        let mut strings = Strings::default();
        let Some(path) = path else { return Ok(strings) };
        let Some(mut part) = package.part(path)? else { return Ok(strings) };
        let mut piece = Piece::default();
        while let Some(token) = part.next()? {
            piece.take(&token, &mut strings.text);
            if let Token::End(end) = token
                && end.local_name().as_ref() == "si"
            {
                strings.ends.push(strings.text.len() as u32);
            }
            if strings.text.len() > MOST_TEXT {
                return Err(too_large(name));
            }
        }
        Ok(strings)
    }

    /// The text of a number.
    pub fn get(&self, index: usize) -> Option<Cow<'_, str>> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(unescaped(&self.text[start..end]))
    }
}

/// Where in a text that may be of several runs the reading is.
#[derive(Debug, Default)]
pub(super) struct Piece {
    is_text: bool,
    /// How many phonetic guides are open, whose text is no part of the cell.
    guides: usize,
}

impl Piece {
    /// Adds what a token has of the text.
    pub fn take(&mut self, token: &Token<'_>, text: &mut String) {
        match token {
            Token::Start(element) => match element.name() {
                "t" => self.is_text = true,
                "rPh" => self.guides += 1,
                _ => {}
            },
            Token::End(end) => match end.local_name().as_ref() {
                "t" => self.is_text = false,
                "rPh" => self.guides = self.guides.saturating_sub(1),
                _ => {}
            },
            Token::Text(piece) if self.is_text && self.guides == 0 => text.push_str(piece),
            _ => {}
        }
    }
}

/// A text in which characters that XML cannot hold stand as `_x000D_`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (until, next) = if character.is_some() { (at, at + 7) } else { (at + 2, at + 2) };
        plain.push_str(&rest[..until]);
        plain.extend(character);
        rest = &rest[next..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_by_their_number_are_read_and_a_literal_one_survives() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("max_x and _x00é1_ _xD800_"), "max_x and _x00é1_ _xD800_");
    }
}
