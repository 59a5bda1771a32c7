//! Markup in texts that were pasted from elsewhere.
//!
//! Nothing here makes a text safe: pages escape every text, whatever is in it. It makes
//! them readable, and it loses no word: tags that only format are dropped or become line
//! breaks, and everything else (scripts, images, comments, tags nobody knows) stays where
//! it is, as text.

/// Tags that only format.
const FORMATTING: [&str; 10] = ["b", "i", "u", "em", "strong", "font", "span", "small", "big", "a"];
/// Tags that begin a new line.
const BREAKING: [&str; 9] = ["p", "br", "div", "ul", "ol", "li", "tr", "table", "blockquote"];

/// The text without formatting tags, and whether there was any markup.
pub fn plain(text: &str) -> (String, bool) {
    if !text.contains(['<', '&']) {
        return (text.to_owned(), false);
    }
    let mut out = String::with_capacity(text.len());
    let mut found = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with('<') { tag(rest, &mut out) } else { entity(rest, &mut out) };
        match taken {
            Some(length) => {
                found = true;
                rest = &rest[length..];
            }
            None => {
                found |= ["<script", "<img", "<!--", "<iframe"].iter().any(|start| begins(rest, start));
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    (out.trim_matches(['\n', ' ', '\u{a0}']).to_owned(), found)
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Drops a known tag at the beginning of `text`; how long it was.
fn tag(text: &str, out: &mut String) -> Option<usize> {
    // No further than a tag reaches, or a text full of beginnings would be read over and over.
    let end = text.bytes().take(200).position(|byte| byte == b'>')?;
    let inside = text[1..end].trim_start_matches('/').trim_end_matches('/').trim();
    let name = inside.split(|c: char| c.is_whitespace()).next()?.to_ascii_lowercase();
    // A link keeps its address, and a tag with a script in it stays as it is.
    if inside.contains("://") || inside.to_ascii_lowercase().contains(" on") {
        return None;
    }
    if BREAKING.contains(&name.as_str()) {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        Some(end + 1)
    } else if FORMATTING.contains(&name.as_str()) {
        Some(end + 1)
    } else {
        None
    }
}

/// Resolves a known entity at the beginning of `text`, once; how long it was.
fn entity(text: &str, out: &mut String) -> Option<usize> {
    let end = text.bytes().take(9).position(|byte| byte == b';')?;
    let letter = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "#39" => '\'',
        "nbsp" | "#160" => ' ',
        "pound" => '£',
        _ => return None,
    };
    out.push(letter);
    Some(end + 1)
}
