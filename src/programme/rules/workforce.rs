//! No redundancies in groups whose members cannot be made redundant.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{AreaColumn, At, Draft, EntryKind};
use rust_decimal::Decimal;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (position, area) in draft.areas.iter().enumerate() {
        let Some(entry) = area.workforce.filter(|&group| !draft.workforce[group].redundancy_possible) else { continue };
        if area[AreaColumn::RedundancyShare].fixed() == Some(Decimal::ZERO) {
            continue;
        }
        let group = &draft.workforce[entry];
        let message =
            format!("posts of `{}` leave by redundancy, but `{}` cannot be made redundant", area.name, group.name);
        let help = "write 0 as `redundancy_share` of this area (a blank cell takes the default), or `redundancy_possible = \"yes\"`";
        let at = |column| At::area(position, column);
        let forbidden = Broken::new(Code::ForbiddenValue, at("redundancy_share"), message, help);
        let possible = At::of(EntryKind::Workforce, entry, "redundancy_possible");
        broken.push(forbidden.or_at(at("workforce")).resting_on([possible]));
    }
}
