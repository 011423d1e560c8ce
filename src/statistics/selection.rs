//! Order statistics without sorting: values are counted in bins, and picked among those of the bins that are asked for.

use std::borrow::Cow;

/// Bins of a pass.
const BINS: usize = 4096;
/// Among so few values each rank's is picked at once.
const FEW: usize = 2048;
/// Most values may lie in one bin, again and again, before all that are left are sorted.
const PASSES: usize = 4;
/// Of a number between this and twice this the last bits count whole ones.
const WHOLE: f64 = (1_u64 << (f64::MANTISSA_DIGITS - 1)) as f64;
/// Ends are found in so many columns.
const COLUMNS: usize = 8;

/// The values at some ranks, which ascend and are counted from 0: what would stand there if all were sorted.
///
/// # Panics
/// Where a rank is not among the values.
pub fn order_statistics(values: &[f64], ranks: &[usize]) -> Vec<f64> {
    let mut found = Vec::with_capacity(ranks.len());
    pick(Cow::Borrowed(values), ranks, 0, PASSES, &mut found);
    found
}

/// Appends the values at `ranks`, of which `below` values that are not here come first.
fn pick(values: Cow<[f64]>, ranks: &[usize], below: usize, passes: usize, found: &mut Vec<f64>) {
    let (least, greatest) = ends(&values);
    if least == greatest {
        return found.extend(ranks.iter().map(|_| least));
    }
    let scale = (BINS - 1) as f64 / (greatest - least);
    if values.len() <= FEW {
        return one_by_one(&mut values.into_owned(), ranks, below, found);
    }
    if passes == 0 || !(scale.is_finite() && scale > 0.0) {
        let mut values = values.into_owned();
        values.sort_unstable_by(f64::total_cmp);
        return found.extend(ranks.iter().map(|rank| values[rank - below]));
    }
    // A value that is no less than another is in no lower bin: beside so large a number the last bits are the nearest whole
    // one, which takes no conversion.
    let bin = |value: &f64| ((value - least) * scale + WHOLE).to_bits() as u16 % BINS as u16;
    let bins: Vec<u16> = values.iter().map(bin).collect();
    let mut counts = vec![0_usize; BINS];
    bins.iter().for_each(|bin| counts[usize::from(*bin)] += 1);
    let runs = runs(&counts, ranks, below);
    // By bin the number of its run, counted from 1; 0 where nothing is asked for.
    let mut run_of = [0_u16; BINS];
    runs.iter().zip(1..).for_each(|(run, number)| run_of[run.bin] = number);
    let run_of = |bin: &u16| usize::from(run_of[usize::from(*bin) % BINS]);
    let mut gathered: Vec<Vec<f64>> = runs.iter().map(|run| Vec::with_capacity(counts[run.bin])).collect();
    for (values, bins) in values.chunks(COLUMNS).zip(bins.chunks(COLUMNS)) {
        // Few are wanted: one question for a row of them.
        if bins.iter().fold(0, |any, bin| any | run_of(bin)) != 0 {
            for (value, bin) in values.iter().zip(bins) {
                if let Some(gathered) = run_of(bin).checked_sub(1).and_then(|run| gathered.get_mut(run)) {
                    gathered.push(*value);
                }
            }
        }
    }
    drop((values, bins));
    for (run, gathered) in runs.into_iter().zip(gathered) {
        pick(Cow::Owned(gathered), &ranks[run.ranks], run.below, passes - 1, found);
    }
}

/// The same, each rank's among the values that are left above the rank before.
fn one_by_one(values: &mut [f64], ranks: &[usize], below: usize, found: &mut Vec<f64>) {
    let (mut left, mut below, mut latest) = (values, below, 0.0);
    for &rank in ranks {
        // A rank that is asked for again lies below what is left.
        if rank >= below {
            let (_, value, above) = left.select_nth_unstable_by(rank - below, f64::total_cmp);
            (latest, left, below) = (*value, above, rank + 1);
        }
        found.push(latest);
    }
}

/// The least and the greatest value, found in columns that do not wait for each other.
fn ends(values: &[f64]) -> (f64, f64) {
    let lower = |one: f64, other: f64| if other < one { other } else { one };
    let higher = |one: f64, other: f64| if other > one { other } else { one };
    let (mut low, mut high) = ([f64::INFINITY; COLUMNS], [f64::NEG_INFINITY; COLUMNS]);
    let (rows, rest) = values.as_chunks::<COLUMNS>();
    for row in rows {
        for column in 0..COLUMNS {
            low[column] = lower(low[column], row[column]);
            high[column] = higher(high[column], row[column]);
        }
    }
    let all = |columns: [f64; COLUMNS]| columns.into_iter().chain(rest.iter().copied());
    (all(low).fold(f64::INFINITY, lower), all(high).fold(f64::NEG_INFINITY, higher))
}

/// Ranks that fall into one bin.
struct Run {
    bin: usize,
    /// How many values lie in lower ones.
    below: usize,
    ranks: std::ops::Range<usize>,
}

fn runs(counts: &[usize], ranks: &[usize], below: usize) -> Vec<Run> {
    let (mut runs, mut next, mut before) = (Vec::new(), 0, below);
    for (bin, count) in counts.iter().enumerate() {
        let begins = next;
        while next < ranks.len() && ranks[next] < before + count {
            next += 1;
        }
        if next > begins {
            runs.push(Run { bin, below: before, ranks: begins..next });
        }
        before += count;
    }
    assert!(next == ranks.len(), "a rank is not among the values");
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(values: &[f64]) {
        let n = values.len();
        let ranks = [0, 0, n / 10, n / 10 + 1, n / 2, n / 2, n - 2, n - 1];
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        assert_eq!(order_statistics(values, &ranks), ranks.map(|rank| sorted[rank]));
    }

    /// Numbers between 0 and 1 in no order.
    fn scattered(n: usize) -> impl Iterator<Item = f64> {
        (0..n as u64).map(|k| ((k * 0x9E37_79B9) % 1_000_003) as f64 / 1_000_003.0)
    }

    #[test]
    fn what_is_picked_stands_there_when_all_are_sorted() {
        hold(&scattered(20_000).collect::<Vec<f64>>());
        hold(&scattered(100).collect::<Vec<f64>>());
    }

    #[test]
    fn clusters_far_values_and_equal_ones_change_nothing() {
        hold(&scattered(20_000).map(|u| if u < 0.999 { 1.0 + 1e-9 * u } else { 1e12 * u }).collect::<Vec<f64>>());
        hold(&scattered(20_000).map(|u| libm::exp(-700.0 * u)).collect::<Vec<f64>>());
        hold(&scattered(20_000).map(|u| if u < 0.5 { -3.0 } else { 7.0 }).collect::<Vec<f64>>());
        hold(&[0.1; 5000]);
        hold(&scattered(5_000).map(|u| if u < 0.5 { f64::MIN } else { f64::MAX }).collect::<Vec<f64>>());
    }
}
