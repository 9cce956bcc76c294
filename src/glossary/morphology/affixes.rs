//! What is written together with a word: articles, conjunctions and prepositions before it (Arabic, Hebrew), chains of
//! endings or particles after it (Turkish, Finnish, Hungarian, Persian, Bengali, Korean …).
//!
//! A chain is a row of endings, each of which may follow any other; that is looser than the languages are, but what is
//! left has to be a form's own word, so that little can go wrong.

/// The affixes of one language.
pub(super) struct Affixes {
    prefixes: Vec<&'static str>,
    /// The letters of the article, which forms may have too.
    article: &'static str,
    suffixes: Vec<&'static str>,
    /// How many letters are left at least.
    least: usize,
}

/// The affixes of a language, by its primary subtag.
pub(super) fn of(language: &str) -> Option<Affixes> {
    let (prefixes, article, suffixes, least) = match language {
        "ar" => (ARABIC, "ال", "", 2),
        "he" => (HEBREW, "ה", "", 2),
        "fa" => ("", "", PERSIAN, 2),
        "bn" | "as" => ("", "", BENGALI, 2),
        "tr" | "az" => ("", "", TURKISH, 3),
        "fi" => ("", "", FINNISH, 3),
        "hu" => ("", "", HUNGARIAN, 3),
        "ko" => ("", "", KOREAN, 1),
        _ => return None,
    };
    let list = |text: &'static str| text.split_whitespace().collect();
    Some(Affixes {
        prefixes: list(prefixes),
        article,
        suffixes: list(suffixes),
        least,
    })
}

const ARABIC: &str = "ال وال بال كال فال لل ولل و ف ب ك ل س وب ول وك فل فب أال";

/// ו and ש and the like may each stand once, in this order.
const HEBREW: &str = "ו ה ב ל כ מ ש וה וב ול וכ ומ וש שה שב של שמ שכ כש מה בה לה כשה ושה ומה מש לכש וכש שבה";

const PERSIAN: &str = "ها های هایی هایم هایت هایش هایمان هایتان هایشان ی ای یی م ت ش مان تان شان ام ات اش اند است را";

const BENGALI: &str = "টি টা টির টার টিকে টাকে টিতে টাতে টির টিও গুলি গুলো গুলির গুলোর গুলিকে গুলোকে গুলিতে গুলোতে গুলোয় \
    রা দের দেরকে ের র এর কে তে য় ে েতে য়ে য়ের ও ই খানা খানি সমূহ সমূহের সমূহে সমূহকে গণ গণের গণকে বৃন্দ";

const TURKISH: &str = "lar ler ı i u ü yı yi yu yü nı ni nu nü sı si su sü a e ya ye na ne da de ta te nda nde dan den tan \
    ten ndan nden ın in un ün nın nin nun nün la le yla yle ca ce ça çe nca nce ım im um üm m ımız imiz umuz ümüz mız miz \
    muz müz ınız iniz unuz ünüz ki dır dir dur dür tır tir tur tür ydı ydi ydu ydü ysa yse sa se ken yken n";

const FINNISH: &str = "n t a ä ta tä ssa ssä sta stä lla llä lta ltä lle na nä ksi kse tta ttä i j e an en in on un yn än ön \
    seen siin han hen hin hon hun hyn hän hön ien ten den iden itten jen ni si nsa nsä mme nne kin kaan kään ko kö pa pä ineen";

const HUNGARIAN: &str = "k ok ek ök ak t ot et öt at nak nek val vel ban ben ba be ból ből on en ön n ra re ról ről hoz hez höz \
    tól től ig ért ként ul ül i a e ja je uk ük juk jük m om em öm am d od ed öd ad nk unk ünk tok tek tök á é bal bel";

const KOREAN: &str = "은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 로 으로 와 과 도 만 부터 까지 처럼 보다 이나 나 이라 라 이라는 라는 \
    이란 란 이라고 라고 이며 며 이고 고 이자 이지만 지만 입니다 이다 다 인 일 이었다 였다 이었던 였던 이었습니다 였습니다 들 마다 조차 밖에 \
    뿐 뿐만 뿐이 대로 서 써 하고 이든 든 요 이라도 라도 마저 이나마 이야말로 야말로 이라면 라면 이므로 이기 이어야 여야 랑 이랑 이니 같은 인지 이면 면 \
    이라서 이자마자 이냐 냐 이더라도 임 임을 치고 에선 에겐 엔 론 으론 관련 측 쪽";

/// A folded word in the spelling in which words are compared: letters that writers use for each other become one.
pub(super) fn normal(language: &str, word: &str) -> String {
    let swap = |pairs: &[(char, char)]| -> String {
        let other = |c: char| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
        word.chars().map(other).collect()
    };
    match language {
        "ar" => swap(&[
            ('أ', 'ا'),
            ('إ', 'ا'),
            ('آ', 'ا'),
            ('ٱ', 'ا'),
            ('ى', 'ي'),
            ('ک', 'ك'),
            ('ی', 'ي'),
        ]),
        "fa" => swap(&[
            ('ي', 'ی'),
            ('ى', 'ی'),
            ('ك', 'ک'),
            ('ة', 'ه'),
            ('ۀ', 'ه'),
            ('أ', 'ا'),
            ('إ', 'ا'),
            ('ؤ', 'و'),
            ('ئ', 'ی'),
        ])
        .replace('\u{654}', ""),
        "ur" => swap(&[
            ('ي', 'ی'),
            ('ى', 'ی'),
            ('ك', 'ک'),
            ('ه', 'ہ'),
            ('ة', 'ہ'),
            ('ۃ', 'ہ'),
            ('ۂ', 'ہ'),
            ('ۓ', 'ے'),
            ('أ', 'ا'),
        ])
        .replace('\u{654}', ""),
        // Hebrew letters have another shape at the end of a word.
        "he" => swap(&[('ם', 'מ'), ('ן', 'נ'), ('ץ', 'צ'), ('ף', 'פ'), ('ך', 'כ')]),
        _ => word.to_owned(),
    }
}

impl Affixes {
    /// A form's word as it is filed: without the article.
    pub(super) fn stem(&self, word: &str) -> String {
        let bare = word
            .strip_prefix(self.article)
            .filter(|rest| !self.article.is_empty() && self.is_left(rest));
        bare.unwrap_or(word).to_owned()
    }

    /// What a text's word may be without what is written together with it: the word itself first.
    pub(super) fn bases(&self, word: &str) -> Vec<String> {
        let mut bases = vec![word.to_owned()];
        let mut add = |base: &str| {
            if !bases.iter().any(|b| b == base) {
                bases.push(base.to_owned());
            }
        };
        for prefix in &self.prefixes {
            if let Some(rest) = word.strip_prefix(prefix).filter(|rest| self.is_left(rest)) {
                // "لل" is the preposition and the article; the article's own letter may be part of the word.
                add(rest);
            }
        }
        for (at, _) in word.char_indices().skip(self.least) {
            if self.chain(word.get(at..).unwrap_or("")) {
                add(word.get(..at).unwrap_or(""));
            }
        }
        bases
    }

    /// Whether a text is a row of endings; nothing is one too.
    pub(super) fn chain(&self, tail: &str) -> bool {
        tail.is_empty()
            || !self.suffixes.is_empty()
                && tail.chars().count() <= 14
                && self
                    .suffixes
                    .iter()
                    .any(|s| tail.strip_prefix(s).is_some_and(|rest| self.chain(rest)))
    }

    fn is_left(&self, rest: &str) -> bool {
        rest.chars().count() >= self.least
    }
}
