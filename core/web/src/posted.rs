//! Reading a form that was sent.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use axum::extract::{FromRequest, Request};
use axum_extra::extract::Form;
use domain::{Answers, Value};

use crate::sent::Slot;
use crate::tokens::FIELD;
use crate::{FormToken, PageError, Site, Visitor};

/// The most fields that a form may have.
const MOST_FIELDS: usize = 2_000;

/// The hidden field by which a form that was carried over a sign-in says that it wants to
/// be shown again before it is sent.
pub(crate) const AGAIN: &str = "_again";

/// A form of ours, by its name: the name is in its hidden field, so that a token of one
/// form is no good for another.
pub trait PostedForm {
    /// The name, unique in the service.
    const NAME: &'static str;
}

/// What was typed, by field name, as it was typed.
///
/// It may hold anything about anybody, so its `Debug` prints names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The first value of a field, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Every value of a field: of check boxes.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the field has this value among its values.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|given| given == value)
    }

    /// The map as `contributions` reads it.
    pub fn as_map(&self) -> &BTreeMap<String, Vec<String>> {
        &self.0
    }

    /// Puts one value in.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    fn add(&mut self, name: String, value: String) {
        self.0.entry(name).or_default().push(value);
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut typed = Self::default();
        pairs.into_iter().for_each(|(name, value)| typed.add(name, value));
        typed
    }
}

impl From<&Answers> for Typed {
    /// Answers as they would be typed: to show a draft or a record in its form.
    fn from(answers: &Answers) -> Self {
        let mut typed = Self::default();
        for (field, value) in answers {
            match value {
                Value::Empty => {}
                Value::Text(text) | Value::Choice(text) => typed.set(field, text.as_str()),
                Value::Boolean(yes) => typed.set(field, if *yes { "yes" } else { "no" }),
                Value::Integer(number) => typed.set(field, number.to_string()),
                Value::Instant(moment) => typed.set(field, moment.to_rfc3339()),
                Value::Choices(codes) => {
                    codes.iter().for_each(|code| typed.add(field.clone(), code.clone()));
                }
                Value::Date(date) => {
                    for (part, number) in [("day", date.format("%-d")), ("month", date.format("%-m"))] {
                        typed.set(&format!("{field}-{part}"), number.to_string());
                    }
                    typed.set(&format!("{field}-year"), date.format("%Y").to_string());
                }
            }
        }
        typed
    }
}

/// A form `F` of ours that was sent to us by who it was drawn for.
#[derive(Debug)]
pub struct Posted<F> {
    /// What was typed.
    pub typed: Typed,
    /// The name of this sending, for acting once.
    pub key: [u8; 16],
    /// The form was carried over a sign-in: show it again as typed, and save nothing.
    pub is_shown_again: bool,
    form: PhantomData<F>,
}

impl<F: PostedForm> FromRequest<Site> for Posted<F> {
    type Rejection = PageError;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let account = request.extensions().get::<Visitor>().map(|visitor| visitor.account);
        let slot = request.extensions().get::<Slot>().cloned();
        let sent = pairs(request, site).await?;
        if let Some(slot) = slot {
            slot.leave(&sent);
        }
        let mut typed: Typed = sent.into_iter().collect();
        let token = FormToken::open(site, typed.text(FIELD)).ok_or(PageError::ForeignForm)?;
        if !token.is_for(F::NAME, account) {
            return Err(PageError::ForeignForm);
        }
        typed.0.remove(FIELD);
        let is_shown_again = typed.0.remove(AGAIN).is_some();
        Ok(Self { typed, key: token.key, is_shown_again, form: PhantomData })
    }
}

/// The names and values of a form, in the order in which they were sent.
pub(crate) async fn pairs(request: Request, site: &Site) -> Result<Vec<(String, String)>, PageError> {
    let Form(pairs) =
        Form::<Vec<(String, String)>>::from_request(request, site).await.map_err(|refusal| {
            match axum::response::IntoResponse::into_response(refusal).status() {
                axum::http::StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
                _ => PageError::Unreadable,
            }
        })?;
    if pairs.len() > MOST_FIELDS { Err(PageError::TooLarge) } else { Ok(pairs) }
}
