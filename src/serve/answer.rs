//! Makes what is asked for: a page as a build would write it, or its last good version while it has errors; a file; or the
//! page that says that there is none.

use xxhash_rust::xxh3::xxh3_128;

use super::client;
use super::round::Round;
use crate::build::one::{self, Job, Made, asset, make};
use crate::diagnostics::{Diagnostic, Levels, Severity};
use crate::link::Ref;
use crate::render::file_of;
use crate::search;
use crate::theme;
use crate::write::Output;

/// What a browser gets.
pub(super) enum Answer {
    /// A page, or another text that nutgraf makes.
    Made(Vec<u8>),
    /// A file of the site, by its path from the root.
    File(String),
    /// A file of the built-in theme.
    Theme(&'static [u8]),
    /// There is nothing here, but there is with a slash at the end.
    Slash,
    /// There is nothing; the page that says so.
    Missing(Vec<u8>),
}

impl Round<'_> {
    /// Makes the outputs of a job.
    pub(super) fn make(&self, job: &Job) -> Made {
        if *job == Job::SearchFiles {
            return Made {
                outputs: self.search_files(),
                ..Made::default()
            };
        }
        make(job, self.index, &self.renderer, &self.known.backlinks)
    }

    /// Takes note of what a job brought to light, and returns its outputs.
    pub(super) fn take(&mut self, job: Job, made: Made) -> Vec<Output> {
        if let Some((facts, summary)) = made.learnt {
            self.learn(facts, summary);
        }
        self.known.due.jobs.remove(&job);
        if made.faults.is_empty() {
            self.known.render_faults.remove(&job);
        } else {
            self.known.render_faults.insert(job, made.faults);
        }
        made.outputs
    }

    /// What stands at a path of the output folder. Pages lead to each other from wherever they are; `404.html` and addresses
    /// that begin with a slash lead to where the site will be on its host, so all is there as well.
    pub(super) fn get(&mut self, path: &str) -> Answer {
        let (mut answer, mut path) = (self.answer(path).0, path);
        if matches!(answer, Answer::Missing(_))
            && let Some(under) = path.strip_prefix(self.base.trim_start_matches('/'))
            && under != path
        {
            (answer, path) = (self.answer(under).0, under);
        }
        match answer {
            Answer::Made(bytes) if is_page(path) => {
                let hash = self.print(&bytes);
                Answer::Made(client::inject(bytes, path, &hash))
            }
            Answer::Missing(bytes) => {
                let hash = self.print(&bytes);
                Answer::Missing(client::inject(bytes, path, &hash))
            }
            other => other,
        }
    }

    /// What tells a page from its earlier versions, and the file that its text is from.
    pub(super) fn print_of(&mut self, path: &str) -> (String, Option<String>) {
        let (answer, file) = self.answer(path);
        let hash = match answer {
            Answer::Made(bytes) | Answer::Missing(bytes) => self.print(&bytes),
            Answer::File(_) | Answer::Theme(_) | Answer::Slash => String::new(),
        };
        (hash, file)
    }

    /// All that a reader can search in. One that can't be made is missing: the search page says so.
    fn search_files(&self) -> Vec<Output> {
        let record = |r: &Ref| search::of(self.index, self.entries, *r);
        search::outputs(&search::of_site(self.index), record, false).unwrap_or_default()
    }

    /// One file in which a reader searches. They come all together, when the first is asked for, and stay until a text
    /// changes.
    fn search_file(&mut self, path: &str) -> Option<Vec<u8>> {
        let made = self.known.search.take();
        let made = made.unwrap_or_else(|| {
            let outputs = self.make(&Job::SearchFiles).outputs;
            outputs.into_iter().map(|o| (o.path, o.bytes)).collect()
        });
        let bytes = made.get(path).cloned();
        self.known.search = Some(made);
        bytes
    }

    fn answer(&mut self, path: &str) -> (Answer, Option<String>) {
        let job = one::job(self.index, &self.known.claims, path);
        if job == Some(Job::SearchFiles)
            && let Some(bytes) = self.search_file(path)
        {
            return (Answer::Made(bytes), None);
        }
        if let Some(job) = job.filter(|job| *job != Job::SearchFiles) {
            if job.needs_backlinks() {
                self.complete();
            }
            let file = self.source(&job);
            let made = self.make(&job);
            let faulty = self.has_errors(&job, &made, file.as_deref());
            let mut outputs = self.take(job, made).into_iter();
            let bytes = outputs.find(|o| o.path == path).map(|o| o.bytes);
            if !faulty && let Some(bytes) = bytes {
                self.clients.good(path, &bytes, file.clone());
                return (Answer::Made(bytes), file);
            }
            let good = self.clients.last_good(path).map(|(bytes, _)| bytes);
            if let Some(bytes) = good.or(bytes) {
                return (Answer::Made(bytes), file);
            }
            if faulty {
                return (Answer::Made(client::no_version().into_bytes()), file);
            }
        }
        if let Some(answer) = self.file(path) {
            return (answer, None);
        }
        if let Some((bytes, file)) = self.unread(path) {
            return (Answer::Made(bytes), Some(file));
        }
        let folder = file_of(&format!("{path}/"));
        if !path.ends_with("index.html") && one::job(self.index, &self.known.claims, &folder).is_some() {
            return (Answer::Slash, None);
        }
        let made = self.make(&Job::NotFound);
        let page = self.take(Job::NotFound, made).pop().map(|o| o.bytes);
        let page = page.unwrap_or_else(|| client::no_version().into_bytes());
        (Answer::Missing(page), None)
    }

