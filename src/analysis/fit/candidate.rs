//! A law that is offered: its text, how well it agrees with what was observed, and why it may not be offered.

use super::distance::{Judged, anderson_darling, kolmogorov_smirnov};
use super::estimate::Observed;
use super::law::{Family, Interval, Law};
use super::{Observations, digits};
use crate::distribution::Distribution;
use crate::engine::{Engine, Interrupted, Watch};

/// The percentiles at which laws are compared and drawn, in per cent.
pub const PERCENTILES: std::ops::RangeInclusive<u32> = 1..=99;

/// A law beside what was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its name: that of a text, without the mixture that it may stand in.
    pub law: &'static str,
    /// What to write in a scenario; nothing where it cannot be fitted.
    pub text: Option<String>,
    /// Parameters that were estimated, with the share of zero in a mixture.
    pub parameters: Option<usize>,
    /// The log-likelihood; of a mixture the whole.
    pub log_likelihood: Option<f64>,
    /// Akaike's criterion, corrected for few rows (Hurvich and Tsai 1989).
    pub aicc: Option<f64>,
    /// The distance of Kolmogorov and Smirnov.
    pub ks: Option<f64>,
    /// The distance of Anderson and Darling.
    pub ad: Option<f64>,
    /// How often chance alone makes the latter as large.
    pub ad_p: Option<f64>,
    /// Whether it is the one to take.
    pub is_best: bool,
    /// Why it is not fitted, or what to mind.
    pub note: Option<String>,
    /// Its percentiles at [`PERCENTILES`], with the mixture; empty where it is not fitted.
    pub percentiles: Vec<f64>,
}

impl Candidate {
    /// A law that is not fitted, and why.
    fn without(law: &'static str, note: impl Into<String>) -> Self {
        Candidate {
            law,
            text: None,
            parameters: None,
            log_likelihood: None,
            aicc: None,
            ks: None,
            ad: None,
            ad_p: None,
            is_best: false,
            note: Some(note.into()),
            percentiles: Vec::new(),
        }
    }

    /// A law that is offered without a likelihood.
    fn offered(law: &'static str, text: String, distribution: &Distribution) -> Self {
        let percentiles = percentiles(distribution);
        Candidate { text: Some(text), note: None, percentiles, ..Candidate::without(law, "") }
    }
}

fn percentiles(law: &Distribution) -> Vec<f64> {
    PERCENTILES.map(|per_cent| law.quantile(f64::from(per_cent) / 100.0)).collect()
}

/// What laws are fitted to: all values, or the positive ones beside a share of zero.
pub(super) struct Fitting<'a> {
    pub observations: &'a Observations,
    pub seed: u64,
    pub engine: &'a Engine,
    pub watch: &'a Watch,
}

