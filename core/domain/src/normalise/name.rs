//! Names and identifiers as they are matched.

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
            None => out.push(c),
        }
    }
    out
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
