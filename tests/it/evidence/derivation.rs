//! How the shipped comparators follow from the tables of evidence; `data/README.md` says what is kept of which file.

use super::table::{Row, Table};
use foresave::programme::{Alike, Comparator, Mark, Yardstick};

/// Whose budgets a programme's savings are a share of.
const BUDGETS_OF: &str = "programme,body
Devon and Cornwall and Dorset alliance,Devon and Cornwall and Dorset
Three Force Strategic Alliance,\"Leicestershire, Northamptonshire and Nottinghamshire\"
";

/// Every case, by yardstick in the order of reports, then in the order of its file.
pub fn derived() -> Vec<Comparator> {
    let reference = Table::of_file("reference_class");
    let bias = Table::of_file("optimism_bias");
    let costs = Table::of_file("unit_costs");
    let mut cases = reductions();
    cases.extend(unit_costs(&costs));
    cases.extend(budgets(&reference));
    cases.extend(invest_to_save(&reference, &costs));
    cases.extend(collaboration());
    cases.extend(delivered(&reference));
    cases.extend(colours());
    cases.extend(studies(&bias));
    cases.extend(delays());
    cases.extend(waiting());
    cases.sort_by_key(|case| case.quantity);
    cases
}

/// A case of a row, whose source, mark and note are the row's.
fn case(row: Row<'_>, quantity: Yardstick, programme: &str, words: String, value: f64) -> Comparator {
    Comparator {
        quantity,
        case: words,
        programme: programme.into(),
        group: None,
        sector: row.filled("sector").unwrap_or("police").into(),
        value,
        low: None,
        high: None,
        alike: Alike::Partial,
        source_title: row.text("source_title").into(),
        source_year: row.number("source_year").map(|year| year as i32),
        source_ref: row.filled("source_ref").map(String::from),
        mark: mark(row.text("mark")),
        note: row.filled("note").map(String::from),
    }
}

fn mark(name: &str) -> Mark {
    let hyphened = name.replace('_', "-");
    Mark::ALL.into_iter().find(|mark| mark.name() == hyphened).unwrap_or(Mark::Assumption)
}

/// The weakest of two marks.
fn weakest(one: Mark, other: Mark) -> Mark {
    one.max(other)
}

/// Years over which a reduction is like one over the horizon of a programme; of other lengths the yearly one is kept.
const LIKE_A_PLAN: std::ops::RangeInclusive<f64> = 3.0..=8.0;

/// Planned and actual reductions of a workforce, in all and for a year.
fn reductions() -> Vec<Comparator> {
    let mut cases = Vec::new();
    for row in Table::of_file("workforce_plans").rows() {
        let group = match row.text("group") {
            "officers" => "officers",
            "staff" | "staff and designated" => "staff",
            "PCSOs" => "PCSOs",
            "all" | "all posts" => "all",
            _ => continue,
        };
        let Some(percent) = row.number("change_percent") else { continue };
        let (Some(from), Some(to)) = (row.date("period_start"), row.date("period_end")) else { continue };
        let area = row.text("area");
        let words = format!(
            "{area}, {group}, {}, {} to {}",
            row.text("kind"),
            row.text("period_start"),
            row.text("period_end")
        );
        let group = Some(String::from(group));
        let years = to - from;
        let yearly = case(row, Yardstick::PostsSharePerYear, area, words.clone(), -percent / years / 100.0);
        cases.push(Comparator { group: group.clone(), ..yearly });
        if LIKE_A_PLAN.contains(&years) {
            cases.push(Comparator { group, ..case(row, Yardstick::PostsShare, area, words, -percent / 100.0) });
        }
    }
    cases
}

