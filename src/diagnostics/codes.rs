//! The list of all diagnostic codes. A code is a slug, `area/problem`, that stays what it is from release to release:
//! authors write it into `site.yaml` and `allow:`, and scripts read it. Its long text is in `explain/`.

use std::fmt;

use super::{Level, Severity};

/// Which kind of problem a message is about. Ordered by its slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    slug: &'static str,
    severity: Severity,
    allowed: bool,
    title: &'static str,
}

impl Code {
    const fn new(slug: &'static str, severity: Severity, title: &'static str) -> Self {
        Self {
            slug,
            severity,
            allowed: false,
            title,
        }
    }

    const fn quiet(slug: &'static str, title: &'static str) -> Self {
        Self {
            slug,
            severity: Severity::Warning,
            allowed: true,
            title,
        }
    }

    /// The code as it is printed and written: `glossary/unknown-term`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        self.slug
    }

    /// Whether the program itself takes it for an error, a warning or a notice.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.severity
    }

    /// A few words that name the problem, for lists of rules.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.title
    }

    /// The level of a warning before a site changes it. An error is always denied.
    #[must_use]
    pub const fn level(self) -> Level {
        match self.severity {
            Severity::Error => Level::Deny,
            _ if self.allowed => Level::Allow,
            _ => Level::Warn,
        }
    }

    /// The code with this slug.
    #[must_use]
    pub fn find(slug: &str) -> Option<Self> {
        CODES.iter().copied().find(|c| c.slug == slug)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug)
    }
}

macro_rules! codes {
    ($($name:ident = $make:expr;)*) => {
        #[expect(missing_docs, reason = "the title that stands in each constant says what it is")]
        impl Code {
            $(pub const $name: Self = $make;)*
        }

        /// Every code, in the order of this file.
        pub const CODES: &[Code] = &[$(Code::$name),*];
    };
}

use Severity::{Error, Notice, Warning};