    /// The hash of a page's own bytes. The names of files by their content don't count: open pages take those anew by
    /// themselves.
    fn print(&self, page: &[u8]) -> String {
        format!("{:032x}", xxh3_128(&self.renderer.assets().without_hashes(page)))
    }

    /// A file, by its name or by the one that says its content; an open page may still ask by an older content.
    fn file(&self, path: &str) -> Option<Answer> {
        let assets = self.renderer.assets();
        self.file_called(path).or_else(|| {
            let name = assets.plain(path)?;
            let slim = assets.slim(name).map(|bytes| Answer::Made(bytes.to_vec()));
            slim.or_else(|| self.file_called(name))
        })
    }

    fn file_called(&self, path: &str) -> Option<Answer> {
        if let Some(picture) = self.picture(path) {
            return Some(Answer::Made(picture));
        }
        if self.index.loaded.statics.iter().any(|s| s == path) {
            return Some(Answer::File(format!("static/{path}")));
        }
        if let Some((_, bytes)) = theme::statics(self.index.loaded.site.search)
            .into_iter()
            .find(|(name, _)| name == path)
        {
            return Some(Answer::Theme(bytes));
        }
        let asset = asset(self.index, path, self.entries, &self.known.facts)?;
        Some(Answer::File(format!("content/{asset}")))
    }

    /// A picture, or a smaller one that is made of it, as a build publishes it.
    fn picture(&self, path: &str) -> Option<Vec<u8>> {
        let address = format!("/{path}");
        let original = self.images.original(&address)?;
        let facts = self.known.facts.iter().flatten();
        let pictures = facts
            .map(|f| &f.pictures)
            .chain(self.entries.all().map(|e| &e.pictures));
        let shown = || pictures.flatten().any(|(p, _)| p == original);
        let published = asset(
            self.index,
            original.trim_start_matches('/'),
            self.entries,
            &self.known.facts,
        )
        .is_some();
        if (published && original == address) || shown() {
            return self.images.output(&address);
        }
        None
    }

    /// The last good version of a page whose file gives none any more, for a fault of its own.
    fn unread(&self, path: &str) -> Option<(Vec<u8>, String)> {
        let (bytes, file) = self.clients.last_good(path)?;
        let file = file?;
        let unread = &self.index.loaded.unread;
        let here = unread.iter().any(|u| file.strip_prefix("content/") == Some(&u.path));
        here.then_some((bytes, file))
    }

    /// The file that holds the text of a page, from the root.
    fn source(&self, job: &Job) -> Option<String> {
        let loaded = self.index.loaded;
        let path = match job {
            Job::Page(at) | Job::Home(Some(at), _) | Job::Section(_, Some(at), _) => &loaded.pages.get(*at)?.path,
            Job::Term(at) => &loaded.terms.get(*at)?.path,
            _ => return None,
        };
        Some(format!("content/{path}"))
    }

    /// Whether something that was just made has errors of its own: then its last good version is shown.
    fn has_errors(&self, job: &Job, made: &Made, file: Option<&str>) -> bool {
        let loaded = self.index.loaded;
        let levels = Levels {
            site: loaded.site.checks.clone(),
            strict: false,
        };
        let wrong = |code| levels.severity(code) == Some(Severity::Error);
        let own = |d: &&Diagnostic| Some(loaded.sources.path(d.span.file)) == file;
        let known = &self.known;
        let learnt = made.learnt.iter().flat_map(|(facts, _)| &facts.faults);
        let entry = match job {
            Job::Term(at) => self.entries.terms.get(*at),
            _ => None,
        };
        let learnt = learnt.chain(entry.into_iter().flat_map(|e| &e.faults));
        let mut found = loaded.faults.iter().filter(own).chain(learnt);
        // A site's own template that can't be read at all has the built-in one in its place: that is no good version.
        found.any(|d| wrong(d.code))
            || made.faults.iter().any(|(f, _)| wrong(f.code))
            || (!known.engine_faults.is_empty() && !made.outputs.is_empty())
    }
}

/// Whether a path is one of a page that a browser shows.
fn is_page(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|e| e == "html")
}
