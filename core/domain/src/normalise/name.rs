//! Names and identifiers as they are matched.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton as skeleton_of;

use crate::fold;

/// `text` with every run of spaces, of any kind, made one, and invisible characters removed.
///
/// Line breaks stay, so that a note keeps its paragraphs.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        match c {
            '\n' => {
                out.push('\n');
                space = false;
            }
            c if c.is_whitespace() => space = !out.is_empty() && !out.ends_with('\n'),
            c if is_invisible(c) => {}
            c => {
                if std::mem::take(&mut space) {
                    out.push(' ');
                }
                out.push(c);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Control characters, zero-width characters, direction marks and the byte order mark.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What a text looks like: its letters with look-alikes of other alphabets made Latin.
///
/// Two names with one skeleton look the same on a screen, whatever alphabet they were typed
/// in; it is used for finding duplicates, never for showing.
pub fn skeleton(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold(text).chars().filter(|c| c.is_alphanumeric()) {
        match look_alike(c) {
            Some(latin) => out.push_str(latin),
            None if c.is_ascii() => out.push(c),
            None => match confusable(c) {
                Some(latin) => out.push_str(&latin),
                None => out.push(c),
            },
        }
    }
    out
}

/// The text in the letters of the Latin alphabet where it looks as if it were, in the case
/// it was typed in, with full-width letters and digits made ordinary ones.
///
/// For numbers, postcodes and addresses of e-mail, which have no other letters: a capital
/// that only looks like a Latin one is read as that capital, whatever letter its own small
/// form looks like.
pub fn latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match (c.is_ascii(), as_it_looks(c)) {
            (false, Some(looks)) => out.push_str(&looks),
            _ => out.push(c),
        }
    }
    out
}

/// The ASCII that Unicode's table of confusable characters gives for this one, as it looks.
fn as_it_looks(c: char) -> Option<String> {
    let mut buffer = [0; 4];
    let looks: String = skeleton_of(c.encode_utf8(&mut buffer)).collect();
    (!looks.is_empty() && looks.is_ascii()).then_some(looks)
}

/// The same for matching: small letters that are their own look-alikes.
fn confusable(c: char) -> Option<String> {
    let looks = as_it_looks(c)?;
    let mut out = String::with_capacity(looks.len());
    for c in looks.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()) {
        match look_alike(c) {
            Some(latin) => out.push_str(latin),
            None => out.push(c),
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The key under which a name is matched: [`skeleton`], so that "O'Neill", "ONeill" and
/// "Ó Neill" are one name.
pub fn name_key(name: &str) -> String {
    skeleton(name)
}

/// An identifier, such as a crime reference or a prison number: capital letters and digits.
pub fn identifier(text: &str) -> Option<String> {
    let id: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    (!id.is_empty()).then_some(id)
}

/// The Latin letters that a folded letter is mistaken for.
fn look_alike(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' | 'ɑ' => "a",
        'ь' | 'в' => "b",
        'с' | 'ϲ' => "c",
        'ԁ' | 'đ' | 'ð' => "d",
        'е' | 'є' | 'ε' => "e",
        'ɡ' => "g",
        'һ' | 'н' | 'ħ' => "h",
        'і' | 'ι' | 'ı' => "i",
        'ј' => "j",
        'к' | 'κ' => "k",
        'ł' | 'ӏ' | '1' => "l",
        'м' => "m",
        'п' | 'ո' | 'η' => "n",
        'о' | 'ο' | 'σ' | 'ø' | '0' => "o",
        'р' | 'ρ' => "p",
        'ѕ' => "s",
        'т' | 'τ' => "t",
        'υ' => "u",
        'ν' => "v",
        'ω' | 'ԝ' => "w",
        'х' | 'χ' => "x",
        'у' | 'γ' => "y",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}
