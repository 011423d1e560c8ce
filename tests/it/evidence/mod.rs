//! The shipped evidence: every table has its columns and words, every row a source and a mark, and
//! every file the checksum that is written beside it.

mod derivation;
mod table;

use foresave::analysis::benchmark::shipped;
use foresave::programme::{Alike, SECTORS, Yardstick};
use foresave::report::evidence_to_csv;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use table::{Table, folder};

/// Each file with its own columns; five more follow in all of them.
const FILES: [(&str, &str); 16] = [
    ("area_savings", "programme,business_area,forces,kind,annual_saving,unit,period"),
    ("budgets", "body,financial_year,amount_gbp,basis"),
    ("collaboration_shares", "body,period,measure,value,unit,benefit_or_cost"),
    ("comparators", "quantity,case,programme,group,sector,value,low,high,alike"),
    ("default_distributions", "quantity,applies_to,distribution,mean"),
    ("go_live_history", "programme,as_at,measure,count"),
    (
        "go_live_waiting",
        "programme,from_status,to_status,window_start,window_end,window_months,at_risk,moved,share_moved,\
         hazard_per_year,median_wait_months,mean_wait_months,p80_wait_months,p90_wait_months",
    ),
    ("optimism_bias", "study,population,quantity,statistic,value,unit,projects"),
    ("pay_awards", "award_date,group,consolidated_percent,non_consolidated_percent,flat_gbp"),
    (
        "reference_class",
        "id,programme,sector,ict_dependent,quantity,measured,planned,planned_high,actual,unit,\
         ratio_actual_to_planned,ratio_basis,status,plan_year,outcome_year",
    ),
    (
        "savings_delivery",
        "body,financial_year,planned_gbp,delivered_gbp,delayed_gbp,not_achieved_gbp,mitigated_gbp,stage,rag_red_gbp,\
         rag_amber_gbp,rag_green_gbp",
    ),
    ("savings_requirements", "area,period,kind,amount_gbp,percent_of_budget"),
    (
        "slippage_cases",
        "case,sector,event,planned_date,actual_or_forecast_date,slip_months,slip_kind,conditional_on_delay,\
         in_default_fit",
    ),
    ("unit_costs", "item,group,value,unit,price_year"),
    ("workforce", "area,as_at,group,fte,basis"),
    ("workforce_plans", "area,period_start,period_end,group,kind,change_fte,change_percent"),
];

const LAST_COLUMNS: &str = "source_title,source_year,source_ref,mark,note";

/// Columns that hold one of a few words, and these.
const VOCABULARY: [(&str, &str, &[&str]); 10] = [
    ("reference_class", "sector", &SECTORS),
    ("reference_class", "ict_dependent", &["yes", "no"]),
    ("reference_class", "quantity", &["benefit", "cost", "headcount"]),
    ("reference_class", "ratio_basis", &["like_for_like", "partial", "time_part", "none"]),
    ("reference_class", "status", &["final", "in-progress", "stopped"]),
    ("savings_delivery", "stage", &["start", "quarter", "outturn"]),
    ("slippage_cases", "slip_kind", &["reported", "at_least", "average"]),
    ("slippage_cases", "conditional_on_delay", &["yes", "no"]),
    ("workforce_plans", "kind", &["planned", "actual"]),
    ("collaboration_shares", "benefit_or_cost", &["benefit", "cost", "both"]),
];

/// Columns that hold plain numbers where they are filled.
const NUMBERS: [&str; 27] = [
    "annual_saving",
    "amount_gbp",
    "mean",
    "count",
    "window_months",
    "share_moved",
    "hazard_per_year",
    "projects",
    "consolidated_percent",
    "planned",
    "planned_high",
    "actual",
    "ratio_actual_to_planned",
    "percent_of_budget",
    "planned_gbp",
    "delivered_gbp",
    "delayed_gbp",
    "not_achieved_gbp",
    "mitigated_gbp",
    "rag_red_gbp",
    "rag_amber_gbp",
    "rag_green_gbp",
    "slip_months",
    "fte",
    "change_fte",
    "change_percent",
    "value",
];

#[test]
fn every_file_of_the_evidence_has_its_columns() {
    for (name, own) in FILES {
        let table = Table::of_file(name);
        assert_eq!(table.header.join(","), format!("{own},{LAST_COLUMNS}"), "{name}");
        assert!(table.rows().next().is_some(), "{name}");
    }
}

#[test]
fn every_row_has_a_source_and_a_mark() {
    for (name, _) in FILES {
        let table = Table::of_file(name);
        let filled = |column: &str| table.column(column).unwrap().all(|cell| !cell.trim().is_empty());
        assert!(filled("source_title") && filled("source_ref"), "{name}");
        // A scenario writes marks with hyphens, and so does the table that is in a scenario's columns.
        let second_hand = if name == "comparators" { "second-hand" } else { "second_hand" };
        let marks = ["published", second_hand, "derived", "assumption"];
        assert!(table.column("mark").unwrap().all(|mark| marks.contains(&mark)), "{name}");
        let is_year = |year: &str| year.is_empty() || year.parse().is_ok_and(|year: u32| (1990..2030).contains(&year));
        assert!(table.column("source_year").unwrap().all(is_year), "{name}");
    }
}

