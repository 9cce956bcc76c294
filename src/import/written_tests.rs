use super::*;

fn found(cell: &str, cells: &[&str], wanted: Option<DayOrder>) -> String {
    let column = Column::of(cells.iter().copied(), wanted);
    let locales: Vec<Locale> = ["en", "de", "fr", "es", "ru", "ar", "ja"]
        .iter()
        .map(|t| Locale::new(t).unwrap())
        .collect();
    match read(cell, &column, &locales) {
        Ok(made) => made.date.to_string(),
        Err(why) => format!("! {why}"),
    }
}

#[test]
fn cells_of_one_reading() {
    for (cell, edtf) in [
        ("2025-02-27", "2025-02-27"),
        ("2016~", "2016~"),
        ("'-0043", "-0043"),
        ("1969", "1969"),
        ("476", "0476"),
        ("-44", "-0043"),
        ("-66000000", "Y-66000000"),
        ("20250227", "2025-02-27"),
        ("2025-2-7", "2025-02-07"),
        ("2025/02/27", "2025-02-27"),
        ("2025.02.27", "2025-02-27"),
        ("27.02.2025", "2025-02-27"),
        ("3.4.2025", "2025-04-03"),
        ("27/02/2025", "2025-02-27"),
        ("02/27/2025", "2025-02-27"),
        ("27-02-2025", "2025-02-27"),
        ("03/03/2025", "2025-03-03"),
        ("02/2025", "2025-02"),
        ("2025/02", "2025-02"),
        ("2025-02-27 10:00", "2025-02-27T10:00:00"),
        ("2025-02-27T10:00", "2025-02-27T10:00:00"),
        ("2025-02-27T10:00:00.000Z", "2025-02-27T10:00:00Z"),
        ("2025-02-27T10:00:00+0100", "2025-02-27T10:00:00+01:00"),
        ("2025-02-27 00:00:00", "2025-02-27"),
        ("27.02.2025 10:15 Uhr", "2025-02-27T10:15:00"),
        ("Feb 27, 2025 5:30 PM", "2025-02-27T17:30:00"),
        ("Thu, 27 Feb 2025 10:00:00 GMT", "2025-02-27T10:00:00Z"),
        ("27/02/2025 - 01/03/2025", "2025-02-27/2025-03-01"),
        ("2025-02-27 to 2025-03-01", "2025-02-27/2025-03-01"),
        ("27 февраля 2025", "2025-02-27"),
        ("27 février 2025", "2025-02-27"),
        ("2025年2月27日", "2025-02-27"),
        ("27 de febrero de 2025", "2025-02-27"),
        ("c. 1920", "1920~"),
    ] {
        assert_eq!(found(cell, &[cell], None), edtf, "{cell}");
    }
}

#[test]
fn a_column_decides_or_nothing_does() {
    assert_eq!(found("03/04/2025", &["03/04/2025", "27/02/2025"], None), "2025-04-03");
    assert_eq!(found("03/04/2025", &["03/04/2025", "02/27/2025"], None), "2025-03-04");
    assert_eq!(
        found("03/04/2025", &["03/04/2025"], Some(DayOrder::MonthFirst)),
        "2025-03-04"
    );
    assert_eq!(
        found("1789-07-14T00:00:00Z", &["1789-07-14T00:00:00Z"], None),
        "1789-07-14"
    );
    let times = ["1789-07-14T00:00:00Z", "1789-07-14T10:00:00Z"];
    assert_eq!(found(times[0], &times, None), times[0]);
    let open = found("03/04/2025", &["03/04/2025"], None);
    assert!(
        open.contains("2025-04-03 or 2025-03-04") && open.contains("--day-first"),
        "{open}"
    );
    let mixed = found("03/04/2025", &["03/04/2025", "27/02/2025", "02/27/2025"], None);
    assert!(mixed.contains("both orders"), "{mixed}");
}

#[test]
fn what_is_not_guessed() {
    for (cell, part) in [
        ("45000", "day number"),
        ("27.02.25", "two digits"),
        ("03/04/25", "two digits"),
        ("31.02.2025", "no 2025-02-31"),
        ("13/13/2025", "no month"),
        ("79", "no year of three digits"),
        ("tomorrow", "can't be read"),
        ("", "no date"),
        ("99999999999999999999", "can't be read"),
    ] {
        let why = found(cell, &[cell], None);
        assert!(why.starts_with('!') && why.contains(part), "{cell}: {why}");
    }
}

proptest::proptest! {
    #[test]
    fn no_cell_panics(cell in "([0-9]{1,5}|/|-|\\.| |:|T|Z|\\+|May|é|,|–| to ){0,10}") {
        found(&cell, &[&cell], None);
    }
}
