//! A report without a file format: sections of sentences, lists, tables, charts and notes.
//!
//! There are no line breaks, widths or colours in it. Whoever renders it adds nothing and leaves nothing out but whole
//! sections, and prints every number as [`Figure`](super::figure::Figure) says.

mod sentence;
mod table;

pub use sentence::{Name, Sentence, Span, clean, name};
pub use table::{Column, Row, Table, Value};

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is about.
    pub title: Sentence,
    /// What must be known before any figure is used, under the title.
    pub warning: Option<Sentence>,
    /// Its sections in their order.
    pub sections: Vec<Section>,
}

/// A part of a report under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What it is called in links and by those who choose sections: `forecast`.
    pub id: &'static str,
    /// Its heading.
    pub heading: Sentence,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Sentence>),
    /// Items below each other.
    List(List),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// What must be known to read what stands above.
    Note(Sentence),
    /// The heading of a part of the section.
    Heading(Sentence),
}

/// A chart: what it says, and the figures behind it. Whoever renders a document has the drawing, or can make it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The name of its drawing: `cumulative`.
    pub drawing: String,
    /// What it shows.
    pub caption: Sentence,
    /// What it says, in a sentence.
    pub finding: Sentence,
    /// What kind of picture of what it is, for those who cannot see it.
    pub description: String,
    /// The figures behind it.
    pub data: Table,
}

/// Items below each other.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What they are.
    pub caption: Option<Sentence>,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is about, where it is an entry under a name.
    pub name: Option<Sentence>,
    /// What is said.
    pub text: Vec<Sentence>,
}

impl Document {
    /// A report of the sections that have something in them.
    pub fn new(title: impl Into<Sentence>, sections: Vec<Section>) -> Self {
        let sections = sections.into_iter().filter(|section| !section.blocks.is_empty()).collect();
        Document { title: title.into(), warning: None, sections }
    }

    /// The same with what must be known before any figure is used.
    pub fn warning(self, warning: impl Into<Sentence>) -> Self {
        Document { warning: Some(warning.into()), ..self }
    }

    /// The section with that id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

impl Section {
    /// An empty section.
    pub fn new(id: &'static str, heading: impl Into<Sentence>) -> Self {
        Section { id, heading: heading.into(), blocks: Vec::new() }
    }

    /// Adds running text; nothing where there are no sentences.
    pub fn paragraph(&mut self, sentences: impl IntoIterator<Item = Sentence>) {
        let sentences: Vec<Sentence> = sentences.into_iter().collect();
        if !sentences.is_empty() {
            self.blocks.push(Block::Paragraph(sentences));
        }
    }

    /// Adds a list without names; nothing where it is empty.
    pub fn list(&mut self, caption: Option<Sentence>, items: Vec<Sentence>) {
        let items = items.into_iter().map(|sentence| Item { name: None, text: vec![sentence] }).collect();
        self.entries(caption, items);
    }

    /// Adds a list of entries; nothing where it is empty.
    pub fn entries(&mut self, caption: Option<Sentence>, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(List { caption, items }));
        }
    }

    /// Adds a table; nothing where it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Adds a note.
    pub fn note(&mut self, note: impl Into<Sentence>) {
        self.blocks.push(Block::Note(note.into()));
    }
}
