//! What an author may ask while texts are linked: why a term is, or is not, linked in one of them ([`Why`]), and which
//! mentions there are in all ([`Survey`]). Watching changes no link.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scope::Scope;
use crate::glossary::{FormKind, Forms, Found, How, Refusal};
use crate::model::{Density, Match};
use crate::prose::Run;
use crate::span::{Span, Spanned};

/// Who watches.
#[derive(Debug, Default)]
pub(super) enum Watch {
    /// Nobody.
    #[default]
    Nobody,
    /// Somebody who asks about one term.
    Why(Box<Why>),
    /// Somebody who asks for all mentions.
    Survey(Box<Survey>),
    /// Somebody who asks for the addresses outside the site, each with its place.
    Outside(Vec<Spanned<String>>),
}

/// Makes the watcher of a text that is about to be linked.
pub(super) type Watcher<'w> = &'w (dyn Fn(&Scope<'_>) -> Watch + Sync);

/// Nobody watches.
pub(super) fn nobody(_: &Scope<'_>) -> Watch {
    Watch::Nobody
}

/// What was decided about one term in one text.
#[derive(Debug)]
pub(super) struct Why {
    term: usize,
    own: Forms,
    /// The decisions, in reading order.
    pub(super) decisions: Vec<Decision>,
}

/// A place where a term stands, or seems to, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where.
    pub place: Span,
    /// The words there.
    pub text: String,
    /// The form that they match, and how; none where they match no form.
    pub matched: Option<Matched>,
    /// What became of it.
    pub verdict: Verdict,
}

/// How words match a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The form.
    pub form: String,
    /// What it is to the term.
    pub kind: FormKind,
    /// How near the words are to it.
    pub how: How,
}

/// What became of a mention, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Linked: it is the first that this density links, or each is.
    Linked(Density),
    /// Linked by the author.
    ByHand,
    /// A mention that is not linked, because an earlier one is.
    Repeated(Density),
    /// It stands where nothing is linked.
    Quiet(Quiet),
    /// Terms are not linked by themselves here.
    Off,
    /// The page skips the term.
    Skipped,
    /// It is the term's own entry.
    Own,
    /// The term says `match: never`.
    Never,
    /// Several terms share the form.
    Shared(Vec<usize>),
    /// It is a part of a mention of another term, or nearer to one.
    Covered {
        /// The other term.
        by: usize,
        /// Its words.
        text: String,
    },
    /// It stands where no word of its own may stand.
    Refused(Refusal),
    /// It shares a stem with this word of a form, and is another word.
    OtherWord(String),
}

/// Where nothing is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// A heading.
    Heading,
    /// A link.
    Link,
    /// The text of a picture.
    Image,
    /// Code.
    Code,
    /// Math.
    Math,
    /// The line under a quotation that says who speaks.
    Attribution,
}

impl Why {
    /// Watches one term. `index` is the term's in the loaded list.
    pub(super) fn new(scope: &Scope<'_>, term: usize) -> Option<Self> {
        let entry = scope.index.loaded.terms.get(term)?;
        let mut data = entry.data.clone();
        if data.matching == Match::Never {
            // What would match is told too.
            data.matching = Match::Inflected;
        }
        let mut own = Forms::new(&entry.language);
        own.add(term, &data);
        Some(Self {
            term,
            own,
            decisions: Vec::new(),
        })
    }

    fn matched(&self, found: &Found) -> Option<Matched> {
        let form = self.own.form(found.form)?;
        Some(Matched {
            form: form.text.to_string(),
            kind: form.kind,
            how: found.how,
        })
    }

    /// Notes the mentions in a text where nothing is linked.
    pub(super) fn quiet(&mut self, text: &str, quiet: Quiet, place: impl Fn(Range<usize>) -> Span) {
        for found in self.own.find(text, |_| false) {
            self.decisions.push(Decision {
                place: place(found.range.clone()),
                text: text.get(found.range.clone()).unwrap_or("").to_owned(),
                matched: self.matched(&found),
                verdict: Verdict::Quiet(quiet),
            });
        }
    }
}

/// A stretch of prose with what was found there, as a watcher sees it.
pub(super) struct Seen<'s> {
    /// The text.
    pub(super) run: &'s Run,
    /// Where prose ends and an attribution begins.
    pub(super) end: usize,
    /// What the whole glossary finds.
    pub(super) found: &'s [Found],
}

