//! Which row of a table is its header, and what stands between its cells.

use super::MOST_COLUMNS;
use super::delimited::RawCell;
use super::mapping::Mapping;
use super::splitter::{SplitRow, Splitter};
use crate::scenario::schema::Shape;
use crate::scenario::spelling;

/// The header is one of the first rows; above it stand titles and notes.
pub(crate) const MOST_ROWS_LOOKED_AT: usize = 30;

/// What table is looked for in a text.
pub(crate) enum Wanted<'a> {
    /// One with these columns, some of which may be called otherwise.
    Shape(&'a Shape, &'a Mapping),
    /// One of any columns, with this one.
    Column(&'a str),
}

impl Wanted<'_> {
    /// The name of the column that a heading means.
    pub fn name(&self, heading: &str) -> String {
        let name = spelling::heading(heading);
        match self {
            Wanted::Shape(_, mapping) => mapping.column(&name).map_or(name, str::to_owned),
            Wanted::Column(_) => name,
        }
    }

    /// Whether a row with these names is the header without doubt, and how many of them are known.
    pub(super) fn judge(&self, names: &[String]) -> (bool, usize) {
        match self {
            Wanted::Shape(shape, _) => {
                let known = names.iter().filter(|name| shape.has(name)).count();
                let has = |needed: &&str| names.iter().any(|name| shape.stands_for(name, needed));
                (known > 1 && shape.needed.iter().all(has), known)
            }
            Wanted::Column(column) => {
                let found = names.iter().any(|name| *name == spelling::heading(column));
                (found, usize::from(found))
            }
        }
    }

    /// So many known columns make a row the likeliest header where none has all that are needed.
    pub(super) fn fewest(&self) -> usize {
        match self {
            Wanted::Shape(shape, _) => shape.needed.len().clamp(1, 2),
            Wanted::Column(_) => 1,
        }
    }
}

/// The header that is wanted, or else the likeliest one, and what splits the rows below it.
pub(super) fn find<'t>(text: &'t str, start: usize, wanted: &Wanted<'_>) -> Option<(Splitter<'t>, SplitRow)> {
    let (start, line, delimiters) = beginning(text, start);
    let mut likeliest: Option<(usize, Candidate<'t>)> = None;
    for &delimiter in &delimiters {
        let mut splitter = Splitter::new(text, start, line, delimiter);
        for _ in 0..MOST_ROWS_LOOKED_AT {
            let Some(row) = splitter.next_filled_row(MOST_COLUMNS) else { break };
            let (is_header, known) = wanted.judge(&names(text, &row, wanted));
            let candidate = || (splitter.clone(), row);
            if is_header {
                return Some(candidate());
            }
            if known >= wanted.fewest() && likeliest.as_ref().is_none_or(|(most, _)| known > *most) {
                likeliest = Some((known, candidate()));
            }
        }
    }
    let first = || {
        let mut splitter = Splitter::new(text, start, line, delimiters[0]);
        splitter.next_filled_row(MOST_COLUMNS).map(|row| (splitter, row))
    };
    likeliest.map(|(_, candidate)| candidate).or_else(first)
}

type Candidate<'t> = (Splitter<'t>, SplitRow);

fn names(text: &str, row: &SplitRow, wanted: &Wanted<'_>) -> Vec<String> {
    let heading = |cell: &RawCell| wanted.name(&text[cell.span.clone()].replace("\"\"", "\""));
    row.cells.iter().map(heading).collect()
}

/// Where the rows begin, on which line, and the delimiters that are possible, the likeliest first.
fn beginning(text: &str, start: usize) -> (usize, usize, Vec<u8>) {
    let rest = &text[start..];
    let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
    let stated = rest[..end].trim().trim_matches('"').to_lowercase();
    match stated.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[delimiter @ (b',' | b';' | b'\t' | b'|')]) => {
            let ending = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
            ((start + end + ending).min(text.len()), 2, vec![delimiter])
        }
        // A tab at the end of the line is trimmed off.
        Some([]) if rest[..end].contains('\t') => ((start + end + 1).min(text.len()), 2, vec![b'\t']),
        _ => (start, 1, by_frequency(rest)),
    }
}

/// The delimiters, by how often each stands in the first line outside of quotation marks.
fn by_frequency(text: &str) -> Vec<u8> {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(delimiter, _)| *delimiter == byte).for_each(|(_, count)| *count += 1),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.map(|(delimiter, _)| delimiter).to_vec()
}
