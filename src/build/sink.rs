//! Where outputs go: into an output folder, into memory, or nowhere.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::cache::stamp::Stamp;
use crate::write::{Kept, Output, PublishError, Publisher};

/// Takes outputs, from many threads.
pub(super) trait Sink: Sync {
    /// Takes one.
    fn put(&self, output: Output);

    /// Whether all of these outputs of an earlier run stand where they should, as they were; they are then a part of this
    /// run's as well.
    fn keep(&self, outputs: &[(&str, Kept)]) -> bool {
        let _ = outputs;
        false
    }
}

/// Hands outputs to a function.
pub(super) struct To<F>(pub(super) F);

impl<F: Fn(Output) + Sync> Sink for To<F> {
    fn put(&self, output: Output) {
        (self.0)(output);
    }
}

/// Stages outputs for publishing, and remembers the first failure.
pub(super) struct Staging<'p, 'd> {
    publisher: &'p Publisher<'d>,
    /// The stamps that earlier outputs had before this run.
    looked: &'p FxHashMap<&'p str, Stamp>,
    failed: Mutex<Option<PublishError>>,
}

impl<'p, 'd> Staging<'p, 'd> {
    pub(super) fn new(publisher: &'p Publisher<'d>, looked: &'p FxHashMap<&'p str, Stamp>) -> Self {
        Self {
            publisher,
            looked,
            failed: Mutex::new(None),
        }
    }

    /// What went wrong first.
    pub(super) fn failure(self) -> Option<PublishError> {
        self.failed.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, error: PublishError) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.get_or_insert(error);
    }
}

impl Sink for Staging<'_, '_> {
    fn put(&self, output: Output) {
        if let Err(error) = self.publisher.stage(&output) {
            self.note(error);
        }
    }

    fn keep(&self, outputs: &[(&str, Kept)]) -> bool {
        let kept = self.publisher.keep(outputs, |path| self.looked.get(path));
        kept.unwrap_or_else(|error| {
            self.note(error);
            true
        })
    }
}
