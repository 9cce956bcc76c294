//! Where addresses stand, which of them are asked, and what is said there.

use nutgraf::outside;

use crate::server::{Reply, Server, ok};
use crate::support::{self, page, small};
use crate::{asked, hasty, linking, said};

#[test]
fn an_address_is_asked_once_and_told_at_each_of_its_places() {
    let server = Server::new(|_| Reply::Status(404, String::new()));
    let url = server.url("/x");
    let world = small(&[
        (
            "content/site.yaml",
            &format!(
                "{}navigation:\n  - {{title: X, url: \"{url}\"}}\nfooter: \"See [x]({url}).\"\n",
                support::SITE
            ),
        ),
        (
            "content/a.md",
            &format!(
                "---\ntitle: A\nsummary: See [x]({url}).\nkey_points: [\"[x]({url})\"]\n---\n<{url}> and [x][y] and [x][y].\n\n[y]: {url}\n\n```facts\n- {{label: A, value: \"[x]({url})\"}}\n```\n"
            ),
        ),
        (
            "content/glossary/g.md",
            &format!("---\nterm: g\ndefinition: \"[x]({url})\"\n---\n[x]({url})\n"),
        ),
        (
            "content/timeline/e.md",
            &format!("---\ntitle: e\ndate: 2020\n---\n[x]({url})\n"),
        ),
        ("content/people/p.md", &format!("---\nname: p\n---\n[x]({url})\n")),
        (
            "content/sources/s.md",
            &format!("---\ntitle: s\nurl: {url}\narchive_url: {url}\nnote: \"[x]({url})\"\n---\n"),
        ),
    ]);
    let (outcome, tally) = asked(&world, &hasty());
    assert_eq!((tally.addresses, tally.dead), (1, 1));
    assert_eq!(server.methods("/x"), ["HEAD", "GET"]);
    let mut places: Vec<(String, usize)> = Vec::new();
    for d in &outcome.diagnostics {
        assert_eq!(d.code.slug(), "link/dead", "{d:?}");
        let under = outcome.sources.slice(d.span).trim_matches('"');
        assert!(
            under == url || under == "[x][y]",
            "the caret stands under the address: {under}"
        );
        let path = outcome.sources.path(d.span.file).to_owned();
        match places.last_mut().filter(|(p, _)| *p == path) {
            Some((_, n)) => *n += 1,
            None => places.push((path, 1)),
        }
    }
    let expected = [
        ("content/a.md", 6),
        ("content/glossary/g.md", 2),
        ("content/people/p.md", 1),
        ("content/site.yaml", 2),
        ("content/sources/s.md", 3),
        ("content/timeline/e.md", 1),
    ];
    assert_eq!(places, expected.map(|(p, n)| (p.to_owned(), n)));
}

#[test]
fn a_source_s_archived_copy_is_offered_where_it_answers() {
    let server = Server::new(|a| match a.path.as_str() {
        "/copy" => ok(),
        _ => Reply::Status(404, String::new()),
    });
    let (url, copy, lost) = (server.url("/x"), server.url("/copy"), server.url("/lost"));
    let offered = |archive: &str| {
        let source = format!("---\ntitle: s\nurl: {url}\naccessed: 2024-05-02\n{archive}---\n");
        let text = page(&format!("See [x]({url})."));
        let (outcome, _) = asked(
            &small(&[("content/sources/s.md", &source), ("content/a.md", &text)]),
            &hasty(),
        );
        let mut helps: Vec<String> = said(&outcome)
            .into_iter()
            .filter(|(_, m, _)| m.contains(&url))
            .map(|(.., h)| h)
            .collect();
        assert_eq!(helps.len(), 2, "at the source, and at the link");
        helps.dedup();
        assert_eq!(helps.len(), 1);
        helps.remove(0)
    };
    assert_eq!(
        offered(&format!("archive_url: {copy}\n")),
        format!("the archived copy answers: find where the page is now, or link to `{copy}`")
    );
    let near = format!(
        "find where the page is now, or look for an archived copy: `https://web.archive.org/web/20240502/{url}`"
    );
    assert_eq!(
        offered(&format!("archive_url: {lost}\n")),
        format!("the archived copy does not answer either; {near}")
    );
    assert_eq!(offered(""), near);
}

