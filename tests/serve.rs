//! `nutgraf serve` from outside: what it serves is what a build would write, after each change as before; nothing reaches
//! the disk; nobody else can read it. Every test has a site, a port and a process of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_collect,
    reason = "a test may panic, and its texts are small"
)]

#[path = "serve/changes.rs"]
mod changes;
#[path = "serve/preview.rs"]
mod preview;
#[path = "serve/problems.rs"]
mod problems;
mod support;

use std::net::TcpListener;

use preview::{Preview, command, folder};
use support::{SITE, files_of, tests};

const TERM: &str = "---\nterm: Weir\ndefinition: A low dam.\n---\n";

#[test]
fn everything_is_served_as_a_build_would_write_it() {
    for site in ["full", "broken"] {
        let preview = Preview::site(site);
        let made = preview.built();
        assert!(made.len() > 10, "{:?}", made.keys());
        assert_eq!(preview.difference(&made), None, "{site}");
    }
}

#[test]
fn nothing_is_written() {
    let preview = Preview::site("full");
    let before = files_of(&preview.root());
    preview.difference(&preview.built());
    preview.write("content/index.md", "---\ntitle: Other\nsummary: Words.\n---\nOther.\n");
    preview.until_says("/", "Other");
    let mut after = files_of(&preview.root());
    after.insert("content/index.md".into(), before["content/index.md"].clone());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "a file of the site has changed");
}

#[test]
fn pages_carry_the_policy_of_the_published_site_and_one_script() {
    let preview = Preview::small(&[("content/glossary/weir.md", TERM)]);
    let page = preview.get("/glossary/");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"),
        "{policy}"
    );
    assert_eq!(page.text().matches("/_nutgraf/").count(), 1);
    assert!(preview.page("/_nutgraf/reload.js").contains("EventSource"));
    for (path, kind) in [
        ("/style.css", "text/css; charset=utf-8"),
        ("/nutgraf.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/glossary.json", "application/json; charset=utf-8"),
    ] {
        assert_eq!(preview.get(path).header("content-type"), Some(kind), "{path}");
    }
}

#[test]
fn search_finds_what_a_text_says_now() {
    let preview = Preview::small(&[("content/glossary/weir.md", TERM)]);
    assert!(preview.page("/search/").contains("/pagefind.js"));
    let before = preview.page("/pagefind/pagefind-entry.json");
    preview.write("content/glossary/weir.md", &TERM.replace("low", "high"));
    preview.until_says("/glossary/weir/", "A high dam.");
    assert_ne!(before, preview.page("/pagefind/pagefind-entry.json"));
    assert_eq!(preview.difference(&preview.built()), None);
    assert_eq!(preview.get("/pagefind/pagefind-ui.js").status, 404);
}

#[test]
fn what_is_not_there_is_the_404_page_at_any_depth() {
    let preview = Preview::small(&[("content/glossary/weir.md", TERM)]);
    let page = preview.get("/404.html");
    for path in [
        "/nothing/",
        "/a/b/c/nothing.html",
        "/glossary/nothing/",
        "/nothing.png",
        "/_nutgraf.md",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.plain(), page.plain(), "{path}");
    }
}

#[test]
fn the_site_is_also_under_its_own_path() {
    let preview = Preview::small(&[
        ("content/site.yaml", "title: Site\nbase_url: https://example.org/a/b/\n"),
        ("content/one.md", "---\ntitle: One\nsummary: Words.\n---\n"),
    ]);
    assert_eq!(preview.get("/a/b/one/").plain(), preview.get("/one/").plain());
    assert_eq!(preview.get("/a/b/").plain(), preview.get("/").plain());
    assert!(preview.page("/x/y/").contains("\"/a/b/style."));
    assert_eq!(preview.get("/a/b/style.css").status, 200);
    assert_eq!(preview.get("/a/b/nothing/").status, 404);
}

#[test]
fn an_address_without_its_slash_leads_to_the_one_with_it() {
    let preview = Preview::small(&[("content/glossary/weir.md", TERM)]);
    let answer = preview.get("/glossary?a=b");
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some("/glossary/?a=b"))
    );
    assert_eq!(
        preview.get("//glossary").header("location"),
        Some("/glossary/"),
        "not another host"
    );
}

