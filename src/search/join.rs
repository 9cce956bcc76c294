//! The index of a site from the parts of its batches: the words of all of them as one list, cut into files of which a reader loads
//! those that hold what is searched for, and what tells which these are. Pagefind would make the same of all records at once; in
//! parts it takes a tenth of the memory and all cores, and what has not changed is taken from the last build.

use rayon::prelude::*;
use serde_json::Value as Json;
use xxhash_rust::xxh3::xxh3_64;

use super::FOLDER;
use super::form::{self, Chunk, Filter, FilterFile, Meta, Page, Value};
use super::part::{Part, alone, empty, files};
use super::postings::{self, List, Merged};
use crate::write::Output;

/// A file of the index before it is packed.
pub struct File {
    /// Its path in the output folder. Where it says no hash of the bytes, they are the same for all sites, or few.
    pub path: String,
    bytes: Vec<u8>,
    is_packed: bool,
}

impl File {
    fn packed(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            path: format!("{FOLDER}{path}"),
            bytes,
            is_packed: false,
        }
    }

    /// A hash of its bytes, before they are packed.
    #[must_use]
    pub fn hash(&self) -> u64 {
        xxh3_64(&self.bytes)
    }

    /// The file as it is published.
    #[must_use]
    pub fn output(self) -> Output {
        Output {
            path: self.path,
            bytes: if self.is_packed {
                self.bytes
            } else {
                form::packed(&self.bytes)
            },
        }
    }
}

/// A file of words ends with a word whose hash says so once it has so many numbers, ...
const LEAST: usize = 16_000;
/// ... which one word in so many does, so that one number more or less moves no end but that of its own file, ...
const ONE_IN: u64 = 8;
/// ... or where it has so many.
const MOST: usize = 40_000;

/// Makes the index from the parts of all batches, each with its language, and hands out its files, on all cores.
///
/// # Errors
/// When Pagefind fails, or what it wrote can't be read.
pub fn join(parts: &[(&str, Part)], each: &(impl Fn(File) + Sync)) -> Result<(), String> {
    let mut languages = Vec::new();
    for of_language in parts.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((language, _)) = of_language.first() else {
            continue;
        };
        let parts: Vec<&Part> = of_language.iter().map(|(_, part)| part).collect();
        let count: usize = parts.iter().map(|part| part.pages.len()).sum();
        if count > 0 {
            languages.push((*language, parts, count));
        }
    }
    if languages.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = languages.iter().map(|(language, ..)| *language).collect();
    let (common, mut entry) = common(&names)?;
    let version = entry.get("version").and_then(Json::as_str).unwrap_or("").to_owned();
    for (language, parts, count) in &languages {
        let hash = language_files(language, &version, parts, each)?;
        let own = entry.get_mut("languages").and_then(|all| all.get_mut(language));
        if let Some(Json::Object(own)) = own {
            own.insert("hash".into(), hash.into());
            own.insert("page_count".into(), (*count).into());
        }
    }
    let entry = File {
        path: format!("{FOLDER}pagefind-entry.json"),
        bytes: entry.to_string().into_bytes(),
        is_packed: true,
    };
    common.into_iter().chain([entry]).for_each(each);
    Ok(())
}

/// What is the same whatever a site says: the programs that search, and the list of the languages. Pagefind gives them with an
/// index only, so it makes one of next to nothing.
fn common(languages: &[&str]) -> Result<(Vec<File>, Json), String> {
    let mut made = alone(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let made = async {
            let mut index = empty()?;
            for language in languages {
                let (url, language) = (format!("/{language}/"), (*language).to_owned());
                index
                    .add_custom_record(url, "word".into(), language, None, None, None)
                    .await?;
            }
            files(&mut index).await
        };
        let runtime = runtime.map_err(|error| error.to_string())?;
        runtime.block_on(made).map_err(|error| format!("{error:#}"))
    })?;
    let entry = made.remove("pagefind-entry.json").unwrap_or_default();
    let entry = serde_json::from_slice(&entry).map_err(|error| error.to_string())?;
    // Pagefind brings user interfaces and a worker of its own as well, which nobody here loads. The search without a stemmer is
    // for languages that have none.
    let stem = |language: &&str| made.contains_key(&format!("wasm.{language}.pagefind"));
    let unstemmed = !languages.iter().all(stem);
    made.retain(|name, _| match name.strip_prefix("wasm.") {
        Some(rest) => unstemmed || rest != "unknown.pagefind",
        None => name == "pagefind.js",
    });
    let files = made.into_iter().map(|(name, bytes)| File {
        path: format!("{FOLDER}{name}"),
        bytes,
        is_packed: true,
    });
    Ok((files.collect(), entry))
}

