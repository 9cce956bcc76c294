//! Pictures of pages: what a page says of them (size, and the addresses of smaller ones), and what is published for them:
//! the picture itself without metadata, and smaller ones as WebP. [`Images`] is asked by [`crate::render`] for the first and by
//! [`crate::build`] for the second. It knows no page and no text; files come through [`World`], and what was made once comes from a
//! [`Store`]. The same file gives the same bytes and names.

mod encode;
mod kind;
mod make;
mod store;
mod strip;
mod svg;

use std::sync::OnceLock;

use image::metadata::Orientation;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

pub use store::{FOLDER, Folder, Nowhere, Preview, Store, name_of};

use crate::cache::trace::{self, Question};
use crate::diagnostics::Code;
use crate::link::Index;
use crate::model::id::Kind as Entry;
use crate::world::World;
use crate::write::Output;
use kind::{Head, Kind};
use make::Maker;

/// The widths that pictures are made in: a phone's column once and twice as dense, a screen's column once and twice.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// The widest one that a page shows.
const WIDEST: u32 = 1600;
/// A file of fewer bytes is shown as it is: another request would cost more.
const SMALL: usize = 4096;
/// Enters the names of made pictures, so that another way of making them gives others.
const RECIPE: &str = concat!("nutgraf ", env!("CARGO_PKG_VERSION"), " images 1");

/// What is wrong with a picture; where it is referred to is for the caller to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind of problem.
    pub code: Code,
    /// What is wrong, as it follows "the image `x`".
    pub message: String,
    /// The fix.
    pub help: String,
}

impl Fault {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
        }
    }

    fn unreadable(why: &str) -> Self {
        let help = "open it in a program for pictures and save it again as JPEG, PNG or WebP";
        Self::new(Code::IMAGE_UNREADABLE, format!("can't be read: {why}"), help)
    }

    fn undecodable(error: &image::ImageError) -> Self {
        let text = error.to_string();
        Self::unreadable(text.lines().next().unwrap_or("it is broken"))
    }
}

/// Everything that is published for a picture.
#[derive(Debug, Default)]
pub struct Published {
    /// The pictures.
    pub outputs: Vec<Output>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// What is kept of it, by [`name_of`] these numbers.
    pub kept: Vec<u128>,
}

/// What a page says of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The width and height of the fallback in pixels, when it has any.
    pub size: Option<(u32, u32)>,
    /// Where the picture is that every browser can show: a path from the site's root.
    pub fallback: String,
    /// The same as WebP: width and path from the site's root, narrow ones first. Empty where it is shown as it is.
    pub webp: Vec<(u32, String)>,
}

/// One picture of the site.
struct Slot {
    /// Its file, from the site's folder.
    file: String,
    known: OnceLock<Result<Known, Fault>>,
}

/// What was found out about a file.
struct Known {
    head: Head,
    print: u128,
    shown: Shown,
    fault: Option<Fault>,
}

/// The pictures of a site, each read when it is first asked for.
pub struct Images<'w> {
    world: &'w dyn World,
    store: &'w dyn Store,
    /// By their path from the site's root.
    slots: FxHashMap<String, Slot>,
    looks: bool,
}

impl<'w> Images<'w> {
    /// The pictures among a site's files.
    #[must_use]
    pub fn new(index: &Index<'_>, world: &'w dyn World, store: &'w dyn Store) -> Self {
        let picture = |name: &str| Kind::by_name(name).is_some() || kind::foreign(name);
        let loaded = index.loaded;
        let own = loaded.assets.iter().filter(|a| picture(a));
        let own = own.map(|a| (index.asset_path(a), format!("content/{a}")));
        let fixed = loaded.statics.iter().filter(|s| picture(s));
        let fixed = fixed.map(|s| (format!("/{s}"), format!("static/{s}")));
        let slot = |file| Slot {
            file,
            known: OnceLock::new(),
        };
        Self {
            world,
            store,
            looks: false,
            slots: fixed.chain(own).map(|(path, file)| (path, slot(file))).collect(),
        }
    }

