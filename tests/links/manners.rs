//! Who is asked how often, how many at a time, and when again.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use nutgraf::outside;

use crate::server::{Asked, Reply, Server, nobody, ok, to};
use crate::{NOW, about, hasty, linking};

#[test]
fn what_is_faulty_for_a_moment_is_asked_again_after_a_while() {
    let wait = Duration::from_millis(20);
    for first in [
        || Reply::Status(500, String::new()),
        || Reply::Status(503, String::new()),
        || Reply::Close,
    ] {
        let server = Server::new(move |a| if a.before < 2 { first() } else { ok() });
        assert_eq!(linking(&[&server.url("/")], &hasty()).0, []);
        let at: Vec<Instant> = server.asked().iter().map(|a| a.at).collect();
        assert_eq!(at.len(), 3);
        assert!(
            at[1] - at[0] >= wait && at[2] - at[1] >= 2 * wait,
            "each wait is longer"
        );
    }
    let server = Server::new(|_| Reply::Status(502, String::new()));
    let (code, message, _) = about(&server.url("/"));
    assert_eq!(code, "link/unreachable");
    assert!(
        message.ends_with("does not answer: its server answers 502 (Bad Gateway)"),
        "{message}"
    );
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
    assert!(
        said.iter()
            .all(|(c, m, _)| c == "link/unreachable" && m.ends_with(words)),
        "{said:?}"
    );
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
    assert!(
        said[0].1.ends_with("does not answer: nothing came within 1 second"),
        "{said:?}"
    );
    assert_eq!(server.asked().len(), 2, "it gets a second chance");
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
        assert!(
            time >= Duration::from_millis(11 * 20 - 15),
            "a pause between each two: {time:?}"
        );
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
    assert_eq!(
        asked(&links),
        ("/dead /good /old".into(), 1),
        "bad answers hold for a day"
    );
    links.now = NOW + 7 * day;
    assert_eq!(asked(&links), ("/dead /good /old".into(), 0), "good ones for a week");
    assert_eq!(asked(&links), (String::new(), 3));
    links.fresh = true;
    assert_eq!(asked(&links), ("/dead /good /old".into(), 0), "--fresh asks everything");
}
