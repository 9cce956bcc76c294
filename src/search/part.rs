//! What Pagefind makes of one batch. It reads each record, finds its words and their stems, and writes an index of this batch
//! alone; what is needed of that to make the index of a whole site is kept as a [`Part`].

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Component;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use serde::{Deserialize, Serialize};

use super::form::{self, Filter, Meta, Page};
use super::spelt::spellings;
use super::typed::typed;
use super::{FOLDER, Record};
use crate::model::id::Kind;
use crate::render::{Urls, escape};
use crate::write::Output;

/// A value of a filter, and the records that have it.
pub(super) type HasValue = (String, Vec<usize>);

/// What the index of a site takes from one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its records: the names of their excerpts, how many words they have, and the files that hold their excerpts with others.
    pub(super) pages: Vec<(String, u32, String)>,
    /// The names of what is known of records beside their texts.
    pub(super) fields: Vec<String>,
    /// Filters, their values, and the records that have them.
    pub(super) filters: Vec<(String, Vec<HasValue>)>,
    /// The words in their order, in files as Pagefind packs them.
    pub(super) words: Vec<Vec<u8>>,
}

/// Has Pagefind read the records of a batch. `portable`: addresses name files.
///
/// Returns what the index takes of them, and the files with their excerpts.
///
/// # Errors
/// When Pagefind fails, with what it said.
pub fn part(language: &str, group: usize, records: Vec<Record>, portable: bool) -> Result<(Part, Vec<Output>), String> {
    if records.is_empty() {
        return Ok((Part::default(), Vec::new()));
    }
    let mut files = alone(move || run(language, records, portable))?;
    let name = files.keys().find(|name| name.ends_with(".pf_meta")).cloned();
    // What has no words Pagefind leaves out.
    let Some(meta) = name.and_then(|name| files.remove(&name)) else {
        return Ok((Part::default(), Vec::new()));
    };
    let bytes = form::unpacked(&meta)?;
    let meta: Meta = form::decoded(&bytes)?;
    let mut file = |name: String| files.remove(&name).ok_or_else(|| format!("Pagefind made no {name}"));
    let mut excerpts = Vec::new();
    for page in &meta.pages {
        excerpts.push(file(format!("fragment/{}.pf_fragment", page.hash))?);
    }
    let (pages, outputs) = shared(language, group, &meta.pages, excerpts)?;
    let mut filters = Vec::new();
    for filter in &meta.filters {
        let bytes = form::unpacked(&file(format!("filter/{}.pf_filter", filter.hash))?)?;
        let Filter { name, values } = form::decoded(&bytes)?;
        filters.push((name, values.into_iter().map(|v| (v.value, v.pages)).collect()));
    }
    let mut words = Vec::new();
    for chunk in &meta.chunks {
        words.push(file(format!("index/{}.pf_index", chunk.hash))?);
    }
    let part = Part {
        pages: pages.into_iter().map(|p| (p.hash, p.words, p.group)).collect(),
        fields: meta.fields,
        filters,
        words,
    };
    Ok((part, outputs))
}

/// The records under names that no other record of the site has, and the files with their excerpts, each of which holds
/// `group` of them.
fn shared(
    language: &str,
    group: usize,
    pages: &[Page],
    excerpts: Vec<Vec<u8>>,
) -> Result<(Vec<Page>, Vec<Output>), String> {
    let file = |name: &str, bytes| Output {
        path: format!("{FOLDER}fragment/{name}.pf_fragment"),
        bytes,
    };
    let mut named: Vec<Page> = pages
        .iter()
        .zip(&excerpts)
        .map(|(page, excerpt)| Page {
            hash: form::name(language, excerpt),
            words: page.words,
            group: String::new(),
        })
        .collect();
    if group == 1 {
        let outputs = named.iter().zip(excerpts).map(|(page, bytes)| file(&page.hash, bytes));
        let outputs = outputs.collect();
        return Ok((named, outputs));
    }
    let mut outputs = Vec::new();
    for (pages, excerpts) in named.chunks_mut(group).zip(excerpts.chunks(group)) {
        let mut json = String::new();
        for (page, excerpt) in pages.iter().zip(excerpts) {
            let excerpt = String::from_utf8(form::unpacked(excerpt)?).map_err(|error| error.to_string())?;
            let open = if json.is_empty() { '{' } else { ',' };
            let _ = write!(json, "{open}\"{}\":{excerpt}", page.hash);
        }
        json.push('}');
        let name = form::name(&format!("{language}_group"), json.as_bytes());
        outputs.push(file(&name, form::packed(json.as_bytes())));
        for page in pages {
            page.group.clone_from(&name);
        }
    }
    Ok((named, outputs))
}

