//! `nutgraf init` and `nutgraf new`.

use std::fs;

use crate::place::{Place, Run};

#[test]
fn init_makes_a_site_in_a_new_or_an_empty_folder() {
    let place = Place::empty();
    fs::create_dir(place.path("empty")).unwrap();
    for dir in ["new", "new/below", "empty"] {
        let run = place.run(&["init", dir]).ends(0);
        assert_eq!(run.out, format!("made a small site in {dir}\n"));
        run.says(&[
            &format!("nutgraf --root {dir} build --portable"),
            &format!("{dir}/public/index.html"),
        ]);
        assert!(place.exists(&format!("{dir}/content/site.yaml")));
        assert_eq!(place.read(&format!("{dir}/.gitignore")), "/public\n/.nutgraf\n");
        assert!(!place.exists(&format!("{dir}/gitignore")));
        let check = place.run(&["--root", dir, "check", "--strict"]).ends(0);
        assert_eq!(
            (check.out.as_str(), check.err.as_str()),
            ("", "checked 1 explainer: no problems\n")
        );
    }
}

#[test]
fn init_says_a_command_that_can_be_copied() {
    let place = Place::empty();
    place
        .run(&["init", "my site"])
        .ends(0)
        .says(&["`nutgraf --root \"my site\" build --portable`"]);
    place.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    let mut inside = place.command(&["init", "."]);
    let run = Run::of(&inside.current_dir(place.path("repository")).output().unwrap());
    run.ends(0)
        .says(&["`nutgraf build --portable`, then open public/index.html"]);
    assert_eq!(place.read("repository/.git/HEAD"), "ref: refs/heads/main\n");
}

#[test]
fn init_never_replaces_anything() {
    let place = Place::empty();
    place.write("full/letter.txt", "Dear");
    place.write("file", "x");
    let before = place.tree(".");
    place
        .run(&["init", "full"])
        .ends(3)
        .says(&["error: full is not empty\n  help: choose a new folder"]);
    place
        .run(&["init", "file"])
        .ends(3)
        .says(&["error: file can't be used: "]);
    place.run(&["init"]).ends(2);
    assert_eq!(place.tree("."), before);
}

#[test]
fn the_starter_shows_every_kind_and_names_every_setting() {
    let place = Place::starter();
    let settings = place.read("content/site.yaml");
    for field in nutgraf::model::schema::SITE {
        let key = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{}:", field.name));
        assert!(settings.lines().any(key), "site.yaml does not name `{}`", field.name);
    }
    let page = place.read("content/metre.md");
    for part in [
        "key_points:",
        "questions:",
        "known:",
        "unknown:",
        "```facts",
        "```timeline",
    ] {
        assert!(page.contains(part), "{part}");
    }
    place.run(&["build"]).ends(0);
    let html = place.read("public/metre/index.html");
    for id in ["si", "prototype-metre", "speed-of-light"] {
        assert!(html.contains(&format!("href=\"#_d-{id}\"")), "`{id}` is not linked");
    }
}

#[test]
fn every_new_file_passes_the_checks() {
    let place = Place::starter();
    for (kind, id, file) in [
        ("explainer", "yard", "content/yard.md"),
        ("page", "history/of/the-foot", "content/history/of/the-foot.md"),
        ("term", "agrément", "content/glossary/agrément.md"),
        ("event", "yard-1959", "content/timeline/yard-1959.md"),
        ("person", "huygens", "content/people/huygens.md"),
        ("organisation", "nist", "content/people/nist.md"),
        ("source", "a-book.md", "content/sources/a-book.md"),
    ] {
        let run = place.run(&["new", kind, id]).ends(0);
        assert_eq!((run.out.as_str(), run.err.as_str()), (format!("{file}\n").as_str(), ""));
        assert!(place.exists(file), "{file}");
    }
    let check = place.run(&["check", "--drafts", "--format=json"]).ends(0);
    let report: serde_json::Value = serde_json::from_str(&check.out).unwrap();
    let found: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["code"].as_str().unwrap())
        .collect();
    // What nobody uses yet is said; nothing else is wrong.
    assert_eq!(
        found,
        ["glossary/unused-term", "citation/unused-source", "timeline/no-source"]
    );
    assert!(
        place
            .read("content/glossary/agrément.md")
            .starts_with("---\nterm: Agrément\n")
    );
    assert!(place.read("content/people/nist.md").contains("kind: organisation\n"));
}

