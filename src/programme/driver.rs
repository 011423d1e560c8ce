//! What an analysis moves: an input, a set of inputs, or planned dates; and how.

use super::{
    Area, AreaColumn, AreaValue, ByYear, Change, Draft, Edit, EntryKind, Growth, GrowthRates, InputId, Limits,
    NoSuchInput, Occurrence, PriceIndex, ProgrammeValue, Quantity, RiskValue, Unit,
};
use crate::diagnostic::nearest;
use crate::money::Pounds;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An input or a set of inputs that are moved together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    dials: Vec<Dial>,
    unit: Unit,
    default: Way,
}

/// How a driver is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Every number and every distribution is so many times what it was.
    Factor,
    /// So much is added to each.
    Shift,
    /// Each becomes this number.
    Value,
}

/// One thing that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dial {
    Quantity(InputId),
    /// What an area saves or costs year by year, in the place of the column that it has not.
    ByYear(usize, AreaColumn),
    Chance(InputId),
    /// How often a risk recurs, by its position.
    Frequency(usize),
    /// When an area is planned to go live, by its position.
    GoLive(usize),
    /// An index in all years.
    Growth(PriceIndex),
}

impl Driver {
    /// The driver of that name: an input as [`InputId::name`] writes it (chances and frequencies by their columns),
    /// or a set: `areas.slippage_months`, `portfolio.Support.implementation_cost`, `areas.go_live`,
    /// `programme_cost.Team`, `grant.Fund` (its amount), `prices.pay_growth`. Names may hold dots: the column is what
    /// follows the last. Of areas by year `annual_saving` and `implementation_cost` are all their years. Months, dates and chances of areas are those of areas that are not live.
    ///
    /// # Errors
    /// Where the programme has nothing of that name, with what might be meant.
    pub fn parse(programme: &Draft, name: &str) -> Result<Self, NoSuchInput> {
        let (kind, rest) = name.split_once('.').unwrap_or((name, ""));
        let dials = match kind {
            "areas" => of_areas(programme, rest, |_| true),
            "portfolio" => {
                let (portfolio, column) = column_of(rest)?;
                let is_member = |area: usize| programme.areas[area].portfolio.as_deref() == Some(portfolio);
                if !(0..programme.areas.len()).any(is_member) {
                    return Err(unknown(format!("no area belongs to a portfolio `{portfolio}`")));
                }
                of_areas(programme, column, is_member)
            }
            "area" => {
                let (area, column) = column_of(rest)?;
                let position = entry(programme, EntryKind::Area, area)?;
                of_areas(programme, column, |at| at == position)
            }
            "risk" => of_risk(programme, name, rest),
            "programme_cost" => with_default(programme, EntryKind::ProgrammeCost, rest, "per_year"),
            "grant" => with_default(programme, EntryKind::Grant, rest, "amount"),
            "prices" => match PriceIndex::ALL.into_iter().find(|index| index.name() == rest) {
                Some(index) => Ok(vec![Dial::Growth(index)]),
                None => InputId::parse(programme, name).map(dial),
            },
            _ => InputId::parse(programme, name).map(dial),
        }?;
        let Some(first) = dials.first() else {
            return Err(unknown("areas that are live have none of it left to move".into()));
        };
        let (unit, default) = (first.unit(), first.default());
        Ok(Driver { dials, unit, default })
    }

    /// What its numbers count; of dates and slippages, months.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// How it is moved where nothing else is said: months, dates and growth by a shift, chances to a value, all
    /// else by a factor.
    pub fn default_way(&self) -> Way {
        self.default
    }

    /// Whether it can be so moved: only months, dates and growth can be shifted, and only numbers become another.
    pub fn can_move(&self, programme: &Draft, way: Way) -> bool {
        let is_date = self.dials.iter().any(|dial| matches!(dial, Dial::GoLive(_)));
        match way {
            Way::Factor => !is_date,
            Way::Shift => self.default == Way::Shift,
            Way::Value => !is_date && self.dials.iter().all(|dial| dial.number(programme).is_some()),
        }
    }

    /// Whether all that it moves is money, so that it may be of any size.
    pub fn is_amount(&self) -> bool {
        let is_amount = |dial: &Dial| matches!(dial, Dial::Quantity(_) | Dial::ByYear(..)) && dial.unit().is_money();
        self.dials.iter().all(is_amount)
    }

    /// The name of the draw of a chance, where it is one chance alone.
    pub fn chance(&self, programme: &Draft) -> Option<String> {
        match self.dials.as_slice() {
            [Dial::Chance(input)] => Some(input.name(programme)),
            _ => None,
        }
    }

    /// Whether it is when areas are planned to go live.
    pub fn is_date(&self) -> bool {
        self.dials.iter().any(|dial| matches!(dial, Dial::GoLive(_)))
    }

