//! Reading: from bytes to text that the later stages can trust, or a fault that says why not.

use std::io;

use crate::diagnostics::{Code, Diagnostic};
use crate::span::{FileId, Sources, Span};
use crate::world::{FoundKind, World};

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

/// The files under `dir`; what can't be read becomes a fault.
pub(super) fn listed(world: &dyn World, dir: &str, sources: &mut Sources, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut paths = Vec::new();
    // Whatever the order in which a world lists its files: what is made of them is the same.
    let mut all = world.list(dir);
    all.sort();
    for found in all {
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

/// Those that are there, readable or not, and all files in `.well-known/`: their paths from the site's root.
pub(crate) fn files_for_hosts(world: &dyn World) -> Vec<String> {
    let (mut sources, mut faults) = (Sources::default(), Vec::new());
    let mut found = for_hosts(world, &mut sources, &mut faults);
    found.extend(faults.iter().map(|f| sources.path(f.span.file).to_owned()));
    found
}

/// Those that are there, and all in `.well-known/`, where `security.txt` and proofs of ownership lie.
pub(super) fn for_hosts(world: &dyn World, sources: &mut Sources, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut found = Vec::new();
    for path in FOR_HOSTS.into_iter().map(|name| format!("static/{name}")) {
        match world.read(&path) {
            Ok(_) => found.push(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                keep(sources, faults, &path, Err(NoText::Unreadable(error.to_string())));
            }
        }
    }
    found.extend(listed(world, "static/.well-known", sources, faults));
    found
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
