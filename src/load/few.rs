//! A site of which some files are passed over: for a build that knows which explainers matter for what it makes.

use std::io;

use super::Lists;
use crate::cache::stamp::Stamp;
use crate::date::Day;
use crate::world::{Found, World};

/// A world that has been listed, without some of its files.
pub struct Few<'w, F> {
    world: &'w dyn World,
    lists: &'w Lists,
    shown: F,
}

impl<'w, F: Fn(&str) -> bool + Sync> Few<'w, F> {
    /// The files of `lists`, which are those of `world`, that are shown, by their paths from the site's root.
    pub fn new(world: &'w dyn World, lists: &'w Lists, shown: F) -> Self {
        Self { world, lists, shown }
    }
}

impl<F: Fn(&str) -> bool + Sync> World for Few<'_, F> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.world.read(path)
    }

    fn list(&self, dir: &str) -> Vec<Found> {
        let all = self.lists.get(dir).into_iter().flatten();
        all.filter(|found| (self.shown)(&found.path)).cloned().collect()
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.world.stamp(path)
    }

    fn today(&self) -> Day {
        self.world.today()
    }
}
