//! Telephone numbers, e-mail addresses and postcodes of the United Kingdom.

/// A telephone number as `+447700900123`.
///
/// Reads spaces, brackets, dots and hyphens, `+44 (0)`, `0044`, and a number whose leading
/// zero a spreadsheet took away. Numbers of other countries need their `+`. Text beside the
/// number ("ask for Ama") makes it unreadable here; [`phones`] looks inside such text.
pub fn phone(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return None;
    }
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = text.trim_start_matches('(').starts_with('+') || digits.starts_with("00");
    if digits.starts_with("00") {
        digits.drain(..2);
    }
    if international && !digits.starts_with("44") {
        // No country's code begins with a nought.
        let is_number = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
        return is_number.then(|| format!("+{digits}"));
    }
    let national = if international {
        digits[2..].trim_start_matches('0').to_owned()
    } else if let Some(rest) = digits.strip_prefix('0') {
        rest.to_owned()
    } else {
        digits
    };
    // Numbers of nine digits exist in a few old exchanges; all begin with 1.
    let fits = national.len() == 10 || (national.len() == 9 && national.starts_with('1'));
    let begins = matches!(national.as_bytes().first(), Some(b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9'));
    (fits && begins).then(|| format!("+44{national}"))
}

/// All telephone numbers in a cell that may hold two of them, and words.
pub fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_digit() && !is_separator(c)) {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let numbers = match phone(run) {
            Some(number) => vec![number],
            None if digits == 22 => halves(run),
            None => Vec::new(),
        };
        for number in numbers {
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    found
}

/// Two numbers of eleven digits with nothing but spaces between them.
fn halves(run: &str) -> Vec<String> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    [&digits[..11], &digits[11..]].into_iter().filter_map(phone).collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '(' | ')' | '-' | '.' | '+' | '\u{2010}'..='\u{2013}')
}

/// An e-mail address in lower case, without `mailto:` or angle brackets.
///
/// Only its shape is read: one `@`, something before it, a domain with a dot after it, no
/// spaces or control characters. Whether it works is found out by writing to it.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.rsplit_once('<').map_or(text, |(_, address)| address).trim_end_matches('>');
    let lower = text.to_lowercase();
    let address = lower.strip_prefix("mailto:").unwrap_or(&lower).trim();
    let (local, domain) = address.split_once('@')?;
    let labels = domain.split('.').collect::<Vec<_>>();
    let good_label = |label: &&str| {
        !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let good_local = !local.is_empty()
        && local.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"".contains(c));
    let good = good_local && labels.len() >= 2 && labels.iter().all(good_label) && address.len() <= 254;
    good.then(|| address.to_owned())
}

/// A postcode as `CM1 1AB`.
///
/// Only the shape is checked, not whether the Royal Mail uses it: a register of postcodes is
/// not shipped. The letter O in the place of the digit is read as zero.
pub fn postcode(text: &str) -> Option<String> {
    let code: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if !(5..=7).contains(&code.len()) {
        return None;
    }
    let (outward, inward) = code.split_at(code.len() - 3);
    let mut inward = inward.to_vec();
    if inward[0] == 'O' {
        inward[0] = '0';
    }
    let letters = outward.iter().take_while(|c| c.is_ascii_uppercase()).count();
    let rest = &outward[letters..];
    let good_outward = (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(char::is_ascii_alphanumeric);
    let good_inward = inward[0].is_ascii_digit() && inward[1..].iter().all(char::is_ascii_uppercase);
    (good_outward && good_inward)
        .then(|| format!("{} {}", outward.iter().collect::<String>(), inward.iter().collect::<String>()))
}
