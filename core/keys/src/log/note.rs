//! Signed notes: text under an Ed25519 signature, as <https://c2sp.org/signed-note> has it.
//!
//! ```text
//! what is said, in one or more lines
//!
//! — name base64(key id, signature)
//! ```

use std::fmt;

use base64ct::{Base64, Encoding};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::digest::{derive, sha256_of};
use crate::{Keyring, sha256};

/// What says in a key id and in the text of a key that signatures are Ed25519.
const ED25519_KIND: u8 = 1;

/// The em dash and the space by which a signature's line begins.
const SIGNED: &str = "\u{2014} ";

/// The key that an installation signs the state of its audit log with.
///
/// It comes from the key file like every other and never changes, because whoever was given
/// its public half should be able to check with it for as long as there is a log.
pub struct LogKey {
    pair: Ed25519KeyPair,
    verifier: LogVerifier,
}

/// Its public half: what others need to check with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogVerifier {
    name: String,
    public: [u8; 32],
}

impl Keyring {
    /// The key that signs the state of the audit log.
    pub fn log_key(&self) -> LogKey {
        let seed = derive(self.digest_master(), "accord audit checkpoints");
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).expect("a seed has 32 bytes");
        let mut public = [0; 32];
        public.copy_from_slice(pair.public_key().as_ref());
        // A name of its own without anybody having to choose one: two installations never
        // share it, and it is the same wherever the service is reached.
        let own: String = sha256(&public)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        LogKey { pair, verifier: LogVerifier { name: format!("accord/audit/{own}"), public } }
    }
}

impl LogKey {
    /// Its public half.
    pub const fn verifier(&self) -> &LogVerifier {
        &self.verifier
    }

    /// The whole note that says `text`, which ends with a line break.
    pub fn sign(&self, text: &str) -> String {
        let signature = self.pair.sign(text.as_bytes());
        let signed = [&self.verifier.id()[..], signature.as_ref()].concat();
        format!("{text}\n{SIGNED}{} {}\n", self.verifier.name, Base64::encode_string(&signed))
    }
}

impl LogVerifier {
    /// The name that signs, which is the origin of the log as well.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the text that [`Display`](fmt::Display) writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(3, '+');
        let (name, id, key) = (words.next()?, words.next()?, words.next()?);
        let bytes = Base64::decode_vec(key).ok()?;
        let (kind, public) = bytes.split_first()?;
        let verifier = Self { name: name.to_owned(), public: public.try_into().ok()? };
        (*kind == ED25519_KIND && !name.is_empty() && id == verifier.id_text()).then_some(verifier)
    }

    /// What `note` says, where this key signed it.
    ///
    /// Signatures of others are passed over, as the specification asks: a partner may have
    /// added theirs.
    pub fn open<'a>(&self, note: &'a str) -> Option<&'a str> {
        let gap = note.rfind("\n\n")?;
        let (text, signatures) = (&note[..=gap], &note[gap + 2..]);
        let signed = signatures.lines().any(|line| {
            let Some((name, signature)) = line.strip_prefix(SIGNED).and_then(|words| words.split_once(' '))
            else {
                return false;
            };
            let Ok(bytes) = Base64::decode_vec(signature) else { return false };
            let key = UnparsedPublicKey::new(&ED25519, &self.public);
            name == self.name
                && bytes.len() == 68
                && bytes[..4] == self.id()
                && key.verify(text.as_bytes(), &bytes[4..]).is_ok()
        });
        signed.then_some(text)
    }

    /// The first four bytes of a hash over name, kind and key.
    fn id(&self) -> [u8; 4] {
        let full = sha256_of(&[self.name.as_bytes(), b"\n", &[ED25519_KIND], &self.public]);
        [full[0], full[1], full[2], full[3]]
    }

    fn id_text(&self) -> String {
        self.id().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The key as text that is handed to whoever will check: name, key id, and the key.
impl fmt::Display for LogVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = Base64::encode_string(&[&[ED25519_KIND][..], &self.public].concat());
        write!(f, "{}+{}+{key}", self.name, self.id_text())
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.verifier.name)
    }
}