    /// Of dates: how many months later all that move lie at the end of the horizon.
    pub fn months_to_the_end(&self, programme: &Draft) -> Option<i32> {
        let months = self.dials.iter().filter_map(|dial| match *dial {
            Dial::GoLive(area) => {
                Some(programme.horizon.end() - programme.horizon.months(programme.areas[area].go_live))
            }
            _ => None,
        });
        months.max()
    }

    /// What its numbers must be.
    pub fn limits(&self) -> Limits {
        let of = |dial: &Dial| match *dial {
            Dial::Quantity(input) => input.limits(),
            Dial::ByYear(area, column) => InputId::Area(area, column).limits(),
            Dial::Chance(_) => Limits::SHARE,
            Dial::Frequency(_) => Limits::NOT_NEGATIVE,
            Dial::GoLive(_) => Limits::ANY,
            Dial::Growth(_) => Growth::LIMITS,
        };
        self.dials.first().map_or(Limits::ANY, of)
    }

    /// The number that it is, where all that it moves is that number.
    pub fn number(&self, programme: &Draft) -> Option<Decimal> {
        let first = self.dials.first()?.number(programme)?;
        self.dials.iter().all(|dial| dial.number(programme) == Some(first)).then_some(first)
    }

    /// The changes that move it, the same as if the scenario had been so written; `None` where that leaves what
    /// can be written, or for a date that is moved by part of a month. Whether the rules allow them
    /// [`Programme::with`](super::Programme::with) says.
    pub fn moved(&self, programme: &Draft, way: Way, by: Decimal) -> Option<Vec<Change>> {
        let to = |number: Decimal| match way {
            Way::Factor => number.checked_mul(by),
            Way::Shift => number.checked_add(by),
            Way::Value => Some(by),
        };
        let quantity = |quantity: &Quantity| match way {
            Way::Factor => quantity.affine(by, Decimal::ZERO),
            Way::Shift => quantity.affine(Decimal::ONE, by),
            Way::Value => Some(Quantity::Fixed(by)),
        };
        let change = |dial: &Dial| match *dial {
            Dial::Quantity(input) => Change::quantity(programme, input, quantity(input.quantity(programme)?)?),
            Dial::ByYear(area, column) => {
                (way == Way::Factor).then(|| multiplied(&programme.areas[area], column, by))?
            }
            Dial::Chance(input) => Change::chance(programme, input, to(input.chance(programme)?)?),
            Dial::Frequency(risk) => {
                let frequency_per_year = to(dial.number(programme)?)?;
                let occurrence = RiskValue::Occurrence(Occurrence::Recurs { frequency_per_year });
                Some(Change::Risk(programme.risks[risk].name.clone(), Edit::Value(occurrence)))
            }
            Dial::GoLive(area) => {
                let months = if by.fract().is_zero() { by.to_i32()? } else { return None };
                let area = &programme.areas[area];
                let value = AreaValue::GoLive(area.go_live.plus(months));
                (way == Way::Shift).then(|| Change::Area(area.name.clone(), Edit::Value(value)))
            }
            Dial::Growth(index) => {
                let rates = programme.prices.growth(index);
                let every_year = rates.every_year.as_ref().map(quantity);
                let every_year = if let Some(moved) = every_year { Some(moved?) } else { None };
                let by_year = rates.by_year.iter().map(|(year, rate)| Some((*year, quantity(rate)?)));
                let rates = GrowthRates { every_year, by_year: by_year.collect::<Option<_>>()? };
                Some(Change::Programme(ProgrammeValue::Growth(index, rates)))
            }
        };
        self.dials.iter().map(change).collect()
    }
}

impl Dial {
    fn unit(self) -> Unit {
        match self {
            Dial::Quantity(input) | Dial::Chance(input) => input.unit(),
            Dial::ByYear(_, column) => column.unit(),
            Dial::Frequency(_) => Unit::Number,
            Dial::GoLive(_) => Unit::Months,
            Dial::Growth(_) => Unit::Fraction,
        }
    }

    fn default(self) -> Way {
        match self {
            Dial::Chance(_) => Way::Value,
            Dial::GoLive(_) | Dial::Growth(_) | Dial::Quantity(InputId::Growth(..)) => Way::Shift,
            _ if self.unit() == Unit::Months => Way::Shift,
            Dial::Quantity(_) | Dial::ByYear(..) | Dial::Frequency(_) => Way::Factor,
        }
    }

    fn number(self, programme: &Draft) -> Option<Decimal> {
        match self {
            Dial::Quantity(input) => input.quantity(programme)?.fixed(),
            Dial::Chance(input) => input.chance(programme),
            Dial::Frequency(risk) => match programme.risks[risk].occurrence {
                Occurrence::Recurs { frequency_per_year } => Some(frequency_per_year),
                Occurrence::Once { .. } => None,
            },
            Dial::GoLive(_) | Dial::ByYear(..) => None,
            Dial::Growth(index) => {
                let rates = programme.prices.growth(index);
                let mut all = rates.every_year.iter().chain(rates.by_year.values());
                let first = all.next()?.fixed()?;
                all.all(|rate| rate.fixed() == Some(first)).then_some(first)
            }
        }
    }
}

