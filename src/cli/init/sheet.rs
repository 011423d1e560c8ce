//! A sheet of the example: a title, an explanation, one Excel table, and help where one types.

use super::workbook::offered;
use crate::scenario;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, Formula, Table as ExcelTable,
    TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};

/// How the cells of a column are written and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Pounds.
    Money,
    /// A fraction, as per cent.
    Fraction,
    /// A month.
    Date,
    /// A text, also where it looks like something else.
    Text,
    /// A text of several lines.
    Wrapped,
    /// A number or a text.
    General,
}

/// A column.
pub(super) struct Column {
    /// Its heading.
    pub heading: String,
    /// How its cells are written.
    pub kind: Kind,
    /// What is shown when a cell is chosen.
    pub message: String,
    /// The list, or the sheet of names, that its cells are chosen from.
    pub list: Option<&'static str>,
}

/// What a cell has of its own: how it is written, the list it is chosen from, and what is shown when it is chosen.
pub(super) type Own = (Kind, Option<&'static str>, String);

/// A sheet.
pub(super) struct Table {
    /// Its name and title.
    pub name: String,
    /// What is said below the title.
    pub explanation: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each cell a text and what it has of its own.
    pub rows: Vec<Vec<(String, Option<Own>)>>,
    /// For how many rows below the headings help is given.
    pub room: u32,
}

/// The row of the headings, from 0; titles stand above.
const HEADINGS: u32 = 3;

/// Formats of cells.
pub(super) struct Styles {
    title: Format,
    explanation: Format,
    heading: Format,
}

impl Styles {
    /// The formats.
    pub fn new() -> Self {
        Styles {
            title: Format::new().set_bold().set_font_size(16),
            explanation: Format::new().set_italic(),
            heading: Format::new().set_bold(),
        }
    }

    fn of(kind: Kind) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        match kind {
            Kind::Money => format.set_num_format("£#,##0"),
            Kind::Fraction => format.set_num_format("0%"),
            Kind::Date => format.set_num_format("mmm yyyy"),
            Kind::Text => format.set_num_format("@"),
            Kind::Wrapped => format.set_text_wrap(),
            Kind::General => format,
        }
    }
}

impl Table {
    /// Adds the sheet.
    pub fn write(&self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(&self.name)?;
        for (at, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(at, self.width(at))?;
            sheet.set_column_format(at, &Styles::of(column.kind))?;
            self.help(sheet, at, column)?;
        }
        sheet.write_with_format(0, 0, &*self.name, &styles.title)?;
        sheet.write_with_format(1, 0, &*self.explanation, &styles.explanation)?;
        for (row, cells) in (HEADINGS + 1..).zip(&self.rows) {
            sheet.set_row_height(row, 15.0 * self.lines(cells) as f64)?;
            for ((at, (text, own)), column) in (0..).zip(cells).zip(&self.columns) {
                let kind = own.as_ref().map_or(column.kind, |own| own.0);
                let format = Styles::of(kind);
                // Values of many kinds below each other stand at the left.
                let format = if own.is_some() { format.set_align(FormatAlign::Left) } else { format };
                write(sheet, ((row, at), &format), text, kind)?;
                if let Some((_, list, message)) = own {
                    let help = help(&self.rows[(row - HEADINGS - 1) as usize][0].0, message, *list)?;
                    sheet.add_data_validation(row, at, row, at, &help)?;
                }
            }
        }
        self.frame(sheet, styles)
    }

