use super::*;

const M: Unit = Unit::Pounds(Scale { worth: 1e6, suffix: "m" });
const K: Unit = Unit::Pounds(Scale { worth: 1e3, suffix: "k" });
const P: Unit = Unit::Pounds(Scale::POUNDS);

fn estimate(value: f64, error: f64, unit: Unit) -> Figure {
    Figure::estimate(Estimate { value, error }, unit)
}

/// As it is written in a table and elsewhere.
fn both(figure: &Figure) -> [String; 2] {
    [figure.number(), figure.to_string()]
}

#[test]
fn one_plan_is_written_one_way_in_tables_and_sentences() {
    assert_eq!(both(&Figure::exact(9e6, M)), ["9.00", "£9.00m"]);
    assert_eq!(both(&Figure::exact(10.6e6, M)), ["10.6", "£10.6m"]);
    assert_eq!(both(&Figure::exact(883_333.0, M)), ["0.88", "£0.88m"]);
    assert_eq!(both(&Figure::exact(250_000.0, K)), ["250", "£250k"]);
    assert_eq!(both(&Figure::exact(1_234_567_000.0, M)), ["1,230", "£1,230m"]);
    assert_eq!(both(&Figure::exact(-57.0, P)), ["-57", "-£57"]);
    assert_eq!(both(&Figure::exact(0.3, P)), ["0.30", "£0.30"]);
    assert_eq!(both(&Figure::exact(0.0, M)), ["0", "£0"]);
}

#[test]
fn an_estimate_has_no_more_digits_than_its_error_supports_and_keeps_its_noughts() {
    let shown = |value, error| estimate(value, error, M).to_string();
    assert_eq!(shown(8_691_234.0, 1_000.0), "£8.69m");
    assert_eq!(shown(8_691_234.0, 30_000.0), "£8.7m");
    assert_eq!(shown(8_691_234.0, 300_000.0), "£9m");
    assert_eq!(shown(8_000_400.0, 1_000.0), "£8.00m");
    assert_eq!(shown(999_600.0, 1.0), "£1.00m");
    assert_eq!(shown(f64::NAN, 1.0), "not known");
    assert_eq!(shown(1e6, f64::NAN), "£1.00m");
    assert_eq!(estimate(-250_400.0, 100.0, K).to_string(), "-£250k");
}

#[test]
fn small_amounts_have_two_digits_where_the_error_allows_and_are_never_in_another_unit() {
    assert_eq!(both(&estimate(-430_000.0, 20_000.0, M)), ["-0.4", "-£0.4m"]);
    assert_eq!(both(&estimate(-430_000.0, 4_000.0, M)), ["-0.43", "-£0.43m"]);
    assert_eq!(both(&estimate(-34_500.0, 200.0, M)), ["-0.035", "-£0.035m"]);
    // What needs more than two decimals is written in pounds where no caption names the unit.
    assert_eq!(both(&Figure::exact(671.0, M)), ["0.00067", "£671"]);
    assert_eq!(both(&estimate(-1_640.0, 10.0, M)), ["-0.0016", "-£1,640"]);
    assert_eq!(both(&estimate(30.0, 1_000.0, M)), ["0.00", "£0"]);
    assert_eq!(both(&Figure::exact(3.0, M)), ["0.00", "£3"]);
    assert_eq!(estimate(4e8, 1e6, Unit::Pounds(Scale::of(-3e12))).to_string(), "£400m");
}

#[test]
fn the_cautious_figure_is_rounded_away_from_comfort() {
    let shown = |value, error, rounding| estimate(value, error, M).rounded(rounding).to_string();
    assert_eq!(shown(6_049_999.0, 4_000.0, Rounding::AtLeast), "£6.04m");
    assert_eq!(shown(6_041_000.0, 4_000.0, Rounding::AtMost), "£6.05m");
    assert_eq!(shown(-250_400.0, 10.0, Rounding::AtLeast), "-£0.26m");
    assert_eq!(shown(6_050_000.0, 0.0, Rounding::AtMost), "£6.05m");
    assert_eq!(shown(24e6, 7.8e6, Rounding::AtLeast), "£20m");
    assert_eq!(shown(3e6, 1e7, Rounding::AtLeast), "£0", "the error leaves nothing of it");
}

#[test]
fn a_change_has_its_sign_and_at_least_one_digit() {
    let shown = |value, error| both(&estimate(value, error, M).rounded(Rounding::Change));
    assert_eq!(shown(1_234_000.0, 900.0), ["+1.23", "+£1.23m"]);
    assert_eq!(shown(-34_500.0, 900.0), ["-0.035", "-£0.035m"]);
    assert_eq!(shown(-260_000.0, 110_000.0), ["-0.3", "-£0.3m"]);
    assert_eq!(estimate(2.0, 0.0, Unit::Months).rounded(Rounding::Change).to_string(), "+2 months");
}

#[test]
fn what_was_stated_is_never_rounded() {
    let shown = |value, unit| Figure::stated(value, unit).to_string();
    assert_eq!(shown(10.6e6, M), "£10.6m");
    assert_eq!(shown(-53e6, M), "-£53m");
    assert_eq!(shown(10_612_345.0, M), "£10,612,345");
    assert_eq!(shown(999_999_999.99, M), "£999,999,999.99");
    assert_eq!(shown(5_000.0, M), "£5,000");
    assert_eq!(shown(20.5, P), "£20.50");
    assert_eq!(shown(1_200_000.0, P), "£1,200,000");
    assert_eq!(Figure::stated(10_612_345.0, M).number(), "10.612345");
    assert_eq!(shown(2_400.0, Unit::Posts), "2,400");
    assert_eq!(shown(1_234.5, Unit::Posts), "1,234.5");
    assert_eq!(shown(1.25, Unit::Ratio), "1.25");
    assert_eq!(shown(0.7032, Unit::Share), "70.32%");
    assert_eq!(shown(1.0, Unit::Months), "1 month");
}

