//! Names of areas, risks, partners and the like, with where each stands.

use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::scenario::faults::Faults;
use crate::scenario::schema::Section;
use crate::scenario::spelling::{as_seen, without_case};
use crate::scenario::toml::Table;
use crate::scenario::typed::Typed;
use std::collections::HashMap;

/// A list of named things, each read as far as it is sound.
#[derive(Debug)]
pub(super) struct Named<T> {
    /// Their names.
    pub names: Names,
    /// What they are, by position; `None` where a fault was reported.
    pub list: Vec<Option<T>>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named { names: Names::default(), list: Vec::new() }
    }
}

impl<T> Named<T> {
    /// An empty list of a section, of which further entries may hide behind a misspelt name.
    pub fn of_section(root: &Table, section: &Section, faults: &Faults) -> Self {
        let incomplete = faults.is_misspelt(&root.place, section.name);
        Named { names: Names { incomplete, ..Names::default() }, list: Vec::new() }
    }

    /// A list that could not be read.
    pub fn unreadable() -> Self {
        Named { names: Names::unreadable(), list: Vec::new() }
    }

    /// All of them, where all are sound.
    pub fn sound(self) -> Option<Vec<T>> {
        self.list.into_iter().collect()
    }
}

/// Names by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Positions by the names as they are seen.
    index: HashMap<String, usize>,
    /// Positions by the names without regard to case.
    by_letters: HashMap<String, usize>,
    /// As they were typed.
    typed: Vec<Option<Typed>>,
    /// As they are seen.
    seen: Vec<Option<String>>,
    /// Some names could not be read, so that a name that is not found may yet be there.
    pub incomplete: bool,
}

impl Names {
    /// Names of which none could be read.
    pub fn unreadable() -> Self {
        Names { incomplete: true, ..Names::default() }
    }

    /// Adds the next name, `None` where it could not be read; a name that is taken or not a
    /// possible one is reported. Whether it is sound.
    pub fn add(&mut self, typed: Option<&Typed>, what: &str, faults: &mut Faults) -> bool {
        let position = self.typed.len();
        self.typed.push(typed.cloned());
        self.seen.push(typed.map(|typed| as_seen(&typed.text).into_owned()));
        let Some(typed) = typed else {
            self.incomplete = true;
            return false;
        };
        let sound = faults.name(typed, what).is_some();
        let seen = as_seen(&typed.text).into_owned();
        let same_letters = self.by_letters.get(&without_case(&typed.text)).copied();
        match self.index.get(&seen).copied().or(same_letters) {
            None => {
                self.by_letters.insert(without_case(&seen), position);
                self.index.insert(seen, position);
                sound
            }
            Some(first) => {
                let message = taken(typed, self.typed[first].as_ref());
                let fault = Diagnostic::error(Code::DuplicateName, message).at(typed.place.clone());
                let fault = match &self.typed[first] {
                    Some(first) => fault.also(first.place.clone(), "the first is here"),
                    None => fault,
                };
                faults.report(fault.help("give each a name of its own"));
                false
            }
        }
    }

    /// The position of a name.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.index.get(&*as_seen(name)).copied()
    }

    /// The position of a name that must be there; where it is not, that is reported.
    pub fn find(&self, typed: &Typed, what: &str, faults: &mut Faults) -> Option<usize> {
        let found = self.get(&typed.text);
        if found.is_none() && !self.incomplete {
            faults.unknown_name(typed, what, self.iter());
        }
        found
    }

    /// The name at a position, `None` where it could not be read.
    pub fn at(&self, position: usize) -> Option<&str> {
        self.seen.get(position)?.as_deref()
    }

    /// Where the name at a position stands.
    pub fn place(&self, position: usize) -> Option<&Place> {
        self.typed.get(position)?.as_ref().map(|typed| &typed.place)
    }

    /// All names that could be read, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.seen.iter().flatten().map(String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.typed.len()
    }
}

/// That a name is taken, and in what it differs all the same.
fn taken(typed: &Typed, first: Option<&Typed>) -> String {
    let name = shortened(&typed.text);
    match first {
        Some(first) if as_seen(&first.text) != as_seen(&typed.text) => {
            format!("the name `{name}` differs from `{}` in its capital letters alone", shortened(&first.text))
        }
        Some(first) if first.text != typed.text => {
            format!("the name `{name}` looks like `{}`, which is already taken", shortened(&first.text))
        }
        _ => format!("the name `{name}` is already taken by another of its kind"),
    }
}
