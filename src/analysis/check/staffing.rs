//! Whether a plan can be staffed: posts that must leave faster than people do.
//!
//! A plan that cannot be staffed is the commonest way in which such savings slip, so that it is
//! said before anything is simulated.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Lines, Staff};
use crate::programme::{At, EntryKind, Programme, Workforce};
use rust_decimal::Decimal;
use std::ops::Range;

/// What the plan asks of each workforce group that it cannot give, at the group's name.
pub(super) fn warnings(programme: &Programme, lines: &Lines) -> Vec<(At, Diagnostic)> {
    let groups = programme.workforce.iter().enumerate();
    let of_group = |(group, workforce): (usize, &Workforce)| {
        let warning = warning(programme, workforce, &Staff::of(programme, lines, group))?;
        Some((At::name(EntryKind::Workforce, group), warning))
    };
    groups.filter_map(of_group).collect()
}

/// That there are too few posts, or else too few leavers: where posts are to go that are not there, turnover is
/// short for the same reason, and to speak of it too would hide the cause.
fn warning(programme: &Programme, workforce: &Workforce, staff: &Staff) -> Option<Diagnostic> {
    let ahead = programme.year_of_as_of()..programme.horizon.len();
    headcount(programme, workforce, staff, ahead.clone()).or_else(|| turnover(programme, workforce, staff, ahead))
}

/// The first year at whose end more posts are gone than there were.
fn headcount(
    programme: &Programme,
    workforce: &Workforce,
    staff: &Staff,
    mut ahead: Range<usize>,
) -> Option<Diagnostic> {
    let year = ahead.find(|&year| staff.headcount[year] < Decimal::ZERO)?;
    let message = format!(
        "the plan removes {} posts of `{}` by the end of {}, but there are {}",
        count(staff.posts_removed[year]),
        workforce.name,
        programme.horizon.year(year),
        count(workforce.headcount)
    );
    let help = "check `headcount`, and `posts_removed` of the areas of this group";
    Some(Diagnostic::warning(Code::HeadcountShort, message).help(help))
}

/// The first year in which more must leave of their own accord than do, and how many such years there are.
fn turnover(programme: &Programme, workforce: &Workforce, staff: &Staff, ahead: Range<usize>) -> Option<Diagnostic> {
    let available = staff.turnover_available.as_ref()?;
    let short: Vec<usize> = ahead.filter(|&year| staff.turnover_needed[year] > available[year]).collect();
    let &first = short.first()?;
    let more = match short.len() {
        1 => String::new(),
        years => format!("; in {years} years there are too few"),
    };
    let message = format!(
        "{} posts of `{}` are to go in {} without redundancy, but only {} people leave in that year{more}",
        count(staff.turnover_needed[first]),
        workforce.name,
        programme.horizon.year(first),
        count(available[first])
    );
    let help = if workforce.redundancy_possible {
        "let the posts go more slowly (later `go_live`, longer `embedding_months`), or plan for redundancies"
    } else {
        "let the posts go more slowly: later `go_live`, or longer `embedding_months` or `workforce_lag_months`"
    };
    Some(Diagnostic::warning(Code::TurnoverShort, message).help(help))
}

/// To a tenth of a post.
fn count(posts: Decimal) -> String {
    posts.round_dp(1).normalize().to_string()
}
