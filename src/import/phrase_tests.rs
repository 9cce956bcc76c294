use super::*;

#[test]
fn what_people_write() {
    let locales: Vec<Locale> = ["en", "en-US", "de", "fr"]
        .iter()
        .map(|t| Locale::new(t).unwrap())
        .collect();
    for (text, edtf) in [
        ("c. 1920", "1920~"),
        ("Circa March 1920", "1920-03~"),
        ("ca. 1200", "1200~"),
        ("1920?", "1920?"),
        ("c. 1920?", "1920%"),
        ("Summer 1969", "1969-22"),
        ("fall of 1969", "1969-23"),
        ("Frühjahr 1848", "1848-21"),
        ("1920s", "192X"),
        ("winter 1943/44", "1943-24"),
        ("Winter 1999–2000", "1999-24"),
        ("Q3 2020", "2020-35"),
        ("2020-Q3", "2020-35"),
        ("the 1920's", "192X"),
        ("1920s?", "192X?"),
        ("19th century", "18XX"),
        ("44 BC", "-0043"),
        ("1 B.C.E.", "0000"),
        ("AD 79", "0079"),
        ("79 CE", "0079"),
        ("3000 BCE", "-2999"),
        ("10,500 BC", "Y-10499"),
        ("15 March 44 BC", "-0043-03-15"),
        ("March 15, 44 BC", "-0043-03-15"),
        ("24 August 79 AD", "0079-08-24"),
        ("1914–1918", "1914/1918"),
        ("1914-1918", "1914/1918"),
        ("1914–18", "1914/1918"),
        ("2001 - present", "2001/.."),
        ("since 1999", "1999/.."),
        ("until May 1945", "../1945-05"),
        ("from 1914 to 1918", "1914/1918"),
        ("June 3 – July 5, 1967", "1967-06-03/1967-07-05"),
        ("June–August 1967", "1967-06/1967-08"),
        ("100–44 BC", "-0099/-0043"),
        ("June 5-10, 1967", "1967-06-05/1967-06-10"),
        ("Thursday, 27 February 2025", "2025-02-27"),
        ("Thursday, February 27, 2025", "2025-02-27"),
        ("27-Feb-2025", "2025-02-27"),
        ("2025 Feb 27", "2025-02-27"),
        ("Feb. 27, 2025", "2025-02-27"),
        ("27. Februar 2025", "2025-02-27"),
        ("27 février 2025", "2025-02-27"),
        ("66 million years ago", "Y-66000000"),
        ("4.5 billion years ago", "Y-4500000000"),
        ("1969", "1969"),
        ("2016~", "2016~"),
    ] {
        let found = meaning(text, &locales).map(|d| d.as_str().to_owned());
        assert_eq!(found.as_deref(), Some(edtf), "{text}");
    }
    for text in [
        "",
        "early 1920s",
        "1900s",
        "late February 2025",
        "before 1900",
        "30",
        "Day 12",
        "February",
        "dawn",
        "0 BC",
        "31 February 2025",
        "12345",
        "5 o'clock",
        "03/04/2025",
        "2nd century BC",
        "1918–1914",
        "Spring",
        "World War II",
    ] {
        assert_eq!(meaning(text, &locales).map(|d| d.as_str().to_owned()), None, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_phrase_panics(text in "(c\\. |since |–|-| to |BC|s|[0-9]{1,5}|[a-zé]{1,5}| |May|,|漢){0,12}") {
        let locales = [Locale::english()];
        meaning(&text, &locales);
    }
}
