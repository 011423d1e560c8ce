//! The programme's own tables, in TOML and CSV.

use super::choices::Choices;
use super::laws::*;
use super::{Setting, areas, month, row, year};

/// Numbers that a risk is made of.
pub type RiskNumbers = [u16; 8];
/// Numbers that the rest is made of.
pub type Numbers = [u16; 32];

/// The table of risks.
pub fn risks(risks: &[RiskNumbers], (areas, setting): (usize, &Setting)) -> String {
    let columns = ["risk", "probability", "frequency_per_year", "areas", "delay_months", "cost", "saving_loss", "date"];
    let mut table = row(&columns.map(String::from));
    for (place, numbers) in risks.iter().enumerate() {
        let choices = &mut Choices::of(numbers);
        let (probability, frequency) = choices.one_of(&[("0.5", ""), ("1", ""), ("", "0.7"), ("", "2.5"), ("", "0")]);
        let one = areas::name(choices.between(0, areas as i32 - 1) as usize);
        let date = month(setting.as_of + choices.between(0, 40));
        let mut one_of = |all: &[&'static str]| setting.laws.one_of(choices, all).to_owned();
        let quantities = [one_of(&DELAY), one_of(&EVENT_COST), one_of(&LOSS)];
        let mut cells = vec![format!("Risk {place}"), probability.into(), frequency.into()];
        cells.push(if choices.in_hundred(50) { one } else { "*".into() });
        cells.extend(quantities);
        cells.push(if frequency.is_empty() && choices.in_hundred(70) { date } else { String::new() });
        table += &row(&cells);
    }
    table
}

/// The table of actuals: of years that have begun by the data date.
pub fn actuals(numbers: &Numbers, (areas, setting): (usize, &Setting)) -> String {
    let columns = ["area", "year", "gross_saving", "cost", "grant"];
    let mut table = row(&columns.map(String::from));
    let choices = &mut Choices::of(numbers);
    // The programme's own, then those of the first areas.
    for place in 0..areas.min(4) + 1 {
        for begun in (0..2).filter(|begun| 12 * begun < setting.as_of) {
            let area = place.checked_sub(1).map_or(String::new(), areas::name);
            let amounts = ["41000", "17000.50", "9000"].map(|cell| if choices.in_hundred(30) { cell } else { "" });
            if amounts.iter().any(|amount| !amount.is_empty()) {
                table += &row(&[vec![area, year(begun)], amounts.map(String::from).to_vec()].concat());
            }
        }
    }
    table
}

/// The scenario file, but for its targets.
pub fn toml(numbers: &[Numbers; 2], setting: &Setting) -> String {
    let (first, second) = (&mut Choices::of(&numbers[0]), &mut Choices::of(&numbers[1]));
    let Setting { as_of, end, .. } = *setting;
    let mut toml = format!(
        "title = \"T\"\nstart = \"{}\"\nend = \"{}\"\nas_of = \"{}\"\nareas = \"areas.csv\"\nrisks = \"risks.csv\"\nactuals = \
         \"actuals.csv\"\n",
        year(0),
        year(end / 12 - 1),
        month(as_of)
    );
    toml += &prices(first, setting);
    toml += first.one_of(&[
        "",
        "[discounting]\nrate = \"6%\"\nbase = \"2021/22\"\n",
        "[discounting]\nrate = { 0 = \"5%\", 2 = \"1%\" }\nbase = \"2019/20\"\n",
    ]);
    toml += &sharing(first, setting);
    toml += &workforce(first, setting);
    toml += &exit(second, setting);
    toml += &costs(second, setting);
    toml + &grants(second, setting)
}

fn prices(choices: &mut Choices, setting: &Setting) -> String {
    let mut one_of = |all: &[&'static str]| setting.laws.one_of(choices, all);
    let (pay, price, other) = (one_of(&GROWTH), one_of(&GROWTH), one_of(&GROWTH));
    let persistence = choices.one_of(&["0", "0.5", "1"]);
    // Growth that follows the year before's is drawn by its normal score.
    let persistence = if setting.laws == Laws::Exact { "0" } else { persistence };
    let (base, last) = (choices.between(-2, 3), setting.end / 12 - 1);
    let (is_cash, is_paired) = (choices.in_hundred(60), choices.in_hundred(70));
    if !is_cash {
        return String::new();
    }
    let prices = format!(
        "[prices]\nterms = \"cash\"\nbase = \"{}\"\npay_growth = \"{pay}\"\nprice_growth = {{ default = \"{price}\", \"{}\" = \
         \"{other}\" }}\npersistence = {persistence}\n",
        year(base),
        year(1)
    );
    // Growth that follows the year before's follows nothing else.
    if setting.laws == Laws::Correlated && persistence == "0" && base < last && is_paired {
        let last = year(last);
        let pair = format!("pair = [\"prices.price_growth.{last}\", \"prices.pay_growth.{last}\"]");
        return format!("{prices}[[correlation]]\n{pair}\nrank_correlation = 0.8\n");
    }
    prices
}

fn sharing(choices: &mut Choices, setting: &Setting) -> String {
    let rules = ["\"equal\"", "\"net-revenue-budget\"", "{ \"A\" = 0.5, \"B\" = 0.4, \"C\" = 0.1 }"];
    let (savings, costs) = (choices.one_of(&rules), choices.one_of(&rules));
    if !setting.partners {
        return String::new();
    }
    let partner = |(name, budget)| format!("[[partner]]\nname = \"{name}\"\nnet_revenue_budget = \"{budget}\"\n");
    let partners: String = [("A", "£100m"), ("B", "£250m"), ("C", "£30m")].into_iter().map(partner).collect();
    format!("{partners}[sharing]\nsavings = {savings}\ncosts = {costs}\n")
}

fn workforce(choices: &mut Choices, setting: &Setting) -> String {
    let mut group = |name: &str| {
        let leavers = setting.laws.one_of(choices, &LEAVERS);
        let leavers = if leavers.is_empty() { leavers.into() } else { format!("leavers_per_year = \"{leavers}\"\n") };
        let as_at = month(setting.as_of - choices.between(0, 20));
        format!("[[workforce]]\nname = \"{name}\"\nheadcount = 1250.5\nas_at = \"{as_at}\"\n{leavers}")
    };
    group("Officers") + &group("Staff")
}

fn exit(choices: &mut Choices, setting: &Setting) -> String {
    let probability = choices.one_of(&["0.3", "1", "0"]);
    let mut one_of = |all: &[&'static str]| setting.laws.one_of(choices, all);
    let (months, cost, kept) = (one_of(&EXIT_MONTHS), one_of(&DISMANTLING), one_of(&SHARE[1..]));
    if choices.in_hundred(40) {
        format!(
            "[exit]\nprobability = {probability}\nmonths = \"{months}\"\ndismantling_cost = \"{cost}\"\nsaving_kept = \"{kept}\"\n"
        )
    } else {
        String::new()
    }
}

fn costs(choices: &mut Choices, setting: &Setting) -> String {
    let mut line = |name: &str| {
        let per_year = setting.laws.one_of(choices, &YEARLY_COST);
        let from = month(choices.between(-5, setting.end));
        let until = choices.one_of(&["", "until = \"last go-live\"\n", "until = \"2031-01\"\n"]);
        let line =
            format!("[[programme_cost]]\nname = \"{name}\"\nper_year = \"{per_year}\"\nfrom = \"{from}\"\n{until}");
        if choices.in_hundred(50) { line } else { String::new() }
    };
    line("Team") + &line("Top slice")
}

fn grants(choices: &mut Choices, setting: &Setting) -> String {
    let mut grant = |name: &str| {
        let amount = setting.laws.one_of(choices, &GRANT);
        let paid = year(choices.between(0, setting.end / 12 - 1));
        let probability = choices.one_of(&["1", "0.6", "0.2"]);
        let grant = format!(
            "[[grant]]\nname = \"{name}\"\nyear = \"{paid}\"\namount = \"{amount}\"\nprobability = {probability}\n"
        );
        if choices.in_hundred(50) { grant } else { String::new() }
    };
    grant("Fund") + &grant("Bid")
}
