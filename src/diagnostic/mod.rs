//! What the program says about a person's text: what is wrong, where, and what to write instead.
//!
//! Reading never stops at the first fault: everything that is wrong with a scenario is
//! collected in [`Diagnostics`], each fault with a stable [`Code`], the [`Place`] that it is
//! about and, where one can be given, what would be right. Faults are shown on a terminal by
//! [`Diagnostics::to_terminal`] and to programs by [`Diagnostics::to_json`].

mod code;
mod excerpt;
mod json;
mod place;
mod repeats;
mod source;
mod suggestion;
mod terminal;

pub use code::{Code, Severity};
pub(crate) use place::column_letters;
pub use place::{Cell, Place, SheetCell, Stretch};
pub use source::{Source, SourceId};
pub use suggestion::{Suggestion, nearest};

/// One thing to say about a scenario.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which fault it is.
    pub code: Code,
    /// Whether the scenario can be used in spite of it.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where; `None` only where no text could be read at all.
    pub place: Option<Place>,
    /// Said beneath the underlined text.
    pub label: Option<String>,
    /// Other places that it is about, with what to say beneath each.
    pub related: Vec<(Place, String)>,
    /// What to write instead, or to do next.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error: the scenario cannot be used.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// A warning: the scenario can be used, but may not mean what its author wanted.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    /// A note: how something was read that could have been written more plainly.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Diagnostic {
            code,
            severity,
            message: plain(message),
            place: None,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// The text that it is about.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// What to say beneath the text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(plain(label.into()));
        self
    }

    /// What to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help.into()));
        self
    }

    /// What to write instead, where there is anything to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(plain).or(self.help);
        self
    }

    /// Another place that it is about.
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, plain(label.into())));
        self
    }
}

/// Everything there is to say about a scenario, with the texts that it is about.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    sources: Vec<Source>,
    entries: Vec<Diagnostic>,
    kept: [usize; Severity::COUNT],
    beyond: [usize; Severity::COUNT],
}

impl Diagnostics {
    /// At most so many faults, and so many warnings, are shown, those that repeat down a column counted once.
    pub const MOST_SHOWN: usize = 200;
    /// At most so many of a severity are kept, for those who want each; further ones are counted.
    pub const MOST_KEPT: usize = 100_000;
    /// Advice that takes a search is given on the first errors only.
    const MOST_ADVISED: usize = 200;

    /// Registers a text that may be spoken about.
    pub fn add_source(&mut self, source: Source) -> SourceId {
        self.sources.push(source);
        SourceId(self.sources.len() - 1)
    }

    /// The text of that number.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    /// Adds an entry, or counts it where [`Self::MOST_KEPT`] of its kind are there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let kind = diagnostic.severity as usize;
        if self.kept[kind] < Self::MOST_KEPT {
            self.kept[kind] += 1;
            self.entries.push(diagnostic);
        } else {
            self.beyond[kind] += 1;
        }
    }

    /// Takes back the entries kept that are so; how many there were.
    pub fn withdraw(&mut self, is_so: impl Fn(&Diagnostic) -> bool) -> usize {
        let before = self.entries.len();
        let kept = &mut self.kept;
        self.entries.retain(|entry| {
            let stays = !is_so(entry);
            kept[entry.severity as usize] -= usize::from(!stays);
            stays
        });
        before - self.entries.len()
    }

    /// The entries kept, by file in the order of reading, then by place.
    pub fn entries(&self) -> &[Diagnostic] {
        &self.entries
    }

    /// Puts the entries into the order of the text.
    pub fn sort(&mut self) {
        self.entries.sort_by_key(|entry| {
            let place = entry.place.as_ref();
            (entry.severity, place.map(|place| (place.source(), place.start())))
        });
    }

    /// Whether there are so many errors that a search for what was meant by a further one would be in vain.
    pub fn is_full(&self) -> bool {
        self.kept[Severity::Error as usize] >= Self::MOST_ADVISED
    }

    /// How many errors there are, kept or not.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are, kept or not.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// How many notes there are.
    pub fn notes(&self) -> usize {
        self.count(Severity::Note)
    }

    fn count(&self, severity: Severity) -> usize {
        self.kept[severity as usize] + self.beyond[severity as usize]
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Line and column, both from 1, at which a stretch of a text is reported: for a cell of a
    /// table, the line on which its row starts.
    pub fn line_and_column(&self, stretch: &Stretch) -> (usize, usize) {
        let (line, column) = self.source(stretch.source).position(stretch.span.start);
        (stretch.cell.as_ref().map_or(line, |cell| cell.line), column)
    }

    /// A cell of a sheet as a spreadsheet would refer to it: `alliance.xlsx#'Programme costs'!B3`.
    fn reference(&self, cell: &SheetCell) -> String {
        let source = self.source(cell.source);
        let sheet = place::sheet_reference(source.sheet().unwrap_or_default());
        format!("{}#{sheet}!{}", source.name(), cell.address())
    }
}

/// A message without control characters: whatever name it quotes, it commands no terminal and stays one line.
fn plain(message: String) -> String {
    if message.contains(char::is_control) { message.replace(char::is_control, " ") } else { message }
}

/// Shortens a text so that it can stand in a message, makes it one line, and shows what could not be seen in it.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short = String::new();
    for character in text.chars().take(LONGEST) {
        match character {
            _ if is_unseen(character) => short.push_str(&format!("<U+{:04X}>", character as u32)),
            _ if character.is_control() => short.push(' '),
            _ => short.push(character),
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// Whether a character has no picture of its own: it is nothing, or looks like a plain space.
pub fn is_unseen(character: char) -> bool {
    is_invisible(character) || (character != ' ' && character.is_whitespace() && !character.is_control())
}

/// Whether nothing at all is seen of a character: Unicode's *default ignorable code points*.
pub fn is_invisible(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

/// `a`, `a and b`, `a, b and c`, with `word` before the last.
pub fn listed<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_beyond_the_limit_are_counted_and_not_kept() {
        let mut diagnostics = Diagnostics::default();
        for _ in 0..Diagnostics::MOST_KEPT + 7 {
            diagnostics.push(Diagnostic::error(Code::UnknownKey, "wrong"));
        }
        assert_eq!(diagnostics.entries().len(), Diagnostics::MOST_KEPT);
        assert_eq!(diagnostics.errors(), Diagnostics::MOST_KEPT + 7);
        assert_eq!(diagnostics.warnings(), 0);
    }

    #[test]
    fn lists_read_as_a_sentence_does() {
        assert_eq!(listed(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(listed(&["a"], "or"), "a");
    }

    #[test]
    fn a_name_that_is_quoted_commands_no_terminal() {
        let fault = Diagnostic::error(Code::UnknownColumn, "`a\u{1b}[31m`").help("known are `b\tc` and `d\u{9b}`");
        assert_eq!(fault.message, "`a [31m`");
        assert_eq!(fault.help.as_deref(), Some("known are `b c` and `d `"));
    }

    #[test]
    fn a_long_text_is_shortened_in_a_message() {
        assert_eq!(shortened("a\nb"), "a b");
        assert_eq!(shortened("1\u{a0}000\u{feff}"), "1<U+00A0>000<U+FEFF>");
        assert_eq!(shortened(&"x".repeat(1000)).chars().count(), 61);
    }
}
