//! Faults that repeat down a column, which are shown together.

use super::{Code, Diagnostic, Diagnostics, Place, Severity, SourceId, listed, shortened};
use std::collections::HashMap;
use std::sync::Arc;

/// So many faults of one kind in a column are shown one by one.
const FEW: usize = 3;
/// So many places of faults that repeat are named.
const NAMED: usize = 3;

/// Faults of one kind in one column, or one fault alone.
pub(super) struct Repeated<'a> {
    /// The first of them.
    pub first: &'a Diagnostic,
    /// The others.
    pub others: Vec<&'a Diagnostic>,
}

/// What faults that repeat have in common.
type Kind<'a> = (Severity, Code, SourceId, Option<&'a Arc<str>>);

/// The column, or the table's rows as wholes, that an entry is about.
fn kind(entry: &Diagnostic) -> Option<Kind<'_>> {
    let place = entry.place.as_ref()?;
    let in_table = match place {
        Place::Text(stretch) => stretch.cell.is_some(),
        Place::Sheet(_) => true,
    };
    in_table.then(|| (entry.severity, entry.code, place.source(), place.column()))
}

/// The row that an entry of a table is about.
fn row(entry: &Diagnostic) -> Option<usize> {
    match entry.place.as_ref()? {
        Place::Text(stretch) => stretch.cell.as_ref().map(|cell| cell.line),
        Place::Sheet(cell) => usize::try_from(cell.row).ok(),
    }
}

/// The entries, those that repeat down a column at the place of the first.
pub(super) fn together(entries: &[Diagnostic]) -> Vec<Repeated<'_>> {
    let mut counts: HashMap<Kind<'_>, usize> = HashMap::new();
    let mut rows: HashMap<Kind<'_>, Option<usize>> = HashMap::new();
    for (kind, entry) in entries.iter().filter_map(|entry| Some((kind(entry)?, entry))) {
        *counts.entry(kind).or_default() += 1;
        let first = rows.entry(kind).or_insert_with(|| row(entry));
        *first = first.filter(|&first| row(entry) == Some(first));
    }
    // Faults of one row, such as a header's, differ in what each is about.
    let repeats =
        |kind: &Kind<'_>| rows[kind].is_none() && counts[kind] > if kind.0 == Severity::Note { 1 } else { FEW };
    let mut firsts: HashMap<Kind<'_>, usize> = HashMap::new();
    let mut told: Vec<Repeated<'_>> = Vec::new();
    for entry in entries {
        let kind = kind(entry).filter(repeats);
        match kind.and_then(|kind| firsts.get(&kind)) {
            Some(&first) => told[first].others.push(entry),
            None => {
                if let Some(kind) = kind {
                    firsts.insert(kind, told.len());
                }
                told.push(Repeated { first: entry, others: Vec::new() });
            }
        }
    }
    told
}

impl Repeated<'_> {
    /// Where else the fault is, and how to see each: `likewise line 7 (`tbc`) and line 9 (`?`), and 12 more`.
    pub fn others_in_words(&self, diagnostics: &Diagnostics) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let mut places: Vec<String> =
            self.others.iter().take(NAMED - 1).filter_map(|other| diagnostics.in_short(other)).collect();
        let more = self.others.len() - places.len();
        if more > 0 {
            places.push(format!("{more} more"));
        }
        let hint = if more > 0 { "; `check --all` shows each" } else { "" };
        Some(format!("likewise {}{hint}", listed(&places, "and")))
    }
}

impl Diagnostics {
    /// `line 7 (`tbc`)`, or `D14 (`tbc`)`.
    fn in_short(&self, entry: &Diagnostic) -> Option<String> {
        let place = entry.place.as_ref()?;
        let (position, content) = match place {
            Place::Text(stretch) => {
                let text = self.source(stretch.source).text().get(stretch.span.clone()).unwrap_or_default();
                let cell = stretch.cell.as_ref().and_then(|cell| cell.column.as_ref());
                (format!("line {}", self.line_and_column(stretch).0), cell.map_or("", |_| text))
            }
            Place::Sheet(cell) => (cell.address(), &*cell.content),
        };
        Some(if content.is_empty() { position } else { format!("{position} (`{}`)", shortened(content)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Cell, Source};

    fn diagnostics(count: usize) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let source = diagnostics.add_source(Source::new("a.csv", "n\n".repeat(600)));
        for line in 1..=count {
            let cell = Cell { line, column: Some("months".into()) };
            let place = Place::in_table(source, 2 * (line - 1)..2 * line - 1, cell);
            diagnostics.push(Diagnostic::error(Code::NotANumber, format!("wrong {line}")).at(place));
        }
        diagnostics
    }

    #[test]
    fn a_fault_that_repeats_is_told_once_with_its_first_places_and_the_number_of_the_others() {
        let told = diagnostics(500).to_terminal(false);
        assert!(told.contains("wrong 1\n") && !told.contains("wrong 2"), "{told}");
        assert!(told.contains("likewise line 2 (`n`), line 3 (`n`) and 497 more; `check --all` shows each"), "{told}");
        assert!(told.ends_with("\n500 errors\n"), "{told}");
        let each = diagnostics(500).each_to_terminal(false);
        assert!(each.contains("wrong 500") && !each.contains("likewise"));
    }

    #[test]
    fn faults_of_one_row_are_told_one_by_one() {
        let mut diagnostics = Diagnostics::default();
        let source = diagnostics.add_source(Source::new("a.csv", "x,y\n"));
        for column in 0..5 {
            let place = Place::in_table(source, 0..3, Cell { line: 1, column: None });
            diagnostics.push(Diagnostic::error(Code::MissingColumn, format!("no column {column}")).at(place));
        }
        let told = diagnostics.to_terminal(false);
        assert!(told.contains("no column 4") && !told.contains("likewise"), "{told}");
    }

    #[test]
    fn few_faults_are_told_one_by_one() {
        let told = diagnostics(3).to_terminal(false);
        assert!(told.contains("wrong 2") && told.contains("wrong 3") && !told.contains("likewise"), "{told}");
    }
}
