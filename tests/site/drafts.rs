//! Drafts leave no trace in what is published.

use nutgraf::build::{Options, outputs};

use super::made;
use crate::support::{codes, folder, human, run, small, tests};

#[test]
fn a_draft_leaves_no_trace() {
    let made = made();
    for (path, bytes) in &made {
        let text = String::from_utf8_lossy(bytes);
        assert!(!path.contains("secret") && !path.contains("zzzdraftzzz"), "{path}");
        assert!(!text.contains("zzzdraftzzz") && !text.contains("secret"), "{path}");
    }
    let options = Options {
        drafts: true,
        ..Options::default()
    };
    let (_, with) = outputs(&folder(&tests().join("sites/full")), &options).unwrap();
    assert!(with.contains_key("drafts/secret/index.html") && with.contains_key("drafts/secret/secret.png"));
    assert!(with.contains_key("zzzdraftzzz/index.html") && with.contains_key("tags/zzzdraftzzz/index.html"));
}

#[test]
fn a_picture_that_only_a_draft_names_is_not_published() {
    let world = small(&[
        ("content/site.yaml", "title: Omega\nbase_url: https://example.org/\n"),
        ("content/index.md", "---\ntitle: Omega\nsummary: A\n---\nHere.\n"),
        (
            "content/secret.md",
            "---\ntitle: Secret\nsummary: A\ndraft: true\nimage: {src: head.pdf, alt: x}\n---\n\
             ![x](mug%20shot.pdf) [y](both.pdf) [z](old-sheet.pdf)\n",
        ),
        (
            "content/a/index.md",
            "---\ntitle: A\nsummary: A\n---\n[y](../both.pdf)\n",
        ),
        (
            "content/a/next.md",
            "---\ntitle: Next\nsummary: A\ndraft: true\n---\n[x](plan.pdf)\n",
        ),
        ("content/mug shot.pdf", "%PDF"),
        ("content/head.pdf", "%PDF"),
        ("content/both.pdf", "%PDF"),
        ("content/sheet.pdf", "%PDF"),
        ("content/a/plan.pdf", "%PDF"),
        ("content/a/other.pdf", "%PDF"),
    ]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let files: Vec<&str> = made.keys().map(String::as_str).filter(|p| p.contains(".pdf")).collect();
    assert_eq!(files, ["a/other.pdf", "both.pdf", "sheet.pdf"]);
}
