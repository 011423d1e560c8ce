//! Chances in words, counted in simulated futures.

use super::super::figures::{self, half_width};
use crate::money::group_thousands;

/// Below so many trials on the rarer side the count itself is given.
const FEW: u64 = 30;

/// Which futures: `12 in 100 simulated futures`, `None of the 100,000 simulated futures`.
///
/// Between 1% and 99% it is counted in hundredths (in tenths or halves where those say the same), beyond
/// as one in so many, rounded to what the number of trials supports.
pub fn futures(probability: f64, trials: u64) -> String {
    let met = ((probability * trials as f64).round().max(0.0) as u64).min(trials);
    let missed = trials - met;
    let count = |trials: u64| group_thousands(&trials.to_string());
    let all = count(trials);
    match () {
        _ if trials == 1 => format!("{met} of 1 simulated futures"),
        _ if met == 0 => format!("None of the {all} simulated futures"),
        _ if missed == 0 => format!("All {all} simulated futures"),
        _ if probability < 0.01 && met < FEW => format!("{} of {all} simulated futures", count(met)),
        _ if probability < 0.01 => format!("About 1 in {} simulated futures", one_in(probability, trials)),
        _ if probability > 0.99 && missed < FEW => format!("All but {} of {all} simulated futures", count(missed)),
        _ if probability > 0.99 => {
            format!("All but about 1 in {} simulated futures", one_in(1.0 - probability, trials))
        }
        _ => format!("{} simulated futures", hundredths(probability)),
    }
}

/// The 95% interval, where the hundredth that is shown is not certain: ` (95% interval: 8 to 19 in 100)`.
pub fn interval((low, high): (f64, f64)) -> String {
    if high - low <= 0.01 {
        return String::new();
    }
    let (low, high) = ((100.0 * low).floor(), (100.0 * high).ceil());
    format!(" (95% interval: {low:.0} to {high:.0} in 100)")
}

fn hundredths(probability: f64) -> String {
    match figures::per_cent(probability, 0) as u64 {
        50 => "1 in 2".into(),
        tenths if tenths % 10 == 0 => format!("{} in 10", tenths / 10),
        hundredths => format!("{hundredths} in 100"),
    }
}

/// How many futures there are to each rare one.
fn one_in(probability: f64, trials: u64) -> String {
    let futures = 1.0 / probability;
    let error = futures / (probability * trials as f64).sqrt();
    let mut step = 1.0;
    while step < half_width(error) / 2.0 {
        step *= 10.0;
    }
    group_thousands(&format!("{:.0}", (futures / step).round() * step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_counted_in_simulated_futures() {
        let shown = |p| futures(p, 100_000).replace(" simulated futures", "");
        assert_eq!(shown(0.0), "None of the 100,000");
        assert_eq!(shown(0.000_04), "4 of 100,000");
        assert_eq!(shown(0.008_33), "About 1 in 120");
        assert_eq!(shown(0.011_8), "1 in 100");
        assert_eq!(shown(0.124), "12 in 100");
        assert_eq!(shown(0.497), "1 in 2");
        assert_eq!(shown(0.699), "7 in 10");
        assert_eq!(shown(0.9), "9 in 10");
        assert_eq!(shown(0.989), "99 in 100");
        assert_eq!(shown(0.995), "All but about 1 in 200");
        assert_eq!(shown(0.999_99), "All but 1 of 100,000");
        assert_eq!(shown(1.0), "All 100,000");
    }

    #[test]
    fn a_chance_is_rounded_as_it_is_in_charts() {
        for thousandths in 10..=990 {
            let probability = f64::from(thousandths) / 1000.0;
            let shown = hundredths(probability);
            let (count, of) = shown.split_once(" in ").unwrap();
            let hundredths = count.parse::<u32>().unwrap() * 100 / of.parse::<u32>().unwrap();
            assert_eq!(format!("{hundredths}%"), figures::percent(probability), "{shown}");
        }
    }

    #[test]
    fn a_chance_that_rounds_to_a_certainty_is_none() {
        assert_eq!(futures(0.996, 1000), "All but 4 of 1,000 simulated futures");
        assert_eq!(futures(0.99, 100), "99 in 100 simulated futures");
        assert_eq!(futures(1.0, 1), "1 of 1 simulated futures");
    }

    #[test]
    fn the_interval_is_told_where_hundredths_are_not_certain() {
        assert_eq!(interval((0.118, 0.126)), "");
        assert_eq!(interval((0.083, 0.187)), " (95% interval: 8 to 19 in 100)");
        assert_eq!(interval((0.0, 0.037)), " (95% interval: 0 to 4 in 100)");
    }
}
