//! `check --links`: outside addresses are asked, each once and no host too often, and what became of them is said where they stand.
//! Every server is the test's own, on a loopback port; nothing here leaves the machine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/server.rs"]
mod server;
mod support;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use nutgraf::build::{Options, Outcome, check_with_links};
use nutgraf::outside::{self, Manners, Tally};
use nutgraf::world::Memory;

use server::{Asked, Reply, Server, nobody, ok, to};
use support::{page, small};

/// A day in 2026.
const NOW: u64 = 1_790_000_000;

/// In a hurry: what people wait seconds for takes milliseconds here.
fn hasty() -> outside::Options {
    outside::Options {
        manners: Manners {
            pause: Duration::ZERO,
            timeout: Duration::from_secs(5),
            backoff: Duration::from_millis(20),
            ..Manners::default()
        },
        memory: None,
        fresh: false,
        now: NOW,
        archive: None,
    }
}

fn asked(world: &Memory, links: &outside::Options) -> (Outcome, Tally) {
    check_with_links(world, &Options::default(), links, &|_, _| {}, &|_, _| {}).unwrap()
}

/// Code, message and help of each message, without those that any small site gets.
fn said(outcome: &Outcome) -> Vec<(String, String, String)> {
    let told = outcome.diagnostics.iter().map(|d| {
        let help = d.help.clone().unwrap_or_default();
        (d.code.slug().to_owned(), d.message.clone(), help)
    });
    told.collect()
}

/// A site whose one page links to these addresses, and what is said of it.
fn linking(addresses: &[&str], links: &outside::Options) -> (Vec<(String, String, String)>, Tally) {
    let body: Vec<String> = addresses.iter().map(|a| format!("[here]({a})")).collect();
    let (outcome, tally) = asked(&small(&[("content/a.md", &page(&body.join(", ")))]), links);
    (said(&outcome), tally)
}

