//! Machine code made from a component, authenticated before it is loaded.
//!
//! A forged artefact would run as native code, so none is accepted from outside: it is made
//! by the compiler at install and carries a keyed digest over everything that matters (the
//! engine, the component it was made from, the code). Swapping the file on disk, even for
//! another plugin's own artefact, is found before a byte of it is loaded.

use keys::Keyring;

use crate::InstallError;

/// The engine that artefacts are made by; another one makes them stale.
///
/// The number at the end rises whenever the engine module changes a setting that the
/// compiler sees. A test compares the version with the lock file.
pub const ENGINE: &str = "wasmtime 48.0.8, settings 1";

const MAGIC: &[u8; 16] = b"accord artefact1";
const MAC: std::ops::Range<usize> = 16..48;

/// Wraps `code`, made from the component with the digest `component`, for keeping.
pub fn seal(keys: &Keyring, component: &[u8; 32], code: &[u8]) -> Vec<u8> {
    let mut artefact = Vec::with_capacity(MAC.end + 1 + ENGINE.len() + 32 + code.len());
    artefact.extend_from_slice(MAGIC);
    artefact.extend_from_slice(&[0; 32]);
    let engine = u8::try_from(ENGINE.len()).expect("the name of the engine is short");
    artefact.push(engine);
    artefact.extend_from_slice(ENGINE.as_bytes());
    artefact.extend_from_slice(component);
    artefact.extend_from_slice(code);
    let mac = keys.mac(&artefact[MAC.end..]);
    artefact[MAC].copy_from_slice(&mac);
    artefact
}

/// The code inside `artefact`, when it is ours and made from `component` by this engine.
///
/// # Errors
/// [`InstallError::NotOurs`] when the authentication fails, [`InstallError::Stale`] when it
/// holds but the artefact is of something else.
pub fn open<'a>(keys: &Keyring, component: &[u8; 32], artefact: &'a [u8]) -> Result<&'a [u8], InstallError> {
    let body = artefact.get(MAC.end..).ok_or(InstallError::NotOurs)?;
    if !artefact.starts_with(MAGIC) || !keys.verify_mac(body, &artefact[MAC]) {
        return Err(InstallError::NotOurs);
    }
    let (length, rest) = body.split_first().ok_or(InstallError::NotOurs)?;
    let (engine, rest) = rest.split_at_checked(usize::from(*length)).ok_or(InstallError::NotOurs)?;
    let (made_from, code) = rest.split_at_checked(32).ok_or(InstallError::NotOurs)?;
    if engine != ENGINE.as_bytes() || made_from != component {
        return Err(InstallError::Stale);
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_artefact_opens_for_its_own_component_only() {
        let keys = Keyring::generate();
        let artefact = seal(&keys, &[1; 32], b"code");
        assert_eq!(open(&keys, &[1; 32], &artefact).expect("ours"), b"code");
        assert!(matches!(open(&keys, &[2; 32], &artefact), Err(InstallError::Stale)));
        assert!(matches!(open(&Keyring::generate(), &[1; 32], &artefact), Err(InstallError::NotOurs)));
    }

    #[test]
    fn a_single_altered_or_missing_byte_is_noticed() {
        let keys = Keyring::generate();
        let artefact = seal(&keys, &[1; 32], b"code");
        for place in 0..artefact.len() {
            let mut altered = artefact.clone();
            altered[place] ^= 1;
            assert!(matches!(open(&keys, &[1; 32], &altered), Err(InstallError::NotOurs)), "byte {place}");
            assert!(
                matches!(open(&keys, &[1; 32], &artefact[..place]), Err(InstallError::NotOurs)),
                "cut at {place}"
            );
        }
    }

    #[test]
    fn the_engine_named_is_the_one_in_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock");
        let version =
            lock.split("name = \"wasmtime\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next());
        let named = ENGINE.split([' ', ',']).nth(1);
        assert_eq!(version, named, "name the new engine, and raise its settings number if they changed");
    }
}
