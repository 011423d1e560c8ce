//! Steps from one programme to another: changes gathered, and joined where they cannot stand apart.

use super::By;
use super::listing::{ListedChange, Step, Unit};
use crate::analysis::shapley::{EXACT, Scheme, Taken};
use crate::programme::{Change, Programme};
use std::collections::BTreeMap;

/// More areas than so many that came, or went, are one step.
const AREAS_APART: usize = 3;
/// Beyond so many sets of further steps a cure is not sought among all of them.
const MOST_CURES: usize = 20_000;

/// So many sets are remembered.
const MOST_KNOWN: usize = 100_000;

/// Changes that are made together.
#[derive(Clone, Debug)]
pub(super) struct Gathered {
    pub(super) name: String,
    pub(super) changes: Vec<Change>,
    pub(super) rows: Vec<ListedChange>,
    /// Whether it holds what was delivered so far.
    pub(super) delivers: bool,
    /// Whether it moves the target.
    pub(super) moves_target: bool,
}

/// Changes by step, in the order of the table; what only follows is in the step of what it follows.
pub(super) fn gather(units: Vec<Unit>, by: By) -> Vec<Gathered> {
    let apart = |came: bool| {
        let is_it = |unit: &&Unit| match &unit.step {
            Step::AreaCame(..) => came,
            Step::AreaWent(..) => !came,
            _ => false,
        };
        units.iter().filter(is_it).count() <= AREAS_APART
    };
    let apart = [apart(true), apart(false)];
    let mut steps: BTreeMap<Key, Gathered> = BTreeMap::new();
    for (number, unit) in units.into_iter().enumerate() {
        let (key, name) = place(&unit, number, by, apart);
        let delivers = unit.step == Step::Delivery;
        let step = steps.entry(key).or_insert_with(|| Gathered {
            name,
            changes: Vec::new(),
            rows: Vec::new(),
            delivers: false,
            moves_target: false,
        });
        step.changes.push(unit.change);
        step.rows.extend(unit.rows);
        step.delivers |= delivers;
    }
    let mut steps: Vec<Gathered> = steps.into_values().collect();
    drop_silent(&mut steps);
    steps
}

/// Where a step stands: by the table, then within it.
type Key = (usize, usize);

fn place(unit: &Unit, number: usize, by: By, [came, went]: [bool; 2]) -> (Key, String) {
    if by == By::Change {
        // A row at most is listed of most changes; those of a status belong together.
        let names: Vec<String> = unit.rows.iter().map(ListedChange::name).collect();
        return ((rank(&unit.step), number), names.join(" + "));
    }
    let rank = rank(&unit.step);
    match &unit.step {
        Step::Decisions((at, area)) | Step::Column(_, _, (at, area)) if by == By::Area => {
            ((self::rank(&Step::Decisions((0, String::new()))), *at), format!("area {area}"))
        }
        Step::AreaCame(at, area) if came => ((rank, *at), format!("area {area} came")),
        Step::AreaCame(..) => ((rank, 0), "areas that came".into()),
        Step::AreaWent(at, area) if went => ((rank, *at), format!("area {area} went")),
        Step::AreaWent(..) => ((rank, 0), "areas that went".into()),
        Step::Column(place, column, _) => ((rank, *place), (*column).into()),
        step => ((rank, 0), named(step).into()),
    }
}

fn rank(step: &Step) -> usize {
    match step {
        Step::Basis => 0,
        Step::Delivery => 1,
        Step::AreaCame(..) => 2,
        Step::AreaWent(..) => 3,
        Step::Decisions(_) => 4,
        Step::Column(..) => 5,
        Step::Risks => 6,
        Step::Prices => 7,
        Step::ProgrammeCosts => 8,
        Step::Grants => 9,
        Step::Exit => 10,
        Step::Sharing => 11,
        Step::Dependence => 12,
        Step::Workforce => 13,
    }
}

