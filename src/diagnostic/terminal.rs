//! Diagnostics as a person reads them on a terminal.

use super::excerpt::Excerpt;
use super::repeats::{self, Repeated};
use super::{Diagnostics, Place, Severity, SheetCell, Stretch, shortened};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

impl Diagnostics {
    /// All entries as text, one after the other, those that repeat down a column once, coloured where
    /// `styled`, and a last line that counts them.
    pub fn to_terminal(&self, styled: bool) -> String {
        let mut shown = [0; Severity::COUNT];
        let mut told = repeats::together(&self.entries);
        let before = told.len();
        told.retain(|repeated| {
            let count = &mut shown[repeated.first.severity as usize];
            *count += 1;
            *count <= Self::MOST_SHOWN
        });
        let left_out = before - told.len();
        let hint = if left_out > 0 {
            format!("{left_out} more are not shown; `check --all` shows each\n")
        } else {
            String::new()
        };
        self.render(&told, styled) + &self.tally() + &hint
    }

    /// All entries kept, each by itself, as text.
    pub fn each_to_terminal(&self, styled: bool) -> String {
        let each: Vec<Repeated<'_>> = self.entries.iter().map(|first| Repeated { first, others: Vec::new() }).collect();
        self.render(&each, styled) + &self.tally()
    }

    /// The first `count` warnings as text, those that repeat down a column once, and how many are left.
    pub fn first_warnings_to_terminal(&self, count: usize, styled: bool) -> (String, usize) {
        let mut told = repeats::together(&self.entries);
        told.retain(|repeated| repeated.first.severity == Severity::Warning);
        let left = told.len().saturating_sub(count);
        told.truncate(count);
        (self.render(&told, styled), left)
    }

    /// Each note on a line of its own, once a column.
    pub fn notes_in_short(&self) -> String {
        let told = repeats::together(&self.entries);
        let notes = told.iter().filter(|repeated| repeated.first.severity == Severity::Note);
        notes.map(|repeated| format!("note: {}\n", self.note_in_short(repeated))).collect()
    }

    /// A note with its place: `areas.csv:7: this amount was rounded …; likewise line 9`.
    fn note_in_short(&self, repeated: &Repeated<'_>) -> String {
        let place = match &repeated.first.place {
            Some(Place::Text(stretch)) if self.source(stretch.source).is_option() => {
                format!("{}: ", self.source(stretch.source).name())
            }
            Some(Place::Text(stretch)) => {
                format!("{}:{}: ", self.source(stretch.source).name(), self.line_and_column(stretch).0)
            }
            Some(Place::Sheet(cell)) => format!("{}: ", self.reference(cell)),
            None => String::new(),
        };
        let others = repeated.others_in_words(self).map_or(String::new(), |others| format!("; {others}"));
        format!("{place}{}{others}", repeated.first.message)
    }

    fn render(&self, told: &[Repeated<'_>], styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for repeated in told {
            text.push_str(&renderer.render(&[self.group(repeated)]));
            text.push_str("\n\n");
        }
        text
    }

    fn group<'a>(&'a self, repeated: &Repeated<'a>) -> Group<'a> {
        let entry = repeated.first;
        let level = match entry.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
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
        if let Some(others) = repeated.others_in_words(self) {
            group = group.element(Level::NOTE.message(others));
        }
        if let Some(help) = &entry.help {
            group = group.element(Level::HELP.message(help));
        }
        group
    }

