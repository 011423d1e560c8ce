//! What a fit says: what to write, how sure that is, and the laws beside each other.

use crate::analysis::fit::{Candidate, Fit, Verdict};
use crate::report::document::{Column, Document, Row, Section, Sentence, Table, Value, name};

/// What a fit says.
pub fn fit(fit: &Fit) -> Document {
    let mut section = Section::new("fit", "What to write");
    section.paragraph([answer(fit)]);
    let best = fit.candidates.iter().find(|candidate| candidate.is_best);
    if let Some(text) = best.and_then(|best| best.text.as_deref()) {
        section.list(None, vec![name(text).into()]);
    }
    section.paragraph(best.into_iter().flat_map(|best| of_best(fit, best)).chain(of_rows(fit)));
    let mut laws = Section::new("laws", "The laws beside each other");
    laws.table(table(fit));
    laws.note(
        "AICc: how much more than that of the best law, less being better. p: how often chance alone makes the distance \
         of Anderson and Darling as large; below 0.05 a law does not fit.",
    );
    Document::new(Sentence::from("A distribution for ") + name(&fit.title()), vec![section, laws])
}

fn answer(fit: &Fit) -> Sentence {
    let seen = &fit.observations;
    let count = seen.finished();
    let of_column = |text: String| Sentence::from(text) + " of `" + name(&fit.column) + "`";
    let values = match seen.bounds.len() {
        0 => of_column(format!("the {count} values")),
        1 => of_column(format!("the {count} values and 1 bound")),
        bounds => of_column(format!("the {count} values and {bounds} bounds")),
    };
    let few = || of_column(format!("{count} values"));
    let best = fit.candidates.iter().find(|candidate| candidate.is_best);
    match (&fit.verdict, best) {
        (Verdict::Law { .. }, Some(best)) => {
            Sentence::from(format!("Of the laws tried, {} describes ", best.law)) + values + " best. Write:"
        }
        (Verdict::NoneFits, _) => {
            Sentence::from("None of the laws fits ") + values + ": draw from the values themselves. Write:"
        }
        (Verdict::TooFew, _) => {
            few() + " are too few to choose a law by: draw from the values themselves, or judge. Write:"
        }
        _ => {
            few()
                + " are too few for a distribution of their own: write one by judgement, for which the table may be of \
                   use."
        }
    }
}

/// What speaks for the best, and what is hardly worse.
fn of_best(fit: &Fit, best: &Candidate) -> Vec<Sentence> {
    let mut said = Vec::new();
    if let (Verdict::Law { .. }, Some(p)) = (&fit.verdict, best.ad_p) {
        said.push(
            format!(
                "Of 100 samples drawn from it, {:.0} lie as far from the law fitted to them as these values from theirs: \
                 nothing speaks against it.",
                100.0 * p
            )
            .into(),
        );
    }
    if best.law == "history" {
        said.push(Sentence::from("The file ") + name(&fit.file.name) + " must stand in the scenario's folder.");
    }
    if let (Verdict::Law { beside }, Some(least)) = (&fit.verdict, best.aicc)
        && !beside.is_empty()
    {
        let others = beside.iter().map(|&at| &fit.candidates[at]);
        let others = others.map(|other| {
            Sentence::from(format!("{} (AICc {:.1} more)", other.law, other.aicc.unwrap_or(least) - least))
        });
        said.push(
            Sentence::from("The values cannot tell it from ")
                + Sentence::listed(others.collect(), "or")
                + ": what is known of the quantity may choose among them.",
        );
    }
    said
}

/// What the rows are.
fn of_rows(fit: &Fit) -> Vec<Sentence> {
    let seen = &fit.observations;
    let all = seen.rows();
    let mut said = Vec::new();
    if seen.nils > 0 {
        said.push(format!(
            "{} of {all} rows are exactly zero: a share of its own, beside which the laws are those of the positive values.",
            seen.nils
        ));
    }
    if !seen.bounds.is_empty() {
        let count = seen.bounds.len();
        let are = if count == 1 { "is" } else { "are" };
        said.push(format!(
            "{count} of {all} rows {are} not finished: all that is known of such a row is that its value will be more than \
             it is now. With them no test says whether a law fits; set it beside the share that was not finished after so \
             long (survival.csv)."
        ));
    }
    if seen.uncounted > 0 {
        said.push(format!("{} not finished at zero, which says nothing, and not counted.", rows(seen.uncounted)));
    }
    if seen.blanks > 0 {
        said.push(format!("{} without a value and left out.", rows(seen.blanks)));
    }
    said.into_iter().map(Sentence::from).collect()
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row is".into() } else { format!("{count} rows are") }
}

fn table(fit: &Fit) -> Table {
    let aicc = |candidate: &Candidate| candidate.aicc;
    let best = fit.candidates.iter().find(|candidate| candidate.is_best).and_then(aicc);
    let least = best.or_else(|| fit.candidates.iter().filter_map(aicc).reduce(f64::min));
    let row = |candidate: &Candidate| {
        let more =
            candidate.aicc.zip(least).map_or(Value::Blank, |(own, least)| Value::text(format!("{:+.1}", own - least)));
        let p = candidate.ad_p.map_or(Value::Blank, |p| Value::text(format!("{p:.3}")));
        let at = |per_cent: usize| {
            candidate.percentiles.get(per_cent - 1).map_or(Value::Blank, |value| Value::text(short(*value)))
        };
        let words = candidate.text.as_deref().or(candidate.note.as_deref()).unwrap_or_default();
        let law = if candidate.is_best { format!("{} (best)", candidate.law) } else { candidate.law.to_owned() };
        Row::new(vec![Value::text(law), more, p, at(10), at(50), at(90), name(words).into()])
    };
    Table {
        id: "laws",
        caption: "Laws beside the values".into(),
        unit: None,
        columns: vec![
            Column::text("law", "Law"),
            Column::number("aicc", "AICc"),
            Column::number("ad_p", "p"),
            Column::number("p10", "P10"),
            Column::number("p50", "P50"),
            Column::number("p90", "P90"),
            Column::text("text", "Text, or why there is none"),
        ],
        rows: fit.candidates.iter().map(row).collect(),
    }
}

/// Three digits are enough to compare by.
fn short(value: f64) -> String {
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".into() } else { rounded.to_string() }
}
