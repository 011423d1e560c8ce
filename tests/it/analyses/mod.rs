//! What the analyses share, and each of them, held to answers worked out on paper.

mod bridge;
mod compare;
mod explain;
mod figure;
mod sensitivity;
mod solve;
mod variance_shares;

use foresave::programme::Programme;
use foresave::scenario::{self, Files};

/// The programme of a scenario with these areas (CSV) and further TOML; other files by their names.
fn programme(toml: &str, areas: &str, others: &[(&str, &str)]) -> Programme {
    let toml = format!("title = \"Case\"\nareas = \"areas.csv\"\n{toml}");
    let files = [("scenario.toml", toml.as_str()), ("areas.csv", areas)];
    let files = files.iter().chain(others).map(|(name, content)| (*name, content.as_bytes().to_vec()));
    let reading = scenario::read(&Files::in_memory("scenario.toml", files));
    reading.unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false))).programme
}
