//! A site with every key of every kind and every sign of the prose. Its templates are its own and small, so that what is
//! compared here outlives a change of the theme.

#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_collect,
    reason = "the paths are the tests' own, and its texts are small"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "site/drafts.rs"]
mod drafts;
#[path = "site/exports.rs"]
mod exports;
#[path = "support/html.rs"]
mod html;
#[path = "site/languages.rs"]
mod languages;
#[path = "site/placed.rs"]
mod placed;
#[path = "site/said.rs"]
mod said;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use html::{addresses, ids, plain};
use support::{codes, folder, golden, human, page, run, small, tests, text};

type Made = BTreeMap<String, Vec<u8>>;

fn made() -> Made {
    run(&folder(&tests().join("sites/full"))).1
}

/// Files of the theme, and exports that have tests of their own.
fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

#[test]
fn nothing_is_wrong_with_it() {
    let (outcome, _) = run(&folder(&tests().join("sites/full")));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
}

#[test]
fn the_pages_and_what_lies_beside_them() {
    let made = made();
    let kept = |p: &&String| is_page(p) || p.ends_with(".png") || p.ends_with(".pdf");
    let tree: String = made.keys().filter(kept).map(|p| format!("{p}\n")).collect();
    golden("full/tree.txt", &tree);
}

#[test]
fn what_each_page_says() {
    let made = made();
    for path in [
        "works/index.html",
        "works/plan/sheet/index.html",
        "fr/works/plan/sheet/index.html",
        "fr/apropos/index.html",
        "index.html",
        "glossary/index.html",
        "glossary/spillway/index.html",
        "glossary/weir/index.html",
        "timeline/index.html",
        "people/index.html",
        "sources/index.html",
        "tags/dams/index.html",
    ] {
        golden(
            &format!("full/{}", path.replace("/index.html", ".html")),
            &text(&made, path),
        );
    }
}

#[test]
fn old_addresses_lead_on() {
    let made = made();
    for (old, new) in [
        ("old/works/index.html", "../../works/"),
        ("old.html", "works/"),
        ("glossary/spill-way/index.html", "../spillway/"),
        ("fr/feuille/index.html", "../works/plan/sheet/"),
    ] {
        assert!(addresses(&text(&made, old)).iter().any(|a| a == new), "{old}");
    }
    for (list, old) in [
        ("timeline", "the-raising"),
        ("people", "a-stone"),
        ("sources", "protocol"),
    ] {
        let page = text(&made, &format!("{list}/index.html"));
        assert!(ids(&page).iter().any(|i| i == old), "{list}");
    }
}

/// The file that a relative address leads to, from the file that holds it.
fn target(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{path} leads out, from {from}"),
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    let folder = path.is_empty() || path.ends_with(['/', '.']);
    match (path, folder) {
        ("", _) => from.to_owned(),
        (_, true) if joined.is_empty() => "index.html".to_owned(),
        (_, true) => format!("{joined}/index.html"),
        _ => joined,
    }
}

