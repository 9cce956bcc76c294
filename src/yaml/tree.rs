//! From YAML text to a tree of nodes that know their bytes. Built from the events of `saphyr-parser` with a stack of our
//! own, so that no nesting in the text can overflow the program's; aliases are copied up to a limit, so that a few
//! lines that refer to each other can't fill the memory.

use std::ops::Range;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::syntax::explained;
use crate::model::id::invisible;

/// Nodes of one document, aliases counted as often as they are used.
const MOST_NODES: usize = 1_000_000;
/// How deep lists and mappings may stand in each other.
const MOST_DEPTH: usize = 64;

/// A key with the bytes that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key's text.
    pub value: String,
    /// Its bytes within the parsed text.
    pub range: Range<usize>,
}

/// One value of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its bytes within the parsed text. A quoted scalar's include the quotes; a block's begin at its first item.
    pub range: Range<usize>,
    /// How far a scalar's first character stands from `range.start`, when its text stands in the file letter by letter.
    pub exact: Option<usize>,
    /// Where the lines of a literal block (`|`) stand: each line's first byte within its text, and within the parsed text.
    /// Empty for all else.
    pub lines: Vec<(usize, usize)>,
}

/// The shape of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text as the author wrote it; `plain` when it had no quotes and was no block (`|`, `>`).
    Scalar {
        /// The text.
        text: String,
        /// Whether it had neither quotes nor `|` or `>`.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the text.
    Mapping(Vec<(Key, Node)>),
}

impl Node {
    /// A text that says the same, or more, as the items of a list between brackets: `one, two`.
    #[must_use]
    pub fn as_items(&self) -> Option<&str> {
        let Kind::Scalar { text, .. } = &self.kind else {
            return None;
        };
        let simple = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '.' | '/');
        (!self.is_null() && text.chars().all(simple)).then_some(text)
    }

    /// What an author would call it: "a text", "a list", "a mapping", "nothing".
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { .. } if self.is_null() => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping of keys to values",
        }
    }

    /// Whether no value was written (`key:`, `~`, `null`).
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Whether it is a text in which a reader would see nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, .. } if text.chars().all(|c| c.is_whitespace() || invisible(c)))
    }
}

/// Why a text is not YAML that nutgraf reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// At which byte of the text.
    pub offset: usize,
    /// Whether it is well-formed but too large, too deep, or repeats too much.
    pub too_complex: bool,
    /// The fix, where one is known.
    pub help: Option<String>,
}

enum Open {
    Sequence(Vec<Node>),
    Mapping(Vec<(Key, Node)>, Option<Key>),
}

struct Frame {
    open: Open,
    start: usize,
    anchor: usize,
}

struct Builder<'t> {
    text: &'t str,
    offsets: Offsets,
    stack: Vec<Frame>,
    anchors: FxHashMap<usize, (Node, usize)>,
    nodes: usize,
    root: Option<Node>,
}

/// Reads one YAML document. An empty text is an empty mapping.
///
/// # Errors
/// The first place where it isn't YAML, or where it is beyond the limits.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    let mut builder = Builder {
        text,
        offsets: Offsets::new(text),
        stack: Vec::new(),
        anchors: FxHashMap::default(),
        nodes: 0,
        root: None,
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => {
                let range = builder.offsets.byte(span.start.index())..builder.offsets.byte(span.end.index());
                builder.event(event, range)?;
            }
            Err(error) => {
                let offset = builder.offsets.byte(error.marker().index());
                if error.info().contains("recursion limit") {
                    return Err(too_deep(offset));
                }
                let said = explained(error.info(), text, offset);
                return Err(YamlError {
                    message: said.message,
                    offset: said.offset,
                    too_complex: false,
                    help: Some(said.help),
                });
            }
        }
    }
    Ok(builder.root.unwrap_or(Node {
        kind: Kind::Mapping(Vec::new()),
        range: 0..0,
        exact: None,
        lines: Vec::new(),
    }))
}

