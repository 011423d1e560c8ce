//! Scenarios at random, over all that a scenario may have, as a person would type them.
//!
//! A scenario is made of lists of numbers, of which proptest makes smaller ones where a scenario fails: fewer areas and
//! risks, and simpler choices (see [`choices`]).

mod areas;
mod choices;
mod laws;
mod programme;

pub use laws::Laws;

use choices::{Choices, RANGE};
use foresave::programme::Programme;
use foresave::scenario::{self, Files};
use proptest::array::{uniform2, uniform8, uniform32};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt;

/// The calendar year in which horizons begin.
const FIRST: i32 = 2020;

/// A scenario.
#[derive(Clone)]
pub struct Scenario {
    setting: Setting,
    areas: Vec<areas::Numbers>,
    risks: Vec<programme::RiskNumbers>,
    programme: [programme::Numbers; 2],
    actuals: programme::Numbers,
    targets: programme::Numbers,
}

/// Shown as it would be typed.
impl fmt::Debug for Scenario {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files().iter().try_for_each(|(name, text)| write!(out, "\n--- {name}\n{text}"))
    }
}

/// What all parts of a scenario depend on.
#[derive(Clone, Copy, Debug)]
struct Setting {
    laws: Laws,
    /// Months from the first of the horizon.
    as_of: i32,
    end: i32,
    partners: bool,
}

/// Scenarios with such laws.
pub fn scenario(laws: Laws) -> impl Strategy<Value = Scenario> {
    let setting = (1..=4i32, 0..=1000i32, any::<bool>()).prop_map(move |(years, as_of, partners)| {
        let end = 12 * years;
        Setting { laws, as_of: as_of * end / 1000, end, partners }
    });
    let programme = uniform2(uniform32(0..RANGE));
    let parts = (vec(vec(0..RANGE, areas::NUMBERS), 1..6), vec(uniform8(0..RANGE), 0..4), programme);
    (setting, parts, uniform32(0..RANGE), uniform32(0..RANGE)).prop_map(
        |(setting, (areas, risks, programme), actuals, targets)| Scenario {
            setting,
            areas,
            risks,
            programme,
            actuals,
            targets,
        },
    )
}

impl Scenario {
    /// The programme that it means.
    pub fn read(&self) -> Programme {
        let contents = self.files().into_iter().map(|(name, text)| (name, text.into_bytes()));
        let read = scenario::read(&Files::in_memory("scenario.toml", contents));
        read.unwrap_or_else(|faults| panic!("{}\n{self:?}", faults.to_terminal(false))).programme
    }

    fn files(&self) -> Vec<(&'static str, String)> {
        let of_areas = (self.areas.len(), &self.setting);
        let areas = areas::table(&self.areas, &self.setting);
        let toml = programme::toml(&self.programme, &self.setting) + &self.targets(&areas);
        let correlations = self.correlations(&areas, &toml);
        vec![
            ("scenario.toml", toml + &correlations),
            ("areas.csv", areas),
            ("risks.csv", programme::risks(&self.risks, of_areas)),
            ("actuals.csv", programme::actuals(&self.actuals, of_areas)),
            ("slippage.csv", "months\n0\n0\n1\n2.5\n4\n9\n".into()),
        ]
    }
}

/// A date, so many months after the first April.
fn month(months: i32) -> String {
    let all = 12 * FIRST + 3 + months;
    format!("{}-{:02}", all.div_euclid(12), all.rem_euclid(12) + 1)
}

/// A financial year, so many years after the first.
fn year(years: i32) -> String {
    format!("{}/{:02}", FIRST + years, (FIRST + years + 1) % 100)
}

/// A row of a table.
fn row(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| if cell.contains([',', ';']) { format!("\"{cell}\"") } else { cell.clone() });
    quoted.collect::<Vec<String>>().join(",") + "\n"
}

/// Targets and correlations.
impl Scenario {
    /// Targets for every kind of part.
    fn targets(&self, areas: &str) -> String {
        let choices = &mut Choices::of(&self.targets[..24]);
        let last = year(self.setting.end / 12 - 1);
        let mut parts = vec![("Programme", ""), ("One area", "area = \"Area 0\"\n")];
        let of_portfolios = [("Front", "portfolio = \"Front\"\n"), ("Back", "portfolio = \"Back\"\n")];
        parts.extend(of_portfolios.into_iter().filter(|(name, _)| areas.contains(&format!(",{name},"))));
        if self.setting.partners {
            parts.push(("Partner", "partner = \"B\"\n"));
        }
        let mut toml = String::new();
        for (name, part) in parts {
            let measure = choices.one_of(&[
                "horizon_net_saving",
                "npv",
                "benefit_cost_ratio",
                "payback_year",
                "payback_from_now",
                "cumulative_net_saving",
                "gross_saving",
                "run_rate",
                "areas_live",
            ]);
            let threshold = match measure {
                "payback_year" | "payback_from_now" => last.clone(),
                "benefit_cost_ratio" | "areas_live" => choices.one_of(&["1", "2"]).into(),
                _ => choices.one_of(&["£0", "£100k", "-£50k"]).into(),
            };
            let yearly = ["cumulative_net_saving", "gross_saving", "run_rate", "areas_live"].contains(&measure);
            let by = if yearly { format!("by = \"{last}\"\n") } else { String::new() };
            let side = choices.one_of(&["at_least", "at_most"]);
            toml += &format!(
                "[[target]]\nname = \"{name}\"\nmeasure = \"{measure}\"\n{by}{side} = \"{threshold}\"\n{part}"
            );
        }
        toml += &format!(
            "[[target]]\nname = \"Group\"\nmeasure = \"headcount\"\nby = \"{last}\"\nat_most = 1245\nworkforce = \"Officers\"\n"
        );
        toml
    }

    /// Correlations of all three kinds, of which no input has two parents.
    fn correlations(&self, areas: &str, toml: &str) -> String {
        if self.setting.laws != Laws::Correlated {
            return String::new();
        }
        let choices = &mut Choices::of(&self.targets[24..]);
        let mut correlations = String::new();
        let mut add = |wanted: bool, text: &str, rank: &str| {
            if wanted {
                correlations += &format!("[[correlation]]\n{text}\nrank_correlation = {rank}\n");
            }
        };
        let among = choices.one_of(&["", "\namong = [\"Area 0\", \"Area 1\", \"Area 2\"]", "\nportfolio = \"Front\""]);
        let is_possible = if among.contains("among") { self.areas.len() > 2 } else { areas.contains(",Front,") };
        let lateness = format!("across = \"slippage_months\"{}", if is_possible { among } else { "" });
        add(choices.in_hundred(70), &lateness, choices.one_of(&["0.4", "0.9", "0"]));
        add(choices.in_hundred(40), "across = \"realisation\"", "0.6");
        let within = "within = [\"slippage_months\", \"implementation_cost\", \"embedding_months\"]";
        add(choices.in_hundred(50), within, choices.one_of(&["0.5", "-0.8", "1"]));
        let pair = "pair = [\"area.Area 0.realisation\", \"area.Area 0.annual_saving\"]";
        add(choices.in_hundred(40), pair, choices.one_of(&["0.7", "-0.4"]));
        add(toml.contains("[exit]"), "pair = [\"exit.months\", \"exit.dismantling_cost\"]", "-0.6");
        correlations
    }
}
