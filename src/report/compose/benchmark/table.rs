//! The table: each figure of the scenario beside the published ones, and the cases where they are few.

use super::verdict::published;
use crate::analysis::benchmark::{Benchmark, Comparison, FEWEST, Family};
use crate::programme::Comparator;
use crate::report::benchmark::{CaseNumbers, Words, in_unit, percentile, range_in_unit};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};

/// The table, and how it is read.
pub(super) fn section(benchmark: &Benchmark, numbers: &CaseNumbers) -> Section {
    let mut section = Section::new("comparisons", "Assumptions and forecast beside published cases");
    if benchmark.comparisons.is_empty() {
        return section;
    }
    section.table(Table {
        id: "benchmark",
        caption: "The scenario beside published cases".into(),
        unit: None,
        columns: vec![
            Column::text("quantity", ""),
            Column::number("scenario_mean", "Scenario"),
            Column::text("scenario_p10", "P10 to P90"),
            Column::text("published_lowest", "Published"),
            Column::number("cases", "Cases"),
            Column::text("percentile_mean", "Percentile"),
        ],
        rows: Family::ALL.into_iter().flat_map(|family| of_family(benchmark, family, numbers)).collect(),
    });
    section.paragraph([
        "The percentile is the share of programmes whose published figure is lower, at the scenario's mean (and at its \
         P10 and P90)."
            .into(),
        format!(
            "Cases of one programme count as one, so that one programme more or less moves it by 100 over their number; \
             under {FEWEST} programmes the cases are shown instead, by the numbers that they have in the charts."
        )
        .into(),
    ]);
    section.paragraph(sectors(benchmark));
    section
}

/// The kinds of organisation that the cases are of, where none is a council.
fn sectors(benchmark: &Benchmark) -> Option<Sentence> {
    let cases = || benchmark.comparisons.iter().flat_map(|made| &made.class.cases);
    let has_councils = cases().any(|case| {
        let sector = case.sector.to_lowercase();
        ["council", "local government", "local authority"].iter().any(|word| sector.contains(word))
    });
    (!has_councils).then(|| "No case is of a council or another local authority.".into())
}

fn of_family(benchmark: &Benchmark, family: Family, numbers: &CaseNumbers) -> Vec<Row> {
    let made: Vec<&Comparison> = benchmark.comparisons.iter().filter(|made| made.family == family).collect();
    if made.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![Row::new(vec![Value::text(family.name())])];
    for same in made.chunk_by(|one, other| one.quantity == other.quantity) {
        rows.extend(of_quantity(same, numbers));
    }
    rows
}

/// A row for each comparison, under the quantity's heading where there are several or one has a subject.
fn of_quantity(made: &[&Comparison], numbers: &CaseNumbers) -> Vec<Row> {
    let quantity = made[0].quantity;
    if let [only] = made
        && only.subject.is_empty()
    {
        return comparison(only, (quantity.heading().into(), 1), numbers);
    }
    let heading = Row::below(1, vec![Value::text(quantity.heading())]);
    let subject = |made: &Comparison| match made.subject.is_empty() {
        true => "this scenario".into(),
        false => name(&made.subject).into(),
    };
    std::iter::once(heading).chain(made.iter().flat_map(|made| comparison(made, (subject(made), 2), numbers))).collect()
}

fn comparison(made: &Comparison, (of, level): (Sentence, usize), numbers: &CaseNumbers) -> Vec<Row> {
    let unit = made.quantity.unit();
    let (lowest, highest) = published(made);
    let cases = match made.class.cases.len() {
        count if count == made.class.programmes => count.to_string(),
        count => format!("{count} (of {})", made.class.programmes),
    };
    let standing = made.standing.map_or(Value::Blank, |standing| {
        Value::text(match standing.range {
            Some((low, high)) => format!("{} ({} to {})", percentile(standing.mean), percentile(low), percentile(high)),
            None => percentile(standing.mean),
        })
    });
    let row = Row::below(
        level,
        vec![
            Value::text(of),
            Value::text(in_unit(made.stated.mean, unit)),
            made.stated.range.map_or(Value::Blank, |range| Value::text(range_in_unit(range, unit))),
            Value::text(if lowest < highest { range_in_unit((lowest, highest), unit) } else { in_unit(lowest, unit) }),
            Value::text(cases),
            standing,
        ],
    )
    .keyed(format!("{}:{}", made.quantity.name(), made.subject));
    let shown = if is_shown(made) { numbers.of_comparison(made) } else { Vec::new() };
    let case = |(number, case)| Row::below(level + 1, vec![Value::text(numbered(number, case))]);
    std::iter::once(row).chain(shown.into_iter().map(case)).collect()
}

/// Whether the cases of a comparison stand in the table.
pub(super) fn is_shown(made: &Comparison) -> bool {
    made.standing.is_none()
}

/// A case with its number: `12. £28.4k: staff, Police Scotland, 2013`.
pub(super) fn numbered(number: usize, case: &Comparator) -> Sentence {
    Sentence::from(format!("{number}. {}: ", case.value_in_words())) + name(&case.case)
}
