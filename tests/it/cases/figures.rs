//! Figures that were wrong without a word.

use super::{Desk, HEAD};

/// The shares of falsely failing tests that are accepted: one in a thousand million each, 6.1 standard errors.
const ERRORS_ALLOWED: f64 = 6.1;

#[test]
fn a_portfolio_that_is_called_2_and_the_second_correlation_are_two_causes() {
    let row = |name: &str, portfolio: &str| format!("{name},approved,2026-04,\"normal(100000,1000)\",{portfolio}\n");
    let rows = [row("A", "2"), row("B", "2"), row("C", ""), row("D", "")].concat();
    let areas = format!("area,status,go_live,annual_saving,portfolio\n{rows}");
    let correlation = |of: &str| format!("[[correlation]]\nacross = \"annual_saving\"\n{of}\nrank_correlation = 0.5\n");
    let toml =
        HEAD.replace("2028/29", "2026/27") + &correlation("portfolio = \"2\"") + &correlation("among = [\"C\", \"D\"]");
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", &areas)]);
    let trials = 20_000.0_f64;
    desk.done(&format!("run scenario.toml --quiet --trials {trials} --no-charts --report none -o out"));
    let sd: f64 = desk.column("out/summary.csv", "horizon_gross_saving", "sd")[0].parse().unwrap();
    // Two pairs of normal laws of sd 1,000, each with the correlation that a rank correlation of a half is.
    let rho = 2.0 * (std::f64::consts::PI / 12.0).sin();
    let right = 1000.0 * (4.0 + 4.0 * rho).sqrt();
    let error = right / (2.0 * trials).sqrt();
    assert!((sd - right).abs() < ERRORS_ALLOWED * error, "{sd} for {right}");
}

#[test]
fn three_thirds_of_a_pound_and_a_penny_add_up_in_plan_partners_and_tables() {
    let areas = "area,status,go_live,annual_saving\nA,approved,2026-04,0.01\nB,approved,2026-04,100\n";
    let partners = ["N", "S", "W"].map(|name| format!("[[partner]]\nname = \"{name}\"\n")).concat();
    let toml = format!("{HEAD}{partners}[sharing]\nsavings = \"equal\"\n");
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", areas)]);
    desk.done("run scenario.toml --quiet --trials 200 --no-charts --report none -o out");
    for column in ["plan", "mean"] {
        for measure in ["gross_saving,2026/27", "cumulative_gross_saving,2028/29", "horizon_net_saving"] {
            let pence = |cell: &String| cell.replace('.', "").parse::<u64>().unwrap();
            let whole = desk.column("out/summary.csv", measure, column);
            let parts = ["N", "S", "W"]
                .map(|partner| pence(&desk.column("out/partners.csv", &format!("{partner},{measure}"), column)[0]));
            assert_eq!(parts.iter().sum::<u64>(), pence(&whole[0]), "{column} of {measure}: {parts:?}");
        }
    }
    assert_eq!(desk.column("out/partners.csv", "N,gross_saving,2026/27", "plan"), ["33.34"]);
    assert_eq!(desk.column("out/partners.csv", "W,gross_saving,2026/27", "plan"), ["33.33"]);
}

#[test]
fn areas_add_up_to_the_penny() {
    let rows = ["A", "B", "C"].map(|name| format!("{name},approved,2026-08,133.333333333333333333\n")).concat();
    let toml = HEAD.replace("2028/29", "2027/28");
    // Eight months of £133.33 a year, and a year.
    let desk =
        Desk::new(&[("scenario.toml", &toml), ("areas.csv", &format!("area,status,go_live,annual_saving\n{rows}"))]);
    desk.done("run scenario.toml --quiet --trials 200 --no-charts --report none -o out");
    let whole = desk.column("out/summary.csv", "horizon_gross_saving", "plan");
    let pence = |cell: &String| cell.replace('.', "").parse::<u64>().unwrap();
    for column in ["gross_saving_plan", "gross_saving_mean", "net_saving_plan"] {
        let parts = desk.column("out/areas.csv", "", column);
        assert_eq!(parts.iter().map(pence).sum::<u64>(), pence(&whole[0]), "{column}: {parts:?}");
    }
}

