//! Partners and parts of a programme (section 6).

use super::case::Case;

/// Three partners with budgets 1 : 3 : 4 share savings by budget; costs half, a third and a sixth.
fn shared() -> Case {
    let areas = "area,status,go_live,went_live,annual_saving,running_cost,posts_removed,slippage_months,\
                 savings_share:Avon,savings_share:Borset,savings_share:Camel,\
                 costs_share:Avon,costs_share:Borset,costs_share:Camel,portfolio\n\
                 Rule,live,2020-04,2020-04,£80k,£12k,8,,,,,,,,Support\n\
                 Own savings,live,2020-04,2020-04,£100k,£6k,10,,0.5,0.5,0,,,,Support\n\
                 Own costs,approved,2020-10,,£160k,£24k,,\"uniform(0, 6)\",,,,0,25%,75%,Front line\n";
    let toml = "[[partner]]\nname = \"Avon\"\nnet_revenue_budget = \"£100m\"\n\
                [[partner]]\nname = \"Borset\"\nnet_revenue_budget = \"£300m\"\n\
                [[partner]]\nname = \"Camel\"\nnet_revenue_budget = \"£400m\"\n\
                [sharing]\nsavings = \"net-revenue-budget\"\n\
                costs = { Avon = 0.5, Borset = 0.3333333, Camel = 0.1666667 }\n\
                [[programme_cost]]\nname = \"Team\"\nper_year = \"£60k\"\n\
                [[grant]]\nname = \"Fund\"\nyear = \"2021/22\"\namount = \"£30k\"\n\
                [[target]]\nname = \"Avon breaks even\"\nmeasure = \"horizon_net_saving\"\nat_least = 0\npartner = \"Avon\"\n\
                [[target]]\nname = \"Support\"\nmeasure = \"gross_saving\"\nby = \"2021/22\"\nat_least = \"£180k\"\nportfolio = \"Support\"\n\
                [[target]]\nname = \"Front line\"\nmeasure = \"gross_saving\"\nby = \"2020/21\"\nat_least = \"£40k\"\nportfolio = \"Front line\"\n\
                [[target]]\nname = \"Own costs\"\nmeasure = \"cumulative_net_saving\"\nby = \"2020/21\"\nat_most = \"£51,000\"\narea = \"Own costs\"\n\
                [[target]]\nname = \"Of Support's costs\"\nmeasure = \"horizon_cost\"\nat_most = \"£35,999.99\"\nportfolio = \"Support\"\n\
                [[target]]\nname = \"Posts of an area\"\nmeasure = \"posts_removed\"\nby = \"2021/22\"\nat_least = 8\narea = \"Rule\"\n\
                [[target]]\nname = \"Two live\"\nmeasure = \"areas_live\"\nby = \"2020/21\"\nat_least = 2\nportfolio = \"Support\"\n";
    Case::new("2020/21", "2021/22", areas).tables(toml)
}

#[test]
fn partners_share_by_the_rule_and_by_the_areas_own() {
    let run = shared().run();
    let (avon, borset, camel) = (run.partner("Avon"), run.partner("Borset"), run.partner("Camel"));
    // Own costs saves 6 - s months of the first year at 160k/12, s uniform(0, 6): mean £40k.
    let sd = 160_000.0 / 12.0 * 3f64.sqrt();
    avon.mean("gross_saving", "2020/21", 10_000.0 + 50_000.0 + 5_000.0, sd / 8.0);
    borset.mean("gross_saving", "2020/21", 30_000.0 + 50_000.0 + 15_000.0, 3.0 * sd / 8.0);
    camel.mean("gross_saving", "2020/21", 40_000.0 + 20_000.0, sd / 2.0);
    avon.is("gross_saving", "2021/22", 10_000.0 + 50_000.0 + 20_000.0);
    avon.is("run_rate", "2021/22", 80_000.0);
    avon.is("posts_removed", "2021/22", 1.0 + 5.0);
    camel.is("posts_removed", "2021/22", 4.0);
    avon.is("running_cost", "2021/22", 6_000.0 + 3_000.0);
    camel.mean("running_cost", "2020/21", 18_000.0 * 0.1666667 + 0.75 * 6_000.0, 0.75 * 2_000.0 * 3f64.sqrt());
    borset.is("running_cost", "2021/22", 18_000.0 * 0.3333333 + 6_000.0);
    camel.is("programme_cost", "2021/22", 60_000.0 * 0.1666667);
    avon.is("grant", "2021/22", 15_000.0);
    // The number of live areas is not divided.
    avon.is("areas_live", "2021/22", 3.0);
    avon.plan("gross_saving", "2020/21", 70_000.0);
}

#[test]
fn targets_look_at_the_part_that_they_name() {
    let run = shared().run();
    // Avon saves at least £60k and £80k, its costs are twice £39k.
    run.meets("Avon breaks even", 1.0);
    run.meets("Support", 1.0);
    // 160k/12 (6 - s) >= 40k where s <= 3.
    run.meets("Front line", 0.5);
    // (160k - 24k)/12 (6 - s) <= 51k where s >= 1.5; the programme's own costs are no area's.
    run.meets("Own costs", 0.75);
    // £36,000 in all trials.
    run.meets("Of Support's costs", 0.0);
    run.meets("Posts of an area", 1.0);
    run.meets("Two live", 1.0);
}

#[test]
fn equal_shares_and_costs_as_savings_where_nothing_else_is_said() {
    let toml = "[[partner]]\nname = \"A\"\n[[partner]]\nname = \"B\"\n[[partner]]\nname = \"C\"\n\
                [sharing]\nsavings = \"equal\"\n";
    let areas = "area,status,go_live,annual_saving,implementation_cost,implementation_months\n\
                 ICT,approved,2020-10,£90k,£30k,6\n";
    let run = Case::new("2020/21", "2020/21", areas).tables(toml).run();
    for name in ["A", "B", "C"] {
        run.partner(name).is_as_planned("gross_saving", "2020/21", 15_000.0);
        run.partner(name).is_as_planned("total_cost", "2020/21", 10_000.0);
        run.partner(name).is_as_planned("npv", "", 5_000.0);
    }
}

#[test]
fn shares_that_miss_one_by_rounding_are_made_to_add_up() {
    // 0.333 333 x 3 is one within 1e-6.
    let toml = "[[partner]]\nname = \"A\"\n[[partner]]\nname = \"B\"\n[[partner]]\nname = \"C\"\n\
                [sharing]\nsavings = { A = 0.3333333, B = 0.3333333, C = 0.3333333 }\n";
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£90k\n";
    let run = Case::new("2020/21", "2020/21", areas).tables(toml).run();
    run.partner("B").is_as_planned("gross_saving", "2020/21", 30_000.0);
}
