//! Each law of section 7, drawn as the annual saving of a live area over one year.

use super::case::{Case, TRIALS, close, share_sd};
use super::normal;
use std::f64::consts::PI;

/// A law's text, mean and standard deviation, and percentiles with the density there, where they are plain.
struct Law {
    text: &'static str,
    mean: f64,
    sd: f64,
    percentiles: Vec<(f64, f64, f64)>,
}

fn law(text: &'static str, mean: f64, variance: f64) -> Law {
    Law { text, mean, sd: variance.sqrt(), percentiles: Vec::new() }
}

impl Law {
    /// P10, P50 or P90 is `value`, where the density is `density`.
    fn with(mut self, p: f64, value: f64, density: f64) -> Self {
        self.percentiles.push((p, value, density));
        self
    }
}

fn bounded() -> Vec<Law> {
    vec![
        law("uniform(10, 30)", 20.0, 400.0 / 12.0).with(0.1, 12.0, 0.05).with(0.9, 28.0, 0.05),
        // (a^2 + m^2 + b^2 - am - ab - mb)/18.
        law("triangular(0, 30, 90)", 40.0, 350.0).with(0.1, 270f64.sqrt(), 2.0 * 270f64.sqrt() / 2_700.0),
        // alpha = 7/3, beta = 11/3: variance 8100 (77/9)/(36 x 7).
        law("pert(0, 30, 90)", 35.0, 275.0),
        law("pert(0, 0, 60)", 10.0, 3_600.0 * 5.0 / (36.0 * 7.0)),
        law("beta(2, 3, 10, 60)", 30.0, 100.0),
        law("discrete(10: 1, 20: 2, 40: 1)", 22.5, 118.75).with(0.5, 20.0, f64::INFINITY).with(
            0.1,
            10.0,
            f64::INFINITY,
        ),
        // 10 and 60 with one sixth each, [10, 20] and [20, 60] with one third each.
        law("history('past.csv', 'saving')", 30.0, (100.0 + 3_600.0) / 6.0 + (700.0 + 5_200.0) / 9.0 - 900.0)
            .with(0.1, 10.0, f64::INFINITY)
            .with(0.5, 20.0, 1.0 / 75.0)
            .with(0.9, 60.0, f64::INFINITY),
        law("uniform(0, 100) in [20, 40]", 30.0, 400.0 / 12.0),
        // The 10th and 90th percentiles of triangular(0, 50, 100).
        law("triangular(p10=22.3606797749979, mode=50, p90=77.6393202250021)", 50.0, 10_000.0 / 24.0).with(
            0.1,
            500f64.sqrt(),
            500f64.sqrt() / 2_500.0,
        ),
    ]
}

