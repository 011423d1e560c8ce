//! The measures of the whole horizon (section 6).

use super::payback::payback;
use super::{Amounts, Exact, Lines, PlanError, discount_factors, past, planned};
use crate::money::round_to_the_penny;
use crate::plan::Part;
use crate::programme::{Flow, Measure, Payback, Programme, Whole};
use rust_decimal::Decimal;

/// The measures of the whole horizon, unrounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeAmounts {
    /// All gross savings, £.
    pub horizon_gross_saving: Decimal,
    /// All costs, £.
    pub horizon_cost: Decimal,
    /// All net savings, £.
    pub horizon_net_saving: Decimal,
    /// All effects on budgets, £.
    pub horizon_budget_effect: Decimal,
    /// The saving rate at the data date, £ a year.
    pub current_run_rate: Decimal,
    /// Net present value in prices of the base year, £.
    pub npv: Decimal,
    /// Discounted gross savings over discounted costs; `None` without costs.
    pub benefit_cost_ratio: Option<Decimal>,
    /// When the cumulative net saving has come up to zero for good; `None` where nothing is spent.
    pub payback_year: Option<Payback>,
    /// The same, counted from the beginning of the data date's year.
    pub payback_from_now: Option<Payback>,
}

impl WholeAmounts {
    /// The amount of a measure, in its unit; `None` where it is blank, and for paybacks.
    pub fn amount(&self, measure: Whole) -> Option<Decimal> {
        match measure {
            Whole::HorizonGrossSaving => Some(self.horizon_gross_saving),
            Whole::HorizonCost => Some(self.horizon_cost),
            Whole::HorizonNetSaving => Some(self.horizon_net_saving),
            Whole::HorizonBudgetEffect => Some(self.horizon_budget_effect),
            Whole::CurrentRunRate => Some(self.current_run_rate),
            Whole::Npv => Some(self.npv),
            Whole::BenefitCostRatio => self.benefit_cost_ratio,
            Whole::PaybackYear | Whole::PaybackFromNow => None,
        }
    }

    /// The payback that a measure counts; `None` where it is blank, and for amounts.
    pub fn payback(&self, measure: Measure) -> Option<Payback> {
        match measure {
            Measure::Whole(Whole::PaybackYear) => self.payback_year,
            Measure::Whole(Whole::PaybackFromNow) => self.payback_from_now,
            _ => None,
        }
    }
}

/// The measures of the whole horizon of `amounts`. Present values are of amounts deflated by
/// `price_index` (one level for each year, 1 throughout in real terms).
///
/// # Errors
/// Where a present value is larger than a decimal.
pub fn whole(amounts: &Amounts, programme: &Programme, price_index: &[Decimal]) -> Result<WholeAmounts, PlanError> {
    let factors = discount_factors(programme)?;
    let present_value = |flow: Flow| {
        let years = amounts[flow].iter().zip(price_index).zip(&factors);
        let discounted =
            |((amount, index), factor): ((&Decimal, &Decimal), &Decimal)| Exact::from(*amount) / *index * *factor;
        years.map(discounted).fold(Exact::ZERO, |sum, amount| sum + amount)
    };
    let within_range = |amount: Exact| amount.value().ok_or(PlanError::PresentValue);
    let (benefits, costs) = (present_value(Flow::GrossSaving), present_value(Flow::TotalCost));
    let total = |flow: Flow| amounts[flow].iter().sum();
    Ok(WholeAmounts {
        horizon_gross_saving: total(Flow::GrossSaving),
        horizon_cost: total(Flow::TotalCost),
        horizon_net_saving: total(Flow::NetSaving),
        horizon_budget_effect: total(Flow::BudgetEffect),
        current_run_rate: amounts.current_run_rate,
        npv: within_range(present_value(Flow::NetSaving))?,
        benefit_cost_ratio: match round_to_the_penny(within_range(costs)?).is_zero() {
            true => None,
            false => Some(within_range(benefits / costs)?),
        },
        payback_year: payback(amounts, programme, 0),
        payback_from_now: payback(amounts, programme, programme.year_of_as_of()),
    })
}

/// The plan line, where it, the past and all measures of the whole horizon can be counted exactly.
///
/// # Errors
/// Where an index, an amount or a present value is too large: of such a programme there is no forecast.
pub fn counted(programme: &Programme) -> Result<Lines, PlanError> {
    past(programme)?;
    let lines = planned(programme)?;
    let partners = (0..programme.partners.len()).map(|partner| Part::partner(programme, partner));
    let of_targets = programme.targets.iter().map(|target| Part::of_target(programme, &target.part));
    for part in [Part::programme(programme)].into_iter().chain(partners).chain(of_targets) {
        whole(&lines.of(&part), programme, &lines.price_index)?;
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;

    #[test]
    fn cash_is_deflated_before_it_is_discounted() {
        let mut programme = specimen::programme(2015, 2, "2015-04");
        programme.discounting.steps = vec![(0, Decimal::new(25, 2))];
        let mut amounts = Amounts::nothing(2);
        amounts[Flow::GrossSaving] = vec![Decimal::from(100), Decimal::from(330)];
        amounts[Flow::ProgrammeCost] = vec![Decimal::from(160), Decimal::ZERO];
        amounts.add_up_costs();
        amounts.balance();
        let measures = whole(&amounts, &programme, &[Decimal::ONE, Decimal::new(11, 1)]).unwrap();
        assert_eq!(measures.npv, Decimal::from(100 - 160 + 240));
        assert_eq!(measures.benefit_cost_ratio, Some(Decimal::new(2125, 3)));
        assert_eq!(measures.amount(Whole::HorizonNetSaving), Some(Decimal::from(270)));
    }

    #[test]
    fn without_costs_there_is_no_ratio() {
        let programme = specimen::programme(2015, 1, "2015-04");
        let mut amounts = Amounts::nothing(1);
        amounts[Flow::ProgrammeCost] = vec![Decimal::new(4, 3)];
        amounts.add_up_costs();
        assert_eq!(whole(&amounts, &programme, &[Decimal::ONE]).unwrap().benefit_cost_ratio, None);
        let measures = whole(&Amounts::nothing(1), &programme, &[Decimal::ONE]).unwrap();
        assert_eq!(measures.benefit_cost_ratio, None);
        assert_eq!((measures.payback_year, measures.payback_from_now), (None, None));
    }
}
