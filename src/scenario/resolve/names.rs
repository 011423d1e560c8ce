//! Names of areas, risks, partners and the like, as references find them.

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::programme::At;
use crate::scenario::faults::Faults;
use crate::scenario::reader::Reader;
use crate::scenario::schema::Section;
use crate::scenario::spelling::as_seen;
use crate::scenario::toml::Table;
use crate::scenario::typed::Typed;
use std::collections::HashMap;

/// Names by position, as they are seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    index: HashMap<String, usize>,
    names: Vec<String>,
    typed: Vec<Option<Typed>>,
    /// Some names could not be read, so that a name that is not found may yet be there.
    pub incomplete: bool,
}

impl Names {
    /// The tables of a section whose entries have names; further ones may hide behind a misspelt heading.
    pub fn of_section<'t>(&mut self, root: &'t Table, section: &Section, reader: &mut Reader) -> Vec<&'t Table> {
        let tables = reader.section_list(root, section);
        self.incomplete |= tables.is_none() || reader.is_misspelt(&root.place, section.name);
        tables.unwrap_or_default()
    }

    /// Adds the next name, which stands at `at`, and returns it; blank where it could not be read. Of two that are
    /// the same, the first is found.
    pub fn add(&mut self, typed: Option<&Typed>, at: At, reader: &mut Reader) -> String {
        let seen = typed.map(|typed| typed.as_seen().text);
        let name = reader.open.or(at, seen, String::new());
        let position = self.names.len();
        self.incomplete |= typed.is_none();
        if let Some(typed) = typed {
            let first = *self.index.entry(name.clone()).or_insert(position);
            self.tell_apart(typed, first, at, reader);
        }
        self.names.push(name.clone());
        self.typed.push(typed.cloned());
        name
    }

    /// Reports a name that is not that of another to the letter, but to the eye.
    fn tell_apart(&self, typed: &Typed, first: usize, at: At, reader: &mut Reader) {
        let Some(Some(first)) = self.typed.get(first) else { return };
        if first.text == typed.text {
            return;
        }
        let (name, other) = (shortened(&typed.text), shortened(&first.text));
        let message = format!("the name `{name}` looks like `{other}`, which is already taken");
        let fault = Diagnostic::error(Code::DuplicateName, message).at(typed.place.clone());
        reader.report(fault.also(first.place.clone(), "the first is here").help("give each a name of its own"));
        reader.open.note(at);
    }

    /// The position of a name.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.index.get(&*as_seen(name)).copied()
    }

    /// The position of a name that must be there; where it is not, that is reported.
    pub fn find(&self, typed: &Typed, what: &str, faults: &mut Faults) -> Option<usize> {
        let found = self.get(&typed.text);
        if found.is_none() && !self.incomplete && !typed.is_spoilt() {
            faults.unknown_name(typed, what, self.iter());
        }
        found
    }

    /// All names that could be read, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The name at a position.
    pub fn at(&self, position: usize) -> &str {
        &self.names[position]
    }
}
