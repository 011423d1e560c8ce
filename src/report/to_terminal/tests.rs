use super::*;
use crate::fiscal::FinancialYear;
use crate::report::document::{Column, Row, Value, name};

const WIDE: usize = 60;

fn text(section: Section, width: usize) -> String {
    let document = Document::new("Title", vec![section]);
    to_terminal(&document, Look { width, sections: &[], with_headings: true })
}

fn table(id: &'static str, rows: &[(i32, &str)]) -> Table {
    let row =
        |&(year, words): &(i32, &str)| Row::new(vec![Value::Year(FinancialYear::beginning(year)), Value::text(words)]);
    Table {
        id,
        caption: "What".into(),
        unit: Some("£m".into()),
        columns: vec![Column::text("year", "Year"), Column::number("what", "Mean of it")],
        rows: rows.iter().map(row).collect(),
    }
}

#[test]
fn what_comes_from_a_scenario_cannot_steer_the_terminal() {
    let mut section = Section::new("one", Sentence::from("Of ") + name("\u{1b}]0;owned\u{7}"));
    section.paragraph([Sentence::from("a\u{9b}31m\u{202e}b\n") + name("c\rd")]);
    let shown = text(section, WIDE);
    assert_eq!(shown, "Title\n\nOf ]0;owned\na31mb c d\n");
}

#[test]
fn lines_are_as_wide_as_they_look() {
    let mut section = Section::new("one", "");
    section.list(None, vec!["東京 東京 東京 東京 東京 東京".into()]);
    let shown = text(section, 20);
    assert_eq!(shown, "Title\n  東京 東京 東京\n    東京 東京 東京\n");
}

#[test]
fn tables_of_the_same_rows_stand_beside_each_other_where_they_fit() {
    let mut section = Section::new("one", "");
    section.table(table("a", &[(2017, "1.0"), (2018, "12.0")]));
    section.table(table("b", &[(2017, "3.5"), (2018, "-4.5")]));
    assert_eq!(
        text(section.clone(), WIDE),
        "Title\n           What, £m      What, £m\nYear       Mean of it    Mean of it\n\
         2017/18           1.0           3.5\n2018/19          12.0          -4.5\n"
    );
    let below = text(section.clone(), 30);
    assert!(
        below.contains("What, £m\nYear     Mean of it\n2017/18         1.0\n2018/19        12.0\n\nWhat, £m\n"),
        "{below}"
    );
    section.blocks.remove(1);
    section.table(table("c", &[(2019, "1")]));
    assert!(!text(section, WIDE).contains("What, £m    "));
}

#[test]
fn a_table_that_is_too_wide_breaks_words_and_headings() {
    let mut section = Section::new("one", "");
    let row = |level, cells: &[&str]| {
        let cell = |&cell: &&str| if cell.is_empty() { Value::Blank } else { Value::text(cell) };
        Row::below(level, cells.iter().map(cell).collect())
    };
    section.table(Table {
        id: "t",
        caption: "Cases".into(),
        unit: None,
        columns: vec![Column::text("a", ""), Column::number("b", "share that is late"), Column::text("c", "source")],
        rows: vec![
            row(0, &["A heading that runs across all of the columns there are", "", ""]),
            row(1, &["one case with a long name", "12%", "a document with a long title"]),
        ],
    });
    let shown = text(section, 40);
    let expected = "Title\n\
                    Cases\n\
                    \x20               share that\n\
                    \x20                  is late  source\n\
                    A heading that runs across all of the\n  columns there are\n\
                    \x20 one case             12%  a document\n";
    assert!(shown.starts_with(expected) && shown.lines().all(|line| columns_of(line) <= 40), "{shown}");
}

fn columns_of(line: &str) -> usize {
    layout::columns(line)
}
