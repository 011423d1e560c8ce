//! Reading scenarios through the library's own door.

mod consequences;
mod hostile_input;
mod meaning;
mod sheets;
mod spellings;
