//! Reading scenarios through the library's own door.

mod consequences;
mod hostile_input;
mod meaning;
mod overrides;
mod sheets;
mod spellings;
