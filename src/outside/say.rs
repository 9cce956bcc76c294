//! Messages about addresses outside the site, each at its place, each with a fix.

use std::collections::BTreeMap;

use super::address::parse;
use super::answer::{Answer, Verdict, status_words};
use super::archive::suggested;
use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic};
use crate::link::{Index, Outside};

/// What a source says of its address beside the address itself.
#[derive(Default)]
struct Known<'i> {
    archive: Option<&'i str>,
    read: Option<&'i Date>,
}

/// The messages for all places whose address was asked.
pub(super) fn all(index: &Index<'_>, places: &[Outside], answers: &BTreeMap<String, Verdict>) -> Vec<Diagnostic> {
    let mut sources: BTreeMap<String, Known<'_>> = BTreeMap::new();
    for source in &index.loaded.bibliography {
        let Some(asked) = source.data.url.as_ref().and_then(|u| parse(&u.value)) else {
            continue;
        };
        let known = sources.entry(asked.key().to_owned()).or_default();
        known.archive = known
            .archive
            .or(source.data.archive_url.as_ref().map(|a| a.value.as_str()));
        known.read = known.read.or(source.data.accessed.as_ref().map(|d| &d.value));
    }
    let none = Known::default();
    let mut said = Vec::new();
    for place in places {
        let Some(asked) = parse(&place.address) else { continue };
        let Some(verdict) = answers.get(asked.key()) else {
            continue;
        };
        let Some(message) = one(place, verdict, sources.get(asked.key()).unwrap_or(&none), answers) else {
            continue;
        };
        let page = place.page.and_then(|at| index.loaded.pages.get(at));
        if !page.is_some_and(|p| p.head.allow.contains(&message.code)) {
            said.push(message);
        }
    }
    said
}

fn one(
    place: &Outside,
    verdict: &Verdict,
    known: &Known<'_>,
    answers: &BTreeMap<String, Verdict>,
) -> Option<Diagnostic> {
    let address = &place.address;
    let new = |code, message| Diagnostic::new(code, place.place, message);
    match (&verdict.answer, &verdict.moved) {
        (Answer::Good, None) => None,
        (Answer::Dead(code), _) => {
            let status = status_words(*code);
            let message = match &verdict.led {
                Some(led) => format!("`{address}` is gone: it leads to `{led}`, whose server answers {status}"),
                None => format!("`{address}` is gone: its server answers {status}"),
            };
            Some(new(Code::LINK_DEAD, message).help(instead(address, verdict, known, answers)))
        }
        (Answer::Unreachable(trouble), _) => {
            let message = format!("`{address}` does not answer: {}", trouble.words());
            Some(new(Code::LINK_UNREACHABLE, message).help(instead(address, verdict, known, answers)))
        }
        (Answer::Good | Answer::Refused(_), Some(to)) => {
            let to = with_fragment(to, address);
            let message = format!("`{address}` has moved for good");
            Some(new(Code::LINK_MOVED, message).help(format!("write `{to}`")))
        }
        (Answer::Refused(code), None) => {
            let message = format!("`{address}` answers no program: {}", status_words(*code));
            let help = "look at it in a browser; where it is as it should be, list its beginning in `content/site.yaml`: `links: {ignore: […]}`";
            Some(new(Code::LINK_REFUSED, message).help(help))
        }
    }
}

/// The new address with the place on the page that the old one named, unless it names one itself.
fn with_fragment(to: &str, old: &str) -> String {
    match old.split_once('#') {
        Some((_, fragment)) if !to.contains('#') => format!("{to}#{fragment}"),
        _ => to.to_owned(),
    }
}

/// What may be linked instead of an address that is lost.
fn instead(address: &str, verdict: &Verdict, known: &Known<'_>, answers: &BTreeMap<String, Verdict>) -> String {
    if let Some(archive) = known.archive {
        let answer = parse(archive).and_then(|a| answers.get(a.key())).map(|v| &v.answer);
        match answer {
            Some(Answer::Good) => {
                return format!("the archived copy answers: find where the page is now, or link to `{archive}`");
            }
            Some(Answer::Refused(_)) | None => {
                return format!("there may be an archived copy, which was not asked or won't say: `{archive}`");
            }
            Some(Answer::Dead(_) | Answer::Unreachable(_)) => {}
        }
    }
    let whole = address.split('#').next().unwrap_or(address);
    let either = if known.archive.is_some() {
        "the archived copy does not answer either; "
    } else {
        ""
    };
    if let Some(copy) = &verdict.copy {
        return format!("{either}find where the page is now, or link to the copy in the Internet Archive: `{copy}`");
    }
    if whole.contains("web.archive.org/web/") {
        return format!("{either}find another copy, or where the page is now");
    }
    let copy = suggested(whole, known.read);
    format!("{either}find where the page is now, or look for an archived copy: `{copy}`")
}
