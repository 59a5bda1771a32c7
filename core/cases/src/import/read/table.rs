//! Bytes into records, without believing anything about them.

use csv::{ByteRecord, ReaderBuilder};

/// A record as it stands in the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, the first being 1.
    pub line: u64,
    /// Its cells, byte for byte.
    pub cells: ByteRecord,
}

impl Record {
    /// The cells as one run of bytes, told apart by their lengths: the same for two records
    /// exactly if every cell is the same.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.cells.as_slice().len() + 8 * self.cells.len());
        for cell in &self.cells {
            bytes.extend_from_slice(&(cell.len() as u64).to_le_bytes());
            bytes.extend_from_slice(cell);
        }
        bytes
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record {{ line: {}, {} cells }}", self.line, self.cells.len())
    }
}

/// A file: its header and its records, without empty lines and the line of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header's cells as they are, spaces included.
    pub header: Vec<String>,
    /// The records after it.
    pub records: Vec<Record>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It has no header.
    #[error("the file is empty")]
    Empty,
    /// The bytes are not those of a text with commas.
    #[error("the file is not a text with commas: it begins like a spreadsheet or an archive")]
    NotText,
    /// A record is longer than any record can be: a quotation mark was opened and never closed.
    #[error("the record on line {line} has no end; a quotation mark is missing")]
    Endless {
        /// The line on which it begins.
        line: u64,
    },
}

impl Table {
    /// Reads a comma-separated file.
    ///
    /// A byte order mark is dropped; UTF-16, which spreadsheets like to write, is turned into
    /// UTF-8 first. Everything else about the bytes is settled cell by cell.
    ///
    /// # Errors
    /// When it is empty, no text, or has a record longer than `longest` bytes.
    pub fn read(bytes: &[u8], total_line: Option<&str>, longest: usize) -> Result<Self, TableError> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(TableError::NotText);
        }
        let recoded;
        let bytes = match encoding_rs::Encoding::for_bom(bytes) {
            Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => &bytes[mark..],
            Some((encoding, _)) => {
                recoded = encoding.decode(bytes).0.into_owned().into_bytes();
                &recoded
            }
            None => bytes,
        };
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut header = None;
        let mut records = Vec::new();
        let mut cells = ByteRecord::new();
        let mut lines = Lines { bytes, at: 0, line: 1 };
        // Reading from memory cannot fail, and a record of any number of cells is welcome.
        while reader.read_byte_record(&mut cells).unwrap_or(false) {
            let line = lines.of(cells.position().map_or(0, csv::Position::byte));
            if cells.as_slice().len() > longest {
                return Err(TableError::Endless { line });
            }
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) && cells.len() <= 1 {
                continue;
            }
            if header.is_none() {
                header = Some(cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
            } else if !total_line
                .is_some_and(|start| cells.len() == 1 && cells[0].starts_with(start.as_bytes()))
            {
                records.push(Record { line, cells: cells.clone() });
            }
        }
        Ok(Self { header: header.ok_or(TableError::Empty)?, records })
    }
}

/// Counts lines as an editor does; the reader's own count stands still at the `\r` of a `\r\n`.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at `byte`, or after the line ends that follow it.
    fn of(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let ends = self.bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = (from + ends).max(self.at);
        self.line += self.bytes[self.at..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start;
        self.line
    }
}
