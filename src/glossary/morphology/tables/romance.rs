//! French, Spanish, Catalan, Portuguese, Italian, Romanian.

use super::{Table, table};

pub(super) const FRENCH: Table = table(
    "- s
    au eu ou : - x
    al aux
    ail aux
    é ée és ées
    al el ant ent ain ien ais ois : - e s es
    f ve fs ves
    er ère ers ères
    ien en et el : - =e =es s
    teur trice teurs trices
    + - e s es
    !4 is : ation ations <> er e es ent é ée és ées ant
    ab ib : le les <> ilité ilités",
    "cours cour fois fonds fond",
    "traitée traitées",
);

pub(super) const SPANISH: Table = table(
    "- s es
    z ces
    ón ones
    án anes
    ín ines
    ún unes
    és eses esa esas
    én enes
    ar : io ios ia ias
    dor tor sor dent ez : - a as es
    jef : e es a as
    an in istr iv diputad refugiad delegad emplead abogad exiliad enviad encargad candidat : o a os as
    + o a os as
    + - a as es
    !4 iz : ar a an ado ada ados adas ando <> ación aciones
    b : le les <> ilidad ilidades",
    "",
    "",
);

pub(super) const CATALAN: Table = table(
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

pub(super) const PORTUGUESE: Table = table(
    "- s es
    m ns
    l is
    il eis
    ão ões ães ãos
    ês eses esa esas
    ás ases
    ar : io ios ia ias
    dor tor sor : - a as es
    an in istr iv deputad refugiad delegad empregad advogad exilad enviad encarregad candidat : o a os as
    + o a os as
    + - a as es
    !4 iz : ar a am ado ada ados adas ando <> ação ações
    : ável áveis <> abilidade abilidades
    : ível íveis <> ibilidade ibilidades",
    "",
    "",
);

pub(super) const ITALIAN: Table = table(
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
    ann ian deputat rifugiat delegat impiegat avvocat inviat incaricat candidat : o a i e
    + o a i e
    !4 zz : are a ano ato ata ati ate <> azione azioni
    : bile bili <> bilità",
    "",
    "",
);

pub(super) const ROMANIAN: Table = table(
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
