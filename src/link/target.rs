//! Where ordinary links and pictures lead: `.md` files, files beside the page, `static/`, addresses of the site, the web.

use percent_encoding::percent_decode_str;

use super::index::Ref;
use super::meant::meant;
use super::piece::Href;
use super::scope::{Pending, Scope};
use crate::diagnostics::{Code, Diagnostic, closest};
use crate::model::id::{Kind, normalise};
use crate::span::{Span, Spanned};

/// A settled address and the entry that it leads to, where it is one.
pub(super) type Target = (Href, Option<Ref>);

impl Scope<'_> {
    /// Settles the address of a Markdown link, or reports why it can't be.
    pub(super) fn target(&mut self, dest: &str, place: Span) -> Option<Target> {
        if let Some(scheme) = scheme(dest) {
            return self.outside(dest, &scheme, place).map(|h| (h, None));
        }
        if dest.starts_with("//") {
            self.watch_outside(dest, place);
            return Some((Href::Outside(dest.to_owned()), None));
        }
        let (path, fragment) = match dest.split_once('#') {
            Some((path, fragment)) => (path, Some(decoded(fragment))),
            None => (dest, None),
        };
        if path.is_empty() {
            let fragment = fragment.unwrap_or_default();
            if !fragment.is_empty() {
                self.same_page.push((fragment.clone(), place));
            }
            return Some((Href::Same(fragment), None));
        }
        let path = decoded(path.split('?').next().unwrap_or(path));
        let Some(file) = join(self.path, &path) else {
            self.broken(dest, place, "it leads out of content/", None);
            return None;
        };
        let file = self.index.spelt(file);
        if let Some(r) = self.index.file(&file) {
            return Some(self.entry(r, fragment, place));
        }
        if has_md(&file) {
            self.missing_file(dest, &file, place);
            return None;
        }
        self.file_or_address(dest, &path, &file, fragment, place)
    }

    fn entry(&mut self, r: Ref, fragment: Option<String>, place: Span) -> Target {
        let path = self.index.path(r);
        match fragment.filter(|f| !f.is_empty()) {
            Some(fragment) => {
                let path = path.split('#').next().unwrap_or("").to_owned();
                self.pending.push(Pending {
                    path: path.clone(),
                    fragment: fragment.clone(),
                    place,
                });
                (Href::Site(format!("{path}#{fragment}")), Some(r))
            }
            None => (Href::Site(path), Some(r)),
        }
    }

    /// The event whose place on the timeline's page an address is: `/timeline/#talks`.
    pub(super) fn event_at(&self, href: &Href) -> Option<Ref> {
        let Href::Site(path) = href else { return None };
        let (page, id) = path.split_once('#')?;
        let languages = &self.index.loaded.site.languages;
        let of = |l: &&Spanned<String>| self.index.section_path(Kind::Event, &l.value) == page;
        let language = languages.iter().find(of)?;
        self.index.find(Kind::Event, id, &language.value).ok()
    }

    /// What an address that leads nowhere was probably meant to be.
    fn meant(&self, dest: &str) -> Option<String> {
        // `#` and `?` in the name of a file end the path of an address.
        if dest.contains(['#', '?'])
            && let Some(file) = join(self.path, &decoded(dest)).map(|file| self.index.spelt(file))
            && self.index.has_asset(&file)
        {
            return Some(dest.replace('#', "%23").replace('?', "%3F").replace(' ', "%20"));
        }
        meant(dest, |path| {
            let file = join(self.path, &decoded(path));
            file.is_some_and(|file| self.index.file(&file).is_some() || self.index.has_asset(&file))
        })
    }

    fn missing_file(&mut self, dest: &str, file: &str, place: Span) {
        crate::link::all_names();
        if self.index.loaded.unread.iter().any(|u| u.path == file) {
            // The file is there, and its own faults are reported.
            return;
        }
        if self.index.loaded.drafts.iter().any(|d| d.file == file) {
            let message = format!("`{dest}` leads nowhere: it is a draft");
            let help = "publish it, remove the link, or build with --drafts";
            return self.fault(Diagnostic::new(Code::LINK_BROKEN, place, message).help(help));
        }
        let mut names: Vec<&str> = self.index.file_names().collect();
        names.sort_unstable();
        let near = self.meant(dest).or_else(|| {
            closest(file, names.iter().copied())
                .or_else(|| {
                    // The right name in the wrong folder.
                    let name = file.rsplit('/').next()?;
                    let mut same = names.iter().filter(|n| n.rsplit('/').next() == Some(name));
                    same.next().filter(|_| same.next().is_none()).copied()
                })
                .map(|n| format!("/{n}"))
        });
        self.broken(dest, place, &format!("there is no file content/{file}"), near);
    }

    fn file_or_address(
        &mut self,
        dest: &str,
        path: &str,
        file: &str,
        fragment: Option<String>,
        place: Span,
    ) -> Option<Target> {
        if self.index.has_asset(file) {
            self.assets.insert(file.to_owned());
            return Some((Href::File(self.index.asset_path(file), fragment), None));
        }
        let from_root = self.index.spelt_static(path.trim_start_matches('/'));
        if self.index.has_static(&from_root) {
            return Some((Href::File(format!("/{from_root}"), fragment), None));
        }
        let export = format!("/{file}");
        if self.index.has_export(&export) {
            return Some((Href::File(export, fragment), None));
        }
        if path.starts_with('/') {
            let with_slash = format!("/{}/", path.trim_matches('/')).replace("//", "/");
            if let Some(r) = self.index.address(&with_slash) {
                return Some(self.entry_or_section(r, with_slash, fragment, place));
            }
        }
        let mut names: Vec<&str> = self.index.asset_names().collect();
        if self.index.may_be_at(path) {
            return None;
        }
        if from_root.rsplit('/').next() == Some("feed.xml") && self.index.loaded.site.base_url.is_none() {
            let message = format!("`{dest}` leads nowhere: without `base_url` there is no feed");
            let help = "add `base_url: https://…` to content/site.yaml, the address at which the site will be served";
            self.fault(Diagnostic::new(Code::LINK_BROKEN, place, message).help(help));
            return None;
        }
        names.sort_unstable();
        let near = self
            .meant(dest)
            .or_else(|| closest(file, names).map(|n| format!("/{n}")));
        self.broken(dest, place, "no page, file or address has this name", near);
        None
    }

    fn entry_or_section(&mut self, r: Option<Ref>, path: String, fragment: Option<String>, place: Span) -> Target {
        match r {
            Some(r) => self.entry(r, fragment, place),
            None => match fragment {
                Some(fragment) => {
                    let href = Href::Site(format!("{path}#{fragment}"));
                    self.pending.push(Pending { path, fragment, place });
                    (href, None)
                }
                None => (Href::Site(path), None),
            },
        }
    }

    fn broken(&mut self, dest: &str, place: Span, why: &str, near: Option<String>) {
        let message = match &near {
            Some(near) => format!("`{dest}` leads nowhere, did you mean `{near}`?"),
            None => format!("`{dest}` leads nowhere: {why}"),
        };
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => "link to a .md file (relative to this one, or from content/ with /), to a file beside it, or to a whole web address".into(),
        };
        self.fault(Diagnostic::new(Code::LINK_BROKEN, place, message).help(help));
    }

    fn outside(&mut self, dest: &str, scheme: &str, place: Span) -> Option<Href> {
        match scheme {
            "http" | "https" | "mailto" | "tel" | "sms" | "ftp" | "geo" | "doi" | "urn" | "xmpp" | "matrix"
            | "magnet" => {
                if is_bare(dest, scheme) {
                    self.broken(dest, place, "nothing stands behind its beginning", None);
                    return None;
                }
                self.watch_outside(dest, place);
                Some(Href::Outside(dest.to_owned()))
            }
            "javascript" | "data" | "vbscript" | "blob" | "file" => {
                let message = format!("a `{scheme}:` address");
                self.fault(
                    Diagnostic::new(Code::LINK_UNSAFE, place, message)
                        .help("link to a page, a file beside this one, or an https:// address"),
                );
                None
            }
            _ => {
                let why = format!("`{scheme}:` is no kind of address that pages link to");
                self.broken(dest, place, &why, None);
                None
            }
        }
    }

    /// Settles the file of a picture, or reports why it can't be.
    pub(super) fn picture(&mut self, dest: &str, place: Span) -> Option<Href> {
        if let Some(scheme) = scheme(dest) {
            let found = self.outside(dest, &scheme, place);
            if found.is_some() {
                let message = format!("the image `{dest}` is on another host");
                let help = "save it beside the page, if its licence lets you, and name the file: the site's own policy \
                            keeps browsers from asking other hosts, so that nobody would see it";
                self.fault(Diagnostic::new(Code::IMAGE_OTHER_HOST, place, message).help(help));
            }
            return found;
        }
        let path = decoded(dest.split(['?', '#']).next().unwrap_or(dest));
        let file = join(self.path, &path).map(|file| self.index.spelt(file));
        let is_there =
            |file: &String| self.index.has_asset(file) || self.index.has_static(file.trim_start_matches('/'));
        if is_no_picture(&path) && (file.as_ref().is_some_and(is_there) || is_there(&path)) {
            let message = format!("`{dest}` is no picture: browsers show nothing in its place");
            let help = format!("link to it: `[words]({dest})`");
            self.fault(Diagnostic::new(Code::IMAGE_UNREADABLE, place, message).help(help));
            return None;
        }
        if let Some(file) = &file
            && self.index.has_asset(file)
        {
            self.assets.insert(file.clone());
            let path = self.index.asset_path(file);
            self.pictures.push((path.clone(), place));
            return Some(Href::File(path, None));
        }
        let from_root = self.index.spelt_static(path.trim_start_matches('/'));
        if self.index.has_static(&from_root) {
            let path = format!("/{from_root}");
            self.pictures.push((path.clone(), place));
            return Some(Href::File(path, None));
        }
        let wanted = file.unwrap_or(path);
        let mut names: Vec<&str> = self.index.asset_names().collect();
        names.sort_unstable();
        let near = self.meant(dest).filter(|near| !is_no_picture(near));
        let near = near.or_else(|| closest(&wanted, names).map(|n| format!("/{n}")));
        let message = match &near {
            Some(near) => format!("no image `{dest}`, did you mean `{near}`?"),
            None => format!("no image `{dest}`"),
        };
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => "put the file beside this one or into static/, and mind upper and lower case".into(),
        };
        self.fault(Diagnostic::new(Code::IMAGE_MISSING, place, message).help(help));
        None
    }

    /// Checks links to places on this page, when all its ids are known.
    pub(super) fn check_same_page(&mut self) {
        for (fragment, place) in std::mem::take(&mut self.same_page) {
            if !self.anchors.contains(&fragment) {
                self.fault(missing_anchor(
                    &fragment,
                    place,
                    self.anchors.iter().map(String::as_str),
                ));
            }
        }
    }
}

