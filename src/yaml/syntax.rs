//! The parser's complaints in the words of somebody who doesn't write YAML daily: at the place where the slip is, which is
//! not always the one where the parser noticed it, and with the fix.

/// What is wrong, at which byte, and the fix.
pub(super) struct Explained {
    pub(super) message: String,
    pub(super) offset: usize,
    pub(super) help: String,
}

/// A line of the text: its first byte, and its letters.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    /// The line in which a byte stands.
    fn at(text: &'t str, offset: usize) -> Self {
        let start = text.get(..offset).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let text = text.get(start..).and_then(|t| t.lines().next()).unwrap_or("");
        Self { start, text }
    }

    /// The last line before this one that is more than blanks and a comment.
    fn before(self, text: &'t str) -> Option<Self> {
        let mut at = self;
        while at.start > 0 {
            at = Self::at(text, at.start - 1);
            let words = at.text.trim();
            if !words.is_empty() && !words.starts_with('#') {
                return Some(at);
            }
        }
        None
    }

    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    fn first(self) -> usize {
        self.start + self.indent()
    }

    /// `key:value` and `-item`, as they should have been written.
    fn with_blank(self) -> Option<(&'static str, String)> {
        let words = self.text.trim();
        if let Some(rest) = words.strip_prefix('-')
            && rest.starts_with(|c: char| !c.is_whitespace() && c != '-')
        {
            return Some(("dash", format!("- {rest}")));
        }
        let (key, value) = words.split_once(':')?;
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let glued = !value.is_empty() && !value.starts_with(char::is_whitespace);
        (glued && !key.is_empty() && key.chars().all(name)).then(|| ("colon", format!("{key}: {value}")))
    }
}

const QUOTES: &str = "check the indentation, and put quotes round a text that begins with or holds one of : # [ ] { } & * ! | > ' \" % @ `";

/// The quotation mark of a text processor that a value begins with.
fn curly(line: Line<'_>) -> Option<char> {
    let (_, value) = line.text.split_once(": ")?;
    value.trim_start().chars().next().filter(|c| "“”„‘’‚«".contains(*c))
}

/// Explains a message of the parser.
pub(super) fn explained(info: &str, text: &str, offset: usize) -> Explained {
    let line = Line::at(text, offset);
    let is = |part: &str| info.contains(part);
    let plain = |help: String| Explained {
        message: info.to_owned(),
        offset,
        help,
    };
    if is("found a tab") || is("tabs disallowed") {
        return tab(info, text, offset);
    }
    if is("simple key expect") {
        return no_key(text, offset, line);
    }
    if is("mapping values are not allowed") {
        let glued = line.before(text).filter(|l| l.indent() == line.indent());
        if let Some(said) = glued.and_then(glued_line) {
            return said;
        }
    }
    if is("trailing content after") {
        return after_quote(text, offset);
    }
    if is("quoted scalar") {
        return plain("close the quotation mark: a text that begins with \" or ' ends with the same one".into());
    }
    let sign = text.get(offset..).and_then(|t| t.chars().next()).unwrap_or(' ');
    if is("block scalar, did not find") {
        return Explained {
            message: format!("a text on the line of its `{sign}`"),
            offset,
            help: format!(
                "begin the text on the next line, indented, or put quotes round a text that begins with `{sign}`"
            ),
        };
    }
    if let Some(said) = bracket_in_list(text, offset) {
        return said;
    }
    let begins = [
        "unexpected character",
        "anchor",
        "mapping keys are not",
        "block sequence entries",
        "comments must be",
    ];
    if begins.iter().any(|part| is(part)) && !sign.is_whitespace() {
        return begins_with(text, offset, sign);
    }
    let blank = text.get(line.start..offset).is_some_and(|t| t.trim().is_empty());
    let open = unclosed(text.get(..offset).unwrap_or(""));
    let ends = |open: usize| is("flow ") && blank || is("illegal placement of ':'") && open < line.start;
    if let Some(open) = open.filter(|at| ends(*at)) {
        let sign = text.get(open..=open).unwrap_or("[");
        let end = if sign == "[" { "]" } else { "}" };
        return Explained {
            message: format!("the bracket `{sign}` has no end"),
            offset: open,
            help: format!("close it with `{end}`, or put quotes round a text that begins with `{sign}`"),
        };
    }
    if text
        .get(line.start..offset)
        .is_some_and(|t| t.trim_end().ends_with([']', '}']))
        && is("did not find expected")
    {
        return plain(
            "put quotes round the whole text: what begins with `[` or `{` is read as a list or a mapping".into(),
        );
    }
    if let Some(sign) = curly(line) {
        return plain(format!(
            "write straight quotation marks, `\"`: to YAML `{sign}` is a letter"
        ));
    }
    plain(if line.text.contains('\t') {
        "indent with spaces: YAML does not allow tabs".into()
    } else if line.text.matches(": ").count() > 1 {
        "a text that holds a colon needs quotes: `title: \"One: two\"`".into()
    } else if is("mapping values are not allowed") || is("expected <document start>") {
        "let the keys that belong together begin in one column; a text that holds a colon needs quotes".into()
    } else {
        QUOTES.into()
    })
}

