//! The small words around dates and links, a table for each language that has messages: which words bind a date to the
//! link beside it, and which say that the date is of something else. A language without a table has only the rules that
//! need no words. Nothing here looks at a text.
//!
//! Lists are separated by blanks, in lower case. In lists of beginnings an entry of three letters or fewer, or one with a
//! full stop behind it, is a whole word. Where a language has no spaces (Japanese), entries are looked for anywhere in the
//! text between.

/// What a language says around its dates.
#[derive(Debug)]
pub(super) struct Words {
    /// Whether words are set apart by spaces.
    pub(super) spaced: bool,
    /// Articles and prepositions that may stand between a link and its date.
    pub(super) small: &'static str,
    /// Words that bind a date to the noun before it: "the talks of …".
    pub(super) of: &'static str,
    /// Words that make what follows belong to the noun before it: "the trials of the coup".
    pub(super) genitive: &'static str,
    /// Words before the name of a place: "the talks in Istanbul on …".
    pub(super) place: &'static str,
    /// Words that make a date the bound of something else: "since …", "until …", "about …".
    pub(super) bounds: &'static str,
    /// Those of them that make it the beginning: "since …".
    pub(super) since: &'static str,
    /// Words that may stand between such a word and its date: "by the end of …".
    pub(super) between: &'static str,
    /// Words after a date that make it a bound: "2016 onwards".
    pub(super) onwards: &'static str,
    /// Words before a link, in Japanese behind it, that make its event a landmark for another time: "after the talks".
    pub(super) landmark: &'static str,
    /// Words before a link that make its event a subject of talk, a ground or a cause: "about the talks", "under the treaty".
    pub(super) about: &'static str,
    /// Words between a work, or what is said, and what it is about: "a film about …", "a history of …".
    pub(super) topic: &'static str,
    /// Beginnings of words that tell of something else that happens to the event: announced, condemned, ratified.
    pub(super) other: &'static str,
    /// Beginnings of words that only tell of speech, doubt, denial or consequence.
    pub(super) distance: &'static str,
    /// Words that begin a clause about the noun before them: "the talks, which …".
    pub(super) relative: &'static str,
    /// "Not", "never", "if".
    pub(super) nots: &'static str,
    /// Words behind a year that say that it is one.
    pub(super) years: &'static str,
    /// Months as they stand behind "in", from January, where they have a form of their own there.
    pub(super) months_in: &'static str,
    /// Words that begin another clause.
    pub(super) clause: &'static str,
    /// "And", "or".
    pub(super) joins: &'static str,
    /// Beginnings of words for spans of time, and "anniversary".
    pub(super) spans: &'static str,
    /// Heads of a table's column of dates.
    pub(super) heads: &'static str,
    /// Words at the head of a table's column of events.
    pub(super) event: &'static str,
    /// Words that say that something took place; in Japanese, parts of them.
    pub(super) happens: &'static str,
    /// Verbs that stand before such a word: "was held".
    pub(super) helps: &'static str,
    /// Endings of verbs, where a noun needs no article and could not be told from them.
    pub(super) verbs: &'static str,
    /// The days of the week from Monday, their forms joined by `/`.
    pub(super) weekdays: &'static str,
}

/// The words of a language tag; `None` where there is no table.
pub(super) fn of_language(tag: &str) -> Option<&'static Words> {
    let language = tag.split('-').next().unwrap_or(tag);
    TABLE.iter().find(|(name, _)| *name == language).map(|(_, words)| words)
}

/// Whether a list holds this word, which is in lower case; in Arabic also with "and" before it.
pub(super) fn has(list: &str, word: &str) -> bool {
    let bare = word.strip_prefix('و').unwrap_or(word);
    list.split_ascii_whitespace()
        .any(|known| known == word || known == bare)
}

/// Whether a word, in lower case, begins with an entry of a list; in Arabic also behind "and" and the article.
pub(super) fn begins(list: &str, word: &str) -> bool {
    let bare = word.strip_prefix('و').unwrap_or(word);
    let forms = [word, bare, bare.strip_prefix("ال").unwrap_or(bare)];
    list.split_ascii_whitespace().any(|stem| match stem.strip_suffix('.') {
        Some(whole) => forms.contains(&whole),
        None if stem.chars().count() <= 3 => forms.contains(&stem),
        None => forms.iter().any(|form| form.starts_with(stem)),
    })
}