/// What an area has by year in the place of a column.
fn by_year(area: &Area, column: AreaColumn) -> Option<&ByYear> {
    match column {
        AreaColumn::AnnualSaving => area.saving_by_year.as_ref(),
        AreaColumn::ImplementationCost => area.cost_by_year.as_ref(),
        _ => None,
    }
}

/// All years of an area's savings or costs so many times what they were, to the penny as a table has them.
fn multiplied(area: &Area, column: AreaColumn, factor: Decimal) -> Option<Change> {
    let before = by_year(area, column)?;
    let times = |amount: &Pounds| Some(Pounds::new(amount.decimal().checked_mul(factor)?).to_the_penny());
    let amounts = before.amounts.iter().map(times).collect::<Option<_>>()?;
    let after = Some(ByYear { first: before.first, amounts });
    let value = match column {
        AreaColumn::AnnualSaving => AreaValue::SavingByYear(after),
        _ => AreaValue::CostByYear(after),
    };
    Some(Change::Area(area.name.clone(), Edit::Value(value)))
}

fn dial(input: InputId) -> Vec<Dial> {
    let is_chance = matches!(
        input,
        InputId::AreaGoesAhead(_) | InputId::RiskOccurs(_) | InputId::GrantPaid(_) | InputId::ExitOccurs
    );
    vec![if is_chance { Dial::Chance(input) } else { Dial::Quantity(input) }]
}

fn unknown(advice: String) -> NoSuchInput {
    NoSuchInput { missing: None, advice: Some(advice) }
}

/// The name and the column, from `NAME.COLUMN`.
fn column_of(rest: &str) -> Result<(&str, &str), NoSuchInput> {
    rest.rsplit_once('.').ok_or_else(|| unknown("write `area.NAME.COLUMN` or `portfolio.NAME.COLUMN`".into()))
}

fn entry(programme: &Draft, kind: EntryKind, name: &str) -> Result<usize, NoSuchInput> {
    let names = programme.names(kind);
    let found = names.iter().position(|known| *known == name);
    found.ok_or_else(|| NoSuchInput { missing: Some(kind), advice: nearest(name, names).advice() })
}

/// A column of the areas that are meant.
fn of_areas(programme: &Draft, column: &str, is_meant: impl Fn(usize) -> bool) -> Result<Vec<Dial>, NoSuchInput> {
    let quantity = AreaColumn::ALL.into_iter().find(|known| known.name() == column);
    let of_all = quantity.is_some_and(|column| column.unit() != Unit::Months);
    let dial = |area: usize| match (quantity, column) {
        (Some(column), _) if by_year(&programme.areas[area], column).is_some() => Some(Dial::ByYear(area, column)),
        (Some(column), _) => Some(Dial::Quantity(InputId::Area(area, column))),
        (None, "go_live") => Some(Dial::GoLive(area)),
        (None, "probability") => Some(Dial::Chance(InputId::AreaGoesAhead(area))),
        _ => None,
    };
    if dial(0).is_none() {
        let known = AreaColumn::ALL.into_iter().map(AreaColumn::name).chain(["go_live", "probability"]);
        return Err(NoSuchInput { missing: None, advice: nearest(column, known).advice() });
    }
    let areas = (0..programme.areas.len()).filter(|&area| is_meant(area));
    Ok(areas.filter(|&area| of_all || !programme.areas[area].is_live()).filter_map(dial).collect())
}

/// A risk's chance or frequency stands in a column of its own.
fn of_risk(programme: &Draft, name: &str, rest: &str) -> Result<Vec<Dial>, NoSuchInput> {
    let Some((risk, column @ ("probability" | "frequency_per_year"))) = rest.rsplit_once('.') else {
        return InputId::parse(programme, name).map(dial);
    };
    let position = entry(programme, EntryKind::Risk, risk)?;
    match (column, programme.risks[position].occurrence.recurs()) {
        ("probability", false) => Ok(vec![Dial::Chance(InputId::RiskOccurs(position))]),
        ("frequency_per_year", true) => Ok(vec![Dial::Frequency(position)]),
        (_, true) => Err(unknown(format!("this risk recurs: write `risk.{risk}.frequency_per_year`"))),
        (_, false) => Err(unknown(format!("this risk happens once: write `risk.{risk}.probability`"))),
    }
}

/// An entry by its name alone, or with one of its columns.
fn with_default(programme: &Draft, kind: EntryKind, rest: &str, column: &str) -> Result<Vec<Dial>, NoSuchInput> {
    let by_name = programme.names(kind).contains(&rest);
    let name = if by_name { format!("{}.{rest}.{column}", kind.table()) } else { format!("{}.{rest}", kind.table()) };
    match InputId::parse(programme, &name) {
        Ok(input) => Ok(dial(input)),
        Err(none) if rest.contains('.') => Err(none),
        Err(_) => entry(programme, kind, rest).map(|_| Vec::new()),
    }
}
