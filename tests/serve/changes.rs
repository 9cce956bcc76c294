//! Changes on disk: each is served, and afterwards everything is as a build would write it.

use std::fs;

use crate::TERM;
use crate::preview::Preview;

/// A site in which everything refers to something.
fn site() -> Preview {
    Preview::small(&[
        ("content/glossary/weir.md", TERM),
        (
            "content/glossary/sluice.md",
            "---\nterm: Sluice\ndefinition: A gate in a [[weir]].\n---\n",
        ),
        (
            "content/timeline/flood.md",
            "---\ntitle: The flood\ndate: 1953-02\nsources: [report]\npeople: [ada]\n---\n",
        ),
        ("content/people.yaml", "- {id: ada, name: Ada}\n"),
        (
            "content/sources.yaml",
            "- {id: report, title: Report, url: \"https://example.org/r\"}\n",
        ),
        (
            "content/one.md",
            "---\ntitle: One\nsummary: First *words*.\ntags: [water]\n---\nA weir [@report]. [[flood]]\n",
        ),
        (
            "content/rivers/index.md",
            "---\ntitle: Rivers\nsummary: Words.\n---\n![a map](map.svg)\n",
        ),
        (
            "content/rivers/elm.md",
            "---\ntitle: Elm\nsummary: A *small* river.\n---\nA sluice.\n",
        ),
        ("content/rivers/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("static/extra.css", "p { color: red }"),
    ])
}

/// Edits of each kind: a name, a file, a text in it, and what takes its place. Without a text, the file is new.
const EDITS: [(&str, &str, &str, &str); 19] = [
    ("a body", "content/one.md", "A weir", "Some sluice and a weir"),
    ("a title", "content/one.md", "title: One", "title: Zero"),
    ("a summary", "content/one.md", "First *words*", "Other *words*"),
    (
        "a date, which moves the page",
        "content/rivers/elm.md",
        "title: Elm",
        "title: Elm\ndate: 2020-01-02",
    ),
    (
        "a definition",
        "content/glossary/weir.md",
        "A low dam",
        "A very low dam",
    ),
    (
        "an alias",
        "content/glossary/weir.md",
        "term: Weir",
        "term: Weir\naliases: [words]",
    ),
    (
        "a term's title",
        "content/glossary/sluice.md",
        "term: Sluice",
        "term: Watergate",
    ),
    ("an event's date", "content/timeline/flood.md", "1953-02", "1954-03"),
    ("a person", "content/people.yaml", "name: Ada", "name: Ada Berg"),
    ("a source", "content/sources.yaml", "title: Report", "title: The report"),
    (
        "a new page",
        "content/rivers/oak.md",
        "",
        "---\ntitle: Oak\nsummary: Words.\n---\nA watergate.\n",
    ),
    (
        "a new term",
        "content/glossary/lock.md",
        "",
        "---\nterm: Lock\ndefinition: A step.\n---\nA weir.\n",
    ),
    ("a tag", "content/one.md", "[water]", "[dry, water]"),
    ("a slug", "content/one.md", "tags:", "slug: primus\ntags:"),
    (
        "an old address",
        "content/one.md",
        "tags:",
        "redirect_from: [/uno/]\ntags:",
    ),
    ("a style sheet", "static/extra.css", "", "p { color: blue }"),
    ("a new file", "static/new/notes.txt", "", "notes"),
    (
        "the settings",
        "content/site.yaml",
        "title: Site",
        "title: Another site",
    ),
    (
        "a template",
        "templates/term.html",
        "",
        "{% extends \"default/term.html\" %}{% block title %}T{% endblock %}",
    ),
];

#[test]
fn each_kind_of_edit_is_served() {
    let preview = site();
    preview.until_as_built("start");
    for (name, path, from, to) in EDITS {
        match from {
            "" => preview.write(path, to),
            _ => preview.edit(path, from, to),
        }
        preview.until_as_built(name);
    }
    preview.edit("templates/term.html", "%}T{%", "%}Tt{%");
    preview.until_as_built("a template's text");
    fs::remove_file(preview.root().join("templates/term.html")).unwrap();
    preview.until_as_built("a template that is gone");
}

#[test]
fn a_draft_appears_when_it_is_one_no_longer() {
    let preview = Preview::small(&[(
        "content/plan.md",
        "---\ntitle: Plan\nsummary: Words.\ndraft: true\n---\n",
    )]);
    assert_eq!(preview.get("/plan/").status, 404);
    preview.edit("content/plan.md", "draft: true", "draft: false");
    preview.until("the page is there", || preview.get("/plan/").status == 200);
    preview.edit("content/plan.md", "draft: false", "draft: true");
    preview.until("the page is gone", || preview.get("/plan/").status == 404);
}

#[test]
fn files_come_go_and_change_their_names() {
    let preview = site();
    let root = preview.root();
    fs::rename(root.join("content/one.md"), root.join("content/two.md")).unwrap();
    preview.until("the new name is there", || preview.get("/two/").status == 200);
    preview.until_as_built("a new name");
    assert_eq!(preview.get("/one/").status, 404);
    fs::remove_file(root.join("content/two.md")).unwrap();
    preview.until("the page is gone", || preview.get("/two/").status == 404);
    preview.until_as_built("a page that is gone");
    fs::rename(root.join("content/rivers"), root.join("content/streams")).unwrap();
    preview.until("the folder has another name", || {
        preview.get("/streams/elm/").status == 200
    });
    preview.until_as_built("a folder with another name");
    fs::remove_dir_all(root.join("content/streams")).unwrap();
    preview.until("the folder is gone", || preview.get("/streams/elm/").status == 404);
    preview.until_as_built("a folder that is gone");
}

#[test]
fn editors_save_in_many_ways() {
    let preview = site();
    let page = |words: &str| format!("---\ntitle: One\nsummary: Words.\n---\n{words}\n");
    preview.write_atomically("content/one.md", &page("Put in place"));
    preview.until_says("/one/", "Put in place");
    // Vim: a swap file, a test file, the old text set aside.
    preview.write("content/.one.md.swp", "x");
    preview.write("content/4913", "");
    fs::remove_file(preview.root().join("content/4913")).unwrap();
    let at = preview.root().join("content/one.md");
    fs::rename(&at, preview.root().join("content/one.md~")).unwrap();
    preview.write("content/one.md", &page("Set aside"));
    fs::remove_file(preview.root().join("content/one.md~")).unwrap();
    preview.until_says("/one/", "Set aside");
    assert_eq!(preview.get("/4913").status, 404);
    // Emptied first, written a moment later.
    let file = fs::File::create(&at).unwrap();
    drop(file);
    preview.write("content/one.md", &page("Written late"));
    preview.until_says("/one/", "Written late");
    // Removed and made anew.
    fs::remove_file(&at).unwrap();
    preview.write("content/one.md", &page("Made anew"));
    preview.until_says("/one/", "Made anew");
    preview.until_as_built("all that");
}

#[test]
fn many_files_at_once_are_one_change() {
    let preview = site();
    for at in 0..150 {
        let text = format!("---\ntitle: Page {at}\nsummary: Words.\n---\nA weir, {at}.\n");
        preview.write(&format!("content/many/p{at}.md"), &text);
    }
    preview.until("the last page is there", || preview.get("/many/p149/").status == 200);
    preview.until_as_built("150 new pages");
    fs::remove_dir_all(preview.root().join("content/many")).unwrap();
    preview.until("they are gone", || preview.get("/many/p149/").status == 404);
    preview.until_as_built("150 pages less");
}

#[test]
fn folders_that_were_not_there_are_watched_when_they_come() {
    let preview = Preview::small(&[]);
    preview.write("static/late.txt", "late");
    preview.until("the file is served", || preview.get("/late.txt").body == b"late");
    preview.write("templates/404.html", "<p>Nowhere</p>");
    preview.until_says("/nothing/", "Nowhere");
    preview.write("templates/404.html", "<p>Elsewhere</p>");
    preview.until_says("/nothing/", "Elsewhere");
}

#[test]
fn site_yaml_may_be_gone_for_a_moment() {
    let preview = site();
    let at = preview.root().join("content/site.yaml");
    let text = fs::read_to_string(&at).unwrap();
    let mut open = preview.listen("one/index.html");
    fs::remove_file(&at).unwrap();
    open.until("problems", "file/unreadable");
    assert_eq!(preview.get("/one/").status, 200);
    fs::write(&at, text.replace("title: Site", "title: Back")).unwrap();
    preview.until_says("/one/", "Back");
    preview.until_as_built("site.yaml is back");
}
