//! What a score says, as an audit committee reads it: whether the ranges held what came, which way the forecasts erred,
//! whether they were better than the plans; then the figures.

use super::rows::scale_of;
use crate::analysis::score::{Calibration, FEWEST, Fell, Key, LeftOut, Reason, Row as Outturn, Score};
use crate::programme::Measure;
use crate::report::document::{Column, Document, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Scale, Unit};
use crate::report::figures::percent;
use crate::report::words::capital;

/// What a score says.
pub fn score(score: &Score) -> Document {
    let mut worth = Section::new("worth", "What the forecasts were worth");
    if let Some(all) = score.calibration.last() {
        worth.paragraph(answer(score, all));
    }
    worth.paragraph(remarks(score));
    let mut summed = Section::new("calibration", "By years ahead");
    summed.table(by_years(score));
    summed.note(
        "Score: how far the forecast lay from what came, with all its percentiles; zero is best, and of a forecast of one \
         figure it is the error. To median, to plan: what came less the median, less the plan. Skill: 1 would be perfect, \
         0 is no better than the plan. The intervals of the shares are in calibration.csv; outturns of one forecast hang \
         together, which makes them too narrow.",
    );
    let mut each = Section::new("score", "Each outturn in its forecast");
    each.table(outturns(score));
    let mut left = Section::new("left_out", "Not scored");
    left.list(None, left_out(&score.left_out));
    Document::new(
        Sentence::from(name(score.title())) + ": past forecasts beside what came",
        vec![worth, summed, each, left],
    )
}

/// Ranges, bias and skill of all.
fn answer(score: &Score, all: &Calibration) -> Vec<Sentence> {
    let forecasts = match score.forecasts.len() {
        1 => "The forecast was".to_owned(),
        forecasts => format!("{forecasts} forecasts were"),
    };
    let ranges = format!(
        "{forecasts} set beside what came {}: the 50% range held it {}, the 80% range {} and the 90% range {}.",
        times(all.outturns),
        times(all.held[0].count),
        times(all.held[1].count),
        times(all.held[2].count)
    );
    let judged = match all.outturns < FEWEST {
        true => "That is too few for a claim on whether the ranges are as wide as they should be.".into(),
        false => of_ranges(all),
    };
    let said = [Some(ranges.into()), Some(judged), of_bias(score, all), of_skill(score, all)];
    said.into_iter().flatten().collect()
}

fn times(count: usize) -> String {
    match count {
        0 => "never".into(),
        1 => "once".into(),
        2 => "twice".into(),
        count => format!("{count} times"),
    }
}

/// Whether the 80 % ranges held as many as they should.
fn of_ranges(all: &Calibration) -> Sentence {
    let held = all.held[1];
    let (low, high) = held.interval;
    let says = match () {
        () if high < 0.8 => "fewer than they should: the ranges were too narrow, or the forecasts lay to one side",
        () if low > 0.8 => "more than they should: the ranges were too wide",
        () => "which agrees with ranges that are right",
    };
    format!(
        "The 80% ranges held {}, {says} (95% interval {} to {}, were the outturns independent; those of one forecast hang \
         together, so that less is known than this says).",
        percent(held.share),
        percent(low),
        percent(high)
    )
    .into()
}

fn of_bias(score: &Score, all: &Calibration) -> Option<Sentence> {
    let measure = score.unit().filter(|measure| measure.is_money())?;
    let side = |bias: f64| {
        let amount = || figure(score, measure, bias.abs());
        match () {
            () if bias.abs() < 0.005 => Sentence::from("just"),
            () if bias < 0.0 => Sentence::from(amount()) + " below",
            () => Sentence::from(amount()) + " above",
        }
    };
    Some(
        Sentence::from("On average what came was ")
            + side(all.median_bias)
            + " the median forecast and "
            + side(all.plan_bias)
            + " the plan.",
    )
}

fn of_skill(score: &Score, all: &Calibration) -> Option<Sentence> {
    score.unit()?;
    let said = match all.skill {
        None => "The plans were right to the penny, and no forecast can be better.".into(),
        Some(skill) if skill.abs() < 0.005 => "The forecasts were as far from what came as the plans.".into(),
        Some(skill) if skill > 0.0 => {
            format!("The forecasts were nearer to what came than the plans: their scores are {} lower.", percent(skill))
        }
        Some(skill) => {
            let worse = (-100.0 * skill).round();
            format!("The forecasts were further from what came than the plans: their scores are {worse}% higher.")
        }
    };
    Some(said.into())
}

fn remarks(score: &Score) -> Vec<Sentence> {
    let mut said = Vec::new();
    let title = score.title();
    if let Some(other) = score.forecasts.iter().map(|past| past.title.as_str()).find(|other| *other != title) {
        said.push(
            Sentence::from("The forecasts are of scenarios with several titles: ")
                + name(title)
                + ", "
                + name(other)
                + ".",
        );
    }
    if let Some(real) = score.forecasts.iter().find(|past| past.is_real) {
        said.push(
            Sentence::from("The forecast in ")
                + name(&real.results)
                + " is in prices of "
                + name(&real.price_base)
                + ": the outturns must be in these prices too.",
        );
    }
    if score.unit().is_none() {
        said.push("The outturns are of several units: their mean scores and errors add up what is not alike.".into());
    }
    said
}

