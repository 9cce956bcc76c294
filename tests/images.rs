//! Pictures and cards from outside: files in, pages and files out. What a file tells of place and device is looked for by an
//! independent program, exiftool.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "images/drawings.rs"]
mod drawings;
#[path = "images/kept.rs"]
mod kept;
#[path = "images/made.rs"]
mod made;
mod support;

use std::collections::BTreeMap;

use image::{DynamicImage, GenericImageView};
use nutgraf::build::{Options, build};
use nutgraf::world::Memory;
use nutgraf::write::RealDisk;

use made::{comment_gif, jpeg, metadata, photo, png, png_head, webp};
use support::{SITE, codes, files_of, human, line, page, run, small, text};

/// A site with one page in a folder, `works/`, with these files beside it.
fn beside(body: &str, files: &[(&str, Vec<u8>)]) -> Memory {
    let mut world = small(&[("content/works/index.md", body)]);
    for (name, bytes) in files {
        world.insert(&format!("content/works/{name}"), bytes.clone());
    }
    world
}

fn shown(made: &BTreeMap<String, Vec<u8>>, path: &str) -> DynamicImage {
    image::load_from_memory(&made[path]).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The addresses and widths of a page's first `srcset`.
fn srcset(html: &str) -> Vec<(String, u32)> {
    let list = html.split_once("srcset=\"").unwrap().1.split_once('"').unwrap().0;
    let one = |entry: &str| {
        let (url, width) = entry.trim().split_once(' ').unwrap();
        (url.to_owned(), width.strip_suffix('w').unwrap().parse().unwrap())
    };
    list.split(',').map(one).collect()
}

#[test]
fn a_photograph_is_offered_in_widths_that_it_has() {
    let world = beside(&page("![A dam](dam.jpg)"), &[("dam.jpg", jpeg(&photo(1000, 500)))]);
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "works/index.html");
    let offered = srcset(&html);
    assert_eq!(offered.iter().map(|(_, w)| *w).collect::<Vec<_>>(), [480, 800, 1000]);
    assert!(html.contains(
        "<img src=\"dam.jpg\" alt=\"A dam\" width=\"1000\" height=\"500\" loading=\"lazy\" decoding=\"async\"></picture>"
    ));
    for (url, width) in &offered {
        let path = format!("works/{url}");
        assert_eq!(shown(&made, &path).dimensions(), (*width, width / 2), "{url}");
        assert!(made[&path].starts_with(b"RIFF") && made[&path].len() < made["works/dam.jpg"].len());
    }
    let (_, again) = run(&world);
    assert!(made == again, "the same input gives the same bytes");
}

#[test]
fn a_huge_photograph_is_never_what_a_page_loads() {
    let (_, made) = run(&beside(
        &page("![A dam](dam.jpg)"),
        &[("dam.jpg", jpeg(&photo(2400, 600)))],
    ));
    let html = text(&made, "works/index.html");
    assert_eq!(srcset(&html).last().unwrap().1, 1600);
    let fallback = html.split_once("<img src=\"").unwrap().1.split_once('"').unwrap().0;
    assert_eq!(shown(&made, &format!("works/{fallback}")).dimensions(), (1600, 400));
    assert!(html.contains("width=\"1600\" height=\"400\""));
    assert_eq!(
        shown(&made, "works/dam.jpg").dimensions(),
        (2400, 600),
        "the file itself stays"
    );
}

#[test]
fn the_picture_at_the_head_comes_first_with_its_credit() {
    let front = "---\ntitle: Dam\nsummary: A dam.\nimage: {src: dam.webp, alt: A dam, caption: In 1911., credit: Ada, licence: CC0}\n---\n";
    let (outcome, made) = run(&beside(front, &[("dam.webp", webp(&photo(900, 300)))]));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "works/index.html");
    assert!(
        html.contains("width=\"900\" height=\"300\" fetchpriority=\"high\" decoding=\"async\">"),
        "{html}"
    );
    assert!(html.contains("<span class=\"credit\">Ada · CC0</span>"));
    assert_eq!(
        srcset(&html).last().unwrap(),
        &("dam.webp".to_owned(), 900),
        "the file itself will do"
    );
}

