//! Diagnostics as a person reads them on a terminal.

use super::excerpt::Excerpt;
use super::{Diagnostic, Diagnostics, Place, Severity};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

impl Diagnostics {
    /// All entries as text, one after the other, coloured where `styled`, and a last line that
    /// counts them.
    pub fn to_terminal(&self, styled: bool) -> String {
        self.first_to_terminal(self.entries.len(), styled) + &self.tally()
    }

    /// The first `count` entries as text, one after the other, coloured where `styled`.
    pub fn first_to_terminal(&self, count: usize, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for entry in self.entries.iter().take(count) {
            text.push_str(&renderer.render(&[self.group(entry)]));
            text.push_str("\n\n");
        }
        text
    }

    fn group<'a>(&'a self, entry: &'a Diagnostic) -> Group<'a> {
        let level = match entry.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = level.primary_title(&entry.message).id(entry.code.name()).elements(Vec::<Element<'a>>::new());
        if let Some(place) = &entry.place {
            group = self.show(group, place, AnnotationKind::Primary, entry.label.as_deref());
        }
        for (place, label) in &entry.related {
            group = self.show(group, place, AnnotationKind::Context, Some(label));
        }
        if let Some(cell) = entry.place.as_ref().and_then(|place| self.cell_in_words(place)) {
            group = group.element(Level::NOTE.message(cell));
        }
        if let Some(help) = &entry.help {
            group = group.element(Level::HELP.message(help));
        }
        group
    }

    fn show<'a>(&'a self, group: Group<'a>, place: &Place, kind: AnnotationKind, label: Option<&'a str>) -> Group<'a> {
        let source = self.source(place.source);
        if source.text().is_empty() {
            return group.element(Origin::path(source.name()));
        }
        let excerpt = Excerpt::new(source, place.span.clone());
        let annotation = kind.span(excerpt.span).label(label);
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).annotation(annotation);
        if !excerpt.is_cut {
            return group.element(snippet.path(source.name()));
        }
        // The columns of a line that was cut must be given, as they cannot be counted.
        let (line, column) = source.position(place.span.start);
        group.element(Origin::path(source.name()).line(line).char_column(column)).element(snippet)
    }

    /// `column pay_share of the row on line 3`.
    fn cell_in_words(&self, place: &Place) -> Option<String> {
        let cell = place.cell.as_ref()?;
        let column = cell.column.as_deref()?;
        Some(format!("column `{column}` of the row that starts on line {}", cell.line))
    }

    /// `3 errors, 1 warning`, and how many are not shown.
    fn tally(&self) -> String {
        let mut parts = Vec::new();
        for (count, unshown, word) in [
            (self.errors(), self.unshown(Severity::Error), "error"),
            (self.warnings(), self.unshown(Severity::Warning), "warning"),
        ] {
            let plural = if count == 1 { "" } else { "s" };
            match (count, unshown) {
                (0, _) => {}
                (_, 0) => parts.push(format!("{count} {word}{plural}")),
                (_, _) => parts.push(format!("{count} {word}{plural} ({unshown} more are not shown)")),
            }
        }
        if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
    }
}
