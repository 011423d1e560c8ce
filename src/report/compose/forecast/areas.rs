//! Business areas: when they go live and what each contributes.

use crate::forecast::{AreaForecast, Forecast};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Unit};
use crate::report::words::{Figures, years};

/// The table.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("areas", "Business areas");
    section.table(table(forecast, figures));
    section.note(
        "An area's net saving is its own: risks, programme costs, grants and dismantling are the programme's, so that areas \
         do not add up to it. Ranges of go-live are over the futures in which the area goes ahead.",
    );
    section
}

/// Areas with their go-live and net saving.
pub(super) fn table(forecast: &Forecast, figures: &Figures) -> Table {
    Table {
        id: "areas",
        caption: format!("Go-live and net saving over {}", years(forecast.horizon)).into(),
        unit: Some(figures.scale.unit()),
        columns: vec![
            Column::text("area", "Area"),
            Column::text("status", "Status"),
            Column::text("planned_go_live", "Planned go-live"),
            Column::text("go_live", "Go-live P10 to P90"),
            Column::number("net_saving_plan", "Net saving plan"),
            Column::number("net_saving_mean", "Net saving mean"),
            Column::number("net_saving_p10", "Net saving P10"),
            Column::number("net_saving_p90", "Net saving P90"),
        ],
        rows: forecast.areas.iter().map(|area| row(area, figures)).collect(),
    }
}

fn row(area: &AreaForecast, figures: &Figures) -> Row {
    let unit = Unit::Pounds(figures.scale);
    let (key, saving) = (area.name.as_str(), &area.net_saving);
    let status = if area.status == "design" { "in design" } else { area.status };
    let status = if area.in_plan { status.into() } else { format!("{status}, not in the plan") };
    let percentiles = (figures.trials >= crate::report::words::TOO_FEW)
        .then_some([(saving.p10, "net_saving_p10"), (saving.p90, "net_saving_p90")]);
    let mut cells = vec![
        name(&area.name).into(),
        Value::text(status),
        Value::text(area.planned_go_live.in_short()),
        Value::text(go_live(area)),
        Value::Figure(Figure::exact(saving.plan, unit).from("areas", key, "net_saving_plan")),
        Value::Figure(Figure::estimate(saving.mean, unit).from("areas", key, "net_saving_mean")),
    ];
    let shown = percentiles.into_iter().flatten();
    cells.extend(
        shown.map(|(estimate, column)| Value::Figure(Figure::estimate(estimate, unit).from("areas", key, column))),
    );
    Row::new(cells)
}

/// The month in which it went live, or those that contain P10 and P90.
fn go_live(area: &AreaForecast) -> Sentence {
    match (area.went_live, area.go_live) {
        (Some(month), _) => month.in_short().into(),
        (None, Some([first, _, last])) if first == last => first.in_short().into(),
        (None, Some([first, _, last])) => format!("{} to {}", first.in_short(), last.in_short()).into(),
        (None, None) => "in no future".into(),
    }
}
