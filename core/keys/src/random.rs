//! Randomness, always from the operating system.

use zeroize::Zeroizing;

/// `N` random bytes.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .expect("a system that has started has randomness, and without it nothing may go on");
    bytes
}

/// A random number, from which references and pseudonyms are made.
pub fn random_u64() -> u64 {
    u64::from_le_bytes(random_bytes())
}

/// A new 256-bit key.
pub(crate) fn random_key() -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(key.as_mut_slice())
        .expect("a system that has started has randomness, and without it nothing may go on");
    key
}
