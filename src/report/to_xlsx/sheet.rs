//! A sheet: title, a line on what it is, one Excel table.

use crate::money::group_thousands;
use crate::report::Cell;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

/// The row of the headings, from 0.
pub(super) const HEADINGS: u32 = 3;

/// How blanks are meant.
pub(super) const BLANKS: &str = "A blank cell is a figure that there is none of.";

/// A sheet of the report.
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// The name of its Excel table.
    pub table: String,
    /// What it holds, and how blanks are meant.
    pub about: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// How many columns say what a row is.
    pub keys: u16,
    /// How many columns are printed where not all are: the errors of the simulation, which are for programs, would make
    /// all else too small to read.
    pub printed: Option<u16>,
}

/// A cell: its value, and how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// The value, as in the CSV files.
    pub cell: Cell,
    /// How it is shown.
    pub shown: Shown,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As its kind of cell has it.
    Usual,
    /// As a ratio, with two decimals.
    Ratio,
    /// As it is, where it is a plain number.
    Plain,
    /// As a month.
    Month,
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Self {
        Value { cell, shown: Shown::Usual }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned()).into()
    }
}

/// Formats of cells.
pub(super) struct Styles {
    /// Titles.
    pub title: Format,
    /// Anything else that is no number.
    pub text: Format,
    /// Pounds.
    pub pounds: Format,
    /// Chances.
    pub share: Format,
    /// The same beside another column: numbers there end where it begins.
    text_beside: Format,
    heading: Format,
    heading_beside: Format,
    heading_of_numbers: Format,
    number: Format,
    plain: Format,
    ratio: Format,
    month: Format,
}

impl Styles {
    /// The formats, all in Arial 12.
    pub fn new() -> Self {
        let plain = || Format::new().set_font_name("Arial").set_font_size(12).set_align(FormatAlign::Top);
        let wrapped = || plain().set_text_wrap();
        let heading = || wrapped().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(0x1F3864));
        Styles {
            title: Format::new().set_font_name("Arial").set_font_size(16).set_bold(),
            heading: heading(),
            heading_beside: heading().set_indent(1),
            heading_of_numbers: heading().set_align(FormatAlign::Right),
            text: wrapped(),
            text_beside: wrapped().set_indent(1),
            pounds: plain().set_num_format("£#,##0;-£#,##0"),
            share: plain().set_num_format("0.0%"),
            number: plain().set_num_format("0.0"),
            plain: plain(),
            ratio: plain().set_num_format("0.00"),
            month: plain().set_num_format("mmm yyyy").set_align(FormatAlign::Left),
        }
    }
}

/// A column with a text of more letters has room for more.
const LONG_TEXT: usize = 120;

/// A cell holds hardly more letters.
const CELL: usize = 32_000;

/// A sheet without rows.
pub(super) fn sheet(
    name: impl Into<String>,
    table: impl Into<String>,
    about: impl Into<String>,
    headings: &[&str],
) -> Sheet {
    let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let (name, table, about) = (name.into(), table.into(), about.into());
    Sheet { name, table, about, headings, rows: Vec::new(), keys: 1, printed: None }
}

impl Sheet {
    /// The last row of the table, from 0.
    pub fn last_row(&self) -> u32 {
        HEADINGS + self.rows.len() as u32
    }

    /// Writes the sheet; `warning` is said below what it is.
    pub fn write(&self, sheet: &mut Worksheet, styles: &Styles, warning: &str) -> Result<(), XlsxError> {
        let plain = Format::new().set_font_name("Arial").set_font_size(12);
        sheet.write_with_format(0, 0, &*self.name, &styles.title)?;
        sheet.write_with_format(1, 0, shortened(&self.about, CELL), &plain)?;
        if !warning.is_empty() {
            sheet.write_with_format(2, 0, shortened(warning, CELL), &plain)?;
        }
        for (row, values) in (HEADINGS + 1..).zip(&self.rows) {
            for (column, value) in (0..).zip(values) {
                write(sheet, (row, column), value, styles)?;
            }
        }
        let widths: Vec<f64> = (0..self.headings.len()).map(|column| self.width(column)).collect();
        for row in 0..=self.rows.len() {
            sheet.set_row_height(HEADINGS + row as u32, 16.0 * self.lines(row, &widths) as f64)?;
        }
        for (column, width) in (0..).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        if !self.rows.is_empty() {
            let column = |(at, heading): (usize, &String)| {
                let format = match at {
                    _ if self.is_numeric(at) => &styles.heading_of_numbers,
                    0 => &styles.heading,
                    _ => &styles.heading_beside,
                };
                TableColumn::new().set_header(&**heading).set_header_format(format)
            };
            let columns: Vec<TableColumn> = self.headings.iter().enumerate().map(column).collect();
            let table = Table::new()
                .set_name(&*self.table)
                .set_columns(&columns)
                .set_style(TableStyle::Light1)
                .set_alt_text_title(&*self.name)
                .set_alt_text(shortened(&self.about, 250));
            sheet.add_table(HEADINGS, 0, self.last_row(), self.headings.len() as u16 - 1, &table)?;
        }
        self.frame(sheet, &widths)
    }