#[test]
fn credit_and_licence_of_people_and_events_are_shown() {
    let image = "image: {src: /works/dam.jpg, alt: A, credit: Ada, licence: CC0}";
    let mut world = beside(&page("x"), &[("dam.jpg", jpeg(&photo(900, 300)))]);
    world.insert("content/people.yaml", format!("- {{id: p, name: P, {image}}}\n"));
    world.insert(
        "content/timeline.yaml",
        format!("- {{id: e, title: E, date: 1911, {image}}}\n"),
    );
    let (_, made) = run(&world);
    for path in ["people/index.html", "timeline/index.html"] {
        let html = text(&made, path);
        assert!(
            html.contains("<span class=\"credit\">Ada · CC0</span>"),
            "{path}: {html}"
        );
        assert!(html.contains("srcset=\"../works/dam-480-"), "{path}");
    }
}

#[test]
fn nothing_tells_where_and_by_what_it_was_made() {
    for (name, bytes) in [
        ("a.jpg", made::tell_jpeg(jpeg(&photo(900, 300)), 1)),
        ("turned.jpg", made::tell_jpeg(jpeg(&photo(900, 300)), 6)),
        ("b.png", made::tell_png(png(&photo(900, 300)))),
        ("c.webp", made::tell_webp(&webp(&photo(900, 300)))),
        ("d.gif", comment_gif("Secretville")),
    ] {
        let before = metadata(&bytes, name);
        assert!(before.contains("Secretville"), "{name}: {before}");
        let (outcome, made) = run(&beside(&page(&format!("![A dam]({name})")), &[(name, bytes)]));
        assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
        let pictures = made
            .iter()
            .filter(|(path, _)| path.starts_with("works/") && !path.ends_with("html"));
        let mut count = 0;
        for (path, bytes) in pictures {
            let after = metadata(bytes, path.rsplit('/').next().unwrap());
            for word in [
                "Secretville",
                "GPS",
                "Camera",
                "IFD0",
                "XMP",
                "IPTC",
                "Comment",
                "Trailer",
            ] {
                assert!(!after.contains(word), "{path} still says {word}:\n{after}");
            }
            count += 1;
        }
        assert!(count > usize::from(!name.ends_with("gif")), "{name}");
    }
}

#[test]
fn a_photograph_taken_on_its_side_stands_upright() {
    let upright = made::tell_jpeg(jpeg(&made::left_dark(900, 300)), 6);
    let (_, made) = run(&beside(&page("![A dam](a.jpg)"), &[("a.jpg", upright)]));
    let html = text(&made, "works/index.html");
    assert!(html.contains("width=\"300\" height=\"900\""), "{html}");
    let mut paths: Vec<String> = srcset(&html)
        .into_iter()
        .map(|(url, _)| format!("works/{url}"))
        .collect();
    paths.push("works/a.jpg".into());
    for path in paths {
        let image = shown(&made, &path).to_luma8();
        assert!(image.height() > image.width(), "{path}");
        // Turned by 90 degrees to the right, what was dark on the left is dark at the top.
        assert!(image.get_pixel(image.width() / 2, 5).0[0] < 60, "{path}");
        assert!(
            image.get_pixel(image.width() / 2, image.height() - 5).0[0] > 200,
            "{path}"
        );
    }
}