/// Whether a text holds an entry of a list.
pub(super) fn holds(list: &str, text: &str) -> bool {
    list.split_ascii_whitespace().any(|known| text.contains(known))
}

/// Beginnings of "anniversary": a link with such a word is about another day than the event's.
const ANNIVERSARY: &str = "anniversa anniversair jahrestag jubiläum aniversari годовщин юбиле ذكرى الذكرى 周年 記念";

/// Whether a link's words speak of an anniversary.
pub(super) fn commemorates(text: &str) -> bool {
    holds(ANNIVERSARY, &text.to_lowercase())
}

const TABLE: [(&str, Words); 7] = [
    ("en", ENGLISH),
    ("fr", FRENCH),
    ("de", GERMAN),
    ("es", SPANISH),
    ("ru", RUSSIAN),
    ("ar", ARABIC),
    ("ja", JAPANESE),
];

const ENGLISH: Words = Words {
    spaced: true,
    small: "on in the a an its their his her this at during our my your",
    of: "of dated",
    genitive: "of",
    place: "in at",
    bounds: "since until till after before by from between around about circa c ca through throughout past beyond following \
        almost nearly post pre",
    since: "since from",
    between: "the of year years month end start beginning middle early mid late at least well spring summer autumn fall \
        winter and in to as or into",
    onwards: "onwards onward on later earlier ago",
    landmark: "after before following since until till preceding pre post ahead than between eve",
    about: "about over against on concerning regarding under despite because like unlike to for from by with without upon into \
        behind beyond around",
    topic: "about on of",
    other: "cite citing mention recall remember commemorat marks marked marking anniversar condemn debat discuss critici prais \
        denounc describ explain investigat review report announc plan schedul postpon delay propos expect predict warn promis \
        threat ratif force. effect. applies. applied. amend extend renew repeal revok suspen expir appoint nominat named resum continu last. \
        lasted. end. ends. ended. ending. finish conclu compar demand request order told approv prepar prais protest defend reject recogni accept adopt \
        publish study studied taught learn translat film novel book memoir see. cf visit analys analyz evaluat \
        assess survey \
        lift revers overturn scrap dropp abandon relax eased tighten changed cut. cuts. raised doubl expand complet implement enforc \
        upheld challeng cancel withdr reopen restor replac blam thank known. respons apolog award honour honor call. called calls \
        return survive studie model repeat break. broke. violat ignor honou oppos support help use. used. uses. uphold ban. banned \
        interpret translat inspir haunt observ visit mourn celebrat join acced",
    distance: "said says say saying tell told wrote writes written argue claim deni deny not never no neither nor n't t would. \
        will. shall. should could might. may must. can if whether lead. led leads. result caus prompt trigger response retaliat still. \
        already again. later. earlier. ago next. previous subsequent eventual original instead although though while whereas \
        unless as hundred decade centur elect resign born retire join left. return succeed replac invite believe hope agree promis reach",
    relative: "which that",
    nots: "not never no t neither nor cannot if whether",
    years: "",
    months_in: "",
    clause: "who whom whose which that when where while because since although though if whether as so but what how why",
    joins: "and or nor",
    spans: "year month week day days decade centur anniversar hour",
    heads: "date dates day when year month time",
    event: "event events happened happens what milestone milestones incident development",
    happens: "took takes take place held occurred happened happens began begins begin started starts opened opens \
        launched hosted decided convened staged erupted broke out struck hit signed performed",
    helps: "was were is are has have had been being will",
    verbs: "",
    weekdays: "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
};

