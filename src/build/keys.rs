//! What tells jobs apart from run to run: hashes of what they are and of whom they are about.

use xxhash_rust::xxh3::xxh3_64;

use super::one::Job;
use crate::link::{Index, Ref};
use crate::model::id::Kind;

/// What tells a job from all others, from run to run.
pub(super) fn key(index: &Index<'_>, job: &Job) -> u64 {
    let who = |kind, at: usize| index.who(Ref { kind, at });
    let page = |at: &usize| who(Kind::Page, *at);
    let text = match job {
        Job::Page(at) => return of_page("page", page(at)),
        Job::Card(at) => return of_page("card", page(at)),
        Job::Markdown(at) => return of_page("markdown", page(at)),
        Job::Home(at, language) => format!("home {:?} {language}", at.as_ref().map(page)),
        Job::Section(kind, at, language) => format!("section {kind:?} {:?} {language}", at.as_ref().map(page)),
        Job::Term(at) => format!("term {}", who(Kind::Term, *at)),
        Job::Redirect(path, to) => format!("redirect {path} {}", index.who(*to)),
        Job::Tags(language) => format!("tags {language}"),
        Job::Tag(path) => format!("tag {path}"),
        Job::Styles(language) => format!("styles {language}"),
        Job::Glossary => "glossary".to_owned(),
        Job::Timeline => "timeline".to_owned(),
        Job::NotFound => "404".to_owned(),
        Job::Hosts => "hosts".to_owned(),
        Job::BareCard(language) => format!("bare card {language}"),
        Job::Search(language) => format!("search {language}"),
        Job::SearchFiles => "search files".to_owned(),
        Job::Feed(language) => return of_feed(language),
        Job::Maps => "maps".to_owned(),
        Job::Sources => "sources".to_owned(),
    };
    xxh3_64(text.as_bytes())
}

/// The key of a language's feed.
pub(super) fn of_feed(language: &str) -> u64 {
    xxh3_64(format!("feed {language}").as_bytes())
}

fn of_page(what: &str, who: u64) -> u64 {
    xxh3_64(format!("{what} {who}").as_bytes())
}

/// The keys of all that may be made of one explainer alone.
pub(super) fn keys_of_page(who: u64) -> [u64; 3] {
    ["page", "card", "markdown"].map(|what| of_page(what, who))
}

/// What tells what is published for a picture from all others.
pub(super) fn key_of_picture(from: &str, to: &str, shown: bool, hash: u128) -> u64 {
    xxh3_64(format!("picture {hash:032x} {shown} {from} {to}").as_bytes())
}

/// What tells the copy of a file from all others.
pub(super) fn key_of_copy(from: &str, to: &str, hash: u128) -> u64 {
    xxh3_64(format!("copy {hash:032x} {from} {to}").as_bytes())
}
