use super::*;

fn found(tag: &str, text: &str) -> Vec<String> {
    let locale = Locale::new(tag).expect(tag);
    find_in_prose(text, &locale)
        .iter()
        .map(|(range, date)| format!("{}={date}", &text[range.clone()]))
        .collect()
}

#[test]
fn english() {
    for (text, dates) in [
        ("on 27 February 2025.", "27 February 2025=2025-02-27"),
        ("On February 27, 2025, they", "February 27, 2025=2025-02-27"),
        ("Feb. 27, 2025", "Feb. 27, 2025=2025-02-27"),
        (
            "Sept. 11, 2001; 11 Sep 2001",
            "Sept. 11, 2001=2001-09-11|11 Sep 2001=2001-09-11",
        ),
        ("the 27th of February 2025", "27th of February 2025=2025-02-27"),
        ("27–28 February 2025", "27–28 February 2025=2025-02-27/2025-02-28"),
        (
            "February 27 and 28, 2025",
            "February 27 and 28, 2025=2025-02-27/2025-02-28",
        ),
        (
            "in October 2024, and since March 2022",
            "October 2024=2024-10|March 2022=2022-03",
        ),
        ("In 2016, the administration", "2016=2016"),
        ("from 2016 to 2018", "2016 to 2018=2016/2018"),
        ("between 2016 and 2018", "2016 and 2018=2016/2018"),
        ("dated 2025-02-27 and", "2025-02-27=2025-02-27"),
        ("in 44 BC, by 30 BCE", "44 BC=-0043|30 BCE=-0029"),
        ("in 44 B.C. and in AD 64", "44 B.C.=-0043|AD 64=0064"),
        ("from 264 to 146 BC", "264 to 146 BC=-0263/-0145"),
        ("from 44 BC to AD 14", "44 BC to AD 14=-0043/0014"),
        ("on 15 March 44 BC", "15 March 44 BC=-0043-03-15"),
        ("in the 1920s; the 1930's", "1920s=192X|1930's=193X"),
        (
            "in spring 2021 and the fall of 2022",
            "spring 2021=2021-21|fall of 2022=2022-23",
        ),
        ("In June 2016. It", "June 2016=2016-06"),
    ] {
        assert_eq!(found("en", text).join("|"), dates, "{text}");
    }
}

#[test]
fn not_dates() {
    for text in [
        "expelled 35 diplomats, 2016 of them",
        "they may 2016 times march 2017",
        "in 1200 bc, in 44 B, in 44 before noon",
        "300 BC students, 44 AD hoc groups",
        "in June. 2016 of them",
        "prices fall 2016 points, to fall 2021 metres, a spring 12 metres deep",
        "in the 1900s, 1925s, 192s, the 20s",
        "in 2016% of cases, in $2016, in 2016th place",
        "31 February 2025",
        "27.02.2025 or 02/27/2025",
        "February 27",
        "in 12016 and in 201",
        "no digits at all",
        "",
    ] {
        assert!(found("en", text).is_empty(), "{text}: {:?}", found("en", text));
    }
}

