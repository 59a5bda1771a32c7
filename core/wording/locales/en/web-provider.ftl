# Single sign-on: signing in with a provider, such as one's employer.

provider-button = Sign in with { $name }
provider-or = Or
provider-leaving-title = Going to { $name }
provider-leaving-text = You will sign in there, and then come back here.
provider-leaving-link = Continue to { $name }
provider-invitation-title = Sign in with { $name }
provider-invitation-text = You have been invited to use this service. You need no password here: you sign in with { $name }, as you do at work.
provider-proof-button = Confirm with { $name }
provider-proof-text = { $name } will ask you to sign in anew.

provider-refused-title = You are not signed in
provider-refused-own-title = It was not confirmed
provider-refused-over = The sign-in took too long, was begun in another browser, or has been used. Start again.
provider-refused-declined = { $name } did not sign you in, or you chose not to. Try again, or ask whoever looks after accounts at { $name }.
provider-refused-failed = What { $name } sent could not be accepted. This is nothing that you did. Try again; if it happens again, tell whoever runs this service, and give them the reference.
provider-refused-unavailable = { $name } cannot be reached just now. Try again in a few minutes. If it goes on, tell whoever runs this service, and give them the reference.
provider-refused-second-factor = { $name } signed you in without asking for a second proof, such as a code or a fingerprint. This service needs one. Ask whoever looks after accounts at { $name }, or confirm here in another way.
provider-refused-passkey-only = Your role signs in with a passkey here, and with nothing else. Go back and use your passkey.
provider-refused-unknown = { $name } knows you, but nobody has given you an account here. Nothing was created. If you work with this service, ask it to invite you; the invitation is a link that you open once.
provider-refused-closed = Your account here is closed. Ask whoever looks after accounts in this service.
provider-refused-no-role = { $name } says that you do not need this service for your work any more, so it has not let you in. If that is wrong, ask whoever looks after accounts at { $name }.
provider-refused-somebody-else = You signed in at { $name } as somebody else than who is signed in here, or were signed out here meanwhile.
provider-refused-taken = This cannot be linked: your { $name } account, or your account here, is linked already.
provider-refused-reference = Reference:
provider-refused-again = Go to the sign-in page
provider-refused-account = Go to your account

providers-title = Single sign-on
providers-what = With single sign-on you sign in here as you do at work. Whoever looks after accounts here can take it away from you, and so can your employer.
providers-none = You sign in with none.
providers-linked = Linked on { $when }
providers-by-owner = By yourself
providers-by-invitation = By your invitation
providers-used = Last used on { $when }
providers-unused = Not used yet
providers-link = Link { $name }
providers-unlink-hint = To have it removed, ask whoever looks after accounts here.
account-providers = { $count ->
    [0] None
   *[other] { $names }
}
done-provider-linked = You can sign in with it from now on

new-account-sign-in = How they sign in
new-account-sign-in-password = With a password that they choose
new-account-sign-in-unfit = This provider is for people of another organisation
account-invite-password = New link, to choose a password
account-invite-with = New link, to sign in with { $name }
account-linked-with = Signs in with { $names }
account-unlink = Take single sign-on away
account-invite-unfit = This provider is for people of another organisation
link-for-provider = It is for { $name }, who signs in with { $provider }.
