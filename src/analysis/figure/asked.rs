//! Finding a figure that is asked for by name.

use super::Figure;
use crate::diagnostic::{listed, nearest};
use crate::fiscal::FinancialYear;
use crate::programme::{EntryKind, Measure, Programme, Staffing, TargetPart, Whole};
use std::fmt;

/// The figure that is asked for, by names, so that it can be found in several programmes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The measure by its name; where none is given the analysis has one of its own.
    pub measure: Option<String>,
    /// The year of a yearly measure.
    pub year: Option<FinancialYear>,
    /// Whose part.
    pub part: PartAsked,
    /// The target whose figure it is, in place of all these.
    pub target: Option<String>,
}

/// Whose part of a measure is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PartAsked {
    /// All of the programme.
    #[default]
    Programme,
    /// A partner's.
    Partner(String),
    /// That of a portfolio's areas.
    Portfolio(String),
    /// An area's.
    Area(String),
    /// A workforce group's.
    Workforce(String),
}

/// Why a programme has no such figure, and what there is; lower-case, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchFigure {
    message: String,
    help: Option<String>,
}

impl NoSuchFigure {
    fn new(message: String, help: impl Into<Option<String>>) -> Self {
        NoSuchFigure { message, help: help.into() }
    }
}

impl fmt::Display for NoSuchFigure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.help {
            Some(help) => write!(out, "{}: {help}", self.message),
            None => out.write_str(&self.message),
        }
    }
}

impl std::error::Error for NoSuchFigure {}

impl Asked {
    /// The figure in a programme; `default` is the measure where none is asked for.
    ///
    /// # Errors
    /// Where the programme has no such figure.
    pub fn of(&self, programme: &Programme, default: Measure) -> Result<Figure, NoSuchFigure> {
        let figure = match &self.target {
            Some(name) => of_target(programme, name)?,
            None => Figure {
                measure: self.measure.as_deref().map_or(Ok(default), measure)?,
                year: self.year,
                part: self.part.of(programme)?,
                target: None,
            },
        };
        offered(figure.measure)?;
        has_its_year(programme, &figure)?;
        fits(programme, &figure)?;
        Ok(figure)
    }
}

impl PartAsked {
    fn of(&self, programme: &Programme) -> Result<TargetPart, NoSuchFigure> {
        let entry = |kind: EntryKind, what: &str, name: &str| {
            let names = programme.names(kind);
            let found = names.iter().position(|known| *known == name);
            found.ok_or_else(|| not_there(what, name, names))
        };
        match self {
            PartAsked::Programme => Ok(TargetPart::Programme),
            PartAsked::Partner(name) => entry(EntryKind::Partner, "partner", name).map(TargetPart::Partner),
            PartAsked::Area(name) => entry(EntryKind::Area, "area", name).map(TargetPart::Area),
            PartAsked::Workforce(name) => {
                entry(EntryKind::Workforce, "workforce group", name).map(TargetPart::Workforce)
            }
            PartAsked::Portfolio(name) => {
                let mut names: Vec<&str> =
                    programme.areas.iter().filter_map(|area| area.portfolio.as_deref()).collect();
                names.sort_unstable();
                names.dedup();
                match names.contains(&name.as_str()) {
                    true => Ok(TargetPart::Portfolio(name.clone())),
                    false => Err(not_there("portfolio", name, names)),
                }
            }
        }
    }
}

fn not_there(what: &str, name: &str, names: Vec<&str>) -> NoSuchFigure {
    let advice = if names.is_empty() { Some(format!("there is no {what}")) } else { nearest(name, names).advice() };
    NoSuchFigure::new(format!("the scenario has no {what} `{name}`"), advice)
}

fn of_target(programme: &Programme, name: &str) -> Result<Figure, NoSuchFigure> {
    let target = programme.targets.iter().find(|target| target.name == *name);
    let target = target.ok_or_else(|| not_there("target", name, programme.names(EntryKind::Target)))?;
    let (measure, year) = (target.measure, target.by);
    Ok(Figure { measure, year, part: target.part.clone(), target: Some(target.clone()) })
}

fn measure(name: &str) -> Result<Measure, NoSuchFigure> {
    Measure::parse(name).ok_or_else(|| {
        let known: Vec<String> = Measure::all().chain(Measure::of_workforce()).map(Measure::name).collect();
        let advice = nearest(name, known.iter().map(String::as_str)).advice();
        NoSuchFigure::new(format!("there is no measure `{name}`"), advice)
    })
}

/// What is blank in some trials, or a label, has no mean and no quantiles to be told apart.
fn offered(measure: Measure) -> Result<(), NoSuchFigure> {
    if measure.has_mean() {
        return Ok(());
    }
    let whole = Whole::ALL.map(Measure::Whole).into_iter().filter(|whole| whole.has_mean());
    let whole: Vec<String> = whole.map(|whole| format!("`{}`", whole.name())).collect();
    let reason = "its values are no amounts, or are blank in some trials";
    let message = format!("`{}` cannot be analysed, as {reason}", measure.name());
    Err(NoSuchFigure::new(message, format!("ask for {}, or for a measure of a year", listed(&whole, "or"))))
}

/// A yearly measure has a year of the horizon, and only such a one.
fn has_its_year(programme: &Programme, figure: &Figure) -> Result<(), NoSuchFigure> {
    let (name, horizon) = (figure.measure.name(), programme.horizon);
    let years = format!("{} to {}", horizon.first(), horizon.last());
    match (figure.measure.is_yearly(), figure.year) {
        (false, None) => Ok(()),
        (true, Some(year)) if horizon.index_of(year).is_some() => Ok(()),
        (true, None) => {
            let message = format!("`{name}` has a figure for each year, and no year is given");
            Err(NoSuchFigure::new(message, format!("say which with --year, from {years}")))
        }
        (true, Some(year)) => {
            let message = format!("the scenario does not count {year}");
            Err(NoSuchFigure::new(message, format!("its years are {years}")))
        }
        (false, Some(_)) => {
            let message = format!("`{name}` is one figure for the whole horizon, so that --year means nothing");
            Err(NoSuchFigure::new(message, "leave it out, or ask for a yearly measure".to_owned()))
        }
    }
}

/// Posts are all that a workforce group has, and headcount and turnover are of such groups alone.
fn fits(programme: &Programme, figure: &Figure) -> Result<(), NoSuchFigure> {
    let (measure, name) = (figure.measure, figure.measure.name());
    let TargetPart::Workforce(group) = figure.part else {
        return match measure {
            Measure::Staffing(_) => Err(NoSuchFigure::new(
                format!("`{name}` is a measure of a workforce group"),
                "say of which with --workforce".to_owned(),
            )),
            _ => Ok(()),
        };
    };
    if !Measure::of_workforce().contains(&measure) {
        let names = Measure::of_workforce().map(|measure| format!("`{}`", measure.name())).join(", ");
        return Err(NoSuchFigure::new(
            format!("a workforce group has no `{name}`"),
            format!("its measures are {names}"),
        ));
    }
    let is_known = programme.workforce[group].leavers_per_year.is_some();
    if measure == Measure::Staffing(Staffing::TurnoverAvailable) && !is_known {
        return Err(NoSuchFigure::new(
            "how many of this workforce group leave of their own accord is not known".into(),
            "add `leavers_per_year` to the group".to_owned(),
        ));
    }
    Ok(())
}
