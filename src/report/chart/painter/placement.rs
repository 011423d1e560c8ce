//! Where labels stand, so that none covers another.

use super::geometry::{Bounds, Point};

/// Centres for boxes in a column, each as near as possible to where it is wanted, none overlapping
/// and all between `from` and `to` where their heights allow it. `boxes` holds the wanted centre and
/// the height of each; boxes keep the order of their wanted centres, equal ones that of the list.
///
/// The sum of squared displacements is least: with the heights taken out, this is an isotonic
/// regression, solved by pooling neighbours that would overlap (Barlow et al. 1972).
pub fn spread(boxes: &[(f64, f64)], from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[a].0.total_cmp(&boxes[b].0));
    let total: f64 = boxes.iter().map(|&(_, height)| height).sum();
    let (lowest, highest) = (from, (to - total).max(from));
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mut above = 0.0;
    for &index in &order {
        let (centre, height) = boxes[index];
        let start = centre - height / 2.0 - above;
        above += height;
        let mut pool = (if start.is_finite() { start } else { lowest }, 1);
        while let Some(&(sum, count)) = pools.last()
            && sum / count as f64 > pool.0 / pool.1 as f64
        {
            pool = (pool.0 + sum, pool.1 + count);
            pools.pop();
        }
        pools.push(pool);
    }
    let starts = pools.iter().flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    let mut centres = vec![0.0; boxes.len()];
    let mut above = 0.0;
    for (&index, start) in order.iter().zip(starts) {
        let height = boxes[index].1;
        centres[index] = start.clamp(lowest, highest) + above + height / 2.0;
        above += height;
    }
    centres
}

/// A region in which labels look for room.
#[derive(Clone, Debug)]
pub struct Room {
    inside: Bounds,
    taken: Vec<Bounds>,
    /// What no label may cover that could do with less room.
    data: Vec<Bounds>,
    /// What a label may cover, and how far away it would rather go than cover one unit of its area.
    busy: Vec<(Bounds, f64)>,
}

impl Room {
    /// An empty region.
    pub fn new(inside: Bounds) -> Self {
        Room { inside, taken: Vec::new(), data: Vec::new(), busy: Vec::new() }
    }

    /// No label may stand here.
    pub fn take(&mut self, bounds: Bounds) {
        self.taken.push(bounds);
    }

    /// Data on which no label may stand.
    pub fn take_data(&mut self, bounds: Bounds) {
        self.data.push(bounds);
    }

    /// A line of data on which no label may stand.
    pub fn take_line(&mut self, from: Point, to: Point) {
        self.data.extend(along(from, to).map(|at| Bounds::about(at, PIECE, PIECE)));
    }

    /// Data between the lines from the lower and upper points of `from` to those of `to`,
    /// on which no label may stand.
    pub fn take_band(&mut self, from: [Point; 2], to: [Point; 2]) {
        const STRIPS: usize = 6;
        let between = |from: Point, to: Point, share: f64| from.moved(share * (to.x - from.x), share * (to.y - from.y));
        for strip in 0..STRIPS {
            let ends = [strip, strip + 1].map(|end| end as f64 / STRIPS as f64);
            let lower = ends.map(|share| between(from[0], to[0], share));
            let upper = ends.map(|share| between(from[1], to[1], share));
            let (top, bottom) = (upper[0].y.min(upper[1].y), lower[0].y.max(lower[1].y));
            self.data.push(Bounds { left: lower[0].x, top, right: lower[1].x, bottom });
        }
    }

    /// A label had better not stand on this line.
    pub fn avoid_line(&mut self, from: Point, to: Point) {
        self.busy.extend(along(from, to).map(|at| (Bounds::about(at, PIECE, PIECE), 0.7)));
    }

    /// Room for a label of that size near `anchor`, which is then taken; `None` where there is none.
    pub fn near(&mut self, anchor: Point, width: f64, height: f64) -> Option<Bounds> {
        self.find(anchor, (width, height), &self.data.clone())
    }

