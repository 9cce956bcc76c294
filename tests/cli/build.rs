//! `nutgraf build`.

use crate::place::Place;

const DRAFT: &str = "---\ntitle: The secret second\nsummary: Not yet.\ndraft: true\n---\n\nUnheard-of.\n";

#[test]
fn says_in_one_line_what_it_did() {
    let place = Place::starter();
    let first = place.run(&["build"]).ends(0);
    assert_eq!(first.out, "");
    assert_eq!(first.err.lines().count(), 1, "{}", first.err);
    let counts = "1 explainer, 3 terms, 4 events, 3 people and bodies, 4 sources";
    let first = first.says(&["built public in ", counts, " 0 unchanged, 0 removed)"]);
    assert!(!first.err.contains("(0 written"), "{}", first.err);
    place.run(&["build"]).ends(0).says(&["(0 written, "]);
    assert!(place.read("public/index.html").contains("The metre, explained"));
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let (one, two) = (Place::starter(), Place::starter());
    one.run(&["build"]).ends(0);
    two.run(&["build"]).ends(0);
    two.run(&["build"]).ends(0);
    assert_eq!(one.tree("public"), two.tree("public"));
}

#[test]
fn a_page_that_is_gone_is_removed_from_the_output() {
    let place = Place::without_search();
    place.write("content/yard.md", "---\ntitle: Yard\nsummary: Three feet.\n---\n");
    place.run(&["build"]).ends(0);
    assert!(place.exists("public/yard/index.html"));
    std::fs::remove_file(place.path("content/yard.md")).unwrap();
    place.run(&["build"]).ends(0).says(&[" 2 removed)"]);
    assert!(!place.exists("public/yard"));
}

#[test]
fn writes_where_it_is_told() {
    let place = Place::starter();
    place
        .run(&["build", "--output", "out/site"])
        .ends(0)
        .says(&["built out/site in"]);
    place.run(&["build", "-o", "other"]).ends(0);
    assert!(!place.exists("public"));
    assert_eq!(place.tree("out/site"), place.tree("other"));
}

#[test]
fn another_folder_can_be_named() {
    let place = Place::empty();
    place.run(&["init", "a/b"]).ends(0);
    place
        .run(&["--root", "a/b", "build"])
        .ends(0)
        .says(&["built a/b/public in"]);
    place.run(&["build", "--root", "a/b"]).ends(0);
    assert!(place.exists("a/b/public/index.html"));
}

#[test]
fn the_base_url_can_be_replaced() {
    let place = Place::starter();
    place.run(&["build", "--base-url", "https://host.example/sub"]).ends(0);
    let page = place.read("public/metre/index.html");
    assert!(page.contains("https://host.example/sub/metre/"), "{page}");
    assert!(!page.contains("metre.example"), "{page}");
    let before = place.tree("public");
    for bad in ["host.example", "ftp://host.example/", ""] {
        place
            .run(&["build", "--base-url", bad])
            .ends(2)
            .says(&["error: --base-url: "]);
    }
    assert_eq!(place.tree("public"), before);
}

#[test]
fn a_wrong_base_url_leaves_no_folder() {
    let place = Place::starter();
    place.run(&["build", "--base-url", "host.example"]).ends(2);
    assert!(!place.exists("public"));
}

#[test]
fn without_a_base_url_it_says_what_is_left_out_and_builds_even_when_strict() {
    let place = Place::starter();
    place.replace("content/site.yaml", "base_url: https://metre.example/", "");
    place
        .run(&["build", "--strict"])
        .ends(0)
        .says(&["notice[site/no-base-url]", "; 1 notice\n"]);
    assert!(!place.read("public/index.html").contains("rel=\"canonical\""));
}

#[test]
fn a_draft_leaves_no_trace_until_it_is_asked_for() {
    let place = Place::without_search();
    place.run(&["build"]).ends(0);
    let before = place.tree("public");
    place.write("content/second.md", DRAFT);
    place.run(&["build"]).ends(0);
    assert_eq!(place.tree("public"), before);
    place.run(&["build", "--drafts"]).ends(0).says(&["2 explainers"]);
    assert!(place.read("public/second/index.html").contains("Unheard-of"));
    place.run(&["build"]).ends(0).says(&[" 2 removed)"]);
    assert_eq!(place.tree("public"), before);
}

#[test]
fn portable_output_names_its_files() {
    let place = Place::starter();
    place.run(&["build", "--portable"]).ends(0);
    let home = place.read("public/index.html");
    assert!(home.contains("\"metre/index.html\""), "{home}");
    assert!(home.contains("\"glossary/index.html\""), "{home}");
    assert!(!home.contains("\"metre/\""), "{home}");
}

#[test]
fn a_warning_forbids_only_when_strict() {
    let place = Place::starter();
    place.write(
        "content/glossary/yard.md",
        "---\nterm: yard\ndefinition: Three feet.\n---\n",
    );
    let strict = place.run(&["build", "--strict"]).ends(1);
    strict.says(&["error[glossary/unused-term]", "not built: 1 error; public is as it was"]);
    assert!(!place.exists("public"), "nothing was published before");
    place
        .run(&["build"])
        .ends(0)
        .says(&["warning[glossary/unused-term]", "; 1 warning\n"]);
    place.replace(
        "content/site.yaml",
        "checks:\n",
        "checks:\n  glossary/unused-term: deny\n",
    );
    place.run(&["build"]).ends(1);
    place.replace("content/site.yaml", "unused-term: deny", "unused-term: allow");
    let allowed = place.run(&["build", "--strict"]).ends(0);
    assert!(!allowed.err.contains("unused-term"), "{}", allowed.err);
}

