//! Names that would break a document or deceive a reader stand in each of the three as what they are: text.

use calamine::{Data, Reader, Xlsx, open_workbook};
use quick_xml::events::Event;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Names of areas: a script, a formula, Arabic and Hebrew, emoji, markup, an escape, and as long as a name may be.
fn names() -> Vec<String> {
    let names = [
        "<script>alert(1)</script>",
        "=HYPERLINK(A1)",
        "مشروع الشرطة",
        "שיטור משותף",
        "\u{1f693}\u{1f469}\u{1f3fd}",
        "a & b </td>",
        "_x0041_ ]]>",
        "+1-2",
        "@SUM(A1)",
    ];
    names.into_iter().map(str::to_owned).chain(["N".repeat(199) + "ß"]).collect()
}

const TITLE: &str = "=HYPERLINK(\"http://example.org\") <b>\u{202e}title\u{2066} & '\u{1f692}";
/// The title without the marks that turn the direction of what follows.
const SHOWN: &str = "=HYPERLINK(\"http://example.org\") <b>title & '\u{1f692}";

/// A run of a scenario with these names.
fn results() -> (TempDir, PathBuf) {
    let desk = tempfile::tempdir().unwrap();
    let areas: String =
        names().iter().map(|name| format!("\"{name}\",approved,2027-09,\"pert(£1k, £2k, £4k)\",£3k\n")).collect();
    let areas = format!("area,status,go_live,annual_saving,implementation_cost\n{areas}");
    fs::write(desk.path().join("areas.csv"), areas).unwrap();
    let toml = format!(
        "title = {}\nstart = \"2026/27\"\nend = \"2029/30\"\nareas = \"areas.csv\"\n",
        toml::Value::String(TITLE.into())
    );
    fs::write(desk.path().join("scenario.toml"), toml).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_foresave"));
    let ran = program.args(["run", "scenario.toml", "--trials", "500", "--quiet", "-o", "out"]);
    let ran = ran.current_dir(desk.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let out = desk.path().join("out");
    (desk, out)
}

/// What is read of the page: its text, element by element.
fn of_page(out: &Path) -> Vec<String> {
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    // The program's own script is not text.
    let body = &page[page.find("<body").unwrap()..page.rfind("<script").unwrap()];
    assert!(!body.contains("<script") && !body.contains("<b>") && !body.contains('\u{202e}'));
    let texts = body.split('<').filter_map(|piece| Some(piece.split_once('>')?.1));
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    texts.map(|text| entities.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))).collect()
}

/// What is read of the Word file: the text of each run.
fn of_document(out: &Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(File::open(out.join("report.docx")).unwrap()).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut texts, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let entity = quick_xml::escape::resolve_predefined_entity(&reference);
                match reference.resolve_char_ref().unwrap() {
                    Some(character) => text.push(character),
                    None => text.push_str(entity.expect("one of the five entities")),
                }
            }
            Event::End(end) if end.local_name().as_ref() == "t" => texts.push(std::mem::take(&mut text)),
            Event::Eof => return texts,
            _ => {}
        }
    }
}

/// What is read of the workbook: its cells of text; no formula has anything of the names.
fn of_workbook(out: &Path) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(out.join("report.xlsx")).unwrap();
    let mut texts = Vec::new();
    for sheet in workbook.sheet_names() {
        let cells = workbook.worksheet_range(&sheet).unwrap();
        texts.extend(cells.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
        let formulas = workbook.worksheet_formula(&sheet).unwrap();
        for (_, _, formula) in formulas.used_cells() {
            assert!(!formula.contains("HYPERLINK") && !formula.contains("SUM(A1)"), "{sheet}: {formula}");
        }
    }
    texts
}

#[test]
fn hostile_names_stand_in_every_document_as_they_are() {
    let (_desk, out) = results();
    for (document, texts) in [("page", of_page(&out)), ("document", of_document(&out)), ("workbook", of_workbook(&out))]
    {
        for name in names().iter().map(String::as_str).chain([SHOWN]) {
            assert!(texts.iter().any(|text| text.trim() == name), "{name} is not in the {document}");
        }
    }
}
