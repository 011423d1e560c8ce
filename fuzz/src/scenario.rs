//! Whole scenarios of random shape, most of them without a fault.

use crate::random::Random;
use crate::words::{Unit, cell, month, name, quantity, toml, year};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The files of a scenario, by name; the scenario file is `scenario.toml`.
pub type Scenario = BTreeMap<String, String>;

/// Quantities of areas, with what they are counted in.
const COLUMNS: &[(&str, Unit)] = &[
    ("probability", Unit::Share),
    ("realisation", Unit::Share),
    ("embedding_months", Unit::Months),
    ("slippage_months", Unit::Months),
    ("implementation_cost", Unit::Money),
    ("cost_overrun", Unit::Share),
    ("delay_cost_per_month", Unit::Money),
    ("abandoned_share", Unit::Share),
    ("running_cost", Unit::Money),
    ("cashable_share", Unit::Share),
    ("posts_removed", Unit::Posts),
    ("pay_share", Unit::Share),
    ("workforce_lag_months", Unit::Months),
    ("redundancy_share", Unit::Share),
    ("redundancy_cost_per_post", Unit::Money),
];

const MEASURES: &[&str] = &[
    "gross_saving",
    "net_saving",
    "cumulative_net_saving",
    "cumulative_total_cost",
    "budget_effect",
    "run_rate",
    "posts_removed",
    "areas_live",
    "horizon_net_saving",
    "npv",
    "benefit_cost_ratio",
    "payback_year",
    "payback_from_now",
    "current_run_rate",
];

/// What the parts of a scenario share.
struct Frame {
    start: i64,
    years: i64,
    /// The year whose April is the data date, counted from the start.
    past: i64,
    names: Vec<&'static str>,
    partners: usize,
    has_groups: bool,
    is_by_year: bool,
}

/// A scenario.
pub fn scenario(random: &mut Random) -> Scenario {
    let frame = frame(random);
    let mut scenario = Scenario::new();
    scenario.insert("areas.csv".into(), areas(random, &frame));
    scenario.insert("h.csv".into(), "months,share\n0,0.1\n2,0.9\n,0.5\n7.5,1\n3,0\n0,0.3\n".into());
    let mut text = head(random, &frame);
    let risks = random.once_in(2);
    if risks {
        scenario.insert("risks.csv".into(), self::risks(random, &frame));
        text.push_str("risks = \"risks.csv\"\n");
    }
    if frame.past > 0 && random.once_in(2) {
        scenario.insert("actuals.csv".into(), actuals(random, &frame));
        text.push_str("actuals = \"actuals.csv\"\n");
    }
    text.push_str(&sections(random, &frame));
    scenario.insert("scenario.toml".into(), text);
    scenario
}

fn frame(random: &mut Random) -> Frame {
    let years = if random.once_in(20) { random.between(1, 60) } else { random.between(1, 8) };
    let mut names: Vec<&str> = (0..random.between(1, 6)).map(|_| name(random)).collect();
    names.sort_unstable();
    names.dedup();
    let (past, start) = (if random.once_in(2) { 0 } else { random.between(0, years - 1) }, random.between(2020, 2027));
    let (has_groups, is_by_year) = (random.once_in(4), random.once_in(6));
    let partners = if random.once_in(2) { 0 } else { random.below(5) };
    Frame { start, years, past, names, partners, has_groups, is_by_year }
}

fn head(random: &mut Random, frame: &Frame) -> String {
    let title = if random.once_in(4) { name(random) } else { "Fuzz" };
    let (start, end) = (year(frame.start), year(frame.start + frame.years - 1));
    let mut text = format!("title = {}\nstart = \"{start}\"\nend = \"{end}\"\nareas = \"areas.csv\"\n", toml(title));
    if frame.past > 0 || random.once_in(3) {
        let _ = writeln!(text, "as_of = \"{}-04\"", frame.start + frame.past);
    }
    text
}