#[test]
fn a_name_that_yaml_takes_for_something_else_is_quoted() {
    let place = Place::starter();
    for (kind, id, line) in [
        ("term", "null", "term: \"Null\"\n"),
        ("term", "no", "term: \"No\"\n"),
        ("person", "true", "name: \"True\"\n"),
        ("event", "2016", "title: \"2016\"\n"),
        ("event", "2016-02-27", "title: \"2016 02 27\"\n"),
        ("source", "1e3", "title: \"1e3\"\n"),
        ("explainer", "nulls", "title: Nulls\n"),
    ] {
        let run = place.run(&["new", kind, id]).ends(0);
        let text = place.read(run.out.trim());
        assert!(text.contains(line), "{text}");
    }
    place.run(&["check", "--drafts"]).ends(0);
}

#[test]
fn each_optional_field_of_a_new_file_can_be_uncommented() {
    let place = Place::starter();
    place.run(&["new", "term", "yard"]).ends(0);
    let text = place.read("content/glossary/yard.md");
    for field in ["aliases: []", "see_also: []", "extra: {}"] {
        assert!(text.contains(&format!("# {field} # ")), "{field} in:\n{text}");
        place.replace("content/glossary/yard.md", &format!("# {field}"), field);
    }
    place.run(&["check"]).ends(0);
}

#[test]
fn new_replaces_no_file_and_takes_no_id_twice() {
    let place = Place::starter();
    place.write("content/yard/index.md", "---\ntitle: Yard\nsummary: Three feet.\n---\n");
    let before = place.tree(".");
    for (kind, id, message) in [
        ("term", "si", "error: content/glossary/si.md is there already\n  help: "),
        ("explainer", "metre", "error: content/metre.md is there already"),
        ("explainer", "index", "error: content/index.md is there already"),
        (
            "event",
            "krypton-1960",
            "two entries of timeline/ have the id `krypton-1960` (see content/timeline.yaml:",
        ),
        ("organisation", "bipm", "have the id `bipm` (see content/people.yaml:"),
        (
            "source",
            "nist-meter",
            "have the id `nist-meter` (see content/sources.yaml:",
        ),
        (
            "explainer",
            "yard",
            "both claim the address /yard/ (see content/yard/index.md:",
        ),
    ] {
        refuses(&place, 3, kind, id, message);
    }
    assert_eq!(place.tree("."), before);
}

#[test]
fn a_name_that_cannot_be_an_id_is_refused_with_a_better_one() {
    let place = Place::starter();
    let before = place.tree(".");
    for (kind, id, message) in [
        (
            "term",
            "my term",
            "`my term` can't be an id: a space can't stand in an address; try `my-term`",
        ),
        ("term", "a/b", "try `a-b`"),
        ("explainer", "history//foot", "an empty name"),
        (
            "explainer",
            "../outside",
            "`..` can't be an id: names that begin with `_`, `.` or `-`",
        ),
        ("event", "con", "Windows keeps the name `con` for a device"),
        ("person", "_hidden", "try `hidden`"),
        ("explainer", "glossary/yard", "try `nutgraf new term yard`"),
        ("explainer", "timeline/a/b", "try `nutgraf new event b`"),
        (
            "explainer",
            "people/index",
            "content/people/index.md is the text that opens the section",
        ),
        (
            "explainer",
            "search",
            "the address /search/ is kept for pages that nutgraf makes",
        ),
        (
            "explainer",
            "style.css",
            "the address /style.css/ is kept for a file of nutgraf's theme",
        ),
        ("term", "README", "content/glossary/README.md is a note to authors"),
    ] {
        refuses(&place, 2, kind, id, message);
    }
    assert_eq!(place.tree("."), before);
}