/// The message for a link to an id that its page doesn't have.
#[must_use]
pub(super) fn missing_anchor<'a>(fragment: &str, place: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.filter(|k| !k.starts_with('_')).collect();
    let near = closest(fragment, known);
    let message = match near {
        Some(near) => format!("the page has no `#{fragment}`, did you mean `#{near}`?"),
        None => format!("the page has no `#{fragment}`"),
    };
    let help = match near {
        Some(near) => format!("write `#{near}`"),
        None => "link to a heading's id, or give the heading one: `## Title {#id}`".into(),
    };
    Diagnostic::new(Code::LINK_MISSING_ANCHOR, place, message).help(help)
}

/// The scheme of an address, in lower case. A single letter is none: `C:` is a disk. Browsers drop white space and control
/// characters inside a scheme, and so does this.
fn scheme(dest: &str) -> Option<String> {
    let (before, _) = dest.split_once(':')?;
    let name: String = before
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .flat_map(char::to_lowercase)
        .collect();
    let valid = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(name)
}

pub(super) fn decoded(text: &str) -> String {
    normalise(&percent_decode_str(text).decode_utf8_lossy())
}

/// `https://`, `mailto:`: an address that names nobody.
fn is_bare(dest: &str, scheme: &str) -> bool {
    let rest = dest.split_once(':').map_or("", |(_, rest)| rest).trim();
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or("");
    match scheme {
        "http" | "https" => host.is_empty(),
        _ => rest.is_empty(),
    }
}

