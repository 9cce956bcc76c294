//! The inflection of the languages, one table each; `endings.rs` says how a table is read. They hold what inflects nouns,
//! adjectives and participles, since terms are those, and the few derivations that an editor would link. What is not
//! here is no form of the word: a table that says too little misses a link, one that says too much makes a wrong one.

/// The table of one language.
pub(super) struct Table {
    /// One paradigm a line.
    pub(super) paradigms: &'static str,
    /// Words that have no other number, or mean another thing in it: "customs", "arms".
    pub(super) apart: &'static str,
    /// Small words that are never a form of a term.
    pub(super) function_words: &'static str,
    /// How many letters a stem has at least.
    pub(super) least: usize,
}

const fn table(paradigms: &'static str, apart: &'static str, function_words: &'static str) -> Table {
    Table {
        paradigms,
        apart,
        function_words,
        least: 3,
    }
}

/// The table of a language, by its primary subtag.
pub(super) fn of(language: &str) -> Option<&'static Table> {
    Some(match language {
        "en" => &ENGLISH,
        "de" => &GERMAN,
        "nl" | "af" => &DUTCH,
        "sv" => &SWEDISH,
        "da" | "nb" | "nn" | "no" => &DANISH,
        "fr" => &FRENCH,
        "es" | "gl" => &SPANISH,
        "ca" => &CATALAN,
        "pt" => &PORTUGUESE,
        "it" => &ITALIAN,
        "ro" => &ROMANIAN,
        "ru" => &RUSSIAN,
        "uk" | "be" => &UKRAINIAN,
        "pl" => &POLISH,
        "cs" | "sk" => &CZECH,
        "sr" | "hr" | "bs" | "sl" | "mk" => &SERBIAN,
        "bg" => &BULGARIAN,
        "el" => &GREEK,
        "hi" | "ne" | "mr" => &HINDI,
        "ur" => &URDU,
        "he" => &HEBREW,
        "ar" => &ARABIC,
        "fa" => &PERSIAN,
        _ => return None,
    })
}

const ENGLISH: Table = table(
    "- s ed ing
    s x z h o : - es
    e es ed ing
    - =ed =ing
    y ies ied ying
    is es
    f fe ves
    man men
    !5 on a
    !5 um a ums
    ex ix ices
    !4 us i uses
    !4 iz is yz ys : e es ed ing ers <> ation ations
    !6 at : e es ed ing <> ion ions
    if : y ies ied ying <> ication ications
    ab ib : le <> ility ilities
    !7 n : t <> ce",
    "customs custom arms arm means mean goods good news new politics politic economics economic ethics ethic statistics \
    statistic analytics physics mathematics logistics logistic headquarters premises premise proceeds savings saving \
    securities security spirits minutes colours glasses works manners manner",
    "",
);

const GERMAN: Table = table(
    "e en em er es
    - s es e en n ens
    - se sen ses
    - in innen s n
    kind land bild lied haus häus buch büch amt ämt wort wört feld volk völk mann männ rad räd dorf dörf gut güt band bänd \
licht geld : - er ern es s e
    ung : - en
    e en <> -
    um a : - s en
    um en a
    us en
    ium ien",
    "",
    "",
);

const DUTCH: Table = table(
    "- en s n e ën es
    - =en =e
    heid heden
    ie ies ieën
    us i",
    "",
    "",
);

const SWEDISH: Table = table(
    "- en et n t ar er or r s ens ets ns ts arna erna orna rna arnas ernas ornas rnas na nas ars ers ors rs
    e en n ar arna arnas ens ns ars s es
    a or orna ornas an ans s as ors
    - a t e as es
    um et er erna ets ernas
    - =ar =arna =en =ens =a",
    "",
    "",
);

const DANISH: Table = table(
    "- en et e er ene erne s ens ets es ers enes ernes n t r ne rne ns ts rs nes rnes
    e en er erne ene s ens ers ernes enes et ets
    - a e t
    - =en =er =erne =ene =e =ens",
    "",
    "",
);

