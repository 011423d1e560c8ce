//! The JSON Schema of the scenario file, by which editors complete keys and mark what is wrong while one types.
//!
//! It knows which keys there are, which must be there, and what kind of value each takes; what a text must say is
//! checked by reading the scenario.

use super::explained::explained;
use super::schema::{COLUMNS, DEFAULTS, SCENARIO, SECTIONS, STATUSES, Section};
use serde_json::{Map, Value, json};

/// The schema, of draft 2020-12.
pub fn json_schema() -> Value {
    let mut properties = Map::new();
    for key in SCENARIO {
        properties.insert((*key).to_owned(), described(text(), "Top level", key));
    }
    for section in SECTIONS {
        let of_one = if section.name == DEFAULTS.name { defaults(true) } else { object_of(section) };
        let of_all = if section.is_list { json!({ "type": "array", "items": of_one }) } else { of_one };
        properties.insert(section.name.to_owned(), of_all);
    }
    properties.insert(COLUMNS.to_owned(), json!({ "type": "object", "additionalProperties": { "type": "string" } }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario for foresave",
        "type": "object",
        "properties": properties,
        "required": ["title", "start", "end", "areas"],
        "additionalProperties": false,
    })
}

fn object_of(section: &Section) -> Value {
    let property = |key: &&str| ((*key).to_owned(), described(kind(section.name, key), &section.heading(), key));
    let properties: Map<String, Value> = section.keys.iter().map(property).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": section.needed,
        "additionalProperties": false,
    })
}

/// The defaults of all areas, or of those of a status, which have no statuses within.
fn defaults(with_statuses: bool) -> Value {
    let columns = DEFAULTS.keys.iter().filter(|key| !STATUSES.contains(key));
    let mut properties: Map<String, Value> =
        columns.map(|key| ((*key).to_owned(), described(quantity(), "Areas", key))).collect();
    if with_statuses {
        properties.extend(STATUSES.map(|status| (status.to_owned(), defaults(false))));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// What the guide says of a key stands with it.
fn described(mut kind: Value, heading: &str, key: &str) -> Value {
    if let Some(explained) = explained(heading, key) {
        let said = [explained.meaning, explained.unit].into_iter().find(|text| !text.is_empty());
        if let Some(said) = said {
            kind["description"] = json!(said);
        }
        if !explained.example.is_empty() {
            kind["examples"] = json!([explained.example.trim_matches('"')]);
        }
    }
    kind
}

/// A number, or a text with a unit or a distribution.
fn quantity() -> Value {
    json!({ "type": ["number", "string"] })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// Keys that are texts wherever they stand.
const TEXTS: [&str; 16] = [
    "sampling",
    "terms",
    "base",
    "name",
    "across",
    "portfolio",
    "comparators",
    "measure",
    "by",
    "partner",
    "area",
    "workforce",
    "year",
    "from",
    "until",
    "as_at",
];

fn kind(section: &str, key: &str) -> Value {
    match (section, key) {
        ("prices", "pay_growth" | "price_growth") | ("discounting", "rate") => {
            json!({ "type": ["number", "string", "object"], "additionalProperties": quantity() })
        }
        ("sharing", _) => json!({ "type": ["string", "object"], "additionalProperties": quantity() }),
        ("correlation", "within" | "pair" | "among") | ("benchmark", "exclude") => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        ("benchmark", "replace") | ("workforce", "redundancy_possible") => json!({ "type": ["boolean", "string"] }),
        (_, key) if TEXTS.contains(&key) => text(),
        _ => quantity(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Whether a value is one of a schema, of which these words are understood: `type`, `properties`, `required`,
    /// `additionalProperties` and `items`.
    fn accepts(schema: &Value, value: &toml::Value) -> bool {
        let kind = match value {
            toml::Value::String(_) | toml::Value::Datetime(_) => "string",
            toml::Value::Integer(_) | toml::Value::Float(_) => "number",
            toml::Value::Boolean(_) => "boolean",
            toml::Value::Array(_) => "array",
            toml::Value::Table(_) => "object",
        };
        let allowed = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().any(|known| known == kind),
            known => known == kind,
        };
        allowed
            && match value {
                toml::Value::Array(items) => items.iter().all(|item| accepts(&schema["items"], item)),
                toml::Value::Table(table) => accepts_table(schema, table),
                _ => true,
            }
    }

    fn accepts_table(schema: &Value, table: &toml::Table) -> bool {
        let required = schema["required"].as_array().into_iter().flatten();
        let has_all = required.into_iter().all(|key| table.contains_key(key.as_str().unwrap()));
        has_all
            && table.iter().all(|(key, value)| match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(others)) => *others,
                (Value::Null, others) => accepts(others, value),
                (known, _) => accepts(known, value),
            })
    }

    fn is_accepted(path: &Path) -> bool {
        let text = fs::read_to_string(path).unwrap();
        accepts(&json_schema(), &toml::Value::Table(text.parse().unwrap()))
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn the_schema_accepts_every_shipped_scenario() {
        let folders = fs::read_dir(root().join("scenarios")).unwrap().map(|entry| entry.unwrap().path());
        let files = folders.filter(|path| path.is_dir()).flat_map(|folder| fs::read_dir(folder).unwrap());
        let scenarios: Vec<PathBuf> = files
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        assert!(scenarios.len() > 5);
        for path in scenarios.iter().chain([&root().join("src/cli/starter/scenario.toml")]) {
            assert!(is_accepted(path), "{path:?}");
        }
    }

    #[test]
    fn the_schema_rejects_what_it_can_know_to_be_wrong() {
        let wrong = [
            "unknown-key",
            "unknown-key-near",
            "unknown-key-without-default",
            "missing-key",
            "wrong-kind",
            "wrong-kind-columns",
        ];
        for name in wrong {
            assert!(!is_accepted(&root().join("tests/errors").join(name).join("scenario.toml")), "{name}");
        }
    }
}
