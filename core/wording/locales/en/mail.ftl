# Mail, the addresses it goes to, links to choose another password, and how mail stands.
#
# What stands in a mail is read on screens that others see: no name, nothing of a case, no
# name of the service (security.md TM-16 and TM-23). Subjects stay neutral.

mail-invitation-subject = Your invitation
mail-invitation-text =
    You have been invited to an account. Your user name is { $username }.

    Open this link and choose a password. It works once, until { $until }.

mail-reset-password-subject = Choose a new password
mail-reset-password-text =
    Somebody asked to choose a new password for the user name { $username }. If it was you, open this link. It works once, until { $until }.

    If it was not you, there is nothing to do: your password stays as it is.

mail-sign-in-reset-subject = Your sign-in was reset
mail-sign-in-reset-text =
    Whoever looks after accounts reset the sign-in of the user name { $username }. The password, the authenticator and the passkeys it had do not work any more.

    Open this link and begin again. It works once, until { $until }.

mail-changed-password-subject = Your sign-in was changed
mail-changed-password-text = The password of the user name { $username } was changed. Other devices were signed out.

mail-changed-factor-subject = Your sign-in was changed
mail-changed-factor-text = An authenticator app was set up for the user name { $username }. One that was in use before does not work any more.

mail-changed-codes-subject = Your sign-in was changed
mail-changed-codes-text = New recovery codes were made for the user name { $username }. Those from before do not work any more.

mail-added-passkey-subject = Your sign-in was changed
mail-added-passkey-text = A passkey was added to the user name { $username }.

mail-removed-passkey-subject = Your sign-in was changed
mail-removed-passkey-text = A passkey was removed from the user name { $username }.

mail-used-recovery-code-subject = Your sign-in was changed
mail-used-recovery-code-text = A recovery code of the user name { $username } was used. It does not work any more.

mail-confirm-address-subject = Confirm your address
mail-confirm-address-text =
    Somebody with the user name { $username } wants mail to come to this address. If it was you, open this link. It works until { $until }.

    If it was not you, there is nothing to do: you will get no more mail about it.

mail-changed-address-subject = Your address was changed
mail-changed-address-text = Mail about the user name { $username } goes to another address from now on. This is the last one that comes here.

mail-news-subject = You have an update
mail-news-text =
    There is something new for you. Sign in as you usually do to see it.

    You can choose not to get this mail: sign in and open the page of your account.

mail-test-subject = A test
mail-test-text = This mail was sent to try out whether mail arrives. It has.

mail-not-you = If you did not do this or ask for it, tell whoever looks after accounts at once, by telephone or in person.
mail-ending = This mail was sent by a program. Nobody reads answers to it. It never asks for your password or a code.

## Why a mail did not arrive

mail-trouble-unreachable = The mail server could not be reached
mail-trouble-tls = There is no safe connection to the mail server: it does not offer TLS, or its certificate is not good
mail-trouble-sign-in = The mail server did not accept the user and password of the settings
mail-trouble-refused = The mail server refused it for good
mail-trouble-later = The mail server asked to try again later
mail-trouble-address = The account has no address to which mail can be sent

## The page of how mail stands

admin-mail = Mail
mail-none-set = No mail is sent
mail-none-set-more = No mail server is set. Invitations and links have to be handed on by whoever makes them, and nobody can choose a new password by themselves. Whoever runs the server sets mail.host and mail.from.
mail-waiting = Waiting
mail-waiting-none = None
mail-waiting-some = { $count ->
    [one] One, since { $since }
   *[other] { $count }, the oldest since { $since }
}
mail-sent = Sent in the last thirty days
mail-sent-none = None
mail-sent-some = { $count ->
    [one] One, on { $last }
   *[other] { $count }, the last one on { $last }
}
mail-failed = Given up in the last thirty days
mail-troubled = Mail with trouble
mail-troubled-none = No mail has trouble
mail-troubled-none-more = What could not be sent stands here, with the reason.
mail-for = For
mail-kind = What it tells
mail-why = Why it was not sent
mail-again = Tried again
mail-tries = { $count ->
    [one] One try
   *[other] { $count } tries
}
mail-given-up = Given up
mail-too-late = Given up, and of no use any more
mail-retry = Try again now
mail-retried = It is tried again now
mail-retry-gone = This mail was sent meanwhile, or is of no use any more

