//! Base years, growth and discount rates.

use super::Broken;
use crate::diagnostic::{Code, listed, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{At, Draft, EntryKind, PriceIndex, Prices};

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    base_year(draft, EntryKind::Prices, draft.prices.base, broken);
    base_year(draft, EntryKind::Discounting, draft.discounting.base, broken);
    PriceIndex::ALL.into_iter().for_each(|index| growth(draft, index, broken));
    let steps = &draft.discounting.steps;
    let at = At::of(EntryKind::Discounting, 0, "rate");
    if steps.first().is_none_or(|(years, _)| *years != 0) {
        let message = "the discount rates do not begin at the base year";
        broken.push(Broken::new(Code::DiscountSteps, at, message, "add the rate from year 0 on: `0 = \"3.5%\"`"));
    } else if !steps.is_sorted_by(|(one, _), (next, _)| one < next) {
        let message = "the discount rates do not stand in the order of their years";
        broken.push(Broken::new(Code::DiscountSteps, at, message, "let each begin later than the one before"));
    }
}

fn base_year(draft: &Draft, kind: EntryKind, base: FinancialYear, broken: &mut Vec<Broken>) {
    let horizon = draft.horizon;
    let years = (horizon.first().years_since(base)).max(base.years_since(horizon.last()));
    if years > Prices::FARTHEST_BASE {
        let most = Prices::FARTHEST_BASE;
        let message = format!("the base year {base} lies more than {most} years from the horizon");
        let far = Broken::new(
            Code::YearOutside,
            At::of(kind, 0, "base"),
            message,
            "write a year nearer to the years counted",
        );
        broken.push(far.resting_on([At::scenario("start"), At::scenario("end")]));
    }
}

fn growth(draft: &Draft, index: PriceIndex, broken: &mut Vec<Broken>) {
    let rates = draft.prices.growth(index);
    let years = draft.years_of_growth();
    let missing: Vec<String> =
        years.into_iter().filter(|year| rates.of(*year).is_none()).map(|year| year.to_string()).collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("`{}` leaves out {}", index.name(), shortened(&listed(&missing, "and")));
    let at = |column| At::of(EntryKind::Prices, 0, column);
    let gap = Broken::new(Code::GrowthMissing, at(index.name()), message, "add the years, or a `default`");
    broken.push(gap.resting_on([at("terms"), at("base"), At::scenario("start"), At::scenario("end")]));
}
