//! By what somebody who works a case may know somebody in it.

use super::codes;

codes! {
    /// What the particulars of a volunteer and of somebody in a case have in common.
    ConflictKey = "conflict-key" {
        /// On the exclusion list of the case.
        NoGo = "no-go",
        /// Declared by the volunteer.
        Declared = "declared",
        /// The same surname.
        Surname = "surname",
        /// The same street or postcode.
        Address = "address",
        /// The same telephone number.
        Phone = "phone",
        /// The same e-mail address.
        Email = "email",
        /// The same employer.
        Employer = "employer",
        /// The same school or college.
        School = "school",
    }
}
