//! `nutgraf why` and `nutgraf glossary`: what they print for people and for programs, and what they say to a wrong name.

use serde_json::Value;

use crate::place::Place;

#[test]
fn why_tells_people_each_place_and_its_rule() {
    let run = Place::starter().run(&["why", "metre", "si"]).ends(0);
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "`si` (International System of Units) in content/metre.md\n\
         \n\
         content/metre.md:67:59  “International System of Units”\n    linked: the first mention on the page\n    \
         matches the title “International System of Units”, letter by letter\n\
         \n\
         content/metre.md:67:90  “SI”\n    not linked: an earlier mention on the page counts (density: first)\n    \
         matches the abbreviation “SI”, letter by letter, case included\n\
         \n\
         2 mentions, 1 linked.\n"
    );
}

#[test]
fn why_tells_programs_the_same() {
    let run = Place::starter()
        .run(&["why", "/metre/", "SI", "--format", "json"])
        .ends(0);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&report["version"], &report["term"], &report["file"]),
        (&1.into(), &"si".into(), &"content/metre.md".into())
    );
    let linked: Vec<_> = report["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (d["line"].clone(), d["linked"].clone()))
        .collect();
    assert_eq!(linked, [(67.into(), true.into()), (67.into(), false.into())]);
}

#[test]
fn wrong_names_get_the_right_ones() {
    let place = Place::starter();
    place
        .run(&["why", "metr", "si"])
        .ends(2)
        .says(&["there is no page `metr`, did you mean `metre`?"]);
    place
        .run(&["why", "metre", "krypton"])
        .ends(2)
        .says(&["there is no term `krypton`", "`nutgraf glossary` lists all"]);
    for command in [&["why", "a", "b"][..], &["glossary"]] {
        Place::empty()
            .run(command)
            .ends(3)
            .says(&["there is no site here", "nutgraf init"]);
    }
}

#[test]
fn the_list_of_terms_is_a_table_and_a_report() {
    let place = Place::starter();
    place.write(
        "content/glossary/yard.md",
        "---\nterm: yard\ndefinition: A length.\n---\n",
    );
    let run = place.run(&["glossary"]).ends(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[0],
        "  TERM             USES  FILES  FORMS MET                              FIRST USE"
    );
    assert!(
        lines[1].starts_with("  prototype-metre     2      1  prototype metre 2"),
        "{}",
        lines[1]
    );
    assert!(
        run.out
            .contains("Never mentioned:\n  yard  (content/glossary/yard.md:2:7)\n"),
        "{}",
        run.out
    );
    assert_eq!(run.err, "4 terms: 3 mentioned, 1 never; 0 phrases without an entry\n");
    let run = place.run(&["glossary", "--format", "json"]).ends(0);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let first = &report["terms"][0];
    assert_eq!(
        (&first["id"], &first["uses"], &first["linked"]),
        (&"prototype-metre".into(), &2.into(), &1.into())
    );
    assert_eq!(first["first"]["file"], "content/metre.md");
    assert_eq!(report["missing"], Value::Array(Vec::new()));
}

#[test]
fn why_knows_a_draft_for_what_it_is() {
    let place = Place::starter();
    place.run(&["new", "explainer", "yard"]).ends(0);
    place
        .run(&["why", "yard", "si"])
        .ends(2)
        .says(&["error: `yard` is a draft; `--drafts` looks at drafts too"]);
    place.run(&["why", "yard", "si", "--drafts"]).ends(0);
    place
        .run(&["why", "yards", "si"])
        .ends(2)
        .says(&["there is no page `yards`"]);
}

#[test]
fn why_finds_a_page_by_its_address_and_by_its_file() {
    let place = Place::starter();
    place.write("content/site.yaml", "title: T\nlanguages: [en, fr]\n");
    place.write("content/metre.fr.md", "---\ntitle: Mètre\nsummary: S\n---\nLe si.\n");
    for page in ["metre.fr", "fr/metre", "/fr/metre/", "content/metre.fr.md"] {
        let run = place.run(&["why", page, "si"]).ends(0);
        assert!(run.out.contains("metre.fr.md"), "{page}: {}", run.out);
    }
    for (page, file) in [("metre", "content/metre.md"), ("index", "content/index.md")] {
        let run = place.run(&["why", page, "si"]).ends(0);
        assert!(run.out.contains(file), "{page}: {}", run.out);
    }
}

#[test]
fn forms_are_listed_as_they_were_met() {
    let place = Place::empty();
    place.write("content/site.yaml", "title: A\n");
    place.write(
        "content/a.md",
        "---\ntitle: A\nsummary: B\n---\nC++ and C++. Dams hold. The dams hold. Weirs hold. NATO, Nato.\n",
    );
    place.write(
        "content/glossary.yaml",
        "- {id: cpp, term: C++, definition: D}\n- {id: dam, term: Dam, definition: D}\n- {id: weir, term: Weir, definition: D}\n\
         - {id: nato, term: NATO, aliases: [Nato], definition: D}\n",
    );
    let answer = place.run(&["glossary"]);
    for row in ["C++ 2 ", "dams 2 ", "Weirs 1 ", "NATO 1, Nato 1 "] {
        assert!(answer.out.contains(row), "{row} {}", answer.out);
    }
}

#[test]
fn a_faulty_site_is_answered_for_with_a_warning() {
    Place::faulty().run(&["glossary"]).ends(0).says(&["4 terms"]);
    let place = Place::starter();
    place.write("content/broken.md", "---\ntitle: [\n---\n");
    place
        .run(&["glossary"])
        .ends(0)
        .says(&["the site has errors, which may hide mentions: see `nutgraf check`"]);
}
