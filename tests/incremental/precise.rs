//! What one change costs: only the outputs that read what has changed are rendered again. On a real disk, by the program's
//! own clock.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use nutgraf::build::{Options, build, cached};
use nutgraf::world::Disk;
use nutgraf::write::{RealDisk, Report};
use tempfile::TempDir;

use super::play::{first_difference, put};
use crate::support::{SITE, files_of, today};

/// A site of thirty pages, of which few refer to each other.
struct Yard {
    dir: TempDir,
}

/// What a page has besides its title, by number.
fn page(at: usize) -> String {
    let (keys, body) = match at {
        0..5 => ("tags: [water]", "A weir stands here."),
        5..10 => ("", "The sluice is open."),
        10..13 => ("", "Then came the [[flood|water]]."),
        13 => ("timeline: {category: talks}", "What was said."),
        14 => ("", "As told in [[p00]]."),
        15 => ("", "As told [there](p00.md)."),
        16 | 17 => ("", "It is known [@report]."),
        18 => ("", "The gate is shut."),
        20 => ("redirect_from: [/old/]", "A page that has moved."),
        _ => ("", "Nothing else."),
    };
    let keys = if keys.is_empty() {
        String::new()
    } else {
        format!("{keys}\n")
    };
    format!("---\ntitle: Page {at:02}\nsummary: The page {at:02}.\n{keys}---\n{body}\n")
}

const FILES: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Home\nsummary: A site.\n---\n"),
    (
        "content/glossary/weir.md",
        "---\nterm: Weir\ndefinition: A low dam.\nformer_ids: [dyke]\n---\n",
    ),
    (
        "content/glossary/sluice.md",
        "---\nterm: Sluice\ndefinition: A door.\n---\nBeside a weir.\n",
    ),
    (
        "content/glossary/levee.md",
        "---\nterm: Levee\ndefinition: A bank.\n---\n",
    ),
    (
        "content/timeline/flood.md",
        "---\ntitle: The flood\ndate: 1953-02\ncategory: law\n---\n",
    ),
    (
        "content/timeline/talks.md",
        "---\ntitle: The talks\ndate: 1954\ncategory: talks\n---\n",
    ),
    ("content/people/ada.md", "---\nname: Ada\n---\n"),
    (
        "content/sources.yaml",
        "- {id: report, title: Report, url: \"https://example.org/\"}\n",
    ),
    (
        "templates/tag.html",
        "{% extends \"default/tag.html\" %}{% block title %}{% include \"inc/note.html\" %}{% endblock title %}",
    ),
    ("templates/inc/note.html", "Tag"),
    ("templates/redirect.html", "<p>{{ url }}</p>"),
    ("static/extra.css", "p { color: red }"),
];

impl Yard {
    /// The site, built once.
    fn new() -> Self {
        let yard = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        let site = format!("{SITE}search: false\ncategories: [{{id: law, title: Law}}, {{id: talks, title: Talks}}]\n");
        yard.write("content/site.yaml", &site);
        for (path, text) in FILES {
            yard.write(path, text);
        }
        for at in 0..30 {
            yard.write(&format!("content/p{at:02}.md"), &page(at));
        }
        yard.build();
        yard
    }

    fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        put(&self.at(path), text);
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.at(path)).unwrap();
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, &text.replace(from, to));
    }

    fn build(&self) -> Report {
        let world = Disk::new(self.dir.path(), today());
        let (public, cache) = (self.at("public"), self.at(".nutgraf/cache"));
        let made = cached(&world, &Options::default(), &RealDisk, &public, &cache, &|_, _| {});
        let (outcome, report) = made.unwrap();
        report.unwrap_or_else(|| panic!("{}", crate::support::human(&outcome)))
    }

    /// Builds again: the outputs that differ are `must` and of `may`, and no others were rendered. Sets of paths: `p00` is
    /// the page of that id, what has a dot is a file.
    fn costs(&self, must: &[&str], may: &[&str]) {
        let before = files_of(&self.at("public"));
        let report = self.build();
        let after = files_of(&self.at("public"));
        let world = Disk::new(self.dir.path(), today());
        build(&world, &Options::default(), &RealDisk, &self.at("fresh"), &|_, _| {}).unwrap();
        let fresh = files_of(&self.at("fresh"));
        assert!(fresh == after, "{}", first_difference(&fresh, &after));
        let paths = before.keys().chain(after.keys()).filter(|p| !p.starts_with(".nutgraf"));
        let changed: BTreeSet<String> = paths.filter(|p| before.get(*p) != after.get(*p)).cloned().collect();
        let output = |name: &&str| {
            if name.contains('.') {
                (*name).to_owned()
            } else {
                format!("{name}/index.html")
            }
        };
        let must: BTreeSet<String> = must.iter().map(output).collect();
        let may: BTreeSet<String> = must.iter().cloned().chain(may.iter().map(output)).collect();
        assert!(
            changed.is_superset(&must),
            "not changed: {:?}",
            must.difference(&changed)
        );
        assert!(changed.is_subset(&may), "changed too: {:?}", changed.difference(&may));
        assert!(
            report.rendered <= may.len(),
            "{} outputs of {} were rendered, at most {} had to be",
            report.rendered,
            report.total,
            may.len()
        );
    }
}

/// The times at which the files of a folder were last changed.
fn times(yard: &Yard, folder: &str) -> BTreeMap<String, SystemTime> {
    let files = files_of(&yard.at(folder)).into_keys();
    files
        .map(|path| {
            let time = fs::metadata(yard.at(folder).join(&path)).unwrap().modified().unwrap();
            (path, time)
        })
        .collect()
}

#[test]
fn nothing_costs_nothing() {
    let yard = Yard::new();
    let before = times(&yard, "public");
    for _ in 0..2 {
        let report = yard.build();
        assert_eq!((report.written, report.removed), (0, 0));
        assert_eq!(times(&yard, "public"), before);
        assert_eq!(report.rendered, 0, "of {}", report.total);
    }
}

#[test]
fn a_body_costs_its_page() {
    let yard = Yard::new();
    yard.edit("content/p21.md", "Nothing else", "Something else");
    yard.costs(&["p21"], &[]);
}

#[test]
fn a_sentence_that_is_quoted_elsewhere_costs_those_that_quote_it() {
    let yard = Yard::new();
    yard.edit("content/p00.md", "A weir stands here", "Here stands a weir");
    yard.costs(
        &["p00", "glossary/weir"],
        &["glossary", "glossary.json", "glossary.ttl"],
    );
    yard.edit("content/p16.md", "It is known", "Everybody knows");
    yard.costs(&["p16", "sources"], &["sources.json"]);
}

#[test]
fn a_definition_costs_the_pages_that_show_it() {
    let yard = Yard::new();
    yard.edit("content/glossary/weir.md", "A low dam", "A very low dam");
    yard.costs(
        &[
            "p00",
            "p01",
            "p02",
            "p03",
            "p04",
            "glossary",
            "glossary/weir",
            "glossary/sluice",
            "glossary.json",
        ],
        &["glossary.ttl", "glossary/dyke"],
    );
}

#[test]
fn an_alias_costs_the_pages_that_it_matches() {
    let yard = Yard::new();
    let shown = [
        "p00",
        "p01",
        "p02",
        "p03",
        "p04",
        "glossary",
        "glossary/sluice",
        "glossary.json",
        "glossary.ttl",
        "glossary/dyke",
    ];
    yard.edit("content/glossary/weir.md", "term: Weir", "term: Weir\naliases: [gate]");
    yard.costs(&["p18", "glossary/weir"], &shown);
    yard.edit("content/glossary/weir.md", "aliases: [gate]", "aliases: [portcullis]");
    yard.costs(&["p18", "glossary/weir"], &shown);
}

#[test]
fn an_event_costs_the_pages_that_show_it() {
    let yard = Yard::new();
    yard.edit("content/timeline/talks.md", "title: The talks", "title: The long talks");
    yard.costs(
        &["p13", "timeline", "timeline.json", "timeline.csv"],
        &["index.html", "timeline.ics", "timeline/filter.css"],
    );
}