/// The one message about one address.
fn about(address: &str) -> (String, String, String) {
    let (mut said, _) = linking(&[address], &hasty());
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

#[test]
fn what_is_there_is_asked_for_without_its_body_by_somebody_with_a_name() {
    let server = Server::new(|_| ok());
    let (said, tally) = linking(&[&server.url("/a"), &server.url("/b?c=d#e")], &hasty());
    assert_eq!(said, []);
    assert_eq!((tally.addresses, tally.good), (2, 2));
    let all = server.asked();
    let mut paths: Vec<_> = all.iter().map(|a| (a.method.as_str(), a.path.as_str())).collect();
    paths.sort_unstable();
    assert_eq!(paths, [("HEAD", "/a"), ("HEAD", "/b?c=d")]);
    assert!(all[0].headers["user-agent"].starts_with("nutgraf/"), "{all:?}");
}

#[test]
fn what_is_gone_is_asked_for_as_a_browser_does_before_it_is_called_dead() {
    let server = Server::new(|a| Reply::Status(if a.path == "/gone" { 410 } else { 404 }, String::new()));
    let url = server.url("/lost#part");
    let (code, message, help) = about(&url);
    assert_eq!(code, "link/dead");
    assert_eq!(message, format!("`{url}` is gone: its server answers 404 (Not Found)"));
    let copy = format!("https://web.archive.org/web/*/{}", server.url("/lost"));
    assert_eq!(
        help,
        format!("find where the page is now, or look for an archived copy: `{copy}`")
    );
    assert_eq!(server.methods("/lost"), ["HEAD", "GET"]);
    let (code, message, _) = about(&server.url("/gone"));
    assert_eq!(code, "link/dead");
    assert!(message.ends_with("is gone: its server answers 410 (Gone)"), "{message}");
}

#[test]
fn a_server_that_refuses_head_is_asked_again() {
    for status in [400, 403, 404, 405, 501] {
        let server = Server::new(move |a| match a.method.as_str() {
            "HEAD" => Reply::Status(status, String::new()),
            _ => Reply::Body(200, "x".repeat(1000)),
        });
        assert_eq!(linking(&[&server.url("/")], &hasty()).0, [], "{status}");
        assert_eq!(server.methods("/"), ["HEAD", "GET"]);
    }
}

#[test]
fn a_move_for_good_is_told_with_the_new_address_and_one_for_now_is_not() {
    let server = Server::new(|a| match a.path.as_str() {
        "/old" => to(301, "/new"),
        "/older" => to(308, "/old"),
        "/now" => to(302, "/new"),
        "/then" => to(301, "/now"),
        _ => ok(),
    });
    let (code, message, help) = about(&server.url("/old#part"));
    assert_eq!(code, "link/moved");
    assert_eq!(message, format!("`{}` has moved for good", server.url("/old#part")));
    assert_eq!(help, format!("write `{}`", server.url("/new#part")));
    assert_eq!(about(&server.url("/older")).2, format!("write `{}`", server.url("/new")));
    // What comes after a step for the time being is for the time being too.
    assert_eq!(about(&server.url("/then")).2, format!("write `{}`", server.url("/now")));
    let (said, tally) = linking(&[&server.url("/now")], &hasty());
    assert_eq!((said, tally.good), (vec![], 1));
}

#[test]
fn redirects_that_lead_nowhere_are_told() {
    let server = Server::new(|a| match a.path.as_str() {
        "/a" => to(302, "/b"),
        "/b" => to(302, "/a"),
        "/c" => to(301, "/lost"),
        "/d" => Reply::Status(302, String::new()),
        "/e" => to(302, "mailto:a@example.org"),
        _ => Reply::Status(404, String::new()),
    });
    let (code, message, _) = about(&server.url("/a"));
    assert_eq!(code, "link/unreachable");
    assert!(message.ends_with("does not answer: it leads on and on"), "{message}");
    assert!(server.asked().len() <= 12);
    let (code, message, _) = about(&server.url("/c"));
    let lost = server.url("/lost");
    let expected = format!("is gone: it leads to `{lost}`, whose server answers 404 (Not Found)");
    assert!(code == "link/dead" && message.ends_with(&expected), "{message}");
    let (_, message, _) = about(&server.url("/d"));
    assert!(message.ends_with("it redirects (302) to nowhere"), "{message}");
    let (_, message, _) = about(&server.url("/e"));
    assert!(message.contains("which is no web address"), "{message}");
}

#[test]
fn what_is_faulty_for_a_moment_is_asked_again_after_a_while() {
    let wait = Duration::from_millis(20);
    for first in [|| Reply::Status(500, String::new()), || Reply::Status(503, String::new()), || Reply::Close] {
        let server = Server::new(move |a| if a.before < 2 { first() } else { ok() });
        assert_eq!(linking(&[&server.url("/")], &hasty()).0, []);
        let at: Vec<Instant> = server.asked().iter().map(|a| a.at).collect();
        assert_eq!(at.len(), 3);
        assert!(at[1] - at[0] >= wait && at[2] - at[1] >= 2 * wait, "each wait is longer");
    }
    let server = Server::new(|_| Reply::Status(502, String::new()));
    let (code, message, _) = about(&server.url("/"));
    assert_eq!(code, "link/unreachable");
    assert!(message.ends_with("does not answer: its server answers 502 (Bad Gateway)"), "{message}");
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_host_that_wants_a_pause_gets_it_for_all_its_pages() {
    let server = Server::new(|a| match (a.path.as_str(), a.before) {
        ("/busy", 0) => Reply::Status(429, "Retry-After: 1\r\n".into()),
        _ => ok(),
    });
    let mut links = hasty();
    links.manners.per_host = 1;
    let addresses: Vec<String> = ["/busy", "/one", "/two"].map(|p| server.url(p)).to_vec();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    assert_eq!(linking(&addresses, &links).0, []);
    let all = server.asked();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].path, "/busy");
    for later in &all[1..] {
        assert!(later.at - all[0].at >= Duration::from_secs(1), "{later:?}");
    }
}

