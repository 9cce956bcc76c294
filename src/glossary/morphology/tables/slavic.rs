//! Russian, Ukrainian, Polish, Czech, Serbian, Bulgarian and their neighbours.

use super::{Table, table};

pub(super) const RUSSIAN: Table = table(
    "- о а у ом е ы и ов ам ами ах ой ою ей ем
    ь я ю ем е и ей ям ями ях ью
    й я ю ем е и ев ям ями ях
    я и ю ей е ь й ям ями ях
    ие ия ию ием ии ий иям иями иях ье ья ью ьем
    ия ию ией ии ий иям иями иях
    ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими ою ею ей
    ец ца цу цом цем це цы цев цов цам цами цах
    анин анина анину анином анине ане ан анам анами анах
    !6 ем им : ость ости остью остей <> ый ая ое ые ого ому ым ом ой ую ых ыми
    мя мени менем мена мен менам менами менах",
    "",
    "после если или были было более менее уже также того этого тем том потом затем при про для над под",
);

pub(super) const UKRAINIAN: Table = table(
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

pub(super) const POLISH: Table = table(
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

pub(super) const CZECH: Table = table(
    "- a u ovi e em i y ů ům ech ích ové o ě ou
    a y e ě u o ou - ám ami ách
    e i í - ím emi ích ě u ů ům
    ost osti ostí ostem ostmi ostech
    o a u em ě e - ům y ech ách
    ť ti tě tí tím tích těmi
    í ího ímu ím ích ími
    ý á é ého ému ém ým ých ými ou í ej
    ce ci cí cím cemi cích
    um a u em ům y ech í",
    "",
    "před přes také tento toho tím",
);

pub(super) const SERBIAN: Table = table(
    "- a u om em e i o ima ama ovi eva ova evi
    a e i u om o ama
    ost osti ošću ostima
    i og oga om omu im ih ima a e u oj o ega em
    ј а у ом ем е и о има ама ови ева ова еви -
    а е и у ом о ама",
    "",
    "",
);

pub(super) const BULGARIAN: Table = table(
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
