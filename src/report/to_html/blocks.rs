//! The blocks of a section.

use super::super::document::{Block, Chart, List};
use super::Drawn;
use super::sentence::{sentence, together};
use super::table::{placed, table};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;

/// A block.
pub(super) fn block(block: &Block, drawings: &BTreeMap<String, Drawn>) -> Markup {
    match block {
        Block::Paragraph(sentences) => html! { p { (together(sentences)) } },
        Block::Heading(heading) => html! { h3 { (sentence(heading)) } },
        Block::Note(note) => html! { p.note { (sentence(note)) } },
        Block::List(of) => list(of),
        Block::Table(of) => table(of),
        Block::Chart(of) => chart(of, drawings.get(&of.drawing)),
    }
}

fn list(list: &List) -> Markup {
    html! {
        @if let Some(caption) = &list.caption { p.lead { (sentence(caption)) } }
        ul {
            @for item in &list.items {
                li {
                    @if let Some(name) = &item.name { strong { (sentence(name)) } br; }
                    (together(&item.text))
                }
            }
        }
    }
}

fn chart(chart: &Chart, drawing: Option<&Drawn>) -> Markup {
    let label = format!("{}. {} {}", chart.caption, chart.description, chart.finding);
    html! {
        figure.chart id=(format!("chart-{}", chart.drawing)) {
            @if let Some(drawing) = drawing {
                div.plot tabindex="0" role="img" aria-label=(label) data-way=[drawing.is_down.then_some("down")] {
                    (PreEscaped(bare(&drawing.svg)))
                }
                p.value aria-live="polite" {}
            } @else {
                p.title { (sentence(&chart.caption)) }
            }
            figcaption { (sentence(&chart.finding)) }
            details {
                summary { "Data of this chart" }
                (placed(&chart.data, drawing))
            }
        }
    }
}

/// A drawing without the words for those who cannot see it, which stand beside it here.
fn bare(svg: &str) -> String {
    let mut svg = svg.replacen("role=\"img\"", "aria-hidden=\"true\" focusable=\"false\"", 1);
    for (begin, end) in [("<title>", "</title>"), ("<desc>", "</desc>")] {
        if let (Some(from), Some(to)) = (svg.find(begin), svg.find(end)) {
            svg.replace_range(from..to + end.len(), "");
        }
    }
    svg
}
