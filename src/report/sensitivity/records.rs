//! The tables of `sensitivity`.

use super::super::{Cell, Records};
use crate::analysis::figure::StatisticKind;
use crate::analysis::sensitivity::{Sensitivity, SwitchAt};
use crate::analysis::solve::way_name;

const INDICES: &str = "by,group,first_order,first_order_error,total,total_error";
const TORNADO: &str = "input,rank_correlation,rank_correlation_error,low_mean,low_error,high_mean,high_error";
const WITHOUT: &str = "kind,entry,mean_change,mean_error,p10_change,p10_error,p50_change,p50_error,p90_change,\
                       p90_error,chance_change,chance_error";
const SWITCHING: &str = "driver,as,now,switches_at,error,status,closest_at,closest_margin";

impl Records {
    /// Shares of the variance by group.
    pub(in crate::report) fn indices(sensitivity: &Sensitivity) -> Self {
        let rows = sensitivity.indices.iter().map(|group| {
            let first_order = Cell::share(group.shares.map(|shares| shares.first_order));
            let total = Cell::share(group.shares.map(|shares| shares.total));
            let names = [Cell::text(group.by.name()), Cell::text(&group.group)];
            names.into_iter().chain(first_order).chain(total).collect()
        });
        Records::with_columns(INDICES, rows.collect())
    }

    /// What each input does to the figure, the strongest first.
    pub(in crate::report) fn tornado(sensitivity: &Sensitivity) -> Self {
        let measure = sensitivity.figure.measure;
        let rows = sensitivity.tornado.iter().map(|bar| {
            let ends = [bar.ends.low, bar.ends.high].map(|end| Cell::estimate(measure, end));
            let correlation = Cell::share(bar.correlation);
            [Cell::text(&bar.input)].into_iter().chain(correlation).chain(ends.into_iter().flatten()).collect()
        });
        Records::with_columns(TORNADO, rows.collect())
    }

    /// What taking things out would change.
    pub(in crate::report) fn without(sensitivity: &Sensitivity) -> Self {
        let measure = sensitivity.figure.measure;
        let rows = sensitivity.without.iter().map(|without| {
            let change = |kind| match kind {
                StatisticKind::Chance => Cell::share(without.change(kind)),
                _ => Cell::estimate(measure, without.change(kind)),
            };
            let names = [Cell::text(without.kind.name()), Cell::text(&without.entry)];
            names.into_iter().chain(StatisticKind::ALL.into_iter().flat_map(change)).collect()
        });
        Records::with_columns(WITHOUT, rows.collect())
    }

    /// How far drivers must move.
    pub(in crate::report) fn switching(sensitivity: &Sensitivity) -> Self {
        let measure = sensitivity.switching_figure.measure;
        let rows = sensitivity.switching.iter().map(|switch| {
            let [at, error, status, closest_at, margin] = match switch.at {
                SwitchAt::Turns { at, error } => {
                    [Cell::Fraction(at), Cell::fraction(error), Cell::text("turns"), Cell::Blank, Cell::Blank]
                }
                SwitchAt::Never { closest_at, margin } => {
                    let closest = [Cell::Fraction(closest_at), Cell::amount(measure, margin)];
                    let [closest_at, margin] = closest;
                    [Cell::Blank, Cell::Blank, Cell::text("never"), closest_at, margin]
                }
            };
            let (driver, way, now) =
                (Cell::text(&switch.driver), Cell::text(way_name(switch.way)), Cell::Fraction(switch.now));
            vec![driver, way, now, at, error, status, closest_at, margin]
        });
        Records::with_columns(SWITCHING, rows.collect())
    }
}
