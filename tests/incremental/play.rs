//! Plays a sequence of edits: builds with the cache after some of them, builds from nothing beside it, and compares.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use nutgraf::build::{Failure, Outcome, build, cached};
use nutgraf::write::Report;
use tempfile::TempDir;

use super::disks::Quick;
use super::edit::Edit;
use super::model::Site;
use super::start::Shape;
use super::worlds::Stamped;
use crate::support::{difference, files_of, human, line};

/// An edit, whether a build follows at once, and whether that is compared with one from nothing.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) edit: Edit,
    pub(crate) build: bool,
    pub(crate) compare: bool,
}

/// How often what happened, over all sequences of one test: a test in which everything fails shows nothing.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) compared: AtomicUsize,
    pub(crate) published: AtomicUsize,
    /// Files that a build from nothing made, and those that were rendered again instead.
    pub(crate) outputs: AtomicUsize,
    pub(crate) rendered: AtomicUsize,
}

type Files = BTreeMap<String, Vec<u8>>;
type Made = Result<(Outcome, Option<Report>), Failure>;

struct Play<'t> {
    dir: TempDir,
    site: Site,
    past: Vec<Site>,
    old_cache: Files,
    builds: usize,
    /// Whether the last build came to something.
    published: bool,
    tally: &'t Tally,
}

/// Plays a sequence, and says what went wrong.
pub(crate) fn play(shape: &Shape, steps: &[Step], tally: &Tally) -> Result<(), String> {
    let mut play = Play {
        dir: tempfile::tempdir().unwrap(),
        site: shape.site(),
        past: Vec::new(),
        old_cache: Files::new(),
        builds: 0,
        published: false,
        tally,
    };
    play.build(steps.len() == 2)
        .map_err(|e| format!("the first build: {e}"))?;
    for (at, step) in steps.iter().enumerate() {
        play.edit(&step.edit);
        if step.build || at + 1 == steps.len() {
            let compare = step.compare || at + 1 == steps.len();
            play.build(compare)
                .map_err(|e| format!("after edit {at}, {:?}: {e}", step.edit))?;
        }
    }
    // Whatever is wrong now: once it is mended, all is well.
    if !play.published {
        play.site = shape.site();
        play.build(true).map_err(|e| format!("back at the beginning: {e}"))?;
    }
    Ok(())
}

