//! What a comparison says, and what is left out.

use super::class::Class;
use super::spread::Spread;
use crate::forecast::Summary;
use crate::programme::{Comparator, Yardstick};

/// Which part of a report a comparison belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Posts, turnover and redundancy.
    Workforce,
    /// Savings, budgets and what is spent to save.
    Money,
    /// Realisation, delay and cost overrun.
    Delivery,
}

impl Family {
    /// All, in the order of reports.
    pub const ALL: [Family; 3] = [Family::Workforce, Family::Money, Family::Delivery];

    /// Its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Family::Workforce => "workforce",
            Family::Money => "money",
            Family::Delivery => "delivery",
        }
    }
}

/// What the scenario states, in the yardstick's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// Its mean, or its one value.
    pub mean: f64,
    /// P10 and P90, where it is uncertain.
    pub range: Option<(f64, f64)>,
}

impl Stated {
    /// One value.
    pub fn point(value: f64) -> Self {
        Stated { mean: value, range: None }
    }

    /// A forecast, each value transformed by `of`, which rises or falls throughout.
    pub fn forecast(summary: &Summary, of: impl Fn(f64) -> f64) -> Self {
        let (one, other) = (of(summary.p10().value), of(summary.p90().value));
        let range = (summary.sd > 0.0).then_some((one.min(other), one.max(other)));
        Stated { mean: of(summary.mean.value), range }
    }

    /// An assumption.
    pub(super) fn assumed(spread: &Spread) -> Self {
        let (low, high) = (spread.quantile(0.1), spread.quantile(0.9));
        Stated { mean: spread.mean(), range: (high > low).then_some((low, high)) }
    }
}

/// Where a scenario stands among published cases: shares of the class that lie below, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Below its mean.
    pub mean: f64,
    /// Below its P10 and its P90.
    pub range: Option<(f64, f64)>,
}

/// A quantity of the scenario beside published cases.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Which part of a report it belongs to.
    pub family: Family,
    /// The quantity.
    pub quantity: Yardstick,
    /// What of the scenario it looks at: a workforce group, `assumed`, `forecast`; may be blank.
    pub subject: String,
    /// What the scenario states.
    pub stated: Stated,
    /// How that was found, in words.
    pub basis: &'static str,
    /// The published cases.
    pub class: Class,
    /// Where the scenario stands among them; `None` where they are too few.
    pub standing: Option<Standing>,
}

impl Comparison {
    /// The comparison of what is stated with a class.
    pub(super) fn new(
        (family, quantity): (Family, Yardstick),
        subject: impl Into<String>,
        (stated, basis): (Stated, &'static str),
        class: Class,
    ) -> Self {
        let below = |value| class.share_below(value);
        let standing = class.bears_percentiles().then(|| Standing {
            mean: below(stated.mean),
            range: stated.range.map(|(low, high)| (below(low), below(high))),
        });
        Comparison { family, quantity, subject: subject.into(), stated, basis, class, standing }
    }
}

/// A comparison that the scenario or the evidence cannot bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMade {
    /// What would have been compared.
    pub what: String,
    /// Why it was not.
    pub reason: String,
}

/// The comparisons of a report while they are gathered.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The cases to compare with.
    evidence: Vec<Comparator>,
    /// The sector of the programme.
    sector: Option<&'static str>,
    /// What was compared.
    pub made: Vec<Comparison>,
    /// What was not.
    pub not_made: Vec<NotMade>,
}

impl Gathered {
    /// Nothing yet.
    pub fn from(evidence: Vec<Comparator>, sector: Option<&'static str>) -> Self {
        Gathered { evidence, sector, made: Vec::new(), not_made: Vec::new() }
    }

    /// The class of a quantity: of a workforce group's kind where `group` is given.
    pub fn class(&self, quantity: Yardstick, group: Option<&str>) -> Class {
        let of_group = |case: &Comparator| group.is_none() || case.group.is_none() || case.group.as_deref() == group;
        let cases = self.evidence.iter().filter(|case| case.quantity == quantity && of_group(case));
        Class::of_sector(self.sector, cases.cloned().collect())
    }

    /// Compares with the class of a quantity, or says that there is no case of it.
    pub fn compare(
        &mut self,
        (family, quantity): (Family, Yardstick),
        (subject, group): (&str, Option<&str>),
        stated: (Stated, &'static str),
    ) {
        let class = self.class(quantity, group);
        if class.cases.is_empty() {
            let of = if subject.is_empty() { String::new() } else { format!(", {subject}") };
            return self.leave_out(&format!("{}{of}", quantity.heading()), "there is no published case of it");
        }
        self.made.push(Comparison::new((family, quantity), subject, stated, class));
    }

    /// Says that a comparison was not made.
    pub fn leave_out(&mut self, what: &str, reason: &str) {
        self.not_made.push(NotMade { what: what.into(), reason: reason.into() });
    }
}
