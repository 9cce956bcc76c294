//! What a build remembers for the next one. It is only ever a cache: whatever is in it can be made again, and where it is
//! missing, torn, of another program or of other settings, it is as if it weren't there.
//!
//! | file | holds |
//! | --- | --- |
//! | `form` | how typed data is written and read; prints |
//! | `numbers` | sets of numbers, written |
//! | `question` | what can be asked |
//! | `trace` | what was asked while something was made |
//! | `stamp` | when size and times stand for content |
//! | `memory` | what is remembered of the site's files, as loading asks |
//! | `saved` | what is remembered, and its bytes |
//! | `later` | what is remembered since that was written |
//! | `rebase` | the numbers of files and entries from run to run |
//! | `table` | records that are found by a key, written |
//! | `store` | the file on the disk |
//!
//! What an answer *is* in this run, and what follows from one that differs, is in `build`.

pub mod form;
pub mod later;
pub mod memory;
pub mod numbers;
pub mod question;
pub mod rebase;
pub mod saved;
pub mod sentences;
pub mod stamp;
pub mod store;
pub mod table;
pub mod trace;
