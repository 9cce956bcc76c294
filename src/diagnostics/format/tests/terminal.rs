//! The format for people.

use proptest::prelude::*;

use super::*;

/// What is drawn for a message about the first `part` of `text`.
fn drawn(text: &str, part: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let span = find(&sources, file, part);
    human(vec![broken(span)], &sources)
}

fn broken(span: Span) -> Diagnostic {
    Diagnostic::new(Code::LINK_BROKEN, span, "no page")
}

fn human(all: Vec<Diagnostic>, sources: &Sources) -> String {
    written(HUMAN, all, sources)
}

#[test]
fn a_place_in_another_file_comes_below() {
    let mut sources = Sources::default();
    let message = unknown_term(&mut sources);
    let expected = "\
error[glossary/unknown-term]: no term has the id `agrememt`
 --> content/a: b, 100%.md:5:12
  |
5 | L’été, l’[[agrememt]] fut signé.
  |            ^^^^^^^^
  |
 ::: content/glossary.yaml:1:7
  |
1 | - id: agrement
  |       -------- a term with a similar id
  |
  = help: did you mean `agrement`?

";
    assert_eq!(human(vec![message], &sources), expected);
}

#[test]
fn places_close_by_share_an_excerpt_and_far_ones_do_not() {
    let mut sources = Sources::default();
    let far = "x\n".repeat(90);
    let text = format!("id: a\nname: A\n- 1\n- 2\n- 3\nid: b\n{far}id: c\n");
    let file = sources.add("a.yaml", text);
    let at = |part| find(&sources, file, part);
    let message = Diagnostic::new(Code::YAML_DUPLICATE_KEY, at("id: b"), "`id` again")
        .related(at("id: a"), "first here")
        .related(at("id: c"), "and here");
    let expected = "\
error[yaml/duplicate-key]: `id` again
  --> a.yaml:6:1
   |
 1 | id: a
   | ----- first here
...
 6 | id: b
   | ^^^^^
   |
  ::: a.yaml:97:1
   |
97 | id: c
   | ----- and here

";
    assert_eq!(human(vec![message], &sources), expected);
}

#[test]
fn tabs_and_wide_characters_move_the_caret_and_not_the_column() {
    let expected = "\
error[link/broken]: no page
 --> a.md:1:12
  |
1 | -     déjà 漢字 [x](y)
  |                 ^^^

";
    assert_eq!(drawn("- \tdéjà 漢字 [x](y)\n", "[x]"), expected);
}

