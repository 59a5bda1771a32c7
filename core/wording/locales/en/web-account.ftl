# The first page, signing in, and one's own account.

start-title = Restorative justice and mediation
start-lead = If someone has harmed you, if you have harmed someone, or if a dispute with a neighbour is wearing you down, talking about it safely can help.
start-choice = Taking part is always your choice, and it is free. You can stop at any time.
start-refer-text = You can ask for help for yourself or for someone you care for. It takes about ten minutes, and you do not need an account.
start-refer = Ask for help
start-staff-title = If you work or volunteer with us
start-staff-text = Sign in to see your work, or to refer somebody.

sign-in-help = I cannot sign in
sign-in-help-password = If you have lost your telephone and your recovery codes, ask whoever looks after accounts in your service. They can reset your sign-in.
sign-in-help-referral = You do not need an account to ask for help for yourself.

sign-in-code-title = Enter your code
sign-in-code = Six figures from your authenticator app
sign-in-code-hint = Open the app on your telephone. Each code works once, for half a minute.
sign-in-code-lost = I do not have my telephone
sign-in-recovery = One of your recovery codes
sign-in-recovery-hint = Three groups of four letters and figures, such as 7KQ2-M4XD-91TB. Each code works once.
sign-in-other = Sign in with another user name

done-signed-out = You are signed out
done-signed-out-everywhere = You are signed out on every device
done-invitation = Your account is ready. Sign in with the password you have just chosen
done-password = Your password is changed. Any other device you were signed in on is signed out
done-language = From now on you read this service in this language
done-session-ended = That device is signed out

account-invitation-title = Choose a password
account-invitation-welcome = Welcome, { $name }
account-invitation-text = You have been invited to use this service. Choose a password, and you are in.
account-invitation-username = Your user name is
account-invitation-button = Save and continue
account-invitation-over-title = This invitation does not work any more
account-invitation-over-text = It has been used, has been replaced by a newer one, or is too old. If you have chosen a password already, sign in. Otherwise ask whoever invited you for a new one.

account-title = Your account
account-name = Name
account-roles = What you do
account-language = Language
account-change = Change
account-password-hidden = Only you know it
account-factor = Authenticator app
account-factor-none = Not in use
account-factor-there = In use
account-set-up = Set up
account-replace = Replace
account-recovery = Recovery codes
account-recovery-left = { $count ->
    [0] None left. Get new ones now
    [one] One left. Get new ones soon
   *[other] { $count } left
}
account-recovery-new = Get new ones
account-sessions-title = Where you are signed in
account-sessions-text = If you do not recognise a device, sign it out and change your password.
account-session-unknown = Unknown device
account-session-this = This one
account-session-seen = Last used on { $when }
account-session-began = Signed in on { $when }
account-session-end = Sign out
account-sessions-end-all = Sign out everywhere

password-title = Change your password
password-current = Your present password
password-new = New password
password-hint = At least { $least } characters. A short sentence is easy to remember, and you can paste from a password manager.
password-others-end = Any other device you are signed in on will be signed out.
password-button = Change password

language-question = Which language do you want to read?
language-everywhere = Your choice is remembered on every device you sign in on.
language-button = Save

authenticator-title = Set up your authenticator app
authenticator-replace-title = Replace your authenticator app
authenticator-first = This comes before everything else: a password alone does not open anything here.
authenticator-what = An authenticator app shows a new code every half minute. You enter it after your password, so that someone who knows your password still cannot sign in as you.
authenticator-step-app = Install an authenticator app, if you do not have one. Any will do, also the one in your password manager.
authenticator-step-scan = In the app, add an account and scan this square code.
authenticator-step-code = Enter the six figures that the app then shows.
authenticator-square = Square code for your authenticator app
authenticator-link = Or open the app on this device
authenticator-typing = I cannot scan the code
authenticator-typing-text = In the app, choose to enter a key, and type this. Spaces do not matter.
authenticator-code = Six figures from the app
authenticator-code-hint = If they change while you type, enter the new ones.
authenticator-button = Continue

recovery-title = Keep these recovery codes
recovery-what = If you lose your telephone, one of these codes lets you sign in in place of the app. Each works once.
recovery-once = We show them only now
recovery-keep = Print them or write them down, and keep them somewhere safe that is not your telephone. Codes you had before do not work any more.
recovery-kept = I have kept them
recovery-new-title = Get new recovery codes
recovery-new-text = You get ten new codes. Those you have now stop working, and any other device you are signed in on is signed out.
recovery-new-button = Get new codes

proof-title = Confirm that it is you
proof-why = What you are about to do changes how somebody signs in, what somebody may do, or takes data out of the service. So we ask once more. For some minutes we do not ask again.
proof-carried = What you typed is kept. You come back to it afterwards.
proof-code = Code from your authenticator app
proof-code-hint = Or one of your recovery codes, if you do not have that telephone any more.
proof-button = Continue

account-passkeys = { $count ->
    [0] None
    [one] One
   *[other] { $count }
}
done-passkey-added = Your passkey is added
done-passkey-removed = The passkey is removed. It does not open anything here any more

passkey-button = Use a passkey
passkey-failed = No passkey was used. Try again, or go on without one.
passkey-no-script = Passkeys need JavaScript, which is switched off in this browser. Your password and a code work without it.
passkey-unfit = This browser, or the address at which you opened this page, does not allow passkeys.
passkeys-title = Passkeys
passkeys-what = With a passkey you sign in by your fingerprint, your face or the PIN of your device. There is nothing to remember, and nothing that can be guessed or given away by mistake. Your password and your app still work beside it.
passkeys-needed = Your role could open this service to others, so it needs a passkey. Add one now; then everything else opens.
passkeys-needed-until = Your role needs a passkey by { $when }. After that day nothing else opens until you have added one.
passkeys-none = You have no passkeys.
passkeys-used = Last used on { $when }
passkeys-unused = Not used yet
passkeys-added = Added on { $when }
passkeys-remove = Remove
passkeys-add-title = Add a passkey
passkeys-name = Name of the passkey
passkeys-name-hint = So that you know it again, such as “My telephone”.
passkeys-add = Add a passkey
passkeys-not-here = This service has no address for which browsers make passkeys. Whoever runs it can set one.
