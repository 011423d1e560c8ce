//! Switching values: the root nearest to where a scenario stands.

use super::criterion::Criterion;
use super::family::families;
use super::moves::{Look, Moves, Moving};
use super::range::Range;
use super::roots::{Point, Root, Search};
use super::standing::Standing;
use crate::analysis::asking::Asking;
use crate::analysis::figure::Figure;
use crate::forecast::Trouble;
use crate::programme::Programme;
use rayon::prelude::*;

/// So many places are looked at together.
const AHEAD: usize = 4;

/// Where a criterion turns nearest to where a scenario stands.
#[derive(Clone, Debug)]
pub struct Nearest {
    /// Where the scenario stands: 1, 0 or the number.
    pub now: f64,
    /// The root; `None` where it turns nowhere within the range.
    pub root: Option<Root>,
    /// Where it comes closest, where it does not turn.
    pub closest: Point,
}

/// Neighbouring places to one side of where a scenario stands, from near to far.
struct Side {
    places: Vec<f64>,
    /// The last place that was looked at.
    last: Point,
    next: usize,
}

/// Where the criterion turns nearest to where a programme stands, by driver.
pub fn nearest_roots(
    programme: &Programme,
    drivers: &[Moving],
    wanted: (&Figure, Criterion),
    asking: Asking,
) -> Result<Vec<Nearest>, Trouble> {
    let standing = Standing::of(programme, wanted, asking)?;
    let mut found = Vec::with_capacity(drivers.len());
    for some in drivers.chunks(standing.drivers_at_a_time()) {
        let families = families(&standing, some)?;
        let look = |(moving, family)| nearest_root(&Moves::new(&standing, moving, family));
        let of_some = || some.par_iter().zip(families).map(look).collect::<Result<Vec<_>, Trouble>>();
        found.extend(asking.engine.install(of_some)?);
    }
    Ok(found)
}

/// Looks from where a scenario stands to either side until its criterion turns.
fn nearest_root(moves: &Moves) -> Result<Nearest, Trouble> {
    let range = Range::of(moves);
    let now = moves.now().unwrap_or(range.low);
    let criterion = moves.standing.criterion;
    let search = Search { criterion, low: range.low, high: range.high, at: &|x, look| moves.at(x, look) };
    let here = Point { x: now, margin: moves.standing.margin };
    let steps = range.steps(Some(now));
    let (below, above): (Vec<f64>, Vec<f64>) = steps.iter().filter(|x| **x != now).partition(|x| **x < now);
    let mut sides = [below.into_iter().rev().collect(), above].map(|places| Side { places, last: here, next: 0 });
    let (mut root, mut seen): (Option<Root>, Vec<Point>) = (None, vec![here]);
    loop {
        let farthest = root.map_or(f64::INFINITY, |root: Root| (root.x - now).abs());
        let away = |side: &Side| (side.last.x - now).abs();
        let open = sides.iter_mut().filter(|side| side.next < side.places.len() && away(side) < farthest);
        let Some(side) = open.min_by(|one, other| away(one).total_cmp(&away(other))) else { break };
        if side.next % AHEAD == 0 {
            let end = side.places.len().min(side.next + AHEAD);
            moves.look_ahead(&side.places[side.next..end], Look::Roughly)?;
        }
        let Some(point) = search.glance(side.places[side.next])? else {
            side.next = side.places.len();
            continue;
        };
        if search.holds(&point) != search.holds(&side.last) {
            let found = search.root(side.last, point)?;
            root = Some(found).filter(|found| (found.x - now).abs() < farthest).or(root);
            side.next = side.places.len();
        } else {
            side.next += 1;
        }
        side.last = point;
        seen.push(point);
    }
    let closest = if root.is_some() { here } else { search.closest(&seen, now)?.unwrap_or(here) };
    Ok(Nearest { now, root, closest })
}
