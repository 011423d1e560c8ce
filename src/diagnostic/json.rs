//! Diagnostics as a program reads them.

use super::{Diagnostic, Diagnostics, Place, Severity, shortened};
use serde_json::{Value, json};

impl Diagnostics {
    /// An object with `errors`, `warnings` and `notes` (how many) and `diagnostics`, each with `code`,
    /// `severity`, `file`, `line` and `column` (from 1) in a text or `sheet` and `cell` in a
    /// workbook, `table_column`, `text`, `message`, `label`, `help` and `related`; what does not
    /// apply is null.
    pub fn to_json(&self) -> Value {
        let entries = self.list_to_json(|_| true);
        json!({ "errors": self.errors(), "warnings": self.warnings(), "notes": self.notes(), "diagnostics": entries })
    }

    /// The diagnostics of some severities, each as in [`Self::to_json`].
    pub fn list_to_json(&self, wanted: impl Fn(Severity) -> bool) -> Vec<Value> {
        self.entries.iter().filter(|entry| wanted(entry.severity)).map(|entry| self.entry(entry)).collect()
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
        let mut value = json!({
            "file": null, "line": null, "column": null, "sheet": null, "cell": null, "table_column": null, "text": null,
        });
        let Some(place) = place else { return value };
        let source = self.source(place.source());
        value["file"] = json!(source.name());
        value["table_column"] = json!(place.column().map(|column| &**column));
        match place {
            Place::Text(stretch) => {
                let (line, column) = self.line_and_column(stretch);
                value["line"] = json!(line);
                value["column"] = json!(column);
                value["text"] = json!(source.text().get(stretch.span.clone()).map(shortened));
            }
            Place::Sheet(cell) => {
                value["sheet"] = json!(source.sheet());
                value["cell"] = json!(cell.address());
                value["text"] = json!(shortened(&cell.content));
            }
        }
        value
    }
}
