//! Values that occur again and again, and are counted on their own.

/// At most so many atoms; at least this share of the pilot makes one.
pub(super) const ATOMS: usize = 8;
const LEAST_ATOM: f64 = 1.0 / 512.0;
/// Values this close, relatively, to an atom are the atom: sums in another order differ by as much.
pub(super) const SAME: f64 = 1e-11;

/// Whether a value is an atom `b`.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * b.abs()
}

/// Values that make up a share of the pilot, the most frequent first chosen, ascending.
pub(super) fn atoms(sorted: &[f64]) -> Vec<f64> {
    let least = ((sorted.len() as f64 * LEAST_ATOM) as usize).max(2);
    let mut runs: Vec<(usize, f64)> = Vec::new();
    let mut start = 0;
    for end in 1..=sorted.len() {
        if end == sorted.len() || !same(sorted[end], sorted[start]) {
            if end - start >= least {
                runs.push((end - start, sorted[start]));
            }
            start = end;
        }
    }
    runs.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let mut atoms: Vec<f64> = runs.into_iter().take(ATOMS).map(|(_, value)| value).collect();
    atoms.sort_by(f64::total_cmp);
    atoms
}
