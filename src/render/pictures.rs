//! A picture on a page: its size, so that nothing moves when it arrives, and smaller ones for a browser to choose from.

use std::fmt::Write;

use super::markup::escape;
use super::urls::Urls;
use super::view::ImageView;
use crate::images::Images;
use crate::link::{Href, Picture};

/// How wide a picture in the text is shown: the column of the built-in theme, or a phone's width less its edges.
pub(super) const SIZES: &str = "(min-width: 40rem) 35rem, 92vw";

/// Puts what is known of the file into the view of a picture in front matter.
pub(super) fn fill(view: &mut ImageView, images: Option<&Images<'_>>, urls: &Urls, src: &Href) {
    let Href::File(path, _) = src else { return };
    let Some(shown) = images.and_then(|i| i.shown(path)) else {
        return;
    };
    view.url = urls.file(&shown.fallback);
    (view.width, view.height) = shown.size.unzip();
    view.webp = srcset(&shown.webp, urls);
}

/// A picture in a text.
pub(super) fn html(images: Option<&Images<'_>>, urls: &Urls, picture: &Picture) -> String {
    let shown = match &picture.src {
        Href::File(path, _) => images.and_then(|i| i.shown(path)),
        _ => None,
    };
    let url = match &picture.src {
        Href::Site(path) => urls.href(path),
        Href::File(path, _) => urls.file(shown.map_or(path, |s| &s.fallback)),
        Href::Same(fragment) => format!("#{fragment}"),
        Href::Outside(url) => url.clone(),
    };
    let mut out = String::new();
    let webp = shown.and_then(|s| srcset(&s.webp, urls));
    if let Some(webp) = &webp {
        let _ = write!(
            out,
            "<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\">",
            escape(webp)
        );
    }
    let _ = write!(out, "<img src=\"{}\" alt=\"{}\"", escape(&url), escape(&picture.alt));
    if let Some((width, height)) = shown.and_then(|s| s.size) {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
    if webp.is_some() {
        out.push_str("</picture>");
    }
    out
}

/// `a-480.webp 480w, a-800.webp 800w`; none for a picture that is shown as it is.
fn srcset(webp: &[(u32, String)], urls: &Urls) -> Option<String> {
    // A comma at the end of an address would end it.
    let one = |(width, path): &(u32, String)| format!("{} {width}w", urls.file(path));
    let all: Vec<String> = webp.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
