//! What addresses answered, kept between runs in one file, so that nobody is asked the same every day. Only answers young enough to
//! be believed are kept; that there was no answer is never kept, because it may be otherwise in a minute.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Verdict};

const DAY: u64 = 24 * 60 * 60;

/// How long what is there is believed to stay there.
const GOOD: u64 = 7 * DAY;

/// How long what is gone, or moved, or refused, is believed to stay so: its author will want to know that it is mended.
const BAD: u64 = DAY;

/// The form of the file; one of another form is forgotten.
const FORM: u32 = 1;

/// Answers of earlier runs, and of this one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    form: u32,
    answers: BTreeMap<String, Kept>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// Seconds since 1970.
    asked: u64,
    #[serde(flatten)]
    verdict: Verdict,
}

impl Kept {
    fn holds(&self, now: u64) -> bool {
        // A clock that was set back makes no answer eternal.
        let Some(age) = now.checked_sub(self.asked) else {
            return false;
        };
        match (&self.verdict.answer, &self.verdict.moved) {
            (Answer::Good, None) => age < GOOD,
            (Answer::Unreachable(_), _) => false,
            _ => age < BAD,
        }
    }
}

impl Memory {
    /// Reads the file, and lets go of what is too old at `now`. A file that is missing or damaged is an empty one.
    #[must_use]
    pub fn read(file: &Path, now: u64) -> Self {
        let read = std::fs::read(file).ok();
        let found: Option<Self> = read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut memory = found.filter(|m| m.form == FORM).unwrap_or_default();
        memory.form = FORM;
        memory.answers.retain(|_, kept| kept.holds(now));
        memory
    }

    /// What an address answered.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Verdict> {
        self.answers.get(key).map(|kept| &kept.verdict)
    }

    /// Keeps an answer, or forgets the earlier one, where this is none to keep.
    pub fn put(&mut self, key: &str, verdict: &Verdict, now: u64) {
        let kept = Kept {
            asked: now,
            verdict: verdict.clone(),
        };
        if kept.holds(now) {
            self.answers.insert(key.to_owned(), kept);
        } else {
            self.answers.remove(key);
        }
    }

    /// Writes the file: beside it first, then into its place.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = file.with_extension(format!("{}.tmp", std::process::id()));
        let bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        std::fs::write(&beside, bytes)?;
        std::fs::rename(&beside, file).inspect_err(|_| {
            let _ = std::fs::remove_file(&beside);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::Trouble;

    #[test]
    fn answers_are_believed_for_a_while() {
        let mut memory = Memory::default();
        let moved = Verdict {
            moved: Some("https://b.example/".into()),
            ..Verdict::plain(Answer::Good)
        };
        let silent = Verdict::plain(Answer::Unreachable(Trouble::TimeOut(1)));
        memory.put("good", &Verdict::plain(Answer::Good), 1000);
        memory.put("moved", &moved, 1000);
        memory.put("dead", &Verdict::plain(Answer::Dead(404)), 1000);
        memory.put("silent", &silent, 1000);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/links.json");
        memory.form = FORM;
        memory.save(&file).unwrap();
        let at = |now| {
            let memory = Memory::read(&file, now);
            ["good", "moved", "dead", "silent"].map(|key| memory.get(key).is_some())
        };
        assert_eq!(at(1000), [true, true, true, false]);
        assert_eq!(at(1000 + BAD - 1), [true, true, true, false]);
        assert_eq!(at(1000 + BAD), [true, false, false, false]);
        assert_eq!(at(1000 + GOOD), [false; 4]);
        assert_eq!(at(999), [false; 4], "an answer of tomorrow");
        assert_eq!(Memory::read(&file, 1000).get("moved"), Some(&moved));
        std::fs::write(&file, "{").unwrap();
        assert_eq!(at(1000), [false; 4], "damaged");
        let left = std::fs::read_dir(folder.path().join("deep")).unwrap().count();
        assert_eq!(left, 1, "nothing is left beside the file");
    }
}
