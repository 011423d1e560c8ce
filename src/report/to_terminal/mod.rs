//! A document as plain text of a terminal's width, without colours.

mod layout;
mod table;

use super::document::{Block, Document, Item, List, Section, Sentence, Table, clean};
use layout::{hanging, wrapped};

/// What a terminal shows.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Columns.
    pub width: usize,
    /// Which sections, in which order; all of them where none is named.
    pub sections: &'a [&'a str],
    /// Whether sections have their headings above them.
    pub with_headings: bool,
}

/// The document as text. What comes from a scenario cannot steer the terminal.
pub fn to_terminal(document: &Document, look: Look) -> String {
    let chosen: Vec<&Section> = match look.sections {
        [] => document.sections.iter().collect(),
        ids => ids.iter().filter_map(|id| document.section(id)).collect(),
    };
    let mut text = wrapped(&shown(&document.title), look.width, 0);
    text.extend(document.warning.iter().map(|warning| wrapped(&shown(warning), look.width, 0)));
    for (place, section) in chosen.into_iter().enumerate() {
        let heading = shown(&section.heading);
        let has_heading = look.with_headings && !heading.is_empty();
        if place > 0 || has_heading {
            text.push('\n');
        }
        if has_heading {
            text.push_str(&wrapped(&heading, look.width, 0));
        }
        // The figures of charts stand in the tables, and their drawings in files.
        let shown = section.blocks.iter().filter(|block| !matches!(block, Block::Chart(_)));
        text.push_str(&blocks(&shown.cloned().collect::<Vec<_>>(), look.width));
    }
    text
}

/// A sentence without what a terminal would obey.
pub(super) fn shown(sentence: &Sentence) -> String {
    clean(&sentence.to_string())
}

fn blocks(blocks: &[Block], width: usize) -> String {
    let mut text = String::new();
    let mut left = blocks;
    while let Some((block, mut rest)) = left.split_first() {
        if block_before(blocks, left).is_some_and(|before| is_apart(before, block)) {
            text.push('\n');
        }
        match block {
            Block::Paragraph(sentences) => text.push_str(&wrapped(&together(sentences), width, 0)),
            Block::Heading(heading) => text.push_str(&wrapped(&shown(heading), width, 0)),
            Block::Note(note) => text.push_str(&wrapped(&shown(note), width, 0)),
            Block::List(entries) => text.push_str(&list(entries, width)),
            Block::Chart(_) => {}
            Block::Table(_) => {
                let tables = tables_from(left);
                rest = &left[tables.len()..];
                text.push_str(&table::beside(&tables, width));
            }
        }
        left = rest;
    }
    text
}

/// The tables at the beginning.
fn tables_from(blocks: &[Block]) -> Vec<&Table> {
    let tables = blocks.iter().map_while(|block| if let Block::Table(table) = block { Some(table) } else { None });
    tables.collect()
}

fn block_before<'a>(all: &'a [Block], left: &[Block]) -> Option<&'a Block> {
    all.get((all.len() - left.len()).checked_sub(1)?)
}

/// Whether a blank line stands between two blocks.
fn is_apart(before: &Block, block: &Block) -> bool {
    let has_caption = |block: &Block| matches!(block, Block::List(List { caption: Some(_), .. }));
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    is_table(before) || is_table(block) || has_caption(block) || has_caption(before)
}

fn list(list: &List, width: usize) -> String {
    let mut text = list.caption.as_ref().map_or_else(String::new, |caption| wrapped(&shown(caption), width, 0));
    for Item { name, text: sentences } in &list.items {
        match name {
            Some(name) => {
                text.push_str(&wrapped(&shown(name), width, 2));
                text.push_str(&wrapped(&together(sentences), width, 4));
            }
            None => text.push_str(&hanging(&together(sentences), width, 2)),
        }
    }
    text
}

/// Sentences of a paragraph.
fn together(sentences: &[Sentence]) -> String {
    sentences.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
