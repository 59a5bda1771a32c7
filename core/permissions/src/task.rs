//! What the server does without anybody having asked.

use crate::Row;

words! {
    /// A closed list of tasks; each has its own row in the matrix and no more rights than that.
    pub enum Task {
        /// Loading settings, policy and plugins when the server starts.
        Startup = "startup",
        /// Finding the account of somebody who signs in.
        SignIn = "sign-in",
        /// Filling a demonstration service with invented data.
        Demo = "demo",
        /// Bringing in the records of an older system.
        Import = "import",
        /// Computing figures over every case, the same whoever asks.
        ServiceFigures = "service-figures",
        /// Keeping the coded statistics beside each participant.
        Statistics = "statistics",
        /// Finding what is due for disposal.
        Retention = "retention",
        /// Carrying out an erasure that two people decided.
        Erasure = "erasure",
        /// Looking for people and conflicts that are already known, restricted cases included.
        Duplicates = "duplicates",
        /// Telling people that something waits for them.
        Notifications = "notifications",
        /// Rebuilding indexes, ending sessions, clearing what is over.
        Maintenance = "maintenance",
        /// Verifying the audit chains.
        AuditCheck = "audit-check",
        /// Commands of the operator at the machine itself, such as adding the first account.
        Operator = "operator",
    }
}

impl Task {
    /// The task's row of the matrix. It is code, not data: no page can widen it.
    pub fn row(self) -> &'static Row {
        crate::matrix::task(self)
    }
}