#[test]
fn columns_of_words_hold_no_other_words() {
    for (name, column, words) in VOCABULARY {
        let table = Table::of_file(name);
        let other: BTreeSet<&str> = table.column(column).unwrap().filter(|word| !words.contains(word)).collect();
        assert!(other.is_empty(), "{name}.{column}: {other:?}");
    }
}

#[test]
fn numbers_are_plain() {
    for (name, _) in FILES {
        let table = Table::of_file(name);
        for column in NUMBERS {
            for cell in table.column(column).into_iter().flatten().filter(|cell| !cell.is_empty()) {
                let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
                assert!(is_plain && cell.parse::<f64>().is_ok(), "{name}.{column}: {cell}");
            }
        }
    }
}

#[test]
fn ratios_are_actual_over_planned() {
    let table = Table::of_file("reference_class");
    let numbers = |name: &str| table.column(name).unwrap().map(|cell| cell.parse::<f64>().ok()).collect::<Vec<_>>();
    let (planned, actual, ratio) = (numbers("planned"), numbers("actual"), numbers("ratio_actual_to_planned"));
    let ids: Vec<&str> = table.column("id").unwrap().collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for (place, id) in ids.iter().enumerate() {
        if let (Some(planned), Some(actual), Some(ratio)) = (planned[place], actual[place], ratio[place]) {
            assert!((actual / planned - ratio).abs() <= 0.000_51, "{id}: {actual} / {planned} is not {ratio}");
        }
        assert_eq!(ratio[place].is_none(), table.column("ratio_basis").unwrap().nth(place) == Some("none"), "{id}");
    }
}

#[test]
fn savings_by_colour_and_what_was_not_achieved_lie_within_the_plan() {
    for row in Table::of_file("savings_delivery").rows() {
        let number = |column| row.number(column).unwrap_or_default();
        let Some(planned) = row.number("planned_gbp") else { continue };
        let colours = number("rag_red_gbp") + number("rag_amber_gbp") + number("rag_green_gbp");
        assert!(colours <= planned * 1.001, "{}", row.text("body"));
        assert!(number("delayed_gbp") + number("not_achieved_gbp") <= planned * 1.001, "{}", row.text("body"));
    }
}

#[test]
fn councils_delivered_what_the_dictionary_says() {
    // The quartiles of data/README.md, of whole councils' savings of one year, like for like.
    let mut ratios: Vec<f64> = (derivation::derived().into_iter())
        .filter(|case| case.sector == "local government" && case.quantity == Yardstick::Realisation)
        .filter(|case| case.alike == Alike::LikeForLike && !case.programme.starts_with("Orbis"))
        .filter(|case| !case.case.contains("social services") && !case.case.contains("central and corporate"))
        .map(|case| case.value)
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios[(share * (ratios.len() - 1) as f64).round() as usize];
    assert_eq!((ratios.len(), at(0.25), at(0.5), at(0.75)), (21, 0.69, 0.769, 0.84));
}

/// `UPDATE=1 cargo test --test it evidence` writes the table anew; read the difference, and renew the checksums.
#[test]
fn the_comparators_follow_from_the_other_tables() {
    let derived = evidence_to_csv(&derivation::derived());
    let path = folder().join("comparators.csv");
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(&path, &derived).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == derived, "data/comparators.csv is not what its sources say");
    assert_eq!(evidence_to_csv(shipped()), derived, "and reading it loses nothing");
}

#[test]
fn no_file_is_without_a_checksum_and_every_checksum_is_right() {
    let listed = fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    let listed: BTreeSet<(String, String)> = listed
        .lines()
        .map(|line| line.split_once("  ").expect("a line has a checksum and a name"))
        .map(|(checksum, name)| (name.to_owned(), checksum.to_owned()))
        .collect();
    let names = FILES.map(|(name, _)| format!("{name}.csv"));
    let found = names.map(|name| {
        let digest = Sha256::digest(fs::read(folder().join(&name)).unwrap());
        (name, digest.iter().map(|byte| format!("{byte:02x}")).collect())
    });
    assert_eq!(listed, BTreeSet::from(found), "after a change: (cd data && sha256sum *.csv > SHA256SUMS)");
    let csv = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|ending| ending == "csv");
    assert_eq!(fs::read_dir(folder()).unwrap().map(Result::unwrap).filter(csv).count(), FILES.len());
}

#[test]
fn the_dictionary_names_every_file_and_column() {
    let dictionary = fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, columns) in FILES {
        assert!(dictionary.contains(&format!("`{name}.csv`")), "{name}");
        for column in columns.split(',').map(str::trim) {
            let named = column.replace("_wait_months", "_");
            assert!(
                dictionary.contains(&format!("`{column}`")) || dictionary.contains(&format!("`{named}")),
                "{name}.{column}"
            );
        }
    }
}
