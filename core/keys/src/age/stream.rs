//! The content, in pieces of 64 KiB that are each sealed in their place.

use std::io::{self, Read, Write};

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, Nonce};

use super::header::{self, cipher, derive};
use super::{AgeError, Identity, Recipient};
use crate::random_bytes;

/// Bytes of content in a piece; only the last may have fewer.
const PIECE: usize = 64 << 10;
const TAG: usize = 16;

/// Seals what is written to it. Without [`finish`](Self::finish) the file has no end, and
/// reads as one that was cut short.
pub struct Encrypting<W> {
    to: W,
    cipher: ChaCha20Poly1305,
    number: u64,
    piece: Vec<u8>,
}

impl<W: Write> Encrypting<W> {
    /// Begins a file that each of `recipients` can open.
    ///
    /// # Errors
    /// What `to` says.
    pub fn new(recipients: &[Recipient], mut to: W) -> io::Result<Self> {
        let (file_key, head) = header::write(recipients);
        let nonce = random_bytes::<16>();
        to.write_all(&head)?;
        to.write_all(&nonce)?;
        let cipher = cipher(&derive(file_key.as_slice(), &nonce, "payload"));
        Ok(Self { to, cipher, number: 0, piece: Vec::with_capacity(PIECE) })
    }

    /// Writes the last piece and gives back what was written to.
    ///
    /// # Errors
    /// What it says.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.to)
    }

    fn seal(&mut self, is_last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&place(self.number, is_last), self.piece.as_slice())
            .expect("a piece is far below the cipher's limit");
        self.to.write_all(&sealed)?;
        self.number += 1;
        self.piece.clear();
        Ok(())
    }
}

impl<W: Write> Write for Encrypting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for more, since the last one may be full as well.
        if self.piece.len() == PIECE && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Opens a file that was sealed to a key one has.
pub struct Decrypting<R> {
    from: R,
    cipher: ChaCha20Poly1305,
    number: u64,
    /// The first byte of the next piece, which tells that there is one.
    ahead: Option<u8>,
    plain: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decrypting<R> {
    /// Reads the head of the file.
    ///
    /// # Errors
    /// An [`AgeError`] in an [`io::Error`], or what `from` says.
    pub fn new(identity: &Identity, mut from: R) -> io::Result<Self> {
        let file_key = header::read(&mut from, identity)?;
        let mut nonce = [0; 16];
        from.read_exact(&mut nonce).map_err(cut)?;
        let cipher = cipher(&derive(file_key.as_slice(), &nonce, "payload"));
        Ok(Self { from, cipher, number: 0, ahead: None, plain: Vec::new(), given: 0, ended: false })
    }

    fn open_next(&mut self) -> io::Result<()> {
        let mut sealed = Vec::with_capacity(PIECE + TAG);
        sealed.extend(self.ahead.take());
        let missing = (PIECE + TAG - sealed.len()) as u64;
        (&mut self.from).take(missing).read_to_end(&mut sealed)?;
        let mut one = [0];
        let more = loop {
            match self.from.read(&mut one) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.ahead = (more == 1).then_some(one[0]);
        self.ended = self.ahead.is_none();
        let place = place(self.number, self.ended);
        self.plain = self.cipher.decrypt(&place, sealed.as_slice()).map_err(|_| AgeError::Altered)?;
        // Only a file without content ends with an empty piece.
        if self.plain.is_empty() && self.number > 0 {
            return Err(AgeError::Altered.into());
        }
        self.given = 0;
        self.number += 1;
        Ok(())
    }
}

impl<R: Read> Read for Decrypting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() {
            if self.ended {
                return Ok(0);
            }
            self.open_next()?;
        }
        let taken = buffer.len().min(self.plain.len() - self.given);
        buffer[..taken].copy_from_slice(&self.plain[self.given..self.given + taken]);
        self.given += taken;
        Ok(taken)
    }
}

/// The nonce of a piece: its number in eleven bytes, and whether it is the last.
fn place(number: u64, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(is_last);
    Nonce::from(nonce)
}

fn cut(cause: io::Error) -> io::Error {
    match cause.kind() {
        io::ErrorKind::UnexpectedEof => AgeError::Altered.into(),
        _ => cause,
    }
}
