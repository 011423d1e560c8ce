//! The recursive descent over a distribution's text.

use super::LawFault;
use super::forms;
use crate::diagnostic::{Code, nearest, shortened};
use crate::distribution::{Distribution, LawError};
use crate::scenario::field::{Pennies, Unit};
use crate::scenario::number::{self, Commas};
use std::ops::Range;

/// A distribution's text has at most so many bytes.
const LONGEST: usize = 100_000;
/// Mixtures stand within mixtures at most so deep.
const DEEPEST: usize = 8;

/// Why reading a distribution stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A fault of the text.
    Fault(Box<LawFault>),
    /// A fault elsewhere, which has been reported.
    Reported,
}

impl From<LawFault> for Stop {
    fn from(fault: LawFault) -> Self {
        Stop::Fault(Box::new(fault))
    }
}

/// Where the values of histories come from.
pub(crate) trait Histories {
    /// The law of a column of a file; the ranges are those of the two names in the text.
    fn law(&mut self, file: Range<usize>, column: Range<usize>) -> Result<Distribution, Stop>;
}

/// Whether a text is meant to be a distribution: a word with a bracket behind it, or an interval.
pub(crate) fn looks_like_a_law(text: &str) -> bool {
    let after_word = text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    (after_word.len() < text.len() && after_word.trim_start().starts_with('(') && starts_with_letter(text))
        || text.contains('[') && text.to_ascii_lowercase().contains(" in [")
}

fn starts_with_letter(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
}

/// Reads a distribution of a quantity of `unit`.
pub(crate) fn parse(text: &str, unit: Unit, histories: &mut dyn Histories) -> Result<Distribution, Stop> {
    if text.len() > LONGEST {
        let message = format!("this distribution's text is longer than {LONGEST} bytes, more than is read");
        return Err(
            LawFault::new(Code::LawTooLarge, 0..60, message, "put the values into a table and use `history`").into()
        );
    }
    let mut parser = Parser { text, at: 0, unit, histories, depth: 0 };
    let law = parser.law()?;
    parser.space();
    if parser.at < text.len() {
        let help = "behind a distribution only an interval may stand: `in [lowest, highest]`";
        return Err(parser.fault(
            Code::LawSyntax,
            parser.at..text.len(),
            "this does not belong to a distribution",
            help,
        ));
    }
    Ok(law)
}

/// The text and how far it has been read.
pub(super) struct Parser<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// The byte that is read next.
    pub(super) at: usize,
    /// Of what the values are.
    pub(super) unit: Unit,
    histories: &'a mut dyn Histories,
    depth: usize,
}

