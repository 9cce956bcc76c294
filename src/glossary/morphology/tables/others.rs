//! Greek, Hindi, Urdu, Hebrew, Arabic, Persian.

use super::{Table, table};

pub(super) const GREEK: Table = table(
    "οσ ου ο ε οι ων ουσ
    α ασ εσ ων
    η ησ εισ εων εωσ εσ ων
    ο ου α ων
    ι ιου ια ιων
    μα ματοσ ματα ματων
    ησ η εσ ων ου
    ασ α εσ ων
    ευσ εα εισ εων
    οσ η ο ου ησ οι εσ α ων ουσ ο ασ",
    "",
    "",
);

pub(super) const HINDI: Table = Table {
    paradigms: "ा े ों
        - ों ्स ्ज़
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

pub(super) const URDU: Table = Table {
    paradigms: "ا ے وں
        ہ ے وں ات
        ی یاں یوں
        - وں یں ات ے ز
        ت تیں توں
        ہ جات",
    apart: "",
    function_words: "",
    least: 2,
};

pub(super) const HEBREW: Table = Table {
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

pub(super) const ARABIC: Table = Table {
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

pub(super) const PERSIAN: Table = Table {
    paradigms: "ه گان گانی ات هها
        ب پ ت ج خ د ر ز س ش ع غ ف ق ک گ ل م ن : - ان انی
        و ا : - یان یانی",
    apart: "",
    function_words: "",
    least: 2,
};
