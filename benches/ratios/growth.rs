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
        write_programme(folder.path(), (areas, years), Savings::Ramps).expect("there is room for a scenario");
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
    by_year(size);
}

/// How savings are planned.
#[derive(Clone, Copy, PartialEq)]
enum Savings {
    /// A full saving behind a ramp, and costs in one sum.
    Ramps,
    /// Savings and costs by year.
    ByYear,
}

/// A trial of areas by year, over one of as many with ramps.
fn by_year(size: Size) {
    let (areas, years) = SIZES[1];
    let folders = [Savings::Ramps, Savings::ByYear].map(|savings| {
        let folder = tempfile::tempdir().expect("there is room for a scenario");
        write_programme(folder.path(), (areas, years), savings).expect("there is room for a scenario");
        folder
    });
    let subjects = folders.each_ref().map(|folder| Subject::at("generated", folder.path()));
    let trials = (WORK / size.pick(8, 2) / (areas * years)).clamp(2_048, 131_072) / 256 * 256;
    let [ramps, planned] = clock::in_turn(
        size.pick(2, 3),
        [&mut || total(&subjects[0], 2 * trials) - total(&subjects[0], trials), &mut || {
            total(&subjects[1], 2 * trials) - total(&subjects[1], trials)
        }],
    );
    let each = |seconds: f64| seconds / (trials * areas * years) as f64;
    let cost = clock::Cost { best: each(planned.best), median: each(planned.median) };
    let what = format!("{areas} areas x {years} years, savings and costs by year over ramps");
    table::ratio(subjects[1].name, &what, Some(&cost), planned.best / ramps.best, Some(Goal::AtMost(1.25)));
}

fn total(subject: &Subject, trials: usize) -> f64 {
    subject.time(trials) * trials as f64
}

/// A programme of so many areas and years: a third live, half approved, the rest in design; two partners, a common
/// cause, chains of up to three areas, a risk to all of them.
fn write_programme(folder: &Path, (areas, years): (usize, usize), savings: Savings) -> std::io::Result<()> {
    let mut table = String::from(
        "area,status,go_live,went_live,annual_saving,probability,slippage_months,implementation_cost,\
         implementation_months,running_cost,after",
    );
    for kind in ["saving", "cost"] {
        (0..YEARS).for_each(|year| write!(table, ",{kind}:{}/{}", 2015 + year, 16 + year).expect("there is room"));
    }
    table.push('\n');
    for area in 0..areas {
        let saving = 40_000 + 7_919 * (area % 97);
        let (status, live) = match area % 6 {
            0 | 1 => ("live", 2 + area % 20),
            2..=4 => ("approved", 27 + area % 19),
            _ => ("design", 40 + area % 31),
        };
        let (go_live, went_live) = (month(live), if status == "live" { month(live) } else { String::new() });
        let after = if area % 6 == 3 || area % 6 == 4 { format!("Area {:05}", area - 1) } else { String::new() };
        let ahead = went_live.is_empty();
        let probability = if status == "design" { "0.7" } else { "" };
        let slippage = if ahead { "\"pert(-3, 0, 14)\"" } else { "" };
        let saved =
            if ahead { format!("\"pert({}, {saving}, {})\"", saving / 2, saving * 5 / 4) } else { saving.to_string() };
        let (saved, cost) = match savings {
            Savings::Ramps => (saved, format!("{},9", saving / 2)),
            Savings::ByYear => (String::new(), ",".into()),
        };
        writeln!(
            table,
            "Area {area:05},{status},{go_live},{went_live},{saved},{probability},{slippage},{cost},{},{after},{}",
            saving / 20,
            plan_by_year(savings, live, saving)
        )
        .expect("a string takes all text");
    }
    std::fs::write(folder.join("areas.csv"), table)?;
    let risks = "risk,probability,areas,delay_months,cost,date\n\
                 Late work,0.3,*,\"pert(1, 2, 9)\",\"pert(50000, 150000, 500000)\",2018-06\n";
    std::fs::write(folder.join("risks.csv"), risks)?;
    std::fs::write(folder.join("scenario.toml"), scenario(years))
}

/// Columns of years from 2015/16 on.
const YEARS: usize = 9;

/// The cells of savings and costs by year: half of the saving in the year of go-live, four fifths in the next, all from
/// then on; half of the cost in the year of go-live and half in the year before.
fn plan_by_year(savings: Savings, live: usize, saving: usize) -> String {
    if savings == Savings::Ramps {
        return ",".repeat(2 * YEARS - 1);
    }
    let first = live / 12;
    let saved = (0..YEARS).map(|year| match year.checked_sub(first) {
        None => 0,
        Some(0) => saving * (12 - live % 12) / 24,
        Some(1) => saving * 4 / 5,
        Some(_) => saving,
    });
    let spent = (0..YEARS).map(|year| if year == first || year + 1 == first { saving / 4 } else { 0 });
    saved.chain(spent).map(|amount| amount.to_string()).collect::<Vec<String>>().join(",")
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
