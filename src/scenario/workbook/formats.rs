//! Number formats: whether a number is shown as a percentage or as a date.

use super::package::{MOST_LISTED, Package, too_many};
use super::xml::Token;
use crate::scenario::files::FileFault;
use std::collections::HashMap;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number, whatever its digits.
    Number,
    /// As a percentage.
    Percentage,
    /// As a date or a time.
    Date,
}

/// The formats of cells, by their number.
#[derive(Debug, Default)]
pub(super) struct Formats(Vec<Shown>);

impl Formats {
    /// Reads the part of the styles, where there is one.
    pub fn read(package: &mut Package, path: Option<&str>, name: &str) -> Result<Self, FileFault> {
        let mut formats = Formats::default();
        let mut own: HashMap<u32, Shown> = HashMap::new();
        let Some(path) = path else { return Ok(formats) };
        let Some(mut part) = package.part(path)? else { return Ok(formats) };
        let mut of_cells = false;
        while let Some(token) = part.next()? {
            match token {
                Token::Start(element) => match element.name() {
                    "numFmt" if !of_cells => {
                        let code = element.attribute("formatCode").unwrap_or_default();
                        own.insert(element.number("numFmtId").unwrap_or(0), shown_by(&code));
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let id = element.number("numFmtId").unwrap_or(0);
                        formats.0.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Token::End(end) if end.local_name().as_ref() == "cellXfs" => of_cells = false,
                _ => {}
            }
            if own.len().max(formats.0.len()) > MOST_LISTED {
                return Err(too_many(name));
            }
        }
        Ok(formats)
    }

    /// How the cells of a format show numbers.
    pub fn of(&self, format: Option<u32>) -> Shown {
        format.and_then(|format| self.0.get(format as usize)).copied().unwrap_or(Shown::Number)
    }
}

/// The formats that every workbook has, ECMA-376 part 1, 18.8.30, those of East Asian dates among them.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percentage,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// How numbers are shown by a format's code, of which the first section counts.
fn shown_by(code: &str) -> Shown {
    let mut letters = code.chars();
    let mut shown = Shown::Number;
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => drop(letters.by_ref().find(|&c| c == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            // Colours, currencies and conditions; but `[h]` counts hours.
            '[' => {
                let inner: String = letters.by_ref().take_while(|&c| c != ']').collect();
                if !inner.is_empty() && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    return Shown::Date;
                }
            }
            '%' => shown = Shown::Percentage,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return Shown::Date,
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_shows_is_told_from_its_code() {
        for code in ["0%", "0.0%", "0.00 %;[Red]-0.00 %", "#,##0%"] {
            assert_eq!(shown_by(code), Shown::Percentage, "{code}");
        }
        for code in ["mmm yyyy", "dd/mm/yyyy;@", "[$-809]dd mmmm yyyy", "[h]:mm", "yyyy\\-mm", "h:mm AM/PM", "MMM-YY"] {
            assert_eq!(shown_by(code), Shown::Date, "{code}");
        }
        for code in ["General", "£#,##0", "#,##0.0,,\"m\"", "[Red]0.00", "_-* #,##0_-", "0.0 \\m", "0.00E+00", "@", ""]
        {
            assert_eq!(shown_by(code), Shown::Number, "{code}");
        }
    }
}