#[test]
fn new_makes_a_translation_with_the_title_of_its_original() {
    let place = Place::starter();
    place.replace("content/site.yaml", "# languages: [en, fr]", "languages: [en, fr]");
    place.run(&["new", "explainer", "length/old-yard.fr"]).ends(0);
    assert!(
        place
            .read("content/length/old-yard.fr.md")
            .contains("\ntitle: Old yard\n")
    );
    place.run(&["new", "term", "si.fr"]).ends(0);
    assert!(place.read("content/glossary/si.fr.md").contains("\nterm: Si\n"));
    refuses(
        &place,
        3,
        "term",
        "si.it",
        "`it` is no language of this site, and so this is no translation of `si`",
    );
    refuses(
        &place,
        3,
        "explainer",
        "index.it",
        "so this is no translation of `index`",
    );
}

#[test]
fn where_no_site_is_the_one_above_is_named() {
    let place = Place::starter();
    let mut command = place.command(&["check"]);
    command.current_dir(place.path("content/glossary"));
    let help = "a site is in a folder above: go there, or write `--root ../..`";
    Run::of(&command.output().unwrap()).ends(3).says(&[help]);
    place
        .run(&["--root", "content", "check"])
        .ends(3)
        .says(&["write `--root content/..`"]);
    let settings = place.read("content/site.yaml");
    std::fs::remove_file(place.path("content/site.yaml")).unwrap();
    place.write("content/site.yml", &settings);
    place
        .run(&["check"])
        .ends(3)
        .says(&["help: rename content/site.yml to content/site.yaml"]);
}

#[test]
fn new_finds_the_site_that_is_named() {
    let place = Place::empty();
    place.run(&["init", "site"]).ends(0);
    let run = place.run(&["--root", "site", "new", "term", "yard"]).ends(0);
    assert_eq!(run.out, "site/content/glossary/yard.md\n");
}

/// `new` ends with this code, says why, and prints no path.
fn refuses(place: &Place, code: i32, kind: &str, id: &str, message: &str) {
    let run = place.run(&["new", kind, id]).ends(code);
    assert_eq!(run.out, "");
    run.says(&[message]);
}

#[test]
fn init_adds_what_a_host_needs_to_a_new_site_and_to_one_that_is_there() {
    let place = Place::empty();
    let files = [
        ("github", vec![".github/workflows/pages.yml"]),
        ("gitlab", vec![".gitlab-ci.yml"]),
        ("netlify", vec!["netlify.toml"]),
        ("cloudflare", vec!["wrangler.toml", "cloudflare-build.sh"]),
    ];
    for (host, names) in files {
        let run = place.run(&["init", host, "--host", host]).ends(0);
        assert!(
            run.out.starts_with(&format!("made a small site in {host}\n")),
            "{}",
            run.out
        );
        for name in names {
            let text = place.read(&format!("{host}/{name}"));
            assert!(run.out.contains(&format!("made {host}/{name}\n")), "{}", run.out);
            assert!(!text.contains("@VERSION@"), "{text}");
        }
        place.run(&["--root", host, "check", "--strict"]).ends(0);
    }
    let before = place.read("github/content/site.yaml");
    place.run(&["init", "github", "--host", "netlify"]).ends(0);
    assert!(place.exists("github/netlify.toml"));
    assert_eq!(place.read("github/content/site.yaml"), before);
    // Without a folder, the site at hand.
    place.run(&["--root", "gitlab", "init", "--host", "github"]).ends(0);
    assert!(place.exists("gitlab/.github/workflows/pages.yml"));
}

#[test]
fn init_says_what_is_there_already() {
    let place = Place::empty();
    place.run(&["init", "site", "--host", "netlify"]).ends(0);
    let again = place.run(&["init", "site", "--host", "netlify"]).ends(0);
    assert_eq!(again.out, "site/netlify.toml is there already, as it would be made\n");
    place.write("site/netlify.toml", "# mine\n");
    place
        .run(&["init", "site", "--host", "netlify"])
        .ends(3)
        .says(&["site/netlify.toml is there already, with another text, and was left as it is"]);
    assert_eq!(place.read("site/netlify.toml"), "# mine\n");
    place.write("full/letter.txt", "Dear");
    place
        .run(&["init", "full", "--host", "github"])
        .ends(3)
        .says(&["full is not empty"]);
    assert!(!place.exists("full/.github/workflows/pages.yml"));
}
