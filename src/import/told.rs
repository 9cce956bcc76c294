//! What a slide of any version of TimelineJS comes to: the entry that it begins, and notes for what was lost on the way.

use super::html::Converted;
use super::media::Media;
use super::when::Settled;
use super::{Draft, Read, markdown};

/// What a slide of any version of TimelineJS tells.
pub(super) struct Told<'t> {
    pub(super) line: usize,
    /// The headline, or what stands in for it.
    pub(super) label: &'t str,
    pub(super) settled: Settled,
    pub(super) era: bool,
    pub(super) headline: Converted,
    pub(super) body: Converted,
    pub(super) media: &'t Media,
}

impl Told<'_> {
    /// The entry that it begins, with notes for what did not come over.
    pub(super) fn draft(self, read: &mut Read) -> Draft {
        let (line, label) = (self.line, self.label);
        let title = if markdown::line(label).is_empty() {
            // An entry needs a title in which there is something to see.
            self.settled.date.to_string()
        } else {
            label.to_owned()
        };
        let mut draft = Draft::new(line, title, self.settled.date);
        if self.headline.text.is_empty() {
            read.note(
                line,
                label,
                "there is no headline: these words were taken for the title",
            );
        }
        if self.era {
            read.note(line, label, "an era became an event that lasts");
        }
        read.notes(line, label, self.settled.told);
        draft.add(&self.body.text);
        if !self.headline.links.is_empty() {
            let links: Vec<String> = self.headline.links.iter().map(|url| markdown::autolink(url)).collect();
            draft.add(&links.join(" "));
            read.note(
                line,
                label,
                "the headline's link can't stand in a title: it ends the text",
            );
        }
        lost(read, line, label, "headline", self.headline.told);
        lost(read, line, label, "text", self.body.told);
        let (paragraph, told) = self.media.paragraph();
        draft.add(&paragraph);
        read.notes(line, label, told);
        draft
    }
}

/// Notes for what a text lost.
pub(super) fn lost(read: &mut Read, line: usize, label: &str, what: &str, told: Vec<String>) {
    for item in told {
        read.note(line, label, format!("the {what} lost {item}"));
    }
}
