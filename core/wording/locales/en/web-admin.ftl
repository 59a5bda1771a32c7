# Running the service: accounts, partners and teams, plugins.

admin-accounts = Accounts
admin-partners = Partners and teams
admin-plugins = Plugins

account-person = Person
account-status = State
account-status-active = Active
account-status-invited = Invited
account-status-suspended = Suspended
account-status-left = Left
account-role-until = until { $when }
account-roles-held = Roles
account-no-role = No role in force
account-factor-column = Authenticator
account-factor-yes = Set up
account-factor-no = Not set up
account-last = Last signed in
account-never = Never
account-invite-again = New link
account-suspend = Suspend
account-leave = Has left
account-resume = Open again
account-suspended = The account is suspended. Its owner is signed out everywhere
account-left = The account is closed. Its owner is signed out everywhere
account-resumed = The account is open again
account-suspend-title = Suspend the account of { $name }?
account-suspend-what = They are signed out on every device at once and cannot sign in. Their work, their roles and their cases stay as they are.
account-suspend-when = Do this when a device was lost or somebody else may be using the account. You can open it again at any time.
account-leave-title = Has { $name } left the service?
account-leave-what = They are signed out on every device at once and cannot sign in. What they wrote stays, under their name.
account-leave-cases = Their cases stay theirs until somebody else takes them on. Ask a coordinator to release them from each case.
account-resume-title = Open the account of { $name } again?
account-resume-what = They can sign in as before, with the roles, the password and the authenticator that they had. Whoever has not chosen a password yet needs a new link.
account-resume-sure = Be sure that it is them. Speak to them on a number that you had before.
account-add = Add an account
account-add-text = You get a link to hand on. By it they choose a password, which nobody else ever knows.
account-add-button = Add and make the link

new-account-name = Name
new-account-name-hint = As colleagues know them
new-account-username-hint = What they type to sign in, without spaces, such as ama.mensah
new-account-email = E-mail address (optional)
new-account-email-hint = Notices that there is something to read go here. Nothing about a case is ever in them.
new-account-email-form = Enter an e-mail address in the usual form, such as name@example.org
new-account-roles = What they are to the service
new-account-roles-hint = Select all that apply. Rights add up, so give no more than the work needs.
new-account-organisation = Partner organisation (optional)
new-account-organisation-hint = Needed for referring partners and partners in a case
new-account-team = Team (optional)
new-account-team-hint = Staff see the cases of their team and of those below it. Without one it is the whole service.
new-account-until = Last day of their roles (optional)
new-account-until-hint = For example, 27 3 2027. Without a date it is a year from today.
new-account-until-form = Enter a real date, or none
new-account-language = Language they are written to in

link-title = Hand this link on
link-for = It is for { $name }, who signs in as { $username }.
link-again = The link made before does not work any more.
link-once = This link is shown once. Copy it now.
link-do = Whoever opens it first makes the account theirs, so:
link-do-once = give it to this one person, and see that it is them
link-do-safe = use another way than the one they will read notices by
link-do-again = make a new one in the list of accounts if it was lost or not used in time
link-done = I have copied it

partner-list = Partner organisations
partner-name = Name of the organisation
partner-kind = Kind
partner-kind-missing = Choose the kind of organisation
partner-agreement = Last day of the sharing agreement
partner-agreement-hint = For example, 27 3 2027. When it is over, its people can send nothing and see nothing.
partner-agreement-open = No end
partner-team = Team that takes its referrals (optional)
partner-team-hint = Without one, the whole service
partner-none = There are no partners yet
partner-none-more = Add the first, then add accounts for its people.
partner-add = Add a partner
partner-add-button = Add the partner
partner-added = The partner was added
team-list = Teams
team-name = Name of the team
team-above = Team above it
team-above-hint = People of the team above see its cases too
team-add = Add a team
team-add-button = Add the team
team-added = The team was added

