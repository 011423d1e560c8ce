//! Reading scenarios through the library's own door. One program, as each links the whole crate.

mod consequences;
mod hostile_input;
mod meaning;
mod spellings;
