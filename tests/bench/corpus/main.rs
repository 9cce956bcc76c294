//! Writes a corpus that looks like a site of explainers, the same bytes each time, for whoever is measured.
//!
//! `cargo run --example corpus -- READER PAGES TERMS FOLDER`, where READER is `nutgraf` (a whole site, with terms, events,
//! people and sources), `yaml`, `toml` or `bare` (pages only, as plain Markdown with such front matter).
//! `cargo run --example corpus -- bad CASE SIZE FOLDER` writes a site that is bad in one way, for `tests/bench/bad`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a tool of the benchmark may panic and print"
)]

mod bad;
mod entries;
mod pages;
mod words;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use entries::Entries;
use pages::{Pages, Reader};
use rayon::prelude::*;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [reader, count, terms, folder] = arguments.as_slice() else {
        return usage();
    };
    if reader == "bad" {
        let Some(files) = terms.parse().ok().and_then(|size| bad::files(count, size)) else {
            return usage();
        };
        let folder = Path::new(folder);
        files
            .par_iter()
            .for_each(|(path, text)| write(&folder.join(path), text));
        return ExitCode::SUCCESS;
    }
    let (Some(reader), Ok(count), Ok(terms)) = (Reader::named(reader), count.parse(), terms.parse()) else {
        return usage();
    };
    if count == 0 || terms == 0 {
        return usage();
    }
    let entries = Entries::new(terms);
    let folder = Path::new(folder);
    if reader == Reader::Nutgraf {
        for (path, text) in entries.files() {
            write(&folder.join(path), &text);
        }
    }
    let pages = Pages {
        entries: &entries,
        count,
        reader,
    };
    (0..count)
        .into_par_iter()
        .for_each(|at| write(&folder.join(pages::id(at) + ".md"), &pages.file(at)));
    if reader == Reader::Bare {
        let lines: Vec<String> = (0..count)
            .map(|at| format!("- [{}]({}.md)\n", pages::title(at), pages::id(at)))
            .collect();
        write(&folder.join("SUMMARY.md"), &format!("# Summary\n\n{}", lines.concat()));
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: corpus nutgraf|yaml|toml|bare PAGES TERMS FOLDER, or corpus bad CASE SIZE FOLDER");
    ExitCode::from(2)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