fn unit_costs(costs: &Table) -> Vec<Comparator> {
    let kinds = [
        ("saving_per_post", Yardstick::SavingPerPost, 1.0),
        ("severance_cost_per_post", Yardstick::RedundancyCostPerPost, 1.0),
        ("turnover", Yardstick::LeaversPerYear, 0.01),
    ];
    let of_kind = |(item, quantity, unit): (&str, Yardstick, f64)| -> Vec<Comparator> {
        let rows = costs.rows().filter(|row| row.text("item") == item);
        rows.filter_map(|row| {
            let (group, place) = row.text("group").split_once(", ")?;
            let words = [group, place, row.text("price_year")].join(", ");
            let value = row.number("value")? * unit;
            Some(Comparator { group: Some(group.into()), ..case(row, quantity, place, words, value) })
        })
        .collect()
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

/// Yearly savings as a share of budgets: requirements on forces, and plans of programmes.
fn budgets(reference: &Table) -> Vec<Comparator> {
    let requirements = Table::of_file("savings_requirements");
    let of_forces = requirements.rows().filter_map(|row| {
        let kind = row.text("kind");
        let percent = row.number("percent_of_budget").filter(|_| matches!(kind, "requirement" | "planned_real_cut"))?;
        let words = format!("{}, {} {}, all savings", row.text("area"), kind.replace('_', " "), row.text("period"));
        let case = case(row, Yardstick::SavingShareOfBudget, row.text("area"), words, percent / 100.0);
        Some(Comparator { alike: Alike::Loose, ..case })
    });
    let mut cases: Vec<Comparator> = of_forces.collect();
    let yearly = reference.filtered(|row| row.text("quantity") == "benefit" && row.text("unit") == "gbp_per_year");
    let budgeted = Table::of_csv(BUDGETS_OF).joined(&Table::of_file("budgets"), "body");
    cases.extend(yearly.joined(&budgeted, "programme").rows().filter_map(share_of_budget));
    cases
}

/// A planned yearly saving, joined to a budget.
fn share_of_budget(row: Row<'_>) -> Option<Comparator> {
    let total = row.number("amount_gbp")?;
    let low = row.number("planned")? / total;
    let high = row.number("planned_high").map_or(low, |high| high / total);
    let programme = row.text("programme");
    let words = format!("{programme}, planned {}", row.text("measured"));
    let case = case(row, Yardstick::SavingShareOfBudget, programme, words, (low + high) / 2.0);
    let (low, high) = if high > low { (Some(low), Some(high)) } else { (None, None) };
    let mark = weakest(Mark::Derived, case.mark);
    Some(Comparator { low, high, mark, ..case })
}

/// Planned one-off cost over planned yearly saving, where a programme published both.
fn invest_to_save(reference: &Table, costs: &Table) -> Vec<Comparator> {
    let planned = |quantity: &str, unit: &str| {
        let is_it = |row: Row<'_>| row.text("quantity") == quantity && row.text("unit") == unit;
        reference.filtered(|row| is_it(row) && row.number("planned").is_some())
    };
    let both = planned("cost", "gbp").joined(&planned("benefit", "gbp_per_year"), "programme");
    let ratio = |row: Row<'_>| {
        let (spent, low) = (row.number("planned")?, row.number("planned_of_other")?);
        let high = row.number("planned_high_of_other").unwrap_or(low);
        let programme = row.text("programme");
        let words = format!("{programme}, planned {} over {}", row.text("measured"), row.text("measured_of_other"));
        let case = case(row, Yardstick::InvestToSave, programme, words, 2.0 * spent / (low + high));
        let range = high > low;
        let mark = weakest(Mark::Derived, case.mark);
        Some(Comparator { low: range.then_some(spent / high), high: range.then_some(spent / low), mark, ..case })
    };
    both.rows().filter_map(ratio).chain(severance(costs)).collect()
}

/// Severance over saving per post, where one document gives both.
fn severance(costs: &Table) -> Vec<Comparator> {
    let of_item = |item: &str| costs.filtered(|row| row.text("item") == item);
    let both = of_item("severance_cost_per_post").joined(&of_item("saving_per_post"), "source_title");
    let ratio = |row: Row<'_>| {
        let value = row.number("value")? / row.number("value_of_other")?;
        let words = "Police Scotland, planned severance over saving per post".to_owned();
        let case = case(row, Yardstick::InvestToSave, "Police Scotland reform", words, value);
        Some(Comparator { alike: Alike::Loose, mark: weakest(Mark::Derived, case.mark), ..case })
    };
    both.rows().filter_map(ratio).collect()
}

