//! What drafts keep from being published. All that lies in the folder of a page is published with it, be it named in a text or
//! not; a picture that only a draft beside it shows would give away what is to come.

use super::Index;
use crate::link::target::decoded;

impl Index<'_> {
    /// Whether a draft names this file of `content/`. Where a published text names it too, it is published nonetheless.
    pub(crate) fn is_held_back(&self, asset: &str) -> bool {
        let texts = self.held_back.get_or_init(|| self.texts_of_drafts());
        let name = asset.rsplit('/').next().unwrap_or(asset);
        texts.iter().any(|text| names(text, name))
    }

    /// The whole files, in which addresses are written as names.
    fn texts_of_drafts(&self) -> Vec<String> {
        let drafts = self.loaded.drafts.iter();
        let texts = drafts.filter_map(|draft| self.text_of(draft.source?, &draft.file));
        texts.map(|text| decoded(&text)).collect()
    }
}

/// Whether a text holds the name of a file, and not as the end of a longer one.
fn names(text: &str, file: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut places = text.match_indices(file);
    places.any(|(at, _)| !text.get(..at).is_some_and(|before| before.ends_with(inside)))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_no_part_of_another() {
        assert!(names("![x](pics/mug shot.jpg)", "mug shot.jpg"));
        assert!(names("src: mug.jpg", "mug.jpg"));
        assert!(!names("![x](old-mug.jpg) and smug.jpg", "mug.jpg"));
    }
}
