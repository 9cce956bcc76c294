//! `nutgraf check`: formats, levels, exit codes; and what every command says where there is no site.

use serde_json::Value;

use crate::place::{Place, Run};

#[test]
fn a_sound_site_is_silent_even_when_strict() {
    let place = Place::starter();
    for args in [&["check"][..], &["check", "--strict"], &["check", "--drafts"]] {
        let run = place.run(args).ends(0);
        assert_eq!(run.out, "");
        assert_eq!(run.err, "checked 1 explainer: no problems\n");
    }
    assert!(!place.exists("public"), "a check writes nothing");
    assert!(!place.exists(".nutgraf"), "a check writes nothing");
}

#[test]
fn people_get_place_line_caret_and_fix() {
    let run = Place::faulty().run(&["check"]).ends(1);
    let warning =
        "warning[glossary/unused-term]: nothing mentions the term `yard`\n --> content/glossary/yard.md:2:7\n";
    assert!(run.out.contains(warning), "{}", run.out);
    let line = "| See [[krypton-1961]].\n";
    let error = "error[reference/unknown]: no entry has the id `krypton-1961`, did you mean `krypton-1960`?\n";
    assert!(run.out.contains(error) && run.out.contains(line), "{}", run.out);
    assert!(run.out.contains("|       ^^^^^^^^^^^^\n"), "{}", run.out);
    assert!(run.out.contains("= help: write `krypton-1960`\n"), "{}", run.out);
    assert_eq!(run.err, "checked 1 explainer: 1 error, 1 warning\n");
}

#[test]
fn scripts_get_json() {
    let run = Place::faulty().run(&["check", "--format", "json"]).ends(1);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.err, "", "one object and nothing else");
    assert_eq!(report["version"], 1);
    let counts = ["errors", "warnings", "notices"].map(|k| report[k].as_u64());
    assert_eq!(counts, [Some(1), Some(1), Some(0)]);
    let all = report["diagnostics"].as_array().unwrap();
    let codes: Vec<_> = all.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["glossary/unused-term", "reference/unknown"]);
    assert_eq!(all[1]["file"], "content/metre.md");
    assert_eq!(all[1]["column"], 7);
    assert_eq!(all[1]["help"], "write `krypton-1960`");
}

#[test]
fn code_hosts_get_sarif() {
    let run = Place::faulty().run(&["check", "--format", "sarif"]).ends(1);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["version"], "2.1.0");
    let results = report["runs"][0]["results"].as_array().unwrap();
    let found: Vec<_> = results
        .iter()
        .map(|r| (r["ruleId"].as_str().unwrap(), r["level"].as_str().unwrap()))
        .collect();
    assert_eq!(
        found,
        [("glossary/unused-term", "warning"), ("reference/unknown", "error")]
    );
}

#[test]
fn github_finds_files_of_a_site_in_a_folder_of_the_repository() {
    let place = Place::empty();
    place.run(&["init", "docs/my site"]).ends(0);
    place.append("docs/my site/content/metre.md", "\nSee [[krypton-1961]].\n");
    let annotation = "::error file=docs/my site/content/metre.md,";
    let run = place
        .run(&["--root", "docs/my site", "check", "--format", "github"])
        .ends(1);
    assert!(run.out.starts_with(annotation), "{}", run.out);
    // A step with a `working-directory` of its own.
    let mut command = place.command(&["check", "--format", "github"]);
    command
        .current_dir(place.path("docs/my site"))
        .env("GITHUB_WORKSPACE", place.path("."));
    let run = Run::of(&command.output().unwrap()).ends(1);
    assert!(run.out.starts_with(annotation), "{}", run.out);
}

#[test]
fn github_gets_annotations() {
    let run = Place::faulty().run(&["check", "--format", "github"]).ends(1);
    let starts: Vec<_> = run.out.lines().map(|l| l.split(',').next().unwrap()).collect();
    assert_eq!(
        starts,
        [
            "::warning file=content/glossary/yard.md",
            "::error file=content/metre.md"
        ]
    );
}

#[test]
fn every_format_of_a_sound_site_is_well_formed_and_good() {
    let place = Place::starter();
    let json: Value = serde_json::from_str(&place.run(&["check", "--format=json"]).ends(0).out).unwrap();
    assert_eq!(json["diagnostics"], serde_json::json!([]));
    let sarif: Value = serde_json::from_str(&place.run(&["check", "--format=sarif"]).ends(0).out).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(place.run(&["check", "--format=github"]).ends(0).out, "");
    place
        .run(&["check", "--format=xml"])
        .ends(2)
        .says(&["human, json, sarif, github"]);
}