const FRENCH: Table = table(
    "- s
    au eu ou : - x
    al aux
    ail aux
    é ée és ées
    al el if ant ent ain ien ais ois ique at it ct rs rt nd : - e s es
    f ve fs ves
    eux euse euses
    er ère ers ères
    ien en on et el : - =e =es s
    teur trice teurs trices
    eur euse eurs euses
    + - e s es
    !4 is : ation ations <> er e es ent é ée és ées ant
    ab ib : le les <> ilité ilités",
    "cours cour fois fonds fond droits",
    "",
);

const SPANISH: Table = table(
    "- s es
    z ces
    ón ones
    án anes
    ín ines
    ún unes
    és eses esa esas
    én enes
    ar : io ios ia ias
    dor tor sor dent : - a as es
    an in istr iv ad id ut : o a os as
    + o a os as
    + - a as es
    !4 iz : ar a an ado ada ados adas ando <> ación aciones
    b : le les <> ilidad ilidades",
    "cuenta cuentas cuento caso casa banco banca",
    "",
);

const CATALAN: Table = table(
    "- s es
    a es
    ó ons
    à ans
    í ins
    ca ques
    ga gues
    a o : - ns
    + - a s es",
    "",
    "",
);

const PORTUGUESE: Table = table(
    "- s es
    m ns
    l is
    il eis
    ão ões ães ãos
    ês eses esa esas
    ar : io ios ia ias
    dor tor sor : - a as es
    an in istr iv ad id ut : o a os as
    + o a os as
    + - a as es
    !4 iz : ar a am ado ada ados adas ando <> ação ações
    : ável áveis <> abilidade abilidades
    : ível íveis <> ibilidade ibilidades",
    "",
    "",
);

const ITALIAN: Table = table(
    "o i
    a e
    e i
    !4 ist : a i e
    !4 mm em gr : a i
    c g : o hi
    c g : a he
    io i
    ia ie
    c g : ia e
    tore trice tori trici
    at it ut ann ian : o a i e
    + o a i e
    !4 zz : are a ano ato ata ati ate <> azione azioni
    : bile bili <> bilità",
    "",
    "",
);

const ROMANIAN: Table = table(
    "- ul ului i ii ilor uri urile urilor le lui a ei ele elor e
    ă a e ei ele elor
    e ea i ii ile ilor
    ie ia ii iei iile iilor
    tate tatea tății tăți tățile tăților
    t ț : - ul ului i ii ilor
    u ul ului i ii ilor uri",
    "",
    "",
);

const RUSSIAN: Table = table(
    "- о а у ом е ы и ов ам ами ах ой ою ей ем
    ь я ю ем е и ей ям ями ях ью
    й я ю ем е и ев ям ями ях
    я и ю ей е ь й ям ями ях
    ие ия ию ием ии ий иям иями иях ье ья ью ьем
    ия ию ией ии ий иям иями иях
    ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими ою ею ей
    ец ца цу цом цем це цы цев цов цам цами цах
    анин анина анину анином анине ане ан анам анами анах
    мя мени менем мена мен менам менами менах",
    "",
    "после если или были было более менее уже также того этого тем том потом затем при про для над под",
);

const UKRAINIAN: Table = table(
    "- о а у ом ові і и ів ам ами ах ою е ей
    ь я ю ем еві і ів ям ями ях ей ею
    й я ю єм єві ї їв ям ями ях
    я і ю ею е ь ей ям ями ях
    ія ії ію ією ій іям іями іях
    ння нню нням нні нь ннями ннях
    ття ттю ттям тті ть ттями ттях
    ий ій ого ому им ім а ої у ою е і их ими ої ою
    ій ього ьому ім я ьої ю ьою є і їх їми",
    "",
    "після якщо також того цього тим том потім при про для над під",
);

