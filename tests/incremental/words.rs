//! What texts are made of: dice, and for each language words that terms may be called, and sentences with room for them.

/// Dice that fall the same each time.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap()
    }

    /// Whether it happens, once in so many times.
    pub(crate) fn once_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

/// A language to write in.
pub(crate) struct Tongue {
    pub(crate) tag: &'static str,
    /// What terms may be called: some a part of others, some with forms that only a stemmer finds.
    pub(crate) words: &'static [&'static str],
    /// Sentences; `{w}` is one of the words.
    sentences: &'static [&'static str],
}

pub(crate) const TONGUES: [Tongue; 5] = [
    Tongue {
        tag: "en",
        words: &[
            "weir",
            "sluice",
            "lock",
            "lock gate",
            "levee",
            "canal",
            "river",
            "spillway",
        ],
        sentences: &[
            "The {w} holds water.",
            "Two {w}s stand beside one {w}, and nobody knows why.",
            "On 3 May 1953 the {w} broke; the {w}’s keeper ran.",
            "In 1954 the WHO counted every {w} and each {w}.",
            "The World Health Organization (WHO) and the EU paid for the {w}.",
            "A `{w}` in code and *a {w}* in italics.",
        ],
    },
    Tongue {
        tag: "de",
        words: &["Wehr", "Schleuse", "Damm", "Deich", "Tor", "Kanal", "Fluss", "Staudamm"],
        sentences: &[
            "Das Wasser kommt über {w} und {w}.",
            "Die Wehre, die Schleusen, die Dämme und die Deiche brachen am 3. Mai 1953.",
            "Hinter dem {w} stehen die Tore der Kanäle; die WHO zählte sie.",
            "Der Bau des {w}es dauerte bis 1954.",
        ],
    },
    Tongue {
        tag: "zh",
        words: &["大坝", "水闸", "堤坝", "运河", "水库", "闸门", "坝", "河"],
        sentences: &[
            "{w}建于1953年，旁边还有{w}。",
            "{w}和{w}由WHO管理。",
            "大坝水闸运河都在这里。",
            "没有{w}就没有水。",
        ],
    },
    Tongue {
        tag: "ar",
        words: &["سد", "قناة", "بوابة", "هويس", "خزان", "جسر", "نهر", "مضخة"],
        sentences: &[
            "بني ال{w} عام 1953 قرب {w}.",
            "هذا {w} وذلك {w}.",
            "في السد والقناة والبوابات ماء.",
            "قالت WHO إن ال{w} قديم.",
        ],
    },
    Tongue {
        tag: "ja",
        words: &["ダム", "水門", "運河", "堤防", "貯水池", "門", "川", "ゲート"],
        sentences: &[
            "{w}は1953年に{w}の隣に建てられた。",
            "水門と運河とダムがある。",
            "WHOは{w}を数えた。",
        ],
    },
];

impl Tongue {
    /// The language of this tag; English for others.
    pub(crate) fn of(tag: &str) -> &'static Self {
        TONGUES.iter().find(|t| t.tag == tag).unwrap_or(&TONGUES[0])
    }

    pub(crate) fn word(&self, dice: &mut Dice) -> &'static str {
        dice.pick(self.words)
    }

    pub(crate) fn sentence(&self, dice: &mut Dice) -> String {
        let mut out = String::new();
        let mut rest = dice.pick(self.sentences);
        while let Some((before, after)) = rest.split_once("{w}") {
            out.push_str(before);
            out.push_str(self.word(dice));
            rest = after;
        }
        out + rest
    }
}
