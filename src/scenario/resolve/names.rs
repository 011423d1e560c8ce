//! Names of areas, risks, partners and the like, with where each stands.

use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::scenario::faults::Faults;
use crate::scenario::schema::Section;
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
    index: HashMap<String, usize>,
    typed: Vec<Option<Typed>>,
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
        let Some(typed) = typed else {
            self.incomplete = true;
            return false;
        };
        let sound = faults.name(typed, what).is_some();
        match self.index.get(&typed.text) {
            None => {
                self.index.insert(typed.text.clone(), position);
                sound
            }
            Some(&first) => {
                let message = format!("the name `{}` is already taken by another of its kind", shortened(&typed.text));
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
        self.index.get(name).copied()
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
        self.typed.get(position)?.as_ref().map(|typed| typed.text.as_str())
    }

    /// Where the name at a position stands.
    pub fn place(&self, position: usize) -> Option<&Place> {
        self.typed.get(position)?.as_ref().map(|typed| &typed.place)
    }

    /// All names that could be read, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.typed.iter().flatten().map(|typed| typed.text.as_str())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.typed.len()
    }
}
