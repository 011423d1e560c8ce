//! Where the programme stands: what delivery so far has taught about what is still to come.

use super::learnt::lesson;
use crate::forecast::Forecast;
use crate::report::document::Section;

/// One item for each common cause about which something was learnt.
pub(super) fn section(forecast: &Forecast) -> Section {
    let mut section = Section::new("position", "Current position");
    section.list(Some("Delivery so far".into()), forecast.learnt.iter().map(lesson).collect());
    section
}