const FRENCH: Words = Words {
    spaced: true,
    small: "le la les l un une en au aux du des de d à ce cette ces son sa ses leur leurs pendant lors notre nos mon ma mes",
    of: "du de d des daté datée datés datées",
    genitive: "de du des d",
    place: "à au aux en",
    bounds: "depuis dès avant après vers jusque jusqu partir entre environ d'ici ici courant passé",
    since: "depuis dès",
    between: "le la les l du de d des an année mois fin début milieu mi au à en moins et",
    onwards: "plus",
    landmark: "après avant depuis dès jusque jusqu suite lendemain veille suivant suivi entre",
    about: "sur contre concernant selon malgré pour par avec sans envers sous comme grâce cause",
    topic: "sur de du des",
    other: "cité. cite. citent. cita. citant. évoqu rappel commémor marqu anniversair condamn débat débatt discut critiqu dénonc décri expliqu enquêt examin \
        annonc planifi prévu prévoi prévu programm report propos attend prédi averti menac ratifi vigueur. effet. appliqu \
        modifi prolong renouvel abrog révoqu suspen expir nomm désign repri repren continu dura. duré. termin achev fin conclu \
        compar demand ordonn approuv prépar protest défend rejet reconn accept adopt publi étudi tradui film livre. roman. \
        voir. cf visit analys évalu salu \
        levé. levée. levés. leva. annul abandonn assoupl durci chang réduit augment doubl élargi appliqu contest retir rouv rétabl remplac blâm remerci connu \
        responsab excus récompens appel viol ignor oppos soutenu soutien aid utilis inspir célébr adhér rejoi",
    distance: "dit déclar affirm écri ne n pas jamais aucun ni serait sera seront devrait pourrait doit peut. si mené. entraîn \
        provoqu caus répons représaill encore déjà nouveau ensuite auparavant prochain précédent ultérieur finalement \
        tandis alors siècle élu démission né née mort retrait succéd remplac invit conven accord promis promett",
    relative: "qui",
    nots: "ne n pas jamais aucun aucune ni si",
    years: "",
    months_in: "",
    clause: "qui que qu dont où quand lorsque lorsqu parce puisque si car mais tandis",
    joins: "et ou ni",
    spans: "an ans année mois semaine jour décenni siècle anniversair heure",
    heads: "date dates jour quand année an mois",
    event: "événement événements évènement évènements fait faits étape étapes quoi",
    happens: "lieu commencé commença commencèrent commence débuté débuta débutèrent débute ouvert ouverte ouverts ouvertes \
        ouvre ouvrit ouvrirent tenu tenue tenus tenues tint tient tiennent lancé lancée lança signé signée signés \
        signées signa éclaté éclate éclata survenu survenue survient déroulé déroulée déroule produit produite frappe \
        frappa frappé inauguré inaugurée adoptée votée conclue conclut",
    helps: "a ont est sont été fut furent eut eurent avait était étaient s se aura auront sera seront",
    verbs: "",
    weekdays: "lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
};

const GERMAN: Words = Words {
    spaced: true,
    small: "am im in an der die das den dem des ein eine einen einem einer zu zum zur vom jahr jahre unser unsere mein meine",
    of: "vom von des",
    genitive: "der des von vom",
    place: "in an bei",
    bounds: "seit bis nach vor ab gegen um zwischen etwa circa ca rund zirka ende anfang mitte",
    since: "seit ab",
    between: "dem der des den die jahr jahre jahres ende anfang mitte zum zu zur frühestens spätestens und am im",
    onwards: "an später",
    landmark: "nach vor seit bis zwischen infolge anlässlich nachdem bevor vorabend",
    about: "über gegen wegen trotz gemäß laut für mit ohne unter durch auf aus wie als aufgrund betreffend zu von",
    topic: "über zu zum zur von vom der des",
    other: "zitier erwähn erinner gedach gedenk jahrestag jubiläum verurteil debattier diskutier kritisier lobt beschrieb erklär \
        untersuch prüf bericht angekündigt kündig plan. pläne. plante. geplant verschob verschoben vorgeschlagen erwart warn droh ratifizier \
        kraft. wirksam angewandt geändert verlänger erneuer aufgehoben widerruf ausgesetzt auslief ernannt benannt wieder \
        fortgesetzt dauer ende endet beendet abgeschlossen vergleich verglich forder beantrag gebilligt vorbereit protest \
        verteidig abgelehnt anerkannt angenommen veröffentlich studier übersetz film. buch. roman. siehe vgl besuch analysier \
        bewert vorgesehen anberaumt angesetzt \
        aufgehob gelockert verschärf änder gekürzt erhöht verdoppel erweiter umgesetzt durchgesetzt bestätig angefochten abgesagt zurück \
        wiedereröffn wiederherg ersetz verantwort dank entschuldig ausgezeichnet verletzt ignorier unterstütz genutzt gefeiert feier \
        aufhob hob beigetr beitr trat",
    distance: "sagt sagte erzähl schrieb schreib behaupt bestritt nicht nie kein niemals weder würde wird werden soll sollte könnte \
        dürfte muss kann ob führte führten folge verursach löste reaktion vergeltung noch bereits schon erneut später früher \
        nächst vorig anschließend schließlich ursprünglich stattdessen anstatt obwohl während jahrzehnt jahrhundert gewählt zurück geboren \
        starb trat verließ folgte ersetz einlad vereinbar verspr",
    relative: "die der das welche welcher welches",
    nots: "nicht nie kein keine keinen niemals ob wenn falls",
    years: "",
    months_in: "",
    clause: "wer welche welcher welches dass daß als wenn wo weil obwohl während ob damit aber sondern denn nachdem bevor",
    joins: "und oder noch sowie",
    spans: "jahr monat woche tag tage tagen jahrzehnt jahrhundert jahrestag stunde",
    heads: "datum tag wann jahr monat zeit zeitpunkt",
    event: "ereignis ereignisse was geschehen vorfall etappe",
    happens: "begann begannen beginnt fand fanden findet statt startete starteten eröffnet eröffneten eröffnete gestartet \
        unterzeichnet unterzeichneten geschah ereignete ereigneten abgehalten tagte tagten brach stattgefunden begonnen \
        verkündet",
    helps: "war waren ist sind wurde wurden hat haben hatte hatten sich worden wird werden",
    verbs: "",
    weekdays: "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so",
};