const POLISH: Table = table(
    "- a u owi em ie y i ów om ami ach e o ę ą
    a i ę ą e y o om ami ach - ie
    o a u em ie - om ami ach
    e a u em - om ami ach y i
    ie ia iu iem - iom iami iach ień
    ia ii ię ią ie iom iami iach i io
    ja ji ję ją je jo jom jami jach j
    ść ści ścią ściom ściami ściach
    ć ci cią cie ciom ciami ciach
    ń ni nia niu niem nie nią niom niami niach nień
    y i a e ego ej emu ym im ą ych ich ymi imi iego iej iemu
    um a ów om ami ach
    ny nych nymi nego nej nemu nym ną na ne ni",
    "",
    "przed przez jako także tego tym tych",
);

const CZECH: Table = table(
    "- a u ovi e em i y ů ům ech ích ové o ě ou
    a y e ě u o ou - ám ami ách
    e i í - ím emi ích ě u ů ům
    ost osti ostí ostem ostmi ostech
    o a u em ě e - ům y ech ách
    í ího ímu ím ích ími
    ý á é ého ému ém ým ých ými ou í ej
    ce ci cí cím cemi cích
    um a u em ům y ech í",
    "",
    "před přes také tento toho tím",
);

const SERBIAN: Table = table(
    "- a u om em e i o ima ama ovi eva ova evi
    a e i u om o ama
    ost osti ošću ostima
    i og oga om omu im ih ima a e u oj o ega em
    ј а у ом ем е и о има ама ови ева ова еви -
    а е и у ом о ама",
    "",
    "",
);

const BULGARIAN: Table = table(
    "- ът а и ите ове овете та то те о
    а ата и ите о
    о ото а ата
    е ето та тата ия ията
    ия ията ии иите
    ст стта сти стите
    ен на но ни ният ния ната ното ните
    и ия ият а ата о ото ите",
    "",
    "",
);

const GREEK: Table = table(
    "ος ου ο ε οι ων ους
    α ας ες ων
    η ης εις εων εως ες ων
    ο ου α ων
    ι ιου ια ιων
    μα ματος ματα ματων
    ης η ες ων ου
    ας α ες ων
    ευς εα εις εων
    ος η ο ου ης οι ες α ων ους ο ας",
    "",
    "",
);

const HINDI: Table = Table {
    paradigms: "ा े ों
        - ों
        - ें ों
        ी ियां ियों ि
        ि ियां ियों
        ा ाएं ाओं
        ु ुएं ुओं ू ुओं
        या ये यों ए
        ना ने नों",
    apart: "",
    function_words: "",
    least: 2,
};

const URDU: Table = Table {
    paradigms: "ا ے وں
        ہ ے وں ات
        ی یاں یوں
        - وں یں ات ے
        ت تیں توں
        ہ جات",
    apart: "",
    function_words: "",
    least: 2,
};

const HEBREW: Table = Table {
    paradigms: "- ימ י
        + י ית ימ יות
        - >> ות ויות נו ו כמ המ הנ
        ה ות ת
        ה >> תו תה תנו תמ תכמ ותיה ותיו ותינו ותיהמ ותיהנ
        ת ות
        ת >> תו תה תנו תמ
        ית יות
        ות ויות
        ות >> תנו תו תה תמ ותנו ותו ותה ותמ ויותיהמ
        יה יות יית",
    apart: "",
    function_words: "",
    least: 2,
};

const ARABIC: Table = Table {
    paradigms: "- ات ون ين ان ا ه ها هم هما نا ي كم
        ة ات تين تان ته تها تهم تنا تي تكم اته اتها اتهم اتنا
        ية يات يتين يتان يته يتها يتهم يتنا
        + ي ية يون يين يات يا
        + - ة
        ي يون يين",
    apart: "",
    function_words: "",
    least: 2,
};

const PERSIAN: Table = Table {
    paradigms: "ه گان گانی ات هها
        ب پ ت ج خ د ر ز س ش ع غ ف ق ک گ ل م ن : - ان انی
        و ا : - یان یانی",
    apart: "",
    function_words: "",
    least: 2,
};
