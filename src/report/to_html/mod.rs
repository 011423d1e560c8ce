//! A document as one page of HTML that asks nothing of the network.
//!
//! Styles and script stand in the page and are named by their hashes, so that nothing that a scenario brings along can
//! be run or fetched. Without the script everything can be read; it adds the choice of points in charts.

mod blocks;
mod hash;
mod sentence;
mod table;

use super::document::{Document, Section};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sentence::sentence;
use std::collections::BTreeMap;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A chart as it was drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The SVG document.
    pub svg: String,
    /// Where the rows of its data stand, by their names, in units of its view box: across it, or down.
    pub places: BTreeMap<String, f64>,
    /// Whether they are distances from the top rather than from the left.
    pub is_down: bool,
}

/// The page; `drawings` are its charts by their names. A chart without one is its data.
pub fn to_html(document: &Document, drawings: &BTreeMap<String, Drawn>) -> String {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash::of(STYLE),
        hash::of(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(concat!("foresave ", env!("CARGO_PKG_VERSION")));
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body(document, drawings)) }
        }
    };
    page.into_string()
}

fn body(document: &Document, drawings: &BTreeMap<String, Drawn>) -> Markup {
    html! {
        a.skip href="#report" { "Skip to the report" }
        header {
            h1 { (sentence(&document.title)) }
            @if let Some(warning) = &document.warning { p.warning { (sentence(warning)) } }
        }
        nav aria-label="Sections" {
            ol {
                @for section in &document.sections {
                    li { a href=(format!("#{}", section.id)) { (sentence(&section.heading)) } }
                }
            }
        }
        main id="report" tabindex="-1" {
            @for section in &document.sections { (of_section(section, drawings)) }
        }
        footer { p { "Made by foresave " (env!("CARGO_PKG_VERSION")) "." } }
        script { (PreEscaped(SCRIPT)) }
    }
}

fn of_section(section: &Section, drawings: &BTreeMap<String, Drawn>) -> Markup {
    html! {
        section id=(section.id) {
            h2 { (sentence(&section.heading)) }
            @for block in &section.blocks { (blocks::block(block, drawings)) }
        }
    }
}

#[cfg(test)]
mod tests;
