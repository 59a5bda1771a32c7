//! People and organisations.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{Asked, ContactPermission, EthnicGroup, Sex};

use super::planned;

/// A wish about being contacted, which binds everyone.
#[derive(Clone, PartialEq, Eq)]
pub struct PlannedSafeContact {
    /// The wish, word for word. It is shown before any contact is made.
    pub words: String,
    /// Telephone calls.
    pub phone: ContactPermission,
    /// Text messages.
    pub text: ContactPermission,
    /// Voicemail.
    pub voicemail: ContactPermission,
    /// E-mail.
    pub email: ContactPermission,
    /// Letters.
    pub post: ContactPermission,
    /// Visits.
    pub visit: ContactPermission,
}

impl std::fmt::Debug for PlannedSafeContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlannedSafeContact")
    }
}

planned! {
    /// A person, or an organisation that was harmed or is in dispute.
    PlannedPerson {
        /// Given names.
        given_name: String,
        /// Family name.
        family_name: String,
        /// What they like to be called.
        known_as: Option<String>,
        /// Title.
        title: Option<String>,
        /// The organisation, where the party is one.
        organisation: Option<String>,
        /// Date of birth.
        birth_date: Option<NaiveDate>,
        /// Sex.
        sex: Asked<Sex>,
        /// Ethnic group.
        ethnic_group: Asked<EthnicGroup>,
        /// The police's code of the ethnic group, as it was typed.
        ethnic_code: Option<String>,
        /// Address, without town.
        address: Option<String>,
        /// Town.
        town: Option<String>,
        /// Postcode, in its normal form where it has one.
        postcode: Option<String>,
        /// Telephone numbers in their normal form.
        phones: Vec<String>,
        /// Telephone cells that hold anything else as well, as they were typed.
        phone_notes: Vec<String>,
        /// E-mail addresses in their normal form.
        emails: Vec<String>,
        /// Language.
        language: Option<String>,
        /// Wishes about being contacted.
        safe_contact: Option<PlannedSafeContact>,
        /// Code word.
        code_word: Option<String>,
        /// What they need to take part.
        support_needs: Option<String>,
        /// When their record was made.
        created_at: Option<DateTime<Utc>>,
    }
}

impl PlannedPerson {
    /// Whether it is an organisation without a person's name.
    pub fn is_organisation(&self) -> bool {
        self.organisation.is_some() && self.given_name.is_empty() && self.family_name.is_empty()
    }
}
