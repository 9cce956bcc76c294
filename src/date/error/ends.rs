//! Intervals and sets as they are written elsewhere: `2016–2018`, `2024/25`, `2022/present`, `1670..1673`, `1667 or 1668`.

use edtf_core::Edtf;

use super::DateError;
use super::habits::{fault, is_date, write};
use super::rewrite::{Meant, all_digits, edtf, meant};
use crate::date::parse::read;

/// `2024/25`, `2001/05`, `2025-02-27/28`, `2016-18`: an interval whose end is cut short, or a month after a stroke.
pub(super) fn short_end(text: &str) -> Option<DateError> {
    if let Some((start, end)) = text.split_once('/') {
        return cut_short(start, end);
    }
    let (start, end) = text.split_once('-')?;
    if !all_digits(start, 4..=4) || !all_digits(end, 2..=2) {
        return None;
    }
    let years = format!("{start}/{}{end}", start.get(..2)?);
    is_date(&years).then_some(())?;
    let help = format!("months are 01 to 12; write `{years}` where years are meant");
    fault(format!("month {end} does not exist"), 5, help)
}

/// An interval whose end leaves out what its start has said.
fn cut_short(start: &str, end: &str) -> Option<DateError> {
    let first: Vec<&str> = start.split('-').collect();
    let last: Vec<&str> = end.split('-').collect();
    if !is_date(start) || !last.iter().all(|part| all_digits(part, 1..=2)) {
        return None;
    }
    let padded = last
        .iter()
        .map(|part| format!("{part:0>2}"))
        .collect::<Vec<String>>()
        .join("-");
    // The same parts of the date again, `2025-02/03`; of a year alone, its last two digits, `2024/25`.
    let whole = match first.len().checked_sub(last.len())? {
        0 if last.len() == 1 => format!("{start}/{}{padded}", start.get(..2)?),
        0 => return None,
        kept => format!("{start}/{}-{padded}", first.get(..kept)?.join("-")),
    };
    // What stands in the month's place is a month here, not the number of a season.
    let part = format!("{start}-{padded}");
    let unit = if first.len() == 1 { "month" } else { "day" };
    let one = is_date(&part) && (first.len() > 1 || padded.as_str() <= "12");
    let help = match (is_date(&whole), one) {
        (true, true) => format!("write `{part}` for one {unit}, `{whole}` for the time between"),
        (true, false) => write(&whole),
        (false, true) => write(&part),
        (false, false) => return None,
    };
    fault("the end of an interval is a whole date", start.len() + 1, help)
}

/// `2016-2018`, `1200?–1250?`, `2016 to 2018`: an interval without its stroke.
pub(super) fn joined(text: &str) -> Option<DateError> {
    let joints = [
        " to ",
        " until ",
        " till ",
        " through ",
        " - ",
        " \u{2013} ",
        " \u{2014} ",
        "\u{2013}",
        "\u{2014}",
        "-",
    ];
    let body = text
        .strip_prefix("from ")
        .or(text.strip_prefix("between "))
        .unwrap_or(text);
    let shift = text.len() - body.len();
    let joints: &[&str] = if text.starts_with("between ") {
        &[" and "]
    } else {
        &joints
    };
    let (at, joint, meant) = joints.iter().find_map(|joint| {
        body.match_indices(joint).find_map(|(at, _)| {
            let (start, end) = (body.get(..at)?, body.get(at + joint.len()..)?);
            let whole = |end: &str| end.get(..3).is_some_and(|year| !year.contains(['-', ' ']));
            if !whole(start.trim_start_matches('-')) || !whole(end) {
                return None;
            }
            let meant = format!("{}/{}", edtf(start)?, edtf(end)?);
            is_date(&meant).then_some((at, joint, meant))
        })
    })?;
    let blanks = joint.len() - joint.trim_start().len();
    fault(
        "the two ends of an interval are joined by `/`",
        shift + at + blanks,
        write(&meant),
    )
}