/// The notes of a file that holds one after the other, with empty lines between them.
///
/// Whatever is no whole note is left out: the machine may have stopped while the last one
/// was written. The text of each has no empty lines of its own.
pub fn notes(file: &str) -> Vec<String> {
    let blocks: Vec<&str> =
        file.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()).collect();
    let pairs = blocks.iter().zip(blocks.iter().skip(1));
    let notes = pairs.filter(|(text, signed)| !text.starts_with(SIGNED) && signed.starts_with(SIGNED));
    let whole = notes.filter_map(|(text, signed)| {
        let signatures: Vec<&str> = signed.lines().filter(|line| is_signature(line)).collect();
        (!signatures.is_empty()).then(|| format!("{text}\n\n{}\n", signatures.join("\n")))
    });
    whole.collect()
}

/// Whether a line is a whole signature: nothing that is used here is shorter than Ed25519's.
fn is_signature(line: &str) -> bool {
    let signature = line.strip_prefix(SIGNED).and_then(|words| words.split_once(' '));
    let bytes = signature.and_then(|(_, signature)| Base64::decode_vec(signature).ok());
    bytes.is_some_and(|bytes| bytes.len() >= 4 + 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "origin\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    /// The example that the Go implementation of the format documents.
    #[test]
    fn a_note_of_others_is_opened() {
        let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let verifier = LogVerifier::parse(key).expect("a key");
        assert_eq!(verifier.to_string(), key);
        let text = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
        let signature =
            "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
        let note = format!("{text}\n\u{2014} PeterNeumann {signature}\n");
        assert_eq!(verifier.open(&note), Some(text));
        assert_eq!(verifier.open(&note.replace("think", "thank")), None);
    }

    #[test]
    fn only_what_was_signed_opens_and_only_by_its_key() {
        let key = Keyring::generate().log_key();
        let note = key.sign(TEXT);
        let verifier = LogVerifier::parse(&key.verifier().to_string()).expect("its own text");
        assert_eq!(&verifier, key.verifier());
        assert_eq!(verifier.open(&note), Some(TEXT));
        assert_eq!(verifier.open(&note.replacen('3', "4", 1)), None);
        assert_eq!(Keyring::generate().log_key().verifier().open(&note), None);
        let witnessed = format!("{note}\u{2014} witness.example AAAAAAAA\n");
        assert_eq!(verifier.open(&witnessed), Some(TEXT));
    }

    #[test]
    fn the_key_is_the_same_after_a_restart_and_after_a_rotation() {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let path = folder.path().join("keys");
        let keyring = Keyring::create(&path).expect("a new file");
        let first = keyring.log_key().verifier().clone();
        keyring.rotate().expect("our own file");
        let again = Keyring::open(&path).expect("our own file").log_key().verifier().clone();
        assert_eq!(first, again);
    }

    #[test]
    fn a_torn_note_in_a_file_is_left_out() {
        let key = Keyring::generate().log_key();
        let (one, two) = (key.sign("a\n1\nx\n"), key.sign("a\n2\ny\n"));
        let witness = format!("\u{2014} witness.example {}\n", "AAAA".repeat(26));
        for cut in (1..one.len() - 1).filter(|cut| one.is_char_boundary(*cut)) {
            let file = format!("{one}\n{}\n\n{two}{witness}", &one[..cut]);
            let found = notes(&file);
            assert_eq!(found.len(), 2, "cut at {cut}: {found:?}");
            assert_eq!(found[0], one);
            assert_eq!(key.verifier().open(&found[1]), Some("a\n2\ny\n"));
            assert!(found[1].ends_with(&witness));
        }
        assert!(notes("").is_empty() && notes("a\n1\nx\n").is_empty());
    }
}