#[test]
fn other_languages() {
    for (tag, text, dates) in [
        (
            "fr",
            "le 27 février 2025 et le 1er mars 2022, en 2016",
            "27 février 2025=2025-02-27|1er mars 2022=2022-03-01|2016=2016",
        ),
        ("fr", "en févr. 2025", "févr. 2025=2025-02"),
        (
            "de",
            "am 27. Februar 2025, seit März 2022, im Jahr 2016",
            "27. Februar 2025=2025-02-27|März 2022=2022-03|2016=2016",
        ),
        (
            "es",
            "el 27 de febrero de 2025, desde octubre de 2024",
            "27 de febrero de 2025=2025-02-27|octubre de 2024=2024-10",
        ),
        (
            "ru",
            "27 февраля 2025 года, в октябре; октябрь 2024 г., в 2016 году",
            "27 февраля 2025=2025-02-27|октябрь 2024=2024-10|2016=2016",
        ),
        (
            "ar",
            "في 27 فبراير 2025 وفي عام ٢٠١٦",
            "27 فبراير 2025=2025-02-27|٢٠١٦=2016",
        ),
        (
            "ja",
            "2025年2月27日に。2024年10月",
            "2025年2月27日に=2025-02-27|2024年10月=2024-10",
        ),
        // Seasons, decades and eras of the languages with messages.
        (
            "fr",
            "au printemps 2021, en été 2022, dans les années 1920, en 44 av. J.-C.",
            "printemps 2021=2021-21|été 2022=2022-22|1920=192X|44 av. J.-C.=-0043",
        ),
        (
            "de",
            "im Frühjahr 2021, in den 1920er-Jahren, im Jahr 44 v. Chr.",
            "Frühjahr 2021=2021-21|1920er=192X|44 v. Chr.=-0043",
        ),
        (
            "es",
            "en la primavera de 2021, la década de 1920, en 44 a. C.",
            "primavera de 2021=2021-21|1920=192X|44 a. C.=-0043",
        ),
        (
            "ru",
            "весной 2021 года, в 1920-е годы, в 44 г. до н. э.",
            "весной 2021=2021-21|1920-е=192X|44 г. до н. э.=-0043",
        ),
        ("ar", "في ربيع عام 2021", "ربيع عام 2021=2021-21"),
        (
            "ja",
            "2021年の春、1920年代、紀元前44年3月15日",
            "2021年の春=2021-21|1920年代=192X|44年3月15日=-0043-03-15",
        ),
        // An era makes a year by itself; a decade may be in the plural.
        (
            "en",
            "Caesar, 100 to 44 BC; killed 44 BC",
            "100 to 44 BC=-0099/-0043|44 BC=-0043",
        ),
        ("de", "sie erstachen ihn 45 v. Chr. in Rom", "45 v. Chr.=-0044"),
        ("ru", "в 45 году до н. э. его убили", "45 году до н. э.=-0044"),
        ("es", "el tango de los años 1950", "1950=195X"),
        // Languages of which only ICU4X knows something.
        ("pt", "em 27 de fevereiro de 2025", "27 de fevereiro de 2025=2025-02-27"),
        ("it", "il 27 febbraio 2025", "27 febbraio 2025=2025-02-27"),
        ("nl", "op 27 februari 2025", "27 februari 2025=2025-02-27"),
        ("pl", "27 lutego 2025 roku", "27 lutego 2025=2025-02-27"),
        ("uk", "27 лютого 2025 року", "27 лютого 2025=2025-02-27"),
        ("sv", "den 27 februari 2025", "27 februari 2025=2025-02-27"),
        ("da", "den 27. februar 2025", "27. februar 2025=2025-02-27"),
        ("fi", "27. helmikuuta 2025", "27. helmikuuta 2025=2025-02-27"),
        ("cs", "dne 27. února 2025", "27. února 2025=2025-02-27"),
        ("tr", "27 Şubat 2025'te", "27 Şubat 2025=2025-02-27"),
        ("el", "στις 27 Φεβρουαρίου 2025", "27 Φεβρουαρίου 2025=2025-02-27"),
        ("he", "ב-27 בפברואר 2025", "27 בפברואר 2025=2025-02-27"),
        ("fa", "در ۲۷ فوریه ۲۰۲۵", "۲۷ فوریه ۲۰۲۵=2025-02-27"),
        ("hi", "27 फ़रवरी 2025 को", "27 फ़रवरी 2025=2025-02-27"),
        ("bn", "২৭ ফেব্রুয়ারি ২০২৫", "২৭ ফেব্রুয়ারি ২০২৫=2025-02-27"),
        ("zh", "于2025年2月27日", "2025年2月27日=2025-02-27"),
        ("ko", "2025년 2월 27일에", "2025년 2월 27일에=2025-02-27"),
        ("vi", "ngày 27 tháng 2 năm 2025", "27 tháng 2 năm 2025=2025-02-27"),
        ("hu", "2025. február 27-én", "2025. február 27=2025-02-27"),
        ("lt", "2025 m. vasario 27 d.", "2025 m. vasario 27=2025-02-27"),
        (
            "lv",
            "2025. gada 27. februārī, 2025. gada 27. februāris",
            "2025. gada 27. februāris=2025-02-27",
        ),
        ("eu", "2025eko otsailaren 27an", "2025eko otsailaren 27=2025-02-27"),
        ("ca", "el 27 d’abril del 2025", "27 d’abril del 2025=2025-04-27"),
        ("th", "27 กุมภาพันธ์ ค.ศ. 2025", "27 กุมภาพันธ์ ค.ศ. 2025=2025-02-27"),
    ] {
        assert_eq!(found(tag, text).join("|"), dates, "{text}");
    }
}

#[test]
fn near_misses_in_other_languages() {
    for (tag, text) in [
        // A sentence ends with a year, and the next begins with a month.
        ("hu", "ez 2024. Február 27-én volt"),
        ("de", "das war 2024. Februar war kalt"),
        ("fr", "il a été 2016 fois ; 20 années 1920 francs ; en 1200 avant"),
        ("es", "en 44 a la vez; la década 1925"),
        ("ru", "192-е место, в 1900-е, в 44 г. до нас"),
        ("ar", "في عام 1445 هـ"),
        ("ja", "1920年間、2016年前、44年3月"),
        ("th", "27 กุมภาพันธ์ 2567"),
        ("it", "nel 2016 casi, 2016 marzo, in 2016"),
        ("pl", "2016 lutego"),
        ("vi", "tháng 2 có 2016 người"),
        ("eu", "2016 otsail"),
        ("fi", "27. 2016"),
    ] {
        assert!(found(tag, text).is_empty(), "{tag}: {text}: {:?}", found(tag, text));
    }
}
