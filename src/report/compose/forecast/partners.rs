//! Each partner's part.

use super::summary::loss_of;
use crate::forecast::Forecast;
use crate::programme::{Measure, Whole};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::words::{Figures, MOST_NAMED, RowFigures, years};

/// The table of the net saving over the horizon; nothing where there are fewer than two.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("partners", "Partners");
    if forecast.partners.len() < 2 {
        return section;
    }
    if forecast.partners.len() <= MOST_NAMED {
        let years = years(forecast.horizon);
        let caption = format!("Each partner's part of the net saving over {years}, with a chance of 80%:");
        section.list(Some(caption.into()), cautious(forecast, figures));
    }
    section.table(table(forecast, figures));
    section
}

/// The partners' names with the figures of their net saving.
fn of_each<'f>(forecast: &'f Forecast, figures: &Figures) -> Vec<(&'f str, RowFigures<'f>)> {
    let net = Measure::Whole(Whole::HorizonNetSaving);
    let parts = forecast.partners.iter().filter_map(|(partner, part)| Some((partner.as_str(), part.row(net, None)?)));
    parts.map(|(partner, row)| (partner, figures.of_part(("partners", Some(partner)), row))).collect()
}

fn cautious(forecast: &Forecast, figures: &Figures) -> Vec<Sentence> {
    let told = |(partner, of): (&str, RowFigures)| {
        let figure = of.cautious()?;
        let plan = of.plan().map_or_else(Sentence::new, |plan| Sentence::from(" (plan: ") + plan + ")");
        let figure = match figure.value < 0.0 {
            true => Sentence::from("a net cost of at most ") + loss_of(figure) + ", or a saving",
            false => Sentence::from("at least ") + figure,
        };
        Some(Sentence::from(name(partner)) + ": " + figure + plan)
    };
    of_each(forecast, figures).into_iter().filter_map(told).collect()
}

/// Each partner's net saving over the horizon.
pub(super) fn table(forecast: &Forecast, figures: &Figures) -> Table {
    let parts = of_each(forecast, figures);
    let row = |(partner, of): &(&str, RowFigures)| {
        let percentiles = of.percentiles().map_or([None, None, None], |figures| figures.map(Some));
        let cells = [of.plan(), of.mean()].into_iter().chain(percentiles).map(Value::figure);
        Row::new([Value::from(name(partner))].into_iter().chain(cells).collect())
    };
    let mut columns =
        vec![Column::text("partner", "Partner"), Column::number("plan", "Plan"), Column::number("mean", "Mean")];
    if parts.iter().any(|(_, of)| of.percentiles().is_some()) {
        columns.extend([("p10", "P10"), ("p50", "P50"), ("p90", "P90")].map(|(id, name)| Column::number(id, name)));
    }
    Table {
        id: "partners",
        caption: format!("Net saving by partner, {}", years(forecast.horizon)).into(),
        unit: Some(figures.scale.unit()),
        columns,
        rows: parts.iter().map(row).collect(),
    }
}
