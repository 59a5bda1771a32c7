use std::io::{Read, Write};

use super::*;

/// Made by another implementation (the `age` crate, 0.11), which puts a stanza of no meaning
/// into each head so that readers learn to pass over what they do not know.
const THEIR_KEY: &str = "AGE-SECRET-KEY-1J40533R44NU7NC9PAU935PU9X2YV8AYDJZQYQDUT9732UA8WJ3GQAU8ZQ8";
const THEIR_RECIPIENT: &str = "age18fz37q7knd82sdjwhfwl3al8e98jxvzcny0zypsklyd3hvrz3y5qhgezuq";
const THEIR_FILE: &str = "6167652d656e6372797074696f6e2e6f72672f76310a2d3e20583235353139206b654b36507346745070457866716575\
     4536536f4f345036677564752f7463536462475238786a744554550a33693768627349452b355852766a30784442464f\
     6747437378465956756a637547697a4b3665776a694d4d0a2d3e202b7a54776c2d67726561736520766620246171410a\
     7335492b476d4c33744931503159624a726b2f2b4a465767545951512f4c4663504647374c6547704538763747654161\
     367279424e6161464e42773746584c310a6437747064535a76466578437235773176574962494f737337504f44333357\
     4e707073746d4b64365558314270376c52396e48744579637a6b676350754b7a770a385271570a2d2d2d20474545336e\
     6775467675694a516445686c386a6e766d657456482b74515154314850706a484665474252510a010ddb76b54d04e7b9\
     aaa801df443e791e83ee9a6bcf78c484950f101e530d6896d26c6d98248fae0b3e13d39218d4a5f3398358888fb527a1\
     7838052f787f2e1c4193";

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(byte).collect()
}

fn sealed(to: &[Recipient], plain: &[u8]) -> Vec<u8> {
    let mut file = Encrypting::new(to, Vec::new()).expect("memory takes everything");
    file.write_all(plain).expect("memory takes everything");
    file.finish().expect("memory takes everything")
}

fn opened(with: &Identity, file: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    Decrypting::new(with, file)?.read_to_end(&mut plain)?;
    Ok(plain)
}

#[test]
fn what_another_implementation_sealed_opens() {
    let identity = Identity::parse(THEIR_KEY).expect("their key");
    assert_eq!(identity.recipient().to_string(), THEIR_RECIPIENT);
    assert_eq!(*identity.text(), THEIR_KEY);
    let plain = opened(&identity, &bytes(THEIR_FILE)).expect("their file");
    assert_eq!(plain, b"what another implementation sealed\n");
}

#[test]
fn every_length_around_a_piece_comes_back() {
    let identity = Identity::generate();
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let plain: Vec<u8> = (0..length).map(|at: u32| at as u8).collect();
        let file = sealed(&[identity.recipient()], &plain);
        assert!(opened(&identity, &file).expect("our own file") == plain, "{length} bytes");
    }
}

#[test]
fn each_recipient_opens_it_and_nobody_else() {
    let [ours, theirs, nobody] = [(); 3].map(|()| Identity::generate());
    let file = sealed(&[ours.recipient(), theirs.recipient()], b"kept");
    for identity in [&ours, &theirs] {
        assert_eq!(opened(identity, &file).expect("it was sealed to this one"), b"kept");
    }
    let refused = opened(&nobody, &file).expect_err("it was not sealed to this one");
    assert!(refused.to_string().contains("another key"), "{refused}");
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let identity = Identity::generate();
    let file = sealed(&[identity.recipient()], &[7; 500]);
    for at in 0..file.len() {
        let mut altered = file.clone();
        altered[at] ^= 1 << (at % 8);
        assert!(opened(&identity, &altered).is_err(), "bit {} of byte {at}", at % 8);
        assert!(opened(&identity, &file[..at]).is_err(), "cut at {at}");
    }
    // A cut between two pieces leaves nothing but whole pieces.
    let long = sealed(&[identity.recipient()], &[7; 131_072]);
    assert!(opened(&identity, &long[..long.len() - 65_552]).is_err());
}

#[test]
fn keys_are_told_apart_from_other_texts() {
    let identity = Identity::generate();
    let public = identity.recipient().to_string();
    assert_eq!(public.parse::<Recipient>().expect("our own"), identity.recipient());
    let last = if public.ends_with('q') { 'p' } else { 'q' };
    let mistyped = format!("{}{last}", &public[..public.len() - 1]);
    assert!(mistyped.parse::<Recipient>().is_err());
    assert!(identity.text().parse::<Recipient>().is_err(), "a private key is no recipient");
    assert!(Identity::parse(&public).is_err());
    assert!(Identity::parse("# nothing\n").is_err());
    let file = format!("# created by somebody\n{}\n", *identity.text());
    assert_eq!(Identity::parse(&file).expect("a key file").recipient(), identity.recipient());
    assert_eq!(format!("{identity:?}"), "Identity");
}
