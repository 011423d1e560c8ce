//! What numbers count, in words.

pub(crate) use crate::programme::Unit;

impl Unit {
    /// What is expected, with an example.
    pub(crate) const fn in_words(self) -> &'static str {
        match self {
            Unit::Money | Unit::MoneyPerYear | Unit::MoneyPerMonth => {
                "an amount of money, such as `£120k` or `-£1,250.50`"
            }
            Unit::Fraction => "a fraction or a percentage, such as `0.35` or `35%`",
            Unit::Months => "a number of months, such as `6`",
            Unit::Posts => "a number of posts, such as `12.5`",
            Unit::Number => "a plain number, such as `2`",
        }
    }

    /// How a number of it is to be written.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Unit::Money | Unit::MoneyPerYear | Unit::MoneyPerMonth => {
                "write pounds, with `k`, `m` or `bn` behind where that is shorter"
            }
            Unit::Fraction => "write a share of 1, or a percentage",
            Unit::Months => "write a number without `£`, `%`, `k` or `m`: the unit is months",
            Unit::Posts => "write a number without `£`, `%`, `k` or `m`: the unit is full-time posts",
            Unit::Number => "write a number without `£`, `%`, `k` or `m`",
        }
    }
}