#[test]
fn colours_of_another_profile_become_those_of_the_web() {
    let red = DynamicImage::ImageRgb8(image::RgbImage::from_pixel(900, 300, image::Rgb([200, 40, 40])));
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let bytes = made::with_profile(&red, profile);
    assert!(bytes.len() >= 4096 || metadata(&bytes, "a.png").contains("ICC"));
    let padded = made::with_profile(
        &made::noisy(&red),
        moxcms::ColorProfile::new_display_p3().encode().unwrap(),
    );
    let (_, made) = run(&beside(&page("![Red](a.png)"), &[("a.png", padded)]));
    assert!(
        metadata(&made["works/a.png"], "a.png").contains("ICC"),
        "the file itself keeps its profile"
    );
    let small = srcset(&text(&made, "works/index.html"))[0].0.clone();
    let seen = shown(&made, &format!("works/{small}")).to_rgb8().get_pixel(200, 80).0;
    // The same red has a stronger red in sRGB, whose reds are paler.
    assert!(seen[0] > 206 && seen[1] < 40, "{seen:?}");
}

#[test]
fn small_and_moving_pictures_stay_as_they_are() {
    let gif = comment_gif("x");
    let world = beside(
        &page("![A](a.gif) ![B](b.png)"),
        &[("a.gif", gif), ("b.png", png(&photo(20, 10)))],
    );
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let html = text(&made, "works/index.html");
    assert!(!html.contains("<picture>"));
    assert!(
        html.contains("<img src=\"a.gif\" alt=\"A\" width=\"1\" height=\"1\""),
        "{html}"
    );
    assert!(html.contains("<img src=\"b.png\" alt=\"B\" width=\"20\" height=\"10\""));
}

#[test]
fn what_is_no_picture_is_said_where_it_is_shown() {
    let whole = jpeg(&photo(900, 300));
    let half = png(&photo(300, 300));
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">\
                <!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>\
                <svg xmlns=\"http://www.w3.org/2000/svg\"><text>&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;</text></svg>";
    let deep = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}", "<g>".repeat(100_000));
    for (name, bytes, code) in [
        ("empty.png", Vec::new(), "image/unreadable"),
        ("page.jpg", b"<!doctype html><p>Not found".to_vec(), "image/unreadable"),
        ("half.png", half[..half.len() / 2].to_vec(), "image/unreadable"),
        ("huge.png", png_head(60_000, 60_000), "image/too-large"),
        ("none.png", png_head(0, 9), "image/unreadable"),
        ("bomb.svg", bomb.into(), "image/unreadable"),
        ("deep.svg", deep.into_bytes(), "image/unreadable"),
        ("cut.gif", comment_gif("x")[..30].to_vec(), "image/unreadable"),
        ("photo.png", whole, "image/wrong-kind"),
        ("new.avif", b"\0\0\0\x1cftypavif".to_vec(), "image/not-read"),
    ] {
        let world = beside(&page(&format!("![A]({name})")), &[(name, bytes)]);
        let (outcome, made) = run(&world);
        assert_eq!(codes(&outcome), [code], "{name}: {}", human(&outcome));
        let said = line(&outcome.diagnostics[0], &outcome);
        assert!(
            said.contains("content/works/index.md:5:6 ") && said.contains(" | "),
            "{said}"
        );
        assert_eq!(
            made.contains_key(&format!("works/{name}")),
            code.ends_with("kind") || code.ends_with("read")
        );
        let checked = nutgraf::build::check(&world, &Options::default(), &|_, _| {}).unwrap();
        assert_eq!(human(&checked), human(&outcome), "a check says the same");
    }
}

#[test]
fn a_page_may_allow_it_and_nobody_s_picture_is_told_of_by_its_file() {
    let front = "---\ntitle: A\nsummary: A.\nallow: [image/wrong-kind]\n---\n![A](a.png)\n";
    let (outcome, _) = run(&beside(front, &[("a.png", jpeg(&photo(90, 30)))]));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    let (outcome, made) = run(&beside(&page("x"), &[("a.png", jpeg(&photo(900, 30)))]));
    let said = line(&outcome.diagnostics[0], &outcome);
    assert!(
        said.starts_with("warning[image/wrong-kind] content/works/a.png:1:1 "),
        "{said}"
    );
    let beside = made.keys().filter(|p| p.starts_with("works/a-"));
    assert_eq!(beside.count(), 0, "what no page shows is published as it is");
}

