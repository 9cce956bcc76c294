//! Drawings (SVG): what is taken out of them, and what stays as it is.

use crate::beside;
use crate::support::{codes, human, line, page, run, text};

#[test]
fn a_drawing_can_only_be_looked_at() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 300 100\" \
               onload=\"alert(1)\"><script>alert(2)</script><foreignObject><p>x</p></foreignObject>\
               <a xlink:href=\"javascript:alert(3)\"><path id=\"kept\" d=\"M0 0h9v9z\"/></a>\
               <image href=\"https://evil.example/x.png\"/><rect fill=\"url(https://evil.example/y)\"/>\
               <set attributeName=\"onclick\" to=\"alert(4)\"/></svg>";
    let (outcome, made) = run(&beside(&page("![A](a.svg)"), &[("a.svg", svg.into())]));
    let clean = text(&made, "works/a.svg");
    for word in [
        "script",
        "onload",
        "alert(1)",
        "alert(2)",
        "alert(3)",
        "foreignObject",
        "javascript",
        "evil.example",
        "onclick",
    ] {
        assert!(!clean.contains(word), "{word}: {clean}");
    }
    assert!(clean.contains("kept"), "{clean}");
    let html = text(&made, "works/index.html");
    assert!(html.contains("width=\"300\" height=\"100\""));
    let said = line(&outcome.diagnostics[0], &outcome);
    assert!(
        said.starts_with("warning[image/svg-cleaned] content/works/index.md:5:6 "),
        "{said}"
    );
    assert!(said.contains("<script>") && said.contains("<foreignObject>"), "{said}");

    let plain = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2cm\" height=\"1cm\"><style>path{fill:red}</style>\
                 <linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient><path fill=\"url(#g)\" d=\"M0 0h9v9z\"/></svg>";
    let (outcome, made) = run(&beside(&page("![A](a.svg)"), &[("a.svg", plain.into())]));
    assert_eq!(codes(&outcome), [""; 0], "{}", human(&outcome));
    assert!(text(&made, "works/index.html").contains("width=\"76\" height=\"38\""));
    assert!(text(&made, "works/a.svg").contains("url(#g)"));
}

/// What a drawing is published as, and what is said of it.
fn drawn(svg: &str) -> (String, Vec<String>) {
    let (outcome, made) = run(&beside(&page("![A](a.svg)"), &[("a.svg", svg.into())]));
    let said = outcome.diagnostics.iter().map(|d| line(d, &outcome)).collect();
    (text(&made, "works/a.svg"), said)
}

const NAMED: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

#[test]
fn a_drawing_keeps_the_blanks_of_its_texts() {
    let letters = "<text y=\"40\"><tspan>H</tspan><tspan>2</tspan><tspan>O</tspan></text>";
    let (clean, said) = drawn(&format!("<svg {NAMED} width=\"9\" height=\"9\"><g>{letters}</g></svg>"));
    assert_eq!(said, [""; 0]);
    assert!(clean.contains(letters), "{clean}");
    let blanks =
        "<text><tspan>a <tspan>b</tspan></tspan>\n <tspan>\u{e000}&#xe001;</tspan> <a><tspan>c</tspan></a></text>";
    let (clean, said) = drawn(&format!("<svg {NAMED} width=\"9\" height=\"9\">{blanks}</svg>"));
    assert_eq!(said, [""; 0]);
    assert!(clean.contains(&blanks.replace("&#xe001;", "\u{e001}")), "{clean}");
}

#[test]
fn a_drawing_with_prefixes_stays_one() {
    let svg = "<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"60\"><svg:rect width=\"9\" height=\"9\"/></svg:svg>";
    let (clean, said) = drawn(svg);
    assert_eq!(said, [""; 0]);
    assert!(
        clean.contains(&format!("<svg {NAMED}")) && clean.contains("<rect"),
        "{clean}"
    );
    let plain = format!("<svg {NAMED} width=\"9\" height=\"9\"><rect/></svg>");
    assert_eq!(drawn(&plain).0.matches("xmlns").count(), 1);
}

#[test]
fn a_style_sheet_loses_its_imports_alone() {
    for (css, left) in [
        (
            "@import url(\"https://fonts.example/css?family=A;B\"); .a{fill:red}",
            ".a{fill:red}",
        ),
        ("<![CDATA[@IMPORT 'x;y' screen; .a{fill:red}]]>", ".a{fill:red}"),
        (".a{fill:red} @import url(//fonts.example/a)", ".a{fill:red}"),
        ("/* @import */ .a{fill:red}", "/* */ .a{fill:red}"),
    ] {
        let (clean, said) = drawn(&format!(
            "<svg {NAMED} width=\"9\" height=\"9\"><style>{css}</style></svg>"
        ));
        assert!(clean.contains(left), "{clean}");
        assert!(
            !clean.to_lowercase().contains("import") && !clean.contains("example"),
            "{clean}"
        );
        assert!(said.len() == 1 && said[0].contains("@import in <style>"), "{said:?}");
    }
    let css = ".a{fill:url(https://evil.example/a#b)} .b{fill:url(#c)}";
    let (clean, said) = drawn(&format!(
        "<svg {NAMED} width=\"9\" height=\"9\"><style>{css}</style></svg>"
    ));
    assert!(clean.contains(".a{fill:url(#)} .b{fill:url(#c)}"), "{clean}");
    assert!(said[0].contains("another host's address in <style>"), "{said:?}");
}

#[test]
fn an_address_on_another_host_leaves_nothing_behind() {
    for attribute in [
        "href=\"https://evil.example/t.gif\"",
        "href=\"//evil.example/t.gif\"",
        "href=\"ht&#10;tps:\\\\evil.example/t.gif\"",
        "fill=\"url( 'https://evil.example/t.gif' )\"",
    ] {
        let (clean, said) = drawn(&format!(
            "<svg {NAMED} width=\"9\" height=\"9\"><image {attribute}/></svg>"
        ));
        assert!(!clean.contains("t.gif") && !clean.contains("evil"), "{clean}");
        assert!(
            said.len() == 1 && said[0].contains("another host's address in"),
            "{said:?}"
        );
    }
    let (clean, said) = drawn(&format!(
        "<svg {NAMED} width=\"9\" height=\"9\"><use href=\"#a\"/><image href=\"b.png\" data-of=\"https://a.example/\"/></svg>"
    ));
    assert_eq!(said, [""; 0]);
    assert!(
        clean.contains("href=\"#a\"") && clean.contains("href=\"b.png\""),
        "{clean}"
    );
}
