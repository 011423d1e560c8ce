//! Probabilities that keep their precision at both ends of the unit interval.

/// A level of a quantile function, kept as the distance to the nearer end of (0, 1): a
/// probability of `1 - 1e-300` has no other representation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Level {
    /// So much probability lies at or below the quantile.
    Below(f64),
    /// So much probability lies above the quantile.
    Above(f64),
}

impl Level {
    /// The middle, where the lower median is.
    pub(super) const HALF: Level = Level::Below(0.5);

    /// The level `p`. The change of end is exact, since `1 - p` is from 1/2 on.
    pub(super) fn from_below(p: f64) -> Level {
        if p <= 0.5 { Level::Below(p) } else { Level::Above(1.0 - p) }
    }

    /// The level `1 - q`.
    pub(super) fn from_above(q: f64) -> Level {
        if q < 0.5 { Level::Above(q) } else { Level::Below(1.0 - q) }
    }

    /// The probability below.
    pub(super) fn below(self) -> f64 {
        match self {
            Level::Below(p) => p,
            Level::Above(q) => 1.0 - q,
        }
    }

    /// The probability above.
    pub(super) fn above(self) -> f64 {
        match self {
            Level::Below(p) => 1.0 - p,
            Level::Above(q) => q,
        }
    }

    /// The level at the same distance from the other end.
    pub(super) fn mirrored(self) -> Level {
        match self {
            Level::Below(p) => Level::Above(p),
            Level::Above(q) => Level::Below(q),
        }
    }

    /// The smaller of both.
    pub(super) fn smaller(self) -> f64 {
        self.below().min(self.above())
    }

    /// By how much more than this is at or below a point with these tails.
    pub(super) fn excess_of(self, tails: Tails) -> f64 {
        match self {
            Level::Below(p) => tails.below - p,
            Level::Above(q) => q - tails.above,
        }
    }

    /// Whether it lies between two points.
    pub(super) fn lies_between(self, left: Tails, right: Tails) -> bool {
        self.excess_of(left) <= 0.0 && self.excess_of(right) >= 0.0
    }

    /// Whether a point with these tails has at least this much probability at or below it.
    pub(super) fn is_reached_by(self, tails: Tails) -> bool {
        match self {
            Level::Below(p) => tails.below >= p,
            Level::Above(q) => tails.above <= q,
        }
    }
}

/// The probability up to a point and beyond it, each without cancellation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tails {
    /// P(X <= x), or P(X < x) where the point itself belongs to the upper side.
    pub(super) below: f64,
    /// P(X > x), or P(X >= x).
    pub(super) above: f64,
}

impl Tails {
    /// Left of everything.
    pub(super) const LEFT_OF_ALL: Tails = Tails { below: 0.0, above: 1.0 };
    /// Right of everything.
    pub(super) const RIGHT_OF_ALL: Tails = Tails { below: 1.0, above: 0.0 };

    /// From the lower tail; meant for a lower tail that is not close to 1.
    pub(super) fn from_below(below: f64) -> Tails {
        let below = below.clamp(0.0, 1.0);
        Tails { below, above: 1.0 - below }
    }

    /// From the upper tail; meant for an upper tail that is not close to 1.
    pub(super) fn from_above(above: f64) -> Tails {
        Tails::from_below(above).mirrored()
    }

    /// The tails seen from the other side.
    pub(super) fn mirrored(self) -> Tails {
        Tails { below: self.above, above: self.below }
    }

    /// The same point as a level.
    pub(super) fn level(self) -> Level {
        if self.below <= self.above { Level::Below(self.below) } else { Level::Above(self.above) }
    }

    /// The probability between this point and one to its right, from the tail that is smaller.
    pub(super) fn mass_to(self, right: Tails) -> f64 {
        let mass = if right.below <= self.above { right.below - self.below } else { self.above - right.above };
        mass.max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_kept_from_the_nearer_end() {
        assert_eq!(Level::from_below(0.75), Level::Above(0.25));
        assert_eq!(Level::from_above(1e-300), Level::Above(1e-300));
        assert_eq!(Level::from_above(0.5), Level::HALF);
    }

    #[test]
    fn the_mass_between_two_points_far_out_does_not_cancel() {
        let near = Tails { below: 1.0, above: 3e-40 };
        let far = Tails { below: 1.0, above: 1e-40 };
        assert_eq!(near.mass_to(far), 3e-40 - 1e-40);
    }
}
