//! The `foresave` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    foresave::cli::main()
}
