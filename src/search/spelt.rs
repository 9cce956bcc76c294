//! Words as they are written where a keyboard lacks a letter. Pagefind finds "Elysée" by "elysee", because it takes marks off
//! letters; a letter that is no other one with a mark (the first of "œuvre", the third of "Wałęsa") stays, and who hasn't got
//! it finds nothing. So each record is told such words once more, in letters that every keyboard has.

use std::collections::BTreeSet;

/// What stands for a small letter that Unicode does not take apart.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ß' => "ss",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ŋ' => "ng",
        _ => return None,
    })
}

/// The words of these texts that hold such letters, without them, each once and in small letters.
pub(super) fn spellings<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let texts = texts.into_iter().filter(|text| !text.is_ascii());
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter_map(spelling).collect()
}

fn spelling(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let small = word.to_lowercase();
    small.contains(|c| plain(c).is_some()).then(|| {
        small.chars().fold(String::with_capacity(small.len()), |mut out, c| {
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
            out
        })
    })
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn words_are_told_without_letters_that_a_keyboard_lacks() {
        let told = |text| spellings([text]).into_iter().collect::<Vec<_>>();
        assert_eq!(told("L’œuvre de Lech Wałęsa à Łódź"), ["lódź", "oeuvre", "walęsa"]);
        assert_eq!(told("STRAẞE, Straße; Ærø"), ["aero", "strasse"]);
        assert_eq!(told("Élysée, Malmö, İzmir, coeur"), [] as [&str; 0]);
    }
}