fn areas(random: &mut Random, frame: &Frame) -> String {
    let used: Vec<&(&str, Unit)> = COLUMNS.iter().filter(|_| random.once_in(3)).collect();
    let (waits, portfolios) = (random.once_in(3), random.once_in(3));
    let savings: Vec<String> = match frame.is_by_year {
        true => (0..frame.years).map(|at| format!("saving:{}", year(frame.start + at))).collect(),
        false => vec!["annual_saving".into()],
    };
    let mut header: Vec<String> = ["area", "status", "go_live", "went_live"].map(String::from).into();
    header.extend(savings.iter().cloned());
    header.extend(used.iter().map(|(column, _)| (*column).to_owned()));
    header.extend(["after", "portfolio", "workforce", "in_plan", "ends"].map(String::from));
    let mut text = header.join(",") + "\n";
    for (place, area) in frame.names.iter().enumerate() {
        let is_live = frame.past > 0 && random.once_in(3);
        let go_live =
            if is_live { month(random, frame.start, frame.past - 1) } else { month(random, frame.start, frame.years) };
        let went_live =
            if is_live && random.once_in(2) { month(random, frame.start, frame.past - 1) } else { String::new() };
        let status = if is_live { "live" } else { random.pick(&["design", "approved"]) };
        let mut cells = vec![cell(area), status.into(), go_live, if is_live { went_live } else { String::new() }];
        cells.extend(savings.iter().map(|_| match frame.is_by_year {
            true => format!("{}", random.below(100_000)),
            false => cell(&quantity(random, Unit::Money)),
        }));
        cells.extend(used.iter().map(|(column, unit)| match (*column, random.once_in(4)) {
            (_, true) => String::new(),
            ("probability", _) => format!("{:.2}", random.share()),
            (_, false) => cell(&quantity(random, *unit)),
        }));
        let waits_for = (waits && place > 0 && random.once_in(2)).then(|| frame.names[random.below(place)]);
        cells.push(cell(waits_for.unwrap_or_default()));
        cells.push(if portfolios { random.pick(&["2", "Support", ""]).into() } else { String::new() });
        cells.push(if frame.has_groups && random.once_in(2) { "Officers".into() } else { String::new() });
        cells.push(random.pick(&["", "", "", "no", "yes"]).into());
        cells.push(if random.once_in(8) { format!("{}-04", frame.start + frame.years + 1) } else { String::new() });
        text.push_str(&(cells.join(",") + "\n"));
    }
    text
}

fn risks(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::from("risk,probability,frequency_per_year,areas,delay_months,cost,saving_loss\n");
    for number in 0..random.between(1, 4) {
        let (once, often) = match random.once_in(2) {
            true => (format!("{:.2}", random.share()), String::new()),
            false => (String::new(), format!("{:.2}", random.share() * 5.0)),
        };
        let of = if random.once_in(2) { "*" } else { frame.names[random.below(frame.names.len())] };
        let rest = [Unit::Months, Unit::Money, Unit::Share].map(|unit| match random.once_in(2) {
            true => String::new(),
            false => cell(&quantity(random, unit)),
        });
        let _ = writeln!(text, "R{number},{once},{often},{},{}", cell(of), rest.join(","));
    }
    text
}

fn actuals(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::from("area,year,gross_saving,cost,grant\n");
    for at in 0..frame.past {
        let area = if random.once_in(3) { "" } else { frame.names[random.below(frame.names.len())] };
        let amounts = [0; 3].map(|_| if random.once_in(2) { String::new() } else { random.below(100_000).to_string() });
        let _ = writeln!(text, "{},{},{}", cell(area), year(frame.start + at), amounts.join(","));
    }
    text
}

