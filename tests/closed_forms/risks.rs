//! Risks (section 5).

use super::case::Case;

const LIVE: &str = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£120k\n";

#[test]
fn the_cost_of_a_recurring_risk_is_compound_poisson() {
    // Half an event a year, each uniform(£100k, £300k). A year: mean 1/2 E X, variance 1/2 E X^2, excess kurtosis
    // E X^4 / (1/2 (E X^2)^2); four years: four times mean and variance, a quarter of the excess.
    let risks = "risk,frequency_per_year,cost\nOutage,0.5,\"uniform(100000, 300000)\"\n";
    let run = Case::new("2020/21", "2023/24", LIVE).risks(risks).run();
    let programme = run.programme();
    let moment = |k: i32| (300_000f64.powi(k + 1) - 100_000f64.powi(k + 1)) / (f64::from(k + 1) * 200_000.0);
    let sd = (0.5 * moment(2)).sqrt();
    let excess = moment(4) / (0.5 * moment(2).powi(2));
    for year in ["2020/21", "2023/24"] {
        programme.mean("risk_cost", year, 100_000.0, sd);
        programme.sd("risk_cost", year, sd, 3.0 + excess);
    }
    programme.mean("cumulative_risk_cost", "2023/24", 400_000.0, 2.0 * sd);
    programme.sd("cumulative_risk_cost", "2023/24", 2.0 * sd, 3.0 + excess / 4.0);
    programme.plans("risk_cost", &[0.0; 4]);
    // No event in a year: exp(-1/2).
    let target = "[[target]]\nname = \"Quiet\"\nmeasure = \"risk_cost\"\nby = \"2021/22\"\nat_most = 0\n";
    Case::new("2020/21", "2023/24", LIVE).risks(risks).tables(target).run().meets("Quiet", (-0.5f64).exp());
}

#[test]
fn a_recurring_risk_happens_after_the_data_date_only() {
    // A = 9: three months of the first year are left, at one event a month on average.
    let risks = "risk,frequency_per_year,cost\nOutage,12,£1k\n";
    let run = Case::new("2020/21", "2021/22", LIVE).with_as_of("2021-01").risks(risks).run();
    run.programme().mean("risk_cost", "2020/21", 3_000.0, 1_000.0 * 3f64.sqrt());
    run.programme().mean("risk_cost", "2021/22", 12_000.0, 1_000.0 * 12f64.sqrt());
    run.programme().sd("risk_cost", "2021/22", 1_000.0 * 12f64.sqrt(), 3.0 + 1.0 / 12.0);
}

#[test]
fn a_risk_that_occurs_once_costs_in_the_year_of_its_date() {
    // 0.3 x lognormal(mean 100k, sd 50k): square 1.25e10; a gain of £40k for certain at the data date, month 5.
    let risks = "risk,probability,cost,date\nClaim,0.3,\"lognormal(100000, 50000)\",2021-10\nSale,1,-£40k,\n";
    let run = Case::new("2020/21", "2021/22", LIVE).with_as_of("2020-09").risks(risks).run();
    run.programme().is("risk_cost", "2020/21", -40_000.0);
    run.programme().mean("risk_cost", "2021/22", 30_000.0, (0.3 * 1.25e10 - 9e8f64).sqrt());
    run.programme().quantile("risk_cost", "2021/22", (0.5, 0.0), f64::INFINITY);
    run.programme().mean("net_saving", "2021/22", 90_000.0, (0.3 * 1.25e10 - 9e8f64).sqrt());
}

#[test]
fn events_delay_in_the_order_of_their_time_and_only_what_is_not_live() {
    // Live from 12 at first. The event of month 10 makes it 17, that of month 14 then 21; the one of month 21 comes as
    // it goes live and does nothing. In the other order of the table the same. Two strikes areas that it names.
    let areas = "area,status,go_live,annual_saving\n\
                 Both,approved,2021-04,0\nLater,approved,2021-04,0\nNeither,approved,2021-04,0\n";
    let risks = "risk,probability,areas,delay_months,date\n\
                 Third,1,*,9,2022-01\n\
                 Second,1,Both; Later,4,2021-06\n\
                 First,1,Both,5,2021-02\n";
    let run = Case::new("2020/21", "2023/24", areas).risks(risks).run();
    run.lateness("Both", 9.0, 0.0);
    run.lateness("Later", 0.0, 0.0);
    run.lateness("Neither", 0.0, 0.0);
}

