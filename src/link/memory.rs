//! Titles of events that are about somebody rather than by them: they bury, honour or clear the dead, publish what was left,
//! or prepare what is to be founded. Beginnings of words, by what they tell; all languages together, since a title may
//! quote another. A stem that a living person's deed shares, "Stone is named minister", is left out or is part of a phrase,
//! with `_` for the blank: "named after". No list is whole: so titles that name somebody behind a word such as "of" or "about"
//! are taken for others' deeds. Nothing here looks at dates.

/// The grave: burial, mourning, what is found of the dead, how they died.
const GRAVE: &str = "funeral burial buried bury obituar mourn autops exhum inquest murder assassin grave tomb ashes skull skeleton \
    relics bones body legacy estate \
    obsèque enterr inhum funérail deuil tombe dépouille cendres succession meurtre assassinat mort_de \
    beerdig begräbnis bestatt trauer beisetz beigesetz nachlass mord ermord grab_ grabmal grabst gebein umbett tod_von \
    entierro sepeli exequias luto asesin tumba restos cenizas muerte_de \
    похорон погреб отпева убийств смерт могил прах останк эксгум \
    جنازة تشييع دفن وفاة اغتيال مقتل قبر ضريح رفات جثمان نبش 葬 暗殺 墓 遺骨 遺体 没 死後";

/// Memory: days, monuments, names, honours and faith.
const MEMORY: &str = "anniversar commemorat posthum memorial remembr remember tribute monument statue plaque centen bicenten tercenten \
    canoni beatif birth named_after named_for renam hall_of_fame honours_ honors_ stamp_ \
    commémor posthum mémor hommage statue plaque centenaire bicenten panthéon béatif rebaptis porte_le_nom nommé_d timbre naissance \
    jahrestag geburt todestag gedenk posthum denkmal ehrung benannt umbenannt seligge heiligge briefmarke \
    conmemor póstum homenaje estatua placa centenario bicenten lleva_el_nombre dedicad sello_ nacimiento \
    годовщин посмертн памят юбиле столети имени_ назван_ канониз мощи рожден почтовая_марка \
    ذكرى تأبين ميلاد تمثال نصب جائزة مئوية باسم_ طابع 追悼 記念 周年 生誕 銅像 碑 命名 列聖 列福 切手";

/// What was left, and what others make of a life.
const WORKS: &str = "published publication letters diary diaries biograph biopic documentary exhibition museum archive film_about film_on manuscript banknote_ note_ prize_ \
    publication publié parution lettres biograph exposition manuscrit musée archives film_sur \
    veröffentlicht briefe tagebuch tagebücher biogra ausstellung museum archiv film_über \
    publicación se_publica cartas diarios biograf exposición manuscrito museo archivo película_sobre \
    издан опубликован публикац письма дневник биограф выставк музей архив фильм_о \
    نشر رسائل مذكرات سيرة معرض متحف أرشيف فيلم_عن 伝記 展 館 書簡 日記 刊行 映画 賞 全集";

/// What courts and kin do.
const JUSTICE: &str = "rehabilitat pardoned pardon_for exonerat clears cleared parents ancestor \
    réhabilit gracié blanchi parents ancêtre rehabilit begnadigt eltern vorfahr rehabilit indultad padres antepasad \
    реабилит помилован родител предк عفو رد_اعتبار والدا أجداد 恩赦 名誉回復 両親 先祖";

/// The same for bodies: what comes before their beginning and after their end.
const MAKING: &str = "found creat establish form plan propos prepar decre charter statut agree dissol liquidat abolish succe merg \
    legacy assets creditor compens bankrupt insolv \
    fond cré établ projet prépar charte dissou dissolu liquid success fusion créancier indemnis faillite \
    gründ errich schaff plan vorbereit satzung auflös liquid nachfolg fusion abwick gläubiger entschädig insolven ehemalig \
    fund cre establec proyecto prepar carta_ estatut disol liquid suces fusión acreedor indemniz quiebra \
    создан основ учрежд образован план подготов устав роспус ликвид преемник слиян упраздн кредитор компенсац банкрот бывш \
    تأسيس إنشاء تشكيل خطة تحضير ميثاق حل تصفية اندماج دائن تعويض إفلاس 設立 創設 創立 計画 準備 憲章 解散 清算 後継 合併 債権 補償 破産";

