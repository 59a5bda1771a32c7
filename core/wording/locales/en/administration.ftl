# Running the service: accounts, partners, plugins, who looked at what.

account-username-form = Enter a sign-in name of letters, digits, dots and dashes, without spaces
account-username-alike = This sign-in name looks like “{ $name }”, which is there already. Choose another one
account-username-taken = This sign-in name is taken. Choose another one
account-name-missing = Enter the name that colleagues know
account-role-missing = Choose at least one role
account-organisation-missing = Choose the organisation that this person works for
account-organisation-unknown = There is no such organisation
account-team-unknown = There is no such team
partner-name-missing = Enter the name of the organisation
team-name-form = Enter a name that no other team has

## What was done, beside the acts that roles are given

act-accept-account = Made an account their own
act-begin-draft = Began a draft
act-change-password = Changed their password
act-change-recovery-codes = Made new recovery codes
act-change-second-factor = Set up an authenticator
act-backup = Took a backup of the service
act-check-duplicates = Looked for people who are already known
act-choose-language = Chose a language
act-clock-set = Found that the clock of the computer had been set
act-create-account = Made an account
act-create-case = Opened a case
act-declare-conflict = Declared that they know somebody in the case
act-close-glass = Closed a case that was opened in an emergency
act-conflict-found = The check found a possible conflict of interest
act-conflict-overridden = Decided that a possible conflict is none
act-glass-reviewed = Reviewed an opening in an emergency
act-glass-told = Told who answers for it that a case was opened in an emergency
act-lapse-access = Ended access that nobody confirmed
act-open-access-review = Opened the quarterly review of access
act-end-account = Closed the account of somebody who left
act-end-draft = Sent or deleted a draft
act-export-end = Finished an export
act-invite = Invited somebody to an account
act-list = Saw it in a list
act-merge-referral = Added a referral to a case
act-restore = Restored the service from a backup
act-erase = Erased a person
act-end-key-rotation = Finished replacing keys
act-replace-owner-keys = Replaced keys of people and cases
act-retire-keys = Forgot older generations of the master key
act-rotate-keys = Began to replace keys
act-resume-account = Opened an account again
act-search = Found it by searching
act-sign-in = Signed in
act-sign-out = Signed out
act-sign-out-everywhere = Ended all sessions
act-suspend-account = Suspended an account
act-tell-of-links = Was told of a possible link
act-undo-import = Took an import back
act-step-up = Proved again that it is them
act-add-passkey = Added a passkey
act-remove-passkey = Removed a passkey
act-link-provider = Linked an account with single sign-on
act-unlink-provider = Took single sign-on from an account
act-change-roles = Changed roles, by the word of a provider
act-use-second-factor = Used their second factor
act-view = Looked at it
act-view-history = Looked at earlier values
act-ask-policy = Asked a second person to approve permissions
act-discard-policy = Gave up a draft of permissions
act-draft-policy = Drafted other permissions
act-publish-policy = Published permissions
act-refuse-policy = Refused a draft of permissions
act-restore-policy = Drafted to put back older permissions
act-withdraw-policy = Took back a request to approve permissions

## What the server does by itself

actor-startup = The server, starting
actor-sign-in = The server, signing somebody in
actor-demo = The server, filling the demonstration
actor-import = The server, importing records
actor-service-figures = The server, counting for a report
actor-statistics = The server, keeping statistics
actor-retention = The server, finding what is due for disposal
actor-erasure = The server, carrying out an erasure
actor-duplicates = The server, looking for people who are already known
actor-notifications = The server, sending notices
actor-maintenance = The server, keeping itself in order
actor-audit-check = The server, verifying the audit log
actor-operator = Whoever runs the server, by a command
actor-public = Somebody who did not sign in

## Groups of data

data-g1 = Case administration
data-g2 = Name as agreed
data-g3 = Full identity
data-g4 = Contact and safe contact
data-g5 = Offence and criminal justice
data-g6 = Risk and safety plan
data-g7 = Health and access needs
data-g8 = Equality monitoring
data-g9 = Practice notes
data-g10 = Confidential notes
data-g11 = Consent and lawful basis
data-g12 = Documents and letters
data-g13 = Agreement and outcome
data-g14 = Feedback
data-g15 = Volunteer record
data-g16 = Audit
data-g17 = Configuration
