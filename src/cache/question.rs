//! What can be asked of a loaded site, its index, its order, its templates, as it is told apart from run to run. Where each is
//! answered, and what the print of its answer is, is told there (`link::index::prints`, `render::prints`, `build::past`).

use serde::{Deserialize, Serialize};

use crate::model::id::Kind;

/// One question about a page or entry, or about all of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum About {
    /// All that its file says, but for a page's text.
    Entry,
    /// What a link to it shows: title, address, language.
    Name,
    /// A page's file.
    Body,
    /// The entry's linked texts.
    Linked,
    /// The tags of a page.
    Tags,
    /// All entries of the kind. The number means nothing.
    All,
    /// The linked texts of all entries of the kind. The number means nothing.
    AllLinked,
}

/// One question in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Question {
    /// Which entry has an id, in a language.
    Find,
    /// What an id of any kind leads to, in a language.
    Resolve,
    /// Which person or body has a name, in a language.
    Called,
    /// What a file became.
    File,
    /// What is at an address.
    Address,
    /// A file beside the pages.
    Asset,
    /// A file of `static/`.
    Static,
    /// Whether a file of the site's own is published at a path.
    Own,
    /// Whether a name explains an acronym.
    Acronym,
    /// The address of a page in another language: `from to`, and the path.
    Translation,
    /// The forms of a language's terms.
    Forms,
    /// A tag by its address; with its pages, where the number is not 0.
    Tag,
    /// The pages of a tag, in the order of lists.
    Tagged,
    /// All tags.
    AllTags,
    /// All names that there are.
    Names,
    /// The list of a kind in a language.
    List,
    /// How many a list of a kind has in a language.
    Count,
    /// Whether a language has a page for a kind.
    Section,
    /// What stands before and after an entry (by its number) in a language.
    Around,
    /// Which explainers are related to one (by its number), and by what.
    Related,
    /// What stands behind the strips of a language.
    Strip,
    /// A template and those that it uses.
    Template,
    /// The colours of cards.
    Palette,
    /// What a page says of a picture, by its address.
    Picture,
    /// Whether a language has a feed.
    Feed,
    /// The newest of a language: its explainers, and their corrections.
    Newest,
    /// All files that are published under a name with a hash.
    AllNamed,
    /// The name that a file is published under.
    Named,
    /// Whether a day has passed.
    Passed,
    /// Which events a filter lets through, in a language.
    Filtered,
    /// Who refers to an entry (by its number), so many sentences at most.
    Backlinks,
}

/// Something that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Dep {
    /// About a page or entry, by kind and place in the list of that kind.
    On(About, Kind, u32),
    /// In words.
    Ask(Question, Kind, u32, Box<str>, Box<str>),
}

impl About {
    /// Whether it is about one page or entry.
    #[must_use]
    pub fn is_of_one(self) -> bool {
        !matches!(self, Self::All | Self::AllLinked)
    }
}

impl Question {
    /// Whether its number is that of a page or entry.
    #[must_use]
    pub fn is_of_one(self) -> bool {
        matches!(self, Self::Around | Self::Related | Self::Backlinks)
    }
}

impl Dep {
    /// Whether nothing counts for the answer but what [`Loaded::print`](crate::load::Loaded::print) is made from, without
    /// places.
    #[must_use]
    pub fn is_of_loaded(&self) -> bool {
        match self {
            Self::On(about, ..) => match about {
                About::Name | About::Tags => true,
                About::Entry | About::Body | About::Linked | About::All | About::AllLinked => false,
            },
            Self::Ask(question, ..) => match question {
                Question::Find
                | Question::Resolve
                | Question::Called
                | Question::File
                | Question::Address
                | Question::Asset
                | Question::Static
                | Question::Own
                | Question::Acronym
                | Question::Translation
                | Question::Forms
                | Question::Tag
                | Question::Tagged
                | Question::AllTags
                | Question::Names
                | Question::List
                | Question::Count
                | Question::Section
                | Question::Around
                | Question::Filtered
                | Question::Feed
                | Question::Newest => true,
                Question::Related
                | Question::Strip
                | Question::Template
                | Question::Palette
                | Question::Picture
                | Question::AllNamed
                | Question::Named
                | Question::Passed
                | Question::Backlinks => false,
            },
        }
    }

    /// When the answer is known.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self {
            Self::Ask(Question::Related, ..) => Stage::Compared,
            Self::On(About::Linked, Kind::Page, _) | Self::Ask(Question::Backlinks, ..) => Stage::Linked,
            _ => Stage::Loaded,
        }
    }
}

/// What a build has done when the answer to a question is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Everything has been loaded.
    Loaded,
    /// What all pages are about has been compared.
    Compared,
    /// All pages have been linked.
    Linked,
}