#[test]
fn head_has_no_body_and_other_methods_are_refused() {
    let preview = Preview::small(&[]);
    let head = preview.ask("HEAD", "/", "localhost");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length = head.header("content-length").map(str::to_owned);
    assert_eq!(length, Some(preview.get("/").body.len().to_string()));
    let post = preview.ask("POST", "/", "localhost");
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn a_part_of_a_file_is_given_to_who_asks_for_one() {
    let preview = Preview::small(&[("static/film.mp4", "0123456789")]);
    let whole = preview.get("/film.mp4");
    assert_eq!((whole.status, whole.header("accept-ranges")), (200, Some("bytes")));
    let asked = |range: &str| preview.ask_with("GET", "/film.mp4", "localhost", &format!("Range: {range}\r\n"));
    let part = asked("bytes=2-4");
    assert_eq!((part.status, part.header("content-range")), (206, Some("bytes 2-4/10")));
    assert_eq!(part.body, b"234");
    let beyond = asked("bytes=10-");
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (416, Some("bytes */10"))
    );
}

#[test]
fn no_address_leads_out_of_the_site() {
    let preview = Preview::small(&[
        ("secret.txt", "secret"),
        ("content/_hidden.md", "secret"),
        ("static/a.txt", "public"),
    ]);
    assert_eq!(preview.page("/a.txt"), "public");
    for path in [
        "/../secret.txt",
        "/static/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/a.txt/../../secret.txt",
        "/secret.txt",
        "//secret.txt",
        "/_hidden.md",
        "/content/site.yaml",
        "/site.yaml",
    ] {
        let answer = preview.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret<") && answer.body != b"secret", "{path}");
    }
}

#[test]
fn another_site_s_name_gets_no_answer() {
    let preview = Preview::small(&[]);
    for host in ["localhost:80", "127.0.0.1", "[::1]:9", "LocalHost"] {
        assert_eq!(preview.ask("GET", "/", host).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.1.1",
    ] {
        let answer = preview.ask("GET", "/", host);
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains("Home"), "{host}");
        assert_eq!(
            preview.ask("GET", "/_nutgraf/events?path=index.html", host).status,
            403,
            "{host}"
        );
    }
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let files = [
        ("content/site.yaml", SITE),
        (
            "content/plan.md",
            "---\ntitle: Plan\nsummary: Words.\ndraft: true\n---\n",
        ),
    ];
    let files = files
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into();
    assert_eq!(Preview::of(&files, &["--port", "0"]).get("/plan/").status, 404);
    assert_eq!(
        Preview::of(&files, &["--port", "0", "--drafts"]).get("/plan/").status,
        200
    );
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let site = folder(&files_of(&tests().join("sites/full")));
    let output = command(site.path(), &["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        errors.contains(&format!("error: port {port} of 127.0.0.1 is taken")),
        "{errors}"
    );
    assert!(errors.contains("help: "), "{errors}");
}

#[test]
fn without_a_port_the_next_free_one_is_taken_and_said() {
    // Another program may have the first port; then this one isn't needed.
    let _taken = TcpListener::bind(("127.0.0.1", nutgraf::serve::PORT));
    let preview = Preview::over(folder(&files_of(&tests().join("sites/full"))), &[]);
    assert_ne!(preview.address, format!("127.0.0.1:{}", nutgraf::serve::PORT));
    preview.until("the other port is said", || {
        preview.errors().contains("port 1111 is taken")
    });
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn other_machines_are_let_in_only_with_a_warning() {
    let site = folder(&files_of(&tests().join("sites/full")));
    let preview = Preview::over(site, &["--port", "0", "--host", "0.0.0.0"]);
    preview.until("the warning is printed", || {
        preview.errors().contains("warning: everybody on the network")
    });
    assert_eq!(preview.ask("GET", "/", "any.example").status, 200);
}

#[test]
fn without_a_site_it_says_so() {
    let empty = folder(&[].into());
    let output = command(empty.path(), &["--port", "0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("nutgraf init"));
}