fn collaboration() -> Vec<Comparator> {
    let mut cases = Vec::new();
    for row in Table::of_file("collaboration_shares").rows() {
        let (quantity, of) = match row.text("measure") {
            "collaboration_share_of_savings_requirement" => {
                (Yardstick::CollaborationShareOfSavings, "of the savings requirement")
            }
            "collaboration_share_of_savings" => (Yardstick::CollaborationShareOfSavings, "of savings"),
            "collaboration_share_of_net_revenue_expenditure" => {
                (Yardstick::CollaborationShareOfSpending, "of net revenue expenditure")
            }
            _ => continue,
        };
        let Some(percent) = row.number("value") else { continue };
        let (body, period) = (row.text("body"), row.text("period"));
        cases.push(case(row, quantity, body, format!("{body}, {of}, {period}"), percent / 100.0));
    }
    cases
}

/// What programmes delivered, saved and cost, over what they had planned. Of the savings of a whole body in one year only
/// the outturn counts, and all years of a body are of one programme; efficiency plans of police forces do not, whose gains
/// were mostly no cash.
fn delivered(reference: &Table) -> Vec<Comparator> {
    let bears = |row: &Row<'_>| {
        matches!(row.text("ratio_basis"), "like_for_like" | "partial")
            && row.text("status") != "stopped"
            && (body(row.text("programme")).is_none()
                || row.text("status") == "final" && row.text("sector") != "police")
    };
    let ratio = |row: Row<'_>| {
        let quantity = match (row.text("quantity"), row.text("unit")) {
            ("headcount", _) => Yardstick::PostsRealisation,
            ("benefit", _) => Yardstick::Realisation,
            ("cost", "gbp") => Yardstick::CostRatio,
            _ => return None,
        };
        let is_same = row.text("ratio_basis") == "like_for_like";
        // What a programme cost in all, or a member paid in a year, is not what an area costs to set up.
        let alike = if is_same && quantity != Yardstick::CostRatio { Alike::LikeForLike } else { Alike::Partial };
        let programme = row.text("programme");
        let words = format!("{programme}, {} ({})", row.text("measured"), row.text("status"));
        let value = row.number("ratio_actual_to_planned")?;
        Some(Comparator { alike, ..case(row, quantity, body(programme).unwrap_or(programme), words, value) })
    };
    reference.rows().filter(bears).filter_map(ratio).collect()
}

/// The body whose savings of one year these are: `Powys County Council` of `Powys County Council savings 2019/20`.
fn body(programme: &str) -> Option<&str> {
    let is_of_years = programme.split(' ').any(|word| word.contains('/') && word.starts_with(['1', '2']));
    let of = [" savings", " efficiency", " cost improvement", " QIPP", " central and corporate"];
    let end = of.iter().filter_map(|kind| programme.find(kind)).min()?;
    is_of_years.then(|| &programme[..end])
}

/// What came by the year's end of savings that had been rated green or amber within it and were not delivered then. Where
/// a report counts what is delivered as green, all of that is taken to have come, and the rest was amber.
fn colours() -> Vec<Comparator> {
    let delivery = Table::of_file("savings_delivery");
    let within = delivery.filtered(|row| row.text("stage") == "quarter");
    let at_the_end = delivery.filtered(|row| row.text("stage") == "outturn" && row.number("delivered_gbp").is_some());
    let key = |row: Row<'_>| (row.text("body").to_owned(), row.text("financial_year").to_owned());
    let mut cases = Vec::new();
    for row in within.rows() {
        let outturn = at_the_end.rows().find(|end| key(*end) == key(row)).and_then(|end| end.number("delivered_gbp"));
        let (Some(outturn), Some(green)) = (outturn, row.number("rag_green_gbp")) else { continue };
        let (quantity, share) = match (row.number("delivered_gbp"), row.number("rag_amber_gbp")) {
            (Some(so_far), None) => (Yardstick::GreenDelivered, (outturn - so_far) / green),
            (None, Some(amber)) => (Yardstick::AmberDelivered, (outturn - green) / amber),
            _ => continue,
        };
        let (body, year) = key(row);
        let moment = row.text("note").split('.').next().unwrap_or_default().to_owned();
        let colour = if quantity == Yardstick::GreenDelivered { "green" } else { "amber" };
        let words = format!("{body} {year}, {colour} in {moment}");
        let of_row = case(row, quantity, &body, words, share);
        cases.push(Comparator {
            sector: "local government".into(),
            mark: weakest(Mark::Derived, of_row.mark),
            ..of_row
        });
    }
    cases
}

