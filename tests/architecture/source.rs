//! Rust sources, read just closely enough to tell code from comments, texts and tests.

use std::path::{Path, PathBuf};

/// A source file of the program.
pub struct Source {
    /// Its path relative to `src`.
    pub path: PathBuf,
    /// Its code: comments, texts and characters are blanked, line breaks kept.
    pub code: String,
    /// Its code without what is compiled for tests alone; all blank for a file of tests.
    pub program: String,
}

impl Source {
    /// The source of that path and content.
    pub fn new(path: impl Into<PathBuf>, content: &str) -> Self {
        let code = without_texts(content);
        let program = without_tests(&code);
        Source { path: path.into(), code, program }
    }

    /// The module it belongs to, from the crate down: `["engine", "kernel"]`; none for `lib.rs` and `main.rs`.
    pub fn module(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.path.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
        if names.last().is_some_and(|name| name == "mod") || names == ["lib"] || names == ["main"] {
            names.pop();
        }
        names
    }
}

/// Every source below `folder`, in order of their paths.
pub fn sources(folder: &Path) -> Vec<Source> {
    let mut sources: Vec<Source> = files(folder)
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| Source::new(path.strip_prefix(folder).unwrap(), &std::fs::read_to_string(path).unwrap()))
        .collect();
    let for_tests: Vec<PathBuf> = sources.iter().flat_map(files_for_tests).collect();
    for source in &mut sources {
        if for_tests.contains(&source.path) {
            source.program = blank(&source.program);
        }
    }
    sources
}

/// Every file below `folder`, ascending.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The files that a source declares as `#[cfg(test)] mod name;`.
fn files_for_tests(source: &Source) -> Vec<PathBuf> {
    let is_mod = source.path.file_stem().is_some_and(|stem| stem == "mod" || stem == "lib");
    let folder = if is_mod { source.path.parent().unwrap().to_owned() } else { source.path.with_extension("") };
    test_items(&source.code)
        .filter_map(|item| {
            let name = item.strip_suffix(';')?.rsplit_once("mod ")?.1.trim().to_owned();
            Some([folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")])
        })
        .flatten()
        .collect()
}

const TEST_ONLY: &str = "#[cfg(test)]";

/// The items that are compiled for tests alone.
fn test_items(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices(TEST_ONLY).map(|(start, _)| &code[start..end_of_item(code, start)])
}

fn without_tests(code: &str) -> String {
    if code.contains("#![cfg(test)]") {
        return blank(code);
    }
    let mut rest = code.to_owned();
    while let Some(start) = rest.find(TEST_ONLY) {
        let end = end_of_item(&rest, start);
        let blanked = blank(&rest[start..end]);
        rest.replace_range(start..end, &blanked);
    }
    rest
}

/// Where the item that begins at `start` ends: behind its semicolon or its last brace.
fn end_of_item(code: &str, start: usize) -> usize {
    let mut depth = 0;
    for (place, character) in code[start..].char_indices() {
        match character {
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return start + place + 1;
                }
            }
            ';' if depth == 0 => return start + place + 1,
            _ => {}
        }
    }
    code.len()
}

/// As many bytes and lines, with nothing in them.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The content with comments, texts and characters blanked.
fn without_texts(content: &str) -> String {
    let mut code = String::with_capacity(content.len());
    let mut rest = content;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let length = if after_word { 0 } else { prefixed_text(rest) };
        let length = length.max(comment(rest)).max(text(rest)).max(character(rest));
        if length > 0 {
            code.push_str(&blank(&rest[..length]));
            rest = &rest[length..];
            after_word = false;
        } else {
            code.push(if first.is_ascii() { first } else { 'x' });
            rest = &rest[first.len_utf8()..];
            after_word = first.is_alphanumeric() || first == '_';
        }
    }
    code
}

/// The length of a comment that begins here, else 0.
fn comment(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let mut depth = 0;
    let bytes = rest.as_bytes();
    let mut place = 0;
    while place + 1 < bytes.len() {
        match &bytes[place..place + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                place += 1;
                continue;
            }
        }
        place += 2;
        if depth == 0 {
            return place;
        }
    }
    rest.len()
}

/// The length of a text in quotation marks that begins here, else 0.
fn text(rest: &str) -> usize {
    if !rest.starts_with('"') {
        return 0;
    }
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a text such as `b"…"`, `b'…'`, `r"…"` or `br#"…"#` that begins here, else 0.
fn prefixed_text(rest: &str) -> usize {
    let prefix = rest.bytes().take_while(|byte| b"brc".contains(byte)).count();
    let behind = &rest[prefix..];
    if prefix == 0 || prefix > 2 {
        return 0;
    }
    if !rest[..prefix].contains('r') {
        let length = text(behind).max(character(behind));
        return if length > 0 { prefix + length } else { 0 };
    }
    let marks = behind.bytes().take_while(|byte| *byte == b'#').count();
    if !behind[marks..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", &behind[..marks]);
    let start = prefix + marks + 1;
    rest[start..].find(&end).map_or(rest.len(), |place| start + place + end.len())
}

/// The length of a character in apostrophes that begins here, else 0: a lifetime has no second apostrophe.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices();
    if characters.next().is_none_or(|(_, first)| first != '\'') {
        return 0;
    }
    match characters.next() {
        Some((_, '\\')) => rest.get(3..).and_then(|behind| behind.find('\'')).map_or(0, |place| place + 4),
        Some(_) => match characters.next() {
            Some((place, '\'')) => place + 1,
            _ => 0,
        },
        None => 0,
    }
}
