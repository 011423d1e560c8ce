//! Posts, turnover and redundancy beside those of forces.

use super::comparison::{Family, Gathered, Stated};
use super::spread::Spread;
use super::{Subject, to_f64};
use crate::fiscal::Horizon;
use crate::forecast::{PartForecast, Summary};
use crate::programme::{Area, AreaColumn, Measure, Staffing, Workforce, Yardstick};

const FAMILY: Family = Family::Workforce;

/// All comparisons of the workforce.
pub(super) fn compare(subject: &Subject<'_>, gathered: &mut Gathered) {
    if subject.programme.workforce.is_empty() {
        let reason = "the scenario counts no workforce: add `[[workforce]]` and name its group in the areas";
        gathered.leave_out("posts removed as a share of the workforce, and the turnover they need", reason);
    }
    for (place, group) in subject.programme.workforce.iter().enumerate() {
        reduction(subject, (place, group), gathered);
        turnover(subject, (place, group), gathered);
    }
    saving_per_post(subject, gathered);
    redundancy(subject, gathered);
}

/// The kind of posts that a group's name speaks of.
fn kind(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let kinds = [("pcso", "PCSOs"), ("community support", "PCSOs"), ("officer", "officers"), ("staff", "staff")];
    kinds.into_iter().find(|(word, _)| name.contains(word)).map_or("all", |(_, kind)| kind)
}

fn last(part: &PartForecast, measure: Measure) -> Option<&Summary> {
    part.rows_of(measure).last()?.summary()
}

/// Posts removed since the count, over the horizon and for a year.
fn reduction(subject: &Subject<'_>, (place, group): (usize, &Workforce), gathered: &mut Gathered) {
    let Some(headcount) = last(&subject.inside.workforce[place].1, Measure::Staffing(Staffing::Headcount)) else {
        return;
    };
    let counted = to_f64(group.headcount);
    let share = Stated::forecast(headcount, |left| (counted - left) / counted);
    let basis = "posts removed from the count to the end of the horizon, over the headcount counted";
    let about = (group.name.as_str(), Some(kind(&group.name)));
    gathered.compare((FAMILY, Yardstick::PostsShare), about, (share, basis));
    let end = subject.programme.horizon.last().plus(1).april();
    let years = f64::from(end.months_since(group.as_at)) / 12.0;
    if years > 0.0 {
        let yearly = Stated::forecast(headcount, |left| (counted - left) / counted / years);
        let basis = "posts removed for each year from the count to the end of the horizon, over the headcount counted";
        gathered.compare((FAMILY, Yardstick::PostsSharePerYear), about, (yearly, basis));
    }
}

/// The turnover that the plan needs in its hardest year, and the share of leavers assumed.
fn turnover(subject: &Subject<'_>, (place, group): (usize, &Workforce), gathered: &mut Gathered) {
    let part = &subject.inside.workforce[place].1;
    let needed: Vec<&Summary> = summaries(part, Measure::Staffing(Staffing::TurnoverNeeded));
    let headcount: Vec<&Summary> = summaries(part, Measure::Staffing(Staffing::Headcount));
    let opening = |year: usize| match year.checked_sub(1) {
        Some(before) => headcount[before].mean.value,
        None => to_f64(group.headcount),
    };
    let ahead = subject.programme.year_of_as_of()..needed.len().min(headcount.len());
    let of_year = |year: usize| needed[year].mean.value / opening(year);
    let hardest = ahead.max_by(|&one, &other| of_year(one).total_cmp(&of_year(other)));
    let kind = Some(kind(&group.name));
    if let Some(year) = hardest.filter(|&year| needed[year].mean.value > 0.0) {
        let stated = Stated::forecast(needed[year], |posts| posts / opening(year));
        let basis =
            "posts that must go without redundancy in the hardest year, over the mean headcount at its beginning";
        let name = format!("{}: needed", group.name);
        gathered.compare((FAMILY, Yardstick::LeaversPerYear), (&name, kind), (stated, basis));
    }
    if let Some(share) = &group.leavers_per_year {
        let mut spread = Spread::default();
        spread.add(share, 1.0, |share| share.clamp(0.0, 1.0));
        let stated = (Stated::assumed(&spread), "`leavers_per_year` of the group");
        gathered.compare((FAMILY, Yardstick::LeaversPerYear), (&format!("{}: assumed", group.name), kind), stated);
    }
}

fn summaries(part: &PartForecast, measure: Measure) -> Vec<&Summary> {
    part.rows_of(measure).filter_map(|row| row.summary()).collect()
}

/// The pay part of the saving of areas that remove posts, for each post; group by group where there are groups.
fn saving_per_post(subject: &Subject<'_>, gathered: &mut Gathered) {
    let groups = &subject.programme.workforce;
    let mut any = false;
    for place in (0..groups.len()).map(Some).chain([None]) {
        let members = subject.planned_areas().filter(|area| area.workforce == place);
        let Some(value) = pay_for_each_post(members, subject.programme.horizon) else { continue };
        any = true;
        let (name, kind) = match place {
            Some(group) => (groups[group].name.as_str(), Some(kind(&groups[group].name))),
            None if groups.is_empty() => ("", None),
            None => ("posts of no group", None),
        };
        let stated = (Stated::point(value), "most likely pay saving of the areas that remove posts, over those posts");
        gathered.compare((FAMILY, Yardstick::SavingPerPost), (name, kind), stated);
    }
    if !any {
        let reason = "no area removes posts for a saving of pay (`posts_removed`, `pay_share`)";
        gathered.leave_out(Yardstick::SavingPerPost.heading(), reason);
    }
}

fn pay_for_each_post<'a>(areas: impl Iterator<Item = &'a Area>, horizon: Horizon) -> Option<f64> {
    let (mut pay, mut posts) = (0.0, 0.0);
    for area in areas {
        let likely = |column: AreaColumn| to_f64(area[column].most_likely());
        let saving = to_f64(area.full_saving(horizon)) * likely(AreaColumn::PayShare);
        if saving > 0.0 && likely(AreaColumn::PostsRemoved) > 0.0 {
            pay += saving;
            posts += likely(AreaColumn::PostsRemoved);
        }
    }
    (posts > 0.0).then(|| pay / posts)
}

fn redundancy(subject: &Subject<'_>, gathered: &mut Gathered) {
    let mut cost = Spread::default();
    for area in subject.planned_areas() {
        let redundant = area[AreaColumn::PostsRemoved].mean() * area[AreaColumn::RedundancyShare].mean();
        if area[AreaColumn::RedundancyCostPerPost].fixed().is_none_or(|cost| !cost.is_zero()) {
            cost.add(&area[AreaColumn::RedundancyCostPerPost], redundant, |cost| cost.max(0.0));
        }
    }
    if cost.is_empty() {
        gathered.leave_out(Yardstick::RedundancyCostPerPost.heading(), "the scenario pays no redundancy");
        return;
    }
    let stated =
        (Stated::assumed(&cost), "`redundancy_cost_per_post` of the areas, weighted by the posts made redundant");
    gathered.compare((FAMILY, Yardstick::RedundancyCostPerPost), ("", None), stated);
    let reason = "no share of posts that left by redundancy is published";
    gathered.leave_out("share of posts that leave by redundancy", reason);
}