fn too_deep(offset: usize) -> YamlError {
    YamlError {
        message: format!("nested more than {MOST_DEPTH} deep"),
        offset,
        too_complex: true,
        help: Some("check the indentation or the brackets".into()),
    }
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), YamlError> {
        match event {
            Event::Scalar(_, _, _, Some(tag)) if tag.handle == "!" => {
                let line = self.text.get(..range.end).unwrap_or("").rfind('!');
                Err(YamlError {
                    message: "a text without quotes can't begin with `!`".into(),
                    offset: line.unwrap_or(range.start),
                    too_complex: false,
                    help: Some("put quotes round it".into()),
                })
            }
            Event::Scalar(text, style, anchor, _) => {
                let node = self.scalar(&text, style, range);
                self.keep(anchor, &node, 1);
                self.push(node, 1)
            }
            Event::SequenceStart(anchor, _) => self.open(Open::Sequence(Vec::new()), anchor, range.start),
            Event::MappingStart(anchor, _) => self.open(Open::Mapping(Vec::new(), None), anchor, range.start),
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some((node, size)) => self.push(
                    Node {
                        range,
                        exact: None,
                        lines: Vec::new(),
                        ..node
                    },
                    size,
                ),
                None => Err(YamlError {
                    message: "an alias inside the value that it names".into(),
                    offset: range.start,
                    too_complex: true,
                    help: Some("write the value out".into()),
                }),
            },
            Event::DocumentStart(_) if self.root.is_some() => Err(YamlError {
                message: "a second YAML document".into(),
                offset: range.start,
                too_complex: false,
                help: Some("remove the line `---`: one document a file".into()),
            }),
            _ => Ok(()),
        }
    }

    fn scalar(&self, value: &str, style: ScalarStyle, range: Range<usize>) -> Node {
        let plain = style == ScalarStyle::Plain;
        let quote = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        let range = self.tighten(range);
        let inner = self.text.get(range.start + quote..).unwrap_or("");
        let exact = inner.starts_with(value).then_some(quote);
        let lines = match style {
            ScalarStyle::Literal => lines_of(self.text, range.start, value).unwrap_or_default(),
            _ => Vec::new(),
        };
        let range = match exact {
            Some(_) if plain => range.start..range.start + value.len(),
            _ => range,
        };
        Node {
            kind: Kind::Scalar {
                text: value.to_owned(),
                plain,
            },
            range,
            exact,
            lines,
        }
    }

    /// Some events end after the white space that follows; a caret should not.
    fn tighten(&self, range: Range<usize>) -> Range<usize> {
        let slice = self.text.get(range.clone()).unwrap_or("");
        range.start..range.start + slice.trim_end().len()
    }

    fn keep(&mut self, anchor: usize, node: &Node, size: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
    }

    fn open(&mut self, open: Open, anchor: usize, start: usize) -> Result<(), YamlError> {
        if self.stack.len() >= MOST_DEPTH {
            return Err(too_deep(start));
        }
        self.stack.push(Frame { open, start, anchor });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), YamlError> {
        let Some(frame) = self.stack.pop() else {
            return Ok(());
        };
        let kind = match frame.open {
            Open::Sequence(items) => Kind::Sequence(items),
            Open::Mapping(pairs, _) => Kind::Mapping(pairs),
        };
        let before = self.nodes;
        let node = Node {
            kind,
            range: self.tighten(frame.start..end.max(frame.start)),
            exact: None,
            lines: Vec::new(),
        };
        if frame.anchor > 0 {
            let size = count(&node);
            self.keep(frame.anchor, &node, size);
        }
        self.push(node, 1)?;
        self.nodes = before + 1;
        Ok(())
    }

    fn push(&mut self, node: Node, size: usize) -> Result<(), YamlError> {
        self.nodes += size;
        if self.nodes > MOST_NODES {
            return Err(YamlError {
                message: "aliases that repeat more than a million values".into(),
                offset: node.range.start,
                too_complex: true,
                help: Some("write the values out, or fewer of them".into()),
            });
        }
        match self.stack.last_mut().map(|f| &mut f.open) {
            None => self.root = Some(node),
            Some(Open::Sequence(items)) => items.push(node),
            Some(Open::Mapping(pairs, key)) => {
                if let Some(key) = key.take() {
                    pairs.push((key, node));
                } else {
                    let Kind::Scalar { text, .. } = node.kind else {
                        return Err(YamlError {
                            message: "a list or mapping where a key should be".into(),
                            offset: node.range.start,
                            too_complex: false,
                            help: Some("put quotes round a text that begins with [ or {".into()),
                        });
                    };
                    *key = Some(Key {
                        value: text,
                        range: node.range,
                    });
                }
            }
        }
        Ok(())
    }
}

/// Where the lines of a literal block stand whose place is byte `at`; nothing where one of them is not what it should be.
fn lines_of(text: &str, at: usize, value: &str) -> Option<Vec<(usize, usize)>> {
    let start = |at: usize| text.get(..at).map(|before| before.rfind('\n').map_or(0, |i| i + 1));
    let mut from = start(at)?;
    // The place is that of the first letter: blank lines stand before it.
    for _ in 0..value.bytes().take_while(|b| *b == b'\n').count() {
        from = start(from.checked_sub(1)?)?;
    }
    let mut raw = text.get(from..)?.split_inclusive('\n');
    let (mut lines, mut inner) = (Vec::new(), 0);
    for line in value.split_inclusive('\n') {
        let whole = raw.next()?;
        let letters = line.trim_end_matches('\n');
        let indent = whole.trim_end_matches(['\n', '\r']).strip_suffix(letters)?;
        if !indent.bytes().all(|b| b == b' ') {
            return None;
        }
        lines.push((inner, from + indent.len()));
        inner += line.len();
        from += whole.len();
    }
    Some(lines)
}

fn count(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar { .. } => 0,
        Kind::Sequence(items) => items.iter().map(count).sum(),
        Kind::Mapping(pairs) => pairs.iter().map(|(_, n)| count(n) + 1).sum(),
    }
}

/// `saphyr-parser` counts characters; spans are in bytes.
struct Offsets {
    table: Option<Vec<u32>>,
    length: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let table = (!text.is_ascii()).then(|| {
            text.char_indices()
                .map(|(i, _)| u32::try_from(i).unwrap_or(u32::MAX))
                .collect()
        });
        Self {
            table,
            length: text.len(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.table {
            None => character.min(self.length),
            Some(table) => table.get(character).map_or(self.length, |i| *i as usize),
        }
    }
}
