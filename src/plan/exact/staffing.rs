//! How many of a workforce group there are, and how many must leave, year by year.

use super::{Amounts, Lines};
use crate::plan::Part;
use crate::programme::{Measure, Programme, Staffing, Stock, Workforce};
use rust_decimal::Decimal;

/// A workforce group's years, in full-time equivalents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// At each year's last instant: those counted less the posts removed since.
    pub headcount: Vec<Decimal>,
    /// Posts removed at each year's last instant.
    pub posts_removed: Vec<Decimal>,
    /// Posts released in each year other than by redundancy.
    pub turnover_needed: Vec<Decimal>,
    /// Those who leave of their own accord in each year; `None` where their share is not known.
    pub turnover_available: Option<Vec<Decimal>>,
    /// What the posts removed by an instant are taken from: those counted and the posts removed by then.
    pub establishment: Decimal,
    /// Headcount at the first instant of the horizon.
    pub at_start: Decimal,
}

impl Staff {
    /// The workforce group at position `group`, along `lines`: the plan's, or those of the past.
    pub fn of(programme: &Programme, lines: &Lines, group: usize) -> Self {
        let workforce = &programme.workforce[group];
        Self::from_amounts(workforce, &lines.of(&Part::workforce(programme, group)))
    }

    fn from_amounts(workforce: &Workforce, amounts: &Amounts) -> Self {
        let establishment = workforce.headcount + amounts.posts_when_counted;
        let headcount: Vec<Decimal> = amounts.posts_removed.iter().map(|posts| establishment - posts).collect();
        let at_start = establishment - amounts.posts_at_start;
        let opening = [at_start].into_iter().chain(headcount.iter().copied());
        let leaving = |share: Decimal| opening.take(headcount.len()).map(|there| share * there).collect();
        let share =
            workforce.leavers_per_year.as_ref().map(|share| share.most_likely().clamp(Decimal::ZERO, Decimal::ONE));
        Staff {
            turnover_available: share.map(leaving),
            posts_removed: amounts.posts_removed.clone(),
            turnover_needed: amounts.turnover_needed.clone(),
            headcount,
            establishment,
            at_start,
        }
    }

    /// A measure by year; `None` where it is not known, or is not one of a workforce group.
    pub fn yearly(&self, measure: Measure) -> Option<&[Decimal]> {
        match measure {
            Measure::Staffing(Staffing::Headcount) => Some(&self.headcount),
            Measure::Stock(Stock::PostsRemoved) => Some(&self.posts_removed),
            Measure::Staffing(Staffing::TurnoverNeeded) => Some(&self.turnover_needed),
            Measure::Staffing(Staffing::TurnoverAvailable) => self.turnover_available.as_deref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::specimen::{area, live, month, programme};
    use super::super::{past, planned};
    use super::*;
    use crate::programme::{Area, AreaColumn, Quantity};

    fn decimals<const N: usize>(values: [&str; N]) -> Vec<Decimal> {
        values.map(|value| value.parse().unwrap()).to_vec()
    }

    /// A group of 100 officers counted at `as_at`, of whom a tenth leave each year.
    fn with(areas: Vec<Area>, as_at: &str, as_of: &str) -> Programme {
        let mut programme = programme(2015, 3, as_of);
        programme.workforce = vec![Workforce {
            name: "Officers".into(),
            headcount: Decimal::from(100),
            as_at: month(as_at),
            leavers_per_year: Some(Quantity::Fixed(Decimal::new(1, 1))),
            redundancy_possible: true,
        }];
        programme.areas = areas;
        programme
    }

    /// Twelve posts, released evenly over the two years from `go_live`; a quarter by redundancy.
    fn twelve_posts(go_live: &str) -> Area {
        let quantities = [
            (AreaColumn::PostsRemoved, "12"),
            (AreaColumn::EmbeddingMonths, "24"),
            (AreaColumn::RedundancyShare, "0.25"),
        ];
        Area { workforce: Some(0), ..area("A", go_live, &quantities) }
    }

    fn planned_staff(areas: Vec<Area>, as_at: &str, as_of: &str) -> Staff {
        let programme = with(areas, as_at, as_of);
        Staff::of(&programme, &planned(&programme).unwrap(), 0)
    }

    #[test]
    fn posts_leave_evenly_while_they_embed_and_turnover_is_needed_for_those_not_made_redundant() {
        let staff = planned_staff(vec![twelve_posts("2015-10")], "2015-04", "2015-04");
        assert_eq!(staff.headcount, decimals(["97", "91", "88"]));
        assert_eq!(staff.posts_removed, decimals(["3", "9", "12"]));
        assert_eq!(staff.turnover_needed, decimals(["2.25", "4.5", "2.25"]));
        assert_eq!(staff.turnover_available, Some(decimals(["10", "9.7", "9.1"])));
    }

    #[test]
    fn only_posts_removed_since_the_count_are_taken_from_it() {
        let staff = planned_staff(vec![twelve_posts("2014-10")], "2015-04", "2015-04");
        assert_eq!(staff.posts_removed, decimals(["9", "12", "12"]), "three were gone when it was counted");
        assert_eq!(staff.headcount, decimals(["94", "91", "91"]));
        let earlier = planned_staff(vec![twelve_posts("2014-10")], "2014-10", "2015-04");
        assert_eq!(earlier.at_start, Decimal::from(97), "the count is of six months before");
        assert_eq!(earlier.headcount, decimals(["91", "88", "88"]));
    }

    #[test]
    fn a_headcount_before_the_count_is_higher_by_what_left_in_between() {
        let staff = planned_staff(vec![twelve_posts("2015-04")], "2016-04", "2016-04");
        assert_eq!(staff.at_start, Decimal::from(106));
        assert_eq!(staff.headcount, decimals(["100", "94", "94"]));
    }

    #[test]
    fn areas_of_no_group_and_areas_that_the_plan_leaves_out_remove_no_one() {
        let stranger = Area { workforce: None, ..twelve_posts("2015-04") };
        let upside = Area { in_plan: false, ..twelve_posts("2015-04") };
        let staff = planned_staff(vec![stranger, upside], "2015-04", "2015-04");
        assert_eq!(staff.headcount, decimals(["100", "100", "100"]));
        assert_eq!(staff.turnover_needed, decimals(["0", "0", "0"]));
    }

    #[test]
    fn the_past_sees_areas_as_they_were_delivered() {
        let late = live(twelve_posts("2015-04"), "2015-10", None);
        let programme = with(vec![late], "2016-01", "2016-04");
        let staff = Staff::of(&programme, &past(&programme).unwrap(), 0);
        assert_eq!(staff.establishment, Decimal::new(1015, 1), "one and a half posts were gone in January");
        assert_eq!(staff.headcount[0], Decimal::new(985, 1));
        assert_eq!(staff.turnover_needed, decimals(["2.25", "0", "0"]));
    }

    #[test]
    fn a_share_that_is_not_known_gives_no_turnover() {
        let mut programme = with(vec![twelve_posts("2015-04")], "2015-04", "2015-04");
        programme.workforce[0].leavers_per_year = None;
        let staff = Staff::of(&programme, &planned(&programme).unwrap(), 0);
        assert_eq!(staff.yearly(Measure::Staffing(Staffing::TurnoverAvailable)), None);
    }
}
