//! When size, times and number of a file may stand for its content. They may where they are what they were and the file was
//! last written well before it was looked at: a file that is written twice within one tick of a file system's clock
//! has the same time twice. That is git's rule of racily clean entries.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What a file system says of a regular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes.
    pub size: u64,
    /// When its content was last written, in nanoseconds since 1970.
    pub modified: i64,
    /// When it was last touched in any way, where the system says so.
    pub changed: i64,
    /// Its number on the disk, where it has one.
    pub number: u64,
}

const SECOND: i64 = 1_000_000_000;

impl Stamp {
    /// The stamp of a file; `None` for what is no regular file, or where the system tells no time.
    #[must_use]
    pub fn of(meta: &Metadata) -> Option<Self> {
        if !meta.is_file() {
            return None;
        }
        let (changed, number) = more(meta);
        Some(Self {
            size: meta.len(),
            modified: nanoseconds(meta.modified().ok()?),
            changed,
            number,
        })
    }

    /// Whether an author's file with this stamp, seen at `seen`, has kept its content as long as it has its stamp.
    #[must_use]
    pub fn vouches(&self, seen: i64) -> bool {
        self.modified.max(self.changed).saturating_add(2 * SECOND) <= seen
    }

    /// The same for a file that nutgraf wrote and then moved into place: only its content's time counts, and on disks with
    /// fine clocks less time must have gone by.
    #[must_use]
    pub fn vouches_for_output(&self, seen: i64) -> bool {
        let coarse = self.modified % SECOND == 0;
        let margin = if coarse { 2 * SECOND } else { SECOND / 20 };
        self.modified.saturating_add(margin) <= seen
    }
}

/// Now, in nanoseconds since 1970; for stamps only.
#[must_use]
pub fn now() -> i64 {
    nanoseconds(SystemTime::now())
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |n| -n),
    }
}

#[cfg(unix)]
fn more(meta: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = meta.ctime().saturating_mul(SECOND).saturating_add(meta.ctime_nsec());
    (changed, meta.ino())
}

#[cfg(not(unix))]
fn more(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_written_just_before_it_was_seen_is_not_vouched_for() {
        let stamp = |modified, changed| Stamp {
            size: 1,
            modified,
            changed,
            number: 1,
        };
        assert!(stamp(0, 0).vouches(2 * SECOND));
        assert!(!stamp(1, 0).vouches(2 * SECOND));
        assert!(
            !stamp(0, 1).vouches(2 * SECOND),
            "its name or its times were changed later"
        );
        assert!(!stamp(9 * SECOND, 0).vouches(2 * SECOND), "the clock was set back");
        assert!(stamp(1, SECOND).vouches_for_output(SECOND));
        assert!(!stamp(SECOND - 1, 0).vouches_for_output(SECOND));
        assert!(
            !stamp(SECOND, 0).vouches_for_output(2 * SECOND),
            "a clock of whole seconds"
        );
    }
}
