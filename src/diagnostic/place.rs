//! Where in a person's text something stands.

use super::SourceId;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// Bytes from its beginning.
    pub span: Range<usize>,
    /// For a cell of a table, which one.
    pub cell: Option<Cell>,
}

/// Where a cell stands in its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The line, from 1, on which its row starts.
    pub line: usize,
    /// The name of its column; `None` for a row as a whole.
    pub column: Option<Arc<str>>,
}

impl Place {
    /// A stretch of a text that is no table.
    pub fn new(source: SourceId, span: Range<usize>) -> Self {
        Place { source, span, cell: None }
    }

    /// The same stretch, narrowed to `span` (bytes of the whole text).
    pub fn narrowed(&self, span: Range<usize>) -> Self {
        Place { span, ..self.clone() }
    }
}
