//! Reading: from bytes to text that the later stages can trust, or a fault that says why not.

use std::io;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use super::Loaded;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::{FileId, Sources, Span};
use crate::world::{Found, FoundKind, World};

/// Spans are 32 bits wide.
const MOST_BYTES: usize = u32::MAX as usize;
/// A line longer than this is a slip: a picture pasted as text, a machine's output.
const LONG_LINE: usize = 1_000_000;

/// Why a file has no text.
pub(super) enum NoText {
    Unreadable(String),
    NotUtf8 { lossy: String, at: usize, nul: bool },
    TooLarge,
}

/// The files under `dir`; what can't be read becomes a fault. What was found goes into the site's listing.
pub(super) fn listed(world: &dyn World, dir: &str, loaded: &mut Loaded) -> Vec<String> {
    let Loaded {
        sources,
        faults,
        listing,
        ..
    } = loaded;
    let mut paths = Vec::new();
    // Whatever the order in which a world lists its files: what is made of them is the same.
    let mut all = world.list(dir);
    all.sort();
    for found in all {
        listing.add(&found);
        match found.kind {
            FoundKind::File => paths.push(found.path),
            FoundKind::Outside => {
                let file = sources.add(found.path, "");
                let message = "a link in the file system that leads out of the site, or nowhere";
                faults.push(
                    Diagnostic::new(Code::FILE_OUTSIDE_SITE, Span::start_of(file), message)
                        .help("copy the file to this place, or remove the link"),
                );
            }
            // It is read before all others, and its fault told then.
            FoundKind::Unreadable(_) if found.path == "content/site.yaml" => {}
            FoundKind::Unreadable(why) => {
                let file = sources.add(found.path, "");
                faults.push(
                    Diagnostic::new(
                        Code::FILE_UNREADABLE,
                        Span::start_of(file),
                        format!("can't be read: {why}"),
                    )
                    .help("check its name and its permissions, or begin the name with `_` to have it ignored"),
                );
            }
        }
    }
    paths
}

/// The files of `static/` that servers and hosts know by names that begin with `_` or a dot, and that are published for all that.
const FOR_HOSTS: [&str; 5] = ["_headers", "_redirects", "_routes.json", ".htaccess", ".nojekyll"];

/// Those that are there, and all in `.well-known/`, where `security.txt` and proofs of ownership lie.
pub(super) fn for_hosts(world: &dyn World, loaded: &mut Loaded) -> Vec<String> {
    let mut paths = Vec::new();
    for found in hosts_of(world) {
        loaded.listing.add(&found);
        match found.kind {
            FoundKind::Unreadable(why) => {
                let no_text = Err(NoText::Unreadable(why));
                keep(&mut loaded.sources, &mut loaded.faults, &found.path, no_text);
            }
            FoundKind::File | FoundKind::Outside => paths.push(found.path),
        }
    }
    paths.extend(listed(world, WELL_KNOWN, loaded));
    paths
}

const WELL_KNOWN: &str = "static/.well-known";

/// Those that are there, readable or not.
fn hosts_of(world: &dyn World) -> Vec<Found> {
    let look = |name| {
        let path = format!("static/{name}");
        let kind = match world.read(&path) {
            Ok(_) => FoundKind::File,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => FoundKind::Unreadable(error.to_string()),
        };
        Some(Found { path, kind })
    };
    FOR_HOSTS.into_iter().filter_map(look).collect()
}

/// The files of a site, by the folder that was listed.
pub type Lists = FxHashMap<&'static str, Vec<Found>>;

/// What files a site has, as one number: whatever comes, goes, or can no longer be read makes it another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listing(u128);

impl Listing {
    /// Of a site's files as they are now: what [`Loaded::listing`] is if it is loaded now. With the files of each folder.
    #[must_use]
    pub fn of(world: &dyn World) -> (Self, Lists) {
        let folders = ["content", "templates", "static", WELL_KNOWN];
        let lists = folders.par_iter().map(|folder| (*folder, world.list(folder)));
        let lists: Lists = lists.collect();
        let mut listing = Self::default();
        lists.values().flatten().for_each(|found| listing.add(found));
        for found in hosts_of(world) {
            listing.add(&found);
        }
        (listing, lists)
    }