codes! {
    FILE_NOT_UTF8 = Code::new("file/not-utf8", Error, "the file is not UTF-8 text");
    FILE_UNREADABLE = Code::new("file/unreadable", Error, "the file can't be read");
    FILE_OUTSIDE_SITE = Code::new("file/outside-site", Error, "a link in the file system leads out of the site");
    FILE_TOO_LARGE = Code::new("file/too-large", Error, "the file is larger than nutgraf can hold");
    FILE_LONG_LINE = Code::new("file/long-line", Warning, "a single line is longer than a million bytes");
    FILE_PASSED_OVER = Code::new("file/passed-over", Warning, "a file of which nothing is made");
    FRONT_MATTER_MISSING = Code::new("front-matter/missing", Error, "the file has no front matter");
    FRONT_MATTER_UNTERMINATED = Code::new("front-matter/unterminated", Error, "the front matter has no closing line");
    YAML_SYNTAX = Code::new("yaml/syntax", Error, "the YAML can't be read");
    YAML_UNKNOWN_FIELD = Code::new("yaml/unknown-field", Error, "a key that this kind does not have");
    YAML_MISSING_FIELD = Code::new("yaml/missing-field", Error, "a key that must be there is not");
    YAML_WRONG_TYPE = Code::new("yaml/wrong-type", Error, "a value of the wrong kind");
    YAML_INVALID_VALUE = Code::new("yaml/invalid-value", Error, "a value that is not one of those allowed");
    YAML_DUPLICATE_KEY = Code::new("yaml/duplicate-key", Error, "the same key twice");
    YAML_TOO_COMPLEX = Code::new("yaml/too-complex", Error, "YAML nested or repeated beyond reason");
    DATE_INVALID = Code::new("date/invalid", Error, "a date that is not EDTF");
    ID_INVALID = Code::new("id/invalid", Error, "a name that can't be an address");
    ID_DUPLICATE = Code::new("id/duplicate", Error, "two entries with one id");
    ID_AMBIGUOUS = Code::new("id/ambiguous", Error, "an id that names two things");
    SITE_UNKNOWN_LANGUAGE = Code::new("site/unknown-language", Error, "a language that site.yaml does not list");
    SITE_UNKNOWN_CODE = Code::new("site/unknown-code", Error, "a diagnostic code that does not exist");
    SITE_NOT_A_WARNING = Code::new("site/not-a-warning", Error, "an error can't be lowered");
    SITE_NO_BASE_URL = Code::new("site/no-base-url", Notice, "without base_url, absolute addresses are left out");
    REFERENCE_UNKNOWN = Code::new("reference/unknown", Error, "a link to an id that does not exist");
    GLOSSARY_UNKNOWN_TERM = Code::new("glossary/unknown-term", Error, "a term that does not exist");
    TIMELINE_UNKNOWN_EVENT = Code::new("timeline/unknown-event", Error, "an event that does not exist");
    TIMELINE_UNKNOWN_CATEGORY = Code::new("timeline/unknown-category", Error, "a category that site.yaml does not list");
    PEOPLE_UNKNOWN_PERSON = Code::new("people/unknown-person", Error, "a person that does not exist");
    CITATION_UNKNOWN_SOURCE = Code::new("citation/unknown-source", Error, "a source that does not exist");
    PEOPLE_DIED_BEFORE_BORN = Code::new("people/died-before-born", Error, "a life that ends before it begins");
    CITATION_MALFORMED = Code::new("citation/malformed", Error, "a citation that can't be read");
    CITATION_INSIDE_LINK = Code::new("citation/inside-link", Error, "a citation inside a link");
    LINK_BROKEN = Code::new("link/broken", Error, "a link to a page or file that does not exist");
    LINK_MISSING_ANCHOR = Code::new("link/missing-anchor", Error, "a link to an anchor that the page does not have");
    LINK_UNSAFE = Code::new("link/unsafe", Error, "a link that would run a script");
    IMAGE_MISSING = Code::new("image/missing", Error, "an image that does not exist");
    IMAGE_UNREADABLE = Code::new("image/unreadable", Error, "an image that can't be read");
    IMAGE_TOO_LARGE = Code::new("image/too-large", Error, "an image with too many pixels");
    GLOSSARY_FORM_CLAIMED_TWICE = Code::new("glossary/form-claimed-twice", Error, "one form claimed by two terms");
    OUTPUT_PATH_TAKEN = Code::new("output/path-taken", Error, "two pages for one address");
    OUTPUT_CASE_COLLISION = Code::new("output/case-collision", Error, "two addresses that differ only in case");
    OUTPUT_RESERVED = Code::new("output/reserved", Error, "an address that nutgraf uses itself");
    HTML_NOT_ALLOWED = Code::new("html/not-allowed", Error, "raw HTML in a site that does not allow it");
    HEADING_ATTRIBUTE = Code::new("heading/attribute", Error, "a heading attribute other than id and class");
    HEADING_DUPLICATE_ID = Code::new("heading/duplicate-id", Error, "one id given to two headings");
    MATH_INVALID = Code::new("math/invalid", Error, "math that can't be read");
    PROSE_TOO_DEEP = Code::new("prose/too-deep", Error, "Markdown nested beyond reason");
    FENCE_UNKNOWN_KIND = Code::new("fence/unknown-kind", Warning, "a fenced block that looks like one of nutgraf's");
    CODE_UNKNOWN_LANGUAGE = Code::new("code/unknown-language", Warning, "a listing in a language that looks like a slip");
    FOOTNOTE_UNDEFINED = Code::new("footnote/undefined", Warning, "a footnote mark without its note");
    FOOTNOTE_UNUSED = Code::new("footnote/unused", Warning, "a note that no mark leads to");
    YAML_MISREAD = Code::new("yaml/misread", Warning, "a text that YAML reads otherwise than it looks");
    LINK_UNDEFINED = Code::new("link/undefined", Warning, "a link whose address the text does not give");
    LINK_SPACE = Code::new("link/space", Warning, "an address with a space in it, which makes no link");
    LINK_NO_TEXT = Code::new("link/no-text", Warning, "a link without words");
    PROSE_FOREIGN_SYNTAX = Code::new("prose/foreign-syntax", Warning, "signs of another program, shown as they are typed");
    TABLE_CELLS = Code::new("table/cells", Warning, "a row of a table with something that nobody sees");
    TEMPLATE_ERROR = Code::new("template/error", Error, "a template that can't be used");
    TEMPLATE_UNKNOWN_VARIABLE = Code::new("template/unknown-variable", Error, "a template asks for a variable that does not exist");
    TIMELINE_NO_SOURCE = Code::new("timeline/no-source", Warning, "an event without a source");
    CITATION_UNUSED_SOURCE = Code::new("citation/unused-source", Warning, "a source that nothing cites");
    GLOSSARY_UNUSED_TERM = Code::new("glossary/unused-term", Warning, "a term that nothing uses");
    PAGE_REVIEW_DUE = Code::new("page/review-due", Warning, "an explainer past its review date");
    TIMELINE_AFTER_UPDATED = Code::new("timeline/after-updated", Warning, "an event later than the page that tells it");
    TIMELINE_DATE_MISMATCH = Code::new("timeline/date-mismatch", Warning, "the prose gives another date than the event");
    TIMELINE_OUTSIDE_LIFE = Code::new("timeline/outside-life", Warning, "an event that lists somebody outside their life");
    TIMELINE_SAME_EVENT = Code::new("timeline/same-event", Warning, "one event in two entries");
    DATE_OUT_OF_ORDER = Code::new("date/out-of-order", Warning, "an end before its start");
    TIMELINE_NO_MATCH = Code::new("timeline/no-match", Warning, "a filter that no entry passes");
    IMAGE_MISSING_ALT = Code::new("image/missing-alt", Warning, "an image without a text alternative");
    IMAGE_WRONG_KIND = Code::new("image/wrong-kind", Warning, "an image whose name says another kind than its bytes");
    IMAGE_NOT_READ = Code::new("image/not-read", Warning, "an image of a kind that nutgraf publishes as it is");
    IMAGE_OTHER_HOST = Code::new("image/other-host", Warning, "an image that lies on another host");
    IMAGE_SVG_CLEANED = Code::new("image/svg-cleaned", Warning, "a drawing from which something was taken out");
    CARD_NO_GLYPHS = Code::new("card/no-glyphs", Notice, "a card without the words that its font can't write");
    HEADING_SKIPPED_LEVEL = Code::new("heading/skipped-level", Warning, "a heading level skipped");
    GLOSSARY_AMBIGUOUS_FORM = Code::new("glossary/ambiguous-form", Warning, "a derived form that two terms share");
    LINK_DEAD = Code::new("link/dead", Warning, "a link to a page of another site that is gone");
    LINK_MOVED = Code::new("link/moved", Warning, "a link to a page of another site that has moved for good");
    LINK_UNREACHABLE = Code::new("link/unreachable", Warning, "a link to another site that doesn't answer");
    LINK_REFUSED = Code::quiet("link/refused", "a link to another site that answers no program");
    PROSE_UNCITED_CLAIM = Code::quiet("prose/uncited-claim", "a dated claim without a citation");
    PROSE_ACRONYM = Code::quiet("prose/acronym", "an acronym before it is spelt out");
}