/// Audits of savings, shares of late projects, and means and bounds of cost overruns.
fn studies(bias: &Table) -> Vec<Comparator> {
    let mut cases = Vec::new();
    for row in bias.rows() {
        let Some(value) = row.number("value") else { continue };
        let over_plan = 1.0 + value / 100.0;
        let whole_population = !row.text("population").contains("black swan");
        let (quantity, value) = match (row.text("quantity"), row.text("statistic")) {
            ("benefit", "green_sustainable") => (Yardstick::SavingsSound, value / 100.0),
            ("benefit", "red_overstated_or_absent") => (Yardstick::SavingsOverstated, value / 100.0),
            ("duration", "share_late") => (Yardstick::ShareLate, value / 100.0),
            ("capital_expenditure", "average") => (Yardstick::MeanCostRatio, over_plan),
            ("cost", "mean_overrun") if whole_population => (Yardstick::MeanCostRatio, over_plan),
            _ => continue,
        };
        let (study, population) = (row.text("study"), row.text("population"));
        let words = format!("{study}, {population}");
        let (sector, alike) = ("study".into(), Alike::Loose);
        cases.push(Comparator { alike, sector, ..case(row, quantity, study, words, value) });
    }
    cases.extend(bounds(bias));
    cases
}

/// Lower and upper bounds of the cost of a kind of project.
fn bounds(bias: &Table) -> Vec<Comparator> {
    let kinds = ["outsourcing", "equipment and development"];
    let bound = |name: &str| {
        bias.filtered(|row| {
            row.text("quantity").ends_with("_expenditure")
                && row.text("statistic") == name
                && kinds.contains(&row.text("population"))
        })
    };
    let both = bound("lower_bound").joined(&bound("upper_bound"), "population");
    let range = |row: Row<'_>| {
        let [low, high] = [row.number("value")?, row.number("value_of_other")?].map(|percent| 1.0 + percent / 100.0);
        let kind = row.text("population");
        let words = format!("{}, {kind}", row.text("study"));
        let case = case(row, Yardstick::CostRatioBounds, kind, words, (low + high) / 2.0);
        let (sector, alike) = ("study".into(), Alike::Loose);
        Some(Comparator { low: Some(low), high: Some(high), sector, alike, ..case })
    };
    both.rows().filter_map(range).collect()
}

/// Delays of go-lives, which are known because they were late.
fn delays() -> Vec<Comparator> {
    let table = Table::of_file("slippage_cases");
    let is_late_go_live = |row: &Row<'_>| {
        row.text("conditional_on_delay") == "yes"
            && matches!(row.text("event"), "system go-live" | "migration" | "full operation")
    };
    let delay = |row: Row<'_>| {
        let name = row.text("case");
        let words = format!("{name}, {} ({})", row.text("event"), row.text("slip_kind").replace('_', " "));
        let case = case(row, Yardstick::SlippageIfLate, name, words, row.number("slip_months")?);
        Some(case)
    };
    table.rows().filter(is_late_go_live).filter_map(delay).collect()
}

/// Areas approved, and live about a year later.
fn waiting() -> Vec<Comparator> {
    let table = Table::of_file("go_live_waiting");
    let about_a_year = |row: &Row<'_>| {
        let year = row.number("window_months").is_some_and(|months| (11.0..=13.0).contains(&months));
        year && row.text("from_status") == "approved" && row.text("to_status") == "live"
    };
    let share = |row: Row<'_>| {
        let (programme, from, to) = (row.text("programme"), row.text("window_start"), row.text("window_end"));
        let words = format!("{programme}, {from} to {to}");
        Some(case(row, Yardstick::LiveWithinAYear, programme, words, row.number("share_moved")?))
    };
    table.rows().filter(about_a_year).filter_map(share).collect()
}
