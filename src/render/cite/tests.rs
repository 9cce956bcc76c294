use hayagriva::archive::{ArchivedStyle, locales};

use super::*;

const BASE: &str = "https://example.org/";

fn cited<'a>(authors: &'a [String], date: Option<&'a Date>) -> Cited<'a> {
    Cited {
        id: "a/appointments",
        title: "How ambassadors are appointed",
        authors,
        site: Some("Embassies Explained"),
        date,
        url: "https://example.org/a/appointments/".to_owned(),
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&amp;", "&")
}

/// What a style of the CSL project makes of the page.
fn project(style: ArchivedStyle, cited: &Cited<'_>) -> String {
    let citationberg::Style::Independent(style) = style.get() else {
        panic!("a style of its own");
    };
    let mut entry = cited.entry(None, None).unwrap();
    if let Some(date) = cited.date {
        entry.set_date(date.as_str().parse().unwrap());
    }
    let (code, locales) = (LocaleCode::en_us(), locales());
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(&entry)];
    driver.citation(CitationRequest::new(items, &style, Some(code.clone()), &locales, None));
    let made = driver.finish(BibliographyRequest::new(&style, Some(code), &locales));
    let mut html = String::new();
    write(&mut html, &made.bibliography.unwrap().items[0].content);
    plain(&html)
}

#[test]
fn english_is_what_the_styles_of_the_csl_project_say() {
    let style = Style::new("en").unwrap();
    for names in [
        &["The Editors"][..],
        &["Doe, Jane"],
        &["Doe, Jane", "Müller, Hans Peter"],
        &["Doe, Jane", "Roe, Richard", "The Editors"],
        &[
            "A, B", "C, D", "E, F", "G, H", "I, J", "K, L", "M, N", "O, P", "Q, R", "S, T", "U, V",
        ],
    ] {
        let authors = owned(names);
        for date in ["2025-02-27", "2025-03"] {
            let date = Date::parse(date).unwrap();
            let cited = cited(&authors, Some(&date));
            let view = cited.view(&style, BASE).unwrap();
            assert_eq!(
                plain(&view.apa_html.0),
                project(ArchivedStyle::AmericanPsychologicalAssociation, &cited)
            );
            assert_eq!(
                plain(&view.chicago_html.0),
                project(ArchivedStyle::ChicagoNotes, &cited)
            );
        }
    }
}

#[test]
fn other_languages_have_their_own_months_marks_and_words() {
    let authors = owned(&["Doe, Jane", "Roe, Richard"]);
    let date = Date::parse("2025-02-27").unwrap();
    let mut said = String::new();
    for language in ["en", "fr", "de", "es", "ru", "ja", "ar", "nl"] {
        let style = Style::new(language).unwrap();
        let view = cited(&authors, Some(&date)).view(&style, BASE).unwrap();
        let (apa, chicago) = (view.apa_html.0, view.chicago_html.0);
        said.push_str(&[language, &apa, &chicago, ""].join("\n"));
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cite/languages.txt");
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::write(&file, &said).unwrap();
    }
    let expected = std::fs::read_to_string(file).unwrap().replace("\r\n", "\n");
    assert!(said == expected, "{said}\n--- expected\n{expected}");
}

#[test]
fn what_is_not_known_is_not_said() {
    let style = Style::new("en").unwrap();
    let authors = owned(&["The Editors"]);
    for (date, apa, chicago) in [
        (None, "(n.d.)", ", n.d."),
        (Some("2025"), "(2025)", ", 2025."),
        (Some("2025~"), "(about 2025)", ", about 2025."),
        (Some("2024/2025"), "(2024 to 2025)", ", 2024 to 2025."),
    ] {
        let date = date.map(|d| Date::parse(d).unwrap());
        let view = cited(&authors, date.as_ref()).view(&style, BASE).unwrap();
        assert!(view.apa_html.0.contains(apa), "{}", view.apa_html.0);
        assert!(view.chicago_html.0.contains(chicago), "{}", view.chicago_html.0);
    }
}

