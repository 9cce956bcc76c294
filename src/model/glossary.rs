//! `glossary: {…}` of the site and of a page: whether terms are linked by themselves, which, and how often.

use crate::span::Spanned;
use crate::yaml::{Context, Fields, Node};

use super::schema;

/// Which mentions of a term are linked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Density {
    /// The first on a page.
    #[default]
    First,
    /// The first in each section.
    Section,
    /// Every one.
    Every,
}

impl Density {
    /// The words for it.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("first", Self::First),
        ("section", Self::Section),
        ("every", Self::Every),
    ];
}

/// How the glossary is used on one page, or on the whole site.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GlossaryUse {
    /// Whether terms are linked by themselves; `None`: as the site says, which links them when it says nothing.
    pub auto: Option<bool>,
    /// Which mentions are linked; `None`: as the site says.
    pub density: Option<Density>,
    /// Ids of terms that are not linked here.
    pub skip: Vec<Spanned<String>>,
}

impl GlossaryUse {
    /// Decodes what a page says.
    pub fn of_page(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "`glossary`", schema::GLOSSARY_USE)?;
        let skip = f.texts(cx, "skip");
        Some(Self {
            skip,
            ..Self::decode(cx, &mut f)
        })
    }

    /// Decodes what `site.yaml` says.
    pub fn of_site(cx: &mut Context<'_>, node: &Node) -> Option<Self> {
        let mut f = Fields::open(cx, node, "`glossary`", schema::SITE_GLOSSARY)?;
        Some(Self::decode(cx, &mut f))
    }

    fn decode(cx: &mut Context<'_>, f: &mut Fields<'_>) -> Self {
        Self {
            auto: f.flag(cx, "auto"),
            density: f.word(cx, "density", Density::WORDS).map(|w| w.value),
            skip: Vec::new(),
        }
    }
}
