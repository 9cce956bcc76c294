//! Colour and progress: on a terminal, and nowhere else.

use std::fmt::Write as _;

#[cfg(target_os = "linux")]
use crate::place::NUTGRAF;
use crate::place::{Place, Run};

/// A site that takes well over half a second on this machine, in this kind of build.
fn large() -> Place {
    let place = Place::starter();
    let mut text = String::new();
    for n in 0..50 {
        let _ = write!(text, "The speed of light is {n}, says the brochure [@si-brochure].\n\n");
    }
    let mut pages = 0;
    while pages < 100_000 {
        for n in pages..(pages * 2).max(20) {
            place.write(
                &format!("content/page-{n}.md"),
                &format!("---\ntitle: Page {n}\nsummary: S\n---\n\n{text}"),
            );
        }
        pages = (pages * 2).max(20);
        if seconds(&place.run(&["build", "-o", "trial"]).ends(0)) > 1.2 {
            // Drawn cards would be taken from there, and the next build be a short one.
            std::fs::remove_dir_all(place.path(".nutgraf")).unwrap();
            return place;
        }
    }
    panic!("{pages} pages in a second: this test needs another measure");
}

/// What the summary line says.
fn seconds(run: &Run) -> f64 {
    let rest = run.err.split(" in ").nth(1).unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn a_pipe_gets_no_escape_codes_and_no_progress() {
    let place = Place::faulty();
    for args in [
        &["check"][..],
        &["build"],
        &["explain", "reference/unknown"],
        &["--help"],
        &["biuld"],
    ] {
        let mut command = place.command(args);
        command.env("TERM", "xterm-256color");
        let run = Run::of(&command.output().unwrap());
        assert!(!run.out.contains('\x1b') && !run.err.contains('\x1b'), "{args:?}");
    }
    let place = large();
    let mut command = place.command(&["build"]);
    command.env("TERM", "xterm-256color");
    let run = Run::of(&command.output().unwrap()).ends(0);
    assert_eq!(
        run.err.lines().count(),
        1,
        "one summary line and nothing else: {}",
        run.err
    );
    let seconds: f64 = run
        .err
        .split(" in ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(seconds > 0.5, "the site is too small for this test: {seconds} s");
}

/// Runs the program on a terminal that `script` (util-linux) makes.
#[cfg(target_os = "linux")]
fn on_a_terminal(place: &Place, args: &str, environment: &[(&str, &str)]) -> Run {
    let mut command = std::process::Command::new("script");
    command
        .args(["-qec", &format!("{NUTGRAF} {args}"), "/dev/null"])
        .current_dir(place.path(""))
        .stdin(std::process::Stdio::null())
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .envs(environment.iter().copied());
    Run::of(
        &command
            .output()
            .expect("`script` of util-linux is needed for this test"),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colour_unless_no_color_says_otherwise() {
    let place = Place::faulty();
    let coloured = on_a_terminal(&place, "check", &[]).ends(1);
    assert!(coloured.out.contains("\x1b["), "{}", coloured.out);
    for environment in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = on_a_terminal(&place, "check", &[environment]).ends(1);
        assert!(!plain.out.contains('\x1b'), "{environment:?}: {}", plain.out);
    }
    let empty = on_a_terminal(&place, "check", &[("NO_COLOR", "")]).ends(1);
    assert!(empty.out.contains("\x1b["), "an empty NO_COLOR does not count");
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_sees_how_far_a_long_build_has_come_and_only_a_long_one() {
    let short = on_a_terminal(&Place::starter(), "build", &[]).ends(0);
    assert!(
        !short.out.contains(" pages\x1b") && !short.out.contains('█'),
        "{}",
        short.out
    );
    let long = on_a_terminal(&large(), "build", &[]).ends(0);
    assert!(long.out.contains(" pages"), "{}", long.out);
    let last = long.out.trim_end().rsplit(['\r', '\n']).next().unwrap();
    assert!(
        last.contains("built public in "),
        "the bar is gone at the end: {last:?}"
    );
}