/// Whether an event's title says that it is about somebody, or some body, rather than by them. `names` are theirs.
pub(super) fn remembers<'n>(title: &str, names: impl Iterator<Item = &'n str>, body: bool) -> bool {
    let lower = title.to_lowercase();
    let making = if body { MAKING } else { "" };
    [GRAVE, MEMORY, WORKS, JUSTICE, making]
        .into_iter()
        .flat_map(str::split_whitespace)
        .any(|stem| says(&lower, stem))
        || names.into_iter().any(|name| is_about(title, name))
}

/// Words between what is told and whom it is about: "a verdict against Stone".
const ABOUT: &str = "of about for against on after honouring honoring du de d des sur pour contre von vom über für nach gegen del sobre para \
    contra о об про имени честь عن اسم باسم";

/// Articles and the like, which may stand between such a word and a name.
const BETWEEN: &str = "the a la le l les der den dem das die el los las";

/// Whether a title has a name where somebody else's deed is told, "the papers of Stone", or inside a larger name, "the Stone
/// Prize". A name that leads, "Stone opens the dam", or that is an object, "Senate confirms Stone", is no such.
fn is_about(title: &str, name: &str) -> bool {
    let own: Vec<String> = words(name).map(|(_, w)| w.to_lowercase()).collect();
    let Some(last) = own.last().filter(|w| w.chars().count() > 2) else {
        return false;
    };
    if title.chars().any(|c| c >= '\u{2E80}') {
        return title.contains(&format!("{name}の"));
    }
    let all: Vec<(usize, &str)> = words(title).collect();
    let lower = |at: usize| all.get(at).map_or_else(String::new, |(_, w)| w.to_lowercase());
    let Some(at) = (0..all.len()).find(|at| lower(*at) == *last) else {
        return false;
    };
    let capital = |at: usize| all.get(at).is_some_and(|(_, w)| w.starts_with(char::is_uppercase));
    // "of President Ada Stone", "of the League".
    let mut before = (0..at).rev().map(lower).enumerate();
    let led = before.find(|(back, w)| {
        let part = own.contains(w) || is_in(BETWEEN, w) || capital(at - 1 - back);
        !part || is_in(ABOUT, w)
    });
    let joined = |at: usize| {
        let (Some((start, word)), Some((next, _))) = (all.get(at), all.get(at + 1)) else {
            return false;
        };
        matches!(title.get(start + word.len()..*next), Some(" " | "-" | "‑" | "'" | "’"))
    };
    // In "Stone Opens The Dam" a capital says nothing.
    let plain = all
        .iter()
        .any(|(_, w)| w.chars().count() > 3 && w.starts_with(char::is_lowercase));
    let larger = joined(at) && (capital(at + 1) && plain && !own.contains(&lower(at + 1)) || lower(at + 1) == "s");
    led.is_some_and(|(_, w)| is_in(ABOUT, &w)) || larger
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The words of a text, each with its first byte.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .scan(0, |next, word| {
            let start = text
                .get(*next..)
                .and_then(|rest| rest.find(word))
                .map_or(*next, |at| *next + at);
            *next = start + word.len();
            Some((start, word))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// Whether a title in lower case has a word, or a phrase, that begins so.
fn says(title: &str, stem: &str) -> bool {
    let spaced = stem.chars().all(|c| c < '\u{2E80}');
    if !spaced {
        return title.contains(stem);
    }
    if stem.contains('_') {
        return format!(" {title} ").contains(&format!(" {}", stem.replace('_', " ")));
    }
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.any(|w| w.starts_with(stem) || w.strip_prefix("ال").is_some_and(|w| w.starts_with(stem)))
}
