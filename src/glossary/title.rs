//! How a title is read: what stands in its brackets, whether its case counts, in which other spellings the same words
//! occur. Everything that is found here is *derived*: the author did not write it as a form of its own.
//!
//! **Brackets.** "Agrément (diplomacy)" is also "Agrément". What stands in the brackets is a form of its own when it is
//! an abbreviation ("Chargé d'affaires (`CdA`)", "Kubernetes (K8s)"), when the title before it abbreviates it ("MTTR
//! (mean time to recovery)"), or when it is written in another script ("コンテナ (container)"), and so is the name in
//! another language; or when it is English, and the title is not ("Lastverteiler (load balancer)"). Otherwise it only tells two titles apart, and is no form. Several things in one pair of brackets
//! are separated by commas or semicolons.
//!
//! **Kinds.** "Microservices architecture" is also "microservices": a last (or first) word that only says what kind of thing
//! it is may be left out.

use icu::properties::CodePointMapData;
use icu::properties::props::Script;

use super::token::{Gap, Kind, tokens};

/// Whether a form matches by its own case: capitals and digits throughout ("NATO", "G20"), or a single letter.
pub(super) fn by_case(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase)
        || form.chars().filter(|c| c.is_alphanumeric()).count() == 1
}

/// Whether half of a title matches by its own case: an abbreviation with two capitals at least (`CdA`).
pub(super) fn half_by_case(half: &str) -> bool {
    let capitals = half.chars().filter(|c| c.is_uppercase()).count();
    by_case(half) || capitals >= 2 && !half.contains(char::is_whitespace) && capitals * 3 >= half.chars().count()
}

/// The forms that a title's brackets hold: what stands before them, and what stands in them where that is a name too.
/// `english`: whether the title is English itself.
pub(super) fn halves(title: &str, english: bool) -> Vec<&str> {
    let Some((before, inside)) = split(title) else {
        return Vec::new();
    };
    let mut out = vec![before];
    let parts = inside.split([',', ';', '、', '，', '；', '،', '/']).map(str::trim);
    for part in parts.filter(|p| !p.is_empty()) {
        let foreign = script(part) != script(before) || !english && looks_english(part);
        if foreign || abbreviates(part, before) || abbreviates(before, part) {
            out.push(part);
        }
    }
    out
}

/// Whether words in a title of another language are English by their look: "load balancer", "mesh". A name that looks like
/// the language itself ("cloud" does not, "service" does in French) is taken for what tells two titles apart.
fn looks_english(part: &str) -> bool {
    const ENDINGS: [&str; 10] = ["er", "ers", "ing", "ity", "ck", "sh", "th", "ss", "ud", "ow"];
    let plain = part.chars().all(|c| c.is_ascii_alphabetic() || c == ' ' || c == '-');
    let mut words = part.split([' ', '-']).filter(|w| w.len() >= 4);
    plain && words.any(|w| ENDINGS.iter().any(|end| w.to_ascii_lowercase().ends_with(end)))
}

/// A title whose last part stands in brackets, cut in two.
fn split(title: &str) -> Option<(&str, &str)> {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕')];
    let title = title.trim_end();
    let (open, close) = PAIRS.into_iter().find(|(_, close)| title.ends_with(*close))?;
    let (before, inside) = title.strip_suffix(close)?.rsplit_once(open)?;
    let (before, inside) = (before.trim(), inside.trim());
    (!before.is_empty() && !inside.is_empty()).then_some((before, inside))
}

/// Whether a word is an abbreviation: two capitals or digits at least, or the initials of the words that it stands for.
fn abbreviates(short: &str, long: &str) -> bool {
    if short.contains(char::is_whitespace) || short.chars().count() > 12 {
        return false;
    }
    let capitals = short.chars().filter(|c| c.is_uppercase() || c.is_numeric()).count();
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    // Hebrew marks an abbreviation before its last letter.
    let gershayim = ['"', '\u{5F4}', '\u{201D}'].iter().any(|mark| {
        short
            .split_once(*mark)
            .is_some_and(|(a, b)| !a.is_empty() && b.chars().count() == 1)
    });
    gershayim
        || capitals >= 2
            && letters > 0
            && short.chars().next().is_some_and(char::is_alphanumeric)
            && capitals * 3 >= letters
        || initials(long).is_some_and(|i| i == short.to_lowercase().replace('.', ""))
        || numeronym(short, long)
        || han_short(short, long)
}

/// "安理会" for "联合国安全理事会": some of its characters, in their order.
fn han_short(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let han = short
        .chars()
        .all(|c| CodePointMapData::<Script>::new().get(c) == Script::Han);
    han && short.chars().count() >= 2 && short.chars().all(|c| rest.any(|l| l == c))
}

