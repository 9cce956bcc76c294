use super::*;

fn markdown(html: &str) -> String {
    to_markdown(html, true).text
}

#[test]
fn what_timelines_hold() {
    for (html, expected) in [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("plain & simple", "plain & simple"),
        ("a<br>b<br><br>c", "a\\\nb\n\nc"),
        (
            "<b>Bold</b>, <i>it</i> and <a href='https://x.org/?a=1&amp;b=2'>a <em>link</em></a>.",
            "**Bold**, *it* and [a *link*](https://x.org/?a=1&amp;b=2).",
        ),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "- a\n- b\n  - c\n\nd"),
        (
            "<ol start=3><li><p>a</p><p>b</p></li><li>c</li></ol>",
            "3. a\n\n   b\n4. c",
        ),
        ("<blockquote>q<p>r</blockquote>s", "> q\n>\n> r\n\ns"),
        ("10<sup>6</sup> and H<sub>2</sub>O", "10⁶ and H₂O"),
        ("see https://x.org/y.", "see <https://x.org/y>."),
        ("<a href=\"/rel\">here</a> <a href='javascript:x()'>js</a>", "here js"),
        ("<script>alert('<p>')</script>after", "after"),
        ("<iframe src='https://v.org/1'></iframe>after", "after"),
        (
            "<img src='https://x.org/p.jpg' alt='A dog'>",
            "[A dog](https://x.org/p.jpg)",
        ),
        (
            "&lt;script&gt; &copy; &#8212; [[x]] [@y]",
            "\\<script> © — \\[\\[x\\]\\] \\[@y\\]",
        ),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("first\n\nsecond\nline", "first\n\nsecond line"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "a; b\n\nc",
        ),
        ("<h2>Head</h2>text", "**Head**\n\ntext"),
        ("", ""),
        ("<p>&nbsp;</p>", ""),
        ("< b and a<b", "< b and a"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn what_is_left_out_is_told() {
    let told = |html: &str| to_markdown(html, true).told.join(" | ");
    assert_eq!(told("<p>x</p>"), "");
    assert_eq!(
        told("<iframe src='https://v.org/1'></iframe>"),
        "<iframe> (https://v.org/1)"
    );
    assert_eq!(
        told("<a href='javascript:x()'>a</a>"),
        "a `javascript:` link, which pages may not have"
    );
    assert_eq!(
        told("<a href=' JaVa\tScript:x()'>a</a>"),
        "a `javascript:` link, which pages may not have"
    );
    assert!(told("<a href='../x'>a</a>").contains("counts from the page"));
}

#[test]
fn a_headline_is_plain() {
    let made = to_text("The <i>Titanic</i> &amp; <a href='https://x.org'>more</a><br>x");
    assert_eq!(made.text, "The Titanic & more x");
    assert_eq!(made.links, ["https://x.org"]);
    assert_eq!(to_text(" a \n b ").text, "a b");
}

#[test]
fn no_depth_overflows() {
    for tag in ["<div>", "<blockquote>", "<ul><li>", "<b>", "<a href='https://x.org'>"] {
        let html = format!("{}x", tag.repeat(20_000));
        assert!(to_markdown(&html, true).text.contains('x'));
    }
}