#[test]
fn the_plan_is_exact_to_the_penny_up_to_the_largest_amount() {
    for amount in ["70368744177664.01", "999999999999999.99", "-999999999999999.98"] {
        let areas = format!("area,status,go_live,annual_saving\nA,approved,2026-04,{amount}\n");
        let desk = Desk::new(&[("scenario.toml", &HEAD.replace("2028/29", "2026/27")), ("areas.csv", &areas)]);
        desk.done("run scenario.toml --quiet --trials 50 --no-charts --report none -o out");
        assert_eq!(desk.column("out/summary.csv", "gross_saving,2026/27", "plan"), [amount]);
        assert_eq!(desk.column("out/areas.csv", "A,", "gross_saving_plan"), [amount]);
    }
}

#[test]
fn a_stated_error_of_a_percentile_is_that_of_the_percentile() {
    let areas = "area,status,go_live,annual_saving\nA,design,2027-03,0\n";
    let toml = HEAD.replace("2028/29", "2026/27") + "risks = \"risks.csv\"\n";
    // Names and costs with which an error was negative, and with which it was sixty-nine times too large.
    for (names, big, small) in [(["Big", "Small"], "£1bn", "1642"), (["R1", "R3"], "-£500bn", "-1642")] {
        let risks =
            format!("risk,probability,frequency_per_year,cost\n{},0.4,,{big}\n{},,12,{small}\n", names[0], names[1]);
        let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", areas), ("risks.csv", &risks)]);
        desk.done("run scenario.toml --quiet --trials 5000 --no-charts --report none -o out");
        let summary = std::fs::read_to_string(desk.path("out/summary.csv")).unwrap();
        let mut table = csv::Reader::from_reader(summary.as_bytes());
        let errors: Vec<usize> = (table.headers().unwrap().iter().enumerate())
            .filter_map(|(place, name)| name.ends_with("_error").then_some(place))
            .collect();
        for row in table.records().map(Result::unwrap) {
            assert!(errors.iter().all(|&place| !row[place].starts_with('-')), "{row:?}");
        }
        // The median is one of a few multiples of £1,642: over 60 seeds it has a standard deviation of 635.
        let error: f64 = desk.column("out/summary.csv", "horizon_net_saving", "p50_error")[0].parse().unwrap();
        assert!(error < 5.0 * 1642.0, "{error}");
    }
}

#[test]
fn months_beyond_all_calendars_do_not_wrap_and_nil_budgets_make_no_share() {
    let areas = "area,status,go_live,annual_saving,slippage_months\n\
                 A,approved,2026-10,1000,\"uniform(0, 1e10)\"\nB,approved,2026-10,1000,\"uniform(0, 9e14)\"\n";
    let partners = ["N", "S"].map(|name| format!("[[partner]]\nname = \"{name}\"\nnet_revenue_budget = 0\n")).concat();
    let toml = format!("{HEAD}{partners}[sharing]\nsavings = \"equal\"\n");
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", areas)]);
    let mut said = desk.done("check scenario.toml");
    said += &desk.done("run scenario.toml --quiet --trials 400 --no-charts -o out");
    for file in ["run.json", "forecast.txt", "summary.csv", "partners.csv", "areas.csv", "report.html"] {
        said += &std::fs::read_to_string(desk.path("out").join(file)).unwrap();
    }
    assert!(!said.contains("NaN%") && !said.contains("inf%"));
    let months = ["go_live_p10", "go_live_p50", "go_live_p90"].map(|column| desk.column("out/areas.csv", "", column));
    for area in 0..2 {
        let years = months.each_ref().map(|of| of[area].split_once('-').unwrap().0.parse::<u32>().unwrap());
        assert!(years.is_sorted() && years[0] >= 2026, "{months:?}");
    }
}