#[test]
fn recurring_delays_beget_delays() {
    // 0.05 events a month, four months each, against a go-live at 24: a branching process of which each month of
    // delay has 0.2 further events on average. Their total is Borel-Tanner: mean 1.2/(1 - 0.2), variance
    // 1.2/(1 - 0.2)^3. A horizon of 20 years cuts nothing off that could be seen.
    let areas = "area,status,go_live,annual_saving\nHost,approved,2022-04,£120k\n";
    let risks = "risk,frequency_per_year,delay_months\nUnprogrammed work,0.6,4\n";
    let run = Case::new("2020/21", "2039/40", areas).risks(risks).run();
    let sd = 4.0 * (1.2f64 / 0.512).sqrt();
    run.lateness("Host", 6.0, sd);
    run.programme().mean("horizon_gross_saving", "", 10_000.0 * (240.0 - 30.0), 10_000.0 * sd);
}

#[test]
fn a_loss_of_saving_lasts_from_its_event_on_and_strikes_what_is_not_live_too() {
    // £10k a month from 0 and from 12; a quarter of both is lost from 6 on, and half of what is left from 18 on.
    let areas = "area,status,go_live,annual_saving,posts_removed\n\
                 ICT,approved,2020-04,£120k,4\nHR,approved,2021-04,£120k,\n";
    let risks = "risk,probability,areas,saving_loss,date\nLoss,1,*,25%,2020-10\nAgain,1,HR,0.5,2021-10\n";
    let run = Case::new("2020/21", "2021/22", areas).risks(risks).run();
    run.programme().are("gross_saving", &[60_000.0 + 45_000.0, 90_000.0 + 45_000.0 + 22_500.0]);
    run.programme().are("run_rate", &[90_000.0, 90_000.0 + 45_000.0]);
    run.programme().is("posts_removed", "2021/22", 4.0);
}

#[test]
fn recurring_losses_decay_the_saving_exponentially() {
    // Every event takes l = 1/5; N(t) events by t at rate v = 1/12 a month. E (1-l)^N(t) = exp(-v l t), and
    // E (1-l)^(N(s)+N(t)) = exp(-b s) exp(-a (t - s)) with a = v l, b = v l (2 - l) for s < t.
    let risks = "risk,frequency_per_year,saving_loss\nAttrition,1,0.2\n";
    let run = Case::new("2020/21", "2024/25", LIVE).risks(risks).run();
    let (a, b, end) = (0.2 / 12.0, 0.36 / 12.0, 60.0f64);
    let mean = (1.0 - (-a * end).exp()) / a;
    let after = (-a * end).exp() * (1.0 - (-(b - a) * end).exp()) / (b - a);
    let square = 2.0 / a * ((1.0 - (-b * end).exp()) / b - after);
    let sd = 10_000.0 * (square - mean * mean).sqrt();
    run.programme().mean("horizon_gross_saving", "", 10_000.0 * mean, sd);
    let share = (-a * end).exp();
    let share_sd = ((-b * end).exp() - share * share).sqrt();
    run.programme().mean("run_rate", "2024/25", 120_000.0 * share, 120_000.0 * share_sd);
}

#[test]
fn one_draw_of_an_event_serves_all_that_it_strikes() {
    // A delay uniform(0, 12) for both: the sum of both savings has twice the deviation of one.
    let areas = "area,status,go_live,annual_saving\nICT,approved,2021-04,£120k\nHR,approved,2021-04,£120k\n";
    let risks = "risk,probability,delay_months,date\nStorm,1,\"uniform(0, 12)\",2020-10\n";
    let run = Case::new("2020/21", "2022/23", areas).risks(risks).run();
    run.lateness("ICT", 6.0, 12f64.sqrt());
    run.programme().mean("horizon_gross_saving", "", 360_000.0, 20_000.0 * 12f64.sqrt());
    run.programme().sd("horizon_gross_saving", "", 20_000.0 * 12f64.sqrt(), 1.8);
}

#[test]
fn independent_risks_add_their_variances() {
    // Ten risks of £10k with probability 0.1 to 1.0.
    let mut risks = String::from("risk,probability,cost\n");
    for tenth in 1..=10 {
        risks.push_str(&format!("R{tenth},{},£10k\n", f64::from(tenth) / 10.0));
    }
    let run = Case::new("2020/21", "2020/21", LIVE).risks(&risks).run();
    // Sum of p (1 - p) for p = 0.1 .. 1.0: 5.5 - 3.85.
    run.programme().mean("risk_cost", "2020/21", 55_000.0, 10_000.0 * 1.65f64.sqrt());
    // Excess kurtosis: sum of p(1-p)(1 - 6p(1-p)) over the variance squared.
    let spread = |tenth: i32| f64::from(tenth) / 10.0 * (1.0 - f64::from(tenth) / 10.0);
    let excess = (1..=10).map(|tenth| spread(tenth) * (1.0 - 6.0 * spread(tenth))).sum::<f64>() / 1.65f64.powi(2);
    run.programme().sd("risk_cost", "2020/21", 10_000.0 * 1.65f64.sqrt(), 3.0 + excess);
}