#[test]
fn a_host_that_wants_to_be_left_alone_is() {
    let server = Server::new(|_| Reply::Status(429, "Retry-After: 86400\r\n".into()));
    let mut links = hasty();
    links.manners.per_host = 1;
    let addresses: Vec<String> = (0..20).map(|n| server.url(&format!("/{n}"))).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let (said, tally) = linking(&addresses, &links);
    assert_eq!((said.len(), tally.unreachable), (20, 20), "each place is told");
    let words = "does not answer: its server asks to be left alone for 86400 seconds";
    assert!(said.iter().all(|(c, m, _)| c == "link/unreachable" && m.ends_with(words)), "{said:?}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn silence_is_not_waited_for_for_ever() {
    let server = Server::new(|_| Reply::Hang(Duration::from_secs(20)));
    let mut links = hasty();
    links.manners.timeout = Duration::from_secs(1);
    let start = Instant::now();
    let (said, _) = linking(&[&server.url("/")], &links);
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(said[0].0, "link/unreachable");
    assert!(said[0].1.ends_with("does not answer: nothing came within 1 second"), "{said:?}");
    assert_eq!(server.asked().len(), 2, "it gets a second chance");
}

#[test]
fn no_host_and_no_listener_are_told() {
    let (code, message, _) = about("http://nutgraf-test.invalid/");
    assert_eq!(code, "link/unreachable");
    assert!(message.ends_with("does not answer: the name of its host is unknown"), "{message}");
    let (code, message, _) = about(&nobody());
    assert_eq!(code, "link/unreachable");
    assert!(message.ends_with("does not answer: no connection to its host"), "{message}");
    let (code, message, _) = about("https://exa%20mple.org/");
    assert_eq!(code, "link/unreachable");
    assert!(message.contains("it can't be an address"), "{message}");
}

#[test]
fn a_refusal_is_counted_and_told_only_to_who_wants_to_hear_it() {
    let server = Server::new(|_| Reply::Status(403, String::new()));
    let (said, tally) = linking(&[&server.url("/")], &hasty());
    assert_eq!((said.len(), tally.refused), (0, 1));
    let yaml = format!("{}  link/refused: warn\n", support::SITE);
    let text = page(&format!("[here]({})", server.url("/")));
    let (outcome, _) = asked(&small(&[("content/site.yaml", &yaml), ("content/a.md", &text)]), &hasty());
    let told = support::codes(&outcome);
    assert_eq!(told, ["link/refused"]);
}

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
        ("content/glossary/g.md", &format!("---\nterm: g\ndefinition: \"[x]({url})\"\n---\n[x]({url})\n")),
        ("content/timeline/e.md", &format!("---\ntitle: e\ndate: 2020\n---\n[x]({url})\n")),
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
        let under = outcome.sources.slice(d.span);
        assert!(under == url || under == "[x][y]", "the caret stands under the address: {under}");
        let path = outcome.sources.path(d.span.file).to_owned();
        match places.last_mut().filter(|(p, _)| *p == path) {
            Some((_, n)) => *n += 1,
            None => places.push((path, 1)),
        }
    }
    let expected = [
        ("content/a.md", 5),
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
        let (outcome, _) = asked(&small(&[("content/sources/s.md", &source), ("content/a.md", &text)]), &hasty());
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
    let near = format!("find where the page is now, or look for an archived copy: `https://web.archive.org/web/20240502/{url}`");
    assert_eq!(
        offered(&format!("archive_url: {lost}\n")),
        format!("the archived copy does not answer either; {near}")
    );
    assert_eq!(offered(""), near);
}