    /// Room for a letter of that size near `anchor`: over data where there is no other.
    pub fn near_or_over_data(&mut self, anchor: Point, width: f64, height: f64) -> Option<Bounds> {
        self.near(anchor, width, height).or_else(|| self.find(anchor, (width, height), &[]))
    }

    fn find(&mut self, anchor: Point, (width, height): (f64, f64), data: &[Bounds]) -> Option<Bounds> {
        let free = |bounds: &Bounds| {
            let mut taken = self.taken.iter().chain(data);
            self.inside.contains(bounds) && !taken.any(|taken| taken.overlaps(&bounds.grown(2.0)))
        };
        let best = around(anchor, width, height)
            .filter(|(_, bounds)| free(bounds))
            .map(|(distance, bounds)| {
                let covered = self.busy.iter().map(|(busy, weight)| weight * busy.shared_area(&bounds));
                (distance + covered.sum::<f64>(), bounds)
            })
            .min_by(|(a, _), (b, _)| a.total_cmp(b))?
            .1;
        self.taken.push(best);
        Some(best)
    }
}

/// How far apart the points are that stand for a line.
const PIECE: f64 = 6.0;

/// Points along a line.
fn along(from: Point, to: Point) -> impl Iterator<Item = Point> {
    let length = (to.x - from.x).hypot(to.y - from.y);
    let pieces = (length / PIECE).ceil().clamp(1.0, 400.0);
    (0..=pieces as usize).map(move |place| {
        let share = place as f64 / pieces;
        from.moved(share * (to.x - from.x), share * (to.y - from.y))
    })
}

/// Places for a label around `anchor`, with how far away each is.
fn around(anchor: Point, width: f64, height: f64) -> impl Iterator<Item = (f64, Bounds)> {
    /// Right, left, above, below and the corners: the side on which the label stands.
    const SIDES: [(f64, f64); 8] =
        [(1.0, 0.0), (0.0, -1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (-1.0, 1.0)];
    (0..24).flat_map(move |ring| {
        let away = 11.0 + 9.0 * f64::from(ring);
        SIDES.into_iter().enumerate().map(move |(place, (x, y))| {
            let centre = anchor.moved(x * (width / 2.0 + away), y * (height / 2.0 + away));
            (away + 0.5 * place as f64, Bounds::about(centre, width, height))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(wanted: &[(f64, f64)], centres: &[f64]) -> Vec<Bounds> {
        let bounds = |(&(_, height), &centre): (&(f64, f64), &f64)| Bounds::about(Point::new(0.0, centre), 1.0, height);
        wanted.iter().zip(centres).map(bounds).collect()
    }

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[(50.0, 10.0), (20.0, 10.0)], 0.0, 100.0), [50.0, 20.0]);
    }

    #[test]
    fn labels_that_collide_move_apart_by_the_same_amount() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
    }

    #[test]
    fn labels_stay_inside_and_never_overlap() {
        let wanted: Vec<_> = (0..9).map(|place| (f64::from(place % 3) * 4.0, 10.0 + f64::from(place % 2))).collect();
        let placed = boxes(&wanted, &spread(&wanted, 0.0, 100.0));
        for (index, first) in placed.iter().enumerate() {
            assert!(first.top > -1e-9 && first.bottom < 100.0 + 1e-9, "{first:?}");
            assert!(placed[index + 1..].iter().all(|second| !first.overlaps(&second.grown(-1e-9))));
        }
    }

    #[test]
    fn labels_near_one_place_find_different_room() {
        let mut room = Room::new(Bounds { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 });
        let placed: Vec<_> = (0..20).filter_map(|_| room.near(Point::new(150.0, 100.0), 30.0, 12.0)).collect();
        assert_eq!(placed.len(), 20);
        for (index, first) in placed.iter().enumerate() {
            assert!(placed[index + 1..].iter().all(|second| !first.overlaps(second)));
        }
    }

    #[test]
    fn a_label_larger_than_the_room_is_not_placed() {
        let mut room = Room::new(Bounds { left: 0.0, top: 0.0, right: 30.0, bottom: 20.0 });
        assert_eq!(room.near(Point::new(15.0, 10.0), 40.0, 12.0), None);
    }
}
