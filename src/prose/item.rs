//! The pieces that a parsed text consists of.

use std::ops::Range;

use super::cite::Cite;
use super::run::Run;

/// One piece and the bytes of the text that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// What a piece is. Starts and ends are balanced; an end belongs to the latest open start.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// Something begins.
    Start(Tag),
    /// It ends.
    End,
    /// Running text; soft line breaks are `\n` in it.
    Text(Run),
    /// `code`.
    Code(String),
    /// Code between fences or indented; the first word of the info string names its language.
    CodeBlock {
        /// The info string.
        info: String,
        /// The code.
        text: String,
    },
    /// Raw HTML within a paragraph, or a block of it.
    Html {
        /// The HTML.
        text: String,
        /// Whether it stands for itself.
        block: bool,
    },
    /// A line break that the author asked for.
    HardBreak,
    /// A line between paragraphs.
    Rule,
    /// TeX between dollars.
    Math {
        /// The TeX.
        tex: String,
        /// Whether it stands for itself.
        display: bool,
    },
    /// `[^label]`.
    FootnoteRef(String),
    /// `[ ]` or `[x]` at the beginning of a list item.
    Check(bool),
    /// `[@a; @b, p. 4]`.
    Cite(Vec<Cite>),
    /// A fenced block of data.
    Fence(Fence),
}

/// What begins and ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// `{#id}`.
        id: Option<String>,
        /// `{.class}`.
        classes: Vec<String>,
    },
    /// A quotation, or an alert (`> [!NOTE]`).
    Quote(Option<Alert>),
    /// A list; the number that it begins with when it is numbered.
    List(Option<u64>),
    /// An item of a list.
    ListItem,
    /// A table with the alignment of each column.
    Table(Vec<Align>),
    /// Its head, holding cells.
    TableHead,
    /// A row.
    TableRow,
    /// A cell.
    TableCell,
    /// A definition list.
    DefinitionList,
    /// What is defined.
    DefinitionTitle,
    /// Its definition.
    DefinitionBody,
    /// The text of footnote `label`.
    Footnote(String),
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// A link.
    Link {
        /// Where it leads, as written.
        dest: String,
        /// Its title.
        title: String,
        /// How it was written.
        kind: LinkKind,
    },
    /// A picture; what it holds is its text alternative.
    Image {
        /// The file, as written.
        dest: String,
        /// Its title.
        title: String,
    },
}

impl Tag {
    /// Whether it stands within a line of text.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Emphasis | Self::Strong | Self::Strikethrough | Self::Link { .. } | Self::Image { .. }
        )
    }
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](dest)`, `[text][ref]`.
    Markdown,
    /// `<https://…>`.
    Auto,
    /// `<somebody@example.org>`.
    Email,
    /// `[[id]]`.
    Id,
    /// `[[id|text]]`.
    IdWithText,
}

/// The kinds of GFM alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`.
    Note,
    /// `[!TIP]`.
    Tip,
    /// `[!IMPORTANT]`.
    Important,
    /// `[!WARNING]`.
    Warning,
    /// `[!CAUTION]`.
    Caution,
}

impl Alert {
    /// The word in lower case: class name and message key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// The alignment of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the language reads.
    Default,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A fenced block of data.
#[derive(Clone, Debug, PartialEq)]
pub struct Fence {
    /// What it places.
    pub kind: FenceKind,
    /// The YAML inside, with the place of each line.
    pub yaml: Run,
}

/// What a fence places on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceKind {
    /// A list of events.
    Timeline,
    /// Cards of people.
    People,
    /// Questions with answers.
    Questions,
    /// A box of figures.
    Facts,
}

impl FenceKind {
    /// All kinds with their info strings.
    pub const ALL: [(&'static str, Self); 4] = [
        ("timeline", Self::Timeline),
        ("people", Self::People),
        ("questions", Self::Questions),
        ("facts", Self::Facts),
    ];

    /// The info string.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, k)| *k == self).map_or("", |(n, _)| n)
    }
}
