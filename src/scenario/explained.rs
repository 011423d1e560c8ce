//! What the guide says of keys, columns and distributions, for those who show it elsewhere: the guide is the one place
//! where it is written.

const GUIDE: &str = include_str!("../../docs/guide/scenario-files.md");
const LAWS: &str = include_str!("../../docs/guide/distributions.md");

/// A key or column as the guide explains it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// What it means.
    pub meaning: String,
    /// Its unit and range; blank for a text.
    pub unit: String,
    /// What it is where it is left blank.
    pub blank: String,
    /// An example.
    pub example: String,
}

/// What the guide says of a key or column under a heading: `Areas`, `[prices]`, `[[grant]]`.
pub fn explained(heading: &str, name: &str) -> Option<Explained> {
    let mut is_under = false;
    let mut roles: Vec<&str> = Vec::new();
    for line in GUIDE.lines() {
        if line.starts_with("##") {
            let text = line.trim_start_matches('#').trim();
            is_under = text == heading || text.contains(&format!("`{heading}`"));
            continue;
        }
        let Some(cells) = cells(line).filter(|_| is_under) else { continue };
        if matches!(cells[0], "key" | "column") {
            roles = cells;
        } else if cells[0].contains(&format!("`{name}`")) {
            return Some(of_row(&roles, &cells));
        }
    }
    None
}

/// The distributions that the guide lists, each with when to use it.
pub fn laws() -> Vec<(String, String)> {
    let rows = LAWS.lines().filter_map(cells).filter(|cells| cells.len() == 2 && cells[0].starts_with('`'));
    rows.map(|cells| (plain(cells[0]), plain(cells[1]))).collect()
}

/// The cells of a row of a table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

fn of_row(roles: &[&str], cells: &[&str]) -> Explained {
    let mut explained = Explained::default();
    for (role, cell) in roles.iter().zip(cells).skip(1) {
        let text = plain(cell);
        match *role {
            "" | "meaning" => explained.meaning = text,
            role if role.contains("range") => explained.unit = text,
            "default" | "if blank" => explained.blank = text,
            "example" => explained.example = text,
            _ => {}
        }
    }
    explained
}

/// Without marks of emphasis and code, and with the text of links alone.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let link =
            rest[start..].split_once("](").and_then(|(name, behind)| Some((&name[1..], behind.split_once(')')?.1)));
        let Some((name, behind)) = link else { break };
        plain.push_str(&rest[..start]);
        plain.push_str(name);
        rest = behind;
    }
    plain.push_str(rest);
    plain.replace("*d*, else", "the default of its status or of all, else").replace(['`', '*'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::{ACTUAL_COLUMNS, AREA_COLUMNS, REGISTER_COLUMNS, RISK_COLUMNS, SECTIONS};

    #[test]
    fn the_guide_explains_every_key_and_column_in_its_own_place() {
        let tables = [("Areas", AREA_COLUMNS), ("Risks", RISK_COLUMNS), ("Actuals", ACTUAL_COLUMNS)];
        let tables = tables.into_iter().chain([("Register of assumptions", REGISTER_COLUMNS)]);
        for (heading, columns) in tables {
            for column in columns {
                assert!(explained(heading, column).is_some(), "{heading}: {column}");
            }
        }
        for section in SECTIONS.iter().filter(|section| section.name != "defaults") {
            for key in section.keys() {
                assert!(explained(&section.heading(), key).is_some(), "{}: {key}", section.heading());
            }
        }
        assert!(laws().len() > 10);
    }

    #[test]
    fn marks_of_the_guide_are_left_out() {
        let saving = explained("Areas", "annual_saving").unwrap();
        assert_eq!(saving.example, "pert(£300k, £400k, £450k)");
        assert_eq!(plain("the [table](a.md#b) of `areas`, *d*"), "the table of areas, d");
    }
}
