//! What templates can read, by their tags.

use super::*;

fn named(text: &str) -> Vec<String> {
    match Wants::of(text) {
        Wants::All => vec!["everything".to_owned()],
        Wants::Named(wanted) => {
            let mut names: Vec<String> = wanted.names.into_iter().collect();
            names.sort();
            names
        }
    }
}

#[test]
fn only_what_stands_in_tags_is_named() {
    let text =
        "<p class=\"tags\">{{ page.title | upper }}{# cite #} { strip }{% if page.people and next -%}x{% endif %}";
    assert_eq!(
        named(text),
        ["and", "endif", "if", "next", "page", "people", "title", "upper"]
    );
    assert_eq!(
        named("{{ pages | map(attribute=\"extra.place\") }}"),
        ["attribute", "extra", "map", "pages", "place"]
    );
}

#[test]
fn a_page_that_is_read_by_its_fields_is_made_field_by_field() {
    for text in [
        "{{ page.title }}",
        "{{ page[\"title\"] }}",
        "{{ page?.title }}",
        "{% if page %}{% endif %}",
        "{%- if not page -%}{% endif %}",
        "{% if page is defined and page.title %}{% endif %}",
        "{% for page in pages %}{% endfor %}",
        "{{ section.page }}",
    ] {
        assert_ne!(Wants::of(text), Wants::All, "{text}");
    }
}

#[test]
fn a_template_that_may_read_anything_gets_everything() {
    for text in [
        "{{ page }}",
        "{{ page | json_encode }}",
        "{{ page[site.extra.field] }}",
        "{{ page[\"ti\" ~ \"tle\"] }}",
        "{% set p = page %}{{ p }}",
        "{% for key, value in page %}{{ key }}{% endfor %}",
        "{% for key in page %}{{ key }}{% endfor %}",
        "{{ <card page={page} /> }}",
        "{{ [page] }}",
        "{{ {...page} }}",
        "{{ {\"a\": {\"b\": 1}} | json_encode(with=page) }}",
        "{{ \"\\\"\" ~ page ~ \"\" }}",
        "{% if page == other %}{% endif %}",
        "{{ __tera_context }}",
        // Not read to its end.
        "{{ \"}}\" ~ page }}",
        "{{ page.title",
        "{% raw %}{{ don't }}{% endraw %}",
    ] {
        assert_eq!(Wants::of(text), Wants::All, "{text}");
    }
}

#[test]
fn what_others_want_is_wanted() {
    let mut wants = Wants::of("{{ page.title }}");
    wants.add(&Wants::of("{{ page.cite }}"));
    assert!(wants.has("title") && wants.has("cite") && !wants.has("strip_html"));
    assert_eq!(wants.make("strip_html", || 1), 0);
    wants.add(&Wants::of("{{ page }}"));
    assert!(wants.has("strip_html"));
}

fn of_link(variable: &str, texts: &[&str]) -> String {
    let mut wants = Wants::default();
    for text in texts {
        wants.add(&Wants::of(text));
    }
    wants.settle();
    match wants.of_link(variable) {
        Fields::All => "everything".to_owned(),
        Fields::Named(names) => {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.sort_unstable();
            names.join(" ")
        }
    }
}

#[test]
fn links_have_the_fields_that_are_read_of_them_or_of_each_in_a_list() {
    let list = "{%- for link in related -%}{{ link.title }}{{ link[\"url\"] }}{{ loop.index }}{% endfor %}";
    assert_eq!(of_link("related", &[list]), "title url");
    assert_eq!(of_link("previous", &[list]), "");
    // What an include reads of it.
    assert_eq!(of_link("related", &[list, "{{ link.date.words }}"]), "date title url");
    let nested = "{% for pages in related %}{% for page in pages %}{{ page.id }}{% endfor %}{% endfor %}";
    assert_eq!(of_link("related", &[nested]), "id");
    let asked = "{% if previous and not next %}{{ previous.title }}{% endif %}";
    assert_eq!(of_link("previous", &[asked]), "title");
    assert_eq!(of_link("next", &[asked]), "");
}

#[test]
fn pages_of_a_tag_have_the_fields_that_are_read_of_each() {
    let list = "{%- for link in pages %}{{ link.title }}{% endfor %}";
    assert_eq!(of_link(OF_TAG, &["{%- set pages = tag.pages %}", list]), "title");
    assert_eq!(
        of_link(
            OF_TAG,
            &["{% for a in tag.pages %}{{ a.url }}{% endfor %}{{ t | f(tag=tag.name) }}"]
        ),
        "url"
    );
    for text in [
        "{{ tag }}",
        "{% if tag.pages %}{% endif %}",
        "{% for a in tag.pages | reverse %}{% endfor %}",
        "{% for a in tag[\"pages\"] %}{% endfor %}",
        "{% set pages = tag.pages %}{{ pages | map(attribute=\"title\") }}",
        "{% set all = tag.pages %}{{ all.0 }}",
        "{% set one = tag %}",
        "{{ t | f(a=tag) }}",
        "{% if (tag == 1) %}{% endif %}",
    ] {
        assert_eq!(of_link(OF_TAG, &[text]), "everything", "{text}");
    }
}

#[test]
fn links_that_are_handed_on_have_all_fields() {
    for text in [
        "{{ previous }}",
        "{% set p = previous %}",
        "{{ [previous, next] }}",
        "{{ {...previous} }}",
        "{{ <card page={previous} /> }}",
        "{% if previous == next %}{% endif %}",
        "{% for key, value in previous %}{% endfor %}",
        "{% for link in [previous] %}{% endfor %}",
        "{{ previous[site.extra.field] }}",
    ] {
        assert_eq!(of_link("previous", &[text]), "everything", "{text}");
    }
    for text in [
        "{% for link in related | reverse %}{{ link.title }}{% endfor %}",
        "{% for link in related %}{{ link }}{% endfor %}",
        "{{ related | map(attribute=\"title\") }}",
        "{{ related.0 }}",
    ] {
        assert_eq!(of_link("related", &[text]), "everything", "{text}");
    }
}

#[test]
fn the_default_page_of_a_tag_reads_no_tags_of_its_pages() {
    let mut wants = Wants::default();
    for (name, text) in crate::theme::templates() {
        if name == "tag.html" || name == "base.html" || name.starts_with("components/") {
            wants.add(&Wants::of(text));
        }
    }
    wants.settle();
    let fields = wants.of_link(OF_TAG);
    assert!(fields.has("summary_html") && !fields.has("tags"), "{fields:?}");
}
