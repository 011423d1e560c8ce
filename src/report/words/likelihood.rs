//! A chance on the yardstick of words that analysts of the police use, and as a rating of confidence in delivery.

/// The words, each with the share below which it stands; the gaps of the yardstick are shared at their middle.
const WORDS: [(f64, &str); 7] = [
    (0.075, "remote chance"),
    (0.225, "highly unlikely"),
    (0.375, "unlikely"),
    (0.525, "realistic possibility"),
    (0.775, "likely"),
    (0.925, "highly likely"),
    (f64::INFINITY, "almost certain"),
];

/// Ratings with the share from which on each holds, best first.
const RATINGS: [(f64, &str); 5] =
    [(0.8, "green"), (0.65, "amber/green"), (0.5, "amber"), (0.3, "amber/red"), (0.0, "red")];

/// How likely something is, in words.
pub fn likelihood(share: f64) -> &'static str {
    WORDS.iter().find(|(below, _)| share < *below).map_or(WORDS[6].1, |(_, words)| words)
}

/// The confidence in delivery to which the lower end of a chance's 95 % interval maps.
pub fn rating(low: f64) -> &'static str {
    RATINGS.iter().find(|(from, _)| low >= *from).map_or(RATINGS[4].1, |(_, rating)| rating)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_called_as_the_yardstick_calls_it() {
        let called = [0.0, 0.0749, 0.075, 0.3, 0.5, 0.6, 0.8, 0.925, 1.0].map(likelihood);
        let expected = [
            "remote chance",
            "remote chance",
            "highly unlikely",
            "unlikely",
            "realistic possibility",
            "likely",
            "highly likely",
            "almost certain",
            "almost certain",
        ];
        assert_eq!(called, expected);
    }

    #[test]
    fn a_rating_begins_at_its_share() {
        assert_eq!([0.8, 0.799, 0.5, 0.31, 0.0].map(rating), ["green", "amber/green", "amber", "amber/red", "red"]);
    }
}
