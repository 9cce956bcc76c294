//! How long each stage takes for a corpus of 1,000 pages, through the library's own interface: loading, indexing, linking,
//! rendering and writing, and all of it together. `cargo bench --bench stages`. The corpus is that of
//! `cargo run --example corpus`, held in memory; only writing needs a disk, and takes the one of temporary files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may panic")]

#[path = "corpus/entries.rs"]
mod entries;
#[path = "corpus/pages.rs"]
mod pages;
#[path = "corpus/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use divan::Bencher;
use nutgraf::build::{self, Options};
use nutgraf::date::Day;
use nutgraf::link::{self, Index, LinkedPage};
use nutgraf::load::{self, Loaded};
use nutgraf::render::{Assets, Engine, Order, Renderer, Settings};
use nutgraf::world::{Memory, World as _};
use nutgraf::write::{Output, Publisher, RealDisk};
use rayon::prelude::*;

use entries::Entries;
use pages::{Pages, Reader};

const PAGES: usize = 1_000;
const TERMS: usize = 300;

/// The corpus.
static SITE: LazyLock<Memory> = LazyLock::new(|| {
    let entries = Entries::new(TERMS);
    let pages = Pages {
        entries: &entries,
        count: PAGES,
        reader: Reader::named("nutgraf").unwrap(),
    };
    let mut site = Memory::new(today());
    for (path, text) in entries.files() {
        site.insert(&format!("content/{path}"), text);
    }
    for at in 0..PAGES {
        site.insert(&format!("content/{}.md", pages::id(at)), pages.file(at));
    }
    site
});

fn main() {
    divan::main();
}

fn today() -> Day {
    Day::new(2025, 6, 1).unwrap()
}

fn loaded() -> Loaded {
    load::load(&*SITE, load::Options::default()).unwrap()
}

fn linked(index: &Index<'_>) -> Vec<LinkedPage> {
    let all = (0..index.loaded.pages.len()).into_par_iter();
    all.filter_map(|at| link::page(index, at))
        .map(|(page, _)| page)
        .collect()
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn load() -> usize {
    loaded().pages.len()
}

/// The index and the texts of entries: what must be there before the first page is linked.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn index(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    bencher.bench_local(|| {
        let (index, _) = Index::new(&loaded, today(), &[]);
        link::entries(&index).terms.len()
    });
}

/// All pages, parsed and linked, on all cores.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn link(bencher: Bencher<'_, '_>) {
    let loaded = loaded();
    let (index, _) = Index::new(&loaded, today(), &[]);
    bencher.bench_local(|| linked(&index).len());
}

/// All pages, from what linking made of them to HTML, on all cores.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn render(bencher: Bencher<'_, '_>) {
    let (loaded, settings) = (loaded(), Settings::default());
    let (index, _) = Index::new(&loaded, today(), &[]);
    let entries = link::entries(&index);
    let (mut engine, _) = Engine::new(&loaded, Assets::new(&loaded, &|path| SITE.read(path).ok()), false);
    for (key, value) in Renderer::globals(&index, &settings) {
        engine.globals().insert_value(key.to_string(), value);
    }
    let renderer = Renderer::new(&index, &entries, &engine, &settings, Order::new(&index));
    let pages = linked(&index);
    bencher.bench_local(|| pages.par_iter().filter_map(|page| renderer.page(page, None)).count());
}

/// All outputs, from memory to a new folder.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn write(bencher: Bencher<'_, '_>) {
    let (_, outputs) = build::outputs(&*SITE, &Options::default()).unwrap();
    let outputs = listed(outputs);
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_refs(|folder| publish(&outputs, &folder.path().join("public")));
}

/// All outputs again, where they are published already.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn write_unchanged(bencher: Bencher<'_, '_>) {
    let (_, outputs) = build::outputs(&*SITE, &Options::default()).unwrap();
    let outputs = listed(outputs);
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    publish(&outputs, &public);
    bencher.bench_local(|| publish(&outputs, &public));
}

fn listed(outputs: BTreeMap<String, Vec<u8>>) -> Vec<Output> {
    let output = |(path, bytes)| Output { path, bytes };
    outputs.into_iter().map(output).collect()
}

fn publish(outputs: &[Output], folder: &std::path::Path) -> usize {
    let publisher = Publisher::begin(&RealDisk, folder).unwrap();
    outputs.par_iter().for_each(|output| publisher.stage(output).unwrap());
    publisher.commit().unwrap().total
}

/// Everything but writing.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn check() -> usize {
    build::check(&*SITE, &Options::default(), &|_, _| {})
        .unwrap()
        .counts
        .pages
}
