//! Volunteers and documents.

use chrono::NaiveDate;
use domain::codes::{DocumentClass, RoleLevel, VettingLevel, VolunteerStatus};

use super::{PlannedAudience, planned};

planned! {
    /// A volunteer. No account is made for them: signing in begins with an invitation.
    PlannedVolunteer {
        /// Name, given name first.
        name: String,
        /// Where they stand with the service.
        status: VolunteerStatus,
        /// What they may be asked to do.
        level: RoleLevel,
        /// When they began.
        started_on: Option<NaiveDate>,
        /// When they left.
        left_on: Option<NaiveDate>,
        /// E-mail address in its normal form.
        email: Option<String>,
        /// Telephone number in its normal form.
        phone: Option<String>,
        /// When they were last checked; a date kept only on paper is absent.
        vetted_on: Option<NaiveDate>,
        /// At which level.
        vetting: VettingLevel,
        /// When they were trained.
        trained_on: Option<NaiveDate>,
        /// Whether they are trained for sensitive and complex cases.
        sensitive: bool,
        /// The codes of the districts they cover.
        districts: Vec<String>,
        /// Languages, as typed.
        languages: Vec<String>,
        /// The most cases they take at a time.
        most_cases: Option<u32>,
    }

    /// A document of the index. The file itself is not part of an import of this kind.
    PlannedDocument {
        /// The case.
        case: String,
        /// The file's name, without any folder.
        file_name: String,
        /// Where the older system kept it, word for word; it is never opened.
        old_path: Option<String>,
        /// What it is.
        class: DocumentClass,
        /// To whom it is addressed.
        audience: PlannedAudience,
        /// When it was added.
        added_on: Option<NaiveDate>,
        /// Its size in bytes, where it is known.
        size: Option<u64>,
        /// Whether the older system could not find it.
        missing: bool,
    }
}
