//! Workforce groups: how many there are, and whether as many leave as must.

use crate::fiscal::FinancialYear;
use crate::forecast::{Forecast, PartForecast};
use crate::programme::{Measure, Staffing};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::words::{Figures, RowFigures};

/// A table for each group; nothing where there are none.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("workforce", "Workforce");
    tables(forecast, figures).into_iter().for_each(|table| section.table(table));
    section
}

/// A table for each group.
pub(super) fn tables(forecast: &Forecast, figures: &Figures) -> Vec<Table> {
    forecast.workforce.iter().map(|(group, part)| table(group, part, figures)).collect()
}

fn table(group: &str, part: &PartForecast, figures: &Figures) -> Table {
    let headcount = part.rows_of(Measure::Staffing(Staffing::Headcount));
    Table {
        id: "workforce",
        caption: Sentence::from("Full-time posts at the year's end, and people who leave without redundancy (mean): ")
            + name(group),
        unit: None,
        columns: vec![
            Column::text("year", "Year"),
            Column::number("plan", "Plan"),
            Column::number("p10", "P10"),
            Column::number("p90", "P90"),
            Column::number("mean", "Must leave"),
            Column::number("mean", "Do leave"),
            Column::text("short", ""),
        ],
        rows: headcount.filter_map(|row| GroupYear { group, part, year: row.year, figures }.row()).collect(),
    }
}

/// A year of a workforce group.
struct GroupYear<'a> {
    group: &'a str,
    part: &'a PartForecast,
    year: Option<FinancialYear>,
    figures: &'a Figures,
}

impl GroupYear<'_> {
    fn of(&self, staffing: Staffing) -> Option<RowFigures<'_>> {
        let row = self.part.row(Measure::Staffing(staffing), self.year)?;
        Some(self.figures.of_part(("workforce", Some(self.group)), row))
    }

    fn row(&self) -> Option<Row> {
        let headcount = self.of(Staffing::Headcount)?;
        let [p10, p90] = headcount.percentiles().map_or([None, None], |[p10, _, p90]| [Some(p10), Some(p90)]);
        let mean = |staffing| self.of(staffing).and_then(|figures| figures.mean());
        let (needed, available) = (mean(Staffing::TurnoverNeeded), mean(Staffing::TurnoverAvailable));
        let is_short = matches!((&needed, &available), (Some(needed), Some(able)) if needed.value > able.value);
        let mut cells = vec![self.year.map_or(Value::Blank, Value::Year)];
        cells.extend([headcount.plan(), p10, p90, needed].map(Value::figure));
        cells.push(available.map_or_else(|| Value::text("not known"), Value::Figure));
        cells.push(if is_short { Value::text("too few") } else { Value::Blank });
        Some(Row::new(cells))
    }
}
