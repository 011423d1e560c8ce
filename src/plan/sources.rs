//! The sources of chance of section 9, and their numbers among the dimensions of a design.

use super::{Draw, OccurrencePlan, Plan, Timing};
use std::collections::BTreeMap;

/// Something that a trial draws by itself: all chance is in these, each independent of all others, each with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An input's own draw, by its position in [`Plan::inputs`]; a year's growth is one.
    Input(usize),
    /// A common cause's, by its position in [`Plan::causes`].
    Cause(usize),
    /// Whether an area goes ahead as far as it depends on itself, by its position in [`Plan::areas`].
    GoesAhead(usize),
    /// Whether a risk strikes, by its position in [`Plan::risks`]; of a recurring risk how often, and all that each event
    /// draws.
    Strikes(usize),
    /// Whether a grant is paid, by its position in [`Plan::grants`].
    IsPaid(usize),
    /// Whether there is an exit.
    Exits,
}

impl Plan {
    /// All sources of chance.
    pub fn sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = (0..self.inputs.len()).map(Source::Input).collect();
        sources.extend((0..self.causes.len()).map(Source::Cause));
        sources.extend(self.exit.iter().map(|_| Source::Exits));
        sources.extend((0..self.grants.len()).map(Source::IsPaid));
        sources.extend((0..self.risks.len()).map(Source::Strikes));
        let may_fail = |place: &usize| matches!(self.areas[*place].timing, Timing::Ahead { chance: Some(_), .. });
        sources.extend((0..self.areas.len()).filter(may_fail).map(Source::GoesAhead));
        sources
    }

    /// The draw of one of the plan's own sources, with its name.
    pub fn draw_of(&self, source: Source) -> &Draw {
        match source {
            Source::Input(input) => &self.inputs[input].draw,
            Source::Cause(cause) => &self.causes[cause].draw,
            Source::GoesAhead(place) => match &self.areas[place].timing {
                Timing::Ahead { chance: Some(chance), .. } => &chance.draw,
                Timing::Ahead { .. } | Timing::Live { .. } => unreachable!("{}", CERTAIN),
            },
            Source::Strikes(risk) => match &self.risks[risk].occurrence {
                OccurrencePlan::Once { chance, .. } => &chance.draw,
                OccurrencePlan::Recurs { draw, .. } => draw,
            },
            Source::IsPaid(grant) => &self.grants[grant].chance.draw,
            Source::Exits => &self.exit.as_ref().expect(CERTAIN).chance.draw,
        }
    }

    fn draw_of_mut(&mut self, source: Source) -> &mut Draw {
        match source {
            Source::Input(input) => &mut self.inputs[input].draw,
            Source::Cause(cause) => &mut self.causes[cause].draw,
            Source::GoesAhead(place) => match &mut self.areas[place].timing {
                Timing::Ahead { chance: Some(chance), .. } => &mut chance.draw,
                Timing::Ahead { .. } | Timing::Live { .. } => unreachable!("{}", CERTAIN),
            },
            Source::Strikes(risk) => match &mut self.risks[risk].occurrence {
                OccurrencePlan::Once { chance, .. } => &mut chance.draw,
                OccurrencePlan::Recurs { draw, .. } => draw,
            },
            Source::IsPaid(grant) => &mut self.grants[grant].chance.draw,
            Source::Exits => &mut self.exit.as_mut().expect(CERTAIN).chance.draw,
        }
    }

    /// Gives every draw its number among `dimensions`, which are over this plan and perhaps others: with the `sobol`
    /// design draws of one name then have the same values in all of them.
    pub fn number_draws(&mut self, dimensions: &Dimensions) {
        for source in self.sources() {
            let draw = self.draw_of_mut(source);
            draw.dimension = dimensions.numbers[&draw.name];
        }
        self.dimensions = dimensions.ends.clone();
    }
}

const CERTAIN: &str = "a source of chance is one of its own plan's";

/// One numbering of the draws of several plans.
///
/// Those of the first have the numbers that they have when it stands alone; those that a later one adds come after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimensions {
    numbers: BTreeMap<String, usize>,
    ends: Vec<usize>,
}

impl Dimensions {
    /// The numbering for plans that are compared, the first as it stands alone: draws of the programme as a whole, whose
    /// influence is large because many areas share them, then those of areas; each in the order of names.
    pub fn over(plans: &[&Plan]) -> Self {
        let mut all = Dimensions::default();
        for plan in plans {
            let draws = plan.sources().into_iter().map(|source| plan.draw_of(source));
            let mut new: Vec<&Draw> = draws.filter(|draw| !all.numbers.contains_key(&draw.name)).collect();
            new.sort_by(|a, b| place_by_name(&a.name).cmp(&place_by_name(&b.name)));
            for draw in new {
                let next = all.numbers.len();
                all.numbers.entry(draw.name.clone()).or_insert(next);
            }
            all.ends.push(all.numbers.len());
        }
        all
    }
}

/// What draws are ordered by: whether it is one of an area, then the name.
fn place_by_name(name: &str) -> (bool, &str) {
    (name.starts_with("area."), name)
}

#[cfg(test)]
mod tests {
    use super::place_by_name;

    #[test]
    fn draws_of_the_programme_as_a_whole_come_before_those_of_areas() {
        let mut names = [
            "risk.Fire.occurs",
            "area.ICT.realisation",
            "exit.probability",
            "area.HR.realisation",
            "common.realisation",
        ];
        names.sort_by(|a, b| place_by_name(a).cmp(&place_by_name(b)));
        assert_eq!(
            names,
            [
                "common.realisation",
                "exit.probability",
                "risk.Fire.occurs",
                "area.HR.realisation",
                "area.ICT.realisation"
            ]
        );
    }
}
