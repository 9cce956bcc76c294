//! The picture, film or map beside an event. A page can't show what lies on another site, so that it becomes a link at the
//! end of the text, with its caption and who made it.

use super::html::{address, short, to_markdown, to_text};
use super::inline::link;
use super::markdown::line;

/// What a timeline says of it. All may be empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Media {
    pub(super) url: String,
    pub(super) caption: String,
    pub(super) credit: String,
    pub(super) thumbnail: String,
    pub(super) alt: String,
    /// Where a click on it leads.
    pub(super) link: String,
}

impl Media {
    fn is_empty(&self) -> bool {
        [&self.url, &self.caption, &self.credit, &self.alt, &self.link]
            .iter()
            .all(|t| t.trim().is_empty())
    }

    /// The paragraph for the end of the text, and what is to be told.
    pub(super) fn paragraph(&self) -> (String, Vec<String>) {
        let mut told = Vec::new();
        if !self.thumbnail.trim().is_empty() {
            told.push(format!("the thumbnail {} was left out", short(&self.thumbnail)));
        }
        if self.is_empty() {
            return (String::new(), told);
        }
        let caption = to_text(&self.caption);
        let credit = to_markdown(&self.credit, true);
        let alt = line(&self.alt);
        let words = if caption.text.is_empty() { &alt } else { &caption.text };
        let mut parts = vec![self.itself(words, &mut told)];
        if !caption.links.is_empty() {
            parts.extend(caption.links.iter().map(|url| super::markdown::autolink(url)));
        }
        if !alt.is_empty() && *words != alt {
            told.push(format!("the media's description, \"{}\", was left out", short(&alt)));
        }
        if !credit.text.is_empty() {
            parts.push(format!(
                "({})",
                credit.text.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
        match address(&self.link) {
            Ok(url) => parts.push(super::markdown::autolink(&url)),
            Err(why) if !self.link.trim().is_empty() => told.push(format!("the media's link was left out: {why}")),
            Err(_) => {}
        }
        for what in caption.told.into_iter().chain(credit.told) {
            told.push(format!("the media's caption or credit lost {what}"));
        }
        parts.retain(|p| !p.is_empty());
        (parts.join(" "), told)
    }

    /// The link to it, or its text where it is one.
    fn itself(&self, words: &str, told: &mut Vec<String>) -> String {
        let url = self.url.trim();
        let escaped = |words: &str| super::markdown::inline(words, true, false);
        if url.is_empty() {
            return escaped(words);
        }
        if url.contains('<') {
            return embedded(url, words, told);
        }
        if let Ok(url) = address(url) {
            told.push(format!(
                "the media {} can't be shown from another site: a link to it ends the text",
                short(&url)
            ));
            return link(words, &url);
        }
        told.push(format!(
            "the media `{}` is no whole web address: copy the file beside the entry and add `image: {{src, alt}}`",
            short(url)
        ));
        escaped(words)
    }
}

/// Media given as HTML: a quotation stays as text, a frame becomes a link to what it shows.
fn embedded(html: &str, words: &str, told: &mut Vec<String>) -> String {
    let made = to_markdown(html, true);
    let framed = made
        .told
        .iter()
        .find_map(|t| t.strip_prefix("<iframe> (")?.strip_suffix(')').map(str::to_owned));
    if let Some(url) = framed.and_then(|src| address(&src).ok()) {
        told.push(format!(
            "the frame {} can't be shown: a link to it ends the text",
            short(&url)
        ));
        return link(words, &url);
    }
    for what in &made.told {
        told.push(format!("the media lost {what}"));
    }
    match (made.text.is_empty(), words.is_empty()) {
        (true, _) => super::markdown::inline(words, true, false),
        (false, true) => made.text,
        (false, false) => format!("{}\n\n{}", made.text, super::markdown::inline(words, true, false)),
    }
}