const SPANISH: Words = Words {
    spaced: true,
    small: "el la los las lo un una en al del de a este esta su sus durante nuestro nuestra nuestros nuestras mi",
    of: "del de fechado fechada fechados fechadas",
    genitive: "de del",
    place: "en a",
    bounds: "desde hasta antes después hacia para tras entre alrededor partir unos pasado",
    since: "desde",
    between: "el la los las del de año mes fin fines finales principios comienzos mediados a al menos en y",
    onwards: "adelante",
    landmark: "tras después antes desde hasta previo previa luego siguiente entre víspera",
    about: "sobre contra acerca según pese por para con sin bajo como debido ante",
    topic: "sobre de del",
    other: "cita. citó. citan. citaron. mencion record conmemor aniversari conden debat discut critic alab denunci describ explic investig revis \
        inform anunci plan previst prevé program aplaz propus propuest esper predij advirt amenaz ratific vigor efecto. aplic \
        enmend modific prorrog renov derog revoc suspend expir nombr design reanud continu duró. dura. termin finaliz acab conclu compar \
        exig pidi orden aprob prepar protest defend rechaz reconoc acept adopt public estudi tradu película libro. novela. \
        véase cf visit analiz evalu \
        levant anul abandon relaj endure cambi reduj aument duplic ampli implement aplic cancel retir reabri restable reempl culp \
        agrade conocid respons disculp premi llam viol ignor opus apoy ayud inspir adhir",
    distance: "dijo dice contó. escrib afirm negó. no nunca jamás ningún ni sería será serán debería podría puede debe si llev provoc \
        caus respuesta represalia aún todavía ya nuevo luego anterior próxim siguiente posterior finalmente aunque mientras \
        década siglo elegid dimiti nació murió retir sucedi reempl invit acord promet conven",
    relative: "que",
    nots: "no nunca jamás ningún ninguna si",
    years: "",
    months_in: "",
    clause: "que quien quienes cuyo cuya donde cuando porque aunque si pero mientras pues cual",
    joins: "y e o u ni",
    spans: "año años mes meses semana día días década siglo aniversari hora",
    heads: "fecha fechas día cuándo cuando año mes",
    event: "hecho hechos evento eventos acontecimiento acontecimientos suceso hito qué",
    happens: "tuvo tuvieron lugar comenzó comenzaron empezó empezaron celebró celebraron inició iniciaron ocurrió ocurrieron \
        lanzó lanzaron firmó firmaron firmado firmada abrió abrieron estalló estallaron produjo celebrado celebrada \
        celebrados celebradas sacudió inauguró inaugurado inaugurada aprobada tendrá tendrán",
    helps: "fue fueron es son ha han había sido se",
    verbs: "",
    weekdays: "lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb domingo/dom",
};