fn named(step: &Step) -> &'static str {
    match step {
        Step::Basis => "basis of the figures",
        Step::Delivery => "delivery so far",
        Step::AreaCame(..) => "areas that came",
        Step::AreaWent(..) => "areas that went",
        Step::Decisions(_) => "decisions",
        Step::Column(_, column, _) => column,
        Step::Risks => "risks",
        Step::Prices => "prices",
        Step::ProgrammeCosts => "programme costs",
        Step::Grants => "grants",
        Step::Exit => "exit",
        Step::Sharing => "sharing",
        Step::Dependence => "dependence",
        Step::Workforce => "workforce",
    }
}

impl ListedChange {
    /// `ICT: annual_saving`, or the one that it has.
    fn name(&self) -> String {
        match (self.entry.as_str(), self.column.as_str()) {
            ("", column) => column.into(),
            (entry, "") => entry.into(),
            (entry, column) => format!("{entry}: {column}"),
        }
    }
}

/// What is not listed goes with the step before it, or else the one behind it.
fn drop_silent(steps: &mut Vec<Gathered>) {
    while let Some(silent) = steps.iter().position(|step| step.rows.is_empty()) {
        if steps.len() == 1 {
            steps[0].name = "what follows from other changes".into();
            return;
        }
        let changes = steps.remove(silent).changes;
        steps[silent.saturating_sub(1)].changes.extend(changes);
    }
}

/// The programme in which some steps are taken.
pub(super) fn mixture(before: &Programme, steps: &[Gathered], taken: &Taken) -> Option<Programme> {
    let changes = steps.iter().zip(taken).filter(|(_, taken)| **taken).flat_map(|(step, _)| &step.changes);
    before.with(&changes.cloned().collect::<Vec<Change>>()).ok()
}

/// Joins steps until no mixture that is looked at breaks a rule.
pub(super) fn join(before: &Programme, steps: Vec<Gathered>, scheme: impl Fn(usize) -> Scheme) -> Vec<Gathered> {
    let mut joined =
        Joined { before, groups: (0..steps.len()).map(|step| vec![step]).collect(), known: BTreeMap::new(), steps };
    while let Some(refused) = joined.first_refused(&scheme(joined.groups.len())) {
        let cure = joined.cure(&refused);
        joined.merge(&refused, &cure);
    }
    joined.finish()
}

struct Joined<'a> {
    before: &'a Programme,
    steps: Vec<Gathered>,
    /// Positions of the steps that are joined, ascending.
    groups: Vec<Vec<usize>>,
    /// Which sets of steps keep the rules.
    known: BTreeMap<Taken, bool>,
}