fn unbounded() -> Vec<Law> {
    let z = normal::quantile(0.9);
    let (sd, ln_sd) = (10.0 / z, 2f64.ln() / z);
    let mean = 40.0 * (0.5 * ln_sd * ln_sd).exp();
    let ln9 = 9f64.ln();
    let (a2, a3) = (15.0 / ln9, 12.5 / ln9);
    // The metalog's quantile function has this slope at p.
    let slope = |p: f64| (a2 + a3 * (p - 0.5)) / (p * (1.0 - p)) + a3 * (p / (1.0 - p)).ln();
    vec![
        law("normal(50, 10)", 50.0, 100.0),
        law("normal(p10=40, p90=60)", 50.0, sd * sd).with(0.1, 40.0, normal::density(z) / sd),
        law("lognormal(50, 30)", 50.0, 900.0),
        law("lognormal(p10=20, p90=80)", mean, mean * mean * ((ln_sd * ln_sd).exp() - 1.0))
            .with(0.1, 20.0, normal::density(z) / (ln_sd * 20.0))
            .with(0.5, 40.0, normal::density(0.0) / (ln_sd * 40.0)),
        law("gamma(4, 5)", 20.0, 100.0),
        law("gamma(0.25, 40)", 10.0, 400.0),
        law("weibull(2, 30)", 15.0 * PI.sqrt(), 900.0 * (1.0 - PI / 4.0)).with(
            0.5,
            30.0 * 2f64.ln().sqrt(),
            2f64.ln().sqrt() / 30.0,
        ),
        law("exponential(25)", 25.0, 625.0).with(0.5, 25.0 * 2f64.ln(), 0.02),
        // Keelin (2016), table 3: mean a1 + a3/2, variance pi^2 a2^2/3 + (1/12 + pi^2/36) a3^2.
        law("metalog(10, 20, 40)", 20.0 + a3 / 2.0, PI * PI / 3.0 * a2 * a2 + (1.0 / 12.0 + PI * PI / 36.0) * a3 * a3)
            .with(0.1, 10.0, 1.0 / slope(0.1))
            .with(0.5, 20.0, 1.0 / slope(0.5))
            .with(0.9, 40.0, 1.0 / slope(0.9)),
        law(
            "mixture(normal(10, 1): 3, uniform(20, 40): 1)",
            15.0,
            0.75 * 101.0 + 0.25 * (900.0 + 400.0 / 12.0) - 225.0,
        )
        .with(0.9, 32.0, 0.0125),
        law("mixture(0: 1, exponential(20): 1)", 10.0, 400.0 - 100.0).with(0.1, 0.0, f64::INFINITY),
        law("normal(50, 10) in [50, ]", 50.0 + 10.0 * (2.0 / PI).sqrt(), 100.0 * (1.0 - 2.0 / PI)),
        law("exponential(20) in [10, ]", 30.0, 400.0),
    ]
}

#[test]
fn every_law_has_its_mean_and_percentiles() {
    let laws: Vec<Law> = bounded().into_iter().chain(unbounded()).collect();
    let mut areas = String::from("area,status,go_live,went_live,annual_saving\n");
    for (place, law) in laws.iter().enumerate() {
        areas.push_str(&format!("A{place},live,2020-04,2020-04,\"{}\"\n", law.text));
    }
    let run = Case::new("2020/21", "2020/21", &areas).file("past.csv", "saving\n60\n10\n20\n").run();
    let root = (TRIALS as f64).sqrt();
    for (place, law) in laws.iter().enumerate() {
        let saving = run.area(&format!("A{place}")).gross_saving;
        close(saving.mean.value, law.mean, law.sd / root, law.text);
        for (p, value, density) in &law.percentiles {
            let found = [(0.1, saving.p10), (0.5, saving.p50), (0.9, saving.p90)].into_iter().find(|(of, _)| of == p);
            close(found.unwrap().1.value, *value, share_sd(*p) / density / root, law.text);
        }
    }
    // All are independent of each other.
    let variance: f64 = laws.iter().map(|law| law.sd * law.sd).sum();
    let mean: f64 = laws.iter().map(|law| law.mean).sum();
    run.programme().mean("gross_saving", "2020/21", mean, variance.sqrt());
    // The sum of so many is nearly normal; its excess kurtosis is below 3.
    run.programme().sd("gross_saving", "2020/21", variance.sqrt(), 6.0);
}

#[test]
fn the_plan_takes_modes_and_lower_medians() {
    let plans = [
        ("triangular(0, 30, 90)", 30.0),
        ("pert(0, 30, 90)", 30.0),
        ("triangular(0, 30, 90) in [40, ]", 40.0),
        ("pert(p10=20, mode=40, p90=50)", 40.0),
        ("uniform(10, 30)", 20.0),
        ("exponential(100)", 69.31),
        ("discrete(10: 1, 20: 1)", 10.0),
        ("history('past.csv', 'saving')", 20.0),
        ("normal(5, 0)", 5.0),
    ];
    let mut areas = String::from("area,status,go_live,went_live,annual_saving\n");
    for (place, (text, _)) in plans.iter().enumerate() {
        areas.push_str(&format!("A{place},live,2020-04,2020-04,\"{text}\"\n"));
    }
    let run = Case::new("2020/21", "2020/21", &areas).file("past.csv", "saving\n60\n10\n20\n").run();
    for (place, (text, plan)) in plans.iter().enumerate() {
        assert_eq!(run.area(&format!("A{place}")).gross_saving.plan, *plan, "{text}");
    }
}
