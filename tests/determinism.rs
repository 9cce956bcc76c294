//! The same input gives the same bytes: twice in a row, whatever the machine's time zone, language and clock say, and
//! whatever else a template reads.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use std::path::Path;
use std::process::Command;

use std::collections::BTreeMap;

use support::{codes, files_of, folder, human, run, tests};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The repository's own site: its content, and the files that replace the theme's, which are the theme's own.
fn own_site() -> nutgraf::world::Memory {
    let mut world = folder(&repository().join("content"));
    let files = std::mem::take(&mut world.files);
    for (path, bytes) in files {
        world.insert(&format!("content/{path}"), bytes);
    }
    world
}

#[test]
fn the_own_site_builds_without_a_word() {
    let (outcome, made) = run(&own_site());
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    assert!(made.len() > 50, "{} outputs", made.len());
}

#[test]
fn two_runs_give_the_same_bytes() {
    for world in [own_site(), folder(&tests().join("sites/full"))] {
        let (first, one) = run(&world);
        let (second, two) = run(&world);
        assert_eq!(human(&first), human(&second));
        for (path, bytes) in &one {
            assert!(two.get(path) == Some(bytes), "{path} differs");
        }
        assert_eq!(one.len(), two.len());
    }
}

#[test]
fn a_faulty_site_says_the_same_twice() {
    let world = folder(&tests().join("sites/broken"));
    let first = human(&run(&world).0);
    for _ in 0..3 {
        assert_eq!(first, human(&run(&world).0));
    }
}

#[test]
fn the_machine_leaves_no_trace() {
    // A copy: a build keeps the pictures that it makes beside the site.
    let copy = tempfile::tempdir().unwrap();
    let site = copy.path();
    for (path, bytes) in files_of(&tests().join("sites/full")) {
        let path = site.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let mut seen = Vec::new();
    for (zone, language, epoch) in [
        ("UTC", "C", "1795478400"),
        ("Pacific/Kiritimati", "fr_FR.UTF-8", "1795478400"),
        ("America/Anchorage", "ar_EG.UTF-8", "1795651200"),
    ] {
        let out = tempfile::tempdir().unwrap();
        let public = out.path().join("public");
        let result = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
            .current_dir(site)
            .args(["build", "--output"])
            .arg(&public)
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language)
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&result.stderr).into_owned();
        assert!(result.status.success(), "{said}");
        let files = files_of(&public);
        assert!(files.contains_key("index.html"), "{said}");
        seen.push(files);
    }
    let here = out_of_place(&seen[0], site.to_str().unwrap());
    assert_eq!(here, [""; 0], "files with a path of this machine");
    for other in &seen[1..] {
        for (path, bytes) in &seen[0] {
            assert!(other.get(path) == Some(bytes), "{path} differs");
        }
        assert_eq!(other.len(), seen[0].len());
    }
}

/// What a template of explainers that prints these variables prints on each page.
fn printed(names: &[&str], more: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut world = folder(&tests().join("sites/full"));
    let each = names.iter().map(|name| format!("\u{1}{name}\u{2}{{{{ {name} }}}}"));
    world.insert("templates/page.html", each.collect::<String>() + more);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let pages = made.iter().filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?.strip_prefix('\u{1}')?;
        let values = text.split('\u{1}').filter_map(|value| value.split_once('\u{2}'));
        Some((
            path.clone(),
            values.map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
        ))
    });
    pages.collect()
}

/// The keys of a map as Tera prints it, escaped for HTML.
fn keys(map: &str) -> Vec<String> {
    let map = map.replace("&quot;", "\"");
    let (mut depth, mut open, mut escaped) = (0, None, false);
    let mut keys = Vec::new();
    for (at, c) in map.char_indices() {
        match (c, open) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) => open = Some(at + 1),
            ('"', Some(start)) => {
                open = None;
                if depth == 1 && map[at + 1..].starts_with(':') {
                    keys.push(map[start..at].to_owned());
                }
            }
            ('{' | '[', None) => depth += 1,
            ('}' | ']', None) => depth -= 1,
            _ => {}
        }
    }
    keys.retain(|key| key != "page");
    keys
}

#[test]
fn what_a_template_reads_does_not_depend_on_what_else_it_reads() {
    // All that there is, from the templates' own mouth.
    let all = printed(
        &["__tera_context"],
        "{% for name, value in page %}\u{1}page.{{ name }}\u{2}{% endfor %}",
    );
    let fields = all[0].1.keys().filter(|name| name.starts_with("page."));
    let mut names: Vec<String> = fields.cloned().chain(keys(&all[0].1["__tera_context"])).collect();
    let of_link = [
        "id",
        "title",
        "url",
        "summary_html",
        "date",
        "updated",
        "tags",
        "lang",
        "extra",
    ];
    for link in ["previous", "next"] {
        names.extend(of_link.map(|field| format!("{link}?.{field} | default(value=0)")));
    }
    assert!(names.len() > 50, "{names:?}");
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // A template that may read the page's fields by other means gets them all.
    let whole = printed(&names, "{% set whole = page %}");
    assert!(
        whole
            .iter()
            .any(|(_, values)| values["next?.summary_html | default(value=0)"].len() > 1)
    );
    assert!(whole.iter().any(|(_, values)| values["page.cite"].contains("bibtex")));
    // Any two are apart in one of these.
    for bit in 0..=names.len().ilog2() {
        for side in [0, 1] {
            let some = names.iter().enumerate().filter(|(at, _)| at >> bit & 1 == side);
            let some: Vec<&str> = some.map(|(_, name)| *name).collect();
            for ((path, found), (_, expected)) in printed(&some, "").iter().zip(&whole) {
                for name in &some {
                    assert_eq!(found.get(*name), expected.get(*name), "{name} of {path}, with {some:?}");
                }
            }
        }
    }
}

fn out_of_place(files: &BTreeMap<String, Vec<u8>>, needle: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    files.iter().filter(|(_, b)| holds(b)).map(|(p, _)| p.clone()).collect()
}