#[test]
fn the_archive_is_asked_where_that_is_wanted() {
    let server = Server::new(|a| {
        match a.path.as_str() {
        "/there" => ok(),
        p if p.starts_with("/wayback") && p.contains("%2Fkept") => Reply::Body(
            200,
            r#"{"url": "x", "archived_snapshots": {"closest": {"status": "200", "available": true, "url": "http://web.archive.org/web/2020/x", "timestamp": "2020"}}}"#
                .to_owned(),
        ),
        p if p.starts_with("/wayback") => Reply::Body(200, r#"{"url": "x", "archived_snapshots": {}}"#.to_owned()),
        _ => Reply::Status(404, String::new()),
    }
    });
    let links = outside::Options {
        archive: Some(server.url("/wayback")),
        ..hasty()
    };
    let addresses = ["/there", "/kept", "/lost"].map(|p| server.url(p));
    let (said, _) = linking(&addresses.each_ref().map(String::as_str), &links);
    let helps: Vec<&str> = said.iter().map(|(.., h)| h.as_str()).collect();
    let kept =
        "find where the page is now, or link to the copy in the Internet Archive: `http://web.archive.org/web/2020/x`";
    assert_eq!(helps.len(), 2);
    assert_eq!(helps[0], kept);
    assert!(helps[1].contains("look for an archived copy"), "{helps:?}");
    let services = server.asked().iter().filter(|a| a.path.starts_with("/wayback")).count();
    assert_eq!(services, 2, "what is there needs no copy");
}

#[test]
fn what_the_site_ignores_and_what_is_no_address_of_the_web_is_left_alone() {
    let server = Server::new(|_| Reply::Status(404, String::new()));
    let yaml = format!(
        "{}links:\n  ignore: [\"{}\", \"http://*/secret/\"]\n",
        support::SITE,
        server.url("/quiet")
    );
    let body = format!(
        "[a]({}) [b]({}) [c](mailto:a@example.org) [d](tel:+1) <a@example.org> [e]({})",
        server.url("/quiet/one"),
        server.url("/secret/x"),
        server.url("/told"),
    );
    let (outcome, tally) = asked(
        &small(&[("content/site.yaml", &yaml), ("content/a.md", &page(&body))]),
        &hasty(),
    );
    assert_eq!(tally.addresses, 1);
    assert_eq!(support::codes(&outcome), ["link/dead"]);
    let paths: Vec<String> = server.asked().into_iter().map(|a| a.path).collect();
    assert_eq!(paths, ["/told", "/told"]);
    let faulty = format!("{}links:\n  ignore: [example.org]\n  ignor: []\n", support::SITE);
    let (outcome, _) = asked(&small(&[("content/site.yaml", &faulty)]), &hasty());
    assert_eq!(support::codes(&outcome), ["yaml/invalid-value", "yaml/unknown-field"]);
}

#[test]
fn levels_of_the_site_and_of_a_page_hold() {
    let server = Server::new(|_| Reply::Status(404, String::new()));
    let url = server.url("/");
    let denied = format!("{}  link/dead: deny\n", support::SITE);
    let (outcome, _) = asked(
        &small(&[
            ("content/site.yaml", &denied),
            ("content/a.md", &page(&format!("<{url}>"))),
        ]),
        &hasty(),
    );
    assert!(outcome.forbids());
    let allowed = format!("---\ntitle: A\nsummary: B\nallow: [link/dead]\n---\n<{url}>\n");
    let (outcome, tally) = asked(&small(&[("content/a.md", &allowed)]), &hasty());
    assert_eq!((support::codes(&outcome).len(), tally.dead), (0, 1));
}
