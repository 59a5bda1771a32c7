# Signing in, and what people change about their own account.

sign-in-wrong = The user name or the password is wrong
refer-wait = { $minutes ->
    [one] We are getting more forms than we can take at the moment. Wait a minute, then choose “Send” again. What you typed is still here. If you are in danger now, call 999.
   *[other] We are getting more forms than we can take at the moment. Wait { $minutes } minutes, then choose “Send” again. What you typed is still here. If you are in danger now, call 999.
}
sign-in-wait = { $minutes ->
    [one] There have been too many attempts. Try again in a minute
   *[other] There have been too many attempts. Try again in { $minutes } minutes
}
sign-in-code-wrong = This code is wrong or has been used. Enter the code your app shows now, or one of your recovery codes
sign-in-expired = It took too long to sign in, or your password was changed. Start again with your user name

password-wrong = This is not your present password

factor-expired = This page stood open for too long. Start again with a new square code
factor-code-wrong = This code does not fit the square code. Enter the six figures your app shows now

invitation-over = This invitation has been used or is over. Ask whoever invited you for a new one

passkey-wrong = This passkey was not accepted. Try again, or sign in with your password
passkey-not-made = The passkey could not be added. Try again on this page
passkey-name-missing = Give the passkey a name, such as “My telephone”
passkey-name-long = The name may have at most { $most } characters
passkey-too-many = You have { $most } passkeys already. Remove one before you add another
passkey-last = Your role needs this passkey. Add another one before you remove it
sign-in-passkey-only = This account signs in by passkey alone. Use your passkey below
