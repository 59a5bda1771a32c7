# Pages on which a referral is made, looked at and decided.

refer-title = Ask for our help
refer-choose = Choose what fits best.
refer-none = You cannot ask for help on this page at the moment.
refer-none-contact = Write to:

fill-safety = If someone could see what you do on this device, use another one. You can leave at any time with “Exit this page”; what you typed is then gone, but this page stays in the history of your browser. If you are in danger now, call 999.
fill-continue = Continue
fill-later = Save and come back later
fill-pages = Pages of this form
fill-check-title = Check your answers
fill-change = Change
fill-answers-of = Answers of referral { $reference }
fill-send = Send
fill-receipt-title = We have your referral
fill-receipt-number = Your number
fill-receipt-open = See what you sent
fill-receipt-home = Go to all referrals
fill-discard-title = Do you want to delete this draft?
fill-discard-text = What you typed is then gone for good. Nothing has been sent.
fill-discard-changes = Leave the referral as it was
fill-discard-changes-text = The changes you entered are then gone for good. The referral stays as it is.
fill-discard-button = Delete the draft

intake-title = Intake
intake-new = Take down a referral
intake-drafts = Not sent yet
intake-draft-continue = Continue:
intake-draft-saved = Last saved on
intake-draft-first = Send it or delete it before you begin another.
intake-draft-discard = Delete
intake-waiting = Waiting
intake-decided = Decided
intake-waiting-caption = Referrals that wait for a decision
intake-decided-caption = Referrals that were decided
intake-empty = Nobody is waiting
intake-empty-more = New referrals appear here, the one that has waited longest first.
intake-decided-empty = Nothing has been decided yet
intake-column-reference = Reference
intake-column-received = Received
intake-column-sent = Sent
intake-column-source = From
intake-column-service = Service
intake-column-district = District
intake-column-progress = Progress
intake-column-decision = Decision
intake-column-decided-on = Decided
intake-waited = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
intake-matches = { $count ->
    [one] { $count } possible match
   *[other] { $count } possible matches
}
intake-yours = Sent by you
intake-first = Back to the beginning
intake-next = Next page
intake-done-kept = Your draft is kept. Nothing has been sent yet.
intake-done-kept-changes = Your changes are kept as a draft. The referral has not changed yet.
intake-done-discarded = The draft is deleted.
intake-done-accepted = The referral is accepted. The new case is one that only people on its list may open.
intake-done-answered = The answers are changed. The referral is in the queue, at the place it had.
intake-done-ask = The referral waits for more information.
intake-done-decline = The referral is declined.
intake-done-redirect = The referral is sent on.
intake-done-already = Somebody has decided about this referral already
intake-changed = This referral has changed since you opened it. What you typed is still here. Look at the referral again before you send it.

intake-own-title = Referrals
intake-own-caption = What your organisation has referred
intake-own-empty = Your organisation has not referred anybody yet
intake-own-empty-more = What you send appears here, with how far it is.
intake-own-mask = This is what you sent. What you told us about reasons, risks, health and access needs is with the service and is not shown again here.

intake-referral = Referral
intake-status-received = Waiting
intake-status-answered = Answered
intake-asked = What we asked for
intake-enter-answer = Enter the answer
intake-correct = Correct the answers
intake-open-case = Open the case it became
intake-facts = At a glance
intake-decide = Decide
intake-alike = Possible link, do not disclose
intake-alike-warning = Someone here may be known to us. Do not tell the referrer or anyone in the referral.
intake-alike-may-be = may be:
intake-alike-none = Nobody in this referral looks like someone in a record you can see.

decide-accept = Accept
decide-ask = Ask for more
decide-ask-title = Ask for more about this referral
decide-ask-text = The referral stays in the queue, marked as waiting for more. Nothing is sent from here: call or write to whoever referred.
decide-ask-words = What do you need to know?
decide-ask-hint = Kept with the referral, for whoever goes on with it
decide-ask-button = Mark as waiting for more
decide-decline = Decline
decide-decline-title = Decline this referral
decide-decline-text = The referral leaves the queue and becomes no case. This cannot be taken back. The referrer sees that it is closed, not why.
decide-decline-words = Why is it not taken on?
decide-decline-hint = In words that you could read out to the referrer
decide-decline-button = Decline the referral
decide-redirect = Send on
decide-redirect-title = Send this referral on
decide-redirect-text = The referral leaves the queue, because another service can help better. Nothing is sent from here: tell them and the referrer yourself.
decide-redirect-words = Where does it go, and why?
decide-redirect-hint = Name the service, and whom you spoke to there
decide-redirect-button = Mark as sent on

accept-title = Accept referral
accept-lead = This is what the referral says, as the new case would have it. Correct what is wrong. Nothing is made before you accept.
accept-people = Who takes part
accept-nobody-described = The referral names nobody who could take part. Ask for more first.
accept-matter = What it is about
accept-button = Accept and open the case
accept-matter-service-type = Service
accept-matter-category = Offence group or kind of dispute
accept-matter-area = District
accept-priority = How soon does it need someone?
accept-flags = Does any of this apply?
accept-flags-hint = Some of these make the case restricted or sensitive, whatever else is chosen.
accept-flags-child = Someone in this referral is under 18, so that flag is set whatever you choose.
accept-class = Who may know of the case?
accept-class-hint = You can choose a narrower circle than what the case is about asks for, not a wider one.
accept-class-by-rule-standard = The team, unless a flag above says otherwise
accept-class-by-rule-restricted = Only people on its list, as what it is about demands
accept-class-by-rule-sealed = Only people named to it, as what it is about demands
accept-class-standard = The team
accept-class-restricted = Only people on its list (restricted)
accept-class-sealed = Only people named to it (sealed)
accept-summary = The matter in neutral words (optional)
accept-summary-hint = One or two sentences that nobody would mind reading about themselves
accept-lawful-basis = Lawful basis (optional)
accept-lawful-basis-hint = For example, “public task”
accept-party-takes-part = Do they take part?
accept-party-takes-part-yes = Yes, in this case
accept-party-known = Who is this?
accept-party-known-hint = Choose a known person only if you are sure. Do not tell the referrer.
accept-party-new = Somebody new
accept-party-same = { $name }, known from case { $case }
accept-party-called = What are they called?
accept-party-called-hint = The name used on pages and in letters
accept-party-given-name = Given name
accept-party-family-name = Family name
accept-party-organisation = Organisation
accept-party-role = Part in the case
accept-party-side = Side

case-done-referral-accepted = The referral is accepted, and this is the new case.
case-done-referral-already = This referral was accepted already. This is its case.

merge-title = Add the referral to case
merge-lead = Say who of the referral is who in the case. Whoever takes part already stays who they are there; others are added. Nothing is changed before you confirm.
merge-stays = What the referral says of the matter stays with the referral; a warning of risk is added to those of the case. What it says of a person goes to that person alone.
merge-final = The referral leaves the queue. This cannot be taken back.
merge-people = Who takes part
merge-nobody = The referral names nobody. It is added to the case as it is.
merge-button = Add the referral to the case
case-done-referral-merged = The referral is part of this case now.
intake-merge = This is part of the case
