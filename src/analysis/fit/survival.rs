//! The share that is not finished yet, by how long it has been waited (Kaplan and Meier 1958).

/// A step of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// A value that was observed.
    pub value: f64,
    /// Rows whose value is not below it.
    pub at_risk: usize,
    /// Rows whose value it is.
    pub cases: usize,
    /// The share of rows whose value lies above.
    pub survival: f64,
}

/// The steps of the curve: a case precedes a bound of the same value.
pub(super) fn kaplan_meier(cases: &[f64], bounds: &[f64]) -> Vec<Step> {
    let mut cases = cases.to_vec();
    cases.sort_by(f64::total_cmp);
    let mut bounds = bounds.to_vec();
    bounds.sort_by(f64::total_cmp);
    let mut steps: Vec<Step> = Vec::new();
    let (mut before, mut survival) = (0, 1.0);
    for group in cases.chunk_by(|one, other| one == other) {
        let value = group[0];
        let at_risk = cases.len() - before + bounds.len() - bounds.partition_point(|bound| *bound < value);
        survival *= (at_risk - group.len()) as f64 / at_risk as f64;
        steps.push(Step { value, at_risk, cases: group.len(), survival });
        before += group.len();
    }
    steps
}
