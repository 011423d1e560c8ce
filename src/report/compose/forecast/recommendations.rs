//! What members are invited to note.

use super::summary::loss_of;
use super::{Subject, confidence, register};
use crate::programme::{Measure, Whole};
use crate::report::document::{Section, Sentence};
use crate::report::words::{Figures, years};

/// The list: the forecast and its cautious figure, the chance of each target, and what stands on assumption.
pub(super) fn section(subject: &Subject, figures: &Figures) -> Section {
    let forecast = subject.forecast;
    let mut section = Section::new("recommendations", "Recommendations");
    let mut items: Vec<Sentence> = Vec::new();
    if let Some(row) = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None) {
        let of_row = figures.row(row);
        let over = years(forecast.horizon);
        if let (Some(middle), Some(cautious)) = (of_row.median(), of_row.cautious()) {
            let forecast = Sentence::from(format!("the forecast net saving over {over} of ")) + middle + " (P50) and ";
            let cautious = match cautious.value < 0.0 {
                true => Sentence::from("a net cost of ") + loss_of(cautious),
                false => Sentence::from("of ") + cautious,
            };
            items.push(forecast + cautious + " as the cautious figure;");
        }
    }
    items.extend(
        forecast
            .targets
            .iter()
            .map(|target| Sentence::from("that ") + confidence::chance_within(forecast, target, figures) + ";"),
    );
    items.extend(register::to_note(forecast));
    section.list(Some("Members are invited to note".into()), items);
    section
}