fn check_links(made: &Made) {
    let known: BTreeMap<&str, BTreeSet<String>> = made
        .iter()
        .filter(|(p, _)| is_page(p))
        .map(|(p, b)| (p.as_str(), ids(&String::from_utf8_lossy(b)).into_iter().collect()))
        .collect();
    for (path, bytes) in made.iter().filter(|(p, _)| is_page(p) && *p != "404.html") {
        for address in addresses(&String::from_utf8_lossy(bytes)) {
            assert!(!address.starts_with('/'), "{path}: {address}");
            if address.contains(':') {
                continue;
            }
            let (file, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let file = target(path, &percent_decoded(file));
            assert!(made.contains_key(&file), "{path}: {address} leads to {file}");
            if let Some(ids) = known.get(file.as_str()).filter(|_| !fragment.is_empty()) {
                let fragment = percent_decoded(fragment);
                assert!(ids.contains(&fragment), "{path}: {address}: no such id");
            }
        }
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(b);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_address_is_relative_and_leads_to_something() {
    check_links(&made());
}

#[test]
fn so_does_every_address_of_the_theme() {
    let mut world = folder(&tests().join("sites/full"));
    world.files.retain(|path, _| !path.starts_with("templates/"));
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    check_links(&made);
}

#[test]
fn files_are_found_under_their_names_whatever_stands_in_them() {
    let body = "![x](<a b.svg>) [p](50%25.pdf) [s](c%23.pdf#page=2) [t](a%2520b.txt) [q](/été%20d.txt)";
    let mut world = small(&[("content/a.md", &page(body))]);
    world.insert("content/a b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for name in ["50%.pdf", "c#.pdf", "a%20b.txt", "été d.txt"] {
        world.insert(&format!("content/{name}"), "x");
    }
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "a/index.html");
    for address in [
        "../a%20b.svg",
        "../50%25.pdf",
        "../c%23.pdf#page=2",
        "../a%2520b.txt",
        "../été%20d.txt",
    ] {
        assert!(html.contains(&format!("\"{address}\"")), "{address}: {html}");
    }
    check_links(&made);
}

#[test]
fn a_heading_without_words_leaves_nothing() {
    let world = small(&[("content/a.md", &page("##\n\nText.\n\n## Words\n\n### \n"))]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "a/index.html");
    assert!(
        html.contains("id=\"words\"") && !html.contains("id=\"section\""),
        "{html}"
    );
    assert!(!html.contains("<h3"), "{html}");
}

/// The words that became mentions of a page, in the order of its cards.
fn cards(front: &str, body: &str) -> Vec<String> {
    let glossary: String = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "kappa"]
        .iter()
        .map(|t| format!("- {{id: {t}, term: {t}, definition: X}}\n"))
        .collect();
    let a = page(body).replace("summary: One page.\n", &format!("summary: One page.\n{front}"));
    let world = small(&[
        ("content/glossary.yaml", &glossary),
        ("content/a.md", &a),
        ("static/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("templates/page.html", "{% for c in cards %}{{ c.term }} {% endfor %}"),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let shown = plain(&text(&made, "a/index.html"));
    shown.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn mentions_count_in_reading_order() {
    let front = "image: {src: /x.svg, alt: x, caption: theta}\nunknown: [zeta]\nknown: [epsilon]\n\
                 questions: [{q: delta, a: x}]\nkey_points: [gamma]\n";
    let found = cards(front, "Note[^1].\n\n[^1]: beta\n\n> alpha");
    assert_eq!(found, ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta"]);
}

#[test]
fn some_places_do_not_count() {
    let body = "## alpha\n\n[beta](https://example.org/) `gamma` $\\delta$ ![epsilon](/x.svg)\n\n> Said.\n>\n> — zeta\n\n    theta";
    assert_eq!(cards("", body), [""; 0]);
    assert_eq!(cards("", "[[kappa|by hand]], then kappa"), ["kappa"]);
    assert_eq!(cards("glossary: {skip: [alpha]}\n", "alpha beta"), ["beta"]);
    assert_eq!(cards("glossary: {auto: false}\n", "alpha [[beta]]"), ["beta"]);
}

#[test]
fn raw_html_where_a_site_allows_it() {
    let mut world = small(&[
        (
            "content/a.md",
            &page("An <em>inline</em> one.\n\n<div class=\"x\">\nA *block*.\n</div>"),
        ),
        ("templates/page.html", "{{ page.body_html }}"),
    ]);
    world.insert(
        "content/site.yaml",
        "title: S\nbase_url: https://example.org/\nraw_html: true\n",
    );
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    golden("full/raw.html", &text(&made, "a/index.html"));
}

#[test]
fn a_folder_s_page_lists_the_pages_below_it_with_their_summaries_in_plain_words() {
    let (_, made) = run(&small(&[
        ("content/rivers/index.md", &page("Rivers")),
        (
            "content/rivers/elm.md",
            "---\ntitle: Elm\nsummary: A *small* river.\n---\n",
        ),
    ]));
    let rivers = plain(&text(&made, "rivers/index.html"));
    assert!(rivers.contains("A small river."), "{rivers}");
}

#[test]
fn files_that_templates_ask_for_are_named_by_their_content() {
    let head = |sheet: &str| format!("{{{{ '{sheet}' | asset }}}} {{{{ asset(name=page.extra.file) }}}}");
    let template = head("house/a b.css");
    let made = |css: &str| {
        let world = small(&[
            ("static/house/a b.css", css),
            ("static/house/plain.css", "p {}"),
            ("static/style.css", "b {}"),
            ("templates/page.html", &template),
            (
                "content/deep/a.md",
                "---\ntitle: A\nsummary: B\nextra: {file: house/plain.css}\n---\n",
            ),
        ]);
        run(&world).1
    };
    let hashed = |made: &Made, stem: &str, end: &str| {
        let mut found = made
            .keys()
            .filter(|p| p.starts_with(stem) && p.ends_with(end) && p.len() == stem.len() + 10 + end.len());
        let name = found
            .next()
            .unwrap_or_else(|| panic!("{stem}: {:?}", made.keys()))
            .clone();
        assert_eq!(found.next(), None);
        name
    };
    let (one, other) = (made("i {}"), made("u {}"));
    let name = hashed(&one, "house/a b.", ".css");
    let page = text(&one, "deep/a/index.html");
    assert_eq!(
        page,
        format!("../../{} ../../house/plain.css", name.replace(' ', "%20")),
        "a name that is put together stays plain"
    );
    assert_ne!(name, hashed(&other, "house/a b.", ".css"));
    assert_eq!(
        (&one[&name], &one["house/a b.css"]),
        (&b"i {}".to_vec(), &b"i {}".to_vec())
    );
    // The site's own sheet stands for the theme's, under both names.
    assert_eq!(one[&hashed(&one, "style.", ".css")], b"b {}");
    assert_eq!(one["style.css"], b"b {}");
    // The theme's own come without comments under the hashed name.
    let script = text(&one, &hashed(&one, "nutgraf.", ".js"));
    assert!(!script.contains("// ") && script.contains("addEventListener"));
    assert!(text(&one, "nutgraf.js").contains("// "));
    assert!(one["icon.svg"] == one[&hashed(&one, "icon.", ".svg")]);
}

#[test]
fn hosts_find_what_they_read() {
    let world = small(&[
        (
            "content/site.yaml",
            "title: S\nbase_url: https://example.org/\nlanguages: [fr]\n",
        ),
        ("static/.well-known/security.txt", "Contact: mailto:a@example.org"),
        ("static/_redirects", "/a /b"),
        ("static/_draft.txt", "x"),
    ]);
    let made = run(&world).1;
    assert_eq!(made[".nojekyll"], b"");
    assert!(
        made.contains_key(".well-known/security.txt")
            && made.contains_key("_redirects")
            && !made.contains_key("_draft.txt")
    );
    let headers = text(&made, "_headers");
    let policy = "\n/*\n  Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'\n";
    assert!(headers.contains(policy), "{headers}");
    for path in ["/timeline/filter.*", "/fr/timeline/filter.*"] {
        let rule = format!("\n{path}\n  Cache-Control: public, max-age=31536000, immutable\n");
        assert!(headers.contains(&rule), "{headers}");
    }
    let mut world = world;
    world.insert("static/_headers", "/*\n  X-Own: yes\n");
    assert_eq!(
        text(&run(&world).1, "_headers"),
        "/*\n  X-Own: yes\n",
        "a site's own takes its place"
    );
}

#[test]
fn code_is_coloured_by_classes_alone() {
    let body = "---\ntitle: A\nsummary: B\n---\n```rust,ignore\nlet a = \"<b>\"; // c\n```\n\n```nonsense\n<x>\n```\n\n    plain\n";
    let world = small(&[("content/a.md", body), ("templates/page.html", "{{ page.body_html }}")]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "a/index.html");
    assert!(html.contains("<code class=\"language-rust\"><span class=\"c-k\">let</span> a = <span class=\"c-s\">&quot;&lt;b&gt;&quot;</span>; <span class=\"c-c\">// c</span>\n</code>"), "{html}");
    assert!(
        html.contains("data-language=\"nonsense\"")
            && html.contains("<code class=\"language-nonsense\">&lt;x&gt;\n</code>"),
        "{html}"
    );
    assert!(html.contains("aria-label=\"Code\"><code>plain\n</code>"), "{html}");
    assert!(!html.contains("style="));
    assert_eq!(html.matches("<pre tabindex=\"0\" role=\"group\"").count(), 3);
}
