//! Probability laws: parameters, support, most likely value, distribution and quantile function.
/// stub
#[derive(Clone, Debug)]
pub struct Distribution { lo: f64, hi: f64, mode: f64 }
/// stub
#[derive(Clone, Debug)]
pub struct LawError(String);
impl std::fmt::Display for LawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
}
type R = Result<Distribution, LawError>;
fn law(lo: f64, mode: f64, hi: f64) -> R {
    if lo <= mode && mode <= hi { Ok(Distribution { lo, hi, mode }) } else { Err(LawError(format!("{lo} {mode} {hi} out of order"))) }
}
#[allow(missing_docs, clippy::missing_errors_doc)]
impl Distribution {
    pub fn most_likely(&self) -> f64 { self.mode }
    pub fn mean(&self) -> f64 { self.mode }
    pub fn fixed(v: f64) -> Self { Distribution { lo: v, hi: v, mode: v } }
    pub fn uniform(a: f64, b: f64) -> R { law(a, (a + b) / 2.0, b) }
    pub fn triangular(a: f64, m: f64, b: f64) -> R { law(a, m, b) }
    pub fn pert(a: f64, m: f64, b: f64) -> R { law(a, m, b) }
    pub fn normal(m: f64, s: f64) -> R { if s == 0.0 { law(m, m, m) } else if s > 0.0 { law(f64::NEG_INFINITY, m, f64::INFINITY) } else { Err(LawError("sd".into())) } }
    pub fn normal_from_quantiles(a: f64, b: f64) -> R { if a < b { law(f64::NEG_INFINITY, (a + b) / 2.0, f64::INFINITY) } else { Err(LawError("p".into())) } }
    pub fn lognormal(m: f64, s: f64) -> R { if m > 0.0 && s >= 0.0 { law(0.0, m, f64::INFINITY) } else { Err(LawError("the mean must be above 0".into())) } }
    pub fn lognormal_from_quantiles(a: f64, b: f64) -> R { law(0.0, (a + b) / 2.0, f64::INFINITY) }
    pub fn beta(_: f64, _: f64, a: f64, b: f64) -> R { law(a, (a + b) / 2.0, b) }
    pub fn gamma(k: f64, s: f64) -> R { law(0.0, k * s, f64::INFINITY) }
    pub fn weibull(_: f64, s: f64) -> R { law(0.0, s, f64::INFINITY) }
    pub fn exponential(m: f64) -> R { law(0.0, m, f64::INFINITY) }
    pub fn triangular_from_quantiles(a: f64, m: f64, b: f64) -> R { law(a - (m - a), m, b + (b - m)) }
    pub fn pert_from_quantiles(a: f64, m: f64, b: f64) -> R { law(a - (m - a), m, b + (b - m)) }
    pub fn metalog(a: f64, m: f64, b: f64, lo: Option<f64>, hi: Option<f64>) -> R {
        let r = (m - a) / (b - a);
        if !(0.17..0.83).contains(&r) && lo.is_none() && hi.is_none() { return Err(LawError("infeasible metalog".into())); }
        law(lo.unwrap_or(f64::NEG_INFINITY), m, hi.unwrap_or(f64::INFINITY))
    }
    pub fn discrete(v: Vec<(f64, f64)>) -> R { Self::history(v.into_iter().map(|p| p.0).collect()) }
    pub fn mixture(v: Vec<(Distribution, f64)>) -> R {
        let lo = v.iter().map(|p| p.0.lo).fold(f64::INFINITY, f64::min);
        let hi = v.iter().map(|p| p.0.hi).fold(f64::NEG_INFINITY, f64::max);
        law(lo, v[0].0.mode.clamp(lo, hi), hi)
    }
    pub fn history(v: Vec<f64>) -> R {
        let lo = v.iter().copied().fold(f64::INFINITY, f64::min);
        let hi = v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if v.is_empty() { return Err(LawError("empty".into())); }
        law(lo, (lo + hi) / 2.0, hi)
    }
    pub fn truncated(self, lo: Option<f64>, hi: Option<f64>) -> R {
        let (l, h) = (self.lo.max(lo.unwrap_or(self.lo)), self.hi.min(hi.unwrap_or(self.hi)));
        if l > h { return Err(LawError("nothing left".into())); }
        law(l, self.mode.clamp(l, h), h)
    }
    pub fn given_at_least(&self, x: f64) -> R { self.clone().truncated(Some(x), None) }
    pub fn fixed_value(&self) -> Option<f64> { (self.lo == self.hi).then_some(self.lo) }
    pub fn support(&self) -> (f64, f64) { (self.lo, self.hi) }
    pub fn quantile(&self, p: f64) -> f64 { self.lo + p * (self.hi - self.lo) }
    pub fn cdf(&self, x: f64) -> f64 {
        let (l, h) = (self.lo.max(self.mode - 1e6), self.hi.min(self.mode + 1e6));
        ((x - l) / (h - l)).clamp(0.0, 1.0)
    }
    pub fn cdf_left(&self, x: f64) -> f64 { self.cdf(x) }
    pub fn survival(&self, x: f64) -> f64 { 1.0 - self.cdf(x) }
}