/// An amount in the unit of a measure; pounds in one scale for all.
fn figure(score: &Score, measure: Measure, value: f64) -> Figure {
    Figure::exact(value, Unit::of(measure, scale(score)))
}

/// The unit of all amounts of pounds.
fn scale(score: &Score) -> Scale {
    let money = score.rows.iter().filter(|row| row.key.measure.is_money());
    scale_of(money.flat_map(|row| [row.actual, row.foretold.plan]))
}

/// The unit of a table in which all amounts are pounds.
fn unit(score: &Score) -> Option<String> {
    score.rows.iter().all(|row| row.key.measure.is_money()).then(|| scale(score).unit())
}

/// An amount in a table; with its unit where not all are pounds.
fn cell(score: &Score, measure: Measure, value: f64) -> Value {
    let figure = figure(score, measure, value);
    if unit(score).is_some() { Value::Figure(figure) } else { Value::text(figure) }
}

/// A row for each number of years ahead, and one for all.
fn by_years(score: &Score) -> Table {
    let amount = |value: f64| match score.unit() {
        Some(measure) => cell(score, measure, value),
        None => Value::text(format!("{value:.2}")),
    };
    let row = |row: &Calibration| {
        let ahead = row.years_ahead.map_or_else(|| "all".to_owned(), |years| years.to_string());
        let held = row.held.map(|held| Value::text(format!("{} ({})", held.count, percent(held.share))));
        let skill = row.skill.map_or(Value::Blank, |skill| Value::text(format!("{skill:.2}")));
        let amounts = [row.score, row.median_bias, row.plan_bias].map(amount);
        let first = [Value::text(ahead), Value::text(row.outturns.to_string())];
        Row::new(first.into_iter().chain(held).chain(amounts).chain([skill]).collect())
    };
    Table {
        id: "calibration",
        caption: "Ranges, errors and skill by years ahead".into(),
        unit: unit(score),
        columns: vec![
            Column::text("years_ahead", "Years ahead"),
            Column::number("outturns", "Outturns"),
            Column::number("in_50", "In 50%"),
            Column::number("in_80", "In 80%"),
            Column::number("in_90", "In 90%"),
            Column::number("score", "Score"),
            Column::number("median_bias", "To median"),
            Column::number("plan_bias", "To plan"),
            Column::number("skill", "Skill"),
        ],
        rows: score.calibration.iter().map(row).collect(),
    }
}

/// A row for each outturn of each forecast.
fn outturns(score: &Score) -> Table {
    let row = |row: &Outturn| {
        let amount = |value: f64| cell(score, row.key.measure, value);
        let fell = match row.scored.fell {
            Fell::Below => "<P5".to_owned(),
            Fell::Above => ">P95".to_owned(),
            Fell::At(probability) => format!("P{:.0}", 100.0 * probability),
        };
        let quantiles = &row.foretold.quantiles;
        Row::new(vec![
            Value::text(begun(&row.key)),
            Value::text(score.forecasts[row.forecast].as_of.to_string()),
            amount(row.actual),
            amount(row.foretold.plan),
            amount(quantiles[1]),
            amount(quantiles[4]),
            amount(quantiles[7]),
            Value::text(fell),
        ])
    };
    Table {
        id: "score",
        caption: "Outturns and what was forecast of them".into(),
        unit: unit(score),
        columns: vec![
            Column::text("measure", "Outturn"),
            Column::text("as_of", "As of"),
            Column::number("actual", "Actual"),
            Column::number("plan", "Plan"),
            Column::number("p10", "P10"),
            Column::number("p50", "P50"),
            Column::number("p90", "P90"),
            Column::number("u", "Fell at"),
        ],
        rows: score.rows.iter().map(row).collect(),
    }
}

/// `gross saving 2017/18 of A`.
fn of_key(key: &Key) -> Sentence {
    of_part(figure_of_key(key), key)
}

/// The same at the beginning of a row.
fn begun(key: &Key) -> Sentence {
    of_part(capital(&figure_of_key(key)), key)
}

fn figure_of_key(key: &Key) -> String {
    let year = key.year.map_or_else(String::new, |year| format!(" {year}"));
    format!("{}{year}", key.measure.name().replace('_', " "))
}

fn of_part(figure: String, key: &Key) -> Sentence {
    let figure = Sentence::from(figure);
    if key.part.is_empty() { figure } else { figure + " of " + name(&key.part) }
}

/// What was not scored, and why.
fn left_out(left: &[LeftOut]) -> Vec<Sentence> {
    let of_reason = |reason: Reason| {
        let of_it: Vec<Sentence> =
            left.iter().filter(|left| left.reason == reason).map(|left| of_key(&left.key)).collect();
        (!of_it.is_empty()).then(|| Sentence::from(format!("{}: ", reason.in_words())) + Sentence::joined(of_it, "; "))
    };
    [Reason::NotForecast, Reason::KnownBefore, Reason::Label].into_iter().filter_map(of_reason).collect()
}