#[test]
fn the_largest_unit_is_a_trillion() {
    assert_eq!(Figure::exact(1e15, Unit::Pounds(Scale::of(1e15))).to_string(), "£1,000tn");
    assert_eq!(Scale::of(999.0), Scale::POUNDS);
    assert_eq!(Scale::of(-2e9).unit(), "£bn");
}

/// Of so many trials, with Wilson's interval.
fn chance(met: u64, trials: u64) -> Figure {
    let (met, n, z2) = (met as f64, trials as f64, HALF_WIDTH * HALF_WIDTH);
    let (share, scale) = (met / n, 1.0 + z2 / n);
    let spread = (z2 * (share * (1.0 - share) / n + z2 / (4.0 * n * n))).sqrt();
    let centre = share + z2 / (2.0 * n);
    Figure::chance(share, ((centre - spread) / scale, (centre + spread) / scale))
}

#[test]
fn a_chance_is_a_whole_per_cent_with_a_decimal_where_it_is_rare_and_known_so_well() {
    let shown = |met| chance(met, 100_000).to_string();
    let written =
        [0, 4, 60, 1_180, 8_330, 9_960, 12_400, 49_700, 90_020, 98_700, 99_870, 99_950, 99_999, 100_000].map(shown);
    let expected = [
        "none",
        "under 0.1%",
        "under 0.1%",
        "1.2%",
        "about 8.3%",
        "10%",
        "12%",
        "50%",
        "90%",
        "98.7%",
        "99.9%",
        "over 99.9%",
        "over 99.9%",
        "all",
    ];
    assert_eq!(written, expected);
}

#[test]
fn a_chance_is_about_so_much_where_its_interval_reaches_the_next_value() {
    assert_eq!(chance(310, 1_000).to_string(), "about 31%");
    assert_eq!(chance(3_100, 10_000).to_string(), "31%");
    // The interval is wider than a point: no decimal.
    assert_eq!(chance(12, 1_000).to_string(), "about 1%");
    assert_eq!(chance(3, 1_000).to_string(), "about 0.3%");
    assert_eq!(chance(1, 300).to_string(), "under 1%");
    assert_eq!(chance(299, 300).to_string(), "over 99%");
    assert_eq!(chance(120, 10_000).to_string(), "about 1.2%");
}

#[test]
fn halfway_between_two_per_cents_is_rounded_up_by_the_decimal_value() {
    for hundredths in 10..90 {
        let share = format!("0.{hundredths:02}5").parse().unwrap();
        assert_eq!(Figure::chance(share, (share, share)).to_string(), format!("{}%", hundredths + 1));
    }
    assert_eq!(
        [share::per_cent(0.0625, 1), share::per_cent(-0.305, 0), share::per_cent(0.002_85, 2)],
        [6.3, -31.0, 0.29]
    );
}

#[test]
fn chances_that_are_compared_add_up_as_printed() {
    let shown = |one, other| compared(&chance(one, 100_000), &chance(other, 100_000)).map(|figure| figure.to_string());
    assert_eq!(shown(1_400, 8_600), ["1.4%", "about 8.6%", "+7.2 points"]);
    assert_eq!(shown(50_000, 8_640), ["about 50.0%", "about 8.6%", "-41.4 points"]);
    assert_eq!(shown(30_000, 31_000), ["30%", "31%", "+1 point"]);
    assert_eq!(shown(0, 900), ["none", "0.9%", "+0.9 points"]);
    let few = compared(&chance(14, 1_000), &chance(86, 1_000)).map(|figure| figure.to_string());
    assert_eq!(few, ["about 1%", "about 9%", "+8 points"]);
}

#[test]
fn a_rare_chance_is_one_in_so_many_with_a_digit_at_least() {
    assert_eq!(one_in(0.0118, 0.000_34), "85");
    assert_eq!(one_in(0.000_04, 0.000_02), "25,000");
    assert_eq!(one_in(0.008_33, 0.002_9), "120");
}

#[test]
fn other_units_have_their_own_digits() {
    assert_eq!(Figure::exact(13.8, Unit::Months).to_string(), "14 months");
    assert_eq!(Figure::exact(0.449, Unit::Months).to_string(), "0.4 months");
    assert_eq!(Figure::exact(0.96, Unit::PoundsPerPound).to_string(), "£0.96");
    assert_eq!(Figure::exact(-1.604, Unit::Share).to_string(), "-160%");
    assert_eq!(Figure::exact(0.0066, Unit::Share).to_string(), "0.66%");
    assert_eq!(Figure::exact(0.06, Unit::Share).to_string(), "6%");
    assert_eq!(Figure::exact(0.0, Unit::Share).to_string(), "0%");
    assert_eq!(estimate(16.25, 0.01, Unit::Areas).to_string(), "16.3");
    assert_eq!(estimate(2_410.4, 0.5, Unit::Posts).to_string(), "2,410");
    assert_eq!(Figure::exact(1.234_567, Unit::Ratio).to_string(), "1.23");
}

#[test]
fn an_origin_names_file_row_and_column() {
    let figure = Figure::exact(1.0, M).from("summary", "net_saving:2017/18", "p50");
    assert_eq!(figure.origin.unwrap().to_string(), "summary:net_saving:2017/18:p50");
}
