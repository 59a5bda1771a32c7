//! Tables of a report, column by column.

/// A table that the host fetched for a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// How many rows every column has.
    pub rows: u32,
    /// The columns, in the order of the dataset.
    pub columns: Vec<Column>,
}

impl Table {
    /// The column of `field`.
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The field whose values these are.
    pub field: String,
    /// The values.
    pub cells: Cells,
    /// The rows without a value, rising; their cells hold a zero.
    pub empty: Vec<u32>,
}

impl Column {
    /// Whether `row` has no value.
    pub fn is_empty_at(&self, row: u32) -> bool {
        self.empty.binary_search(&row).is_ok()
    }
}

/// The cells of one column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers.
    Integers(Vec<i64>),
    /// Exact decimals that share a scale.
    Decimals {
        /// How many digits stand behind the point.
        scale: u8,
        /// The digits of each cell, without the point.
        units: Vec<i64>,
    },
    /// Days since 1970-01-01.
    Dates(Vec<i32>),
    /// Yes or no.
    Booleans(Vec<bool>),
    /// One option a row, by its place in `options`.
    Choices {
        /// The codes.
        options: Vec<String>,
        /// For each row the place of its code.
        picked: Vec<u32>,
    },
    /// Text.
    Texts(Vec<String>),
}
