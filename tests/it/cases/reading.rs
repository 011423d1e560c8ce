//! What is refused, questioned or limited, and the help that is given.

use super::{Desk, HEAD, error_of, programme, refused, warned};
use foresave::programme::AreaColumn;

const ONE_AREA: &str = "area,status,go_live,annual_saving\nICT,approved,2026-10,100k\n";

#[test]
fn a_comparator_in_per_cent_without_the_sign_is_refused_at_its_cell() {
    let toml = format!("{HEAD}[benchmark]\nsector = \"police\"\ncomparators = \"cases.csv\"\nreplace = true\n");
    let header = "quantity,case,programme,sector,value,alike,source_title,source_year,mark\n";
    let row = |quantity: &str, value: &str| {
        format!("{header}{quantity},Case A,Prog A,own,{value},partial,Closure report,2022,published\n")
    };
    for (quantity, wrong, right) in
        [("share_late", "60", "60%"), ("realisation", "72", "72%"), ("share_late", "-1", "")]
    {
        let said = refused(&toml, &[("areas.csv", ONE_AREA), ("cases.csv", &row(quantity, wrong))]);
        assert!(said.contains("error[out-of-range]") && said.contains("cases.csv:2:"), "{said}");
        assert!(right.is_empty() || said.contains(&format!("write `{right}`")), "{said}");
    }
    let sound = row("share_late", "60%");
    assert_eq!(warned(&toml, &[("areas.csv", ONE_AREA), ("cases.csv", &sound)]), "");
}

#[test]
fn a_discount_rate_of_350_per_cent_is_questioned() {
    for rate in ["3.5", "35", "\"350%\"", "{ 0 = \"3.5%\", 31 = 3 }"] {
        let said = warned(&format!("{HEAD}[discounting]\nrate = {rate}\n"), &[("areas.csv", ONE_AREA)]);
        assert!(said.contains("warning[rate-high]"), "{rate}: {said}");
    }
    assert_eq!(warned(&format!("{HEAD}[discounting]\nrate = \"3.5%\"\n"), &[("areas.csv", ONE_AREA)]), "");
}

#[test]
fn help_converts_a_unit_or_gives_no_number_at_all() {
    let said_of = |column: &str, written: &str| {
        let areas =
            format!("area,status,go_live,annual_saving,slippage_months,probability\nA,approved,2026-10,{}\n", {
                let cells = ["annual_saving", "slippage_months", "probability"];
                cells.map(|known| if known == column { written } else { "1" }).join(",")
            });
        refused(HEAD, &[("areas.csv", &areas)])
    };
    for (column, written, meant) in [
        ("slippage_months", "2 years", "`24`"),
        ("slippage_months", "0.25 years", "`3`"),
        ("slippage_months", "6 weeks", "`1.38`"),
        ("slippage_months", "90 days", "`2.96`"),
        ("probability", "1 in 10", "`10%`"),
        ("annual_saving", "1000p", "`£10`"),
        ("annual_saving", "1.2 mil", "`1.2m`"),
    ] {
        let said = said_of(column, written);
        assert!(said.contains(&format!("write {meant}")) || said.contains(&format!(": {meant}")), "{written}: {said}");
    }
    for (written, number) in [("£5t", "`£5`"), ("£5 lakh", "`£5`"), ("5 quid", "`5`")] {
        let said = said_of("annual_saving", written);
        assert!(!said.contains(number), "{written}: {said}");
    }
    // What can mean one thing only is read.
    let areas = "area,status,go_live,annual_saving\nA,approved,2026-10,1000 per year\nB,approved,2026-10,£1.2m pa\n";
    let read = programme(HEAD, &[("areas.csv", areas)]);
    let saving = |area: usize| read.areas[area][AreaColumn::AnnualSaving].most_likely().to_string();
    assert_eq!([saving(0), saving(1)], ["1000", "1200000"]);
}

#[test]
fn a_mode_out_of_reach_is_not_exchanged_with_a_percentile() {
    let of = |law: &str| format!("area,status,go_live,annual_saving\nA,approved,2026-04,\"{law}\"\n");
    for law in ["pert(p10=1000,mode=700,p90=3000)", "triangular(p10=1000,mode=3500,p90=3000)"] {
        let said = refused(HEAD, &[("areas.csv", &of(law))]);
        assert!(said.contains("it must lie between") && !said.contains("help"), "{said}");
    }
    let said = refused(HEAD, &[("areas.csv", &of("pert(p10=3000,mode=2000,p90=1000)"))]);
    assert!(said.contains("p10=1000") && said.contains("p90=3000"), "percentiles that are: {said}");
    programme(HEAD, &[("areas.csv", &of("pert(p10=1000,mode=900,p90=3000)"))]);
}

#[test]
fn names_that_look_alike_are_one_name_and_what_cannot_be_seen_is_shown() {
    let rows = "ICT,approved,2026-04,1000\nICT\u{200b},approved,2026-04,1000\n\
                Caf\u{e9},approved,2026-04,1000\nCafe\u{301},approved,2026-04,1000\n\
                Human resources,approved,2026-04,1000\nHuman\u{a0}resources,approved,2026-04,1000\n";
    let said = refused(HEAD, &[("areas.csv", &format!("area,status,go_live,annual_saving\n{rows}"))]);
    assert_eq!(said.matches("error[duplicate-name]").count(), 3, "{said}");
    assert!(said.contains("`ICT<U+200B>`") && said.contains("`Human<U+00A0>resources`"), "{said}");
    let refers = "area,status,go_live,annual_saving,after\nCaf\u{e9},approved,2026-04,1000,\nHR,approved,2026-04,1000,Cafe\u{301}\n";
    assert_eq!(programme(HEAD, &[("areas.csv", refers)]).areas[1].after[0].area, 0);
    let number = "area,status,go_live,annual_saving\nA,approved,2026-04,-\u{feff}42\n";
    assert!(refused(HEAD, &[("areas.csv", number)]).contains("`-<U+FEFF>42`"));
}

