//! What numbers count.

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// Pounds.
    Money,
    /// Pounds a year.
    MoneyPerYear,
    /// Pounds a month.
    MoneyPerMonth,
    /// A share or a rate: 0.35 or 35%.
    Fraction,
    /// Months.
    Months,
    /// Full-time posts.
    Posts,
    /// A bare number: a ratio, a shape, a count.
    Number,
}

impl Unit {
    /// What is expected, with an example.
    pub const fn in_words(self) -> &'static str {
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

    /// Whether it is an amount of money.
    pub const fn is_money(self) -> bool {
        matches!(self, Unit::Money | Unit::MoneyPerYear | Unit::MoneyPerMonth)
    }

    /// How a number of it is to be written.
    pub const fn advice(self) -> &'static str {
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
