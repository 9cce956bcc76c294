//! The words of a linked text, heading by heading and block by block. What has records of its own (the entries that a fence
//! places) and what no reader sees (addresses, marks of sources and footnotes) is left out.

use super::Section;
use crate::link::{Heading, Piece, Pieces, Placed};
use crate::prose::Tag;

/// The lines of a text without headings.
pub(super) fn lines(pieces: &[Piece]) -> Vec<String> {
    sections(pieces, &[]).into_iter().flat_map(|s| s.lines).collect()
}

/// The lines of several texts.
pub(super) fn all<'p>(texts: impl IntoIterator<Item = &'p Pieces>) -> Vec<String> {
    texts.into_iter().flat_map(|t| lines(t)).collect()
}

/// The sections of a text; `headings` are its headings, in order. Without them, headings are lines like others.
pub(super) fn sections(pieces: &[Piece], headings: &[Heading]) -> Vec<Section> {
    let mut state = State {
        sections: vec![Section::default()],
        headings: headings.iter(),
        ..State::default()
    };
    for piece in pieces {
        state.piece(piece);
    }
    state.line();
    state.sections
}

#[derive(Default)]
struct State<'p> {
    sections: Vec<Section>,
    line: String,
    /// For each start that is open: whether its end ends a line.
    open: Vec<bool>,
    headings: std::slice::Iter<'p, Heading>,
    /// How many starts were open when a heading began whose words are being passed over: the section has them already.
    heading: Option<usize>,
}

impl State<'_> {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Start(tag) => self.start(tag),
            Piece::Link(_) => self.open.push(false),
            // A mention by hand has its words up to its end.
            Piece::Mention(mention) if mention.text.is_empty() => self.open.push(false),
            Piece::Mention(mention) => self.text(&mention.text),
            Piece::End => self.end(),
            Piece::Text(text) | Piece::Code(text) | Piece::Math { tex: text, .. } => self.text(text),
            Piece::CodeBlock { text, .. } => {
                self.line();
                self.text(text);
                self.line();
            }
            Piece::HardBreak => self.text(" "),
            // A mark leaves nothing behind, so that no blank stands before what follows it.
            Piece::Cite(_) => self.line.truncate(self.line.trim_end().len()),
            Piece::Image(picture) => self.text(&picture.title),
            Piece::Placed(placed) => self.placed(placed),
            Piece::Html(_) | Piece::Rule | Piece::Check(_) | Piece::FootnoteRef { .. } => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        if let Tag::Heading { .. } = tag
            && let Some(heading) = self.headings.next()
        {
            self.line();
            self.heading = Some(self.open.len());
            self.sections.push(Section {
                heading: Some((heading.text.clone(), heading.id.clone())),
                lines: Vec::new(),
            });
        }
        if !tag.is_inline() {
            self.line();
        }
        self.open.push(!tag.is_inline());
    }

    fn end(&mut self) {
        if self.open.pop() == Some(true) {
            self.line();
        }
        if self.heading == Some(self.open.len()) {
            self.heading = None;
        }
    }

    fn text(&mut self, text: &str) {
        if self.heading.is_none() {
            self.line.push_str(text);
        }
    }

    /// Ends a line.
    fn line(&mut self) {
        let words = self.line.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line.clear();
        if !words.is_empty()
            && let Some(section) = self.sections.last_mut()
        {
            section.lines.push(words);
        }
    }

    fn placed(&mut self, placed: &Placed) {
        self.line();
        let mut found = Vec::new();
        match placed {
            Placed::Questions(list) => {
                found.extend(list.iter().flat_map(|(q, a)| all([q, a])));
            }
            Placed::Facts(list) => {
                found.extend(
                    list.iter()
                        .map(|f| format!("{}: {}", f.label, lines(&f.value).join(" "))),
                );
            }
            Placed::Timeline(_) | Placed::People(_) => {}
        }
        if let Some(section) = self.sections.last_mut() {
            section.lines.extend(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Sources, Span};

    fn text(words: &str) -> Piece {
        Piece::Text(words.into())
    }

    fn paragraph(words: &str) -> [Piece; 3] {
        [Piece::Start(Tag::Paragraph), text(words), Piece::End]
    }

    fn heading(words: &str) -> [Piece; 3] {
        let tag = Tag::Heading {
            level: 2,
            id: None,
            classes: Vec::new(),
        };
        [Piece::Start(tag), text(words), Piece::End]
    }

    #[test]
    fn a_text_is_cut_at_its_headings_and_blocks() {
        let place = Span::start_of(Sources::default().add("a.md", ""));
        let headings = [Heading {
            level: 2,
            id: "flow".into(),
            text: "The flow".into(),
            place,
        }];
        let mut pieces = paragraph("Before  it.").to_vec();
        pieces.extend(heading("The flow"));
        pieces.extend(paragraph("Water\nrises."));
        pieces.extend(paragraph("It falls."));
        let found = sections(&pieces, &headings);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (&found[0].heading, &found[0].lines),
            (&None, &vec!["Before it.".to_owned()])
        );
        assert_eq!(found[1].heading, Some(("The flow".into(), "flow".into())));
        assert_eq!(found[1].lines, ["Water rises.", "It falls."]);
        assert_eq!(lines(&pieces), ["Before it.", "The flow", "Water rises.", "It falls."]);
    }

    #[test]
    fn what_no_reader_reads_is_left_out() {
        let pieces = [
            text("A dam "),
            Piece::Cite(Vec::new()),
            text(", high"),
            Piece::Html("<b>".into()),
        ];
        assert_eq!(lines(&pieces), ["A dam, high"]);
    }
}