impl Scope<'_> {
    /// Notes what becomes of the watched term in a stretch of prose, except where it is mentioned: that is noted when it
    /// is known whether the mention is linked.
    pub(super) fn watch_prose(&mut self, seen: &Seen<'_>, place: impl Fn(Range<usize>) -> Span) {
        if !matches!(self.watch, Watch::Why(_)) {
            return;
        }
        let Watch::Why(mut why) = std::mem::take(&mut self.watch) else {
            return;
        };
        let text = seen.run.text.get(..seen.end).unwrap_or("");
        let slice = |range: &Range<usize>| text.get(range.clone()).unwrap_or("").to_owned();
        let at = |range: &Range<usize>| place(seen.run.source(range.clone()));
        let (mine, refused) = why.own.explain(text, |_| false);
        let mut notes: Vec<(usize, Decision)> = Vec::new();
        for found in &mine {
            let other = seen.found.iter().find(|f| overlap(&f.range, &found.range));
            let verdict = match other {
                Some(f) if f.terms == [why.term] => continue,
                Some(f) if f.terms.contains(&why.term) => Verdict::Shared(f.terms.clone()),
                Some(f) => Verdict::Covered {
                    by: f.terms.first().copied().unwrap_or(why.term),
                    text: slice(&f.range),
                },
                None => self.silence(why.term),
            };
            let decision = Decision {
                place: at(&found.range),
                text: slice(&found.range),
                matched: why.matched(found),
                verdict,
            };
            notes.push((found.range.start, decision));
        }
        let clear = |range: &Range<usize>| !mine.iter().any(|f| overlap(&f.range, range));
        for refusal in refused.iter().filter(|r| clear(&r.range)) {
            let form = why.own.form(refusal.form);
            let decision = Decision {
                place: at(&refusal.range),
                text: slice(&refusal.range),
                matched: form.map(|f| Matched {
                    form: f.text.to_string(),
                    kind: f.kind,
                    how: How::Letters,
                }),
                verdict: Verdict::Refused(refusal.why),
            };
            notes.push((refusal.range.start, decision));
        }
        for (range, word) in why.own.lookalikes(text) {
            if clear(&range) && !refused.iter().any(|r| overlap(&r.range, &range)) {
                let decision = Decision {
                    place: at(&range),
                    text: slice(&range),
                    matched: None,
                    verdict: Verdict::OtherWord(word.to_owned()),
                };
                notes.push((range.start, decision));
            }
        }
        notes.sort_by_key(|(start, _)| *start);
        why.decisions.extend(notes.into_iter().map(|(_, decision)| decision));
        if let Some(rest) = seen.run.text.get(seen.end..) {
            let place = |range: Range<usize>| at(&(seen.end + range.start..seen.end + range.end));
            why.quiet(rest, Quiet::Attribution, place);
        }
        self.watch = Watch::Why(why);
    }

    /// Why a mention that stands in prose is not even looked at.
    fn silence(&self, term: usize) -> Verdict {
        let never = self
            .index
            .loaded
            .terms
            .get(term)
            .is_some_and(|t| t.data.matching == Match::Never);
        if self.own == Some(term) {
            Verdict::Own
        } else if self.skip.contains(&term) {
            Verdict::Skipped
        } else if never {
            Verdict::Never
        } else {
            Verdict::Off
        }
    }

    /// Notes mentions where nothing is linked.
    pub(super) fn watch_quiet(&mut self, text: &str, quiet: Quiet, place: impl Fn(Range<usize>) -> Span) {
        if let Watch::Why(why) = &mut self.watch {
            why.quiet(text, quiet, place);
        }
    }

    /// Notes an address outside the site.
    pub(super) fn watch_outside(&mut self, address: &str, place: Span) {
        if let Watch::Outside(met) = &mut self.watch {
            met.push(Spanned::new(address.to_owned(), place));
        }
    }

    /// Notes a mention that counts.
    pub(super) fn watch_mention(&mut self, term: usize, text: &str, place: Span, found: Option<&Found>, linked: bool) {
        let density = self.density_of(term);
        match &mut self.watch {
            Watch::Why(why) if why.term == term => {
                let verdict = match found {
                    None => Verdict::ByHand,
                    Some(_) if linked => Verdict::Linked(density),
                    Some(_) => Verdict::Repeated(density),
                };
                // The whole glossary numbers its forms otherwise than the term's own.
                let matched = found.and_then(|_| {
                    let own = why.own.find(text, |_| false);
                    own.first().and_then(|f| why.matched(f))
                });
                why.decisions.push(Decision {
                    place,
                    text: text.to_owned(),
                    matched,
                    verdict,
                });
            }
            Watch::Nobody | Watch::Why(_) | Watch::Outside(_) => {}
            Watch::Survey(survey) => survey.met.push(Met {
                term,
                form: text.to_owned(),
                place,
                linked,
            }),
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// All mentions of some texts, and phrases that may be terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The mentions, in reading order.
    pub met: Vec<Met>,
    /// Phrases and abbreviations that no entry explains, with the places where they stand.
    pub unknown: BTreeMap<String, Vec<Span>>,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The term.
    pub term: usize,
    /// The words.
    pub form: String,
    /// Where.
    pub place: Span,
    /// Whether it is linked.
    pub linked: bool,
}

impl Survey {
    /// Adds what another text has.
    pub(super) fn merge(&mut self, other: Self) {
        self.met.extend(other.met);
        for (phrase, places) in other.unknown {
            self.unknown.entry(phrase).or_default().extend(places);
        }
    }
}
