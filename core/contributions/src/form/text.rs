//! Typed text, made into values.

use domain::{FieldKind, Message, Value, normalise};

/// Reads one typed text as a value of `kind`; choices and dates are read elsewhere.
pub(super) fn read_text(kind: FieldKind, typed: &str, max_length: usize) -> Result<Value, Message> {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |c: char| c == '\n' || c == '\t' || !c.is_control();
    if !typed.chars().all(kept) {
        return Err(Message::new("form-error-characters"));
    }
    let text = match kind {
        FieldKind::LongText => normalise::tidy(&typed),
        _ => normalise::tidy(&typed.replace('\n', " ")),
    };
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    if text.chars().count() > max_length {
        return Err(Message::new("form-error-too-long").with("max", max_length));
    }
    match kind {
        FieldKind::Integer => {
            integer(&text).map(Value::Integer).ok_or_else(|| Message::new("form-error-number"))
        }
        FieldKind::Decimal => {
            decimal(&text).map(Value::Text).ok_or_else(|| Message::new("form-error-decimal"))
        }
        FieldKind::Boolean => match text.as_str() {
            "yes" | "true" => Ok(Value::Boolean(true)),
            "no" | "false" => Ok(Value::Boolean(false)),
            _ => Err(Message::new("form-error-option")),
        },
        // A number is kept as people read it out; its normal form is made where it is compared.
        FieldKind::Phone => match normalise::phone(&text) {
            Some(_) => Ok(Value::Text(text)),
            None => Err(Message::new("form-error-phone")),
        },
        FieldKind::Email => {
            normalise::email(&text).map(Value::Text).ok_or_else(|| Message::new("form-error-email"))
        }
        FieldKind::Postcode => {
            normalise::postcode(&text).map(Value::Text).ok_or_else(|| Message::new("form-error-postcode"))
        }
        _ => Ok(Value::Text(text)),
    }
}

/// A whole number, with or without commas between thousands.
fn integer(text: &str) -> Option<i64> {
    without_commas(text)?.parse().ok()
}

/// An exact decimal in its plain form: no commas, no plus, no zeros in front.
fn decimal(text: &str) -> Option<String> {
    let plain = without_commas(text)?;
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || digits.ends_with('.') {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if whole.len() > 15 || fraction.len() > 6 {
        return None;
    }
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// The number without its thousands' commas; none where a comma stands elsewhere.
fn without_commas(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3));
    (is_grouped && !text[whole.len()..].contains(',')).then(|| text.replace(',', ""))
}
