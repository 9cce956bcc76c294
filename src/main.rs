//! The program `nutgraf`: reads the command line, asks the library, prints. The only place that prints, and the only one
//! that knows the clock, the terminal and exit codes.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