plugins-none = No plugin is installed
plugins-none-more = Plugins add forms, fields and reports.
plugins-install = Install a plugin
plugins-install-text = Installing does not put it to work: you will see first what it asks to read.
plugins-install-button = Install
plugins-file = File of the package, ending in .accord
plugins-file-missing = Choose a file
plugins-there-already = This version is installed already
plugins-installed = The plugin is installed. It is not at work yet
plugins-enabled = The plugin is at work
plugins-disabled = The plugin is off. What was written in its fields is kept, and can be read
plugins-at-work = At work
plugins-off = Off
plugins-in-trouble = Not available
plugins-unavailable = This part is unavailable. The rest of the service works without it.
plugins-package = Package
plugins-installed-at = Installed { $when }
plugins-adds = Adds
plugins-adds-nothing = Nothing
plugins-adds-forms = { $count ->
    [one] { $count } form
   *[other] { $count } forms
}
plugins-adds-fields = { $count ->
    [one] { $count } field
   *[other] { $count } fields
}
plugins-adds-reports = { $count ->
    [one] { $count } report
   *[other] { $count } reports
}
plugins-adds-code = code of its own
plugins-reads = Asks to read
plugins-reads-nothing = Nothing but the form it is asked about
plugins-granted = Granted
plugins-not-granted = Not granted
plugins-not-decided = Not decided
plugins-enable = Put to work
plugins-disable = Turn off
plugins-enable-title = Put { $plugin } { $version } to work?
plugins-asks-nothing = It asks to read nothing but the forms it is asked about. Its code runs apart from the service and cannot reach a file, the network or the database.
plugins-asks-something = It works without what you do not grant. Whatever it reads, it reads for whoever is working, and never more than they may see.
plugins-grants = What it may read
plugins-grants-hint = Select all that it may have
plugins-resting = Resting
plugins-resting-more = Its code failed several times in a row and is not called for a while. Forms can be sent; what it would have checked is marked as not checked.
plugins-wake = Call it again now
plugins-woken = The plugin is called again
plugins-disable-title = Turn { $plugin } { $version } off?
plugins-disable-what = Its forms and reports are no longer offered, and its code is not called.
plugins-disable-kept = What was written in its fields is kept and can be read. You can put it to work again at any time.

## Keys

admin-keys = Keys
keys-lead = Records are sealed with keys, and those keys with the master key in the key file ({ $fingerprint }). Replace the master key every year, and when somebody leaves who could reach the key file.
keys-begun = Keys are being replaced. You can leave this page
keys-retired = The older generations are forgotten
keys-running-master = A new master key is being put in place: { $done } of { $total } keys are wrapped anew.
keys-running-owners = Keys of people and cases are being replaced: { $done } of { $total } are done.
keys-look-again = See how far it is
keys-generations = Generations of the master key
keys-generation = Generation { $number }
keys-generation-column = Generation
keys-state = State
keys-in-use = In use
keys-older = Older
keys-missing = Not in the key file
keys-owners = Keys under it
keys-secrets = Secrets of accounts
keys-rotations = What was replaced
keys-begun-at = Begun
keys-what = What
keys-what-master = Master key, generation { $number }
keys-what-owners = Keys of people and cases
keys-under-way = Under way
keys-done = Done
keys-given-up = Given up
keys-replaced = Keys replaced
keys-replace = Replace
keys-replace-master = Replace the master key
keys-replace-owners = Replace keys of people and cases
keys-replace-master-title = Replace the master key?
keys-replace-owners-title = Replace the keys of people and cases?
keys-replace-master-what = A new master key is added to the key file, and every key that the old one guards is wrapped anew. Records are not touched.
keys-replace-master-safe = Put a copy of the key file into the safe afterwards. Backups made from now on need the new one, older backups the old one.
keys-replace-owners-what = Every person, case and submission gets a new key, and what is sealed with it is sealed anew. This takes longer than replacing the master key.
keys-replace-meanwhile = Everybody can go on working. If the server stops, it goes on where it was.
keys-retire = Forget older generations
keys-retire-can = Nothing needs the older generations any more.
keys-retire-from = Nothing needs the older generations any more. They can be forgotten from { $when } on, when no page in a browser was made with them.
keys-retire-title = Forget the older generations of the master key?
keys-retire-what = They are removed from the key file on this server.
keys-retire-backups = Backups from before open only with the key file of that time. Keep its copy in the safe for as long as you keep those backups.
