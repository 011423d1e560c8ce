//! Where results go unless the command line says it.

use super::source;
use std::path::{Path, PathBuf};

/// `results/`, the scenario's name and what is put behind it. The name is that of its file, or of its folder where the file is called `scenario`.
pub(super) fn default_folder(scenario: &Path, behind: &str) -> PathBuf {
    // Names that are no Unicode stay as they are: two that look alike are two folders.
    let stem = source::stem(scenario).file_stem().unwrap_or_default();
    let rest = stem.to_str().and_then(|stem| stem.strip_prefix("scenario"));
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('-'));
    let own = rest.and_then(|rest| Some((scenario.canonicalize().ok()?.parent()?.file_name()?.to_owned(), rest)));
    let mut name = match own {
        Some((mut parent, rest)) => {
            parent.push(rest);
            parent
        }
        None => stem.to_owned(),
    };
    name.push(behind);
    Path::new("results").join(name)
}
