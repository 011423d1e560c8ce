//! The scenario file as a tree in which every key and value knows its place.

use super::schema;
use super::typed::{Form, Typed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, shortened};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use std::ops::Range;

/// Brackets may be nested so deeply.
const DEEPEST: usize = 32;

/// A value of the file.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A string, number, boolean or date.
    Plain(Typed),
    /// A list.
    List(Place, Vec<Value>),
    /// A table.
    Table(Table),
}

/// A table of the file.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its header, its braces, or the beginning of the file.
    pub place: Place,
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The key.
    pub key: Typed,
    /// The value.
    pub value: Value,
}

impl Value {
    /// Where it stands.
    pub fn place(&self) -> &Place {
        match self {
            Value::Plain(typed) => &typed.place,
            Value::List(place, _) => place,
            Value::Table(table) => &table.place,
        }
    }

    /// The list that stands in one cell, its items between semicolons.
    pub fn list_in(cell: &Typed) -> Self {
        let parts = cell.text.split(';').map(str::trim).filter(|part| !part.is_empty());
        Value::List(cell.place.clone(), parts.map(|part| Value::Plain(cell.respelt(part))).collect())
    }
}

impl Table {
    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.text == key)
    }
}

/// Reads the text of a source. Syntax errors are reported, and what could be read is returned.
pub(crate) fn parse(source: SourceId, diagnostics: &mut Diagnostics) -> Option<Table> {
    let text = diagnostics.source(source).text().clone();
    parse_text(source, &text, diagnostics)
}

/// Reads a value that stands in a source, by itself and not at its very beginning.
pub(crate) fn parse_value(typed: &Typed, diagnostics: &mut Diagnostics) -> Option<Value> {
    const KEY: &str = "x";
    // What stands before it is made a key of the same length, so that all places are those of the source.
    let before = typed.place.start().0.saturating_sub(KEY.len() + 1);
    let text = format!("{KEY}{}={}", " ".repeat(before), typed.text);
    let mut table = parse_text(typed.place.source(), &text, diagnostics)?;
    Some(table.entries.swap_remove(0).value)
}

/// Reads a text whose places are those of a source.
fn parse_text(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Table> {
    if let Some(offset) = too_deep(text) {
        let message = format!("brackets are nested more than {DEEPEST} deep here");
        let place = Place::new(source, offset..offset + 1);
        diagnostics
            .push(Diagnostic::error(Code::TomlNesting, message).at(place).help("a scenario needs three at most"));
        return None;
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<(Range<usize>, String)> =
        (errors.iter()).map(|error| (error.span().unwrap_or(start..start), error.message().to_owned())).collect();
    faults.sort_by_key(|(span, _)| span.start);
    // The parser stumbles on over the rest of a faulty line: its first fault is the one to repair.
    let lines = diagnostics.source(source).clone();
    faults.dedup_by_key(|(span, _)| lines.line_of(span.start));
    leave_out_consequences(&mut faults, text);
    for (span, message) in &faults {
        diagnostics.push(syntax_fault(source, span.clone(), message, text));
    }
    let tree = Tree { source, text };
    let table = tree.table(root.get_ref(), Place::new(source, start..start));
    faults.is_empty().then_some(table)
}

/// What the parser says of a key that stands twice.
const DUPLICATE: &str = "duplicate key";

/// Whether what is at fault is the heading of a table.
fn is_heading(span: &Range<usize>, text: &str) -> bool {
    let line = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    text[line..span.start].trim_start().starts_with('[')
}

/// Beneath a heading that stands twice, every key of the first table stands twice too.
fn leave_out_consequences(faults: &mut Vec<(Range<usize>, String)>, text: &str) {
    let mut twice: Option<usize> = None;
    faults.retain(|(span, message)| {
        let is_duplicate = message.contains(DUPLICATE);
        if is_duplicate && is_heading(span, text) {
            twice = Some(span.end);
            return true;
        }
        let in_same_table =
            twice.and_then(|end| text.get(end..span.start)).is_some_and(|between| !between.contains("\n["));
        !(is_duplicate && in_same_table)
    });
}

fn syntax_fault(source: SourceId, span: Range<usize>, message: &str, text: &str) -> Diagnostic {
    let message = message.lines().next().unwrap_or_default();
    let said = text.get(span.clone()).unwrap_or_default();
    let list = schema::SECTIONS.iter().find(|section| section.is_list && section.name == said);
    if let Some(list) = list.filter(|_| message.contains(DUPLICATE) && is_heading(&span, text)) {
        let heading = list.heading();
        let what = format!("`{said}` stands here again: where there are several, the brackets are doubled");
        let help = format!("write `{heading}` in place of `[{said}]`, above each of them");
        return Diagnostic::error(Code::TomlSyntax, what).at(Place::new(source, span)).help(help);
    }
    let help = if message.contains(DUPLICATE) {
        "a key may stand only once in a table: remove one"
    } else if let Some(string) = string_with_backslash(&span, text) {
        let help =
            format!("in double quotes `\\` begins an escape: write `\"{}\"`", shortened(&string.replace('\\', "/")));
        let what = format!("this is not TOML: {message}");
        return Diagnostic::error(Code::TomlSyntax, what).at(Place::new(source, span)).help(help);
    } else if said.contains(['“', '”', '‘', '’']) || text[span.start..].starts_with(['“', '”', '‘', '’'])
    {
        "these are typographic quotes: write straight ones, \"…\""
    } else {
        "texts stand in straight quotes, \"…\"; tables begin with [name], lists of tables with [[name]]"
    };
    let what = if message.contains(DUPLICATE) {
        format!("the key `{}` stands twice", shortened(said))
    } else {
        format!("this is not TOML: {message}")
    };
    Diagnostic::error(Code::TomlSyntax, what).at(Place::new(source, span)).help(help)
}

/// The string in double quotes around a fault, where it looks like a path with backslashes.
fn string_with_backslash<'t>(span: &Range<usize>, text: &'t str) -> Option<&'t str> {
    let start = text[..span.start].rfind(['\n', '"']).filter(|&at| text.as_bytes()[at] == b'"')? + 1;
    let line = text[start..].split('\n').next()?;
    let string = line.split('"').next()?;
    (string.contains('\\') && span.start <= start + string.len()).then_some(string)
}

