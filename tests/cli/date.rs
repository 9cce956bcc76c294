//! `nutgraf date`: answers for people and for programs, streams, and the published vectors of other implementations.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::place::{Place, Run};

/// Runs the command with this on standard input.
fn fed(args: &[&str], input: &[u8]) -> Output {
    let mut child = Place::empty()
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Both pipes are at work at once, as in a shell.
    let writer = std::thread::spawn(move || _ = pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn people_get_a_paragraph() {
    let run = Place::empty().run(&["date", "2016~", "1985/"]).ends(0);
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "2016~\n  words       about 2016\n  level       1\n  precision   year\n  qualifiers  approximate\n  \
         earliest    2016-01-01\n  latest      2016-12-31\n\n\
         1985/\n  words       from 1985, end unknown\n  level       1\n  precision   interval\n  qualifiers  none\n  \
         earliest    1985-01-01\n  latest      unknown\n"
    );
}

#[test]
fn people_see_where_a_date_is_wrong() {
    let run = Place::empty()
        .run(&["date", "2025-13", "令和2025", "2025\u{1B}[2J"])
        .ends(1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "2025-13",
            "     ^ month 13 does not exist",
            "  help: months are 01 to 12; 21 to 24 are spring, summer, autumn and winter"
        ]
    );
    assert!(lines[5].starts_with("^ "), "{}", run.out);
    assert!(!run.out.contains('\u{1B}'), "nothing reaches the terminal unseen");
    // Wide characters take two columns.
    let wide = Place::empty().run(&["date", "[1667,日]"]).ends(1);
    assert!(wide.out.lines().nth(1).unwrap().starts_with("      ^ "), "{}", wide.out);
    let after = Place::empty().run(&["date", "２０２５ "]).ends(1);
    assert!(after.out.lines().nth(1).unwrap().starts_with("^ "), "{}", after.out);
}

#[test]
fn programs_get_an_object_a_line_with_its_keys_in_order() {
    let run = Place::empty()
        .run(&[
            "date",
            "--format",
            "json",
            "2016%",
            "../2022",
            "/1985",
            "2025-13",
            "2016/2018/2019",
        ])
        .ends(1);
    assert_eq!(
        run.out,
        concat!(
            r#"{"input":"2016%","level":1,"words":"about 2016, uncertain","precision":"year","qualifiers":["uncertain","approximate"],"earliest":"2016-01-01","latest":"2016-12-31"}"#,
            "\n",
            r#"{"input":"../2022","level":1,"words":"until 2022","precision":"interval","qualifiers":[],"earliest":"..","latest":"2022-12-31"}"#,
            "\n",
            r#"{"input":"/1985","level":1,"words":"until 1985, start unknown","precision":"interval","qualifiers":[],"earliest":null,"latest":"1985-12-31"}"#,
            "\n",
            r#"{"input":"2025-13","error":{"message":"month 13 does not exist","offset":5,"help":"months are 01 to 12; 21 to 24 are spring, summer, autumn and winter"}}"#,
            "\n",
            r#"{"input":"2016/2018/2019","error":{"message":"an interval has two ends, with one `/` between them","offset":9}}"#,
            "\n"
        )
    );
}

#[test]
fn dates_before_the_year_0_are_no_options() {
    let dates = ["-0043", "-0043-03-15", "-0043/0014", "-03XX", "-43"];
    for args in [
        [&["date", "--format", "json"][..], &dates].concat(),
        [&["date"][..], &dates, &["--format", "json"]].concat(),
        [&["date", "--format", "json", "--"][..], &dates].concat(),
        [&["--root", ".", "date"][..], &dates, &["--format=json"]].concat(),
    ] {
        let run = Place::empty().run(&args).ends(1);
        let inputs: Vec<Value> = objects(&run.out).iter().map(|object| object["input"].clone()).collect();
        assert_eq!(inputs, dates, "{args:?}");
    }
    Place::empty().run(&["date", "-x"]).ends(2).says(&["-x"]);
}

#[test]
fn words_come_in_the_language_asked_for() {
    let run = Place::empty().run(&["date", "--lang", "fr", "-0043-03-15"]).ends(0);
    assert!(run.out.contains("15 mars 44 av. J.-C."), "{}", run.out);
    let run = Place::empty().run(&["date", "2016", "--lang", "en_US"]).ends(2);
    run.says(&["error: --lang: `en_US` is no language tag"]);
}

#[test]
fn standard_input_is_read_line_by_line() {
    let input = b"\xEF\xBB\xBF2016\r\n\n  \n-0043\n20\xFF\n2025-02-27";
    for args in [&["date", "--format", "json"][..], &["date", "--format", "json", "-"]] {
        let output = fed(args, input);
        assert_eq!(output.status.code(), Some(1));
        let found = objects(&String::from_utf8(output.stdout).unwrap());
        let inputs: Vec<&str> = found.iter().map(|object| object["input"].as_str().unwrap()).collect();
        assert_eq!(inputs, ["2016", "-0043", "20\u{FFFD}", "2025-02-27"]);
        assert_eq!(found[2]["error"]["message"], "this is not UTF-8");
        assert_eq!(found[2]["error"]["offset"], 2);
    }
    let mixed = fed(&["date", "2014", "-", "2017", "--format", "json"], b"2015\n2016\n");
    let years: Vec<Value> = objects(&Run::of(&mixed).ends(0).out)
        .iter()
        .map(|o| o["words"].clone())
        .collect();
    assert_eq!(years, ["2014", "2015", "2016", "2017"]);
    assert_eq!(Run::of(&fed(&["date"], b"")).ends(0).out, "");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Place::empty()
        .command(&["date"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut pipe = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || _ = pipe.write_all("2016\n".repeat(20_000).as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(Run::of(&output).ends(0).err, "");
}

/// A line of the table of vectors; its head explains the format.
struct Vector {
    line: String,
    input: String,
    cells: Vec<String>,
}

fn vectors() -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/edtf-vectors.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let facts = line.split("  #").next().unwrap();
            let mut cells: Vec<String> = facts.split('|').map(|cell| cell.trim().to_owned()).collect();
            let input = cells.remove(0);
            Vector {
                line: line.to_owned(),
                input: serde_json::from_str(&input).unwrap_or(input),
                cells,
            }
        })
        .collect()
}

#[test]
fn published_vectors_are_read_as_the_table_says() {
    let vectors = vectors();
    assert!(vectors.len() > 400);
    let mut args = vec!["date", "--format", "json", "--"];
    args.extend(
        vectors
            .iter()
            .map(|vector| vector.input.as_str())
            .filter(|input| *input != "-"),
    );
    let found = objects(&Place::empty().run(&args).ends(1).out);
    let asked: Vec<&Vector> = vectors.iter().filter(|vector| vector.input != "-").collect();
    assert_eq!(found.len(), asked.len());
    for (object, vector) in found.iter().zip(asked) {
        assert_eq!(object["input"], vector.input.as_str());
        let error = &object["error"];
        if vector.cells[0] == "refused" {
            let offset = usize::try_from(error["offset"].as_u64().expect(&vector.line)).unwrap();
            assert!(vector.input.is_char_boundary(offset), "{}", vector.line);
            if !vector.cells[1].is_empty() {
                assert_eq!(error["help"], format!("write `{}`", vector.cells[1]), "{}", vector.line);
            }
        } else {
            let bound = |key: &str| object[key].as_str().unwrap_or("unknown").to_owned();
            let facts = [object["level"].to_string(), bound("earliest"), bound("latest")];
            assert_eq!(facts, vector.cells[..3], "{}: {error}", vector.line);
        }
    }
}
