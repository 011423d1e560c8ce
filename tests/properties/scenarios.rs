//! Scenarios made at random: five years, as of the second, one to four areas.

use foresave::programme::Programme;
use foresave::scenario::{self, Files};
use proptest::prelude::*;
use proptest::sample::select;

/// What a scenario may have beside its areas.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Cash terms with drawn growth.
    pub prices: bool,
    /// Risks of both kinds.
    pub risks: bool,
    /// The programme's own costs and grants.
    pub own: bool,
    /// An uncertain exit.
    pub exit: bool,
    /// Three partners, of which areas override the rules.
    pub partners: bool,
    /// A common cause.
    pub causes: bool,
}

/// An area. Months count from the horizon's first.
#[derive(Clone, Debug)]
pub struct Area {
    pub name: String,
    pub live: bool,
    pub go_live: i32,
    pub after: Option<usize>,
    pub overrides: bool,
    pub saving: i64,
    pub law: &'static str,
    pub cells: &'static str,
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub areas: Vec<Area>,
    /// Factor of all money.
    pub scale: i64,
    pub wanted: Wanted,
}

/// Slippages that are never early, so that none is conditioned at whatever month it is planned.
const SLIPPAGES: [&str; 5] = ["0", "3", "\"uniform(0, 12)\"", "exponential(4)", "\"pert(0, 2, 20)\""];

/// Realisation, embedding, probability, cashable share, posts, pay share, lag, redundancy share.
const CELLS: [&str; 4] = [
    ",,,,,,,",
    "\"pert(0.6, 0.9, 1.05)\",12,0.8,90%,,,,",
    "0.9,\"uniform(0, 24)\",,,\"triangular(2, 5, 9)\",0.7,6,0.5",
    "\"normal(0.95, 0.1)\",6,0.6,\"uniform(0.5, 1)\",4,1,\"uniform(0, 9)\",\"beta(2, 3, 0, 1)\"",
];

/// An area that may be planned for any month from the data date to the fourth year, or is live since the first.
pub fn area() -> impl Strategy<Value = Area> {
    let when = prop_oneof![(0..12i32).prop_map(|month| (true, month)), (12..48i32).prop_map(|month| (false, month))];
    let after = prop::option::weighted(0.3, 0..4usize);
    (when, 1..40i64, select(SLIPPAGES.to_vec()), select(CELLS.to_vec()), after, any::<bool>()).prop_map(
        |((live, go_live), saving, law, cells, after, overrides)| Area {
            name: String::new(),
            live,
            go_live,
            after,
            overrides,
            saving: 30_000 * saving,
            law,
            cells,
        },
    )
}

/// A scenario with what is wanted.
pub fn scenario(wanted: Wanted) -> impl Strategy<Value = Scenario> {
    prop::collection::vec(area(), 1..5).prop_map(move |mut areas| {
        for place in 0..areas.len() {
            areas[place].name = format!("Area {place}");
            // Behind an earlier row only, so that there is no circle.
            areas[place].after = areas[place].after.filter(|before| *before < place);
        }
        Scenario { areas, scale: 1, wanted }
    })
}

/// Reads a scenario with its tables.
pub fn read(toml: &str, tables: &[(&str, &str)]) -> Programme {
    let contents = [("scenario.toml", toml)].into_iter().chain(tables.iter().copied());
    let files = Files::in_memory("scenario.toml", contents.map(|(name, text)| (name, text.as_bytes().to_vec())));
    let read = scenario::read(&files);
    read.unwrap_or_else(|faults| panic!("{}\n{tables:?}", faults.to_terminal(false))).programme
}

impl Scenario {
    /// The horizon.
    pub const YEARS: usize = 5;

    pub fn read(&self) -> Programme {
        read(&self.toml(), &[("areas.csv", &self.areas()), ("risks.csv", &self.risks())])
    }

    fn pounds(&self, pounds: i64) -> i64 {
        self.scale * pounds
    }