    /// Makes nothing from now on: [`Images::outputs`] only finds out what is wrong.
    pub fn only_look(&mut self) {
        self.looks = true;
    }

    /// Whether nothing is made.
    #[must_use]
    pub fn only_looks(&self) -> bool {
        self.looks
    }

    /// Where made things are kept.
    #[must_use]
    pub fn store(&self) -> &'w dyn Store {
        self.store
    }

    /// What a page says of the picture at a path; nothing where it isn't one of the site's, or can't be read.
    #[must_use]
    pub fn shown(&self, path: &str) -> Option<&Shown> {
        trace::ask(Question::Picture, Entry::Page, 0, path, "");
        let slot = self.slots.get(path)?;
        let known = slot.known.get_or_init(|| self.know(path, &slot.file));
        known.as_ref().ok().map(|known| &known.shown)
    }

    /// Lets go of what is known about a file that has changed.
    pub fn forget(&mut self, file: &str) {
        for slot in self.slots.values_mut().filter(|slot| slot.file == file) {
            slot.known = OnceLock::new();
        }
    }

    /// What has been found out so far to be wrong, with the picture's path.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &str, &Fault)> {
        self.slots.iter().filter_map(|(path, slot)| {
            let fault = match slot.known.get()? {
                Ok(known) => known.fault.as_ref()?,
                // Whoever copies the file says so.
                Err(fault) if fault.code == Code::FILE_UNREADABLE => return None,
                Err(fault) => fault,
            };
            Some((path.as_str(), slot.file.as_str(), fault))
        })
    }

    /// Everything that is published for the picture at a path: itself, and if `shown` on a page, what the page may show in
    /// its place. `None` where the path is no picture's.
    #[must_use]
    pub fn outputs(&self, path: &str, shown: bool) -> Option<Published> {
        let slot = self.slots.get(path)?;
        let known = match slot.known.get_or_init(|| self.know(path, &slot.file)) {
            Ok(known) => known,
            // A file that can't be read at all is the caller's business.
            Err(fault) if fault.code == Code::FILE_UNREADABLE => return None,
            Err(fault) => {
                return Some(Published {
                    faults: vec![fault.clone()],
                    ..Published::default()
                });
            }
        };
        let bytes = self.world.read(&slot.file).ok()?;
        if self.looks {
            let whole = make::whole(&known.head, &bytes);
            return Some(Published {
                faults: known.fault.iter().cloned().chain(whole).collect(),
                ..Published::default()
            });
        }
        let mut faults: Vec<Fault> = known.fault.iter().cloned().collect();
        let mut maker = Maker {
            images: self,
            known,
            bytes: &bytes,
            pixels: None,
            kept: Vec::new(),
        };
        // The picture itself comes first: the others are made from a smaller one.
        let mut wanted: Vec<&str> = vec![path];
        if shown {
            let others = known.shown.webp.iter().map(|(_, p)| p.as_str());
            wanted.extend(others.chain([known.shown.fallback.as_str()]).filter(|p| *p != path));
        }
        let mut outputs = Vec::new();
        for address in wanted {
            match maker.make(path, address) {
                Ok(bytes) => outputs.push(Output {
                    path: address.trim_start_matches('/').to_owned(),
                    bytes,
                }),
                Err(fault) => {
                    faults.push(fault);
                    break;
                }
            }
        }
        Some(Published {
            outputs,
            faults,
            kept: maker.kept,
        })
    }

    /// The picture that the one at an address is, or is made from: both by their paths from the site's root.
    #[must_use]
    pub fn original(&self, address: &str) -> Option<&str> {
        if let Some((path, _)) = self.slots.get_key_value(address) {
            return Some(path);
        }
        // `map-800-0123456789ab.webp` is made from one of the pictures that are called `map`.
        let stem = address.rsplitn(3, '-').nth(2)?;
        let same = self.slots.keys().filter(|path| stem_of(path) == stem);
        let made = |path: &&String| {
            let shown = self.shown(path);
            shown.is_some_and(|s| s.fallback == address || s.webp.iter().any(|(_, p)| p == address))
        };
        same.map(|path| path as &String).filter(made).min().map(String::as_str)
    }

    /// One of the outputs, by its path from the site's root: for a preview.
    #[must_use]
    pub fn output(&self, address: &str) -> Option<Vec<u8>> {
        let path = self.original(address)?;
        let slot = self.slots.get(path)?;
        let known = slot.known.get_or_init(|| self.know(path, &slot.file)).as_ref().ok()?;
        let bytes = self.world.read(&slot.file).ok()?;
        let mut maker = Maker {
            images: self,
            known,
            bytes: &bytes,
            pixels: None,
            kept: Vec::new(),
        };
        maker.make(path, address).ok()
    }

    fn know(&self, path: &str, file: &str) -> Result<Known, Fault> {
        let bytes = self
            .world
            .read(file)
            .map_err(|e| Fault::new(Code::FILE_UNREADABLE, format!("can't be read: {e}"), ""))?;
        if kind::foreign(path) && Kind::of(&bytes).is_none() {
            return Ok(Known::foreign(path, &bytes));
        }
        let head = kind::head(&bytes)?;
        let print = print(&bytes, "");
        let mut known = Known {
            head,
            print,
            shown: Shown {
                size: head.size,
                fallback: path.to_owned(),
                webp: Vec::new(),
            },
            fault: None,
        };
        if head.kind == Kind::Svg {
            known.fault = svg::clean(&bytes)?.1;
        }
        if Kind::by_name(path) != Some(head.kind) {
            let message = format!("is {}, which its name doesn't say", head.kind.name());
            let help = format!("name it `{}.{}`", stem_of(file), head.kind.ending());
            known.fault = Some(Fault::new(Code::IMAGE_WRONG_KIND, message, help));
        }
        if let (Kind::Jpeg | Kind::Png | Kind::WebP, false, Some((width, _))) = (head.kind, head.moves, head.size)
            && bytes.len() >= SMALL
        {
            known.sizes(path, width);
        }
        Ok(known)
    }
}

