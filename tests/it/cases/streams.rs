//! Names of random streams: two causes are never one, whatever people call things.

use super::{HEAD, programme};
use foresave::plan::compile;
use std::collections::BTreeMap;

/// Names that are numbers, columns, parts of names of streams, or look like whole ones.
const NAMES: [&str; 8] = [
    "2",
    "portfolio.2",
    "X.slippage_months",
    "annual_saving",
    "common.annual_saving",
    "common.annual_saving.2",
    "area.X",
    "probability",
];

#[test]
fn streams_of_every_kind_of_name_are_apart() {
    let rows = NAMES.map(|name| format!("{name},approved,2026-10,{0},0.5,{0},{1}\n", "\"uniform(1, 2)\"", name));
    let areas = format!("area,status,go_live,annual_saving,probability,slippage_months,portfolio\n{}", rows.concat());
    let once = NAMES.map(|name| format!("{name},0.5,\"uniform(1, 2)\",\"uniform(1, 2)\"\n")).concat();
    let risks = format!("risk,probability,delay_months,cost\n{once}");
    let entries = NAMES.map(|name| {
        format!(
            "[[programme_cost]]\nname = \"{name}\"\nper_year = \"uniform(1, 2)\"\n[[grant]]\nname = \"{name}\"\n\
             year = \"2027/28\"\namount = \"uniform(1, 2)\"\nprobability = 0.5\n[[correlation]]\nacross = \
             \"annual_saving\"\nportfolio = \"{name}\"\nrank_correlation = 0.5\n"
        )
    });
    let among = "[[correlation]]\nacross = \"slippage_months\"\namong = [\"2\", \"area.X\"]\nrank_correlation = 0.5\n\
                 [[correlation]]\nacross = \"slippage_months\"\namong = [\"probability\", \"annual_saving\"]\n\
                 rank_correlation = 0.5\n";
    let own = "[exit]\nprobability = 0.1\nmonths = \"uniform(1, 20)\"\ndismantling_cost = \"uniform(1, 2)\"\n\
               [prices]\nterms = \"cash\"\npay_growth = \"normal(2%, 1%)\"\nprice_growth = \"normal(2%, 1%)\"\n";
    let toml = format!("{HEAD}risks = \"risks.csv\"\n{own}{among}{}", entries.concat());
    let plan = compile(&programme(&toml, &[("areas.csv", &areas), ("risks.csv", &risks)])).unwrap();
    let mut seen = BTreeMap::new();
    for source in plan.sources() {
        *seen.entry(plan.draw_of(source).name.clone()).or_insert(0) += 1;
    }
    assert!(seen.len() > 60, "{} sources", seen.len());
    let shared: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
    assert!(shared.is_empty(), "{shared:?}");
}
