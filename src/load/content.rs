//! The files of `content/`: each is got, from the disk or from an earlier run's memory, decoded on whichever core is free, and
//! merged in the order of their paths.

use rayon::prelude::*;

use super::lost::all_words;
use super::memo::{self, Got};
use super::{Class, Loaded, Options, Remembered, Texts, Unread, classify, decode, files};
use crate::cache::form::Print;
use crate::diagnostics::Diagnostic;
use crate::span::{FileId, Sources};
use crate::world::World;

/// How many files are in memory at once where their texts need not stay there.
const BATCH: usize = 2048;

/// A file that is to be decoded, or was.
struct Ready<'m> {
    path: String,
    class: Class,
    file: FileId,
    unread: Option<Unread>,
    stored: Option<&'m [u8]>,
    /// What was found when it was read.
    read: Vec<Diagnostic>,
}

/// What a file gave.
struct Part {
    file: FileId,
    decoded: decode::Decoded,
    prints: Vec<Print>,
    unread: Option<Unread>,
    /// What was found when it was read, where that was before this run.
    read: Vec<Diagnostic>,
    /// The path and what to remember, where anybody wants to.
    stored: Option<(String, Vec<u8>)>,
    /// Whether what was remembered could not be read.
    stale: bool,
}

impl Ready<'_> {
    fn part(self, sources: &Sources, default_language: &str, texts: Texts<'_>) -> Part {
        let Self {
            path,
            class,
            file,
            unread,
            stored,
            read,
        } = self;
        let gone = |part: &decode::Decoded| unread.clone().filter(|_| part.is_empty() && !part.faults.is_empty());
        if let Some(stored) = stored
            && let Some((read, decoded, prints)) = memo::take(stored, file)
        {
            return Part {
                file,
                unread: gone(&decoded),
                decoded,
                prints,
                read,
                stored: Some((path, Vec::new())),
                stale: false,
            };
        }
        let stale = stored.is_some();
        let job = decode::Job {
            path: path.clone(),
            file,
            text: &sources.shared(file),
            default_language,
        };
        let mut decoded = job.run(class);
        let unread = gone(&decoded);
        let mut prints = Vec::new();
        let mut stored = None;
        if texts.are_left() {
            decoded.without_texts();
        }
        if texts.memo().is_some() {
            prints = decoded.prints();
            let (bytes, back) = memo::put(read, decoded, prints.clone());
            decoded = back;
            stored = Some((path, bytes));
        }
        Part {
            file,
            decoded,
            prints,
            unread,
            read: Vec::new(),
            stored,
            stale,
        }
    }
}

impl Loaded {
    pub(super) fn content(&mut self, world: &dyn World, languages: &[String], options: Options, texts: Texts<'_>) {
        let mut jobs = Vec::new();
        for path in files::listed(world, "content", self) {
            let Some(rest) = path.strip_prefix("content/") else {
                continue;
            };
            match classify(rest, languages) {
                Class::Ignored => {}
                Class::Site => self.settings_passed_over(rest),
                Class::Asset => {
                    self.content_passed_over(rest);
                    self.assets.push(rest.to_owned());
                }
                class => jobs.push((rest.to_owned(), class)),
            }
        }
        let is_page = |(_, class): &&(_, Class)| matches!(class, Class::Page { .. });
        self.pages.reserve(jobs.iter().filter(is_page).count());
        let mut jobs = jobs.into_iter();
        loop {
            let batch: Vec<(String, Class)> = jobs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let ready = self.get(world, batch, texts);
            self.take(ready, languages, options, texts);
        }
    }

    /// Gets some files, all at once, and numbers them in their order.
    fn get<'m>(&mut self, world: &dyn World, jobs: Vec<(String, Class)>, texts: Texts<'m>) -> Vec<Ready<'m>> {
        let got: Vec<Got<'_>> = jobs
            .par_iter()
            .map(|(path, _)| memo::get(world, &format!("content/{path}"), texts))
            .collect();
        let mut ready = Vec::new();
        for ((path, class), got) in jobs.into_iter().zip(got) {
            let unread = Unread::new(&path, &class);
            let full = format!("content/{path}");
            let before = self.faults.len();
            let (file, hash, stored) = match got {
                Got::Stored(hash, stored) => (Some(self.sources.add(full, "")), hash, Some(stored)),
                Got::Read(hash, text) => {
                    let file = files::keep(&mut self.sources, &mut self.faults, &full, text);
                    (file, hash, None)
                }
            };
            let Some(file) = file else {
                self.unread.extend(unread);
                // The file that was just told to be no text may have some that can be made out.
                if let Some(file) = self.faults.last().map(|fault| fault.span.file) {
                    self.lost.insert(file, all_words(self.sources.text(file)));
                }
                continue;
            };
            if texts.are_left() {
                self.hashes.insert(file, hash);
            }
            let read = self.faults.get(before..).unwrap_or_default().to_vec();
            ready.push(Ready {
                path,
                class,
                file,
                unread,
                stored,
                read,
            });
        }
        ready
    }

    /// Decodes files on all cores, and merges what they hold in their order.
    fn take(&mut self, ready: Vec<Ready<'_>>, languages: &[String], options: Options, texts: Texts<'_>) {
        let sources = &self.sources;
        let language = self.site.language.value.as_str();
        let parts: Vec<Part> = ready
            .into_par_iter()
            .map(|ready| ready.part(sources, language, texts))
            .collect();
        for mut part in parts {
            if !part.decoded.lost.is_empty() {
                self.lost.insert(part.file, std::mem::take(&mut part.decoded.lost));
            }
            self.stale |= part.stale;
            self.unread.extend(part.unread);
            self.faults.extend(part.read);
            if texts.are_left() {
                // The entries keep what they need of the text; that of a page stays in its file.
                self.sources.replace(part.file, "");
            }
            if let Some((path, stored)) = part.stored {
                self.remembered.push(Remembered {
                    path: format!("content/{path}"),
                    file: part.file,
                    hash: self.hashes.get(&part.file).copied().unwrap_or_default(),
                    decoded: stored,
                });
                self.merge(part.decoded, languages, options, Some((&path, &part.prints)));
            } else {
                self.merge(part.decoded, languages, options, None);
            }
        }
    }
}