/// The first letters of a phrase of two words or more, in lower case.
fn initials(phrase: &str) -> Option<String> {
    let words: Vec<&str> = phrase
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let letters = words
        .iter()
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_lowercase);
    (words.len() >= 2).then(|| letters.collect())
}

/// "K8s" for "Kubernetes": first letter, number of letters between, last letter.
fn numeronym(short: &str, long: &str) -> bool {
    let digits: String = short.chars().filter(char::is_ascii_digit).collect();
    let count = long.chars().count();
    let ends = |text: &str| {
        let mut lower = text.chars().flat_map(char::to_lowercase);
        (lower.next(), lower.next_back())
    };
    digits.parse().is_ok_and(|n: usize| n + 2 == count) && ends(short) == ends(long)
}

/// The script of a text: Latin only where all of it is, since "API网关" is a Chinese name. The scripts of Japanese count
/// as one.
fn script(text: &str) -> Option<Script> {
    let scripts = CodePointMapData::<Script>::new();
    let mut found = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| match scripts.get(c) {
            Script::Hiragana | Script::Katakana | Script::Common => Script::Han,
            script => script,
        });
    let first = found.next()?;
    Some(if first == Script::Latin {
        found.find(|s| *s != Script::Latin).unwrap_or(first)
    } else {
        first
    })
}

/// Words for a kind of thing that a title may end with, where the rest names the thing itself as well: "microservices
/// architecture", "cloud native technology".
const LAST: [&str; 21] = [
    "architecture",
    "architectures",
    "technology",
    "technologies",
    "methodology",
    "paradigm",
    "architektur",
    "technologie",
    "architectuur",
    "arkitektur",
    "teknik",
    "アーキテクチャ",
    "アーキテクチャー",
    "テクノロジー",
    "架构",
    "架構",
    "技术",
    "技術",
    "아키텍처",
    "아키텍쳐",
    "기술",
];

/// The same where the word stands first, with the word that joins it.
const FIRST: [&str; 14] = [
    "architecture de ",
    "architecture en ",
    "architecture ",
    "arquitectura de ",
    "arquitetura de ",
    "architettura a ",
    "architettura di ",
    "tecnología ",
    "technologie ",
    "архитектура ",
    "архітектура ",
    "architektura ",
    "بنية ",
    "معماری ",
];

/// A title without the word that says what kind of thing it is. What is left has to name a thing: two words or more, a
/// compound, or a plural; "distributed" is no name for a distributed system.
pub(super) fn without_kind(title: &str) -> Option<&str> {
    let lower = title.to_lowercase();
    // Letters whose lower case is longer would shift the places.
    let same = lower.len() == title.len();
    let last = LAST.iter().filter_map(|kind| {
        let rest = lower.strip_suffix(kind).filter(|_| same)?;
        let latin = kind.starts_with(|c: char| c.is_ascii_lowercase());
        (!latin || rest.ends_with([' ', '-'])).then(|| title.get(..rest.len()))?
    });
    let first = FIRST
        .iter()
        .filter_map(|kind| title.get(lower.strip_prefix(kind).filter(|_| same).map(|_| kind.len())?..));
    last.chain(first)
        .map(|rest| rest.trim_matches([' ', '-']))
        .find(|rest| names_a_thing(rest))
}

fn names_a_thing(rest: &str) -> bool {
    let tokens = tokens(rest);
    let joined = tokens
        .iter()
        .skip(1)
        .all(|t| matches!(t.gap, Gap::Space | Gap::Hyphen | Gap::None));
    match tokens.as_slice() {
        [only] => {
            let plural = ["s", "S", "ов", "ів", "ów", "ů"]
                .iter()
                .any(|end| only.text.ends_with(end));
            only.kind == Kind::Word && only.text.chars().count() >= 8 && plural
        }
        [first, ..] if first.kind == Kind::Word => joined,
        more => joined && more.len() >= 3,
    }
}

/// The same words written in one: "load balancer" is also "loadbalancer", "e-mail" is also "email". `None` where that is
/// no other spelling, or where the words are too short to be known again.
pub(super) fn solid(form: &str) -> Option<String> {
    let tokens = tokens(form);
    let letters = |t: &str| t.trim_end_matches('\u{200C}').chars().all(char::is_alphabetic);
    let all = tokens.iter().all(|t| t.kind == Kind::Word && letters(t.text));
    let joined = tokens.iter().skip(1).all(|t| match t.gap {
        // Nothing lies between the parts of a Persian compound but the sign that keeps them apart.
        Gap::Hyphen | Gap::None => true,
        Gap::Space => tokens.iter().all(|t| t.text.chars().count() >= 3),
        _ => false,
    });
    let out: String = tokens.iter().map(|t| t.text.trim_end_matches('\u{200C}')).collect();
    (tokens.len() == 2 && all && joined && out.chars().count() >= 5).then_some(out)
}