#[test]
fn a_warning_forbids_only_when_strict_and_a_draft_is_checked_only_when_asked() {
    let place = Place::starter();
    place.write(
        "content/draft.md",
        "---\ntitle: A\nsummary: B\ndraft: true\n---\n\n## Two\n\n#### Four\n",
    );
    place.run(&["check", "--strict"]).ends(0);
    let warned = place.run(&["check", "--drafts"]).ends(0);
    assert!(warned.out.contains("warning[heading/skipped-level]"), "{}", warned.out);
    let denied = place.run(&["check", "--drafts", "--strict"]).ends(1);
    assert!(denied.out.contains("error[heading/skipped-level]"), "{}", denied.out);
}

#[test]
fn one_run_reports_every_problem_and_always_in_the_same_order() {
    let place = Place::faulty();
    place.append("content/site.yaml", "titel: Metre\n");
    place.write("content/glossary/foot.md", "---\nterm: foot\n---\n");
    place.write("content/inch.md", "No front matter.\n");
    let first = place.run(&["check", "--format=github"]).ends(1).out;
    for code in [
        "front-matter/missing",
        "yaml/missing-field",
        "yaml/unknown-field",
        "reference/unknown",
        "glossary/unused-term",
    ] {
        assert!(first.contains(&format!("title={code}::")), "no {code} in:\n{first}");
    }
    for _ in 0..3 {
        assert_eq!(place.run(&["check", "--format=github"]).ends(1).out, first);
    }
}

#[test]
fn source_date_epoch_is_the_today_of_checks_and_of_nothing_else() {
    let place = Place::starter();
    place.replace(
        "content/metre.md",
        "date: 2026-11-24\n",
        "date: 2026-11-24\nreview_by: 2030-01-31\n",
    );
    let at = |args: &[&str], seconds: &str| {
        let mut command = place.command(args);
        command.env("SOURCE_DATE_EPOCH", seconds);
        crate::place::Run::of(&command.output().unwrap())
    };
    // The last second of 31 January 2030, and the first one after it.
    let on_the_day = at(&["check"], "1896134399").ends(0);
    assert_eq!(on_the_day.out, "");
    let after = at(&["check"], "1896134400").ends(0);
    assert!(after.out.contains("warning[page/review-due]"), "{}", after.out);
    at(&["check", "--strict"], "1896134400").ends(1);
    at(&["check"], "tomorrow")
        .ends(2)
        .says(&["SOURCE_DATE_EPOCH is `tomorrow`"]);

    at(&["build"], "0").ends(0);
    let early = place.tree("public");
    at(&["build"], "1896134400").ends(0);
    assert_eq!(place.tree("public"), early);
}

#[test]
fn without_a_site_every_command_says_so_and_names_init() {
    let place = Place::empty();
    for args in [
        &["build"][..],
        &["check"],
        &["check", "--format=json"],
        &["new", "term", "yard"],
    ] {
        let run = place.run(args).ends(3);
        assert_eq!(run.out, "", "{args:?}");
        run.says(&[
            "error: there is no site here: no content/site.yaml in .\n",
            "`nutgraf init DIR`",
        ]);
    }
    assert_eq!(place.tree("."), std::collections::BTreeMap::new());
    place
        .run(&["--root", "nowhere", "check"])
        .ends(3)
        .says(&["no content/site.yaml in nowhere"]);
}

#[test]
fn a_wrong_command_line_is_2_and_help_is_0() {
    let place = Place::empty();
    for args in [
        &[][..],
        &["biuld"],
        &["build", "--fast"],
        &["new", "thing", "x"],
        &["schema"],
    ] {
        let run = place.run(args).ends(2);
        assert!(!run.err.is_empty() && run.out.is_empty(), "{args:?}");
    }
    place.run(&["biuld"]).says(&["build"]);
    for args in [&["--help"][..], &["help", "build"], &["--version"], &["new", "--help"]] {
        let run = place.run(args).ends(0);
        assert!(!run.out.is_empty() && run.err.is_empty(), "{args:?}");
    }
    let help = place.run(&["--help"]).out;
    assert!(help.contains("Exit codes: 0 good; 1"), "{help}");
}