    /// The Excel table, what stays in view, and how it is printed.
    fn frame(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        let heading =
            |column: &Column| TableColumn::new().set_header(&*column.heading).set_header_format(&styles.heading);
        let columns: Vec<TableColumn> = self.columns.iter().map(heading).collect();
        let name: String = self.name.chars().map(|c| if c == ' ' { '_' } else { c }).collect();
        let table = ExcelTable::new()
            .set_name(format!("{name}_table"))
            .set_columns(&columns)
            .set_style(TableStyle::Light9)
            .set_alt_text(&*self.explanation);
        let last = HEADINGS + self.rows.len().max(1) as u32;
        sheet.add_table(HEADINGS, 0, last, self.columns.len() as u16 - 1, &table)?;
        sheet.set_freeze_panes(HEADINGS + 1, 1)?;
        sheet.set_landscape().set_paper_size(9).set_repeat_rows(HEADINGS, HEADINGS)?;
        if self.columns.len() < 12 {
            sheet.set_print_fit_to_pages(1, 0);
        } else {
            // What is too wide for a page says on each whose rows they are.
            sheet.set_repeat_columns(0, 0)?;
        }
        Ok(())
    }

    /// How many lines a row needs: not every program counts them when it opens a file.
    fn lines(&self, cells: &[(String, Option<Own>)]) -> usize {
        let wrapped = |at: &usize| self.columns[*at].kind == Kind::Wrapped;
        let lines = |at: usize| (1.1 * cells[at].0.chars().count() as f64 / self.width(at as u16)).ceil() as usize;
        (0..cells.len()).filter(wrapped).map(lines).max().unwrap_or(1).clamp(1, 25)
    }

    fn width(&self, column: u16) -> f64 {
        let at = usize::from(column);
        let longest = self.rows.iter().map(|row| row[at].0.chars().count()).max().unwrap_or(0);
        let heading = self.columns[at].heading.chars().count() + 4;
        let most = if self.columns[at].kind == Kind::Wrapped { 60 } else { 44 };
        longest.clamp(10, most).max(heading) as f64
    }

    /// Help on a column's heading and cells.
    fn help(&self, sheet: &mut Worksheet, at: u16, column: &Column) -> Result<(), XlsxError> {
        if self.room == 0 {
            return Ok(());
        }
        let help = help(&column.heading, &column.message, column.list)?;
        sheet.add_data_validation(HEADINGS, at, HEADINGS + self.room, at, &help)?;
        Ok(())
    }
}

/// A message, and a list to choose from. Lists warn and do not forbid: words may be spelt in many ways, and some cells
/// hold several names.
fn help(title: &str, message: &str, list: Option<&str>) -> Result<DataValidation, XlsxError> {
    let validation = match list.map(range_of) {
        Some(range) => DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("Not in the list")?
            .set_error_message("This is not one of the list. Keep it all the same?")?,
        None => DataValidation::new().allow_any_value(),
    };
    validation.set_input_title(shortened(title, 32))?.set_input_message(shortened(message, 255))
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// The cells that a list stands in: on *Lists*, or the names of a sheet.
fn range_of(list: &str) -> String {
    match offered().iter().position(|(name, _)| *name == list) {
        Some(at) => {
            let column = char::from(b'A' + at as u8);
            format!("=Lists!${column}${}:${column}${}", HEADINGS + 2, HEADINGS as usize + 1 + offered()[at].1.len())
        }
        None => format!("={list}!$A${}:$A${}", HEADINGS + 2, HEADINGS + 200),
    }
}

/// Writes a cell as what its text is.
fn write(
    sheet: &mut Worksheet,
    ((row, column), format): ((u32, u16), &Format),
    text: &str,
    kind: Kind,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
        return Ok(());
    }
    let number = match kind {
        Kind::Money => scenario::pounds(text).ok().and_then(|pounds| pounds.decimal().to_f64()),
        Kind::Fraction => match text.strip_suffix('%') {
            Some(percent) => percent.parse::<f64>().ok().map(|percent| percent / 100.0),
            None => text.parse().ok(),
        },
        Kind::General => text.parse().ok(),
        Kind::Date => date(text),
        Kind::Text | Kind::Wrapped => None,
    };
    match number {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// The first day of a month as a spreadsheet counts it.
fn date(text: &str) -> Option<f64> {
    let (year, month) = text.split_once('-')?;
    Some(ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, 1).ok()?.to_excel())
}
