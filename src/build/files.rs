//! What is published as it is, or nearly: the files of the theme, of `static/`, of the bundles, those that pages refer to, and
//! pictures.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::keys::{key_of_copy, key_of_picture};
use super::one::{Made, in_bundle};
use super::past::Asked;
use super::pictures::{self, Hand, Place, Told};
use super::site::Site;
use crate::cards::Palette;
use crate::diagnostics::Code;
use crate::images::Published;
use crate::link::{Facts, FileFault};
use crate::load::{Loaded, Memo};
use crate::world::World;
use crate::write::Output;

impl Site<'_, '_> {
    /// Copies the files of the theme, of `static/`, of the bundles, and those that pages refer to.
    pub(super) fn files(&self, theme: &[(String, &'static [u8])], facts: &[Facts]) -> (Vec<FileFault>, Told) {
        let loaded = self.index.loaded;
        for (name, bytes) in theme {
            if !loaded.statics.contains(name) {
                self.copy(key_of_copy("theme", name, 0), name, || Ok(bytes.to_vec()))
                    .ok();
            }
        }
        let mut jobs: Vec<(String, String)> = Vec::new();
        jobs.extend(loaded.statics.iter().map(|s| (format!("static/{s}"), s.clone())));
        let named = self.renderer.assets();
        for (name, hashed) in named.hashed() {
            let of_theme = || theme.iter().find_map(|(n, bytes)| (n == name).then_some(*bytes));
            let own = loaded.statics.iter().any(|s| s == name);
            match named.slim(name).or_else(|| of_theme().filter(|_| !own)) {
                Some(bytes) => {
                    let key = key_of_copy("theme", hashed, 0);
                    self.copy(key, hashed, || Ok(bytes.to_vec())).ok();
                }
                None => jobs.push((format!("static/{name}"), hashed.to_owned())),
            }
        }
        let mut wanted: BTreeSet<&str> = facts.iter().flat_map(|f| f.assets.iter().map(String::as_str)).collect();
        wanted.extend(self.entries.all().flat_map(|e| e.assets.iter().map(String::as_str)));
        wanted.extend(
            loaded
                .assets
                .iter()
                .map(String::as_str)
                .filter(|a| in_bundle(self.index, a)),
        );
        for asset in wanted {
            let path = self.index.asset_path(asset);
            jobs.push((format!("content/{asset}"), path.trim_start_matches('/').to_owned()));
        }
        let (jobs, told) = self.pictures(facts, jobs);
        let left = jobs
            .into_par_iter()
            .filter_map(|(from, path)| {
                let error = self.file(&from, &path).err()?;
                Some(FileFault {
                    code: Code::FILE_UNREADABLE,
                    path: from,
                    message: format!("can't be read: {error}"),
                    other: None,
                    help: "check that the file is there and that you may read it".to_owned(),
                })
            })
            .collect();
        (left, told)
    }

    /// Publishes the pictures among some files; returns the files that are left.
    fn pictures(&self, facts: &[Facts], files: Vec<(String, String)>) -> (Vec<(String, String)>, Told) {
        let hash_of = |from: &str| self.run.texts.past().and_then(|past| past.memory.hash(from));
        let keep = |(from, to, shown): Place<'_>| {
            let Some(hash) = hash_of(from) else { return false };
            let kept = self.keep(key_of_picture(from, to, shown, hash));
            if kept {
                self.copied(from, hash);
            }
            kept
        };
        let take = |(from, to, shown): Place<'_>, published: Published| {
            let Published { outputs, faults, kept } = published;
            let hash = self
                .run
                .texts
                .past()
                .and_then(|_| self.run.world.read(from).ok())
                .map(|bytes| xxh3_128(&bytes));
            if let Some(hash) = hash {
                self.copied(from, hash);
            }
            if let Some(hash) = hash.filter(|_| faults.is_empty()) {
                let made = Made {
                    outputs,
                    kept,
                    ..Made::default()
                };
                self.take(key_of_picture(from, to, shown, hash), made, Asked::nothing(), None);
            } else {
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                found.kept.extend(kept);
                drop(found);
                for output in outputs {
                    self.run.sink.put(output);
                }
            }
        };
        let hand = Hand {
            keep: &keep,
            take: &take,
        };
        pictures::publish(self.index, self.images, (self.entries, facts), files, &hand)
    }

    /// Publishes a file as it is.
    fn file(&self, from: &str, path: &str) -> std::io::Result<()> {
        let known = self.run.texts.past().and_then(|past| past.memory.hash(from));
        if let Some(hash) = known
            && self.keep(key_of_copy(from, path, hash))
        {
            self.copied(from, hash);
            return Ok(());
        }
        let bytes = self.run.world.read(from)?;
        let hash = xxh3_128(&bytes);
        self.copied(from, hash);
        let key = key_of_copy(from, path, hash);
        self.copy(key, path, || Ok(bytes))?;
        Ok(())
    }

    fn copied(&self, from: &str, hash: u128) {
        if self.holding.is_some() {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.copied.push((from.to_owned(), hash));
        }
    }

    fn copy(&self, key: u64, path: &str, bytes: impl FnOnce() -> std::io::Result<Vec<u8>>) -> std::io::Result<()> {
        if self.keep(key) {
            return Ok(());
        }
        let output = Output {
            path: path.to_owned(),
            bytes: bytes()?,
        };
        let made = Made {
            outputs: vec![output],
            ..Made::default()
        };
        self.take(key, made, Asked::nothing(), None);
        Ok(())
    }
}

/// The colours of cards: those of the site's style sheet.
pub(crate) fn palette(world: &dyn World, loaded: &Loaded) -> Palette {
    let own = loaded.statics.iter().any(|s| s == "style.css");
    let css = if own { world.read("static/style.css").ok() } else { None };
    Palette::of(
        &css.map(|css| String::from_utf8_lossy(&css).into_owned())
            .unwrap_or_default(),
    )
}