fn sections(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::new();
    if random.once_in(3) {
        let growth = |random: &mut Random| match random.below(4) {
            0 => "0.02".to_owned(),
            1 => "\"normal(2%, 1%)\"".to_owned(),
            2 => "\"triangular(-1%, 2%, 9%)\"".to_owned(),
            _ => format!("{:.2}", random.share() - 0.3),
        };
        let (pay, price) = (growth(random), growth(random));
        let _ = writeln!(text, "[prices]\nterms = \"cash\"\npay_growth = {pay}\nprice_growth = {price}");
    }
    if random.once_in(4) {
        let rate = random.pick(&["\"3.5%\"", "0", "3.5", "-0.5", "\"-90%\"", "{ 0 = \"3.5%\", 3 = \"2%\" }"]);
        let _ = writeln!(text, "[discounting]\nrate = {rate}");
    }
    text.push_str(&partners(random, frame));
    text.push_str(&dependence(random, frame));
    if random.once_in(3) {
        let amount = toml(&quantity(random, Unit::Money));
        let until = random.pick(&["", "until = \"last go-live\"\n"]);
        let _ = writeln!(text, "[[programme_cost]]\nname = \"Team\"\nper_year = {amount}\n{until}");
    }
    if random.once_in(4) {
        let (amount, of) =
            (toml(&quantity(random, Unit::Money)), year(frame.start + random.between(0, frame.years - 1)));
        let chance = random.pick(&["0.4", "0.5", "1", "0"]);
        let _ =
            writeln!(text, "[[grant]]\nname = \"Fund\"\nyear = \"{of}\"\namount = {amount}\nprobability = {chance}");
    }
    if random.once_in(5) {
        let (months, cost) = (toml(&quantity(random, Unit::Months)), toml(&quantity(random, Unit::Money)));
        let kept = toml(&quantity(random, Unit::Share));
        let _ = writeln!(
            text,
            "[exit]\nprobability = 0.3\nmonths = {months}\ndismantling_cost = {cost}\nsaving_kept = {kept}"
        );
    }
    if frame.has_groups {
        let as_at = frame.start + frame.past;
        let _ = writeln!(
            text,
            "[[workforce]]\nname = \"Officers\"\nheadcount = 900\nas_at = \"{as_at}-04\"\nleavers_per_year = \"7%\""
        );
    }
    text + &targets(random, frame)
}

fn partners(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::new();
    for number in 0..frame.partners {
        let _ =
            writeln!(text, "[[partner]]\nname = \"P{number}\"\nnet_revenue_budget = {}", random.below(5) * 1_000_000);
    }
    if frame.partners > 1 || random.once_in(9) {
        let rule = random.pick(&["equal", "net-revenue-budget"]);
        let _ = writeln!(text, "[sharing]\nsavings = \"{rule}\"");
    }
    text
}

fn dependence(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::new();
    if random.once_in(4) {
        let column = random.pick(&["slippage_months", "annual_saving", "realisation"]);
        let of = random.pick(&["", "portfolio = \"2\"\n"]);
        let _ = writeln!(text, "[[correlation]]\nacross = \"{column}\"\n{of}rank_correlation = {:.2}", random.share());
    }
    if random.once_in(6) {
        let two = frame.names.iter().take(2).map(|name| toml(name)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "[[correlation]]\nacross = \"running_cost\"\namong = [{two}]\nrank_correlation = 0.9");
    }
    if random.once_in(6) {
        text.push_str(
            "[[correlation]]\nwithin = [\"slippage_months\", \"implementation_cost\"]\nrank_correlation = -0.4\n",
        );
    }
    text
}

fn targets(random: &mut Random, frame: &Frame) -> String {
    let mut text = String::new();
    for number in 0..random.below(3) {
        let measure = random.pick(MEASURES);
        let has_year = !["horizon", "npv", "benefit", "payback", "current"].iter().any(|of| measure.starts_with(of));
        let by = year(frame.start + random.between(0, frame.years - 1));
        let threshold = match measure {
            "payback_year" | "payback_from_now" => format!("at_most = \"{by}\""),
            _ => format!("{} = {}", random.pick(&["at_least", "at_most"]), random.below(1_000_000)),
        };
        let _ = writeln!(text, "[[target]]\nname = \"T{number}\"\nmeasure = \"{measure}\"\n{threshold}");
        if has_year {
            let _ = writeln!(text, "by = \"{by}\"");
        }
    }
    if random.once_in(6) {
        text.push_str("[charts]\nmeasures = [\"run_rate\"]\n");
    }
    text
}
