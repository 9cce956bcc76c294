//! English, German, Dutch, Swedish, Danish, Norwegian.

use super::{Table, table};

pub(super) const ENGLISH: Table = table(
    "- s ed
    - s ed >> ing ings
    ing ings
    ing >> ed
    + - s ed ing
    s x z h o : - es
    e es ed
    e es ed >> ing ings
    + e es ed ing
    - =ed
    - >> =ing
    =ing >> =ed
    + - =ed =ing
    y ies ied
    y >> ying
    is es
    f fe ves
    man men
    !5 on a
    !4 a ae
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

pub(super) const GERMAN: Table = table(
    "nd ndt et mt rt ig lich : e en em er es
    + e en em er es
    - s es e en n ens
    - se sen ses
    - in innen s n
    kind land bild lied haus häus buch büch amt ämt wort wört feld volk völk mann männ rad räd dorf dörf gut güt band bänd \
licht geld : - er ern es s e
    ung : - en
    !6 ier : ung ungen <> t te ten ter tes tem en
    !5 : bar bare baren barer bares barem <> barkeit barkeiten
    e en <> -
    um a : - s en
    um en a
    us en
    ium ien
    ex exe exen ices izes",
    "",
    "",
);

pub(super) const DUTCH: Table = table(
    "- en s n e ën es
    - =en =e
    heid heden
    ie ies ieën
    us i
    ex exen ices",
    "",
    "",
);

pub(super) const SWEDISH: Table = table(
    "- en et n t ar er or r s ens ets ns ts arna erna orna rna arnas ernas ornas rnas na nas ars ers ors rs
    e en n ar arna arnas ens ns ars s es
    a or orna ornas an ans s as ors
    - a t e as es
    um et er erna ets ernas
    are ares aren arens arna arnas
    - =ar =arna =en =ens =a",
    "",
    "",
);

pub(super) const DANISH: Table = table(
    "- en et e er ene erne s ens ets es ers enes ernes n t r ne rne ns ts rs nes rnes
    e en er erne ene s ens ers ernes enes et ets
    - a e t
    - =en =er =erne =ene =e =ens",
    "",
    "",
);
