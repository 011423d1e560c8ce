//! Sources of chance, gathered by kind, by area, or each alone.

use crate::plan::{Known, OccurrencePlan, Plan, Source, Timing};
use crate::programme::{AreaColumn, InputId, Programme};
use std::collections::{BTreeMap, BTreeSet};

/// How sources are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// By what they are of, over all areas.
    Kind,
    /// By whose they are.
    Area,
    /// Each alone.
    Source,
}

impl By {
    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            By::Kind => "kind",
            By::Area => "area",
            By::Source => "source",
        }
    }
}

/// Sources that are looked at together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub by: By,
    pub name: String,
    /// The names of their draws.
    pub draws: BTreeSet<String>,
}

/// What a source is of, in the order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Column(AreaColumn),
    Probability,
    Risk(usize),
    ProgrammeCosts,
    Grants,
    Exit,
    Prices,
    Workforce,
}

/// Whose a source is, in the order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Area(usize),
    Common(usize),
    None(Kind),
}

/// The sources of a plan in which there is chance: not what happens, or does not, for certain, nor what was observed.
pub fn sources(plan: &Plan) -> Vec<Source> {
    let is_open = |probability: f64| probability > 0.0 && probability < 1.0;
    let has_chance = |source: &Source| match *source {
        Source::Input(input) => !matches!(plan.inputs[input].known, Known::Between(low, high) if low == high),
        Source::Cause(_) => true,
        Source::GoesAhead(place) => match &plan.areas[place].timing {
            Timing::Ahead { chance: Some(chance), .. } => is_open(chance.probability),
            _ => false,
        },
        Source::Strikes(risk) => match &plan.risks[risk].occurrence {
            OccurrencePlan::Once { chance, .. } => is_open(chance.probability),
            OccurrencePlan::Recurs { mean, .. } => *mean > 0.0,
        },
        Source::IsPaid(grant) => is_open(plan.grants[grant].chance.probability),
        Source::Exits => plan.exit.as_ref().is_some_and(|exit| is_open(exit.chance.probability)),
    };
    plan.sources().into_iter().filter(has_chance).collect()
}

/// The groups of a plan's sources: by kind, then by area; or each source alone, in the order of names.
pub fn groups(programme: &Programme, plan: &Plan, by_source: bool) -> Vec<Group> {
    let sources = sources(plan);
    let draw = |source: &Source| plan.draw_of(*source).name.clone();
    if by_source {
        let names: BTreeSet<String> = sources.iter().map(draw).collect();
        let alone = |name: String| Group { by: By::Source, draws: BTreeSet::from([name.clone()]), name };
        return names.into_iter().map(alone).collect();
    }
    let mut by_kind: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    let mut by_owner: BTreeMap<Owner, BTreeSet<String>> = BTreeMap::new();
    for source in &sources {
        by_kind.entry(kind(plan, *source)).or_default().insert(draw(source));
        by_owner.entry(owner(plan, *source)).or_default().insert(draw(source));
    }
    let of_kind = |(kind, draws): (Kind, _)| Group { by: By::Kind, name: name_of(programme, kind), draws };
    let of_owner = |(owner, draws): (Owner, _)| {
        let name = match owner {
            Owner::Area(area) => format!("area {}", programme.areas[area].name),
            Owner::Common(cause) => {
                let name = &plan.causes[cause].draw.name;
                format!("common {}", name.strip_prefix("common.").unwrap_or(name))
            }
            Owner::None(kind) => name_of(programme, kind),
        };
        Group { by: By::Area, name, draws }
    };
    by_kind.into_iter().map(of_kind).chain(by_owner.into_iter().map(of_owner)).collect()
}

fn kind(plan: &Plan, source: Source) -> Kind {
    match source {
        Source::Input(input) => match plan.inputs[input].id {
            InputId::Area(_, column) => Kind::Column(column),
            InputId::AreaGoesAhead(_) => Kind::Probability,
            InputId::Risk(risk, _) | InputId::RiskOccurs(risk) => Kind::Risk(risk),
            InputId::ProgrammeCost(_) => Kind::ProgrammeCosts,
            InputId::GrantAmount(_) | InputId::GrantPaid(_) => Kind::Grants,
            InputId::ExitOccurs | InputId::ExitMonths | InputId::ExitDismantlingCost | InputId::ExitSavingKept => {
                Kind::Exit
            }
            InputId::Leavers(_) => Kind::Workforce,
            InputId::Growth(..) => Kind::Prices,
        },
        Source::Cause(cause) => {
            let column = AreaColumn::ALL.into_iter().find(|column| column.name() == plan.causes[cause].column);
            Kind::Column(column.expect("a common cause stands behind a column of areas"))
        }
        Source::GoesAhead(_) => Kind::Probability,
        Source::Strikes(risk) => Kind::Risk(risk),
        Source::IsPaid(_) => Kind::Grants,
        Source::Exits => Kind::Exit,
    }
}

fn owner(plan: &Plan, source: Source) -> Owner {
    match source {
        Source::Input(input) => match plan.inputs[input].id {
            InputId::Area(area, _) | InputId::AreaGoesAhead(area) => Owner::Area(area),
            _ => Owner::None(kind(plan, source)),
        },
        Source::GoesAhead(place) => Owner::Area(plan.areas[place].index),
        Source::Cause(cause) => Owner::Common(cause),
        _ => Owner::None(kind(plan, source)),
    }
}

fn name_of(programme: &Programme, kind: Kind) -> String {
    match kind {
        Kind::Column(column) => column.name().into(),
        Kind::Probability => "probability".into(),
        Kind::Risk(risk) => format!("risk {}", programme.risks[risk].name),
        Kind::ProgrammeCosts => "programme costs".into(),
        Kind::Grants => "grants".into(),
        Kind::Exit => "exit".into(),
        Kind::Prices => "prices".into(),
        Kind::Workforce => "workforce".into(),
    }
}
