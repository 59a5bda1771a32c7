## Roles

role-service-manager = Service manager
role-coordinator = Coordinator
role-office-administrator = Office administrator
role-lead-facilitator = Lead facilitator
role-co-facilitator = Co-facilitator
role-observer = Observer
role-volunteer-pool = Volunteer
role-case-supervisor = Case supervisor
role-partner-referrer = Referring partner
role-partner-in-case = Partner in a case
role-commissioner = Commissioner
role-data-protection-officer = Data protection officer
role-system-administrator = System administrator
role-participant = Participant
role-public-form = Public form

## What was done, as the pages about access and audit say it

act-refer = Referred somebody
act-view-referral = Looked at a referral
act-amend-referral = Changed a referral
act-decide-referral = Decided on a referral
act-view-case = Looked at a case
act-view-invitation = Looked at an invitation
act-answer-invitation = Answered an invitation
act-view-vacancy = Looked at a vacancy
act-allocate = Allocated a case
act-amend-case = Changed a case
act-amend-participant = Changed a participant
act-amend-contact = Changed contact details
act-reveal-contact = Revealed a hidden value
act-log-contact = Logged a contact or note
act-note-intake = Made an intake note
act-record-confidential = Made a confidential note
act-record-consent = Recorded consent
act-record-risk = Wrote a risk assessment
act-approve-risk = Approved a risk assessment
act-record-equality = Entered equality monitoring
act-move-stage = Moved to another stage
act-pause = Paused or resumed a case
act-record-session = Planned or recorded a meeting
act-record-agreement = Recorded an agreement
act-record-feedback = Entered feedback
act-view-feedback = Looked at feedback
act-draft-document = Drafted a document
act-send-document = Sent or printed a document
act-propose-closure = Proposed to close a case
act-sign-off-closure = Decided on closing a case
act-reopen = Opened a case again
act-change-class = Changed who may know of a case
act-export-cases = Exported cases
act-view-team-access = Looked at who in the team had access
act-view-audit = Looked at the audit of a case
act-view-lawful-basis = Looked at consent and lawful basis
act-view-own-part = Looked at their own part in a case
act-amend-own-part = Changed their own part in a case
act-view-person = Looked at a person
act-amend-person = Changed a person's data
act-merge-people = Joined or parted records of a person
act-answer-rights-request = Worked on a rights request
act-propose-erasure = Proposed an erasure
act-approve-erasure = Decided on an erasure
act-view-volunteer = Looked at a volunteer's record
act-amend-own-volunteer = Changed their own volunteer record
act-manage-volunteers = Changed a volunteer's record
act-view-account = Looked at accounts
act-manage-accounts = Changed an account
act-manage-own-account = Changed their own account
act-view-organisation = Looked at a partner organisation
act-manage-organisations = Changed a partner organisation
act-view-plugins = Looked at plugins
act-manage-plugins = Changed a plugin
act-approve-plugin-rights = Decided on a plugin's rights
act-run-report = Asked for a report
act-freeze-return = Froze a return
act-import = Imported records
act-view-audit-log = Looked at the audit log
act-verify-audit = Verified the audit log
act-export-audit = Took a copy of the audit log
act-view-technical-log = Looked at the technical log
act-view-configuration = Looked at the settings
act-manage-settings = Changed the settings
act-propose-policy = Proposed another policy
act-approve-policy = Decided on a policy
act-maintain = Kept the installation running

## What data was looked at for

purpose-casework = Casework
purpose-supervision = Supervision
purpose-referring = Referring
purpose-reporting = Reporting
purpose-rights-request = Rights request
purpose-audit = Audit
purpose-support = Support
purpose-taking-part = Taking part

## Refusals

denied-not-found = Page not found
denied-forbidden = You can see this, but your role does not let you do that. Ask your coordinator if you need to.
act-override-conflict = Let somebody work a case despite a possible conflict
act-break-glass = Opened a case in an emergency
act-view-glass = Looked at who opened cases in an emergency
act-review-glass = Reviewed who opened a case in an emergency
act-review-access = Reviewed who may see a case