#[test]
fn what_was_made_is_kept_and_never_trusted() {
    let root = tempfile::tempdir().unwrap();
    let cache = root.path().join(".nutgraf/images");
    let mut world = beside(&page("![A dam](dam.jpg)"), &[("dam.jpg", jpeg(&photo(1000, 500)))]);
    world.insert("content/site.yaml", SITE.replace("cards: false", "cards: true"));
    let options = Options {
        images: Some(cache.clone()),
        ..Options::default()
    };
    let built = |name: &str| {
        let folder = root.path().join(name);
        build(&world, &options, &RealDisk, &folder, &|_, _| {}).unwrap();
        files_of(&folder)
    };
    let first = built("one");
    let kept = files_of(&cache);
    assert_eq!(kept.len(), 5, "three widths and two cards: {:?}", kept.keys());
    assert!(first == built("two"));
    assert!(kept == files_of(&cache), "nothing is made twice under another name");
    for (nth, (name, bytes)) in kept.iter().enumerate() {
        let torn = match nth % 3 {
            0 => Vec::new(),
            1 => bytes[..bytes.len() / 2].to_vec(),
            _ => [b"x", &bytes[1..]].concat(),
        };
        std::fs::write(cache.join(name), torn).unwrap();
    }
    assert!(first == built("three"), "what is torn is made again");
    assert!(kept == files_of(&cache));
    std::fs::remove_dir_all(&cache).unwrap();
    std::fs::write(&cache, "in the way").unwrap();
    assert!(first == built("four"), "a cache that can't be written is no error");
}

#[test]
fn a_card_for_each_page() {
    let base = "base_url: https://example.org/a/\n";
    let none = "base_url: https://example.org/\n";
    let mut world = beside(&page("x"), &[]);
    let site = SITE.replace(none, "").replace("cards: false\n", "");
    world.insert("content/site.yaml", site.clone());
    world.insert("content/ja.md", "---\ntitle: ダム\nsummary: A dam.\n---\nx\n");
    let (_, without) = run(&world);
    assert!(
        !without.keys().any(|p| p.starts_with("cards/")),
        "without an address nobody can find a card"
    );
    assert!(!text(&without, "works/index.html").contains("og:image"));

    world.insert("content/site.yaml", format!("{site}{base}"));
    world.insert("content/glossary.yaml", "- {id: t, term: Term, definition: X}\n");
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), ["card/no-glyphs"], "{}", human(&outcome));
    let said = line(&outcome.diagnostics[0], &outcome);
    assert!(said.starts_with("notice[card/no-glyphs] content/ja.md:2:8 "), "{said}");
    for (page, card) in [
        ("works", "works"),
        ("ja", "ja"),
        ("", "index"),
        ("glossary", "index"),
        ("glossary/t", "index"),
    ] {
        let html = text(&made, format!("{page}/index.html").trim_start_matches('/'));
        let url = format!("<meta property=\"og:image\" content=\"https://example.org/a/cards/{card}.png\">");
        assert!(html.contains(&url), "{page}");
        assert!(html.contains("summary_large_image") && html.contains("og:image:alt"));
        let path = format!("cards/{card}.png");
        assert_eq!(shown(&made, &path).dimensions(), (1200, 630));
        assert!(made[&path].len() < 60_000);
    }
    assert!(
        made["cards/ja.png"].len() < made["cards/works.png"].len() / 2,
        "no boxes in place of letters"
    );
    assert!(!text(&made, "404.html").contains("og:image"));

    world.insert("content/site.yaml", format!("{site}{base}cards: false\n"));
    let (outcome, made) = run(&world);
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    assert!(!made.keys().any(|p| p.starts_with("cards/")));
    assert!(!text(&made, "works/index.html").contains("og:image"));
}
