use hayagriva::archive::{ArchivedStyle, locales};

use super::*;

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
            let view = cited.view(&style).unwrap();
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
        let view = cited(&authors, Some(&date)).view(&style).unwrap();
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
        let view = cited(&authors, date.as_ref()).view(&style).unwrap();
        assert!(view.apa_html.0.contains(apa), "{}", view.apa_html.0);
        assert!(view.chicago_html.0.contains(chicago), "{}", view.chicago_html.0);
    }
}

#[test]
fn nothing_of_a_text_is_read_as_a_sign() {
    let style = Style::new("en").unwrap();
    let authors = owned(&["R&D {Office}"]);
    let date = Date::parse("2025-02-27").unwrap();
    let mut cited = cited(&authors, Some(&date));
    cited.title = "<b>100%</b> of A_B & {C} $5 #1 \\x";
    let view = cited.view(&style).unwrap();
    assert!(
        view.apa_html.0.contains("&lt;b&gt;100%&lt;/b&gt;"),
        "{}",
        view.apa_html.0
    );
    let back = biblatex::Bibliography::parse(&view.bibtex).unwrap();
    let entry = back.iter().next().unwrap();
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
