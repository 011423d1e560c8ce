//! What an analysis found, for programs: a JSON document with everything, and its tables.

use super::{Records, to_csv};

/// The result files of an analysis before they are written.
#[derive(Clone, Debug)]
pub struct Results {
    /// The name of the JSON document, which marks a folder as one of results.
    pub marker: &'static str,
    /// The JSON document.
    pub json: String,
    /// The tables by the names of their CSV files, without ending.
    pub tables: Vec<(&'static str, Records)>,
}

impl Results {
    /// The text files, in the order of writing: the marker first.
    pub fn files(&self) -> Vec<(String, String)> {
        let tables = self.tables.iter().map(|(stem, records)| (format!("{stem}.csv"), to_csv(records)));
        [(self.marker.to_owned(), self.json.clone())].into_iter().chain(tables).collect()
    }
}