const RUSSIAN: Words = Words {
    spaced: true,
    small: "в во на года году год г от этот эта эти",
    of: "от",
    genitive: "",
    place: "в во на",
    bounds: "с со до после к ко около между начиная по перед накануне примерно свыше позже ранее раньше спустя",
    since: "с со начиная",
    between: "конца концу конце начала началу начале середины середине весны лета осени зимы года году меньшей мере и",
    onwards: "позднее позже",
    landmark: "после до перед накануне с со спустя через между вслед",
    about: "о об обо про против из-за по для под над при благодаря вопреки несмотря согласно из за ради относительно",
    topic: "о об обо про",
    other: "цитир упомя упомин вспом вспомин отме годовщин юбиле осуд осужд обсуд обсужд критик хвал описа объясн расслед рассм рассматр \
        сообщ объяви объявл анонс план. планы. планир запланир намеч перен отлож предлож ожид предсказ предупре угро ратиф силу. действ примен \
        измен продл возобнов отмен отозва приостан истек назнач продолж длил законч заверш окон сравн требов треб запро приказ \
        одобр подгот протест защит отверг призна приня опублик публик изуч перев фильм книг роман см ср посет анализ оцен \
        снят сняли снял смягч ужесточ сократ увелич удво расшир выполн оспор отозв возобнов восстанов замен винов благодар извест ответствен \
        извин награ призва призыв наруш игнор поддерж помог использ праздн присоедин вступ",
    distance: "сказал говор рассказ писа напис утвержд отриц не нет ни никогда бы будет будут должн мог может если ли приве вызв \
        причин ответ ещё еще уже снова вновь затем позже раньше ранее следующ предыдущ впоследств изначальн первоначальн вместо \
        хотя столети век избра отстав роди умер ушел ушёл сменил пригла соглас договор обеща",
    relative: "который которая которое которые",
    nots: "не нет ни никогда ли если",
    years: "год года году г",
    months_in: "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    clause: "который которая которое которые которого которой которых что когда где чтобы потому если хотя как но а",
    joins: "и или либо ни",
    spans: "год лет месяц недел день дня дней дни десятилет столет век годовщин час часа часов",
    heads: "дата даты день когда год месяц время",
    event: "событие события что этап веха",
    happens: "началось начался началась начались прошли прошел прошёл прошла прошло состоялись состоялся состоялась состоялось \
        начала начал начали открылись открылся открылась открылось открыли открыл подписали подписан подписана подписано \
        случилось случилась произошло произошла произошел произошёл произошли разразился разразилась грянул грянула \
        прогремел пройдёт пройдет пройдут состоится состоятся",
    helps: "был была было были",
    verbs: "л ла ло ли лся лась лось лись ет ёт ит ют ут ят",
    weekdays: "понедельник/понедельника/пн вторник/вторника/вт среда/среду/среды/ср четверг/четверга/чт пятница/пятницу/пятницы/пт \
        суббота/субботу/субботы/сб воскресенье/воскресенья/вс",
};

