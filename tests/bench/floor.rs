//! The floor: what no generator that reads Markdown with `pulldown-cmark` and writes a file a page can be faster than. It
//! reads each file, turns it into HTML and writes it, on all cores; no template, no links, no checks.
//!
//! `cargo run --example floor -- FROM TO`: every `FROM/NAME.md` becomes `TO/NAME/index.html`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a tool of the benchmark may panic and print"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!("usage: floor FROM TO");
        return ExitCode::from(2);
    };
    let files: Vec<PathBuf> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
    files
        .par_iter()
        .filter(|file| file.extension().is_some_and(|e| e == "md"))
        .for_each(|file| page(file, to));
    ExitCode::SUCCESS
}

fn page(file: &Path, to: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let body = text
        .strip_prefix("---\n")
        .and_then(|t| t.split_once("\n---\n"))
        .map_or(&*text, |(_, body)| body);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_SMART_PUNCTUATION;
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, Parser::new_ext(body, options));
    let folder = to.join(file.file_stem().unwrap());
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.html"), out).unwrap();
}
