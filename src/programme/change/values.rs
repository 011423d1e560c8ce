//! The values of entries that have no more to them than their columns.

use super::entry::Entry;
use super::refer::{Names, Refused, missing};
use crate::fiscal::{FinancialYear, Month};
use crate::money::Pounds;
use crate::programme::{Actual, Draft, EntryKind, Exit, Grant, Partner, ProgrammeCost, Quantity, Until, Workforce};
use rust_decimal::Decimal;

/// An entry whose values are its fields, called as its columns are.
macro_rules! values {
    ($(#[$document:meta])* $Value:ident of $Entry:ident {
        $($(#[$of_value:meta])* $Variant:ident($Type:ty) = $field:ident,)*
    }) => {
        $(#[$document])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $Value {
            $($(#[$of_value])* $Variant($Type),)*
        }

        impl $Value {
            /// The column that it stands in.
            pub const fn column(&self) -> &'static str {
                match self {
                    $($Value::$Variant(_) => stringify!($field),)*
                }
            }
        }

        impl $Entry {
            fn fields(&self) -> Vec<$Value> {
                vec![$($Value::$Variant(self.$field.clone()),)*]
            }

            fn set_field(&mut self, value: &$Value) {
                match value {
                    $($Value::$Variant(value) => self.$field = value.clone(),)*
                }
            }
        }
    };
}

values! {
    /// A value of a partner.
    PartnerValue of Partner {
        /// Its yearly budget.
        NetRevenueBudget(Option<Pounds>) = net_revenue_budget,
    }
}

values! {
    /// A value of a workforce group.
    WorkforceValue of Workforce {
        /// Full-time equivalents.
        Headcount(Decimal) = headcount,
        /// When they were counted.
        AsAt(Month) = as_at,
        /// The share that leaves in a year.
        LeaversPerYear(Option<Quantity>) = leavers_per_year,
        /// Whether its members can be made redundant.
        RedundancyPossible(bool) = redundancy_possible,
    }
}

values! {
    /// A value of a cost line.
    ProgrammeCostValue of ProgrammeCost {
        /// £ a year.
        PerYear(Quantity) = per_year,
        /// From when.
        From(Month) = from,
        /// Until when.
        Until(Until) = until,
    }
}

values! {
    /// A value of a grant.
    GrantValue of Grant {
        /// When it is paid.
        Year(FinancialYear) = year,
        /// £.
        Amount(Quantity) = amount,
        /// The chance that it is.
        Probability(Decimal) = probability,
    }
}

values! {
    /// A value of an exit.
    ExitValue of Exit {
        /// Its chance.
        Probability(Decimal) = probability,
        /// Months from the data date.
        Months(Quantity) = months,
        /// £.
        DismantlingCost(Quantity) = dismantling_cost,
        /// The share of the saving that stays.
        SavingKept(Quantity) = saving_kept,
    }
}

values! {
    /// A reported amount.
    ActualValue of Actual {
        /// £.
        GrossSaving(Option<Pounds>) = gross_saving,
        /// £.
        Cost(Option<Pounds>) = cost,
        /// £.
        Grant(Option<Pounds>) = grant,
    }
}

/// Entries whose values are all there is to them.
macro_rules! entries {
    ($($Entry:ident of $Value:ident, $field:ident, name: |$entry:ident, $of:ident| $name_of:expr,
        blank: |$name:ident, $names:ident| $blank:expr;)*) => {$(
        impl Entry for $Entry {
            type Value = $Value;

            const KIND: EntryKind = EntryKind::$Entry;

            fn name(&self, $of: &Names<'_>) -> String {
                let $entry = self;
                $name_of
            }

            fn values(&self, _: &Names<'_>) -> Vec<$Value> {
                self.fields()
            }

            fn set(&mut self, value: &$Value, _: &Names<'_>) -> Result<(), Refused> {
                self.set_field(value);
                Ok(())
            }

            fn blank($name: &str, $names: &Names<'_>) -> Result<Self, Refused> {
                Ok($blank)
            }

            fn take(programme: &mut Draft) -> Vec<Self> {
                std::mem::take(&mut programme.$field).into_iter().collect()
            }

            fn put(programme: &mut Draft, entries: Vec<Self>) {
                programme.$field = entries.into_iter().collect();
            }
        }
    )*};
}

entries! {
    Partner of PartnerValue, partners, name: |partner, _names| partner.name.clone(),
        blank: |name, _names| Partner { name: name.into(), net_revenue_budget: None };
    Workforce of WorkforceValue, workforce, name: |group, _names| group.name.clone(),
        blank: |name, names| Workforce {
            name: name.into(),
            headcount: Decimal::ONE,
            as_at: names.programme.as_of,
            leavers_per_year: None,
            redundancy_possible: true,
        };
    ProgrammeCost of ProgrammeCostValue, programme_costs, name: |line, _names| line.name.clone(),
        blank: |name, names| ProgrammeCost {
            name: name.into(),
            per_year: Quantity::ZERO,
            from: names.programme.horizon.first().april(),
            until: Until::Date(names.programme.horizon.last().plus(1).april()),
        };
    Grant of GrantValue, grants, name: |grant, _names| grant.name.clone(),
        blank: |name, names| Grant {
            name: name.into(),
            year: names.programme.horizon.last(),
            amount: Quantity::ZERO,
            probability: Decimal::ONE,
        };
    Actual of ActualValue, actuals, name: |actual, names| name_of_actual(actual, names),
        blank: |name, names| blank_actual(name, names)?;
}

/// `ICT: 2018/19`, or the year alone for the programme's own.
fn name_of_actual(actual: &Actual, names: &Names<'_>) -> String {
    let area = actual.area.map(|area| format!("{}: ", names.name(EntryKind::Area, area)));
    format!("{}{}", area.unwrap_or_default(), actual.year)
}

fn blank_actual(name: &str, names: &Names<'_>) -> Result<Actual, Refused> {
    let (area, year) = match name.rsplit_once(": ") {
        None => (None, name),
        Some((area, year)) => (Some(names.find(EntryKind::Area, area)?), year),
    };
    let year = FinancialYear::parse(year).ok_or_else(|| missing(EntryKind::Actual, name))?;
    Ok(Actual { area, year, gross_saving: None, cost: None, grant: None })
}

/// There is one at most.
impl Entry for Exit {
    type Value = ExitValue;

    const KIND: EntryKind = EntryKind::Exit;

    fn name(&self, _: &Names<'_>) -> String {
        String::new()
    }

    fn values(&self, _: &Names<'_>) -> Vec<ExitValue> {
        self.fields()
    }

    fn set(&mut self, value: &ExitValue, _: &Names<'_>) -> Result<(), Refused> {
        self.set_field(value);
        Ok(())
    }

    fn blank(_: &str, _: &Names<'_>) -> Result<Self, Refused> {
        let nothing = || Quantity::ZERO;
        let probability = Decimal::ZERO;
        Ok(Exit { probability, months: nothing(), dismantling_cost: nothing(), saving_kept: nothing() })
    }

    fn take(programme: &mut Draft) -> Vec<Self> {
        programme.exit.take().into_iter().collect()
    }

    fn put(programme: &mut Draft, entries: Vec<Self>) {
        programme.exit = entries.into_iter().next();
    }
}
