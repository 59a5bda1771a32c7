//! A way to the mail server that is not safe, or half set, is refused before anything serves.

use server::Settings;
use server::mail::{Pen, Post};
use server::settings::{Mail, MailTls};
use storage::mail::Trouble;
use tests::sink::Sink;
use wording::{Language, Wording};

fn mail(change: impl FnOnce(&mut Mail)) -> Mail {
    let mut mail = Mail {
        host: "mail.example.org".into(),
        from: "accord@example.org".into(),
        ..Settings::defaults().mail
    };
    change(&mut mail);
    mail
}

#[test]
fn nothing_set_is_no_mail() {
    assert!(Post::of(&Settings::defaults().mail).expect("the defaults").is_none());
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let refused = |change: fn(&mut Mail)| match Post::of(&mail(change)) {
        Ok(_) => panic!("it was taken"),
        Err(error) => format!("{error:#}"),
    };
    let check = |change: fn(&mut Mail), names: &str| {
        let said = refused(change);
        assert!(said.contains(names), "{said}");
    };
    check(|mail| mail.tls = MailTls::None, "mail.tls");
    check(|mail| (mail.tls, mail.host) = (MailTls::None, "192.0.2.1".into()), "mail.tls");
    check(|mail| (mail.tls, mail.host) = (MailTls::None, "localhost.example.org".into()), "mail.tls");
    check(|mail| mail.host = String::new(), "mail.host");
    check(|mail| mail.user = "accord".into(), "mail.user and mail.password");
    check(|mail| mail.password = "hunter2".to_owned().into(), "mail.user and mail.password");
    check(|mail| mail.ca_file = "/nowhere/ca.pem".into(), "mail.ca_file");
    for from in
        ["", "accord", "Accord <a@example.org>", "a@example.org\r\nBcc: e@example.org", "\u{430}@example.org"]
    {
        let settings = mail(|mail| mail.from = from.into());
        let error = Post::of(&settings).map(|_| ()).expect_err(from);
        assert!(format!("{error:#}").contains("mail.from"), "{error:#}");
    }
    let said = refused(|mail| (mail.user, mail.password) = (String::new(), "hunter2".to_owned().into()));
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn what_fits_is_taken() {
    for change in [
        (|_| ()) as fn(&mut Mail),
        |mail| mail.tls = MailTls::Tls,
        |mail| (mail.tls, mail.host) = (MailTls::None, "127.0.0.1".into()),
        |mail| (mail.tls, mail.host) = (MailTls::None, "::1".into()),
        |mail| (mail.tls, mail.host) = (MailTls::None, "localhost".into()),
        |mail| (mail.user, mail.password) = ("accord".into(), "hunter2".to_owned().into()),
    ] {
        assert!(Post::of(&mail(change)).expect("settings that fit").is_some());
    }
}

/// A server that offers no TLS gets no mail from a way that insists on it, and one that
/// speaks no TLS gets not a word.
#[tokio::test]
async fn without_tls_nothing_is_sent() {
    let sink = Sink::open().await;
    let words = Wording::load(Language::En, chrono_tz::Tz::UTC).expect("the catalogues");
    for tls in [MailTls::Starttls, MailTls::Tls] {
        let settings = Mail { tls, ..sink.settings() };
        let post = Post::of(&settings).expect("settings that fit").expect("a mail server");
        let trial = Pen::trial(&words, &post, "ama@example.org").expect("an address");
        let error = post.send(&trial).await.expect_err("it offers no TLS");
        assert_eq!((error.trouble, error.is_final), (Trouble::Tls, false), "{tls:?}: {}", error.said);
    }
    assert!(sink.taken().is_empty());
    let post = Post::of(&sink.settings()).expect("settings that fit").expect("a mail server");
    post.send(&Pen::trial(&words, &post, "ama@example.org").expect("an address")).await.expect("it takes it");
    assert_eq!(sink.taken().len(), 1);
}

/// A password is not said to a server that does not ask for one in a way we know.
#[tokio::test]
async fn a_password_is_not_given_to_whoever_does_not_ask() {
    let sink = Sink::open().await;
    let words = Wording::load(Language::En, chrono_tz::Tz::UTC).expect("the catalogues");
    let settings = Mail { user: "accord".into(), password: "hunter2".to_owned().into(), ..sink.settings() };
    let post = Post::of(&settings).expect("settings that fit").expect("a mail server");
    let trial = Pen::trial(&words, &post, "ama@example.org").expect("an address");
    let error = post.send(&trial).await.expect_err("it knows nobody");
    assert_eq!(error.trouble, Trouble::SignIn, "{}", error.said);
    assert!(sink.taken().is_empty() && !error.said.contains("hunter2"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_of() {
    let port = Sink::open().await.port();
    let settings = Mail { host: "127.0.0.1".into(), port, tls: MailTls::None, ..mail(|_| ()) };
    let words = Wording::load(Language::En, chrono_tz::Tz::UTC).expect("the catalogues");
    let post = Post::of(&settings).expect("settings that fit").expect("a mail server");
    let trial = Pen::trial(&words, &post, "ama@example.org").expect("an address");
    let error = post.send(&trial).await.expect_err("nobody listens");
    assert_eq!((error.trouble, error.is_final), (Trouble::Unreachable, false), "{}", error.said);
}
