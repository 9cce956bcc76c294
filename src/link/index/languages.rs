//! Translations that are none: a page whose name ends with a language that the site does not list. It would be one more page in the
//! default language, under an address that nobody meant.

use rustc_hash::FxHashSet;

use super::Index;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// The languages with two letters (ISO 639-1).
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka \
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr \
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Index<'_> {
    /// Pages whose names end with a language that the site does not list, beside a page of the same name without it.
    pub(super) fn language_faults(&self) -> Vec<Diagnostic> {
        let pages = &self.loaded.pages;
        if !pages.iter().any(|page| page.id.contains('.')) {
            return Vec::new();
        }
        let known: FxHashSet<&str> = pages.iter().map(|page| page.id.as_str()).collect();
        let fault = |id: &str, file| {
            let (original, suffix) = id.rsplit_once('.')?;
            let language = suffix.split('-').next()?;
            let is_language = TWO_LETTERS.split_ascii_whitespace().any(|l| l == language);
            (is_language && known.contains(original)).then(|| {
                let message =
                    format!("`{suffix}` is no language of this site, and so this is no translation of `{original}`");
                let help =
                    format!("add `{suffix}` to `languages:` in content/site.yaml, or give the file another name");
                Diagnostic::new(Code::SITE_UNKNOWN_LANGUAGE, Span::start_of(file), message).help(help)
            })
        };
        pages.iter().filter_map(|page| fault(&page.id, page.file)).collect()
    }
}
