//! What servers answer, and what is made of it.

use crate::server::{Reply, Server, nobody, ok, to};
use crate::support::{self, page, small};
use crate::{about, asked, hasty, linking};

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
    assert_eq!(
        about(&server.url("/older")).2,
        format!("write `{}`", server.url("/new"))
    );
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
fn no_host_and_no_listener_are_told() {
    let (code, message, _) = about("http://nutgraf-test.invalid/");
    assert_eq!(code, "link/unreachable");
    assert!(
        message.ends_with("does not answer: the name of its host is unknown"),
        "{message}"
    );
    let (code, message, _) = about(&nobody());
    assert_eq!(code, "link/unreachable");
    assert!(
        message.ends_with("does not answer: no connection to its host"),
        "{message}"
    );
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
    let (outcome, _) = asked(
        &small(&[("content/site.yaml", &yaml), ("content/a.md", &text)]),
        &hasty(),
    );
    let told = support::codes(&outcome);
    assert_eq!(told, ["link/refused"]);
}