impl Fitting<'_> {
    fn observed(&self) -> Observed<'_> {
        Observed { cases: &self.observations.cases, bounds: &self.observations.bounds }
    }

    /// A family beside what was observed.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn of_family(&self, family: Family) -> Result<Candidate, Interrupted> {
        let name = family.name();
        if let Some(reason) = self.reason_against(family) {
            return Ok(Candidate::without(name, reason));
        }
        let law = self.observed().estimate(family);
        let distribution = match law.distribution() {
            Ok(distribution) if distribution.fixed_value().is_none() => distribution,
            Ok(_) => return Ok(Candidate::without(name, "the values hardly differ")),
            Err(error) => return Ok(Candidate::without(name, format!("no such law can be written: {error}"))),
        };
        let log_likelihood = self.observed().log_likelihood(&law) + self.observations.log_likelihood_of_nil();
        if !log_likelihood.is_finite() {
            return Ok(Candidate::without(name, "the likelihood has no maximum"));
        }
        let k = family.parameters() + usize::from(self.observations.nils > 0);
        let aicc = self.aicc(k, log_likelihood);
        let mut candidate = Candidate {
            parameters: Some(k),
            log_likelihood: Some(log_likelihood),
            aicc,
            note: aicc.is_none().then(|| "too few rows for the AICc of so many parameters".into()),
            ..Candidate::offered(name, self.text(&law), &self.observations.mixed(distribution.clone()))
        };
        self.judge(&law, &distribution, &mut candidate)?;
        Ok(candidate)
    }

    /// The distances from a law, where every row is finished.
    fn judge(&self, law: &Law, distribution: &Distribution, candidate: &mut Candidate) -> Result<(), Interrupted> {
        if !self.observations.bounds.is_empty() {
            return Ok(());
        }
        let values = &self.observations.cases;
        let distance = anderson_darling(values, distribution);
        candidate.ks = Some(kolmogorov_smirnov(values, distribution));
        candidate.ad = Some(distance);
        let judged = Judged { law, values: values.len(), distance };
        candidate.ad_p = Some(judged.p_value(self.seed, self.engine, self.watch)?);
        Ok(())
    }

    /// `2k - 2 ln L + 2k(k+1)/(n-k-1)`.
    fn aicc(&self, k: usize, log_likelihood: f64) -> Option<f64> {
        let spare = self.observations.rows().checked_sub(k + 1).filter(|spare| *spare > 0)?;
        let k = k as f64;
        Some(2.0 * k - 2.0 * log_likelihood + 2.0 * k * (k + 1.0) / spare as f64)
    }

    /// Why a family cannot be fitted.
    fn reason_against(&self, family: Family) -> Option<String> {
        let cases = &self.observations.cases;
        let (least, most) = (cases.first().copied()?, cases.last().copied()?);
        if cases.len() < 3 {
            return Some(format!("only {} values are above 0", cases.len()));
        }
        if least == most {
            return Some("the values above 0 are all the same".into());
        }
        let within = |on: Interval| {
            let reaches = self.observations.bounds.iter().any(|&bound| bound >= on.max);
            (least <= on.min || most >= on.max || reaches)
                .then(|| format!("a value is not between {} and {}", on.min, on.max))
        };
        match family {
            Family::Normal => None,
            Family::Exponential => (least < 0.0).then(|| "a value is below 0".into()),
            Family::Lognormal | Family::Gamma | Family::Weibull => {
                (least <= 0.0).then(|| "a value is not above 0".into())
            }
            Family::Beta(on) | Family::Pert(on) => within(on),
        }
    }

    /// The text of a law, in as few digits as say it well enough.
    fn text(&self, law: &Law) -> String {
        let family = law.family;
        let stated = digits::shortest(&law.stated(), |values| family.distribution(values).ok());
        let inner = match family {
            Family::Beta(on) => vec![stated[0], stated[1], on.min, on.max],
            Family::Pert(on) => vec![on.min, stated[0], on.max],
            _ => stated,
        };
        self.observations.text_of_mixture(&written(family.name(), &inner))
    }

    /// The metalog through the percentiles of what was observed and is finished.
    pub fn metalog(&self) -> Candidate {
        const NAME: &str = "metalog";
        let law = Distribution::history(self.observations.cases.clone()).and_then(|history| {
            let values = [0.1, 0.5, 0.9].map(|p| history.quantile(p));
            metalog(&values).map(|law| (values, law))
        });
        match law {
            Err(error) => Candidate::without(NAME, format!("no metalog has these percentiles: {error}")),
            Ok((values, law)) => {
                let short = digits::shortest(&values, |values| metalog(values).ok());
                let text = self.observations.text_of_mixture(&written(NAME, &short));
                Candidate::offered(NAME, text, &self.observations.mixed(law))
            }
        }
    }
}

fn metalog(values: &[f64]) -> Result<Distribution, crate::distribution::LawError> {
    Distribution::metalog(values[0], values[1], values[2], None, None)
}

/// What was observed as a law of its own, read from its file.
pub(super) fn history(observations: &Observations, text: String) -> Candidate {
    const NAME: &str = "history";
    let note = (!observations.bounds.is_empty())
        .then(|| "reads rows that are not finished as if their bounds were values: leave them out of the file".into());
    match Distribution::history(observations.all_cases()) {
        Ok(law) => Candidate { note, ..Candidate::offered(NAME, text, &law) },
        Err(error) => Candidate::without(NAME, error.to_string()),
    }
}

/// `gamma(2.4, 3)`.
fn written(law: &str, values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(f64::to_string).collect();
    format!("{law}({})", values.join(", "))
}
