//! What an account may be called (`security.md` §5.3, X-22).

use domain::Message;
use domain::normalise::{skeleton, tidy};

/// The longest sign-in name, in characters.
const LONGEST_USERNAME: usize = 64;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

/// Whether `username`, folded, can be one: typed on any keyboard and read out on the telephone.
pub(crate) fn is_username(username: &str) -> Result<(), Message> {
    let fits = |letter: char| letter.is_alphanumeric() || ".-_@+'".contains(letter);
    if username.is_empty() || !username.chars().all(fits) || !username.contains(char::is_alphanumeric) {
        return Err(Message::new("account-username-form"));
    }
    if username.chars().count() > LONGEST_USERNAME {
        return Err(Message::new("form-error-too-long").with("max", LONGEST_USERNAME));
    }
    Ok(())
}

/// Whether two sign-in names cannot be told apart on a screen, in whatever alphabets they are
/// written: somebody would take the one for the other.
pub(crate) fn look_alike(one: &str, two: &str) -> bool {
    let seen =
        |name: &str| name.split(|letter: char| !letter.is_alphanumeric()).map(skeleton).collect::<Vec<_>>();
    seen(one) == seen(two)
}

/// Whether `name` can be somebody's.
pub(crate) fn is_name(name: &str) -> Result<(), Message> {
    if name.chars().any(char::is_control) {
        return Err(Message::new("form-error-characters"));
    }
    let name = tidy(name);
    if !name.contains(char::is_alphabetic) {
        return Err(Message::new("account-name-missing"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Message::new("form-error-too-long").with("max", LONGEST_NAME));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(told: Result<(), Message>) -> String {
        told.err().map_or_else(String::new, |message| message.key)
    }

    #[test]
    fn a_sign_in_name_is_letters_and_digits_and_little_else() {
        for fine in ["ama.mensah", "siân", "o'neill", "ama_mensah-2", "李小龍", "ama@example.org"] {
            assert_eq!(key(is_username(fine)), "", "{fine}");
        }
        for wrong in
            ["", "...", "ama mensah", "ama\u{0}", "ama\u{202e}", "a\u{200b}ma", "<ama>", "a\"b", "a/b"]
        {
            assert_eq!(key(is_username(wrong)), "account-username-form", "{wrong:?}");
        }
        assert_eq!(key(is_username(&"a".repeat(65))), "form-error-too-long");
    }

    #[test]
    fn names_that_look_alike_are_found_in_any_alphabet() {
        for other in ["аma.mensah", "ama.mеnsah", "ａｍａ.mensah", "ámà.mensah", "ama-mensah"] {
            assert!(look_alike("ama.mensah", other), "{other}");
        }
        for other in ["ama.mensa", "amamensah", "ben.mensah", "ama.mensah2"] {
            assert!(!look_alike("ama.mensah", other), "{other}");
        }
    }

    #[test]
    fn two_thousand_names_of_many_alphabets_are_kept_as_they_are() {
        let given = [
            "Siân",
            "Łukasz",
            "محمد",
            "李",
            "Ngũgĩ",
            "Zoë",
            "Ольга",
            "Θάλεια",
            "Ṛtu",
            "Ọlá",
            "D'Arcy",
            "Mary-Jane",
            "सीता",
            "유나",
            "さくら",
            "Ģirts",
            "Nguyễn",
            "אברהם",
            "ߊߡߊ",
            "Ŵyn",
        ];
        let family = [
            "Ŵyn-Parry",
            "O'Neill",
            "Żółć",
            "الأحمد",
            "小龍",
            "Ó Súilleabháin",
            "van der Berg",
            "Müller-Lüdenscheidt",
            "Şahin",
            "İnce",
            "Þórsdóttir",
            "Đặng",
            "Петрова",
            "Παπαδόπουλος",
            "김",
            "山田",
            "कुमार",
            "כהן",
            "Ĳsbrand",
            "Nic Dhómhnaill",
        ];
        let mut tried = 0;
        for one in given {
            for two in family {
                for name in [
                    format!("{one} {two}"),
                    format!("{two}, {one}"),
                    format!("{one} {one} {two}"),
                    format!("{one}-{two}"),
                    format!("Dr {one} {two} 👩‍⚕").replace('\u{200d}', ""),
                ] {
                    assert_eq!(key(is_name(&name)), "", "{name}");
                    assert_eq!(tidy(&name), name);
                    tried += 1;
                }
            }
        }
        assert_eq!(tried, 2_000);
        for wrong in ["", "  ", "Ama\u{0}", "Ama\r\nBcc: x", "\u{200b}", "\u{1b}[31mAma", "🙂"] {
            assert!(is_name(wrong).is_err(), "{wrong:?}");
        }
        // What turns the direction of a line, or is not seen at all, goes.
        assert_eq!(tidy("Ama \u{202e}hasneM\u{200b}"), "Ama hasneM");
    }
}