#[test]
fn nothing_reaches_the_terminal_that_could_steer_it() {
    let mut sources = Sources::default();
    let file = sources.add("a\u{1b}.md", "a \u{1b}[31m\u{202e}b\u{9b} [c]\n");
    let mut message = broken(find(&sources, file, "[c]")).help("\u{7}help\u{2066}");
    message.message = "no\r\u{8}page".to_owned();
    let expected = "\
error[link/broken]: no␍␈page
 --> a␛.md:1:12
  |
1 | a ␛[31m�b� [c]
  |            ^^^
  |
  = help: ␇help�

";
    assert_eq!(human(vec![message], &sources), expected);
}

#[test]
fn an_endless_line_is_cut_to_a_window() {
    let (left, right) = ("é ".repeat(100_000), " b".repeat(5_000_000));
    let expected = "\
error[link/broken]: no page
 --> a.md:2:200001
  |
2 | ... é é é é é é é é é é é é é é é é é é é é é [x] b b b b b b b b b b b b b b b b b b b b b b...
  |                                               ^^^

";
    assert_eq!(drawn(&format!("a\n{left}[x]{right}\n"), "[x]"), expected);
}

#[test]
fn a_few_lines_are_shown_and_of_many_the_first() {
    let expected = "\
error[link/broken]: no page
 --> a.md:2:1
  |
2 | / two {
3 | | three
  | |_____^

error[link/broken]: no page
 --> a.md:3:2
  |
3 | three
  |  ^^^^

";
    let mut sources = Sources::default();
    let text = "one\ntwo {\nthree\n4\n5\n6\n7\n";
    let file = sources.add("a.md", text);
    let all = vec![
        broken(find(&sources, file, "two {\nthree\n")),
        broken(find(&sources, file, "hree\n4\n5\n6\n7")),
    ];
    assert_eq!(human(all, &sources), expected);
}

#[test]
fn the_end_of_a_line_of_a_file_and_of_nothing_have_a_caret() {
    let mut sources = Sources::default();
    let file = sources.add("a.md", "x\r\ny\n");
    let empty = sources.add("b.md", "");
    let all = vec![
        broken(Span::new(file, 1..1)),
        broken(Span::new(file, 4..5)),
        broken(Span::new(file, 5..5)),
        broken(Span::new(file, 900..999)).related(Span::new(file, 0..1), "begins here"),
        broken(Span::start_of(empty)).related(Span::start_of(empty), "also here"),
    ];
    let expected = "\
error[link/broken]: no page
 --> a.md:1:2
  |
1 | x
  |  ^

error[link/broken]: no page
 --> a.md:2:2
  |
2 | y
  |  ^

error[link/broken]: no page
 --> a.md:3:1
  |
3 |
  | ^

error[link/broken]: no page
 --> a.md:3:1
  |
3 |
  | ^
  |
 ::: a.md:1:1
  |
1 | x
  | - begins here

error[link/broken]: no page
--> b.md:1:1
 = note: b.md:1:1: also here

";
    assert_eq!(human(all, &sources), expected);
}

#[test]
fn every_severity_has_its_word_and_its_colour() {
    let mut sources = Sources::default();
    let file = sources.add("a.md", "x");
    let at = Span::start_of(file);
    let all = vec![
        broken(at),
        Diagnostic::new(Code::PAGE_REVIEW_DUE, at, "review it"),
        Diagnostic::new(Code::SITE_NO_BASE_URL, at, "none"),
    ];
    let text = human(all.clone(), &sources);
    let first = |l: &&str| l.contains('[');
    let titles: Vec<_> = text.lines().filter(first).collect();
    assert_eq!(
        titles,
        [
            "error[link/broken]: no page",
            "warning[page/review-due]: review it",
            "notice[site/no-base-url]: none",
        ]
    );
    let colour = Format::Human {
        colour: true,
        width: 100,
    };
    let text = written(colour, all, &sources);
    assert!(text.contains("--> \u{1b}[0ma.md:1:1\n"), "{text:?}");
}

#[test]
fn of_many_related_places_the_rest_is_counted() {
    let mut sources = Sources::default();
    let file = sources.add("a.md", "abcdefghijklmnop");
    let mut message = broken(Span::new(file, 0..1));
    for i in 0..13 {
        message = message.related(Span::new(file, i..i + 1), "here");
    }
    let text = human(vec![message], &sources);
    assert!(text.ends_with("= note: and 3 more, which the format `json` lists\n\n"));
    assert_eq!(text.matches("here").count(), 10);
}

#[test]
fn many_messages_about_one_endless_line_take_no_longer_than_about_many_lines() {
    let mut sources = Sources::default();
    let file = sources.add("a.md", "é ".repeat(2_000_000));
    let all = (0..4_000)
        .map(|i| broken(Span::new(file, i * 1500..i * 1500 + 2)))
        .collect();
    let text = human(all, &sources);
    assert!(text.contains("--> a.md:1:3999001\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_panics(
        pieces in prop::collection::vec("[a-c]{0,3}|é|漢|\t|\r\n|\r|\n|\u{1b}|\u{301}|\u{202e}| {1,90}|x{80}", 0..30),
        spans in prop::collection::vec((0_usize..400, 0_usize..400, "[a-z]{0,9}|x{90}|a\nb"), 1..6),
        width in 0_usize..160,
    ) {
        let text = pieces.concat();
        let mut sources = Sources::default();
        let file = sources.add("a.md", text.as_str());
        let span = |a: usize, b: usize| Span::new(file, a.min(b)..a.max(b));
        let (a, b, _) = spans[0];
        let mut message = broken(span(a, b));
        for (a, b, label) in &spans[1..] {
            message = message.related(span(*a, *b), label.as_str());
        }
        let start = sources.position(message.span);
        let place = format!("--> a.md:{}:{}\n", start.line, start.column);
        for colour in [false, true] {
            let text = written(Format::Human { colour, width }, vec![message.clone()], &sources);
            prop_assert!(colour || text.contains(&place), "{}", text);
        }
        for format in [Format::Json, Format::Sarif, Format::Github { folder: "a/" }] {
            written(format, vec![message.clone()], &sources);
        }
    }
}
