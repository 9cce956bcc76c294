//! The texts of pages that are not held in memory: read from their files when they are linked. Also where what is linked is
//! watched, for the cache.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use xxhash_rust::xxh3::xxh3_128;

use super::{Index, Reader};
use crate::cache::trace::{self, Deps, Trace};
use crate::load::{Page, text_of};
use crate::model::{Prose, Text};
use crate::span::FileId;
use crate::world::World;

impl<'a> Index<'a> {
    /// Gives the index the files of the site, from which it reads the texts that were not kept in memory, and, where somebody
    /// wants to know, a place for what is asked. `changed` is set when a file is another one than when it was loaded.
    pub(crate) fn watch(&mut self, world: &'a dyn World, deps: Option<Arc<Deps>>, changed: Arc<AtomicBool>) {
        self.reader = Some(Reader { world, deps, changed });
    }

    /// A page's text, where it is not in memory.
    pub(crate) fn body(&self, page: &Page) -> Option<Prose> {
        let reader = self.reader.as_ref()?;
        let absent = page.body.text.is_empty() && !page.body.span.range().is_empty();
        if !absent {
            return None;
        }
        let text = self.read(reader, page.file, &page.path)?;
        let part = Text::part_of(&text, page.body.span.range());
        Some(Prose::new(part, page.body.span, page.body.start()))
    }

    /// The whole text of a page's file, which has this number and this path from `content/` on.
    pub(crate) fn text_of(&self, file: FileId, path: &str) -> Option<Arc<str>> {
        let held = self.loaded.sources.shared(file);
        match &self.reader {
            Some(reader) if held.is_empty() => self.read(reader, file, path),
            _ => Some(held),
        }
    }

    fn read(&self, reader: &Reader<'_>, file: FileId, path: &str) -> Option<Arc<str>> {
        let read = || {
            let bytes = reader.world.read(&format!("content/{path}")).ok()?;
            let hash = xxh3_128(&bytes);
            let text: Arc<str> = text_of(bytes)?.into();
            (self.loaded.hashes.get(&file) == Some(&hash)).then_some(text)
        };
        let text = read();
        if text.is_none() {
            reader.changed.store(true, Ordering::Relaxed);
        }
        text
    }

    /// Does something, and says what it asked, where somebody wants to know.
    pub(crate) fn traced<R>(&self, f: impl FnOnce() -> R) -> (R, Trace) {
        match self.reader.as_ref().and_then(|reader| reader.deps.as_ref()) {
            Some(deps) => trace::record(deps, f),
            None => trace::shared(f),
        }
    }
}