/// Does something that may panic, or hand work to as many threads as there are, by itself: should Pagefind panic, that is its failure
/// and not this program's end; and were it to wait for the threads that wait for it, that would be the end as well.
pub(super) fn alone<T: Send>(work: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let work = move || {
            let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build();
            threads.map_err(|error| error.to_string())?.install(work)
        };
        let thread = std::thread::Builder::new()
            .name("search".into())
            .spawn_scoped(scope, work);
        let thread = thread.map_err(|error| error.to_string())?;
        thread.join().map_err(|_| "Pagefind panicked".to_owned())?
    })
}

fn run(language: &str, records: Vec<Record>, portable: bool) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let made = async {
        let mut index = empty()?;
        let root = Urls::new("/", portable);
        for record in records {
            let url = root.href(&record.path);
            if record.kind == Kind::Page {
                index.add_html_file(None, Some(url), html(&record, language)).await?;
            } else {
                add_entry(&mut index, record, url, language.to_owned()).await?;
            }
        }
        files(&mut index).await
    };
    runtime.block_on(made).map_err(|error| format!("{error:#}"))
}

/// Pagefind's own type of error, which it doesn't export.
pub(super) type Anything = Box<dyn std::error::Error + Send + Sync>;

pub(super) fn empty() -> Result<PagefindIndex, Anything> {
    let options = PagefindServiceConfig::builder().keep_index_url(true).build();
    Ok(PagefindIndex::new(Some(options))?)
}

/// What an index is written in, by the names of the files.
pub(super) async fn files(index: &mut PagefindIndex) -> Result<BTreeMap<String, Vec<u8>>, Anything> {
    let files = index.get_files().await?.into_iter().map(|file| {
        let parts = file.filename.components().filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        (parts.collect::<Vec<_>>().join("/"), file.contents)
    });
    Ok(files.collect())
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
    let names = names(record);
    if !names.is_empty() {
        let names = words(&names.join(", "));
        let _ = writeln!(out, "<p data-pagefind-ignore data-pagefind-meta=\"names\">{names}</p>");
    }
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

/// What a record can be found by and does not say: its other names, and words in other letters.
fn names(record: &Record) -> Vec<String> {
    let sections = record.sections.iter();
    let texts = sections.flat_map(|s| s.heading.iter().map(|(heading, _)| heading).chain(&s.lines));
    let texts = texts.chain([&record.title]).chain(&record.names);
    let spelt = spellings(texts.map(String::as_str));
    record.names.iter().cloned().chain(spelt).collect()
}

async fn add_entry(index: &mut PagefindIndex, record: Record, url: String, language: String) -> Result<(), Anything> {
    let lines = record.sections.iter().flat_map(|s| &s.lines);
    let mut content = lines.map(|line| sentence(plain(line))).collect::<Vec<_>>().join(" ");
    if content.is_empty() {
        // What has no words Pagefind leaves out.
        content = plain(&record.title);
    }
    let names: Vec<String> = names(&record).iter().map(|name| plain(name)).collect();
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

/// Words that Pagefind takes apart, and that can't be taken for its own marks, which begin with three underscores.
fn plain(text: &str) -> String {
    typed(text).replace("___", "__")
}

fn words(text: &str) -> String {
    escape(&plain(text))
}