/// Films, sounds and documents, which some programs show where a picture is asked for.
fn is_no_picture(path: &str) -> bool {
    let endings = "mp4 m4v mov webm ogv avi mkv mp3 m4a wav ogg oga opus flac pdf doc docx odt xls xlsx ods ppt pptx odp zip \
                   html htm csv json txt md";
    let ending = std::path::Path::new(path)
        .extension()
        .map(std::ffi::OsStr::to_ascii_lowercase);
    ending.is_some_and(|ending| endings.split_ascii_whitespace().any(|e| ending == e))
}

fn has_md(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|n| n.to_lowercase().ends_with(".md"))
}

/// A path of `content/` from the file that links and the path that it wrote; `None` when it leads out.
fn join(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        from.rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .split('/')
            .collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.retain(|p| !p.is_empty());
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    parts.retain(|p| !p.is_empty());
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{join, scheme};

    #[test]
    fn joins_paths_without_leaving_the_content() {
        assert_eq!(join("a/b.md", "c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a/b.md", "/c/./d.md").as_deref(), Some("c/d.md"));
        assert_eq!(join("b.md", "../c.md"), None);
        assert_eq!(join("a/b.md", "../../c.md"), None);
    }

    #[test]
    fn sees_through_disguised_schemes() {
        assert_eq!(scheme("java\nscript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme(" DATA:x").as_deref(), Some("data"));
        assert_eq!(scheme("a.md"), None);
        assert_eq!(scheme("c:/x"), None);
        assert_eq!(scheme("/a:b"), None);
    }
}
