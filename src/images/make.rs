//! What is published for one picture: from the store where it was made before, else from the file, decoded at most once.

use image::metadata::Orientation;

use super::encode::Pixels;
use super::kind::{Head, Kind};
use super::{Fault, Images, Known, WIDEST, name_of, strip, svg};
use crate::diagnostics::Code;

/// Makes what is published for one picture; decodes it at most once, and only if something isn't in the store.
pub(super) struct Maker<'m> {
    pub(super) images: &'m Images<'m>,
    pub(super) known: &'m Known,
    pub(super) bytes: &'m [u8],
    pub(super) pixels: Option<Pixels>,
    /// What was asked of the store.
    pub(super) kept: Vec<u128>,
}

impl Maker<'_> {
    /// What stands at an address that a page shows for the picture at `path`.
    pub(super) fn make(&mut self, path: &str, address: &str) -> Result<Vec<u8>, Fault> {
        let head = self.known.head;
        if address != path {
            let name = address.rsplit('-').next().unwrap_or("");
            let webp = std::path::Path::new(name).extension().is_some_and(|e| e == "webp");
            let width = address.rsplit('-').nth(1).and_then(|w| w.parse().ok());
            let width = width.unwrap_or(WIDEST);
            let what = format!("{width}.{}", if webp { "webp" } else { head.kind.ending() });
            return self.kept(&what, |pixels| pixels.at(width, webp));
        }
        match (self.known.fault.as_ref().map(|f| f.code), head.kind) {
            (Some(Code::IMAGE_NOT_READ), _) => Ok(self.bytes.to_vec()),
            (_, Kind::Svg) => svg::clean(self.bytes).map(|(clean, _)| clean),
            (_, kind) if head.turn == Orientation::NoTransforms => {
                if self.known.shown.webp.is_empty() && kind != Kind::Gif {
                    // Nothing else finds out that the rest of the file is broken.
                    self.kept("whole", |_| Ok(Vec::new()))?;
                }
                // Of two libraries that find a fault, a check hears the decoder's words, and so does a build.
                strip::strip(kind, self.bytes.to_vec()).map_err(|e| whole(&head, self.bytes).unwrap_or(e))
            }
            _ => self.kept("turned", |pixels| pixels.turned()),
        }
    }

    fn kept(&mut self, what: &str, make: impl FnOnce(&mut Pixels) -> Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
        let number = self.known.print_of(what);
        self.kept.push(number);
        let name = name_of(number);
        if let Some(bytes) = self.images.store.get(&name) {
            return Ok(bytes);
        }
        let pixels = match &mut self.pixels {
            Some(pixels) => pixels,
            none => none.insert(Pixels::decode(&self.known.head, self.bytes)?),
        };
        let bytes = make(pixels)?;
        self.images.store.put(&name, &bytes);
        Ok(bytes)
    }
}

/// What is wrong further on in the file than its head.
pub(super) fn whole(head: &Head, bytes: &[u8]) -> Option<Fault> {
    match head.kind {
        Kind::Svg => None,
        Kind::Gif => strip::strip(Kind::Gif, bytes.to_vec()).err(),
        kind => Pixels::decode(head, bytes)
            .err()
            .or_else(|| strip::strip(kind, bytes.to_vec()).err()),
    }
}
