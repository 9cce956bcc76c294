//! `nutgraf check --links` from outside: messages, formats, exit codes, the file of answers, secure connections; and that nothing
//! else asks.

use serde_json::Value;

use crate::place::{Place, Run};
use crate::server::{Authority, Reply, Server, ok, to};

/// A server with a page of each kind.
fn world(asked: &crate::server::Asked) -> Reply {
    match asked.path.as_str() {
        "/old" => to(301, "/new"),
        "/now" => to(302, "/new"),
        "/new" => ok(),
        "/wall" => Reply::Status(403, String::new()),
        "/ill" => Reply::Status(500, String::new()),
        _ => Reply::Status(404, String::new()),
    }
}

/// The starter with links to each of its pages.
fn linked(server: &Server) -> Place {
    let place = Place::starter();
    // The starter's own links lead out of this machine.
    let yaml = place.read("content/site.yaml");
    place.write(
        "content/site.yaml",
        &format!("{yaml}links: {{ignore: [\"https://\"]}}\n"),
    );
    let links = ["/old#part", "/now", "/lost", "/wall"].map(|p| format!("[there]({})", server.url(p)));
    place.append("content/metre.md", &format!("\nSee {}.\n", links.join(",\n")));
    place.append(
        "content/sources.yaml",
        &format!(
            "- {{id: x, title: X, url: \"{}\", archive_url: \"{}\"}}\n",
            server.url("/gone"),
            server.url("/new")
        ),
    );
    place.append("content/metre.md", "\nSee also [@x].\n");
    place
}

/// What was printed, with a port that is the same each time. The port stands for as many characters as it has.
fn still(run: &Run, server: &Server) -> String {
    run.out.replace(&server.port.to_string(), "PORTS")
}

fn golden(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{name}");
}

#[test]
fn each_link_is_told_at_its_place_with_a_fix() {
    let server = five_digits(world);
    let place = linked(&server);
    let run = place.run(&["check", "--links"]).ends(0);
    golden("links.txt", &still(&run, &server));
    let err = "checked 1 explainer: 3 warnings\nlinks to other sites: 6 addresses: 2 there, 1 moved, 2 gone, 1 closed to programs\n";
    assert_eq!(run.err, err);
    assert!(place.exists(".nutgraf/links.json"));
    assert!(!place.exists("public"), "a check writes nothing else");

    // All is remembered: nobody is asked, and the same is said, in whatever format.
    let before = server.asked().len();
    let again = place.run(&["check", "--links"]).ends(0);
    assert_eq!(again.out, run.out);
    assert!(
        again.err.contains("6 addresses (6 remembered): 2 there"),
        "{}",
        again.err
    );
    let json = place.run(&["check", "--links", "--format=json"]).ends(0);
    assert_eq!(json.err, "");
    let report: Value = serde_json::from_str(&json.out).unwrap();
    let codes: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["code"])
        .collect();
    assert_eq!(codes, ["link/moved", "link/dead", "link/dead"]);
    let sarif: Value = serde_json::from_str(&place.run(&["check", "--links", "--format=sarif"]).ends(0).out).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "link/moved");
    let github = place.run(&["check", "--links", "--format=github"]).ends(0);
    assert!(
        github.out.starts_with("::warning file=content/metre.md,"),
        "{}",
        github.out
    );
    assert_eq!(server.asked().len(), before);

    place.run(&["check", "--links", "--strict"]).ends(1);
    place.run(&["check", "--links", "--fresh"]).ends(0);
    assert_eq!(server.asked().len(), 2 * before);
}

/// A server whose port has five digits, so that carets stand where the golden file has them.
fn five_digits(answer: fn(&crate::server::Asked) -> Reply) -> Server {
    (0..100)
        .map(|_| Server::new(answer))
        .find(|s| s.port >= 10_000)
        .expect("a port with five digits")
}

#[test]
fn nothing_else_asks_anybody() {
    let server = Server::new(world);
    let place = linked(&server);
    for args in [&["check"][..], &["check", "--strict"], &["build"], &["glossary"]] {
        place.run(args).ends(0);
    }
    assert_eq!(server.asked().len(), 0);
    assert!(!place.exists(".nutgraf/links.json"));
    for flag in ["--fresh", "--archive", "--link-timeout=1"] {
        place.run(&["check", flag]).ends(2).says(&["--links"]);
    }
}

#[test]
fn secure_connections_are_as_safe_as_this_machine_wants_them() {
    let authority = Authority::new();
    let server = Server::secure(&authority, |_| ok());
    let place = Place::empty();
    place.write("content/site.yaml", "title: A\nbase_url: https://example.org/\n");
    let links = format!("[x]({}) [y](https://127.0.0.1:{}/)", server.url("/"), server.port);
    place.write(
        "content/index.md",
        &format!("---\ntitle: A\nsummary: B\n---\n{links}\n"),
    );
    place.write("ca.pem", &authority.pem);
    let run = |trusted: bool| {
        let mut command = place.command(&["check", "--links", "--fresh", "--format=github"]);
        let other = Authority::new().pem;
        place.write("other.pem", &other);
        let file = if trusted { "ca.pem" } else { "other.pem" };
        command
            .env("SSL_CERT_FILE", place.path(file))
            .env_remove("SSL_CERT_DIR");
        Run::of(&command.output().unwrap())
    };
    let trusted = run(true);
    assert_eq!(server.methods("/"), ["HEAD"], "{}", trusted.out);
    let name = "no secure connection: its certificate is for another host";
    assert_eq!(trusted.out.matches("link/unreachable").count(), 1, "{}", trusted.out);
    assert!(trusted.out.contains(name), "{}", trusted.out);
    let strange = run(false);
    let words = "no secure connection: nobody whom this machine trusts has signed its certificate";
    assert_eq!(strange.out.matches(words).count(), 2, "{}", strange.out);
    assert_eq!(
        server.methods("/"),
        ["HEAD"],
        "nothing is asked of a server that nobody vouches for"
    );
}
