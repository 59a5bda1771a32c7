# What the permissions are called: parts, acts, rules.

## Parts of records, as the pages about rights name them

part-g1-reference = Reference
part-g1-kind = Service type and route
part-g1-stage = Stage and pauses
part-g1-dates = Dates of the case
part-g1-team = Team, owner and priority
part-g1-area = District
part-g1-source = Where the referral came from
part-g1-coarse-status = Received, in progress or closed
part-g2-name = Name as agreed
part-g2-first-name = First name alone
part-g2-initials = Initials alone
part-g3-name = Full name and former names
part-g3-age-band = Age band
part-g3-birth-date = Date of birth
part-g3-identifiers = Police, prison and health numbers
part-g4-contact = Phone numbers and addresses
part-g4-safe-contact = How to make contact safely
part-g4-code-word = Code word
part-g5-offence = Offence and court
part-g5-category = Kind of offence or dispute
part-g5-flags = What the case is about
part-g6-flag = That there is a risk warning
part-g6-complex = Whether it is sensitive and complex
part-g6-assessment = Risk assessment
part-g6-shared-risk = Risks shared with partners
part-g7-adjustments = Access needs
part-g7-health = Health and vulnerability
part-g8-equality = Equality answers
part-g9-notes = Practice notes
part-g9-intake-notes = Intake notes
part-g10-safeguarding = Safeguarding concerns
part-g10-supervision = Supervision notes
part-g11-consent = Consent
part-g11-lawful-basis = Lawful basis
part-g12-documents = Letters and documents
part-g12-uploads = Files that were sent in
part-g13-outcome-class = Class of outcome
part-g13-agreement = Outcome and agreement
part-g14-feedback = Answers to surveys
part-g15-availability = Availability and skills
part-g15-training = Training
part-g15-vetting = Vetting
part-g15-home = Volunteer’s home address
part-g16-team-access = Who in the team looked
part-g16-access = Who looked at anything
part-g16-technical = Technical events
part-g17-accounts = Accounts and roles
part-g17-configuration = Settings and permissions
part-g17-plugins = Plugins

## What may be done, as the pages about rights say it

may-override-conflict = Let somebody work a case despite a possible conflict
may-break-glass = Open any case for an hour in an emergency
may-view-glass = See who opened cases in an emergency
may-review-glass = Review openings in an emergency
may-review-access = Review who may see a case
may-refer = Send a referral
may-view-referral = See referrals
may-amend-referral = Change a referral
may-decide-referral = Decide on a referral
may-view-case = Open the case
may-view-invitation = See an invitation
may-answer-invitation = Answer an invitation
may-view-vacancy = See the card of a vacancy
may-allocate = Allocate a case
may-amend-case = Change the case
may-amend-participant = Change who takes part
may-amend-contact = Change contact details
may-reveal-contact = Reveal a hidden value
may-log-contact = Log a contact or note
may-note-intake = Write an intake note
may-record-confidential = Write a confidential note
may-record-consent = Record consent
may-record-risk = Write a risk assessment
may-approve-risk = Approve a risk assessment
may-record-equality = Enter equality answers
may-move-stage = Move to another stage
may-pause = Pause and resume
may-record-session = Plan and record a meeting
may-record-agreement = Record an agreement
may-record-feedback = Enter feedback
may-view-feedback = See feedback
may-draft-document = Draft a letter or add a document
may-send-document = Send or print a letter
may-propose-closure = Propose to close
may-sign-off-closure = Sign off a closing
may-reopen = Reopen a closed case
may-change-class = Restrict a case and choose who is let in
may-export-cases = Export a list of cases
may-view-team-access = See who in the team looked
may-view-audit = See who looked, without the case
may-view-lawful-basis = See consent and lawful basis alone
may-view-own-part = See their own part
may-amend-own-part = Change their own part
may-view-person = See a person across cases
may-amend-person = Correct a person’s data
may-merge-people = Join records of one person
may-answer-rights-request = Answer a rights request
may-propose-erasure = Propose an erasure
may-approve-erasure = Approve an erasure
may-view-volunteer = See a volunteer’s record
may-amend-own-volunteer = Change their own volunteer record
may-manage-volunteers = Change volunteers’ records
may-view-account = See accounts
may-manage-accounts = Make and change accounts
may-manage-own-account = Look after their own account
may-view-organisation = See partner organisations
may-manage-organisations = Change partner organisations
may-view-plugins = See plugins
may-manage-plugins = Install and change plugins
may-approve-plugin-rights = Approve a plugin’s rights
may-run-report = Ask for a report
may-freeze-return = Freeze a return
may-import = Import records
may-view-audit-log = See the whole audit log
may-verify-audit = Verify the audit log
may-view-technical-log = See technical events
may-view-configuration = See settings and permissions
may-manage-settings = Change settings
may-propose-policy = Draft other permissions
may-approve-policy = Approve permissions that somebody else drafted
may-maintain = Keep the installation running

