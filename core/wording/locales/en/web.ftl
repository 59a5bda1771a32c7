# What stands around every page, and the small words of its parts.

layout-skip = Skip to main content
layout-error-prefix = Error:
layout-back = Back
layout-menu = Menu
layout-language = Language
layout-sections = Sections
layout-support-links = Support links
layout-provided-by = Provided by { $organisation }
layout-sign-out = Sign out
layout-demonstration = Demonstration data.
layout-demonstration-more = Every person here is invented. Do not enter anything real.

form-problem = There is a problem
form-error = Error:
form-optional = { $label } (optional)
form-or = or
form-choose = Choose one
form-cancel = Cancel
form-day = Day
form-month = Month
form-year = Year
form-date-hint = For example, 27 3 2026
form-choices-hint = Select all that apply
form-characters-most = { $count ->
    [one] You can enter up to { $count } character
   *[other] You can enter up to { $count } characters
}
form-characters-under-one = You have %{ "{" }count{ "}" } character remaining
form-characters-under-other = You have %{ "{" }count{ "}" } characters remaining
form-characters-at = You have 0 characters remaining
form-characters-over-one = You have %{ "{" }count{ "}" } character too many
form-characters-over-other = You have %{ "{" }count{ "}" } characters too many
form-password-show = Show
form-password-hide = Hide
form-password-show-label = Show password
form-password-hide-label = Hide password
form-password-shown = Your password is visible
form-password-hidden = Your password is hidden

notice-success = Success
notice-important = Important
notice-warning = Warning

summary-not-given = Not given

task-done = Completed
task-later = Cannot start yet

timeline-by = by { $name }

more-label = More results
more-newer = Newer
more-older = Older

filter-title = Filter
filter-chosen = Selected filters
filter-remove = Remove this filter
filter-clear = Clear filters
filter-apply = Apply filters

side-of = Side { $letter }
side-harmed = Person harmed
side-responsible = Person responsible
side-party = Party

safe-contact-title = Safe contact: { $name }
safe-contact-unknown = Nobody has asked yet how it is safe to contact them.
safe-contact-unknown-more = Ask this first. Until then, do not leave messages with anyone.
safe-contact-logged = This is logged

exit-button = Exit this page
exit-emergency = Emergency
exit-activated = Loading
exit-timed-out = Exit this page expired
exit-press-two = Shift, press 2 more times to exit
exit-press-one = Shift, press 1 more time to exit

sign-in-title = Sign in
sign-in-name = User name
sign-in-password = Password
sign-in-button = Sign in
sign-in-carried = You were signed out while you were writing
sign-in-carried-more = Nothing is lost. Sign in, and your form will be shown again as you left it. It has not been sent yet.

resume-title = Your form is still here
resume-text = You were signed out while you were writing. Nothing has been sent yet. Go back to the form, check it, and send it.
resume-button = Go back to the form

error-reference = If you need help, quote this reference:
error-not-found-title = Page not found
error-not-found-text = If you typed or pasted the address, check that it is complete. The page may also be one that you do not have access to.
error-not-signed-in-title = Sign in to see this page
error-not-signed-in-text = You are not signed in, or you were signed out after a while without activity.
error-forbidden-title = You cannot do this
error-forbidden-text = You can see this record, but your role does not allow this action. Ask your coordinator if you think it should.
error-foreign-form-title = Open the form again
error-foreign-form-text = This form was not sent from a page we gave you, or it was open for too long. Nothing was changed. Go back, load the page again, and send it once more.
error-conflict-title = Someone else has changed this
error-conflict-text = Nothing of yours was saved, so that nothing of theirs is overwritten. Go back, load the page again, and make your change once more.
error-refused-title = This cannot be done yet
error-refused-text = Nothing was changed. First:
error-unreadable-title = We could not read this request
error-unreadable-text = Nothing was changed. Go back and try again.
error-too-large-title = This is too large
error-too-large-text = Nothing was changed. Send less text, or a smaller file.
error-too-many-title = Wait before you try again
error-too-many-text = There were too many tries in a short time.
error-unavailable-title = This is not available right now
error-unavailable-text = Try again in a few minutes. What you saved before is safe.
error-not-kept-title = This could not be saved
error-not-kept-text = The disk of this service is full, or cannot be written to. Tell whoever looks after the service. What was saved before is safe, and as soon as there is room again everything works as before.
error-not-kept-again = What you typed is still on this page. Leave it open, and send it again when there is room.
error-not-kept-button = Send it again
error-fault-title = Something went wrong
error-fault-text = We could not do this, and it is not your fault. What you saved before is safe. Try again in a few minutes.

cookies-link = Cookies
cookies-title = Cookies
cookies-text = Cookies are small files that your browser keeps for us. We use three, and this service does not work without the first.
cookies-table = The cookies we use
cookies-name = Name
cookies-purpose = What it is for
cookies-until = When it ends
cookies-session-purpose = Remembers that you are signed in
cookies-session-until = When you sign out, or close your browser
cookies-browser-purpose = Lets you in without a wait when somebody else has been guessing at your password
cookies-browser-until = Half a year after you last signed in
cookies-language-purpose = Remembers the language you chose on this device
cookies-language-until = After one year
cookies-no-tracking = We do not measure what you do with cookies, and nobody else sets cookies here.

privacy-link = Privacy
privacy-title = Privacy
privacy-who = { $organisation } is responsible for what is kept about you here.
privacy-what-title = What we keep
privacy-what-text = What you or a partner told us, what we agreed with you, and how we have kept in touch. We ask for no more than the work needs.
privacy-see-title = Who can see it
privacy-see-text = Only the people who work on your case, and only the parts they need for it. Your telephone number, your address, your health and what we know about risks are encrypted.
privacy-see-log = Every look at a case is written down: who looked, at what, and when.
privacy-sides-title = The other side
privacy-sides-text = What you tell us is not shown to the other side unless you have agreed to share it.
privacy-rights-title = What you can ask for
privacy-rights-text = You can ask for a copy of what we keep about you, to have mistakes put right, and to have it deleted when there is no reason left to keep it.
privacy-contact = Write to:

accessibility-link = Accessibility
accessibility-title = Accessibility
accessibility-text = { $organisation } wants as many people as possible to be able to use this service. You should be able to:
accessibility-zoom = enlarge the text to 400% without losing anything
accessibility-phone = use every page on a small telephone
accessibility-keyboard = do everything with a keyboard alone
accessibility-reader = listen to every page with a screen reader
accessibility-script = use it without scripts
accessibility-known-title = What we know is not right yet
accessibility-welsh = { $count ->
    [one] One of { $files } files of Welsh words has not been read by a Welsh speaker yet.
   *[other] { $count } of { $files } files of Welsh words have not been read by a Welsh speaker yet.
}
accessibility-standard = We aim for level AA of the Web Content Accessibility Guidelines, version 2.2. Our tests check every page for it, but no disabled person has tried the whole service yet.
accessibility-contact-title = Tell us about a problem
accessibility-contact = If something does not work for you, write to:
