//! The values of an entry about dependence.

use super::entry::Entry;
use super::refer::{Names, Refused};
use crate::diagnostic::{Code, shortened};
use crate::programme::{AreaColumn, Correlation, Draft, EntryKind, InputId, Members};

/// A value of an entry about dependence.
#[derive(Clone, Debug, PartialEq)]
pub enum CorrelationValue {
    /// What depends on what.
    Of(NamedDependence),
    /// How strongly: Spearman's coefficient.
    Rank(f64),
}

/// What depends on what, by names.
#[derive(Clone, Debug, PartialEq)]
pub enum NamedDependence {
    /// A common cause, by its name, behind a column.
    Across {
        /// Its name among streams.
        cause: String,
        /// The column.
        column: AreaColumn,
        /// Of which areas.
        members: NamedMembers,
    },
    /// Columns on the first.
    Within(Vec<AreaColumn>),
    /// The second input on the first.
    Pair([String; 2]),
}

/// The areas behind which a common cause stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedMembers {
    /// All.
    All,
    /// Those of a portfolio.
    Portfolio(String),
    /// These, in alphabetical order.
    Among(Vec<String>),
}

impl CorrelationValue {
    /// The key that it stands at.
    pub const fn column(&self) -> &'static str {
        match self {
            CorrelationValue::Of(NamedDependence::Across { .. }) => "across",
            CorrelationValue::Of(NamedDependence::Within(_)) => "within",
            CorrelationValue::Of(NamedDependence::Pair(_)) => "pair",
            CorrelationValue::Rank(_) => "rank_correlation",
        }
    }
}

fn dependence(correlation: &Correlation, names: &Names<'_>) -> NamedDependence {
    match correlation {
        Correlation::Across { name, column, members, .. } => {
            let members = match members {
                Members::All => NamedMembers::All,
                Members::Portfolio(name) => NamedMembers::Portfolio(name.clone()),
                Members::Among(areas) => NamedMembers::Among(names.sorted(EntryKind::Area, areas)),
            };
            NamedDependence::Across { cause: name.clone(), column: *column, members }
        }
        Correlation::Within { first, rest, .. } => {
            NamedDependence::Within([*first].into_iter().chain(rest.iter().copied()).collect())
        }
        Correlation::Pair { first, second, .. } => {
            NamedDependence::Pair([first, second].map(|input| input.name(names.programme)))
        }
    }
}

impl Entry for Correlation {
    type Value = CorrelationValue;

    const KIND: EntryKind = EntryKind::Correlation;

    /// `slippage_months across all areas`.
    fn name(&self, names: &Names<'_>) -> String {
        match dependence(self, names) {
            NamedDependence::Across { column, members, .. } => match members {
                NamedMembers::All => format!("{} across all areas", column.name()),
                NamedMembers::Portfolio(name) => format!("{} across {name}", column.name()),
                NamedMembers::Among(names) => format!("{} across {}", column.name(), names.join("; ")),
            },
            NamedDependence::Within(columns) => {
                let columns: Vec<&str> = columns.into_iter().map(AreaColumn::name).collect();
                format!("{} within areas", columns.join(" with "))
            }
            NamedDependence::Pair([first, second]) => format!("{first} with {second}"),
        }
    }

    fn values(&self, names: &Names<'_>) -> Vec<CorrelationValue> {
        vec![CorrelationValue::Of(dependence(self, names)), CorrelationValue::Rank(self.rank())]
    }

    fn set(&mut self, value: &CorrelationValue, names: &Names<'_>) -> Result<(), Refused> {
        let rank = match value {
            CorrelationValue::Rank(rank) => *rank,
            CorrelationValue::Of(of) => {
                *self = resolved(of, self.rank(), names)?;
                return Ok(());
            }
        };
        match self {
            Correlation::Across { rank: own, .. }
            | Correlation::Within { rank: own, .. }
            | Correlation::Pair { rank: own, .. } => *own = rank,
        }
        Ok(())
    }

    fn blank(_: &str, _: &Names<'_>) -> Result<Self, Refused> {
        Ok(Correlation::Within { first: AreaColumn::AnnualSaving, rest: Vec::new(), rank: 0.0 })
    }

    fn take(programme: &mut Draft) -> Vec<Self> {
        std::mem::take(&mut programme.correlations)
    }

    fn put(programme: &mut Draft, entries: Vec<Self>) {
        programme.correlations = entries;
    }
}

fn resolved(of: &NamedDependence, rank: f64, names: &Names<'_>) -> Result<Correlation, Refused> {
    Ok(match of {
        NamedDependence::Across { cause, column, members } => {
            let members = match members {
                NamedMembers::All => Members::All,
                NamedMembers::Portfolio(name) => Members::Portfolio(name.clone()),
                NamedMembers::Among(areas) => {
                    let areas = areas.iter().map(|name| names.find(EntryKind::Area, name));
                    Members::Among(areas.collect::<Result<_, _>>()?)
                }
            };
            Correlation::Across { name: cause.clone(), column: *column, members, rank }
        }
        NamedDependence::Within(columns) => match columns.split_first() {
            Some((first, rest)) => Correlation::Within { first: *first, rest: rest.to_vec(), rank },
            None => Correlation::Within { first: AreaColumn::AnnualSaving, rest: Vec::new(), rank },
        },
        NamedDependence::Pair([first, second]) => {
            Correlation::Pair { first: input(first, names)?, second: input(second, names)?, rank }
        }
    })
}

fn input(name: &str, names: &Names<'_>) -> Result<InputId, Refused> {
    InputId::parse(names.programme, name)
        .map_err(|_| Refused { code: Code::UnknownName, message: format!("there is no input `{}`", shortened(name)) })
}
