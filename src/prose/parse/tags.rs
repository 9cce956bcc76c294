//! From the parser's tags to ours.

use std::ops::Range;

use pulldown_cmark::{self as md, BlockQuoteKind, LinkType};

use super::Builder;
use crate::diagnostics::Code;
use crate::prose::item::{Alert, Align, LinkKind, Tag};

impl Builder<'_> {
    pub(super) fn tag(&mut self, tag: md::Tag<'_>, range: &Range<usize>) -> Tag {
        match tag {
            md::Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => self.heading(
                level as u8,
                id.as_deref(),
                &classes,
                attrs.first().map(|(n, _)| n.as_ref()),
                range,
            ),
            md::Tag::BlockQuote(kind) => Tag::Quote(kind.map(|k| match k {
                BlockQuoteKind::Note => Alert::Note,
                BlockQuoteKind::Tip => Alert::Tip,
                BlockQuoteKind::Important => Alert::Important,
                BlockQuoteKind::Warning => Alert::Warning,
                BlockQuoteKind::Caution => Alert::Caution,
            })),
            md::Tag::List(start) => Tag::List(start),
            md::Tag::Item => Tag::ListItem,
            md::Tag::FootnoteDefinition(label) => Tag::Footnote(label.to_string()),
            md::Tag::DefinitionList => Tag::DefinitionList,
            md::Tag::DefinitionListTitle => Tag::DefinitionTitle,
            md::Tag::DefinitionListDefinition => Tag::DefinitionBody,
            md::Tag::Table(columns) => Tag::Table(
                columns
                    .into_iter()
                    .map(|a| match a {
                        md::Alignment::None => Align::Default,
                        md::Alignment::Left => Align::Left,
                        md::Alignment::Center => Align::Center,
                        md::Alignment::Right => Align::Right,
                    })
                    .collect(),
            ),
            md::Tag::TableHead => Tag::TableHead,
            md::Tag::TableRow => Tag::TableRow,
            md::Tag::TableCell => Tag::TableCell,
            md::Tag::Emphasis => Tag::Emphasis,
            md::Tag::Strong => Tag::Strong,
            md::Tag::Strikethrough => Tag::Strikethrough,
            md::Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => Tag::Link {
                dest: destination(&dest_url, link_type),
                title: title.to_string(),
                kind: match link_type {
                    LinkType::WikiLink { has_pothole: true } if self.has_words(range) => LinkKind::IdWithText,
                    LinkType::WikiLink { .. } => LinkKind::Id,
                    LinkType::Email => LinkKind::Email,
                    LinkType::Autolink => LinkKind::Auto,
                    _ => LinkKind::Markdown,
                },
            },
            md::Tag::Image { dest_url, title, .. } => Tag::Image {
                dest: dest_url.to_string(),
                title: title.to_string(),
            },
            // These three become items of their own or are not enabled; a paragraph is harmless.
            _ => Tag::Paragraph,
        }
    }

    /// Whether `[[id|words]]` has words. `[[id|]]` is read as `[[id]]`, not as a link in which there is nothing to see.
    fn has_words(&self, range: &Range<usize>) -> bool {
        let source = self.prose.text.get(range.clone()).unwrap_or("");
        let words = source.split_once('|').map_or("", |(_, words)| words);
        !words.trim_end_matches(']').trim().is_empty()
    }

    pub(super) fn heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        classes: &[md::CowStr<'_>],
        attribute: Option<&str>,
        range: &Range<usize>,
    ) -> Tag {
        let within = |needle: &str| {
            let source = self.prose.text.get(range.clone()).unwrap_or("");
            match source.rfind(needle) {
                Some(i) => range.start + i..range.start + i + needle.len(),
                None => range.clone(),
            }
        };
        if let Some(name) = attribute {
            let place = within(name);
            let message = format!("a heading can't have the attribute `{name}`");
            self.fault(
                Code::HEADING_ATTRIBUTE,
                place,
                message,
                "only an id `{#name}` and classes `{.name}` are kept",
            );
        } else if let Some(id) = id
            && (id.starts_with('_') || id.is_empty())
        {
            let place = within(id);
            let message = "ids that begin with `_` are nutgraf's own";
            self.fault(
                Code::HEADING_ATTRIBUTE,
                place,
                message,
                "choose an id that begins with a letter",
            );
        }
        Tag::Heading {
            level,
            id: id.map(str::to_owned),
            classes: classes.iter().map(ToString::to_string).collect(),
        }
    }
}

/// In a table, `[[id\|text]]` arrives with the backslash in the address.
fn destination(dest: &str, kind: LinkType) -> String {
    match kind {
        LinkType::WikiLink { .. } => dest.trim().trim_end_matches('\\').trim().to_owned(),
        _ => dest.to_owned(),
    }
}
