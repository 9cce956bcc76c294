//! What languages call themselves, and their quotation marks: what a page in a language without a file of messages needs
//! all the same, as neither is a word that could be English. Some tags with a script or a country have customs of their
//! own beside their language's file.
//!
//! This module never translates anything.

use icu::locale::LanguageIdentifier;

/// A tag, the language's name in itself, its outer and its inner quotation marks. `-` stands for what the file of the
/// language says, or English does. The names and marks are those of CLDR, names with a capital letter where the script
/// has one, as they stand alone.
const CUSTOMS: &str = "
af      Afrikaans              “ ” ‘ ’
az      Azərbaycanca           “ ” ‘ ’
be      Беларуская             « » „ “
bg      Български              „ “ ‚ ‘
bn      বাংলা                   “ ” ‘ ’
bs      Bosanski               „ ” ‘ ’
ca      Català                 « » “ ”
cs      Čeština                „ “ ‚ ‘
cy      Cymraeg                ‘ ’ “ ”
da      Dansk                  “ ” ‘ ’
de-CH   -                      « » ‹ ›
el      Ελληνικά               « » “ ”
eo      Esperanto              “ ” ‘ ’
et      Eesti                  „ “ « »
eu      Euskara                “ ” ‘ ’
fa      فارسی                  « » ‹ ›
fi      Suomi                  ” ” ’ ’
fil     Filipino               “ ” ‘ ’
ga      Gaeilge                “ ” ‘ ’
gd      Gàidhlig               “ ” ‘ ’
gl      Galego                 « » “ ”
gu      ગુજરાતી                  “ ” ‘ ’
ha      Hausa                  “ ” ‘ ’
he      עברית                  ” ” ’ ’
hi      हिन्दी                   “ ” ‘ ’
hr      Hrvatski               „ ” ‚ ’
hu      Magyar                 „ ” » «
hy      Հայերեն                « » “ ”
id      Indonesia              “ ” ‘ ’
is      Íslenska               „ “ ‚ ‘
it      Italiano               « » “ ”
ka      ქართული                „ “ ‚ ‘
kk      Қазақша                « » “ ”
km      ខ្មែរ                     “ ” ‘ ’
ko      한국어                 “ ” ‘ ’
ky      Кыргызча               « » “ ”
lb      Lëtzebuergesch         „ “ ‚ ‘
lo      ລາວ                     “ ” ‘ ’
lt      Lietuvių               „ “ ‚ ‘
lv      Latviešu               „ ” ‘ ’
mk      Македонски             „ “ ‚ ‘
mn      Монгол                 « » ‹ ›
mr      मराठी                   “ ” ‘ ’
ms      Melayu                 “ ” ‘ ’
mt      Malti                  “ ” ‘ ’
my      မြန်မာ                   “ ” ‘ ’
nb      Norsk bokmål           « » ‘ ’
ne      नेपाली                   “ ” ‘ ’
nl      Nederlands             “ ” ‘ ’
nn      Norsk nynorsk          « » ‘ ’
no      Norsk                  « » ‘ ’
pa      ਪੰਜਾਬੀ                   “ ” ‘ ’
pl      Polski                 „ ” « »
pt      Português              “ ” ‘ ’
pt-BR   Português (Brasil)     “ ” ‘ ’
pt-PT   Português (Portugal)   « » “ ”
ro      Română                 „ ” « »
sk      Slovenčina             „ “ ‚ ‘
sl      Slovenščina            „ “ ‚ ‘
so      Soomaali               “ ” ‘ ’
sq      Shqip                  « » “ ”
sr      Српски                 „ ” ’ ’
sr-Latn Srpski                 „ ” ’ ’
sv      Svenska                ” ” ’ ’
sw      Kiswahili              “ ” ‘ ’
ta      தமிழ்                    “ ” ‘ ’
te      తెలుగు                   “ ” ‘ ’
tg      Тоҷикӣ                 « » “ ”
th      ไทย                     “ ” ‘ ’
tr      Türkçe                 “ ” ‘ ’
uk      Українська             « » „ “
ur      اردو                   “ ” ‘ ’
uz      O‘zbekcha              « » “ ”
vi      Tiếng Việt             “ ” ‘ ’
yo      Èdè Yorùbá             “ ” ‘ ’
zh      中文                    “ ” ‘ ’
zh-Hans 简体中文                “ ” ‘ ’
zh-Hant 繁體中文                「 」 『 』
zh-HK   中文（香港）             「 」 『 』
zh-TW   中文（台灣）             「 」 『 』
zu      isiZulu                “ ” ‘ ’
";

/// The messages that the table gives, in its order.
const KEYS: [&str; 5] = [
    "language_name",
    "quote_open",
    "quote_close",
    "quote_open_inner",
    "quote_close_inner",
];

/// The messages that a language has by custom, with their texts: those of the whole tag before those of its script, its
/// country and the language alone. `described` is whether the language has a file: then only what is not the language's in
/// general is told here. A language that nobody listed is called by its tag: a wrong name would be worse.
pub(super) fn of(id: &LanguageIdentifier, tag: &str, described: bool) -> Vec<(&'static str, String)> {
    let language = id.language.as_str();
    let longer = [
        id.script.map(|script| format!("{language}-{script}")),
        id.region.map(|region| format!("{language}-{region}")),
    ];
    let line = longer.iter().flatten().find_map(|tag| line(tag));
    let Some((name, marks)) = line.or_else(|| line_of_language(language, described)) else {
        return if described {
            Vec::new()
        } else {
            vec![("language_name", tag.to_owned())]
        };
    };
    let texts = std::iter::once(name).chain(marks.split(' ')).map(str::to_owned);
    KEYS.into_iter().zip(texts).filter(|(_, text)| text != "-").collect()
}

fn line_of_language(language: &str, described: bool) -> Option<(&'static str, &'static str)> {
    if described { None } else { line(language) }
}

/// The name and the marks beside a tag.
fn line(tag: &str) -> Option<(&'static str, &'static str)> {
    let rest = CUSTOMS
        .lines()
        .find_map(|line| line.strip_prefix(tag)?.strip_prefix(' '))?;
    // Names hold blanks, and marks are all single letters.
    let (at, _) = rest.char_indices().rev().nth(6)?;
    let (name, marks) = rest.split_at_checked(at)?;
    Some((name.trim(), marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_name_and_four_marks() {
        for row in CUSTOMS.lines().filter(|row| !row.is_empty()) {
            let tag = row.split(' ').next().unwrap();
            let (name, marks) = line(tag).unwrap();
            assert!(!name.is_empty() && !name.contains("  "), "{row}");
            let marks: Vec<&str> = marks.split(' ').collect();
            assert_eq!(marks.len(), 4, "{row}");
            assert!(marks.iter().all(|mark| "“”‘’„‚«»‹›「」『』".contains(mark)), "{row}");
            assert_eq!(super::super::Locale::new(tag).unwrap().tag(), tag);
        }
    }
}