    /// Takes in what was found. In whatever order that is done: the sum is the same.
    fn add(&mut self, found: &Found) {
        let (kind, why) = match &found.kind {
            FoundKind::File => (0, ""),
            FoundKind::Outside => (1, ""),
            FoundKind::Unreadable(why) => (2, why.as_str()),
        };
        let mut hash = Xxh3::new();
        hash.update(&[kind]);
        hash.update(&(why.len() as u64).to_le_bytes());
        hash.update(why.as_bytes());
        hash.update(found.path.as_bytes());
        self.0 = self.0.wrapping_add(hash.digest128());
    }
}

/// The text of a file, without its byte order mark.
pub(super) fn text(world: &dyn World, path: &str) -> Result<String, NoText> {
    read(world.read(path))
}

/// The same, of a file that was read.
pub(super) fn read(bytes: io::Result<Vec<u8>>) -> Result<String, NoText> {
    decode(bytes.map_err(|e| NoText::Unreadable(e.to_string()))?)
}

/// The text that a file's bytes are; `None` where they are none.
pub(crate) fn text_of(bytes: Vec<u8>) -> Option<String> {
    decode(bytes).ok()
}

pub(super) fn decode(bytes: Vec<u8>) -> Result<String, NoText> {
    if bytes.len() >= MOST_BYTES {
        return Err(NoText::TooLarge);
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let bytes = e.into_bytes();
        NoText::NotUtf8 {
            lossy: String::from_utf8_lossy(&bytes).into_owned(),
            at,
            nul: false,
        }
    })?;
    if let Some(at) = text.find('\0') {
        return Err(NoText::NotUtf8 {
            lossy: text,
            at,
            nul: true,
        });
    }
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Keeps a text under its path, or reports why there is none.
pub(super) fn keep(
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
    path: &str,
    result: Result<String, NoText>,
) -> Option<FileId> {
    match result {
        Ok(text) => {
            let file = sources.add(path, text);
            long_line(sources, faults, file);
            Some(file)
        }
        Err(NoText::Unreadable(why)) => {
            let file = sources.add(path, "");
            faults.push(
                Diagnostic::new(
                    Code::FILE_UNREADABLE,
                    Span::start_of(file),
                    format!("can't be read: {why}"),
                )
                .help("check that the file is there and that you may read it"),
            );
            None
        }
        Err(NoText::TooLarge) => {
            let file = sources.add(path, "");
            faults.push(
                Diagnostic::new(Code::FILE_TOO_LARGE, Span::start_of(file), "4 GiB or more").help("split the file"),
            );
            None
        }
        Err(NoText::NotUtf8 { lossy, at, nul }) => {
            let end = lossy
                .get(at..)
                .and_then(|s| s.chars().next())
                .map_or(at, |c| at + c.len_utf8());
            let file = sources.add(path, lossy);
            let message = if nul {
                "the file holds a NUL byte: it is no text"
            } else {
                "the file is not UTF-8 text"
            };
            faults.push(
                Diagnostic::new(Code::FILE_NOT_UTF8, Span::new(file, at..end), message)
                    .help("save it again with the encoding UTF-8"),
            );
            None
        }
    }
}

pub(super) fn long_line(sources: &Sources, faults: &mut Vec<Diagnostic>, file: FileId) {
    let text = sources.text(file);
    if text.len() <= LONG_LINE {
        return;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let length = line.trim_end_matches(['\n', '\r']).len();
        if length > LONG_LINE {
            let message = format!("a line of {length} bytes");
            faults.push(
                Diagnostic::new(Code::FILE_LONG_LINE, Span::new(file, at..at), message)
                    .help("check that nothing was pasted here by accident; break the line where a paragraph ends"),
            );
        }
        at += line.len();
    }
}