#[test]
fn partners_and_workforce_groups_without_end_are_refused_with_their_place() {
    for entry in ["partner", "workforce"] {
        let entries: String = (0..3_000).map(|number| format!("[[{entry}]]\nname = \"N{number}\"\n")).collect();
        let said = refused(&format!("{HEAD}{entries}"), &[("areas.csv", ONE_AREA)]);
        assert!(said.contains("error[table-too-large]") && said.contains("scenario.toml:"), "{said}");
    }
}

#[test]
fn a_history_that_thousands_of_cells_name_is_kept_once() {
    let values: String = (0..2_000).map(|row| format!("{}\n", row % 977)).collect();
    let row = |area: usize| {
        // However its path is spelt.
        let path = if area.is_multiple_of(2) { "h.csv" } else { "./h.csv" };
        format!("A{area},design,2026-04,{0},{0},{0}\n", format_args!("\"history('{path}','a')\""))
    };
    let areas: String = (0..2_000).map(row).collect();
    let areas = format!("area,status,go_live,annual_saving,slippage_months,running_cost\n{areas}");
    let history = format!("a\n{values}");
    let read = programme(HEAD, &[("areas.csv", &areas), ("h.csv", &history)]);
    let law = |area: usize| read.areas[area][AreaColumn::SlippageMonths].law().cloned().unwrap();
    let values_of = |area: usize| match law(area).closed_form() {
        Some(foresave::distribution::ClosedForm::PiecewiseLinear { values }) => values,
        other => panic!("{other:?}"),
    };
    let first = values_of(0);
    assert!((0..2_000).all(|area| std::sync::Arc::ptr_eq(&first, &values_of(area))), "one copy for all cells");
}

#[test]
fn a_law_whose_draws_cannot_be_counted_is_refused_at_its_cell() {
    for law in ["weibull(0.001, £1)", "weibull(0.01, 1)", "lognormal(1, 1e14)"] {
        let areas = format!("area,status,go_live,annual_saving\nA,design,2026-04,\"{law}\"\n");
        let said = refused(HEAD, &[("areas.csv", &areas)]);
        assert!(said.contains("error[law-impossible]") && said.contains("areas.csv:2:19"), "{said}");
    }
    let sound = "area,status,go_live,annual_saving\nA,design,2026-04,\"weibull(0.5, £1m) in [0, £10m]\"\n";
    programme(HEAD, &[("areas.csv", sound)]);
    for growth in ["1e14", "\"uniform(0, 1e14)\""] {
        let toml = format!("{HEAD}[prices]\nterms = \"cash\"\npay_growth = 0\nprice_growth = {growth}\n");
        let said = refused(&toml, &[("areas.csv", ONE_AREA)]);
        assert!(said.contains("price_growth") && said.contains("scenario.toml:8:"), "{said}");
    }
}

#[test]
fn check_refuses_what_run_would_refuse_and_says_where() {
    let long = HEAD.replace("2028/29", "2084/85");
    let cash = "[prices]\nterms = \"cash\"\npay_growth = 0\n";
    for (more, place) in [
        ("[discounting]\nrate = \"-90%\"\n".to_owned(), "scenario.toml:6:"),
        (format!("{cash}price_growth = \"200%\"\n"), "scenario.toml:"),
        ("[[programme_cost]]\nname = \"Team\"\nper_year = \"£900000000000k\"\n[prices]\nterms = \"cash\"\npay_growth = 0\nprice_growth = \"50%\"\n".to_owned(), "scenario.toml:"),
    ] {
        let desk = Desk::new(&[("scenario.toml", &format!("{long}{more}")), ("areas.csv", ONE_AREA)]);
        let [check, run] =
            ["check scenario.toml", "run scenario.toml --trials 50 -o out --quiet"].map(|call| desk.call(call));
        assert_eq!((check.status.code(), run.status.code()), (Some(1), Some(1)), "{more}");
        assert_eq!(error_of(&check), error_of(&run), "{more}");
        assert!(error_of(&check).contains("error[plan-too-large]"), "{}", error_of(&check));
        assert!(error_of(&check).contains(&format!("--> {place}")), "{}", error_of(&check));
    }
}

#[test]
fn escapes_in_a_title_reach_no_terminal() {
    let title = "Alliance\\r\\u001b[2K\\u001b[32mNo errors\\u001b[0m\\u0007\\n\\nAreas: 99\\u009b31m";
    let toml =
        HEAD.replace("Case", title) + "source = \"\\u001b]8;;http://example.org\\u0007the report\\u001b]8;;\\u0007\"\n";
    let desk = Desk::new(&[("scenario.toml", &toml), ("areas.csv", ONE_AREA)]);
    for call in ["check scenario.toml", "run scenario.toml --trials 50 --no-charts --report none -o out"] {
        // As a terminal would get it: colours are not taken out on the way.
        let output = desk.command(call).env("CLICOLOR_FORCE", "1").output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let harmful = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{9b}';
        assert!(!said.contains(harmful), "{said:?}");
        assert!(!said.lines().any(|line| line.starts_with("Areas: 99")), "{said}");
    }
}