/// The spellings of a Japanese form that differ in the sign for a long vowel at the end of a foreign word: サーバ and
/// サーバー are the same.
pub(super) fn long_vowels(form: &str) -> Vec<String> {
    let chars: Vec<char> = form.chars().collect();
    let katakana = |c: Option<&char>| c.is_some_and(|c| matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'));
    let mut out = Vec::new();
    let mut length = 0;
    for (at, c) in chars.iter().enumerate() {
        length = if katakana(Some(c)) { length + 1 } else { 0 };
        if length < 3 || katakana(chars.get(at + 1)) {
            continue;
        }
        let (before, after) = (chars.get(..at).unwrap_or(&[]), chars.get(at + 1..).unwrap_or(&[]));
        let before: String = before.iter().collect();
        let after: String = after.iter().collect();
        out.push(match c {
            'ー' => format!("{before}{after}"),
            c => format!("{before}{c}ー{after}"),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_abbreviations_names_and_what_tells_titles_apart() {
        let cases: [(&str, &[&str]); 17] = [
            ("Agrément (diplomacy)", &["Agrément"]),
            ("Chargé d'affaires (CdA)", &["Chargé d'affaires", "CdA"]),
            ("Infrastructure as Code (IaC)", &["Infrastructure as Code", "IaC"]),
            ("基础设施即代码（IaC）", &["基础设施即代码", "IaC"]),
            ("コンテナ (Container)", &["コンテナ", "Container"]),
            ("API网关 (API Gateway)", &["API网关", "API Gateway"]),
            ("服务网格（Service Mesh，SM）", &["服务网格", "Service Mesh", "SM"]),
            ("联合国安全理事会（安理会）", &["联合国安全理事会", "安理会"]),
            ("水星（行星）", &["水星"]),
            ("MTTR (mean time to recovery)", &["MTTR", "mean time to recovery"]),
            ("Kubernetes (K8s)", &["Kubernetes", "K8s"]),
            ("Internationalization (i18n)", &["Internationalization", "i18n"]),
            ("Chargé d'affaires ad interim (a.i.)", &["Chargé d'affaires ad interim"]),
            ("Mercury (Roman god)", &["Mercury"]),
            ("Volume (3D)", &["Volume", "3D"]),
            ("()", &[]),
            ("Plain", &[]),
        ];
        for (title, expected) in cases {
            assert_eq!(halves(title, true), expected, "{title}");
        }
    }

    #[test]
    fn english_names_in_other_languages_are_names() {
        assert_eq!(
            halves("Lastverteiler (Load Balancer)", false),
            ["Lastverteiler", "Load Balancer"]
        );
        assert_eq!(halves("Nube (cloud)", false), ["Nube", "cloud"]);
        assert_eq!(halves("Agrément (diplomatie)", false), ["Agrément"]);
        assert_eq!(halves("Mercurio (dios romano)", false), ["Mercurio"]);
    }

    #[test]
    fn a_title_is_also_called_without_its_kind() {
        for (title, rest) in [
            ("Microservices Architecture", Some("Microservices")),
            ("Cloud Native Technology", Some("Cloud Native")),
            ("Event-Driven Architecture", Some("Event-Driven")),
            ("Arquitectura de microservicios", Some("microservicios")),
            ("マイクロサービスアーキテクチャ", Some("マイクロサービス")),
            ("微服务架构", Some("微服务")),
            ("Gothic architecture", None),
            ("Technology", None),
            ("İnfrastructure Technology", None),
        ] {
            assert_eq!(without_kind(title), rest, "{title}");
        }
    }

    #[test]
    fn case_counts_in_abbreviations() {
        assert!(by_case("NATO") && by_case("G20") && by_case("x"));
        assert!(!by_case("SaaS") && !by_case("Visa") && !by_case("云原生"));
    }

    #[test]
    fn words_are_joined_only_where_they_stay_recognisable() {
        assert_eq!(solid("load balancer").as_deref(), Some("loadbalancer"));
        assert_eq!(solid("e-mail").as_deref(), Some("email"));
        assert_eq!(solid("to day"), None);
        assert_eq!(solid("one two three"), None);
    }

    #[test]
    fn long_vowels_at_the_end_of_words_may_be_left_out() {
        assert_eq!(long_vowels("サーバー"), ["サーバ"]);
        assert_eq!(long_vowels("ロードバランサ"), ["ロードバランサー"]);
        assert!(long_vowels("大使館").is_empty());
    }
}
