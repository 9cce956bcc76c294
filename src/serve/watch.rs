//! Watches the site's folders, and gathers what an editor, a program or a switch of branches does into one change. Says
//! nothing of what a change means.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::{Message, Tell, Told};
use crate::load;
use crate::world::Disk;

/// Folders of a site that are read.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// When nothing has happened for so long, a change is complete …
const QUIET: Duration = Duration::from_millis(10);
/// … and after so long in any case.
const LONGEST: Duration = Duration::from_millis(50);
/// An empty file may be one that is being written: so long its text is waited for.
const EMPTY: Duration = Duration::from_millis(300);
/// How often folders are looked through where the system tells nothing.
const POLL: Duration = Duration::from_millis(700);

/// Begins to watch. Where the system can't tell of changes, the folders are looked through again and again.
pub(super) fn start(disk: &Disk, post: Sender<Message>, tell: &Tell) {
    let root = std::path::absolute(disk.root()).unwrap_or_else(|_| disk.root().to_path_buf());
    let root = std::fs::canonicalize(&root).unwrap_or(root);
    let (raw, events) = mpsc::channel();
    let watch = Watch::native(&root, raw.clone()).or_else(|why| {
        tell(Told::Note(format!(
            "the system can't watch the site's folders ({why}): they are looked through every 0.7 s instead"
        )));
        Watch::polling(&root, raw)
    });
    match watch {
        Ok(watch) => drop(std::thread::spawn(move || gather(watch, &root, &events, &post))),
        Err(why) => tell(Told::Note(format!("changes are not noticed: {why}"))),
    }
}

type Raw = notify::Result<Event>;

/// The folders that are watched, and what watches them.
struct Watch {
    watcher: Box<dyn Watcher + Send>,
    folders: BTreeSet<&'static str>,
}

impl Watch {
    fn native(root: &Path, raw: Sender<Raw>) -> notify::Result<Self> {
        let watcher = notify::recommended_watcher(move |event| drop(raw.send(event)))?;
        Self::over(root, Box::new(watcher))
    }

    fn polling(root: &Path, raw: Sender<Raw>) -> notify::Result<Self> {
        let config = Config::default().with_poll_interval(POLL);
        let watcher = PollWatcher::new(move |event| drop(raw.send(event)), config)?;
        Self::over(root, Box::new(watcher))
    }

    fn over(root: &Path, mut watcher: Box<dyn Watcher + Send>) -> notify::Result<Self> {
        // Only names in the root itself: what else lies there, such as public/, may be large.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let folders = BTreeSet::new();
        let mut watch = Self { watcher, folders };
        watch.follow(root)?;
        Ok(watch)
    }

    /// Watches the folders that have come, and forgets those that have gone.
    fn follow(&mut self, root: &Path) -> notify::Result<()> {
        for name in FOLDERS {
            let folder = root.join(name);
            if !folder.is_dir() {
                if self.folders.remove(name) {
                    // It is gone, and its watch with it.
                    let _ = self.watcher.unwatch(&folder);
                }
            } else if self.folders.insert(name) {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }
}

/// Posts what has changed, change by change, until nobody wants to know any more.
fn gather(mut watch: Watch, root: &Path, events: &Receiver<Raw>, post: &Sender<Message>) {
    while let Ok(first) = events.recv() {
        let begun = Instant::now();
        let mut change = Change::default();
        change.add(root, first);
        loop {
            let empty = change.waits_for_text(root) && begun.elapsed() < EMPTY;
            if begun.elapsed() >= LONGEST && !empty {
                break;
            }
            match events.recv_timeout(QUIET) {
                Ok(event) => change.add(root, event),
                Err(RecvTimeoutError::Timeout) if !change.any || !empty => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if change.folders && watch.follow(root).is_err() {
            // Its files are looked at once more, at least.
            (change.any, change.all) = (true, true);
        }
        if change.any && post.send(Message::Changed(change.message())).is_err() {
            return;
        }
    }
}

/// What has happened since the last change was posted.
#[derive(Default)]
struct Change {
    paths: BTreeSet<String>,
    any: bool,
    all: bool,
    /// One of the site's own folders has come or gone.
    folders: bool,
}

impl Change {
    fn add(&mut self, root: &Path, event: Raw) {
        let Ok(event) = event else {
            // The system lost count.
            (self.any, self.all, self.folders) = (true, true, true);
            return;
        };
        if event.need_rescan() {
            (self.any, self.all) = (true, true);
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let named = !matches!(
            event.kind,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
        );
        for path in &event.paths {
            let Some(path) = relevant(root, path) else {
                continue;
            };
            let is_folder = root.join(&path).is_dir();
            if is_folder && !named {
                continue;
            }
            self.any = true;
            self.folders |= FOLDERS.contains(&path.as_str());
            // A folder that came or went took its files with it; of one that went only the name is left.
            let gone = named && Path::new(&path).extension().is_none() && !root.join(&path).exists();
            self.all |= is_folder || gone;
            self.paths.insert(path);
        }
    }

    /// Whether a file is empty now, as a file is for a moment while it is written.
    fn waits_for_text(&self, root: &Path) -> bool {
        let empty = |path: &String| std::fs::metadata(root.join(path)).is_ok_and(|m| m.is_file() && m.len() == 0);
        self.paths.iter().any(empty)
    }

    /// The files; none stands for all.
    fn message(self) -> BTreeSet<String> {
        if self.all { BTreeSet::new() } else { self.paths }
    }
}

/// A path from the site's root on, unless it is one that no site reads: a swap file, a backup, a hidden one.
fn relevant(root: &Path, path: &Path) -> Option<String> {
    let rest: PathBuf = path.strip_prefix(root).ok()?.to_path_buf();
    let parts: Option<Vec<&str>> = rest
        .components()
        .map(|c| match c {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    let parts = parts?;
    let (first, name) = (parts.first()?, parts.last()?);
    let hidden = parts.iter().any(|p| p.starts_with(['.', '_']));
    (FOLDERS.contains(first) && !hidden && !is_leaving(name)).then(|| parts.join("/"))
}

/// Whether an editor made this file for itself: what it leaves beside a text, Vim's `4913`, backups, temporary files.
fn is_leaving(name: &str) -> bool {
    let ends = [".tmp", ".bak", ".part", ".crdownload"];
    name == "4913" || load::is_leaving(name) || ends.iter().any(|end| name.ends_with(end)) || name.contains("___jb_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_what_editors_leave() {
        let root = Path::new("/site");
        for path in [
            "content/.a.md.swp",
            "content/a.md~",
            "content/4913",
            "content/#a.md#",
            "content/a.md.tmp",
            ".git/HEAD",
        ] {
            assert_eq!(relevant(root, &root.join(path)), None, "{path}");
        }
        for path in ["public/content/a.md", "content/_draft.md", ".nutgraf/content/a"] {
            assert_eq!(relevant(root, &root.join(path)), None, "{path}");
        }
        assert_eq!(
            relevant(root, &root.join("content/a/b.md")),
            Some("content/a/b.md".into())
        );
        assert_eq!(relevant(root, Path::new("/other/content/a.md")), None);
    }
}