impl Parser<'_> {
    /// A distribution and the interval behind it.
    fn law(&mut self) -> Result<Distribution, Stop> {
        self.space();
        let start = self.at;
        let name = self.word();
        let Some(known) = forms::known(&self.text[name.clone()]) else { return Err(self.unknown_law(name)) };
        self.expect('(', "a bracket must follow the distribution's name")?;
        let law = match known {
            "history" => Ok(self.history()?),
            "discrete" => self.discrete()?,
            "mixture" => self.mixture()?,
            _ => self.with_parameters(known, name.clone())?,
        };
        let law = law.map_err(|error| self.impossible(name, &error, None))?;
        self.interval(law, start)
    }

    fn unknown_law(&self, name: Range<usize>) -> Stop {
        let word = &self.text[name.clone()];
        if word.is_empty() {
            let help = "write, for example, `pert(1, 2, 4)`";
            return self.fault(
                Code::LawSyntax,
                self.at..self.text.len(),
                "a distribution must begin with its name",
                help,
            );
        }
        let help = nearest(word, forms::NAMES.iter().copied()).advice().unwrap_or_default();
        self.fault(Code::UnknownLaw, name.clone(), format!("there is no distribution `{}`", shortened(word)), help)
    }

    /// That no distribution has such values; `name` is its name, which its text begins with.
    pub(super) fn impossible(&self, name: Range<usize>, error: &LawError, help: Option<String>) -> Stop {
        let range = name.start..self.at;
        let message = format!("such a `{}` distribution is not possible: {error}", &self.text[name]);
        LawFault { code: Code::LawImpossible, range, message, help }.into()
    }

    // ---- laws with weights, and histories

    fn discrete(&mut self) -> Result<Result<Distribution, LawError>, Stop> {
        let mut pairs = Vec::new();
        loop {
            self.space();
            let value = self.value_text();
            let value = self.number(value, self.unit)?;
            pairs.push((value, self.weight("discrete")?));
            if !self.take(',') {
                self.expect(')', "a comma or a closing bracket is missing")?;
                return Ok(Distribution::discrete(pairs));
            }
        }
    }

    fn mixture(&mut self) -> Result<Result<Distribution, LawError>, Stop> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("mixtures stand more than {DEEPEST} deep within each other");
            return Err(self.fault(Code::LawTooLarge, self.at - 1..self.at, message, "write them side by side"));
        }
        let mut parts = Vec::new();
        loop {
            let part = self.part_of_a_mixture()?;
            parts.push((part, self.weight("mixture")?));
            if !self.take(',') {
                self.expect(')', "a comma or a closing bracket is missing")?;
                self.depth -= 1;
                return Ok(Distribution::mixture(parts));
            }
        }
    }

    fn part_of_a_mixture(&mut self) -> Result<Distribution, Stop> {
        self.space();
        if self.text[self.at..].chars().next().is_some_and(|c| c.is_alphabetic()) {
            return self.law();
        }
        let value = self.value_text();
        self.number(value, self.unit).map(Distribution::fixed)
    }

    /// `: weight` behind a value.
    fn weight(&mut self, law: &str) -> Result<f64, Stop> {
        self.space();
        let pattern = format!("write {}", forms::pattern(law));
        if !self.take(':') {
            let message = format!("in `{law}` a weight must follow each value, behind a colon");
            return Err(self.fault(Code::LawSyntax, self.here(), message, pattern));
        }
        self.space();
        let range = self.value_text();
        let text = &self.text[range.clone()];
        if looks_like_a_law(text) {
            let message = "a weight must be a number: the distribution stands before the colon, its weight behind it";
            return Err(self.fault(Code::LawSyntax, range, message, pattern));
        }
        let weight = self.number(range.clone(), Unit::Fraction)?;
        if weight < 0.0 {
            return Err(self.fault(Code::OutOfRange, range, "a weight cannot be negative", pattern));
        }
        Ok(weight)
    }

    fn history(&mut self) -> Result<Distribution, Stop> {
        let file = self.quoted()?;
        self.expect(',', "`history` needs a file and the name of a column")?;
        let column = self.quoted()?;
        self.expect(')', "a closing bracket is missing")?;
        self.histories.law(file, column)
    }

    /// A text in quotation marks.
    fn quoted(&mut self) -> Result<Range<usize>, Stop> {
        self.space();
        let rest = &self.text[self.at..];
        let pattern = format!("write {}", forms::pattern("history"));
        match rest.chars().next() {
            Some(quote @ ('\'' | '"')) => {
                let start = self.at + 1;
                let Some(length) = self.text[start..].find(quote) else {
                    let message = "this quotation mark is not closed";
                    return Err(self.fault(Code::LawSyntax, self.at..self.text.len(), message, pattern));
                };
                self.at = start + length + 1;
                Ok(start..start + length)
            }
            Some('‘' | '’' | '“' | '”' | '‚' | '„' | '`' | '´') => {
                let end = self.at + rest.find([',', ')']).unwrap_or(rest.len());
                let message = "these are typographic quotes";
                Err(self.fault(Code::CurlyQuotes, self.at..end, message, "write straight ones: `'…'`"))
            }
            _ => {
                let end = self.at + rest.find([',', ')']).unwrap_or(rest.len());
                let message = "the names in `history` must stand in quotation marks";
                Err(self.fault(Code::LawSyntax, self.at..end, message, pattern))
            }
        }
    }

    // ---- truncation

    fn interval(&mut self, law: Distribution, start: usize) -> Result<Distribution, Stop> {
        self.space();
        let before = self.at;
        let word = self.word();
        if !self.text[word].eq_ignore_ascii_case("in") {
            self.at = before;
            return Ok(law);
        }
        self.expect('[', "an interval in square brackets must follow `in`")?;
        let low = self.end_of_interval()?;
        self.expect(',', "a comma must stand between the ends of an interval")?;
        let high = self.end_of_interval()?;
        self.expect(']', "the interval's bracket is not closed")?;
        let whole = before..self.at;
        match (low, high) {
            (None, None) => {
                Err(self.fault(Code::LawInterval, whole, "this interval has no end", "write `in [0, ]` or `in [, 12]`"))
            }
            (Some(low), Some(high)) if low > high => {
                let message = format!("this interval is the wrong way round: {low} is above {high}");
                Err(self.fault(Code::LawInterval, whole, message, format!("write `in [{high}, {low}]`")))
            }
            _ => law.truncated(low, high).map_err(|error| {
                let message = format!("this distribution cannot be cut to the interval: {error}");
                LawFault { code: Code::LawInterval, range: start..self.at, message, help: None }.into()
            }),
        }
    }

    fn end_of_interval(&mut self) -> Result<Option<f64>, Stop> {
        self.space();
        let range = self.value_text();
        if range.is_empty() { Ok(None) } else { self.number(range, self.unit).map(Some) }
    }

    // ---- letters

    /// The number at `range`.
    pub(super) fn number(&self, range: Range<usize>, unit: Unit) -> Result<f64, Stop> {
        let text = &self.text[range.clone()];
        let number =
            number::parse(text, unit, Commas::Separate).map_err(|fault| LawFault::of_number(fault, range.start))?;
        match unit.accept(number, Pennies::Parts) {
            // The shortest way to the nearest floating-point number is by its text.
            Ok(value) => Ok(value.to_string().parse().unwrap_or(f64::NAN)),
            Err(fault) => Err(self.fault(fault.code, range, fault.message, fault.help)),
        }
    }

    /// The text up to a comma, colon or closing bracket outside of inner brackets, trimmed.
    pub(super) fn value_text(&mut self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let mut depth = 0;
        let end = rest.char_indices().find(|&(_, c)| {
            depth += i32::from(c == '(');
            let ends = depth == 0 && matches!(c, ',' | ')' | ':' | ']');
            depth -= i32::from(c == ')');
            ends
        });
        let raw = &rest[..end.map_or(rest.len(), |(at, _)| at)];
        let start = self.at + raw.len() - raw.trim_start().len();
        self.at += raw.len();
        start..start + raw.trim().len()
    }

    /// A word, perhaps an empty one.
    pub(super) fn word(&mut self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let start = self.at;
        if starts_with_letter(rest) {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            self.at += length;
        }
        start..self.at
    }

    /// Takes a letter that must come next.
    pub(super) fn expect(&mut self, wanted: char, message: &str) -> Result<(), Stop> {
        self.space();
        if self.take(wanted) {
            return Ok(());
        }
        Err(self.fault(Code::LawSyntax, self.here(), message, format!("`{wanted}` is expected here")))
    }

    /// The next letter, or the last where there is none.
    fn here(&self) -> Range<usize> {
        match self.text[self.at..].chars().next() {
            Some(next) => self.at..self.at + next.len_utf8(),
            None => self.text.char_indices().next_back().map_or(0, |(at, _)| at)..self.text.len(),
        }
    }

    /// Takes a letter where it comes next.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let taken = self.text[self.at..].starts_with(wanted);
        self.at += if taken { wanted.len_utf8() } else { 0 };
        taken
    }

    /// Skips space.
    pub(super) fn space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A fault of the text.
    pub(super) fn fault(
        &self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Stop {
        LawFault::new(code, range, message, help).into()
    }
}
