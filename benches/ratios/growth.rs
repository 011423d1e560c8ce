//! How the cost of a trial grows with areas and years, on programmes made by one recipe.

use super::clock;
use super::engine::Subject;
use super::size::Size;
use super::table::{self, Goal};
use std::fmt::Write as _;
use std::path::Path;

/// Areas and years, from small to large.
const SIZES: [(usize, usize); 3] = [(27, 8), (1_000, 20), (5_000, 60)];
/// About so many areas and years are computed in the shorter of two runs, whose difference is what trials cost.
const WORK: usize = 1 << 31;

/// Cost of a trial by area and year, at each size.
pub fn measure(size: Size) {
    let folder = tempfile::tempdir().expect("there is room for a scenario");
    let mut least: Option<f64> = None;
    for (areas, years) in SIZES {
        write_programme(folder.path(), areas, years).expect("there is room for a scenario");
        let subject = Subject::at("generated", folder.path());
        let trials = (WORK / size.pick(8, 2) / (areas * years)).clamp(2_048, 131_072) / 256 * 256;
        let [short, long] =
            clock::in_turn(size.pick(2, 3), [&mut || total(&subject, trials), &mut || total(&subject, 2 * trials)]);
        let each = (long.best - short.best) / (trials * areas * years) as f64;
        let what = format!("{areas} areas x {years} years, each, {} figures", subject.rows());
        let cost = clock::Cost { best: each, median: (long.median - short.median) / (trials * areas * years) as f64 };
        let grown = each / *least.get_or_insert(each);
        table::ratio(subject.name, &what, Some(&cost), grown, Some(Goal::AtMost(1.5)));
    }
}

fn total(subject: &Subject, trials: usize) -> f64 {
    subject.time(trials) * trials as f64
}

/// A programme of so many areas and years: a third live, half approved, the rest in design; two partners, a common
/// cause, chains of up to three areas, a risk to all of them.
fn write_programme(folder: &Path, areas: usize, years: usize) -> std::io::Result<()> {
    let mut table = String::from(
        "area,status,go_live,went_live,annual_saving,probability,slippage_months,implementation_cost,\
         implementation_months,running_cost,after\n",
    );
    for area in 0..areas {
        let saving = 40_000 + 7_919 * (area % 97);
        let (status, go_live, went_live) = match area % 6 {
            0 | 1 => ("live", month(2 + area % 20), month(2 + area % 20)),
            2..=4 => ("approved", month(27 + area % 19), String::new()),
            _ => ("design", month(40 + area % 31), String::new()),
        };
        let after = if area % 6 == 3 || area % 6 == 4 { format!("Area {:05}", area - 1) } else { String::new() };
        let ahead = went_live.is_empty();
        let probability = if status == "design" { "0.7" } else { "" };
        let slippage = if ahead { "\"pert(-3, 0, 14)\"" } else { "" };
        let saved =
            if ahead { format!("\"pert({}, {saving}, {})\"", saving / 2, saving * 5 / 4) } else { saving.to_string() };
        writeln!(
            table,
            "Area {area:05},{status},{go_live},{went_live},{saved},{probability},{slippage},{},9,{},{after}",
            saving / 2,
            saving / 20
        )
        .expect("a string takes all text");
    }
    std::fs::write(folder.join("areas.csv"), table)?;
    let risks = "risk,probability,areas,delay_months,cost,date\n\
                 Late work,0.3,*,\"pert(1, 2, 9)\",\"pert(50000, 150000, 500000)\",2018-06\n";
    std::fs::write(folder.join("risks.csv"), risks)?;
    std::fs::write(folder.join("scenario.toml"), scenario(years))
}

fn scenario(years: usize) -> String {
    let last = 2015 + years - 1;
    format!(
        "title = \"generated\"\nstart = \"2015/16\"\nend = \"{last}/{:02}\"\nas_of = \"2017-04\"\n\
         areas = \"areas.csv\"\nrisks = \"risks.csv\"\n\
         [defaults]\nrealisation = \"pert(0.6, 0.92, 1.05)\"\nembedding_months = \"triangular(2, 6, 15)\"\n\
         [discounting]\nrate = \"3.5%\"\nbase = \"2017/18\"\n\
         [[partner]]\nname = \"North\"\nnet_revenue_budget = \"£287.4m\"\n\
         [[partner]]\nname = \"South\"\nnet_revenue_budget = \"£119.6m\"\n\
         [sharing]\nsavings = \"net-revenue-budget\"\ncosts = \"net-revenue-budget\"\n\
         [[correlation]]\nacross = \"slippage_months\"\nrank_correlation = 0.4\n",
        (last + 1) % 100
    )
}

/// The month so many after April 2015.
fn month(after: usize) -> String {
    let month = 3 + after;
    format!("{}-{:02}", 2015 + month / 12, month % 12 + 1)
}
