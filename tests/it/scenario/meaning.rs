//! What a scenario means: defaults, references, shares, dates and names of inputs.

use foresave::fiscal::{FinancialYear, Month};
use foresave::programme::{
    AreaColumn, Correlation, InputId, Occurrence, PriceIndex, Programme, Quantity, RiskColumn, Struck, Terms,
    Threshold, Until,
};
use foresave::scenario::{self, Files};
use rust_decimal::Decimal;
use std::fs;

const TOP: &str = "title = \"Meaning\"\nstart = \"2015/16\"\nend = \"2018/19\"\nareas = \"areas.csv\"\n";

fn read_files(files: &[(&str, &str)]) -> Programme {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    match scenario::read(&Files::at(folder.path().join("scenario.toml"))) {
        Ok(reading) => reading.programme,
        Err(faults) => panic!("{}", faults.to_terminal(false)),
    }
}

fn read(toml: &str, areas: &str) -> Programme {
    read_files(&[("scenario.toml", &format!("{TOP}{toml}")), ("areas.csv", areas)])
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_cell_comes_before_the_default_of_its_status_and_that_before_the_default_of_all() {
    let toml =
        "[defaults]\nrealisation = 0.9\npay_share = 0.5\nprobability = 0.4\n[defaults.live]\nrealisation = 0.8\n";
    let areas = "area,status,go_live,went_live,annual_saving,realisation,pay_share
Cell,live,2015-04,2015-04,1,0.7,0
Status,live,2015-04,2015-04,1,,
All,design,2015-04,,1,,
";
    let programme = read(toml, areas);
    let realisation = |area: usize| programme.areas[area][AreaColumn::Realisation].fixed();
    assert_eq!([0, 1, 2].map(realisation), ["0.7", "0.8", "0.9"].map(|text| Some(decimal(text))));
    assert_eq!(programme.areas[0][AreaColumn::PayShare].fixed(), Some(Decimal::ZERO), "0 is not blank");
    assert_eq!(programme.areas[1][AreaColumn::PayShare].fixed(), Some(decimal("0.5")));
    assert_eq!(programme.areas[1].probability, Decimal::ONE, "a live area goes ahead");
    assert_eq!(programme.areas[2].probability, decimal("0.4"));
}

#[test]
fn without_defaults_blank_cells_mean_what_the_model_says() {
    let programme = read("", "area,status,go_live,annual_saving\nICT,approved,2015-04,£1k\n");
    let area = &programme.areas[0];
    let fixed = |column: AreaColumn| area[column].fixed().unwrap();
    for column in AreaColumn::ALL {
        let wanted = match column {
            AreaColumn::AnnualSaving => decimal("1000"),
            AreaColumn::Realisation | AreaColumn::CostOverrun | AreaColumn::CashableShare => Decimal::ONE,
            AreaColumn::AbandonedShare => decimal("0.5"),
            _ => Decimal::ZERO,
        };
        assert_eq!(fixed(column), wanted, "{}", column.name());
    }
    assert_eq!((area.probability, area.implementation_months), (Decimal::ONE, decimal("12")));
    assert_eq!(programme.as_of, Month::new(2015, 4));
    assert_eq!((programme.simulation.trials, programme.simulation.seed), (100_000, 1));
    assert_eq!((programme.prices.terms, programme.prices.base), (Terms::Real, FinancialYear::beginning(2015)));
    assert_eq!(programme.discounting.base, FinancialYear::beginning(2015));
    assert_eq!(programme.discounting.steps, [(0, decimal("0.035"))]);
}

#[test]
fn predecessors_and_risks_refer_to_areas_by_position() {
    let programme = read_files(&[
        ("scenario.toml", &format!("{TOP}risks = \"risks.csv\"\n")),
        (
            "areas.csv",
            "area,status,go_live,annual_saving,after,requires\nHR,approved,2016-04,1,ICT +1.5; C++,ICT\nICT,approved,2015-04,1,,\nC++,approved,2015-04,1,,\n",
        ),
        ("risks.csv", "risk,probability,frequency_per_year,areas\nAll,0.5,,\nSome,,2,C++; HR\n"),
    ]);
    let after: Vec<_> = programme.areas[0].after.iter().map(|it| (it.area, it.lag_months)).collect();
    assert_eq!(after, [(1, decimal("1.5")), (2, Decimal::ZERO)]);
    assert_eq!(programme.areas[0].requires, [1]);
    assert_eq!(programme.risks[0].areas, Struck::All);
    assert_eq!(programme.risks[1].areas, Struck::Areas([0, 2].into()));
    assert!(matches!(programme.risks[0].occurrence, Occurrence::Once { date, .. } if date == Month::new(2015, 4)));
    assert!(matches!(programme.risks[1].occurrence, Occurrence::Recurs { .. }));
}

#[test]
fn shares_follow_the_rule_and_areas_may_override_it() {
    let toml = "[[partner]]\nname = \"North\"\nnet_revenue_budget = \"£30m\"\n[[partner]]\nname = \"South\"\n\
                net_revenue_budget = \"£10m\"\n[sharing]\nsavings = \"net-revenue-budget\"\ncosts = \"equal\"\n";
    let areas = "area,status,go_live,annual_saving,savings_share:North,savings_share:South
Rule,approved,2016-04,1,,
Own,approved,2016-04,1,0.3333334,66.66666%
";
    let programme = read(toml, areas);
    let [rule, own] = &programme.areas[..] else { panic!("two areas") };
    assert_eq!(programme.savings_shares(rule), ["0.75", "0.25"].map(decimal));
    assert_eq!(programme.costs_shares(own), ["0.5", "0.5"].map(decimal));
    assert_eq!(programme.savings_shares(own).iter().sum::<Decimal>(), Decimal::ONE);
    assert!(rule.savings_shares.is_none() && own.costs_shares.is_none());
}

#[test]
fn a_partner_alone_needs_neither_a_rule_nor_a_budget() {
    let programme =
        read("[[partner]]\nname = \"North\"\n", "area,status,go_live,annual_saving\nICT,approved,2015-04,1\n");
    assert_eq!(*programme.sharing.savings, [Decimal::ONE]);
}

#[test]
fn growth_covers_every_year_from_the_base_or_the_start_to_the_end() {
    let years = |base: &str| {
        let toml = format!(
            "[prices]\nterms = \"cash\"\nbase = \"{base}\"\npay_growth = \"1%\"\nprice_growth = {{ default = \"2%\", \"2017/18\" = \"3%\" }}\n"
        );
        let programme = read(&toml, "area,status,go_live,annual_saving\nICT,approved,2015-04,1\n");
        let years: Vec<String> =
            programme.growth(PriceIndex::Price).iter().map(|growth| growth.year.to_string()).collect();
        years
    };
    assert_eq!(years("2013/14"), ["2014/15", "2015/16", "2016/17", "2017/18", "2018/19"]);
    assert_eq!(years("2016/17"), ["2016/17", "2017/18", "2018/19"]);
    assert_eq!(years("2019/20"), ["2016/17", "2017/18", "2018/19", "2019/20"]);
}

#[test]
fn costs_without_dates_span_the_horizon_and_grants_without_a_chance_are_certain() {
    let toml = "[[programme_cost]]\nname = \"Team\"\nper_year = 5\n[[programme_cost]]\nname = \"Late\"\nper_year = 5\n\
                until = \"last go-live\"\n[[grant]]\nname = \"Fund\"\nyear = \"2016/17\"\namount = 5\n\
                [exit]\nprobability = 0.1\nmonths = 12\n";
    let programme = read(toml, "area,status,go_live,annual_saving\nICT,approved,2015-04,1\n");
    let [team, late] = &programme.programme_costs[..] else { panic!("two lines") };
    assert_eq!((team.from, team.until), (Month::new(2015, 4), Until::Date(Month::new(2019, 4))));
    assert_eq!(late.until, Until::LastGoLive);
    assert_eq!(programme.grants[0].probability, Decimal::ONE);
    let exit = programme.exit.as_ref().unwrap();
    assert_eq!(exit.saving_kept.fixed(), Some(Decimal::ZERO));
    assert_eq!(exit.dismantling_cost.fixed(), Some(Decimal::ZERO));
}

#[test]
fn a_distribution_that_leaves_one_value_is_that_number() {
    let areas = "area,status,go_live,annual_saving\nICT,approved,2015-04,\"triangular(£5k, £5k, £5k)\"\n";
    let programme = read("", areas);
    assert!(
        matches!(&programme.areas[0][AreaColumn::AnnualSaving], Quantity::Fixed(value) if *value == decimal("5000"))
    );
}

#[test]
fn thresholds_are_in_the_unit_of_their_measure() {
    let target = |measure: &str, threshold: &str| {
        let toml = format!("[[target]]\nname = \"T\"\nmeasure = \"{measure}\"\nat_least = {threshold}\n");
        read(&toml, "area,status,go_live,annual_saving\nICT,approved,2015-04,1\n").targets[0].threshold
    };
    assert_eq!(target("npv", "\"£1.5m\""), Threshold::Amount(decimal("1500000")));
    assert_eq!(target("benefit_cost_ratio", "1.5"), Threshold::Amount(decimal("1.5")));
    assert_eq!(target("payback_year", "\"2017/18\""), Threshold::Year(FinancialYear::beginning(2017)));
}

#[test]
fn a_common_cause_is_named_for_its_column_and_for_whom_it_covers() {
    let areas = "area,status,go_live,annual_saving,slippage_months,realisation,pay_share,portfolio
A,approved,2016-04,1,\"uniform(0, 9)\",\"uniform(0, 1)\",\"uniform(0, 1)\",Support
B,approved,2016-04,1,\"uniform(0, 9)\",\"uniform(0, 1)\",\"uniform(0, 1)\",Support
C,approved,2016-04,1,\"uniform(0, 9)\",\"uniform(0, 1)\",\"uniform(0, 1)\",
";
    let entry = |keys: &str| format!("[[correlation]]\n{keys}\nrank_correlation = 0.4\n");
    let toml = entry("across = \"slippage_months\"")
        + &entry("across = \"realisation\"\nportfolio = \"Support\"")
        + &entry("across = \"pay_share\"\namong = [\"C\", \"A\"]");
    let programme = read(&toml, areas);
    let causes: Vec<(&str, Vec<usize>)> = (programme.correlations.iter())
        .map(|correlation| match correlation {
            Correlation::Across { name, members, .. } => (name.as_str(), programme.members(members)),
            other => panic!("{other:?}"),
        })
        .collect();
    let wanted = [
        ("common.slippage_months", vec![0, 1, 2]),
        ("common.realisation.Support", vec![0, 1]),
        ("common.pay_share.3", vec![0, 2]),
    ];
    assert_eq!(causes, wanted);
}

#[test]
fn every_input_is_accepted_in_a_pair_by_its_own_name() {
    let toml = "risks = \"risks.csv\"\n[prices]\nterms = \"cash\"\npersistence = 0\npay_growth = \"uniform(1%, 2%)\"\nprice_growth = \"uniform(1%, 2%)\"\n\
                [[programme_cost]]\nname = \"Team. One\"\nper_year = \"uniform(1, 2)\"\n[[grant]]\nname = \"Fund\"\nyear = \"2016/17\"\n\
                amount = \"uniform(1, 2)\"\nprobability = 0.5\n[exit]\nprobability = 0.1\nmonths = \"uniform(1, 2)\"\n\
                dismantling_cost = \"uniform(1, 2)\"\nsaving_kept = \"uniform(0, 1)\"\n";
    let columns: Vec<&str> = AreaColumn::ALL.iter().map(|column| column.name()).collect();
    let uniform = vec!["\"uniform(0, 1)\""; columns.len()].join(",");
    let areas = format!(
        "area,status,go_live,probability,{}\nFirst,design,2015-04,0.5,{uniform}\nI.T. area,design,2015-04,0.5,{uniform}\n",
        columns.join(",")
    );
    let risks = "risk,probability,delay_months,cost,saving_loss\nStorm,0.5,\"uniform(0, 1)\",\"uniform(0, 1)\",\"uniform(0, 1)\"\n";
    let with = |more: &str| {
        let toml = format!("{TOP}{toml}{more}");
        read_files(&[("scenario.toml", &toml), ("areas.csv", &areas), ("risks.csv", risks)])
    };
    let programme = with("");
    let year = FinancialYear::beginning(2016);
    let mut inputs = vec![
        InputId::AreaGoesAhead(1),
        InputId::RiskOccurs(0),
        InputId::ProgrammeCost(0),
        InputId::GrantAmount(0),
        InputId::GrantPaid(0),
        InputId::ExitOccurs,
        InputId::ExitMonths,
        InputId::ExitDismantlingCost,
        InputId::ExitSavingKept,
        InputId::Growth(PriceIndex::Pay, year),
        InputId::Growth(PriceIndex::Price, year),
    ];
    inputs.extend(AreaColumn::ALL.map(|column| InputId::Area(1, column)));
    inputs.extend(RiskColumn::ALL.map(|column| InputId::Risk(0, column)));
    for input in inputs {
        let name = input.name(&programme);
        let pair =
            format!("[[correlation]]\npair = [\"area.First.annual_saving\", \"{name}\"]\nrank_correlation = 0.1\n");
        let correlations = &with(&pair).correlations;
        assert!(matches!(correlations[..], [Correlation::Pair { second, .. }] if second == input), "{name}");
    }
}

#[test]
fn the_files_read_are_listed_once_with_their_checksums() {
    let areas = "area,status,go_live,annual_saving,slippage_months
A,approved,2016-04,1,\"history('past.csv', 'months')\"
B,approved,2016-04,1,\"history('past.csv', 'months')\"
";
    let programme = read_files(&[("scenario.toml", TOP), ("areas.csv", areas), ("past.csv", "months\n1\n\n2\n")]);
    let names: Vec<&str> = programme.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["scenario.toml", "areas.csv", "past.csv"]);
    // As `sha256sum` gives it.
    assert_eq!(programme.files[2].sha256, "403a5508e8ec1a872ae58698e814b597698325fa0e77dff1eeab534384c5fca8");
}
