use super::*;
use crate::report::document::{Block, Chart, Column, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Scale, Unit};

fn table() -> Table {
    let figure = Figure::exact(9e6, Unit::Pounds(Scale::of(1e6))).from("areas", "ICT <b>", "net_saving_plan");
    Table {
        id: "t",
        caption: "What".into(),
        unit: Some("£m".into()),
        columns: vec![Column::text("a", "Area"), Column::number("b", "Plan")],
        rows: vec![Row::new(vec![name("ICT <b>").into(), Value::Figure(figure)])],
    }
}

fn page(blocks: Vec<Block>) -> String {
    let section = Section { id: "forecast", heading: "Forecast".into(), blocks };
    let drawn = Drawn { svg: SVG.into(), places: [("ICT <b>".into(), 12.5)].into(), is_down: true };
    to_html(&Document::new(name("A & B"), vec![section]), &[("areas".to_owned(), drawn)].into())
}

const SVG: &str = "<svg viewBox=\"0 0 9 9\" role=\"img\">\n<title>T</title>\n<desc>D</desc><g/></svg>";

#[test]
fn what_comes_from_a_scenario_is_text_and_has_its_own_direction() {
    let text = page(vec![Block::Paragraph(vec![Sentence::from("Of ") + name("<script>\u{202e}") + ": <b>."])]);
    assert!(text.contains("<p>Of <bdi>&lt;script&gt;</bdi>: &lt;b&gt;.</p>"), "{text}");
    assert!(text.contains("<title>A &amp; B</title>") && text.contains("<h1><bdi>A &amp; B</bdi></h1>"), "{text}");
}

#[test]
fn a_figure_names_its_place_in_the_result_files() {
    let text = page(vec![Block::Table(table())]);
    let cell =
        "<td class=\"number\"><span class=\"figure\" data-figure=\"areas:ICT &lt;b&gt;:net_saving_plan\">9.00</span>";
    assert!(text.contains(cell), "{text}");
    assert!(text.contains("<caption>What, £m</caption>") && text.contains("scope=\"row\"><bdi>ICT"), "{text}");
}

#[test]
fn only_what_stands_in_the_page_may_style_or_run() {
    let text = page(Vec::new());
    let policy = text.find("Content-Security-Policy").unwrap();
    assert!(policy < text.find("<meta charset").unwrap());
    for (kind, content) in [("style", STYLE), ("script", SCRIPT)] {
        assert!(
            text.contains(&format!("{kind}-src &#39;{}&#39;", hash::of(content)))
                || text.contains(&format!("{kind}-src '{}'", hash::of(content))),
            "{text}"
        );
        assert!(text.contains(&format!("<{kind}>{content}</{kind}>")));
    }
    for banned in [" style=", " onclick=", "http://", "https://", "url("] {
        assert!(!text.replace("http://www.w3.org/2000/svg", "").contains(banned), "{banned}");
    }
}

#[test]
fn a_chart_is_one_stop_with_its_finding_and_its_data() {
    let chart = Chart {
        drawing: "areas".into(),
        caption: "Areas".into(),
        finding: "ICT gives most.".into(),
        description: "Rows.".into(),
        data: table(),
    };
    let text = page(vec![Block::Chart(chart)]);
    assert!(text.contains("aria-label=\"Areas. Rows. ICT gives most.\""), "{text}");
    assert!(
        text.contains("<svg viewBox=\"0 0 9 9\" aria-hidden=\"true\" focusable=\"false\">\n\n<g/></svg>"),
        "{text}"
    );
    assert!(
        text.contains("<figcaption>ICT gives most.</figcaption>") && text.contains("<tr data-at=\"12.5\">"),
        "{text}"
    );
}