impl Joined<'_> {
    /// The first set of groups whose mixture breaks a rule: of the fewest, then in the order of the table.
    fn first_refused(&mut self, scheme: &Scheme) -> Option<Taken> {
        let count = self.groups.len();
        let beyond = count > EXACT;
        let few = if beyond { ones_and_pairs(count) } else { Vec::new() };
        let refused = |joined: &mut Self, [one, other]: [usize; 2], is_few: bool| {
            let taken: Taken = (0..count).map(|group| (group == one || group == other) == is_few).collect();
            (!joined.keeps_the_rules(&taken)).then_some(taken)
        };
        if let Some(taken) = few.iter().find_map(|pair| refused(self, *pair, true)) {
            return Some(taken);
        }
        let mut sets: Vec<&Taken> = scheme.sets().collect();
        sets.sort_by_key(|taken| ordered(taken));
        if let Some(taken) = sets.into_iter().find(|taken| !self.keeps_the_rules(taken)) {
            return Some(taken.clone());
        }
        // Of sets that lack two or one, those come first that lack what stands last.
        let (ones, pairs): (Vec<_>, Vec<_>) = few.iter().rev().partition(|[one, other]| one == other);
        pairs.iter().chain(&ones).find_map(|pair| refused(self, *pair, false))
    }

    fn keeps_the_rules(&mut self, groups: &Taken) -> bool {
        let mut taken = vec![false; self.steps.len()];
        for (group, _) in self.groups.iter().zip(groups).filter(|(_, taken)| **taken) {
            group.iter().for_each(|&step| taken[step] = true);
        }
        if !taken.contains(&true) || !taken.contains(&false) {
            return true;
        }
        if let Some(&known) = self.known.get(&taken) {
            return known;
        }
        let keeps = mixture(self.before, &self.steps, &taken).is_some();
        if self.known.len() < MOST_KNOWN {
            self.known.insert(taken, keeps);
        }
        keeps
    }

    /// The fewest further groups with which a refused mixture keeps the rules, then in the order of the table.
    fn cure(&mut self, refused: &Taken) -> Vec<usize> {
        let others: Vec<usize> = (0..refused.len()).filter(|&group| !refused[group]).collect();
        let mut tried = 0;
        for size in 1..=others.len() {
            let mut choice: Vec<usize> = (0..size).collect();
            loop {
                let further: Vec<usize> = choice.iter().map(|&place| others[place]).collect();
                if self.is_cured(refused, &further) {
                    return further;
                }
                tried += 1;
                if tried > MOST_CURES {
                    return self.cure_by_leaving_out(refused, others);
                }
                if !next_choice(&mut choice, others.len()) {
                    break;
                }
            }
        }
        others
    }

    /// All others, less those that are not needed, from the last.
    fn cure_by_leaving_out(&mut self, refused: &Taken, others: Vec<usize>) -> Vec<usize> {
        let mut needed = others.clone();
        for group in others.into_iter().rev() {
            let without: Vec<usize> = needed.iter().copied().filter(|&other| other != group).collect();
            if !without.is_empty() && self.is_cured(refused, &without) {
                needed = without;
            }
        }
        needed
    }

    fn is_cured(&mut self, refused: &Taken, further: &[usize]) -> bool {
        let mut with = refused.clone();
        further.iter().for_each(|&group| with[group] = true);
        self.keeps_the_rules(&with)
    }

    fn merge(&mut self, refused: &Taken, cure: &[usize]) {
        let is_joined = |group: usize| refused[group] || cure.contains(&group);
        let first = (0..self.groups.len()).find(|&group| is_joined(group)).unwrap_or_default();
        let mut all: Vec<usize> = Vec::new();
        let mut groups = Vec::new();
        for (place, group) in std::mem::take(&mut self.groups).into_iter().enumerate() {
            if is_joined(place) {
                all.extend(group);
            } else {
                groups.push(group);
            }
        }
        all.sort_unstable();
        // All before the first stay where they are.
        groups.insert(first, all);
        self.groups = groups;
    }

    fn finish(self) -> Vec<Gathered> {
        let steps = self.steps;
        let group = |group: Vec<usize>| {
            let of = || group.iter().map(|&step| &steps[step]);
            Gathered {
                name: of().map(|step| step.name.clone()).collect::<Vec<_>>().join(" + "),
                changes: of().flat_map(|step| step.changes.clone()).collect(),
                rows: of().flat_map(|step| step.rows.clone()).collect(),
                delivers: of().any(|step| step.delivers),
                moves_target: of().any(|step| step.moves_target),
            }
        };
        self.groups.into_iter().map(group).collect()
    }
}

/// Each place alone, then any two, in the order of the table.
fn ones_and_pairs(count: usize) -> Vec<[usize; 2]> {
    let ones = (0..count).map(|one| [one, one]);
    let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| [one, other]));
    ones.chain(pairs).collect()
}

/// A set in the order in which sets are looked at.
fn ordered(taken: &Taken) -> (usize, Vec<usize>) {
    let groups: Vec<usize> = (0..taken.len()).filter(|&group| taken[group]).collect();
    (groups.len(), groups)
}

/// The next of the choices of so many places; whether there is one.
fn next_choice(choice: &mut [usize], places: usize) -> bool {
    let size = choice.len();
    let Some(last) = (0..size).rev().find(|&at| choice[at] < places - size + at) else { return false };
    choice[last] += 1;
    for at in last + 1..size {
        choice[at] = choice[at - 1] + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_in_the_order_of_the_table() {
        let mut choice = vec![0, 1];
        let mut all = vec![choice.clone()];
        while next_choice(&mut choice, 4) {
            all.push(choice.clone());
        }
        assert_eq!(all, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
    }
}
