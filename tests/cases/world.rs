//! The site of a case, and a machine that refuses some of its files.

use std::collections::BTreeMap;
use std::io;

use nutgraf::date::Day;
use nutgraf::world::{Found, FoundKind, Memory, World};

use crate::parse::{Case, Written};
use crate::support::{DOT, HOME, SITE, today};

/// How a case's files are written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    Written,
    Crlf,
    Unicode,
}

/// A site in memory of which some files can't be had.
pub(crate) struct Refusing {
    files: Memory,
    manners: BTreeMap<String, String>,
}

pub(crate) fn world(case: &Case, style: Style) -> Refusing {
    let mut files = Memory::new(today());
    files.insert("content/site.yaml", styled(SITE, style));
    files.insert("content/index.md", styled(HOME, style));
    let mut manners = BTreeMap::new();
    for file in &case.files {
        let path = match style {
            Style::Unicode => file.path.replace("Omega", "Ωμέγα"),
            _ => file.path.clone(),
        };
        // A case needs a picture, not its bytes; one that holds nothing is a broken one.
        let picture = path.to_lowercase().ends_with(".png") && !file.text.trim().is_empty();
        let bytes = if picture { DOT.to_vec() } else { bytes(file, style) };
        files.insert(&path, bytes);
        manners.insert(path, file.manner.clone());
    }
    Refusing { files, manners }
}

fn styled(text: &str, style: Style) -> String {
    match style {
        Style::Written => text.to_owned(),
        Style::Crlf => text.replace('\n', "\r\n"),
        Style::Unicode => text.replace("Omega", "Ωμέγα"),
    }
}

fn bytes(file: &Written, style: Style) -> Vec<u8> {
    let text = styled(&file.text, style);
    if file.manner != "escaped" {
        return text.into_bytes();
    }
    let mut out = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        if let Some(hex) = after.strip_prefix('x') {
            out.push(u8::from_str_radix(&hex[..2], 16).unwrap());
            rest = &hex[2..];
        } else if let Some((what, after)) = after.strip_prefix('{').and_then(|t| t.split_once('}')) {
            let (unit, count) = what.rsplit_once('*').unwrap();
            out.extend(unit.repeat(count.parse().unwrap()).into_bytes());
            rest = after;
        } else {
            out.push(b'\\');
            rest = after;
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

impl World for Refusing {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.manners.get(path).map(String::as_str) {
            Some("unreadable") => Err(io::Error::other("permission denied")),
            // Never touched, so no machine has to have that much memory.
            Some("huge") => Ok(vec![0; u32::MAX as usize]),
            _ => self.files.read(path),
        }
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let mut found = self.files.list(dir);
        for f in &mut found {
            match self.manners.get(&f.path).map(String::as_str) {
                Some("outside") => f.kind = FoundKind::Outside,
                Some("unlisted") => f.kind = FoundKind::Unreadable("its name is not Unicode".into()),
                _ => {}
            }
        }
        found
    }

    fn today(&self) -> Day {
        self.files.today()
    }
}