    fn show<'a>(&'a self, group: Group<'a>, place: &Place, kind: AnnotationKind, label: Option<&'a str>) -> Group<'a> {
        let origin = match place {
            Place::Text(stretch) => {
                let source = self.source(stretch.source);
                if !source.is_option() {
                    return self.show_stretch(group, stretch, kind, label);
                }
                Origin::path(source.name())
            }
            Place::Sheet(cell) => Origin::path(self.reference(cell)),
        };
        let group = group.element(origin);
        match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        }
    }

    fn show_stretch<'a>(
        &'a self,
        group: Group<'a>,
        stretch: &Stretch,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Group<'a> {
        let source = self.source(stretch.source);
        if source.text().is_empty() {
            return group.element(Origin::path(source.name()));
        }
        let excerpt = Excerpt::new(source, stretch.span.clone());
        let annotation = kind.span(excerpt.span).label(label);
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).annotation(annotation);
        if !excerpt.is_cut {
            return group.element(snippet.path(source.name()));
        }
        // The columns of a line that was cut must be given, as they cannot be counted.
        let (line, column) = source.position(stretch.span.start);
        group.element(Origin::path(source.name()).line(line).char_column(column)).element(snippet)
    }

    /// `column pay_share of the row on line 3`; of a sheet and an option, which show no line, the content too.
    fn cell_in_words(&self, place: &Place) -> Option<String> {
        match place {
            Place::Text(stretch) if self.source(stretch.source).is_option() => {
                let text = self.source(stretch.source).text();
                Some(format!("the option reads `{}`", shortened(text)))
            }
            Place::Text(stretch) => {
                let cell = stretch.cell.as_ref()?;
                let column = cell.column.as_deref()?;
                Some(format!("column `{column}` of the row that starts on line {}", cell.line))
            }
            Place::Sheet(cell) => {
                let says_something = cell.heading.is_some() || cell.row_name.is_some() || !cell.content.is_empty();
                says_something.then(|| sheet_cell_in_words(cell))
            }
        }
    }

    /// `3 errors, 1 warning`.
    fn tally(&self) -> String {
        let counts = [(self.errors(), "error"), (self.warnings(), "warning"), (self.notes(), "note")];
        let parts: Vec<String> = (counts.iter().filter(|(count, _)| *count > 0))
            .map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }))
            .collect();
        if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
    }
}

/// `column annual_saving of ICT holds 6 years`.
fn sheet_cell_in_words(cell: &SheetCell) -> String {
    let subject = match (&cell.heading, &cell.row_name) {
        (Some(heading), Some(row)) => format!("column `{heading}` of `{}`", shortened(row)),
        (Some(heading), None) => format!("column `{heading}`"),
        (None, Some(row)) => format!("the row of `{}`", shortened(row)),
        (None, None) => "the cell".into(),
    };
    match &*cell.content {
        "" => format!("{subject} is blank"),
        content => format!("{subject} holds `{}`", shortened(content)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Source};

    fn diagnostics(content: &str) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let source = diagnostics.add_source(Source::of_sheet("alliance.xlsx", "Programme costs"));
        let cell = |row, row_name: &str, content: &str| {
            Place::Sheet(SheetCell {
                source,
                row,
                column: 4,
                heading: Some("per_year".into()),
                row_name: Some(row_name.into()),
                content: content.into(),
            })
        };
        let fault = Diagnostic::error(Code::WrongUnit, "expected money").at(cell(14, "Team", content));
        diagnostics.push(fault.label("an amount").also(cell(3, "ICT", "1"), "unlike this one").help("write pounds"));
        diagnostics
    }

    #[test]
    fn a_cell_of_a_sheet_is_named_with_its_column_row_and_content() {
        let wanted = "\
error[wrong-unit]: expected money
--> alliance.xlsx#'Programme costs'!D14
 = note: an amount
::: alliance.xlsx#'Programme costs'!D3
 = note: unlike this one
 = note: column `per_year` of `Team` holds `35%`
 = help: write pounds

1 error
";
        assert_eq!(diagnostics("35%").to_terminal(false), wanted);
        assert!(diagnostics("").to_terminal(false).contains("column `per_year` of `Team` is blank"));
    }

    #[test]
    fn programs_are_given_the_sheet_and_the_cell() {
        let json = diagnostics("35%").to_json();
        let entry = &json["diagnostics"][0];
        assert_eq!((&entry["file"], &entry["sheet"]), (&"alliance.xlsx".into(), &"Programme costs".into()));
        assert_eq!((&entry["cell"], &entry["text"]), (&"D14".into(), &"35%".into()));
        assert!(entry["line"].is_null() && entry["column"].is_null());
        assert_eq!(entry["table_column"], "per_year");
        assert_eq!(entry["related"][0]["cell"], "D3");
    }
}