/// Makes the files of one language, and returns the name of the one that tells of the others.
fn language_files(
    language: &str,
    version: &str,
    parts: &[&Part],
    each: &(impl Fn(File) + Sync),
) -> Result<String, String> {
    let mut meta = Meta {
        version: version.to_owned(),
        ..Meta::default()
    };
    meta.fields = parts.iter().flat_map(|part| part.fields.iter().cloned()).collect();
    meta.fields.sort_unstable();
    meta.fields.dedup();
    let mut filters: Vec<Filter> = Vec::new();
    for part in parts {
        add_filters(&mut filters, part, meta.pages.len());
        meta.pages.extend(part.pages.iter().map(|(hash, words, group)| Page {
            hash: hash.clone(),
            words: *words,
            group: group.clone(),
        }));
    }
    filters.sort_by(|a, b| a.name.cmp(&b.name));
    for mut filter in filters {
        filter.values.sort_by(|a, b| a.value.cmp(&b.value));
        let bytes = form::encoded(&filter);
        let hash = form::name(language, &bytes);
        each(File::packed(&format!("filter/{hash}.pf_filter"), bytes));
        meta.filters.push(FilterFile {
            filter: filter.name,
            hash,
        });
    }
    meta.chunks = words(language, parts, &meta.fields, each)?;
    let bytes = form::encoded(&meta);
    let hash = form::name(language, &bytes);
    each(File::packed(&format!("pagefind.{hash}.pf_meta"), bytes));
    Ok(hash)
}

/// Adds what a part says of filters; so many records come before its own.
fn add_filters(filters: &mut Vec<Filter>, part: &Part, before: usize) {
    for (name, values) in &part.filters {
        let at = filters.iter().position(|f| f.name == *name).unwrap_or_else(|| {
            filters.push(Filter {
                name: name.clone(),
                values: Vec::new(),
            });
            filters.len() - 1
        });
        let Some(filter) = filters.get_mut(at) else { continue };
        for (value, pages) in values {
            let pages = pages.iter().map(|page| before + page);
            match filter.values.iter_mut().find(|known| known.value == *value) {
                Some(known) => known.pages.extend(pages),
                None => filter.values.push(Value {
                    value: value.clone(),
                    pages: pages.collect(),
                }),
            }
        }
    }
}

/// The words that stand in one file.
#[derive(Default)]
struct Open {
    from: String,
    to: String,
    count: u64,
    size: usize,
    bytes: Vec<u8>,
}

impl Open {
    fn push(&mut self, word: &Merged<'_>) {
        if self.count == 0 {
            word.text.clone_into(&mut self.from);
        }
        word.text.clone_into(&mut self.to);
        self.count += 1;
        self.size += word.size;
        self.bytes.extend_from_slice(word.bytes);
    }

    fn is_full(&self, word: &Merged<'_>) -> bool {
        self.size >= MOST || (self.size >= LEAST && xxh3_64(word.text.as_bytes()).is_multiple_of(ONE_IN))
    }

    /// The file: an array that holds an array of words.
    fn file(self, language: &str) -> (Chunk, File) {
        let mut bytes = Vec::with_capacity(self.bytes.len() + 10);
        // Writing to memory does not fail.
        let _ = minicbor::Encoder::new(&mut bytes)
            .array(1)
            .and_then(|e| e.array(self.count).map(drop));
        bytes.extend_from_slice(&self.bytes);
        let hash = form::name(language, &bytes);
        let file = File::packed(&format!("index/{hash}.pf_index"), bytes);
        let chunk = Chunk {
            from: self.from,
            to: self.to,
            hash,
        };
        (chunk, file)
    }
}

/// Makes the files of words.
fn words(
    language: &str,
    parts: &[&Part],
    fields: &[String],
    each: &(impl Fn(File) + Sync),
) -> Result<Vec<Chunk>, String> {
    let unpacked = parts
        .par_iter()
        .map(|part| part.words.iter().map(|file| form::unpacked(file)).collect());
    let unpacked: Vec<Vec<Vec<u8>>> = unpacked.collect::<Result<_, String>>()?;
    let mut before = 0;
    let lists = parts.iter().zip(&unpacked).map(|(part, files)| {
        let of_whole = |field: &String| {
            fields
                .iter()
                .position(|f| f == field)
                .and_then(|at| i64::try_from(at).ok())
        };
        let list = List {
            files,
            before,
            fields: part.fields.iter().filter_map(of_whole).collect(),
        };
        before += part.pages.len() as u64;
        list
    });
    let lists: Vec<List<'_>> = lists.collect();
    let mut chunks = Vec::new();
    rayon::in_place_scope(|scope| {
        let mut open = Open::default();
        let mut close = |open: &mut Open| {
            let (chunk, file) = std::mem::take(open).file(language);
            chunks.push(chunk);
            scope.spawn(move |_| each(file));
        };
        postings::merge(&lists, |word| {
            open.push(&word);
            if open.is_full(&word) {
                close(&mut open);
            }
        })?;
        if open.count > 0 {
            close(&mut open);
        }
        Ok::<_, String>(())
    })?;
    shorten(&mut chunks);
    Ok(chunks)
}

/// Leaves of the words at which files begin and end what tells neighbours apart: readers load all of them. An end must not come
/// to stand before its own beginning.
fn shorten(chunks: &mut [Chunk]) {
    let mut rest = chunks;
    while let Some((one, others)) = rest.split_first_mut() {
        if let Some(next) = others.first_mut() {
            let same = one
                .to
                .chars()
                .zip(next.from.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let short = |word: &str| word.chars().take(same + 1).collect::<String>();
            let to = short(&one.to);
            if to >= one.from {
                one.to = to;
            }
            next.from = short(&next.from);
        }
        rest = others;
    }
}
