//! The program `nutgraf`: reads the command line, asks the library, prints. The only place that prints, and the only one
//! that knows the clock, the terminal and exit codes.

mod cli;

use std::process::ExitCode;

/// Pages are made of many small values on all cores at once, which the allocators of most systems are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