    /// What stays in view, and how it is printed.
    fn frame(&self, sheet: &mut Worksheet, widths: &[f64]) -> Result<(), XlsxError> {
        const ROWS_OF_A_SCREEN: usize = 20;
        const WIDTH_OF_A_SCREEN: f64 = 120.0;
        let is_long = self.rows.len() > ROWS_OF_A_SCREEN;
        let is_wide = widths.iter().sum::<f64>() > WIDTH_OF_A_SCREEN;
        if is_long || is_wide {
            sheet.set_freeze_panes(HEADINGS + 1, if is_wide { self.keys.min(2) } else { 0 })?;
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.6, 0.7, 0.3, 0.3);
        if let Some(columns) = self.printed {
            sheet.set_print_area(0, 0, self.last_row(), columns.saturating_sub(1))?;
        }
        sheet.set_repeat_rows(HEADINGS, HEADINGS)?;
        sheet.set_footer("&L&A&RPage &P of &N");
        Ok(())
    }

    /// Whether a column holds numbers.
    fn is_numeric(&self, column: usize) -> bool {
        let is_number = |value: &Value| value.cell.number().is_some();
        self.rows.iter().any(|row| is_number(&row[column]))
    }

    /// How many lines a row needs, its headings being row 0: not every program counts them when it opens a file.
    fn lines(&self, row: usize, widths: &[f64]) -> usize {
        let lines = |column: usize, text: &str| (1.05 * text.chars().count() as f64 / widths[column]).ceil() as usize;
        let texts =
            (0..self.headings.len()).map(|column| match row.checked_sub(1).map(|row| &self.rows[row][column].cell) {
                None => lines(column, &self.headings[column]),
                Some(Cell::Text(text)) => lines(column, text),
                Some(_) => 1,
            });
        texts.max().unwrap_or(1).clamp(1, 25)
    }

    /// Wide enough for its amounts; headings and texts are wrapped.
    fn width(&self, column: usize) -> f64 {
        let length = |value: &Value| match &value.cell {
            Cell::Text(text) => text.chars().count(),
            Cell::Pounds(pounds) => group_thousands(&format!("{:.0}", pounds.abs())).len() + 2,
            Cell::Exact(pounds) => group_thousands(&format!("{:.0}", pounds.to_f64().abs())).len() + 2,
            Cell::Number(number) => format!("{number:.1}").len(),
            _ => 6,
        };
        let longest = self.rows.iter().map(|row| length(&row[column])).max().unwrap_or(0);
        // Texts are wrapped, long ones within more room.
        let longest = if longest > LONG_TEXT { 60 } else { longest.min(34) };
        // Behind a heading there is room for the button of its filter.
        let heading = &self.headings[column];
        let longest_word = heading.split(' ').map(|word| word.chars().count() + 2).max().unwrap_or(0);
        let half = (heading.chars().count() / 2 + 2).min(12);
        1.25 * longest.max(longest_word).max(half).max(6) as f64
    }
}

/// Writes a cell. Text is never taken for a formula or a link.
fn write(sheet: &mut Worksheet, (row, column): (u32, u16), value: &Value, styles: &Styles) -> Result<(), XlsxError> {
    let text = match &value.cell {
        Cell::Blank => return sheet.write_blank(row, column, &styles.text).map(drop),
        Cell::Text(text) if value.shown == Shown::Month => match month(text) {
            Some(days) => return sheet.write_number_with_format(row, column, days, &styles.month).map(drop),
            None => clean(text),
        },
        Cell::Text(text) => clean(text),
        Cell::Yes(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Cell::Pounds(_) | Cell::Exact(_) | Cell::Number(_) | Cell::Fraction(_) => {
            let Some(number) = value.cell.number() else { return Ok(()) };
            let format = match (&value.cell, value.shown) {
                (_, Shown::Ratio) => &styles.ratio,
                (Cell::Pounds(_) | Cell::Exact(_), _) => &styles.pounds,
                (_, Shown::Plain) => &styles.plain,
                (Cell::Fraction(_), _) => &styles.share,
                _ => &styles.number,
            };
            return sheet.write_number_with_format(row, column, number, format).map(drop);
        }
    };
    let text = shortened(&text, CELL);
    let format = if column == 0 { &styles.text } else { &styles.text_beside };
    sheet.write_string_with_format(row, column, text, format).map(drop)
}

/// `2027-04` as a spreadsheet counts days.
fn month(text: &str) -> Option<f64> {
    let (year, month) = text.split_once('-')?;
    Some(ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, 1).ok()?.to_excel())
}

/// A text without control characters and marks of direction, on one line.
pub(super) fn clean(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    let line = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    line.chars().filter(|&c| !c.is_control() && !is_mark(c)).collect()
}

/// At most so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