#[test]
fn a_failed_build_leaves_the_published_site_as_it_was() {
    let place = Place::starter();
    place.run(&["build"]).ends(0);
    let before = place.tree("public");
    let when = |p: &Place| {
        std::fs::metadata(p.path("public/index.html"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let stamp = when(&place);
    place.replace("content/index.md", "The metre, explained", "Another title");
    place.append("content/metre.md", "\nSee [[no-such-thing]].\n");
    let run = place.run(&["build"]).ends(1);
    run.says(&[
        "error[reference/unknown]",
        "content/metre.md:",
        "not built: 1 error; public is as it was",
    ]);
    assert_eq!(place.tree("public"), before);
    assert_eq!(when(&place), stamp);
}

#[test]
fn a_folder_of_somebody_elses_is_refused_untouched() {
    let place = Place::starter();
    place.write("thesis/chapter.txt", "Years of work.");
    let run = place.run(&["build", "--output", "thesis"]).ends(3);
    run.says(&[
        "error: the output folder `thesis` is not empty, and nothing in it says that nutgraf made it",
        "\n  help: empty it, or choose another folder with --output",
    ]);
    assert_eq!(place.tree("thesis").len(), 1);
    assert_eq!(place.read("thesis/chapter.txt"), "Years of work.");
}

#[test]
fn an_output_among_what_is_read_is_refused() {
    let place = Place::starter();
    place.write("elsewhere/note.txt", "x");
    let before = place.tree(".");
    for output in [
        "static/x",
        "static",
        "content/a/b",
        "elsewhere/../templates/x",
        "./gone/../content",
    ] {
        let run = place.run(&["build", "--output", output]).ends(2);
        run.says(&[
            "error: --output: ",
            "whose files are read",
            "help: choose a folder outside content/",
        ]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../content", place.path("elsewhere/link")).unwrap();
        place.run(&["build", "--output", "elsewhere/link/x"]).ends(2);
        place.run(&["build", "--output", "elsewhere/link/../static/x"]).ends(2);
        std::fs::remove_file(place.path("elsewhere/link")).unwrap();
    }
    assert_eq!(place.tree("."), before);
    place.run(&["build", "--output", "contents"]).ends(0);
}

#[test]
fn a_file_of_somebody_elses_inside_the_output_stays() {
    let place = Place::starter();
    place.run(&["build"]).ends(0);
    place.write("public/CNAME", "metre.example");
    place.append("content/index.md", "\nMore.\n");
    place.run(&["build"]).ends(0);
    assert_eq!(place.read("public/CNAME"), "metre.example");
}

#[test]
fn compressed_twins_come_and_go() {
    let place = Place::starter();
    let twins = |place: &Place| {
        let all = place.tree("public");
        let names = all.keys().filter(|p| [".br", ".gz"].iter().any(|end| p.ends_with(end)));
        names.cloned().collect::<Vec<_>>()
    };
    place.run(&["build", "--compress"]).ends(0);
    let found = twins(&place);
    for name in [
        "metre/index.html.br",
        "metre/index.html.gz",
        "timeline.json.br",
        "style.css.gz",
    ] {
        assert!(found.iter().any(|p| p.ends_with(name)), "{name}: {found:?}");
    }
    assert!(
        !found.iter().any(|p| p.contains("icon.svg")),
        "less than a kilobyte: {found:?}"
    );
    place.run(&["build", "--compress"]).ends(0).says(&["(0 written, "]);
    place
        .run(&["build"])
        .ends(0)
        .says(&[&format!(" {} removed)", found.len())]);
    assert_eq!(twins(&place), [""; 0]);
    let site = place
        .read("content/site.yaml")
        .replace("# compress: true", "compress: true");
    place.write("content/site.yaml", &site);
    place.run(&["build"]).ends(0);
    assert_eq!(twins(&place), found);
}

#[test]
fn a_build_that_finds_nothing_to_do_misses_nothing_later() {
    let place = Place::starter();
    // Younger files are read again, whatever their times say.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    place.run(&["build"]).ends(0);
    std::thread::sleep(std::time::Duration::from_millis(200));
    place.run(&["build"]).ends(0);
    let known = std::fs::read_dir(place.path(".nutgraf/cache")).unwrap();
    let short = known.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|e| e == "same"));
    assert_eq!(short.count(), 1, "what tells that nothing has changed");
    place.run(&["build"]).ends(0).says(&["(0 written, "]);

    let page = place.path("content/metre.md");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, format!("{text}\nA word that was not there before.\n")).unwrap();
    place.run(&["build"]).ends(0);
    let made = std::fs::read_to_string(place.path("public/metre/index.html")).unwrap();
    assert!(made.contains("A word that was not there before."), "a page");

    std::fs::write(place.path("public/index.html"), "by hand").unwrap();
    place.run(&["build"]).ends(0);
    let home = std::fs::read_to_string(place.path("public/index.html")).unwrap();
    assert_ne!(home, "by hand", "an output");
    std::fs::remove_file(&page).unwrap();
    place.run(&["check"]).ends(1);
    place.run(&["build"]).ends(1);
}