impl Known {
    /// A picture of a kind that browsers may show and nutgraf can't read: published as it is.
    fn foreign(path: &str, bytes: &[u8]) -> Self {
        let message = "is of a kind that nutgraf can't read: its size is not known, and what its metadata tell of place \
                       and device is published with it";
        let help = "save it as JPEG, PNG or WebP";
        Self {
            head: Head {
                kind: Kind::Svg,
                size: None,
                turn: Orientation::NoTransforms,
                moves: true,
            },
            print: print(bytes, ""),
            shown: Shown {
                size: None,
                fallback: path.to_owned(),
                webp: Vec::new(),
            },
            fault: Some(Fault::new(Code::IMAGE_NOT_READ, message, help)),
        }
    }

    /// The widths that a page offers. None is wider than the picture, and none so near to the widest that it saves nothing.
    fn sizes(&mut self, path: &str, width: u32) {
        let widest = width.min(WIDEST);
        let narrow = WIDTHS.iter().copied().filter(|w| w * 10 < widest * 9);
        self.shown.webp = narrow
            .chain([widest])
            .map(|w| match self.head.kind {
                // The picture itself will do.
                Kind::WebP if w == width => (w, path.to_owned()),
                _ => (w, self.name(path, w, "webp")),
            })
            .collect();
        if width > WIDEST {
            let height = self.shown.size.map_or(1, |(_, height)| height);
            self.shown.size = Some((WIDEST, encode::height_at(WIDEST, (width, height))));
            self.shown.fallback = self.name(path, WIDEST, self.head.kind.ending());
        }
    }

    fn name(&self, path: &str, width: u32, ending: &str) -> String {
        let print = self.print_of(&format!("{width}.{ending}")) >> 80;
        format!("{}-{width}-{print:012x}.{ending}", stem_of(path))
    }

    /// What names something that is made from this file.
    fn print_of(&self, what: &str) -> u128 {
        print(&self.print.to_le_bytes(), what)
    }
}

fn print(bytes: &[u8], what: &str) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(RECIPE.as_bytes());
    hash.update(what.as_bytes());
    hash.update(bytes);
    hash.digest128()
}

/// A path without its ending.
fn stem_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}
