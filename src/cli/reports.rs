//! The reports that stand beside result files: which are wanted, and what is in them.

use super::Failure;
use crate::fiscal::Month;
use crate::report::chart::{Chart, Picture};
use crate::report::document::Document;
use crate::report::{Added, Book, Drawn, OfRun, Pictured, Template, to_docx, to_html, to_xlsx};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Which reports are written.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ReportOptions {
    /// Which reports to write beside the tables and charts
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_values = ["html", "xlsx", "docx"])]
    report: Vec<Kind>,
    /// A Word document or template (.docx, .dotx) whose styles, page and headers report.docx takes over
    #[arg(long, value_name = "T")]
    template: Option<PathBuf>,
}

/// The reports that are wanted, with the template as it was read.
pub(super) struct Reports {
    kinds: Vec<Kind>,
    template: Option<Template>,
}

/// The largest template that is read, in bytes.
const LARGEST_TEMPLATE: u64 = 32 << 20;

impl ReportOptions {
    /// Reads the template, before anything is simulated.
    pub(super) fn open(&self) -> Result<Reports, Failure> {
        let template = self.template.as_deref().map(template).transpose()?;
        let is_written = self.report.contains(&Kind::Docx) && !self.report.contains(&Kind::None);
        if template.is_some() && !is_written {
            return Err(Failure::Usage("--template is for report.docx, which --report leaves out".into()));
        }
        Ok(Reports { kinds: self.report.clone(), template })
    }
}

fn template(path: &Path) -> Result<Template, Failure> {
    let not_read = || format!("cannot read the template {}", path.display());
    let is_file = fs::metadata(path).map_err(|error| Failure::of_io(&not_read(), error))?.is_file();
    if !is_file {
        return Err(Failure::World(format!("{}: it is no file", not_read())));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST_TEMPLATE + 1).read_to_end(&mut bytes));
    let read = read.map_err(|error| Failure::of_io(&not_read(), error))?;
    if read as u64 > LARGEST_TEMPLATE {
        return Err(Failure::World(format!("{}: it is larger than is read", not_read())));
    }
    Template::read(&bytes).map_err(|reason| Failure::World(format!("{}: {reason}", not_read())))
}

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// A page, report.html
    Html,
    /// A workbook, report.xlsx
    Xlsx,
    /// A Word document, report.docx
    Docx,
    /// No report at all
    None,
}

/// What reports are made of.
pub(super) struct Paper<'a> {
    /// What is said.
    pub document: &'a Document,
    /// The data date.
    pub as_of: Month,
    /// The forecast, where it is the report of a run.
    pub run: Option<OfRun<'a>>,
    /// The tables of analyses.
    pub tables: &'a [Added<'a>],
    /// The charts.
    pub charts: &'a [Chart],
    /// Their pictures, in the same order.
    pub pictures: Vec<Picture>,
}

/// The reports that are wanted: name and content.
pub(super) fn files(paper: Paper, wanted: &Reports) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
    let is_wanted = |kind| wanted.kinds.contains(&kind) && !wanted.kinds.contains(&Kind::None);
    let Paper { document, as_of, run, tables, charts, pictures } = paper;
    let mut files = Vec::new();
    if is_wanted(Kind::Xlsx) {
        let report = to_xlsx(&Book { document, as_of, run, tables });
        let report = report.map_err(|error| Failure::World(format!("report.xlsx cannot be made: {error}")))?;
        files.push(("report.xlsx", report));
    }
    if is_wanted(Kind::Docx) {
        let of = |picture: &Picture| Pictured { png: picture.png.clone(), shown: picture.shown_in_reports };
        let drawings = pictures.iter().map(|picture| (picture.stem.clone(), of(picture))).collect();
        let report = to_docx(document, &drawings, as_of, wanted.template.as_ref());
        files.push(("report.docx", report.map_err(|error| Failure::of_io("report.docx cannot be made", error))?));
    }
    if is_wanted(Kind::Html) {
        let drawings: BTreeMap<String, Drawn> = charts.iter().zip(pictures).map(drawn).collect();
        files.push(("report.html", to_html(document, &drawings).into_bytes()));
    }
    Ok(files)
}

/// A chart as a page has it.
fn drawn((chart, picture): (&Chart, Picture)) -> (String, Drawn) {
    let places = chart.places();
    let drawn =
        Drawn { svg: picture.svg_in_reports, is_down: places.are_down, places: places.of.into_iter().collect() };
    (picture.stem, drawn)
}
