//! Savings and costs by year, beside what they stand for and the dates of their area.

use super::Broken;
use crate::diagnostic::Code;
use crate::fiscal::FinancialYear;
use crate::money::Pounds;
use crate::programme::{Area, AreaColumn, At, ByYear, Draft};

/// Years of a plan, at most.
const LONGEST: usize = 200;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (at, area) in draft.areas.iter().enumerate() {
        if let Some(savings) = &area.saving_by_year {
            let instead = [AreaColumn::AnnualSaving, AreaColumn::EmbeddingMonths, AreaColumn::WorkforceLagMonths];
            beside(at, area, ("saving", &instead), broken);
            years(at, ("saving", savings), broken);
            dates(at, area, savings, broken);
        }
        if let Some(costs) = &area.cost_by_year {
            beside(at, area, ("cost", &[AreaColumn::ImplementationCost]), broken);
            years(at, ("cost", costs), broken);
            for (item, cost) in costs.amounts.iter().enumerate().filter(|(_, cost)| **cost < Pounds::ZERO) {
                let message = format!("a cost by year must be 0 or more, not {cost}");
                let help = "a gain is a negative cost of a risk, or a saving";
                broken.push(Broken::new(Code::OutOfRange, At::area(at, "cost").item(item), message, help));
            }
        }
    }
}

/// What a plan by year stands for is zero.
fn beside(at: usize, area: &Area, (kind, instead): (&'static str, &[AreaColumn]), broken: &mut Vec<Broken>) {
    for column in instead.iter().filter(|column| area[**column].fixed().is_none_or(|value| !value.is_zero())) {
        let message = format!("`{}` is filled beside `{kind}:…`", column.name());
        let help = "leave the one or the other blank";
        let both = Broken::new(Code::ExactlyOne, At::area(at, column.name()), message, help);
        broken.push(both.also(At::area(at, kind), "the plan by year"));
    }
}

fn years(at: usize, (kind, plan): (&'static str, &ByYear), broken: &mut Vec<Broken>) {
    if plan.amounts.is_empty() || plan.amounts.len() > LONGEST {
        let message = format!("a plan by year has from 1 to {LONGEST} years, not {}", plan.amounts.len());
        broken.push(Broken::new(Code::YearOutside, At::area(at, kind), message, "leave out the years without amounts"));
    }
}

/// Nothing is saved in a year that ends by go-live, or begins when the area has ended.
fn dates(at: usize, area: &Area, savings: &ByYear, broken: &mut Vec<Broken>) {
    let saved = |(_, (_, saving)): &(usize, (FinancialYear, Pounds))| *saving != Pounds::ZERO;
    let amounts = || savings.years().enumerate().filter(saved);
    let cell = |item| At::area(at, "saving").item(item);
    let live = area.go_live;
    if let Some((item, (year, saving))) = amounts().find(|(_, (year, _))| year.plus(1).april() <= live) {
        let message = format!("{saving} is saved in {year}, but go-live is planned for {live}, when that year is over");
        let help = "go-live has moved: move the saving with it, or keep the date that was planned and say with \
                    `slippage_months` how late it may be";
        let early = Broken::new(Code::SavingOutside, cell(item), message, help);
        broken.push(early.also(At::area(at, "go_live"), "go-live").resting_on([At::area(at, "saving")]));
    }
    let Some(ends) = area.ends else { return };
    if let Some((item, (year, saving))) = amounts().find(|(_, (year, _))| year.april() >= ends) {
        let message = format!("{saving} is saved in {year}, but the area has ended by {ends}");
        let help = "leave the saving out, or move `ends`";
        let late = Broken::new(Code::SavingOutside, cell(item), message, help);
        broken.push(late.also(At::area(at, "ends"), "its end").resting_on([At::area(at, "saving")]));
    }
}