#[test]
fn the_archive_is_asked_where_that_is_wanted() {
    let server = Server::new(|a| match a.path.as_str() {
        "/there" => ok(),
        p if p.starts_with("/wayback") && p.contains("%2Fkept") => Reply::Body(
            200,
            r#"{"url": "x", "archived_snapshots": {"closest": {"status": "200", "available": true, "url": "http://web.archive.org/web/2020/x", "timestamp": "2020"}}}"#
                .to_owned(),
        ),
        p if p.starts_with("/wayback") => Reply::Body(200, r#"{"url": "x", "archived_snapshots": {}}"#.to_owned()),
        _ => Reply::Status(404, String::new()),
    });
    let links = outside::Options {
        archive: Some(server.url("/wayback")),
        ..hasty()
    };
    let addresses = ["/there", "/kept", "/lost"].map(|p| server.url(p));
    let (said, _) = linking(&addresses.each_ref().map(String::as_str), &links);
    let helps: Vec<&str> = said.iter().map(|(.., h)| h.as_str()).collect();
    let kept = "find where the page is now, or link to the copy in the Internet Archive: `http://web.archive.org/web/2020/x`";
    assert_eq!(helps.len(), 2);
    assert_eq!(helps[0], kept);
    assert!(helps[1].contains("look for an archived copy"), "{helps:?}");
    let services = server.asked().iter().filter(|a| a.path.starts_with("/wayback")).count();
    assert_eq!(services, 2, "what is there needs no copy");
}

#[test]
fn no_host_is_asked_more_at_a_time_than_is_polite() {
    let slow = |a: &Asked| {
        let _ = a;
        Reply::Slow(Duration::from_millis(30), Box::new(ok()))
    };
    let (one, two) = (Server::new(slow), Server::new(slow));
    let addresses: Vec<String> = (0..12)
        .flat_map(|n| [one.url(&format!("/{n}")), two.url(&format!("/{n}"))])
        .collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let mut links = hasty();
    links.manners.pause = Duration::from_millis(20);
    let (_, tally) = linking(&addresses, &links);
    assert_eq!(tally.good, 24);
    for server in [&one, &two] {
        let all = server.asked();
        assert_eq!(all.len(), 12);
        let most = all.iter().map(|a| a.open).max().unwrap();
        assert_eq!(most, 2, "two at a time");
        let time = all.last().unwrap().at - all[0].at;
        assert!(time >= Duration::from_millis(11 * 20 - 15), "a pause between each two: {time:?}");
    }
    // Both hosts are asked at the same time.
    assert!(one.asked()[0].at < two.asked()[11].at && two.asked()[0].at < one.asked()[11].at);
}

#[test]
fn a_host_that_is_dead_is_not_asked_for_each_of_its_pages() {
    let host = nobody();
    let addresses: Vec<String> = (0..50).map(|n| format!("{host}{n}")).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let mut links = hasty();
    links.manners.pause = Duration::from_millis(50);
    let start = Instant::now();
    let (said, _) = linking(&addresses, &links);
    assert_eq!(said.len(), 50);
    assert!(start.elapsed() < Duration::from_millis(50 * 50));
}

/// The file of a memory, in a folder that goes with the test.
fn remembering(folder: &tempfile::TempDir) -> outside::Options {
    outside::Options {
        memory: Some(PathBuf::from(folder.path()).join(".nutgraf/links.json")),
        ..hasty()
    }
}

#[test]
fn answers_are_remembered_until_they_are_old() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::new(|a| match a.path.as_str() {
        "/good" => ok(),
        "/old" => to(301, "/good"),
        "/dead" => Reply::Status(404, String::new()),
        _ => Reply::Status(500, String::new()),
    });
    let addresses = ["/good", "/old", "/dead", "/ill"].map(|p| server.url(p));
    let addresses = addresses.each_ref().map(String::as_str);
    let mut links = remembering(&folder);
    let (first, tally) = linking(&addresses, &links);
    assert_eq!((first.len(), tally.remembered), (3, 0));
    let asked = |links: &outside::Options| {
        let before = server.asked().len();
        let (said, tally) = linking(&addresses, links);
        assert_eq!(said, first, "what is remembered is told as before");
        let paths = server.asked().split_off(before).into_iter().map(|a| a.path);
        let mut paths: Vec<String> = paths.filter(|p| p != "/ill").collect();
        paths.sort_unstable();
        paths.dedup();
        (paths.join(" "), tally.remembered)
    };
    let day = 24 * 60 * 60;
    assert_eq!(asked(&links), (String::new(), 3), "no answer is never remembered");
    links.now = NOW + day;
    assert_eq!(asked(&links), ("/dead /good /old".into(), 1), "bad answers hold for a day");
    links.now = NOW + 7 * day;
    assert_eq!(asked(&links), ("/dead /good /old".into(), 0), "good ones for a week");
    assert_eq!(asked(&links), (String::new(), 3));
    links.fresh = true;
    assert_eq!(asked(&links), ("/dead /good /old".into(), 0), "--fresh asks everything");
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
    let (outcome, tally) = asked(&small(&[("content/site.yaml", &yaml), ("content/a.md", &page(&body))]), &hasty());
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
        &small(&[("content/site.yaml", &denied), ("content/a.md", &page(&format!("<{url}>")))]),
        &hasty(),
    );
    assert!(outcome.forbids());
    let allowed = format!("---\ntitle: A\nsummary: B\nallow: [link/dead]\n---\n<{url}>\n");
    let (outcome, tally) = asked(&small(&[("content/a.md", &allowed)]), &hasty());
    assert_eq!((support::codes(&outcome).len(), tally.dead), (0, 1));
}
