//! Run by cargo before it compiles: says which folders are built into the program, so that a change in one of them is
//! noticed. No part of the library.

#![expect(clippy::print_stdout, reason = "cargo reads what a build script prints")]

fn main() {
    for folder in ["templates", "static", "src/cli/starter", "src/diagnostics/explain"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