#[test]
fn abbreviations_keep_their_letters() {
    let style = Style::new("en").unwrap();
    let authors = owned(&["The Editors"]);
    for (title, chicago) in [
        ("NATO", "“NATO.”"),
        ("the GDPR and the DSA", "“The GDPR and the DSA.”"),
        ("what NATO does", "“What NATO Does.”"),
        ("“Café” culture", "“‘Café’ Culture.”"),
        ("the end of the “café”", "“The End of the ‘Café.’”"),
        ("COVID-19: what the WHO said", "“COVID-19: What the WHO Said.”"),
    ] {
        let mut cited = cited(&authors, None);
        (cited.title, cited.site) = (title, None);
        let view = cited.view(&style, BASE).unwrap();
        // Who says nothing of a date says so, also where the author is the site.
        let whole = format!("The Editors. {chicago} n.d. ");
        assert!(view.chicago_html.0.starts_with(&whole), "{}", view.chicago_html.0);
        assert!(view.apa_html.0.contains(title), "{}", view.apa_html.0);
    }
}

#[test]
fn nothing_of_a_text_is_read_as_a_sign() {
    let style = Style::new("en").unwrap();
    let authors = owned(&["R&D {Office}"]);
    let date = Date::parse("2025-02-27").unwrap();
    let mut cited = cited(&authors, Some(&date));
    cited.title = "<b>100%</b> of A_B & {C} $5 #1 \\x";
    cited.id = "a/über-café";
    let view = cited.view(&style, BASE).unwrap();
    assert!(
        view.apa_html.0.contains("&lt;b&gt;100%&lt;/b&gt;"),
        "{}",
        view.apa_html.0
    );
    let back = biblatex::Bibliography::parse(&view.bibtex).unwrap();
    let entry = back.iter().next().unwrap();
    assert_eq!(entry.key, "uber-cafe-2025", "letters without their marks");
    let said = |field: &str| {
        let chunks = entry.get(field).unwrap();
        chunks.iter().map(|c| c.v.get()).collect::<String>()
    };
    assert_eq!(said("title"), cited.title);
    assert_eq!(said("author"), "R&D {Office}");
    assert_eq!(said("url"), cited.url);
}

#[test]
fn a_name_is_cut_where_its_author_cut_it() {
    for (name, parts) in [
        ("Doe, Jane", Some(("Doe", "Jane"))),
        ("Jane Doe", None),
        ("Ministry of A, B, and C", None),
        ("Doe,", None),
    ] {
        let found = match Name::of(name) {
            Name::Parts(family, given) => Some((family, given)),
            Name::Whole(_) => None,
        };
        assert_eq!(found, parts, "{name}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, ..Default::default() })]
    /// What is filled in is what the library makes of the whole, in every language.
    #[test]
    fn what_has_the_form_of_others_is_what_the_library_says(
        title in r"([A-Za-z0-9ÄßéжЖ日本]{1,7}[ ,:-]{0,2}(of|the|and|USA|iPhone|a|McD)?[?.'’]? ?){1,6}",
        path in "([a-z0-9-]{1,5}/){1,3}",
        names in proptest::collection::vec("[A-Z][a-z]{1,4}(, [A-Z][a-z]{1,4})?( 7193)?", 1..4),
        site in proptest::option::of("[A-Z][a-z]{1,5}( & [a-z]{1,4})?[.?]?"),
        date in proptest::option::of("(0044|0988|1789|2025)(-0[1-9](-[012][1-8])?)?[~?]?"),
        language in proptest::sample::select(vec!["en", "en-GB", "fr", "de", "ru", "ja", "ar"]),
    ) {
        let style = Style::new(language).unwrap();
        let date = date.and_then(|d| Date::parse(&d).ok());
        let url = format!("{BASE}{path}");
        let cited = Cited { id: "a", title: title.trim(), authors: &names, site: site.as_deref(), date: date.as_ref(), url };
        let (year, rest) = cited.year_and_rest(&style.locale);
        let whole = date.as_ref().map(|d| words(d, &style.locale));
        let view = cited.view(&style, BASE).unwrap();
        let made = |style_of, words| style.formatted(style_of, &cited.entry(year, words).unwrap()).unwrap();
        proptest::prop_assert_eq!(view.apa_html, made(&style.apa, rest));
        proptest::prop_assert_eq!(view.chicago_html, made(&style.chicago, whole));
    }
}
