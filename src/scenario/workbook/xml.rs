//! The parts' XML, event by event: no document type, no entity but the five, nothing that is nested or long without end.

use super::package::{MOST_LISTED, damaged, too_large, too_many};
use crate::scenario::files::FileFault;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// Elements are nested so deeply at most.
const DEEPEST: usize = 64;
/// One element or text has at most so many bytes; a cell has 32,767 characters.
const LONGEST: usize = 1 << 20;

/// A part as it is read.
pub(super) struct Xml<R: BufRead> {
    reader: Reader<Measured<R>>,
    buffer: Vec<u8>,
    depth: usize,
    /// The workbook's name in messages.
    name: String,
}

/// What stands next in a part, by local names.
pub(super) enum Token<'a> {
    /// The beginning of an element.
    Start(Element<'a>),
    /// The end of an element.
    End(BytesEnd<'a>),
    /// A piece of text.
    Text(Cow<'a, str>),
    /// A comment or the like.
    Other,
}

/// The beginning of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its local name.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute, by its local name.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let known = |attribute: &Attribute<'_>| attribute.key.local_name().as_ref() == name;
        let attribute = self.0.attributes().with_checks(false).flatten().find(known)?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub fn says(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|said| matches!(&*said, "1" | "true" | "on"))
    }

    /// Whether all its attributes can be read, with no entity but the five.
    fn is_sound(&self) -> bool {
        let is_read = |attribute: Result<Attribute<'_>, _>| {
            attribute.is_ok_and(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).is_ok())
        };
        !self.0.attributes_raw().contains('&') || self.0.attributes().with_checks(false).all(is_read)
    }
}

/// Stops an event that is too long.
struct Measured<R> {
    inner: R,
    since: usize,
}

impl<R: BufRead> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Measured<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.since += count;
        self.inner.consume(count);
    }
}

impl<R: BufRead> Xml<R> {
    /// Reads a part of the workbook of that name.
    pub fn new(inner: R, name: String) -> Self {
        let mut reader = Reader::from_reader(Measured { inner, since: 0 });
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, buffer: Vec::new(), depth: 0, name }
    }

    /// What stands next; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Token<'_>>, FileFault> {
        self.buffer.clear();
        self.reader.get_mut().since = 0;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| fault(&error, &self.name))?;
        let damaged = || damaged(&self.name);
        Ok(Some(match event {
            Event::Start(start) | Event::Empty(start) => {
                self.depth += 1;
                let element = Element(start);
                if self.depth > DEEPEST || !element.is_sound() {
                    return Err(damaged());
                }
                Token::Start(element)
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Token::End(end)
            }
            Event::Text(text) => Token::Text(Cow::Owned(text.xml10_content().into_owned())),
            Event::CData(text) => Token::Text(Cow::Owned(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => Token::Text(resolved(&reference).ok_or_else(damaged)?),
            Event::DocType(_) => return Err(damaged()),
            Event::Eof if self.depth > 0 => return Err(damaged()),
            Event::Eof => return Ok(None),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Token::Other,
        }))
    }

    /// Calls `each` with every element of that name.
    pub fn each(&mut self, name: &str, mut each: impl FnMut(&Element<'_>)) -> Result<(), FileFault> {
        let mut count = 0;
        while let Some(token) = self.next()? {
            if let Token::Start(element) = token
                && element.name() == name
            {
                each(&element);
                count += 1;
            }
            if count > MOST_LISTED {
                return Err(too_many(&self.name));
            }
        }
        Ok(())
    }

    /// Says that the part is not as it should be.
    pub fn damaged(&self) -> FileFault {
        damaged(&self.name)
    }
}

/// What a reference stands for: one of the five entities, or a character by its number.
fn resolved(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string().into());
    }
    resolve_predefined_entity(reference).map(Cow::Borrowed)
}

fn fault(error: &Error, name: &str) -> FileFault {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_large(name),
        _ => damaged(name),
    }
}
