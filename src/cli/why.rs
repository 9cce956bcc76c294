//! `nutgraf why PAGE TERM`: each place where a term stands on a page, or seems to, and what became of it.

use nutgraf::build::Options;
use nutgraf::build::ask::{self, Place, Unanswered, Why};
use nutgraf::glossary::{FormKind, How, Refusal};
use nutgraf::link::{Decision, Matched, Quiet, Verdict};
use nutgraf::model::Density;
use nutgraf::world::Disk;
use serde_json::{Value, json};

use super::{Exit, ListFormat, WhyArgs, output};

/// Prints the decisions.
pub(crate) fn why(disk: &Disk, args: &WhyArgs) -> Exit {
    let options = Options {
        drafts: args.drafts,
        ..Options::default()
    };
    let why = match ask::why(disk, &options, &args.page, &args.term) {
        Ok(why) => why,
        Err(Unanswered::Failure(failure)) => return output::failure(disk, &failure),
        Err(Unanswered::Unknown { what, name, near }) => {
            return output::usage(&match near {
                _ if what == "page" && is_draft(disk, args) => {
                    format!("`{}` is a draft; `--drafts` looks at drafts too", args.page)
                }
                Some(near) => format!("there is no {what} `{name}`, did you mean `{near}`?"),
                None if what == "term" => format!("there is no term `{name}`; `nutgraf glossary` lists all"),
                None => format!("there is no {what} `{name}`"),
            });
        }
    };
    match args.format {
        ListFormat::Human => people(&why),
        ListFormat::Json => output::line(&serde_json::to_string_pretty(&machine(&why)).unwrap_or_default()),
    }
    if why.errors > 0 {
        output::note("the site has errors, which may hide mentions: see `nutgraf check`");
    }
    Exit::Good
}

/// Whether the page that was not found is one that is not published yet.
fn is_draft(disk: &Disk, args: &WhyArgs) -> bool {
    let options = Options {
        drafts: true,
        ..Options::default()
    };
    let with = || ask::why(disk, &options, &args.page, &args.term);
    !args.drafts && !matches!(with(), Err(Unanswered::Unknown { what: "page", .. }))
}

fn people(why: &Why) {
    output::line(&format!("`{}` ({}) in {}", why.term, why.title, why.file));
    if let Some((page, term)) = &why.languages {
        output::line(&format!(
            "The page is in `{page}` and the term in `{term}`: terms are looked for in texts of their own language only."
        ));
    }
    for d in &why.decisions {
        let (linked, rule) = rule(d, why);
        let place = Place::of(d.place, &why.sources);
        let text = d.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let verdict = if linked { "linked" } else { "not linked" };
        output::line(&format!(
            "\n{}:{}:{}  “{text}”\n    {verdict}: {rule}",
            place.file, place.position.line, place.position.column
        ));
        if let Some(matched) = &d.matched {
            output::line(&format!("    {}", form(matched)));
        }
    }
    let linked = why.decisions.iter().filter(|d| rule(d, why).0).count();
    let mentions = why.decisions.iter().filter(|d| is_mention(&d.verdict)).count();
    let count = match why.decisions.len() {
        0 => "Nothing on this page looks like it.".to_owned(),
        _ => format!(
            "\n{}, {linked} linked.",
            output::counted(mentions, "mention", "mentions")
        ),
    };
    output::line(&count);
}

fn is_mention(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Linked(_) | Verdict::ByHand | Verdict::Repeated(_))
}

/// Whether it is linked, and by which rule.
fn rule(decision: &Decision, why: &Why) -> (bool, String) {
    let name = |at: &usize| format!("`{}`", why.others.get(at).map_or("?", String::as_str));
    match &decision.verdict {
        Verdict::Linked(Density::First) => (true, "the first mention on the page".into()),
        Verdict::Linked(Density::Section) => (true, "the first mention in its section (density: section)".into()),
        Verdict::Linked(Density::Every) => (true, "every mention is (density: every)".into()),
        Verdict::ByHand => (true, "by hand".into()),
        Verdict::Repeated(Density::Section) => {
            (false, "an earlier mention in its section is (density: section)".into())
        }
        Verdict::Repeated(_) => (false, "an earlier mention on the page counts (density: first)".into()),
        Verdict::Quiet(quiet) => (
            false,
            match quiet {
                Quiet::Heading => "it stands in a heading",
                Quiet::Link => "it stands in a link",
                Quiet::Image => "it stands in the text of a picture",
                Quiet::Code => "it is code",
                Quiet::Math => "it is math",
                Quiet::Attribution => "it says who speaks",
            }
            .into(),
        ),
        Verdict::Off => (
            false,
            "terms are not linked by themselves here (a summary, a footer, or `glossary: {auto: false}`)".into(),
        ),
        Verdict::Skipped => (false, "the page skips it (`glossary: {skip: […]}`)".into()),
        Verdict::Own => (false, "this is its own entry".into()),
        Verdict::Never => (false, "the entry says `match: never`".into()),
        Verdict::Shared(terms) => {
            let names: Vec<String> = terms.iter().map(name).collect();
            (
                false,
                format!("it may be {}; write `[[term:id|words]]`", names.join(" or ")),
            )
        }
        Verdict::Covered { by, text } => (false, format!("“{text}” is a mention of {}", name(by))),
        Verdict::Refused(why) => (
            false,
            match why {
                Refusal::Compound => "it is a part of a compound with a hyphen",
                Refusal::Address => "it is a part of an address or the name of a file",
                Refusal::InsideWord => "it is a part of a longer word",
                Refusal::NoParticle => "what follows it is no particle, so that it is a part of a longer word",
                Refusal::AcrossWords => "its letters stand in two words",
            }
            .into(),
        ),
        Verdict::OtherWord(word) => (
            false,
            format!("it resembles “{word}”, and is no form of it; if it is one, add it to `forms`"),
        ),
    }
}

fn form(matched: &Matched) -> String {
    let kind = match matched.kind {
        FormKind::Title => "the title",
        FormKind::Alias => "the alias",
        FormKind::Abbreviation => "the abbreviation",
        FormKind::Listed => "the listed form",
        FormKind::Half => "a half of the title:",
        FormKind::Core => "the title without its kind,",
        FormKind::Spelling => "another spelling of a form:",
    };
    let how = match matched.how {
        How::Case => "letter by letter, case included",
        How::Letters => "letter by letter",
        How::Inflected | How::InPhrase => "inflected",
    };
    format!("matches {kind} “{}”, {how}", matched.form)
}

fn machine(why: &Why) -> Value {
    let decisions: Vec<Value> = why
        .decisions
        .iter()
        .map(|d| {
            let (linked, rule) = rule(d, why);
            let place = Place::of(d.place, &why.sources);
            json!({
                "file": place.file,
                "line": place.position.line,
                "column": place.position.column,
                "text": d.text,
                "linked": linked,
                "mention": is_mention(&d.verdict),
                "rule": rule,
                "form": d.matched.as_ref().map(|m| m.form.as_str()),
                "matched": d.matched.as_ref().map(form),
            })
        })
        .collect();
    json!({"version": 1, "page": why.on, "file": why.file, "term": why.term, "title": why.title, "decisions": decisions})
}