## What acts are done to

root-referral = Referrals
root-case = Cases
root-person = People
root-volunteer = Volunteers
root-account = Accounts
root-organisation = Partner organisations
root-plugin = Plugins
root-report = Reports
root-service = The service itself

## Rules that no permissions may break

wall-administrator-sees-no-case = whoever runs the installation gets nothing of anybody’s record
wall-administrator-approves-nothing = whoever runs the installation approves no rights
wall-audit-is-not-written = nobody writes or passes on the audit log
wall-audit-is-for-overseers = who looked is for the manager, of their own team, and for data protection
wall-commissioner-gets-figures = the commissioner gets protected figures and no records
wall-referrer-keeps-to-referrals = a referring partner has what their organisation referred, and reads back only the contact details they sent themselves
wall-partner-keeps-to-client = a partner in a case sees their own client while they are assigned, and nothing of the work
wall-contact-stays-on-its-side = how to reach somebody is shown only to staff and to whoever was asked to contact that side
wall-little-before-joining = an invitation or a vacancy shows district, kind and initials, and never who
wall-volunteers-by-assignment = volunteers reach cases by being assigned or invited, never by their team
wall-volunteers-send-nothing = what volunteers see is not printed, sent or exported by them
wall-equality-is-not-read-back = equality answers are counted, and only the manager reads one to correct it
wall-confidential-stays-close = confidential notes stay with the manager, the coordinator and the supervisor
wall-every-record-is-no-casework = “everywhere” is for audit and administration, not for cases
wall-glass-is-for-staff-to-look = a case opened in an emergency is for staff to read and log in, without confidential notes, letters or the log
wall-data-protection-by-request = data protection reads records only where a request names them to it
wall-participants-own-part = somebody who takes part sees their own part, and of others what everybody was given
wall-public-form-is-fixed = what a public form may do is fixed, because it is open to everybody
wall-purpose-is-fixed = what access is recorded to be for follows from the role
wall-staff-decide = deciding, approving and exporting is for staff
wall-rights-are-few-peoples = accounts, settings, plugins and permissions are for the manager, data protection and the administrator
wall-erasure-takes-two = one role cannot both propose and approve an erasure
wall-own-account-stays = everybody can look after their own account
wall-somebody-can-publish = some role must be left that may do this
wall-each-role-once = a role cannot have two sets of permissions
wall-lines-mean-something = this can never apply to anybody of this role

## How somebody is tied to a case

policy-tie-own = Their own case
policy-tie-own-restricted = Their own case, restricted
policy-tie-own-closed = Their own case, closed long ago
policy-tie-team = A case of their team
policy-tie-team-restricted = A restricted case of their team, not let in
policy-tie-team-listed = A restricted case of their team, let in
policy-tie-team-sealed = A sealed case of their team
policy-tie-other = A case of another team
policy-tie-invited = A case they are invited to
policy-tie-vacancy = A case that looks for volunteers
policy-tie-named = A case they are named to by a request
policy-tie-excluded = A case they are kept out of

## Requests that take two people

approval-own = You asked for this yourself. Somebody else has to decide.
approval-altered = This was changed since it was asked for. Look at it again.
approval-decided = This was decided already.
approval-not-yours = Only whoever asked can take this back.
approval-not-approved = This was not approved.