/// `[See [[levee]], It broke [@report]]`: a link or a citation in a list or mapping in brackets, in which it is a list itself.
fn bracket_in_list(text: &str, offset: usize) -> Option<Explained> {
    let is_at = text.get(offset..)?.starts_with('@') && text.get(..offset)?.ends_with('[');
    let sign = offset - usize::from(is_at);
    let (before, rest) = (text.get(..sign)?, text.get(sign..)?);
    if !rest.starts_with("[[") && !rest.starts_with("[@") {
        return None;
    }
    let open = unclosed(before)?;
    let item = before.get(open..)?.rfind(['[', '{', ',']).map(|i| open + i + 1)?;
    let value = before.get(item..)?.find(": ").map_or(item, |i| item + i + 2);
    let words = before.get(value..)?;
    let start = value + words.len() - words.trim_start().len();
    if words.trim().is_empty() {
        return None;
    }
    let mut depth = 0_i32;
    let end = rest.find(|c| {
        depth += match c {
            '[' | '{' => 1,
            ']' | '}' => -1,
            _ => 0,
        };
        depth < 0 || (depth == 0 && c == ',') || c == '\n'
    });
    let whole = text.get(start..sign + end.unwrap_or(rest.len()))?.trim_end();
    Some(Explained {
        message: "between brackets a text can't hold a `[` without quotes".into(),
        offset: sign,
        help: if whole.contains(['"', '\\', '\n']) {
            "put quotes round the whole text".into()
        } else {
            format!("put quotes round it: `\"{whole}\"`")
        },
    })
}

/// The last bracket that is open at the end of a text.
fn unclosed(text: &str) -> Option<usize> {
    let mut closed = 0_usize;
    for (at, sign) in text.char_indices().rev() {
        match sign {
            ']' | '}' => closed += 1,
            '[' | '{' if closed == 0 => return Some(at),
            '[' | '{' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The parser names the text before the tab; authors look for the tab.
fn tab(info: &str, text: &str, offset: usize) -> Explained {
    let from = if info.contains("found a tab") {
        offset
    } else {
        Line::at(text, offset).start
    };
    let rest = text.get(from..).unwrap_or("");
    Explained {
        message: "a tab where the text is indented".into(),
        offset: rest.find('\t').map_or(offset, |i| from + i),
        help: "indent with spaces: YAML does not allow tabs".into(),
    }
}

/// A line without a key where one has to be. It is noticed when the next line begins.
fn no_key(text: &str, offset: usize, line: Line<'_>) -> Explained {
    let at_start = text.get(line.start..offset).is_some_and(|t| t.trim().is_empty());
    let found = if at_start { line.before(text) } else { Some(line) };
    let Some(line) = found else {
        return Explained {
            message: "a key without its colon".into(),
            offset,
            help: QUOTES.into(),
        };
    };
    glued_line(line).unwrap_or_else(|| Explained {
        message: "a line that is neither a key with its value nor a part of what stands above".into(),
        offset: line.first(),
        help: "write `key: value`; begin an item of a list with `- `; indent a text that goes on further than its first line"
            .into(),
    })
}

fn glued_line(line: Line<'_>) -> Option<Explained> {
    let (sign, right) = line.with_blank()?;
    Some(Explained {
        message: format!("no blank after the {sign}"),
        offset: line.first(),
        help: format!("write `{right}`"),
    })
}

/// `'It's'` and `"He said "hi""`: the quotation ends where nobody meant it to.
fn after_quote(text: &str, offset: usize) -> Explained {
    let before = text.get(..offset).unwrap_or("").trim_end();
    let help = if before.ends_with('\'') {
        "inside '…' write an apostrophe twice (''), or put \"…\" round the text"
    } else {
        "inside \"…\" write \\\" for a quotation mark, or put '…' round the text"
    };
    Explained {
        message: "the text goes on after its closing quotation mark".into(),
        offset,
        help: format!("{help}; quotes that are a part of the text need others round the whole of it"),
    }
}

/// A value that begins with a sign that means something else.
fn begins_with(text: &str, offset: usize, sign: char) -> Explained {
    let line = Line::at(text, offset);
    let rest = line.text.get(offset - line.start..).unwrap_or("").trim_end();
    let before = line.text.get(..offset - line.start).unwrap_or("").trim_end();
    let whole = before.ends_with([':', '-']) && !rest.contains(['"', '\\']);
    let key = line.text.trim_start().split(':').next().unwrap_or("");
    let names_ids = matches!(key, "sources" | "people" | "terms" | "see_also" | "ids");
    Explained {
        message: format!("a text without quotes can't begin with `{sign}`"),
        offset,
        help: if names_ids && sign == '@' {
            "write the id alone, without `@`".into()
        } else if whole {
            format!("put quotes round it: `\"{rest}\"`")
        } else {
            "put quotes round the whole text".into()
        },
    }
}
