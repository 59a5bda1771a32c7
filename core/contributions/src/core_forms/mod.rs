//! The core's own forms, declared in the same files that a plugin writes.

use std::collections::BTreeMap;

use crate::form::{FormDefinition, read_form};

/// What the office keys in when a referral comes by telephone, letter or e-mail.
const REFERRAL: &str = include_str!("referral.toml");

/// How somebody is contacted safely; asked again whenever it changes.
const CONTACT: &str = include_str!("contact.toml");

/// The core's forms. Their keys are the core's own and carry no plugin's name.
pub(crate) fn core_forms() -> Vec<FormDefinition> {
    let read = |file, text| {
        read_form(file, text, &[], &BTreeMap::new()).expect("the core's own forms are read by a test")
    };
    vec![read("core_forms/referral.toml", REFERRAL), read("core_forms/contact.toml", CONTACT)]
}