    fn areas(&self) -> String {
        let mut table = String::from(
            "area,status,go_live,went_live,annual_saving,slippage_months,implementation_cost,delay_cost_per_month,\
             running_cost,redundancy_cost_per_post,after,realisation,embedding_months,probability,cashable_share,\
             posts_removed,pay_share,workforce_lag_months,redundancy_share",
        );
        if self.wanted.partners {
            table
                .push_str(",savings_share:A,savings_share:B,savings_share:C,costs_share:A,costs_share:B,costs_share:C");
        }
        table.push('\n');
        for area in &self.areas {
            table.push_str(&self.row(area));
        }
        table
    }

    fn row(&self, area: &Area) -> String {
        let month = |months: i32| format!("{}-{:02}", 2020 + (months + 3) / 12, (months + 3) % 12 + 1);
        let (status, went_live) = if area.live { ("live", month(area.go_live)) } else { ("design", String::new()) };
        let money = |pounds: i64| self.pounds(pounds);
        let after = area.after.map_or(String::new(), |before| format!("Area {before} +2"));
        // A live area's probability is one.
        let cells =
            if area.live { area.cells.replace("0.8,9", ",9").replace("6,0.6,", "6,,") } else { area.cells.into() };
        let mut row = format!(
            "{},{status},{},{went_live},\"triangular({}, {}, {})\",{},\"uniform({}, {})\",{},{},\"lognormal({}, {})\",{after},{cells}",
            area.name,
            month(area.go_live),
            money(area.saving / 2),
            money(area.saving),
            money(area.saving * 2),
            area.law,
            money(50_000),
            money(90_000),
            money(2_500),
            money(12_000),
            money(20_000),
            money(5_000),
        );
        if self.wanted.partners {
            row.push_str(if area.overrides { ",0.5,0.5,0,0.2,0.3,0.5" } else { ",,,,,," });
        }
        row.push('\n');
        row
    }

    fn risks(&self) -> String {
        let money = |pounds: i64| self.pounds(pounds);
        format!(
            "risk,probability,frequency_per_year,areas,delay_months,cost,saving_loss,date\n\
             Storm,0.3,,*,\"uniform(0, 6)\",\"gamma(2, {})\",0.1,2022-07\n\
             Attrition,,0.7,Area 0,2,\"uniform({}, {})\",\"uniform(0, 0.2)\",\n",
            money(20_000),
            money(1_000),
            money(9_000)
        )
    }

    fn toml(&self) -> String {
        let Wanted { prices, risks, own, exit, partners, causes } = self.wanted;
        let mut toml = String::from(
            "title = \"T\"\nstart = \"2020/21\"\nend = \"2024/25\"\nas_of = \"2021-04\"\nareas = \"areas.csv\"\n",
        );
        let mut add = |wanted: bool, text: String| {
            if wanted {
                toml.push_str(&text);
            }
        };
        let money = |pounds: i64| self.pounds(pounds);
        add(risks, "risks = \"risks.csv\"\n".into());
        add(
            prices,
            "[prices]\nterms = \"cash\"\npay_growth = \"normal(2%, 1%)\"\nprice_growth = \"uniform(0%, 4%)\"\n".into(),
        );
        add(
            own,
            format!(
                "[[programme_cost]]\nname = \"Team\"\nper_year = \"pert({}, {}, {})\"\nuntil = \"last go-live\"\n\
                 [[grant]]\nname = \"Fund\"\nyear = \"2023/24\"\namount = \"uniform({}, {})\"\nprobability = 0.6\n",
                money(50_000),
                money(60_000),
                money(90_000),
                money(10_000),
                money(30_000)
            ),
        );
        add(
            exit,
            format!(
                "[exit]\nprobability = 0.2\nmonths = \"uniform(6, 60)\"\ndismantling_cost = \"uniform({}, {})\"\nsaving_kept = 0.25\n",
                money(100_000),
                money(200_000)
            ),
        );
        add(
            partners,
            "[[partner]]\nname = \"A\"\nnet_revenue_budget = \"£100m\"\n[[partner]]\nname = \"B\"\nnet_revenue_budget = \"£250m\"\n\
             [[partner]]\nname = \"C\"\nnet_revenue_budget = \"£30m\"\n[sharing]\nsavings = \"net-revenue-budget\"\ncosts = \"equal\"\n"
                .into(),
        );
        add(causes, "[[correlation]]\nacross = \"slippage_months\"\nrank_correlation = 0.5\n".into());
        toml
    }
}