## Choosing a new password by a link

forgotten-link = I have forgotten my password
forgotten-title = Choose a new password
forgotten-text = Enter your user name or your e-mail address. If you have an account with an address, you get a link. It works once, for half an hour.
forgotten-name = User name or e-mail address
forgotten-name-missing = Enter your user name or your e-mail address
forgotten-button = Send me a link
forgotten-factor = The link lets you choose a password. You still need your authenticator, a passkey or a recovery code to sign in. If you have none of them any more, ask whoever looks after accounts in your service to reset your sign-in.
forgotten-no-mail = This service does not send mail. Ask whoever looks after accounts in your service to reset your sign-in.
forgotten-wait = { $minutes ->
    [one] Too many links were asked for. Try again in a minute
   *[other] Too many links were asked for. Try again in { $minutes } minutes
}
forgotten-sent-title = Look at your mail
forgotten-sent-text = If there is an account for what you entered, and it has an address, a link is on its way. It can take a few minutes.
forgotten-sent-none = Nothing came? Look among the unwanted mail, and whether you entered the right name or address. You can also ask whoever looks after accounts in your service.
reset-title = Choose a new password
reset-text = You are signed out everywhere when you save it. Then you sign in with the new password and your second factor, as ever.
reset-button = Save the password
link-over-title = This link does not work any more
reset-over-text = It was used, it is older than half an hour, or somebody signed in meanwhile. If you still need a new password, ask for another link.
done-reset = Your new password is saved. Sign in with it

## The address of an account

account-address = E-mail address
account-address-none = None
address-title = Where mail to you goes
address-text = You get mail when your way of signing in was changed, and a link when you have forgotten your password. It never says anything of a case.
address-now = It goes to { $address } now.
address-field = New e-mail address
address-button = Send a link to this address
address-form = Enter an e-mail address like name@example.org
address-same = Mail goes to this address already
address-too-many = You have tried five addresses in an hour. Try again in an hour
done-address-asked = A link was sent to the new address. Mail goes there when you have opened it
address-confirm-title = Is this address yours?
address-confirm-text = You have opened the link that was sent to it. From now on mail about your account goes there.
address-confirm-button = Yes, use this address
address-over-text = It was used, it is older than a day, or another change came after it. Sign in to see where mail to you goes.
done-address = Mail to you goes to the new address from now on
account-news = Mail when something is new
account-news-yes = Once a day at most
account-news-no = None
news-title = Mail when something is new
news-text = It says that there is something new, and not what. You get it once a day at most, and none while nothing is new.
news-field = Do you want this mail?
done-news = Your choice is saved

## The sign-in and the address of somebody else

account-reset = Reset sign-in
account-change-address = Change address
restart-title = Reset the sign-in of somebody else?
restart-text = Their password, authenticator, recovery codes and passkeys stop working, and they are signed out everywhere. They begin again by a link that works once.
restart-mailed = The link is mailed to their address. You do not see it.
restart-shown = The link is shown to you once, because it cannot be mailed. Hand it on in person.
restart-sure = Do it only when you are sure who asked. Whoever telephones and is in a hurry may be somebody else.
restart-button = Reset the sign-in
restart-not-in-use = This account is not in use. One that waits for its owner can be invited again
not-alone-title = You cannot do this alone
not-alone-text = This account may decide over what others may do, or looks after whether they do right. You do not hold all of that yourself, so somebody else has to be in it: { $roles }.
not-alone-how = Somebody in such a role who looks after accounts too can do it. Otherwise whoever runs the server does it at the machine, with the command “accord account reset”, when such a person has confirmed who asks.
not-alone-nobody = nobody in this service
restarted-title = The sign-in is reset
restarted-mailed = A link is on its way to their address. It works once.
link-mailed = If the account has an address, the link is mailed there as well.
other-address-title = Change where mail to somebody else goes?
other-address-text = The address it goes to now is told. Links to choose a new password that are on their way stop working.
other-address-button = Change the address
account-address-changed = Their address is changed

## What was done, beside the acts that roles are given

act-ask-address = Asked for another address
act-ask-reset = Asked for a link to choose a password
act-change-address = Changed an address
act-choose-news = Chose whether to get mail
act-reset-password = Chose a password by a link
act-reset-sign-in = Reset somebody's sign-in
act-retry-mail = Had a mail tried again
