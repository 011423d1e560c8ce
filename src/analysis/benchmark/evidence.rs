//! The shipped evidence: `data/comparators.csv`, one table of cases in the columns in which a scenario brings its own.
//!
//! It follows from the other tables of `data`; `tests/it/evidence/derivation.rs` says how, and holds it to them.

use crate::programme::Comparator;
use crate::scenario::{self, Files};
use std::sync::LazyLock;

const NAME: &str = "data/comparators.csv";

static SHIPPED: LazyLock<Vec<Comparator>> = LazyLock::new(|| {
    let table = Files::in_memory(NAME, [(NAME, include_bytes!("../../../data/comparators.csv").to_vec())]);
    scenario::comparators(&table).expect("a test has read the embedded table")
});

/// Every shipped case, by yardstick in the order of reports.
pub fn shipped() -> &'static [Comparator] {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Alike, Yardstick};

    fn cases(quantity: Yardstick) -> Vec<Comparator> {
        shipped().iter().filter(|case| case.quantity == quantity).cloned().collect()
    }

    #[test]
    fn every_yardstick_has_cases_with_a_source() {
        for quantity in Yardstick::ALL {
            let cases = cases(quantity);
            assert!(!cases.is_empty(), "{}", quantity.name());
            assert!(cases.iter().all(|case| !case.source_title.is_empty() && case.value.is_finite()));
        }
    }

    #[test]
    fn the_shares_of_collaboration_are_those_of_lancashire_and_of_england_and_wales() {
        let value = |quantity, body: &str| {
            cases(quantity).into_iter().find(|case| case.programme == body).map(|case| (case.value * 100.0).round())
        };
        assert_eq!(value(Yardstick::CollaborationShareOfSpending, "Lancashire"), Some(4.0));
        assert_eq!(value(Yardstick::CollaborationShareOfSpending, "England and Wales"), Some(11.0));
        assert_eq!(value(Yardstick::CollaborationShareOfSavings, "Lancashire"), Some(6.0));
        assert_eq!(value(Yardstick::CollaborationShareOfSavings, "England and Wales"), Some(10.0));
    }

    #[test]
    fn what_was_stopped_or_is_only_part_of_the_way_is_no_realisation() {
        let realised = cases(Yardstick::Realisation);
        let of = |sector: &str| realised.iter().filter(|case| case.sector == sector).count();
        assert_eq!(["police", "local government", "nhs", "fire", "central government"].map(of), [7, 28, 20, 1, 2]);
        assert!(realised.iter().all(|case| !case.case.contains("(stopped)")));
    }

    #[test]
    fn of_another_sector_nothing_is_like_for_like_and_what_was_measured_otherwise_is_for_scale() {
        for sector in crate::programme::SECTORS {
            let all = shipped().iter().cloned().map(|case| case.seen_from(Some(sector)));
            let like = all.filter(|case| case.alike == Alike::LikeForLike);
            assert!(like.into_iter().all(|case| case.sector == sector), "{sector}");
        }
        let loose = |quantity| cases(quantity).iter().all(|case| case.alike == Alike::Loose);
        assert!(loose(Yardstick::SavingsSound) && loose(Yardstick::SavingsOverstated) && loose(Yardstick::ShareLate));
    }

    #[test]
    fn a_reduction_of_one_year_or_of_twelve_is_kept_for_a_year_only() {
        let has = |quantity, words: &str| cases(quantity).iter().any(|case| case.case.contains(words));
        for words in
            ["Lancashire, officers, actual, 2015-03-31 to 2016-03-31", "Lancashire, officers, planned, 2009 to 2021"]
        {
            assert!(!has(Yardstick::PostsShare, words) && has(Yardstick::PostsSharePerYear, words), "{words}");
        }
    }

    #[test]
    fn two_figures_of_one_force_are_one_case() {
        let severance = cases(Yardstick::RedundancyCostPerPost);
        let scotland = severance.iter().filter(|case| case.programme == "Police Scotland").count();
        assert_eq!((severance.len(), scotland), (3, 2));
    }

    #[test]
    fn three_forces_planned_sixty_million_for_fifty_to_seventy_five_million_a_year() {
        let three =
            cases(Yardstick::InvestToSave).into_iter().find(|case| case.programme.starts_with("Three")).unwrap();
        assert_eq!((three.low, three.value, three.high), (Some(0.8), 0.96, Some(1.2)));
        let share = cases(Yardstick::SavingShareOfBudget).into_iter().find(|case| case.programme.starts_with("Three"));
        let share = share.unwrap();
        assert!((share.low.unwrap() - 50.0 / 480.0).abs() < 1e-6 && (share.high.unwrap() - 75.0 / 480.0).abs() < 1e-6);
    }

    #[test]
    fn severance_is_set_against_the_saving_of_the_same_document() {
        let invested = cases(Yardstick::InvestToSave);
        let scotland = invested.iter().find(|case| case.programme == "Police Scotland reform").unwrap();
        assert!((scotland.value - 43_786.0 / 28_429.0).abs() < 1e-6);
        assert_eq!(invested.len(), 2);
    }
}