const ARABIC: Words = Words {
    spaced: true,
    small: "في يوم عام سنة شهر بتاريخ من خلال",
    of: "بتاريخ من",
    genitive: "",
    place: "في",
    bounds: "منذ حتى قبل بعد بحلول بين حوالي نحو ابتداء اعتبارا وحتى ومنذ وقبل وبعد إلى",
    since: "منذ ومنذ",
    between: "عام سنة شهر نهاية بداية أوائل أواخر منتصف من في يوم",
    onwards: "فصاعدا وما",
    landmark: "بعد قبل منذ حتى عقب إثر وبعد وقبل بين غداة عشية",
    about: "عن حول ضد بشأن بسبب رغم وفق بموجب على",
    topic: "عن حول",
    other: "ذكر استشهد أشار ذكرى أحي احتف أدان ناقش انتقد نقد أشاد وصف شرح حقق راجع أفاد أعلن خطط مقرر المقرر تأجل أجل اقترح توقع \
        حذر هدد صادق صدق التصديق حيز النفاذ نفاذ سري طبق عدل مدد جدد ألغ علق عين استأنف استمر انته اختتم قارن طالب طلب وافق حضر \
        احتج دافع رفض اعترف اعتمد نشر درس ترجم فيلم كتاب رواية انظر زار حلل تقييم \
        رفع خفف شدد غير خفض زاد وسع نفذ طعن سحب أعاد استبدل لام شكر معروف مسؤول اعتذر كرم دعا انتهك تجاهل عارض دعم ساعد استخدم احتفل انضم أدين أدينت ألغي رُفع",
    distance: "قال يقول كتب زعم نفى لم لن لا ليس ليست لما سوف قد إذا أدى أدت تسبب رد ردا لاحق سابق مجدد ثم لاحقا سابقا أصل بدلا \
        رغم بينما انتخب استقال ولد توف مات عاد خلف اتفق الاتفاق وعد تعهد",
    relative: "التي الذي",
    nots: "لم لن لا ليس ليست لما ولم إذا هل",
    years: "",
    months_in: "",
    clause: "الذي التي الذين اللذان حيث عندما لأن أن إن لكن بينما",
    joins: "و أو",
    spans: "سنة سنوات عام أعوام عاما شهر أشهر أسبوع أسابيع يوم أيام عقد عقود قرن ذكرى",
    heads: "التاريخ تاريخ اليوم متى السنة العام الشهر",
    event: "الحدث الأحداث حدث أحداث الواقعة الوقائع",
    happens: "بدأ بدأت جرى جرت عقد عقدت انعقد انعقدت وقع وقعت حدث حدثت اندلع اندلعت انطلق انطلقت شن شنت أقيم أقيمت ضرب ضربت \
        افتتح افتتحت تم تمت يقام تقام سيقام ستقام يعقد تعقد سيعقد ستعقد",
    helps: "كان كانت قد",
    verbs: "",
    weekdays: "الاثنين/الإثنين/اثنين الثلاثاء/ثلاثاء الأربعاء/الاربعاء/أربعاء الخميس/خميس الجمعة/جمعة السبت/سبت الأحد/الاحد/أحد",
};

const JAPANESE: Words = Words {
    spaced: false,
    small: "に には の は が を で 、 ， ： ・",
    of: "の",
    genitive: "",
    place: "",
    bounds: "約",
    since: "",
    between: "",
    onwards: "以降 以後 以来 以前 から まで より 前 後 頃 ごろ 代 末 初 半ば",
    landmark: "の後 の前 後 前 以来 以降 以前 まで から を受け に先立 の間 の翌 に関 について をめぐ に対 によ に基 の結果",
    about: "",
    topic: "",
    other: "発表 批判 非難 予定 計画 延期 提案 引用 記念 周年 報じ 報道 議論 検討 終了 終わ 続 批准 発効 施行 改正 延長 廃止 撤回 停止 失効 \
        任命 指名 再開 比較 要求 要請 承認 準備 抗議 拒否 採択 公開 出版 研究 翻訳 映画 参照 訪問 分析 評価 予想 警告 について に関する をめぐ \
        に対 に基づ による により によって を受け \
        解除 緩和 強化 変更 削減 増や 拡大 実施 中止 再開 復活 感謝 責任 謝罪 違反 無視 反対 支持 利用 言及 祝 加盟 加入",
    distance: "ない なかった ません ず 言 述べ 書 否定 もし だろう かもしれ はず べき 後 前 から まで 以降 以来 の間 再び 既に さらに 結果 原因 報復 \
        世紀 当選 辞任 生まれ 死去 就任 合意 約束",
    relative: "",
    nots: "ない なかった ません ず もし",
    years: "年",
    months_in: "",
    clause: "",
    joins: "",
    spans: "年後 年前 か月後 ヶ月後 週間後 日後 周年 年ぶり",
    heads: "日付 年月日 日時 いつ 年 月日 期日 日",
    event: "出来事 事項 事件 できごと 内容",
    happens: "行われ 行った 開かれ 始ま 起き 起こ 発生 開催 開始 調印 署名 締結 勃発 成立 設立 着陸 開幕 決裂 開業 公布 あった だった です である 襲った",
    helps: "",
    verbs: "",
    weekdays: "月曜/月曜日/月 火曜/火曜日/火 水曜/水曜日/水 木曜/木曜日/木 金曜/金曜日/金 土曜/土曜日/土 日曜/日曜日/日",
};
