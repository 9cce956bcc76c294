//! What an open page is told: a new version, new styles, problems and their end.

use crate::TERM;
use crate::preview::Preview;

const PAGE: &str = "---\ntitle: One\nsummary: Words.\n---\nGood words.\n";

fn site() -> Preview {
    Preview::small(&[
        ("content/glossary/weir.md", TERM),
        ("content/one.md", PAGE),
        ("content/two.md", "---\ntitle: Two\nsummary: Words.\n---\nA weir.\n"),
        ("static/extra.css", "p { color: red }"),
    ])
}

#[test]
fn a_page_is_told_of_its_new_version_and_only_of_its_own() {
    let preview = site();
    let mut two = preview.listen("two/index.html");
    let mut one = preview.listen("one/index.html");
    preview.edit("content/one.md", "Good words", "Better words");
    one.until("reload", "");
    preview.edit("content/glossary/weir.md", "A low dam", "A high dam");
    // The first thing that the other page is told is of the term that it mentions.
    let (name, _) = loop {
        let event = two.next();
        if event.0 != "problems" {
            break event;
        }
    };
    assert_eq!(name, "reload");
    assert!(preview.page("/two/").contains("A high dam"));
}

#[test]
fn a_page_that_shows_an_old_version_is_told_at_once() {
    let preview = site();
    preview.listen_as("one/index.html", "0123").until("reload", "");
}

#[test]
fn styles_are_told_by_their_address() {
    let preview = site();
    let mut one = preview.listen("one/index.html");
    preview.write("static/extra.css", "p { color: blue }");
    assert_eq!(one.until("files", ""), "[\"/extra.css\"]");
}

#[test]
fn errors_are_shown_over_the_last_good_version_until_they_are_mended() {
    let preview = site();
    let mut one = preview.listen("one/index.html");
    preview.edit("content/one.md", "Good words", "Worse words [[nowhere]]");
    let told = one.until("problems", "reference/unknown");
    for part in ["content/one.md:5:15", "\"help\":", "Worse words [[", "\"errors\":1"] {
        assert!(told.contains(part), "no {part:?} in {told}");
    }
    assert!(preview.page("/one/").contains("Good words"));
    preview.until("the terminal says so", || {
        preview.errors().contains("error[reference/unknown]")
    });
    preview.write("content/one.md", PAGE);
    one.until("problems", "\"errors\":0");
    preview.until("the terminal says so", || {
        preview.errors().contains("no problems any more")
    });
    preview.until_as_built("mending");
}

#[test]
fn a_page_whose_front_matter_breaks_stays_and_so_do_the_links_to_it() {
    let preview = site();
    preview.edit("content/two.md", "A weir.", "[[one]]");
    preview.until_says("/two/", "One</a>");
    let mut two = preview.listen("two/index.html");
    preview.edit("content/one.md", "title: One", "title: [");
    let told = two.until("problems", "yaml/syntax");
    assert!(told.contains("\"errors\":1,"), "{told}");
    assert!(preview.page("/one/").contains("Good words"));
    assert!(preview.page("/two/").contains("One</a>"));
    preview.edit("content/one.md", "title: [", "title: Won");
    preview.until_says("/two/", "Won</a>");
    preview.until_as_built("mending");
}

#[test]
fn an_entry_that_breaks_stays_too() {
    let preview = site();
    let mut two = preview.listen("two/index.html");
    preview.edit(
        "content/glossary/weir.md",
        "definition: A low dam.",
        "definitoin: A low dam.",
    );
    two.until("problems", "yaml/unknown-field");
    assert!(preview.page("/two/").contains("A low dam"));
    assert!(preview.page("/glossary/weir/").contains("A low dam"));
    preview.edit("content/glossary/weir.md", "definitoin", "definition");
    two.until("problems", "\"errors\":0");
    preview.until_as_built("mending");
}

#[test]
fn a_site_that_is_broken_from_the_start_is_served_and_mended() {
    let preview = Preview::small(&[("content/one.md", "---\ntitle: [\n---\n")]);
    let mut one = preview.listen("one/index.html");
    one.until("problems", "yaml/syntax");
    preview.write("content/one.md", PAGE);
    one.until("reload", "");
    preview.until_says("/one/", "Good words");
}

#[test]
fn an_error_of_a_template_is_told_on_every_page() {
    let preview = site();
    preview.until_says("/one/", "Good words");
    let mut one = preview.listen("one/index.html");
    preview.write("templates/page.html", "<main>{{ page.titel }}</main>");
    let told = one.until("problems", "template/unknown-variable");
    assert!(told.contains("templates/page.html:1:"), "{told}");
    assert!(
        preview.page("/one/").contains("Good words"),
        "{}",
        preview.page("/one/")
    );
    preview.write("templates/page.html", "<main>{{ page.title }}: {{ page.body_html }}");
    preview.until_says("/one/", "<main>One: ");
    one.until("problems", "\"errors\":0");
    preview.write("templates/page.html", "<main>{% if %}</main>");
    one.until("problems", "template/error");
    assert!(preview.page("/one/").contains("<main>One: "));
    preview.write("templates/page.html", "<main>{{ page.title }}!</main>");
    preview.until_says("/one/", "One!");
    preview.until_as_built("mending");
}

#[test]
fn the_terminal_says_what_check_says_once_a_change() {
    let preview = site();
    preview.edit("content/two.md", "A weir.", "A dam. [[nowhere]]");
    preview.until("the error is printed", || {
        preview.errors().contains("error[reference/unknown]")
    });
    preview.edit("content/one.md", "Good", "Nice");
    preview.until("the change is printed", || {
        preview.errors().contains("changed content/one.md")
    });
    preview.until_says("/one/", "Nice");
    assert_eq!(
        preview.errors().matches("error[reference/unknown]").count(),
        1,
        "{}",
        preview.errors()
    );
}
