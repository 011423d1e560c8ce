//! What a forecast does not cover.

use super::{Subject, method};
use crate::forecast::Forecast;
use crate::programme::{AreaColumn, Mark, Programme};
use crate::report::document::{Section, Sentence};
use crate::report::words::{Figures, counted, years};
use rust_decimal::Decimal;

/// The list.
pub(super) fn section(subject: &Subject, figures: &Figures) -> Section {
    let Subject { programme, forecast, .. } = subject;
    let mut section = Section::new("limits", "What this forecast does not cover");
    let mut said: Vec<Sentence> = vec![
        "What is not in the scenario is not in the range: the range is that of the stated inputs and risks, and of nothing \
         else."
            .into(),
    ];
    said.push(ranges(forecast));
    said.push(format!("Years outside {} are not counted.", years(forecast.horizon)).into());
    said.extend(non_cashable(programme));
    said.push(dependence(programme, forecast));
    said.extend(method::errors(forecast, figures));
    if subject.analyses.iter().all(|section| section.id != "drivers") {
        said.push("What drives the result was not analysed here.".into());
    }
    section.list(None, said);
    section
}

/// How many of the ranges are assumed.
fn ranges(forecast: &Forecast) -> Sentence {
    let Some(register) = &forecast.register else {
        return "There is no register of assumptions: nothing says where the figures come from.".into();
    };
    let all: usize = register.iter().map(|(_, lines)| lines).sum();
    let assumed = register.iter().filter(|(mark, _)| *mark == Mark::Assumption).map(|(_, lines)| lines).sum::<usize>();
    match assumed {
        0 => "No line of the register is an assumption; the ranges are as good as their sources.".into(),
        _ => format!(
            "{assumed} of {} of the register are assumptions: those figures and ranges are judgements, not observations.",
            counted(all, "line", "lines")
        )
        .into(),
    }
}

/// Whether some of the saving releases no cash.
fn non_cashable(programme: &Programme) -> Option<Sentence> {
    let is_part = |quantity: &crate::programme::Quantity| quantity.fixed() != Some(Decimal::ONE);
    let areas = programme.areas.iter().filter(|area| is_part(&area[AreaColumn::CashableShare])).count();
    (areas > 0).then(|| {
        format!(
            "Gross and net saving count benefits that release no cash ({} with such a part); only the effect on the budgets \
             leaves them out.",
            counted(areas, "area", "areas")
        )
        .into()
    })
}

fn dependence(programme: &Programme, forecast: &Forecast) -> Sentence {
    let learnt = if forecast.learnt.is_empty() { "" } else { " What delivery so far taught is in it." };
    match programme.correlations.len() {
        0 => format!(
            "No dependence between inputs was stated beyond risks, predecessors and the exit: good and bad luck of areas \
             evens out, which makes the range narrower than it would be otherwise.{learnt}"
        ),
        count => {
            format!("Dependence between inputs is as stated in {}.{learnt}", counted(count, "correlation", "correlations"))
        }
    }
    .into()
}