#[test]
fn an_event_costs_no_page_whose_filter_leaves_it_out() {
    let yard = Yard::new();
    yard.edit(
        "content/timeline/flood.md",
        "title: The flood",
        "title: The great flood",
    );
    yard.costs(
        &["timeline", "timeline.json", "timeline.csv"],
        &["index.html", "timeline.ics", "timeline/filter.css", "p10", "p11", "p12"],
    );
}

#[test]
fn a_title_costs_the_pages_that_name_it() {
    let yard = Yard::new();
    yard.edit("content/p00.md", "title: Page 00", "title: Page 00 of all");
    yard.costs(
        // The pages of its tag name it as related.
        &["p00", "p01", "p02", "p03", "p04", "p14", "index.html", "llms.txt"],
        &[
            "sitemap.xml",
            "p15",
            "glossary",
            "glossary/weir",
            "tags",
            "tags/water",
            "glossary.json",
            "glossary.ttl",
        ],
    );
}

#[test]
fn a_summary_costs_the_pages_that_it_makes_related() {
    let yard = Yard::new();
    // What is made together with the list for language models says the same as before.
    let lists = ["index.html", "llms.txt"];
    let beside = ["sitemap.xml", "robots.txt"];
    let edit = |page: &str, from: &str, to: &str, must: &[&str], may: &[&str]| {
        yard.edit(
            &format!("content/{page}.md"),
            &format!("summary: {from}\n"),
            &format!("summary: {to}\n"),
        );
        yard.costs(&[&lists[..], must].concat(), &[&beside[..], may].concat());
    };
    // Its neighbours know what it says, and show its title alone.
    edit("p21", "The page 21.", "Page 21 has a levee.", &["p21"], &["p20", "p22"]);
    edit(
        "p25",
        "The page 25.",
        "Levees everywhere.",
        &["p25", "p21"],
        &["p24", "p26"],
    );
    edit(
        "p25",
        "Levees everywhere.",
        "Two levees.",
        &["p25"],
        &["p21", "p24", "p26"],
    );
    edit(
        "p21",
        "Page 21 has a levee.",
        "No bank at all.",
        &["p21", "p25"],
        &["p20", "p22"],
    );
    // A text says nothing of what a page is about, and neither does a term that nobody mentions.
    yard.edit("content/p25.md", "Nothing else", "Another levee");
    yard.costs(
        &["p25", "glossary/levee", "glossary", "glossary.json"],
        &["glossary.ttl"],
    );
}

#[test]
fn a_new_page_costs_its_neighbours_and_the_lists() {
    let yard = Yard::new();
    yard.write("content/p30.md", &page(30));
    yard.costs(
        &["p30", "index.html", "sitemap.xml", "llms.txt"],
        &["p29", "robots.txt", "feed.xml"],
    );
    fs::remove_file(yard.at("content/p30.md")).unwrap();
    yard.costs(
        &["index.html", "sitemap.xml", "llms.txt"],
        &["p29", "p30", "robots.txt", "feed.xml"],
    );
}

#[test]
fn a_source_costs_the_pages_that_cite_it() {
    let yard = Yard::new();
    yard.edit("content/sources.yaml", "title: Report", "title: The report");
    yard.costs(&["p16", "p17", "sources"], &["sources.json"]);
}

#[test]
fn a_template_costs_what_uses_it() {
    let yard = Yard::new();
    yard.edit("templates/inc/note.html", "Tag", "A tag");
    yard.costs(&["tags/water"], &[]);
    yard.edit("templates/redirect.html", "<p>", "<p>Gone: ");
    yard.costs(&["old", "glossary/dyke"], &[]);
    yard.write("templates/404.html", "<p>Nowhere</p>");
    yard.costs(&["404.html"], &[]);
    fs::remove_file(yard.at("templates/404.html")).unwrap();
    yard.costs(&["404.html"], &[]);
}

#[test]
fn a_file_costs_itself() {
    let yard = Yard::new();
    yard.edit("static/extra.css", "red", "tan");
    yard.costs(&["extra.css"], &[]);
}
