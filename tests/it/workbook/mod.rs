//! Workbooks as input: what is read of them, and what is refused.

mod dialects;
mod hostile;
mod package;
mod repaired;
mod twins;
