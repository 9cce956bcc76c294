//! From records to the files of the index, by Pagefind's library. What it makes depends on the records alone: they are put
//! into an order of their own first, Pagefind sorts what it kept in hash maps before it writes, and what it compresses
//! carries no time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Component;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::{FOLDER, Record};
use crate::model::id::Kind;
use crate::render::{Urls, escape};
use crate::write::Output;

/// How many files of excerpts a language may have. Where it has more records, several share one: hosts limit the number of
/// files.
const MOST_FRAGMENTS: u32 = 2_000;

/// The files of the index over all records, under [`FOLDER`]. `portable`: addresses name files.
///
/// # Errors
/// When Pagefind fails, with what it said.
pub fn outputs(mut records: Vec<Record>, portable: bool) -> Result<Vec<Output>, String> {
    records.sort_by(|a, b| (a.kind, &a.language, &a.path).cmp(&(b.kind, &b.language, &b.path)));
    records.dedup_by(|a, b| a.path == b.path);
    if records.is_empty() {
        return Ok(Vec::new());
    }
    // A thread of its own: should Pagefind panic, that is its failure and not this program's end.
    let work = std::thread::Builder::new().name("search".into());
    let made = work
        .spawn(move || run(records, portable))
        .map_err(|error| error.to_string())?;
    made.join().map_err(|_| "Pagefind panicked".to_owned())?
}

fn run(records: Vec<Record>, portable: bool) -> Result<Vec<Output>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    runtime
        .block_on(index(records, portable))
        .map_err(|error| format!("{error:#}"))
}

/// Pagefind's own type of error, which it doesn't export.
type Anything = Box<dyn std::error::Error + Send + Sync>;

async fn index(records: Vec<Record>, portable: bool) -> Result<Vec<Output>, Anything> {
    let options = PagefindServiceConfig::builder()
        .keep_index_url(true)
        .max_fragments(MOST_FRAGMENTS)
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    let mut languages = BTreeSet::new();
    let root = Urls::new("/", portable);
    for record in records {
        let language = record.language.to_lowercase();
        let url = root.href(&record.path);
        if record.kind == Kind::Page {
            let html = html(&record, &language);
            index.add_html_file(None, Some(url), html).await?;
        } else {
            add_entry(&mut index, record, url, language.clone()).await?;
        }
        languages.insert(language);
    }
    let files = index.get_files().await?;
    let mut made: Vec<Output> = files
        .into_iter()
        .filter_map(|file| {
            let parts = file.filename.components().filter_map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            });
            let name = parts.collect::<Vec<_>>().join("/");
            is_loaded(&name).then(|| Output {
                path: format!("{FOLDER}{name}"),
                bytes: file.contents,
            })
        })
        .collect();
    made.sort_by(|a, b| a.path.cmp(&b.path));
    // The search without a stemmer is for languages that have none.
    let has = |language: &String| {
        made.iter()
            .any(|o| o.path == format!("{FOLDER}wasm.{language}.pagefind"))
    };
    if languages.iter().all(has) {
        made.retain(|o| o.path != format!("{FOLDER}wasm.unknown.pagefind"));
    }
    Ok(made)
}

/// Whether `static/search.js`, or what it loads, asks for a file: Pagefind brings user interfaces and a worker of its own
/// as well, which nobody here does.
fn is_loaded(name: &str) -> bool {
    let by_folder = ["fragment/", "index/", "filter/"].iter().any(|f| name.starts_with(f));
    let by_ending = [".pf_meta", ".pagefind"].iter().any(|e| name.ends_with(e));
    by_folder || by_ending || matches!(name, "pagefind.js" | "pagefind-entry.json")
}

/// The name of a kind in the index: what results are grouped by.
fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::Term => "term",
        Kind::Event => "event",
        Kind::Person => "person",
        Kind::Source => "source",
    }
}

/// A page as Pagefind reads one: its headings become results within the result.
fn html(record: &Record, language: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<html lang=\"{}\"><body><p data-pagefind-ignore data-pagefind-meta=\"title\">{}</p>\
         <p data-pagefind-ignore data-pagefind-filter=\"kind\">{}</p>",
        escape(language),
        words(&record.title),
        group(record.kind)
    );
    for section in &record.sections {
        if let Some((heading, id)) = &section.heading {
            let _ = writeln!(out, "<h2 id=\"{}\">{}</h2>", escape(id), words(heading));
        }
        for line in &section.lines {
            let _ = writeln!(out, "<p>{}</p>", words(line));
        }
    }
    out.push_str("</body></html>");
    out
}

async fn add_entry(index: &mut PagefindIndex, record: Record, url: String, language: String) -> Result<(), Anything> {
    let lines = record.sections.iter().flat_map(|s| &s.lines);
    let mut content = lines.map(|line| sentence(plain(line))).collect::<Vec<_>>().join(" ");
    if content.is_empty() {
        // What has no words Pagefind leaves out.
        content = plain(&record.title);
    }
    let names: Vec<String> = record.names.iter().map(|name| plain(name)).collect();
    let mut meta = BTreeMap::from([("title".to_owned(), plain(&record.title))]);
    if !names.is_empty() {
        meta.insert("names".into(), names.join(", "));
    }
    if let Some(date) = &record.date {
        meta.insert("date".into(), plain(date));
    }
    let filters = BTreeMap::from([("kind".to_owned(), vec![group(record.kind).to_owned()])]);
    index
        .add_custom_record(url, content, language, Some(meta), Some(filters), None)
        .await?;
    Ok(())
}

/// A line with a full stop, where it ends without a mark.
fn sentence(mut line: String) -> String {
    if line.ends_with(char::is_alphanumeric) {
        line.push('.');
    }
    line
}

/// Words that can't be taken for Pagefind's own marks, which begin with three underscores.
fn plain(text: &str) -> String {
    text.replace("___", "__")
}

fn words(text: &str) -> String {
    escape(&plain(text))
}
