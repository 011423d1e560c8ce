//! What the scenario's figures stand on, by its register.

use super::{Subject, inputs};
use crate::forecast::Forecast;
use crate::programme::{Mark, Register, RegisterEntry};
use crate::report::document::{Section, Sentence};
use crate::report::words::counted;

/// A cell or key of a scenario as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The table that it stands in.
    pub table: String,
    /// The entry's name, where the table has several.
    pub entry: Option<String>,
    /// The column or key.
    pub column: String,
    /// What was written.
    pub written: String,
    /// Whether it holds a figure, which a register should cover.
    pub is_figure: bool,
}

impl Input {
    /// The line of a register that is about it.
    pub fn line<'r>(&self, register: Option<&'r Register>) -> Option<&'r RegisterEntry> {
        register?.line(&self.table, &self.column, self.entry.as_deref())
    }

    /// How far it can be relied on; blank for what needs no source, such as a name.
    pub fn mark(&self, register: Option<&Register>) -> &'static str {
        match self.line(register) {
            Some(line) => line.mark.name(),
            None if self.is_figure => "not in the register",
            None => "",
        }
    }
}

/// Columns of remarks, which shape no figure: they stand in the workbook alone.
const REMARKS: [&str; 3] = ["note", "owner", "source"];

/// What was counted, and every input as it was written with what the register says of it.
pub(super) fn section(subject: &Subject) -> Section {
    let mut section = Section::new("assumptions", "Appendix A: Assumptions and sources");
    let register = subject.programme.register.as_ref();
    section.paragraph(in_short(subject.forecast));
    let is_shown = |input: &&Input| input.entry.is_none() || !REMARKS.contains(&input.column.as_str());
    let inputs: Vec<&Input> = subject.inputs.iter().filter(is_shown).collect();
    let lines = inputs::lines(&inputs, register);
    section.table(inputs::table(&lines, register).filled());
    section.table(inputs::of_entries(&inputs, &lines));
    if register.is_some() {
        section.list(Some("Inputs that the register does not cover:".into()), inputs::not_covered(&lines, register));
    }
    section
}

/// How many lines are assumptions and what is missing, in a sentence or two.
pub(super) fn in_short(forecast: &Forecast) -> Vec<Sentence> {
    let Some(register) = &forecast.register else {
        return vec!["There is no register that says where the figures come from.".into()];
    };
    standing_of(register, forecast.uncovered, "; Appendix A lists them")
}

/// What members are to note of it.
pub(super) fn to_note(forecast: &Forecast) -> Option<Sentence> {
    let Some(register) = &forecast.register else {
        return Some("that no register says where the figures come from.".into());
    };
    let all: usize = register.iter().map(|(_, lines)| lines).sum();
    let assumed: usize = register.iter().filter(|(mark, _)| *mark == Mark::Assumption).map(|(_, lines)| lines).sum();
    let missing = match forecast.uncovered {
        0 => String::new(),
        1 => ", and that one column or key is not in it".into(),
        more => format!(", and that {more} columns and keys are not in it"),
    };
    Some(
        format!("that {assumed} of {} of the register are assumptions{missing}.", counted(all, "line", "lines")).into(),
    )
}

/// What the figures stand on.
pub(in crate::report::compose) fn standing(forecast: &Forecast) -> Vec<Sentence> {
    forecast.register.as_ref().map_or_else(Vec::new, |register| standing_of(register, forecast.uncovered, ""))
}

/// How many lines have which mark, and how many columns and keys are `uncovered`; `listed` says where those stand.
fn standing_of(register: &[(Mark, usize)], uncovered: usize, listed: &str) -> Vec<Sentence> {
    let of: Vec<(Mark, usize)> = register.iter().copied().filter(|(_, lines)| *lines > 0).collect();
    let marks = match of.split_last() {
        None => return vec!["The register of assumptions is empty.".into()],
        Some((&(mark, lines), [])) if lines > 1 => format!("all {}", word(mark, lines)),
        Some((&(mark, 1), [])) => {
            format!("which is {}", if mark == Mark::Assumption { "an assumption" } else { word(mark, 1) })
        }
        Some((last, others)) => {
            let is = if others.first().is_some_and(|(_, lines)| *lines == 1) { "is" } else { "are" };
            let before: Vec<String> = others.iter().map(shown).collect();
            let before = before.join(", ").replacen(' ', &format!(" {is} "), 1);
            format!("of which {before} and {}", shown(last))
        }
    };
    let lines = counted(register.iter().map(|(_, lines)| lines).sum(), "line", "lines");
    let missing = match uncovered {
        0 => None,
        1 => Some(format!("One column or key of the scenario is not in it{}.", listed.replace("them", "it")).into()),
        more => Some(format!("{more} columns and keys of the scenario are not in it{listed}.").into()),
    };
    let standing = format!("The figures rest on {lines} of the register, {marks}.");
    [Sentence::from(standing)].into_iter().chain(missing).collect()
}

fn shown(&(mark, lines): &(Mark, usize)) -> String {
    format!("{lines} {}", word(mark, lines))
}

fn word(mark: Mark, lines: usize) -> &'static str {
    match mark {
        Mark::Published => "published",
        Mark::SecondHand => "second-hand",
        Mark::Derived => "derived",
        Mark::Assumption if lines == 1 => "assumption",
        Mark::Assumption => "assumptions",
    }
}
