//! Passwords: how they are kept, compared, and which are refused.
//!
//! Hashing takes tens of milliseconds of one core and 19 MiB on purpose. Callers run it
//! on threads made for blocking work, few at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

mod rules;

#[cfg(test)]
mod tests;

pub use rules::{LEAST, MOST, acceptable};

/// Memory in KiB, passes and lanes: the least that OWASP's password storage guidance
/// names for Argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A stored hash of the same cost as today's that belongs to nobody.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdC4uLg$bm9ib2R5J3MgcGFzc3dvcmQgaGFzLWhhcyBubyBoYXM";

/// What comparing a password with a stored hash showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not the password, or not a hash that can be read.
    Wrong,
    /// The password.
    Right,
    /// The password, hashed at another cost than today's: hash it anew while it is known.
    RightButRehash,
}

/// The hash to store: Argon2id with a random salt, as a PHC string that names its own cost.
pub fn hash(password: &str) -> String {
    argon2()
        .hash_password(normalised(password).as_bytes())
        .expect("the cost is a constant that fits, and the salt comes from the system")
        .to_string()
}

/// Compares `password` with a stored hash, at the cost which that hash names.
pub fn verify(password: &str, stored: &str) -> Verdict {
    let Ok(hash) = PasswordHash::new(stored) else { return Verdict::Wrong };
    match argon2().verify_password(normalised(password).as_bytes(), &hash) {
        Err(_) => Verdict::Wrong,
        Ok(()) if is_todays(&hash) => Verdict::Right,
        Ok(()) => Verdict::RightButRehash,
    }
}

/// The same work as [`verify`], for a name that has no account, so that the time of an
/// answer does not tell whether it has.
pub fn dummy_verify(password: &str) {
    // The outcome is discarded; the black box keeps the work from being optimised away.
    std::hint::black_box(verify(password, NOBODY));
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the cost is a constant within the limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn is_todays(hash: &PasswordHash) -> bool {
    let cost = |params: Params| (params.m_cost(), params.t_cost(), params.p_cost());
    hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(u32::from(Version::V0x13))
        && Params::try_from(hash).is_ok_and(|params| cost(params) == COST)
}

/// One form for characters that keyboards compose differently, such as the Welsh ŵ.
fn normalised(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}