impl Play<'_> {
    fn public(&self) -> PathBuf {
        self.dir.path().join("public")
    }

    fn cache(&self) -> PathBuf {
        self.dir.path().join(".nutgraf").join("cache")
    }

    fn edit(&mut self, edit: &Edit) {
        self.past.push(self.site.clone());
        match *edit {
            Edit::Back { edits } => self.site = self.past[self.past.len().saturating_sub(edits + 1)].clone(),
            Edit::Output { which, how } => self.by_hand(which, how),
            Edit::Cache { which, how } => self.hurt_cache(which, how),
            _ => edit.apply(&mut self.site),
        }
    }

    /// Changes an output by hand.
    fn by_hand(&self, which: usize, how: usize) {
        let files = files_of(&self.public());
        let own = |path: &str| !path.starts_with(".nutgraf");
        let paths: Vec<&String> = files.keys().filter(|p| own(p)).collect();
        let Some(path) = paths.get(which % paths.len().max(1)) else {
            return;
        };
        let (bytes, path) = (&files[*path], self.public().join(path));
        match how {
            0 => fs::remove_file(&path).unwrap(),
            1 => fs::write(&path, "").unwrap(),
            2 => fs::write(&path, [bytes.as_slice(), b"more"].concat()).unwrap(),
            // As long as before: only the bytes tell.
            3 => fs::write(&path, bytes.iter().map(|b| b ^ 1).collect::<Vec<_>>()).unwrap(),
            4 => {
                // A folder of outputs is gone.
                let folder = path.parent().unwrap();
                if folder != self.public() {
                    fs::remove_dir_all(folder).unwrap();
                }
            }
            _ => {
                // The same bytes, but in another place: no file of ours any more.
                #[cfg(unix)]
                {
                    let aside = self.dir.path().join("aside");
                    fs::rename(&path, &aside).unwrap();
                    std::os::unix::fs::symlink(&aside, &path).unwrap();
                }
            }
        }
    }

    fn hurt_cache(&mut self, which: usize, how: usize) {
        let cache = self.cache();
        let files = files_of(&cache);
        let remove = |path: &Path| {
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else if path.exists() {
                fs::remove_file(path).unwrap();
            }
        };
        let put = |files: &Files| {
            for (path, bytes) in files {
                let path = cache.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        };
        let one = files.iter().nth(which % files.len().max(1));
        match (how, one) {
            (0, _) => remove(&cache),
            (1, Some((path, bytes))) => put(&[(path.clone(), bytes[..bytes.len() / 2].to_vec())].into()),
            (2, Some((path, bytes))) if !bytes.is_empty() => {
                let mut bytes = bytes.clone();
                let at = (which * 2_654_435_761) % bytes.len();
                bytes[at] ^= 1 << (which % 8);
                put(&[(path.clone(), bytes)].into());
            }
            (3, _) => {
                remove(&cache);
                put(&self.old_cache);
            }
            // One file of an older cache among those of this one.
            (4, _) => put(&self
                .old_cache
                .iter()
                .nth(which % self.old_cache.len().max(1))
                .map(|(p, b)| (p.clone(), b.clone()))
                .into_iter()
                .collect()),
            (5, Some(_)) => put(&files
                .keys()
                .map(|path| (path.clone(), b"\0garbage\xff".to_vec()))
                .collect()),
            // A file where the folder was: nothing can be kept.
            (6, _) if which.is_multiple_of(4) => {
                remove(&cache);
                fs::create_dir_all(cache.parent().unwrap()).unwrap();
                fs::write(&cache, "no folder").unwrap();
            }
            (_, Some((path, _))) => fs::remove_file(cache.join(path)).unwrap(),
            _ => {}
        }
        if self.builds.is_multiple_of(2) {
            self.old_cache = files;
        }
    }

    fn build(&mut self, compare: bool) -> Result<(), String> {
        self.builds += 1;
        let world = Stamped {
            memory: self.site.world(),
            touched: BTreeMap::new(),
        };
        let (public, cache) = (self.public(), self.cache());
        let before = files_of(&public);
        let made = cached(&world, &self.site.options, &Quick, &public, &cache, &|_, _| {});
        let after = files_of(&public);
        if self.builds == 2 {
            self.old_cache = files_of(&cache);
        }
        self.published = matches!(made, Ok((_, Some(_))));
        self.consistent(&made, &before, &after)?;
        if compare {
            let fresh = self.dir.path().join("fresh");
            let wanted = build(&world, &self.site.options, &Quick, &fresh, &|_, _| {});
            let result = self.same(&made, &wanted, &after, &files_of(&fresh));
            if fresh.exists() {
                fs::remove_dir_all(fresh).unwrap();
            }
            result?;
        }
        Ok(())
    }

    /// What a build says of itself, held against the output folder.
    fn consistent(&self, made: &Made, before: &Files, after: &Files) -> Result<(), String> {
        let Ok((_, Some(report))) = made else {
            return if before == after {
                Ok(())
            } else {
                Err(format!(
                    "nothing was published, but {}",
                    first_difference(before, after)
                ))
            };
        };
        let own = |files: &Files| files.keys().filter(|p| !p.starts_with(".nutgraf/")).count();
        if report.total != own(after)
            || report.written + report.unchanged != report.total
            || report.rendered > report.total
        {
            return Err(format!("{report:?}, but there are {} files", own(after)));
        }
        let link = after.keys().find(|path| self.public().join(path).is_symlink());
        link.map_or(Ok(()), |path| Err(format!("{path} is a link")))
    }

    fn same(&self, made: &Made, wanted: &Made, after: &Files, fresh: &Files) -> Result<(), String> {
        let count = |counter: &AtomicUsize, by: usize| counter.fetch_add(by, Ordering::Relaxed);
        count(&self.tally.compared, 1);
        match (made, wanted) {
            (Ok((made, report)), Ok((wanted, other))) => {
                if made.counts != wanted.counts {
                    return Err(format!("counts: {:?}, from nothing {:?}", made.counts, wanted.counts));
                }
                let (a, b) = (told(made), told(wanted));
                if a != b {
                    return Err(format!("other messages\n{}", difference(&b, &a)));
                }
                match (report, other) {
                    (Some(report), Some(other)) if after == fresh => {
                        count(&self.tally.published, 1);
                        count(&self.tally.outputs, other.total);
                        count(&self.tally.rendered, report.rendered);
                        Ok(())
                    }
                    (Some(_), Some(_)) => Err(first_difference(fresh, after)),
                    (None, None) => Ok(()),
                    _ => Err(format!("{report:?}, from nothing {other:?}")),
                }
            }
            (Err(made), Err(wanted)) if format!("{made:?}") == format!("{wanted:?}") => Ok(()),
            (made, wanted) => Err(format!(
                "{:?}, from nothing {:?}",
                made.as_ref().err(),
                wanted.as_ref().err()
            )),
        }
    }
}

/// All messages: each with its code, place, help and related places, and as people see them.
fn told(outcome: &Outcome) -> String {
    let lines: String = outcome.diagnostics.iter().map(|d| line(d, outcome)).collect();
    lines + &human(outcome)
}

/// The first file in which two folders differ.
pub(crate) fn first_difference(wanted: &Files, found: &Files) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // The manifest differs wherever another file does.
    let (own, others): (Vec<_>, Vec<_>) = wanted.iter().partition(|(path, _)| path.starts_with(".nutgraf/"));
    for (path, bytes) in others.into_iter().chain(own) {
        match found.get(path) {
            None => return format!("{path} is missing"),
            Some(other) if other != bytes => {
                return format!("{path} differs\n{}", difference(&text(bytes), &text(other)));
            }
            Some(_) => {}
        }
    }
    let more = found.keys().find(|path| !wanted.contains_key(*path));
    more.map_or_else(
        || "all files are the same".to_owned(),
        |path| format!("{path} should not be there"),
    )
}

/// Writes a file, with the folders that it needs.
pub(crate) fn put(path: &std::path::Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
