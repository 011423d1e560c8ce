//! Which measures a scenario wants charted beside the usual ones.

use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::programme::Measure;
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::Table;
use crate::scenario::typed::Typed;

/// Reads `[charts]`; those in which a fault was reported are left out.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Vec<Measure> {
    let has_groups = root.get(schema::WORKFORCE.name).is_some();
    let section = reader.section(root, &schema::CHARTS).filter(|section| section.get("measures").is_some());
    let names = section.and_then(|section| reader.texts_at(section, "measures")).unwrap_or_default();
    names.into_iter().filter_map(|name| measure(name, has_groups, reader)).collect()
}

/// A measure that has a value for each year.
fn measure(typed: &Typed, has_groups: bool, reader: &mut Reader) -> Option<Measure> {
    let Some(measure) = Measure::parse(&word(&typed.text)) else {
        let names: Vec<String> = Measure::yearly().map(Measure::name).collect();
        let help = nearest(&typed.text, names.iter().map(String::as_str)).advice();
        let message = format!("there is no measure `{}`", shortened(&typed.text));
        reader.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
        return None;
    };
    if !measure.is_yearly() {
        let message =
            format!("`{}` has one figure for the whole horizon, and a chart by year needs one for each", typed.text);
        reader.fault(Code::ForbiddenValue, &typed.place, message, "leave it out, or name a measure that has years");
        return None;
    }
    if matches!(measure, Measure::Staffing(_)) && !has_groups {
        let message = format!("`{}` is a measure of workforce groups, and the scenario has none", typed.text);
        reader.fault(Code::ForbiddenValue, &typed.place, message, "leave it out, or add a `[[workforce]]` group");
        return None;
    }
    Some(measure)
}