/// `2022-`, `2022/present`, `2022 to present`, `2022–now`.
pub(super) fn open_end(text: &str) -> Option<DateError> {
    if let Some(date) = text.strip_suffix('-').filter(|date| is_date(date)) {
        let help = format!("write `{date}/..` for what goes on, `{date}` where no more is known");
        return fault("the date breaks off", text.len(), help);
    }
    let lower = text.to_ascii_lowercase();
    let body = ["present", "now", "today", "ongoing", "onwards", "onward"]
        .iter()
        .find_map(|word| lower.strip_suffix(word));
    let start = body.unwrap_or(&lower).trim_end();
    let start = ["/", "-", "\u{2013}", "\u{2014}", " to", " until", "+"]
        .iter()
        .find_map(|joint| start.strip_suffix(joint))
        .or(body.map(|_| start))?;
    let meant = format!("{}/..", edtf(start)?);
    is_date(&meant).then_some(())?;
    fault("an open end is written `/..`", start.len(), write(&meant))
}

/// `[1667]..`, `1984..`, `1670..1673`: two dots outside of a set or an interval.
pub(super) fn dots(text: &str) -> Option<DateError> {
    if let Some(set) = text.strip_suffix("..").and_then(|set| set.strip_suffix([']', '}'])) {
        let close = text.get(set.len()..=set.len())?;
        let meant = format!("{set}..{close}");
        is_date(&meant).then_some(())?;
        return fault("`..` stands within the brackets", set.len() + 1, write(&meant));
    }
    let (start, end) = text.split_once("..")?;
    let end = end.trim_start_matches('.');
    let interval = match (start, end) {
        ("", end) => format!("../{end}"),
        (start, "") => format!("{start}/.."),
        (start, end) => format!("{start}/{end}"),
    };
    let set = format!("[{start}..{end}]");
    (is_date(&interval) && is_date(&set)).then_some(())?;
    fault(
        "`..` stands in an interval or in a set",
        start.len(),
        format!("write `{interval}` for what lasted so long, `{set}` for one date of that time"),
    )
}

/// `1667 or 1668`, `1667, 1668`, `[1667,1668`.
pub(super) fn several(text: &str) -> Option<DateError> {
    for (joint, open, close) in [(" or ", '[', ']'), (" and ", '{', '}'), (" & ", '{', '}')] {
        if let Some((one, other)) = text.split_once(joint) {
            let meant = format!("{open}{},{}{close}", edtf(one)?, edtf(other)?);
            is_date(&meant).then_some(())?;
            return fault("several dates stand in brackets", one.len() + 1, write(&meant));
        }
    }
    if let Some(at) = text.find(';')
        && let commas = text.replace(';', ",")
        && is_date(&commas)
    {
        return fault("the dates of a set are parted by `,`", at, write(&commas));
    }
    let close = match text.chars().next()? {
        '[' => ']',
        '{' => '}',
        _ if text.contains(',') && is_date(&format!("[{text}]")) => {
            let help = format!("write `[{text}]` for one of them, `{{{text}}}` for all");
            return fault("several dates stand in brackets", 0, help);
        }
        _ => return None,
    };
    let inner = text.trim_end_matches([']', '}', ' ']);
    let meant = format!("{inner}{close}");
    is_date(&meant).then_some(())?;
    fault(
        format!("the set is not closed with `{close}`"),
        inner.len(),
        write(&meant),
    )
}

/// An interval, one end or both of which have such a habit.
pub(super) fn ends(text: &str) -> Option<DateError> {
    let (start, end) = text.split_once('/')?;
    let (from, to) = (read(start), read(end));
    if let Some(base) = [(from, 0), (to, start.len() + 1)]
        .into_iter()
        .find_map(|(end, base)| matches!(end, Ok(Edtf::DateTime(_))).then_some(base))
    {
        let day = |end: &str| end.split('T').next().unwrap_or("").to_owned();
        let days = if day(start) == day(end) {
            day(start)
        } else {
            format!("{}/{}", day(start), day(end))
        };
        is_date(&days).then_some(())?;
        return fault("an interval has no times", base + 10, write(&days));
    }
    let part = |text: &str| match text {
        "" | ".." => Some(text.to_owned()),
        text => edtf(text),
    };
    let meant_whole = format!("{}/{}", part(start)?, part(end)?);
    is_date(&meant_whole).then_some(())?;
    let (wrong, base) = if start.is_empty() || start == ".." || is_date(start) {
        (end, start.len() + 1)
    } else {
        (start, 0)
    };
    let Meant { offset, message, .. } = meant(wrong)?;
    fault(message, base + offset, write(&meant_whole))
}
