//! The finished archive: it names the program that made it, and no hour at which it was made.

use rust_xlsxwriter::XlsxError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The part that names the program.
const APPLICATION: &str = "docProps/app.xml";

/// The archive with its entries in the same order, each dated 1980-01-01.
pub(super) fn finished(bytes: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(XlsxError::ZipError)?;
    let mut finished = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(XlsxError::ZipError)?;
        let name = part.name().map_err(XlsxError::ZipError)?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        if name.starts_with("xl/charts/") {
            content = unsmoothed(&String::from_utf8_lossy(&content)).into_bytes();
        }
        if name == APPLICATION {
            content = of_foresave(&String::from_utf8_lossy(&content)).into_bytes();
        }
        finished.start_file(name, options).map_err(XlsxError::ZipError)?;
        finished.write_all(&content)?;
    }
    Ok(finished.finish().map_err(XlsxError::ZipError)?.into_inner())
}

/// Lines from point to point: where it is not said, some programs draw curves.
fn unsmoothed(chart: &str) -> String {
    let Some((before, rest)) = chart.split_once("<c:lineChart>") else { return chart.to_owned() };
    let (lines, behind) = rest.split_once("</c:lineChart>").unwrap_or((rest, ""));
    format!("{before}<c:lineChart>{}</c:lineChart>{behind}", lines.replace("</c:ser>", "<c:smooth val=\"0\"/></c:ser>"))
}

fn of_foresave(properties: &str) -> String {
    let version: String = env!("CARGO_PKG_VERSION").chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    // The format's versions are of two numbers.
    let version: Vec<&str> = version.split('.').take(2).collect();
    replaced(
        &replaced(properties, "Application", "foresave"),
        "AppVersion",
        &format!("{}.{:0>4}", version[0], version[1]),
    )
}

/// With the content of an element replaced.
fn replaced(xml: &str, element: &str, content: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    match (xml.find(&open), xml.find(&close)) {
        (Some(start), Some(end)) => format!("{}{content}{}", &xml[..start + open.len()], &xml[end..]),
        _ => xml.to_owned(),
    }
}
