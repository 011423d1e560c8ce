//! Diagnostics as a program reads them.

use super::{Diagnostic, Diagnostics, Place, shortened};
use serde_json::{Value, json};

impl Diagnostics {
    /// An object with `errors` and `warnings` (how many) and `diagnostics`, each with `code`,
    /// `severity`, `file`, `line`, `column` (from 1), `table_column`, `text`, `message`, `label`,
    /// `help` and `related`; what does not apply is null.
    pub fn to_json(&self) -> Value {
        let entries: Vec<Value> = self.entries.iter().map(|entry| self.entry(entry)).collect();
        json!({ "errors": self.errors(), "warnings": self.warnings(), "diagnostics": entries })
    }

    fn entry(&self, entry: &Diagnostic) -> Value {
        let mut value = self.place(entry.place.as_ref());
        let related: Vec<Value> = (entry.related.iter())
            .map(|(place, label)| {
                let mut value = self.place(Some(place));
                value["label"] = json!(label);
                value
            })
            .collect();
        value["code"] = json!(entry.code.name());
        value["severity"] = json!(entry.severity.name());
        value["message"] = json!(entry.message);
        value["label"] = json!(entry.label);
        value["help"] = json!(entry.help);
        value["related"] = json!(related);
        value
    }

    fn place(&self, place: Option<&Place>) -> Value {
        let Some(place) = place else {
            return json!({ "file": null, "line": null, "column": null, "table_column": null, "text": null });
        };
        let source = self.source(place.source);
        let (line, column) = self.line_and_column(place);
        json!({
            "file": source.name(),
            "line": line,
            "column": column,
            "table_column": place.cell.as_ref().and_then(|cell| cell.column.as_deref()),
            "text": source.text().get(place.span.clone()).map(shortened),
        })
    }
}