struct Tree<'a> {
    source: SourceId,
    text: &'a str,
}

impl Tree<'_> {
    fn table(&self, table: &DeTable<'_>, place: Place) -> Table {
        let mut entries: Vec<Entry> = (table.iter())
            .map(|(key, value)| {
                let place = Place::new(self.source, key.span());
                let key = Typed::in_toml(key.get_ref(), Form::Key, place, self.raw(key.span()));
                Entry { key, value: self.value(value) }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key.place.start());
        Table { place, entries }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Value {
        let place = Place::new(self.source, value.span());
        let raw = self.raw(value.span());
        let plain = |text: &str, form| Value::Plain(Typed::in_toml(text, form, place.clone(), raw));
        match value.get_ref() {
            DeValue::String(text) => plain(text, Form::String),
            DeValue::Integer(_) | DeValue::Float(_) => plain(raw, Form::Number),
            DeValue::Boolean(_) => plain(raw, Form::Boolean),
            DeValue::Datetime(_) => plain(raw, Form::Date),
            DeValue::Array(list) => Value::List(place, list.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, place)),
        }
    }

    fn raw(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or("")
    }
}

/// Where brackets outside of strings and comments are nested too deeply.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += line_end(&bytes[at..]),
            quote @ (b'"' | b'\'') => at += string_length(&bytes[at..], quote),
            b'[' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
                at += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    None
}

fn line_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len())
}

/// The length of the string that `bytes` begin with, up to the end of its line where it is not closed.
fn string_length(bytes: &[u8], quote: u8) -> usize {
    let triple = bytes.len() >= 3 && bytes[1] == quote && bytes[2] == quote;
    let mut at = if triple { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !triple => return at,
            byte if byte == quote && !triple => return at + 1,
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    fn read(text: &str) -> (Option<Table>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let source = diagnostics.add_source(Source::new("scenario.toml", text));
        let table = parse(source, &mut diagnostics);
        (table, diagnostics)
    }

    #[test]
    fn entries_come_in_the_order_of_the_file_with_their_places() {
        let (table, _) = read("title = \"a\"\nareas = \"b\"\n[exit]\nmonths = 1_2.50\n[[grant]]\nname='x'\n");
        let table = table.unwrap();
        let keys: Vec<&str> = table.entries.iter().map(|entry| entry.key.text.as_str()).collect();
        assert_eq!(keys, ["title", "areas", "exit", "grant"]);
        let Value::Table(exit) = &table.get("exit").unwrap().value else { panic!("a table") };
        let Value::Plain(months) = &exit.get("months").unwrap().value else { panic!("a number") };
        assert_eq!((months.text.as_str(), months.form), ("1_2.50", Form::Number));
        assert_eq!(exit.place, Place::new(exit.place.source(), 24..30));
    }

    #[test]
    fn every_syntax_error_is_reported() {
        let (_, diagnostics) = read("a = \nb = 1\nc = = 2\n");
        assert_eq!(diagnostics.errors(), 2);
    }

    #[test]
    fn deep_nesting_is_refused_before_it_is_parsed() {
        let (table, diagnostics) = read(&("a = ".to_owned() + &"[".repeat(1_000_000)));
        assert!(table.is_none());
        assert_eq!(diagnostics.entries()[0].code, Code::TomlNesting);
        assert!(read("a = \"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"").0.is_some());
    }
}
