//! A page without what is different each time it is drawn.
//!
//! Exactly this is taken away before two answers are compared: the request's name (header
//! `x-request-id`, and where an error page repeats it), the header `date`, the values of
//! cookies, values that were sealed with random bytes in them (hidden fields of forms, sealed
//! texts in addresses), the challenge of a passkey, and the header `content-length`, since random
//! bytes are not always written equally long; the rest of the body is compared letter by letter.

use reqwest::header::{CONTENT_LENGTH, DATE, SET_COOKIE};

use crate::page::Page;

/// How long a run of letters, digits, `-` and `_` has to be to be taken for a sealed value.
const SEALED: usize = 56;

/// The answer as it is compared: status, headers, body.
pub fn plain(page: &Page) -> String {
    let mut text = format!("{}\n", page.status);
    let request = page.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in &page.headers {
        let value = match name {
            name if *name == DATE || *name == CONTENT_LENGTH || *name == "x-request-id" => continue,
            name if *name == SET_COOKIE => "a cookie",
            _ => value.to_str().unwrap_or("not text"),
        };
        headers.push(format!("{name}: {}", open(value)));
    }
    headers.sort_unstable();
    text += &headers.join("\n");
    text += "\n\n";
    let body = if request.is_empty() { page.body.clone() } else { page.body.replace(request, "the request") };
    text + &open(&unchallenged(&body))
}

/// The text without the challenges of passkeys.
fn unchallenged(text: &str) -> String {
    const BEFORE: &str = "challenge&quot;:&quot;";
    let mut pieces = text.split(BEFORE);
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(BEFORE);
        plain.push_str(piece.find("&quot;").map_or(piece, |end| &piece[end..]));
    }
    plain
}

/// Where two answers part.
pub fn parting(one: &str, two: &str) -> String {
    let mut lines = one.lines().zip(two.lines()).enumerate();
    let parted = lines.find(|(_, (one, two))| one != two);
    match parted {
        Some((number, (one, two))) => format!("line {number}: {:?} and {:?}", one.trim(), two.trim()),
        None => format!("{} and {} lines", one.lines().count(), two.lines().count()),
    }
}

/// The text without its sealed values.
fn open(text: &str) -> String {
    let is_sealed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let mut plain = String::with_capacity(text.len());
    let mut begun = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| !is_sealed(*letter)) {
        close(&mut plain, &text[begun..at]);
        plain.push(letter);
        begun = at + letter.len_utf8();
    }
    close(&mut plain, &text[begun..]);
    plain
}

fn close(plain: &mut String, run: &str) {
    if run.len() >= SEALED && run.bytes().any(|byte| byte.is_ascii_digit()) {
        plain.push_str("<sealed>");
    } else {
        plain.push_str(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_sealed_is_taken_away() {
        let sealed = "A1b2".repeat(20);
        let check = |text: &str, expected: &str| assert_eq!(open(text), expected);
        check("<p>Somebody, on 3 March</p>", "<p>Somebody, on 3 March</p>");
        check(&format!("value=\"{sealed}\">"), "value=\"<sealed>\">");
        check(&sealed[..40], &sealed[..40]);
        check("ŵ–", "ŵ–");
        let asked = "{&quot;challenge&quot;:&quot;2Ivt-Cfa&quot;,&quot;a&quot;:1}";
        assert_eq!(unchallenged(asked), "{&quot;challenge&quot;:&quot;&quot;,&quot;a&quot;:1}");
    }
}
