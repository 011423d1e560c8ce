//! The distributions that can be written, and what stands between their brackets.

/// What a parameter is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// The unit of the quantity itself.
    Quantity,
    /// A bare number.
    Bare,
}

/// A parameter.
pub(super) type Parameter = (&'static str, Scale);

/// One way of writing a distribution.
#[derive(Debug)]
pub(super) struct Form {
    /// The distribution's name.
    pub law: &'static str,
    /// Parameters that must be there, in order.
    pub needed: &'static [Parameter],
    /// Parameters that may be there, always with their names.
    pub optional: &'static [Parameter],
    /// Whether the needed ones may stand without their names.
    pub by_order: bool,
    /// Which constructor it stands for.
    pub kind: Kind,
}

/// The constructors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Uniform,
    Triangular,
    TriangularFromQuantiles,
    Pert,
    PertFromQuantiles,
    Normal,
    NormalFromQuantiles,
    Lognormal,
    LognormalFromQuantiles,
    Beta,
    Gamma,
    Weibull,
    Exponential,
    Metalog,
}

const fn own(name: &'static str) -> Parameter {
    (name, Scale::Quantity)
}

const fn bare(name: &'static str) -> Parameter {
    (name, Scale::Bare)
}

const fn ordered(law: &'static str, needed: &'static [Parameter], kind: Kind) -> Form {
    Form { law, needed, optional: &[], by_order: true, kind }
}

const fn named(law: &'static str, needed: &'static [Parameter], kind: Kind) -> Form {
    Form { law, needed, optional: &[], by_order: false, kind }
}

/// Three values around the most likely one.
const THREE: &[Parameter] = &[own("min"), own("mode"), own("max")];
const MEAN_SD: &[Parameter] = &[own("mean"), own("sd")];
const P10_P90: &[Parameter] = &[own("p10"), own("p90")];
const P10_MODE_P90: &[Parameter] = &[own("p10"), own("mode"), own("p90")];

/// Every form, the one by order first.
pub(super) const FORMS: &[Form] = &[
    ordered("uniform", &[own("min"), own("max")], Kind::Uniform),
    ordered("triangular", THREE, Kind::Triangular),
    named("triangular", P10_MODE_P90, Kind::TriangularFromQuantiles),
    ordered("pert", THREE, Kind::Pert),
    named("pert", P10_MODE_P90, Kind::PertFromQuantiles),
    ordered("normal", MEAN_SD, Kind::Normal),
    named("normal", P10_P90, Kind::NormalFromQuantiles),
    ordered("lognormal", MEAN_SD, Kind::Lognormal),
    named("lognormal", P10_P90, Kind::LognormalFromQuantiles),
    ordered("beta", &[bare("alpha"), bare("beta"), own("min"), own("max")], Kind::Beta),
    ordered("gamma", &[bare("shape"), own("scale")], Kind::Gamma),
    ordered("weibull", &[bare("shape"), own("scale")], Kind::Weibull),
    ordered("exponential", &[own("mean")], Kind::Exponential),
    Form {
        law: "metalog",
        needed: &[own("p10"), own("p50"), own("p90")],
        optional: &[own("min"), own("max")],
        by_order: true,
        kind: Kind::Metalog,
    },
];

/// The names of all distributions.
pub(super) const NAMES: &[&str] = &[
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "beta",
    "gamma",
    "weibull",
    "exponential",
    "metalog",
    "discrete",
    "mixture",
    "history",
];

/// The distribution of a name in any case.
pub(super) fn known(name: &str) -> Option<&'static str> {
    NAMES.iter().copied().find(|known| known.eq_ignore_ascii_case(name))
}

/// How a distribution is written, for advice.
pub(super) fn pattern(law: &str) -> String {
    match law {
        "discrete" => "`discrete(value: weight, value: weight, …)`".into(),
        "mixture" => "`mixture(distribution: weight, distribution: weight, …)`".into(),
        "history" => "`history('file.csv', 'column')`".into(),
        _ => {
            let forms: Vec<String> = FORMS.iter().filter(|form| form.law == law).map(Form::pattern).collect();
            forms.join(" or ")
        }
    }
}

impl Form {
    /// `pert(min, mode, max)` or `pert(p10=…, mode=…, p90=…)`.
    fn pattern(&self) -> String {
        let end = if self.by_order { "" } else { "=…" };
        let mut names: Vec<String> = self.needed.iter().map(|(name, _)| format!("{name}{end}")).collect();
        names.extend(self.optional.iter().map(|(name, _)| format!("[{name}=…]")));
        format!("`{}({})`", self.law, names.join(", "))
    }

    /// Whether it has a parameter of that name.
    pub fn has(&self, name: &str) -> bool {
        self.needed.iter().chain(self.optional).any(|(known, _)| known.eq_ignore_ascii_case(name))
    }
}
