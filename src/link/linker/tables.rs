//! Tables: what the cells of a row say together. The cells' own texts are blocks like any other.

use super::Linker;
use crate::link::beside::{self, Cell};
use crate::prose::Tag;

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    heads: Vec<Cell>,
    cells: Vec<Cell>,
}

impl Linker<'_, '_> {
    /// Gathers a cell, or judges the row that ends.
    pub(super) fn end_in_table(&mut self, tag: &Tag) {
        match tag {
            Tag::TableCell => self.table.cells.push(self.block.cell()),
            Tag::TableHead => self.table.heads = std::mem::take(&mut self.table.cells),
            Tag::TableRow => {
                let cells = std::mem::take(&mut self.table.cells);
                if !self.scope.quotes_faults {
                    beside::row(self.scope, &self.table.heads, &cells);
                }
            }
            _ => self.table = Rows::default(),
        }
    }
}
