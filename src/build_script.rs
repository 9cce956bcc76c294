//! Run by cargo before it compiles: says which folders are built into the program, so that a change in one of them is
//! noticed. No part of the library.

#![expect(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Adds a file, or all files of a folder in the order of their names.
fn add(path: &Path, hash: &mut DefaultHasher) {
    if let Ok(bytes) = fs::read(path) {
        bytes.hash(hash);
    }
    let Ok(folder) = fs::read_dir(path) else { return };
    let mut inside: Vec<PathBuf> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    for path in inside {
        path.to_string_lossy().hash(hash);
        add(&path, hash);
    }
}

fn main() {
    for folder in ["templates", "static", "src/cli/starter", "src/diagnostics/explain"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    // What one program remembers is of no use to another, be it of the same version.
    println!("cargo::rerun-if-changed=src");
    let mut hash = DefaultHasher::new();
    for folder in ["Cargo.lock", "src", "static", "templates"] {
        add(Path::new(folder), &mut hash);
    }
    println!("cargo::rustc-env=NUTGRAF_BUILD={:016x}", hash.finish());
}
