//! What other programs call the fields of front matter and lists: Hugo, Jekyll, Zola, Eleventy, Quarto, Docusaurus, Obsidian, Ghost,
//! reference managers. Texts are brought along from there, and who wrote `description` for years has not misspelt `summary`.

/// Their names, without `-` and `_` and in small letters, with ours; of several, the first that the kind of entry has.
const NAMES: &[(&str, &[&str])] = &[
    ("abbr", &["abbreviations"]),
    ("abstract", &["summary"]),
    ("accessdate", &["accessed"]),
    ("acronym", &["abbreviations"]),
    ("acronyms", &["abbreviations"]),
    ("aka", &["aliases"]),
    ("aliases", &["redirect_from"]),
    ("alsoknownas", &["aliases"]),
    ("alttext", &["alt"]),
    ("annotation", &["note"]),
    ("answer", &["a"]),
    ("archive", &["archive_url"]),
    ("archived", &["archive_url"]),
    ("baseurl", &["base_url"]),
    ("birth", &["born"]),
    ("birthdate", &["born"]),
    ("birthday", &["born"]),
    ("byline", &["authors"]),
    ("categories", &["tags"]),
    ("category", &["tags"]),
    ("changed", &["updated"]),
    ("containertitle", &["publisher"]),
    ("content", &["body"]),
    ("cover", &["image"]),
    ("coverimage", &["image"]),
    ("created", &["date"]),
    ("createdat", &["date"]),
    ("creator", &["authors"]),
    ("date", &["published"]),
    ("datecreated", &["date"]),
    ("datemodified", &["updated"]),
    ("dateofbirth", &["born"]),
    ("datepublished", &["date", "published"]),
    ("death", &["died"]),
    ("deathdate", &["died"]),
    ("deck", &["summary"]),
    ("dek", &["summary"]),
    ("description", &["summary", "definition", "body", "note", "text"]),
    ("employer", &["affiliation"]),
    ("excerpt", &["summary"]),
    ("expirydate", &["review_by"]),
    ("faq", &["questions"]),
    ("faqs", &["questions"]),
    ("featuredimage", &["image"]),
    ("featureimage", &["image"]),
    ("file", &["src"]),
    ("filename", &["src"]),
    ("fullname", &["name"]),
    ("headline", &["title"]),
    ("hero", &["image"]),
    ("highlights", &["key_points"]),
    ("href", &["url"]),
    ("issued", &["published"]),
    ("job", &["role"]),
    ("journal", &["publisher"]),
    ("key", &["label"]),
    ("keywords", &["tags"]),
    ("lang", &["language"]),
    ("lastmod", &["updated"]),
    ("lastmodified", &["updated"]),
    ("lastmodifiedat", &["updated"]),
    ("lastupdated", &["updated"]),
    ("lede", &["summary"]),
    ("link", &["url"]),
    ("locale", &["language"]),
    ("meaning", &["definition"]),
    ("menu", &["navigation"]),
    ("modified", &["updated"]),
    ("name", &["title", "term", "label"]),
    ("nav", &["navigation"]),
    ("navorder", &["weight"]),
    ("occupation", &["role"]),
    ("order", &["weight"]),
    ("organisation", &["affiliation"]),
    ("organization", &["affiliation"]),
    ("outlet", &["publisher"]),
    ("params", &["extra"]),
    ("party", &["affiliation"]),
    ("path", &["src"]),
    ("permalink", &["slug"]),
    ("photographer", &["credit"]),
    ("position", &["role", "weight"]),
    ("priority", &["importance"]),
    ("pubdate", &["date", "published"]),
    ("publication", &["publisher"]),
    ("publicationdate", &["published", "date"]),
    ("publishdate", &["date", "published"]),
    ("publishedat", &["date", "published"]),
    ("question", &["q"]),
    ("redirect", &["redirect_from"]),
    ("redirects", &["redirect_from"]),
    ("references", &["sources"]),
    ("related", &["see_also"]),
    ("retrieved", &["accessed"]),
    ("sidebarposition", &["weight"]),
    ("siteurl", &["base_url"]),
    ("standfirst", &["summary"]),
    ("start", &["date"]),
    ("startdate", &["date"]),
    ("subjects", &["tags"]),
    ("subtitle", &["summary", "description"]),
    ("summary", &["definition", "body", "description"]),
    ("synonyms", &["aliases"]),
    ("tableofcontents", &["toc"]),
    ("tagline", &["description"]),
    ("takeaways", &["key_points"]),
    ("teaser", &["summary"]),
    ("text", &["body"]),
    ("thumbnail", &["image"]),
    ("title", &["term", "name"]),
    ("topics", &["tags"]),
    ("type", &["kind", "category"]),
    ("updatedat", &["updated"]),
    ("uri", &["url"]),
    ("url", &["slug", "base_url", "src"]),
    ("website", &["publisher"]),
    ("when", &["date"]),
    ("word", &["term"]),
    ("year", &["date", "published"]),
];

/// What a field that an author knows from elsewhere is called here, among the fields that an entry may have.
#[must_use]
pub fn meant<'n>(typed: &str, names: &[&'n str]) -> Option<&'n str> {
    let plain: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect();
    let at = NAMES.binary_search_by_key(&plain.as_str(), |(theirs, _)| theirs).ok()?;
    let (_, ours) = NAMES.get(at)?;
    ours.iter().find(|name| names.contains(name)).copied()
}

/// Whether a field is that of a term, and of nothing that lies beside the folder of terms.
#[must_use]
pub fn is_of_term(key: &str) -> bool {
    matches!(key, "term" | "definition")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{
        CORRECTION, EVENT, EXPLAINER, FACT, Field, IMAGE, PERSON, QUESTION, SITE, SOURCE, TERM,
    };

    #[test]
    fn the_list_is_in_order_and_names_fields() {
        assert!(NAMES.is_sorted_by(|(a, _), (b, _)| a < b));
        let tables = [
            EXPLAINER, TERM, EVENT, PERSON, SOURCE, SITE, QUESTION, FACT, IMAGE, CORRECTION,
        ];
        let known = |name: &str| tables.iter().any(|table| table.iter().any(|f| f.name == name));
        for (theirs, ours) in NAMES {
            assert!(ours.iter().all(|name| known(name)), "{theirs}");
        }
    }

    #[test]
    fn a_field_is_told_by_its_kind() {
        let of = |table: &'static [Field], key| meant(key, &table.iter().map(|f| f.name).collect::<Vec<_>>());
        assert_eq!(of(EXPLAINER, "description"), Some("summary"));
        assert_eq!(of(TERM, "description"), Some("definition"));
        assert_eq!(of(EXPLAINER, "last-modified_at"), Some("updated"));
        assert_eq!(of(SITE, "baseURL"), Some("base_url"));
        assert_eq!(of(PERSON, "title"), Some("name"));
        assert_eq!(of(SOURCE, "layout"), None);
    }
}
